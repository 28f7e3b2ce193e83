package sim

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// simulatedCaseText is a case in which the holder converts, the price adjusts and a split takes place.
const simulatedCaseText = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-09-30
Market | NNM
Authorized common | 100000000
Cash balance | 1000000
Cash burn | 10000
Discount rate | 4%

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 400 | 2000-06-14

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7.00
Convertible from | 2000-06-14
Whole units only | Yes
Fractions | Nearest
Ownership limit | 4.99%
Blocked when | Owned exceeded
Anti-dilution | Weighted average (deemed)

== Events ==
Date | Event | Holder | Quantity | Price | Detail | ID
2003-01-15 | Issue common | Public | 2000000 | 80% of market | Financing | SALE
2003-06-02 | Split | | 2 | | |

== Price History ==
Date | Close
2002-12-02..2002-12-16 | 7.20

== Scenarios ==
Scenario | Price path | Holder policy | Simulation: Volatility | Simulation: Drift
Simulated | Monte Carlo | Seller | |
Calm | Monte Carlo | Seller | 20% |
Still | Monte Carlo | Seller | 0% | 0%
Flat | flat | Seller | |

== Policies ==
Policy | Side | Convert
Seller | Holder | In the money

== Simulation ==
Field | Value
Paths | 1500
Seed | 5
Drift | risk-neutral
Volatility | 60%
`

func simulatedReport(t *testing.T, o Options, replacements ...string) *Report {
	t.Helper()
	report, err := Run(context.Background(), parsed(t, strings.NewReplacer(replacements...).Replace(simulatedCaseText)), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestSimulatedScenarios(t *testing.T) {
	done, total := 0, 0
	report := simulatedReport(t, Options{Progress: func(d, n int) { done, total = d, n }})
	if len(report.Scenarios) != 1 || len(report.Simulated) != 3 || !report.Green() {
		t.Fatalf("%d scenarios, %d simulated, %+v", len(report.Scenarios), len(report.Simulated), report.Checks)
	}
	if done != 4501 || total != 4501 {
		t.Errorf("progress ends at %d of %d, want 4501 of them", done, total)
	}
	s := report.Simulated[0]
	if s.Paths != 1500 || s.Simulation.Seed != 5 || s.Simulation.Drift != 0.04 || s.Replayed != replayedPaths || len(s.Mismatches) > 0 || s.ActiveDays < 2 {
		t.Errorf("%+v, %d paths replayed, mismatches %v, %v active days", s.Simulation, s.Replayed, s.Mismatches, s.ActiveDays)
	}
	wantCheck(t, report.Checks, true, "Exact replay of sampled paths: Simulated", "The first 100 of 1,500 paths")
	price := s.Metric("final price")
	years := float64(len(s.Resolved.Days)) / 252
	want := 7.2 / 2 * math.Exp(0.04*years)
	if z := (price.Mean - want) / price.StandardError; math.Abs(z) > 4 {
		t.Errorf("mean final price %v ± %v, want %v", price.Mean, price.StandardError, want)
	}
	if price.TailMean95 > price.P5 || s.Metric("dilution").TailMean95 < s.Metric("dilution").P95 {
		t.Error("a tail mean is of the wrong tail")
	}
	last := s.Series[0]
	n := len(last.Dates) - 1
	if last.Metric != "close" || last.Unit != "USD per share" || last.Dates[n] != s.Resolved.Days[len(s.Resolved.Days)-1] || math.Abs(last.P50[n]/price.P50-1) > 0.01 || last.P5[n] >= last.P95[n] {
		t.Errorf("series %+v, final price %+v", last, price)
	}
	if c := s.Convergence; len(c) != convergencePoints || math.Abs(c[19].Mean/s.Metric("dilution").Mean-1) > 1e-14 { // the order of their sums differs
		t.Errorf("the mean dilution converges to %+v, is %v", c[len(c)-1], s.Metric("dilution").Mean)
	}
	if calm := report.Simulated[1]; calm.Metric("final price").P95 >= price.P95 {
		t.Error("an override of Volatility changed nothing")
	}
}

// What occurred before the valuation date, such as a right to redeem that is open already, has occurred on the first day of
// every path.
func TestEventsBeforeTheRun(t *testing.T) {
	for event, replacements := range map[string][]string{
		"redemption triggered": {"Ownership limit | 4.99%\n", "Registration lapse, consecutive | 10\nRedemption price | 110%\n",
			"2003-01-15 | Issue", "2001-01-15 | Registration effective | | | | |\n2002-01-15 | Registration lapsed | | | | |\n2003-01-15 | Issue", "Blocked when | Owned exceeded\n", ""},
		"floor binds": {"(deemed)\n", "(deemed)\nAnti-dilution floor | 6.99\n",
			"2003-01-15 | Issue", "2002-06-14 | Issue common | Public | 2000000 | 1.00 | Financing | OLD\n2003-01-15 | Issue"},
	} {
		s := simulatedReport(t, Options{Scenarios: []string{"Simulated"}, Paths: 10}, replacements...).Simulated[0]
		p := s.Probabilities[slices.Index(model.FigureEvents(), event)]
		if first := s.Resolved.Days[0]; p.Probability != 1 || p.P5Date != first || p.P95Date != first || p.PathsBy[0] != 10 {
			t.Errorf("%s: %+v, want all on %s", event, p, first)
		}
	}
}

// digest is everything that simulations publish, but for what they were asked.
func digest(t *testing.T, results []Simulated) string {
	t.Helper()
	published := slices.Clone(results)
	for i := range published {
		s := &published[i]
		s.Scenario, s.Resolved, s.Simulation = model.Scenario{}, nil, model.Simulation{}
	}
	text, err := json.Marshal(published)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// wantSameFromAll simulates cases with 1, 2 and 7 workers and three sizes of blocks, which must give the same bits, and
// returns them.
func wantSameFromAll(t *testing.T, cases []ScenarioResult, kept int) string {
	t.Helper()
	want := ""
	for _, o := range []simulationOptions{{workers: 1}, {workers: 2, block: 1}, {workers: 7, block: 97}} {
		o.kept = kept
		results, err := simulate(context.Background(), cases, o, func() {})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range results {
			if len(s.Mismatches) > 0 || (s.BinWidth > 0) != (s.Paths > kept) {
				t.Errorf("%s: the exact engine differs: %v; bins of %v", s.Scenario.Name, s.Mismatches, s.BinWidth)
			}
		}
		got := digest(t, results)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%+v gives other figures", o)
		}
	}
	return want
}

func simulatedCases(t *testing.T) []ScenarioResult {
	t.Helper()
	in := parsed(t, simulatedCaseText)
	scenarios, _ := model.Scenarios(in)
	cases, issues, err := prepare(context.Background(), in, scenarios[:3], new(fits))
	if err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	return cases
}

// Any number of workers and any size of blocks give the same bits, and a scenario alone the same as among others: where
// every outcome is kept, and where the outcomes of the larger scenarios are counted.
func TestWorkersAndBlocksDoNotMatter(t *testing.T) {
	for _, sampling := range samplings {
		t.Run(sampling, func(t *testing.T) { workersAndBlocksDoNotMatter(t, sampling) })
	}
}

// workersAndBlocksDoNotMatter runs three scenarios: one that may stop at a target error, and two with fewer paths.
func workersAndBlocksDoNotMatter(t *testing.T, sampling string) {
	cases := simulatedCases(t)
	for i := range cases {
		cases[i].Resolved.Simulation.Sampling = sampling
	}
	cases[1].Resolved.Simulation.Paths, cases[2].Resolved.Simulation.Paths = 700, 650
	sizes := []int{mostKept}
	if sampling == model.SamplingPseudoRandom {
		sizes = append(sizes, 600)
	}
	for _, kept := range sizes {
		if cases[0].Resolved.Simulation.TargetError = 0; kept == mostKept {
			cases[0].Resolved.Simulation.TargetError = 0.1
			cases[0].Resolved.Simulation.TargetMetric = model.MetricName{Statistic: model.StatisticMean, Name: "final price"}
		}
		want := wantSameFromAll(t, cases, kept)
		for i := range cases {
			alone, err := simulate(context.Background(), cases[i:i+1], simulationOptions{kept: kept}, func() {})
			if err != nil {
				t.Fatal(err)
			}
			if got := digest(t, alone); !strings.Contains(want, got[1:len(got)-1]) {
				t.Errorf("%s alone gives other figures", cases[i].Scenario.Name)
			}
		}
	}
}

// Counted outcomes give the figures of kept ones: the same means, extremes and dates, and quantiles as near as the bins are wide.
func TestCountedOutcomes(t *testing.T) {
	cases := simulatedCases(t)
	kept, err := simulate(context.Background(), cases, simulationOptions{}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	counted, err := simulate(context.Background(), cases, simulationOptions{kept: 1}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	near := func(x, y, off float64) bool { return math.Abs(x-y) <= off*math.Abs(y) }
	for i, k := range kept {
		c := counted[i]
		if k.BinWidth != 0 || c.BinWidth != BinWidth || !reflect.DeepEqual(c.Probabilities, k.Probabilities) || !reflect.DeepEqual(c.Series, k.Series) {
			t.Errorf("%s: bins %v and %v, or other dates or month ends", k.Scenario.Name, k.BinWidth, c.BinWidth)
		}
		for m, want := range k.Metrics {
			got := c.Metrics[m]
			if !near(got.Mean, want.Mean, 1e-14) || !near(got.StandardError, want.StandardError, 1e-9) || got.Min != want.Min || got.Max != want.Max {
				t.Errorf("%s, %s: counted %+v, kept %+v", k.Scenario.Name, want.Metric, got, want)
			}
			if !near(got.P5, want.P5, BinWidth) || !near(got.P95, want.P95, BinWidth) || !near(*got.Intervals[3].High, *want.Intervals[3].High, BinWidth) || !near(got.TailMean95, want.TailMean95, BinWidth) {
				t.Errorf("%s, %s: counted %+v, kept %+v", k.Scenario.Name, want.Metric, got, want)
			}
		}
	}
}

// Scenarios of one process share its paths; another volatility, on the same draws, is another process.
func TestProcessesAreShared(t *testing.T) {
	cases := simulatedCases(t)
	other := simulatedCases(t)
	s := &simulation{simulationOptions: simulationOptions{kept: mostKept}}
	for _, c := range append(cases, other...) {
		s.add(c)
	}
	if want := []int{0, 1, 2, 0, 1, 2}; !slices.Equal(s.ofCase, want) {
		t.Errorf("processes %v, want %v", s.ofCase, want)
	}
	other[0].Resolved.Days = other[0].Resolved.Days[1:]
	if s.add(other[0]); s.ofCase[6] != 3 {
		t.Error("a case of fewer days shares the paths of another")
	}
}

// Without volatility and drift every path is the flat one.
func TestStillEqualsFlat(t *testing.T) {
	report := simulatedReport(t, Options{})
	still, flat := report.Simulated[2], report.Scenarios[0]
	closes := make([]int64, len(flat.Path.Closes))
	newPaths(still.Simulation, still.Resolved).path(7, closes)
	if !slices.Equal(closes, flat.Path.Closes) {
		t.Fatalf("the path is %v, flat %v", closes, flat.Path.Closes)
	}
	for _, m := range still.Metrics {
		want, err := Value(flat.Outcome, m.Metric)
		if err != nil {
			t.Fatal(err)
		}
		w := want.InexactFloat64()
		off := 1e-12 * math.Max(1, math.Abs(w))
		if m.Unit == "shares" {
			off = 0
		}
		if m.Min != m.Max || m.StandardError != 0 || math.Abs(m.Mean-w) > off {
			t.Errorf("%s: %v from %v to %v, flat %v", m.Metric, m.Mean, m.Min, m.Max, w)
		}
	}
}

// The exact engine on every path gives the same share counts as the fast one.
func TestExactSimulation(t *testing.T) {
	fast := simulatedReport(t, Options{Paths: 150})
	exact := simulatedReport(t, Options{Paths: 150, Exact: true})
	for i, s := range exact.Simulated {
		for m, want := range s.Metrics {
			got := fast.Simulated[i].Metrics[m]
			if want.Unit == "shares" && (got.Mean != want.Mean || got.Max != want.Max) || math.Abs(got.Mean-want.Mean) > 1e-9*math.Max(1, math.Abs(want.Mean)) {
				t.Errorf("%s, %s: %v, exactly %v", s.Scenario.Name, want.Metric, got.Mean, want.Mean)
			}
		}
	}
}

func TestPathsAndSeedOverrideTheSheet(t *testing.T) {
	report := simulatedReport(t, Options{Paths: 60, Seed: 9})
	same := simulatedReport(t, Options{}, "Paths | 1500", "Paths | 60", "Seed | 5", "Seed | 9")
	other := simulatedReport(t, Options{Paths: 60})
	if s := report.Simulated[0]; s.Paths != 60 || s.Simulation.Seed != 9 || s.Replayed != 60 {
		t.Errorf("%d paths of seed %d, %d replayed", s.Paths, s.Simulation.Seed, s.Replayed)
	}
	if digest(t, report.Simulated) != digest(t, same.Simulated) || digest(t, report.Simulated) == digest(t, other.Simulated) {
		t.Error("the options' seed is not the sheet's")
	}
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Scenarios: []string{"Flat"}, Paths: 10}, "--paths: found no simulated scenario to run"},
		{Options{Scenarios: []string{"Flat"}, Seed: 10}, "--seed: found no simulated scenario to run"},
		{Options{Paths: 200_000_000}, "--paths: found '200000000'; expected a number of paths from 1 to 100000000"},
	} {
		if _, err := Run(context.Background(), parsed(t, simulatedCaseText), c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// A mismatch turns the check red, names the path, and the exact figures are the ones shown.
func TestMismatchIsRed(t *testing.T) {
	for _, kept := range []int{mostKept, 1000} {
		s := &simulation{errs: map[int64]error{}, reached: func() {}, simulationOptions: simulationOptions{workers: 1, block: defaultBlock, kept: kept}}
		s.add(simulatedCases(t)[0])
		if err := s.run(context.Background()); err != nil {
			t.Fatal(err)
		}
		c := s.cases[0]
		c.values[0][41] = 1e12
		result, err := s.result(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Mismatches) != 1 || !strings.Contains(result.Mismatches[0], "path 42: common after") {
			t.Errorf("mismatches %v", result.Mismatches)
		}
		if result.Metrics[0].Max == 1e12 {
			t.Error("the wrong figure is shown")
		}
		wantCheck(t, replayChecks(&Report{Simulated: []Simulated{result}}), false, "Exact replay of sampled paths: Simulated", "1 of 100 paths")
	}
}

// A path that fails is the first one that does, whatever the workers.
func TestFailingPathIsNamed(t *testing.T) {
	text := strings.Replace(simulatedCaseText, "Authorized common | 100000000", "Authorized common | 18500000", 1)
	want := ""
	for _, workers := range []int{1, 2, 5} {
		_, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{"Simulated"}, Workers: workers})
		var failed *model.RunError
		if !errors.As(err, &failed) || !strings.Contains(failed.Path, "Monte Carlo path ") || !strings.HasSuffix(failed.Path, " of Simulated") {
			t.Fatalf("%v, want the path named", err)
		}
		if want == "" {
			want = err.Error()
		}
		if err.Error() != want {
			t.Errorf("%d workers stop with %q, one with %q", workers, err, want)
		}
	}
}

func TestSimulationStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, parsed(t, simulatedCaseText), Options{Scenarios: []string{"Simulated"}, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestKeptMonths(t *testing.T) {
	for months, want := range map[int]int{1: 1, 10: 10, 61: 61, 62: 31, 1200: 60} {
		kept := keptMonths(months)
		if len(kept) != want || kept[len(kept)-1] != months-1 {
			t.Errorf("of %d months %d are kept: %v", months, len(kept), kept)
		}
	}
}
