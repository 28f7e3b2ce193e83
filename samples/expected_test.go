package samples_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/samples"
	"scenarios/sim"
	"scenarios/xlsx"
)

// worked is a sample whose figures are worked out by hand from its contract: the text and the workbook of expected figures
// stand beside its own workbook, and the program must give the same.
type worked struct {
	folder string // holds <folder>.xlsx, expected.txt and expected.xlsx
	title  string // of the workbook of expected figures
	date   model.Date

	// wholeLedgers list everything between the first and the last date that a scenario has in them.
	wholeLedgers map[string]bool
}

// workedSamples are all of them; each stands in a file of its own.
var workedSamples = []worked{seriesALife, noteLife, both, modernFloating}

func (w worked) text() string     { return w.folder + "/expected.txt" }
func (w worked) book() string     { return w.folder + "/expected.xlsx" }
func (w worked) workbook() string { return w.folder + "/" + w.folder + ".xlsx" }

func eachWorked(t *testing.T, test func(*testing.T, worked)) {
	for _, w := range workedSamples {
		t.Run(w.folder, func(t *testing.T) { test(t, w) })
	}
}

// The workbook of expected figures is what its text gives. With -update its values come from LibreOffice.
func TestExpectedFiguresAreCurrent(t *testing.T) {
	eachWorked(t, func(t *testing.T, w worked) {
		text := w.read(t)
		if *update {
			w.write(t, text)
			return
		}
		got := w.file(t)
		values, err := formulaValues(got, text.sheetNames())
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(w.encode(t, text, values)) {
			t.Errorf("%s is not what %s gives; run: go test ./samples -update", w.book(), w.text())
		}
	})
}

// LibreOffice gets the stored values of the expected figures again.
func TestExpectedFiguresRecalculate(t *testing.T) {
	eachWorked(t, func(t *testing.T, w worked) {
		text := w.read(t)
		again, err := recalculated(t, w.file(t))
		if errors.Is(err, errNoLibreOffice) && os.Getenv("CI") != "true" {
			t.Skip(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		stored, err := formulaValues(w.file(t), text.sheetNames())
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := formulaValues(again, text.sheetNames())
		if err != nil {
			t.Fatal(err)
		}
		if len(stored) == 0 || len(fresh) != len(stored) {
			t.Fatalf("%d formulas, recalculated %d", len(stored), len(fresh))
		}
		for at, v := range stored {
			if !nearlyEqual(v, fresh[at]) {
				t.Errorf("%s: stored %s, recalculated %s", at, v, fresh[at])
			}
		}
	})
}

// The run gives every expected result: shares and dates exactly, money to the cent, prices to a relative 1e-12.
func TestExpectedFiguresOfTheRun(t *testing.T) {
	eachWorked(t, func(t *testing.T, w worked) {
		text := w.read(t)
		values, err := formulaValues(w.file(t), text.sheetNames())
		if err != nil {
			t.Fatal(err)
		}
		report := run(t, w.workbook())
		for b, block := range text.sheets[len(text.sheets)-1].blocks {
			w.compare(t, report, block, text.rows[b], values)
		}
	})
}

// A sample's figures tie out; the run on every day gives the same, and so do binary fractions.
func TestWorkedSamplesTieOut(t *testing.T) {
	eachWorked(t, func(t *testing.T, w worked) {
		report := run(t, w.workbook())
		for _, c := range report.Checks {
			if c.Kind == sim.CheckError && !c.OK {
				t.Errorf("%s: %s", c.Name, c.Detail)
			}
		}
		for _, s := range report.Scenarios {
			agrees(t, s.Scenario.Name+", every day", s, model.Options{EveryDay: true}, exactly)
			agrees(t, s.Scenario.Name+", fast", s, model.Options{Fast: true}, nearly)
		}
	})
}

func (w worked) read(t *testing.T) *expectedText {
	t.Helper()
	text, err := readExpected(w.text())
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (w worked) write(t *testing.T, text *expectedText) {
	t.Helper()
	again, err := recalculated(t, w.encode(t, text, nil))
	if err != nil {
		t.Fatal(err)
	}
	values, err := formulaValues(again, text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.FromSlash(w.book()), w.encode(t, text, values), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (w worked) encode(t *testing.T, text *expectedText, values map[string]decimal.Decimal) []byte {
	t.Helper()
	book, err := text.book(w.title, w.date, values)
	if err != nil {
		t.Fatal(err)
	}
	data, err := xlsx.Encode(book)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (w worked) file(t *testing.T) []byte {
	t.Helper()
	data, err := samples.Files.ReadFile(w.book())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// compare looks every line of a block up in the ledger of the run that its heading names.
func (w worked) compare(t *testing.T, report *sim.Report, block expectedBlock, rows map[int]int, values map[string]decimal.Decimal) {
	t.Helper()
	heading := block.heading[0]
	ledger := ledgers[heading]
	if ledger == nil {
		t.Fatalf("no ledger for %q", heading)
	}
	found := map[string]*foundRows{} // by scenario
	for l, line := range block.lines {
		got := ledger(scenario(t, report, line[0]).Outcome)
		want := w.expectedResult(t, block.heading[1:], line, rows[l], values)
		if found[line[0]] == nil {
			found[line[0]] = &foundRows{rows: map[int]bool{}}
		}
		k := find(got, want, found[line[0]].rows)
		if k < 0 && nothingLeft(block, want) {
			continue
		}
		if k < 0 {
			t.Errorf("%s: the run has no row like %v", heading, line)
			continue
		}
		found[line[0]].add(k, want.words["Date"])
		compareFigures(t, heading+": "+strings.Join(line, ", "), line, got[k], want)
	}
	if w.wholeLedgers[heading] {
		for s, f := range found {
			f.nothingElse(t, heading+" of "+s, ledger(scenario(t, report, s).Outcome))
		}
	}
}

// nothingLeft reports whether a result says that a holder has nothing at the end; a run need not list that.
func nothingLeft(block expectedBlock, want result) bool {
	return block.heading[0] == "Positions at the end" && want.figures["Quantity"].IsZero()
}

// expectedResult is a line of the results; its formulas have their stored values.
func (w worked) expectedResult(t *testing.T, columns, line []string, row int, values map[string]decimal.Decimal) result {
	t.Helper()
	want := result{map[string]string{}, map[string]decimal.Decimal{}}
	for i, text := range line {
		if columns[i] == "Scenario" || text == "" {
			continue
		}
		if strings.HasPrefix(text, "=") {
			v, stored := values[resultsSheet+"!"+cellAt(i+1, row)]
			if !stored {
				t.Fatalf("no value in %s of %s", cellAt(i+1, row), w.book())
			}
			if isDate(columns[i]) {
				want.words[columns[i]] = dateOfSerial(v).String()
			} else {
				want.figures[columns[i]] = v
			}
			continue
		}
		if v := model.ParseCell(text, model.Source{}); v.Kind == model.Number {
			want.figures[columns[i]] = v.Number
			continue
		}
		want.words[columns[i]] = text
	}
	return want
}

// find returns the first row with the same words and dates that no other line has taken; -1 without one.
func find(got []result, want result, taken map[int]bool) int {
	for k, row := range got {
		same := !taken[k]
		for column, word := range want.words {
			same = same && row.words[column] == word
		}
		if same {
			return k
		}
	}
	return -1
}

func compareFigures(t *testing.T, what string, line []string, got, want result) {
	t.Helper()
	for column, w := range want.figures {
		g, known := got.figures[column]
		same := g.Equal(w.Round(0))
		switch {
		case !known:
			t.Fatalf("no figure %q", column)
		case strings.HasPrefix(column, "Price"):
			same = nearlyEqual(g, w)
		case isMoney(column, line):
			same = g.Round(2).Equal(w.Round(2))
		}
		if !same {
			t.Errorf("%s: %s is %s, want %s", what, column, g, w)
		}
	}
}

// foundRows are the rows of a run's ledger that were expected, and the first and the last date expected.
type foundRows struct {
	rows        map[int]bool
	first, last string
}

func (f *foundRows) add(row int, date string) {
	f.rows[row] = true
	if f.first == "" || date < f.first {
		f.first = date
	}
	f.last = max(f.last, date)
}

// nothingElse fails for rows of the run between the first and the last expected date that nobody expected.
func (f *foundRows) nothingElse(t *testing.T, what string, rows []result) {
	t.Helper()
	for k, row := range rows {
		if date := row.words["Date"]; !f.rows[k] && date >= f.first && date <= f.last {
			t.Errorf("%s: nobody expected %v %v", what, row.words, row.figures)
		}
	}
}

// nearlyEqual allows what binary fractions leave open: a relative 1e-12.
func nearlyEqual(a, b decimal.Decimal) bool {
	scale := decimal.Max(a.Abs(), b.Abs())
	return a.Sub(b).Abs().LessThanOrEqual(scale.Mul(decimal.New(1, -12)))
}
