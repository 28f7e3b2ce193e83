package sim

import (
	_ "embed"

	"scenarios/model"
)

// The direction numbers are the set new-joe-kuo-6.21201 of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better
// two-dimensional projections", SIAM Journal on Scientific Computing 30, 2008, under the licence that stands beside this
// file. They are searched so that any two dimensions near one another are evenly filled. Packed, as the program says that
// packs them:
//
//go:generate go run sobol_directions_pack.go new-joe-kuo-6.21201
//go:embed sobol_directions.bin
var packedDirections []byte

// sobolBits is how many binary digits a coordinate has, and how many direction numbers a dimension: enough for 2^32 points.
const sobolBits = 32

// sobolDimension is what a dimension's direction numbers follow from.
type sobolDimension struct {
	degree int      // of its primitive polynomial over the integers modulo 2
	inner  uint32   // the polynomial's coefficients between the highest and the lowest, which are 1
	first  []uint32 // the first direction numbers, as odd whole numbers m_i below 2^i
}

// bitReader takes bits off packed numbers, the highest first.
type bitReader struct {
	bytes []byte
	used  int
}

func (r *bitReader) take(bits int) uint32 {
	var value uint32
	for range bits {
		value = value<<1 | uint32(r.bytes[r.used/8]>>(7-r.used%8)&1)
		r.used++
	}
	return value
}

// sobolDimensions are the first so many dimensions, at most model.MostSobolDimensions. The first one has no polynomial: its
// m_i are all 1.
func sobolDimensions(count int) []sobolDimension {
	count = min(count, model.MostSobolDimensions)
	dimensions := make([]sobolDimension, 1, count)
	for r := (bitReader{bytes: packedDirections}); len(dimensions) < count; {
		d := sobolDimension{degree: int(r.take(5))}
		d.inner = r.take(d.degree - 1)
		for i := range d.degree {
			d.first = append(d.first, r.take(i)<<1|1)
		}
		dimensions = append(dimensions, d)
	}
	return dimensions
}

// directions are a dimension's direction numbers, as binary fractions of 32 digits: those given, and the rest by the
// recurrence of P. Bratley and B. L. Fox, "Algorithm 659: implementing Sobol's quasirandom sequence generator", ACM TOMS
// 14, 1988.
func (d sobolDimension) directions() (v [sobolBits]uint32) {
	for i := range v {
		switch {
		case d.degree == 0:
			v[i] = 1 << (sobolBits - 1 - i)
		case i < d.degree:
			v[i] = d.first[i] << (sobolBits - 1 - i)
		default:
			v[i] = v[i-d.degree] ^ v[i-d.degree]>>d.degree
			for k := 1; k < d.degree; k++ {
				if d.inner>>(d.degree-1-k)&1 == 1 {
					v[i] ^= v[i-k]
				}
			}
		}
	}
	return v
}
