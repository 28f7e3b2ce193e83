package xlsx

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// The page of Summary: a column of labels, one of units, and one a scenario.
const (
	mostShownScenarios = 12
	summaryLabel       = 1
	summaryUnit        = 2
	firstScenario      = 3
	mostBeside         = 6  // with more scenarios the charts stand below the table
	besideColumns      = 4  // that charts beside the table cover, after an empty one
	besideWidth        = 18 // characters of each
	besideRows         = 12 // from one chart beside the table to the next
	besideHeightPx     = 228
	sentenceLetters    = 175
	alertLetters       = 140
	mostAlerts         = 4
)

// summaryLayout remembers the rows that charts and names refer to.
type summaryLayout struct {
	header, charts                         int // the table's header, and the first row of the charts
	conversion, interest, issues, exercise int
	after, dilution, lowestPrice           int
	peak, peakCash, paid                   int
}

func summarySheet(r *sim.Report, dilution dilutionLayout, exposure exposureLayout) Sheet {
	p := newPage(summaryName, OutputGroup)
	head(p, r, "dilution and redemption exposure", "From "+r.Base.Company.Valuation.String()+" to "+r.Base.Company.Horizon.String()+
		". Not legal advice: what the clauses do follows the readings listed on Checks.")
	p.Frozen = Freeze(at(firstScenario, headerRows+1))
	p.OnePage = true
	board(p, r)
	scenarios := shownScenarios(r)
	layout := figures(p, r, scenarios, dilution, exposure)
	layout.charts = p.next() + 1
	if len(scenarios) <= mostBeside {
		layout.charts = layout.header - 1
	}
	p.skip(summaryChartsEnd(layout.charts, len(scenarios)) - len(p.Rows))
	footer(p, r)
	sheet := p.finish()
	sheet.Widths = summaryWidths(sheet.Widths, len(scenarios))
	if len(scenarios) > 0 {
		sheet.Charts = summaryCharts(r, dilution, layout, scenarios, sheet.Widths)
		sheet.Names = headlineNames(r, layout, scenarios)
	}
	return sheet
}

// shownScenarios are the scenarios with a column on Summary, in the workbook's order: all of them, or where there are too
// many the ones with the largest dilution.
func shownScenarios(r *sim.Report) []int {
	all := make([]int, len(r.Scenarios))
	for i := range all {
		all[i] = i
	}
	if len(all) <= mostShownScenarios {
		return all
	}
	slices.SortStableFunc(all, func(a, b int) int {
		return r.Scenarios[b].Outcome.Totals.Dilution.Cmp(r.Scenarios[a].Outcome.Totals.Dilution)
	})
	shown := all[:mostShownScenarios]
	slices.Sort(shown)
	return shown
}

// board puts the three sentences and the alerts at the top.
func board(p *page, r *sim.Report) {
	p.section("In three sentences")
	for _, sentence := range boardSentences(r) {
		for _, line := range wrap(sentence, sentenceLetters) {
			p.line(StylePlain, line)
		}
	}
	var alerts []sim.Check
	for _, c := range checksOf(r, sim.CheckAlert) {
		if !c.OK {
			alerts = append(alerts, c)
		}
	}
	for i, c := range alerts {
		if i == mostAlerts {
			p.run(1, linkTo(checksName, "and "+plural(len(alerts)-mostAlerts, "more alert")+" on Checks"))
			break
		}
		for n, line := range wrap(c.Name+": "+c.Detail, alertLetters) {
			first := Cell{Kind: TextCell, Text: "Alert", Style: StyleAlert}
			if n > 0 {
				first = Cell{}
			}
			p.run(1, first, words(line))
		}
	}
}

// summaryRow is a row of figures: one cell for each scenario shown.
type summaryRow struct {
	name, unit string
	cell       func(scenario int, s sim.ScenarioResult, col, row int) Cell
	row        *int // where to remember it
	total      bool
}

func figures(p *page, r *sim.Report, scenarios []int, dilution dilutionLayout, exposure exposureLayout) summaryLayout {
	p.section("Scenarios side by side")
	if len(scenarios) < len(r.Scenarios) {
		p.line(StyleSubtitle, fmt.Sprintf("The %d scenarios with the largest dilution of %d; the others stand on the following sheets.",
			len(scenarios), len(r.Scenarios)))
	}
	var layout summaryLayout
	names := []string{"Figure", "Unit"}
	for _, i := range scenarios {
		names = append(names, r.Scenarios[i].Scenario.Name)
	}
	layout.header = p.table(names...)
	var before, newShares int
	for _, block := range []struct {
		heading string
		rows    []summaryRow
	}{
		{"Shares", shareRows(dilution, &layout, &before, &newShares)},
		{"Prices and limits", priceRows(r, &layout)},
		{"Cash", cashRows(r, exposure, &layout)},
	} {
		p.add(label(block.heading))
		for _, line := range block.rows {
			row := p.next()
			if line.row != nil {
				*line.row = row
			}
			cells := []Cell{text(line.name), text(line.unit)}
			for n, i := range scenarios {
				cells = append(cells, line.cell(i, r.Scenarios[i], firstScenario+n, row))
			}
			if line.total {
				cells = totalled(cells...)
			}
			p.add(cells...)
		}
	}
	return layout
}

// cross is a cell that shows a figure of another sheet.
func cross(sheet string, col, row int, value decimal.Decimal, format Format) Cell {
	return formula(on(sheet, col, row), value, format)
}

func shareRows(dilution dilutionLayout, layout *summaryLayout, before, newShares *int) []summaryRow {
	total := func(col int, of func(model.Totals) int64) func(int, sim.ScenarioResult, int, int) Cell {
		return func(i int, s sim.ScenarioResult, _, _ int) Cell {
			return cross(dilutionName, col, dilution.totalRow[i], decimal.NewFromInt(of(s.Outcome.Totals)), FormatCount)
		}
	}
	counts := func(col int, of func(model.ShareCounts) int64) func(int, sim.ScenarioResult, int, int) Cell {
		return func(i int, s sim.ScenarioResult, _, _ int) Cell {
			return cross(dilutionName, col, dilution.countsRow[i], decimal.NewFromInt(of(s.Outcome.Counts)), FormatCount)
		}
	}
	return []summaryRow{
		{"Common outstanding before", "shares", total(dilBefore, func(t model.Totals) int64 { return t.CommonBefore }), before, false},
		{"from conversion", "shares", total(dilConversion, func(t model.Totals) int64 { return t.SharesFromConversion }), &layout.conversion, false},
		{"from interest", "shares", total(dilInterest, func(t model.Totals) int64 { return t.SharesFromInterest }), &layout.interest, false},
		{"from other issues", "shares", total(dilIssues, func(t model.Totals) int64 { return t.SharesFromIssues }), &layout.issues, false},
		{"from exercises", "shares", total(dilExercise, func(t model.Totals) int64 { return t.SharesFromExercise }), &layout.exercise, false},
		{"Common outstanding after", "shares", total(dilAfter, func(t model.Totals) int64 { return t.CommonAfter }), &layout.after, false},
		{"New shares", "shares", func(_ int, s sim.ScenarioResult, col, _ int) Cell {
			return formula(at(col, layout.after)+"-"+at(col, *before), decimal.NewFromInt(s.Outcome.Totals.NewShares), FormatCount)
		}, newShares, false},
		{"Dilution: new shares over common after", "% of common", func(_ int, s sim.ScenarioResult, col, _ int) Cell {
			return formula(share(at(col, *newShares), at(col, layout.after)), s.Outcome.Totals.Dilution, FormatPercent)
		}, &layout.dilution, true},
		{"Treasury stock method, last day", "shares", counts(cntTreasuryStock, func(c model.ShareCounts) int64 { return c.TreasuryStockMethod }), nil, false},
		{"If converted, last day", "shares", counts(cntIfConverted, func(c model.ShareCounts) int64 { return c.IfConverted }), nil, false},
	}
}

// value is a figure of the engine's totals.
func value(of func(model.Totals) decimal.Decimal, format Format) func(int, sim.ScenarioResult, int, int) Cell {
	return func(_ int, s sim.ScenarioResult, _, _ int) Cell { return figure(of(s.Outcome.Totals), format) }
}

func priceRows(r *sim.Report, layout *summaryLayout) []summaryRow {
	perShare := r.Base.Company.Currency + "/share"
	return []summaryRow{
		{"Lowest conversion price", perShare, value(func(t model.Totals) decimal.Decimal { return t.LowestConversionPrice }, FormatPrice), &layout.lowestPrice, false},
		{"Instrument with that price", "name", func(_ int, s sim.ScenarioResult, _, _ int) Cell { return text(s.Outcome.Totals.LowestPriceInstrument) }, nil, false},
		{"Close on the last day", perShare, value(func(t model.Totals) decimal.Decimal { return t.FinalPrice }, FormatPrice), nil, false},
		{"Exchange cap used, the most of any", "% of cap", value(func(t model.Totals) decimal.Decimal { return t.PercentOfCap }, FormatPercent), nil, false},
		{"Shares cut by the exchange cap", "shares", func(_ int, s sim.ScenarioResult, _, _ int) Cell { return count(s.Outcome.Totals.SharesCutByCap) }, nil, false},
	}
}

func cashRows(r *sim.Report, exposure exposureLayout, layout *summaryLayout) []summaryRow {
	currency := r.Base.Company.Currency
	amount := func(col int, of func(sim.ScenarioResult) decimal.Decimal) func(int, sim.ScenarioResult, int, int) Cell {
		return func(i int, s sim.ScenarioResult, _, _ int) Cell {
			return cross(exposureName, col, exposure.peakRow[i], of(s), FormatDollars)
		}
	}
	date := func(col int, of func(sim.ScenarioResult) model.Date) func(int, sim.ScenarioResult, int, int) Cell {
		return func(i int, s sim.ScenarioResult, _, _ int) Cell {
			return formulaDay(on(exposureName, col, exposure.peakRow[i]), of(s))
		}
	}
	totals := func(of func(model.Totals) decimal.Decimal) func(sim.ScenarioResult) decimal.Decimal {
		return func(s sim.ScenarioResult) decimal.Decimal { return of(s.Outcome.Totals) }
	}
	return []summaryRow{
		{"Cash paid", currency, amount(peakPaid, totals(func(t model.Totals) decimal.Decimal { return t.CashPaid })), &layout.paid, false},
		{"Largest cash call", currency, amount(peakCalled, totals(func(t model.Totals) decimal.Decimal { return t.PeakExposure })), &layout.peak, false},
		{"Day of that call", "date", date(peakDate, peakDateOf), nil, false},
		{"Cash that day (no call: lowest cash)", currency, amount(peakCash, totals(peakDayCash)), &layout.peakCash, false},
		{"Headroom that day", currency, amount(peakHeadroom, totals(func(t model.Totals) decimal.Decimal { return peakDayCash(t).Sub(t.PeakExposure) })), nil, false},
		{"Worst month end", "date", date(peakWorstDate, func(s sim.ScenarioResult) model.Date { return worstSnapshot(s.Outcome).Date }), nil, false},
		{"Headroom at that month end", currency, amount(peakWorstHeadroom, func(s sim.ScenarioResult) decimal.Decimal { return headroomOf(worstSnapshot(s.Outcome)) }), nil, false},
		{"Due and unpaid on the last day", currency, amount(peakUnpaid, totals(func(t model.Totals) decimal.Decimal { return t.CashDueUnpaid })), nil, false},
		{"Lowest cash", currency, amount(peakLowestCash, totals(func(t model.Totals) decimal.Decimal { return t.LowestCash })), nil, false},
	}
}

func peakDateOf(s sim.ScenarioResult) model.Date {
	if s.Outcome.Totals.PeakExposure.IsZero() {
		return model.NoDate
	}
	return s.Outcome.Totals.PeakExposureDate
}

// footer holds what a reader needs to trust the page: the way to every sheet, the legend, and where the figures come from.
func footer(p *page, r *sim.Report) {
	outputs := []string{dilutionName, exposureName, conversionsName, adjustmentsName, checksName}
	var inputs []string
	for _, f := range r.Files {
		inputs = append(inputs, f.Sheets...)
	}
	linkRows(p, "Results", outputs)
	linkRows(p, "Inputs", inputs)
	p.run(1, label("Legend"),
		Cell{Kind: TextCell, Text: "typed", Style: StyleInput}, Cell{},
		Cell{Kind: TextCell, Text: "value or formula", Style: StyleFormula}, Cell{},
		Cell{Kind: TextCell, Text: "from another sheet", Style: StyleCrossFormula}, Cell{},
		Cell{Kind: TextCell, Text: "in order", Style: StyleGood},
		Cell{Kind: TextCell, Text: "attention", Style: StyleAlert},
		Cell{Kind: TextCell, Text: "error", Style: StyleBad})
	p.run(1, label("Signs"), words("Money in "+r.Base.Company.Currency+", prices per share. Amounts called, due and paid are positive; shortfalls and shares sold are negative, in parentheses."))
	p.run(1, label("Source"), words("scenarios "+r.Version+", run date "+r.RunDate.String()+", SHA-256 of the inputs "+r.InputsSHA256+". Not legal advice."))
}

// linkRows puts links to sheets into every second column, so that a long name has room.
func linkRows(p *page, name string, sheets []string) {
	const perRow = 4
	for block := range slices.Chunk(sheets, perRow) {
		cells := []Cell{label(name)}
		for _, sheet := range block {
			cells = append(cells, linkTo(sheet, sheet), Cell{})
		}
		p.run(1, cells...)
		name = ""
	}
}

// summaryWidths makes the columns of scenarios equally wide, and adds those that charts beside the table cover.
func summaryWidths(widths []float64, scenarios int) []float64 {
	each := slices.Max(append([]float64{signalColumn}, widths[firstScenario-1:]...))
	widths = widths[:firstScenario-1]
	for range scenarios {
		widths = append(widths, each)
	}
	if scenarios <= mostBeside {
		widths = append(widths, signalColumn)
		for range besideColumns {
			widths = append(widths, besideWidth)
		}
	}
	return widths
}

// summaryChartsEnd is the last row that the charts of Summary take.
func summaryChartsEnd(first, scenarios int) int {
	if scenarios <= mostBeside {
		return first + 3*besideRows
	}
	return first + chartRows
}

func summaryCharts(r *sim.Report, dilution dilutionLayout, layout summaryLayout, scenarios []int, widths []float64) []Chart {
	last := firstScenario + len(scenarios) - 1
	across := func(title, unit, format string, kind ChartKind, colours []string, rows ...int) Chart {
		chart := Chart{Kind: kind, HeightPx: chartHeightPx, Title: title, YTitle: unit, YFormat: format}
		for n, of := range rows {
			chart.Series = append(chart.Series, Series{
				Name:       on(summaryName, summaryLabel, of),
				Categories: onRange(summaryName, firstScenario, layout.header, last, layout.header),
				Values:     onRange(summaryName, firstScenario, of, last, of),
				Color:      colours[n],
			})
		}
		return chart
	}
	charts := []Chart{
		outstandingChart(r, dilution, scenarios),
		across(sourcesTitle(r), "million shares", "0.0,,", StackedColumnChart, lineColours, layout.conversion, layout.interest, layout.issues, layout.exercise),
		across(coverTitle(r), "million "+r.Base.Company.Currency, "0.0,,", ColumnChart, []string{calledColour, cashColour}, layout.peak, layout.peakCash),
	}
	if len(scenarios) <= mostBeside {
		for i := range charts {
			charts[i].Anchor = at(last+2, layout.charts+i*besideRows)
			charts[i].WidthPx, charts[i].HeightPx = besideColumns*columnPixels(besideWidth), besideHeightPx
		}
		return charts
	}
	for i, place := range places(widths, len(charts)) {
		charts[i].Anchor, charts[i].WidthPx = at(place.column, layout.charts), place.widthPx
	}
	return charts
}

// headlineNames gives a deck something to hold on to: the headline figures of each scenario shown, by name.
func headlineNames(r *sim.Report, layout summaryLayout, scenarios []int) []DefinedName {
	var names []DefinedName
	taken := map[string]bool{}
	for n, i := range scenarios {
		suffix := nameSuffix(r.Scenarios[i].Scenario.Name)
		if taken[strings.ToLower(suffix)] {
			suffix += "_" + strconv.Itoa(i+1)
		}
		taken[strings.ToLower(suffix)] = true
		for _, headline := range []struct {
			name string
			row  int
		}{
			{"common_after", layout.after}, {"dilution", layout.dilution}, {"lowest_conversion_price", layout.lowestPrice},
			{"cash_paid", layout.paid}, {"largest_call", layout.peak},
		} {
			names = append(names, DefinedName{Name: headline.name + "." + suffix, RefersTo: on(summaryName, firstScenario+n, headline.row)})
		}
	}
	return names
}

// nameSuffix turns a scenario's name into letters, digits and underscores.
func nameSuffix(scenario string) string {
	const longest = 100
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, scenario))
	return string(runes[:min(len(runes), longest)])
}
