package sim

import (
	"math"
	"slices"
	"sort"

	"scenarios/model"
)

// Every statistic depends on the values only, never on the order in which paths were run: sums run over sorted values, and
// counts are whole numbers.

const (
	histogramBins = 30
	worstPart     = 20   // the tail mean is over the worst 1 in 20
	normal95      = 1.96 // the normal quantile of a two-sided 95% interval
)

// summarise describes the distribution of one metric, exactly. The values are sorted in place. The tail mean is over the
// worst twentieth, at least one value: the highest, or the lowest where low is bad.
func summarise(values []float64, lowIsBad bool) MetricSummary {
	sortValues(values)
	n := len(values)
	mean, deviation := meanAndDeviation(values)
	s := MetricSummary{
		Mean: mean, StandardError: deviation / math.Sqrt(float64(n)),
		Min: values[0], Max: values[n-1],
		P1: quantile(values, 0.01), P5: quantile(values, 0.05), P25: quantile(values, 0.25), P50: quantile(values, 0.5),
		P75: quantile(values, 0.75), P95: quantile(values, 0.95), P99: quantile(values, 0.99),
		Histogram: histogram(values),
	}
	worst := max(n/worstPart, 1)
	tail := values[n-worst:]
	if lowIsBad {
		tail = values[:worst]
	}
	s.TailMean95, _ = meanAndDeviation(tail)
	return s
}

// meanAndDeviation returns the mean of values and the standard deviation of the population that they are drawn from
// (divided by n - 1). Both come from sums about the first value, so that values which all agree have no deviation.
func meanAndDeviation(values []float64) (mean, deviation float64) {
	var sum, squares compensated
	for _, v := range values {
		off := v - values[0]
		sum.add(off)
		squares.add(float64(off * off))
	}
	n := float64(len(values))
	if len(values) < 2 {
		return values[0], 0
	}
	off := sum.total() / n
	variance := (squares.total() - float64(n*float64(off*off))) / (n - 1)
	return values[0] + off, math.Sqrt(max(variance, 0))
}

// compensated is a sum that carries what each addition rounds off (A. Neumaier, 1974).
type compensated struct{ sum, lost float64 }

func (c *compensated) add(v float64) {
	t := c.sum + v
	if math.Abs(c.sum) >= math.Abs(v) {
		c.lost += (c.sum - t) + v
	} else {
		c.lost += (v - t) + c.sum
	}
	c.sum = t
}

func (c *compensated) total() float64 { return c.sum + c.lost }

// quantile returns the p quantile of sorted values as a spreadsheet's PERCENTILE does: between the two values around place
// p (n - 1), counted from 0, in proportion (type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages",
// The American Statistician 50, 1996).
func quantile(sorted []float64, p float64) float64 {
	place := float64(p * float64(len(sorted)-1))
	below := int(place)
	if below+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	low, high := sorted[below], sorted[below+1]
	return low + float64((place-float64(below))*(high-low))
}

// histogram counts sorted values in bins of one width, the last of which includes its upper edge. Values that all agree
// have none.
func histogram(sorted []float64) []Bin {
	low, high := sorted[0], sorted[len(sorted)-1]
	if low == high {
		return nil
	}
	bins := make([]Bin, histogramBins)
	for i := range bins {
		bins[i].From = low + float64(float64(i)/histogramBins*(high-low))
	}
	for i, from := 0, 0; i < len(bins); i++ {
		to := len(sorted)
		if i+1 < len(bins) {
			to = sort.SearchFloat64s(sorted, bins[i+1].From)
		}
		bins[i].Count = to - from
		from = to
	}
	return bins
}

// probability returns the part of n paths on which an event occurred, with Wilson's 95% interval (E. B. Wilson, Journal of
// the American Statistical Association 22, 1927), which stays inside 0 and 1 and has a width where no path or every path
// has the event.
func probability(hits, n int) (part, low, high float64) {
	paths := float64(n)
	part = float64(hits) / paths
	const square = normal95 * normal95
	middle := (part + square/(2*paths)) / (1 + square/paths)
	half := float64(normal95 / (1 + square/paths) * math.Sqrt(float64(part*(1-part))/paths+square/(4*paths*paths)))
	low, high = max(middle-half, 0), min(middle+half, 1)
	switch hits {
	case 0:
		low = 0
	case n:
		high = 1
	}
	return part, low, high
}

// medianDate returns the day by which half of the dates have passed, and NoDate where there are none. The dates are sorted
// in place.
func medianDate(dates []model.Date) model.Date {
	if len(dates) == 0 {
		return model.NoDate
	}
	slices.Sort(dates)
	return dates[(len(dates)-1)/2]
}

// convergencePoints is about how many points a convergence has.
const convergencePoints = 20

// convergence returns the mean over the first paths, as their number grows to all of them in equal steps. The values stand
// in the order of the paths.
func convergence(values []float64) []ConvergencePoint {
	n := len(values)
	var points []ConvergencePoint
	for i := 1; i <= convergencePoints; i++ {
		paths := n * i / convergencePoints
		if paths < 2 || len(points) > 0 && points[len(points)-1].Paths == paths {
			continue
		}
		mean, deviation := meanAndDeviation(values[:paths])
		points = append(points, ConvergencePoint{Paths: paths, Mean: mean, StandardError: deviation / math.Sqrt(float64(paths))})
	}
	return points
}
