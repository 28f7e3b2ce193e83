package sim

import "math"

// Every statistic depends on the paths only, never on who ran them or when: sums run over values in their own order or are
// exact, and counts are whole numbers.

const (
	histogramBins = 30
	tailPart      = 20   // the tail mean is over the worst 1 in 20
	normal95      = 1.96 // the normal quantile of a two-sided 95% interval
)

// publishedPercents are the percentiles that are published, with their intervals.
var publishedPercents = [...]int{1, 5, 25, 50, 75, 95, 99}

// percentileRanks are the ranks of the intervals of publishedPercents among n values.
func percentileRanks(n int) (all [len(publishedPercents)]quantileRanks) {
	for i, percent := range publishedPercents {
		all[i] = ranksOf(n, float64(percent)/100)
	}
	return all
}

// summarise describes the distribution of one metric, and returns its values in order.
func summarise(o outcomes, ranks [len(publishedPercents)]quantileRanks, lowIsBad bool, by *sorter) (MetricSummary, ordered) {
	var s MetricSummary
	s.Mean, s.StandardError = o.mean()
	values := o.sorted(by)
	s.Min, s.Max, s.Histogram = values.at(0), values.at(values.len()-1), histogram(values)
	for i, into := range []*float64{&s.P1, &s.P5, &s.P25, &s.P50, &s.P75, &s.P95, &s.P99} {
		*into = quantile(values, float64(publishedPercents[i])/100)
		s.Intervals[i] = quantileInterval(values, ranks[i])
	}
	s.TailMean95, s.TailError = tailMean(values, lowIsBad)
	if grouped, ok := o.(groupedOutcomes); ok {
		grouped.errors(&s, values, lowIsBad)
	}
	return s, values
}

// tailMean is the mean of the worst twentieth of the values, of at least one: the highest, or the lowest where low is bad;
// with its standard error, which counts both how far the tail spreads and how uncertain it is where the tail begins
// (B. J. Manistre and G. H. Hancock, "Variance of the CTE estimator", North American Actuarial Journal 9, 2005: the variance
// in the tail plus a x (tail mean - quantile)^2, over the number of values in the tail, a being the part outside it).
func tailMean(values ordered, lowIsBad bool) (mean float64, standardError *float64) {
	n := values.len()
	worst := max(n/tailPart, 1)
	from, edge := n-worst, n-worst
	if lowIsBad {
		from, edge = 0, worst-1
	}
	mean, deviation := values.spread(from, from+worst)
	if worst < 2 {
		return mean, nil
	}
	outside := 1 - float64(worst)/float64(n)
	beyond := mean - values.at(edge)
	variance := float64(deviation*deviation) + float64(outside*float64(beyond*beyond))
	e := math.Sqrt(variance / float64(worst))
	return mean, &e
}

// errorOfMean is the standard error of the mean of n independent values.
func errorOfMean(deviation float64, n int) float64 { return deviation / math.Sqrt(float64(n)) }

// meanAndDeviation returns the mean of values and the standard deviation of the population that they are drawn from
// (divided by n - 1). Both come from sums about the first value, so that values which all agree have no deviation; every
// fourth value goes into the same sum.
func meanAndDeviation(values []float64) (mean, deviation float64) {
	base := values[0]
	var offs, squares [4]float64
	rest := values
	for ; len(rest) >= 4; rest = rest[4:] {
		a, b, c, d := rest[0]-base, rest[1]-base, rest[2]-base, rest[3]-base
		offs[0] += a
		offs[1] += b
		offs[2] += c
		offs[3] += d
		squares[0] += float64(a * a)
		squares[1] += float64(b * b)
		squares[2] += float64(c * c)
		squares[3] += float64(d * d)
	}
	for _, v := range rest {
		off := v - base
		offs[0] += off
		squares[0] += float64(off * off)
	}
	return meanOf(base, offs[0]+offs[1]+(offs[2]+offs[3]), squares[0]+squares[1]+(squares[2]+squares[3]), len(values))
}

// meanOf is the mean and the deviation from the sums of how far n values are off a base, and of its squares.
func meanOf(base, offs, squares float64, n int) (mean, deviation float64) {
	if n < 2 {
		return base, 0
	}
	off := offs / float64(n)
	variance := (squares - float64(offs*off)) / float64(n-1)
	return base + off, math.Sqrt(max(variance, 0))
}

// histogram counts values in bins of one width, the last of which includes its upper edge. Values that all agree have none.
func histogram(values ordered) []Bin {
	low, high := values.at(0), values.at(values.len()-1)
	if low == high {
		return nil
	}
	bins := make([]Bin, histogramBins)
	for i := range bins {
		bins[i].From = low + float64(float64(i)/histogramBins*(high-low))
	}
	for i, from := 0, 0; i < len(bins); i++ {
		to := values.len()
		if i+1 < len(bins) {
			to = values.below(bins[i+1].From)
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
	part = float64(hits) / float64(n)
	low, high = wilson(part, float64(n), normal95)
	return part, low, high
}

// wilson is the interval of a probability of which so many independent paths show a part, reaching so many standard errors.
func wilson(part, paths, reach float64) (low, high float64) {
	square := float64(reach * reach)
	middle := (part + square/(2*paths)) / (1 + square/paths)
	half := float64(reach / (1 + square/paths) * math.Sqrt(float64(part*(1-part))/paths+square/(4*paths*paths)))
	low, high = max(middle-half, 0), min(middle+half, 1)
	switch part {
	case 0:
		low = 0
	case 1:
		high = 1
	}
	return low, high
}

// convergencePoints is about how many points a convergence has, and into how many parts the paths are divided.
const convergencePoints = 20

// partFrom is the first path of one of the parts.
func partFrom(part, paths int) int { return paths * part / convergencePoints }
