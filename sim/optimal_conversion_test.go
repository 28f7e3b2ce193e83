package sim

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// convertibleText is a plain convertible in the hands of one fund, without limits. Tests add terms, events and fields.
const convertibleText = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2003-01-02
Horizon end | 2003-06-30
Market | NNM
Authorized common | 1000000000
Cash balance | 100000000
Discount rate | 5%

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Bond | 1000000 | 2002-01-02

== Instruments ==
Term | Bond
Kind | Note
Issue date | 2002-01-02
Stated value | 1
Conversion price | 7.00
Convertible from | 2002-01-02
Whole units only | No
Fractions | Cash
Fraction price days | 1
TERMS
== Events ==
Date | Event | Price | Detail | Quantity
EVENTS
== Price History ==
Date | Close
2002-12-02..2002-12-31 | 7.00

== Scenarios ==
Scenario | Price path | Holder policy
Optimal | Monte Carlo | Best
Never | Monte Carlo | Never

== Policies ==
Policy | Side | Convert
Best | Holder | Optimal
Never | Holder | Never

== Simulation ==
Field | Value
Paths | 400
Seed | 5
Drift | risk-neutral
Volatility | 40%
`

func convertible(t *testing.T, replacements ...string) *Report {
	t.Helper()
	text := strings.NewReplacer(append(replacements, "TERMS", "", "EVENTS", "")...).Replace(convertibleText)
	report, err := Run(context.Background(), parsed(t, text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !report.Green() {
		t.Errorf("%+v", report.Checks)
	}
	return report
}

// fittedOn fits and values the rule of the only holding on so many paths.
func fittedOn(t *testing.T, paths int, replacements ...string) OptimalConversion {
	t.Helper()
	in := parsed(t, strings.NewReplacer(append(replacements, "TERMS", "", "EVENTS", "")...).Replace(convertibleText))
	scenarios, _ := model.Scenarios(in)
	cases, issues, err := prepare(context.Background(), in, scenarios[:1], new(fits))
	if err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	f := newFitting(cases[0], 2, func() {})
	f.paths = paths
	results, err := f.fit(context.Background(), model.OptimalHoldings(cases[0].Resolved), true)
	if err != nil || len(results) != 1 {
		t.Fatal(err, results)
	}
	return results[0]
}

// decided are the days on which a rule converts at some close.
func decided(o OptimalConversion) []OptimalLevel {
	return slices.DeleteFunc(slices.Clone(o.Levels), func(l OptimalLevel) bool { return l.Lowest.Multiple == 0 })
}

// A plain convertible without dividends waits to the end: every path issues the shares that it would if nobody could convert,
// and the rule is worth exactly what waiting is.
func TestOptimalIsWaiting(t *testing.T) {
	for name, replacements := range map[string][]string{
		"preferred stock":             {"Kind | Note", "Kind | Preferred", "| 1000000 | 2002", "| 1000 | 2002", "Stated value | 1\n", "Stated value | 1000\n"},
		"a note beyond the horizon":   {"TERMS", "Maturity | 2005-01-02\n"},
		"one that bears interest":     {"TERMS", "Maturity | 2005-01-02\nInterest rate | 9%\nInterest dates | Calendar quarter ends\nInterest in | Cash\n"},
		"one that converts as a must": {"TERMS", "Maturity | 2005-01-02\nMandatory price | 9\nMandatory days | 5\nMandatory needs registration | No\n"},
		"a price that rises":          {"risk-neutral", "12%"},
		"a split":                     {"EVENTS", "2003-03-03 | Split | | | 2\n"},
	} {
		t.Run(name, func(t *testing.T) {
			report := convertible(t, append(replacements, "2003-06-30", "2003-03-31")...)
			optimal, never := &report.Simulated[0], &report.Simulated[1]
			o := optimal.Optimal[0]
			if len(optimal.Optimal) != 1 || len(decided(o)) > 0 || o.Gain != (Estimate{}) || o.OutOfSample != o.Waiting {
				t.Errorf("%+v", o)
			}
			optimal.Optimal = nil // the rule, which the other has none of
			if digest(t, report.Simulated[:1]) != digest(t, report.Simulated[1:]) {
				t.Error("figures differ from those of a holder who never converts")
			}
			if len(never.Optimal) > 0 {
				t.Error("a rule is fitted that nobody asks for")
			}
		})
	}
}

// wantEstimate holds an estimate against a figure known otherwise.
func wantEstimate(t *testing.T, name string, e Estimate, want float64) {
	t.Helper()
	z := (e.Value - want) / e.StandardError
	t.Logf("%s: %.2f (s.e. %.2f), want %.2f, z = %+.1f", name, e.Value, e.StandardError, want, z)
	if math.Abs(z) > 4 {
		t.Errorf("%s: %v, want %v", name, e, want)
	}
}

// blackScholesCall is a European call with a continuous yield on the share.
func blackScholesCall(spot, strike, rate, yield, volatility, years float64) float64 {
	deviation := volatility * math.Sqrt(years)
	d1 := (math.Log(spot/strike)+(rate-yield)*years)/deviation + deviation/2
	return spot*math.Exp(-yield*years)*normalBelow(d1) - strike*math.Exp(-rate*years)*normalBelow(d1-deviation)
}

// A note without interest that matures within the horizon is its principal and a call, decided on the day before maturity.
func TestOptimalNoteIsBondAndCall(t *testing.T) {
	report := convertible(t, "TERMS", "Maturity | 2003-06-16\n")
	s := &report.Simulated[0]
	o := s.Optimal[0]
	levels := decided(o)
	if len(levels) != 1 || levels[0].Date.String() != "2003-06-13" || math.Abs(levels[0].Lowest.Multiple-1) > 0.005 || o.Gain != (Estimate{}) {
		t.Fatalf("%+v", o)
	}
	day := slices.Index(s.Resolved.Days, levels[0].Date) + 1
	years, next := float64(day)/252, float64(day+1)/252
	want := 1000*math.Exp(-0.05*next) + 1000/7.0*blackScholesCall(7, 7, 0.05, 0, 0.4, years)
	wilder := 1000*math.Exp(-0.05*next) + 1000/7.0*blackScholesCall(7, 7, 0.05, 0, 0.5, years)
	fewer := fittedOn(t, o.Paths/4, "TERMS", "Maturity | 2003-06-16\n")
	for name, e := range map[string]Estimate{"in sample": fewer.InSample, "out of sample": fewer.OutOfSample} {
		wantEstimate(t, name+" on fewer paths", e, want)
	}
	for name, e := range map[string]Estimate{"in sample": o.InSample, "out of sample": o.OutOfSample} {
		wantEstimate(t, name, e, want)
		if z := (e.Value - wilder) / e.StandardError; math.Abs(z) <= 4 {
			t.Errorf("%s %v passes for a volatility of 50%%, %v", name, e, wilder)
		}
	}
	if o.InTheMoney.Value >= o.OutOfSample.Value-4*o.InTheMoney.StandardError {
		t.Errorf("converting at once is worth %v, the rule %v", o.InTheMoney, o.OutOfSample)
	}
	converts := func(s *Simulated) float64 { return s.Metric("shares from conversion").Mean }
	if part := converts(s) / (1_000_000 / 7.0); part < 0.3 || part > 0.7 || converts(&report.Simulated[1]) != 0 {
		t.Errorf("%.2f of the note converts", part)
	}
}

// treeNote is a note without interest, convertible on every trading day before its maturity, by a binomial tree with so many
// steps a day: 1,000 USD at 7.00, the share at 7.00.
func treeNote(rate, drift, volatility float64, days, steps int) float64 {
	n := (days + 1) * steps
	dt := 1 / float64(252*steps)
	up := math.Exp(volatility * math.Sqrt(dt))
	q, discount := (math.Exp(drift*dt)-1/up)/(up-1/up), math.Exp(-rate*dt)
	worth := slices.Repeat([]float64{1000}, n+1)
	for level := n - 1; level >= 0; level-- {
		for k := 0; k <= level; k++ {
			worth[k] = discount * (q*worth[k+1] + (1-q)*worth[k])
			if level%steps == 0 && level > 0 && level < n {
				worth[k] = max(worth[k], 1000*math.Pow(up, float64(2*k-level)))
			}
		}
	}
	return worth[0]
}

// A share that grows by less than the discount rate pays its holders in another way, and a note deep in the money converts
// early: a tree says what that is worth.
func TestOptimalNoteOnAYield(t *testing.T) {
	report := convertible(t, "TERMS", "Maturity | 2003-06-16\n", "risk-neutral", "-15%")
	s := &report.Simulated[0]
	o := s.Optimal[0]
	levels := decided(o)
	days := slices.Index(s.Resolved.Days, levels[len(levels)-1].Date) + 1
	want := treeNote(0.05, -0.15, 0.4, days, 4)
	t.Logf("in sample %v, out of sample %v, waiting %v, gain %v; tree %.2f; levels %v", o.InSample, o.OutOfSample, o.Waiting, o.Gain, want, levels)
	if len(levels) < 3 || levels[0].Lowest.Multiple < 1.1 || o.Gain.Value < 4*o.Gain.StandardError {
		t.Errorf("the rule hardly converts early: %+v", o)
	}
	fewer := fittedOn(t, o.Paths/4, "TERMS", "Maturity | 2003-06-16\n", "risk-neutral", "-15%")
	for name, e := range map[string]Estimate{"in sample": o.InSample, "out of sample": o.OutOfSample, "in sample on fewer paths": fewer.InSample, "out of sample on fewer paths": fewer.OutOfSample} {
		wantEstimate(t, name, e, want)
	}
	other := treeNote(0.05, 0.05, 0.4, days, 4)
	if z := (o.OutOfSample.Value - other) / o.OutOfSample.StandardError; math.Abs(z) <= 4 {
		t.Errorf("the value passes for that without a yield, %v", other)
	}
}

// A large dividend on the common has holders convert on the last day on which their shares still get it, and not before.
func TestOptimalTakesADividend(t *testing.T) {
	dividend := []string{"EVENTS", "2003-04-16 | Cash dividend | 3.50 | record 2003-04-09\n"}
	report := convertible(t, append(dividend, "TERMS", "Maturity | 2003-06-16\n")...)
	s := &report.Simulated[0]
	april := slices.IndexFunc(s.Optimal[0].Levels, func(l OptimalLevel) bool { return strings.HasPrefix(l.Date.String(), "2003-04") })
	if l := s.Optimal[0].Levels[april]; l.Date.String() != "2003-04-08" || l.Lowest.Multiple == 0 || l.Lowest.Multiple > 0.95 {
		t.Errorf("the level of April is %+v", l)
	} else if l.Median.Multiple != 0 {
		t.Errorf("one day before a dividend moves April's median: %+v", l)
	}
	for _, l := range s.Optimal[0].Levels[:april] {
		if l.Lowest.Multiple != 0 {
			t.Errorf("converts before: %+v", l)
		}
	}
	on := map[string]int{}
	closes := make([]int64, len(s.Resolved.Days))
	for k := range 60 {
		newPaths(s.Simulation, s.Resolved).path(k, closes)
		out, err := model.Run(s.Resolved, model.Path{Closes: closes}, model.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range out.Conversions {
			on[c.Date.String()]++
		}
	}
	if on["2003-04-08"] < 30 || on["2003-04-08"] > 59 || len(on) > 3 {
		t.Errorf("conversions by day: %v", on)
	}
	small := convertible(t, "EVENTS", "2003-04-16 | Cash dividend | 0.01 | record 2003-04-09\n", "TERMS", "Maturity | 2003-06-16\nInterest rate | 8%\nInterest dates | Calendar quarter ends\nInterest in | Cash\n")
	if l := small.Simulated[0].Optimal[0].Levels[april]; l.Lowest.Multiple != 0 {
		t.Errorf("converts for a cent: %+v", l)
	}
}

// The rule is applied alike by both engines, and by the oracle that looks on every day.
func TestOptimalInAllWays(t *testing.T) {
	report := convertible(t, "TERMS", "Maturity | 2003-06-16\nOwnership limit | 0.2%\nBlocked when | Owned exceeded\n", "risk-neutral", "-15%", "Policy | Side | Convert", "Policy | Side | Convert | Decide every",
		"Holder | Optimal", "Holder | Optimal | 3", "Holder | Never", "Holder | Never |")
	s := &report.Simulated[0]
	closes := make([]int64, len(s.Resolved.Days))
	converted := 0
	for k := range 40 {
		newPaths(s.Simulation, s.Resolved).path(k, closes)
		want := ""
		for _, o := range []model.Options{{}, {EveryDay: true}, {Fast: true}, {Fast: true, EveryDay: true}} {
			out, err := model.Run(s.Resolved, model.Path{Closes: closes}, o)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, c := range out.Conversions {
				got += fmt.Sprintln(c.Date, c.Units.Round(2), c.Shares)
				converted++
			}
			if want == "" {
				want = got
			}
			if got != want {
				t.Fatalf("path %d, %+v: %s, else %s", k+1, o, got, want)
			}
		}
	}
	if converted < 40 {
		t.Errorf("%d conversions in all", converted)
	}
}

// optimalCaseText is a note for six weeks on a share that grows by less than the discount rate, so that converting early pays,
// with a scenario for each process.
func optimalCaseText(t *testing.T) string {
	t.Helper()
	text := strings.NewReplacer("TERMS", "Maturity | 2003-02-14\n", "EVENTS", "", "2003-06-30", "2003-02-18", "risk-neutral", "-40%").Replace(convertibleText)
	return strings.NewReplacer("2002-12-02..2002-12-31 | 7.00\n", jumpyHistory(t, text), "Scenario | Price path | Holder policy\n", "Scenario | Price path | Holder policy | Simulation: Process\n",
		"Optimal | Monte Carlo | Best\nNever | Monte Carlo | Never\n", `Brownian | Monte Carlo | Best |
Jumps | Monte Carlo | Best | Merton
Moving variance | Monte Carlo | Best | Heston
History again | Monte Carlo | Best | Bootstrap
`, "Volatility | 40%\n", "Volatility | 40%\n"+processFields).Replace(text)
}

// Any workers and blocks give the same rule and the same figures under it, whether outcomes are kept or counted.
func TestWorkersDoNotMatterToOptimalConversion(t *testing.T) {
	cases := casesOf(t, optimalCaseText(t))[:1]
	for _, kept := range []int{mostKept, 200} {
		wantSameFromAll(t, cases, kept)
	}
}

// Other seeds fit another rule, and fewer paths of the run the same.
func TestOptimalRuleDependsOnTheSeedAlone(t *testing.T) {
	run := func(seed uint64, paths, workers int) string {
		text := strings.NewReplacer("TERMS", "", "EVENTS", "", "risk-neutral", "-20%", "2003-06-30", "2003-02-28").Replace(convertibleText)
		done, total := 0, 0
		report, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{"Optimal"}, Seed: seed, Paths: paths, Workers: workers,
			Progress: func(d, n int) { done, total = d, n }})
		if err != nil {
			t.Fatal(err)
		}
		if done != total || total != paths+2*mostFittingPaths {
			t.Errorf("progress ends at %d of %d", done, total)
		}
		return fmt.Sprint(report.Simulated[0].Optimal)
	}
	want := run(5, 50, 1)
	if run(5, 60, 3) != want || run(6, 50, 1) == want {
		t.Error("the rule depends on workers or paths, or does not depend on the seed")
	}
}

// A sensitivity analysis fits a rule at every point, and its base is the scenario's own figure.
func TestOptimalInASensitivity(t *testing.T) {
	report := convertible(t, "2003-06-30", "2003-02-28", "risk-neutral", "-20%", "== Simulation ==",
		"== Sensitivity ==\nKind | Scenario | Metric | Input | Low | Base | High\nTornado | Optimal | value to holders | Bond: Conversion price | 6 | | 8\nTornado | Optimal | value to holders | Policy Best: Convert | Optimal; Never | |\n\n== Simulation ==")
	s := report.Sensitivity[0]
	if !s.BaseOK || len(s.Bars) != 2 || s.Bars[0].AtLow.Equal(s.Base) && s.Bars[0].AtHigh.Equal(s.Base) {
		t.Errorf("%+v", s)
	}
}
