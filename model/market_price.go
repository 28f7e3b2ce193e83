package model

import "fmt"

// closeAt returns the close of a day as traded; days before the valuation date count back from -1.
func (e *engine[N]) closeAt(day int) int64 {
	if day >= 0 {
		return e.closes[day]
	}
	return e.r.Past[len(e.r.Past)+day].Micros
}

// windowPrice returns the average or the lowest of n closes that end just before `end`, in shares of today: a window over
// a split is the sum of its parts, each times the ratio of the splits after it; closes themselves are never restated.
//
// Market Price is the average of the closes of the days immediately before the date (A 1(a)(vi), N 1(b), 5(g)).
func (e *engine[N]) windowPrice(n, end int, lowest bool) Price[N] {
	if have := end + len(e.r.Past); have < n {
		e.failInput(fmt.Sprintf("an average of %d closes is needed and only %d are there: add %d earlier trading days to Price History", n, max(have, 0), n-max(have, 0)))
		return Price[N]{numberOfInt[N](1)}
	}
	if k := len(e.splits); !lowest && (k == 0 || e.splits[k-1].day <= end-n) {
		to := len(e.r.Past) + end
		return priceFromMicros[N](e.sums[to]-e.sums[to-n]).TimesRatio(1, int64(n))
	}
	var total, least Price[N]
	var run int64 // micros of closes not yet under a split's ratio
	factor, split := same, len(e.splits)-1
	flush := func() {
		part := priceFromMicros[N](run).TimesRatio(factor.over, factor.under)
		total = total.Add(part)
		run = 0
	}
	for day := end - 1; day >= end-n; day-- {
		for ; split >= 0 && e.splits[split].day > day; split-- {
			flush()
			factor.over *= e.splits[split].under
			factor.under *= e.splits[split].over
		}
		c := e.closeAt(day)
		run += c
		if lowest {
			if p := priceFromMicros[N](c).TimesRatio(factor.over, factor.under); day == end-1 || p.Cmp(least) < 0 {
				least = p
			}
		}
	}
	if lowest {
		return least
	}
	flush()
	return total.TimesRatio(1, int64(n))
}

// window returns the price over the n trading days before today, or ending today where the term says that the day itself
// counts.
func (e *engine[N]) window(t *Terms, n int) Price[N] {
	end := e.day
	if t.WindowIncludesDay {
		end++
	}
	return e.windowPrice(n, end, false)
}

// marketPrice is the instrument's Market Price today (A 1(a)(vi)).
func (e *engine[N]) marketPrice(t *Terms) Price[N] {
	end := e.day
	if t.WindowIncludesDay {
		end++
	}
	return e.windowPrice(t.MarketPriceDays, end, t.MarketPriceLowest)
}

// eventPrice works out a price given in dollars or as a part of the market. At step 1 the last close known is the
// previous day's; at step 5 it is today's.
func (e *engine[N]) eventPrice(p RelativePrice, step int) Price[N] {
	if p.Percent.IsZero() {
		return priceOf[N](p.Price)
	}
	end := e.day
	if step >= 5 {
		end++
	}
	return e.windowPrice(max(p.Days, 1), end, false).Times(numberOf[N](p.Percent))
}
