package main

import (
	"strings"
	"testing"

	_ "scenarios/model/longtest" // go test ./... -args -long reaches every package
)

func TestMedian(t *testing.T) {
	s := samples{}
	if _, ok := s.median("x"); ok {
		t.Error("a median of nothing")
	}
	for i, want := range []float64{9, 5, 4, 4.5} {
		s.add("x", []float64{9, 1, 4, 5}[i])
		if got, ok := s.median("x"); !ok || got != want {
			t.Errorf("median of %v is %v, want %v", s["x"], got, want)
		}
	}
}

func TestParseBenchmarks(t *testing.T) {
	names, found := parseBenchmarks("goos: linux\nBenchmarkW1/workers=2-2   \t 100000\t  6248 ns/op\t 0.4072 share\nBenchmarkOdd \t 1 \t 3 ns/op\nPASS\n")
	if strings.Join(names, " ") != "W1/workers=2 Odd" || found["W1/workers=2"]["share"] != 0.4072 || found["W1/workers=2"]["ns/op"] != 6248 || found["Odd"]["ns/op"] != 3 {
		t.Errorf("%v: %v", names, found)
	}
}

// A program counts only if it found what the task's answers are.
func TestResults(t *testing.T) {
	const line = "version=numpy-1.24.2 paths=20000 seconds=0.428554 price=5.870003 share=0.406250 day=286.2023\n"
	r, err := parseResult("something before it\n" + line)
	if err != nil || r.version != "numpy-1.24.2" || r.paths != 20000 || r.day != 286.2023 {
		t.Fatal(r, err)
	}
	if err := r.check(); err != nil {
		t.Error(err)
	}
	for name, wrong := range map[string]string{
		"price": strings.Replace(line, "5.870003", "5.91", 1),
		"share": strings.Replace(line, "0.406250", "0.43", 1),
		"day":   strings.Replace(line, "286.2023", "266.3", 1), // counted to the first of the twenty closes
		"nan":   strings.Replace(line, "5.870003", "NaN", 1),
		"time":  strings.Replace(line, "0.428554", "0", 1),
	} {
		r, err := parseResult(wrong)
		if err != nil {
			t.Fatal(name, err)
		}
		if r.check() == nil {
			t.Errorf("wrong %s passes", name)
		}
	}
	if _, err := parseResult("Traceback\n"); err == nil {
		t.Error("a line that is no result passes")
	}
}

func TestTargets(t *testing.T) {
	generation := targets[0]
	for _, c := range []struct {
		ours    float64
		words   string
		verdict string
	}{{5, "2.4 times faster", "met"}, {6, "2.0 times faster", "**missed**"}} {
		figures := samples{"NaiveGeneration ns/path-day": {12}, ourGeneration: {c.ours}}
		if words, verdict := generation.judge(figures); words != c.words || verdict != c.verdict {
			t.Errorf("%g ns: %s, %s", c.ours, words, verdict)
		}
	}
	for _, target := range targets {
		if words, verdict := target.judge(samples{}); !strings.HasPrefix(words, "not measured") || verdict != "" {
			t.Errorf("%s without a figure: %s %s", target.work, words, verdict)
		}
	}
}

func TestWithTables(t *testing.T) {
	page := "# Speed\n" + tablesBegin + "old\n" + tablesEnd + "after\n"
	got, err := withTables(page, "new\n")
	if want := strings.Replace(page, "old", "new", 1); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := withTables("# Speed\n", "new\n"); err == nil {
		t.Error("a page without marks passes")
	}
}

func TestBusyness(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		busy          bool
	}{{0.1, 1.6, false}, {3, 1.6, true}, {0.1, 5.5, true}} {
		if got := strings.Contains(busyness(c.before, c.after), "busy"); got != c.busy {
			t.Errorf("loads %g and %g: busy %v", c.before, c.after, got)
		}
	}
}
