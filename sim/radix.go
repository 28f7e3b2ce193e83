package sim

import (
	"math"
	"slices"
)

// radixFrom is how many values make a radix sort worth its counting.
const radixFrom = 2000

// sortValues sorts values in ascending order. Many are sorted by eleven bits at a time, the lowest first; a turn in which
// all values have the same bits is left out, which is most of them where values are counts of shares.
func sortValues(values []float64) {
	if len(values) < radixFrom {
		slices.Sort(values)
		return
	}
	const (
		bits  = 11
		turns = 6
		mask  = 1<<bits - 1
	)
	keys, spare := make([]uint64, len(values)), make([]uint64, len(values))
	var counts [turns][1 << bits]int32
	for i, v := range values {
		k := sortKey(v)
		keys[i] = k
		for turn := range turns {
			counts[turn][k>>(turn*bits)&mask]++
		}
	}
	for turn := range turns {
		count := &counts[turn]
		if int(count[keys[0]>>(turn*bits)&mask]) == len(keys) {
			continue
		}
		place := int32(0)
		for i, n := range count {
			count[i] = place
			place += n
		}
		for _, k := range keys {
			slot := &count[k>>(turn*bits)&mask]
			spare[*slot] = k
			*slot++
		}
		keys, spare = spare, keys
	}
	for i, k := range keys {
		values[i] = valueOfKey(k)
	}
}

// signBit is the sign of a float64.
const signBit = 1 << 63

// sortKey maps numbers to whole numbers of the same order.
func sortKey(v float64) uint64 {
	bits := math.Float64bits(v)
	if bits&signBit != 0 {
		return ^bits
	}
	return bits | signBit
}

// valueOfKey is the way back.
func valueOfKey(k uint64) float64 {
	if k&signBit != 0 {
		return math.Float64frombits(k &^ signBit)
	}
	return math.Float64frombits(^k)
}
