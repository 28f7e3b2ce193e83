package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// inputSheets is the order in which problems are told.
var inputSheets = []string{
	"Company", "Cap Table", "Instruments", "Events", "Price History", "Price Paths", "Holidays", "Scenarios", "Policies", "Simulation",
}

// resolver turns one scenario's inputs into a case, sheet by sheet, and gathers every problem on the way.
type resolver struct {
	findings
	in           *Inputs
	scenario     Scenario
	out          *Resolved
	company      map[string]entry   // the fields of Company by their declared names
	terms        []map[string]entry // the terms of each instrument by their declared names
	authorizedAt Source             // where the authorized shares stand
	dated        bool               // the trading days of the case are known

	holders     map[string]int // by folded name
	groups      map[string]int // by folded text
	groupAt     []Source       // where a holder's group was named; a zero Source where it wasn't
	securities  map[string]Security
	termsAt     map[Security]Source        // where a class of options, warrants or convertibles was first described
	heldOpening map[Security]bool          // classes that the cap table holds
	quoted      map[Security]RelativePrice // what events that grant a class ask for it
}

// Resolve turns the inputs of one scenario, its overrides included, into a case that can be run. It returns every
// problem at once, in the order of the sheets; then there is no case. The inputs are not changed.
func Resolve(in *Inputs, s Scenario) (*Resolved, Issues) {
	edited, issues := in.With(s.Overrides)
	r := &resolver{
		in: edited, scenario: s, out: &Resolved{},
		holders: map[string]int{}, groups: map[string]int{}, securities: map[string]Security{},
		termsAt: map[Security]Source{}, heldOpening: map[Security]bool{},
		quoted: map[Security]RelativePrice{},
	}
	r.issues = issues
	r.readCompany()
	r.readCalendars()
	r.readHistory()
	r.readInstruments()
	r.readCapTable()
	r.readEvents()
	r.readPolicies()
	r.readSimulation()
	r.checkNeeds()
	if len(r.issues) == 0 { // a short history is only worth telling once dates and terms are right
		r.checkHistoryLength()
	}
	if len(r.issues) > 0 {
		return nil, r.sorted()
	}
	return r.out, nil
}

// required returns a sheet that must be there and have the named columns.
func (r *resolver) required(sheet string, columns ...string) *Table {
	t := r.in.Tables[sheet]
	if t == nil {
		r.add("missing-sheet", Source{}, "no sheet '"+sheet+"'", "one in the workbooks given", "Add the sheet; 'scenarios init' writes one with every column")
		return nil
	}
	return r.withColumns(t, columns...)
}

// optional returns a sheet that may be missing.
func (r *resolver) optional(sheet string, columns ...string) *Table {
	t := r.in.Tables[sheet]
	if t == nil {
		return nil
	}
	return r.withColumns(t, columns...)
}

func (r *resolver) withColumns(t *Table, columns ...string) *Table {
	complete := true
	for _, column := range columns {
		if t.Index(column) < 0 {
			r.add("missing-column", t.place(), "no column '"+column+"'", "a header '"+column+"' in the first row of the table", "Add the column")
			complete = false
		}
	}
	if !complete {
		return nil
	}
	return t
}

// place is the sheet of a table without a cell.
func (t *Table) place() Source {
	at := Source{Sheet: t.Sheet}
	if len(t.Columns) > 0 {
		at.File = t.Columns[0].At.File
		if at.File != CommandLine && t.Columns[0].At.Sheet != "" {
			at.Sheet = t.Columns[0].At.Sheet
		}
	}
	return at
}

// rowPlace is the place of a cell that may be blank, and so may have no place of its own.
func (t *Table) rowPlace(row int, column string) Source {
	if at := t.Value(row, column).At; at.Cell != "" || at.File == CommandLine {
		return at
	}
	at := t.place()
	i := t.Index(column)
	if i < 0 {
		return at
	}
	columnNumber, _, _ := cellNumbers(t.Columns[i].At.Cell)
	for _, v := range t.Rows[row].Cells {
		if v.At.Sheet != at.Sheet || v.At.File != at.File {
			continue // an override's cell stands elsewhere
		}
		if _, rowNumber, ok := cellNumbers(v.At.Cell); ok && columnNumber > 0 {
			at.Cell = cellName(columnNumber, rowNumber)
			break
		}
	}
	return at
}

// cellNumbers reads an address in A1 notation as column and row, both from 1.
func cellNumbers(cell string) (column, row int, ok bool) {
	digits := strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := cell[:len(cell)-len(digits)]
	if letters == "" || len(letters) > 3 || digits == "" || len(digits) > 8 {
		return 0, 0, false
	}
	for _, letter := range letters {
		column = column*26 + int(letter-'A') + 1
	}
	for _, digit := range digits {
		if digit < '0' || digit > '9' {
			return 0, 0, false
		}
		row = row*10 + int(digit-'0')
	}
	return column, row, true
}

// cellName is the address in A1 notation of a column and a row, both from 1.
func cellName(column, row int) string {
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return fmt.Sprintf("%s%d", letters, row)
}

// sorted returns the problems, each once, in the order of the sheets, then by row, then by column.
func (f *findings) sorted() Issues {
	told := map[Issue]bool{}
	f.issues = slices.DeleteFunc(f.issues, func(i Issue) bool {
		twice := told[i]
		told[i] = true
		return twice
	})
	slices.SortStableFunc(f.issues, func(a, b Issue) int {
		columnA, rowA, _ := cellNumbers(a.At.Cell)
		columnB, rowB, _ := cellNumbers(b.At.Cell)
		return cmp.Or(cmp.Compare(sheetRank(a.At), sheetRank(b.At)), cmp.Compare(rowA, rowB), cmp.Compare(columnA, columnB))
	})
	return f.issues
}

// sheetRank puts problems of no sheet first, and those of the command line last.
func sheetRank(at Source) int {
	switch i := slices.IndexFunc(inputSheets, func(s string) bool { return SameName(s, at.Sheet) }); {
	case at.File == CommandLine:
		return len(inputSheets) + 1
	case at.Sheet == "":
		return -1
	case i < 0:
		return len(inputSheets)
	default:
		return i
	}
}

// dayOf is the index of the first trading day on or after a date: -1 before the valuation date, and the number of days
// after the last one.
func (r *resolver) dayOf(d Date) int {
	if d < r.out.Company.Valuation {
		return -1
	}
	i, _ := slices.BinarySearch(r.out.Days, d)
	return i
}

// inRun reports a date after the run's last trading day.
func (r *resolver) inRun(d Date, at Source, what string) bool {
	if !r.dated || r.dayOf(d) < len(r.out.Days) {
		return true
	}
	r.add("date-after-horizon", at, "'"+d.String()+"'",
		fmt.Sprintf("for %s a date on or before the last trading day of the run, %s", what, r.out.Days[len(r.out.Days)-1]),
		"Move the Horizon end, or take the row out")
	return false
}
