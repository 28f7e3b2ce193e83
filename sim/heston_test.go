package sim

import (
	"math"
	"math/cmplx"
	"testing"

	"scenarios/model"
)

// hestonCall is the expectation of max(S - strike, 0) after some years, for a start price of 1, by the characteristic function
// in the form of H. Albrecher, P. Mayer, W. Schoutens and J. Tistaert, "The little Heston trap" (2007).
func hestonCall(s model.Simulation, years, strike float64) float64 {
	expected := math.Exp(s.Drift * years)
	level := math.Log(strike / expected)
	above := func(shift complex128) float64 {
		return 0.5 + integral(1e-9, 150, 3000, func(u float64) float64 {
			at := complex(u, 0)
			return real(cmplx.Exp(-1i*at*complex(level, 0)) * hestonCharacteristic(s, years, at+shift) / (1i * at))
		})/math.Pi
	}
	return expected*above(-1i) - strike*above(0)
}

// hestonCharacteristic is that of the logarithm of the price over the expected one.
func hestonCharacteristic(s model.Simulation, years float64, u complex128) complex128 {
	speed, volatility := complex(s.VarianceSpeed, 0), complex(s.VarianceVolatility, 0)
	t, square := complex(years, 0), volatility*volatility
	xi := speed - complex(s.Correlation, 0)*volatility*1i*u
	d := cmplx.Sqrt(xi*xi + square*(u*u+1i*u))
	g := (xi - d) / (xi + d)
	fade := cmplx.Exp(-d * t)
	onFirst := (xi - d) / square * (1 - fade) / (1 - g*fade)
	onLong := speed / square * ((xi-d)*t - 2*cmplx.Log((1-g*fade)/(1-g)))
	return cmplx.Exp(onLong*complex(s.LongVariance, 0) + onFirst*complex(s.Volatility*s.Volatility, 0))
}

// The characteristic function itself: with a variance that hardly moves, the price is Black's.
func TestHestonCallTendsToBlacks(t *testing.T) {
	s := processOf(model.ProcessHeston)
	s.VarianceVolatility, s.Correlation, s.LongVariance = 1e-3, 0, s.Volatility*s.Volatility
	for _, strike := range []float64{0.5, 1, 2} {
		got, want := hestonCall(s, 0.5, strike), blackCall(math.Exp(s.Drift*0.5), strike, s.Volatility*math.Sqrt(0.5))
		if math.Abs(got-want) > 1e-7 {
			t.Errorf("call at %g: %v, want %v", strike, got, want)
		}
	}
}

// The correction makes the expected price right in each step by itself, on both sides of where the scheme changes: over all
// values of the variate, the mean of exp(rise x next variance + correction) is 1.
func TestHestonStepKeepsTheExpectedPrice(t *testing.T) {
	s := processOf(model.ProcessHeston)
	s.VarianceVolatility, s.LongVariance, s.DaysPerYear = 2, 0.1, 52
	for _, correlation := range []float64{-0.9, 0, 0.8} {
		s.Correlation = correlation
		h := newHeston(s, 1, noSplits)
		for _, v := range []float64{0, 0.0004, 0.01, 0.04, 0.3, 2} {
			expected, mean := 0.0, 0.0
			of := func(z float64) (density, next, growth float64) {
				next, correction := h.step(v, z)
				return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi), next, math.Exp(h.rise*next + correction)
			}
			expected = integral(-9, 9, 8_000, func(z float64) float64 { p, _, growth := of(z); return p * growth })
			mean = integral(-9, 9, 8_000, func(z float64) float64 { p, next, _ := of(z); return p * next })
			if math.Abs(expected-1) > 2e-6 {
				t.Errorf("correlation %g, variance %g: the expected growth is %v", correlation, v, expected)
			}
			if want := h.long + (v-h.long)*h.keeps; math.Abs(mean/want-1) > 1e-4 {
				t.Errorf("correlation %g, variance %g: the next is %v on average, want %v", correlation, v, mean, want)
			}
		}
	}
}

func TestNormalUpTo(t *testing.T) {
	for x := -36.9; x <= 9; x += 0.01013 {
		got, want := normalUpTo(x), math.Erfc(-x/math.Sqrt2)/2
		if math.Abs(got-want) > min(4e-16, 1e-8*want) {
			t.Fatalf("normalUpTo(%v) = %v, want %v", x, got, want)
		}
	}
}
