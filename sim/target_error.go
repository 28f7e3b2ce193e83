package sim

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// firstLook is after how many paths a simulation first holds the standard error of its target metric against the target
// error. It looks again each time that the paths have doubled: often enough, and so seldom that stopping on an error which
// happens to look small is rare. What it decides depends on the first so many paths alone, not on who ran them.
const firstLook = 1024

// TargetError is how near a simulation came to the target error that it was given.
type TargetError struct {
	Metric    model.MetricName
	Target    float64
	Error     float64 // the standard error at the end
	Reached   bool
	MostPaths int // how many it might have run
}

// PathsNeeded is about how many paths reach the target, rounded up to two digits, from the error after so many: an error
// falls with the root of their number, under Sobol sampling mostly faster.
func (t *TargetError) PathsNeeded(run int) float64 {
	ratio := t.Error / t.Target
	paths := float64(float64(run) * float64(ratio*ratio))
	unit := 1.0
	for paths > 100*unit {
		unit *= 10
	}
	return float64(math.Ceil(paths/unit) * unit)
}

// nextLook is the end of the paths that are run before it is decided who goes on.
func (s *simulation) nextLook(from, most int64) int64 {
	if !slices.ContainsFunc(s.cases, (*simulatedCase).hasTarget) {
		return most
	}
	return min(max(2*from, firstLook), most)
}

func (c *simulatedCase) hasTarget() bool { return c.Resolved.Simulation.TargetError > 0 && !c.stopped }

// look ends the scenarios that have reached their target error after so many paths, and passes their other paths over.
func (s *simulation) look(paths int) {
	for _, c := range s.cases {
		if !c.hasTarget() || c.paths <= paths {
			continue
		}
		// An error of nothing, where all paths agree so far, tells nothing.
		if e := c.errorOf(c.Resolved.Simulation.TargetMetric, paths); e > 0 && e <= c.Resolved.Simulation.TargetError {
			for range c.paths - paths {
				s.reached()
			}
			c.stop(paths)
		}
	}
	for i := range s.processes {
		s.processes[i].Paths = 0
		for j, c := range s.cases {
			if s.ofCase[j] == i {
				s.processes[i].Paths = max(s.processes[i].Paths, c.paths)
			}
		}
	}
}

// stop ends a scenario after so many paths.
func (c *simulatedCase) stop(paths int) {
	c.stopped, c.paths = true, paths
	for m := range c.values {
		c.values[m] = c.values[m][:paths]
	}
	for e := range c.occurred {
		c.occurred[e] = c.occurred[e][:paths]
	}
}

// errorOf is the standard error of a metric over the first paths. That of a probability is half the width of its interval
// in standard errors, which is not nothing where no path has the event.
func (c *simulatedCase) errorOf(m model.MetricName, paths int) float64 {
	sampling := c.Resolved.Simulation.Sampling
	if event := m.Event(); event != "" {
		low, high := c.probabilityInterval(slices.Index(model.FigureEvents(), event), paths)
		return (high - low) / 2 / Reach95(sampling)
	}
	metric := slices.Index(c.names, m.Name)
	outcomes := groupedOutcomes{c.values[metric][:paths], sampling}
	if percent, ok := m.Percentile(); ok {
		return outcomes.errorOfQuantile(outcomes.sorted(&sorter{}), float64(percent)/100)
	}
	if m.Statistic == model.StatisticTailMean95 {
		return outcomes.errorOfTailMean(outcomes.sorted(&sorter{}), c.low[metric])
	}
	_, standardError := outcomes.mean()
	return standardError
}

// probabilityInterval is the 95% interval of an event's probability over the first paths.
func (c *simulatedCase) probabilityInterval(event, paths int) (low, high float64) {
	_, low, high = probabilityOf(c.occurred[event][:paths], c.Resolved.Simulation.Sampling)
	return low, high
}

// target says how near the scenario came to its target error; nil where it has none.
func (c *simulatedCase) target() *TargetError {
	s := c.Resolved.Simulation
	if s.TargetError == 0 {
		return nil
	}
	t := &TargetError{Metric: s.TargetMetric, Target: s.TargetError, Error: c.errorOf(s.TargetMetric, c.paths), MostPaths: s.Paths}
	t.Reached = t.Error <= t.Target
	return t
}

// targetAlerts say of each simulation with a target error whether it was reached.
func targetAlerts(r *Report) []Check {
	var checks []Check
	for i := range r.Simulated {
		s := &r.Simulated[i]
		if s.Target == nil {
			continue
		}
		checks = append(checks, Check{Name: "Target error: " + s.Scenario.Name, Kind: CheckAlert, OK: s.Target.Reached, Detail: s.Target.words(s.Paths)})
	}
	return checks
}

func (t *TargetError) words(run int) string {
	reached := fmt.Sprintf("After %s of at most %s paths the standard error of %s is %s; the target is %s",
		grouped(strconv.Itoa(run)), grouped(strconv.Itoa(t.MostPaths)), t.Metric, t.figure(t.Error), t.figure(t.Target))
	if t.Reached {
		return reached + "."
	}
	return reached + ", which would take about " + grouped(strconv.FormatFloat(t.PathsNeeded(run), 'f', 0, 64)) + " paths."
}

// figure is an error to three significant digits, in percent where its metric is.
func (t *TargetError) figure(v float64) string {
	const digits = 3
	d, err := decimal.NewFromString(strconv.FormatFloat(v, 'g', digits, 64))
	if err != nil { // no number
		return fmt.Sprint(v)
	}
	for _, inPercent := range []string{"%", "percent", "probability"} {
		if strings.HasPrefix(t.Metric.Unit, inPercent) {
			return d.Shift(2).String() + "%"
		}
	}
	return d.String()
}
