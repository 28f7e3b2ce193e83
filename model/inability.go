package model

import "slices"

// What a holder asks for when the company can't issue all the shares of its notice.
const (
	inabilityPrepay     = "Prepay"
	inabilityRestricted = "Restricted shares"
	inabilityVoid       = "Void"
)

// limitRegistration is the name of the limit in the ledger.
const limitRegistration = "registration"

// registersShares reports whether an instrument's holders are owed registered shares and what follows when there are none.
func (in *instrumentState[N]) registersShares() bool {
	return in.answersInability() && in.t.RegistrationWithin > 0
}

// answersInability reports whether holders choose what follows when a notice can't be satisfied (N 6(a)).
func (in *instrumentState[N]) answersInability() bool {
	return in.t.Kind == KindNote && in.t.RedemptionPrice.Sign() > 0
}

// limitByRegistration stops voluntary notices while no share is registered for resale (N 6(a)(iii)), unless their holder takes
// restricted ones.
func (e *engine[N]) limitByRegistration(in *instrumentState[N], batch []wanted[N]) {
	if in.registered || !in.registersShares() {
		return
	}
	for k := range batch {
		w := &batch[k]
		if w.notice.kind == noticeMandatory || w.notice.kind == noticeApproved || e.policy(w.holder).Inability == inabilityRestricted {
			continue
		}
		units := w.units
		e.cutTo(in, w, 0, 0, limitCut{clause: in.t.cite(clauseInability), limit: limitRegistration})
		e.cannotIssue(in, w, units)
	}
}

// cannotIssue lets a holder choose for what can't be issued: prepayment of that principal with the interest accrued on it, or
// its notice back.
func (e *engine[N]) cannotIssue(in *instrumentState[N], w *wanted[N], units int64) {
	if units <= 0 || !in.answersInability() || w.notice.kind == noticeMandatory || w.notice.kind == noticeApproved || e.policy(w.holder).Inability == inabilityVoid {
		return
	}
	in.demanded[w.holder] += units
	for k := range e.claims { // the returned part and the rest of one notice are one prepayment
		c := &e.claims[k]
		if c.instrument == w.instrument && c.holder == w.holder && c.since == e.date && c.clause == in.t.cite(clauseInability) {
			c.units += units
			e.recordDemandGrown(c, units)
			return
		}
	}
	e.claimFor(claim[N]{instrument: w.instrument, holder: w.holder, units: units, each: in.redeemEach, percent: in.redeemPercent,
		clause: in.t.cite(clauseInability), payOn: e.addBusinessDays(in.t, e.date, in.t.RedemptionPaid), since: e.date, voidable: in.t.InabilityReset})
}

// lot is principal of one holder that came back with a conversion price of its own (N 6(c)).
type lot[N Numeric[N]] struct {
	holder int
	units  int64
	price  Price[N]
}

// voidByEvent takes back a prepayment that has not been paid.
func (e *engine[N]) voidByEvent(ev *Event) {
	left := ev.Quantity.IntPart()
	for k := range e.claims {
		if c := &e.claims[k]; c.instrument == ev.Security.Index && c.holder == ev.Holder && c.voidable && left > 0 {
			part := min(left, c.units)
			left -= part
			e.voidClaim(c, part)
		}
	}
	if left > 0 {
		e.alert("%s: %s has no unpaid prepayment of that size to void; the notice at %s was taken as far as it goes.", e.date, e.holderName(ev.Holder), ev.At)
	}
	e.dropSettled()
}

// voidByPolicy takes back prepayments that are overdue where the reset price would be lower.
func (e *engine[N]) voidByPolicy() {
	for k := range e.claims {
		c := &e.claims[k]
		if !c.voidable || c.units == 0 || e.date <= c.payOn || !e.policy(c.holder).VoidWhenLower {
			continue
		}
		if e.lowestSince(c.since).Cmp(e.instruments[c.instrument].conversionPrice()) < 0 {
			e.voidClaim(c, c.units)
		}
	}
	e.dropSettled()
}

// voidClaim gives principal back; its conversion price is the lesser of the price in effect and of the lowest close since the
// conversion date.
func (e *engine[N]) voidClaim(c *claim[N], units int64) {
	in := &e.instruments[c.instrument]
	c.units -= units
	in.demanded[c.holder] -= units
	if c.units == 0 {
		e.recordLapsedDemand(c)
	}
	price := minPrice(in.conversionPrice(), e.lowestSince(c.since))
	in.lots = append(slices.Clone(in.lots), lot[N]{c.holder, units, price})
	e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(clauseReset), Cause: "Prepayment voided by " + e.holderName(c.holder),
		Before: in.conversionPrice().Decimal(), After: price.Decimal(), Formula: formulaLot})
}

// lowestSince is the lowest close from a date through today, in shares of today.
func (e *engine[N]) lowestSince(d Date) Price[N] {
	return e.windowPrice(e.day-e.indexOf(d)+1, e.day+1, true)
}

// lotOf is the part of a holder's principal that has a price of its own, which converts first.
func (in *instrumentState[N]) lotOf(holder int) *lot[N] {
	for k := range in.lots {
		if l := &in.lots[k]; l.holder == holder && l.units > 0 {
			return l
		}
	}
	return nil
}

// restateLots scales those prices for a split.
func (in *instrumentState[N]) restateLots(by ratio) {
	in.lots = slices.Clone(in.lots)
	for k := range in.lots {
		in.lots[k].price = in.lots[k].price.TimesRatio(by.under, by.over)
	}
}
