package sim

import (
	"math"
	"slices"
	"testing"

	"scenarios/model"
	"scenarios/model/longtest"
)

// payoffs are figures of a small simulation of half a year: the last close, how much the lowest 5-day average falls short of
// a level, and whether the close was ever below another.
func payoffs(g *gbm, closes []int64, k int) (last, short float64, below bool) {
	g.path(k, closes)
	lowest, sum := math.Inf(1), 0.0
	for day, c := range closes {
		price := float64(c) * 1e-6
		if sum += price; day >= 5 {
			sum -= float64(closes[day-5]) * 1e-6
			lowest = min(lowest, sum/5)
		}
		if price < 6 {
			below = true
		}
	}
	return float64(closes[len(closes)-1]) * 1e-6, max(8-lowest, 0), below
}

// An estimate and the standard error that comes with it, of one repetition.
type estimated struct{ estimate, standardError float64 }

// repeated runs the small simulation with so many seeds, and returns the estimates of its figures: means, a median and a
// tail mean of the shortfall, and a probability, whose error is that of its interval.
func repeated(sampling string, repetitions, paths int) map[string][]estimated {
	const days = 128
	all := map[string][]estimated{}
	add := func(name string, estimate, e float64) { all[name] = append(all[name], estimated{estimate, e}) }
	closes, values, below := make([]int64, days), [2][]float64{make([]float64, paths), make([]float64, paths)}, make([]bool, paths)
	for seed := range repetitions {
		s := wireOneProcess()
		s.Seed, s.Sampling = uint64(1000+seed), sampling
		g := newGBM(s, days, noSplits)
		for k := range paths {
			values[0][k], values[1][k], below[k] = payoffs(g, closes, k)
		}
		for i, name := range []string{"last close", "shortfall"} {
			mean, e := meanWithError(values[i], sampling)
			add(name, mean, e)
		}
		part, low, high := probabilityOf(below, sampling)
		add("probability", part, (high-low)/2/Reach95(sampling))
		shortfall := groupedOutcomes{values[1], sampling}
		sorted := shortfall.sorted(&sorter{})
		add("median shortfall", quantile(sorted, 0.5), shortfall.errorOfQuantile(sorted, 0.5))
		tail, _ := tailMean(sorted, false)
		add("tail shortfall", tail, shortfall.errorOfTailMean(sorted, false))
		mean, plain := meanWithError(values[0], model.SamplingPseudoRandom)
		add("last close, plain formula", mean, plain)
	}
	return all
}

// errorRatio is the deviation of the estimates over the root of the mean square of their standard errors.
func errorRatio(all []estimated) float64 {
	estimates, squares := make([]float64, len(all)), 0.0
	for i, e := range all {
		estimates[i] = e.estimate
		squares += e.standardError * e.standardError
	}
	_, deviation := meanAndDeviation(estimates)
	return deviation / math.Sqrt(squares/float64(len(all)))
}

// TestErrorOfTheError repeats a small simulation with 200 seeds and holds how far its estimates really vary against the
// standard errors that they come with, under each sampling. Of 200 repetitions a deviation is known to one part in
// sqrt(2 x 199), 5.0%; the standard errors, of 16 randomisations each, average out to 1.3%: four such errors allow 20%, and a
// fifth is asked for. Statistics that are only smooth in the large, a median, a tail and a probability, get 25%.
// The plain formula under another sampling than the pseudo-random one is caught.
func TestErrorOfTheError(t *testing.T) {
	repetitions, paths := longtest.Count(200, 800), longtest.Count(512, 4096)
	scale := math.Sqrt(float64(repetitions) / 200)
	for _, sampling := range samplings {
		all := repeated(sampling, repetitions, paths)
		for name, allowed := range map[string]float64{"last close": 0.20, "shortfall": 0.20, "probability": 0.25, "median shortfall": 0.25, "tail shortfall": 0.25} {
			ratio := errorRatio(all[name])
			t.Logf("%s, %s: true error %.3f of the one stated", sampling, name, ratio)
			if math.Abs(ratio-1) > allowed/scale {
				t.Errorf("%s, %s: the estimates vary %.3f times as much as their standard errors say", sampling, name, ratio)
			}
		}
		plain := errorRatio(all["last close, plain formula"])
		t.Logf("%s, last close: true error %.3f of the plain formula's", sampling, plain)
		if caught := math.Abs(plain-1) > 0.20/scale; caught != (sampling != model.SamplingPseudoRandom) {
			t.Errorf("%s: the plain formula gives a ratio of %.3f", sampling, plain)
		}
	}
}

func meanError(values []float64, sampling string) float64 {
	_, standardError := meanWithError(values, sampling)
	return standardError
}

// Groups that repeat one value have its error, whatever their number says; an odd last path is a group of its own.
func TestErrorByGroups(t *testing.T) {
	singles := []float64{3, 1, 4, 1, 5, 9, 2, 6}
	var doubled []float64
	for _, v := range singles {
		doubled = append(doubled, v, v)
	}
	_, deviation := meanAndDeviation(singles)
	want := deviation / math.Sqrt(8)
	if got := meanError(doubled, model.SamplingAntithetic); math.Abs(got-want) > 1e-12 {
		t.Errorf("pairs of equals: %v, want %v", got, want)
	}
	if got := meanError(singles, model.SamplingPseudoRandom); math.Abs(got-want) > 1e-12 {
		t.Errorf("singles: %v, want %v", got, want)
	}
	// Randomisations 0 to 15 with means 0 to 15, three paths each and a fourth of the first two.
	var dealt []float64
	for k := range 50 {
		dealt = append(dealt, float64(k%replicates))
	}
	mean, squares := 7.22, 0.0 // 361 / 50
	for r := range replicates {
		size := 3.0
		if r < 2 {
			size = 4
		}
		squares += math.Pow(size*(float64(r)-mean), 2)
	}
	if got, want := meanError(dealt, model.SamplingSobol), math.Sqrt(squares*16/15)/50; math.Abs(got-want) > 1e-12 {
		t.Errorf("randomisations: %v, want %v", got, want)
	}
	// Pairs whose members cancel, and a single path: all that is uncertain is the last.
	if got, want := meanError([]float64{-1, 1, 2, -2, 6}, model.SamplingAntithetic), math.Sqrt((2*2.4*2.4+4.8*4.8)*3/2)/5; math.Abs(got-want) > 1e-12 {
		t.Errorf("an odd last path: %v, want %v", got, want)
	}
	for _, sampling := range samplings {
		if got := meanError([]float64{0.1, 0.1, 0.1}, sampling); got != 0 {
			t.Errorf("%s: equal values have an error of %v", sampling, got)
		}
	}
}

// Where no path has an event, its interval still has a width, and a Sobol sample's is as wide as its own error asks for.
func TestProbabilityIntervals(t *testing.T) {
	for _, sampling := range samplings {
		if part, low, high := probabilityOf(make([]bool, 1000), sampling); part != 0 || low != 0 || high < 0.0038 || high > 0.0077 {
			t.Errorf("%s: none of 1000: %v to %v", sampling, low, high)
		}
	}
	occurred := make([]bool, 1600)
	for k := range occurred {
		occurred[k] = k%replicates < 8 // eight randomisations have the event always, eight never
	}
	if part, low, high := probabilityOf(occurred, model.SamplingSobol); part != 0.5 || low > 0.28 || high < 0.72 {
		t.Errorf("randomisations that contradict each other: %v to %v", low, high)
	}
}

// What is published under a sampling with groups has the errors of the groups: the interval of the median of values that agree
// within each randomisation is as wide as sixteen values make it.
func TestGroupedErrorsArePublished(t *testing.T) {
	const n = 3200
	values := make([]float64, n)
	for k := range values {
		values[k] = float64(k % replicates)
	}
	grouped, _ := summarise(groupedOutcomes{values, model.SamplingSobol}, percentileRanks(n), false, &sorter{})
	median := grouped.Intervals[3]
	if grouped.Mean != 7.5 || grouped.StandardError < 1 || *median.Low > 4 || *median.High < 11 || grouped.TailError == nil {
		t.Errorf("%+v, median from %v to %v", grouped, *median.Low, *median.High)
	}
	single, _ := summarise(keptOutcomes(slices.Clone(values)), percentileRanks(n), false, &sorter{})
	if single.Mean != 7.5 || single.StandardError > 0.1 || *single.Intervals[3].High-*single.Intervals[3].Low > 1 {
		t.Errorf("as independent paths: %+v", single)
	}
	if points := (groupedOutcomes{values, model.SamplingSobol}).convergence(); len(points) != convergencePoints || points[19].StandardError != grouped.StandardError {
		t.Errorf("convergence %+v", points)
	}
}
