package sim

import (
	"math"
	"math/big"
)

// exponential returns e to the x for |x| <= 700, with the same bits on every machine: only operations that IEEE 754
// rounds correctly are used, each product is rounded before it is added to, and the tables are computed exactly.
// math.Exp is other code on other machines. The error stays below one unit in the last place.
//
// With N = 512 and x = k ln 2 / N + r, where |r| <= ln 2 / (2 N) = 0.00068, e^x is 2^(k/N), from a table, times e^r, by
// Taylor's series: the first term left out, r^5 / 120, is 1.2e-18. The reduction by adding 1.5 x 2^52 is that of P. T. P.
// Tang, "Table-driven implementation of the exponential function", ACM TOMS 15 (1989).
func exponential(x float64) float64 {
	shifted := float64(x*expPerLn2) + expShift
	k := math.Float64bits(shifted)
	whole := shifted - expShift
	r := (x - float64(whole*ln2High)) - float64(whole*ln2Low)
	scale := math.Float64frombits(powersOf2[k%expTable] + k/expTable<<52)
	return scale + float64(scale*expRest(r))
}

// expRest is e^r - 1 for |r| <= 0.00068.
func expRest(r float64) float64 {
	square := float64(r * r)
	return r + float64(square*(0.5+float64(r*(1.0/6+float64(r*(1.0/24))))))
}

const (
	expTableBits = 9
	expTable     = 1 << expTableBits
	expPerLn2    = expTable / math.Ln2
	expShift     = 0x1.8p52
	expShiftBits = 0x4338000000000000 // those of expShift: k more of them are expShift + k
	// ln2High is ln 2 / N cut to 28 bits: times any whole number up to 2^24 it is exact. ln2Low is the rest.
	ln2High = 0x1.62e42fep-10
	ln2Low  = math.Ln2/expTable - ln2High
)

// powersOf2 holds the bits of 2^(i/N), rounded correctly.
var powersOf2 = func() (table [expTable]uint64) {
	root := big.NewFloat(2).SetPrec(200)
	for range expTableBits {
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
