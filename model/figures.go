package model

import "github.com/shopspring/decimal"

// Figures are one path's results as plain numbers, for simulation: a value per metric, when each event first occurred,
// and the month ends. A Runner fills them.
type Figures struct {
	Values []float64   // in the order of FigureNames
	Events []Date      // in the order of FigureEvents: the first occurrence, or NoDate
	Series [][]float64 // in the order of FigureSeries, by month end (SeriesDates)
	Active int         // days on which any rule ran
}

// The events that a simulation counts, in the order of FigureEvents.
const (
	eventCapBinds = iota
	eventOwnershipBinds
	eventMandatory
	eventRedemptionTriggered
	eventCashShort
	eventAuthorizedShort
	eventFloorBinds
	eventDefault
	figureEventCount
)

// FigureEvents names the events whose probability a simulation gives.
func FigureEvents() []string {
	return []string{"cap binds", "ownership limit binds", "mandatory conversion", "redemption triggered", "cash short", "authorized short", "floor binds", "default"}
}

// limitEvent is the event that a limit's first cut is; false for a limit that is none.
func limitEvent(limit string) (int, bool) {
	switch limit {
	case limitCap:
		return eventCapBinds, true
	case limitOwnership:
		return eventOwnershipBinds, true
	case limitAuthorized:
		return eventAuthorizedShort, true
	}
	return 0, false
}

// noteFirst keeps the first day of an event.
func (r *recorder) noteFirst(event int, on Date) {
	if !r.first[event].Given() {
		r.first[event] = on
	}
}

// clearFirst forgets the days of events.
func (r *recorder) clearFirst() {
	for i := range r.first {
		r.first[i] = NoDate
	}
}

// figure is a metric of a simulated path.
type figure struct {
	name, unit string
	lowIsBad   bool
}

// commonFigures are the metrics that every case has.
var commonFigures = []figure{
	{"common after", "shares", false}, {"new shares", "shares", false}, {"dilution", "% of common", false},
	{"lowest conversion price", "USD per share", true}, {"shares from conversion", "shares", false}, {"shares from interest", "shares", false},
	{"shares from issues", "shares", false}, {"shares from exercise", "shares", false}, {"shares cut by cap", "shares", false},
	{"cash paid", "USD", false}, {"cash due unpaid", "USD", false}, {"peak exposure", "USD", false}, {"lowest cash", "USD", true},
	{"final price", "USD per share", true}, {"value to holders", "USD", false},
}

// maxFigureHolders is how many holders get a simulated figure of their own.
const maxFigureHolders = 50

// figures lists a case's metrics: those of every case, a conversion price per instrument, the dilution of the holders of
// instruments and of those with 1% of the common or more.
func figures(r *Resolved) []figure {
	all := append([]figure(nil), commonFigures...)
	for i := range r.Instruments {
		all = append(all, figure{"conversion price of " + r.Instruments[i].Name, "USD per share", true})
	}
	for _, h := range figureHolders(r) {
		all = append(all, figure{"dilution of " + r.Holders[h].Name, "% of common", false})
	}
	return all
}

// figureHolders are the holders with a figure of their own.
func figureHolders(r *Resolved) []int {
	common := make([]int64, len(r.Holders))
	instrument := make([]bool, len(r.Holders))
	var all int64
	for _, p := range r.Positions {
		switch p.Security.Kind {
		case CommonStock:
			common[p.Holder] += p.Units
			all += p.Units
		case InstrumentSecurity:
			instrument[p.Holder] = true
		}
	}
	var chosen []int
	for h := range r.Holders {
		if (instrument[h] || all > 0 && common[h]*100 >= all) && len(chosen) < maxFigureHolders {
			chosen = append(chosen, h)
		}
	}
	return chosen
}

// FigureNames names the metrics of a simulated path, in the grammar of metrics.
func FigureNames(r *Resolved) []string {
	var names []string
	for _, f := range figures(r) {
		names = append(names, f.name)
	}
	return names
}

// FigureUnits are the units of FigureNames.
func FigureUnits(r *Resolved) []string {
	var units []string
	for _, f := range figures(r) {
		units = append(units, f.unit)
	}
	return units
}

// FigureLowIsBad says of each of FigureNames whether its bad tail is the low one.
func FigureLowIsBad(r *Resolved) []bool {
	var low []bool
	for _, f := range figures(r) {
		low = append(low, f.lowIsBad)
	}
	return low
}

// FigureSeries names what is kept at month ends.
func FigureSeries(r *Resolved) []string {
	names := []string{"close", "common outstanding", "dilution", "exposure", "cash"}
	for i := range r.Instruments {
		names = append(names, "conversion price of "+r.Instruments[i].Name)
	}
	return names
}

// SeriesDates are the days of the series: the valuation date, every month's last trading day, the last day.
func SeriesDates(r *Resolved) []Date {
	var dates []Date
	last := len(r.Days) - 1
	for k, d := range r.Days {
		if k == 0 || k == last || r.Days[k+1] > d.MonthEnd() {
			dates = append(dates, d)
		}
	}
	return dates
}

// sample keeps the day's point of every series.
func (e *engine[N]) sample() {
	s, m := e.record.series, e.record.month
	e.record.month++
	s[0][m] = float64(e.close()) / MicrosPerDollar
	s[1][m] = float64(e.outstanding)
	s[2][m] = quotient(e.outstanding-e.record.before, e.outstanding)
	var called Cents
	for i := range e.instruments {
		called += e.callable(i) + e.owed(i)
	}
	s[3][m], s[4][m] = float64(called)/100, float64(e.cash)/100
	for i := range e.instruments {
		s[5+i][m] = 0
		if in := &e.instruments[i]; in.issued {
			s[5+i][m] = toFloat(in.price.n)
		}
	}
}

// quotient is part over whole, 0 for no whole.
func quotient(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// toFloat converts any Numeric.
func toFloat[N Numeric[N]](n N) float64 {
	switch v := any(n).(type) {
	case Float:
		return float64(v)
	case decimal.Decimal:
		return v.InexactFloat64()
	}
	panic("unreachable: Numeric has two types")
}

// fill writes the path's figures, in the order of figures.
func (e *engine[N]) fill(f *Figures) {
	e.day = len(e.r.Days) - 1
	e.date = e.r.Days[e.day]
	r := &e.record
	lowest := 0.0
	var unpaid Cents
	for i := range e.instruments {
		if low := toFloat(e.instruments[i].lowest.n); low > 0 && (lowest == 0 || low < lowest) {
			lowest = low
		}
		unpaid += e.unpaid(i)
	}
	v := append(f.Values[:0], float64(e.outstanding), float64(e.outstanding-r.before), quotient(e.outstanding-r.before, e.outstanding),
		lowest, float64(r.issuedBy.conversion), float64(r.issuedBy.interest), float64(r.issuedBy.issues), float64(r.issuedBy.exercise),
		float64(r.cutByCap), float64(r.paid)/100, float64(unpaid)/100, float64(r.peak)/100, float64(r.lowest)/100,
		float64(e.close())/MicrosPerDollar, r.value+e.discounted(e.remainderWorth()))
	for i := range e.instruments {
		v = append(v, toFloat(e.instruments[i].price.n))
	}
	for _, h := range e.figureHolders {
		s := &e.holders[h]
		v = append(v, quotient(s.before, r.before)-quotient(s.common, e.outstanding))
	}
	f.Values = v
	f.Events = append(f.Events[:0], r.first[:]...)
	f.Active = e.activeDays
}
