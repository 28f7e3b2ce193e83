package xlsx

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// checkKind is one of the three kinds of check that are kept apart everywhere: what it is called when it is in order, when
// it is not, and how the header counts it.
type checkKind struct {
	kind        sim.CheckKind
	good, bad   string // words of the status column; the counts look for bad
	counted     string // in the header: "Errors: 0"
	alarm       Style  // of a count above zero
	heading     string
	meaning     string // of a count above zero
	nothingHere string
}

// checkKinds are in the order of the header: errors, departures from the base case, alerts.
var checkKinds = []checkKind{
	{sim.CheckError, "ties", "ERROR", "Errors", StyleBad, "Errors", "Something does not tie: do not use the figures.", "No reconciliation was reported."},
	{sim.CheckSensitivity, "base case", "NOT BASE CASE", "Not base", StyleAlert, "Departures from the base case", "An input was changed for this run.", "Every input is as the workbooks have it."},
	{sim.CheckAlert, "clear", "ALERT", "Alerts", StyleAlert, "Alerts", "The figures tie; what they say needs attention.", "Nothing needs attention."},
}

func (k checkKind) signal(n int) string { return k.counted + ": " + strconv.Itoa(n) }

func (k checkKind) style(n int) Style {
	if n > 0 {
		return k.alarm
	}
	return StyleGood
}

// colours makes the count of a kind in a cell change colour with the count.
func (k checkKind) colours(column, row int) StatusRange {
	return StatusRange{Range: at(column, row), Good: k.signal(0), Alarm: k.alarm}
}

func (k checkKind) status(ok bool) Cell {
	if ok {
		return Cell{Kind: TextCell, Text: k.good, Style: StyleGood}
	}
	return Cell{Kind: TextCell, Text: k.bad, Style: k.alarm}
}

// Where the counts stand on Checks: the headers of all sheets refer to them.
const (
	signalColumnOnChecks = 3
	firstSignalRow       = headerRows + 3
)

// Columns of the tables on Checks.
const (
	chkStatus = iota + 1
	chkScenario
	chkOutstanding
	chkCertificates
	chkCalls
)

// countChecks counts, by kind, the checks that are not in order.
func countChecks(r *sim.Report) []int {
	counts := make([]int, len(checkKinds))
	for i, kind := range checkKinds {
		for _, c := range r.Checks {
			if c.Kind == kind.kind && !c.OK {
				counts[i]++
			}
		}
	}
	for _, s := range r.Scenarios {
		if !workbookTies(s) {
			counts[0]++
		}
	}
	return counts
}

func checksSheet(r *sim.Report, dilution dilutionLayout, exposure exposureLayout, adjustments adjustmentsLayout) Sheet {
	p := newPage(checksName, CheckGroup)
	p.widest = 62
	head(p, r, "checks", "Three kinds are kept apart: errors (something does not tie), departures from the base case, and alerts.")
	statusRows, tieRows := checkPlan(p, r)
	countBlock(p, r, statusRows, tieRows)
	for _, kind := range checkKinds {
		checkBlock(p, r, kind)
	}
	tieBlock(p, r, dilution, exposure, adjustments)
	readingBlock(p, r)
	listBlock(p, "Clauses not modelled", "Clause", checksOf(r, sim.CheckNotModelled), "Every clause with an economic effect is modelled.")
	listBlock(p, "Notes on the inputs", "About", inputNotes(r), "There is nothing to note.")
	provenanceBlock(p, r)
	return p.finish()
}

// checkPlan says where the status columns of the three kinds and of the live ties will stand, because the counts above
// refer to them. An empty kind has one row that says so.
func checkPlan(p *page, r *sim.Report) (statusRows []rowRange, tieRows rowRange) {
	const sectionRows, tableHeader = 2, 1
	row := len(p.Rows) + sectionRows + len(checkKinds) + 1
	for _, kind := range checkKinds {
		row += sectionRows + tableHeader
		rows := max(1, len(checksOf(r, kind.kind)))
		statusRows = append(statusRows, rowRange{row, row + rows - 1})
		row += rows
	}
	row += sectionRows + tableHeader
	return statusRows, rowRange{row, row + max(1, len(r.Scenarios)) - 1}
}

func checksOf(r *sim.Report, kind sim.CheckKind) []sim.Check {
	var checks []sim.Check
	for _, c := range r.Checks {
		if c.Kind == kind {
			checks = append(checks, c)
		}
	}
	return checks
}

func countBlock(p *page, r *sim.Report, statusRows []rowRange, tieRows rowRange) {
	p.section("Counts")
	counts := countChecks(r)
	for i, kind := range checkKinds {
		row := p.next()
		relation := countIf(statusRows[i], kind.bad)
		if kind.kind == sim.CheckError {
			relation += "+" + countIf(tieRows, kind.bad)
		}
		signal := formulaOf(`"`+kind.counted+`: "&`+at(2, row), kind.signal(counts[i]))
		signal.Style = kind.style(counts[i])
		p.Status = append(p.Status, kind.colours(signalColumnOnChecks, row))
		p.run(3, label(kind.counted), formula(relation, decimal.NewFromInt(int64(counts[i])), FormatCount), signal, words("Above 0: "+kind.meaning))
	}
}

func countIf(rows rowRange, word string) string {
	return "COUNTIF(" + lock(chkStatus, rows.First) + ":" + lock(chkStatus, rows.Last) + `,"` + word + `")`
}

func checkBlock(p *page, r *sim.Report, kind checkKind) {
	p.section(kind.heading)
	p.table("Status", "Check", "Detail")
	checks := checksOf(r, kind.kind)
	// What is wrong comes first.
	slices.SortStableFunc(checks, func(a, b sim.Check) int { return failuresFirst(a.OK) - failuresFirst(b.OK) })
	for _, c := range checks {
		p.add(kind.status(c.OK), prose(c.Name), prose(c.Detail))
	}
	if len(checks) == 0 {
		p.line(StylePlain, kind.nothingHere)
	}
}

func failuresFirst(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// tieBlock compares, live, figures that reach the workbook by different ways.
func tieBlock(p *page, r *sim.Report, dilution dilutionLayout, exposure exposureLayout, adjustments adjustmentsLayout) {
	p.section("Ties within this workbook: each difference must be zero")
	p.table("Status", "Scenario", "Common after, by holder, less outstanding on the last day (shares)",
		"Certificates less their formulas, sum (per share)", "Month-end calls above the largest call ("+r.Base.Company.Currency+")")
	first := p.next()
	for i, s := range r.Scenarios {
		p.add(tieRow(s, i, p.next(), dilution, exposure, adjustments)...)
	}
	if last := len(p.Rows); last >= first {
		p.Status = append(p.Status, StatusRange{Range: down(chkStatus, first, last), Good: checkKinds[0].good, Alarm: checkKinds[0].alarm})
	}
	if len(r.Scenarios) == 0 {
		p.line(StylePlain, "No scenario was run along one price path.")
	}
}

func tieRow(s sim.ScenarioResult, i, row int, dilution dilutionLayout, exposure exposureLayout, adjustments adjustmentsLayout) []Cell {
	outstanding, calls := outstandingDifference(s), callsAbovePeak(s)
	cells := []Cell{
		formulaOf("IF("+at(chkOutstanding, row)+"^2+"+at(chkCertificates, row)+"^2+"+at(chkCalls, row)+`^2=0,"ties","ERROR")`, "ties"),
		text(s.Scenario.Name), count(0), figure(decimal.Zero, FormatPrecise), figure(decimal.Zero, FormatMoney),
	}
	cells[0].Style = StyleGood
	if !workbookTies(s) {
		cells[0].Text, cells[0].Style = "ERROR", StyleBad
	}
	if last := dilution.lastDay[i]; last > 0 {
		cells[chkOutstanding-1] = formula(on(dilutionName, dilAfter, dilution.totalRow[i])+"-"+on(dilutionName, seriesColumn(i), last),
			decimal.NewFromInt(outstanding), FormatCount)
	}
	if rows := adjustments.rows[i]; !rows.empty() {
		cells[chkCertificates-1] = formula("SUMSQ("+onRange(adjustmentsName, adjDifference, rows.First, adjDifference, rows.Last)+")",
			decimal.Zero, FormatPrecise)
	}
	if rows := exposure.monthEnds[i]; !rows.empty() {
		most := "MAX(" + onRange(exposureName, endCalled, rows.First, endCalled, rows.Last) + ")"
		cells[chkCalls-1] = formula("MAX(0,ROUND("+most+"-"+on(exposureName, peakCalled, exposure.peakRow[i])+",2))", calls, FormatMoney)
	}
	return cells
}

// workbookTies reports whether the live ties of a scenario hold. Certificates are tied by the engine's own checks, so their
// cached difference is zero; the formula shows it if a figure in the file is changed.
func workbookTies(s sim.ScenarioResult) bool {
	return outstandingDifference(s) == 0 && callsAbovePeak(s).IsZero()
}

func outstandingDifference(s sim.ScenarioResult) int64 {
	series := s.Outcome.Series
	if len(series) == 0 {
		return 0
	}
	return s.Outcome.Totals.CommonAfter - series[len(series)-1].Outstanding
}

func callsAbovePeak(s sim.ScenarioResult) decimal.Decimal {
	above := decimal.Zero
	for _, e := range s.Outcome.Series {
		above = decimal.Max(above, e.Triggered.Add(e.Due).Sub(s.Outcome.Totals.PeakExposure))
	}
	return above.Round(2)
}

// readingBlock lists how open texts were read: the base case, and each scenario that reads one differently.
func readingBlock(p *page, r *sim.Report) {
	p.section("Readings used where the contract's text is open")
	p.table("Scenario", "Reading", "Value used", "Instrument", "Clause", "Chosen by", "Alternatives")
	base := map[[2]string]string{}
	for _, reading := range r.Base.Readings {
		base[[2]string{reading.Instrument, reading.Term}] = reading.Value
		p.add(readingRow("Base case", reading)...)
	}
	differing := func(scenario string, resolved *model.Resolved) {
		for _, reading := range resolved.Readings {
			if base[[2]string{reading.Instrument, reading.Term}] != reading.Value {
				p.add(readingRow(scenario, reading)...)
			}
		}
	}
	for _, s := range r.Scenarios {
		differing(s.Scenario.Name, s.Resolved)
	}
	for _, s := range r.Simulated {
		differing(s.Scenario.Name, s.Resolved)
	}
	if len(r.Base.Readings) == 0 {
		p.line(StylePlain, "No clause of these instruments has an open text.")
	}
}

func readingRow(scenario string, reading model.ReadingUsed) []Cell {
	chosen := "default"
	if reading.Chosen {
		chosen = "workbook"
		if place := reading.At.String(); place != "" {
			chosen += ": " + place
		}
	}
	return []Cell{text(scenario), text(reading.Term), text(reading.Value), text(reading.Instrument), text(reading.Clause),
		text(chosen), prose(strings.Join(reading.Alternatives, "; "))}
}

// inputNotes are the lines that inform about the inputs, each once, without those on readings, which have a table of their
// own.
func inputNotes(r *sim.Report) []sim.Check {
	read, said := map[string]bool{}, map[string]bool{}
	for _, resolved := range everyCase(r) {
		for _, reading := range resolved.Readings {
			read[reading.Instrument+": "+reading.Term] = true
		}
	}
	return slices.DeleteFunc(checksOf(r, sim.CheckReading), func(c sim.Check) bool {
		again := said[c.Detail]
		said[c.Detail] = true
		return read[c.Name] || again
	})
}

// everyCase are the base case and those of the scenarios of both kinds.
func everyCase(r *sim.Report) []*model.Resolved {
	cases := []*model.Resolved{r.Base}
	for _, s := range r.Scenarios {
		cases = append(cases, s.Resolved)
	}
	for _, s := range r.Simulated {
		cases = append(cases, s.Resolved)
	}
	return cases
}

// listBlock lists checks that only inform. Without any, it says so.
func listBlock(p *page, heading, column string, checks []sim.Check, nothing string) {
	p.section(heading)
	p.table(column, "What it says")
	for _, c := range checks {
		p.add(text(c.Name), prose(c.Detail))
	}
	if len(checks) == 0 {
		p.line(StylePlain, nothing)
	}
}

func provenanceBlock(p *page, r *sim.Report) {
	p.section("Provenance")
	p.table("File", "Sheets taken", "SHA-256 of the file")
	const sum = 3
	for _, f := range r.Files {
		p.run(sum, text(f.Name), prose(strings.Join(f.Sheets, ", ")), words(f.SHA256))
	}
	p.run(sum, label("Inputs"), text("resolved"), words(r.InputsSHA256))
	p.run(sum, label("Version"), text("scenarios "+r.Version))
	p.run(sum, label("Run date"), day(r.RunDate))
}
