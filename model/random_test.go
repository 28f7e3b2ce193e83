package model_test

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scenarios/model"
	"scenarios/model/casetext"
	"scenarios/model/longtest"
)

var onlyCase = flag.Int("case", 0, "run only the random case of this number, and print it")

// randomCount is how many random cases run.
func randomCount() int { return longtest.Count(300, 2500) }

// mostRefused is the part of the random cases that may be refused or stopped; more would say that the generator no longer
// makes what it is meant to.
const mostRefused = 0.15

// TestRandomCases runs random cases exactly and fast, event-driven and on every day: the four ledgers must be the same.
// It also holds the identities of every run, listed in identities_test.go, against each of them.
func TestRandomCases(t *testing.T) {
	if *onlyCase > 0 {
		text := randomCase(*onlyCase)
		t.Log(text)
		checkRandom(t, *onlyCase, text)
		return
	}
	seen := map[string]int{}
	stopped := 0
	for n := 1; n <= randomCount(); n++ {
		text := randomCase(n)
		out := checkRandom(t, n, text)
		if out == nil {
			stopped++
			continue
		}
		note(seen, text, out)
	}
	t.Logf("%d random cases, of which %d were refused or stopped", randomCount(), stopped)
	for _, what := range slices.Concat(everyRule, everyEvent) {
		t.Logf("%5d with %s", seen[what], what)
	}
	if float64(stopped) > mostRefused*float64(randomCount()) {
		t.Errorf("%d of %d random cases were refused or stopped", stopped, randomCount())
	}
	for _, what := range slices.Concat(everyRule, everyEvent) {
		if seen[what] == 0 {
			t.Errorf("no random case has %s", what)
		}
	}
}

// checkRandom runs one case and returns its outcome, nil where it can't be run. A case that fails is cut down to what the
// failure needs before it is shown.
func checkRandom(t *testing.T, n int, text string) *model.Outcome {
	t.Helper()
	out, bad := runAll(text)
	if bad == "" {
		return out
	}
	small := cutDown(text, func(smaller string) bool {
		_, also := runAll(smaller)
		return also != "" && firstWord(also) == firstWord(bad)
	})
	_, bad = runAll(small)
	t.Errorf("random case %d (-case %d runs it alone): %s\n%s", n, n, bad, withoutPrices(small))
	return out
}

// firstWord is the kind of a failure: what stands before the first colon.
func firstWord(failure string) string {
	kind, _, _ := strings.Cut(failure, ":")
	return kind
}

// runAll runs a case in four ways. The outcome is nil where the resolver refuses the case or the run is stopped by an
// error that all ways share; the text says what is wrong.
func runAll(text string) (*model.Outcome, string) {
	r, path, refused := resolveText(text)
	if refused != "" {
		return nil, ""
	}
	return inAllWays(r, path)
}

// inAllWays runs a resolved case in four ways.
func inAllWays(r *model.Resolved, path model.Path) (*model.Outcome, string) {
	ways := []struct {
		name    string
		options model.Options
		compare cmp.Option
	}{
		{"event-driven", model.Options{}, nil},
		{"every day", model.Options{EveryDay: true}, decimals},
		{"fast", model.Options{Fast: true}, near},
		{"fast on every day", model.Options{Fast: true, EveryDay: true}, near},
	}
	var first *model.Outcome
	var stopped error
	for k, way := range ways {
		out, err := safely(r, path, way.options)
		var panicked *panicError
		if errors.As(err, &panicked) {
			return nil, fmt.Sprintf("panic: %s: %v", way.name, err)
		}
		if k == 0 {
			first, stopped = out, err
			continue
		}
		if fmt.Sprint(err) != fmt.Sprint(stopped) {
			return nil, fmt.Sprintf("%s stops otherwise: %v, event-driven: %v", way.name, err, stopped)
		}
		if err != nil {
			continue
		}
		out.ActiveDays = first.ActiveDays
		if diff := cmp.Diff(first, out, way.compare); diff != "" {
			return first, fmt.Sprintf("%s differs: (-event-driven exact, +%s)\n%s", way.name, way.name, diff)
		}
	}
	if stopped != nil {
		return nil, ""
	}
	if broken := brokenIdentity(r, path, first); broken != "" {
		return first, broken
	}
	return first, ""
}

// resolveText reads a case; the text says why it can't be run.
func resolveText(text string) (*model.Resolved, model.Path, string) {
	in, _, err := casetext.Parse("random", text)
	if err != nil {
		return nil, model.Path{}, err.Error()
	}
	scenarios, issues := model.Scenarios(in)
	if len(issues) > 0 {
		return nil, model.Path{}, fmt.Sprint(issues)
	}
	r, issues := model.Resolve(in, scenarios[0])
	if len(issues) > 0 {
		return nil, model.Path{}, fmt.Sprint(issues)
	}
	path, issues := pathOf(in, r, scenarios[0])
	if len(issues) > 0 {
		return nil, model.Path{}, fmt.Sprint(issues)
	}
	return r, path, ""
}

// panicError is a panic of a run.
type panicError struct{ what any }

func (p *panicError) Error() string { return fmt.Sprint(p.what) }

func safely(r *model.Resolved, path model.Path, o model.Options) (out *model.Outcome, err error) {
	defer func() {
		if what := recover(); what != nil {
			err = &panicError{what}
		}
	}()
	return model.Run(r, path, o)
}

// cutDown takes away lines of a case, and then terms, for as long as it fails in the same way.
func cutDown(text string, fails func(string) bool) string {
	for again := true; again; {
		again = false
		lines := strings.Split(text, "\n")
		for i := len(lines) - 1; i >= 0; i-- {
			if !mayGo(lines[i]) {
				continue
			}
			without := append(append([]string{}, lines[:i]...), lines[i+1:]...)
			if smaller := strings.Join(without, "\n"); fails(smaller) {
				lines, text, again = without, smaller, true
			}
		}
	}
	return text
}

// mayGo keeps closes, headers and section lines.
func mayGo(line string) bool {
	first, rest, several := strings.Cut(line, " | ")
	_, notDate := model.ParseDate(first)
	price := notDate == nil && several && !strings.Contains(rest, "|")
	return several && !price && first != "Date" && first != "Term" && first != "Holder" && first != "Policy" && first != "Scenario"
}

// withoutPrices leaves the closes out, which the case number brings back.
func withoutPrices(text string) string {
	sections := strings.Split(text, "\n== ")
	return strings.Join(slices.DeleteFunc(sections, func(s string) bool { return strings.HasPrefix(s, "Price") }), "\n== ")
}
