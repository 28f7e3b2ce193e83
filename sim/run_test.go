package sim

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
	"scenarios/model/casetext"
)

const twoScenarios = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-03-31
Market | NNM
Authorized common | 100000000
Cash balance | 1000000

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

== Price History ==
Date | Close
2002-12-02..2002-12-16 | 2.40

== Price Paths ==
Date | Rise
2002-12-17..2003-03-31 | 9.00

== Scenarios ==
Scenario | Price path | Series A: Conversion price
Rise | Rise |
Slow decline | -50% over 3 months | 6.50
`

func parsed(t testing.TB, text string) *model.Inputs {
	t.Helper()
	in, _, err := casetext.Parse("case.txt", text)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// The first piece of work that fails is told, however many workers there are, and nothing that comes before it is left out.
func TestSharedStepsTellTheFirstError(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		done, reached := make([]bool, 40), 0
		err := shareSteps(context.Background(), workers, len(done), func() { reached++ }, func(i int) error {
			if i >= 11 && i%3 == 0 {
				return fmt.Errorf("piece %d", i)
			}
			done[i] = true
			return nil
		})
		if err == nil || err.Error() != "piece 12" || slices.Contains(done[:12], false) || reached < 12 {
			t.Errorf("%d workers: %v, %v, %d steps", workers, err, done[:12], reached)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := shareSteps(ctx, 2, 3, func() {}, func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRunFillsTheReport(t *testing.T) {
	in := parsed(t, twoScenarios)
	var progress []int
	report, err := Run(context.Background(), in, Options{Version: "1.2.3", Progress: func(done, total int) { progress = append(progress, done, total) }})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Scenarios) != 2 || report.Scenarios[1].Outcome == nil || !report.Green() || len(report.Checks) == 0 {
		t.Errorf("%d scenarios, green %v, %d checks", len(report.Scenarios), report.Green(), len(report.Checks))
	}
	if got := report.Scenarios[0].Path.Closes[0]; got != 9_000_000 {
		t.Errorf("the named path begins at %d", got)
	}
	if got := closeOn(t, report.Scenarios[1].Resolved, report.Scenarios[1].Path, "2003-03-17"); !got.Equal(dec("1.2")) {
		t.Errorf("the shape reaches %s on 2003-03-17", got)
	}
	if base, own := report.Base.Instruments[0].ConversionPrice, report.Scenarios[1].Resolved.Instruments[0].ConversionPrice; !base.Equal(dec("7")) || !own.Equal(dec("6.5")) {
		t.Errorf("conversion price %s in the base case, %s under the scenario's override", base, own)
	}
	if len(progress) != 4 || progress[0] != 1 || progress[2] != 2 || progress[3] != 2 {
		t.Errorf("progress %v, want 1 of 2 and 2 of 2", progress)
	}
	if report.Version != "1.2.3" || report.RunDate != isoDay(t, "2002-12-17") || len(report.InputsSHA256) != 64 || len(report.Files) != 1 {
		t.Errorf("stamp %s, %s, %s, %d files", report.Version, report.RunDate, report.InputsSHA256, len(report.Files))
	}
}

func TestRunNamedScenarios(t *testing.T) {
	report, err := Run(context.Background(), parsed(t, twoScenarios), Options{Scenarios: []string{" slow DECLINE"}})
	if err != nil || len(report.Scenarios) != 1 || report.Scenarios[0].Scenario.Name != "Slow decline" {
		t.Errorf("%v, %+v", err, report)
	}
	_, err = Run(context.Background(), parsed(t, twoScenarios), Options{Scenarios: []string{"Rize", "Weather"}})
	var issues model.Issues
	if !errors.As(err, &issues) || len(issues) != 2 || !strings.Contains(issues[0].Error(), "Did you mean 'Rise'?") || !strings.Contains(issues[1].Error(), "--scenario: found 'Weather'") {
		t.Errorf("%v, want both names refused", err)
	}
}

func TestRunAppliesEdits(t *testing.T) {
	plain, err := Run(context.Background(), parsed(t, twoScenarios), Options{})
	if err != nil {
		t.Fatal(err)
	}
	edit, err := model.ParseEdit("Series A: Conversion price=5.00")
	if err != nil {
		t.Fatal(err)
	}
	edited, err := Run(context.Background(), parsed(t, twoScenarios), Options{Set: []model.Edit{edit}})
	if err != nil {
		t.Fatal(err)
	}
	if got := edited.Base.Instruments[0].ConversionPrice; !got.Equal(dec("5")) || edited.InputsSHA256 == plain.InputsSHA256 {
		t.Errorf("conversion price %s; the hash changed: %v", got, edited.InputsSHA256 != plain.InputsSHA256)
	}
	wantCheck(t, edited.Checks, false, "Series A: Conversion price", "'5.00'")
	edit.Target = "Series B: Conversion price"
	if _, err := Run(context.Background(), parsed(t, twoScenarios), Options{Set: []model.Edit{edit}}); err == nil {
		t.Error("an edit of an unknown instrument was accepted")
	}
}

// Every problem of every scenario is told at once, and one that the scenarios share only once.
func TestRunTellsEveryIssueOnce(t *testing.T) {
	text := strings.NewReplacer("Authorized common | 100000000", "Authorized common | many", "-50% over 3 months", "-50% over Easter").Replace(twoScenarios)
	ran := false
	_, err := Run(context.Background(), parsed(t, text), Options{Scenarios: []string{"Slow declin"}, Progress: func(int, int) { ran = true }})
	var issues model.Issues
	if !errors.As(err, &issues) {
		t.Fatalf("%v is no list of issues", err)
	}
	for want, times := range map[string]int{"'many'": 1, "Did you mean 'Slow decline'?": 1} {
		if got := strings.Count(issues.Error(), want); got != times {
			t.Errorf("%q is told %d times, want %d:\n%v", want, got, times, issues)
		}
	}
	if ran {
		t.Error("a scenario was run though the inputs are invalid")
	}
	_, err = Run(context.Background(), parsed(t, strings.ReplaceAll(twoScenarios, "-50% over 3 months", "-50% over Easter")), Options{})
	if err == nil || !strings.Contains(err.Error(), "cell B3") || !strings.Contains(err.Error(), "Mend '-50% over Easter'") {
		t.Errorf("a shape that can't be read: %v", err)
	}
}

func TestRunStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	done := 0
	_, err := Run(ctx, parsed(t, twoScenarios), Options{Workers: 1, Progress: func(int, int) { done++; cancel() }})
	if !errors.Is(err, context.Canceled) || done != 1 {
		t.Errorf("%v after %d scenarios, want a cancellation after the first", err, done)
	}
}

// The figures of every case of the rules tie out.
func TestCasesTieOut(t *testing.T) {
	files, err := filepath.Glob("../model/testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		report, err := Run(context.Background(), parsed(t, string(text)), Options{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		for _, c := range report.Checks {
			if c.Kind == CheckError && !c.OK {
				t.Errorf("%s: %s: %s", filepath.Base(file), c.Name, c.Detail)
			}
		}
	}
}
