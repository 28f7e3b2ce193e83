package model

import "github.com/shopspring/decimal"

// When the company prepays by policy.
const prepaysBelow = "When price below"

// called is a company's notice of prepayment that runs (N 12).
type called struct {
	on    Date // of the notice
	payOn Date
	units []int64 // by holder: principal called and not converted yet
}

// callByEvent gives the company's notice of prepayment.
func (e *engine[N]) callByEvent(ev *Event) {
	in := &e.instruments[ev.Security.Index]
	if refused := e.call(ev.Security.Index, ev.Quantity.IntPart(), ev.NewDate); refused != "" {
		e.alert("%s: %s can't be prepaid: %s; the notice at %s was ignored.", e.date, in.t.Name, refused, ev.At)
	}
}

// callByPolicy gives notice for all principal when the close is below the policy's price.
func (e *engine[N]) callByPolicy() {
	p := &e.r.CompanyPolicy
	if p.Prepays != prepaysBelow || decimal.New(e.close(), -6).GreaterThanOrEqual(p.PrepayBelow) {
		return
	}
	for i := range e.instruments {
		if in := &e.instruments[i]; in.t.PrepaymentNotice > 0 && in.live() && in.called == nil {
			e.call(i, in.outstandingUnits(), e.date+Date(in.t.PrepaymentNotice))
		}
	}
}

// call divides the principal called among the holders, pro rata to what they have, and says why not where it can't be called:
// the company must have the cash, and may pay it (N 12, 1(c)).
func (e *engine[N]) call(i int, units int64, payOn Date) (refused string) {
	in := &e.instruments[i]
	free := e.freeUnits(in)
	units = min(units, sum(free))
	var accrued Money[N]
	for h := range in.units {
		accrued = accrued.Add(e.accruedInterest(in, h))
	}
	price := in.unitsValue(units).Times(numberOf[N](in.t.PrepaymentPrice))
	switch {
	case units <= 0:
		return "nothing is outstanding"
	case in.called != nil:
		return "another notice runs"
	case e.blockedPayment(in, paidPrepayment):
		return "the senior debt forbids the payment"
	case moneyFromCents[N](e.spendable()).Cmp(price.Add(accrued)) < 0:
		return "the company has not the cash for it"
	}
	in.called = &called{on: e.date, payOn: payOn, units: proRata(units, free, e.holderName)}
	in.lastCall = e.date
	e.wakeFrom(e.paymentDay(in.t, payOn))
	return ""
}

// payCalled makes the principal that was called, and has not converted, payable on its day.
func (e *engine[N]) payCalled() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.called == nil || e.date < e.paymentDay(in.t, in.called.payOn) {
			continue
		}
		for h, units := range in.called.units {
			if units = min(units, in.units[h]-in.demanded[h]); units > 0 {
				in.demanded[h] += units
				e.claimFor(claim[N]{instrument: i, holder: h, units: units, percent: numberOf[N](in.t.PrepaymentPrice),
					clause: in.t.cite(clauseCompanyPrepays), payOn: e.date, noticed: in.called.on, named: in.called.payOn})
			}
		}
		in.called = nil
	}
}

// makeWhole issues, on a conversion inside the notice, the interest from the conversion to the maturity date as it then stands
// in shares at the conversion price: on the called part, which converts first, or by a reading on all that converts (N 12).
func (e *engine[N]) makeWhole(in *instrumentState[N], w *wanted[N]) {
	if in.called == nil || !in.t.MakeWhole {
		return
	}
	own := append([]int64(nil), in.called.units...)
	part := min(w.units, own[w.holder])
	own[w.holder] -= part
	in.called = &called{in.called.on, in.called.payOn, own}
	if in.t.MakeWholeNote {
		part = w.units
	}
	maturity := e.maturityOf(in)
	if part <= 0 || !maturity.Given() || maturity <= e.date {
		return
	}
	days, leapDays := countDays(in.t.DayCount, e.date, maturity)
	worth := in.interestAt(in.interestRate, part*days, part*leapDays)
	count := min(wholeSharesDown(worth, in.conversionPrice()), e.authorizedRoom())
	if in.countsDealShares() {
		count = min(count, e.capRoom(in, w.holder))
	}
	if count <= 0 {
		return
	}
	e.apply(effect{kind: issueShares, holder: w.holder, shares: count, source: fromInterest})
	if in.countsDealShares() {
		e.useCap(in, w.holder, count, in.conversionPrice())
	}
	in.shareTotal += count
	paid, category := cost(count, in.conversionPrice()), "Make-whole shares of "+in.t.Name
	e.queueIssue(issuance[N]{holder: w.holder, category: category, shares: count, consideration: paid})
	e.recordIssuance(w.holder, category, count, paid, in.t.cite(clauseCompanyPrepays))
}

// When a holder asks for prepayment.
const demandWhenAllowed = "When allowed"

// determine notes the first day at whose end the cash left after the senior debt is above the term's figure (N 13).
func (e *engine[N]) determine() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.HolderPrepayCash.Sign() > 0 && in.live() && !in.determined.Given() && e.cashAbove(in) {
			in.determined = e.date
			e.wakeFrom(e.date + Date(in.t.HolderPrepayWait) + 1)
		}
	}
}

// cashAbove reports whether the cash left after the senior debt is above the figure from which holders may ask for prepayment.
func (e *engine[N]) cashAbove(in *instrumentState[N]) bool {
	return max(0, e.cash-e.senior) > centsOf(in.t.HolderPrepayCash)
}

// mayDemandPrepayment reports whether a holder may ask for prepayment today: the company has had its time to give notice itself
// and has not, and still has the cash.
func (e *engine[N]) mayDemandPrepayment(in *instrumentState[N]) bool {
	return in.determined.Given() && e.date > in.determined+Date(in.t.HolderPrepayWait) && e.cashAbove(in) &&
		!(in.lastCall.Given() && in.lastCall >= in.determined)
}

// demandPrepayment books a holder's demand (N 13).
func (e *engine[N]) demandPrepayment(i, holder int, units int64) {
	in := &e.instruments[i]
	units = min(units, in.units[holder]-in.demanded[holder])
	if units <= 0 {
		return
	}
	in.demanded[holder] += units
	e.claimFor(claim[N]{instrument: i, holder: holder, units: units, percent: numberOfInt[N](1), clause: in.t.cite(clauseHolderPrepays),
		payOn: e.addBusinessDays(in.t, e.date, in.t.HolderPrepayNotice)})
	e.dropHolderNotices(i, holder)
}

// prepaymentByEvent is a demand in the workbook.
func (e *engine[N]) prepaymentByEvent(ev *Event) {
	in := &e.instruments[ev.Security.Index]
	if !e.mayDemandPrepayment(in) {
		e.alert("%s: no holder of %s may ask for prepayment; the demand at %s was ignored.", e.date, in.t.Name, ev.At)
		return
	}
	e.demandPrepayment(ev.Security.Index, ev.Holder, ev.Quantity.IntPart())
}

// prepaymentByPolicy lets the holders ask that do so whenever they may.
func (e *engine[N]) prepaymentByPolicy() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.HolderPrepayCash.IsZero() || !in.live() || !e.mayDemandPrepayment(in) {
			continue
		}
		for h, free := range e.freeUnits(in) {
			if free > 0 && e.policy(h).DemandPrepayment == demandWhenAllowed {
				e.demandPrepayment(i, h, free)
			}
		}
	}
}
