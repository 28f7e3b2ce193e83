package model

import (
	"math"
	"math/big"
)

// Exponentials with the same bits on every machine: only operations that IEEE 754 rounds correctly are used, each product
// is rounded before it is added to, and the table is computed exactly. math.Exp is other code on other machines.
//
// The logarithm is counted in steps, of which 512 double a number: 2^(steps/512) is a power from a table for the whole
// steps times e^(f ln 2 / 512) for the fraction f, at most a half, by Taylor's series. Its first term left out is below
// (ln 2 / 1024)^5 / 120 = 1.2e-18. Tables beside a short polynomial, and the rounding to a whole number by adding 1.5 x 2^52,
// are from P. T. P. Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989).
const (
	stepsPerDouble = 512
	StepsPerE      = stepsPerDouble / math.Ln2 // in which a number grows e-fold
	WholeShift     = 0x1.8p52
	WholeShiftBits = 0x4338000000000000 // those of WholeShift: k more of them are WholeShift + k
	step1          = 1 / StepsPerE
	step2          = step1 * step1 / 2
	step3          = step2 * step1 / 3
	step4          = step3 * step1 / 4
)

// Exp returns e to the x for |x| <= 700, to 1 + |x| units in the last place.
func Exp(x float64) float64 {
	steps := float64(x * StepsPerE)
	shifted := steps + WholeShift
	return Growth(math.Float64bits(shifted), steps-(shifted-WholeShift), 1)
}

// Growth returns start x 2^((whole + fraction) / 512), where whole comes as the bits of WholeShift + whole. It is small
// enough to be compiled into the loops that call it.
func Growth(whole uint64, fraction, start float64) float64 {
	scale := float64(start * math.Float64frombits(doublings[whole%stepsPerDouble]+whole/stepsPerDouble<<52))
	rest := step1 + float64(fraction*(step2+float64(fraction*(step3+float64(fraction*step4)))))
	return scale + float64(scale*float64(fraction*rest))
}

// doublings holds the bits of 2^(i/512), rounded correctly.
var doublings = func() (table [stepsPerDouble]uint64) {
	root := big.NewFloat(2).SetPrec(200)
	for n := stepsPerDouble; n > 1; n /= 2 {
		root.Sqrt(root)
	}
	power := big.NewFloat(1).SetPrec(200)
	for i := range table {
		nearest, _ := power.Float64()
		table[i] = math.Float64bits(nearest)
		power.Mul(power, root)
	}
	return table
}()
