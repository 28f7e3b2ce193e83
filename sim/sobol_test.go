package sim

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"scenarios/model"
)

// The first lines of the published file, and its last.
func TestDirectionNumbersArePublished(t *testing.T) {
	d := sobolDimensions(model.MostSobolDimensions)
	for dimension, want := range map[int]sobolDimension{
		2:      {1, 0, []uint32{1}},
		3:      {2, 1, []uint32{1, 3}},
		7:      {4, 4, []uint32{1, 3, 5, 13}},
		10:     {5, 7, []uint32{1, 1, 7, 11, 19}},
		21_201: {18, 131059, []uint32{1, 1, 7, 11, 15, 7, 37, 239, 337, 245, 1557, 3681, 7357, 9639, 27367, 26869, 114603, 86317}},
	} {
		got := d[dimension-1]
		if got.degree != want.degree || got.inner != want.inner || !slices.Equal(got.first, want.first) {
			t.Errorf("dimension %d: %+v, want %+v", dimension, got, want)
		}
	}
	if len(d) != model.MostSobolDimensions {
		t.Errorf("%d dimensions", len(d))
	}
}

// Every polynomial is primitive and different, and every degree below the last has all that there are.
func TestDirectionPolynomialsArePrimitive(t *testing.T) {
	seen := map[uint64]bool{}
	ofDegree := map[int]int{}
	for i, d := range sobolDimensions(model.MostSobolDimensions)[1:] {
		p := uint64(1)<<d.degree | uint64(d.inner)<<1 | 1
		if seen[p] {
			t.Errorf("dimension %d repeats a polynomial", i+2)
		}
		seen[p] = true
		ofDegree[d.degree]++
		if !primitive(p, d.degree) {
			t.Errorf("dimension %d: %b is not primitive", i+2, p)
		}
		for n, m := range d.first {
			if m%2 == 0 || m >= 2<<n {
				t.Errorf("dimension %d: m_%d is %d", i+2, n+1, m)
			}
		}
	}
	for degree, all := range []int{1: 1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630, 756, 1800, 2048, 7710} {
		if ofDegree[degree] != all {
			t.Errorf("%d polynomials of degree %d, there are %d", ofDegree[degree], degree, all)
		}
	}
	if primitive(0b11111, 4) || primitive(0b10101, 4) { // irreducible without being primitive; a square
		t.Error("the test takes anything for primitive")
	}
}

// primitive reports whether x generates all 2^degree - 1 powers modulo a polynomial over the integers modulo 2.
func primitive(p uint64, degree int) bool {
	order := uint64(1)<<degree - 1
	if powerOfX(order, p, degree) != 1 {
		return false
	}
	rest := order
	for prime := uint64(2); rest > 1; prime++ {
		if prime*prime > rest {
			prime = rest
		}
		if rest%prime > 0 {
			continue
		}
		if order > 1 && powerOfX(order/prime, p, degree) == 1 {
			return false
		}
		for rest%prime == 0 {
			rest /= prime
		}
	}
	return true
}

func powerOfX(n, p uint64, degree int) uint64 {
	result, square := uint64(1), uint64(2)
	if degree == 1 {
		square = 1 // x is 1 modulo x + 1
	}
	for ; n > 0; n /= 2 {
		if n%2 == 1 {
			result = timesModulo(result, square, p, degree)
		}
		square = timesModulo(square, square, p, degree)
	}
	return result
}

func timesModulo(a, b, p uint64, degree int) uint64 {
	var product uint64
	for ; b > 0; b /= 2 {
		if b%2 == 1 {
			product ^= a
		}
		if a <<= 1; a>>degree&1 == 1 {
			a ^= p
		}
	}
	return product
}

// The numbers have property A, which Sobol asks for: among the first 2^s points of s dimensions, one lies in each of the
// parts that halving every axis gives, because the first digits of s direction numbers of s dimensions are independent.
func TestDirectionNumbersHavePropertyA(t *testing.T) {
	const most = 1111
	d := sobolDimensions(most)
	if s := independentFirstDigits(d); s != most {
		t.Errorf("property A ends at %d dimensions", s)
	}
	d[700].first[3] ^= 8 // the first digit of its fourth direction number
	if independentFirstDigits(d) == most {
		t.Error("a wrong number goes unseen")
	}
}

// independentFirstDigits is up to how many dimensions the matrix of first digits, by dimension and direction number, is
// regular.
func independentFirstDigits(d []sobolDimension) int {
	words := (len(d) + 63) / 64
	var basis [][]uint64 // in row echelon form: row i begins at column pivot[i]
	for s := range d {
		row := make([]uint64, words)
		firsts := firstDigits(d[s], len(d))
		for column, one := range firsts {
			if one {
				row[column/64] |= 1 << (63 - column%64)
			}
		}
		for i, b := range basis {
			if row[i/64]>>(63-i%64)&1 == 1 {
				for w := range row {
					row[w] ^= b[w]
				}
			}
		}
		if row[s/64]>>(63-s%64)&1 == 0 {
			return s
		}
		basis = append(basis, row)
	}
	return len(d)
}

// firstDigits are the first binary digits of so many direction numbers, by the part of the recurrence that reaches them.
func firstDigits(d sobolDimension, count int) []bool {
	first := make([]bool, count)
	for i := range first {
		switch {
		case d.degree == 0:
			first[i] = i == 0
		case i < d.degree:
			first[i] = d.first[i]>>i&1 == 1
		default:
			first[i] = first[i-d.degree]
			for k := 1; k < d.degree; k++ {
				first[i] = first[i] != (d.inner>>(d.degree-1-k)&1 == 1 && first[i-k])
			}
		}
	}
	return first
}

// Every coordinate of every randomisation has one point in each of 64 equal parts among every 64 points that begin at a
// multiple of 64, and the first two coordinates one in each of 8 by 8.
func TestSobolPointsAreEven(t *testing.T) {
	const days, points = 300, 64
	s := newSobol(11, days, 1)
	for _, from := range []int{0, 3 * points} {
		for r := range replicates {
			var parts [days]uint64
			var squares uint64
			for i := range points {
				digits := s.point((from+i)*replicates + r)
				for d, x := range digits {
					parts[d] |= 1 << (x >> 26)
				}
				squares |= 1 << (digits[0]>>29<<3 | digits[1]>>29)
			}
			for d, all := range parts {
				if all != math.MaxUint64 {
					t.Fatalf("randomisation %d, coordinate %d: %d of 64 parts", r, d, bits.OnesCount64(all))
				}
			}
			if squares != math.MaxUint64 {
				t.Fatalf("randomisation %d: %d of 64 squares", r, bits.OnesCount64(squares))
			}
		}
	}
}

// Any order in which paths are drawn gives the same bits, under every sampling, and a second stream changes nothing.
func TestPathsAreDrawnAlone(t *testing.T) {
	const days, paths = 37, 300
	for _, sampling := range samplings {
		for _, process := range []string{"GBM", "Heston"} {
			s := model.Simulation{Process: process, Seed: 3, Sampling: sampling}
			inOrder := newVariates(s, days)
			for k := range paths {
				for _, from := range []stream{pricesStream, varianceStream, jumpsStream} {
					want, got := make([]float64, days), make([]float64, days)
					inOrder.fill(k, from, want)
					newVariatesAlone := newVariates(s, days)
					newVariatesAlone.fill(k, from, got)
					if !slices.Equal(want, got) {
						t.Fatalf("%s, %s: path %d of stream %d alone is another one", sampling, process, k, from)
					}
				}
			}
		}
	}
}

var samplings = []string{model.SamplingPseudoRandom, model.SamplingAntithetic, model.SamplingSobol}

// The days' variates have mean 0 and deviation 1 and are not correlated, under every sampling, and the two factors of a
// Sobol point differ.
func TestVariatesAreStandardNormal(t *testing.T) {
	const days, paths = 21, 32_768
	for _, sampling := range samplings {
		source := newVariates(model.Simulation{Process: "Heston", Seed: 8, Sampling: sampling}, days)
		price, variance := make([]float64, days), make([]float64, days)
		var sums, squares, neighbours, factors [days]float64
		for k := range paths {
			source.fill(k, pricesStream, price)
			source.fill(k, varianceStream, variance)
			for i, z := range price {
				sums[i] += z
				squares[i] += z * z
				neighbours[i] += z * price[(i+1)%days]
				factors[i] += z * variance[i]
			}
		}
		root := math.Sqrt(paths)
		for i := range days {
			for what, z := range map[string]float64{"mean": sums[i] / root, "variance": (squares[i] - paths) / root / math.Sqrt2,
				"correlation with a neighbour": neighbours[i] / root, "correlation of factors": factors[i] / root} {
				if sampling != model.SamplingPseudoRandom { // pairs may have twice the variance
					z /= math.Sqrt2
				}
				if math.Abs(z) > 4 {
					t.Errorf("%s, day %d: %s is %.1f errors off", sampling, i, what, z)
				}
			}
		}
	}
}

// The second path of a pair mirrors the first.
func TestAntitheticMirrors(t *testing.T) {
	source := newVariates(model.Simulation{Seed: 4, Sampling: model.SamplingAntithetic}, 5)
	first, second, next := make([]float64, 5), make([]float64, 5), make([]float64, 5)
	source.fill(6, pricesStream, first)
	source.fill(7, pricesStream, second)
	source.fill(8, pricesStream, next)
	for i := range first {
		if first[i] != -second[i] || first[i] == next[i] {
			t.Errorf("day %d: %v, %v, %v", i, first[i], second[i], next[i])
		}
	}
}

// The bridge is a rotation: it keeps the length of what it lays, whatever the number of days, and begins with their sum.
func TestBridgeIsARotation(t *testing.T) {
	for _, days := range []int{1, 2, 3, 7, 64, 756} {
		b := newBrownianBridge(days)
		normals, laid := make([]float64, days), make([]float64, days)
		for unit := range days {
			normals[unit] = 1
			b.lay(normals, laid)
			normals[unit] = 0
			sum, length := 0.0, 0.0
			for _, x := range laid {
				sum += x
				length += x * x
			}
			wantSum := 0.0
			if unit == 0 {
				wantSum = math.Sqrt(float64(days))
			}
			if math.Abs(length-1) > 1e-13 || math.Abs(sum-wantSum) > 1e-12 {
				t.Fatalf("%d days, coordinate %d: length %v, sum %v", days, unit, length, sum)
			}
		}
	}
}

func inverseNormal(p float64) float64 {
	if q := p - 0.5; math.Abs(q) <= inverseNormalMiddle {
		return inverseNormalCentral(q)
	}
	return inverseNormalTail(p)
}

// The inverse normal against the error function of the library, whose own error shows far out, and by symmetry.
func TestInverseNormal(t *testing.T) {
	for _, p := range []float64{0x1p-33, 1e-12, 1e-300, 1e-7, 0.001, 0.0249, 0.07499, 0.07501, 0.2, 0.4999, 0.5, 0.7, 0.92499, 0.92501, 0.999, 1 - 0x1p-33} {
		x := inverseNormal(p)
		if back := math.Erfc(-x/math.Sqrt2) / 2; math.Abs(back/p-1) > 4e-15*max(1, x*x) {
			t.Errorf("inverse of %v is %v, below which there is %v", p, x, back)
		}
		if mirrored := inverseNormal(1 - p); p > 1e-9 && math.Abs(mirrored+x) > 1e-9 {
			t.Errorf("%v and %v are no mirror images", x, mirrored)
		}
	}
}

// BenchmarkSampling draws the normals of a path under each sampling.
func BenchmarkSampling(b *testing.B) {
	for _, sampling := range samplings {
		b.Run(sampling, func(b *testing.B) {
			s := wireOneProcess()
			s.Sampling = sampling
			g, closes := newGBM(s, benchDays, noSplits), make([]int64, benchDays)
			k := 0
			for b.Loop() {
				g.path(k, closes)
				k++
			}
			perPathDay(b)
		})
	}
}
