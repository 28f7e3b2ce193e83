package sim

import (
	"cmp"
	"math"
	"slices"
)

// When to use a right that may be used once, on any of several dates, by the method of F. A. Longstaff and E. S. Schwartz,
// "Valuing American options by simulation: a simple least-squares approach", Review of Financial Studies 14 (2001): from the
// last date to the first, what waiting turned out to bring along each sampled path is regressed on functions of that day's
// state, and the right is used where the estimate says that waiting brings less. Ours departs from theirs in two ways. What is
// regressed is the gain of waiting over using the right at once, so that a problem may take off whatever has the same
// expectation on both sides. And where the estimate says to use the right is taken as everything from one level of the state
// on, the level that loses least by the estimates: a table of levels is all that there is to apply.

// stopping is a right seen along sampled paths. Amounts are in money of the first day.
type stopping interface {
	size() (paths, dates int)
	// reach takes a path back to a date: from its end, or from the date after. It returns how far the right is in the money,
	// 1 being the edge and higher more so, and what waiting then brought beyond using the right; may is false where the right
	// can't be used, or surely isn't.
	reach(path, date int) (state, gain float64, may bool)
	// use has the right used on the date that the path was taken to.
	use(path, date int)
}

// fewestRows is how many paths must be able to use the right on a date for its level to be estimated.
const fewestRows = 50

// stateUnit divides levels: they are whole millionths of the state, so that they can be applied exactly.
const stateUnit = 1_000_000

// The levels at the two ends: a right that isn't used in any state, and one that is used in every state.
const (
	levelNever  = 0
	levelAlways = 1
)

// highestLevel is the highest state, in millionths, that a level is estimated at: a thousand times the edge.
const highestLevel = 1000 * stateUnit

// sampledChoice is the choice between waiting and using the right on one path.
type sampledChoice struct {
	path        int
	state, gain float64
	estimate    float64 // of the gain, from the state
}

// fitLevels works the levels of the state out, by date, from which the right is used, and leaves every path with what it
// brings under them. The result is in millionths.
func fitLevels(p stopping) []int64 {
	paths, dates := p.size()
	levels := make([]int64, dates)
	choices := make([]sampledChoice, 0, paths)
	for date := dates - 1; date >= 0; date-- {
		choices = choices[:0]
		for path := range paths {
			if state, gain, may := p.reach(path, date); may {
				choices = append(choices, sampledChoice{path: path, state: state, gain: gain})
			}
		}
		levels[date] = fitLevel(choices)
		for _, c := range choices {
			if reaches(c.state, levels[date]) {
				p.use(c.path, date)
			}
		}
	}
	return levels
}

// reaches reports whether the right is used in a state.
func reaches(state float64, level int64) bool {
	return level != levelNever && float64(state*stateUnit) >= float64(level)
}

// fitLevel estimates the level of one date. It may put the choices in another order.
func fitLevel(choices []sampledChoice) int64 {
	loses := slices.ContainsFunc(choices, func(c sampledChoice) bool { return c.gain < 0 })
	if len(choices) < fewestRows || !loses {
		return levelNever // what never lost on any path has no negative expectation
	}
	slices.SortFunc(choices, func(a, b sampledChoice) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.path, b.path))
	})
	estimateGains(choices)
	from, least, sum := len(choices), 0.0, 0.0
	for i := len(choices) - 1; i >= 0; i-- {
		sum += choices[i].estimate
		edge := i == 0 || choices[i-1].state < choices[i].state
		if edge && sum < least {
			from, least = i, sum
		}
	}
	switch from {
	case len(choices):
		return levelNever
	case 0:
		return levelAlways
	}
	level := math.Ceil(float64((choices[from-1].state+choices[from].state)/2) * stateUnit)
	if level > highestLevel {
		return levelNever
	}
	return int64(level)
}

// estimateGains regresses the gains on the state. An expectation lies between the least and the greatest of what it is the
// expectation of, so the estimates are held there.
func estimateGains(choices []sampledChoice) {
	n := len(choices)
	basis := make([][]float64, basisColumns)
	for j := range basis {
		basis[j] = make([]float64, n)
	}
	gains := make([]float64, n)
	for i, c := range choices {
		for j, v := range basisAt(c.state) {
			basis[j][i] = v
		}
		gains[i] = c.gain
	}
	low, high := slices.Min(gains), slices.Max(gains)
	fit := leastSquares{columns: basis, figures: gains}
	coefficients := fit.fit()
	for i := range choices {
		estimate := 0.0
		for j, v := range basisAt(choices[i].state) {
			estimate += float64(coefficients[j] * v)
		}
		choices[i].estimate = min(max(estimate, low), high)
	}
}

// basisColumns is how many functions of the state there are.
const basisColumns = 5

// basisAt are the functions of the state that gains are regressed on: a constant and the first three weighted Laguerre
// polynomials, as in the paper, and the state itself, because what a share pays its holders goes with it.
func basisAt(state float64) [basisColumns]float64 {
	const furthest = 1400 // beyond it the weight is nothing
	weight := exponential(-0.5 * min(state, furthest))
	square := float64(state * state)
	return [basisColumns]float64{1, state, weight, weight * (1 - state), weight * (1 - 2*state + float64(square*0.5))}
}
