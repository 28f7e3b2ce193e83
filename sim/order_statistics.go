package sim

import (
	"slices"
	"sort"
)

// ordered is the values of one metric in ascending order, as far as they are known. Places are counted from 0.
type ordered interface {
	len() int
	at(place int) float64
	// below counts the values that are less than v.
	below(v float64) int
	// spread is the mean and the standard deviation of the values at the places from up to, and without, to.
	spread(from, to int) (mean, deviation float64)
}

// sortedValues are values in ascending order, each of which is known.
type sortedValues []float64

func (s sortedValues) len() int             { return len(s) }
func (s sortedValues) at(place int) float64 { return s[place] }
func (s sortedValues) below(v float64) int  { return sort.SearchFloat64s(s, v) }
func (s sortedValues) spread(from, to int) (mean, deviation float64) {
	return meanAndDeviation(s[from:to])
}

// quantile returns the p quantile as a spreadsheet's PERCENTILE does: between the two values around place p (n - 1), in
// proportion (type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50,
// 1996).
func quantile(values ordered, p float64) float64 {
	place, last := float64(p*float64(values.len()-1)), values.len()-1
	below := int(place)
	if below >= last {
		return values.at(last)
	}
	low, high := values.at(below), values.at(below+1)
	return low + float64((place-float64(below))*(high-low))
}

// quantileInterval reads the interval of a quantile off two of the values, whatever their distribution: the values at the
// places that quantileRanks gives.
func quantileInterval(values ordered, ranks quantileRanks) Interval {
	var i Interval
	if ranks.low > 0 {
		low := values.at(ranks.low - 1)
		i.Low = &low
	}
	if ranks.high <= values.len() {
		high := values.at(ranks.high - 1)
		i.High = &high
	}
	return i
}

// quantileRanks are the ranks, counted from 1, of the two values between which a quantile lies with a confidence of at least
// 95%; 0, or one more than there are values, where there is no such value.
type quantileRanks struct{ low, high int }

// ranksOf finds the ranks for the p quantile of n independent values. The number of values up to the quantile is binomial,
// and each rank leaves at most 2.5% to its side (H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition, 2003, section
// 7.1).
func ranksOf(n int, p float64) quantileRanks {
	const side = 0.025
	first, chances := binomialChances(n, p)
	r := quantileRanks{0, n + 1}
	below, above := 0.0, 0.0
	for i, c := range chances { // the highest rank that more than so many values stand below
		if below += c; below > side {
			break
		}
		r.low = first + i + 1
	}
	for i := len(chances) - 1; i >= 0; i-- {
		if above += chances[i]; above > side {
			break
		}
		r.high = first + i
	}
	return r
}

// binomialChances are the probabilities of so many successes of n, from the first number on that has one worth adding. They
// are built up from the likeliest number by the ratio of neighbours, which takes no logarithm and is the same everywhere.
func binomialChances(n int, p float64) (first int, chances []float64) {
	const negligible = 1e-18 // beside the likeliest
	mode := min(int(float64(n+1)*p), n)
	sum := 1.0
	for k, c := mode, 1.0; k > 0 && c > negligible; k-- {
		c = float64(c * (float64(k) / float64(n-k+1) * ((1 - p) / p)))
		chances = append(chances, c)
		sum += c
	}
	first = mode - len(chances)
	slices.Reverse(chances)
	chances = append(chances, 1)
	for k, c := mode, 1.0; k < n && c > negligible; k++ {
		c = float64(c * (float64(n-k) / float64(k+1) * (p / (1 - p))))
		chances = append(chances, c)
		sum += c
	}
	for i := range chances {
		chances[i] /= sum
	}
	return first, chances
}
