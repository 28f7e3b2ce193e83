package sim

import (
	"math"
	"slices"

	"scenarios/model"
)

// Standard errors come from what varies independently. Paths drawn pseudo-random are independent one by one; antithetic
// ones pair by pair; of a Sobol sample only its randomisations are. The values of paths are handed over in their order, path
// 0 first.

// t95 is the quantile of Student's distribution for a two-sided 95% interval with 15 degrees of freedom, one less than there
// are randomisations.
const t95 = 2.1314

// Reach95 is how many standard errors a two-sided 95% interval reaches to each side.
func Reach95(sampling string) float64 {
	if sampling == model.SamplingSobol {
		return t95
	}
	return normal95
}

// meanWithError is the mean of values in the order of their paths, with its standard error.
func meanWithError(values []float64, sampling string) (mean, standardError float64) {
	mean, deviation := meanAndDeviation(values)
	if sampling == model.SamplingPseudoRandom {
		return mean, errorOfMean(deviation, len(values))
	}
	return mean, errorByGroups(values, sampling)
}

// errorOfPart is the standard error of the part of the values that a condition holds for.
func errorOfPart(values []float64, sampling string, holds func(v float64) bool) float64 {
	yes := make([]float64, len(values))
	for k, v := range values {
		if holds(v) {
			yes[k] = 1
		}
	}
	_, standardError := meanWithError(yes, sampling)
	return standardError
}

// groupOf is the group of paths, independent of every other, that a path belongs to.
func groupOf(k int, sampling string) int {
	switch sampling {
	case model.SamplingAntithetic:
		return k / 2
	case model.SamplingSobol:
		return k % replicates
	}
	return k
}

// groupCount is how many groups the first paths are of.
func groupCount(paths int, sampling string) int {
	if sampling == model.SamplingSobol {
		return min(paths, replicates)
	}
	return groupOf(paths-1, sampling) + 1
}

// errorByGroups is the standard error of the mean of values which come in independent groups, whose sizes may differ by one:
// the squares of how far each group's sum is from what the mean makes it (W. G. Cochran, Sampling Techniques, 3rd edition,
// 1977, section 9A.1, for clusters of unequal sizes).
func errorByGroups(values []float64, sampling string) float64 {
	groups := groupCount(len(values), sampling)
	if groups < 2 {
		return 0
	}
	sums, counts := make([]float64, groups), make([]float64, groups)
	total := 0.0
	for k, v := range values {
		off := v - values[0] // values that all agree have no error
		g := groupOf(k, sampling)
		sums[g] += off
		counts[g]++
		total += off
	}
	n := float64(len(values))
	mean, squares := total/n, 0.0
	for g, sum := range sums {
		beyond := sum - float64(counts[g]*mean)
		squares += float64(beyond * beyond)
	}
	return math.Sqrt(float64(squares*float64(groups))/float64(groups-1)) / n
}

// groupedOutcomes are every path's value, by path, under a sampling whose paths are not independent of one another.
type groupedOutcomes struct {
	values   []float64
	sampling string
}

func (g groupedOutcomes) mean() (mean, standardError float64) {
	return meanWithError(g.values, g.sampling)
}

func (g groupedOutcomes) convergence() []ConvergencePoint {
	points := keptOutcomes(g.values).convergence()
	for i := range points {
		_, points[i].StandardError = meanWithError(g.values[:points[i].Paths], g.sampling)
	}
	return points
}

// sorted leaves the values in the order of their paths.
func (g groupedOutcomes) sorted(s *sorter) ordered {
	sorted := slices.Clone(g.values)
	s.sort(sorted)
	return sortedValues(sorted)
}

// errors puts the intervals of percentiles and the error of the tail mean right, which hold for independent paths.
func (g groupedOutcomes) errors(s *MetricSummary, values ordered, lowIsBad bool) {
	reach := Reach95(g.sampling)
	for i, percent := range publishedPercents {
		s.Intervals[i] = g.around(values, float64(percent)/100, reach)
	}
	if s.TailError != nil {
		*s.TailError = g.errorOfTailMean(values, lowIsBad)
	}
}

// around is the interval from the quantile so many standard errors below the p quantile to the one as many above it: errors of
// the part of the values up to it, which is known to one path at best (R. S. Woodruff, "Confidence intervals for medians and other position measures", Journal
// of the American Statistical Association 47, 1952).
func (g groupedOutcomes) around(values ordered, p, reach float64) (i Interval) {
	at := quantile(values, p)
	off := errorOfPart(g.values, g.sampling, func(v float64) bool { return v <= at })
	off = float64(reach * max(off, 1/float64(len(g.values))))
	if p > off {
		low := quantile(values, p-off)
		i.Low = &low
	}
	if p+off < 1 {
		high := quantile(values, p+off)
		i.High = &high
	}
	return i
}

// errorOfQuantile is the standard error of the p quantile: a quarter of how far apart the quantiles are two errors below and
// above it, or the outermost values where there are too few paths for these.
func (g groupedOutcomes) errorOfQuantile(values ordered, p float64) float64 {
	low, high := values.at(0), values.at(values.len()-1)
	i := g.around(values, p, 2)
	if i.Low != nil {
		low = *i.Low
	}
	if i.High != nil {
		high = *i.High
	}
	return (high - low) / 4
}

// errorOfTailMean is the standard error of the mean of the worst twentieth. That mean is the quantile where the tail begins
// and the mean of what goes beyond it over the tail's part; to first order the quantile's own error cancels out, so that
// what goes beyond tells the whole error (B. J. Manistre and G. H. Hancock, "Variance of the CTE estimator", North American
// Actuarial Journal 9, 2005).
func (g groupedOutcomes) errorOfTailMean(values ordered, lowIsBad bool) float64 {
	n := len(g.values)
	worst := max(n/tailPart, 1)
	beyond := make([]float64, n)
	for k, v := range g.values {
		if lowIsBad {
			beyond[k] = max(values.at(worst-1)-v, 0)
		} else {
			beyond[k] = max(v-values.at(n-worst), 0)
		}
	}
	_, standardError := meanWithError(beyond, g.sampling)
	return standardError * float64(n) / float64(worst)
}

// probabilityOf returns the part of the paths on which an event occurred, with a 95% interval: after Wilson, of as many
// independent paths as would give the same standard error.
func probabilityOf(occurred []bool, sampling string) (part, low, high float64) {
	yes := make([]float64, len(occurred))
	for k, is := range occurred {
		if is {
			yes[k] = 1
		}
	}
	part, standardError := meanWithError(yes, sampling)
	low, high = wilson(part, effectivePaths(part, standardError, len(yes), sampling), Reach95(sampling))
	return part, low, high
}

// effectivePaths is how many independent paths would give a probability the standard error that it has. Where the sample
// shows no error, it counts as its paths, or as its pairs, which may be alike.
func effectivePaths(part, standardError float64, paths int, sampling string) float64 {
	switch {
	case sampling == model.SamplingPseudoRandom:
		return float64(paths)
	case standardError > 0:
		return float64(part*(1-part)) / float64(standardError*standardError)
	case sampling == model.SamplingAntithetic:
		return float64((paths + 1) / 2)
	}
	return float64(paths)
}
