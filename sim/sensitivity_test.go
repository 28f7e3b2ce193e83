package sim

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// sensitivityCase is a case in which price, dilution and cash all move: the holder converts in the money, and a sale below
// the conversion price lowers it.
const sensitivityCase = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-03-31
Market | NNM
Authorized common | 100000000
Cash balance | 1000000
Cash burn | 10000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 100 | 2000-06-14

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7.00
Convertible from | 2000-06-14
Whole units only | Yes
Fractions | Nearest
Anti-dilution | Weighted average (deemed)

== Events ==
Date | Event | Holder | Quantity | Price | Detail | ID
2003-01-15 | Issue common | Public | 2000000 | 1.50 | Financing | SALE

== Price History ==
Date | Close
2002-12-02..2002-12-16 | 9.00

== Scenarios ==
Scenario | Price path | Series A: Conversion price
Rise | 9.00; flat | 6.50
Fall | 6.00; -60% over 2 months |

== Policies ==
Policy | Side | Convert
Later | Holder | On notices

== Sensitivity ==
`

const sensitivityHeader = "Kind | Scenario | Metric | Input | Low | Base | High | Steps | Second input | Second low | Second high | Second steps | Target\n"

func analysed(t *testing.T, rows string) *Report {
	t.Helper()
	report, err := Run(context.Background(), parsed(t, sensitivityCase+sensitivityHeader+rows), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Green() {
		t.Fatalf("a check is red: %+v", report.Checks)
	}
	return report
}

// separately runs a scenario with inputs changed as on the command line, and returns a metric.
func separately(t *testing.T, scenario, metric string, set ...string) decimal.Decimal {
	t.Helper()
	text := strings.Replace(sensitivityCase, "| 6.50", "|", 1) // an override of the scenario would win over --set
	if scenario == "Rise" && !strings.Contains(strings.Join(set, " "), "Conversion price") {
		set = append(set, "Series A: Conversion price=6.50")
	}
	var edits []model.Edit
	for _, s := range set {
		edit, err := model.ParseEdit(s)
		if err != nil {
			t.Fatal(err)
		}
		edits = append(edits, edit)
	}
	text, _, _ = strings.Cut(text, "== Sensitivity")
	report, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{scenario}, Set: edits})
	if err != nil {
		t.Fatalf("%v: %v", set, err)
	}
	value, err := Value(report.Scenarios[0].Outcome, metric)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func wantFigure(t *testing.T, what string, got, want decimal.Decimal) {
	t.Helper()
	if !got.Equal(want) {
		t.Errorf("%s: %s, a separate run gives %s", what, got, want)
	}
}

func TestTornadoEqualsSeparateRuns(t *testing.T) {
	report := analysed(t, `Tornado | Rise | dilution | Event sale: Price | 1.00 | | 2.00
Tornado | Rise | dilution | series a: conversion price | 5.00 | 6.5 | 8.00
Tornado | Rise | lowest cash | Company: Cash balance | 900000 | | 1100000
tornado | rise | Dilution | Series A: Stated value | 6000 | | 8000
`)
	if len(report.Sensitivity) != 2 || len(report.Sensitivity[0].Bars) != 3 || len(report.Sensitivity[1].Bars) != 1 {
		t.Fatalf("%d analyses: %+v", len(report.Sensitivity), report.Sensitivity)
	}
	tornado := report.Sensitivity[0]
	wantFigure(t, "base", tornado.Base, separately(t, "Rise", "dilution"))
	var order []string
	for i, bar := range tornado.Bars {
		order = append(order, bar.Input.Name)
		wantFigure(t, bar.Input.Name+" low", bar.AtLow, separately(t, "Rise", "dilution", bar.Input.Name+"="+bar.Low.Text))
		wantFigure(t, bar.Input.Name+" high", bar.AtHigh, separately(t, "Rise", "dilution", bar.Input.Name+"="+bar.High.Text))
		if i > 0 && bar.swing(tornado.Base).GreaterThan(tornado.Bars[i-1].swing(tornado.Base)) {
			t.Errorf("%s stands below a smaller swing", bar.Input.Name)
		}
		if bar.AtLow.Equal(bar.AtHigh) && bar.Input.Name != "Event SALE: Price" {
			t.Errorf("%s moves nothing", bar.Input.Name)
		}
	}
	if got := strings.Join(order, "; "); got != "Series A: Conversion price; Series A: Stated value; Event SALE: Price" {
		t.Errorf("bars in the order %s", got)
	}
}

func TestOneWayEqualsSeparateRuns(t *testing.T) {
	report := analysed(t, "One-way | Fall | conversion price of series a | Event SALE: Quantity | 1000000 | | 4000000 | 4\n"+
		"One-way | Rise | new shares | Series A: Conversion price | 5 | | 8 | 3\n"+
		"One-way | Fall | lowest conversion price | Event SALE: Date | 2003-01-02 | | 2003-01-31 | 3\n")
	for _, one := range report.Sensitivity {
		bases := 0
		for _, p := range one.Points {
			wantFigure(t, one.Inputs[0].Name+"="+p.Value.Text, p.Metric, separately(t, one.Scenario, one.Metric, one.Inputs[0].Name+"="+p.Value.Text))
			if p.Base {
				bases++
				wantFigure(t, "base of "+one.Title(), p.Metric, one.Base)
			}
		}
		if bases != 1 {
			t.Errorf("%s has %d base points", one.Title(), bases)
		}
	}
	values := func(n int) string {
		var texts []string
		for _, p := range report.Sensitivity[n].Points {
			texts = append(texts, p.Value.Text)
		}
		return strings.Join(texts, " ")
	}
	for n, want := range []string{"1000000 2000000 3000000 4000000", "5 6.5 8", "2003-01-02 2003-01-15 2003-01-17 2003-01-31"} {
		if got := values(n); got != want {
			t.Errorf("values %s, want %s", got, want)
		}
	}
	if points := report.Sensitivity[0].Points; points[0].Metric.Equal(points[3].Metric) {
		t.Error("the size of the sale does not move the price")
	}
}

func TestTwoWayEqualsSeparateRuns(t *testing.T) {
	report := analysed(t, "Two-way | Fall | conversion price of Series A | Event SALE: Quantity | 1000000 | | 4000000 | 2 | Event SALE: Price | 1.25 | 1.75 | 3\n")
	two := report.Sensitivity[0]
	if len(two.Rows) != 3 || len(two.Columns) != 3 || two.BaseRow != 1 || two.BaseColumn != 1 {
		t.Fatalf("rows %v, columns %v, base at %d, %d", two.Rows, two.Columns, two.BaseRow, two.BaseColumn)
	}
	for i, row := range two.Rows {
		for j, column := range two.Columns {
			want := separately(t, "Fall", two.Metric, "Event SALE: Quantity="+row.Text, "Event SALE: Price="+column.Text)
			wantFigure(t, row.Text+" at "+column.Text, two.Grid[i][j], want)
		}
	}
	wantFigure(t, "base", two.Grid[two.BaseRow][two.BaseColumn], two.Base)
}

func TestSwappingInputsTransposesTheGrid(t *testing.T) {
	report := analysed(t, "Two-way | Fall | conversion price of Series A | Event SALE: Quantity | 1000000 | | 4000000 | 3 | Series A: Conversion price | 5 | 8 | 2\n"+
		"Two-way | Fall | conversion price of Series A | Series A: Conversion price | 5 | | 8 | 2 | Event SALE: Quantity | 1000000 | 4000000 | 3\n"+
		"Two-way | Rise | new shares | Series A: Stated value | 6000 | | 8000 | 3 | Series A: Conversion price | 5 | 8 | 2\n"+
		"Two-way | Rise | new shares | Series A: Conversion price | 5 | | 8 | 2 | Series A: Stated value | 6000 | 8000 | 3\n")
	for _, n := range []int{0, 2} {
		a, b := report.Sensitivity[n], report.Sensitivity[n+1]
		if a.BaseRow != b.BaseColumn || a.BaseColumn != b.BaseRow || len(a.Grid) != len(b.Grid[0]) {
			t.Fatalf("grids of %d and %d rows", len(a.Grid), len(b.Grid))
		}
		for i := range a.Grid {
			for j := range a.Grid[i] {
				wantFigure(t, a.Metric, a.Grid[i][j], b.Grid[j][i])
			}
		}
	}
	if g := report.Sensitivity[2].Grid; g[0][0].Equal(g[2][0]) || g[0][0].Equal(g[0][2]) {
		t.Errorf("nothing moves: %v", g)
	}
}

func TestChoicesAreVaried(t *testing.T) {
	report := analysed(t, "One-way | Fall | conversion price of Series A | Series A: Anti-dilution | None; Weighted average (deemed); Weighted average (actual)\n"+
		"Tornado | Fall | conversion price of Series A | Series A: Anti-dilution | Weighted average (actual); None\n"+
		"Tornado | Rise | new shares | Policy Later: Convert | Never | | Whenever allowed\n")
	one, tornado, policy := report.Sensitivity[0], report.Sensitivity[1], report.Sensitivity[2]
	if len(one.Points) != 3 || !one.Points[1].Base || !one.Points[0].Metric.Equal(dec("7")) || !one.Points[1].Metric.LessThan(dec("7")) {
		t.Errorf("points %+v", one.Points)
	}
	bar := tornado.Bars[0]
	if bar.High.Text != "None" || bar.Base.Text != "Weighted average (deemed)" || !bar.AtLow.Equal(one.Base) || !bar.AtHigh.Equal(dec("7")) {
		t.Errorf("bar %+v", bar)
	}
	if base := policy.Bars[0].Base; base.Text != "On notices" {
		t.Errorf("the policy's own choice is %q", base.Text)
	}
}

// A point that several analyses need is run once, and every point is counted in the progress.
func TestPointsAreShared(t *testing.T) {
	rows := "One-way | Rise | dilution | Series A: Conversion price | 5 | | 8 | 2\n" +
		"One-way | Rise | new shares | Series A: Conversion price | 5.00 | | 8 | 2\n" +
		"Tornado | Rise | dilution | Series A: Conversion price | 5 | | 8\n"
	total := 0
	_, err := Run(context.Background(), parsed(t, sensitivityCase+sensitivityHeader+rows), Options{Progress: func(done, all int) { total = all }})
	if err != nil || total != 2+3 {
		t.Errorf("%d steps, %v; want 2 scenarios and 3 points", total, err)
	}
}

func TestOnlyAnalysesOfTheScenariosRun(t *testing.T) {
	in := parsed(t, sensitivityCase+sensitivityHeader+"One-way | Rise | dilution | Series A: Conversion price | 5 | | 8\nOne-way | Fall | dilution | Series A: Conversion price | 5 | | 8\n")
	report, err := Run(context.Background(), in, Options{Scenarios: []string{"Fall"}})
	if err != nil || len(report.Sensitivity) != 1 || report.Sensitivity[0].Scenario != "Fall" {
		t.Errorf("%v, %+v", err, report)
	}
}

// Every problem is told at once, with the cell of Sensitivity.
func TestSensitivityRefusals(t *testing.T) {
	rows := `Spider | Rise | dilution | Series A: Conversion price | 5 | | 8
One-way | Rize | dilution | Series A: Conversion price | 5 | | 8
One-way | Rise | dillution | Series A: Conversion price | 5 | | 8
One-way | Rise | p95 dilution | Series A: Conversion price | 5 | | 8
One-way | Rise | dilution | Series A: Conversion prise | 5 | | 8
One-way | Rise | dilution | Series A: Conversion price | 9 | | 8
One-way | Rise | dilution | Series A: Conversion price | 5 | 7.00 | 8
One-way | Rise | dilution | Series A: Conversion price | 5 | | 8 | 1
One-way | Rise | dilution | Series A: Conversion price | 5 | | cheap
One-way | Rise | dilution | Series A: Conversion price | | | 8
Tornado | Rise | dilution | Series A: Anti-dilution | None; Wieghted average (actual)
Tornado | Rise | dilution | Series A: Conversion price | 5 | | 8 | 3
One-way | Rise | dilution | Series A: Conversion price | 0 | | 8
One-way | Rise | dilution | Company: Horizon end | 2003-01-31 | | 2003-04-30 | 2
Two-way | Rise | dilution | Series A: Conversion price | 5 | | 8 | 3 | Series A: Conversion price | 5 | 8 | 3
Tornado | Rise | dilution | Series A: Anti-dilution excludes | Financing; Approved plan
One-way | Rise | dilution of Fund C | Series A: Conversion price | 5 | | 8
One-way | Rise | dilution | Series A: Conversion price | 5 | | 8 | 3 | | | | | 0.1
Tornado | Rise | dilution | Series A: Stated value | 5 | | 8000
Tornado | Rise | dilution | Series A: Stated value | 5 | | 9000
`
	_, err := Run(context.Background(), parsed(t, sensitivityCase+sensitivityHeader+rows), Options{})
	var issues model.Issues
	if !errors.As(err, &issues) {
		t.Fatalf("%v is no list of issues", err)
	}
	for cell, want := range map[string]string{
		"A2": "not supported yet", "B3": "Did you mean 'Rise'?", "C4": "Did you mean 'dilution'?", "C5": "without a statistic",
		"D6": "Did you mean 'Conversion price'?", "E7": "'9'; expected for Low a value below the one of High, '8'",
		"F8": "found '7.00'; expected the model's own value of Series A: Conversion price, '6.50'", "H9": "from 2 to 50",
		"G10": "found 'cheap'", "E11": "an empty cell", "E12": "Did you mean 'Weighted average (actual)'?", "H13": "for Steps of a Tornado analysis nothing",
		"E14": "found '0'", "G15": "",
		"I16": "'Series A: Conversion price' a second time", "D17": "an input that holds one value", "C18": "Did you mean 'dilution of Fund A'?",
		"M19": "for Target of a One-way analysis nothing", "D21": "a second time in one tornado",
	} {
		told := false
		for _, issue := range issues {
			told = told || issue.At.Sheet == "Sensitivity" && issue.At.Cell == cell && strings.Contains(issue.Error(), want)
		}
		if !told && want != "" {
			t.Errorf("cell %s: no issue with %q in\n%v", cell, want, issues)
		}
	}
}

// A value that the case can't be run with is told of the cell that asks for it, wherever the problem itself lies.
func TestValuesThatTheCaseRefuses(t *testing.T) {
	text := strings.Replace(sensitivityCase, "9.00; flat", "Table", 1)
	text = strings.Replace(text, "== Scenarios", "== Price Paths ==\nDate | Table\n2002-12-17..2003-03-31 | 9.00\n\n== Scenarios", 1)
	rows := "One-way | Rise | dilution | Company: Horizon end | 2003-01-31 | | 2003-04-30 | 2\n"
	_, err := Run(context.Background(), parsed(t, text+sensitivityHeader+rows), Options{})
	var issues model.Issues
	if !errors.As(err, &issues) || len(issues) != 1 || issues[0].At.Cell != "G2" || !strings.Contains(issues[0].Error(), "found '2003-04-30' for Company: Horizon end") {
		t.Errorf("%v, want the cell G2 refused", err)
	}
}

func TestSensitivityStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in := parsed(t, sensitivityCase+sensitivityHeader+"One-way | Rise | dilution | Series A: Conversion price | 5 | | 8\n")
	_, err := Run(ctx, in, Options{Progress: func(done, _ int) {
		if done == 4 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want a cancellation", err)
	}
}

// A base case that differs from the model's own figure turns the check red.
func TestADifferentBaseCaseIsAnError(t *testing.T) {
	r := &Report{Sensitivity: []SensitivityResult{{Kind: model.KindOneWay, Metric: "dilution", Scenario: "Rise", Base: dec("0.1"), AtBase: dec("0.2"),
		Inputs: []SensitivityInput{{Name: "Series A: Conversion price"}}}}}
	wantCheck(t, sensitivityChecks(r), false, "One-way of dilution in Rise over Series A: Conversion price", "gives 0.2, the scenario's own run 0.1")
}

const simulationSheet = `
== Simulation ==
Field | Value
Process | GBM
Paths | 400
Seed | 7
Volatility | 80%
Drift | 0%

`

// randomCase is the case with a third scenario, along simulated paths.
func randomCase() string {
	text := strings.Replace(sensitivityCase, "\n== Policies", "Random | Monte Carlo |\n\n== Policies", 1)
	return strings.Replace(text, "== Policies", strings.TrimLeft(simulationSheet, "\n")+"== Policies", 1)
}

func TestSimulatedAnalysesEqualSeparateRuns(t *testing.T) {
	rows := "One-way | Random | dilution | Series A: Conversion price | 6 | | 8 | 3\n" +
		"One-way | Random | p90 final price | Simulation: Volatility | 40% | 80% | 120% | 3\n" +
		"Two-way | Random | tail mean 95 new shares | Simulation: Volatility | 40% | | 120% | 3 | Series A: Conversion price | 6 | 8 | 2\n" +
		"Tornado | Random | probability redemption triggered | Company: Cash balance | 900000 | | 1100000\n"
	report, err := Run(context.Background(), parsed(t, randomCase()+sensitivityHeader+rows), Options{Paths: 300, Workers: 2})
	if err != nil || !report.Green() {
		t.Fatalf("%v, %+v", err, report)
	}
	separately := func(statistic func(*Simulated) float64, set ...string) decimal.Decimal {
		var edits []model.Edit
		for _, s := range set {
			edit, err := model.ParseEdit(s)
			if err != nil {
				t.Fatal(err)
			}
			edits = append(edits, edit)
		}
		text, _, _ := strings.Cut(randomCase(), "== Sensitivity")
		r, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{"Random"}, Set: edits, Paths: 300, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		return decimal.NewFromFloat(statistic(&r.Simulated[0]))
	}
	mean := func(metric string) func(*Simulated) float64 {
		return func(s *Simulated) float64 {
			for _, m := range s.Metrics {
				if m.Metric == metric {
					return m.Mean
				}
			}
			t.Fatalf("no metric %s", metric)
			return 0
		}
	}
	one := report.Sensitivity[0]
	if !one.Simulated || one.Metric != "mean dilution" || len(one.Points) != 3 {
		t.Fatalf("%+v", one)
	}
	for _, p := range one.Points {
		wantFigure(t, p.Value.Text, p.Metric, separately(mean("dilution"), "Series A: Conversion price="+p.Value.Text))
	}
	if p := report.Sensitivity[1].Points; !p[0].Metric.LessThan(p[1].Metric) || !p[1].Base || !p[1].Metric.LessThan(p[2].Metric) {
		t.Errorf("the 90th percentile of the price does not widen with volatility: %+v", p)
	}
	two := report.Sensitivity[2]
	tail := func(s *Simulated) float64 {
		for _, m := range s.Metrics {
			if m.Metric == "new shares" {
				return m.TailMean95
			}
		}
		return 0
	}
	wantFigure(t, "corner", two.Grid[2][0], separately(tail, "Simulation: Volatility=120%", "Series A: Conversion price=6"))
	if p := report.Sensitivity[3]; p.Metric != "probability redemption triggered" {
		t.Errorf("%+v", p)
	}
}

// Every event's probability can be quoted as a metric; at the base it is the scenario's own.
func TestProbabilitiesAsMetrics(t *testing.T) {
	rows := ""
	for _, event := range model.FigureEvents() {
		rows += "One-way | Simulated | probability " + event + " | Series A: Ownership limit | 1% | | 4.99% | 2\n"
	}
	report, err := Run(context.Background(), parsed(t, simulatedCaseText+"\n== Sensitivity ==\n"+sensitivityHeader+rows), Options{Scenarios: []string{"Simulated"}, Paths: 60})
	if err != nil || !report.Green() {
		t.Fatalf("%v, %+v", err, report)
	}
	for i, event := range report.Simulated[0].Probabilities {
		s := report.Sensitivity[i]
		if base, _ := s.Base.Float64(); s.Metric != "probability "+event.Event || s.Unit != "probability" || base != event.Probability {
			t.Errorf("%s of %s is %s, the scenario's is %v", s.Metric, s.Unit, s.Base, event.Probability)
		}
		if event.Event == "ownership limit binds" && !s.Points[0].Metric.GreaterThan(s.Points[1].Metric) {
			t.Errorf("a limit of 1%% binds with a probability of %s, one of 4.99%% of %s", s.Points[0].Metric, s.Points[1].Metric)
		}
	}
}

// A point of an analysis is refused more paths than its own sampling allows, as a scenario is.
func TestPointsHaveTheLimitOfTheirSampling(t *testing.T) {
	in := parsed(t, simulatedCaseText+"\n== Sensitivity ==\n"+sensitivityHeader+"One-way | Simulated | dilution | Simulation: Sampling | Pseudo-random; Sobol | | | | | | | |\n")
	_, err := Run(context.Background(), in, Options{Scenarios: []string{"Simulated"}, Paths: 1_000_001})
	if want := "--paths: found '1000001'; expected a number of paths from 1 to 1000000"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
}
