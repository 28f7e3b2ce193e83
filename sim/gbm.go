package sim

import (
	"math"

	"scenarios/model"
)

// gbm draws paths of geometric Brownian motion: dS = drift S dt + volatility S dW, so that the expected price after t years
// is S0 x exp(drift x t), and the logarithm of each day's move is normal with mean (drift - volatility^2 / 2) dt and
// deviation volatility x sqrt(dt), for dt of one trading day.
//
// Path k depends on the parameters, the seed and k only. A gbm keeps a buffer, so each worker needs its own.
type gbm struct {
	track
	source    variates
	drift     float64 // of the logarithm, a day, in steps of growth
	deviation float64 // of the same
	normals   []float64
}

// newGBM prepares paths of so many days.
func newGBM(s model.Simulation, days int, splits rescaling) *gbm {
	dt := 1 / float64(s.DaysPerYear)
	variance := float64(s.Volatility * s.Volatility)
	return &gbm{
		track:     newTrack(s, days, splits),
		source:    newVariates(s, days),
		drift:     float64((s.Drift - float64(0.5*variance)) * dt * stepsPerE),
		deviation: float64(s.Volatility * math.Sqrt(dt) * stepsPerE),
		normals:   make([]float64, days),
	}
}

// path writes the closes of path k, in micros.
func (g *gbm) path(k int, closes []int64) {
	g.source.fill(k, pricesStream, g.normals)
	g.closes(g.normals, g.deviation, g.drift, closes)
}
