package model

import "math/bits"

// mulDiv returns a x b / c cut down, and the remainder, through a 128-bit product. All are not negative, c is positive,
// and the quotient must fit an int64.
func mulDiv(a, b, c int64) (quotient, remainder int64) {
	high, low := bits.Mul64(uint64(a), uint64(b))
	q, r := bits.Div64(high, low, uint64(c))
	return int64(q), int64(r)
}

// proportion returns count x part / whole, cut down.
func proportion(count, part, whole int64) int64 {
	q, _ := mulDiv(count, part, whole)
	return q
}

// scaleDown returns count x ratio, its fraction cut off: what buyers in the market have sold is held below zero.
func scaleDown(count int64, by ratio) int64 {
	if count < 0 {
		return -scaleDown(-count, by)
	}
	q, _ := mulDiv(count, by.over, by.under)
	return q
}
