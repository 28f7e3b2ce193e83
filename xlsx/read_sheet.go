package xlsx

import (
	"strings"

	"scenarios/model"
)

// sheetReader finds the table on an input sheet and hands its rows to a body, which knows what to make of them.
type sheetReader struct {
	kind     *InputSheet
	known    []InputColumn // the declared columns, Source included
	at       model.Source  // file and sheet
	table    *sheetTable   // the Excel table that is read; nil where the sheet has none
	from1904 bool
	issues   *issueList
	damaged  bool // the sheet could not be read to its end
	filled   bool // there is something below the header
	copied   bool // an earlier run copied the sheet from another file

	header  int            // the header's row number, 0 until it is found
	left    int            // the header's first column
	columns []inputColumn  // from left to right
	named   map[string]int // the sheet's column number by the column's name in small letters
	places  []int          // by the sheet's column number: index into columns, or one of the two below
	body    tableBody
}

// What places says of a column of the sheet that is not in columns.
const (
	columnUnnamed = -1 // its header cell is empty
	columnIgnored = -2 // its header was reported, so its cells are passed over
)

// inputColumn is a column of the table as its header names it.
type inputColumn struct {
	name   string // the declared spelling, or the text as written
	number int    // of the sheet, from 1
	open   bool   // named by the user: an instrument, a path, an override
}

// tableBody takes the rows below a header.
type tableBody interface {
	row(*scannedRow)
	finish(*model.Inputs)
}

func newSheetReader(kind *InputSheet, at model.Source, tables []sheetTable, from1904 bool) *sheetReader {
	r := &sheetReader{kind: kind, known: kind.All(), at: at, from1904: from1904, issues: &issueList{at: at}, named: map[string]int{}}
	r.chooseTable(tables)
	return r
}

// chooseTable takes the Excel table that has one of the sheet's required columns. A sheet may carry other tables.
func (r *sheetReader) chooseTable(tables []sheetTable) {
	for i := range tables {
		if !tables[i].header || !r.fits(&tables[i]) {
			continue
		}
		if r.table != nil {
			r.issues.add(model.Issue{Code: "several-tables", At: r.at, Found: "the tables '" + r.table.name + "' and '" + tables[i].name + "', both with the sheet's columns",
				Expected: "one", Remedy: "Put the rows into one table, or move the other to a sheet of another name"})
			return
		}
		r.table = &tables[i]
	}
}

func (r *sheetReader) fits(table *sheetTable) bool {
	for _, name := range table.columns {
		if r.isRequired(name) {
			return true
		}
	}
	return false
}

func (r *sheetReader) isRequired(header string) bool {
	column, found := r.declared(header)
	return found && column.Required
}

// declared finds the column that a header means, with or without a unit in parentheses behind its name.
func (r *sheetReader) declared(header string) (*InputColumn, bool) {
	bare := withoutUnit(header)
	for i := range r.known {
		if name := r.known[i].Name; model.SameName(name, header) || model.SameName(name, bare) {
			return &r.known[i], true
		}
	}
	return nil, false
}

// withoutUnit leaves out parentheses at the end of a header.
func withoutUnit(header string) string {
	header = strings.TrimSpace(header)
	if open := strings.LastIndexByte(header, '('); open > 0 && strings.HasSuffix(header, ")") {
		return strings.TrimSpace(header[:open])
	}
	return header
}

// row takes the sheet's next row.
func (r *sheetReader) row(row *scannedRow) {
	switch {
	case r.header == 0:
		if r.isHeader(row) {
			r.readHeader(row)
		}
	case r.table != nil && row.number > r.table.area.bottom:
		r.checkBelow(row)
	case r.table != nil && r.table.totals && row.number == r.table.area.bottom:
	default:
		r.checkUnnamed(row)
		for _, c := range row.cells {
			r.filled = r.filled || r.inside(c.column) && c.kind != model.Blank
		}
		r.body.row(row)
	}
}

// isHeader reports whether a row is the header: the first row of the Excel table, else the first row with the name of a
// required column in it.
func (r *sheetReader) isHeader(row *scannedRow) bool {
	if r.table != nil {
		return row.number == r.table.area.top
	}
	for _, c := range row.cells {
		if c.kind == model.Text && r.isRequired(string(row.raw(c))) {
			return true
		}
	}
	return false
}

// inside reports whether a column of the sheet belongs to the table.
func (r *sheetReader) inside(column int) bool {
	return r.table == nil || column >= r.table.area.left && column <= r.table.area.right
}

func (r *sheetReader) readHeader(row *scannedRow) {
	r.header = row.number
	for _, c := range row.cells {
		cell := r.value(row, c)
		header := strings.TrimSpace(cell.Text)
		if header == "" {
			continue
		}
		if r.left == 0 {
			r.left = c.column
		}
		if !r.inside(c.column) {
			r.checkBeside(c.column, header)
			continue
		}
		for len(r.places) <= c.column {
			r.places = append(r.places, columnUnnamed)
		}
		r.places[c.column] = columnIgnored
		if cell.Kind == model.Fault {
			r.issues.add(faultIssue(cell.At, cell.Text))
		} else if column, ok := r.nameColumn(header, c.column); ok {
			r.places[c.column] = len(r.columns)
			r.columns = append(r.columns, column)
		}
	}
	r.checkRequired()
	if r.kind.Name == pathsSheet {
		r.body = newPathBody(r)
	} else {
		r.body = newRowBody(r)
	}
}

// nameColumn makes a column of a header; ok is false where it was reported instead.
func (r *sheetReader) nameColumn(header string, number int) (column inputColumn, ok bool) {
	column = inputColumn{name: header, number: number, open: true}
	if declared, found := r.declared(header); found {
		column.name, column.open = declared.Name, false
	} else if !r.allows(header) {
		r.issues.add(r.unknownColumn(header, number))
		return column, false
	}
	key := strings.ToLower(column.name)
	if other, found := r.named[key]; found {
		r.issues.add(model.Issue{Code: "duplicate-column", At: r.place(number, r.header), Found: "a second column '" + shorten(header) + "', besides cell " + cellName(other, r.header),
			Expected: "each column once", Remedy: "Delete or rename one of the two"})
		return column, false
	}
	r.named[key] = number
	return column, true
}

// allows reports whether a column that is not declared may stand on the sheet under this name.
func (r *sheetReader) allows(header string) bool {
	switch {
	case r.kind.Open == nil:
		return false
	case r.kind.Name == pathsSheet:
		return !model.SameName(header, sourceColumn.Name)
	case r.kind.Name == scenariosSheet:
		return looksLikeTarget(header)
	}
	return true
}

// looksLikeTarget reports whether a header has the form of an override's target, such as Series A: Conversion price.
func looksLikeTarget(header string) bool {
	owner, what, found := strings.Cut(header, ":")
	return found && strings.TrimSpace(owner) != "" && strings.TrimSpace(what) != ""
}

func (r *sheetReader) unknownColumn(header string, number int) model.Issue {
	var names []string
	for _, c := range r.known {
		names = append(names, c.Name)
	}
	header = shorten(header)
	issue := model.Issue{Code: "unknown-column", At: r.place(number, r.header), Found: "a column '" + header + "'", Expected: "one of " + strings.Join(names, ", "),
		Remedy: "Rename the column, or move it to a sheet of another name"}
	if r.kind.Name == scenariosSheet {
		issue.Expected += ", or what is overridden, such as 'Series A: Conversion price'"
	}
	if near := model.Nearest(withoutUnit(header), names); near != "" {
		issue.Remedy = "Did you mean '" + near + "'?"
	}
	return issue
}

func (r *sheetReader) checkRequired() {
	for _, column := range r.kind.Columns {
		if column.Required && r.index(column.Name) < 0 {
			r.issues.add(model.Issue{Code: "missing-column", At: r.place(max(r.left, 1), r.header),
				Found: "no column '" + column.Name + "'", Expected: "the column: " + strings.TrimSuffix(column.Help, "."), Remedy: "Add the column to the header"})
		}
	}
}

// index returns the position of a declared column among those found, or -1.
func (r *sheetReader) index(name string) int {
	for i, column := range r.columns {
		if column.name == name && !column.open {
			return i
		}
	}
	return -1
}

// checkBeside reports a header that touches the Excel table from outside: it was meant to belong to it.
func (r *sheetReader) checkBeside(column int, header string) {
	if column == r.table.area.left-1 || column == r.table.area.right+1 {
		r.issues.add(r.outside(column, r.header, "'"+shorten(header)+"' in the header's row, just beside the table '"+r.table.name+"'"))
	}
}

// checkBelow reports a row that follows the Excel table without belonging to it.
func (r *sheetReader) checkBelow(row *scannedRow) {
	for _, c := range row.cells {
		if text := strings.TrimSpace(string(row.raw(c))); text != "" && r.inside(c.column) {
			r.issues.add(r.outside(c.column, row.number, "'"+shorten(text)+"' below the table '"+r.table.name+"'"))
			return
		}
	}
}

func (r *sheetReader) outside(column, row int, found string) model.Issue {
	return model.Issue{Code: "outside-table", At: r.place(column, row), Found: found, Expected: "rows and columns inside the table",
		Remedy: "Extend the table over it (Table Design, Resize Table), or move it above the table"}
}

// checkUnnamed reports, once per column, cells under an empty header.
func (r *sheetReader) checkUnnamed(row *scannedRow) {
	for _, c := range row.cells {
		if r.placeOf(c.column) != columnUnnamed || !r.inside(c.column) || len(strings.TrimSpace(string(row.raw(c)))) == 0 {
			continue
		}
		for len(r.places) <= c.column {
			r.places = append(r.places, columnUnnamed)
		}
		r.places[c.column] = columnIgnored
		r.issues.add(model.Issue{Code: "unnamed-column", At: r.place(c.column, r.header), Found: "an empty header over cell " + cellName(c.column, row.number),
			Expected: "a name for every column that is filled in", Remedy: "Name the column, or move its cells to a sheet of another name"})
	}
}

// placeOf returns what a column of the sheet is: an index into columns, columnUnnamed or columnIgnored.
func (r *sheetReader) placeOf(column int) int {
	if column < len(r.places) {
		return r.places[column]
	}
	return columnUnnamed
}

// place is the source of a cell.
func (r *sheetReader) place(column, row int) model.Source {
	return model.Source{File: r.at.File, Sheet: r.at.Sheet, Cell: cellName(column, row)}
}

// finish adds what was read to the inputs.
func (r *sheetReader) finish(inputs *model.Inputs) {
	switch {
	case r.damaged:
	case r.header == 0:
		var names []string
		for _, c := range r.kind.Columns {
			if c.Required {
				names = append(names, c.Name)
			}
		}
		r.issues.add(model.Issue{Code: "missing-header", At: r.at, Found: "no header row", Expected: "a row with the columns " + strings.Join(names, ", "),
			Remedy: "Write the columns' names above the rows, or delete the sheet"})
	default:
		r.body.finish(inputs)
	}
}
