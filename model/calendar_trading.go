package model

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/us"
)

// tradingHolidays are the New York Stock Exchange's (its Rule 7.2, earlier Rule 51), which Nasdaq keeps too. A holiday on a
// Saturday closes the Friday before, one on a Sunday the Monday after; but the Friday before a Saturday's New Year's Day
// ends a month and a year of accounts, and stays open. No federal holiday is a trading holiday for that reason alone:
// Columbus and Veterans Day are open.
var tradingHolidays = []*cal.Holiday{
	aa.NewYear.Clone(&cal.Holiday{Observed: sundayToMonday}),
	us.MlkDay.Clone(&cal.Holiday{StartYear: 1998}),
	us.PresidentsDay, // the exchange calls it Washington's Birthday
	aa.GoodFriday,
	us.MemorialDay,
	us.Juneteenth.Clone(&cal.Holiday{StartYear: 2022, Observed: weekendToNearer}),
	us.IndependenceDay.Clone(&cal.Holiday{Observed: weekendToNearer}),
	us.LaborDay,
	us.ThanksgivingDay,
	us.ChristmasDay.Clone(&cal.Holiday{Observed: weekendToNearer}),
}

// specialClosing is a whole day on which the exchange was closed for a cause of its own.
type specialClosing struct {
	date   Date
	cause  string
	source string
}

// specialClosings are those of the covered years so far. Days that merely opened late or closed early are trading days. A
// later one is added here, or to a workbook's Holidays sheet.
var specialClosings = []specialClosing{
	{DateOf(1985, time.September, 27), "hurricane Gloria", "NYSE, list of special closings since 1885"},
	{DateOf(1994, time.April, 27), "funeral of President Nixon", "NYSE, list of special closings since 1885"},
	{DateOf(2001, time.September, 11), "attack on the World Trade Center", "NYSE, list of special closings since 1885"},
	{DateOf(2001, time.September, 12), "attack on the World Trade Center", "NYSE, list of special closings since 1885"},
	{DateOf(2001, time.September, 13), "attack on the World Trade Center", "NYSE, list of special closings since 1885"},
	{DateOf(2001, time.September, 14), "attack on the World Trade Center", "NYSE, list of special closings since 1885"},
	{DateOf(2004, time.June, 11), "day of mourning for President Reagan", "NYSE announcement of June 7, 2004"},
	{DateOf(2007, time.January, 2), "day of mourning for President Ford", "NYSE Group announcement of December 2006"},
	{DateOf(2012, time.October, 29), "hurricane Sandy", "NYSE Euronext announcement of October 28, 2012"},
	{DateOf(2012, time.October, 30), "hurricane Sandy", "NYSE Euronext announcement of October 29, 2012"},
	{DateOf(2018, time.December, 5), "day of mourning for President George H. W. Bush", "NYSE announcement of December 2018"},
	{DateOf(2025, time.January, 9), "day of mourning for President Carter", "NYSE announcement of December 30, 2024"},
}

// tradingDays are the exchange's, without overrides.
var tradingDays = sync.OnceValue(func() daySet {
	s := weekdaysLess(tradingHolidays)
	for _, c := range specialClosings {
		s.set(c.date, false)
	}
	return s
})
