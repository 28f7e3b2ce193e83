package sim

import (
	"math"

	"scenarios/model"
)

// gbm draws paths of geometric Brownian motion: dS = drift S dt + volatility S dW, so that the expected price after t years
// is S0 x exp(drift x t), and the logarithm of each day's move is normal with mean (drift - volatility^2 / 2) dt and
// deviation volatility x sqrt(dt), for dt of one trading day. The first day of the case is the first move. Closes are as
// traded: from the day of a split on they are divided by its ratio. They are rounded to the tick, halves up, and lie
// between one tick and highestClose.
//
// Path k depends on the parameters, the seed and k only. A gbm keeps a buffer, so each worker needs its own.
type gbm struct {
	source    variates
	drift     float64 // of the logarithm, a day, in steps of growth
	deviation float64 // of the same
	tick      int64   // micros
	legs      []leg
	normals   []float64
}

// leg is a run of days between two splits.
type leg struct {
	from, to int     // days, to excluded
	start    float64 // the start price in ticks, after the splits so far
	lowest   int64   // the move since the start that leads to one tick, in whole steps
	span     uint64  // from there to the move that leads to highestClose
	highest  int64   // in ticks
}

// highestClose bounds a simulated close, in micros: a billion dollars.
const highestClose = 1_000_000_000 * model.MicrosPerDollar

// newGBM prepares paths of so many days. splits gives the new shares per old that take effect on a day as a quotient, 1 / 1
// where there is none.
func newGBM(s model.Simulation, days int, splits func(day int) (over, under int64)) *gbm {
	dt := 1 / float64(s.DaysPerYear)
	variance := float64(s.Volatility * s.Volatility)
	g := &gbm{
		source:    newVariates(s),
		drift:     float64((s.Drift - float64(0.5*variance)) * dt * stepsPerE),
		deviation: float64(s.Volatility * math.Sqrt(dt) * stepsPerE),
		tick:      s.TickMicros,
		normals:   make([]float64, days),
	}
	start := float64(s.StartMicros) / float64(s.TickMicros)
	for day := range days {
		over, under := splits(day)
		if over != under {
			start = float64(start*float64(under)) / float64(over)
		}
		if day > 0 && over == under {
			g.legs[len(g.legs)-1].to++
			continue
		}
		g.legs = append(g.legs, newLeg(day, start, highestClose/s.TickMicros))
	}
	return g
}

// path writes the closes of path k, in micros.
func (g *gbm) path(k int, closes []int64) {
	g.source.fill(k, pricesStream, g.normals)
	g.walk(closes)
}

// newLeg is a leg of one day. start and highest are in ticks.
func newLeg(day int, start float64, highest int64) leg {
	lowest := int64(float64(-model.Log(start) * stepsPerE))
	upper := int64(float64(model.Log(float64(highest)/start) * stepsPerE))
	return leg{from: day, to: day + 1, start: start, lowest: lowest, span: uint64(upper - lowest), highest: highest}
}

// walk turns the normals in the buffer into closes. The sum of the moves is one dependent addition a day; all else of a
// day waits for no other day, so that the processor works on several at once.
func (g *gbm) walk(closes []int64) {
	sum, drift, deviation, tick := 0.0, g.drift, g.deviation, g.tick
	for _, l := range g.legs {
		normals := g.normals[l.from:l.to]
		closes := closes[l.from:l.to][:len(normals)]
		start, lowest, span := l.start, uint64(l.lowest)+wholeShiftBits, l.span
		for day, z := range normals {
			sum += float64(deviation*z) + drift
			shifted := sum + wholeShift
			whole := math.Float64bits(shifted)
			if whole-lowest > span {
				closes[day] = l.bound(sum) * tick
				continue
			}
			price := growth(whole, sum-(shifted-wholeShift), start)
			closes[day] = int64(price+0.5) * tick
		}
	}
}

// bound is the close in ticks where a move leaves the range of closes.
func (l leg) bound(move float64) int64 {
	if move < 0 {
		return 1
	}
	return l.highest
}
