package model

// accrueTo adds each holder's principal times the days since the last accrual. It runs before anything that changes
// principal, so interest earned on converted principal stays payable on the next interest date (N 1(b), 2(a)).
func (e *engine[N]) accrueTo(in *instrumentState[N], to Date) {
	if len(in.dueDates) == 0 || to <= in.accruedTo || !in.issued {
		return
	}
	// Days are those of the period so far, less those accrued: months of 30 days don't add up from arbitrary days.
	days, leapDays := countDays(in.t.DayCount, in.periodBegin(), to)
	before, leapBefore := countDays(in.t.DayCount, in.periodBegin(), in.accruedTo)
	days, leapDays = days-before, leapDays-leapBefore
	one := accrual{}
	if !in.defaulted || in.t.DefaultAdds {
		one.days, one.leapDays = days, leapDays
	}
	if in.defaulted {
		one.lateDays, one.lateLeapDays = days, leapDays
	}
	in.perUnit = in.perUnit.plus(one, 1)
	for h, units := range in.units {
		if units > 0 {
			in.accrued[h] = in.accrued[h].plus(one, units)
		}
	}
	in.accruedTo = to
}

// interestOn turns principal-days into money, unrounded.
func (in *instrumentState[N]) interestOn(a accrual) Money[N] {
	if a == (accrual{}) {
		return Money[N]{}
	}
	amount := in.interestAt(in.interestRate, a.days, a.leapDays)
	if a.lateDays > 0 || a.lateLeapDays > 0 {
		amount = amount.Add(in.interestAt(in.defaultRate, a.lateDays, a.lateLeapDays))
	}
	return amount
}

// interestAt is interest at a rate a year.
func (in *instrumentState[N]) interestAt(rate N, days, leapDays int64) Money[N] {
	yearly := in.unitValue.Times(rate)
	amount := yearly.TimesRatio(days, yearDays(in.t.DayCount))
	if leapDays > 0 {
		amount = amount.Add(yearly.TimesRatio(leapDays, 366))
	}
	return amount
}

// closePeriods ends the interest periods whose due date has come, before anything else happens on the day.
func (e *engine[N]) closePeriods() {
	for i := range e.instruments {
		in := &e.instruments[i]
		for in.issued && in.nextDue < len(in.dueDates) && in.dueDates[in.nextDue] <= e.date {
			e.closePeriod(in, in.dueDates[in.nextDue])
			in.nextDue++
		}
	}
}

// closePeriod works out what each holder earned through the due date.
func (e *engine[N]) closePeriod(in *instrumentState[N], due Date) {
	begin := in.periodBegin()
	e.accrueTo(in, due)
	p := period[N]{open: true, due: due, payOn: e.paymentDay(in.t, due), days: daysIn(in.t.DayCount, begin, due)}
	p.amounts, p.principal = resize(in.period.amounts, len(in.units)), resize(in.period.principal, len(in.units))
	for h := range in.units {
		p.amounts[h], p.principal[h] = in.interestOn(in.accrued[h]), in.units[h]
		in.accrued[h] = accrual{}
	}
	in.perUnit = accrual{}
	in.period = p
	e.wakeInterest(p.payOn)
}

// daysIn is the number of days of a period as its day count counts them.
func daysIn(dayCount string, from, to Date) int {
	days, leapDays := countDays(dayCount, from, to)
	return int(days + leapDays)
}

// payInterest pays the periods whose payment day has come.
func (e *engine[N]) payInterest() {
	for i := range e.instruments {
		if in := &e.instruments[i]; in.period.open && in.period.payOn <= e.date {
			e.payPeriod(i)
			in.period.open = false
		}
	}
}

// payPeriod pays one period, in cash or shares as the contract allows and the company chooses (N 1(b)).
func (e *engine[N]) payPeriod(i int) {
	in := &e.instruments[i]
	p := &in.period
	if in.t.InterestIn == interestInPrincipal {
		e.payInPrincipal(i)
		return
	}
	cash := e.interestInCash(in)
	issue := e.interestShares(in, cash)
	for h, amount := range p.amounts {
		if amount.Sign() <= 0 {
			continue
		}
		owed := cash[h]
		if s := issue[h]; s.count > 0 || s.worth.Sign() > 0 {
			e.issueInterest(i, h, s)
			owed += centsNearest(remainder(s.worth, cost(s.count, s.price)))
		}
		e.owe(i, h, owed, e.date, in.t.cite(clauseInterest), paidInterest)
		e.recordInterest(i, h, issue[h], owed)
	}
}

// payInPrincipal adds a period's interest to the principal, in whole parts of it; what is left over is paid in cash. To the
// others it is a new convertible, for the interest that it discharges.
func (e *engine[N]) payInPrincipal(i int) {
	in := &e.instruments[i]
	e.accrueTo(in, e.date)
	var all int64
	for h, amount := range in.period.amounts {
		cents := centsNearest(amount)
		if cents <= 0 {
			continue
		}
		units := quotientDown(moneyFromCents[N](cents).n, in.unitValue.n)
		e.apply(effect{kind: issueUnits, instrument: i, holder: h, units: units})
		all += units
		rest := cents - centsNearest(in.unitsValue(units))
		e.owe(i, h, rest, e.date, in.t.cite(clauseInterest), paidInterest)
		e.recordInterest(i, h, interestIssue[N]{inPrincipal: true}, rest)
	}
	if all > 0 {
		e.pass(cause[N]{words: "Interest of " + in.t.Name + " in principal", before: e.outstanding,
			grants: []grant{{origin: Security{Kind: InstrumentSecurity, Index: i}, units: all, category: usualCategory[issueConvertible]}}})
	}
}

// atLeastZero clears the trace that binary fractions leave below zero.
func atLeastZero[N Numeric[N]](m Money[N]) Money[N] {
	if m.Sign() < 0 {
		return Money[N]{}
	}
	return m
}

// accruedInterest is all interest earned by a holder and not paid: accrued, of a period that waits, and overdue.
func (e *engine[N]) accruedInterest(in *instrumentState[N], holder int) Money[N] {
	if len(in.dueDates) == 0 {
		return Money[N]{}
	}
	e.accrueTo(in, e.date)
	total := in.interestOn(in.accrued[holder])
	if in.period.open {
		total = total.Add(in.period.amounts[holder])
	}
	for _, d := range e.dues {
		if &e.instruments[d.instrument] == in && d.holder == holder && d.what == paidInterest {
			total = total.Add(moneyFromCents[N](d.amount))
		}
	}
	return total
}

// settleInterestOnConversion clears interest that converted with the principal (N 2(c)), or makes the interest on the
// converted principal due at once where the reading says so.
func (e *engine[N]) settleInterestOnConversion(in *instrumentState[N], w *wanted[N]) {
	if len(in.dueDates) == 0 {
		return
	}
	if w.interest.Sign() > 0 {
		in.accrued[w.holder] = accrual{}
		if in.period.open {
			in.period.amounts[w.holder] = Money[N]{}
		}
		for k := range e.dues {
			if d := &e.dues[k]; d.instrument == w.instrument && d.holder == w.holder && d.what == paidInterest {
				d.amount = 0
			}
		}
		e.dropSettled()
		return
	}
	if in.t.AccruedAtConversion && w.units > 0 {
		part := in.accrued[w.holder].part(w.units, in.units[w.holder]+w.units)
		in.accrued[w.holder] = in.accrued[w.holder].plus(part, -1)
		e.owe(w.instrument, w.holder, centsNearest(in.interestOn(part)), e.date, in.t.cite(clauseInterest), paidInterest)
	}
}

// periodBegin is the day from which the running period counts.
func (in *instrumentState[N]) periodBegin() Date {
	if in.nextDue > 0 {
		return max(in.began, in.dueDates[in.nextDue-1])
	}
	return in.began
}
