package sim

import (
	"math"

	"scenarios/model"
)

// mertonCandidate is Merton's process over a day: a mixture of normals by the number of jumps, each with its Poisson weight. Its
// likelihood has no upper end where the moves between jumps may be as small as one likes, so they have at least a tenth of the
// whole deviation (P. Honoré, "Pitfalls in estimating jump-diffusion models", Aarhus, 1998); and history must hold jumps, at
// least two, on at most every other day.
//
// The coordinates are, of standardised returns: mean without jumps, logarithms of the deviation without jumps, of the jumps a
// day and of a jump's deviation, and between the two the mean jump.
func mertonCandidate(h history) candidate {
	return candidate{
		process: model.ProcessMerton,
		starts: [][]float64{
			{0, model.Log(0.8), model.Log(0.05), 0, model.Log(2)},
			{0, model.Log(0.7), model.Log(0.2), 0, model.Log(1.5)},
			{0, model.Log(0.9), model.Log(0.015), 0, model.Log(3)},
		},
		steps:         []float64{0.1, -0.2, 0.5, 0.3, 0.3},
		logLikelihood: func(at []float64) float64 { return mertonLogLikelihood(h.returns, at) },
		parameters: func(at []float64) []FittedParameter {
			day := math.Sqrt(h.daysPerYear)
			deviation := float64(exponential(at[1]) * h.deviation)
			jumps := float64(exponential(at[2]) * h.daysPerYear)
			mean, spread := float64(at[3]*h.deviation), float64(exponential(at[4])*h.deviation)
			perJump := exponential(mean+float64(0.5*float64(spread*spread))) - 1
			drift := float64((float64(at[0]*h.deviation)+h.mean+float64(0.5*float64(deviation*deviation)))*h.daysPerYear) + float64(jumps*perJump)
			return []FittedParameter{
				{Name: "Drift", Unit: perYear, Value: drift},
				{Name: "Volatility", Unit: perYear, Value: float64(deviation * day)},
				{Name: "Jumps per year", Unit: perYear, Value: jumps},
				{Name: "Jump mean", Unit: "log return", Value: mean},
				{Name: "Jump deviation", Unit: "log return", Value: spread},
			}
		},
		note: "Maximum likelihood; a day's return is a mixture of normals by its number of jumps.",
	}
}

// mixed is one part of the mixture: a normal density with a weight.
type mixed struct{ mean, factor, narrow float64 }

func mertonLogLikelihood(returns, at []float64) float64 {
	const (
		leastDeviation = 0.1
		fewestJumps    = 2.0
		mostJumpsADay  = 0.5
	)
	deviation, jumps, spread := boundedExponential(at[1]), boundedExponential(at[2]), boundedExponential(at[4])
	if deviation < leastDeviation || jumps > mostJumpsADay || float64(jumps*float64(len(returns))) < fewestJumps {
		return minusInfinity
	}
	parts := mixture(at[0], at[3], float64(deviation*deviation), float64(spread*spread), jumps)
	sum := 0.0
	for _, x := range returns {
		density := 0.0
		for _, p := range parts {
			off := x - p.mean
			density += float64(p.factor * boundedExponential(-float64(p.narrow*float64(off*off))))
		}
		sum += model.Log(max(density, math.SmallestNonzeroFloat64))
	}
	return sum
}

// mixture lists the parts by the number of jumps, as far as they matter.
func mixture(mean, jump, variance, jumpVariance, jumps float64) []mixed {
	const leastWeight = 1e-10
	var parts []mixed
	weight := exponential(-jumps)
	for k := 0.0; weight > leastWeight; k++ {
		wide := variance + float64(k*jumpVariance)
		parts = append(parts, mixed{mean: mean + float64(k*jump), factor: weight / math.Sqrt(2*math.Pi*wide), narrow: 0.5 / wide})
		weight *= jumps / (k + 1)
	}
	return parts
}

// boundedExponential is the exponential for any number, to the ends of what exponential takes.
func boundedExponential(x float64) float64 { return exponential(max(-700, min(x, 700))) }
