package model

import "github.com/shopspring/decimal"

// splitBy carries out a split or combination: every share, option and limit is restated, holder by holder, fractions cut
// off; conversion prices move in proportion (A 1(g)(ii), N 5(a)(i)). Where the contract lets it take effect at the close,
// conversions of the day are still at the price from before.
func (e *engine[N]) splitBy(by ratio) {
	e.splits = append(e.splits, splitOn{e.day, by})
	e.record.restate(by)
	for i := range e.instruments {
		e.splitInstrument(&e.instruments[i], by)
	}
	for w := range e.warrants {
		ws := &e.warrants[w]
		ws.price = ws.price.TimesRatio(by.under, by.over)
		ws.grantShare = ws.grantShare.TimesRatio(by.under, by.over)
		e.splitQuantity(w, by)
	}
	if e.replaying {
		e.outstanding = scaleDown(e.outstanding, by)
		return
	}
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

// splitInstrument restates one instrument.
func (e *engine[N]) splitInstrument(in *instrumentState[N], by ratio) {
	if !in.issued {
		return
	}
	before := in.price
	in.price = in.price.TimesRatio(by.under, by.over)
	in.starting = in.starting.TimesRatio(by.under, by.over)
	in.lowest = in.lowest.TimesRatio(by.under, by.over)
	in.chain.restate(by)
	in.sinceIssue = ratio{in.sinceIssue.over * by.over, in.sinceIssue.under * by.under}.lowest()
	in.armMandatory()
	in.capBase = scaleDown(in.capBase, by)
	in.shareTotal = scaleDown(in.shareTotal, by)
	for h := range in.capShares {
		in.capShares[h] = scaleDown(in.capShares[h], by)
		in.capUsed[h] = scaleDown(in.capUsed[h], by)
	}
	if in.t.SplitAtClose && !e.replaying {
		in.beforeSplit = ratio{in.beforeSplit.over * by.over, in.beforeSplit.under * by.under}
		e.wakeDay(e.day + 1)
	}
	e.recordSplit(in, before, by)
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

// ratioOf writes a decimal as a quotient of whole numbers.
func ratioOf(d decimal.Decimal) ratio {
	if exp := d.Exponent(); exp < 0 {
		under := decimal.New(1, -exp)
		return ratio{d.Mul(under).IntPart(), under.IntPart()}.lowest()
	}
	return ratio{d.IntPart(), 1}
}
