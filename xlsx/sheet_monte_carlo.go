package xlsx

import (
	"math"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of metrics.
const (
	mcMetric = iota + 1
	mcUnit
	mcMean
	mcError // in the table of intervals: which end of them
	mcP1
	mcP5
	mcP25
	mcP50
	mcP75
	mcP95
	mcP99
	mcTail
	mcTailError
	mcMin
	mcMax
)

// Columns of the table of probabilities.
const (
	oddsEvent = iota + 1
	oddsUnit
	oddsPart
	oddsLow
	oddsHigh
)

// Columns of the tables of convergence.
const (
	convMetric = iota + 1
	convPaths
	convMean
	convError
	convLow
	convHigh
)

// Columns of the histograms.
const (
	binMetric = iota + 1
	binFrom
	binTo
	binPaths
	binPart
	binUpTo
)

// Columns of the tables through time: five quantiles, and the bands between them that the charts stack.
const (
	fanDate = iota + 1
	fanP5
	fanP25
	fanP50
	fanP75
	fanP95
	fanLower
	fanMiddle
	fanUpper
)

// mostMismatches is how many paths that differ in the exact engine are named.
const mostMismatches = 10

// monteCarloLayout is the Monte Carlo sheet with the places that Summary and the charts refer to, by simulated scenario.
type monteCarloLayout struct {
	Sheet
	blocks []monteCarloBlock
}

// monteCarloBlock is one simulated scenario. Tables are found by metric or event.
type monteCarloBlock struct {
	sim.Simulated
	charts      int // first row of the charts
	metricRow   map[string]int
	eventRow    map[string]int
	sidesRow    int               // how many standard errors an interval reaches to each side
	occurred    rowRange          // of the table of months
	likely      []sim.Probability // its columns
	convergence rowRange
	histograms  map[string]rowRange
	series      map[string]rowRange // below a header each
}

func monteCarloSheet(r *sim.Report) monteCarloLayout {
	p := newPage(monteCarloName, OutputGroup)
	head(p, r, "Monte Carlo", "Distributions over all simulated paths. Every mean has its standard error; p5 is the 5th percentile. "+
		"Tail mean: of the worst twentieth, which is the lowest where low is bad, else the highest.")
	layout := monteCarloLayout{}
	for _, s := range r.Simulated {
		layout.blocks = append(layout.blocks, simulatedBlock(p, r, s))
	}
	layout.Sheet = p.finish()
	for _, b := range layout.blocks {
		layout.Charts = append(layout.Charts, b.allCharts(layout.Widths)...)
	}
	return layout
}

func simulatedBlock(p *page, r *sim.Report, s sim.Simulated) monteCarloBlock {
	b := monteCarloBlock{Simulated: s, metricRow: map[string]int{}, eventRow: map[string]int{}, histograms: map[string]rowRange{}, series: map[string]rowRange{}}
	p.section(s.Scenario.Name)
	stampLines(p, r, s)
	if line := randomLine(s); line != "" {
		p.line(StyleSubtitle, line)
	}
	replayLines(p, s)
	b.charts = p.next() + 1
	p.skip(1 + b.chartLines()*smallChartRows)
	b.probabilityTable(p)
	b.metricTable(p)
	b.intervalTable(p)
	b.occurrenceTable(p)
	b.impactTable(p)
	b.convergenceTable(p)
	for _, metric := range []string{metricDilution, metricPeakExposure} {
		b.histogramTable(p, metric)
	}
	for _, series := range s.Series {
		b.seriesTable(p, series)
	}
	b.fitTables(p)
	b.optimalTables(p)
	return b
}

// stampLines say how the paths were drawn, so that another run can draw the same.
func stampLines(p *page, r *sim.Report, s sim.Simulated) {
	drawn := s.Simulation
	yearly := func(rate float64) string { return percent(decimal.NewFromFloat(rate)) }
	for _, line := range []string{
		"Seed " + strconv.FormatUint(drawn.Seed, 10) + ", generator " + s.Generator + "; " + pathsRun(s) + " of " + processWords(drawn) +
			"; drift " + yearly(drawn.Drift) + " and volatility " + yearly(drawn.Volatility) + " a year of " + strconv.Itoa(drawn.DaysPerYear) +
			" trading days; start price " + price(r, micros(drawn.StartMicros)) + ", tick " + micros(drawn.TickMicros).String(),
		precisionLine(s),
		"Inputs SHA-256 " + r.InputsSHA256 + "; scenarios " + r.Version + "; rules acted on " +
			strconv.FormatFloat(s.ActiveDays, 'f', 1, 64) + " days of a path on average",
	} {
		p.line(StyleSubtitle, line)
	}
}

// precisionLine says how precise the figures are: the error of the headline one, and how percentiles are found.
func precisionLine(s sim.Simulated) string {
	dilution, _ := metricOf(s, metricDilution)
	line := "Standard error of the mean dilution " + shown(simulatedFigure(dilution.StandardError, FormatPercentFine)) + "; percentiles by Excel's PERCENTILE definition, "
	if s.BinWidth == 0 {
		return line + "exact, from every path's figure"
	}
	return line + "from counts in bins at most " + shown(simulatedFigure(s.BinWidth, FormatPercentFine)) + " of the figure wide, because there are more than 1,000,000 paths"
}

// pathsRun says how many paths were run, and of at most how many where a target error may have ended them.
func pathsRun(s sim.Simulated) string {
	run := grouped(decimal.NewFromInt(int64(s.Paths)), 0)
	if s.Target != nil {
		run += " of at most " + grouped(decimal.NewFromInt(int64(s.Target.MostPaths)), 0)
	}
	return run + " paths"
}

// micros is a price from its millionths.
func micros(n int64) decimal.Decimal { return decimal.New(n, -6) }

// replayLines say whether the exact engine agrees on the paths that were run again in it, and names those on which not.
func replayLines(p *page, s sim.Simulated) {
	result, verdict := Cell{Kind: TextCell, Text: "ties", Style: StyleGood}, "the exact engine issues the same shares on each of them"
	if n := len(s.Mismatches); n > 0 {
		result, verdict = Cell{Kind: TextCell, Text: "ERROR", Style: StyleBad}, "the exact engine issues other shares on "+strconv.Itoa(n)+" of them"
	}
	p.run(3, label("Exact replay"), result, words(plural(s.Replayed, "path")+" run again: "+verdict))
	for i, name := range s.Mismatches {
		if i == mostMismatches {
			p.run(3, Cell{}, Cell{}, words("and "+strconv.Itoa(len(s.Mismatches)-mostMismatches)+" more"))
			break
		}
		p.run(3, Cell{}, Cell{}, words(name))
	}
}

func (b *monteCarloBlock) probabilityTable(p *page) {
	p.section(b.Scenario.Name + ": probabilities, with their 95% intervals, and the day of the first occurrence on the paths on which it occurs")
	p.table("Event", "Unit", "Paths on which it occurs", "Interval from", "Interval to", "First day, p5", "First day, p50", "First day, p95")
	for _, e := range b.Probabilities {
		b.eventRow[e.Event] = p.add(text(eventWords(e.Event)), text("% of paths"), simulatedFigure(e.Probability, FormatPercentFine),
			simulatedFigure(e.Low, FormatPercentFine), simulatedFigure(e.High, FormatPercentFine), dayOrNone(e.P5Date), dayOrNone(e.MedianDate), dayOrNone(e.P95Date))
	}
}

// eventWords say what an event is.
func eventWords(event string) string {
	if words, known := map[string]string{
		"cap binds":             "Exchange cap cuts a conversion",
		"ownership limit binds": "Ownership limit cuts a conversion",
		"mandatory conversion":  "Mandatory conversion",
		"redemption triggered":  "Redemption right opens",
		"cash short":            "Cash falls short of what is due",
		"authorized short":      "Authorized common runs out",
		"floor binds":           "Conversion at the floor",
		"default":               "Event of default",
	}[event]; known {
		return words
	}
	return sentenceCase(event)
}

// sentenceCase begins a name with a capital.
func sentenceCase(name string) string {
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

func (b *monteCarloBlock) metricTable(p *page) {
	p.section(b.Scenario.Name + ": distributions")
	table := p.longTable("Metric", "Unit", "Mean", "Standard error", "p1", "p5", "p25", "p50", "p75", "p95", "p99", "Tail mean, worst 5%", "Its standard error", "Lowest", "Highest")
	for _, m := range b.Metrics {
		format := simulatedFormat(m.Unit)
		fine := format
		if format == FormatPercent {
			fine = FormatPercentFine
		}
		cells := []Cell{text(sentenceCase(m.Metric)), text(m.Unit), simulatedFigure(m.Mean, format), simulatedFigure(m.StandardError, fine)}
		for _, v := range []float64{m.P1, m.P5, m.P25, m.P50, m.P75, m.P95, m.P99, m.TailMean95} {
			cells = append(cells, simulatedFigure(v, format))
		}
		cells = append(cells, bound(m.TailError, fine), simulatedFigure(m.Min, format), simulatedFigure(m.Max, format))
		b.metricRow[m.Metric] = table.add(cells...)
	}
}

// intervalTable gives every figure of the distributions, in the same columns, the two ends of its 95% interval: of means by
// live formulas, of percentiles as they were read off the paths.
func (b *monteCarloBlock) intervalTable(p *page) {
	p.section(b.Scenario.Name + ": 95% intervals of the distributions' figures")
	b.sidesRow = p.add(text("Standard errors to each side of a mean"), Cell{}, figure(b.standardErrorsAside(), FormatPrice))
	table := p.longTable("Metric", "Unit", "Mean", "Interval", "p1", "p5", "p25", "p50", "p75", "p95", "p99", "Tail mean, worst 5%")
	for _, m := range b.Metrics {
		table.begin(2)
		for _, end := range []struct {
			name, sign string
			bound      func(sim.Interval) *float64
		}{{"from", "-", func(i sim.Interval) *float64 { return i.Low }}, {"to", "+", func(i sim.Interval) *float64 { return i.High }}} {
			format := simulatedFormat(m.Unit)
			cells := []Cell{text(sentenceCase(m.Metric)), text(m.Unit), b.aside(m.Metric, mcMean, end.sign, m.Mean, &m.StandardError, format), text(end.name)}
			for _, interval := range m.Intervals {
				cells = append(cells, bound(end.bound(interval), format))
			}
			table.add(append(cells, b.aside(m.Metric, mcTail, end.sign, m.TailMean95, m.TailError, format))...)
		}
	}
}

// standardErrorsAside is how many standard errors a 95% interval of a mean reaches to each side.
func (b *monteCarloBlock) standardErrorsAside() decimal.Decimal {
	return decimal.NewFromFloat(sim.Reach95(b.Simulation.Sampling))
}

// aside is one end of the interval of a mean, whose standard error stands in the next column.
func (b *monteCarloBlock) aside(metric string, col int, sign string, mean float64, standardError *float64, format Format) Cell {
	if standardError == nil {
		return bound(nil, format)
	}
	side := decimal.NewFromFloat(finite(*standardError)).Mul(b.standardErrorsAside())
	if sign == "-" {
		side = side.Neg()
	}
	row := b.metricRow[metric]
	return formula(at(col, row)+sign+at(col+1, row)+"*"+lock(mcMean, b.sidesRow), decimal.NewFromFloat(finite(mean)).Add(side), format)
}

// bound is a figure that takes a number of paths to be known.
func bound(v *float64, format Format) Cell {
	if v == nil {
		return text("too few paths")
	}
	return simulatedFigure(*v, format)
}

// leastLikely is from which probability on the months of an event are shown.
const leastLikely = 0.01

// occurrenceTable shows month by month on how many paths each event has occurred, of those that occur on some.
func (b *monteCarloBlock) occurrenceTable(p *page) {
	columns := []string{"Date"}
	for _, e := range b.Probabilities {
		if e.Probability > leastLikely && len(b.Series) > 0 {
			b.likely = append(b.likely, e)
			columns = append(columns, eventWords(e.Event))
		}
	}
	if len(b.likely) == 0 {
		return
	}
	p.section(b.Scenario.Name + ": paths on which an event has occurred by the month end (% of paths)")
	table := p.table(columns...)
	for month, date := range b.Series[0].Dates {
		cells := []Cell{day(date)}
		for _, e := range b.likely {
			cells = append(cells, figure(partOf(e.PathsBy[month], b.Paths), FormatPercent))
		}
		p.add(cells...)
	}
	b.occurred = rowRange{table + 1, len(p.Rows)}
}

// convergenceTable shows the mean dilution of the first paths, with its interval, by live formulas.
func (b *monteCarloBlock) convergenceTable(p *page) {
	if len(b.Convergence) == 0 {
		return
	}
	p.section(b.Scenario.Name + ": convergence of the mean dilution")
	p.table("Metric", "Paths, from the first", "Mean", "Standard error", "Interval from, 95%", "Interval to, 95%")
	b.convergence.First = p.next()
	for _, c := range b.Convergence {
		row := p.next()
		mean, side := decimal.NewFromFloat(finite(c.Mean)), decimal.NewFromFloat(finite(c.StandardError)).Mul(b.standardErrorsAside())
		spread := at(convError, row) + "*" + lock(mcMean, b.sidesRow)
		b.convergence.Last = p.add(text(sentenceCase(metricDilution)), count(int64(c.Paths)), simulatedFigure(c.Mean, FormatPercentFine),
			simulatedFigure(c.StandardError, FormatPercentFine),
			formula(at(convMean, row)+"-"+spread, mean.Sub(side), FormatPercentFine),
			formula(at(convMean, row)+"+"+spread, mean.Add(side), FormatPercentFine))
	}
}

func (b *monteCarloBlock) histogramTable(p *page, metric string) {
	m, known := metricOf(b.Simulated, metric)
	if !known {
		return
	}
	p.section(b.Scenario.Name + ": histogram of " + metric + " (" + m.Unit + ")")
	if len(m.Histogram) == 0 {
		p.line(StylePlain, "Every path has the same "+metric+": "+shown(simulatedFigure(m.Mean, simulatedFormat(m.Unit)))+".")
		return
	}
	p.table("Metric", "From", "To", "Paths", "% of paths", "% up to here")
	rows := rowRange{p.next(), p.next() + len(m.Histogram) - 1}
	format, passed := simulatedFormat(m.Unit), 0
	for i, bin := range m.Histogram {
		row := p.next()
		to := formula(at(binFrom, row+1), decimal.Zero, format)
		if i+1 < len(m.Histogram) {
			to.Number = simulatedFigure(m.Histogram[i+1].From, format).Number
		} else {
			to = formula(lock(mcMax, b.metricRow[metric]), simulatedFigure(m.Max, format).Number, format)
		}
		passed += bin.Count
		all := lockRow(binPaths, rows.Last+1)
		p.add(text(sentenceCase(metric)), simulatedFigure(bin.From, format), to, count(int64(bin.Count)),
			formula(share(at(binPaths, row), all), partOf(bin.Count, b.Paths), FormatPercent),
			formula(share("SUM("+lockRow(binPaths, rows.First)+":"+at(binPaths, row)+")", all), partOf(passed, b.Paths), FormatPercent))
	}
	p.add(totalled(text("Total"), Cell{}, Cell{}, formula("SUM("+down(binPaths, rows.First, rows.Last)+")", decimal.NewFromInt(int64(passed)), FormatCount),
		formula("SUM("+down(binPart, rows.First, rows.Last)+")", partOf(passed, b.Paths), FormatPercent), Cell{})...)
	b.histograms[metric] = rows
}

func partOf(part, whole int) decimal.Decimal {
	return ratio(decimal.NewFromInt(int64(part)), decimal.NewFromInt(int64(whole)))
}

// seriesTable lays out a metric at month ends. The bands are live differences of the quantiles, for the charts.
func (b *monteCarloBlock) seriesTable(p *page, s sim.SimulatedSeries) {
	name, format := sentenceCase(s.Metric), simulatedFormat(s.Unit)
	p.section(b.Scenario.Name + ": " + s.Metric + " at month ends (" + s.Unit + ")")
	if s.Metric == seriesExposure || s.Metric == seriesCash { // drawn together
		name += " "
	} else {
		name = ""
	}
	p.table("Date", name+"p5", name+"p25", name+"p50", name+"p75", name+"p95", "p5 to p25", "p25 to p75", "p75 to p95")
	rows := rowRange{First: p.next()}
	for i, date := range s.Dates {
		row := p.next()
		band := func(low, high int, from, to float64) Cell {
			return formula(at(high, row)+"-"+at(low, row), simulatedFigure(to, format).Number.Sub(simulatedFigure(from, format).Number), format)
		}
		p.add(day(date), simulatedFigure(s.P5[i], format), simulatedFigure(s.P25[i], format), simulatedFigure(s.P50[i], format),
			simulatedFigure(s.P75[i], format), simulatedFigure(s.P95[i], format),
			band(fanP5, fanP25, s.P5[i], s.P25[i]), band(fanP25, fanP75, s.P25[i], s.P75[i]), band(fanP75, fanP95, s.P75[i], s.P95[i]))
	}
	rows.Last = len(p.Rows)
	b.series[s.Metric] = rows
}

// simulatedFigure is a figure of a simulation. What is no number is said to be none.
func simulatedFigure(v float64, format Format) Cell {
	if v != finite(v) {
		return text("no number")
	}
	return figure(decimal.NewFromFloat(v), format)
}

// finite is a figure as decimals can hold it, and zero for what is no number.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// simulatedFormat is how a figure of a unit is written.
func simulatedFormat(unit string) Format {
	switch {
	case strings.Contains(unit, "per share"):
		return FormatPrice
	case strings.HasPrefix(unit, "%"), strings.HasPrefix(unit, "percent"):
		return FormatPercent
	case unit == "shares":
		return FormatCount
	default:
		return FormatDollars
	}
}

// The metrics and events of a simulation that sheets pick out by name.
const (
	metricDilution     = "dilution"
	metricPeakExposure = "peak exposure"
	metricLowestCash   = "lowest cash"

	eventCapBinds   = "cap binds"
	eventRedemption = "redemption triggered"
	eventCashShort  = "cash short"
)

func metricOf(s sim.Simulated, name string) (sim.MetricSummary, bool) {
	for _, m := range s.Metrics {
		if m.Metric == name {
			return m, true
		}
	}
	return sim.MetricSummary{}, false
}

func eventOf(s sim.Simulated, name string) (sim.Probability, bool) {
	for _, e := range s.Probabilities {
		if e.Event == name {
			return e, true
		}
	}
	return sim.Probability{MedianDate: model.NoDate}, false
}

func seriesOf(s sim.Simulated, name string) (sim.SimulatedSeries, bool) {
	for _, series := range s.Series {
		if series.Metric == name {
			return series, true
		}
	}
	return sim.SimulatedSeries{}, false
}
