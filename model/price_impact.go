package model

// priceImpact is what holders' own sales do to the price of a simulated path:
//
//	close on day t = base close on day t x exp(-impact x shares sold before t / average daily volume)
//
// The effect is permanent and proportional to what has been sold, as in R. Almgren and N. Chriss, "Optimal execution of
// portfolio transactions" (Journal of Risk 3, 2000), on the logarithm of the price so that it stays above zero. The same
// binary arithmetic serves both engines, so that both see the same whole ticks.
type priceImpact struct {
	strength float64 // 0: sales move nothing
	volume   float64 // average daily volume, restated for splits
	sold     float64 // so far, in days of that volume
	tick     int64   // micros
	base     []int64 // the path before any sale
	closes   []int64 // the path as far as it has come; kept from path to path
}

// deepestMove is the move of the logarithm of the price beyond which nothing is left of it.
const deepestMove = 700

// beginImpact lays the base closes aside where sales move them.
func (e *engine[N]) beginImpact() {
	s := e.r.Simulation
	if s == nil || s.PriceImpact == 0 {
		return
	}
	closes := append(e.impact.closes[:0], e.closes...)
	e.impact = priceImpact{strength: s.PriceImpact, volume: float64(e.r.Company.DailyVolume), tick: s.TickMicros, base: e.closes, closes: closes}
	e.closes = closes
}

// moveClose works out the day's close, before anything looks at it: the sales of every day before count.
func (e *engine[N]) moveClose() {
	if e.impact.strength == 0 {
		return
	}
	e.settleSales(e.day - 1)
	e.closes[e.day] = e.impact.moved(e.impact.base[e.day])
	before := len(e.r.Past) + e.day
	e.sums[before+1] = e.sums[before] + e.closes[e.day]
	if e.closedBelow(e.day) {
		e.wakeDay(e.day + 1)
	}
}

// highestCloses are closes that those to come can't lie above: sales only lower them.
func (e *engine[N]) highestCloses() []int64 {
	if e.impact.strength == 0 {
		return e.closes
	}
	return e.impact.base
}

// moved is a close after the sales so far, on a tick, at least one and no more than it was.
func (p *priceImpact) moved(base int64) int64 {
	if p.sold == 0 {
		return base
	}
	down := float64(p.strength * p.sold)
	if down > deepestMove {
		return p.tick
	}
	ticks := float64(base) / float64(p.tick)
	return min(base, max(1, int64(float64(ticks*Exp(-down))+0.5))*p.tick)
}

// press adds a day's sales.
func (p *priceImpact) press(count int64) {
	if p.strength > 0 && count > 0 {
		p.sold += float64(count) / p.volume
	}
}

// restate restates the volume for a split.
func (p *priceImpact) restate(by ratio) {
	p.volume = float64(p.volume*float64(by.over)) / float64(by.under)
}
