package model

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// The processes that prices may follow.
const (
	ProcessGBM       = "GBM"
	ProcessMerton    = "Merton"
	ProcessHeston    = "Heston"
	ProcessBootstrap = "Bootstrap"
)

// processParameter is a field of Simulation that one process takes. The bounds keep a slip of the keyboard out, and the
// steps of a day small enough for the schemes that draw them; those per year follow from the trading days that a year has.
type processParameter struct {
	process, field string
	bounds         func(daysPerYear int64) (least, most decimal.Decimal)
	at             func(*Simulation) *float64
}

var processParameters = []processParameter{
	{ProcessMerton, "Jumps per year", perDay(decimal.Zero, decimal.NewFromInt(10)), func(s *Simulation) *float64 { return &s.JumpsPerYear }},
	{ProcessMerton, "Jump mean", bounded("-3", "3"), func(s *Simulation) *float64 { return &s.JumpMean }},
	{ProcessMerton, "Jump deviation", bounded("0", "3"), func(s *Simulation) *float64 { return &s.JumpDeviation }},
	{ProcessHeston, "Variance speed", perDay(smallest, decimal.RequireFromString("0.5")), func(s *Simulation) *float64 { return &s.VarianceSpeed }},
	{ProcessHeston, "Long variance", bounded("0.0001", "100"), func(s *Simulation) *float64 { return &s.LongVariance }},
	{ProcessHeston, "Variance volatility", perDay(smallest, decimal.RequireFromString("0.25")), func(s *Simulation) *float64 { return &s.VarianceVolatility }},
	{ProcessHeston, "Correlation", bounded("-1", "1"), func(s *Simulation) *float64 { return &s.Correlation }},
	{ProcessBootstrap, "Block length", bounded("1", "100000"), func(s *Simulation) *float64 { return &s.BlockLength }},
}

// smallest is the lowest value of what must be above zero.
var smallest = decimal.New(1, -4)

func bounded(least, most string) func(int64) (decimal.Decimal, decimal.Decimal) {
	low, high := decimal.RequireFromString(least), decimal.RequireFromString(most)
	return func(int64) (decimal.Decimal, decimal.Decimal) { return low, high }
}

// perDay bounds a yearly figure by what it may be a trading day.
func perDay(least, mostADay decimal.Decimal) func(int64) (decimal.Decimal, decimal.Decimal) {
	return func(days int64) (decimal.Decimal, decimal.Decimal) {
		return least, mostADay.Mul(decimal.NewFromInt(days))
	}
}

// FittedField is a field of Simulation whose figure a fit of the process to Price History gives.
type FittedField struct {
	Field string
	At    Source
}

// ProcessFields are the fields of Simulation that only one process reads.
func ProcessFields(process string) []string {
	var names []string
	for i := range processParameters {
		if processParameters[i].process == process {
			names = append(names, processParameters[i].field)
		}
	}
	return names
}

// Parameter is the place of a field that is a figure of the process, the volatility included; nil for another field.
func (s *Simulation) Parameter(field string) *float64 {
	if SameName(field, "Volatility") {
		return &s.Volatility
	}
	for i := range processParameters {
		if SameName(field, processParameters[i].field) {
			return processParameters[i].at(s)
		}
	}
	return nil
}

// parameters reads what the processes take. Those of the chosen one must be there; of the others a figure is judged, so that
// a slip is found before it matters, and passed over with a note: overrides of Process go from one to another.
func (r *resolver) parameters(t *Table, fields map[string]entry, s *Simulation) {
	for i := range processParameters {
		p := &processParameters[i]
		e := fields[p.field]
		if p.process != s.Process {
			r.passOver(p, e, s)
			continue
		}
		switch {
		case !e.given && p.process == ProcessBootstrap:
			s.BlockLength = float64(cubeRoot(len(r.out.Past) - 1))
		case !e.given:
			at := t.place()
			if process := fields["Process"]; process.given {
				at = process.value.At // an override's own cell, where one chose the process
			}
			r.add("missing-field", at, "no "+p.field, fmt.Sprintf("a figure, or '%s', because the process is %s", fromHistory, p.process), "Fill it in on Simulation, or choose another Process")
		case p.process != ProcessBootstrap && SameName(e.text, fromHistory):
			r.fitted(e, p.field)
		default:
			*p.at(s) = r.parameter(p, e, s.DaysPerYear)
		}
	}
}

// passOver judges a figure of another process, and lists it as not used.
func (r *resolver) passOver(p *processParameter, e entry, s *Simulation) {
	if !e.given {
		return
	}
	if p.process == ProcessBootstrap || !SameName(e.text, fromHistory) {
		r.parameter(p, e, s.DaysPerYear)
	}
	r.out.PassedOver = append(r.out.PassedOver, PassedOver{Field: p.field, BelongsTo: p.process, Has: s.Process})
}

// parameter reads a figure of a process within its bounds.
func (r *resolver) parameter(p *processParameter, e entry, daysPerYear int) float64 {
	least, most := p.bounds(int64(daysPerYear))
	expected := "a number from " + least.String() + " to " + most.String()
	if p.process != ProcessBootstrap {
		expected += ", or '" + fromHistory + "',"
	}
	n, ok := r.number(e.value, p.field, expected)
	if !ok || !r.within(e.value, p.field, n, least, most, expected) {
		return 0
	}
	return n.InexactFloat64()
}

// fitted leaves a figure to the fit of the process to Price History.
func (r *resolver) fitted(e entry, field string) {
	r.out.Fitted = append(r.out.Fitted, FittedField{Field: field, At: e.value.At})
}

// cubeRoot is the whole number, at least 1, whose cube is nearest to n. The best length of the blocks of a stationary bootstrap
// grows with the cube root of the number of observations (D. Politis, J. Romano, "The stationary bootstrap", Journal of the
// American Statistical Association 89, 1994).
func cubeRoot(n int) int {
	root := 1
	for (root+1)*(root+1)*(root+1)-n <= n-root*root*root {
		root++
	}
	return root
}

// bootstrapVolatility is the deviation that the drawn returns have: the history's own, or what it is scaled to.
func (r *resolver) bootstrapVolatility(t *Table, e entry, daysPerYear int) float64 {
	at := e
	if !at.given {
		at.value.At = t.place()
	}
	own, _ := r.historicalRates(at, "the process "+ProcessBootstrap, daysPerYear)
	if !e.given || SameName(e.text, fromHistory) {
		return own
	}
	typed := r.rate(e, "Volatility", decimal.Zero, volatilityExpected)
	if typed > 0 && own == 0 && len(r.out.Past) > fewestHistoryDays {
		r.add("number-out-of-range", e.value.At, e.value.Shown(), "no Volatility, because the closes of Price History never move and can't be scaled to one", "Clear the field, or choose another Process")
	}
	return typed
}
