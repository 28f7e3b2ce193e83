package model

// sharesFor returns the whole common shares for a number of parts at a price, and the fraction's worth in dollars of
// stated value where fractions are settled in cash.
//
// Shares per unit are Stated Value over the price. The shares of one holder's notice are added up before the fraction is
// looked at; it is rounded to the nearest share, half a share up unless the reading says even (A 1(b), 1(c)), or paid in
// cash (N 5(g)), or cut or raised as the term says.
func (in *instrumentState[N]) sharesFor(units int64, price Price[N]) (whole int64, rest Money[N]) {
	return in.sharesForValue(in.converts(units, price), price)
}

// sharesForValue is sharesFor on an amount in dollars.
func (in *instrumentState[N]) sharesForValue(value Money[N], price Price[N]) (whole int64, rest Money[N]) {
	whole = wholeSharesDown(value, price)
	switch in.t.Fractions {
	case fractionsNearest:
		halves := wholeSharesDown(value.Add(value), price)
		if halves > 2*whole && !(in.t.HalfShareEven && whole%2 == 0 && remainder(value.Add(value), cost(halves, price)).Sign() == 0) {
			whole++
		}
	case fractionsUp:
		if remainder(value, cost(whole, price)).Sign() > 0 {
			whole++
		}
	case fractionsCash:
		rest = remainder(value, cost(whole, price))
	}
	return whole, rest
}

// wholeShares is sharesFor without the fraction.
func (in *instrumentState[N]) wholeShares(units int64, price Price[N]) int64 {
	if in.t.Fractions == fractionsCash || in.t.Fractions == fractionsDown {
		return wholeSharesDown(in.converts(units, price), price)
	}
	whole, _ := in.sharesFor(units, price)
	return whole
}

// leastShares is the fewest shares that a conversion needs: those of one unit, or one where principal converts in parts.
func (in *instrumentState[N]) leastShares() int64 {
	if !in.t.WholeUnits {
		return 1
	}
	return max(1, in.wholeShares(1, in.conversionPrice()))
}

// fits reports whether the shares for a number of units fit into a room. Rounding adds one share at the most, so where
// there is room for that the fraction is not looked at.
func (in *instrumentState[N]) fits(units, room int64, price Price[N]) bool {
	whole := wholeSharesDown(in.converts(units, price), price)
	return whole < room || whole == room && in.wholeShares(units, price) <= room
}

// unitsWithin returns the most units, at most asked, whose shares at the price fit into room. Where parts are cents of
// principal, the shares are the room itself and the principal they cost is rounded up to the cent.
func (in *instrumentState[N]) unitsWithin(room, asked int64, price Price[N]) int64 {
	if room <= 0 || asked <= 0 {
		return 0
	}
	if in.fits(asked, room, price) {
		return asked
	}
	if !in.t.WholeUnits {
		return min(asked, quotientUp(cost(room, price).n, in.converts(1, price).n))
	}
	units := min(asked, quotientDown(cost(room, price).n, in.converts(1, price).n)+1)
	for units > 0 {
		if in.fits(units, room, price) {
			break
		}
		units--
	}
	return units
}

// The ways to treat a fraction of a share.
const (
	fractionsNearest = "Nearest"
	fractionsDown    = "Down"
	fractionsUp      = "Up"
	fractionsCash    = "Cash"
)

// fractionCash is what a fraction of a share is paid in cash: the fraction times the average of the closes before the
// conversion date (N 5(g)). rest is the fraction's worth at the conversion price.
func (e *engine[N]) fractionCash(in *instrumentState[N], rest Money[N], price Price[N]) Cents {
	if rest.Sign() <= 0 {
		return 0
	}
	average := e.window(in.t, in.t.FractionPriceDays)
	value := Money[N]{rest.n.Mul(average.n).DivRound(price.n, quotientPlaces)}
	return centsNearest(value)
}
