package model

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// allocateCap gives each purchaser its part of the exchange cap: the cap, a percentage of the common outstanding at the
// deal, times what it bought over what all bought (A 9, N 4(c)). The product is kept whole; only what is issued is cut down
// to whole shares.
func (e *engine[N]) allocateCap(in *instrumentState[N]) {
	all := sum(in.bought)
	if in.t.ExchangeCap.Sign() == 0 || all == 0 {
		return
	}
	limit := in.t.ExchangeCap.Mul(decimal.NewFromInt(in.capBase))
	for h, bought := range in.bought {
		exact := new(big.Rat).Mul(limit.Rat(), big.NewRat(bought, all))
		in.setAllocation(h, exact)
	}
}

// capLeft is what a holder has left of its allocation, in whole shares; negative where it has more than that.
func (in *instrumentState[N]) capLeft(h int) int64 {
	left := in.capShares[h] - in.capUsed[h]
	if used := in.capUsedRest[h]; used != nil && (in.capRest[h] == nil || in.capRest[h].Cmp(used) < 0) {
		left--
	}
	return left
}

// rescaleCap restates allocations and what was used of them, fractions kept.
func (in *instrumentState[N]) rescaleCap(by ratio) {
	factor := big.NewRat(by.over, by.under)
	for h := range in.capShares {
		in.setAllocation(h, new(big.Rat).Mul(in.allocation(h), factor))
		in.capUsed[h], in.capUsedRest[h] = wholeAndRest(new(big.Rat).Mul(withRest(in.capUsed[h], in.capUsedRest[h]), factor))
	}
}

// allocation is a holder's part of the cap.
func (in *instrumentState[N]) allocation(h int) *big.Rat {
	return withRest(in.capShares[h], in.capRest[h])
}

func (in *instrumentState[N]) setAllocation(h int, exact *big.Rat) {
	in.capShares[h], in.capRest[h] = wholeAndRest(exact)
}

// unused is what is left of an allocation, not below zero.
func (in *instrumentState[N]) unused(h int) *big.Rat {
	left := new(big.Rat).Sub(in.allocation(h), withRest(in.capUsed[h], in.capUsedRest[h]))
	if left.Sign() < 0 {
		return new(big.Rat)
	}
	return left
}

// withRest joins whole shares and a fraction.
func withRest(whole int64, rest *big.Rat) *big.Rat {
	exact := new(big.Rat).SetInt64(whole)
	if rest != nil {
		exact.Add(exact, rest)
	}
	return exact
}

// wholeAndRest splits a count, not negative, into whole shares and a fraction, nil where there is none.
func wholeAndRest(exact *big.Rat) (int64, *big.Rat) {
	whole := new(big.Int).Quo(exact.Num(), exact.Denom())
	rest := new(big.Rat).Sub(exact, new(big.Rat).SetInt(whole))
	if rest.Sign() == 0 {
		return whole.Int64(), nil
	}
	return whole.Int64(), rest
}

// reallocateCap passes on what a holder leaves over that has converted all it held below its allocation: to those who
// still hold some, in proportion to what they hold (A 9). What was redeemed was not converted, so a holder that had any
// redeemed leaves nothing over.
func (e *engine[N]) reallocateCap(in *instrumentState[N]) {
	held := in.outstandingUnits()
	if !in.t.ExchangeCapReallocated || !e.capApplies(in) || held == 0 {
		return
	}
	var free *big.Rat
	for h := range in.units {
		if in.units[h] > 0 || in.redeemedBy[h] > 0 || in.capShares[h] == 0 && in.capRest[h] == nil {
			continue
		}
		left := in.unused(h)
		if left.Sign() == 0 {
			continue
		}
		in.setAllocation(h, new(big.Rat).Sub(in.allocation(h), left))
		if free == nil {
			free = new(big.Rat)
		}
		free.Add(free, left)
	}
	if free == nil {
		return
	}
	for h, units := range in.units {
		if units > 0 {
			in.setAllocation(h, new(big.Rat).Add(in.allocation(h), new(big.Rat).Mul(free, big.NewRat(units, held))))
		}
	}
}

// moveAllocation passes a part of what is unused of one holder's allocation to another (A 9).
func (in *instrumentState[N]) moveAllocation(from, to int, units, held int64) {
	if in.t.ExchangeCap.IsZero() {
		return
	}
	part := new(big.Rat).Mul(in.unused(from), big.NewRat(units, held))
	in.setAllocation(from, new(big.Rat).Sub(in.allocation(from), part))
	in.setAllocation(to, new(big.Rat).Add(in.allocation(to), part))
}

// holderName names a holder by index.
func (e *engine[N]) holderName(h int) string { return e.people[h].Name }
