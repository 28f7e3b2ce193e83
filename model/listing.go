package model

import "slices"

// onMarket reports whether the common trades today on a market that satisfies the instrument.
func (e *engine[N]) onMarket(in *instrumentState[N]) bool {
	return !e.suspended && slices.Contains(in.t.QualifyingMarkets, e.market)
}

// watchListing starts or stops the count of days off the qualifying markets (A 3(b)(iii)).
func (e *engine[N]) watchListing(in *instrumentState[N]) {
	if in.t.DelistingDays == 0 || !in.issued {
		return
	}
	if e.onMarket(in) {
		in.offSince = NoDate
		return
	}
	if !in.offSince.Given() {
		in.offSince = e.date
		e.wakeFrom(e.tradingDayAfter(e.date, in.t.DelistingDays-1))
	}
}

// daysOff counts the consecutive trading days through today without a qualifying market.
func (e *engine[N]) daysOff(in *instrumentState[N]) int {
	if !in.offSince.Given() {
		return 0
	}
	count := 0
	for d := in.offSince; d <= e.date; d++ {
		if e.r.Calendars.TradingDay(d) {
			count++
		}
	}
	return count
}
