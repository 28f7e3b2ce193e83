package model

// lapseYear is the length of the period over which single lapsed days add up (A 3(b)(ii)).
const lapseYear = 365

// openTrigger is a right to demand redemption. It does not close with its cause unless a reading says so.
type openTrigger struct {
	clause        string
	ref           string // ID of the event that caused it, where several may
	from          int    // the first day on which it can be demanded
	until         int    // the day from which it can't be demanded any more; endless: never
	on            Date
	notPaidBefore Date // of a major transaction: its consummation; never: it is not dated
	major         bool
	since         Date // the day of an event of default, which need not be a trading day
	automatic     bool // an event of default that makes the principal due by itself
	notice        Date // of a major transaction: the day of the company's notice
	ended         bool // its cause was put right, or the transaction given up
	line          int  // of Outcome.Triggers
}

// endless is the end of a right that has none.
const endless = int(1) << 30

// never is a date that doesn't come.
const never = Date(1) << 30

// trigger is a condition that opens the right, and whether its cause is over.
type trigger struct {
	clause         clause
	happened, over bool
	since          Date // the day itself, which need not be a trading day
	words          string
}

// checkTriggers opens redemption rights whose condition is fulfilled today (A 3(b)): (i) the registration was not declared
// effective in time, the last day being still in time; (ii) it lapsed for so many consecutive trading days, or for more
// than so many in any 365 days; (iii) the common was on no qualifying market for so many consecutive trading days; (iv) a
// refusal to convert, or shares not delivered in time; (vi) a material breach that is not cured; (vii) some of it is
// unconverted after the final date. A major transaction opens it for a time (A 3(c), 3(e)). The exchange cap's (v) opens
// where the cap cuts a notice.
func (e *engine[N]) checkTriggers(in *instrumentState[N]) {
	if !in.hasTriggers() || !in.live() {
		return
	}
	if in.endsAtCure() {
		e.endCured(in)
		e.endDefaultRate(in)
	}
	for _, tr := range e.triggersOf(in) {
		if tr.happened && !(tr.over && in.endsAtCure()) {
			e.openTrigger(in, openTrigger{clause: in.t.cite(tr.clause), until: endless, since: tr.since}, tr.words)
		}
	}
	e.openFaults(in)
	e.openMajors(in)
}

// hasTriggers reports whether anything follows a triggering event, or an event of default.
func (in *instrumentState[N]) hasTriggers() bool {
	return in.t.RedemptionPrice.Sign() > 0 || in.t.Kind == KindNote
}

// endsAtCure reports whether a right ends with its cause: by a reading of the certificate, and for a note always, which may be
// called only while a default continues (N 11).
func (in *instrumentState[N]) endsAtCure() bool { return in.t.RightEndsAtCure || in.t.Kind == KindNote }

// triggersOf are the conditions that stand in the state itself.
func (e *engine[N]) triggersOf(in *instrumentState[N]) [6]trigger {
	t := in.t
	last := t.IssueDate + Date(t.RegistrationWithin)
	late := t.RegistrationWithin > 0 && e.date > last && (!in.registeredOn.Given() || in.registeredOn > last)
	lapsed := t.LapseConsecutive > 0 && e.lapsedInARow(in) >= t.LapseConsecutive ||
		t.LapseTotal > 0 && e.lapsedDays(in, e.date-lapseYear+1) > t.LapseTotal
	principal, interest := e.paymentDefaults(in)
	return [6]trigger{
		{clauseUnpaidPrincipal, principal, !principal, e.date, "Principal was not paid in time"},
		{clauseUnpaidInterest, interest, !interest, e.date, "Interest was not paid in time"},
		{clauseNotRegistered, late, in.registeredOn.Given(), last + 1, "The registration was not effective in time"},
		{clauseLapse, lapsed, in.registered, e.date, "The registration could not be used for too long"},
		{clauseDelisted, t.DelistingDays > 0 && e.daysOff(in) >= t.DelistingDays, !in.offSince.Given(), e.date, "The common was on no qualifying market for too long"},
		{clauseUnconverted, t.RedemptionBy.Given() && e.date > t.RedemptionBy, false, e.date, "Not converted by the final date"},
	}
}

// openTrigger opens a right for every holder, for any of its units, whoever caused it (A 3(d)); it does not close with its
// cause, so each clause opens it once. Holders may demand at once where they are aware, else from the company's notice on,
// which it gives on the last day that it has for it.
func (e *engine[N]) openTrigger(in *instrumentState[N], tr openTrigger, words string) {
	if !in.hasTriggers() || in.hasTrigger(tr) {
		return
	}
	tr.on = e.date
	notice := NoDate
	switch {
	case tr.major:
		notice = tr.notice
	case in.t.TriggerNotice > 0:
		notice = e.addBusinessDays(in.t, e.date, in.t.TriggerNotice)
	}
	tr.from = max(tr.from, e.day)
	if in.t.AwareOnNotice && !tr.major && notice.Given() {
		tr.from = max(tr.from, e.dayOn(notice))
	}
	e.recordTrigger(in, &tr, notice, words)
	in.triggers = append(in.triggers, tr)
	e.beginDefault(in, &tr)
	e.wakeDay(tr.from)
	e.wakeDay(tr.until)
}

// dayOn is the index of the first trading day on or after a date: negative before the valuation date.
func (e *engine[N]) dayOn(d Date) int {
	if d < e.r.Company.Valuation {
		return e.pastDay(d)
	}
	return e.indexOf(d)
}

// capTrigger opens the right when the exchange cap cuts a notice (A 3(b)(v)): it can be demanded from the next trading day.
func (e *engine[N]) capTrigger(in *instrumentState[N]) {
	if in.t.CapOpensRedemption {
		e.openTrigger(in, openTrigger{clause: in.t.cite(clauseCapStops), from: e.day + 1, until: endless}, "The exchange cap cut a conversion")
	}
}

// hasTrigger reports whether the right stands open already under a clause, and of a major transaction for the same one.
func (in *instrumentState[N]) hasTrigger(tr openTrigger) bool {
	for _, old := range in.triggers {
		if old.clause == tr.clause && !old.ended && (!tr.major && !in.endsAtCure() || old.ref == tr.ref) {
			return true
		}
	}
	return false
}

// hasCapTrigger reports whether the exchange cap has opened the right.
func (in *instrumentState[N]) hasCapTrigger() bool {
	return in.hasTrigger(openTrigger{clause: in.t.cite(clauseCapStops)})
}

// redeemable returns the trigger under which a holder can demand redemption today: the first that opened, a triggering event
// before a major transaction, which pays later and may be given up.
func (e *engine[N]) redeemable(in *instrumentState[N]) (best *openTrigger, open bool) {
	if in.t.RedemptionPrice.IsZero() {
		return nil, false
	}
	for k := range in.triggers {
		tr := &in.triggers[k]
		if tr.ended || tr.from > e.day || e.day >= tr.until || open && !(best.major && !tr.major) {
			continue
		}
		best, open = tr, true
	}
	return best, open
}

// standsOpen reports whether holders may demand redemption today, or may from the next step 5 on because of today.
func (e *engine[N]) standsOpen(in *instrumentState[N]) bool { return e.standing(in) != "" }

// standing is the clause under which the right stands open at the end of the day: the first that opened. The cap's, which can
// be demanded from the next day only, counts already.
func (e *engine[N]) standing(in *instrumentState[N]) string {
	if tr, open := e.redeemable(in); open {
		return tr.clause
	}
	for k := range in.triggers {
		tr := &in.triggers[k]
		if !tr.ended && tr.on == e.date && tr.from == e.day+1 && tr.clause == in.t.cite(clauseCapStops) {
			return tr.clause
		}
	}
	return ""
}

// endCured ends the rights whose cause is over, where the reading says that they end with it. Demands that were made stay.
func (e *engine[N]) endCured(in *instrumentState[N]) {
	standing := e.triggersOf(in)
	for k := range in.triggers {
		tr := &in.triggers[k]
		if tr.ended || tr.major {
			continue
		}
		over := tr.clause == in.t.cite(clauseCapStops) && !e.capApplies(in) || in.faultCured(tr.clause, tr.ref)
		for _, s := range standing {
			over = over || tr.clause == in.t.cite(s.clause) && s.over
		}
		if over {
			e.endTrigger(tr)
		}
	}
}

// endTrigger ends a right before its time.
func (e *engine[N]) endTrigger(tr *openTrigger) {
	tr.ended = true
	if !e.record.quiet {
		e.ledger().Triggers[tr.line].Ended = e.date
	}
}
