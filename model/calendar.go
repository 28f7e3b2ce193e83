package model

import (
	"time"

	"github.com/rickar/cal/v2"
)

// The calendars know the holidays of these years, both included. Outside them every weekday counts as open, so whoever
// reads dates from a person refuses those that CalendarCovers does not cover.
const (
	FirstCalendarYear = 1985
	LastCalendarYear  = 2099
)

// The names of the three calendars, as the Holidays sheet writes them.
const (
	TradingCalendar  = "Trading"
	BusinessCalendar = "Business"
	NewYorkCalendar  = "New York"
)

// CalendarCovers reports whether the holidays of the date's year are known.
func CalendarCovers(d Date) bool {
	year, _, _ := d.Split()
	return FirstCalendarYear <= year && year <= LastCalendarYear
}

// Holiday is a row of the Holidays sheet: it opens or closes one day of one calendar, whatever our rules say. Calendar is
// one of the three names, and Date a day that the calendars cover.
type Holiday struct {
	Date     Date
	Calendar string
	Open     bool
	At       Source
}

// Calendars answers which days are trading days, business days of A, and New York business days of N. It never changes
// once made, so any number of goroutines may read it.
type Calendars struct {
	trading, business, newYork daySet
}

// NewCalendars makes the calendars with the Holidays sheet's overrides, the later of two for the same day winning. With
// weekdaysOnly every weekday is a trading day but for an override; the other two calendars are the same either way.
func NewCalendars(overrides []Holiday, weekdaysOnly bool) *Calendars {
	c := &Calendars{trading: tradingDays().copy(), business: businessDays().copy(), newYork: newYorkDays().copy()}
	if weekdaysOnly {
		c.trading = weekdays()
	}
	days := map[string]daySet{TradingCalendar: c.trading, BusinessCalendar: c.business, NewYorkCalendar: c.newYork}
	for _, o := range overrides {
		if set, ok := days[o.Calendar]; ok && CalendarCovers(o.Date) {
			set.set(o.Date, o.Open)
		}
	}
	return c
}

// TradingDay reports whether the stock exchange is open.
func (c *Calendars) TradingDay(d Date) bool { return c.trading.open(d) }

// BusinessDay reports whether the day is a business day of the certificate: a weekday that is no federal holiday.
func (c *Calendars) BusinessDay(d Date) bool { return c.business.open(d) }

// NewYorkDay reports whether the day is neither a weekend day nor a public holiday of New York (N 8).
func (c *Calendars) NewYorkDay(d Date) bool { return c.newYork.open(d) }

// AddBusinessDays returns the nth business day of the certificate after d (before it, where n is negative). The day itself
// is not counted; with n zero it is returned as it is.
func (c *Calendars) AddBusinessDays(d Date, n int) Date { return c.business.add(d, n) }

// AddNewYorkDays returns the nth New York business day after d (before it, where n is negative). The day itself is not
// counted; with n zero it is returned as it is.
func (c *Calendars) AddNewYorkDays(d Date, n int) Date { return c.newYork.add(d, n) }

// NextNewYorkDay returns d where it is a New York business day, else the next one: where a payment moves to (N 8).
func (c *Calendars) NextNewYorkDay(d Date) Date {
	for !c.newYork.open(d) {
		d++
	}
	return d
}

// TradingDays returns the trading days of a period, both ends included.
func (c *Calendars) TradingDays(from, to Date) []Date {
	var days []Date
	for d := from; d <= to; d++ {
		if c.trading.open(d) {
			days = append(days, d)
		}
	}
	return days
}

// daySet has one bit for each day of the covered years, set where the day is open.
type daySet []uint64

var (
	firstCalendarDay = DateOf(FirstCalendarYear, time.January, 1)
	lastCalendarDay  = DateOf(LastCalendarYear, time.December, 31)
)

// weekdays returns the set in which every Monday to Friday is open.
func weekdays() daySet {
	s := make(daySet, (lastCalendarDay-firstCalendarDay)/64+1)
	for d := firstCalendarDay; d <= lastCalendarDay; d++ {
		s.set(d, isWeekday(d))
	}
	return s
}

// weekdaysLess returns the weekdays on which none of the holidays is observed.
func weekdaysLess(holidays []*cal.Holiday) daySet {
	s := weekdays()
	// New Year's Day of the year after the last may be observed within the last.
	for year := FirstCalendarYear; year <= LastCalendarYear+1; year++ {
		for _, h := range holidays {
			if _, observed := h.Calc(year); !observed.IsZero() {
				s.set(DateOf(observed.Date()), false)
			}
		}
	}
	return s
}

func (s daySet) copy() daySet { return append(daySet(nil), s...) }

func (s daySet) open(d Date) bool {
	if d < firstCalendarDay || d > lastCalendarDay {
		return isWeekday(d)
	}
	n := uint32(d - firstCalendarDay)
	return s[n/64]>>(n%64)&1 == 1
}

// set opens or closes a day; days outside the covered years have no bit and stay as they are.
func (s daySet) set(d Date, open bool) {
	if d < firstCalendarDay || d > lastCalendarDay {
		return
	}
	n := uint32(d - firstCalendarDay)
	s[n/64] &^= 1 << (n % 64)
	if open {
		s[n/64] |= 1 << (n % 64)
	}
}

func (s daySet) add(d Date, n int) Date {
	step := Date(1)
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d += step
		if s.open(d) {
			n--
		}
	}
	return d
}

func isWeekday(d Date) bool {
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday
}

// What happens to a holiday that falls on a weekend. Nil leaves it where it is.
var (
	sundayToMonday  = []cal.AltDay{{Day: time.Sunday, Offset: 1}}
	weekendToNearer = []cal.AltDay{{Day: time.Saturday, Offset: -1}, {Day: time.Sunday, Offset: 1}}
)
