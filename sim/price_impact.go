package sim

import (
	"errors"
	"slices"
	"strings"

	"scenarios/model"
)

// Where holders' sales move the price, a scenario is run a second time on the same paths without that: what differs is the
// sales' own doing, and the noise that both share cancels out.

// impactComparison gathers a scenario's metrics with price impact and without, on as many paths as outcomes are kept of.
type impactComparison struct {
	metrics       []int       // among the scenario's
	with, without [][]float64 // by these metrics and by path
}

// newImpactComparison prepares the comparison of a scenario, nil where its price is not moved.
func newImpactComparison(c *simulatedCase) *impactComparison {
	s := c.Resolved.Simulation
	if s.PriceImpact == 0 {
		return nil
	}
	i := &impactComparison{}
	for m, name := range c.names {
		if slices.Contains([]string{"final price", "dilution", "value to holders"}, name) || strings.HasPrefix(name, conversionPriceOf) {
			i.metrics = append(i.metrics, m)
			i.with = append(i.with, make([]float64, min(s.Paths, mostKept)))
			i.without = append(i.without, make([]float64, min(s.Paths, mostKept)))
		}
	}
	return i
}

// result is the paired comparison over the first so many paths.
func (i *impactComparison) result(c *simulatedCase, paths int) []ImpactComparison {
	if i == nil {
		return nil
	}
	var all []ImpactComparison
	for n, m := range i.metrics {
		paths := min(paths, len(i.with[n]))
		with, without, differences := i.with[n][:paths], i.without[n][:paths], make([]float64, paths)
		for k := range differences {
			differences[k] = with[k] - without[k]
		}
		compared := ImpactComparison{Metric: c.names[m], Unit: c.units[m], Paths: paths}
		compared.Difference, compared.StandardError = meanWithError(differences, c.Resolved.Simulation.Sampling)
		compared.With, _ = meanAndDeviation(with)
		compared.Without, _ = meanAndDeviation(without)
		all = append(all, compared)
	}
	return all
}

// unmovedRun runs a scenario without price impact.
type unmovedRun struct {
	runner  *model.Runner
	figures model.Figures
}

// newUnmovedRun prepares it.
func newUnmovedRun(r *model.Resolved, fast bool) (*unmovedRun, error) {
	simulation, unmoved := *r.Simulation, *r
	simulation.PriceImpact, unmoved.Simulation = 0, &simulation
	runner, err := model.NewRunner(&unmoved, fast)
	return &unmovedRun{runner: runner}, err
}

// compareImpact runs path k without price impact too, and keeps what is compared.
func (r *scenarioRun) compareImpact(c *simulatedCase, k int, path model.Path) error {
	i := c.impact
	if r.unmoved == nil || k >= len(i.with[0]) {
		return nil
	}
	if err := r.unmoved.runner.Run(path, &r.unmoved.figures); err != nil {
		var failed *model.RunError
		if !errors.As(err, &failed) {
			return err
		}
		unmoved := *failed
		unmoved.Message += " (in the run without price impact that this one is compared with)"
		return &unmoved
	}
	for n, m := range i.metrics {
		i.with[n][k], i.without[n][k] = r.figures.Values[m], r.unmoved.figures.Values[m]
	}
	return nil
}
