package sim

import (
	"math/bits"
	"sync"
)

// replicates is how many independent randomisations a Sobol sample is made of: path k is point k / 16 of randomisation
// k mod 16. However many paths are run, each randomisation has its first points, and what their means differ by tells the
// error, which the plain formula can't.
const replicates = 16

// sobol draws the normals of a path from the points of a Sobol sequence (I. M. Sobol, USSR Computational Mathematics and
// Mathematical Physics 7, 1967), laid over the days by a Brownian bridge. A second factor takes every other coordinate, so
// that both have important ones. What no factor asks for is drawn pseudo-random.
type sobol struct {
	table   *scrambledSobol
	bridge  *brownianBridge
	points  [replicates]sobolPoint
	normals []float64
	others  []int32      // buffer
	rest    pseudoRandom // for the draws of no factor
}

// sobolPoint is a point of a randomisation, in digits, from which the next one is a short way.
type sobolPoint struct {
	index  uint64
	digits []uint32 // nil before the first point
}

// newSobol is a source of the normals of so many days for each factor.
func newSobol(seed uint64, days, factors int) *sobol {
	return &sobol{table: scrambled(seed, days, factors), bridge: newBrownianBridge(days), normals: make([]float64, days), others: make([]int32, days), rest: pseudoRandom{seed}}
}

func (s *sobol) fill(k int, from stream, into []float64) {
	factor, ok := s.factor(from)
	if !ok {
		s.rest.fill(k, from, into)
		return
	}
	digits := s.point(k)[factor*s.table.days:][:s.table.days]
	inverseNormals(digits, s.normals, s.others)
	s.bridge.lay(s.normals, into)
}

// factor is which of the process's factors a stream holds the normals of.
func (s *sobol) factor(of stream) (factor int, ok bool) {
	switch of {
	case pricesStream:
		return 0, true
	case varianceStream:
		return 1, s.table.factors > 1
	}
	return 0, false
}

// point returns the digits of a path's point. The points of a randomisation are in the order of I. A. Antonov and V. M.
// Saleev (1979), in which a point and the next one differ by one direction number.
func (s *sobol) point(k int) []uint32 {
	r := k % replicates
	p, index := &s.points[r], uint64(k/replicates)
	switch {
	case p.digits != nil && index == p.index:
	case p.digits != nil && index == p.index+1:
		xorInto(p.digits, s.table.column(r, bits.TrailingZeros64(index)))
	default:
		p.digits = append(p.digits[:0], s.table.shift(r)...)
		for gray := index ^ index>>1; gray != 0; gray &= gray - 1 {
			xorInto(p.digits, s.table.column(r, bits.TrailingZeros64(gray)))
		}
	}
	p.index = index
	return p.digits
}

func xorInto(digits, column []uint32) {
	column = column[:len(digits)]
	for i := range digits {
		digits[i] ^= column[i]
	}
}

// scrambledSobol holds the direction numbers of every randomisation: each dimension's digits go through a random lower
// triangular matrix and then a random shift (J. Matousek, "On the L2-discrepancy for anchored boxes", Journal of Complexity
// 14, 1998). A mean over such points has the variance that it has over points scrambled in full after Owen (A. B. Owen,
// "Variance with alternative scramblings of digital nets", ACM TOMACS 13, 2003), for the price of unscrambled ones.
//
// A factor's dimensions stand side by side: the coordinate i of factor f is dimension i x factors + f of the sequence.
type scrambledSobol struct {
	seed          uint64
	days, factors int
	columns       []uint32 // by randomisation, direction number, factor and day; after the direction numbers the shift
}

func (t *scrambledSobol) column(replicate, number int) []uint32 {
	width := t.days * t.factors
	return t.columns[(replicate*(sobolBits+1)+number)*width:][:width]
}

func (t *scrambledSobol) shift(replicate int) []uint32 { return t.column(replicate, sobolBits) }

// lastScrambled keeps the last table that was made: all workers, and most processes of a run, ask for the same one.
var lastScrambled struct {
	sync.Mutex
	table *scrambledSobol
}

func scrambled(seed uint64, days, factors int) *scrambledSobol {
	lastScrambled.Lock()
	defer lastScrambled.Unlock()
	if t := lastScrambled.table; t == nil || t.seed != seed || t.days != days || t.factors != factors {
		lastScrambled.table = newScrambledSobol(seed, days, factors)
	}
	return lastScrambled.table
}

func newScrambledSobol(seed uint64, days, factors int) *scrambledSobol {
	t := &scrambledSobol{seed: seed, days: days, factors: factors, columns: make([]uint32, replicates*(sobolBits+1)*days*factors)}
	var draws [replicates]draws
	for r := range draws {
		draws[r] = drawsOf(seed, replicatesStream, r)
	}
	for i, dimension := range sobolDimensions(days * factors) {
		directions := dimension.directions()
		place := i%factors*days + i/factors
		for r := range draws {
			scramble := newScramble(&draws[r])
			for number, v := range directions {
				t.column(r, number)[place] = scramble.of(v)
			}
			t.shift(r)[place] = uint32(draws[r].next() >> 32)
		}
	}
	return t
}

// scramble is a lower triangular matrix of binary digits with ones on its diagonal: what each digit adds to itself and to
// those behind it, the first digit first.
type scramble [sobolBits]uint32

func newScramble(d *draws) (s scramble) {
	for i := 0; i < sobolBits; i += 2 {
		both := d.next()
		for half, random := range [2]uint32{uint32(both >> 32), uint32(both)} {
			digit := uint32(1) << (sobolBits - 1 - i - half)
			s[i+half] = digit | random&(digit-1)
		}
	}
	return s
}

// of is a number with its digits scrambled.
func (s *scramble) of(v uint32) uint32 {
	var scrambled uint32
	for v != 0 {
		first := bits.LeadingZeros32(v)
		scrambled ^= s[first]
		v &^= 1 << (sobolBits - 1 - first)
	}
	return scrambled
}
