package sim

import (
	"math"

	"scenarios/model"
)

// The inverse of the normal distribution: the number below which a standard normal variate stays with probability p, with the
// same bits on every machine and a relative error of about 1e-16, by M. J. Wichura, "Algorithm AS 241: the percentage points of
// the normal distribution", Applied Statistics 37 (1988), routine PPND16.

// inverseNormals gives the standard normals of uniform numbers in 32 binary digits, each as the middle of its interval. Those
// that the middle formula serves are worked out without a branch that a processor could guess wrong; the others, whose days
// are noted in a buffer of the caller, follow.
func inverseNormals(digits []uint32, normals []float64, others []int32) {
	normals, others = normals[:len(digits)], others[:len(digits)]
	outside := 0
	for i, d := range digits {
		q := float64((float64(d)+0.5)*0x1p-32) - 0.5
		normals[i] = inverseNormalCentral(q)
		others[outside] = int32(i)
		if math.Abs(q) > inverseNormalMiddle {
			outside++
		}
	}
	for _, i := range others[:outside] {
		normals[i] = inverseNormalTail((float64(digits[i]) + 0.5) * 0x1p-32)
	}
}

// inverseNormalMiddle is how far from a half the middle formula holds.
const inverseNormalMiddle = 0.425

// inverseNormalCentral takes p - 1/2.
func inverseNormalCentral(q float64) float64 {
	r := inverseNormalMiddle*inverseNormalMiddle - float64(q*q)
	above := 2.5090809287301226727e+3
	above = float64(above*r) + 3.3430575583588128105e+4
	above = float64(above*r) + 6.7265770927008700853e+4
	above = float64(above*r) + 4.5921953931549871457e+4
	above = float64(above*r) + 1.3731693765509461125e+4
	above = float64(above*r) + 1.9715909503065514427e+3
	above = float64(above*r) + 1.3314166789178437745e+2
	above = float64(above*r) + 3.3871328727963666080e+0
	below := 5.2264952788528545610e+3
	below = float64(below*r) + 2.8729085735721942674e+4
	below = float64(below*r) + 3.9307895800092710610e+4
	below = float64(below*r) + 2.1213794301586595867e+4
	below = float64(below*r) + 5.3941960214247511077e+3
	below = float64(below*r) + 6.8718700749205790830e+2
	below = float64(below*r) + 4.2313330701600911252e+1
	below = float64(below*r) + 1
	return float64(q*above) / below
}

// inverseNormalTail takes p itself, which is below 0.075 or above 0.925.
func inverseNormalTail(p float64) float64 {
	r := math.Sqrt(-model.Log(min(p, 1-p)))
	var x float64
	if r <= 5 {
		x = quotient(r-1.6, &tailAbove, &tailBelow)
	} else {
		x = quotient(r-5, &farTailAbove, &farTailBelow)
	}
	if p < 0.5 {
		return -x
	}
	return x
}

// The polynomials of the tails, the highest power first.
var (
	tailAbove = [8]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
		3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0}
	tailBelow = [8]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
		6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1}
	farTailAbove = [8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
		2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0}
	farTailBelow = [8]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
		1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1}
)

// quotient is one polynomial over another.
func quotient(r float64, above, below *[8]float64) float64 {
	a, b := 0.0, 0.0
	for i := range above {
		a = float64(a*r) + above[i]
		b = float64(b*r) + below[i]
	}
	return a / b
}
