package sim

import "scenarios/model"

// variates are where a process takes the standard normal variates of a path from, so that how draws are spread is no
// concern of the process. A source may keep buffers, so each worker needs its own.
type variates interface {
	// fill writes the first variates of path k in a stream, one for each trading day.
	fill(k int, s stream, into []float64)
}

// newVariates is the source that a simulation's Sampling asks for, of the normals of so many days.
func newVariates(s model.Simulation, days int) variates {
	switch s.Sampling {
	case model.SamplingAntithetic:
		return antithetic{pseudoRandom{seed: s.Seed}}
	case model.SamplingSobol:
		return newSobol(s.Seed, days, s.Factors())
	}
	return pseudoRandom{seed: s.Seed}
}

// pseudoRandom draws every path independently of every other.
type pseudoRandom struct{ seed uint64 }

func (p pseudoRandom) fill(k int, s stream, into []float64) { normals(drawsOf(p.seed, s, k), into) }

// antithetic draws paths in pairs, 2j and 2j + 1, of which the second has the variates of the first with every sign changed
// (J. M. Hammersley and K. W. Morton, "A new Monte Carlo technique: antithetic variates", Mathematical Proceedings of the
// Cambridge Philosophical Society 52, 1956).
type antithetic struct{ pairs pseudoRandom }

func (a antithetic) fill(k int, s stream, into []float64) {
	a.pairs.fill(k/2, s, into)
	if k%2 == 0 {
		return
	}
	for i := range into {
		into[i] = -into[i]
	}
}
