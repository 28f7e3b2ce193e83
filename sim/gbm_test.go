package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"scenarios/model"
)

func TestExponential(t *testing.T) {
	if exponential(0) != 1 {
		t.Error("e^0 is not 1")
	}
	for x := -700.0; x <= 700; x += 0.01371 {
		got, want := exponential(x), math.Exp(x)
		if math.Abs(got/want-1) > (2+math.Abs(x))*0x1p-52 {
			t.Fatalf("exponential(%v) = %v, want %v", x, got, want)
		}
	}
}

// The bits of draws, variates and closes are part of what a seed means. They hold on every machine.
func TestSeedMeansTheSameForEver(t *testing.T) {
	d := drawsOf(1, pricesStream, 3)
	first, second := d.next(), d.next()
	if got := fmt.Sprintf("%#x %#x", first, second); got != "0xebf4bfba5ac8fe1b 0xe8e28948b1eb6e4f" {
		t.Errorf("draws %s", got)
	}
	z := make([]float64, 100_000)
	normals(drawsOf(1, pricesStream, 3), z)
	sum := uint64(0)
	for _, v := range z {
		sum = sum*31 + math.Float64bits(v)
	}
	if got := fmt.Sprintf("%.17g %#x", z[0], sum); got != "-0.38774862699428914 0x42550fba4cb7e1dd" {
		t.Errorf("variates %s", got)
	}
	closes := make([]int64, benchDays)
	newGBM(wireOneProcess(), benchDays, noSplits).path(3, closes)
	sum = 0
	for _, c := range closes {
		sum = sum*31 + uint64(c)
	}
	if got := fmt.Sprintf("%d %d %#x", closes[0], closes[benchDays-1], sum); got != "7879200 789300 0x10e6a0bc1937e900" {
		t.Errorf("closes %s", got)
	}
}

func TestDrawsDependOnEverything(t *testing.T) {
	seen := map[uint64]string{}
	for seed := range uint64(5) {
		for _, s := range []stream{pricesStream, pricesStream + 1} {
			for path := range 50 {
				d := drawsOf(seed, s, path)
				for k := range 50 {
					name := fmt.Sprintf("seed %d, stream %d, path %d, draw %d", seed, s, path, k)
					bits := d.next()
					if other, ok := seen[bits]; ok {
						t.Fatalf("%s and %s are the same", name, other)
					}
					seen[bits] = name
				}
			}
		}
	}
}

func TestZigguratCloses(t *testing.T) {
	for n := 1; n < zigguratLayers; n++ {
		width := ziggurat[n].width * 0x1p53
		if area := width * (zigguratHeight[n+1] - zigguratHeight[n]); math.Abs(area/zigguratArea-1) > 1e-12 {
			t.Errorf("layer %d has the area %v, want %v", n, area, zigguratArea)
		}
	}
}

// Moments, tail and middle of the variates against the normal distribution.
func TestNormals(t *testing.T) {
	const n = 4_000_000
	z := make([]float64, n)
	normals(drawsOf(7, pricesStream, 0), z)
	for _, c := range []struct {
		what      string
		of        func(z float64) float64
		mean, dev float64
	}{
		{"mean", func(z float64) float64 { return z }, 0, 1},
		{"variance", func(z float64) float64 { return z * z }, 1, math.Sqrt2},
		{"third moment", func(z float64) float64 { return z * z * z }, 0, math.Sqrt(15)},
		{"fourth moment", func(z float64) float64 { return z * z * z * z }, 3, math.Sqrt(96)},
		below(-3.8), below(-2.5), below(-1), below(-0.2), below(0), below(0.001), below(0.7), below(2), below(3.3), below(3.7),
		within(zigguratTop), // where only the topmost layer's draws are not settled at once
	} {
		sum := 0.0
		for _, v := range z {
			sum += c.of(v)
		}
		if score := (sum/n - c.mean) / c.dev * math.Sqrt(n); math.Abs(score) > 4 {
			t.Errorf("%s: %v instead of %v, z = %.1f", c.what, sum/n, c.mean, score)
		}
	}
}

type moment = struct {
	what      string
	of        func(z float64) float64
	mean, dev float64
}

// zigguratTop is the width of the topmost layer.
var zigguratTop = ziggurat[zigguratLayers-1].width * 0x1p53

func within(x float64) moment {
	p := math.Erf(x / math.Sqrt2)
	return moment{fmt.Sprintf("part within %.4f", x), func(z float64) float64 {
		if math.Abs(z) < x {
			return 1
		}
		return 0
	}, p, math.Sqrt(p * (1 - p))}
}

func below(x float64) moment {
	p := normalBelow(x)
	return moment{fmt.Sprintf("part below %g", x), func(z float64) float64 {
		if z < x {
			return 1
		}
		return 0
	}, p, math.Sqrt(p * (1 - p))}
}

func normalBelow(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// The price against its closed forms, at a fixed seed and again with four times the paths. The same test must notice a
// volatility that is 2% wrong.
func TestPathsFollowTheirClosedForms(t *testing.T) {
	right := wireOneProcess()
	right.TickMicros = 1
	wrong := right
	wrong.Volatility *= 1.02
	for _, paths := range []int{20_000, 80_000} {
		if failed := againstClosedForms(right, right, paths); len(failed) > 0 {
			t.Errorf("%d paths: %v", paths, failed)
		}
		if failed := againstClosedForms(wrong, right, paths); len(failed) == 0 {
			t.Errorf("%d paths: a wrong volatility went unnoticed", paths)
		}
	}
}

// againstClosedForms draws paths of one process and returns the figures that are more than four standard errors away from
// those of another.
func againstClosedForms(drawn, claimed model.Simulation, paths int) []string {
	const (
		days    = 756
		barrier = 12.5
		shift   = 0.5826 // a barrier watched once a day is passed as one this many daily deviations further is at any time
	)
	start, years := float64(claimed.StartMicros)/1e6, float64(days)/float64(claimed.DaysPerYear)
	m := claimed.Drift - claimed.Volatility*claimed.Volatility/2
	spread := claimed.Volatility * math.Sqrt(years)
	var sum, square, hits float64
	logs := make([]float64, paths)
	g := newGBM(drawn, days, noSplits)
	closes := make([]int64, days)
	for k := range paths {
		g.path(k, closes)
		last := float64(closes[days-1]) / 1e6
		sum, square = sum+last, square+last*last
		logs[k] = math.Log(last / start)
		if slices.Max(closes) >= barrier*1e6 {
			hits++
		}
	}
	n := float64(paths)
	var failed []string
	hold := func(what string, got, want, deviation float64) {
		if z := (got - want) / (deviation / math.Sqrt(n)); math.Abs(z) > 4 {
			failed = append(failed, fmt.Sprintf("%s %.5f instead of %.5f (z = %.1f)", what, got, want, z))
		}
	}
	mean := start * math.Exp(claimed.Drift*years)
	hold("mean price", sum/n, mean, mean*math.Sqrt(math.Exp(spread*spread)-1))
	var logSum, logSquare float64
	for _, l := range logs {
		logSum, logSquare = logSum+l, logSquare+(l-m*years)*(l-m*years)
	}
	hold("mean logarithm", logSum/n, m*years, spread)
	hold("variance of the logarithm", logSquare/n, spread*spread, spread*spread*math.Sqrt2)
	for _, z := range []float64{-1.6449, -0.6745, 0, 0.6745, 1.6449} {
		p, under := normalBelow(z), 0.0
		for _, l := range logs {
			if l < m*years+z*spread {
				under++
			}
		}
		hold(fmt.Sprintf("part below the %.0f%% quantile", 100*p), under/n, p, math.Sqrt(p*(1-p)))
	}
	level := math.Log(barrier/start) + shift*claimed.Volatility/math.Sqrt(float64(claimed.DaysPerYear))
	passage := normalBelow((m*years-level)/spread) + math.Exp(2*m*level/(claimed.Volatility*claimed.Volatility))*normalBelow((-level-m*years)/spread)
	hold("first passage", hits/n, passage, math.Sqrt(passage*(1-passage)))
	return failed
}

// A path drawn alone, out of order and by another generator is the same path.
func TestOnePathAgain(t *testing.T) {
	s := wireOneProcess()
	g := newGBM(s, 100, noSplits)
	block := make([][]int64, 40)
	for k := range block {
		block[k] = make([]int64, 100)
		g.path(k, block[k])
	}
	for _, k := range []int{39, 0, 17} {
		alone := make([]int64, 100)
		newGBM(s, 100, noSplits).path(k, alone)
		if !slices.Equal(alone, block[k]) {
			t.Errorf("path %d alone differs", k)
		}
	}
	longer := make([]int64, 300)
	newGBM(s, 300, noSplits).path(5, longer)
	if !slices.Equal(longer[:100], block[5]) {
		t.Error("a longer path begins otherwise")
	}
	if slices.Equal(block[0], block[1]) {
		t.Error("two paths are the same")
	}
}

func TestClosesAreTicksAndFollowSplits(t *testing.T) {
	s := wireOneProcess()
	s.TickMicros = 10_000
	plain, split := make([]int64, 60), make([]int64, 60)
	newGBM(s, 60, noSplits).path(1, plain)
	newGBM(s, 60, func(day int) (int64, int64) {
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
			t.Errorf("day %d: %d, want about %.0f in whole ticks", day, split[day], want)
		}
	}
}

func TestClosesStayInRange(t *testing.T) {
	s := wireOneProcess()
	s.DaysPerYear, s.Volatility = 1, 10
	closes := make([]int64, 2000)
	for _, drift := range []float64{-10, 60} {
		s.Drift = drift
		newGBM(s, len(closes), noSplits).path(0, closes)
		if slices.Min(closes) < s.TickMicros || slices.Max(closes) > highestClose {
			t.Errorf("drift %v: closes from %d to %d", drift, slices.Min(closes), slices.Max(closes))
		}
	}
	if closes[len(closes)-1] != highestClose {
		t.Errorf("ends at %d", closes[len(closes)-1])
	}
}

// Without volatility and drift nothing moves.
func TestZeroVolatility(t *testing.T) {
	s := wireOneProcess()
	s.Drift, s.Volatility, s.StartMicros = 0, 0, 2_400_000
	closes := make([]int64, 50)
	newGBM(s, 50, noSplits).path(9, closes)
	if slices.Min(closes) != 2_400_000 || slices.Max(closes) != 2_400_000 {
		t.Error(closes)
	}
}
