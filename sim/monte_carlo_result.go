package sim

import (
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
	r := Simulated{Scenario: c.Scenario, Resolved: c.Resolved, Simulation: process, Generator: generatorName, Paths: process.Paths,
		ActiveDays: float64(c.active) / float64(process.Paths)}
	if !s.unreplayed {
		if err := s.replay(ctx, c, &r); err != nil {
			return Simulated{}, err
		}
	}
	for m, name := range c.names {
		if name == "dilution" {
			r.Convergence = convergence(c.values[m])
		}
	}
	r.Metrics = make([]MetricSummary, len(c.names))
	share(s.workers, len(c.names), func() func(int) {
		return func(m int) {
			r.Metrics[m] = summarise(c.values[m], c.low[m])
			r.Metrics[m].Metric, r.Metrics[m].Unit = c.names[m], c.units[m]
		}
	})
	r.sorted = c.values
	for e, name := range model.FigureEvents() {
		r.Probabilities = append(r.Probabilities, probabilityOf(name, c.events[e]))
	}
	r.Series = c.seriesResults()
	return r, nil
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

// probabilityOf works an event's probability out from its first day on each path.
func probabilityOf(name string, firsts []model.Date) Probability {
	n := len(firsts)
	var dates []model.Date
	for _, d := range firsts {
		if d.Given() {
			dates = append(dates, d)
		}
	}
	p := Probability{Event: name, MedianDate: medianDate(dates)}
	p.Probability, p.Low, p.High = probability(len(dates), n)
	return p
}

// seriesResults reads the quantiles of every month end off the tallies.
func (c *simulatedCase) seriesResults() []SimulatedSeries {
	dates := model.SeriesDates(c.Resolved)
	var all []SimulatedSeries
	for n, name := range model.FigureSeries(c.Resolved) {
		s := SimulatedSeries{Metric: name, Unit: seriesUnit(name)}
		for m, at := range c.months {
			q := c.series[n*len(c.months)+m].quantiles(0.05, 0.25, 0.5, 0.75, 0.95)
			s.Dates = append(s.Dates, dates[at])
			s.P5, s.P25, s.P50, s.P75, s.P95 = append(s.P5, q[0]), append(s.P25, q[1]), append(s.P50, q[2]), append(s.P75, q[3]), append(s.P95, q[4])
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
		paths, closes := newPaths(r.Simulation, c.Resolved), make([]int64, len(c.Resolved.Days))
		return func(k int) {
			if errs[k] = ctx.Err(); errs[k] != nil {
				return
			}
			paths.path(k, closes)
			exact[k], errs[k] = c.exactly(k, closes)
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
func (c *simulatedCase) exactly(k int, closes []int64) ([]float64, error) {
	outcome, err := model.Run(c.Resolved, model.Path{Name: pathName(k), Closes: closes}, model.Options{})
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

// share has workers do n pieces of work. Each begins with what it needs for itself, and gets the function that does a piece.
func share(workers, n int, begin func() func(i int)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range min(workers, n) {
		group.Go(func() {
			do := begin()
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				do(i)
			}
		})
	}
	group.Wait()
}
