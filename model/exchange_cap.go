package model

import "slices"

// The shares that an exchange cap counts.
const (
	capCountsConversions = "Conversions"
	capCountsDeal        = "All deal shares"
	capCountsBelow       = "Deal shares below market"
)

// capApplies reports whether the instrument's exchange cap stops anything today: there is one, the common trades on a
// market whose rule it is, and neither the stockholders nor counsel have lifted it (A 9; N 4(c)(A), (C)).
func (e *engine[N]) capApplies(in *instrumentState[N]) bool {
	if in.t.ExchangeCap.Sign() == 0 || !in.issued || in.capLifted {
		return false
	}
	markets := in.t.ExchangeCapMarkets
	return len(markets) == 0 || slices.Contains(markets, e.market) && !e.suspended
}

// capRoom is how many shares a holder may still get before its part of the exchange cap is used up (A 9, N 4(c)).
func (e *engine[N]) capRoom(in *instrumentState[N], holder int) int64 {
	if !e.capApplies(in) {
		return noLimit
	}
	return max(0, in.capLeft(holder))
}

// useCap books shares against a holder's allocation. It is kept while the cap does not apply too, so that the cap is right
// if it applies again.
func (e *engine[N]) useCap(in *instrumentState[N], holder int, count int64, price Price[N]) {
	if in.t.ExchangeCap.Sign() == 0 || in.t.ExchangeCapCounts == capCountsBelow && !e.replaying && price.Cmp(priceFromMicros[N](e.close())) >= 0 {
		return // by that form of the term only shares issued below the market count
	}
	in.capUsed[holder] += count
	if in.capLeft(holder) <= 0 && !in.capFull[holder].Given() {
		in.capFull[holder] = e.date
	}
}

// countsDealShares reports whether the cap counts interest shares and deal warrants as well as conversions.
func (in *instrumentState[N]) countsDealShares() bool {
	return in.t.ExchangeCapCounts == capCountsDeal || in.t.ExchangeCapCounts == capCountsBelow
}
