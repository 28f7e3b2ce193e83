package sim

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"scenarios/model"
)

// generatorName names how draws become paths. The version changes when a seed no longer means the same paths.
const generatorName = "SplitMix64 by counter, 256-layer ziggurat; version 2"

// sobolName names how the points of a Sobol sample become paths.
const sobolName = "Sobol points (Joe and Kuo 2008), 16 random linear scrambles by SplitMix64, Brownian bridge; version 1"

// generatorOf names how a simulation's draws become paths.
func generatorOf(s model.Simulation) string {
	switch s.Sampling {
	case model.SamplingSobol:
		return sobolName
	case model.SamplingAntithetic:
		return generatorName + ", in mirrored pairs"
	}
	return generatorName
}

// defaultBlock is how many paths a worker takes at a time: enough to make the taking cheap, few enough that their month ends
// stay in the processor's cache.
const defaultBlock = 256

// mostMonthEnds is how many points a simulated series has; of a longer run every other month end is kept, or every third,
// and so on.
const mostMonthEnds = 61

// simulationOptions say how a simulation is computed; they never change what it gives, but for exact, which computes prices
// and money of every path in decimals, and for kept, beyond which quantiles are read off bins.
type simulationOptions struct {
	workers int // 0: as many as there are processors
	block   int // paths taken at a time; 0: defaultBlock
	exact   bool
	kept    int // the most paths of which every outcome is kept; 0: mostKept

	unreplayed bool // leave out the replay of the first paths in the exact engine, and the comparison without price impact
}

// numberOfWorkers is how many goroutines share the work.
func (o simulationOptions) numberOfWorkers() int {
	if o.workers < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return o.workers
}

// simulation is simulated scenarios under way. Scenarios with one process share its paths. Each path's results have a place
// of their own, and everything else is whole counts, so that it cannot matter which worker runs which path, or when.
type simulation struct {
	simulationOptions
	cases     []*simulatedCase
	processes []model.Simulation // of each process the parameters, with the most paths that any of its cases wants
	ofCase    []int              // the process of each case
	reached   func()             // called once for each path of each case

	next   atomic.Int64 // the first path that no worker has taken
	failed atomic.Int64 // the first path known to have failed; beyond it nothing needs to run
	mu     sync.Mutex
	errs   map[int64]error // by path
}

// simulatedCase is one scenario: its results by metric and path.
type simulatedCase struct {
	ScenarioResult
	optimal  []OptimalConversion
	names    []string
	units    []string
	low      []bool            // of each metric: its bad tail is the low one
	paths    int               // that are run: those asked for, or those after which the target error was reached
	stopped  bool              // the target error was reached
	values   [][]float64       // by metric and path: of all paths or, where the rest is counted, of those that are run again
	occurred [][]bool          // by event and path, of the same paths
	months   []int             // of the series' dates, those that are kept
	impact   *impactComparison // nil: none is made
	counts
}

// counts are what is counted of paths, by each worker of those it runs. They add up to the same in any order.
type counts struct {
	outcomes []countedOutcomes // by metric, of the paths whose values are not kept; nil where all are
	events   firstDays
	series   []tally // by series, then by month
	active   int64
}

func (c *simulatedCase) newCounts() counts {
	n := counts{events: newFirstDays(c.Resolved), series: make([]tally, len(model.FigureSeries(c.Resolved))*len(c.months))}
	for m := range n.series {
		n.series[m].bits = seriesBits
	}
	if c.isCounted() {
		n.outcomes = make([]countedOutcomes, len(c.names))
		for m := range n.outcomes {
			n.outcomes[m].bins.bits = outcomeBits
		}
	}
	return n
}

// isCounted reports whether there are more paths than values are kept of.
func (c *simulatedCase) isCounted() bool { return c.paths > len(c.values[0]) }

func (n *counts) merge(other *counts) {
	for m := range n.outcomes {
		n.outcomes[m].merge(&other.outcomes[m])
	}
	n.events.merge(&other.events)
	for m := range n.series {
		n.series[m].merge(&other.series[m])
	}
	n.active += other.active
}

// simulate runs scenarios along simulated paths. reached is called after each path of each, from any goroutine but never
// twice at once. The error is that of the first path that fails, whatever the workers, or the context's own.
func simulate(ctx context.Context, cases []ScenarioResult, o simulationOptions, reached func()) ([]Simulated, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	s := &simulation{simulationOptions: o, reached: reached, errs: map[int64]error{}}
	s.workers = o.numberOfWorkers()
	if s.block < 1 {
		s.block = defaultBlock
	}
	if s.kept < 1 {
		s.kept = mostKept
	}
	for _, c := range cases {
		c, optimal, err := withOptimalRules(ctx, c, s.workers, !o.unreplayed, reached)
		if err != nil {
			return nil, err
		}
		s.add(c)
		s.cases[len(s.cases)-1].optimal = optimal
	}
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	results := make([]Simulated, len(s.cases))
	for i, c := range s.cases {
		var err error
		if results[i], err = s.result(ctx, c); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// add makes room for the results of a scenario.
func (s *simulation) add(r ScenarioResult) {
	c := &simulatedCase{ScenarioResult: r, names: model.FigureNames(r.Resolved), units: model.FigureUnits(r.Resolved), low: model.FigureLowIsBad(r.Resolved)}
	c.paths = r.Resolved.Simulation.Paths
	kept := c.paths
	if kept > s.kept {
		kept = min(kept, replayedPaths)
	}
	c.values = make([][]float64, len(c.names))
	for m := range c.values {
		c.values[m] = make([]float64, kept)
	}
	c.occurred = make([][]bool, len(model.FigureEvents()))
	for e := range c.occurred {
		c.occurred[e] = make([]bool, kept)
	}
	c.months = keptMonths(len(model.SeriesDates(r.Resolved)))
	c.counts = c.newCounts()
	if !s.unreplayed {
		c.impact = newImpactComparison(c)
	}
	s.cases = append(s.cases, c)
	s.ofCase = append(s.ofCase, s.processOf(r.Resolved))
}

// keptMonths are the positions of the month ends that a series keeps: the last, and every so many before it.
func keptMonths(months int) []int {
	step := (months + mostMonthEnds - 1) / mostMonthEnds
	var kept []int
	for m := (months - 1) % step; m < months; m += step {
		kept = append(kept, m)
	}
	return kept
}

// processOf finds the scenario's process among those there are, or adds it.
func (s *simulation) processOf(r *model.Resolved) int {
	for i := range s.processes {
		p := &s.processes[i]
		if sameProcess(*p, *r.Simulation) && samePathDays(s.cases[s.firstWith(i)].Resolved, r) {
			p.Paths = max(p.Paths, r.Simulation.Paths)
			return i
		}
	}
	s.processes = append(s.processes, *r.Simulation)
	return len(s.processes) - 1
}

func (s *simulation) firstWith(process int) int {
	for i, p := range s.ofCase {
		if p == process {
			return i
		}
	}
	panic("unreachable: a process comes with its first case")
}

// samePathDays reports whether two cases lay a simulated path over the same days with the same splits and dividends in shares,
// after the same past.
func samePathDays(a, b *model.Resolved) bool {
	if len(a.Days) != len(b.Days) || !slices.Equal(model.PastReturns(a), model.PastReturns(b)) {
		return false
	}
	return maps.EqualFunc(rescalings(a), rescalings(b), func(x, y *big.Rat) bool { return x.Cmp(y) == 0 })
}

// run takes every path through every scenario, with the workers asked for.
func (s *simulation) run(ctx context.Context) error {
	var paths int64
	for _, p := range s.processes {
		paths = max(paths, int64(p.Paths))
	}
	s.failed.Store(paths)
	for from := int64(0); from < paths; {
		to := s.nextLook(from, paths)
		if err := s.runFrom(ctx, from, to); err != nil {
			return err
		}
		s.look(int(to))
		from = to
	}
	return nil
}

// runFrom takes the paths from one on and before another.
func (s *simulation) runFrom(ctx context.Context, from, to int64) error {
	s.next.Store(from)
	var workers crew
	for range s.workers {
		workers.start(func() { s.work(ctx, to) })
	}
	workers.finish()
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.errs[s.failed.Load()]
}

// work takes blocks of paths until there are none left.
func (s *simulation) work(ctx context.Context, paths int64) {
	w, err := s.newWorker()
	if err != nil {
		s.fail(0, err)
		return
	}
	for ctx.Err() == nil {
		from := s.next.Add(int64(s.block)) - int64(s.block)
		if from >= min(paths, s.failed.Load()) {
			break
		}
		w.block(from, min(from+int64(s.block), paths))
	}
	w.hand()
}

// fail keeps the error of a path, if no earlier one failed.
func (s *simulation) fail(path int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path < s.failed.Load() {
		s.failed.Store(path)
	}
	s.errs[path] = err
}

// worker runs paths: it has a generator for each process and a runner for each scenario.
type worker struct {
	*simulation
	generators []process
	closes     [][]int64 // of each process the path that was drawn last
	runs       []scenarioRun
}

// scenarioRun is one scenario in one worker.
type scenarioRun struct {
	runner  *model.Runner
	chance  *chance
	unmoved *unmovedRun // nil: no comparison is made
	figures model.Figures
	counts
	// Of a block's paths, until they are counted:
	values [][]float64 // by metric, those that are not kept
	month  [][]float64 // by series and month
}

func (s *simulation) newWorker() (*worker, error) {
	w := &worker{simulation: s, runs: make([]scenarioRun, len(s.cases))}
	for i, process := range s.processes {
		r := s.cases[s.firstWith(i)].Resolved
		w.generators = append(w.generators, newPaths(process, r))
		w.closes = append(w.closes, make([]int64, len(r.Days)))
	}
	for i, c := range s.cases {
		runner, err := model.NewRunner(c.Resolved, !s.exact)
		if err != nil {
			return nil, c.named(err, 0)
		}
		w.runs[i] = scenarioRun{runner: runner, chance: newChance(c.Resolved), counts: c.newCounts(), values: buffers(len(c.outcomes), s.block), month: buffers(len(c.series), s.block)}
		if c.impact != nil {
			if w.runs[i].unmoved, err = newUnmovedRun(c.Resolved, !s.exact); err != nil {
				return nil, c.named(err, 0)
			}
		}
	}
	return w, nil
}

// buffers are so many empty slices with room for so many values.
func buffers(n, room int) [][]float64 {
	all := make([][]float64, n)
	for i := range all {
		all[i] = make([]float64, 0, room)
	}
	return all
}

// block runs paths through every scenario, and counts their figures one figure after another, so that each tally is in the
// processor's cache once for the whole block.
func (w *worker) block(from, to int64) {
	done := 0
	for k := from; k < to; k++ {
		n, err := w.path(int(k))
		if err != nil {
			w.fail(k, err)
			return
		}
		done += n
	}
	for i, c := range w.cases {
		w.runs[i].count(c, max(int(from), len(c.values[0])))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for range done {
		w.reached()
	}
}

// path draws a path once for each process, and runs every scenario that wants it. It returns how many do.
func (w *worker) path(k int) (runs int, err error) {
	for i, g := range w.generators {
		if k < w.processes[i].Paths {
			g.path(k, w.closes[i])
		}
	}
	for i, c := range w.cases {
		if k >= c.paths {
			continue
		}
		run := &w.runs[i]
		path := run.chance.path(k, w.closes[w.ofCase[i]])
		if err := run.runner.Run(path, &run.figures); err != nil {
			return 0, c.named(err, k)
		}
		run.keep(c, k)
		if err := run.compareImpact(c, k, path); err != nil {
			return 0, c.named(err, k)
		}
		runs++
	}
	return runs, nil
}

// keep puts a path's results in their places.
func (r *scenarioRun) keep(c *simulatedCase, k int) {
	if k < len(c.values[0]) {
		for m, v := range r.figures.Values {
			c.values[m][k] = v
		}
		for e, date := range r.figures.Events {
			c.occurred[e][k] = date.Given()
		}
	} else {
		for m, v := range r.figures.Values {
			r.values[m] = append(r.values[m], v)
		}
	}
	r.events.add(r.figures.Events)
	for n, values := range r.figures.Series {
		for m, at := range c.months {
			place := n*len(c.months) + m
			r.month[place] = append(r.month[place], values[at])
		}
	}
	r.active += int64(r.figures.Active)
}

// count counts the values of a block's paths, the first of which is path from.
func (r *scenarioRun) count(c *simulatedCase, from int) {
	for m, values := range r.values {
		r.outcomes[m].add(from, values, c.paths)
		r.values[m] = values[:0]
	}
	for m, values := range r.month {
		r.series[m].add(values)
		r.month[m] = values[:0]
	}
}

// hand adds what the worker counted to the scenarios' own counts.
func (w *worker) hand() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, c := range w.cases {
		c.merge(&w.runs[i].counts)
	}
}

// pathName names a path as people count, from 1.
func pathName(k int) string { return fmt.Sprintf("%s path %d", model.MonteCarlo, k+1) }

// named puts scenario and path into the error of a run.
func (c *simulatedCase) named(err error, k int) error {
	var failed *model.RunError
	if !errors.As(err, &failed) {
		return err
	}
	named := *failed
	named.Path = pathName(k) + " of " + c.Scenario.Name
	return &named
}
