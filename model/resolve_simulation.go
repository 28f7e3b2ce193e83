package model

import (
	"fmt"
	"math"

	"github.com/shopspring/decimal"
)

// What a drift or a volatility may be in words.
const (
	fromHistory = "from history"
	riskNeutral = "risk-neutral"
)

// MostPaths is how many paths a simulation may have: enough for any error worth asking for, and few enough that a run ends
// within a day.
const MostPaths = 100_000_000

// Bounds of a simulation.
const (
	mostDaysPerYear   = 366
	fewestHistoryDays = 20 // daily moves from which a rate is estimated
)

// asksForSimulation reports whether a Simulation sheet is filled in, and where: a sheet with no value in it is a form that
// was left alone.
func asksForSimulation(in *Inputs) (Source, bool) {
	table := in.Tables["Simulation"]
	if table == nil {
		return Source{}, false
	}
	for row := range table.Rows {
		if v := table.Value(row, "Value"); !v.IsBlank() {
			return v.At, true
		}
	}
	return Source{}, false
}

// readSimulation reads the Simulation sheet, whether or not the scenario is simulated: a slip in it is told either way.
func (r *resolver) readSimulation() {
	simulated := SameName(r.scenario.Path, MonteCarlo)
	t := r.in.Tables["Simulation"]
	switch {
	case t == nil && simulated:
		r.add("missing-sheet", r.scenario.PathAt, "the price path '"+MonteCarlo+"' without a sheet 'Simulation'", "that sheet in the workbooks given", "Add the sheet; 'scenarios init' writes one with every field")
		return
	case t == nil:
		return
	}
	if t = r.withColumns(t, "Field", "Value"); t == nil {
		return
	}
	fields := r.fields(t, SimulationFields)
	if simulated {
		r.simulation(t, fields)
	}
}

// simulation settles what a simulated scenario needs.
func (r *resolver) simulation(t *Table, fields map[string]entry) {
	before := len(r.issues)
	s := &Simulation{
		Process:     fields["Process"].text,
		Sampling:    fields["Sampling"].text,
		Paths:       int(r.countWithin(fields["Paths"], "Paths", 1, MostPaths)),
		Seed:        uint64(fields["Seed"].count),
		DaysPerYear: int(r.countWithin(fields["Trading days per year"], "Trading days per year", 1, mostDaysPerYear)),
	}
	s.StartMicros = r.startPrice(t, fields["Start price"])
	s.TickMicros = r.tick(fields["Tick"])
	if len(r.issues) > before {
		return // the rates need these
	}
	s.Volatility = r.volatility(t, fields["Volatility"], s)
	r.parameters(t, fields, s)
	s.Drift = r.drift(t, fields["Drift"], s.DaysPerYear)
	s.TargetError, s.TargetMetric = r.target(fields["Target error"], fields["Target metric"])
	r.checkSampling(fields, s)
	s.RandomEvents = r.randomEvents(t, fields)
	s.PriceImpact = r.priceImpact(fields["Price impact"])
	r.out.Simulation = s
}

// countWithin is the count of a field, refused outside its bounds.
func (r *resolver) countWithin(e entry, name string, least, most int64) int64 {
	r.within(e.value, name, e.number, decimal.NewFromInt(least), decimal.NewFromInt(most), fmt.Sprintf("a whole number from %d to %d", least, most))
	return e.count
}

// startPrice is the price before the first day, by default the last close.
func (r *resolver) startPrice(t *Table, e entry) int64 {
	if e.given {
		m, _ := r.micros(e.value, "Start price")
		return m
	}
	if len(r.out.Past) == 0 {
		r.add("no-start-price", t.place(), "neither a Start price nor a close in Price History", "one of them", "Type the Start price, or fill in Price History")
		return 0
	}
	return r.out.Past[len(r.out.Past)-1].Micros
}

// tick is what closes are rounded to.
func (r *resolver) tick(e entry) int64 {
	m, ok := r.micros(e.value, "Tick")
	if ok {
		r.within(e.value, "Tick", e.number, decimal.Zero, one, "a price of at most 1 USD")
	}
	return m
}

// volatilityExpected is what a volatility may be.
const volatilityExpected = "a percentage from 0% to 1000%, or '" + fromHistory + "',"

// volatility is the yearly standard deviation of log returns: of Merton between jumps, which only a fit of the whole process
// can tell from the jumps, and of Heston on the first day.
func (r *resolver) volatility(t *Table, e entry, s *Simulation) float64 {
	switch {
	case s.Process == ProcessBootstrap:
		return r.bootstrapVolatility(t, e, s.DaysPerYear)
	case !e.given:
		r.add("missing-field", t.place(), "no Volatility", "a percentage such as 60%, or '"+fromHistory+"', because a scenario is simulated", "Fill it in")
		return 0
	case SameName(e.text, fromHistory) && s.Process == ProcessMerton:
		r.fitted(e, "Volatility")
		return 0
	case SameName(e.text, fromHistory):
		deviation, _ := r.historicalRates(e, "Volatility '"+fromHistory+"'", s.DaysPerYear)
		return deviation
	}
	return r.rate(e, "Volatility", decimal.Zero, volatilityExpected)
}

// drift is the yearly rate of the expected price.
func (r *resolver) drift(t *Table, e entry, daysPerYear int) float64 {
	switch {
	case SameName(e.text, riskNeutral):
		return r.out.Company.DiscountRate.InexactFloat64()
	case SameName(e.text, fromHistory):
		_, growth := r.historicalRates(e, "Drift '"+fromHistory+"'", daysPerYear)
		return growth
	}
	return r.rate(e, "Drift", mostPercent.Neg(), "a percentage from -1000% to 1000%, '"+fromHistory+"' or '"+riskNeutral+"',")
}

// rate reads a yearly rate typed as a figure.
func (r *resolver) rate(e entry, name string, least decimal.Decimal, expected string) float64 {
	n, ok := r.number(e.value, name, expected)
	if !ok || !r.within(e.value, name, n, least, mostPercent, expected) {
		return 0
	}
	return n.InexactFloat64()
}

// historicalRates estimates two yearly rates from the log returns of Price History: their standard deviation (n - 1 in the
// denominator), and the rate at which the expected price grew, which is their mean plus half their variance. Returns over a
// split, or something like one, are taken as if it had not been.
func (r *resolver) historicalRates(e entry, what string, daysPerYear int) (deviation, growth float64) {
	returns := len(r.out.Past) - 1
	if returns < fewestHistoryDays {
		last := r.out.Company.Valuation
		r.shortHistory(e.value.At, what, last, fewestHistoryDays+1, len(r.out.Past))
		return 0, 0
	}
	sum, squares := 0.0, 0.0
	for _, move := range PastReturns(r.out) {
		sum += move
		squares += float64(move * move)
	}
	n, year := float64(returns), float64(daysPerYear)
	mean := sum / n
	variance := max((squares-float64(n*float64(mean*mean)))/(n-1), 0)
	return math.Sqrt(float64(variance * year)), float64(mean*year) + float64(0.5*float64(variance*year))
}

// PastReturns are the log returns of a case's Price History, splits taken out.
func PastReturns(r *Resolved) []float64 {
	past := r.Past
	moves := make([]float64, 0, len(past))
	for k := 1; k < len(past); k++ {
		ratio := 1.0
		for i := range r.Events {
			ev := &r.Events[i]
			if over, under, ok := ev.Rescales(); ok && ev.Date > past[k-1].Date && ev.Date <= past[k].Date {
				ratio = float64(ratio*float64(over)) / float64(under)
			}
		}
		moves = append(moves, Log(float64(float64(past[k].Micros)*ratio)/float64(past[k-1].Micros)))
	}
	return moves
}
