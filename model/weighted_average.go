package model

import "fmt"

// The forms of price protection.
const (
	antiDilutionNone    = "None"
	antiDilutionDeemed  = "Weighted average (deemed)"
	antiDilutionActual  = "Weighted average (actual)"
	antiDilutionRatchet = "Full ratchet"
)

// weightedAverage returns the price after an issue of new shares for a consideration, on a base of shares outstanding in
// the formula's sense.
//
//	CP' = CP x (CP x D0 + consideration) / (CP x D1)   (A 1(g)(i))
//	CP' = CP x (out0 + consideration / CP) / out1      (N 5(a)(vi)(1))
//
// Both are (CP x D0 + consideration) / D1 with D1 = D0 + the new shares, and are computed so: one quotient.
func weightedAverage[N Numeric[N]](price Price[N], base, added Deemed[N], consideration Money[N]) Price[N] {
	return pricePer(costOfDeemed(base, price).Add(consideration), base.Add(added))
}

// chain is the history of an instrument's price protection, in shares of today: a split restates it. It can be replayed,
// which makes the expiry, the repricing and the exercise of what was once deemed issued one mechanism (A 1(g)(i)(A)-(C)).
type chain[N Numeric[N]] struct {
	base  Price[N] // the price that the chain starts from
	items []dilutive[N]

	granted bool // some item is a grant
}

// dilutive is an issue, or a grant whose shares are deemed issued.
type dilutive[N Numeric[N]] struct {
	origin        Security  // the option, warrant or convertible of a grant; CommonStock for shares really issued
	outstanding   Deemed[N] // common actually outstanding immediately before
	shares        Deemed[N] // issued, or assumed
	consideration Money[N]  // for all of them
	lowest        Price[N]  // the lowest price per share of a grant
	grant         bool
	excluded      bool // it counts in later bases but adjusts nothing (options of approved plans)
	counted       bool // on the last replay it was below the price: it adjusted, or is deemed outstanding

	gift     bool     // a grant for nothing: nothing was paid for it, and nothing is on conversion
	contract string   // ID of the contract on which a grant was deemed issued
	kept     N        // the part of an instrument's price that it keeps where it was sold with others; zero: all
	extra    Price[N] // per share of options sold with a main security: their part of its price

	ceiling Price[N] // of a board adjustment: the price comes out no higher (A 1(g)(v))

	settled bool // it is behind an Opening conversion price: it counts in later bases and adjusts nothing

	left       int64     // of a grant: options, or parts of the instrument, whose right still runs
	really     Deemed[N] // shares that were really issued under it
	reallyFor  Money[N]
	departures []departure[N]
}

// departure is an exercise, a conversion or a lapse: from then on these shares are actual or gone, no longer deemed.
type departure[N Numeric[N]] struct {
	at     int // length of the chain then
	shares Deemed[N]
}

// deemedBefore is how many of an item's shares are still deemed outstanding just before position k of the chain.
func (d *dilutive[N]) deemedBefore(k int) Deemed[N] {
	if !d.grant || !d.counted {
		return Deemed[N]{}
	}
	left := d.shares
	for _, x := range d.departures {
		if x.at <= k {
			left = left.Sub(x.shares)
		}
	}
	if left.Sign() < 0 {
		return Deemed[N]{}
	}
	return left
}

// base is the share count that the formula stands on just before position k: common actually outstanding and, for the
// deemed form, the shares deemed outstanding by earlier items (A 1(g)(i)(E)(II)). The instrument's own conversion shares
// are never in it.
func (e *engine[N]) base(in *instrumentState[N], k int, outstanding Deemed[N]) Deemed[N] {
	total := outstanding
	if in.t.DeemedInLaterBases {
		for j := range in.chain.items[:k] {
			total = total.Add(in.chain.items[j].deemedBefore(k))
		}
	}
	return total
}

// step tests one item against the price in effect before it and returns the price after it. An issue adjusts when its
// consideration per share is below the price, a grant when its lowest price per share is.
func (e *engine[N]) step(in *instrumentState[N], k int, price Price[N]) Price[N] {
	d := &in.chain.items[k]
	if d.settled {
		return price
	}
	if d.ceiling.Sign() > 0 {
		return minPrice(price, d.ceiling)
	}
	if d.grant {
		d.counted = d.lowest.Cmp(price) < 0 && !sameButTrace(d.lowest, price)
	} else {
		atPrice := costOfDeemed(d.shares, price)
		d.counted = d.consideration.Cmp(atPrice) < 0 && !sameButTrace(d.consideration, atPrice)
	}
	if !d.counted || d.excluded || d.shares.Sign() == 0 {
		return price
	}
	after := weightedAverage(price, e.base(in, k, d.outstanding), d.shares, d.consideration)
	if in.t.AntiDilution == antiDilutionRatchet { // all the way down to the price of the issue
		after = pricePer(d.consideration, d.shares)
		if d.grant {
			after = d.lowest
		}
	}
	after = e.notBelowFloor(in, e.roundPrice(in, after))
	if after.Sign() <= 0 {
		e.failInput(fmt.Sprintf("an issue for nothing would take the conversion price of %s to zero; give it an Anti-dilution floor", in.t.Name))
		return price
	}
	return minPrice(price, after) // rounding never raises the price
}

// notBelowFloor keeps an adjusted price at the floor that the term names, in shares of today.
func (e *engine[N]) notBelowFloor(in *instrumentState[N], price Price[N]) Price[N] {
	if in.t.AntiDilutionFloor.IsZero() {
		return price
	}
	floor := in.adjustmentFloor()
	if price.Cmp(floor) >= 0 {
		return price
	}
	e.record.noteFirst(eventFloorBinds, e.date)
	return floor
}

// adjustmentFloor is the price below which no issue takes the conversion price, in shares of today.
func (in *instrumentState[N]) adjustmentFloor() Price[N] {
	return priceOf[N](in.restated(in.t.AntiDilutionFloor))
}

// atFloor reports whether the running price stands on that floor.
func (e *engine[N]) atFloor(in *instrumentState[N]) bool {
	return in.t.AntiDilutionFloor.Sign() > 0 && in.running().Cmp(in.adjustmentFloor()) == 0
}

// replay runs the whole chain again from its starting price: every later issue is tested against the recomputed price.
// Conversions already made are not recomputed.
func (e *engine[N]) replay(in *instrumentState[N]) Price[N] {
	price := in.chain.base
	for k := range in.chain.items {
		price = e.step(in, k, price)
	}
	return price
}

// roundPrice rounds an adjusted price to the term's step, where it names one, and to one step at least.
func (e *engine[N]) roundPrice(in *instrumentState[N], price Price[N]) Price[N] {
	if in.t.PriceStep.IsZero() {
		return price
	}
	step := numberOf[N](in.t.PriceStep)
	down := quotientDown(price.n, step)
	if compareTwice(price.n, step, down) >= 0 {
		down++
	}
	return Price[N]{step.Mul(numberOfInt[N](max(1, down)))}
}

// knows reports whether a security's grant is in the chain.
func (c *chain[N]) knows(origin Security) bool {
	for k := range c.items {
		if c.items[k].origin == origin {
			return true
		}
	}
	return false
}

// settle starts the chain anew from a price that was set: what was issued before stays in later bases and adjusts nothing.
func (c *chain[N]) settle(price Price[N]) {
	c.base = price
	for k := range c.items {
		c.items[k].settled = true
	}
}

// units is how much of a security the chain takes to be outstanding.
func (c *chain[N]) units(origin Security) int64 {
	var total int64
	for k := range c.items {
		if d := &c.items[k]; d.grant && d.origin == origin {
			total += d.left
		}
	}
	return total
}

// splitUnits restates the units of an option, warrant or convertible by name, which are shares.
func (c *chain[N]) splitUnits(origin Security, by ratio) {
	for k := range c.items {
		if d := &c.items[k]; d.grant && d.origin == origin {
			d.left = scaleDown(d.left, by)
		}
	}
}

// addUnits corrects the units of a security by a few, which may be negative: in its latest items first.
func (c *chain[N]) addUnits(origin Security, by int64) {
	for k := len(c.items) - 1; k >= 0 && by != 0; k-- {
		if d := &c.items[k]; d.grant && d.origin == origin && d.left > 0 {
			change := max(by, -d.left)
			d.left += change
			by -= change
		}
	}
}

// restate writes the chain in shares after a split; the units of options are restated with the options (splitQuantity).
func (c *chain[N]) restate(by ratio) {
	c.base = c.base.TimesRatio(by.under, by.over)
	for k := range c.items {
		d := &c.items[k]
		d.outstanding = d.outstanding.TimesRatio(by.over, by.under)
		d.shares = d.shares.TimesRatio(by.over, by.under)
		d.really = d.really.TimesRatio(by.over, by.under)
		d.lowest = d.lowest.TimesRatio(by.under, by.over)
		d.extra = d.extra.TimesRatio(by.under, by.over)
		d.ceiling = d.ceiling.TimesRatio(by.under, by.over)
		for x := range d.departures {
			d.departures[x].shares = d.departures[x].shares.TimesRatio(by.over, by.under)
		}
	}
}
