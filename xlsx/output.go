package xlsx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// The names of the output sheets.
const (
	summaryName     = "Summary"
	dilutionName    = "Dilution"
	exposureName    = "Redemption Exposure"
	conversionsName = "Conversions"
	adjustmentsName = "Price Adjustments"
	exchangeCapName = "Exchange Cap"
	interestName    = "Interest"
	waterfallName   = "Waterfall"
	monteCarloName  = "Monte Carlo"
	checksName      = "Checks"
)

// OutputSheets lays a report out as the sheets of the output, Summary first and Checks last. It works out nothing that the
// report could hold: relations within and between the sheets are live formulas whose cached values are the engine's.
func OutputSheets(r *sim.Report) []Sheet {
	dilution := dilutionSheet(r)
	exposure := exposureSheet(r)
	adjustments := adjustmentsSheet(r)
	results := []Sheet{dilution.Sheet, exposure.Sheet, conversionsSheet(r), adjustments.Sheet, exchangeCapSheet(r), interestSheet(r)}
	if hasWaterfall(r) {
		results = append(results, waterfallSheet(r))
	}
	var simulated monteCarloLayout
	if len(r.Simulated) > 0 {
		simulated = monteCarloSheet(r)
		results = append(results, simulated.Sheet)
	}
	if len(r.Sensitivity) > 0 {
		results = append(results, sensitivitySheetOf(r))
	}
	results = append(results, checksSheet(r, dilution, exposure, adjustments))
	return append([]Sheet{summarySheet(r, dilution, exposure, simulated, results)}, results...)
}

// headerRows is the height of the frozen header that all output sheets share.
const headerRows = 4

// head puts the header that all output sheets share at the top of a page: title, what is compared, the three counts of
// checks as formulas to Checks, the way back to Summary, and which run this is.
func head(p *page, r *sim.Report, title, about string) {
	p.line(StyleTitle, r.Base.Company.Name+": "+title)
	p.line(StyleSubtitle, instrumentList(r)+"; "+scenarioList(r)+"; "+r.Base.Company.Currency)
	cells := signals(r, p.Name == checksName)
	if p.Name != summaryName {
		cells = append(cells, linkTo(summaryName, "Summary"))
	} else {
		cells = append(cells, linkTo(checksName, "Checks"))
	}
	cells = append(cells, Cell{}, Cell{Kind: TextCell, Text: runStamp(r), Style: StyleSubtitle})
	row := p.run(1, cells...)
	for i, kind := range checkKinds {
		p.Status = append(p.Status, kind.colours(i+1, row))
	}
	p.line(StyleSubtitle, about)
	p.Frozen = Freeze(at(2, headerRows+1))
	p.Titles = Titles("1:" + strconv.Itoa(headerRows))
}

// signals are the three counts that stand in the header of every output sheet: errors, departures from the base case, and
// alerts. On Checks they refer to the sheet's own counts.
func signals(r *sim.Report, onChecks bool) []Cell {
	counts := countChecks(r)
	cells := make([]Cell, len(checkKinds))
	for i, kind := range checkKinds {
		relation := on(checksName, signalColumnOnChecks, firstSignalRow+i)
		if onChecks {
			relation = lock(signalColumnOnChecks, firstSignalRow+i)
		}
		cells[i] = formulaOf(relation, kind.signal(counts[i]))
		cells[i].Style = kind.style(counts[i])
	}
	return cells
}

func linkTo(sheet, words string) Cell {
	return Cell{Kind: TextCell, Text: words, Style: StyleLink, Link: sheet}
}

// runStamp says which run a printed page belongs to.
func runStamp(r *sim.Report) string {
	return "Run " + runID(r) + ", scenarios " + r.Version + ", " + r.RunDate.String()
}

// runID names a run by its inputs: the same inputs have the same id.
func runID(r *sim.Report) string {
	const digits = 12
	return r.InputsSHA256[:min(digits, len(r.InputsSHA256))]
}

func instrumentList(r *sim.Report) string {
	names := make([]string, len(r.Base.Instruments))
	for i, t := range r.Base.Instruments {
		names[i] = t.Name
	}
	return listed(names, 6)
}

func scenarioList(r *sim.Report) string {
	var names []string
	for _, s := range r.Scenarios {
		names = append(names, s.Scenario.Name)
	}
	for _, s := range r.Simulated {
		names = append(names, s.Scenario.Name)
	}
	return plural(len(names), "scenario") + ": " + listed(names, 6)
}

// listed joins names, and says how many more there are than fit.
func listed(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(len(names)-most) + " more"
}

// plural is "1 scenario", "3 scenarios".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return plain(int64(n)) + " " + noun + "s"
}

// unitsFormat is how units of an instrument are written: principal in cents, preferred shares whole.
func unitsFormat(kind string) Format {
	if kind == "Note" {
		return FormatMoney
	}
	return FormatCount
}

// unitsName is what a unit of an instrument is.
func unitsName(kind, currency string) string {
	if kind == "Note" {
		return currency + " principal"
	}
	return "preferred shares"
}

// kindOf is the kind of an instrument, Preferred or Note, and empty for a security that is none.
func kindOf(r *sim.Report, instrument string) string {
	for _, t := range r.Base.Instruments {
		if t.Name == instrument {
			return t.Kind
		}
	}
	return ""
}

// lineColours are the colours of series, distinct in print and for readers who do not see red and green apart.
var lineColours = []string{"1F4E79", "C55A11", "2E9C8F", "7F6000", "7030A0", "A6A6A6", "0070C0", "9E480E", "375623", "BF9000", "44546A", "D86DCD"}

// What is called and the cash against it have the same colours on every chart.
const calledColour, cashColour = "C00000", "1F4E79"

func colour(n int) string { return lineColours[n%len(lineColours)] }

// monthEnds are the days of the scenarios' series, each once, in order.
func monthEnds(r *sim.Report) []model.Date {
	seen := map[model.Date]bool{}
	var days []model.Date
	for _, s := range r.Scenarios {
		for _, snapshot := range s.Outcome.Series {
			if !seen[snapshot.Date] {
				seen[snapshot.Date] = true
				days = append(days, snapshot.Date)
			}
		}
	}
	slices.Sort(days)
	return days
}

// mostDiluted is the index of the scenario with the largest dilution, the first of equals; -1 where there is no scenario.
func mostDiluted(r *sim.Report) int {
	return largest(r, func(t model.Totals) decimal.Decimal { return t.Dilution })
}

// largestCall is the index of the scenario with the largest peak exposure.
func largestCall(r *sim.Report) int {
	return largest(r, func(t model.Totals) decimal.Decimal { return t.PeakExposure })
}

func largest(r *sim.Report, of func(model.Totals) decimal.Decimal) int {
	best := -1
	for i, s := range r.Scenarios {
		if best < 0 || of(s.Outcome.Totals).GreaterThan(of(r.Scenarios[best].Outcome.Totals)) {
			best = i
		}
	}
	return best
}
