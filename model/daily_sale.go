package model

import "github.com/shopspring/decimal"

// dailySale is how many shares a holder's policy sells a day: a part of the average daily volume. Only shares that it
// received under its instruments are sold; what it held at the start stays.
func (e *engine[N]) dailySale(holder int) int64 {
	return e.holders[holder].saleRate
}

// setSaleRates works out each holder's daily sale.
func (e *engine[N]) setSaleRates() {
	volume := decimal.NewFromInt(e.r.Company.DailyVolume)
	for h := range e.holders {
		e.holders[h].saleRate = e.policy(h).DailySale.Mul(volume).IntPart()
	}
}

// settleSales books the sales of the days since the last one, through a day: each day the rate, until nothing is left.
// Shares sold leave beneficial ownership and pass to the market.
func (e *engine[N]) settleSales(through int) {
	var all int64
	for h := range e.holders {
		s := &e.holders[h]
		count := s.soldIn(through - s.soldTo)
		s.soldTo = through
		if count == 0 {
			continue
		}
		e.apply(effect{kind: sellShares, holder: h, shares: count})
		market := &e.holders[e.marketHolder()]
		market.common += count
		market.from.sold -= count
		all += count
	}
	e.impact.press(all)
}

// soldIn is how many shares a holder sells in so many days.
func (s *holderState) soldIn(days int) int64 {
	if s.toSell == 0 || s.saleRate == 0 || days <= 0 {
		return 0
	}
	if int64(days) > s.toSell/s.saleRate {
		return s.toSell
	}
	return s.saleRate * int64(days)
}

// daysToSell is how many days it takes a holder to sell what it sells.
func (s *holderState) daysToSell() int {
	if s.toSell == 0 || s.saleRate == 0 {
		return 0
	}
	return int((s.toSell + s.saleRate - 1) / s.saleRate)
}

// marketHolder is the index of those who buy in the market.
func (e *engine[N]) marketHolder() int { return len(e.holders) - 1 }
