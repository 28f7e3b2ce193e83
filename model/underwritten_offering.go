package model

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// offering carries out an underwritten public offering. At a price and with proceeds that reach the terms it converts
// everything on its closing (A 1(a)(v)(i)); the price is restated for splits and stock dividends since the issue.
func (e *engine[N]) offering(ev *Event) {
	count := ev.Quantity.IntPart()
	if count > e.authorizedRoom() && !e.replaying {
		e.fail("", fmt.Sprintf("the offering at %s issues %d shares and the charter allows %d more", ev.At, count, e.authorizedRoom()))
		return
	}
	price := e.eventPrice(ev.Price, ev.Step)
	gross := cost(count, price)
	before, buyers := e.outstanding, e.marketHolder()
	e.apply(effect{kind: issueShares, holder: buyers, shares: count, source: fromIssue})
	e.apply(effect{kind: moveCash, cash: centsNearest(gross)})
	e.recordPayment(-1, buyers, centsNearest(gross), ev.Clause, "underwritten offering")
	e.recordIssuance(buyers, usualCategory[issueCommon], count, gross, ev.Clause)
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.issued && in.convertsAll(price, gross) {
			in.offered = true
		}
	}
	e.pass(cause[N]{words: "Underwritten offering", before: before,
		issues: []issuance[N]{{holder: buyers, category: usualCategory[issueCommon], shares: count, consideration: gross}}})
}

// convertsAll reports whether an offering reaches an instrument's terms.
func (in *instrumentState[N]) convertsAll(price Price[N], gross Money[N]) bool {
	t, by := in.t, in.sinceIssue
	if t.MandatoryOfferingPrice.IsZero() {
		return false
	}
	level := t.MandatoryOfferingPrice.Mul(decimal.NewFromInt(by.under)).DivRound(decimal.NewFromInt(by.over), quotientPlaces)
	return price.Cmp(priceOf[N](level)) >= 0 && gross.Cmp(moneyOf[N](t.MandatoryOfferingProceeds)) >= 0
}
