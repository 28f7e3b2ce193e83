package model

import "time"

// The day counts.
const (
	act360  = "ACT/360"
	act365f = "ACT/365F"
	thirty  = "30/360"
	actAct  = "ACT/ACT"
)

// accrual is interest earned and not yet due, as principal times days: units of the smallest part, so that it is a whole
// number and nothing is rounded before the payment. Days of leap years stand apart for ACT/ACT, and late days bear the default
// rate.
type accrual struct{ days, leapDays, lateDays, lateLeapDays int64 }

// part is what goes with some units of those held.
func (a accrual) part(units, held int64) accrual {
	return accrual{proportion(a.days, units, held), proportion(a.leapDays, units, held),
		proportion(a.lateDays, units, held), proportion(a.lateLeapDays, units, held)}
}

// plus adds b so many times.
func (a accrual) plus(b accrual, times int64) accrual {
	return accrual{a.days + times*b.days, a.leapDays + times*b.leapDays, a.lateDays + times*b.lateDays, a.lateLeapDays + times*b.lateLeapDays}
}

// atMost is the lesser of each.
func (a accrual) atMost(b accrual) accrual {
	return accrual{min(a.days, b.days), min(a.leapDays, b.leapDays), min(a.lateDays, b.lateDays), min(a.lateLeapDays, b.lateLeapDays)}
}

// countDays splits a period into days of ordinary and of leap years; only ACT/ACT uses the second.
func countDays(dayCount string, from, to Date) (days, leapDays int64) {
	switch dayCount {
	case thirty:
		return thirty360(from, to), 0
	case actAct:
		for d := from; d < to; {
			year, _, _ := d.Split()
			next := min(to, DateOf(year+1, time.January, 1))
			if DateOf(year+1, time.January, 1)-DateOf(year, time.January, 1) == 366 {
				leapDays += int64(next - d)
			} else {
				days += int64(next - d)
			}
			d = next
		}
		return days, leapDays
	}
	return int64(to - from), 0
}

// thirty360 counts days in months of 30 days (the bond basis: a 31st counts as the 30th, at the end only when the start
// is one too).
func thirty360(from, to Date) int64 {
	y1, m1, d1 := from.Split()
	y2, m2, d2 := to.Split()
	d1 = min(d1, 30)
	if d1 == 30 {
		d2 = min(d2, 30)
	}
	return int64(360*(y2-y1) + 30*(int(m2)-int(m1)) + d2 - d1)
}

// yearDays is the length of the year by which days are divided.
func yearDays(dayCount string) int64 {
	switch dayCount {
	case act365f, actAct:
		return 365
	}
	return 360
}
