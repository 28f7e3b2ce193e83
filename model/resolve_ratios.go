package model

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// largestRatioPart bounds the two whole numbers of a ratio of shares, so that products of several stay exact.
const largestRatioPart = 1_000_000_000

// simplestParts bounds the old shares in a ratio that a spreadsheet wrote as a rounded quotient.
const simplestParts = 1000

// readRatio reads new shares per old, or per share held. What a consummation gives is made a ratio when its prices are read.
func (e *eventRow) readRatio(v Value) bool {
	const expected = "shares per share, such as 2 or 0.1,"
	n, ok := e.number(v, "Quantity", expected)
	if !ok || !e.within(v, "Quantity", n, decimal.New(1, -6), decimal.New(1, 6), "shares per share, from 0.000001 to 1000000,") {
		return false
	}
	e.e.Quantity = n
	exact := quotientMeant(n)
	if e.kind.Name == stockDividend {
		exact.Add(exact, big.NewRat(1, 1))
	}
	if e.e.Ratio, ok = ratioFrom(exact); !ok {
		e.tooFine("Quantity", v)
	}
	return ok
}

func (e *eventRow) tooFine(column string, v Value) {
	e.refuse("too-many-decimals", v.At, v.Shown()+" for "+column, "a figure that makes a ratio of whole numbers of at most nine digits", "Round it")
}

// ratioFrom writes a quotient as two whole numbers in lowest terms; false where they are too large.
func ratioFrom(q *big.Rat) (ratio, bool) {
	over, under := q.Num(), q.Denom()
	if !over.IsInt64() || !under.IsInt64() || over.Int64() > largestRatioPart || under.Int64() > largestRatioPart || over.Sign() <= 0 {
		return ratio{}, false
	}
	return ratio{over.Int64(), under.Int64()}, true
}

// quotientMeant is the figure as written, or the simple quotient that a spreadsheet rounded to its fifteen digits:
// 0.333333333333333 is one third, and a holder of three old shares gets one new share, not none.
func quotientMeant(n decimal.Decimal) *big.Rat {
	const sameTo = 1e-14
	written := n.Rat()
	if n.Exponent() > -12 {
		return written
	}
	value := n.InexactFloat64()
	for under := int64(1); under <= simplestParts; under++ {
		over := math.Round(value * float64(under))
		if over >= 1 && math.Abs(over/float64(under)-value) <= sameTo*value {
			return big.NewRat(int64(over), under)
		}
	}
	return written
}
