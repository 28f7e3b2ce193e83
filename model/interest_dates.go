package model

import (
	"slices"
	"time"
)

// The calendars of interest dates.
const (
	quarterEnds       = "Calendar quarter ends"
	monthEnds         = "Month ends"
	halfYears         = "Half years"
	years             = "Years"
	quartersFromIssue = "Quarters from issue"
)

// interestDates lists the due dates after the issue and through the last day, as the contract names them: a payment may
// move to a business day, its due date and the accrual don't (N 1(b), 8). Interest falls due at maturity too, and goes on
// after it for as long as principal is unpaid.
func interestDates(t *Terms, maturity, last Date) []Date {
	if t.InterestRate.Sign() == 0 {
		return nil
	}
	var dates []Date
	if t.InterestDates == quartersFromIssue {
		for k := 3; t.IssueDate.AddMonths(k) <= last; k += 3 {
			dates = append(dates, t.IssueDate.AddMonths(k))
		}
	} else {
		every := map[string]time.Month{quarterEnds: 3, monthEnds: 1, halfYears: 6, years: 12}[t.InterestDates]
		for d := t.IssueDate.MonthEnd(); d <= last; d = (d + 1).MonthEnd() {
			if _, month, _ := d.Split(); month%every == 0 && d > t.IssueDate {
				dates = append(dates, d)
			}
		}
	}
	if maturity.Given() && maturity <= last && !slices.Contains(dates, maturity) {
		dates = append(dates, maturity)
		slices.Sort(dates)
	}
	return dates
}

// paymentDay moves a payment that would fall on a Saturday, Sunday or holiday to the next business day (N 8).
func (e *engine[N]) paymentDay(t *Terms, due Date) Date {
	if t.Kind == KindNote {
		return e.r.Calendars.NextNewYorkDay(due)
	}
	for !e.r.Calendars.BusinessDay(due) {
		due++
	}
	return due
}

// addBusinessDays counts business days in the sense of the instrument's contract.
func (e *engine[N]) addBusinessDays(t *Terms, from Date, n int) Date {
	if t.Kind == KindNote {
		return e.r.Calendars.AddNewYorkDays(from, n)
	}
	return e.r.Calendars.AddBusinessDays(from, n)
}
