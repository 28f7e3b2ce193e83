package model

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/us"
)

// newYorkHolidays are the public holidays of section 24 of New York's General Construction Law, which N 8 points to. One on
// a Sunday is kept on the Monday; one on a Saturday is not moved. Flag Day is always a Sunday and never moves, so it closes
// nothing here. Juneteenth was added by chapter 249 of the laws of 2020, signed in October: its first is 2021's.
// Martin Luther King's is taken from 1986, as the federal one.
var newYorkHolidays = []*cal.Holiday{
	aa.NewYear.Clone(&cal.Holiday{Observed: sundayToMonday}),
	us.MlkDay.Clone(&cal.Holiday{StartYear: 1986}),
	{Name: "Lincoln's birthday", Month: time.February, Day: 12, Observed: sundayToMonday, Func: cal.CalcDayOfMonth},
	us.PresidentsDay,
	us.MemorialDay,
	us.Juneteenth.Clone(&cal.Holiday{StartYear: 2021, Observed: sundayToMonday}),
	us.IndependenceDay.Clone(&cal.Holiday{Observed: sundayToMonday}),
	us.LaborDay,
	us.ColumbusDay,
	// The general election is on the Tuesday after the first Monday of November, every year.
	{Name: "Election day", Month: time.November, Weekday: time.Monday, Offset: 1, CalcOffset: 1, Func: cal.CalcWeekdayOffset},
	us.VeteransDay.Clone(&cal.Holiday{Observed: sundayToMonday}),
	us.ThanksgivingDay,
	us.ChristmasDay.Clone(&cal.Holiday{Observed: sundayToMonday}),
}

// newYorkDays are the note's business days, without overrides.
var newYorkDays = sync.OnceValue(func() daySet { return weekdaysLess(newYorkHolidays) })
