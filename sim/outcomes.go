package sim

import "scenarios/model"

// mostKept is up to how many paths of a scenario every outcome is kept, so that its quantiles are exact. Of more paths, a
// metric's outcomes are counted in bins.
const mostKept = model.MostKeptPaths

// outcomeBits gives the bins of outcomes a width of at most 2^-12 of the outcome, 0.024%; seriesBits those of month ends
// 2^-9, 0.2%: there are many of them, and they are drawn rather than quoted.
const (
	outcomeBits = 12
	seriesBits  = 9
)

// BinWidth is how wide the bins of outcomes are at most, as a part of the outcome.
const BinWidth = 1.0 / (1 << outcomeBits)

// outcomes are one metric's values on all paths.
type outcomes interface {
	// mean is their mean with its standard error.
	mean() (mean, standardError float64)
	// convergence is the mean over the first paths, as their number grows to all of them in equal steps.
	convergence() []ConvergencePoint
	// sorted gives up the order of the paths.
	sorted(s *sorter) ordered
}

// keptOutcomes are every path's value, by path.
type keptOutcomes []float64

func (k keptOutcomes) mean() (mean, standardError float64) {
	mean, deviation := meanAndDeviation(k)
	return mean, errorOfMean(deviation, len(k))
}

func (k keptOutcomes) convergence() []ConvergencePoint {
	var points []ConvergencePoint
	for part := range convergencePoints {
		n := partFrom(part+1, len(k))
		if n < 2 || n == partFrom(part, len(k)) {
			continue
		}
		mean, standardError := k[:n].mean()
		points = append(points, ConvergencePoint{Paths: n, Mean: mean, StandardError: standardError})
	}
	return points
}

func (k keptOutcomes) sorted(s *sorter) ordered {
	s.sort(k)
	return sortedValues(k)
}

// countedOutcomes are the outcomes of one metric on more paths than are kept: how many fall in each bin, and their exact
// sums over each part of the paths.
type countedOutcomes struct {
	bins  tally
	parts [convergencePoints]moments
}

// add counts the outcomes of consecutive paths, the first of which is path from of so many.
func (c *countedOutcomes) add(from int, values []float64, paths int) {
	c.bins.add(values)
	for part := 0; part < convergencePoints && len(values) > 0; part++ {
		n := min(max(partFrom(part+1, paths)-from, 0), len(values))
		c.parts[part].add(values[:n])
		values, from = values[n:], from+n
	}
}

// merge adds what another worker counted.
func (c *countedOutcomes) merge(other *countedOutcomes) {
	c.bins.merge(&other.bins)
	for part := range c.parts {
		c.parts[part].merge(&other.parts[part])
	}
}

func (c *countedOutcomes) mean() (mean, standardError float64) {
	var sum moments
	for part := range c.parts {
		sum.merge(&c.parts[part])
	}
	return sum.mean(), errorOfMean(sum.deviation(), int(sum.count))
}

func (c *countedOutcomes) convergence() []ConvergencePoint {
	var points []ConvergencePoint
	var sum moments
	for part := range c.parts {
		sum.merge(&c.parts[part])
		n := int(sum.count)
		points = append(points, ConvergencePoint{Paths: n, Mean: sum.mean(), StandardError: errorOfMean(sum.deviation(), n)})
	}
	return points
}

func (c *countedOutcomes) sorted(*sorter) ordered { return c.bins.sorted() }
