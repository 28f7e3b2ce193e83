package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"scenarios/sim"
)

// summary is the few lines that end a run on standard error: a line per scenario, the master check, and what to open.
func (o runOptions) summary(report *sim.Report) string {
	if o.Quiet {
		return ""
	}
	var b strings.Builder
	b.WriteString(scenarioTable(report))
	b.WriteString(simulatedTable(report))
	b.WriteString(masterCheck(report))
	switch {
	case o.Output != "":
		fmt.Fprintf(&b, "Open %s\n", o.Output)
	case o.JSON != standardOutput:
		fmt.Fprintf(&b, "Wrote %s\n", o.JSON)
	}
	return b.String()
}

// scenarioTable is a line per scenario under a header, nothing without one.
func scenarioTable(report *sim.Report) string {
	if len(report.Scenarios) == 0 {
		return ""
	}
	rows := [][]string{{"Scenario", "New shares", "Dilution", "Lowest conversion price", "Largest cash call (" + report.Base.Company.Currency + ")"}}
	for _, s := range report.Scenarios {
		t := s.Outcome.Totals
		rows = append(rows, []string{s.Scenario.Name, grouped(t.NewShares), t.Dilution.Shift(2).StringFixed(1) + "%",
			t.LowestConversionPrice.StringFixed(4), grouped(t.PeakExposure.Round(0).IntPart())})
	}
	return aligned(rows)
}

// simulatedTable is a line per simulated scenario under a header, nothing without one: means, and the percentiles beyond which
// lies the worst twentieth.
func simulatedTable(report *sim.Report) string {
	if len(report.Simulated) == 0 {
		return ""
	}
	rows := [][]string{{"Simulated", "Paths", "New shares (mean)", "Dilution (mean)", "Dilution (p95)", "Lowest conversion price (p5)",
		"Largest cash call (p95, " + report.Base.Company.Currency + ")"}}
	for _, s := range report.Simulated {
		shares, dilution := s.Metric("new shares"), s.Metric("dilution")
		rows = append(rows, []string{s.Scenario.Name, grouped(int64(s.Paths)), grouped(int64(math.Round(shares.Mean))),
			fmt.Sprintf("%.1f%%", 100*dilution.Mean), fmt.Sprintf("%.1f%%", 100*dilution.P95),
			fmt.Sprintf("%.4f", s.Metric("lowest conversion price").P5), grouped(int64(math.Round(s.Metric("peak exposure").P95)))})
	}
	return aligned(rows)
}

// aligned sets the first column to the left and the figures to the right.
func aligned(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			fmt.Fprintf(&b, "  %*s", widths[i+1], cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func masterCheck(report *sim.Report) string {
	ties, alerts := 0, 0
	for _, check := range report.Checks {
		switch {
		case check.Kind == sim.CheckError:
			ties++
		case check.Kind == sim.CheckAlert && !check.OK:
			alerts++
		}
	}
	if report.Green() {
		line := fmt.Sprintf("Checks: all %d green", ties)
		if alerts > 0 {
			line += ", " + counted(alerts, "alert", "alerts") + " to read on Checks"
		}
		return line + "\n"
	}
	return "Checks: RED\n"
}

// grouped writes a whole number with commas between thousands.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
