package xlsx

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/sim"
)

// The series of a simulation that charts pick out by name.
const (
	seriesOutstanding = "common outstanding"
	seriesExposure    = "exposure"
	seriesCash        = "cash"
	seriesClose       = "close"
)

// The colours of a fan: the outer bands, the middle half, the median.
const fanOuterColour, fanMiddleColour, fanMedianColour = "BDD7EE", "6FA8DC", "1F3864"

// chartsInLine is how many charts of a simulated scenario stand side by side, smallChartRows how many rows a line of them
// takes: four lines fit on a printed page.
const chartsInLine, smallChartRows, smallChartHeightPx = 3, 13, 244

// mostPriceFans is how many instruments have a chart of their conversion price.
const mostPriceFans = 4

// chartMaker draws one chart of a block; it reports false where there is nothing to draw.
type chartMaker func(*monteCarloBlock) (Chart, bool)

// chartMakers are the charts of a block in their order: shares, cash, prices, and how sure the figures are.
func (b *monteCarloBlock) chartMakers() []chartMaker {
	histogram := func(metric, title string) chartMaker {
		return func(b *monteCarloBlock) (Chart, bool) { return b.histogramChart(metric, title) }
	}
	makers := []chartMaker{
		fanOf(seriesOutstanding), histogram(metricDilution, "Dilution"), (*monteCarloBlock).coverChart, histogram(metricPeakExposure, "The largest cash call"),
	}
	fans := 0
	for _, s := range b.Series {
		if strings.HasPrefix(s.Metric, "conversion price of ") && fans < mostPriceFans {
			makers = append(makers, fanOf(s.Metric))
			fans++
		}
	}
	return append(makers, fanOf(seriesClose), fanOf(metricDilution), fanOf(seriesExposure), fanOf(seriesCash), (*monteCarloBlock).occurrenceChart, (*monteCarloBlock).convergenceChart)
}

// chartLines is how many lines of charts a block can have.
func (b *monteCarloBlock) chartLines() int {
	return (len(b.chartMakers()) + chartsInLine - 1) / chartsInLine
}

// allCharts draws the charts of a block and places them, as many in a line as stand side by side.
func (b *monteCarloBlock) allCharts(widths []float64) []Chart {
	var charts []Chart
	room := places(widths, chartsInLine)
	for _, draw := range b.chartMakers() {
		chart, drawn := draw(b)
		if !drawn {
			continue
		}
		place, line := room[len(charts)%chartsInLine], len(charts)/chartsInLine
		chart.Anchor, chart.WidthPx, chart.HeightPx = at(place.column, b.charts+line*smallChartRows), place.widthPx, smallChartHeightPx
		charts = append(charts, chart)
	}
	return charts
}

func fanOf(metric string) chartMaker {
	return func(b *monteCarloBlock) (Chart, bool) { return b.fanChart(metric) }
}

// fanChart stacks the bands between the quantiles of a series on an unseen base, with the median as a line.
func (b *monteCarloBlock) fanChart(metric string) (Chart, bool) {
	s, known := seriesOf(b.Simulated, metric)
	rows := chartedRows(s, b.series[metric])
	if !known || rows.empty() || slices.Max(s.P95) == 0 && slices.Min(s.P5) == 0 {
		return Chart{}, false
	}
	axis := axisOf(s.Unit)
	chart := Chart{
		Kind: StackedAreaChart, Title: fanTitle(s), XTitle: "month end", YTitle: axis.title, YFormat: axis.format, XDates: true,
		YFrom: fanFloor(s, rows.First-b.series[metric].First),
	}
	for _, layer := range []struct {
		col    int
		colour string
	}{{fanP5, fanOuterColour}, {fanLower, fanOuterColour}, {fanMiddle, fanMiddleColour}, {fanUpper, fanOuterColour}, {fanP50, fanMedianColour}} {
		series := b.line(metric, rows, layer.col, layer.colour)
		series.Clear, series.Line = layer.col == fanP5, layer.col == fanP50
		chart.Series = append(chart.Series, series)
	}
	return chart, true
}

// chartedRows leaves out the days before a series begins: an instrument has no price before its issue.
func chartedRows(s sim.SimulatedSeries, rows rowRange) rowRange {
	first := slices.IndexFunc(s.P95, func(v float64) bool { return v != 0 })
	return rowRange{rows.First + max(0, first), rows.Last}
}

// line is a column of a table through time.
func (b *monteCarloBlock) line(metric string, rows rowRange, col int, colour string) Series {
	header := b.series[metric].First - 1
	return Series{
		Name:       on(monteCarloName, col, header),
		Categories: onRange(monteCarloName, fanDate, rows.First, fanDate, rows.Last),
		Values:     onRange(monteCarloName, col, rows.First, col, rows.Last),
		Color:      colour,
	}
}

// fanFloor is a round figure below the lowest quantile, where the vertical axis of a fan begins; 0 where the fan comes near
// zero anyway, or has no height.
func fanFloor(s sim.SimulatedSeries, from int) float64 {
	return floorBelow(slices.Min(s.P5[from:]), slices.Max(s.P95[from:]))
}

// floorBelow is a round figure a little below the lowest of the figures between low and high; 0 where they come near zero.
func floorBelow(low, high float64) float64 {
	height := high - low
	if low < high/2 || height <= 0 {
		return 0
	}
	step := powerOfTen(height)
	return math.Floor((low-height/20)/step) * step
}

// powerOfTen is the largest one up to a figure above zero. Its exponent is written out, because a logarithm may fall on either
// side of a power of ten on another machine.
func powerOfTen(v float64) float64 {
	_, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	n, err := strconv.Atoi(exponent)
	if err != nil { // no number
		return 1
	}
	return math.Pow10(n)
}

func fanTitle(s sim.SimulatedSeries) string {
	last := len(s.P5) - 1
	low, high := s.P5[last], s.P95[last]
	name := sentenceCase(s.Metric)
	if low == high {
		return name + " ends at " + axisOf(s.Unit).words(high) + " on 9 in 10 paths"
	}
	return name + " ends at " + axisOf(s.Unit).figure(low) + " to " + axisOf(s.Unit).words(high) + " on 9 in 10 paths"
}

// axis is how figures of a unit stand along an axis and in a title.
type axis struct {
	format string // number format of the labels
	title  string
	unit   string // after a figure in words
	shift  int32  // decimal places that the figure is moved by in words
	places int32
}

func axisOf(unit string) axis {
	switch simulatedFormat(unit) {
	case FormatPrice:
		return axis{"0.00", unit, "", 0, 2}
	case FormatPercent:
		return axis{"0%", unit, "%", 2, 1}
	case FormatCount:
		return axis{"0.0,,", "million " + unit, " million", -6, 1}
	default:
		return axis{"0.0,,", "million " + unit, " million", -6, 1}
	}
}

// formatOf is the format with as many decimals, four at most, as tell figures apart that are a step away from each other.
func (a axis) formatOf(step float64) string {
	format := "0"
	for scaled, places := step*math.Pow10(int(a.shift)), 0; scaled < 1 && places < 4; scaled, places = scaled*10, places+1 {
		if places == 0 {
			format += "."
		}
		format += "0"
	}
	return format + strings.TrimLeft(a.format, "0.")
}

func (a axis) figure(v float64) string {
	return decimal.NewFromFloat(finite(v)).Shift(a.shift).StringFixed(a.places)
}

func (a axis) words(v float64) string { return a.figure(v) + a.unit }

// coverChart draws what is called against cash: the median and the bad end of each.
func (b *monteCarloBlock) coverChart() (Chart, bool) {
	exposure, known := seriesOf(b.Simulated, seriesExposure)
	_, also := seriesOf(b.Simulated, seriesCash)
	if !known || !also || len(exposure.Dates) == 0 {
		return Chart{}, false
	}
	title := "What is called, and the cash against it"
	if short, known := eventOf(b.Simulated, eventCashShort); known {
		title = "Cash falls short on " + percent(decimal.NewFromFloat(finite(short.Probability))) + " of paths"
	}
	unit := axisOf(exposure.Unit)
	chart := Chart{Kind: LineChart, Title: title, XTitle: "month end", YTitle: unit.title, YFormat: unit.format, XDates: true}
	for _, line := range []struct {
		metric string
		col    int
		colour string
	}{{seriesExposure, fanP95, calledColour}, {seriesExposure, fanP50, "F4B183"}, {seriesCash, fanP50, cashColour}, {seriesCash, fanP5, "9DC3E6"}} {
		chart.Series = append(chart.Series, b.line(line.metric, b.series[line.metric], line.col, line.colour))
	}
	return chart, true
}

func (b *monteCarloBlock) histogramChart(metric, name string) (Chart, bool) {
	rows, known := b.histograms[metric]
	m, also := metricOf(b.Simulated, metric)
	if !known || !also {
		return Chart{}, false
	}
	unit := axisOf(m.Unit)
	return Chart{
		Kind: HistogramChart, Title: name + " averages " + unit.words(m.Mean) + "; at most " + unit.words(m.P95) + " on 19 paths in 20",
		XTitle: unit.title + ", from", XFormat: unit.formatOf((m.Max - m.Histogram[0].From) / float64(len(m.Histogram))), YTitle: "% of paths", YFormat: "0%",
		Series: []Series{{
			Name:       on(monteCarloName, binPart, rows.First-1),
			Categories: onRange(monteCarloName, binFrom, rows.First, binFrom, rows.Last),
			Values:     onRange(monteCarloName, binPart, rows.First, binPart, rows.Last),
			Color:      fanMiddleColour,
		}},
	}, true
}

// occurrenceChart draws, month by month, on how many paths each event has occurred.
func (b *monteCarloBlock) occurrenceChart() (Chart, bool) {
	if len(b.likely) == 0 {
		return Chart{}, false
	}
	first := b.likely[0]
	for _, e := range b.likely {
		if e.Probability > first.Probability {
			first = e
		}
	}
	chart := Chart{Kind: LineChart, Title: eventWords(first.Event) + ": by " + first.MedianDate.String() + " on half of the paths on which it does",
		XTitle: "month end", XDates: true, YTitle: "% of paths by then", YFormat: "0%"}
	if first.Probability > 0.5 {
		chart.YTo = 1 // no axis goes on to 120%
	}
	for i := range b.likely {
		col := fanDate + 1 + i
		chart.Series = append(chart.Series, Series{
			Name:       on(monteCarloName, col, b.occurred.First-1),
			Categories: onRange(monteCarloName, fanDate, b.occurred.First, fanDate, b.occurred.Last),
			Values:     onRange(monteCarloName, col, b.occurred.First, col, b.occurred.Last),
			Color:      eventColours[i%len(eventColours)],
		})
	}
	return chart, true
}

// eventColours tell the events of a chart apart.
var eventColours = []string{"1F3864", "C55A11", "6FA8DC", "7F6000", "548235", "7030A0", "A6A6A6", "F4B183"}

func (b *monteCarloBlock) convergenceChart() (Chart, bool) {
	rows := b.convergence
	if len(b.Convergence) == 0 {
		return Chart{}, false
	}
	last := b.Convergence[len(b.Convergence)-1]
	fine := axis{unit: "%", shift: 2, places: 2}
	chart := Chart{
		Kind: LineChart, Title: "Mean dilution is " + fine.words(last.Mean) + ", standard error " + fine.words(last.StandardError),
		XTitle: "paths, from the first", XFormat: "#,##0", YTitle: "mean dilution", YFormat: "0.0%",
	}
	low, high := last.Mean, last.Mean
	for _, c := range b.Convergence {
		low, high = min(low, c.Mean-2*c.StandardError), max(high, c.Mean+2*c.StandardError)
	}
	chart.YFrom = floorBelow(low, high)
	for _, line := range []struct {
		col    int
		colour string
	}{{convMean, fanMedianColour}, {convLow, fanMiddleColour}, {convHigh, fanMiddleColour}} {
		chart.Series = append(chart.Series, Series{
			Name:       on(monteCarloName, line.col, rows.First-1),
			Categories: onRange(monteCarloName, convPaths, rows.First, convPaths, rows.Last),
			Values:     onRange(monteCarloName, line.col, rows.First, line.col, rows.Last),
			Color:      line.colour,
		})
	}
	return chart, true
}
