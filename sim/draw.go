package sim

// Every random number of a simulation is a function of (seed, stream, path, k) and of nothing else: no generator has a
// state that a run would have to pass through. A single path can be drawn again alone, blocks may be of any size, and any
// number of workers draw the same bits.
//
// The function is SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014)
// read as a counter: the sequence that it gives from a starting point that the seed chooses, at the place
// stream x 2^56 + path x 2^20 + k. No two draws of one seed stand at the same place.

// stream keeps the draws of one purpose apart from those of every other.
type stream uint64

// The streams. Their numbers are part of what a seed means and never change.
const (
	pricesStream   stream = iota // the normals of closes
	varianceStream               // those of a variance that moves
	jumpsStream                  // when the price jumps, and how far
	blocksStream                 // the blocks of history that are drawn
	lapsesStream                 // lapses of the registration
	delistingsStream
	financingsStream
	votesStream
	validationStream // paths that a rule of conversion is tested on, and not fitted to
	replicatesStream // what tells one randomisation of a sample from another
)

const (
	drawsPerPathBits = 20 // 2^20 draws for each path: a century of days takes 27,000
	pathBits         = 36
	// goldenGamma is the odd number nearest to 2^64 over the golden ratio.
	goldenGamma = 0x9e3779b97f4a7c15
)

// draws is the sequence of one path in one stream.
type draws uint64 // where the next draw stands

// drawsOf returns the beginning of a path's own sequence.
func drawsOf(seed uint64, s stream, path int) draws {
	place := uint64(s)<<(pathBits+drawsPerPathBits) | uint64(path)<<drawsPerPathBits
	return draws(mix64(seed) + place*goldenGamma)
}

// next returns 64 random bits and moves on by one.
func (d *draws) next() uint64 {
	bits := mix64(uint64(*d))
	*d += goldenGamma
	return bits
}

// uniform returns a number inside (0, 1), never one of its ends, of 53 bits.
func (d *draws) uniform() float64 {
	return (float64(d.next()>>11) + 0.5) * 0x1p-53
}

// mix64 is SplitMix64's scrambling of a counter, a one-to-one map of 64 bits (variant 13 of David Stafford).
func mix64(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
