package sim

import (
	"math"

	"scenarios/model"
)

// merton draws paths of R. C. Merton's jump diffusion ("Option pricing when underlying stock returns are discontinuous",
// Journal of Financial Economics 3, 1976): between jumps the price moves as in gbm, jumps come as a Poisson process, and the
// logarithm of a jump is normal. A year's jumps add rate x (exp(mean + deviation^2 / 2) - 1) to the growth of the expected
// price; the drift is lowered by as much, so that it is S0 x exp(drift x t) all the same. Exact in distribution on every day.
//
// When the price jumps and how far comes from a stream of its own: without jumps the paths are those of gbm, bit for bit.
type merton struct {
	track
	source    variates
	seed      uint64
	drift     float64 // as in gbm, less what jumps add
	deviation float64
	perDay    float64 // jumps
	mean      float64 // of a jump, in steps of growth
	spread    float64 // its deviation, in the same
	moves     []float64
}

func newMerton(s model.Simulation, days int, splits rescaling) *merton {
	dt := 1 / float64(s.DaysPerYear)
	variance := float64(s.Volatility * s.Volatility)
	perJump := exponential(s.JumpMean+float64(0.5*float64(s.JumpDeviation*s.JumpDeviation))) - 1
	return &merton{
		track:     newTrack(s, days, splits),
		source:    newVariates(s, days),
		seed:      s.Seed,
		drift:     float64((s.Drift - float64(0.5*variance) - float64(s.JumpsPerYear*perJump)) * dt * stepsPerE),
		deviation: float64(s.Volatility * math.Sqrt(dt) * stepsPerE),
		perDay:    float64(s.JumpsPerYear * dt),
		mean:      float64(s.JumpMean * stepsPerE),
		spread:    float64(s.JumpDeviation * stepsPerE),
		moves:     make([]float64, days),
	}
}

// path writes the closes of path k, in micros.
func (m *merton) path(k int, closes []int64) {
	m.source.fill(k, pricesStream, m.moves)
	for day, z := range m.moves {
		m.moves[day] = float64(m.deviation*z) + m.drift
	}
	m.jump(drawsOf(m.seed, jumpsStream, k))
	m.closes(m.moves, 1, 0, closes)
}

// jump adds the jumps to the moves. The time from one jump to the next is exponential.
func (m *merton) jump(d draws) {
	if m.perDay == 0 {
		return
	}
	end := float64(len(m.moves))
	for at := d.wait(m.perDay); at < end; at += d.wait(m.perDay) {
		m.moves[int(at)] += m.mean + float64(m.spread*d.normal())
	}
}

// wait returns the time to the next event of a Poisson process.
func (d *draws) wait(rate float64) float64 { return -model.Log(d.uniform()) / rate }

// normal returns one normal variate.
func (d *draws) normal() float64 {
	bits := d.next()
	z, rest := normalBeyond(bits, *d)
	*d = rest
	return z
}
