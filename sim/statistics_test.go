package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"scenarios/model"
)

func TestSort(t *testing.T) {
	by := &sorter{}
	draws := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 500, radixFrom, 20_000} {
		values := make([]float64, n)
		for i := range values {
			switch i % 4 {
			case 0:
				values[i] = draws.NormFloat64() * math.Pow(10, float64(draws.IntN(30)-15))
			case 1:
				values[i] = float64(draws.IntN(1_000_000))
			case 2:
				values[i] = -float64(draws.IntN(3))
			}
		}
		want := slices.Clone(values)
		slices.Sort(want)
		if by.sort(values); !slices.Equal(values, want) {
			t.Errorf("%d values are not in order", n)
		}
	}
}

// The quantiles are those of a spreadsheet's PERCENTILE.
func TestQuantile(t *testing.T) {
	five := sortedValues{1, 2, 4, 8, 16}
	for _, c := range []struct{ p, want float64 }{{0, 1}, {0.05, 1.2}, {0.25, 2}, {0.4, 3.2}, {0.5, 4}, {0.99, 15.68}, {1, 16}} {
		if got := quantile(five, c.p); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("quantile %v of %v is %v, want %v", c.p, five, got, c.want)
		}
	}
	if got := quantile(sortedValues{7}, 0.3); got != 7 {
		t.Errorf("the quantile of one value is %v", got)
	}
}

func summaryOf(values []float64, lowIsBad bool) MetricSummary {
	s, _ := summarise(keptOutcomes(slices.Clone(values)), percentileRanks(len(values)), lowIsBad, &sorter{})
	return s
}

func TestSummarise(t *testing.T) {
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64((i*37)%100 + 1) // 1 to 100 in disorder
	}
	s := summaryOf(values, false)
	if s.Mean != 50.5 || math.Abs(s.StandardError-2.901149197588202) > 1e-12 || s.Min != 1 || s.Max != 100 || s.P50 != 50.5 || math.Abs(s.P95-95.05) > 1e-12 {
		t.Errorf("%+v", s)
	}
	if low := summaryOf(values, true); s.TailMean95 != 98 || low.TailMean95 != 3 {
		t.Errorf("tail means %v and %v, want the five highest, 98, and the five lowest, 3", s.TailMean95, low.TailMean95)
	}
	// The five are 96 to 100: variance 2.5, and their mean is 2 beyond the least of them.
	if want := math.Sqrt((2.5 + 0.95*4) / 5); math.Abs(*s.TailError-want) > 1e-12 {
		t.Errorf("standard error of the tail mean %v, want %v", *s.TailError, want)
	}
	count := 0
	for _, b := range s.Histogram {
		count += b.Count
	}
	if len(s.Histogram) != histogramBins || count != 100 || s.Histogram[histogramBins-1].Count < 3 || s.Histogram[0].From != 1 {
		t.Errorf("histogram %v", s.Histogram)
	}
	same := summaryOf([]float64{0.1, 0.1, 0.1}, false)
	if same.Mean != 0.1 || same.StandardError != 0 || same.TailMean95 != 0.1 || same.TailError != nil || same.Histogram != nil {
		t.Errorf("of equal values: %+v", same)
	}
}

// A small spread on a large level must not drown in rounding, whether values are kept or counted.
func TestSmallSpreadOnALargeLevel(t *testing.T) {
	values := make([]float64, 10_000)
	for i := range values {
		values[i] = 1e12 + float64(i%2)
	}
	var m moments
	m.add(values)
	mean, deviation := meanAndDeviation(values)
	for _, got := range [][2]float64{{mean, deviation}, {m.mean(), m.deviation()}} {
		if got[0] != 1e12+0.5 || math.Abs(got[1]-0.500025001875156) > 1e-12 {
			t.Errorf("mean %v, deviation %.15f", got[0], got[1])
		}
	}
}

// Wilson's own interval for 81 of 263 and for none of 20 (A. Agresti and B. Coull, The American Statistician 52, 1998).
func TestProbability(t *testing.T) {
	for _, c := range []struct {
		hits, n         int
		part, low, high float64
	}{
		{81, 263, 0.3080, 0.2553, 0.3662},
		{0, 20, 0, 0, 0.1611},
		{20, 20, 1, 0.8389, 1},
	} {
		part, low, high := probability(c.hits, c.n)
		if math.Abs(part-c.part) > 5e-5 || math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f, %.4f to %.4f", c.hits, c.n, part, low, high)
		}
	}
}

func TestFirstDays(t *testing.T) {
	r := &model.Resolved{Days: []model.Date{10, 11, 14, 40}}
	f, other := newFirstDays(r), newFirstDays(r)
	if f.quantile(0, 0.5) != model.NoDate {
		t.Error("an event that never occurs has a median day")
	}
	for i, day := range []model.Date{30, 10, 20, 40, model.NoDate} {
		dates := []model.Date{day, model.NoDate}
		if i < 2 {
			f.add(dates)
		} else {
			other.add(dates)
		}
	}
	f.merge(&other)
	p := f.probability(0, 5, []model.Date{10, 25, 40})
	if p.Event != "cap binds" || p.Probability != 0.8 || p.P5Date != 10 || p.MedianDate != 20 || p.P95Date != 30 || !slices.Equal(p.PathsBy, []int{1, 2, 4}) {
		t.Errorf("%+v, want the day by which half of the four have passed, 20", p)
	}
}

func TestConvergence(t *testing.T) {
	values := make([]float64, 1000)
	for i := range values {
		values[i] = float64(i)
	}
	points := keptOutcomes(values).convergence()
	if len(points) != convergencePoints || points[0].Paths != 50 || points[0].Mean != 24.5 || points[19].Paths != 1000 || points[19].Mean != 499.5 {
		t.Errorf("%+v", points)
	}
	if got := keptOutcomes(values[:3]).convergence(); len(got) != 2 || got[1].Paths != 3 {
		t.Errorf("of three paths: %+v", got)
	}
	var counted countedOutcomes
	counted.bins.bits = outcomeBits
	for from := 0; from < 1000; from += 77 {
		counted.add(from, values[from:min(from+77, 1000)], 1000)
	}
	for i, p := range counted.convergence() {
		if w := points[i]; p.Paths != w.Paths || p.Mean != w.Mean || math.Abs(p.StandardError/w.StandardError-1) > 1e-12 {
			t.Errorf("counted %+v, kept %+v", p, w)
		}
	}
}
