package sim

import (
	"math"
	"math/bits"
	"slices"
)

// radixFrom is how many values make a radix sort worth its counting.
const radixFrom = 2000

// A radix sort takes the values' leading bits, from the first in which any two of them differ, in turns.
const (
	radixBits  = 11
	radixTurns = 3
	radixMask  = 1<<radixBits - 1
)

// sorter sorts values; it keeps its room from one metric to the next, since clearing new room takes as long as sorting.
type sorter struct{ keys, spare []uint64 }

// sort sorts values in ascending order. Many are sorted by the 33 leading bits in which they differ, the lowest
// eleven first, which leaves next to nothing to be done among those that agree in them.
func (s *sorter) sort(values []float64) {
	if len(values) < radixFrom {
		slices.Sort(values)
		return
	}
	if len(s.keys) < len(values) {
		s.keys, s.spare = make([]uint64, len(values)), make([]uint64, len(values))
	}
	keys, spare := s.keys[:len(values)], s.spare[:len(values)]
	least, greatest := uint64(math.MaxUint64), uint64(0)
	for i, v := range values {
		k := sortKey(v)
		keys[i], least, greatest = k, min(least, k), max(greatest, k)
	}
	drop := max(bits.Len64(greatest-least)-radixBits*radixTurns, 0)
	var counts [radixTurns][1 << radixBits]int32
	for _, k := range keys {
		lead := (k - least) >> drop
		counts[0][lead&radixMask]++
		counts[1][lead>>radixBits&radixMask]++
		counts[2][lead>>(2*radixBits)&radixMask]++
	}
	for turn := range radixTurns {
		if radixTurn(keys, spare, &counts[turn], least, drop+turn*radixBits) {
			keys, spare = spare, keys
		}
	}
	sortWithin(keys, least, drop)
	for i, k := range keys {
		values[i] = valueOfKey(k)
	}
}

// radixTurn puts keys into the order of eleven of their bits, those that agree in them as they stand. It does nothing where
// all agree, and says so.
func radixTurn(from, into []uint64, count *[1 << radixBits]int32, least uint64, shift int) bool {
	if int(count[(from[0]-least)>>shift&radixMask]) == len(from) {
		return false
	}
	place := int32(0)
	for i, n := range count {
		count[i] = place
		place += n
	}
	for _, k := range from {
		slot := &count[(k-least)>>shift&radixMask]
		into[*slot] = k
		*slot++
	}
	return true
}

// sortWithin sorts keys that stand in the order of all but their lowest bits, counted from the least key.
func sortWithin(keys []uint64, least uint64, low int) {
	for i := 1; i < len(keys); i++ {
		if keys[i] >= keys[i-1] {
			continue
		}
		lead := (keys[i] - least) >> low
		from, to := i-1, i+1
		for from > 0 && (keys[from-1]-least)>>low == lead {
			from--
		}
		for to < len(keys) && (keys[to]-least)>>low == lead {
			to++
		}
		slices.Sort(keys[from:to])
		i = to - 1
	}
}

// signBit is the sign of a float64.
const signBit = 1 << 63

// sortKey maps numbers to whole numbers of the same order.
func sortKey(v float64) uint64 {
	b := math.Float64bits(v)
	return b ^ (uint64(int64(b)>>63) | signBit)
}

// valueOfKey is the way back.
func valueOfKey(k uint64) float64 {
	return math.Float64frombits(k ^ (uint64(int64(^k)>>63) | signBit))
}
