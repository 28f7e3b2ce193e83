package model

import "github.com/shopspring/decimal"

// Runner runs one case along many price paths. The state before the open is built once and copied for each path; no line
// of a ledger is written. A Runner is for one goroutine; any number of them may share a case.
type Runner struct {
	run func(path Path, into *Figures, waiting *WaitingPath) error
}

// NewRunner prepares a case, on binary fractions or, for the audit of them, on exact decimals. The error is what Run would
// give before the first day.
func NewRunner(r *Resolved, fast bool) (*Runner, error) {
	if fast {
		return newRunner[Float](r, fast)
	}
	return newRunner[decimal.Decimal](r, fast)
}

// newRunner prepares a case on one kind of number.
func newRunner[N Numeric[N]](r *Resolved, fast bool) (*Runner, error) {
	start, err := begin[N](r, Path{Name: "simulated", Closes: make([]int64, len(r.Days))}, Options{Fast: fast})
	if err != nil {
		return nil, err
	}
	start.record.quiet = true
	start.figureHolders = figureHolders(r)
	months, names := len(SeriesDates(r)), len(FigureSeries(r))
	e := &engine[N]{}
	return &Runner{run: func(path Path, into *Figures, waiting *WaitingPath) error {
		if len(into.Series) != names {
			into.Series = make([][]float64, names)
			for k := range into.Series {
				into.Series[k] = make([]float64, months)
			}
		}
		e.resetFrom(start)
		e.record.series = into.Series
		e.follow(path)
		e.waitAlong(waiting)
		if err := e.runDays(); err != nil {
			return err
		}
		e.fill(into)
		return nil
	}}, nil
}

// Run takes the case along a path, which has a close for each trading day, and fills in its figures. The error is a
// *RunError.
func (r *Runner) Run(path Path, into *Figures) error { return r.run(path, into, nil) }

// resetFrom makes the engine a copy of a start, reusing the memory it has.
func (e *engine[N]) resetFrom(start *engine[N]) {
	old := *e
	*e = *start
	e.wakes = append(old.wakes[:0], start.wakes...)
	e.sums = append(old.sums[:0], start.sums[:1+len(e.r.Past)]...)
	e.splits = append(old.splits[:0], start.splits...)
	e.holders = resize(old.holders, len(start.holders))
	for h := range e.holders {
		kept := e.holders[h].received
		e.holders[h] = start.holders[h]
		e.holders[h].received = append(kept[:0], start.holders[h].received...)
	}
	e.instruments = resize(old.instruments, len(start.instruments))
	for i := range e.instruments {
		e.instruments[i].resetFrom(&start.instruments[i])
	}
	e.warrants = resize(old.warrants, len(start.warrants))
	for w := range e.warrants {
		kept := e.warrants[w].quantity
		e.warrants[w] = start.warrants[w]
		e.warrants[w].quantity = append(kept[:0], start.warrants[w].quantity...)
	}
	e.scratch = old.scratch
	e.notices, e.issued, e.ended, e.gifts = old.notices[:0], old.issued[:0], old.ended[:0], old.gifts[:0]
	e.excesses = old.excesses[:0]
	e.claims, e.dues, e.watches = old.claims[:0], old.dues[:0], old.watches[:0]
	e.impact.closes = old.impact.closes
	e.record.paidToday, e.record.interestToday = old.record.paidToday[:0], old.record.interestToday[:0]
	e.record.month = 0
}

// resetFrom makes an instrument's state a copy of a start.
func (in *instrumentState[N]) resetFrom(start *instrumentState[N]) {
	old := *in
	*in = *start
	in.units = append(old.units[:0], start.units...)
	in.demanded = append(old.demanded[:0], start.demanded...)
	in.bought = append(old.bought[:0], start.bought...)
	in.redeemedBy = append(old.redeemedBy[:0], start.redeemedBy...)
	in.capShares = append(old.capShares[:0], start.capShares...)
	in.capUsed = append(old.capUsed[:0], start.capUsed...)
	in.capRest = append(old.capRest[:0], start.capRest...)
	in.capUsedRest = append(old.capUsedRest[:0], start.capUsedRest...)
	in.capFull = append(old.capFull[:0], start.capFull...)
	in.accrued = append(old.accrued[:0], start.accrued...)
	in.lapses = append(old.lapses[:0], start.lapses...)
	in.triggers = append(old.triggers[:0], start.triggers...)
	in.lastConversion = append(old.lastConversion[:0], start.lastConversion...)
	in.accelerated = append(old.accelerated[:0], start.accelerated...)
	in.faults = append(old.faults[:0], start.faults...)
	in.majors = append(old.majors[:0], start.majors...)
	in.lastConverted = append(old.lastConverted[:0], start.lastConverted...)
	in.sinceReport = append(old.sinceReport[:0], start.sinceReport...)
	in.chain.items = resize(old.chain.items, len(start.chain.items))
	for k := range in.chain.items {
		kept := in.chain.items[k].departures
		in.chain.items[k] = start.chain.items[k]
		in.chain.items[k].departures = append(kept[:0], start.chain.items[k].departures...)
	}
	in.period.amounts = append(old.period.amounts[:0], start.period.amounts...)
	in.period.principal = append(old.period.principal[:0], start.period.principal...)
}

// resize gives a slice of a length, keeping what it has.
func resize[T any](old []T, n int) []T {
	if cap(old) >= n {
		return old[:n]
	}
	return make([]T, n)
}
