package xlsx

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// exactDigits is how many significant digits of a decimal a cell's binary number always keeps. Excel stores a typed 7.1 as
// 7.0999999999999996, so a longer text is read as the binary number it stands for and given back in its shortest form, 7.1.
const exactDigits = 15

// numberShape counts what a number's text is made of; ok is false where it is no number of the file format.
func numberShape(raw []byte) (significant int, hasExponent, ok bool) {
	if len(raw) > maxNumberLength {
		return 0, false, false
	}
	i := 0
	if i < len(raw) && (raw[i] == '-' || raw[i] == '+') {
		i++
	}
	digits, points := 0, 0
	for ; i < len(raw); i++ {
		switch c := raw[i]; {
		case c >= '0' && c <= '9':
			digits++
			if c != '0' || significant > 0 {
				significant++
			}
		case c == '.' && points == 0:
			points++
		case c == 'e' || c == 'E':
			return significant, true, digits > 0 && isExponent(raw[i+1:])
		default:
			return 0, false, false
		}
	}
	return significant, false, digits > 0
}

func isExponent(raw []byte) bool {
	if len(raw) > 0 && (raw[0] == '-' || raw[0] == '+') {
		raw = raw[1:]
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(raw) > 0
}

// parseNumber reads a number as it is stored. ok is false for anything that a cell can't hold as a number.
func parseNumber(raw []byte) (number decimal.Decimal, ok bool) {
	significant, hasExponent, ok := numberShape(raw)
	if !ok {
		return decimal.Decimal{}, false
	}
	text := string(raw)
	if hasExponent || significant > exactDigits {
		binary, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(binary, 0) {
			return decimal.Decimal{}, false
		}
		text = strconv.FormatFloat(binary, 'g', -1, 64)
	}
	number, err := decimal.NewFromString(text)
	return number, err == nil
}

// parseMicros reads a price as millionths of a dollar. exact is false where it has more than six decimals even when it is
// taken at the fifteen digits that Excel shows; ok is false where it is no number or too large.
func parseMicros(raw []byte) (micros int64, exact, ok bool) {
	if micros, ok := plainMicros(raw); ok {
		return micros, true, true
	}
	number, ok := parseNumber(raw)
	if !ok || number.Abs().GreaterThan(decimal.New(math.MaxInt64/model.MicrosPerDollar, 0)) {
		return 0, false, false
	}
	number = toDigits(number, exactDigits).Mul(decimal.NewFromInt(model.MicrosPerDollar))
	return number.IntPart(), number.IsInteger(), true
}

// plainMicros is parseMicros for the usual case: a short unsigned number with at most six decimals.
func plainMicros(raw []byte) (micros int64, ok bool) {
	if len(raw) == 0 || len(raw) > exactDigits-4 {
		return 0, false
	}
	decimals := -1
	for _, c := range raw {
		switch {
		case c >= '0' && c <= '9':
			micros = micros*10 + int64(c-'0')
			if decimals >= 0 {
				decimals++
			}
		case c == '.' && decimals < 0:
			decimals = 0
		default:
			return 0, false
		}
	}
	if decimals > 6 || decimals == 0 || raw[0] == '.' {
		return 0, false
	}
	for range 6 - max(decimals, 0) {
		micros *= 10
	}
	return micros, true
}

// toDigits rounds to significant digits, half away from zero.
func toDigits(number decimal.Decimal, digits int) decimal.Decimal {
	return number.Round(int32(digits-number.NumDigits()) - number.Exponent())
}

// Day counts of the file format. The 1900 system counts a February 29, 1900 that never was, so its days up to 59 lie one
// later than the plain count from December 30, 1899.
const (
	leapBugDay = 60
	lastYear   = 9999
)

var (
	epoch1900 = model.DateOf(1899, time.December, 30)
	epoch1904 = model.DateOf(1904, time.January, 1)
	lastDay   = model.DateOf(lastYear, time.December, 31)
)

// serialDate turns a day count into a date; a time of day is left off. ok is false where the count is no day.
func serialDate(serial decimal.Decimal, from1904 bool) (date model.Date, ok bool) {
	whole := serial.Floor()
	if whole.IsNegative() || whole.GreaterThan(decimal.NewFromInt(int64(lastDay-epoch1900))) {
		return model.NoDate, false
	}
	days := model.Date(whole.IntPart())
	switch {
	case from1904:
		return epoch1904 + days, epoch1904+days <= lastDay
	case days == 0 || days == leapBugDay:
		return model.NoDate, false
	case days < leapBugDay:
		return epoch1900 + days + 1, true
	}
	return epoch1900 + days, true
}

// serialOf is the day count that the 1900 system gives to a date written out in ISO form.
func serialOf(date model.Date) decimal.Decimal {
	days := date - epoch1900
	if days <= leapBugDay {
		days--
	}
	return decimal.NewFromInt(int64(days))
}

// parseISODate reads 2002-12-17, with or without a time of day behind it (T00:00:00, a fraction, a Z).
func parseISODate(raw []byte) (date model.Date, ok bool) {
	day, clock, hasClock := bytes.Cut(raw, []byte("T"))
	date, err := model.ParseDate(string(day))
	if err != nil || len(day) != len(time.DateOnly) {
		return model.NoDate, false
	}
	if !hasClock {
		return date, true
	}
	_, err = time.Parse(time.TimeOnly, strings.TrimSuffix(string(clock), "Z"))
	return date, err == nil
}
