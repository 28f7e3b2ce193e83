package xlsx

import (
	"fmt"
	"math"
	"strconv"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// Cells hold IEEE double precision figures between these magnitudes; nothing else is a number to a spreadsheet.
const (
	largestNumber  = 9.99999999999999e307
	smallestNumber = 2.2250738585072014e-308
)

// toFloat is the one place where a decimal becomes the figure of a cell: the nearest double. A figure outside the range
// of a cell is an error.
func toFloat(number decimal.Decimal) (float64, error) {
	if number.IsZero() {
		return 0, nil
	}
	if exponent := number.Exponent(); exponent <= 0 && exponent >= -22 && number.NumDigits() <= 15 {
		return float64(number.CoefficientInt64()) / math.Pow10(int(-exponent)), nil // both are exact, so one division rounds once
	}
	// The order of magnitude first: writing out the digits of 1E+1000000000 would exhaust the memory.
	magnitude := number.NumDigits() + int(number.Exponent())
	if magnitude < 400 && magnitude > -400 {
		f, err := strconv.ParseFloat(number.String(), 64)
		if err == nil && math.Abs(f) <= largestNumber && math.Abs(f) >= smallestNumber {
			return f, nil
		}
	}
	return 0, fmt.Errorf("a number of the order of 1E%+d; a cell holds numbers from 1E-307 to 1E+307", magnitude-1)
}

// Serial numbers of dates count from 1899-12-30, right from 1900-03-01 on: Excel takes 1900 for a leap year.
const (
	serialOfEpoch = 25_569 // of 1970-01-01
	firstSerial   = 61     // 1900-03-01
	lastSerial    = 2_958_465
)

// dateSerial returns the number that a cell holds for a date.
func dateSerial(date model.Date) (int, error) {
	if !date.Given() {
		return 0, fmt.Errorf("a date cell without a date")
	}
	serial := int(date) + serialOfEpoch
	if serial < firstSerial || serial > lastSerial {
		return 0, fmt.Errorf("the date %s; a cell holds dates from 1900-03-01 to 9999-12-31", date)
	}
	return serial, nil
}

// content returns what a cell holds, or the cached value of its formula: a string, a float64 or nil. Dates are their
// serial numbers; a formula may give its date either way.
func (c Cell) content() (any, error) {
	switch {
	case c.Kind == TextCell || c.Kind == FormulaText:
		return c.Text, nil
	case c.Kind == DateCell || c.Kind == FormulaNumber && c.Format == FormatDate && c.Number.IsZero():
		serial, err := dateSerial(c.Date)
		return float64(serial), err
	case c.Kind == NumberCell || c.Kind == FormulaNumber:
		return toFloat(c.Number)
	}
	return nil, nil
}
