package sim

import "scenarios/model"

// process draws the price paths of a simulation. Path k depends on the parameters, the seed and k only, whoever draws it and
// in whatever order. A process may keep buffers, so each worker needs its own.
type process interface {
	// path writes the closes of path k, in micros, one for each trading day.
	path(k int, closes []int64)
}

// newPaths is the process of a simulation laid over a case's days.
func newPaths(s model.Simulation, r *model.Resolved) process {
	ratios := rescalings(r)
	return newProcess(s, len(r.Days), model.PastReturns(r), func(day int) (over, under int64) {
		ratio, ok := ratios[day]
		if !ok {
			return 1, 1
		}
		return ratio.Num().Int64(), ratio.Denom().Int64()
	})
}

// newProcess chooses the process. The returns are those of the past.
func newProcess(s model.Simulation, days int, returns []float64, splits rescaling) process {
	switch s.Process {
	case model.ProcessMerton:
		return newMerton(s, days, splits)
	case model.ProcessHeston:
		return newHeston(s, days, splits)
	case model.ProcessBootstrap:
		return newBootstrap(s, returns, days, splits)
	}
	return newGBM(s, days, splits)
}

// sameProcess reports whether two simulations draw the same paths over the same days: whatever is done with a path, and on
// how many, may differ.
func sameProcess(a, b model.Simulation) bool { return drawnBy(a) == drawnBy(b) }

// drawnBy leaves of a simulation what its paths depend on.
func drawnBy(s model.Simulation) model.Simulation {
	s.Paths, s.TargetError, s.TargetMetric = 0, 0, model.MetricName{}
	s.PriceImpact, s.RandomEvents = 0, model.RandomEvents{}
	return s
}
