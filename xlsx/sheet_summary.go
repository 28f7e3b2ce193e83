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
	mostColumns        = 12 // of figures: one a scenario, two a simulated one
	mostSimulatedShown = 2
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

// summaryColumn is a column of figures: a scenario, or the mean or the bad tail of a simulated one.
type summaryColumn struct {
	heading   string
	scenario  int // of Report.Scenarios
	simulated int // of Report.Simulated, where isSimulated
	tail      bool

	isSimulated bool
}

// summaryLayout remembers the columns, and the rows that charts and names refer to.
type summaryLayout struct {
	columns                                []summaryColumn
	header, charts                         int // the table's header, and the first row of the charts
	conversion, interest, issues, exercise int
	after, dilution, lowestPrice           int
	peak, peakCash, paid                   int
	cap, redemption                        int // probabilities
}

func summarySheet(r *sim.Report, dilution dilutionLayout, exposure exposureLayout, simulated monteCarloLayout, results []Sheet) Sheet {
	p := newPage(summaryName, OutputGroup)
	head(p, r, "dilution and redemption exposure", "From "+r.Base.Company.Valuation.String()+" to "+r.Base.Company.Horizon.String()+
		". Not legal advice: what the clauses do follows the readings listed on Checks.")
	p.Frozen = Freeze(at(firstScenario, headerRows+1))
	p.OnePage = true
	board(p, r)
	layout := figures(p, r, dilution, exposure, simulated)
	layout.charts = p.next() + 1
	if len(layout.columns) <= mostBeside {
		layout.charts = layout.header - 1
	}
	p.skip(summaryChartsEnd(layout.charts, len(layout.columns)) - len(p.Rows))
	footer(p, r, results)
	sheet := p.finish()
	sheet.Widths = summaryWidths(sheet.Widths, len(layout.columns))
	if len(layout.columns) > 0 {
		sheet.Charts = summaryCharts(r, dilution, simulated, layout, sheet.Widths)
		sheet.Names = headlineNames(r, layout)
	}
	return sheet
}

// summaryColumns are the scenarios shown, in the workbook's order, and then the simulated ones with two columns each.
func summaryColumns(r *sim.Report) []summaryColumn {
	var columns []summaryColumn
	for _, i := range shownScenarios(r) {
		columns = append(columns, summaryColumn{heading: r.Scenarios[i].Scenario.Name, scenario: i})
	}
	for i, s := range r.Simulated[:min(len(r.Simulated), mostSimulatedShown)] {
		columns = append(columns,
			summaryColumn{heading: s.Scenario.Name + ": mean", simulated: i, isSimulated: true},
			summaryColumn{heading: s.Scenario.Name + ": p95 or p5", simulated: i, isSimulated: true, tail: true})
	}
	return columns
}

// shownScenarios are the scenarios with a column on Summary, in the workbook's order: all of them, or where there are too
// many the ones with the largest dilution.
func shownScenarios(r *sim.Report) []int {
	all := make([]int, len(r.Scenarios))
	for i := range all {
		all[i] = i
	}
	mostShownScenarios := mostColumns - 2*min(len(r.Simulated), mostSimulatedShown)
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
	p.section(boardHeading(r))
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

// summaryRow is a row of figures: one cell for each column.
type summaryRow struct {
	name, unit string
	metric     string // of a simulation; empty where it has none
	cell       func(scenario int, s sim.ScenarioResult, col, row int) Cell
	row        *int // where to remember it
	total      bool
}

func figures(p *page, r *sim.Report, dilution dilutionLayout, exposure exposureLayout, simulated monteCarloLayout) summaryLayout {
	p.section("Scenarios side by side")
	layout := summaryLayout{columns: summaryColumns(r)}
	if shown := len(shownScenarios(r)); shown < len(r.Scenarios) {
		p.line(StyleSubtitle, fmt.Sprintf("The %d scenarios with the largest dilution of %d; the others stand on the following sheets.",
			shown, len(r.Scenarios)))
	}
	if len(r.Simulated) > 0 {
		p.line(StyleSubtitle, simulatedNote(r))
	}
	names := []string{"Figure", "Unit"}
	for _, c := range layout.columns {
		names = append(names, c.heading)
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
			if len(r.Scenarios) == 0 && line.metric == "" {
				continue // no simulation has it
			}
			row := p.next()
			if line.row != nil {
				*line.row = row
			}
			cells := []Cell{text(line.name), text(line.unit)}
			for n, c := range layout.columns {
				if c.isSimulated {
					cells = append(cells, simulated.blocks[c.simulated].summaryFigure(line.metric, c.tail))
				} else {
					cells = append(cells, line.cell(c.scenario, r.Scenarios[c.scenario], firstScenario+n, row))
				}
			}
			if line.total {
				cells = totalled(cells...)
			}
			p.add(cells...)
		}
	}
	if len(r.Simulated) > 0 {
		probabilityRows(p, &layout, simulated)
	}
	return layout
}

// simulatedNote says what the columns of a simulated scenario hold.
func simulatedNote(r *sim.Report) string {
	note := "Simulated: the mean over the paths, and the bad end that at most 1 path in 20 goes beyond: p95, or p5 for prices and lowest cash."
	if more := len(r.Simulated) - mostSimulatedShown; more > 0 {
		note += " " + plural(more, "further simulated scenario") + " on Monte Carlo."
	}
	return note
}

// summaryFigure shows a metric of the Monte Carlo sheet: its mean, or the quantile at its bad end.
func (b *monteCarloBlock) summaryFigure(metric string, tail bool) Cell {
	m, known := metricOf(b.Simulated, metric)
	if !known {
		return Cell{}
	}
	col, v := mcMean, m.Mean
	switch {
	case tail && lowIsBad(metric):
		col, v = mcP5, m.P5
	case tail:
		col, v = mcP95, m.P95
	}
	shown := simulatedFigure(v, simulatedFormat(m.Unit))
	return cross(monteCarloName, col, b.metricRow[metric], shown.Number, shown.Format)
}

// lowIsBad reports whether a metric's bad end is the low one.
func lowIsBad(metric string) bool {
	return metric == metricLowestCash || strings.Contains(metric, "price")
}

// probabilityRows say how often the events of a simulation occur.
func probabilityRows(p *page, layout *summaryLayout, simulated monteCarloLayout) {
	p.add(label("How often, over the simulated paths"))
	for _, event := range []struct {
		name string
		row  *int
	}{{eventCapBinds, &layout.cap}, {eventRedemption, &layout.redemption}, {eventCashShort, nil}, {"mandatory conversion", nil}, {"ownership limit binds", nil}} {
		cells := []Cell{text(eventWords(event.name)), text("% of paths")}
		for _, c := range layout.columns {
			cell := Cell{}
			if c.isSimulated && !c.tail {
				b := simulated.blocks[c.simulated]
				if e, known := eventOf(b.Simulated, event.name); known {
					cell = cross(monteCarloName, oddsPart, b.eventRow[event.name], simulatedFigure(e.Probability, FormatPercent).Number, FormatPercent)
				}
			}
			cells = append(cells, cell)
		}
		row := p.add(cells...)
		if event.row != nil {
			*event.row = row
		}
	}
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
		{"Common outstanding before", "shares", "", total(dilBefore, func(t model.Totals) int64 { return t.CommonBefore }), before, false},
		{"from conversion", "shares", "shares from conversion", total(dilConversion, func(t model.Totals) int64 { return t.SharesFromConversion }), &layout.conversion, false},
		{"from interest", "shares", "shares from interest", total(dilInterest, func(t model.Totals) int64 { return t.SharesFromInterest }), &layout.interest, false},
		{"from other issues", "shares", "shares from issues", total(dilIssues, func(t model.Totals) int64 { return t.SharesFromIssues }), &layout.issues, false},
		{"from exercises", "shares", "shares from exercise", total(dilExercise, func(t model.Totals) int64 { return t.SharesFromExercise }), &layout.exercise, false},
		{"Common outstanding after", "shares", "common after", total(dilAfter, func(t model.Totals) int64 { return t.CommonAfter }), &layout.after, false},
		{"New shares", "shares", "new shares", func(_ int, s sim.ScenarioResult, col, _ int) Cell {
			return formula(at(col, layout.after)+"-"+at(col, *before), decimal.NewFromInt(s.Outcome.Totals.NewShares), FormatCount)
		}, newShares, false},
		{"Dilution: new shares over common after", "% of common", metricDilution, func(_ int, s sim.ScenarioResult, col, _ int) Cell {
			return formula(share(at(col, *newShares), at(col, layout.after)), s.Outcome.Totals.Dilution, FormatPercent)
		}, &layout.dilution, true},
		{"Treasury stock method, last day", "shares", "", counts(cntTreasuryStock, func(c model.ShareCounts) int64 { return c.TreasuryStockMethod }), nil, false},
		{"If converted, last day", "shares", "", counts(cntIfConverted, func(c model.ShareCounts) int64 { return c.IfConverted }), nil, false},
	}
}

// value is a figure of the engine's totals.
func value(of func(model.Totals) decimal.Decimal, format Format) func(int, sim.ScenarioResult, int, int) Cell {
	return func(_ int, s sim.ScenarioResult, _, _ int) Cell { return figure(of(s.Outcome.Totals), format) }
}

func priceRows(r *sim.Report, layout *summaryLayout) []summaryRow {
	perShare := r.Base.Company.Currency + "/share"
	return append(instrumentPriceRows(r, perShare), []summaryRow{
		{"Lowest conversion price", perShare, "lowest conversion price", value(func(t model.Totals) decimal.Decimal { return t.LowestConversionPrice }, FormatPrice), &layout.lowestPrice, false},
		{"Instrument with that price", "name", "", func(_ int, s sim.ScenarioResult, _, _ int) Cell { return text(s.Outcome.Totals.LowestPriceInstrument) }, nil, false},
		{"Close on the last day", perShare, "final price", value(func(t model.Totals) decimal.Decimal { return t.FinalPrice }, FormatPrice), nil, false},
		{"Exchange cap used, the most of any", "% of cap", "", value(func(t model.Totals) decimal.Decimal { return t.PercentOfCap }, FormatPercent), nil, false},
		{"Shares cut by the exchange cap", "shares", "shares cut by cap", func(_ int, s sim.ScenarioResult, _, _ int) Cell { return count(s.Outcome.Totals.SharesCutByCap) }, nil, false},
	}...)
}

// mostInstrumentRows is how many instruments get a row of their own on Summary; the others stand on Price Adjustments.
const mostInstrumentRows = 4

// instrumentPriceRows are the conversion prices on the last day, an instrument a row.
func instrumentPriceRows(r *sim.Report, perShare string) []summaryRow {
	var rows []summaryRow
	for i := range r.Base.Instruments {
		name := r.Base.Instruments[i].Name
		if i == mostInstrumentRows {
			break
		}
		rows = append(rows, summaryRow{"Conversion price of " + name, perShare, "conversion price of " + name, func(_ int, s sim.ScenarioResult, _, _ int) Cell {
			for _, o := range s.Outcome.Instruments {
				if o.Instrument == name {
					return figure(o.ConversionPrice, FormatPrice)
				}
			}
			return Cell{}
		}, nil, false})
	}
	return rows
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
		{"Cash paid", currency, "cash paid", amount(peakPaid, totals(func(t model.Totals) decimal.Decimal { return t.CashPaid })), &layout.paid, false},
		{"Largest cash call", currency, metricPeakExposure, amount(peakCalled, totals(func(t model.Totals) decimal.Decimal { return t.PeakExposure })), &layout.peak, false},
		{"Day of that call", "date", "", date(peakDate, peakDateOf), nil, false},
		{"Cash that day (no call: lowest cash)", currency, "", amount(peakCash, totals(peakDayCash)), &layout.peakCash, false},
		{"Headroom that day", currency, "", amount(peakHeadroom, totals(func(t model.Totals) decimal.Decimal { return peakDayCash(t).Sub(t.PeakExposure) })), nil, false},
		{"Worst month end", "date", "", date(peakWorstDate, func(s sim.ScenarioResult) model.Date { return worstSnapshot(s.Outcome).Date }), nil, false},
		{"Headroom at that month end", currency, "", amount(peakWorstHeadroom, func(s sim.ScenarioResult) decimal.Decimal { return headroomOf(worstSnapshot(s.Outcome)) }), nil, false},
		{"Due and unpaid on the last day", currency, "cash due unpaid", amount(peakUnpaid, totals(func(t model.Totals) decimal.Decimal { return t.CashDueUnpaid })), nil, false},
		{"Lowest cash", currency, metricLowestCash, amount(peakLowestCash, totals(func(t model.Totals) decimal.Decimal { return t.LowestCash })), nil, false},
	}
}

func peakDateOf(s sim.ScenarioResult) model.Date {
	if s.Outcome.Totals.PeakExposure.IsZero() {
		return model.NoDate
	}
	return s.Outcome.Totals.PeakExposureDate
}

// footer holds what a reader needs to trust the page: the way to every sheet, the legend, and where the figures come from.
func footer(p *page, r *sim.Report, results []Sheet) {
	var outputs []string
	for _, s := range results {
		outputs = append(outputs, s.Name)
	}
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
func summaryWidths(widths []float64, columns int) []float64 {
	each := slices.Max(append([]float64{signalColumn}, widths[firstScenario-1:]...))
	widths = widths[:firstScenario-1]
	for range columns {
		widths = append(widths, each)
	}
	if columns <= mostBeside {
		widths = append(widths, signalColumn)
		for range besideColumns {
			widths = append(widths, besideWidth)
		}
	}
	return widths
}

// summaryChartsEnd is the last row that the charts of Summary take.
func summaryChartsEnd(first, columns int) int {
	if columns <= mostBeside {
		return first + 3*besideRows
	}
	return first + chartRows
}

// summaryCharts are three: with scenarios of one kind, its shares, their sources and its cash; with both kinds, the fan of
// the simulated shares takes the place of the sources, which the table holds.
func summaryCharts(r *sim.Report, dilution dilutionLayout, simulated monteCarloLayout, layout summaryLayout, widths []float64) []Chart {
	charts := scenarioCharts(r, dilution, layout)
	if len(simulated.blocks) > 0 {
		charts = slices.Concat(charts[:min(1, len(charts))], simulated.blocks[0].boardCharts(len(charts) == 0), charts[min(2, len(charts)):])
	}
	last := firstScenario + len(layout.columns) - 1
	if len(layout.columns) <= mostBeside {
		for i := range charts {
			charts[i].Anchor = at(last+2, layout.charts+i*besideRows)
			charts[i].WidthPx, charts[i].HeightPx = besideColumns*columnPixels(besideWidth), besideHeightPx
		}
		return charts
	}
	for i, place := range places(widths, max(1, len(charts)))[:len(charts)] {
		charts[i].Anchor, charts[i].WidthPx = at(place.column, layout.charts), place.widthPx
	}
	return charts
}

// boardCharts are the charts of a simulated scenario that a board looks at: the fan of its shares; alone, its dilution and
// its cash too.
func (b *monteCarloBlock) boardCharts(alone bool) []Chart {
	makers := []chartMaker{fanOf(seriesOutstanding)}
	if alone {
		makers = b.chartMakers()[:3]
	}
	var charts []Chart
	for _, draw := range makers {
		if chart, drawn := draw(b); drawn {
			chart.HeightPx = chartHeightPx
			if !alone {
				chart.Title = b.Scenario.Name + ": " + chart.Title
			}
			charts = append(charts, chart)
		}
	}
	return charts
}

// scenarioCharts are the charts over the scenarios that are not simulated; none without such scenarios.
func scenarioCharts(r *sim.Report, dilution dilutionLayout, layout summaryLayout) []Chart {
	scenarios := shownScenarios(r)
	if len(scenarios) == 0 {
		return nil
	}
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
	return []Chart{
		outstandingChart(r, dilution, scenarios),
		across(sourcesTitle(r), "million shares", "0.0,,", StackedColumnChart, lineColours, layout.conversion, layout.interest, layout.issues, layout.exercise),
		across(coverTitle(r), "million "+r.Base.Company.Currency, "0.0,,", ColumnChart, []string{calledColour, cashColour}, layout.peak, layout.peakCash),
	}
}

// headlineNames gives a deck something to hold on to: the headline figures of each column shown, by name.
func headlineNames(r *sim.Report, layout summaryLayout) []DefinedName {
	type headline struct {
		name string
		row  int
	}
	figures := []headline{
		{"common_after", layout.after}, {"dilution", layout.dilution}, {"lowest_conversion_price", layout.lowestPrice},
		{"cash_paid", layout.paid}, {"largest_call", layout.peak},
	}
	var names []DefinedName
	taken := map[string]bool{}
	for n, c := range layout.columns {
		scenario, kind, rows := "", "", figures
		switch {
		case c.tail:
			scenario, kind = r.Simulated[c.simulated].Scenario.Name, "bad_end_"
		case c.isSimulated:
			scenario, kind = r.Simulated[c.simulated].Scenario.Name, "mean_"
			rows = append(slices.Clone(figures), headline{"cap_binds", layout.cap}, headline{"redemption_right", layout.redemption})
		default:
			scenario = r.Scenarios[c.scenario].Scenario.Name
		}
		suffix := nameSuffix(scenario)
		if taken[strings.ToLower(kind+suffix)] {
			suffix += "_" + strconv.Itoa(n+1)
		}
		taken[strings.ToLower(kind+suffix)] = true
		for _, h := range rows {
			names = append(names, DefinedName{Name: kind + h.name + "." + suffix, RefersTo: on(summaryName, firstScenario+n, h.row)})
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
