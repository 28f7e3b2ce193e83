package model

// lapseYear is the length of the period over which single lapsed days add up (A 3(b)(ii)).
const lapseYear = 365

// checkTriggers opens redemption rights whose condition is fulfilled today (A 3(b)): (i) the registration was not declared
// effective in time, the last day being still in time; (ii) it lapsed for so many consecutive trading days, or for more
// than so many in any 365 days; (iii) the common was on no qualifying market for so many consecutive trading days;
// (vii) some of it is unconverted after the final date.
func (e *engine[N]) checkTriggers(in *instrumentState[N]) {
	t := in.t
	if t.RedemptionPrice.IsZero() || !in.live() {
		return
	}
	last := t.IssueDate + Date(t.RegistrationWithin)
	late := t.RegistrationWithin > 0 && e.date > last && (!in.registeredOn.Given() || in.registeredOn > last)
	e.openTrigger(in, late, clauseNotRegistered, 0)
	lapsed := t.LapseConsecutive > 0 && e.lapsedInARow(in) >= t.LapseConsecutive ||
		t.LapseTotal > 0 && e.lapsedDays(in, e.date-lapseYear+1) > t.LapseTotal
	e.openTrigger(in, lapsed, clauseLapse, 0)
	e.openTrigger(in, t.DelistingDays > 0 && e.daysOff(in) >= t.DelistingDays, clauseDelisted, 0)
	e.openTrigger(in, t.RedemptionBy.Given() && e.date > t.RedemptionBy, clauseUnconverted, 0)
}

// openTrigger opens a right for every holder, for any of its units, whoever caused it (A 3(d)); it does not close with its
// cause, so each clause opens it once. It can be demanded from today's step 5, or so many trading days later.
func (e *engine[N]) openTrigger(in *instrumentState[N], happened bool, c clause, later int) {
	cited := in.t.cite(c)
	if !happened || in.t.RedemptionPrice.IsZero() || in.hasTrigger(cited) {
		return
	}
	in.triggers = append(in.triggers, openTrigger{clause: cited, from: e.day + later, on: e.date})
	notice := NoDate
	if in.t.TriggerNotice > 0 {
		notice = e.addBusinessDays(in.t, e.date, in.t.TriggerNotice)
	}
	e.recordTrigger(in, triggeredRedemption, cited, notice)
	e.wakeDay(e.day + later)
}

// hasTrigger reports whether a clause has opened the right.
func (in *instrumentState[N]) hasTrigger(cited string) bool {
	for _, tr := range in.triggers {
		if tr.clause == cited {
			return true
		}
	}
	return false
}

// redeemable returns the trigger under which a holder can demand redemption today: the first that opened.
func (e *engine[N]) redeemable(in *instrumentState[N]) (openTrigger, bool) {
	for _, tr := range in.triggers {
		if tr.from <= e.day {
			return tr, true
		}
	}
	return openTrigger{}, false
}
