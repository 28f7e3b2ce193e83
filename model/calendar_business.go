package model

import (
	"sync"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"
)

// federalHolidays are the legal public holidays of 5 U.S.C. 6103, as observed: a Saturday's on the Friday before, so that
// December 31, 2004 is none of the certificate's business days, and a Sunday's on the Monday after. The certificate says
// "business day" without defining it. Juneteenth was first kept in 2021, days after it became law. Inauguration Day is a
// holiday of Washington's federal offices alone, and a day of mourning is no legal holiday: both are left open.
var federalHolidays = []*cal.Holiday{
	us.NewYear,
	us.MlkDay.Clone(&cal.Holiday{StartYear: 1986}),
	us.PresidentsDay,
	us.MemorialDay,
	us.Juneteenth,
	us.IndependenceDay,
	us.LaborDay,
	us.ColumbusDay,
	us.VeteransDay,
	us.ThanksgivingDay,
	us.ChristmasDay,
}

// businessDays are the certificate's, without overrides.
var businessDays = sync.OnceValue(func() daySet { return weekdaysLess(federalHolidays) })
