package sim

import (
	"math"
	"math/big"
)

// exactSum is a sum of float64 without any rounding, so that it is the same in whatever order the values come and however
// they are parted among workers. It holds the whole range of float64 in fixed point, in limbs that stand 32 bits apart and
// have room for carries (the small superaccumulator of R. M. Neal, "Fast exact summation using small and large
// superaccumulators", arXiv 1505.05571, 2015).
type exactSum struct {
	limbs   [sumLimbs]int64
	pending int     // values added since carries were passed on
	strange float64 // the sum of what is infinite or no number
}

const (
	limbBits     = 32
	limbMask     = 1<<limbBits - 1
	sumLimbs     = 2048/limbBits + 3
	mostPending  = 1 << 10 // a value adds less than 2^52 to a limb of 63 bits
	exponentMask = 1<<11 - 1
	// leastExponent is the power of two that the sum counts in: that of the least float64.
	leastExponent = -1074
)

// add adds a value.
func (s *exactSum) add(v float64) {
	b := math.Float64bits(v)
	exponent := b >> mantissaBits & exponentMask
	mantissa := b & (1<<mantissaBits - 1)
	switch exponent {
	case exponentMask:
		s.strange += v
		return
	case 0: // zero, or less than a normal number
		exponent = 1
	default:
		mantissa |= 1 << mantissaBits
	}
	place := exponent - 1
	shift := place % limbBits
	low, high := int64(mantissa<<shift&limbMask), int64(mantissa>>(limbBits-shift))
	sign := int64(b) >> 63 // 0 or -1
	limbs := (*[2]int64)(s.limbs[place/limbBits:])
	limbs[0] += (low ^ sign) - sign
	limbs[1] += (high ^ sign) - sign
	if s.pending++; s.pending == mostPending {
		s.carry()
	}
}

// carry leaves in every limb but the last a number of 32 bits.
func (s *exactSum) carry() {
	for i := range sumLimbs - 1 {
		s.limbs[i+1] += s.limbs[i] >> limbBits
		s.limbs[i] &= limbMask
	}
	s.pending = 0
}

// merge adds another sum.
func (s *exactSum) merge(other *exactSum) {
	other.carry()
	for i, limb := range other.limbs {
		s.limbs[i] += limb
	}
	s.strange += other.strange
	s.carry()
}

// total is the sum in units of 2^leastExponent.
func (s *exactSum) total() *big.Int {
	sum := new(big.Int)
	for i := sumLimbs - 1; i >= 0; i-- {
		sum.Lsh(sum, limbBits)
		sum.Add(sum, big.NewInt(s.limbs[i]))
	}
	return sum
}

// moments are a count of values with the exact sums of them and of their squares.
type moments struct {
	count        int64
	sum, squares exactSum
}

// add counts values.
func (m *moments) add(values []float64) {
	m.count += int64(len(values))
	for _, v := range values {
		m.sum.add(v)
		square := float64(v * v)
		m.squares.add(square)
		m.squares.add(math.FMA(v, v, -square)) // what the square was rounded by
	}
}

// merge adds the values that others counted.
func (m *moments) merge(other *moments) {
	m.count += other.count
	m.sum.merge(&other.sum)
	m.squares.merge(&other.squares)
}

// mean is the sum over the count, rounded once.
func (m *moments) mean() float64 {
	if m.sum.strange != 0 {
		return m.sum.strange
	}
	return scaled(m.sum.total(), big.NewInt(m.count), leastExponent)
}

// deviation is the standard deviation of the population that the values are drawn from (divided by the count less 1), and
// zero where there are fewer than two. Values that all agree have none.
func (m *moments) deviation() float64 {
	if m.count < 2 {
		return 0
	}
	if m.sum.strange != 0 {
		return math.NaN()
	}
	n, sum := big.NewInt(m.count), m.sum.total()
	spread := new(big.Int).Mul(n, m.squares.total())
	spread.Lsh(spread, -leastExponent)
	spread.Sub(spread, sum.Mul(sum, sum))
	return math.Sqrt(scaled(spread, n.Mul(n, big.NewInt(m.count-1)), 2*leastExponent))
}

// scaled is over / under x 2^exponent.
func scaled(over, under *big.Int, exponent int) float64 {
	const precision = 128
	quotient := new(big.Float).SetPrec(precision).Quo(new(big.Float).SetInt(over), new(big.Float).SetInt(under))
	v, _ := quotient.SetMantExp(quotient, exponent).Float64()
	return v
}
