package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scenarios/model"
	"scenarios/model/casetext"
	"scenarios/sim"
)

func TestRunDate(t *testing.T) {
	tests := []struct {
		epoch string
		want  model.Date
		fails bool
	}{
		{"", model.NoDate, false},
		{"0", day("1970-01-01"), false},
		{"1040083200", day("2002-12-17"), false},
		{"1040169599", day("2002-12-17"), false},
		{"yesterday", model.NoDate, true},
	}
	for _, test := range tests {
		got, err := runDate(test.epoch)
		if got != test.want || (err != nil) != test.fails {
			t.Errorf("SOURCE_DATE_EPOCH=%q gives %v, %v", test.epoch, got, err)
		}
	}
}

func TestAnInputIsNeverTheOutput(t *testing.T) {
	folder := t.TempDir()
	input := filepath.Join(folder, "deal.xlsx")
	if err := os.WriteFile(input, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link.xlsx")
	if err := os.Symlink(input, link); err != nil {
		t.Skip("no symbolic links here")
	}
	tests := []struct {
		name string
		o    runOptions
	}{
		{"the same name", runOptions{Output: input}},
		{"another way to write it", runOptions{Output: filepath.Join(folder, "x", "..", "deal.xlsx")}},
		{"a link to it", runOptions{Output: link}},
		{"the JSON", runOptions{JSON: input}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.o.Files = []string{input}
			if err := test.o.validateTargets(); err == nil || !strings.Contains(err.Error(), "is an input") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSummaryOfARun(t *testing.T) {
	got := runOptions{Output: "result.xlsx"}.summary(handMadeReport())
	want := strings.Join([]string{
		"Scenario         New shares  Dilution  Lowest conversion price  Largest cash call (USD)",
		"Slow decline      3,439,283     16.7%                   6.8123               18,865,000",
		"Nothing happens           0      0.0%                   0.0000                        0",
		"Simulated   Paths  New shares (mean)  Dilution (mean)  Dilution (p95)  Lowest conversion price (p5)  Largest cash call (p95, USD)",
		"Simulated  10,000                  0            16.7%           45.0%                        0.0000                             0",
		"Checks: all 1 green, 1 alert to read on Checks",
		"Open result.xlsx", ""}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if quiet := (runOptions{Output: "result.xlsx", Quiet: true}).summary(handMadeReport()); quiet != "" {
		t.Errorf("a quiet run printed %q", quiet)
	}
}

func TestRedChecks(t *testing.T) {
	report := handMadeReport()
	if err := redChecks(report); err != nil {
		t.Errorf("an alert is not an error: %v", err)
	}
	report.Checks = append(report.Checks, sim.Check{Name: "Cap table", Kind: sim.CheckError, Detail: "off by 1"})
	var stderr bytes.Buffer
	if code := conclude(&stderr, redChecks(report)); code != exitFailed || !strings.Contains(stderr.String(), "Red check: Cap table: off by 1") {
		t.Errorf("exit code %d, printed %q", code, stderr.String())
	}
	if got := (runOptions{JSON: "-"}).summary(report); !strings.Contains(got, "Checks: RED") {
		t.Errorf("the summary says %q", got)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", -100: "-100"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestSummaryStandsFirstAndInFront(t *testing.T) {
	in, _, err := casetext.Parse("case", smallDeal)
	if err != nil {
		t.Fatal(err)
	}
	report, err := sim.Run(t.Context(), in, sim.Options{Version: programVersion})
	if err != nil {
		t.Fatal(err)
	}
	book := resultBook(in, report)
	var names []string
	for _, sheet := range book.Sheets {
		names = append(names, sheet.Name)
	}
	want := []string{"Summary", "Company", "Cap Table", "Instruments", "Scenarios",
		"Dilution", "Redemption Exposure", "Conversions", "Price Adjustments", "Exchange Cap", "Interest", "Checks"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if book.Active != "Summary" || book.Created != day("2002-12-17") {
		t.Errorf("opens on %q, dated %s", book.Active, book.Created)
	}
}
