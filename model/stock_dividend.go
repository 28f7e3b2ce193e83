package model

import (
	"fmt"
	"slices"
)

// The ways to read what a dividend in common does to the conversion price.
const (
	dividendSubdivides = "Subdivision"
	dividendAccrues    = "Accrues"
	dividendBoth       = "Both"
	dividendFraction   = "Fraction"
)

// stockDividendCategory is the issuance category of its shares.
const stockDividendCategory = "Stock dividend"

// declared is a dividend between its record date and its payment.
type declared struct {
	row    int       // of the Events sheet
	pays   Security  // in common, or what else it is paid in
	cash   bool      // in cash; else in shares or in kind
	common []int64   // by holder: shares that it is paid on, or new shares that it brings
	toSell []int64   // by holder: those of the new shares that come on shares which are for sale; nil for others than common
	owed   [][]Cents // by instrument and holder: what is left of its amount; nil for dividends in shares
}

// declare keeps a dividend until its payment.
func (e *engine[N]) declare(d declared) { e.declared = append(e.declared, d) }

// restateDeclared restates new shares that are still to come for a split.
func (e *engine[N]) restateDeclared(by ratio) {
	e.ownDeclared()
	for k := range e.declared {
		if d := &e.declared[k]; d.owed == nil && d.pays.Kind == CommonStock {
			d.restate(by)
		}
	}
}

func (d *declared) restate(by ratio) {
	for h := range d.common {
		d.common[h] = scaleDown(d.common[h], by)
	}
	for h := range d.toSell {
		d.toSell[h] = scaleDown(d.toSell[h], by)
	}
}

// restateGifts restates what dividends have promised in a convertible by name, which is counted in shares: what waits for its
// payment, and what is left on the units of instruments.
func (e *engine[N]) restateGifts(s Security, by ratio) {
	e.ownDeclared()
	for k := range e.declared {
		if d := &e.declared[k]; d.pays == s {
			d.restate(by)
		}
	}
	for i := range e.instruments {
		b := &e.instruments[i].besides
		b.rights = slices.Clone(b.rights)
		for k := range b.rights {
			if r := &b.rights[k]; r.security == s {
				r.each = r.each.TimesRatio(by.over, by.under)
			}
		}
	}
}

// takeDeclared returns a dividend on its payment day, and forgets it.
func (e *engine[N]) takeDeclared(row int) (declared, bool) {
	for k, d := range e.declared {
		if d.row == row {
			e.declared = append(append([]declared(nil), e.declared[:k]...), e.declared[k+1:]...)
			return d, true
		}
	}
	return declared{}, false
}

// stockDividend carries out a dividend in shares: on its record date prices move and entitlements are fixed, on its payment
// day the shares come.
func (e *engine[N]) stockDividend(ev *Event) {
	switch {
	case !ev.AtRecord:
		e.payStockDividend(ev)
	case ev.PaysConvertible:
		e.recordConvertibleDividend(ev)
	default:
		e.recordStockDividend(ev)
	}
}

// newSharesOn is what a dividend brings on a count of shares, cut down.
func newSharesOn(count int64, by ratio) int64 {
	part, _ := mulDiv(count, by.over-by.under, by.under)
	return part
}

// recordStockDividend fixes who gets what, and moves prices, options and limits: the record date is the date of the issue
// (A 1(g)(i)(D), 1(g)(ii)).
func (e *engine[N]) recordStockDividend(ev *Event) {
	by := ev.Ratio
	d := declared{row: ev.Row, common: make([]int64, len(e.people)), toSell: make([]int64, len(e.people))}
	for h := range e.people {
		d.common[h], d.toSell[h] = newSharesOn(e.holders[h].common, by), newSharesOn(e.holders[h].toSell, by)
		e.recordDividend(ev, -1, h, e.holders[h].common, d.common[h], "in shares", clauseStockDividend)
	}
	total := sum(d.common)
	if e.replaying {
		total = newSharesOn(e.outstanding, by)
	}
	for i := range e.instruments {
		e.dividendOn(i, ev, total)
	}
	for w := range e.warrants {
		e.rescaleWarrant(w, by)
	}
	e.splits = append(e.splits, splitOn{e.day, by})
	e.declare(d)
	e.pass(cause[N]{words: "Stock dividend", before: e.outstanding, issues: []issuance[N]{{holder: noHolder, category: stockDividendCategory, shares: total}}})
}

// dividendOn moves one instrument's price and limits for a dividend in common. As a subdivision the price falls as in a
// split, by the shares really added where the term says so (N 5(a)(ii)); where it accrues, each unit brings on conversion the
// shares that it would have got had it been converted on this day and kept them (A 1(g)(ii)).
func (e *engine[N]) dividendOn(i int, ev *Event, total int64) {
	in := &e.instruments[i]
	if !in.issued {
		return
	}
	by := ev.Ratio
	reading := in.t.StockDividend
	if reading == dividendAccrues || reading == dividendBoth {
		// With what has accrued before: dividends on dividends.
		price := in.conversionPrice()
		each := deemedFor(in.converts(1, price), price).TimesRatio(by.over-by.under, by.under)
		for h, units := range in.units {
			whole := quotientDown(each.Times(numberOfInt[N](units)).n, numberOfInt[N](1))
			e.recordDividend(ev, i, h, e.asConvertedWhole(in, units), whole, "accrues", clauseStockDividend)
		}
		in.besides.shares = in.besides.shares.Add(each)
	}
	if reading == dividendFraction && e.outstanding > 0 {
		by = ratio{e.outstanding + total, e.outstanding}.lowest()
	}
	if reading != dividendAccrues {
		in.lowest = in.lowest.TimesRatio(by.under, by.over)
		e.rescalePrice(in, by, rescaling{clauseStockDividend, "Stock dividend", formulaStockDividend})
		e.noteLowest(in)
	}
	in.rescaleLimits(by)
}

// recordConvertibleDividend leaves a dividend in a convertible security on each unit, as converted (A 1(g)(ii)).
func (e *engine[N]) recordConvertibleDividend(ev *Event) {
	each, parts := ratioMeant(ev.Quantity), int64(1)
	if ev.Pays.Kind == InstrumentSecurity {
		parts = e.instruments[ev.Pays.Index].t.UnitsPerWhole
	}
	on := func(count int64) int64 {
		got, _ := mulDiv(count, each.over*parts, each.under)
		return got
	}
	d := declared{row: ev.Row, pays: ev.Pays, common: make([]int64, len(e.people))}
	before := e.outstanding
	for h := range e.people {
		d.common[h] = on(e.holders[h].common)
		e.recordDividend(ev, -1, h, e.holders[h].common, d.common[h], "in kind", clauseStockDividend)
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.StockDividend == dividendFraction || !in.live() {
			continue
		}
		per := e.asConvertedExactly(in, 1).TimesRatio(each.over*parts, each.under)
		in.besides.rights = append(append([]besideRight[N](nil), in.besides.rights...), besideRight[N]{ev.Pays, per})
		for h, units := range in.units {
			count := e.asConvertedWhole(in, units)
			e.recordDividend(ev, i, h, count, quotientDown(per.Times(numberOfInt[N](units)).n, numberOfInt[N](1)), "accrues", clauseStockDividend)
		}
	}
	e.declare(d)
	e.passGift(ev.Pays, stockDividendCategory, sum(d.common), before)
}

// payStockDividend issues what was fixed on the record date. New shares count as acquired when those were that they were
// paid on, so a dividend uses nobody's window up.
func (e *engine[N]) payStockDividend(ev *Event) {
	d, known := e.takeDeclared(ev.Row)
	if !known {
		return
	}
	cited := clauseStockDividend.a
	if ev.PaysConvertible {
		for h, units := range d.common {
			if units > 0 && !e.replaying {
				e.handOver(ev.Pays, h, units)
			}
		}
		return
	}
	if e.replaying {
		e.outstanding += newSharesOn(e.outstanding, ev.Ratio)
		return
	}
	if total := sum(d.common); total > e.authorizedRoom() {
		e.fail(cited, fmt.Sprintf("the dividend at %s needs %d shares and the charter allows %d more", ev.At, total, e.authorizedRoom()))
		return
	}
	for h, count := range d.common {
		s := &e.holders[h]
		for k := range s.received {
			if s.received[k].on <= ev.RecordDate {
				s.received[k].shares = scaleDown(s.received[k].shares, ev.Ratio)
			}
		}
		if count > 0 {
			s.toSell += d.toSell[h]
			e.apply(effect{kind: issueShares, holder: h, shares: count, source: fromDividend})
			e.recordIssuance(h, stockDividendCategory, count, Money[N]{}, cited)
		}
	}
}
