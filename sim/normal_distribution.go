package sim

import "math"

// normalUpTo is the probability that a normal variate is at most x, to about 4e-16, with the same bits on every machine: the
// quotient of polynomials of J. F. Hart et al., "Computer approximations", 1968, as given by G. West, "Better approximations to
// cumulative normal functions", Wilmott Magazine, 2005, and far out a continued fraction.
func normalUpTo(x float64) float64 {
	const farOut, beyond = 7.07106781186547, 37.0 // beyond it a double holds no more
	z := math.Abs(x)
	tail := 0.0
	switch {
	case z < farOut:
		tail = exponential(-0.5*float64(z*z)) * polynomial(z, hartAbove) / polynomial(z, hartBelow)
	case z < beyond:
		fraction := z + 0.65
		for n := 4.0; n >= 1; n-- {
			fraction = z + n/fraction
		}
		tail = exponential(-0.5*float64(z*z)) / fraction / 2.506628274631
	}
	if x > 0 {
		return 1 - tail
	}
	return tail
}

// The coefficients, the highest power first.
var (
	hartAbove = []float64{3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376}
	hartBelow = []float64{8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752}
)

func polynomial(x float64, coefficients []float64) float64 {
	sum := 0.0
	for _, c := range coefficients {
		sum = float64(sum*x) + c
	}
	return sum
}
