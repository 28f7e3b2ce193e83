package model

import (
	"math"
	"math/bits"

	"github.com/shopspring/decimal"
)

// rescaling is why counts of shares are restated: the clause, the words and the formula of the certificates.
type rescaling struct {
	clause         clause
	words, formula string
}

// splitBy carries out a split or combination.
func (e *engine[N]) splitBy(by ratio) {
	e.rescale(by, rescaling{clauseSplit, "Split or combination", formulaSplit})
}

// rescale restates every share, option and limit, holder by holder, fractions cut off; conversion prices move in proportion
// (A 1(g)(ii), N 5(a)(i)). Where the contract lets it take effect at the close, conversions of the day are still at the price
// from before.
func (e *engine[N]) rescale(by ratio, how rescaling) {
	e.splits = append(e.splits, splitOn{e.day, by})
	for i := range e.instruments {
		e.rescaleInstrument(&e.instruments[i], by, how)
	}
	for w := range e.warrants {
		e.rescaleWarrant(w, by)
	}
	e.rescaleCommon(by)
}

// rescaleWarrant restates one class of options or warrants.
func (e *engine[N]) rescaleWarrant(w int, by ratio) {
	ws := &e.warrants[w]
	ws.price = ws.price.TimesRatio(by.under, by.over)
	ws.grantShare = ws.grantShare.TimesRatio(by.under, by.over)
	e.splitQuantity(w, by)
	if ws.w.Convertible {
		e.restateGifts(warrantOrigin(ws.w, w), by)
	}
}

// rescaleCommon restates the common that is outstanding, and what has been counted of it so far.
func (e *engine[N]) rescaleCommon(by ratio) {
	e.record.restate(by)
	e.reported = scaleDown(e.reported, by)
	for i := range e.instruments {
		in := &e.instruments[i]
		in.shareTotal = scaleDown(in.shareTotal, by)
		for h := range in.sinceReport {
			in.sinceReport[h] = scaleDown(in.sinceReport[h], by)
			in.lastConversion[h].shares = scaleDown(in.lastConversion[h].shares, by)
		}
	}
	e.restateDeclared(by)
	if e.replaying {
		e.outstanding = scaleDown(e.outstanding, by)
		return
	}
	e.impact.restate(by)
	e.treasury = scaleDown(e.treasury, by)
	e.outstanding = 0
	for h := range e.holders {
		s := &e.holders[h]
		s.common = scaleDown(s.common, by)
		s.before = scaleDown(s.before, by)
		s.toSell = min(scaleDown(s.toSell, by), s.common)
		s.saleRate = scaleDown(s.saleRate, by)
		for k := range s.received {
			s.received[k].shares = scaleDown(s.received[k].shares, by)
		}
		s.from.restate(by)
		s.from.takeRest(s.common - s.before - s.from.net())
		e.outstanding += s.common
	}
}

// splitQuantity restates one class of options or warrants, and what the instruments' chains know of it: a holder's fraction
// of an option is cut off there too. The cap table holds what came of it before the valuation date.
func (e *engine[N]) splitQuantity(w int, by ratio) {
	ws := &e.warrants[w]
	origin, was := warrantOrigin(ws.w, w), sum(ws.quantity)
	if !e.replaying {
		for h := range ws.quantity {
			ws.quantity[h] = scaleDown(ws.quantity[h], by)
		}
	}
	for i := range e.instruments {
		chain := &e.instruments[i].chain
		all := chain.units(origin) == was
		chain.splitUnits(origin, by)
		if all && !e.replaying {
			chain.addUnits(origin, sum(ws.quantity)-chain.units(origin))
		}
	}
}

// rescaleInstrument restates one instrument.
func (e *engine[N]) rescaleInstrument(in *instrumentState[N], by ratio, how rescaling) {
	if !in.issued {
		return
	}
	in.lowest = in.lowest.TimesRatio(by.under, by.over)
	e.rescalePrice(in, by, how)
	in.besides.shares = in.besides.shares.TimesRatio(by.over, by.under)
	in.rescaleLimits(by)
	if in.t.SplitAtClose && !e.replaying && how.formula == formulaSplit {
		in.beforeSplit = ratio{in.beforeSplit.over * by.over, in.beforeSplit.under * by.under}
		e.wakeDay(e.day + 1)
	}
}

// rescalePrice moves an instrument's prices in proportion, a frozen one at once too, and certifies it.
func (e *engine[N]) rescalePrice(in *instrumentState[N], by ratio, how rescaling) {
	before := in.price
	in.price = in.price.TimesRatio(by.under, by.over)
	in.starting = in.starting.TimesRatio(by.under, by.over)
	in.deemedAt = in.deemedAt.TimesRatio(by.under, by.over)
	in.freeze.restate(by)
	in.chain.restate(by)
	in.restateLots(by)
	e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(how.clause), Cause: how.words,
		Before: before.Decimal(), After: in.price.Decimal(), Formula: how.formula,
		BaseBefore: decimal.NewFromInt(by.under), BaseAfter: decimal.NewFromInt(by.over)})
}

// rescaleLimits restates what is counted in shares or compared with their price.
func (in *instrumentState[N]) rescaleLimits(by ratio) {
	in.sinceIssue = in.sinceIssue.times(by)
	in.armMandatory()
	in.capBase = scaleDown(in.capBase, by)
	in.rescaleCap(by)
}

// restate scales counts by source.
func (s *sharesBySource) restate(by ratio) {
	for _, count := range []*int64{&s.conversion, &s.interest, &s.issues, &s.exercise, &s.sold} {
		*count = scaleDown(*count, by)
	}
}

// net is what came less what was sold.
func (s *sharesBySource) net() int64 {
	return s.conversion + s.interest + s.issues + s.exercise - s.sold
}

// takeRest gives the shares that cutting off fractions source by source left over to the first source there is, so that
// the parts still add up to the holder's shares.
func (s *sharesBySource) takeRest(rest int64) {
	for _, count := range []*int64{&s.conversion, &s.interest, &s.exercise, &s.issues} {
		if *count > 0 {
			*count += rest
			return
		}
	}
	s.sold -= rest
}

// lowest returns the ratio in lowest terms.
func (r ratio) lowest() ratio {
	a, b := r.over, r.under
	for b != 0 {
		a, b = b, a%b
	}
	return ratio{r.over / a, r.under / a}
}

// times is the product of two ratios. Where its parts are larger than any count, their last digits are dropped together: the
// quotient keeps its first twelve.
func (r ratio) times(by ratio) ratio {
	a, b := ratio{r.over, by.under}.lowest(), ratio{by.over, r.under}.lowest()
	for {
		overHigh, over := bits.Mul64(uint64(a.over), uint64(b.over))
		underHigh, under := bits.Mul64(uint64(a.under), uint64(b.under))
		if overHigh|underHigh == 0 && max(over, under) <= math.MaxInt64 {
			return ratio{int64(over), int64(under)}
		}
		if max(a.over, a.under) > max(b.over, b.under) {
			a = ratio{(a.over + 1) / 2, (a.under + 1) / 2}
		} else {
			b = ratio{(b.over + 1) / 2, (b.under + 1) / 2}
		}
	}
}

// ratioMeant writes a figure as the quotient of whole numbers that it stands for: 0.333333333333333 is one third.
func ratioMeant(d decimal.Decimal) ratio {
	meant, _ := ratioFrom(quotientMeant(d))
	return meant
}
