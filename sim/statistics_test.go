package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"scenarios/model"
)

func TestSortValues(t *testing.T) {
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
		if sortValues(values); !slices.Equal(values, want) {
			t.Errorf("%d values are not in order", n)
		}
	}
}

// The quantiles are those of a spreadsheet's PERCENTILE.
func TestQuantile(t *testing.T) {
	five := []float64{1, 2, 4, 8, 16}
	for _, c := range []struct{ p, want float64 }{{0, 1}, {0.05, 1.2}, {0.25, 2}, {0.4, 3.2}, {0.5, 4}, {0.99, 15.68}, {1, 16}} {
		if got := quantile(five, c.p); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("quantile %v of %v is %v, want %v", c.p, five, got, c.want)
		}
	}
	if got := quantile([]float64{7}, 0.3); got != 7 {
		t.Errorf("the quantile of one value is %v", got)
	}
}

func TestSummarise(t *testing.T) {
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64((i*37)%100 + 1) // 1 to 100 in disorder
	}
	s := summarise(slices.Clone(values), false)
	if s.Mean != 50.5 || math.Abs(s.StandardError-2.901149197588202) > 1e-12 || s.Min != 1 || s.Max != 100 || s.P50 != 50.5 || math.Abs(s.P95-95.05) > 1e-12 {
		t.Errorf("%+v", s)
	}
	if low := summarise(slices.Clone(values), true); s.TailMean95 != 98 || low.TailMean95 != 3 {
		t.Errorf("tail means %v and %v, want the five highest, 98, and the five lowest, 3", s.TailMean95, low.TailMean95)
	}
	count := 0
	for _, b := range s.Histogram {
		count += b.Count
	}
	if len(s.Histogram) != histogramBins || count != 100 || s.Histogram[histogramBins-1].Count < 3 || s.Histogram[0].From != 1 {
		t.Errorf("histogram %v", s.Histogram)
	}
	same := summarise([]float64{0.1, 0.1, 0.1}, false)
	if same.Mean != 0.1 || same.StandardError != 0 || same.TailMean95 != 0.1 || same.Histogram != nil {
		t.Errorf("of equal values: %+v", same)
	}
}

// A small spread on a large level must not drown in rounding, and order must not matter.
func TestMeanIsExactAndWithoutOrder(t *testing.T) {
	values := make([]float64, 10_000)
	for i := range values {
		values[i] = 1e12 + float64(i%2)
	}
	mean, deviation := meanAndDeviation(values)
	if mean != 1e12+0.5 || math.Abs(deviation-0.500025001875156) > 1e-12 {
		t.Errorf("mean %v, deviation %.15f", mean, deviation)
	}
	draws := rand.New(rand.NewPCG(3, 4))
	for i := range values {
		values[i] = draws.ExpFloat64()
	}
	first := summarise(slices.Clone(values), false)
	slices.Reverse(values)
	if second := summarise(values, false); first.Mean != second.Mean || first.StandardError != second.StandardError {
		t.Error("another order gives other bits")
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

func TestMedianDate(t *testing.T) {
	if got := medianDate(nil); got != model.NoDate {
		t.Error(got)
	}
	if got := medianDate([]model.Date{30, 10, 20, 40}); got != 20 {
		t.Errorf("%d, want the day by which half have passed", got)
	}
}

func TestConvergence(t *testing.T) {
	values := make([]float64, 1000)
	for i := range values {
		values[i] = float64(i)
	}
	points := convergence(values)
	if len(points) != convergencePoints || points[0].Paths != 50 || points[0].Mean != 24.5 || points[19].Paths != 1000 || points[19].Mean != 499.5 {
		t.Errorf("%+v", points)
	}
	if got := convergence(values[:3]); len(got) != 2 || got[1].Paths != 3 {
		t.Errorf("of three paths: %+v", got)
	}
}

// A tally comes within 0.2% of the exact quantiles, is exact where values agree, and does not depend on who counted what.
func TestTally(t *testing.T) {
	draws := rand.New(rand.NewPCG(5, 6))
	values := make([]float64, 30_000)
	var whole tally
	var parts [3]tally
	for i := range values {
		switch values[i] = 1e5 * math.Exp(draws.NormFloat64()); {
		case i%10 == 0:
			values[i] = 0
		case i%10 == 1:
			values[i] = -values[i]
		}
		whole.add(values[i])
		parts[i%7%3].add(values[i])
	}
	parts[2].merge(&parts[0])
	parts[2].merge(&parts[1])
	slices.Sort(values)
	levels := []float64{0.05, 0.15, 0.25, 0.5, 0.75, 0.95}
	got, merged := whole.quantiles(levels...), parts[2].quantiles(levels...)
	for i, p := range levels {
		if want := quantile(values, p); math.Abs(got[i]-want) > 0.003*math.Abs(want) {
			t.Errorf("quantile %v is %v, want %v", p, got[i], want)
		}
	}
	if !slices.Equal(got, merged) {
		t.Errorf("in one tally %v, in three %v", got, merged)
	}
	var same tally
	for range 9 {
		same.add(17_000_000)
	}
	if q := same.quantiles(0.05, 0.95); q[0] != 17_000_000 || q[1] != 17_000_000 {
		t.Error(q)
	}
}
