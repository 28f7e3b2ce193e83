package model

// maturityOf is the day on which an instrument's principal falls due: its own date, or where that is later so many days after
// the senior facility has ended (N 1(a)).
func (e *engine[N]) maturityOf(in *instrumentState[N]) Date {
	own, facility := in.t.Maturity, e.facilityOver()
	if !own.Given() || in.t.MaturityAfterSenior == 0 || !facility.Given() {
		return own
	}
	return max(own, facility+Date(in.t.MaturityAfterSenior))
}

// moveMaturities works the due dates out anew after the senior facility's end has moved. What has fallen due stays due.
func (e *engine[N]) moveMaturities() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.matured && in.t.MaturityAfterSenior > 0 {
			e.dateInterest(in)
		}
	}
}

// dateInterest lists an instrument's due dates with its maturity as it stands, the next one being the first that has not
// passed.
func (e *engine[N]) dateInterest(in *instrumentState[N]) {
	passed := NoDate
	if in.nextDue > 0 {
		passed = in.dueDates[in.nextDue-1]
	}
	maturity := e.maturityOf(in)
	in.dueDates = interestDates(in.t, maturity, e.r.Company.Horizon)
	for in.nextDue = 0; in.nextDue < len(in.dueDates) && in.dueDates[in.nextDue] <= passed; {
		in.nextDue++
	}
	for _, d := range in.dueDates[in.nextDue:] {
		e.wakeFrom(d)
		e.wakeFrom(e.paymentDay(in.t, d))
	}
	if maturity.Given() {
		e.wakeFrom(e.paymentDay(in.t, maturity))
	}
}

// mature makes the whole principal due on the maturity date, moved to a business day (N 1(a), 8). What is not paid stays
// outstanding, bears interest and may still convert.
func (e *engine[N]) mature(in *instrumentState[N]) {
	maturity := e.maturityOf(in)
	if in.matured || !maturity.Given() || !in.live() || e.date < e.paymentDay(in.t, maturity) {
		return
	}
	in.matured, in.maturedOn = true, maturity
	e.recordPlainTrigger(in, triggeredMaturity, in.t.cite(clauseMaturity))
	e.watchGrace(in, e.date)
}

// fallen reports whether a holder's principal has fallen due, at maturity or by acceleration.
func (in *instrumentState[N]) fallen(holder int) bool { return in.matured || in.accelerated[holder] }

// principalFell is why principal is due, and since when.
func (e *engine[N]) principalFell(in *instrumentState[N]) (cited string, on Date) {
	if in.matured {
		return in.t.cite(clauseMaturity), in.maturedOn
	}
	return in.t.cite(clauseAcceleration), in.acceleratedOn
}

// principalDue is the stated value of what is outstanding after maturity or acceleration, in cents.
func (e *engine[N]) principalDue(in *instrumentState[N]) Cents {
	if !in.matured && !in.acceleratedOn.Given() {
		return 0
	}
	var total Cents
	for h, units := range in.units {
		if in.fallen(h) {
			total += centsNearest(in.unitsValue(units - in.demanded[h]))
		}
	}
	return total
}

// payPrincipal repays principal out of a budget, pro rata among holders in whole smallest parts.
func (e *engine[N]) payPrincipal(i int, budget Cents) {
	in := &e.instruments[i]
	e.accrueTo(in, e.date)
	cited, _ := e.principalFell(in)
	free, parts := e.scratch.counts.take(len(in.units)), e.scratch.counts.take(len(in.units))
	for h := range in.units {
		if in.fallen(h) {
			free[h] = in.units[h] - in.demanded[h]
		}
	}
	payable := quotientDown(moneyFromCents[N](budget).n, in.unitValue.n)
	divide(parts, payable, free, e.holderName)
	for h, units := range parts {
		if units == 0 {
			continue
		}
		if in.matured && e.date == e.paymentDay(in.t, in.maturedOn) { // no interest for the move to a business day (N 8)
			in.accrued[h] = in.accrued[h].plus(in.accrued[h].part(units, in.units[h]), -1)
		}
		e.apply(effect{kind: redeemUnits, instrument: i, holder: h, units: units})
		e.payOut(i, h, centsNearest(in.unitsValue(units)), cited, paidPrincipal)
		e.endOfRight(i, units)
	}
}
