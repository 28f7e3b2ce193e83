package model

import (
	"sync"
	"testing"
	"time"
)

// isoDay reads an ISO date that a test wrote.
func isoDay(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wantDays checks a calendar's answer for days listed by what they should be.
func wantDays(t *testing.T, name string, is func(Date) bool, want bool, days ...string) {
	t.Helper()
	for _, text := range days {
		if got := is(isoDay(t, text)); got != want {
			t.Errorf("%s of %s (%v) = %v, want %v", name, text, isoDay(t, text).Weekday(), got, want)
		}
	}
}

func TestTradingDays(t *testing.T) {
	c := NewCalendars(nil, false)
	closed := [][]string{
		{"2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14", "2001-09-15", "2001-09-16"},
		{"2000-04-21", "2001-04-13", "2002-03-29", "2003-04-18", "2004-04-09", "2005-03-25"}, // Good Fridays
		{"1985-09-27", "1994-04-27", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"},
		{"2004-07-04", "2004-07-05"},               // a Sunday's holiday on the Monday
		{"2004-12-24", "2020-07-03", "1993-12-24"}, // a Saturday's on the Friday
		{"1998-01-19", "2002-01-21"},               // Martin Luther King
		{"2002-02-18", "2002-05-27", "2002-09-02", "2002-11-28", "2002-12-25", "2002-01-01"},
		{"2022-06-20", "2023-06-19"},               // Juneteenth
		{"2006-01-02", "2012-01-02", "2023-01-02"}, // a Sunday's New Year's Day
	}
	for _, days := range closed {
		wantDays(t, "TradingDay", c.TradingDay, false, days...)
	}
	open := [][]string{
		{"2001-09-10", "2001-09-17"},
		{"2004-12-31", "1999-12-31", "2021-12-31"}, // a Saturday's New Year's Day is not moved back
		{"1997-01-20"},                             // Martin Luther King before the exchange kept it
		{"2021-06-18"},                             // Juneteenth before the exchange kept it
		{"2002-10-14", "2002-11-11", "2002-11-05"}, // Columbus, Veterans, election day
		{"2005-01-20", "2001-01-19"},
	}
	for _, days := range open {
		wantDays(t, "TradingDay", c.TradingDay, true, days...)
	}
}

// TestTradingDaysOfYears compares whole years with the number of trading days that the exchange had in them.
func TestTradingDaysOfYears(t *testing.T) {
	c := NewCalendars(nil, false)
	for year, want := range map[int]int{1996: 254, 1999: 252, 2000: 252, 2001: 248, 2002: 252, 2003: 252, 2004: 252, 2005: 252, 2012: 250, 2018: 251, 2022: 251, 2023: 250} {
		if got := len(c.TradingDays(DateOf(year, time.January, 1), DateOf(year, time.December, 31))); got != want {
			t.Errorf("%d has %d trading days, want %d", year, got, want)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	c := NewCalendars(nil, false)
	wantDays(t, "BusinessDay", c.BusinessDay, false,
		"2002-10-14", "2002-11-11", "2004-12-31", "2004-07-05", "2021-06-18", "2022-06-20", "1986-01-20", "2002-01-21", "2003-06-14")
	wantDays(t, "BusinessDay", c.BusinessDay, true,
		"2002-03-29", "2002-11-05", "2005-01-20", "2004-06-11", "2001-09-11", "2020-06-19", "1985-01-21", "2002-02-12")
}

func TestNewYorkDays(t *testing.T) {
	c := NewCalendars(nil, false)
	closed := [][]string{
		{"2000-11-07", "2001-11-06", "2002-11-05", "2003-11-04", "2004-11-02", "2005-11-08"}, // election days
		{"2002-02-12", "2004-02-12", "2006-02-13"},                                           // Lincoln's birthday, 2006 on a Sunday
		{"2002-10-14", "2002-11-11", "2001-11-12"},                                           // Columbus, Veterans (2001 on a Sunday)
		{"2002-01-01", "2002-01-21", "2002-02-18", "2002-05-27", "2002-07-04", "2002-09-02", "2002-11-28", "2002-12-25"},
		{"2022-06-20", "2024-06-19"},
	}
	for _, days := range closed {
		wantDays(t, "NewYorkDay", c.NewYorkDay, false, days...)
	}
	open := [][]string{
		{"2004-12-31", "2004-12-24", "2005-02-11", "2000-11-10"}, // a Saturday's holiday is not moved
		{"2003-06-09", "2004-06-14"},                             // the Mondays after Flag Day
		{"2020-06-19"},                                           // Juneteenth before it was law
		{"2002-03-29", "2001-09-11"},
	}
	for _, days := range open {
		wantDays(t, "NewYorkDay", c.NewYorkDay, true, days...)
	}
}

func TestAddingDays(t *testing.T) {
	c := NewCalendars(nil, false)
	for _, test := range []struct {
		name      string
		got       Date
		wantsText string
	}{
		{"five business days over Veterans Day", c.AddBusinessDays(isoDay(t, "2002-11-06"), 5), "2002-11-14"},
		{"one business day from a Saturday", c.AddBusinessDays(isoDay(t, "2002-11-09"), 1), "2002-11-12"},
		{"no business day", c.AddBusinessDays(isoDay(t, "2002-11-09"), 0), "2002-11-09"},
		{"one business day back", c.AddBusinessDays(isoDay(t, "2002-11-12"), -1), "2002-11-08"},
		{"three New York days over election day", c.AddNewYorkDays(isoDay(t, "2002-11-01"), 3), "2002-11-07"},
		{"a New York day stays", c.NextNewYorkDay(isoDay(t, "2002-12-31")), "2002-12-31"},
		{"a Sunday quarter end moves", c.NextNewYorkDay(isoDay(t, "2003-08-31")), "2003-09-02"},
		{"far outside the years, by weekdays", c.AddBusinessDays(DateOf(2150, time.January, 1), 5), "2150-01-08"},
	} {
		if test.got != isoDay(t, test.wantsText) {
			t.Errorf("%s: %v, want %s", test.name, test.got, test.wantsText)
		}
	}
}

// Worked example 12: calendar days exclude the day they are counted from.
func TestCalendarDayCounts(t *testing.T) {
	if got := isoDay(t, "2002-12-17") + 150; got != isoDay(t, "2003-05-16") {
		t.Errorf("150 days after 2002-12-17 is %v", got)
	}
	if got := isoDay(t, "2000-06-14") + 180; got != isoDay(t, "2000-12-11") {
		t.Errorf("180 days after 2000-06-14 is %v", got)
	}
}

func TestHolidayOverrides(t *testing.T) {
	overrides := []Holiday{
		{Date: isoDay(t, "2002-12-25"), Calendar: TradingCalendar, Open: true},
		{Date: isoDay(t, "2002-12-24"), Calendar: BusinessCalendar},
		{Date: isoDay(t, "2002-12-28"), Calendar: NewYorkCalendar, Open: true}, // a Saturday
		{Date: isoDay(t, "2002-12-24"), Calendar: TradingCalendar},
		{Date: isoDay(t, "2002-12-24"), Calendar: TradingCalendar, Open: true},
	}
	c := NewCalendars(overrides, false)
	wantDays(t, "TradingDay", c.TradingDay, true, "2002-12-25", "2002-12-24")
	wantDays(t, "BusinessDay", c.BusinessDay, false, "2002-12-24", "2002-12-25")
	wantDays(t, "NewYorkDay", c.NewYorkDay, true, "2002-12-28", "2002-12-24")

	untouched := NewCalendars(nil, false)
	wantDays(t, "TradingDay without overrides", untouched.TradingDay, false, "2002-12-25")
	wantDays(t, "BusinessDay without overrides", untouched.BusinessDay, true, "2002-12-24")
}

func TestWeekdaysOnly(t *testing.T) {
	c := NewCalendars([]Holiday{{Date: isoDay(t, "2002-12-24"), Calendar: TradingCalendar}}, true)
	wantDays(t, "TradingDay", c.TradingDay, true, "2002-12-25", "2001-09-11", "2002-01-01")
	wantDays(t, "TradingDay", c.TradingDay, false, "2002-12-24", "2002-12-28")
	wantDays(t, "BusinessDay", c.BusinessDay, false, "2002-12-25")
}

func TestCalendarYears(t *testing.T) {
	for text, want := range map[string]bool{"1984-12-31": false, "1985-01-01": true, "2099-12-31": true, "2100-01-01": false} {
		if got := CalendarCovers(isoDay(t, text)); got != want {
			t.Errorf("CalendarCovers(%s) = %v", text, got)
		}
	}
	for _, closing := range specialClosings {
		if !CalendarCovers(closing.date) || !isWeekday(closing.date) || closing.cause == "" || closing.source == "" {
			t.Errorf("special closing %v: not a covered weekday with cause and source", closing.date)
		}
	}
}

func TestCalendarsAreSafeForReaders(t *testing.T) {
	c := NewCalendars(nil, false)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			if n := len(c.TradingDays(DateOf(2002, time.January, 1), DateOf(2002, time.December, 31))); n != 252 {
				t.Errorf("2002 has %d trading days", n)
			}
		})
	}
	readers.Wait()
}
