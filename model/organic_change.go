package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// consummate carries out an announced transaction. The price stands through this day (A 1(g)(iii)); what it does to the
// common and to conversions follows from how the event describes it (A 2(a)).
func (e *engine[N]) consummate(ev *Event) {
	for i := range e.instruments {
		e.endFreezeFor(&e.instruments[i], ev.Ref)
	}
	if ev.Kind == assetSaleConsummated && e.liquidatesBy(ev) {
		worth := ev.Price.Price.Add(ev.Quantity.Mul(ev.Amount)).Mul(decimal.NewFromInt(e.outstanding))
		e.liquidate(centsOf(worth))
		return
	}
	switch {
	case ev.Replaces && ev.Ratio.under > 0:
		e.exchangeCommon(ev)
	case ev.Replaces:
		e.cashOut(ev)
	case ev.Kind != tenderConsummated && (ev.HasQuantity || ev.HasPrice):
		e.bringBesides(ev)
	}
}

// liquidatesBy reports whether a sale of substantially all assets counts as a liquidation, as a reading may have it (A 7).
func (e *engine[N]) liquidatesBy(ev *Event) bool {
	for k := range e.r.Events {
		a := &e.r.Events[k]
		if a.Kind != assetSaleAnnounced || !SameName(a.ID, ev.Ref) {
			continue
		}
		for i := range e.instruments {
			if in := &e.instruments[i]; in.live() && in.t.AssetSaleLiquidates && a.Quantity.GreaterThan(in.t.SubstantiallyAllAbove) {
				return true
			}
		}
	}
	return false
}

// exchangeCommon turns each share of common into the acquirer's: so many for one, and cash that counts as more of them at the
// acquirer's price. Every instrument becomes one of the acquirer's with the same stated value and terms, its conversion price
// divided by that ratio; options and limits follow, as in a split (A 2(a)).
func (e *engine[N]) exchangeCommon(ev *Event) {
	how := rescaling{clauseOrganicChange, ev.Kind, formulaMerger}
	for i := range e.instruments {
		e.rescaleInstrument(&e.instruments[i], ev.Ratio, how)
	}
	for w := range e.warrants {
		e.rescaleWarrant(w, ev.Ratio)
	}
	e.splits = append(e.splits, splitOn{e.day, ev.Ratio})
	e.rescaleCommon(ev.Counts)
	e.alert("%s: the common has become the acquirer's; its other shares are not in the counts.", e.date)
}

// cashOut pays the common off in cash: a conversion brings from now on, in place of common, what the shares as converted
// would have got (A 2(a)).
func (e *engine[N]) cashOut(ev *Event) {
	price := e.eventPrice(ev.Price, ev.Step)
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.issued {
			in.besides.cash, in.besides.cited = in.besides.cash.Add(costOfDeemed(e.asConvertedExactly(in, 1), price)), clauseOrganicChange
			in.besides.shares, in.besides.inLieu = Deemed[N]{}, true
		}
	}
	for w := range e.warrants {
		e.lapseUnits(w, slices.Clone(e.warrants[w].quantity))
	}
	e.alert("%s: the common is paid off in cash; options and warrants end with it, and what they are paid is not modelled.", e.date)
	e.rescaleCommon(ratio{0, 1})
	e.passIssues()
}

// bringBesides leaves the common and adds to each conversion what holders of common get in the change: cash, and shares of
// the acquirer that count with their price (A 2(a)).
func (e *engine[N]) bringBesides(ev *Event) {
	price := e.eventPrice(ev.Price, ev.Step)
	worth := priceOf[N](ev.Quantity.Mul(ev.Amount))
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.issued {
			continue
		}
		each := e.asConvertedExactly(in, 1)
		in.besides.cash, in.besides.cited = in.besides.cash.Add(costOfDeemed(each, price)), clauseOrganicChange
		in.besides.worth = in.besides.worth.Add(costOfDeemed(each, worth))
	}
}

// reclassify changes each share of common into so many units of what takes its place: like a split in every respect.
func (e *engine[N]) reclassify(ev *Event) {
	e.rescale(ev.Ratio, rescaling{clauseReclassification, "Reclassification", formulaSplit})
}
