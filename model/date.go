package model

import (
	"fmt"
	"time"
)

// Date is a civil day, counted from January 1, 1970. It has no time of day and no zone.
type Date int32

// NoDate stands for a date that was not given.
const NoDate Date = -1 << 31

const secondsPerDay = 24 * 60 * 60

// DateOf returns the civil day; day and month may overflow and are carried, as in package time.
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// ParseDate reads an ISO date (2002-12-17).
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return NoDate, fmt.Errorf("not a date of the form YYYY-MM-DD: %q", text)
	}
	return Date(t.Unix() / secondsPerDay), nil
}

// Time returns midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Split returns year, month and day of the month.
func (d Date) Split() (year int, month time.Month, day int) { return d.Time().Date() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// String returns the ISO form, and nothing for NoDate.
func (d Date) String() string {
	if d == NoDate {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Given reports whether there is a date at all.
func (d Date) Given() bool { return d != NoDate }

// AddMonths returns the same day of a later month, or that month's last day where it has no such day.
func (d Date) AddMonths(months int) Date {
	year, month, day := d.Split()
	first := DateOf(year, month+time.Month(months), 1)
	last := first.MonthEnd()
	return min(first+Date(day-1), last)
}

// MonthEnd returns the last day of the date's month.
func (d Date) MonthEnd() Date {
	year, month, _ := d.Split()
	return DateOf(year, month+1, 1) - 1
}

// MonthBegin returns the first day of the date's month.
func (d Date) MonthBegin() Date {
	year, month, _ := d.Split()
	return DateOf(year, month, 1)
}
