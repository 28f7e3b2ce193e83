package model

// besides is what each unit of an instrument brings on conversion besides the common for its stated value, or in its place.
type besides[N Numeric[N]] struct {
	shares Deemed[N] // common left on it by stock dividends (A 1(g)(ii))
	rights []besideRight[N]
	cited  clause   // what brought the cash
	cash   Money[N] // USD, as holders of common got in an organic change (A 2(a))
	worth  Money[N] // USD of shares and other assets of that kind, delivered by others
	inLieu bool     // they come in place of the common: there is none any more
}

// besideRight is a convertible security that a dividend left on each unit.
type besideRight[N Numeric[N]] struct {
	security Security
	each     Deemed[N] // of its smallest parts
}

// any reports whether anything but common comes with a conversion.
func (b *besides[N]) any() bool {
	return b.cash.Sign() > 0 || b.worth.Sign() > 0 || len(b.rights) > 0
}

// converts is what a number of units counts for at a price: its stated value, and the common that stock dividends have left
// on it, a share of which counts for the price.
func (in *instrumentState[N]) converts(units int64, price Price[N]) Money[N] {
	if in.besides.inLieu {
		return Money[N]{}
	}
	value := in.unitsValue(units)
	if in.besides.shares.Sign() == 0 {
		return value
	}
	return value.Add(costOfDeemed(in.besides.shares.Times(numberOfInt[N](units)), price))
}

// asConvertedPrice is the price at which an instrument counts as converted, limits ignored, for dividends, rights, organic
// changes and liquidation: the conversion price, or by the other reading the alternative price where that is lower.
func (e *engine[N]) asConvertedPrice(in *instrumentState[N]) Price[N] {
	price := in.conversionPrice()
	if !in.t.BestAsConverted {
		return price
	}
	if alternative, offered := e.alternativePrice(in); offered {
		return minPrice(price, alternative)
	}
	return price
}

// asConvertedExactly is how many shares a number of units counts for, as an exact quotient.
func (e *engine[N]) asConvertedExactly(in *instrumentState[N], units int64) Deemed[N] {
	price := e.asConvertedPrice(in)
	return deemedFor(in.converts(units, price), price)
}

// asConvertedWhole is that count in whole shares, cut down.
func (e *engine[N]) asConvertedWhole(in *instrumentState[N], units int64) int64 {
	price := e.asConvertedPrice(in)
	return wholeSharesDown(in.converts(units, price), price)
}

// fullConversion is how many shares everything outstanding of an instrument would convert into at its price, limits ignored.
func (in *instrumentState[N]) fullConversion() int64 {
	return wholeSharesDown(in.converts(in.outstandingUnits(), in.price), in.price)
}

// deliverBesides hands over what comes besides the common for units that have converted, and returns its worth in cents.
// Convertible securities count with nothing: they have no price.
func (e *engine[N]) deliverBesides(i, holder int, units int64) Cents {
	in := &e.instruments[i]
	if !in.besides.any() {
		return 0
	}
	count := numberOfInt[N](units)
	cash := centsNearest(in.besides.cash.Times(count))
	e.owe(i, holder, cash, e.date, in.t.cite(in.besides.cited), "in place of common")
	worth := centsNearest(in.besides.worth.Times(count))
	e.receiveWorth(i, holder, float64(worth)/100)
	for _, r := range in.besides.rights {
		if whole := quotientDown(r.each.Times(count).n, numberOfInt[N](1)); whole > 0 {
			e.handOver(r.security, holder, whole)
			e.queueGift(grant{origin: r.security, units: whole, category: in.conversionCategory, gift: true})
		}
	}
	return cash + worth
}

// handOver issues a convertible by name, or units of an instrument, for nothing.
func (e *engine[N]) handOver(s Security, holder int, units int64) {
	if s.Kind != InstrumentSecurity {
		e.apply(effect{kind: grantWarrants, warrant: s.Index, holder: holder, units: units})
		return
	}
	in := &e.instruments[s.Index]
	e.accrueTo(in, e.date)
	e.beginInstrument(in, e.date, e.atOpen)
	e.apply(effect{kind: issueUnits, instrument: s.Index, holder: holder, units: units})
	e.watchListing(in)
	e.noteLowest(in)
	e.wakeDay(e.day + 1) // conditions may concern what is outstanding only now
}

// queueGift leaves convertible securities that conversions bring besides the common for step 7. What one category brings of one
// security on a day is one grant, so the order of the holders is irrelevant.
func (e *engine[N]) queueGift(g grant) {
	for k := range e.gifts {
		if old := &e.gifts[k]; old.origin == g.origin && old.category == g.category {
			old.units += g.units
			return
		}
	}
	e.gifts = append(e.gifts, g)
}

// passGift passes convertible securities that are given for nothing through price protection.
func (e *engine[N]) passGift(s Security, category string, units, before int64) {
	e.pass(cause[N]{words: "Dividend in " + e.securityName(s), before: before,
		grants: []grant{{origin: s, units: units, category: category, gift: true}}})
}
