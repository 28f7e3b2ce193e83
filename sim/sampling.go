package sim

import "scenarios/model"

// variates are where a process takes the standard normal variates of a path from, so that how draws are spread is no
// concern of the process. A source may keep buffers, so each worker needs its own.
type variates interface {
	// fill writes the first variates of path k in a stream, one for each trading day.
	fill(k int, s stream, into []float64)
}

// newVariates is the source that a simulation's Sampling asks for.
func newVariates(s model.Simulation) variates { return pseudoRandom{seed: s.Seed} }

// pseudoRandom draws every path independently of every other.
type pseudoRandom struct{ seed uint64 }

func (p pseudoRandom) fill(k int, s stream, into []float64) { normals(drawsOf(p.seed, s, k), into) }
