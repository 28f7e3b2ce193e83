package sim

import (
	"math"
	"slices"
	"sort"
)

// tally counts values in bins of a fixed width in proportion to the value, for figures of which there are too many to keep.
// Counts are whole numbers, so that tallies of parts of the paths add up to the same tally in any order. Bins stand in pages,
// one for each power of two that occurs.
type tally struct {
	bits  int // 2^bits bins a power of two, each at most 2^-bits of the value wide
	pages []*tallyPage
}

// tallyPage is the bins of the values between two powers of two.
type tallyPage struct {
	key  uint64 // the leading bits of the values' sort keys
	bins []tallyBin
}

// tallyBin counts the values in a bin and keeps the least and the greatest of them, by their sort keys.
type tallyBin struct {
	least, greatest uint64
	count           int64
}

const mantissaBits = 52

// add counts values.
func (t *tally) add(values []float64) {
	var page *tallyPage
	for _, v := range values {
		k := sortKey(v)
		if page == nil || page.key != k>>mantissaBits {
			page = t.page(k >> mantissaBits)
		}
		page.bins[k>>(mantissaBits-t.bits)&(1<<t.bits-1)].merge(tallyBin{k, k, 1})
	}
}

// page returns the page of a key, made where there is none yet. Values of one figure share a few.
func (t *tally) page(key uint64) *tallyPage {
	for _, p := range t.pages {
		if p.key == key {
			return p
		}
	}
	p := &tallyPage{key: key, bins: make([]tallyBin, 1<<t.bits)}
	for i := range p.bins {
		p.bins[i].least = math.MaxUint64
	}
	t.pages = append(t.pages, p)
	return p
}

func (b *tallyBin) merge(other tallyBin) {
	b.least = min(b.least, other.least)
	b.greatest = max(b.greatest, other.greatest)
	b.count += other.count
}

// merge adds the counts of another tally with bins of the same width.
func (t *tally) merge(other *tally) {
	for _, from := range other.pages {
		into := t.page(from.key)
		for i := range from.bins {
			into.bins[i].merge(from.bins[i])
		}
	}
}

// sorted returns the values that were counted, in ascending order.
func (t *tally) sorted() binnedValues {
	slices.SortFunc(t.pages, func(a, b *tallyPage) int {
		if a.key < b.key {
			return -1
		}
		return 1
	})
	var b binnedValues
	passed := 0
	for _, p := range t.pages {
		for _, bin := range p.bins {
			if bin.count > 0 {
				low, high := valueOfKey(bin.least), valueOfKey(bin.greatest)
				b = append(b, binnedRun{low, high, passed, int(bin.count)})
				passed += int(bin.count)
			}
		}
	}
	return b
}

// binnedValues are values in ascending order of which only the bin is known: runs of values that are taken to stand evenly
// between the least and the greatest of their bin, both of which occurred. No value is further off than its bin is wide, and
// none at all where the values of a bin agree.
type binnedValues []binnedRun

// binnedRun is the values of one bin, the first of which stands at a place counted from 0.
type binnedRun struct {
	low, high    float64
	first, count int
}

func (b binnedValues) len() int {
	last := b[len(b)-1]
	return last.first + last.count
}

func (b binnedValues) at(place int) float64 {
	run := b[sort.Search(len(b), func(i int) bool { return b[i].first > place })-1]
	return run.at(place - run.first)
}

// at is the value at a place of the run.
func (r binnedRun) at(place int) float64 {
	if place == 0 {
		return r.low
	}
	part := float64(place) / float64(r.count-1)
	return r.low + float64(part*(r.high-r.low))
}

func (b binnedValues) below(v float64) int {
	i := sort.Search(len(b), func(i int) bool { return b[i].high >= v })
	if i == len(b) {
		return b.len()
	}
	run := b[i]
	return run.first + sort.Search(run.count, func(place int) bool { return run.at(place) >= v })
}

func (b binnedValues) spread(from, to int) (mean, deviation float64) {
	var offs, squares float64
	base := b.at(from)
	for _, run := range b {
		first, last := max(from-run.first, 0), min(to-run.first, run.count)-1
		if last < first {
			continue
		}
		n := float64(last - first + 1)
		off := float64((run.at(first)+run.at(last))/2) - base
		offs += float64(n * off)
		squares += float64(n * float64(off*off))
	}
	return meanOf(base, offs, squares, to-from)
}
