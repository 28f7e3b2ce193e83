package model

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// Options choose how a run is computed; they never change what it means.
type Options struct {
	Fast     bool // binary fractions instead of exact decimals for prices and ratios
	EveryDay bool // run every rule on every day: the oracle that the event-driven run is tested against
}

// RunError is a run that could not be completed: nothing of it is published.
type RunError struct {
	Path    string
	Date    Date
	Clause  string
	Message string
	Input   bool // the workbook is at fault in a way that only the run could find: too little price history, events that contradict the cap table
}

// Error names the path, the day, the clause and what is wrong.
func (e *RunError) Error() string {
	text := fmt.Sprintf("path %q, %s: %s", e.Path, e.Date, e.Message)
	if e.Clause != "" {
		text += " (" + e.Clause + ")"
	}
	return text
}

// Run takes a case along one price path, which has a close in micros for each trading day of the case. An error is a
// *RunError.
func Run(r *Resolved, path Path, o Options) (*Outcome, error) {
	if len(path.Closes) != len(r.Days) {
		return nil, &RunError{Path: path.Name, Date: r.Company.Valuation,
			Message: fmt.Sprintf("the path has %d closes, the case has %d trading days", len(path.Closes), len(r.Days))}
	}
	if o.Fast {
		return runOn[Float](r, path, o)
	}
	return runOn[decimal.Decimal](r, path, o)
}

// runOn runs on one kind of number.
func runOn[N Numeric[N]](r *Resolved, path Path, o Options) (*Outcome, error) {
	e, err := begin[N](r, path, o)
	if err != nil {
		return nil, err
	}
	e.follow(path)
	if err := e.runDays(); err != nil {
		return nil, err
	}
	return e.finish(), nil
}

// follow sets the engine, at the state before the first day, on a path.
func (e *engine[N]) follow(path Path) {
	e.setPath(path.Closes)
	e.beginImpact()
	e.random, e.votes = path.Random, path.Votes
	for _, ev := range path.Random {
		e.wakeDay(ev.Day)
	}
	if rates := e.randomRates(); rates != nil {
		e.watchDelisting(-min(rates.DelistedBelowDays-1, len(e.r.Past)))
	}
}

// runDays takes the case from the first trading day to the last.
func (e *engine[N]) runDays() error {
	e.counted = -1
	for e.day = 0; e.day < len(e.r.Days) && e.err == nil; e.day++ {
		e.kind = fullDay
		e.moveClose()
		if !e.o.EveryDay {
			e.day, e.kind = e.nextStop()
		}
		e.date = e.r.Days[e.day]
		e.float(false)
		if e.kind == quietDay {
			e.passQuietly()
		} else {
			e.runDay()
		}
		if e.waiting != nil {
			e.observeWaiting()
		}
		e.snapshot()
	}
	return e.err
}

// fail stops the run with an error that names the path and the day.
func (e *engine[N]) fail(cited, message string) {
	if e.err == nil {
		e.err = &RunError{Path: e.pathName, Date: e.date, Clause: cited, Message: message}
	}
}

// failInput stops the run for something that the workbook lacks.
func (e *engine[N]) failInput(message string) {
	if e.err == nil {
		e.err = &RunError{Path: e.pathName, Date: e.date, Message: message, Input: true}
	}
}

// dayStep is a step of the day.
type dayStep[N Numeric[N]] struct {
	number int
	name   string
	run    func(*engine[N])
}

// dayOrder is the order of one trading day. A day runs whole unless nothing is scheduled for it but interest, or nothing at all:
// steps that have nothing to do then are left out.
func dayOrder[N Numeric[N]]() []dayStep[N] {
	return []dayStep[N]{
		{0, "interest periods end; sales of the days before", (*engine[N]).openDay},
		{1, "splits, status, issues and changes of terms, in workbook order", (*engine[N]).events},
		{2, "the close, consecutive days", (*engine[N]).observeClose},
		{3, "triggering events, mandatory conversion, maturity", (*engine[N]).conditions},
		{4, "interest due, scheduled payments", (*engine[N]).paymentsDue},
		{5, "notices, demands and elections", (*engine[N]).elections},
		{6, "limits on conversions", (*engine[N]).convertAndLapse},
		{7, "issues pass through anti-dilution; the day is recorded", (*engine[N]).closeDay},
	}
}

// runDay runs every step of a day.
func (e *engine[N]) runDay() {
	e.activeDays++
	e.touched = false
	e.scratch.giveBack()
	e.countCloses(e.day - 1)
	for _, s := range e.order {
		if s.run(e); e.err != nil {
			return
		}
	}
	e.arm()
}

// passQuietly is all that happens on a day on which no rule runs: prices that float, and the burn of cash.
func (e *engine[N]) passQuietly() {
	e.float(true)
	e.burnCash()
	if e.cash < 0 {
		e.record.noteFirst(eventCashShort, e.date)
	}
}

// observeClose is step 2.
func (e *engine[N]) observeClose() {
	e.float(true)
	e.countCloses(e.day)
}

// countCloses counts the consecutive closes through a day, those since the last count in the state that holds now.
func (e *engine[N]) countCloses(through int) {
	for i := range e.instruments {
		in := &e.instruments[i]
		in.qualifyingCloses = in.countWith(e.closes[e.counted+1 : through+1])
	}
	e.counted = through
}

// openDay brings the state to the day: sales since the last run, interest periods that have ended, the monthly burn.
func (e *engine[N]) openDay() {
	e.settleSales(e.day - 1)
	e.atOpen = e.outstanding
	if e.kind == policyDay {
		e.burnCash()
		return
	}
	for i := range e.instruments {
		e.instruments[i].beforeSplit = same
	}
	e.thaw()
	e.resetPrices()
	e.closePeriods()
	e.issueLater()
	e.closePeriods() // of what was issued with a date before today
	e.burnCash()
}

// events is step 1.
func (e *engine[N]) events() {
	if e.kind != fullDay {
		return
	}
	e.decideVotes()
	e.actOn(1)
	e.happen()
}

// actOn carries out the day's events of one step.
func (e *engine[N]) actOn(step int) {
	for e.nextEvent < len(e.r.Events) && e.err == nil {
		ev := &e.r.Events[e.nextEvent]
		if ev.Day > e.day || ev.Day == e.day && ev.Step > step {
			return
		}
		e.nextEvent++
		e.act(ev)
	}
}

// conditions is step 3.
func (e *engine[N]) conditions() {
	if e.kind != fullDay {
		return
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		e.checkTriggers(in)
		e.fireMandatory(in)
		e.mature(in)
	}
}

// paymentsDue is step 4.
func (e *engine[N]) paymentsDue() {
	if e.kind == policyDay {
		return
	}
	e.payInterest()
	e.payCalled()
	e.payDues()
	e.record.settleInterest(e.dues)
}

// elections is step 5: redemption first, then conversions and exercises.
func (e *engine[N]) elections() {
	if e.kind == interestDay && (e.touched || len(e.dues) > 0 || e.reserves) {
		e.kind = fullDay // it is not all paid in cash
	}
	if e.kind != fullDay {
		e.convertWatched()
		e.exerciseByPolicy()
		if e.kind == interestDay && (e.touched || len(e.notices) > 0) {
			e.kind = fullDay
		}
		return
	}
	e.actOn(5)
	e.accelerateByPolicy()
	e.redeemByPolicy()
	e.voidByPolicy()
	e.prepaymentByPolicy()
	e.callByPolicy()
	e.convertByPolicy()
	e.exerciseByPolicy()
}

// convertAndLapse is step 6, and the end of what expires today.
func (e *engine[N]) convertAndLapse() {
	e.convert()
	e.payFractions()
	e.lapse()
}

// payFractions pays at once what conversions of the day owe in cash, as far as cash allows.
func (e *engine[N]) payFractions() {
	if len(e.dues) > 0 || e.accelerating {
		e.payDues()
	}
	e.accelerating = false
}

// closeDay is step 7.
func (e *engine[N]) closeDay() {
	e.passIssues()
	e.settleSales(e.day)
	e.checkReserve()
	e.determine()
	e.recordExposure()
	e.recordLimits()
}
