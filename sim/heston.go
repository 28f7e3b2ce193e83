package sim

import (
	"math"

	"scenarios/model"
)

// heston draws paths of S. L. Heston's model ("A closed-form solution for options with stochastic volatility", Review of
// Financial Studies 6, 1993): the price moves as in gbm with a variance v of its own, which returns to its long level,
//
//	dS = drift S dt + sqrt(v) S dW,  dv = speed x (long - v) dt + volatility x sqrt(v) dV,
//
// where dW and dV have a correlation. On the first day v is the square of the volatility that is given.
//
// A day is one step of the scheme of L. Andersen, "Simple and efficient simulation of the Heston stochastic volatility model",
// Journal of Computational Finance 11(3), 2008: the next variance has the right mean and variance and a form that a variance
// can have (QE), the price follows from both variances, and a correction makes its expectation S0 x exp(drift x t) on every
// day (his proposition 9). One normal variate for the variance and one for the price are all that a day takes.
type heston struct {
	track
	source    variates
	first     float64 // the variance on the first day
	drift     float64 // of the expected price, a day
	keeps     float64 // exp(-speed x dt), the part of a distance from the long level that is left after a day
	long      float64
	perLevel  float64 // the variance of the next variance: this x v
	constant  float64 // and this more
	k2        float64 // Andersen's K2: the price's logarithm moves with the next variance
	spread    float64 // his K3 and K4, which are one: the rest of its variance over the sum of both variances
	rise      float64 // his A: the price's expectation grows with the next variance
	moves     []float64
	variances []float64 // of its own: the second variates
}

// quadraticUpTo is where QE goes over from its square of a normal variate to its exponential.
const quadraticUpTo = 1.5

func newHeston(s model.Simulation, days int, splits rescaling) *heston {
	dt := 1 / float64(s.DaysPerYear)
	squared := float64(s.VarianceVolatility * s.VarianceVolatility)
	keeps := exponential(-float64(s.VarianceSpeed * dt))
	perVolatility := s.Correlation / s.VarianceVolatility
	k2 := float64(0.5*dt*(float64(s.VarianceSpeed*perVolatility)-0.5)) + perVolatility
	spread := float64(0.5 * dt * (1 - float64(s.Correlation*s.Correlation)))
	return &heston{
		track:     newTrack(s, days, splits),
		source:    newVariates(s, days),
		first:     float64(s.Volatility * s.Volatility),
		drift:     float64(s.Drift * dt),
		keeps:     keeps,
		long:      s.LongVariance,
		perLevel:  squared * keeps * (1 - keeps) / s.VarianceSpeed,
		constant:  s.LongVariance * squared * (1 - keeps) * (1 - keeps) / (2 * s.VarianceSpeed),
		k2:        k2,
		spread:    spread,
		rise:      k2 + float64(0.5*spread),
		moves:     make([]float64, days),
		variances: make([]float64, days),
	}
}

// path writes the closes of path k, in micros.
func (h *heston) path(k int, closes []int64) {
	h.source.fill(k, pricesStream, h.moves)
	h.source.fill(k, varianceStream, h.variances)
	v := h.first
	for day, z := range h.moves {
		next, correction := h.step(v, h.variances[day])
		deviation := math.Sqrt(float64(h.spread * (v + next)))
		h.moves[day] = h.drift + correction - float64(0.5*float64(h.spread*v)) + float64(h.k2*next) + float64(deviation*z)
		v = next
	}
	h.closes(h.moves, stepsPerE, 0, closes)
}

// step returns the variance of the next day out of a normal variate, and the correction: minus the logarithm of the expectation
// of exp(rise x next variance). That expectation exists, because the bounds of the parameters keep volatility x dt small.
func (h *heston) step(v, z float64) (next, correction float64) {
	mean := h.long + float64((v-h.long)*h.keeps)
	ratio := (float64(v*h.perLevel) + h.constant) / float64(mean*mean) // his psi
	if ratio <= quadraticUpTo {
		return h.quadratic(mean, 2/ratio, z)
	}
	return h.exponential(mean, ratio, z)
}

// quadratic is a times the square of a normal variate around b.
func (h *heston) quadratic(mean, inverse, z float64) (next, correction float64) {
	square := inverse - 1 + math.Sqrt(float64(inverse*(inverse-1)))
	a := mean / (1 + square)
	w := math.Sqrt(square) + z
	rest := 1 - float64(2*float64(h.rise*a))
	return float64(a * float64(w*w)), float64(0.5*model.Log(rest)) - float64(h.rise*float64(square*a))/rest
}

// exponential is zero with some probability, and else an exponential variate. The normal variate's own probability is the
// uniform draw that it is made from.
func (h *heston) exponential(mean, ratio, z float64) (next, correction float64) {
	zero := (ratio - 1) / (ratio + 1)
	rate := (1 - zero) / mean
	if above := normalUpTo(-z); above < 1-zero {
		next = model.Log((1-zero)/above) / rate
	}
	return next, -model.Log(zero + float64(rate*(1-zero))/(rate-h.rise))
}
