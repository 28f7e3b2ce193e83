package sim

import (
	"math"
	"slices"
)

// tally counts values in bins whose width is 0.2% of their values, for figures of which there are too many to keep: a
// simulation's month ends. Counts are whole numbers, so that tallies of parts of the paths add up to the same tally in any
// order. Bins stand in pages, one for each power of two that occurs.
type tally struct {
	pages []*tallyPage
	total int
}

// tallyPage is the bins of the values between two powers of two.
type tallyPage struct {
	key  uint64 // the leading bits of the values' sort keys
	bins [1 << tallyBits]tallyBin
}

// tallyBin counts the values in a bin and keeps the least of them, so that what is read off is always a value that some
// path had.
type tallyBin struct {
	least float64
	count int32
}

const (
	tallyBits     = 9 // bins a power of two
	mantissaBits  = 52
	tallyBinShift = mantissaBits - tallyBits
)

// add counts a value.
func (t *tally) add(v float64) {
	k := sortKey(v)
	bin := &t.page(k >> mantissaBits).bins[k>>tallyBinShift&(1<<tallyBits-1)]
	if bin.count == 0 || v < bin.least {
		bin.least = v
	}
	bin.count++
	t.total++
}

// page returns the page of a key, made where there is none yet. Values of one figure share a few.
func (t *tally) page(key uint64) *tallyPage {
	for _, p := range t.pages {
		if p.key == key {
			return p
		}
	}
	p := &tallyPage{key: key}
	t.pages = append(t.pages, p)
	return p
}

// merge adds the counts of another tally.
func (t *tally) merge(other *tally) {
	t.total += other.total
	for _, from := range other.pages {
		into := t.page(from.key)
		for i := range from.bins {
			b, add := &into.bins[i], from.bins[i]
			if b.count == 0 || add.count > 0 && add.least < b.least {
				b.least = add.least
			}
			b.count += add.count
		}
	}
}

// quantiles returns values below which the given parts of all values lie, in ascending order of the parts. Each is a value
// that occurred, at most 0.2% away from the exact quantile.
func (t *tally) quantiles(parts ...float64) []float64 {
	slices.SortFunc(t.pages, func(a, b *tallyPage) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	found := make([]float64, 0, len(parts))
	passed := 0
	for _, p := range t.pages {
		for i := range p.bins {
			if p.bins[i].count == 0 {
				continue
			}
			passed += int(p.bins[i].count)
			for len(found) < len(parts) && passed > int(math.Floor(parts[len(found)]*float64(t.total-1))) {
				found = append(found, p.bins[i].least)
			}
		}
	}
	return found
}
