package sim

import (
	"math"
	"math/bits"

	"scenarios/model"
)

// bootstrap draws paths out of the returns of Price History by the stationary bootstrap of D. N. Politis and J. P. Romano
// (Journal of the American Statistical Association 89, 1994): blocks of consecutive days that begin anywhere, go on from the
// last day with the first, and have lengths that are geometric with a given mean. So fat tails stay, and within a block so
// does the way in which quiet and wild days follow one another.
//
// Returns are scaled to the volatility, and each day's are moved by one amount so that the expected price is
// S0 x exp(drift x t) on every day. That amount hardly changes after the first days; it would not change at all if a return
// told nothing of the next.
type bootstrap struct {
	track
	seed    uint64
	returns []float64 // scaled, in steps of growth
	centred []float64 // by day, what is added, in the same
	fresh   uint64    // a draw below this begins a new block
	moves   []float64
}

func newBootstrap(s model.Simulation, returns []float64, days int, splits rescaling) *bootstrap {
	b := &bootstrap{track: newTrack(s, days, splits), seed: s.Seed, moves: make([]float64, days)}
	scaled, p := scaledTo(returns, s.Volatility, s.DaysPerYear), 1/s.BlockLength
	b.fresh = uint64(float64(p * 0x1p53))
	for _, x := range scaled {
		b.returns = append(b.returns, float64(x*stepsPerE))
	}
	b.centred = recentred(scaled, p, s.Drift/float64(s.DaysPerYear), days)
	for day := range b.centred {
		b.centred[day] = float64(b.centred[day] * stepsPerE)
	}
	return b
}

// path writes the closes of path k, in micros.
func (b *bootstrap) path(k int, closes []int64) {
	d, n := drawsOf(b.seed, blocksStream, k), uint64(len(b.returns))
	at := n
	for day := range b.moves {
		if begins := d.next()>>11 < b.fresh; begins || day == 0 {
			at, _ = bits.Mul64(d.next(), n)
		} else if at++; at == n {
			at = 0
		}
		b.moves[day] = b.returns[at] + b.centred[day]
	}
	b.closes(b.moves, 1, 0, closes)
}

// scaledTo multiplies log returns, so that their yearly deviation becomes a volatility. Returns that never vary stay as they
// are: nothing else can be asked of them.
func scaledTo(returns []float64, volatility float64, daysPerYear int) []float64 {
	_, own := meanAndDeviation(returns)
	scaled := make([]float64, len(returns))
	scale := 1.0
	if own > 0 {
		scale = volatility / math.Sqrt(float64(float64(own*own)*float64(daysPerYear)))
	}
	for i, x := range returns {
		scaled[i] = float64(scale * x)
	}
	return scaled
}

// recentred works out what each day's returns are moved by, so that the expected gross return over the first t days is
// exp(drift x t) for every t. Returns drawn one after the other may depend on each other, so the mean gross return of one
// day does not tell it. With f_t(i) the expected growth over t days that begin with return i, and p the chance of a new block,
// f_t(i) = exp(return i) x (p x mean of f_t-1 + (1 - p) x f_t-1(i + 1)): the next day is the next return, or any. Every f_t is
// kept over its mean.
func recentred(returns []float64, p, drift float64, days int) []float64 {
	n := len(returns)
	gross, growth, next := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, x := range returns {
		gross[i], growth[i] = exponential(x), 1
	}
	moved := make([]float64, days)
	for day := range moved {
		sum := 0.0
		for i, g := range gross {
			next[i] = float64(g * (p + float64((1-p)*growth[(i+1)%n])))
			sum += next[i]
		}
		increase := sum / float64(n)
		moved[day] = drift - model.Log(increase)
		for i := range next {
			growth[i] = next[i] / increase
		}
	}
	return moved
}
