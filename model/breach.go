package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// fault is something that the company did, or failed to do, and that opens the right to redeem once it has lasted.
type fault struct {
	clause    clause
	ref       string          // ID of the event
	from      Date            // the right opens on this day unless it is cured before; never: not known yet
	holder    int             // of a late delivery that waits for its conversion to be found; -1 otherwise
	since     Date            // the event's date
	dated     bool            // the conversion of a late delivery has been looked for
	cured     Date            // put right on this day; NoDate: not yet
	amount    decimal.Decimal // USD, of an event of default that counts from a sum on
	automatic bool            // it makes the principal due by itself
	words     string
	at        Source
}

// refuse books that the company has said that it won't convert (A 3(b)(iv)): the right opens at once, in a contract that has
// the clause.
func (e *engine[N]) refuse(in *instrumentState[N], ev *Event) {
	if in.t.DeliveryFailure == 0 && in.t.Kind != KindNote {
		e.alertNoClause(in, ev)
		return
	}
	e.addFault(in, fault{clause: clauseRefusal, ref: ev.ID, from: e.date, holder: noHolder, words: "The company refused to convert"})
}

// breach books a breach (A 3(b)(vi)). One that is not material opens nothing; one that can be cured opens the right when it
// has lasted for the days of the term, the last of which is still in time.
func (e *engine[N]) breach(in *instrumentState[N], ev *Event) {
	if in.t.BreachCure == 0 {
		e.alertNoClause(in, ev)
		return
	}
	if !ev.Material {
		return
	}
	from := e.date
	if ev.Curable {
		from = ev.Date + Date(in.t.BreachCure) + 1
	}
	e.addFault(in, fault{clause: clauseBreach, ref: ev.ID, from: from, holder: noHolder, words: "A material breach"})
}

// deliverLate books that the shares of a holder's last conversion have not been delivered (A 3(b)(iv)). Which conversion
// that is shows on the next day, since conversions of the same day come after events.
func (e *engine[N]) deliverLate(in *instrumentState[N], ev *Event) {
	if in.t.DeliveryFailure == 0 && in.t.DeliveryDue == 0 {
		e.alertNoClause(in, ev)
		return
	}
	e.addFault(in, fault{clause: clauseRefusal, ref: ev.ID, from: never, holder: ev.Holder, since: e.date, words: "Shares were not delivered in time", at: ev.At})
	e.wakeDay(e.day + 1)
}

// alertNoClause says that an event means nothing to a contract.
func (e *engine[N]) alertNoClause(in *instrumentState[N], ev *Event) {
	if !in.t.RedemptionPrice.IsZero() {
		e.alert("%s: the terms of %s leave the clause for '%s' blank; the event at %s opens no right.", e.date, in.t.Name, ev.Kind, ev.At)
	}
}

func (e *engine[N]) addFault(in *instrumentState[N], f fault) {
	f.cured = NoDate
	in.faults = append(in.faults, f)
	e.wakeFrom(f.from)
}

// cure books that a breach, a refusal or a late delivery has been put right. Before its time is over nothing opens; later
// the right ends only where the reading says so.
func (in *instrumentState[N]) cure(ev *Event) {
	for k := range in.faults {
		if f := &in.faults[k]; f.ref != "" && SameName(f.ref, ev.Ref) {
			f.cured = ev.Date
		}
	}
}

// openFaults opens the right for the faults whose time is over.
func (e *engine[N]) openFaults(in *instrumentState[N]) {
	for k := range in.faults {
		f := &in.faults[k]
		if f.holder >= 0 && !f.dated && e.date > f.since && in.t.DeliveryFailure > 0 {
			e.dateDelivery(in, f)
		}
		over := f.cured.Given() && (f.cured < f.from || in.endsAtCure())
		if e.date >= f.from && !over && in.enough(f) {
			e.openTrigger(in, openTrigger{clause: in.t.cite(f.clause), ref: f.ref, until: endless, since: f.from, automatic: f.automatic}, f.words)
		}
	}
}

// dateDelivery counts the business days from the conversion whose shares are late; the last of them is still in time.
func (e *engine[N]) dateDelivery(in *instrumentState[N], f *fault) {
	f.dated = true
	converted := in.lastConverted[f.holder]
	if !converted.Given() {
		e.alert("%s: %s has not converted any %s; the late delivery at %s was ignored.", e.date, e.holderName(f.holder), in.t.Name, f.at)
		f.cured = f.since
		return
	}
	f.from = e.addBusinessDays(in.t, converted, in.t.DeliveryFailure) + 1
	e.wakeFrom(f.from)
}

// faultCured reports whether what opened a right has been put right.
func (in *instrumentState[N]) faultCured(cited, ref string) bool {
	return slices.ContainsFunc(in.faults, func(f fault) bool { return f.cured.Given() && in.t.cite(f.clause) == cited && f.ref == ref })
}
