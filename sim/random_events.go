package sim

import (
	"cmp"
	"slices"

	"scenarios/model"
)

// chance draws what a simulated path brings besides its closes: random events, and the draws that decide votes. Like the
// closes they depend on the seed and the path's number only; each kind has a stream of its own, so that a rate changes nothing
// but its own events. A chance keeps buffers, so each worker needs its own.
type chance struct {
	seed   uint64
	rates  []arrivals
	days   float64 // of the case
	random []model.RandomEvent
	votes  []float64
}

// arrivals is one kind of event that comes at a rate.
type arrivals struct {
	kind   model.RandomEventKind
	stream stream
	gap    float64 // mean trading days from one to the next
}

// newChance prepares the draws of a simulated case.
func newChance(r *model.Resolved) *chance {
	s := r.Simulation
	c := &chance{seed: s.Seed, days: float64(len(r.Days)), votes: make([]float64, r.VotesDrawn())}
	add := func(kind model.RandomEventKind, from stream, perYear float64) {
		if perYear > 0 {
			c.rates = append(c.rates, arrivals{kind, from, float64(s.DaysPerYear) / perYear})
		}
	}
	add(model.RandomLapse, lapsesStream, s.RandomEvents.LapsesPerYear)
	add(model.RandomDelisting, delistingsStream, s.RandomEvents.DelistingsPerYear)
	add(model.RandomFinancing, financingsStream, s.RandomEvents.FinancingsPerYear)
	return c
}

// path lays what chance brings path k beside its closes. It is valid until the next call.
func (c *chance) path(k int, closes []int64) model.Path {
	c.random = c.random[:0]
	for _, a := range c.rates {
		c.arrive(a, k)
	}
	if len(c.rates) > 1 {
		slices.SortFunc(c.random, func(a, b model.RandomEvent) int {
			return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Kind, b.Kind))
		})
	}
	draws := drawsOf(c.seed, votesStream, k)
	for i := range c.votes {
		c.votes[i] = draws.uniform()
	}
	return model.Path{Closes: closes, Random: c.random, Votes: c.votes}
}

// arrive draws the events of one kind. They arrive as a Poisson process: the times between them are exponential, in trading
// days as yearly rates are, and the first day of the case is the time from 0 to 1.
func (c *chance) arrive(a arrivals, k int) {
	draws := drawsOf(c.seed, a.stream, k)
	for time := -float64(a.gap * model.Log(draws.uniform())); time < c.days; time -= float64(a.gap * model.Log(draws.uniform())) {
		c.random = append(c.random, model.RandomEvent{Day: int(time), Kind: a.kind})
	}
}
