package sim

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The ranks of published tables: 2 and 9 of ten values and 40 and 61 of a hundred for a median; 72 values are the fewest with
// a lower bound of a 5th percentile, 368 of a 1st (0.95^72 and 0.99^368 are the first below 2.5%).
func TestRanks(t *testing.T) {
	for _, c := range []struct {
		n         int
		p         float64
		low, high int
	}{
		{10, 0.5, 2, 9}, {100, 0.5, 40, 61}, {5, 0.5, 0, 6}, {6, 0.5, 1, 6},
		{71, 0.05, 0, 9}, {72, 0.05, 1, 9}, {71, 0.95, 63, 72}, {72, 0.95, 64, 72}, {1, 0.5, 0, 2}, {367, 0.01, 0, 9}, {368, 0.01, 1, 9},
	} {
		if r := ranksOf(c.n, c.p); r != (quantileRanks{c.low, c.high}) {
			t.Errorf("the %v quantile of %d values: ranks %+v, want %d and %d", c.p, c.n, r, c.low, c.high)
		}
	}
	// Of many values the ranks are those of the normal approximation.
	const n, p = 100_000_000, 0.25
	side := 1.959964 * math.Sqrt(n*p*(1-p))
	if r := ranksOf(n, p); math.Abs(float64(r.low)-(n*p-side)) > 3 || math.Abs(float64(r.high)-(n*p+side)) > 3 {
		t.Errorf("ranks %+v, want about %.0f to each side of %.0f", r, side, n*p)
	}
}

// An interval holds the quantile of the population as often as it says, whatever the distribution, and hardly more often;
// one that is too narrow by three values to each side does not.
func TestIntervalsCover(t *testing.T) {
	for scale, draws := range map[int]*rand.Rand{1: rand.New(rand.NewPCG(11, 1)), 4: rand.New(rand.NewPCG(12, 1))} {
		repetitions, n := 1000*scale, 200
		values := make([]float64, n)
		for _, percent := range []int{5, 50, 99} {
			p := float64(percent) / 100
			truth, ranks := -math.Log(1-p), ranksOf(n, p)
			narrow := quantileRanks{ranks.low + 3, ranks.high - 3}
			held, heldNarrow := 0, 0
			for range repetitions {
				for i := range values {
					values[i] = draws.ExpFloat64()
				}
				slices.Sort(values)
				held += holds(quantileInterval(sortedValues(values), ranks), truth)
				heldNarrow += holds(quantileInterval(sortedValues(values), narrow), truth)
			}
			error95 := math.Sqrt(0.95 * 0.05 * float64(repetitions))
			z, zNarrow := (float64(held)-0.95*float64(repetitions))/error95, (float64(heldNarrow)-0.95*float64(repetitions))/error95
			t.Logf("p%d, %d repetitions: held %d times, z %.1f; narrower %d times, z %.1f", percent, repetitions, held, z, heldNarrow, zNarrow)
			if z < -4 || float64(held) > 0.995*float64(repetitions) {
				t.Errorf("p%d: the interval holds the quantile %d times of %d", percent, held, repetitions)
			}
			if zNarrow > -4 {
				t.Errorf("p%d: a narrower interval would pass", percent)
			}
		}
	}
}

func holds(i Interval, v float64) int {
	if (i.Low == nil || *i.Low <= v) && (i.High == nil || *i.High >= v) {
		return 1
	}
	return 0
}

// The standard error of a tail mean is the deviation of tail means over many samples; the error of a plain mean of so many
// values, which forgets that the tail's edge is itself uncertain, is not.
func TestTailErrorIsRight(t *testing.T) {
	for scale, draws := range map[int]*rand.Rand{1: rand.New(rand.NewPCG(13, 1)), 4: rand.New(rand.NewPCG(14, 1))} {
		repetitions, n := 250*scale, 1000
		values := make([]float64, n)
		var means []float64
		estimated, plain := 0.0, 0.0
		for range repetitions {
			for i := range values {
				values[i] = draws.ExpFloat64()
			}
			slices.Sort(values)
			mean, standardError := tailMean(sortedValues(values), false)
			_, deviation := meanAndDeviation(values[n-n/tailPart:])
			means = append(means, mean)
			estimated += *standardError / float64(repetitions)
			plain += errorOfMean(deviation, n/tailPart) / float64(repetitions)
		}
		_, truth := meanAndDeviation(means)
		// A deviation of so many normal values is off by 1 part in sqrt(2 (n - 1)).
		off := 1 / math.Sqrt(float64(2*(repetitions-1)))
		z, zPlain := (estimated/truth-1)/off, (plain/truth-1)/off
		t.Logf("%d repetitions: true error %.4f, estimated %.4f, z %.1f; plain formula %.4f, z %.1f", repetitions, truth, estimated, z, plain, zPlain)
		if math.Abs(z) > 4 {
			t.Errorf("the estimated error is %.4f, the true one %.4f", estimated, truth)
		}
		if zPlain > -4 {
			t.Error("the plain formula would pass")
		}
	}
}
