package model

import (
	"math"

	"github.com/shopspring/decimal"
)

// Numeric is what prices, money and ratios are computed in: decimal.Decimal, exact, for everything that is published, and
// Float, fast, for simulation. The names are decimal's own, so that a rule is written once and reads as decimal code.
type Numeric[N any] interface {
	decimal.Decimal | Float
	Add(N) N
	Sub(N) N
	Mul(N) N
	// DivRound divides and keeps the given number of decimal places, half away from zero; Float ignores the places.
	DivRound(N, int32) N
	Cmp(N) int
	Sign() int
}

// quotientPlaces is how many decimal places a quotient keeps. Products are exact.
const quotientPlaces = 20

// Float is a float64 with decimal's method names.
type Float float64

// knifeEdge is the relative width within which two Floats count as equal: a price that was read and a price that was
// computed must not differ by the rounding of binary fractions alone.
const knifeEdge = 1e-12

// Add returns a + b.
func (a Float) Add(b Float) Float { return a + b }

// Sub returns a - b.
func (a Float) Sub(b Float) Float { return a - b }

// Mul returns a * b.
func (a Float) Mul(b Float) Float { return Float(float64(a) * float64(b)) }

// DivRound returns a / b; the places are of no use to a binary fraction.
func (a Float) DivRound(b Float, _ int32) Float { return a / b }

// Cmp compares within the knife edge: -1, 0 or 1.
func (a Float) Cmp(b Float) int {
	switch d := float64(a - b); {
	case math.Abs(d) <= knifeEdge*max(math.Abs(float64(a)), math.Abs(float64(b))):
		return 0
	case d < 0:
		return -1
	default:
		return 1
	}
}

// Sign returns -1, 0 or 1.
func (a Float) Sign() int {
	switch {
	case a < 0:
		return -1
	case a > 0:
		return 1
	}
	return 0
}

// numberOf converts an exact figure of the inputs.
func numberOf[N Numeric[N]](d decimal.Decimal) N {
	var n N
	switch p := any(&n).(type) {
	case *decimal.Decimal:
		*p = d
	case *Float:
		*p = Float(d.InexactFloat64())
	}
	return n
}

// ratioOf converts a fixed power of ten, which needs no search for the nearest binary fraction.
func ratioOf[N Numeric[N]](exact decimal.Decimal, nearest float64) N {
	var n N
	switch p := any(&n).(type) {
	case *decimal.Decimal:
		*p = exact
	case *Float:
		*p = Float(nearest)
	}
	return n
}

// numberOfInt converts a count.
func numberOfInt[N Numeric[N]](i int64) N {
	var n N
	switch p := any(&n).(type) {
	case *decimal.Decimal:
		*p = decimal.NewFromInt(i)
	case *Float:
		*p = Float(i)
	}
	return n
}

// exactly converts a figure for the ledger.
func exactly[N Numeric[N]](n N) decimal.Decimal {
	switch v := any(n).(type) {
	case decimal.Decimal:
		return v
	case Float:
		return decimal.NewFromFloat(float64(v))
	}
	panic("unreachable: Numeric has two types")
}

// wholeGuard lifts a binary quotient that should be whole, but came out a last bit short, over the edge before it is cut
// down. A larger guard would lift quotients that are truly below it.
const wholeGuard = 1 + 4.5e-16

// exactGuard does the same for a quotient by a price that is itself a quotient cut at its last place: 0.80 / 3 after a
// split buys 3 shares for 0.80, not 2.
var exactGuard = decimal.New(1, -exactDigits)

// exactDigits is how many digits of a product of exact figures surely hold, one of them being a quotient.
const exactDigits = 17

// traceOf is the part of an amount that is only the rounding of earlier quotients.
func traceOf[N Numeric[N]](amount N) N {
	switch x := any(&amount).(type) {
	case *decimal.Decimal:
		*x = x.Mul(exactGuard).Abs()
	case *Float:
		*x = Float(math.Abs(float64(*x)) * knifeEdge)
	}
	return amount
}

// quotientDown returns a / b cut down to a whole number, for a >= 0 and b > 0.
func quotientDown[N Numeric[N]](a, b N) int64 {
	switch x := any(a).(type) {
	case decimal.Decimal:
		q, _ := x.Add(traceOf(x)).QuoRem(any(b).(decimal.Decimal), 0)
		return q.IntPart()
	case Float:
		return int64(math.Floor(float64(x/any(b).(Float)) * wholeGuard))
	}
	panic("unreachable: Numeric has two types")
}

// quotientUp returns a / b raised to a whole number, for a >= 0 and b > 0.
func quotientUp[N Numeric[N]](a, b N) int64 {
	switch x := any(a).(type) {
	case decimal.Decimal:
		q, rest := x.Sub(traceOf(x)).QuoRem(any(b).(decimal.Decimal), 0)
		if rest.Sign() > 0 {
			return q.IntPart() + 1
		}
		return q.IntPart()
	case Float:
		return int64(math.Ceil(float64(x/any(b).(Float)) / wholeGuard))
	}
	panic("unreachable: Numeric has two types")
}

// tidy rounds a difference to the places that the amount it was taken from had to give: beyond them stands only the
// rounding of earlier quotients, which must not decide about half a cent.
func tidy[N Numeric[N]](rest, of N) N {
	switch x := any(&rest).(type) {
	case *decimal.Decimal:
		amount := any(of).(decimal.Decimal)
		*x = x.Round(exactDigits - int32(amount.NumDigits()) - amount.Exponent())
	case *Float:
		grid := math.Pow10(leadingPlace(math.Abs(float64(any(of).(Float)))) - 13)
		*x = Float(math.Round(float64(*x)/grid) * grid)
	}
	return rest
}

// compareTwice compares twice a with an odd multiple of b: the test of a half, without a division.
func compareTwice[N Numeric[N]](a, b N, whole int64) int {
	return a.Add(a).Cmp(b.Mul(numberOfInt[N](2*whole + 1)))
}

const log10Of2 = 0.30102999566398119521373889472449

// leadingPlace is the power of ten of a positive number's first digit, without a logarithm.
func leadingPlace(x float64) int {
	_, exponent := math.Frexp(x)
	place := int(math.Floor(float64(exponent-1) * log10Of2))
	if x >= math.Pow10(place+1) {
		place++
	}
	return place
}
