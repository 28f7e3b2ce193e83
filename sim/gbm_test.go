package sim

import (
	"fmt"
	"math"
	"testing"
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

// The bits of draws, variates and closes are part of what a seed means.
func TestDrawsHaveTheSameBits(t *testing.T) {
	d := drawsOf(1, pricesStream, 3)
	first, second := d.next(), d.next()
	wantBits(t, "draws", fmt.Sprintf("%#x %#x", first, second))
	z := make([]float64, 100_000)
	normals(drawsOf(1, pricesStream, 3), z)
	sum := uint64(0)
	for _, v := range z {
		sum = sum*31 + math.Float64bits(v)
	}
	wantBits(t, "variates", fmt.Sprintf("%.17g %#x", z[0], sum))
	closes := make([]int64, benchDays)
	for _, process := range processNames {
		s := processOf(process)
		s.TickMicros = 100
		pathsOf(s, benchDays).path(3, closes)
		sum = 0
		for _, c := range closes {
			sum = sum*31 + uint64(c)
		}
		wantBits(t, "closes of "+process, fmt.Sprintf("%d %d %#x", closes[0], closes[benchDays-1], sum))
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
