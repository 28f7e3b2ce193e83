package model

import "math"

// Log returns the natural logarithm of a positive, finite number, with the same bits on every machine: only operations
// that IEEE 754 rounds correctly are used, and none of them can be fused with another. math.Log promises no such thing.
// The error stays below two units in the last place.
//
// With x = m x 2^k and m from 0.71 to 1.41, ln m = 2 atanh(s) for s = (m - 1) / (m + 1), by its series in s: |s| < 0.172,
// so that the first term left out, s^23 / 23, is below 1e-18.
func Log(x float64) float64 {
	const (
		ln2High = 6.93147180369123816490e-01 // the first 33 bits of ln 2: times any exponent it is exact
		ln2Low  = 1.90821492927058770002e-10 // the rest
	)
	m, exponent := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, exponent = 2*m, exponent-1
	}
	s := (m - 1) / (m + 1)
	square := float64(s * s)
	series := 1.0 / 21
	series = float64(square*series) + 1.0/19
	series = float64(square*series) + 1.0/17
	series = float64(square*series) + 1.0/15
	series = float64(square*series) + 1.0/13
	series = float64(square*series) + 1.0/11
	series = float64(square*series) + 1.0/9
	series = float64(square*series) + 1.0/7
	series = float64(square*series) + 1.0/5
	series = float64(square*series) + 1.0/3
	tail := float64(2 * float64(s*float64(square*series)))
	k := float64(exponent)
	return float64(k*ln2High) + (2*s + (tail + float64(k*ln2Low)))
}
