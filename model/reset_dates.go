package model

// resetPrices lowers conversion prices on the terms' reset dates: to a part of the market price where that is lower (a usual
// variant, in neither of the two contracts). It lasts as a board adjustment does, and passes on to the others.
func (e *engine[N]) resetPrices() {
	var moved []int
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.live() || !e.resetToday(in.t) {
			continue
		}
		before, price := in.running(), e.marketPrice(in.t).Times(numberOf[N](in.t.ResetPercent))
		if price.Cmp(before) >= 0 {
			continue
		}
		in.chain.items = append(in.chain.items, dilutive[N]{ceiling: price})
		in.setRunning(price)
		e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: "variant", Cause: "Reset date",
			Before: before.Decimal(), After: price.Decimal(), Formula: formulaReset})
		if !in.freeze.on {
			e.noteLowest(in)
			moved = append(moved, i)
		}
	}
	if len(moved) > 0 {
		e.pass(cause[N]{words: "Reset of the price", moved: moved, before: e.outstanding})
	}
}

// resetToday reports whether today is the first trading day on or after a reset date.
func (e *engine[N]) resetToday(t *Terms) bool {
	for _, d := range t.ResetDates {
		if e.indexOf(d) == e.day && d >= e.r.Company.Valuation {
			return true
		}
	}
	return false
}
