package sim

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strings"
	"sync"
	"sync/atomic"

	"scenarios/model"
)

// replayedPaths is how many paths of each simulated scenario, the first ones, are run again in the exact engine.
const replayedPaths = 100

// result works a scenario's figures out, once every path has been run.
func (s *simulation) result(ctx context.Context, c *simulatedCase) (Simulated, error) {
	process := *c.Resolved.Simulation
	r := Simulated{Optimal: c.optimal, Scenario: c.Scenario, Resolved: c.Resolved, Simulation: process, Generator: generatorOf(process), Paths: c.paths,
		ActiveDays: float64(c.active) / float64(c.paths), Target: c.target()}
	r.PriceImpact = c.impact.result(c, r.Paths)
	if !s.unreplayed {
		if err := s.replay(ctx, c, &r); err != nil {
			return Simulated{}, err
		}
	}
	c.summarise(s.workers, &r)
	dates := model.SeriesDates(c.Resolved)
	var months []model.Date
	for _, at := range c.months {
		months = append(months, dates[at])
	}
	for e := range model.FigureEvents() {
		p := c.events.probability(e, r.Paths, months)
		if process.Sampling != model.SamplingPseudoRandom && !c.isCounted() {
			p.Low, p.High = c.probabilityInterval(e, r.Paths)
		}
		r.Probabilities = append(r.Probabilities, p)
	}
	r.Series = c.seriesResults(months)
	return r, nil
}

// summarise describes the distribution of every metric.
func (c *simulatedCase) summarise(workers int, r *Simulated) {
	ranks := percentileRanks(r.Paths)
	r.Metrics, r.ordered = make([]MetricSummary, len(c.names)), make([]ordered, len(c.names))
	if c.isCounted() {
		r.BinWidth = BinWidth
	}
	share(workers, len(c.names), func() func(int) {
		by := &sorter{}
		return func(m int) {
			outcomes := c.outcomesOf(m)
			if c.names[m] == "dilution" {
				r.Convergence = outcomes.convergence()
			}
			r.Metrics[m], r.ordered[m] = summarise(outcomes, ranks, c.low[m], by)
			r.Metrics[m].Metric, r.Metrics[m].Unit = c.names[m], c.units[m]
		}
	})
}

// outcomesOf are a metric's values on all paths, once every path has been run.
func (c *simulatedCase) outcomesOf(m int) outcomes {
	if c.isCounted() {
		counted := &c.outcomes[m]
		counted.add(0, c.values[m], c.paths)
		return counted
	}
	if sampling := c.Resolved.Simulation.Sampling; sampling != model.SamplingPseudoRandom {
		return groupedOutcomes{c.values[m], sampling}
	}
	return keptOutcomes(c.values[m])
}

// Metric returns the distribution of a metric by its name, as a simulation gives it: all zero for one that it doesn't.
func (s *Simulated) Metric(name string) MetricSummary {
	for _, m := range s.Metrics {
		if model.SameName(m.Metric, name) {
			return m
		}
	}
	return MetricSummary{}
}

// seriesResults reads the quantiles of every month end off the tallies.
func (c *simulatedCase) seriesResults(months []model.Date) []SimulatedSeries {
	var all []SimulatedSeries
	for n, name := range model.FigureSeries(c.Resolved) {
		s := SimulatedSeries{Metric: name, Unit: seriesUnit(name), Dates: months}
		for m := range months {
			values := c.series[n*len(months)+m].sorted()
			q := func(p float64) float64 { return quantile(values, p) }
			s.P5, s.P25, s.P50, s.P75, s.P95 = append(s.P5, q(0.05)), append(s.P25, q(0.25)), append(s.P50, q(0.5)), append(s.P75, q(0.75)), append(s.P95, q(0.95))
		}
		all = append(all, s)
	}
	return all
}

// seriesUnit is the unit of what is kept at month ends.
func seriesUnit(name string) string {
	switch {
	case name == "common outstanding":
		return "shares"
	case name == "dilution":
		return "% of common"
	case name == "close", strings.HasPrefix(name, conversionPriceOf):
		return "USD per share"
	}
	return "USD"
}

// replay runs the first paths again in the exact engine, and names those whose share counts differ. Of such a path the
// exact figures are the ones that count.
func (s *simulation) replay(ctx context.Context, c *simulatedCase, r *Simulated) error {
	r.Replayed = min(replayedPaths, r.Paths)
	exact, errs := make([][]float64, r.Replayed), make([]error, r.Replayed)
	share(s.workers, r.Replayed, func() func(int) {
		paths, closes, chance := newPaths(r.Simulation, c.Resolved), make([]int64, len(c.Resolved.Days)), newChance(c.Resolved)
		return func(k int) {
			if errs[k] = ctx.Err(); errs[k] != nil {
				return
			}
			paths.path(k, closes)
			exact[k], errs[k] = c.exactly(k, chance.path(k, closes))
		}
	})
	for k := range exact {
		if errs[k] != nil {
			return errs[k]
		}
		if differs := c.compare(k, exact[k]); differs != "" {
			r.Mismatches = append(r.Mismatches, fmt.Sprintf("path %d: %s", k+1, differs))
			for m, v := range exact[k] {
				c.values[m][k] = v
			}
		}
	}
	return nil
}

// exactly runs a path in the exact engine, ledger and all, and returns its metrics.
func (c *simulatedCase) exactly(k int, path model.Path) ([]float64, error) {
	path.Name = pathName(k)
	outcome, err := model.Run(c.Resolved, path, model.Options{})
	if err != nil {
		return nil, c.named(err, k)
	}
	return c.figuresOf(outcome)
}

// figuresOf are the metrics of an exact outcome.
func (c *simulatedCase) figuresOf(outcome *model.Outcome) ([]float64, error) {
	figures := make([]float64, len(c.names))
	for m, name := range c.names {
		v, err := Value(outcome, name)
		if err != nil {
			return nil, err
		}
		figures[m] = v.InexactFloat64()
	}
	return figures, nil
}

// holderTolerance is how far the percent of a holder may be off: its counts of shares are whole, and a share more or less
// shows well above the rounding of the quotients.
const holderTolerance = 1e-12

// compare holds a path's share counts against exact ones: the company's, and each holder's through its percent. It returns
// what differs, or nothing.
func (c *simulatedCase) compare(k int, exact []float64) string {
	for m, want := range exact {
		got := c.values[m][k]
		switch {
		case c.units[m] == "shares" && got != want:
			return fmt.Sprintf("%s %.0f, exactly %.0f", c.names[m], got, want)
		case strings.HasPrefix(c.names[m], dilutionOf) && math.Abs(got-want) > holderTolerance:
			return fmt.Sprintf("%s %.12f, exactly %.12f", c.names[m], got, want)
		}
	}
	return ""
}

// shareSteps has workers do n pieces of work that may fail, and tells of each one done. The error is that of the first piece
// that fails, whatever the workers; those after it need not run. Where the context ends first, it is the context's own.
func shareSteps(ctx context.Context, workers, n int, reached func(), do func(i int) error) error {
	errs := make([]error, n)
	var mu sync.Mutex
	var failed atomic.Int64
	failed.Store(int64(n))
	share(workers, n, func() func(int) {
		return func(i int) {
			if int64(i) > failed.Load() {
				return
			}
			if errs[i] = ctx.Err(); errs[i] == nil {
				errs[i] = do(i)
			}
			mu.Lock()
			defer mu.Unlock()
			if errs[i] != nil {
				failed.Store(min(failed.Load(), int64(i)))
				return
			}
			reached()
		}
	})
	return cmp.Or(cmp.Or(errs...), ctx.Err())
}

// share has workers do n pieces of work. Each begins with what it needs for itself, and gets the function that does a piece.
func share(workers, n int, begin func() func(i int)) {
	var crew crew
	var next atomic.Int64
	for range min(workers, n) {
		crew.start(func() {
			do := begin()
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				do(i)
			}
		})
	}
	crew.finish()
}
