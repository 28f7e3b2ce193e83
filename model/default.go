package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// The defaults that stand in the state itself and need no event.
var clauseUnpaidPrincipal, clauseUnpaidInterest = clause{"", "N 10(a)"}, clause{"", "N 10(b)"}

// clauseOfDefault is where each event of default stands.
var clauseOfDefault = map[string]clause{
	"a": clauseUnpaidPrincipal, "b": clauseUnpaidInterest, "c": clauseBreach, "d": {"", "N 10(d)"}, "e": {"", "N 10(e)"}, "f": {"", "N 10(f)"},
	"g": {"", "N 10(g)"}, "h": clauseNotRegistered, "i": clauseDelisted, "j": clauseRefusal, "k": clauseLapse, "l": {"", "N 10(l)"},
}

// defaultBy books an event of default by its letter (N 10). Some begin at once, others when they have lasted: an acceleration
// of other debt, judgments, an involuntary case. The last day to put them right is still in time.
func (e *engine[N]) defaultBy(in *instrumentState[N], ev *Event) {
	t := in.t
	from := e.date
	switch ev.Letter {
	case "d":
		if t.CrossAcceleration.IsZero() {
			return
		}
		from = e.addBusinessDays(t, ev.Date, t.AccelerationCure) + 1
	case "e":
		if t.Judgments.IsZero() {
			return
		}
		from = ev.Date + Date(t.JudgmentStay) + 1
	case "g":
		if t.InvoluntaryCase == 0 {
			return
		}
		from = ev.Date + Date(t.InvoluntaryCase) + 1
	}
	e.addFault(in, fault{clause: clauseOfDefault[ev.Letter], ref: ev.ID, from: from, holder: noHolder, since: ev.Date, words: "Event of default (" + ev.Letter + ")",
		automatic: ev.Letter == "f" || ev.Letter == "g", amount: ev.Amount})
}

// enough reports whether what stands together with a fault is above the sum from which it counts: accelerated debt and
// judgments are added up (N 10(d), (e)).
func (in *instrumentState[N]) enough(f *fault) bool {
	var least decimal.Decimal
	switch f.clause {
	case clauseOfDefault["d"]:
		least = in.t.CrossAcceleration
	case clauseOfDefault["e"]:
		least = in.t.Judgments
	default:
		return true
	}
	total := decimal.Zero
	for k := range in.faults {
		if other := &in.faults[k]; other.clause == f.clause && !other.cured.Given() && other.since <= f.since {
			total = total.Add(other.amount)
		}
	}
	return total.GreaterThan(least)
}

// watchGrace wakes the day on which a payment due on a date would have been unpaid for too long.
func (e *engine[N]) watchGrace(in *instrumentState[N], due Date) {
	if in.t.PaymentGrace > 0 {
		e.wakeFrom(e.addBusinessDays(in.t, due, in.t.PaymentGrace) + 1)
	}
}

// unpaidTooLong reports whether a payment has stayed unpaid for more business days than the term allows (N 10(a), (b)).
// Blocked payments count, or not, as the reading says.
func (e *engine[N]) unpaidTooLong(in *instrumentState[N], what string, due Date) bool {
	if !in.t.BlockedIsDefault {
		if e.blockedPayment(in, what) {
			return false
		}
		if in.t.Blocked && e.freedOn.Given() {
			due = max(due, e.freedOn)
		}
	}
	return e.date > e.addBusinessDays(in.t, due, in.t.PaymentGrace)
}

// paymentDefaults are the two conditions about payments: principal and interest.
func (e *engine[N]) paymentDefaults(in *instrumentState[N]) (principal, interest bool) {
	if in.t.PaymentGrace == 0 {
		return false, false
	}
	if e.principalDue(in) > 0 {
		_, on := e.principalFell(in)
		principal = e.unpaidTooLong(in, paidPrincipal, e.paymentDay(in.t, on))
	}
	for k := range e.claims {
		if c := &e.claims[k]; &e.instruments[c.instrument] == in && c.units > 0 && c.payOn != never && e.unpaidTooLong(in, paidPrepayment, c.payOn) {
			principal = true
		}
	}
	for k := range e.dues {
		if d := &e.dues[k]; d.what == paidInterest && &e.instruments[d.instrument] == in && e.unpaidTooLong(in, paidInterest, d.payOn) {
			interest = true
		}
	}
	return principal, interest
}

// continues reports whether an event of default stands today.
func (in *instrumentState[N]) continues() bool {
	return slices.ContainsFunc(in.triggers, func(tr openTrigger) bool { return !tr.ended })
}

// beginDefault starts what follows an event of default: the default rate from that day on (N 1(b)), and where the clause says
// so the whole principal falls due by itself (N 11).
func (e *engine[N]) beginDefault(in *instrumentState[N], tr *openTrigger) {
	if in.t.Kind != KindNote {
		return
	}
	e.record.noteFirst(eventDefault, e.date)
	if in.t.DefaultRate.Sign() > 0 && !in.defaulted {
		e.accrueTo(in, min(e.date, tr.since))
		in.defaulted = true
	}
	if tr.automatic {
		for h := range in.units {
			e.accelerate(in, h)
		}
	}
}

// endDefaultRate ends the default rate with the last default, where the reading says that it ends then.
func (e *engine[N]) endDefaultRate(in *instrumentState[N]) {
	if in.defaulted && in.t.DefaultEndsAtCure && !in.continues() {
		e.accrueTo(in, e.date)
		in.defaulted = false
	}
}

// accelerate makes a holder's principal and the interest accrued on it due at once (N 11(a)).
func (e *engine[N]) accelerate(in *instrumentState[N], holder int) {
	if in.fallen(holder) || in.units[holder] == in.demanded[holder] {
		return
	}
	in.accelerated[holder], e.accelerating = true, true
	if !in.acceleratedOn.Given() {
		in.acceleratedOn = e.date
		e.recordPlainTrigger(in, triggeredAcceleration, in.t.cite(clauseAcceleration))
	}
	e.accrueTo(in, e.date)
	i := e.indexOfInstrument(in)
	earned := e.accruedUnpaid(in, holder)
	in.accrued[holder] = accrual{}
	if in.period.open {
		in.period.amounts[holder] = Money[N]{}
	}
	e.owe(i, holder, centsNearest(earned), e.date, in.t.cite(clauseInterest), paidInterest)
	e.watchGrace(in, e.date)
}

// accelerateByPolicy lets each holder make its note due while a default continues.
func (e *engine[N]) accelerateByPolicy() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.Kind != KindNote || !in.continues() {
			continue
		}
		for h := range in.units {
			if e.policy(h).Accelerate {
				e.accelerate(in, h)
			}
		}
	}
}

// indexOfInstrument is an instrument's position.
func (e *engine[N]) indexOfInstrument(in *instrumentState[N]) int {
	for i := range e.instruments {
		if &e.instruments[i] == in {
			return i
		}
	}
	return -1
}
