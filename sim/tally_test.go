package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A tally comes within the width of its bins of the exact figures, is exact where values agree, and does not depend on who
// counted what.
func TestTally(t *testing.T) {
	const bits = 9
	draws := rand.New(rand.NewPCG(5, 6))
	values := make([]float64, 30_000)
	whole, parts := tally{bits: bits}, [3]tally{{bits: bits}, {bits: bits}, {bits: bits}}
	for i := range values {
		switch values[i] = 1e5 * math.Exp(draws.NormFloat64()); {
		case i%10 == 0:
			values[i] = 0
		case i%10 == 1:
			values[i] = -values[i]
		}
		parts[i%7%3].add(values[i : i+1])
	}
	whole.add(values)
	parts[2].merge(&parts[0])
	parts[2].merge(&parts[1])
	exact := slices.Sorted(slices.Values(values))
	got := whole.sorted()
	if !slices.Equal(got, parts[2].sorted()) {
		t.Error("one tally and three that are added up differ")
	}
	if got.len() != len(exact) {
		t.Fatalf("%d values, want %d", got.len(), len(exact))
	}
	for place, want := range exact {
		if v := got.at(place); math.Abs(v-want) > math.Abs(want)/(1<<bits) {
			t.Fatalf("value %d is %v, exactly %v", place, v, want)
		}
	}
	for _, v := range []float64{-1e9, -2e5, 0, 1e-9, 1e5, 1e9} {
		near := sortedValues(exact)
		least, most := near.below(v-math.Abs(v)/(1<<bits)), near.below(v+math.Abs(v)/(1<<bits))
		if n := got.below(v); n < least || n > most {
			t.Errorf("%d values below %v, want %d to %d", n, v, least, most)
		}
	}
	for _, c := range [][2]int{{0, 1500}, {28_500, 30_000}, {7, 8}} {
		mean, deviation := got.spread(c[0], c[1])
		exactMean, exactDeviation := meanAndDeviation(exact[c[0]:c[1]])
		if math.Abs(mean/exactMean-1) > 1e-3 || math.Abs(deviation-exactDeviation) > 1e-3*exactDeviation {
			t.Errorf("values %v: mean %v and deviation %v, exactly %v and %v", c, mean, deviation, exactMean, exactDeviation)
		}
	}
	same := tally{bits: bits}
	same.add(slices.Repeat([]float64{17_000_001}, 9))
	if q := same.sorted(); quantile(q, 0.05) != 17_000_001 || quantile(q, 0.95) != 17_000_001 {
		t.Error(q)
	}
}
