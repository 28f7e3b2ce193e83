package model

import "github.com/shopspring/decimal"

// floats reports whether every conversion of an instrument is priced off the market.
func (t *Terms) floats() bool { return t.FloatingPercent.Sign() > 0 }

// beginFloating fixes, at its issue, the price at which others deem the shares under a floating price issued: its floor, or
// where it has none the price of the day.
func (e *engine[N]) beginFloating(in *instrumentState[N]) {
	if !in.t.floats() {
		return
	}
	if in.t.FloatingFloor.Sign() > 0 {
		in.deemedAt = priceOf[N](in.t.FloatingFloor)
		return
	}
	in.deemedAt = e.floatingPrice(in)
}

// floatingPrice is the part of the market price at which everything converts today, within its floor and its ceiling.
func (e *engine[N]) floatingPrice(in *instrumentState[N]) Price[N] {
	t := in.t
	price := e.marketPrice(t).Times(numberOf[N](t.FloatingPercent))
	if ceiling := priceOf[N](in.restated(t.FloatingCeiling)); ceiling.Sign() > 0 {
		price = minPrice(price, ceiling)
	}
	if floor := priceOf[N](in.restated(t.FloatingFloor)); price.Cmp(floor) < 0 {
		e.record.noteFirst(eventFloorBinds, e.date)
		return floor
	}
	return price
}

// restated is a price of the terms in shares of today: splits since the issue scale it.
func (in *instrumentState[N]) restated(price decimal.Decimal) decimal.Decimal {
	by := in.sinceIssue
	if by == same || price.IsZero() {
		return price
	}
	return price.Mul(decimal.NewFromInt(by.under)).DivRound(decimal.NewFromInt(by.over), quotientPlaces)
}

// float sets the conversion prices that float, on every day, run or not: before its events where the closes end with the day
// before, else once the day's close is known.
func (e *engine[N]) float(withDay bool) {
	if !e.floats {
		return
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.floats() && in.t.WindowIncludesDay == withDay && in.live() && e.date >= in.t.ConvertibleFrom {
			in.price = e.floatingPrice(in)
			e.noteLowest(in)
		}
	}
}
