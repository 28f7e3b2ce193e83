package xlsx

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files of the output sheets")

// dump writes a sheet as text that a reviewer can read: a line for each cell, then the charts and names.
func dump(s Sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "sheet %s, mark %s, frozen %s, titles %s, one page %v\nwidths %v\n", s.Name, s.Mark, s.Frozen, s.Titles, s.OnePage, s.Widths)
	for n, row := range s.Rows {
		for c, cell := range row.Cells {
			if cell.Kind == Empty {
				continue
			}
			fmt.Fprintf(&b, "%s %s", at(c+1, n+1), shown(cell))
			if cell.Kind == DateCell {
				fmt.Fprintf(&b, " %s", cell.Date)
			}
			if cell.Kind == NumberCell || cell.Kind == FormulaNumber {
				fmt.Fprintf(&b, " [%s]", cell.Number)
			}
			if cell.Formula != "" {
				fmt.Fprintf(&b, " =%s", cell.Formula)
			}
			fmt.Fprintf(&b, " {%s}", styleNames[cell.Style])
			if cell.Link != "" {
				fmt.Fprintf(&b, " -> %s", cell.Link)
			}
			b.WriteByte('\n')
		}
	}
	for _, c := range s.Charts {
		fmt.Fprintf(&b, "chart at %s, %d x %d: %s (%s; %s)\n", c.Anchor, c.WidthPx, c.HeightPx, c.Title, c.XTitle, c.YTitle)
		for _, series := range c.Series {
			fmt.Fprintf(&b, "  %s: %s over %s\n", series.Name, series.Values, series.Categories)
		}
	}
	for _, status := range s.Status {
		fmt.Fprintf(&b, "status %s: %s, else {%s}\n", status.Range, status.Good, styleNames[status.Alarm])
	}
	for _, n := range s.Names {
		fmt.Fprintf(&b, "name %s = %s\n", n.Name, n.RefersTo)
	}
	return b.String()
}

var styleNames = map[Style]string{
	StylePlain: "plain", StyleInput: "input", StyleResult: "result", StyleFormula: "formula", StyleCrossFormula: "cross",
	StyleTitle: "title", StyleSubtitle: "subtitle", StyleHeader: "header", StyleTotal: "total", StyleLabel: "label",
	StyleProse: "prose", StyleGood: "good", StyleBad: "bad", StyleAlert: "alert", StyleLink: "link", StyleSection: "section",
	StyleTotalCross: "total cross", StyleBase: "base",
}

func TestOutputSheetsGolden(t *testing.T) {
	for _, s := range OutputSheets(fixtureReport(t)) {
		t.Run(s.Name, func(t *testing.T) {
			file := filepath.Join("testdata", "golden", strings.ReplaceAll(strings.ToLower(s.Name), " ", "-")+".txt")
			got := dump(s)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s differs; if the new one is right, run with -update (-want +got):\n%s", file, diff)
			}
		})
	}
}

// lookup finds cells of the output by reference.
type lookup map[string]Sheet

func outputOf(r *sim.Report) lookup {
	sheets := lookup{}
	for _, s := range OutputSheets(r) {
		sheets[s.Name] = s
	}
	return sheets
}

var crossReference = regexp.MustCompile(`'([^']+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?`)

// cells returns the cells of a reference to another sheet.
func (l lookup) cells(t *testing.T, reference string) []Cell {
	t.Helper()
	sheet, covered, err := parseReference(reference)
	if err != nil {
		t.Fatal(err)
	}
	var cells []Cell
	for row := covered.top; row <= covered.bottom; row++ {
		for col := covered.left; col <= covered.right; col++ {
			cells = append(cells, l[sheet].cell(col, row))
		}
	}
	return cells
}

// A formula that only shows a cell of another sheet has that cell's value as its own cached value.
func TestCrossReferencesShowWhatTheyReferTo(t *testing.T) {
	sheets := outputOf(fixtureReport(t))
	found := 0
	for _, s := range sheets {
		for n, row := range s.Rows {
			for c, cell := range row.Cells {
				if crossReference.FindString(cell.Formula) != cell.Formula || cell.Formula == "" {
					continue
				}
				found++
				target := sheets.cells(t, cell.Formula)[0]
				if target.Kind == DateCell {
					target.Number = serial(target.Date)
				}
				if target.Text != cell.Text || !target.Number.Equal(cell.Number) {
					t.Errorf("%s %s =%s has %q %s cached; there stands %q %s", s.Name, at(c+1, n+1), cell.Formula, cell.Text, cell.Number, target.Text, target.Number)
				}
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d formulas show a cell of another sheet", found)
	}
}

// What an auditor reads off any sheet: styles say where a formula looks, numbers have formats, nothing volatile or nested,
// no commercial figure inside a formula, nothing too narrow.
func TestEverySheetKeepsTheRules(t *testing.T) {
	figureInside := regexp.MustCompile(`[0-9]{3,}|[0-9]\.[0-9]`)
	for _, s := range OutputSheets(fixtureReport(t)) {
		if s.Frozen == "" || s.Titles == "" || s.Mark == "" {
			t.Errorf("%s lacks frozen panes, repeated titles or its mark", s.Name)
		}
		for n, row := range s.Rows {
			for c, cell := range row.Cells {
				where := s.Name + " " + at(c+1, n+1)
				if cell.Formula != "" {
					checkFormula(t, where, cell)
					bare := regexp.MustCompile(`\$?[A-Z]+\$?\d+`).ReplaceAllString(cell.Formula, "")
					if figureInside.MatchString(bare) {
						t.Errorf("%s: a figure inside the formula %s", where, cell.Formula)
					}
				}
				isNumber := cell.Kind == NumberCell || cell.Kind == FormulaNumber || cell.Kind == DateCell
				if isNumber && cell.Format == FormatText {
					t.Errorf("%s: a number without a format", where)
				}
				if isNumber && s.Widths[c] < float64(letters(shown(cell))+2) {
					t.Errorf("%s: %s in a column %.0f wide", where, shown(cell), s.Widths[c])
				}
			}
		}
	}
}

func checkFormula(t *testing.T, where string, cell Cell) {
	t.Helper()
	for _, banned := range []string{"OFFSET", "INDIRECT", "NOW(", "TODAY(", "RAND", "["} {
		if strings.Contains(cell.Formula, banned) {
			t.Errorf("%s: %s in %s", where, banned, cell.Formula)
		}
	}
	if strings.Count(cell.Formula, "IF(")-strings.Count(cell.Formula, "COUNTIF(") > 1 {
		t.Errorf("%s: nested conditions in %s", where, cell.Formula)
	}
	crosses := cell.Style == StyleCrossFormula || cell.Style == StyleTotalCross
	signals := cell.Style == StyleGood || cell.Style == StyleBad || cell.Style == StyleAlert
	if !signals && crosses != strings.Contains(cell.Formula, "!") {
		t.Errorf("%s: the colour does not say where %s looks", where, cell.Formula)
	}
}

func TestChartsPointAtFigures(t *testing.T) {
	sheets := outputOf(fixtureReport(t))
	charts := 0
	for _, s := range sheets {
		for _, c := range s.Charts {
			charts++
			if c.Title == "" || c.YTitle == "" || c.XDates && c.XTitle == "" {
				t.Errorf("%s: %q lacks a title or a unit", s.Name, c.Title)
			}
			for _, series := range c.Series {
				if name := sheets.cells(t, series.Name)[0]; name.Kind != TextCell {
					t.Errorf("%s: the name of a series of %q is not a text", s.Name, c.Title)
				}
				values, categories := sheets.cells(t, series.Values), sheets.cells(t, series.Categories)
				if len(values) != len(categories) {
					t.Errorf("%s: %q has %d values on %d categories", s.Name, c.Title, len(values), len(categories))
				}
				for _, v := range values {
					if v.Kind != NumberCell && v.Kind != FormulaNumber && v.Kind != Empty {
						t.Errorf("%s: %q points at %q", s.Name, c.Title, v.Text)
					}
				}
			}
		}
	}
	if len(sheets[summaryName].Charts) < 3 || charts < 6 {
		t.Errorf("%d charts, %d of them on Summary", charts, len(sheets[summaryName].Charts))
	}
}

// The counts look at the rows that hold statuses, all of them and nothing else.
func TestCountsCoverEveryStatus(t *testing.T) {
	r := fixtureReport(t)
	checks := outputOf(r)[checksName]
	ranges := regexp.MustCompile(`COUNTIF\(\$A\$(\d+):\$A\$(\d+),"([^"]+)"\)`)
	counted := map[string]int{}
	for i, want := range countChecks(r) {
		cell := checks.cell(2, firstSignalRow+i)
		total := 0
		for _, m := range ranges.FindAllStringSubmatch(cell.Formula, -1) {
			var first, last int
			fmt.Sscan(m[1], &first)
			fmt.Sscan(m[2], &last)
			for row := first; row <= last; row++ {
				status := checks.cell(1, row)
				if status.Style != StyleGood && status.Style != StyleBad && status.Style != StyleAlert {
					t.Errorf("A%d is counted and is no status: %q", row, status.Text)
				}
				counted[status.Text]++
				if status.Text == m[3] {
					total++
				}
			}
		}
		if total != want || !cell.Number.Equal(decimal.NewFromInt(int64(want))) {
			t.Errorf("row %d: the formula counts %d, the cell has %s, want %d", firstSignalRow+i, total, cell.Number, want)
		}
	}
	if counted["ties"] != 2+len(r.Scenarios) || counted["ALERT"] != 2 || counted["NOT BASE CASE"] != 1 {
		t.Errorf("statuses counted: %v", counted)
	}
}

// Every cached value is what a spreadsheet computes.
func TestRecalculatingTheOutputChangesNothing(t *testing.T) {
	r := fixtureReport(t)
	sheets := OutputSheets(r)
	for _, f := range r.Files {
		for _, name := range f.Sheets {
			sheets = append(sheets, Sheet{Name: name, Rows: []SheetRow{{Cells: []Cell{text(name)}}}})
		}
	}
	data, err := Encode(Book{Title: "Fixture", Creator: "scenarios", Created: r.RunDate, Sheets: sheets})
	if err != nil {
		t.Fatal(err)
	}
	recalculate(t, data)
}

func TestAFailedTieTurnsEveryHeaderRed(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios[1].Outcome.Series[4].Outstanding--
	for name, s := range outputOf(r) {
		if signal := s.cell(1, 3); signal.Style != StyleBad || signal.Text != "Errors: 1" {
			t.Errorf("%s: %q", name, signal.Text)
		}
	}
}

func TestHoldersBeyondTheListStandInARowThatTiesOut(t *testing.T) {
	const holders, each = mostHolders + 50, 1000
	o := &model.Outcome{Totals: model.Totals{CommonBefore: holders * each, CommonAfter: holders * each}}
	for i := range holders {
		sold := int64(0)
		if i == 0 {
			sold = 10
		}
		h := commonOf(fmt.Sprintf("Holder %03d", i), "", each, 0, 0, 0, 0, sold, holders*each, holders*each)
		o.Holders = append(o.Holders, h)
	}
	got := commonHolders(o)
	rest := got[len(got)-1]
	if len(got) != mostHolders+1 || !rest.Before.Equal(dec("50000")) || !rest.After.Equal(dec("50000")) || rest.Holder == "Holder 249" {
		t.Errorf("%d rows, the last %s with %s before and %s after", len(got), rest.Holder, rest.Before, rest.After)
	}
}

func TestSummaryShowsTheMostDilutedOfManyScenarios(t *testing.T) {
	r := fixtureReport(t)
	flat, decline := r.Scenarios[0], r.Scenarios[1]
	r.Scenarios = nil
	for i := range 30 {
		s := flat
		if i == 27 {
			s = decline
		}
		s.Scenario.Name = fmt.Sprintf("Path %d", i)
		r.Scenarios = append(r.Scenarios, s)
	}
	shownNow := shownScenarios(r)
	if len(shownNow) != mostColumns-2 || shownNow[len(shownNow)-1] != 27 {
		t.Errorf("shown: %v", shownNow)
	}
	if text := dump(OutputSheets(r)[0]); !strings.Contains(text, "The 10 scenarios with the largest dilution of 30") {
		t.Error("Summary does not say that it leaves scenarios out")
	}
}

func TestEmptyReportsSayWhatIsMissing(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios, r.Checks, r.Base.Readings = nil, nil, nil
	for _, s := range OutputSheets(r) {
		if len(s.Rows) < headerRows {
			t.Errorf("%s is empty", s.Name)
		}
	}
}

func TestTextsOfInputsNeverBecomeFormulas(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios[0].Scenario.Name = `=HYPERLINK("x")`
	for _, s := range OutputSheets(r) {
		for _, row := range s.Rows {
			for _, cell := range row.Cells {
				if strings.Contains(cell.Formula, "HYPERLINK") {
					t.Errorf("%s: %s", s.Name, cell.Formula)
				}
			}
		}
	}
}
