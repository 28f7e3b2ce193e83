package xlsx

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// sensitivityResultsName is the sheet of results; the name Sensitivity belongs to the input sheet that asks for them.
const sensitivityResultsName = "Sensitivity Results"

// Columns of a tornado's table.
const (
	torInput = iota + 1
	torUnit
	torLow
	torBase
	torHigh
	torAtLow
	torAtBase
	torAtHigh
	torLowChange
	torHighChange
	torSwing
)

// Columns of a one-way table.
const (
	oneValue = iota + 1
	oneResult
	oneChange
	oneBase
	oneOther
)

// baseColumn holds the figures of the block that compares the base case with the model.
const baseColumn = 2

// The colours of what is at the low value, at the high value, and at the base.
const (
	lowColour  = "2E9C8F"
	highColour = "C55A11"
	baseColour = "C55A11"
)

// sensitivitySheetOf lays out every analysis below the other: what it says, a chart, the base case held against the model, and
// the table.
func sensitivitySheetOf(r *sim.Report) Sheet {
	p := newPage(sensitivityResultsName, OutputGroup)
	head(p, r, "sensitivity", "Static, run "+runID(r)+": each result is a run of its own, along the scenario's own path. Changes, swings and the base-case checks are live.")
	charts := make([]*Chart, len(r.Sensitivity))
	for i := range r.Sensitivity {
		charts[i] = analysisBlock(p, r, i)
	}
	sheet := p.finish()
	const widest = 1000
	for _, c := range charts {
		if c != nil {
			c.WidthPx = min(places(sheet.Widths, 1)[0].widthPx, widest)
			sheet.Charts = append(sheet.Charts, *c)
		}
	}
	return sheet
}

// analysisBlock lays out one analysis and returns its chart, whose width is still open; nil where it has none.
func analysisBlock(p *page, r *sim.Report, n int) *Chart {
	s := &r.Sensitivity[n]
	a := analysisPage{page: p, result: s, format: metricFormat(s.Unit), currency: r.Base.Company.Currency}
	p.section(strconv.Itoa(n+1) + ". " + s.Title())
	if s.Simulated {
		p.line(StyleSubtitle, simulationStamp(r, s))
	}
	switch message := a.message(); s.Kind {
	case model.KindTornado:
		return a.tornado(message)
	case model.KindOneWay:
		return a.oneWay(message)
	default:
		p.line(StylePlain, message+".")
		a.twoWay()
		return nil
	}
}

// simulationStamp says on which paths the points of a simulated scenario were run.
func simulationStamp(r *sim.Report, s *sim.SensitivityResult) string {
	for i := range r.Simulated {
		if of := &r.Simulated[i]; of.Scenario.Name == s.Scenario {
			return "Simulated: " + plural(of.Paths, "path") + ", seed " + strconv.FormatUint(of.Simulation.Seed, 10) + ", " + of.Generator +
				". Every point is run on the same draws; standard errors stand on Monte Carlo."
		}
	}
	return "Simulated."
}

// analysisPage is the sheet while one analysis is laid out on it.
type analysisPage struct {
	*page
	result   *sim.SensitivityResult
	format   Format // of the metric
	currency string
}

// chartBand leaves rows for a chart and returns it with what all kinds share.
func (a analysisPage) chartBand(kind ChartKind, title string, heightPx int) *Chart {
	top := a.next()
	a.skip((heightPx+rowPixels(defaultRowHeight)-1)/rowPixels(defaultRowHeight) + 1)
	divided, format := a.axis()
	unit := a.result.Metric + " (" + divided + unitWords(a.result.Unit, a.currency) + ")"
	return &Chart{Kind: kind, Anchor: at(1, top), HeightPx: heightPx, Title: title, YTitle: unit, YFormat: format}
}

// baseBlock compares the base case with the scenario's own run. The base case is a figure, or a formula to its cell in the
// table below, rows further down.
func (a analysisPage) baseBlock(baseCell string) (baseRow int) {
	own, base, difference := a.next(), a.next()+1, a.next()+2
	unit := text(unitWords(a.result.Unit, a.currency))
	a.add(label("The scenario's own run"), figure(a.result.Base, a.format), unit)
	cell := figure(a.result.AtBase, a.format)
	if baseCell != "" {
		cell = formula(baseCell, a.result.AtBase, a.format)
	}
	cell.Style = StyleBase
	a.add(label("Base case of the analysis"), cell, unit)
	status, words := StyleGood, "ties"
	if !a.result.BaseOK {
		status, words = StyleBad, "ERROR"
	}
	tie := formulaOf("IF("+at(baseColumn, difference)+`=0,"ties","ERROR")`, words)
	tie.Style = status
	a.add(label("Difference"), formula(at(baseColumn, base)+"-"+at(baseColumn, own), a.result.AtBase.Sub(a.result.Base), a.format), tie)
	a.Status = append(a.Status, StatusRange{Range: at(baseColumn+1, difference), Good: "ties", Alarm: StyleBad})
	return base
}

// tornado lays out a bar for each input, the one that moves the metric most on top.
func (a analysisPage) tornado(title string) *Chart {
	const perBar, around = 34, 130
	s := a.result
	chart := a.chartBand(TornadoChart, title, max(240, around+perBar*len(s.Bars)))
	base := a.baseBlock("")
	a.skip(1)
	unit := " (" + unitWords(s.Unit, a.currency) + ")"
	header := a.table("Input", "Unit", "Low", "Base", "High", "At the low value"+unit, "At the base"+unit, "At the high value"+unit,
		"Low less base", "High less base", "Swing")
	first := a.next()
	for _, b := range s.Bars {
		row := a.next()
		results := at(torAtLow, row) + ":" + at(torAtHigh, row)
		a.add(prose(b.Input.Name), prose(inputUnit(b.Input)), typed(inputCell(b.Low, b.Input)), inputCell(b.Base, b.Input), typed(inputCell(b.High, b.Input)),
			figure(b.AtLow, a.format), formula(lock(baseColumn, base), s.AtBase, a.format), figure(b.AtHigh, a.format),
			formula(at(torAtLow, row)+"-"+at(torAtBase, row), b.AtLow.Sub(s.AtBase), a.format),
			formula(at(torAtHigh, row)+"-"+at(torAtBase, row), b.AtHigh.Sub(s.AtBase), a.format),
			formula("MAX("+results+")-MIN("+results+")", swingOf(b, s.AtBase), a.format))
	}
	chart.Base = s.AtBase.InexactFloat64()
	for n, col := range []int{torAtLow, torAtHigh} {
		chart.Series = append(chart.Series, a.series(header, torInput, col, first, len(a.Rows), []string{lowColour, highColour}[n]))
	}
	return chart
}

func swingOf(b sim.TornadoBar, base decimal.Decimal) decimal.Decimal {
	return decimal.Max(b.AtLow, base, b.AtHigh).Sub(decimal.Min(b.AtLow, base, b.AtHigh))
}

// oneWay lays out the metric over the values of one input: a curve over figures or dates, columns over choices.
func (a analysisPage) oneWay(title string) *Chart {
	s, input := a.result, a.result.Inputs[0]
	scale := scaleOf(s.Points)
	chart := a.chartBand(scale.chart, title, chartHeightPx)
	chart.XTitle, chart.XDates = input.Name+inBrackets(inputUnit(input)), scale.dates
	baseAt := slices.IndexFunc(s.Points, func(p sim.SensitivityPoint) bool { return p.Base })
	const blockAndHeader = 5 // the base block's three rows, an empty one, and the table's header
	a.baseBlock(at(oneResult, a.next()+blockAndHeader+baseAt))
	a.skip(1)
	columns := []string{input.Name + inBrackets(inputUnit(input)), s.Metric + inBrackets(unitWords(s.Unit, a.currency)), "Change from base", "Base case"}
	if scale.chart == StackedColumnChart {
		columns = append(columns, "Other values")
	}
	header := a.table(columns...)
	first := a.next()
	for _, point := range s.Points {
		a.add(a.onePoint(point, first+baseAt, scale)...)
	}
	drawn := []int{oneResult, oneBase}
	if scale.chart == StackedColumnChart {
		drawn = []int{oneOther, oneBase}
	}
	for n, col := range drawn {
		from, to := first, len(a.Rows)
		if scale.chart == ScatterChart && col == oneBase { // empty points would hide the one that is meant
			from, to = first+baseAt, first+baseAt
		}
		series := a.series(header, oneValue, col, from, to, []string{lineColours[0], baseColour}[n])
		series.Mark = col == oneBase && scale.chart != StackedColumnChart
		chart.Series = append(chart.Series, series)
	}
	return chart
}

// onePoint is a row of a one-way table. The base stands in a column of its own too, which the chart marks.
func (a analysisPage) onePoint(point sim.SensitivityPoint, baseRow int, scale scale) []Cell {
	row := a.next()
	cells := []Cell{
		inputCell(point.Value, a.result.Inputs[0]), figure(point.Metric, a.format),
		formula(at(oneResult, row)+"-"+lock(oneResult, baseRow), point.Metric.Sub(a.result.AtBase), a.format),
	}
	same := formula(at(oneResult, row), point.Metric, a.format)
	if point.Base {
		for i := range cells {
			cells[i].Style = StyleBase
		}
		return append(cells, same)
	}
	if scale.chart == StackedColumnChart {
		return append(cells, Cell{}, same)
	}
	return cells
}

// twoWay lays out the grid: the first input runs down, the second across.
func (a analysisPage) twoWay() {
	s := a.result
	down, across := s.Inputs[0], s.Inputs[1]
	const blockAndHeads = 6 // the base block's three rows, an empty one, the line that says what runs where, and the values across
	a.baseBlock(at(2+s.BaseColumn, a.next()+blockAndHeads+s.BaseRow))
	a.skip(1)
	a.line(StyleLabel, "Down: "+down.Name+inBrackets(inputUnit(down))+". Across: "+across.Name+inBrackets(inputUnit(across))+
		". In the table: "+s.Metric+inBrackets(unitWords(s.Unit, a.currency))+".")
	heads := []Cell{label("Down, across")}
	for _, v := range s.Columns {
		heads = append(heads, headed(inputCell(v, across)))
	}
	a.add(heads...)
	first := a.next()
	for i, v := range s.Rows {
		cells := []Cell{headed(inputCell(v, down))}
		for j, result := range s.Grid[i] {
			cell := figure(result, a.format)
			if i == s.BaseRow && j == s.BaseColumn {
				cell.Style = StyleBase
			}
			cells = append(cells, cell)
		}
		a.add(cells...)
	}
	a.Heat = append(a.Heat, HeatRange{Range: at(2, first) + ":" + at(1+len(s.Columns), len(a.Rows))})
}

func (a analysisPage) series(header, categories, values, first, last int, colour string) Series {
	return Series{
		Name:       on(sensitivityResultsName, values, header),
		Categories: onRange(sensitivityResultsName, categories, first, categories, last),
		Values:     onRange(sensitivityResultsName, values, first, values, last),
		Color:      colour,
	}
}

// scale is how the values of one input lie along an axis.
type scale struct {
	chart ChartKind
	dates bool
}

func scaleOf(points []sim.SensitivityPoint) scale {
	all := func(kind model.ValueKind) bool {
		return !slices.ContainsFunc(points, func(p sim.SensitivityPoint) bool { return p.Value.Kind != kind })
	}
	switch {
	case all(model.Number):
		return scale{chart: ScatterChart}
	case all(model.DateValue):
		return scale{chart: LineChart, dates: true}
	}
	return scale{chart: StackedColumnChart}
}

// message says what an analysis shows.
func (a analysisPage) message() string {
	s := a.result
	about := capital(s.Metric) + " in " + s.Scenario
	switch s.Kind {
	case model.KindTornado:
		top := s.Bars[0]
		if swingOf(top, s.AtBase).IsZero() {
			return about + " stays at " + a.words(s.AtBase) + " whatever is moved"
		}
		low, high := decimal.Min(top.AtLow, s.AtBase, top.AtHigh), decimal.Max(top.AtLow, s.AtBase, top.AtHigh)
		return about + " moves most with " + top.Input.Name + ": " + a.words(low) + " to " + a.words(high) + ", base " + a.words(s.AtBase)
	case model.KindOneWay:
		from, to := s.Points[0], s.Points[len(s.Points)-1]
		return about + ": " + a.words(from.Metric) + " at " + valueWords(from.Value, s.Inputs[0]) + ", " + a.words(to.Metric) + " at " +
			valueWords(to.Value, s.Inputs[0]) + ", base " + a.words(s.AtBase)
	}
	flat := slices.Concat(s.Grid...)
	return about + " lies between " + a.words(slices.MinFunc(flat, decimal.Decimal.Cmp)) + " and " + a.words(slices.MaxFunc(flat, decimal.Decimal.Cmp)) +
		", base " + a.words(s.AtBase)
}

// words are a figure of the metric in a sentence.
func (a analysisPage) words(n decimal.Decimal) string {
	switch a.result.Unit {
	case "USD":
		return a.currency + " " + grouped(n, 0)
	case "USD per share":
		return a.currency + " " + n.StringFixed(4)
	case "shares":
		return grouped(n, 0)
	}
	return percent(n)
}

func capital(words string) string {
	runes := []rune(words)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}

// valueWords are an input's value in a sentence.
func valueWords(v model.Value, input sim.SensitivityInput) string {
	if v.Kind == model.DateValue {
		return v.Date.String()
	}
	return shown(inputCell(v, input))
}

// unitWords is the unit of a metric, in the workbook's currency.
func unitWords(unit, currency string) string { return strings.Replace(unit, "USD", currency, 1) }

func inBrackets(words string) string {
	if words == "" {
		return ""
	}
	return " (" + words + ")"
}

// inputUnit is the unit of an input; the choices of one that is chosen would be too long.
func inputUnit(input sim.SensitivityInput) string {
	switch input.Type {
	case model.TypeChoice, model.TypeYesNo:
		return "choice"
	case model.TypeDate:
		return ""
	}
	return input.Unit
}

// metricFormat is the number format of a metric, by its unit.
func metricFormat(unit string) Format {
	switch unit {
	case "shares":
		return FormatCount
	case "USD":
		return FormatMoney
	case "USD per share":
		return FormatPrice
	}
	return FormatPercentFine
}

// axis is the format of the metric's axis, and what its figures are divided by.
func (a analysisPage) axis() (divided, format string) {
	const million = 1e6
	largest := 0.0
	for _, n := range a.figures() {
		largest = math.Max(largest, math.Abs(n.InexactFloat64()))
	}
	switch {
	case a.format == FormatPercentFine:
		return "", "0.0%"
	case a.format == FormatPrice:
		return "", "0.00"
	case largest >= million:
		return "million ", "#,##0.0,,"
	}
	return "", "#,##0"
}

// figures are all results of the analysis.
func (a analysisPage) figures() []decimal.Decimal {
	figures := append([]decimal.Decimal{a.result.AtBase}, slices.Concat(a.result.Grid...)...)
	for _, b := range a.result.Bars {
		figures = append(figures, b.AtLow, b.AtHigh)
	}
	for _, p := range a.result.Points {
		figures = append(figures, p.Metric)
	}
	return figures
}

// emptyCell stands for an input whose cell is empty.
const emptyCell = "(empty)"

// inputCell shows a value of an input.
func inputCell(v model.Value, input sim.SensitivityInput) Cell {
	switch v.Kind {
	case model.Blank:
		return text(emptyCell)
	case model.DateValue:
		return day(v.Date)
	case model.Number:
		kind := input.Type
		if kind == model.TypeText && strings.HasPrefix(input.Unit, "%") {
			kind = model.TypePercent // a rate that may be given in words too
		}
		if kind == model.TypeMoney && v.Number.IsInteger() {
			return figure(v.Number, FormatDollars)
		}
		return figure(v.Number, inputFormat(kind, v.Number))
	}
	return text(v.Text)
}

// typed gives a value that the user typed the look of an input.
func typed(c Cell) Cell {
	if c.Kind == NumberCell || c.Kind == DateCell {
		c.Style = StyleInput
	}
	return c
}

// headed gives a value the look of a table's head.
func headed(c Cell) Cell {
	c.Style = StyleLabel
	return c
}
