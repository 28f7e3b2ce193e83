package sim

import (
	"math"
	"slices"
	"testing"

	"scenarios/model"
)

// What holds for every process. A path drawn alone, out of order and by another generator is the same path.
func TestOnePathAgain(t *testing.T) {
	for _, name := range processNames {
		s := processOf(name)
		p := pathsOf(s, 100)
		block := make([][]int64, 40)
		for k := range block {
			block[k] = make([]int64, 100)
			p.path(k, block[k])
		}
		for _, k := range []int{39, 0, 17} {
			alone := make([]int64, 100)
			pathsOf(s, 100).path(k, alone)
			if !slices.Equal(alone, block[k]) {
				t.Errorf("%s: path %d alone differs", name, k)
			}
		}
		longer := make([]int64, 300)
		pathsOf(s, 300).path(17, longer)
		if !slices.Equal(longer[:100], block[17]) {
			t.Errorf("%s: a longer path begins otherwise", name)
		}
		if slices.Equal(block[0], block[1]) {
			t.Errorf("%s: two paths are the same", name)
		}
	}
}

func TestClosesAreTicksAndFollowSplits(t *testing.T) {
	for _, name := range processNames {
		s := processOf(name)
		s.TickMicros = 10_000
		plain, split := make([]int64, 60), make([]int64, 60)
		pathsOf(s, 60).path(1, plain)
		newProcess(s, 60, pastForTests(), func(day int) (int64, int64) {
			switch day {
			case 20:
				return 2, 1
			case 40:
				return 1, 10
			}
			return 1, 1
		}).path(1, split)
		for day := range plain {
			want := float64(plain[day])
			switch {
			case day >= 40:
				want *= 5
			case day >= 20:
				want /= 2
			}
			if split[day]%10_000 != 0 || math.Abs(float64(split[day])-want) > 30_000 {
				t.Errorf("%s, day %d: %d, want about %.0f in whole ticks", name, day, split[day], want)
			}
		}
	}
}

func TestClosesStayInRange(t *testing.T) {
	for _, name := range processNames {
		s := processOf(name)
		s.DaysPerYear, s.Volatility = 1, 10
		s.VarianceSpeed, s.VarianceVolatility = 0.5, 0.25 // the most that a year of one day allows
		closes := make([]int64, 2000)
		for _, drift := range []float64{-10, 60} {
			s.Drift = drift
			pathsOf(s, len(closes)).path(0, closes)
			if slices.Min(closes) < s.TickMicros || slices.Max(closes) > highestClose {
				t.Errorf("%s, drift %v: closes from %d to %d", name, drift, slices.Min(closes), slices.Max(closes))
			}
		}
		if name == model.ProcessGBM && closes[len(closes)-1] != highestClose {
			t.Errorf("ends at %d", closes[len(closes)-1])
		}
	}
}

// A start price below a tick or above the highest close leads to the bound on its own side, also where moves of the other
// sign do not reach the range.
func TestClosesStartOutOfRange(t *testing.T) {
	s := processOf(model.ProcessGBM)
	s.StartMicros, s.TickMicros = 100, 10_000
	closes := make([]int64, 100)
	for k := range 20 {
		newGBM(s, len(closes), noSplits).path(k, closes)
		if slices.Max(closes) != s.TickMicros {
			t.Fatalf("path %d, from a hundredth of a tick: closes from %d to %d", k, slices.Min(closes), slices.Max(closes))
		}
		newGBM(s, len(closes), func(day int) (int64, int64) { return 1, 1_000_000_000_000_000_000 }).path(k, closes)
		if slices.Min(closes) != highestClose {
			t.Fatalf("path %d, from far above: closes from %d to %d", k, slices.Min(closes), slices.Max(closes))
		}
	}
}

// Without volatility and drift nothing moves.
func TestZeroVolatility(t *testing.T) {
	for _, name := range []string{model.ProcessGBM, model.ProcessMerton, model.ProcessBootstrap} {
		s := processOf(name)
		s.Drift, s.Volatility, s.JumpsPerYear, s.StartMicros = 0, 0, 0, 2_400_000
		closes := make([]int64, 50)
		pathsOf(s, 50).path(9, closes)
		if slices.Min(closes) != 2_400_000 || slices.Max(closes) != 2_400_000 {
			t.Error(name, closes)
		}
	}
}

// Merton's process without jumps is geometric Brownian motion, bit for bit; with jumps of no size it is too.
func TestMertonWithoutJumps(t *testing.T) {
	s := processOf(model.ProcessMerton)
	plain, closes := make([]int64, 300), make([]int64, 300)
	newGBM(s, 300, noSplits).path(4, plain)
	for _, rate := range []float64{0, 50} {
		s.JumpsPerYear, s.JumpMean, s.JumpDeviation = rate, 0, 0
		newMerton(s, 300, noSplits).path(4, closes)
		if !slices.Equal(closes, plain) {
			t.Errorf("%v jumps of no size change the path", rate)
		}
	}
}
