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

// processesCaseText is the simulated case with a history of a year and more in which prices jump, and a scenario for each process.
func processesCaseText(t *testing.T) string {
	t.Helper()
	scenarios := `Scenario | Price path | Holder policy | Simulation: Process | Simulation: Volatility
Brownian | Monte Carlo | Seller | |
Jumps | Monte Carlo | Seller | Merton | from history
Moving variance | Monte Carlo | Seller | Heston |
History again | Monte Carlo | Seller | Bootstrap | from history
`
	return strings.NewReplacer("2002-12-02..2002-12-16 | 7.20\n", jumpyHistory(t, simulatedCaseText),
		simulatedCaseText[strings.Index(simulatedCaseText, "Scenario | Price path"):strings.Index(simulatedCaseText, "\n== Policies")], scenarios,
		"Volatility | 60%\n", "Volatility | 60%\n"+processFields).Replace(simulatedCaseText)
}

// processFields are what the processes take besides a volatility, some of it from history.
const processFields = `Jumps per year | from history
Jump mean | from history
Jump deviation | from history
Variance speed | 4
Long variance | 0.25
Variance volatility | 0.8
Correlation | -0.5
`

// jumpyHistory is a year and more of Price History before the valuation date of a case.
func jumpyHistory(t *testing.T, text string) string {
	t.Helper()
	first, issues := model.Resolve(parsed(t, text), model.Scenario{Path: "flat", AllEvents: true})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	s := processOf(model.ProcessMerton)
	s.StartMicros, s.TickMicros = 7_200_000, 100
	valuation := first.Company.Valuation
	days := first.Calendars.TradingDays(valuation-500, valuation-1)
	closes := make([]int64, len(days))
	newMerton(s, len(days), noSplits).path(8, closes)
	var history strings.Builder
	for i, day := range days {
		fmt.Fprintf(&history, "%s | %.4f\n", day, float64(closes[i])/1e6)
	}
	return history.String()
}

// A run with every process: the expected price is the drift's in each, what was left to history is the fit's, and every process
// is compared on the same returns.
func TestRunWithEveryProcess(t *testing.T) {
	report, err := Run(context.Background(), parsed(t, processesCaseText(t)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Simulated) != 4 || !report.Green() {
		t.Fatalf("%d simulated, %+v", len(report.Simulated), report.Checks)
	}
	for i, s := range report.Simulated {
		name := processNames[i]
		price, start := s.Metric("final price"), float64(s.Simulation.StartMicros)/1e6
		want := start / 2 * math.Exp(0.04*float64(len(s.Resolved.Days))/252)
		if z := (price.Mean - want) / price.StandardError; !(math.Abs(z) <= 4) {
			t.Errorf("%s: mean final price %v +- %v, want %v", name, price.Mean, price.StandardError, want)
		}
		if s.Simulation.Process != name || len(s.Fit.Processes) != 4 || s.Fit.Returns != len(s.Resolved.Past)-1 || len(s.Mismatches) > 0 {
			t.Fatalf("%s: %+v, %+v", name, s.Simulation, s.Fit)
		}
		for k, fit := range s.Fit.Processes {
			if fit.Process != processNames[k] || fit.Chosen != (k == i) {
				t.Errorf("%s: fit %d is of %s, chosen %v", name, k, fit.Process, fit.Chosen)
			}
		}
	}
	fit, drawn := report.Simulated[1].Fit.Processes[1], report.Simulated[1].Simulation
	for _, field := range []string{"Volatility", "Jumps per year", "Jump mean", "Jump deviation"} {
		value, ok := fit.parameter(field)
		if got := *drawn.Parameter(field); !ok || got != value || got == 0 {
			t.Errorf("%s is %v, the fit says %v", field, got, value)
		}
	}
	for _, c := range report.Checks {
		if strings.Contains(c.Detail, "is not used by") {
			t.Errorf("every field has a scenario that uses it, but Checks says: %s", c.Detail)
		}
	}
	alone, err := Run(context.Background(), parsed(t, processesCaseText(t)), Options{Scenarios: []string{"Jumps"}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Correlation belongs to the process Heston and is not used by Merton"
	if !slices.ContainsFunc(alone.Checks, func(c Check) bool { return strings.Contains(c.Detail, want) }) {
		t.Errorf("no line of Checks says that %s", want)
	}
}

// Neither workers nor blocks matter to any process, whether outcomes are kept or counted.
func TestWorkersDoNotMatterToProcesses(t *testing.T) {
	cases := casesOf(t, processesCaseText(t))
	for i := range cases {
		cases[i].Resolved.Simulation.Paths = 300
	}
	for _, kept := range []int{mostKept, 200} {
		wantSameFromAll(t, cases, kept)
	}
}

// A history that a process can't be fitted to is refused at the cells that ask for it.
func TestNothingToFit(t *testing.T) {
	text := strings.Replace(simulatedCaseText, "Volatility | 60%\n", "Volatility | from history\nProcess | Merton\nJumps per year | 4\nJump mean | from history\nJump deviation | 0.1\n", 1)
	_, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{"Simulated"}})
	issues, ok := err.(model.Issues)
	if !ok || len(issues) != 2 || issues[0].Code != "nothing-to-fit" || issues[0].At.Cell != "B5" || issues[1].At.Cell != "B8" || !strings.Contains(issues[1].Found, "Jump mean") {
		t.Errorf("%v", err)
	}
}
