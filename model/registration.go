package model

// declareEffective books that the registration statement has been declared effective.
func (e *engine[N]) declareEffective(in *instrumentState[N]) {
	if !in.registeredOn.Given() {
		in.registeredOn = e.date
	}
	e.restoreRegistration(in)
}

// lapseRegistration books that the registration can't be used from today on. A lapse by chance that lasts goes on without its
// end.
func (e *engine[N]) lapseRegistration(in *instrumentState[N]) {
	if in.registered {
		e.beginLapse(in, NoDate)
	} else if n := len(in.lapses); n > 0 && in.lapses[n-1].until.Given() && !in.lapses[n-1].to.Given() {
		in.lapses[n-1].until = NoDate
		e.scheduleLapse(in)
	}
}

// beginLapse books a lapse, with its end where that is known.
func (e *engine[N]) beginLapse(in *instrumentState[N], until Date) {
	in.registered = false
	in.lapses = append(in.lapses, lapse{from: e.date, to: NoDate, until: until})
	e.scheduleLapse(in)
}

// restoreRegistration ends a lapse.
func (e *engine[N]) restoreRegistration(in *instrumentState[N]) {
	in.registered = true
	if n := len(in.lapses); n > 0 && !in.lapses[n-1].to.Given() {
		in.lapses[n-1].to = e.date
	}
}

// lapsedDays counts the trading days from a date through today on which the registration could not be used.
func (e *engine[N]) lapsedDays(in *instrumentState[N], from Date) int {
	count := 0
	for _, l := range in.lapses {
		last := e.date
		if l.to.Given() {
			last = l.to - 1
		}
		for d := max(l.from, from); d <= last; d++ {
			if e.r.Calendars.TradingDay(d) {
				count++
			}
		}
	}
	return count
}

// lapsedInARow counts the trading days of the lapse that lasts today.
func (e *engine[N]) lapsedInARow(in *instrumentState[N]) int {
	n := len(in.lapses)
	if in.registered || n == 0 || in.lapses[n-1].to.Given() {
		return 0
	}
	return e.lapsedDays(in, in.lapses[n-1].from)
}

// scheduleLapse wakes the triggers on every day of a lapse on which a count could be complete.
func (e *engine[N]) scheduleLapse(in *instrumentState[N]) {
	last := len(e.r.Days) - 1
	if until := in.lapses[len(in.lapses)-1].until; until.Given() {
		last = min(last, e.indexOf(until))
	}
	if in.t.LapseTotal > 0 {
		for d := max(0, e.day); d <= last; d++ {
			e.wakes[d] = scheduled // the total counts every further day; the trigger closes the matter
		}
		return
	}
	if in.t.LapseConsecutive > 0 {
		e.wakeFrom(e.tradingDayAfter(e.date, in.t.LapseConsecutive-1))
	}
}

// tradingDayAfter is the n-th trading day after the first trading day on or after a date.
func (e *engine[N]) tradingDayAfter(from Date, n int) Date {
	d := from
	for !e.r.Calendars.TradingDay(d) {
		d++
	}
	for ; n > 0; n-- {
		for d++; !e.r.Calendars.TradingDay(d); d++ {
		}
	}
	return d
}
