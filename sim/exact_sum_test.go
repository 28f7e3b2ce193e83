package sim

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// The sums are those of rational numbers, rounded once at the end, whatever the order and the parts; the plain sum is not.
func TestMomentsAreExact(t *testing.T) {
	draws := rand.New(rand.NewPCG(3, 4))
	values := make([]float64, 5000)
	sum, squares, plain := new(big.Rat), new(big.Rat), 0.0
	for i := range values {
		values[i] = draws.NormFloat64() * math.Pow(2, float64(draws.IntN(200)-100))
		v := new(big.Rat).SetFloat64(values[i])
		sum.Add(sum, v)
		squares.Add(squares, v.Mul(v, v))
		plain += values[i]
	}
	n := big.NewRat(int64(len(values)), 1)
	mean := new(big.Rat).Quo(sum, n)
	want, _ := mean.Float64()
	variance, _ := squares.Sub(squares, sum.Mul(sum, mean)).Quo(squares, n.Sub(n, big.NewRat(1, 1))).Float64()
	var whole, part moments
	whole.add(values)
	slices.Reverse(values)
	part.add(values[:1234])
	var rest moments
	rest.add(values[1234:])
	part.merge(&rest)
	for _, m := range []moments{whole, part} {
		if m.mean() != want || math.Abs(m.deviation()/math.Sqrt(variance)-1) > 1e-15 {
			t.Errorf("mean %v, deviation %v, want %v and %v", m.mean(), m.deviation(), want, math.Sqrt(variance))
		}
	}
	if plain/5000 == want {
		t.Error("the values are too tame to tell an exact sum from a plain one")
	}
	var small moments
	small.add([]float64{5e-324, 0, math.Copysign(0, -1), 2 * 5e-324})
	if got := small.mean(); got != 5e-324 {
		t.Errorf("the mean of the least numbers is %v", got)
	}
	small.add([]float64{math.Inf(1)})
	if !math.IsInf(small.mean(), 1) || !math.IsNaN(small.deviation()) {
		t.Errorf("with an infinite value: mean %v, deviation %v", small.mean(), small.deviation())
	}
}
