package sim

import (
	"math"

	"scenarios/model"
)

// hestonCandidate is Heston's process seen through daily returns, while the variance stays hidden. Its likelihood is computed by
// G. Kitagawa's filter on a grid ("Non-Gaussian state-space modeling of nonstationary time series", Journal of the American
// Statistical Association 82, 1987): what is known of the variance is kept as a weight at each point of the grid; a return has
// its normal density given the variance; and a day moves the weights as the variance moves, given that return, since the two
// are correlated. Before the first day the variance has its long-run distribution, the gamma.
//
// The coordinates are, of standardised returns and a day: mean, logarithms of the variance's speed, long level and
// volatility, and the correlation.
func hestonCandidate(h history) candidate {
	return candidate{
		process: model.ProcessHeston,
		starts: [][]float64{
			{0, model.Log(0.02), 0, model.Log(0.1), -0.3},
			{0, model.Log(0.02), 0, model.Log(0.1), 0.3},
			{0, model.Log(0.08), 0, model.Log(0.25), -0.3},
			{0, model.Log(0.08), 0, model.Log(0.25), 0.3},
		},
		steps:         []float64{0.1, 0.4, 0.2, 0.3, 0.2},
		logLikelihood: func(at []float64) float64 { return hestonLogLikelihood(h, at) },
		parameters: func(at []float64) []FittedParameter {
			unit := float64(float64(h.deviation*h.deviation) * h.daysPerYear) // the yearly variance of all returns
			return []FittedParameter{
				{Name: "Drift", Unit: perYear, Value: float64((float64(at[0]*h.deviation) + h.mean) * h.daysPerYear)},
				{Name: "Variance speed", Unit: perYear, Value: float64(exponential(at[1]) * h.daysPerYear)},
				{Name: "Long variance", Unit: perYear, Value: float64(exponential(at[2]) * unit)},
				{Name: "Variance volatility", Unit: perYear, Value: float64(exponential(at[3]) * float64(h.deviation*h.daysPerYear))},
				{Name: "Correlation", Unit: "-1 to 1", Value: at[4]},
			}
		},
		note: "Maximum likelihood by a filter on a grid of variances, which are not observed.",
	}
}

// hestonGrid is the hidden variance as a grid of its square roots, equally far apart, and what a day does to it. Roots, because
// their daily moves have one deviation, half the volatility, at every level.
type hestonGrid struct {
	apart    float64
	roots    []float64
	onward   []float64 // by point, where the next day's root is on average, without what the return tells
	weights  []float64 // what is known
	next     []float64
	perSigma float64 // how far a return of one deviation moves the next root
	mean     float64 // of a return, before half its variance
	half     float64 // half a standardised variance, as a return
}

func hestonLogLikelihood(h history, at []float64) float64 {
	g := newHestonGrid(h, at)
	if g == nil {
		return minusInfinity
	}
	sum := 0.0
	for _, x := range h.returns {
		density := g.day(x)
		if !(density > 0) {
			return minusInfinity
		}
		sum += model.Log(density)
	}
	return sum - float64(float64(len(h.returns))*logRootTwoPi)
}

const logRootTwoPi = 0.91893853320467274178

// hidden are the parameters of the variance, standardised, a day.
type hidden struct{ speed, long, volatility, correlation float64 }

// bounded reports whether the parameters can be told from so many returns. Out of bounds are a return to the long level that
// takes longer than history or less than two days, a volatility of the variance that is hardly any or as large as the
// variance, and a correlation that leaves the variance nothing of its own.
func (v hidden) bounded(returns int) bool {
	const (
		fastest          = 0.5
		slowest          = 1.0 // over the number of returns
		calmest, wildest = 0.01, 1.0
		shallow, deep    = 0.05, 20.0
		mostCorrelated   = 0.95
	)
	return v.speed <= fastest && float64(v.speed*float64(returns)) >= slowest && v.volatility >= calmest && v.volatility <= wildest &&
		v.long >= shallow && v.long <= deep && math.Abs(v.correlation) <= mostCorrelated
}

// newHestonGrid lays the grid, or returns nil where the parameters lie out of bounds or need too many points.
func newHestonGrid(h history, at []float64) *hestonGrid {
	const apartInDeviations = 1.7320508075688772 // the root of 3: then three points have a normal variate's first five moments
	v := hidden{boundedExponential(at[1]), boundedExponential(at[2]), boundedExponential(at[3]), at[4]}
	if !v.bounded(len(h.returns)) {
		return nil
	}
	deviation := 0.5 * v.volatility
	own := float64(deviation * math.Sqrt(1-float64(v.correlation*v.correlation)))
	g := &hestonGrid{apart: float64(apartInDeviations * own), perSigma: float64(deviation * v.correlation), mean: at[0], half: 0.5 * h.deviation}
	if !g.lay(v) {
		return nil
	}
	keeps := exponential(-v.speed)
	for _, root := range g.roots {
		variance := v.long + float64((float64(root*root)-v.long)*keeps)
		g.onward = append(g.onward, math.Sqrt(max(variance-float64(deviation*deviation), 0)))
	}
	return g
}

// lay makes the points, up to where the long-run distribution of the variance hardly reaches, with its weights. It reports false
// where these would be too many, or too few.
func (g *hestonGrid) lay(v hidden) bool {
	const (
		fewest, most = 4, 800
		negligible   = -23.0 // the logarithm of a density over the highest
	)
	square := float64(v.volatility * v.volatility)
	shape, rate := 2*float64(v.speed*v.long)/square, 2*v.speed/square // of the gamma
	peak := minusInfinity
	var densities []float64
	for len(g.roots) <= most {
		root := float64((float64(len(g.roots)) + 0.5) * g.apart)
		density := float64((2*shape-1)*model.Log(root)) - float64(rate*float64(root*root))
		peak = max(peak, density)
		if density-peak < negligible && float64(root*root) > v.long {
			break
		}
		g.roots, densities = append(g.roots, root), append(densities, density)
	}
	if len(g.roots) < fewest || len(g.roots) > most {
		return false
	}
	g.begin(densities, peak)
	return true
}

// begin spreads the weights as the densities say.
func (g *hestonGrid) begin(densities []float64, peak float64) {
	g.weights, g.next = make([]float64, len(densities)), make([]float64, len(densities))
	sum := 0.0
	for i, d := range densities {
		g.weights[i] = boundedExponential(d - peak)
		sum += g.weights[i]
	}
	for i := range g.weights {
		g.weights[i] /= sum
	}
}

// day takes a return in: it gives its density times the root of 2 pi, and moves the weights on by a day. Each weight goes to the
// three points around where it leads, in parts that keep mean and variance.
func (g *hestonGrid) day(x float64) float64 {
	const negligible = 1e-7
	clear(g.next)
	whole, far := 0.0, float64(len(g.roots)-2)
	for i, weight := range g.weights {
		if weight < negligible {
			continue
		}
		root := g.roots[i]
		sigmas := (x - g.mean + float64(g.half*float64(root*root))) / root
		density := float64(weight*boundedExponential(-0.5*float64(sigmas*sigmas))) / root
		whole += density
		place := (g.onward[i]+float64(g.perSigma*sigmas))/g.apart - 0.5
		nearest := max(1, min(math.Floor(place+0.5), far))
		off := max(-0.5, min(place-nearest, 0.5))
		spread := 1.0/3 + float64(off*off)
		to := int(nearest)
		g.next[to-1] += float64(density * float64(0.5*(spread-off)))
		g.next[to] += float64(density * (1 - spread))
		g.next[to+1] += float64(density * float64(0.5*(spread+off)))
	}
	for i := range g.next {
		g.next[i] /= whole
	}
	g.weights, g.next = g.next, g.weights
	return whole
}
