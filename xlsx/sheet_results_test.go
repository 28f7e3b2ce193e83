package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

func TestSheetsStandInTheirOrder(t *testing.T) {
	r := fixtureReport(t)
	r.Sensitivity = nil
	order := func() string {
		var all []string
		for _, s := range OutputSheets(r) {
			all = append(all, s.Name)
		}
		return strings.Join(all, ", ")
	}
	const before = "Summary, Dilution, Redemption Exposure, Conversions, Price Adjustments, Exchange Cap, Interest, Waterfall, "
	if got := order(); got != before+"Monte Carlo, Checks" {
		t.Errorf("with a simulation: %s", got)
	}
	r.Simulated = nil
	if got := order(); got != before+"Checks" {
		t.Errorf("without one: %s", got)
	}
}

func TestSheetsWithNothingSaySo(t *testing.T) {
	r := fixtureReport(t)
	for i := range r.Scenarios {
		o := *r.Scenarios[i].Outcome
		o.ExchangeCap, o.Interest = nil, nil
		r.Scenarios[i].Outcome = &o
	}
	for sheet, want := range map[string]string{
		exchangeCapName: "No instrument has an exchange cap in any scenario.",
		interestName:    "No interest falls due in any scenario.",
	} {
		s := outputOf(r)[sheet]
		if !strings.Contains(dump(s), want) || len(s.Charts) > 0 {
			t.Errorf("%s lacks %q or has charts", sheet, want)
		}
	}
}

func TestCapPartsTogether(t *testing.T) {
	first, second := dateOf(t, "2003-02-03"), dateOf(t, "2003-03-03")
	part := func(used int64, exhausted, cut model.Date) capPart {
		return capPart{CapUse: model.CapUse{Allocation: 100, Used: used, Room: max(0, 100-used), Exhausted: exhausted}, firstCut: cut, sharesCut: 7}
	}
	for _, c := range []struct {
		name           string
		parts          []capPart
		room           int64
		exhausted, cut model.Date
	}{
		{"none", nil, 0, model.NoDate, model.NoDate},
		{"all exhausted, on the later day", []capPart{part(100, second, second), part(99, first, first)}, 1, second, first},
		{"one has room left", []capPart{part(100, first, model.NoDate), part(40, model.NoDate, second)}, 60, model.NoDate, second},
		{"used while the cap did not apply", []capPart{part(130, first, model.NoDate), part(40, model.NoDate, model.NoDate)}, 60, model.NoDate, model.NoDate},
	} {
		got := together("Total", c.parts)
		if got.Room != c.room || got.Exhausted != c.exhausted || got.firstCut != c.cut || got.sharesCut != int64(7*len(c.parts)) {
			t.Errorf("%s: room %d, exhausted %s, cut %s, %d shares cut", c.name, got.Room, got.Exhausted, got.firstCut, got.sharesCut)
		}
	}
}

func TestAllocationsBeyondTheListStandInARow(t *testing.T) {
	var parts []capPart
	for i := range mostHolders + 3 {
		parts = append(parts, capPart{CapUse: model.CapUse{Holder: fmt.Sprintf("Holder %03d", i), Allocation: int64(1000 - i), Used: 1, Room: 9, Exhausted: model.NoDate}, firstCut: model.NoDate})
	}
	got := largestParts(parts)
	rest := got[len(got)-1]
	if len(got) != mostHolders+1 || rest.Holder != "3 other holders" || rest.Allocation != 800+799+798 || rest.Used != 3 || rest.Room != 27 {
		t.Errorf("%d rows, the last %+v", len(got), rest)
	}
}

func TestInterestIsRecomputedOnlyWhereOneRelationGivesIt(t *testing.T) {
	r := fixtureCase(t)
	r.Instruments = append(r.Instruments, model.Terms{Name: "Bond", DayCount: "ACT/365F"})
	for _, c := range []struct {
		name, instrument, amount string
		live                     bool
		year                     string
	}{
		{"principal is constant", "2002 Notes", "12444.44444444444444444444", true, "360"},
		{"principal changed", "2002 Notes", "12000", false, "360"},
		{"another year", "Bond", "12273.97260273972602739726", true, "365"},
	} {
		payment := model.InterestPayment{Instrument: c.instrument, Days: 14, Principal: dec("4000000"), Rate: dec("0.08"), Amount: dec(c.amount)}
		year, again := recomputedInterest(r, payment, 9)
		if (again.Formula != "") != c.live || shown(year) != c.year || c.live && !again.Number.Round(10).Equal(dec(c.amount).Round(10)) {
			t.Errorf("%s: %q, year %s, formula %q", c.name, shown(again), shown(year), again.Formula)
		}
	}
}

// The counts of a histogram add up to the paths, and its edges run from the lowest to the highest.
func TestHistogramsCoverEveryPath(t *testing.T) {
	r := fixtureReport(t)
	sheet := monteCarloSheet(r)
	for metric, rows := range sheet.blocks[0].histograms {
		m, _ := metricOf(r.Simulated[0], metric)
		total := sheet.cell(binPaths, rows.Last+1)
		if !total.Number.Equal(decimal.NewFromInt(int64(r.Simulated[0].Paths))) || rows.Last-rows.First+1 != len(m.Histogram) {
			t.Errorf("%s: %s paths in %d bins", metric, total.Number, rows.Last-rows.First+1)
		}
		if low, high := sheet.cell(binFrom, rows.First).Number, sheet.cell(binTo, rows.Last).Number; low.InexactFloat64() != m.Min || high.InexactFloat64() != m.Max {
			t.Errorf("%s: from %s to %s", metric, low, high)
		}
	}
	if len(sheet.blocks[0].histograms) != 2 {
		t.Errorf("%d histograms", len(sheet.blocks[0].histograms))
	}
}

// The unseen base and the bands of a fan add up to the highest quantile on every day; the days before an issue are left out.
func TestFansStackUpToTheHighestQuantile(t *testing.T) {
	sheets := outputOf(fixtureReport(t))
	fans := 0
	for _, c := range sheets[monteCarloName].Charts {
		if c.Kind != StackedAreaChart {
			continue
		}
		fans++
		if !c.Series[0].Clear || !c.Series[4].Line {
			t.Errorf("%q: the base is seen or the median is no line", c.Title)
		}
		stack := sheets.cells(t, c.Series[0].Values)
		for _, band := range c.Series[1:4] {
			for i, cell := range sheets.cells(t, band.Values) {
				stack[i].Number = stack[i].Number.Add(cell.Number)
			}
		}
		highest := sheets.cells(t, strings.ReplaceAll(c.Series[0].Values, "$B$", "$F$"))
		for i := range stack {
			if !stack[i].Number.Sub(highest[i].Number).Round(6).IsZero() {
				t.Errorf("%q day %d: the bands reach %s, p95 is %s", c.Title, i+1, stack[i].Number, highest[i].Number)
			}
		}
	}
	if fans != 7 {
		t.Errorf("%d fans", fans)
	}
}

// Each figure of the distributions lies between the two ends below it; an end that takes more paths says so.
func TestIntervalsHoldTheirFigures(t *testing.T) {
	r := fixtureReport(t)
	r.Simulated[0].Metrics[0].Intervals[0].Low = nil
	r.Simulated[0].Metrics[0].TailError = nil
	sheet := monteCarloSheet(r)
	b := sheet.blocks[0]
	row := b.sidesRow + 2
	for i, m := range b.Metrics {
		if sheet.cell(mcMetric, row).Kind != TextCell || sheet.cell(mcMetric, row).Style == StyleHeader {
			row++ // the header comes again
		}
		if sheet.cell(mcMetric, row).Text != sentenceCase(m.Metric) || sheet.cell(mcError, row).Text != "from" || sheet.cell(mcError, row+1).Text != "to" {
			t.Fatalf("row %d is not %s, from and to", row, m.Metric)
		}
		for col := mcMean; col <= mcTail; col++ {
			from, to, value := sheet.cell(col, row), sheet.cell(col, row+1), sheet.cell(col, b.metricRow[m.Metric])
			switch {
			case col == mcError:
			case i == 0 && col == mcTail:
				if from.Text != "too few paths" || to.Text != "too few paths" {
					t.Errorf("an unknown error shows %q and %q", from.Text, to.Text)
				}
			case i == 0 && col == mcP1:
				if from.Text != "too few paths" || to.Kind != NumberCell {
					t.Errorf("an unknown end shows %q", from.Text)
				}
			case from.Number.GreaterThan(value.Number) || to.Number.LessThan(value.Number):
				t.Errorf("%s, column %d: %s from %s to %s", m.Metric, col, value.Number, from.Number, to.Number)
			}
		}
		row += 2
	}
}

// Months are shown of the events that are likely enough, and of none where none is.
func TestOccurrences(t *testing.T) {
	r := fixtureReport(t)
	b := monteCarloSheet(r).blocks[0]
	sheet := outputOf(r)[monteCarloName]
	if len(b.likely) != 4 {
		t.Errorf("%d events have months, want the 4 above 1%%", len(b.likely))
	}
	for i, e := range b.likely {
		if last := sheet.cell(fanDate+1+i, b.occurred.Last).Number.InexactFloat64(); last != e.Probability {
			t.Errorf("%s: %v by the last day, probability %v", e.Event, last, e.Probability)
		}
	}
	charts := len(sheet.Charts)
	for i := range r.Simulated[0].Probabilities {
		r.Simulated[0].Probabilities[i].Probability = 0.01
	}
	without := outputOf(r)[monteCarloName]
	if len(without.Charts) != charts-1 || strings.Contains(dump(without), "by the month end") {
		t.Errorf("%d charts, want one fewer than %d", len(without.Charts), charts)
	}
}

// The stamp says how percentiles were found.
func TestBinsAreSaid(t *testing.T) {
	r := fixtureReport(t)
	if got := dump(outputOf(r)[monteCarloName]); !strings.Contains(got, "exact, from every path's figure") {
		t.Error("exact percentiles are not said to be")
	}
	r.Simulated[0].BinWidth = sim.BinWidth
	if got := dump(outputOf(r)[monteCarloName]); !strings.Contains(got, "in bins at most 0.024% of the figure wide") {
		t.Error("the width of the bins is not said")
	}
}

func TestAMismatchIsNamedInRed(t *testing.T) {
	r := fixtureReport(t)
	for i := range mostMismatches + 2 {
		r.Simulated[0].Mismatches = append(r.Simulated[0].Mismatches, fmt.Sprintf("path %d: 1 share more", 7*i))
	}
	got := dump(outputOf(r)[monteCarloName])
	for _, want := range []string{"ERROR {bad}", "other shares on 12 of them", "path 63: 1 share more", "and 2 more"} {
		if !strings.Contains(got, want) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
	if strings.Contains(got, "path 70") {
		t.Error("more paths are named than fit")
	}
}

func TestSummaryOfSimulatedScenariosAlone(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios = nil
	sheets := outputOf(r)
	summary := sheets[summaryName]
	got := dump(summary)
	for _, want := range []string{
		"Monte Carlo, 2,000 simulated paths: dilution averages 8.3% and is at most 20.6% on 19 paths in 20; the exchange cap cuts a conversion on 31.0% of paths.",
		"A redemption right opens on 22.4% of those paths", "Monte Carlo: mean", "Monte Carlo: p95 or p5", "name mean_dilution.Monte_Carlo", "name bad_end_largest_call.Monte_Carlo",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("Summary lacks %q", want)
		}
	}
	if len(summary.Charts) != 3 {
		t.Errorf("%d charts", len(summary.Charts))
	}
}

// The bad end of a price or of cash is the low one, of everything else the high one.
func TestTheBadEndOfAMetric(t *testing.T) {
	sheet := monteCarloSheet(fixtureReport(t))
	for metric, want := range map[string]string{"dilution": "J", "peak exposure": "J", "lowest cash": "F", "final price": "F", "lowest conversion price": "F"} {
		cell := sheet.blocks[0].summaryFigure(metric, true)
		if !strings.Contains(cell.Formula, "$"+want+"$") {
			t.Errorf("%s: %s", metric, cell.Formula)
		}
	}
	if cell := sheet.blocks[0].summaryFigure("common before", false); cell.Kind != Empty {
		t.Errorf("a metric that was not simulated shows %q", cell.Formula)
	}
}

// A header comes again in a long table, and the rows that formulas were promised are the ones they get.
func TestLongTablesRepeatTheirHeader(t *testing.T) {
	p := newPage("S", OutputGroup)
	table := p.longTable("Name")
	for i := range 3 * headerEvery {
		promised := table.ahead(5)
		next := table.next()
		if row := table.add(words("x")); row != next {
			t.Errorf("row %d was promised, %d made", next, row)
		}
		for range 4 {
			table.add(words("x"))
		}
		if got := table.next(); got != promised {
			t.Errorf("block %d: row %d was promised, %d comes", i, promised, got)
		}
	}
	gap := 0
	for _, row := range p.Rows {
		gap++
		if row.Cells[0].Style == StyleHeader {
			gap = 0
		}
		if gap > headerEvery {
			t.Fatalf("%d rows without a header", gap)
		}
	}
	table.block()
	if before := len(p.Rows); table.ahead(0) != before+1 {
		t.Error("a block that has just begun promises another row")
	}
	table.block()
	if p.Rows[len(p.Rows)-1].Cells[0].Style != StyleHeader || p.Rows[len(p.Rows)-2].Cells[0].Style == StyleHeader {
		t.Error("a block has not one header")
	}
}

// Holders of a long list are added up over the headers that are repeated among them.
func TestHoldersAddUpOverRepeatedHeaders(t *testing.T) {
	const holders = 2*headerEvery + 7
	r := fixtureReport(t)
	o := &model.Outcome{Totals: model.Totals{CommonBefore: holders, CommonAfter: holders}}
	for i := range holders {
		o.Holders = append(o.Holders, commonOf(fmt.Sprintf("Holder %02d", i), "", 1, 0, 0, 0, 0, 0, holders, holders))
	}
	r.Scenarios, r.Simulated, r.Sensitivity = []sim.ScenarioResult{{Resolved: r.Base, Outcome: o}}, nil, nil
	layout := dilutionSheet(r)
	total := layout.cell(dilBefore, layout.totalRow[0])
	covered, err := parseArea(strings.TrimSuffix(strings.TrimPrefix(total.Formula, "SUM("), ")"))
	if err != nil {
		t.Fatal(err)
	}
	sum, headers := decimal.Zero, 0
	for row := covered.top; row <= covered.bottom; row++ {
		cell := layout.cell(dilBefore, row)
		sum = sum.Add(cell.Number)
		if cell.Style == StyleHeader {
			headers++
		}
	}
	if !sum.Equal(decimal.NewFromInt(holders)) || headers != 2 || !strings.HasSuffix(layout.cell(dilPercentBefore, covered.top).Formula, fmt.Sprintf("%d)", layout.totalRow[0])) {
		t.Errorf("%s adds up to %s over %d headers; percents are of row %s", total.Formula, sum, headers, layout.cell(dilPercentBefore, covered.top).Formula)
	}
}

func TestConversionsShowOnlyLimitsThatCut(t *testing.T) {
	r := fixtureReport(t)
	if got := dump(conversionsSheet(r)); !strings.Contains(got, "Exchange cap: room") || strings.Contains(got, "Authorized: room") {
		t.Error("the limits' columns are not those of the limits that cut")
	}
}

func TestNotesOnTheInputsStandOnce(t *testing.T) {
	r := fixtureReport(t)
	var got []string
	for _, c := range inputNotes(r) {
		got = append(got, c.Name+": "+c.Detail)
	}
	if want := "Inputs: A 1(b) leaves the day blank (June __, 2000). The fourteenth is taken."; strings.Join(got, "\n") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Where Price History is too short for every fit, the comparison says so and no empty table of figures follows it.
func TestNoTableOfFiguresWithoutAFit(t *testing.T) {
	headers := func(r *sim.Report) (tables int) {
		for _, row := range monteCarloSheet(r).Sheet.Rows {
			for _, c := range row.Cells {
				if c.Text == "Field of Simulation" {
					tables++
				}
			}
		}
		return tables
	}
	r := fixtureReport(t)
	if headers(r) != 1 {
		t.Fatal("the fixture has no table of fitted figures")
	}
	for i := range r.Simulated[0].Fit.Processes {
		r.Simulated[0].Fit.Processes[i].Parameters = nil
	}
	if headers(r) != 0 {
		t.Error("a table without a row")
	}
}
