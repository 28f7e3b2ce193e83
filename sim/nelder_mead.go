package sim

import (
	"cmp"
	"math"
	"slices"
)

// highest searches for the point at which a function is highest by the simplex of J. A. Nelder and R. Mead, "A simplex method
// for function minimization", Computer Journal 7 (1965), begun anew where it ended until that gains nothing. steps are how far
// the first simplex reaches from the start along each axis. Where the function is minus infinity it can't be. Only operations
// with the same bits everywhere are used, so that what is fitted, and then drawn, is the same on every machine.
func highest(of func([]float64) float64, start, steps []float64) (at []float64, value float64) {
	const (
		mostStarts  = 4
		gainsEnough = 1e-3
	)
	at, value = slices.Clone(start), of(start)
	for range mostStarts {
		s := newSimplex(of, at, steps)
		s.climb()
		before := value
		at, value = s.corners[0].at, s.corners[0].value
		if value-before < gainsEnough {
			break
		}
	}
	return at, value
}

// simplex is a search under way. Its corners are sorted, the highest first.
type simplex struct {
	of      func([]float64) float64
	corners []corner
}

type corner struct {
	at    []float64
	value float64
}

func newSimplex(of func([]float64) float64, start, steps []float64) *simplex {
	s := &simplex{of: of, corners: []corner{{slices.Clone(start), of(start)}}}
	for i, step := range steps {
		at := slices.Clone(start)
		at[i] += step
		s.corners = append(s.corners, corner{at, of(at)})
	}
	return s
}

func (s *simplex) sort() {
	slices.SortStableFunc(s.corners, func(a, b corner) int { return cmp.Compare(b.value, a.value) })
}

// climb moves the simplex until all its corners are about as high.
func (s *simplex) climb() {
	const (
		mostMoves = 600
		flat      = 1e-4
	)
	n := len(s.corners) - 1
	for range mostMoves {
		s.sort()
		if s.corners[0].value-s.corners[n].value < flat {
			return
		}
		worst := &s.corners[n]
		across := s.through(1)
		switch {
		case across.value > s.corners[0].value:
			if further := s.through(2); further.value > across.value {
				across = further
			}
			*worst = across
		case across.value > s.corners[n-1].value:
			*worst = across
		default:
			s.contract(across)
		}
	}
	s.sort()
}

// contract draws the worst corner in, or all of them towards the best.
func (s *simplex) contract(across corner) {
	worst := &s.corners[len(s.corners)-1]
	nearer := s.through(-0.5)
	if across.value > worst.value {
		nearer = s.through(0.5)
	}
	if nearer.value > max(across.value, worst.value) {
		*worst = nearer
		return
	}
	best := s.corners[0].at
	for i := range s.corners[1:] {
		c := &s.corners[i+1]
		for axis := range c.at {
			c.at[axis] = float64(0.5*c.at[axis]) + float64(0.5*best[axis])
		}
		c.value = s.of(c.at)
	}
}

// through is the point that lies beyond the middle of the other corners by a multiple of the worst one's distance.
func (s *simplex) through(multiple float64) corner {
	n := len(s.corners) - 1
	at := make([]float64, n)
	for axis := range at {
		sum := 0.0
		for _, c := range s.corners[:n] {
			sum += c.at[axis]
		}
		middle := sum / float64(n)
		at[axis] = middle + float64(multiple*(middle-s.corners[n].at[axis]))
	}
	return corner{at, s.of(at)}
}

var minusInfinity = math.Inf(-1)
