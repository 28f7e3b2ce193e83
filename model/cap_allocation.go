package model

import "github.com/shopspring/decimal"

// allocateCap gives each purchaser its part of the exchange cap: the cap, a percentage of the common outstanding at the
// deal, times what it bought over what all bought (A 9, N 4(c)). Shares are whole, cut down for each purchaser.
func (e *engine[N]) allocateCap(in *instrumentState[N]) {
	all := sum(in.bought)
	if in.t.ExchangeCap.Sign() == 0 || all == 0 {
		return
	}
	limit := in.t.ExchangeCap.Mul(decimal.NewFromInt(in.capBase))
	for h, bought := range in.bought {
		part, _ := limit.Mul(decimal.NewFromInt(bought)).QuoRem(decimal.NewFromInt(all), 0)
		in.capShares[h] = part.IntPart()
	}
}

// reallocateCap passes on what a holder leaves over that has converted all it held below its allocation: to those who
// still hold some, in proportion to what they hold, whole shares by largest remainder (A 9). What was redeemed was not
// converted, so a holder that had any redeemed leaves nothing over.
func (e *engine[N]) reallocateCap(in *instrumentState[N]) {
	if !in.t.ExchangeCapReallocated || !e.capApplies(in) || in.outstandingUnits() == 0 {
		return
	}
	var free int64
	for h := range in.units {
		if in.bought[h] > 0 && in.units[h] == 0 && in.redeemedBy[h] == 0 {
			free += in.capShares[h] - in.capUsed[h]
			in.capShares[h] = in.capUsed[h]
		}
	}
	if free == 0 {
		return
	}
	for h, part := range shareOut(free, in.units, e.holderName) {
		in.capShares[h] += part
	}
}

// holderName names a holder by index.
func (e *engine[N]) holderName(h int) string { return e.people[h].Name }
