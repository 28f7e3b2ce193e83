package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"scenarios/model"
)

// Holders whose policy says Convert: Optimal convert when that is worth more than waiting. Before the paths of the run are
// drawn, a rule is fitted on other paths, along which those holders wait while everything else takes its course; it is then
// valued on those, and on a third set that it was not fitted to. The paths of the run are a fourth, so that every figure they
// give is out of sample too.
//
// What is weighed is a dollar of stated value, limits aside. Waiting brings the payments of the contract, whatever conversion
// or repayment ends it, and the right to convert later. Converting brings the shares at the close, the dividends that the
// common pays until the last day, and interest already earned. Everything is discounted at the Discount rate over the
// simulation's own time, trading days over Trading days per year, so that under risk-neutral drift a share that is held is
// worth its price. What is held beyond the last day counts as shares at its close or, where more, as the note that it is.
//
// Both sides hold shares for much of the way, and a share's discounted price has a known expectation at any later time, a
// stopping time too. So what is regressed is the gain of waiting less that of holding the shares until the position ends: most
// of the chance is the same in both and falls out (N. Rasmussen, "Control variates for Monte Carlo valuation of American
// options", Journal of Computational Finance 9, 2005). Where nothing but time stands between the two, nothing is left at all.

// OptimalConversion is what a fitted rule is worth to the holders of an instrument under one policy, limits aside: USD on the
// valuation date for each Per of stated value.
type OptimalConversion struct {
	Instrument, Policy string
	Per                float64  // a preferred share's stated value, or 1,000 USD of a note
	Paths              int      // in each of the two samples
	InSample           Estimate // on the paths that the rule was fitted on
	OutOfSample        Estimate // on paths that it was not fitted on
	Waiting            Estimate // of deciding on the last day alone on which a path lets them, on the same paths
	InTheMoney         Estimate // of converting as soon as the close is at the price used, on the same
	Gain               Estimate // of the rule over waiting, path by path
	Levels             []OptimalLevel
}

// OptimalLevel is from which close on the rule converts in a month: the lowest of its days, which shows what the rule does
// before a dividend, and the median, which a single day's noise does not move.
type OptimalLevel struct {
	Date   model.Date // the day of the lowest; of a month in which the rule always waits the last trading day
	Lowest Level
	Median Level // of the days on which the policy decides
}

// Level is a close from which the rule converts.
type Level struct {
	Multiple float64 // of the price used; 0: the rule waits at any close
	Always   bool    // it converts at any close
}

func levelOf(level int64) Level {
	return Level{Multiple: float64(level) / stateUnit, Always: level == levelAlways}
}

// Estimate is a mean over paths with its standard error.
type Estimate struct{ Value, StandardError float64 }

// estimateOf is the mean of values with its standard error.
func estimateOf(values []float64) Estimate {
	mean, deviation := meanAndDeviation(values)
	return Estimate{mean, deviation / math.Sqrt(float64(len(values)))}
}

// times scales an estimate.
func (e Estimate) times(by float64) Estimate { return Estimate{e.Value * by, e.StandardError * by} }

// The number of paths that a rule is fitted on: as many as their closes leave room for, within bounds.
const (
	mostFittingPaths   = 4096
	fewestFittingPaths = 1024
	fittingPathDays    = 1 << 22
)

// notePer is the principal of a note that values are given for.
const notePer = 1000

// worthwhile is by how much of what converting brings it must beat waiting: less than a fraction of a share and the rounding
// to ticks can make.
const worthwhile = 1e-4

// withOptimalRules fits the rules that a case needs, and returns the case with them. They are valued on fresh paths where
// that is asked for. A case that needs none is returned as it is. reached is called after each path, never twice at once.
func withOptimalRules(ctx context.Context, c ScenarioResult, workers int, valued bool, reached func()) (ScenarioResult, []OptimalConversion, error) {
	needed := model.OptimalHoldings(c.Resolved)
	if len(needed) == 0 {
		return c, nil, nil
	}
	results, err := newFitting(c, workers, reached).fit(ctx, needed, valued)
	if err != nil {
		return c, nil, err
	}
	with := *c.Resolved
	with.Optimal = needed
	c.Resolved = &with
	return c, results, nil
}

// fittingSteps is how often withOptimalRules calls reached.
func fittingSteps(r *model.Resolved, valued bool) int {
	switch {
	case len(model.OptimalHoldings(r)) == 0:
		return 0
	case valued:
		return 2 * fittingPaths(len(r.Days))
	}
	return fittingPaths(len(r.Days))
}

// fittingPaths is how many paths a rule is fitted on.
func fittingPaths(days int) int {
	return max(fewestFittingPaths, min(mostFittingPaths, fittingPathDays/days))
}

// fit fills in the levels of rules, and values them where that is asked for.
func (f *fitting) fit(ctx context.Context, rules []model.OptimalRule, valued bool) ([]OptimalConversion, error) {
	fitted, err := f.sample(ctx, 0)
	if err != nil {
		return nil, err
	}
	inSample := make([]Estimate, len(rules))
	for k := range rules {
		p := f.problem(fitted, k)
		rules[k].Levels = f.levelsByDay(fitLevels(p), p)
		inSample[k] = estimateOf(p.starts())
	}
	if !valued {
		return nil, nil
	}
	fresh, err := f.sample(ctx, 1)
	if err != nil {
		return nil, err
	}
	var results []OptimalConversion
	for k, rule := range rules {
		if canChoose(fresh, k) {
			results = append(results, f.value(fresh, k, rule, inSample[k]))
		}
	}
	return results, nil
}

// canChoose reports whether the holders could convert on any day of any path.
func canChoose(paths []heldPath, holding int) bool {
	return slices.ContainsFunc(paths, func(p heldPath) bool { return slices.Max(p.Holdings[holding].Multiple) > 0 })
}

// fitting is what rules of one case are fitted and valued with.
type fitting struct {
	ScenarioResult
	workers, paths int
	reached        func()    // after each path, never twice at once
	discount       []float64 // by day: the worth on the valuation date of a dollar then
	expected       []float64 // by day: what the expected price of a share has grown to since the valuation date, inverted
	splits         []float64 // by day: what one share of the first has become
}

func newFitting(c ScenarioResult, workers int, reached func()) *fitting {
	r, s := c.Resolved, c.Resolved.Simulation
	days := len(r.Days)
	f := &fitting{ScenarioResult: c, workers: workers, paths: fittingPaths(days), reached: reached,
		discount: make([]float64, days), expected: make([]float64, days), splits: make([]float64, days)}
	rate, ratios, split := r.Company.DiscountRate.InexactFloat64(), rescalings(r), 1.0
	for day := range days {
		if by, ok := ratios[day]; ok {
			ratio, _ := by.Float64()
			split = float64(split * ratio)
		}
		years := float64(day+1) / float64(s.DaysPerYear)
		f.discount[day], f.expected[day], f.splits[day] = exponential(-float64(rate*years)), exponential(-float64(s.Drift*years)), split
	}
	return f
}

// heldPath is one sampled path.
type heldPath struct {
	model.WaitingPath
	closes []int64
}

// sample runs the case along paths of its own. Each sample has another seed, which the case's own seed decides; their normals
// are drawn independently of each other, so that standard errors are those of independent paths.
func (f *fitting) sample(ctx context.Context, number int) ([]heldPath, error) {
	s := *f.Resolved.Simulation
	seeds := drawsOf(s.Seed, validationStream, 0)
	for range number + 1 {
		s.Seed = seeds.next()
	}
	s.Sampling = model.SamplingPseudoRandom
	paths, errs := make([]heldPath, f.paths), make([]error, f.paths)
	var mu sync.Mutex
	share(f.workers, f.paths, func() func(int) {
		drawn, chance := newPaths(s, f.Resolved), newChance(f.Resolved)
		chance.seed = s.Seed
		runner, err := model.NewRunner(f.Resolved, true)
		var figures model.Figures
		return func(k int) {
			if errs[k] = err; err == nil {
				errs[k] = ctx.Err()
			}
			if errs[k] != nil {
				return
			}
			p := &paths[k]
			p.closes = make([]int64, len(f.Resolved.Days))
			drawn.path(k, p.closes)
			errs[k] = runner.RunWaiting(chance.path(k, p.closes), &figures, &p.WaitingPath)
			mu.Lock()
			defer mu.Unlock()
			f.reached()
		}
	})
	for k, err := range errs {
		if err != nil {
			return nil, f.named(err, k)
		}
	}
	return paths, nil
}

// named puts scenario and path into the error of a run.
func (f *fitting) named(err error, k int) error {
	var failed *model.RunError
	if !errors.As(err, &failed) {
		return err
	}
	named := *failed
	named.Path = fmt.Sprintf("path %d of those that optimal conversion is fitted on, of %s", k+1, f.Scenario.Name)
	return &named
}

// problem is the choice of one holding along sampled paths.
func (f *fitting) problem(paths []heldPath, holding int) *conversionProblem {
	p := &conversionProblem{fitting: f, held: make([]position, len(paths)), all: paths, holding: holding}
	terms := &f.Resolved.Instruments[paths[0].Holdings[holding].Instrument]
	p.dollars = terms.UnitValue.InexactFloat64()
	note := f.noteWorth(terms)
	for k := range paths {
		p.held[k] = p.atEnd(&paths[k], note)
	}
	for day := range f.Resolved.Days {
		if day%f.Resolved.Policies[paths[0].Holdings[holding].Policy].DecideEvery == 0 {
			p.days = append(p.days, day)
		}
	}
	return p
}

// noteWorth is the worth on the last day of a dollar of a note that matures later: the dollar and its interest until then,
// discounted. Of anything else it is nothing: it has only its shares to go by.
func (f *fitting) noteWorth(t *model.Terms) float64 {
	last := f.Resolved.Days[len(f.Resolved.Days)-1]
	if t.Kind != model.KindNote || !t.Maturity.Given() || t.Maturity <= last {
		return 0
	}
	years, rate := float64(t.Maturity-last)/365, f.Resolved.Company.DiscountRate.InexactFloat64()
	repaid, annuity := exponential(-float64(rate*years)), years
	if rate > 0 {
		annuity = (1 - repaid) / rate
	}
	return repaid + float64(t.InterestRate.InexactFloat64()*annuity)
}

// conversionProblem is when to convert one instrument under one policy, as stopping asks. Its dates are the decision days.
type conversionProblem struct {
	*fitting
	all     []heldPath
	holding int
	dollars float64 // of stated value, of the smallest part
	days    []int
	held    []position
}

// position is the holders' position on one path, taken back from the end. Amounts are in money of the valuation date and of
// all parts that are held at the end of the day that it has been taken to.
type position struct {
	parts     int64
	worth     float64 // of what is received later
	shares    float64 // the worth of a share of the first day where parts end as shares, for each part, deflated by what is expected
	cash      float64 // parts that end otherwise, whose shares count on the last day before on which they could be had
	dividends float64 // later, on a share of the first day
	day, paid int     // days and dividends that have been taken
	first     float64 // worth of a dollar of stated value when the parts first came
}

// atEnd is the position on the last day.
func (p *conversionProblem) atEnd(path *heldPath, note float64) position {
	w := &path.Holdings[p.holding]
	last := len(path.closes) - 1
	each := max(w.Last, note) + w.Earned
	return position{parts: w.Held, day: len(w.Days), paid: len(path.Dividends),
		worth:  float64(float64(float64(w.Held)*p.dollars)*each) * p.discount[last],
		shares: float64(float64(w.Held) * p.deflated(path, last))}
}

// deflated is the close of a day for a share of the first, over what that is expected to have grown to.
func (f *fitting) deflated(path *heldPath, day int) float64 {
	return float64(float64(float64(path.closes[day])/model.MicrosPerDollar*f.splits[day]) * f.expected[day])
}

func (p *conversionProblem) size() (paths, dates int) { return len(p.all), len(p.days) }

// reach takes the position back to the end of a decision day.
func (p *conversionProblem) reach(k, date int) (state, gain float64, may bool) {
	day, path, h := p.days[date], &p.all[k], &p.held[k]
	w := &path.Holdings[p.holding]
	p.back(path, h, day)
	if w.Multiple[day] == 0 || h.parts == 0 {
		return 0, 0, false
	}
	deflated := p.deflated(path, day)
	h.shares += float64(h.cash * deflated)
	h.cash = 0
	each := 1 / float64(float64(h.parts)*p.dollars)
	waiting := float64(h.worth * each)
	perDollar := p.sharesPerDollar(path, w, day)
	// The shares where they end, in money of the day's own expectation: on average what they are worth today.
	held := float64(float64(perDollar*float64(h.shares/float64(h.parts))) * (p.discount[day] / p.expected[day]))
	gain = waiting - held - float64(perDollar*h.dividends) - float64(w.Besides[day]*p.discount[day])
	return w.Multiple[day], gain + float64(worthwhile*float64(w.Multiple[day]*p.discount[day])), true
}

// sharesPerDollar is how many shares of the first day a dollar of stated value converts into.
func (p *conversionProblem) sharesPerDollar(path *heldPath, w *model.Waiting, day int) float64 {
	return w.Multiple[day] / float64(float64(path.closes[day])/model.MicrosPerDollar*p.splits[day])
}

// use converts everything on the day that the path was taken to.
func (p *conversionProblem) use(k, date int) {
	day, path, h := p.days[date], &p.all[k], &p.held[k]
	w := &path.Holdings[p.holding]
	each := float64((w.Multiple[day]+w.Besides[day])*p.discount[day]) + float64(p.sharesPerDollar(path, w, day)*h.dividends)
	h.worth = float64(float64(float64(h.parts)*p.dollars) * each)
	h.shares, h.cash = float64(float64(h.parts)*p.deflated(path, day)), 0
}

// back takes a position to the end of a day through what happened on later ones.
func (p *conversionProblem) back(path *heldPath, h *position, day int) {
	w := &path.Holdings[p.holding]
	for ; h.paid > 0 && path.Dividends[h.paid-1].Day > day; h.paid-- {
		d := path.Dividends[h.paid-1]
		h.dividends += float64(float64(d.PerShare*p.splits[d.Day]) * p.discount[d.Day])
	}
	for ; h.day > 0 && w.Days[h.day-1].Day > day; h.day-- {
		p.undo(path, h, &w.Days[h.day-1])
	}
}

// undo takes a position to before what happened on a day.
func (p *conversionProblem) undo(path *heldPath, h *position, d *model.WaitingDay) {
	if h.parts > 0 && d.Grown+d.Bought != 0 {
		without := float64(h.parts-d.Grown-d.Bought) / float64(h.parts)
		h.shares, h.cash = float64(h.shares*without), float64(h.cash*without)
		if d.Bought != 0 {
			p.begin(h)
			h.worth = float64(h.worth * float64(float64(h.parts-d.Bought)/float64(h.parts)))
		}
	}
	h.parts += d.Converted + d.Paid - d.Grown - d.Bought
	h.worth += float64(d.Received * p.discount[d.Day])
	h.shares += float64(float64(d.Converted) * p.deflated(path, d.Day))
	h.cash += float64(d.Paid)
}

// begin keeps what the position is worth as the parts come.
func (p *conversionProblem) begin(h *position) {
	if h.parts > 0 {
		h.first = h.worth / float64(float64(h.parts)*p.dollars)
	}
}

// starts takes every path to before its first day, and returns what a dollar of stated value was worth in the beginning.
func (p *conversionProblem) starts() []float64 {
	values := make([]float64, len(p.all))
	for k := range p.all {
		h := &p.held[k]
		p.back(&p.all[k], h, -1)
		p.begin(h)
		values[k] = h.first
	}
	return values
}

// under returns what a dollar of stated value is worth on each path under levels by day. Where lastOnly is asked for they
// hold on the last day alone on which a path leaves a choice.
func (f *fitting) under(paths []heldPath, holding int, levels []int64, lastOnly bool) []float64 {
	p := f.problem(paths, holding)
	for k := range paths {
		for date := len(p.days) - 1; date >= 0; date-- {
			state, _, may := p.reach(k, date)
			if may && reaches(state, levels[p.days[date]]) {
				p.use(k, date)
			}
			if may && lastOnly {
				break
			}
		}
	}
	return p.starts()
}

// value works out on fresh paths what a rule, waiting and converting in the money are worth.
func (f *fitting) value(paths []heldPath, holding int, rule model.OptimalRule, inSample Estimate) OptimalConversion {
	t := &f.Resolved.Instruments[rule.Instrument]
	o := OptimalConversion{Instrument: t.Name, Policy: f.Resolved.Policies[rule.Policy].Name, Per: notePer, Paths: f.paths, Levels: f.levelsByMonth(rule)}
	if t.Kind != model.KindNote {
		o.Per = t.StatedValue.InexactFloat64()
	}
	inTheMoney := slices.Repeat([]int64{stateUnit}, len(rule.Levels))
	best, waiting, early := f.under(paths, holding, rule.Levels, false), f.under(paths, holding, rule.Levels, true), f.under(paths, holding, inTheMoney, false)
	gains := make([]float64, len(best))
	for k := range best {
		gains[k] = best[k] - waiting[k]
	}
	o.InSample, o.OutOfSample, o.Waiting = inSample.times(o.Per), estimateOf(best).times(o.Per), estimateOf(waiting).times(o.Per)
	o.InTheMoney, o.Gain = estimateOf(early).times(o.Per), estimateOf(gains).times(o.Per)
	return o
}

// levelsByDay puts the levels of decision days in their places.
func (f *fitting) levelsByDay(levels []int64, p *conversionProblem) []int64 {
	byDay := make([]int64, len(f.Resolved.Days))
	for date, day := range p.days {
		byDay[day] = levels[date]
	}
	return byDay
}

// levelsByMonth are the levels of each month's days on which the policy decides.
func (f *fitting) levelsByMonth(rule model.OptimalRule) []OptimalLevel {
	var months []OptimalLevel
	var ofMonth []int64
	days := f.Resolved.Days
	lowest := int64(math.MaxInt64) // a day on which it waits counts as higher than every level
	for day, date := range days {
		if day == 0 || date > days[day-1].MonthEnd() {
			months, ofMonth, lowest = append(months, OptimalLevel{}), ofMonth[:0], math.MaxInt64
		}
		m := &months[len(months)-1]
		if day%f.Resolved.Policies[rule.Policy].DecideEvery == 0 {
			level := rule.Levels[day]
			if level == levelNever {
				level = math.MaxInt64
			}
			at, _ := slices.BinarySearch(ofMonth, level)
			ofMonth = slices.Insert(ofMonth, at, level)
			if level < lowest {
				lowest, m.Date, m.Lowest = level, date, levelOf(level)
			}
		}
		if lowest == math.MaxInt64 {
			m.Date = date
		}
		if n := len(ofMonth); n > 0 && ofMonth[n/2] < math.MaxInt64 {
			m.Median = levelOf(ofMonth[n/2])
		} else {
			m.Median = Level{}
		}
	}
	return months
}
