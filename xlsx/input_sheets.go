package xlsx

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"scenarios/model"
)

// InputSheets lays out every input sheet that has rows as plain values in our own format: a title, one Excel table with
// units in its headers, drop-downs and ranges, and the help as cell notes. A sheet that was read from a file says from
// which one.
func InputSheets(in *model.Inputs) []Sheet { return layOutInputs(in, false) }

// BlankSheets are all input sheets without any content of the user's: every column, every field of Company, every term.
func BlankSheets() []Sheet { return layOutInputs(blankInputs(), true) }

// layOutInputs lays out the sheets that have rows, or all of them where the user is to fill them in.
func layOutInputs(in *model.Inputs, toFill bool) []Sheet {
	categories := model.CategoriesFor(instrumentNames(in))
	var sheets []Sheet
	for i := range InputSheetKinds {
		kind := &InputSheetKinds[i]
		table := in.Tables[kind.Name]
		if kind.Name == pathsSheet {
			table = pathRows(in.Paths)
		}
		if table == nil || len(table.Rows) == 0 && !toFill {
			continue
		}
		l := inputLayout{kind: kind, table: table, categories: categories, stamp: stampOf(in, kind.Name)}
		l.chooseColumns(toFill)
		sheets = append(sheets, l.sheet())
	}
	return sheets
}

// instrumentNames are the headers of Instruments beyond the declared columns.
func instrumentNames(in *model.Inputs) []string {
	kind, _ := InputSheetByName(instrumentsSheet)
	table := in.Tables[instrumentsSheet]
	if table == nil {
		return nil
	}
	var names []string
	for _, c := range table.Columns {
		if _, declared := kind.ColumnByName(c.Name); !declared {
			names = append(names, c.Name)
		}
	}
	return names
}

// stampOf says which file a sheet was read from, and nothing where it was made.
func stampOf(in *model.Inputs, sheet string) string {
	for _, f := range in.Files {
		if slices.Contains(f.Sheets, sheet) {
			return "From " + filepath.Base(f.Name) + ", SHA-256 " + f.SHA256
		}
	}
	return ""
}

// pathRows turns the closes of Price Paths back into a table.
func pathRows(paths *model.PathTable) *model.Table {
	if paths == nil {
		return nil
	}
	table := &model.Table{Sheet: pathsSheet, Columns: []model.Column{{Name: "Date"}}}
	for _, name := range paths.Names {
		table.Columns = append(table.Columns, model.Column{Name: name})
	}
	for day, date := range paths.Dates {
		cells := []model.Value{{Kind: model.DateValue, Date: date}}
		for _, closes := range paths.Closes {
			cells = append(cells, closeValue(closes[day]))
		}
		table.Rows = append(table.Rows, model.Row{Cells: cells})
	}
	return table
}

// inputLayout lays out one input sheet.
type inputLayout struct {
	kind       *InputSheet
	table      *model.Table
	categories []string // of issuances, written out for the workbook's instruments
	stamp      string
	columns    []laidColumn
	top        int // row of the headers
}

// laidColumn is a column of the sheet being laid out.
type laidColumn struct {
	InputColumn
	index int  // of the table's columns; -1 where the table has none
	open  bool // named by the user
}

// chooseColumns takes the declared columns, without the minor ones that no row uses, and the user's own ones before the
// Source column.
func (l *inputLayout) chooseColumns(toFill bool) {
	for _, c := range l.kind.Columns {
		l.choose(c, toFill)
	}
	if l.kind.Open != nil {
		for i, c := range l.table.Columns {
			if _, declared := l.kind.ColumnByName(c.Name); !declared {
				own := InputColumn{Name: c.Name, Type: l.kind.Open.Type, Help: l.kind.Open.Help}
				l.columns = append(l.columns, laidColumn{own, i, true})
			}
		}
	}
	if l.kind.Name != pathsSheet {
		l.choose(sourceColumn, toFill)
	}
}

func (l *inputLayout) choose(c InputColumn, toFill bool) {
	index := l.table.Index(c.Name)
	if c.Minor && !toFill && !l.used(index) {
		return
	}
	l.columns = append(l.columns, laidColumn{c, index, false})
}

func (l *inputLayout) used(index int) bool {
	return index >= 0 && slices.ContainsFunc(l.table.Rows, func(r model.Row) bool { return !r.Cells[index].IsBlank() })
}

// emptyRows is how many rows stand ready in a table that has none.
const emptyRows = 20

func (l *inputLayout) sheet() Sheet {
	rows := l.rows()
	s := Sheet{Name: l.kind.Name, Group: InputGroup, Widths: l.widths(rows)}
	s.Rows = append(l.heading(s.Widths), l.header())
	l.top = len(s.Rows)
	s.Rows = append(s.Rows, rows...)
	bottom := len(s.Rows)
	s.Tables = []TableRange{{Name: "Input_" + strings.ReplaceAll(l.kind.Name, " ", "_"), Range: cellName(1, l.top) + ":" + cellName(len(l.columns), bottom)}}
	s.Frozen = Freeze(cellName(l.firstOwn(), l.top+1))
	s.Titles = Titles("1:" + strconv.Itoa(l.top))
	s.Notes = l.notes()
	s.Lists = l.validations(bottom)
	return s
}

// heading is the title, what the sheet is for, and where it was read from, broken to the width of the table.
func (l *inputLayout) heading(widths []float64) []SheetRow {
	total := 0.0
	for _, w := range widths {
		total += w
	}
	width := int(max(total, narrowestHeading))
	lines := wrap(strings.Join(append([]string{l.kind.Help}, laterSentences(l.kind.Later)...), " "), width)
	if l.stamp != "" {
		lines = append(lines, wrap(l.stamp, width)...)
	}
	rows := []SheetRow{{Cells: []Cell{{Kind: TextCell, Text: l.kind.Name, Style: StyleTitle}}}}
	for _, line := range lines {
		rows = append(rows, SheetRow{Cells: []Cell{{Kind: TextCell, Text: line, Style: StyleSubtitle}}})
	}
	return append(rows, SheetRow{})
}

func (l *inputLayout) header() SheetRow {
	var row SheetRow
	for _, c := range l.columns {
		row.Cells = append(row.Cells, Cell{Kind: TextCell, Text: headerText(c.InputColumn), Style: StyleHeader})
	}
	return row
}

// headerText is a column's header with its unit in parentheses.
func headerText(c InputColumn) string {
	if c.Unit == "" || strings.HasSuffix(c.Name, c.Unit) {
		return c.Name
	}
	return c.Name + " (" + c.Unit + ")"
}

// firstOwn is the first column that scrolls: what names a row stays in view.
func (l *inputLayout) firstOwn() int {
	switch l.kind.Name {
	case instrumentsSheet:
		return 4
	case eventsSheet:
		return 3
	}
	return 2
}

// rows are the table's rows, or empty ones to fill in.
func (l *inputLayout) rows() []SheetRow {
	var rows []SheetRow
	for n := range l.table.Rows {
		var row SheetRow
		for _, c := range l.columns {
			row.Cells = append(row.Cells, l.cell(n, c))
		}
		rows = append(rows, row)
	}
	for len(rows) < emptyRows && len(l.table.Rows) == 0 {
		row := SheetRow{Cells: make([]Cell, len(l.columns))}
		for i := range row.Cells {
			row.Cells[i].Style = StyleInput
		}
		rows = append(rows, row)
	}
	return rows
}

// cell is one cell of the table: what names the row and its unit in black, what the user says in blue.
func (l *inputLayout) cell(n int, c laidColumn) Cell {
	var v model.Value
	if c.index >= 0 {
		v = l.table.Rows[n].Cells[c.index]
	}
	if moved, ok := l.movedCell(n, c.Name, v); ok {
		return moved
	}
	row := l.declared(n)
	switch {
	case c.Name == sourceColumn.Name && v.IsBlank() && row.notYet:
		return Cell{Kind: TextCell, Text: notSupportedYet, Style: StyleSubtitle}
	case c.Name == "Unit" && row.known && v.IsBlank():
		return plainText(row.Unit)
	case c.Name == "Unit" || c.Name == "Term" || c.Name == "Field" || c.Name == sourceColumn.Name:
		return plainText(strings.TrimSpace(v.Text))
	case row.known && (c.open || c.Name == "Value"):
		return typedCell(row.Type, v)
	}
	return typedCell(c.Type, v)
}

// notSupportedYet marks a term or field whose rule is still to come.
const notSupportedYet = "not supported yet"

func plainText(words string) Cell {
	switch {
	case words == "":
		return Cell{}
	case letters(words) > widestInput:
		return prose(words)
	}
	return text(words)
}

// declaredRow is what the schema says of a row that is a field or a term.
type declaredRow struct {
	Unit    string
	Type    model.ValueType
	Choices []string
	help    string
	known   bool
	notYet  bool
}

// declared finds the field or term that a row is about; on sheets whose rows are free it finds nothing.
func (l *inputLayout) declared(n int) declaredRow {
	switch l.kind.Name {
	case companySheet:
		return declaredField(model.CompanyFields, l.table.Value(n, "Field").Text)
	case simulationSheet:
		return declaredField(model.SimulationFields, l.table.Value(n, "Field").Text)
	case instrumentsSheet:
		if t, ok := model.TermByName(l.table.Value(n, "Term").Text); ok {
			return declaredRow{Unit: t.Unit, Type: t.Type, Choices: working(t.Choices, t.Later), help: termNote(t), known: true, notYet: t.Later.All}
		}
	}
	return declaredRow{}
}

func declaredField(fields []model.Field, name string) declaredRow {
	f, ok := model.FieldByName(fields, name)
	if !ok {
		return declaredRow{}
	}
	return declaredRow{Unit: f.Unit, Type: f.Type, Choices: working(f.Choices, f.Later), help: fieldNote(f), known: true, notYet: f.Later.All}
}

// working are the choices whose rule exists.
func working(choices []string, later model.Later) []string {
	return slices.DeleteFunc(slices.Clone(choices), func(c string) bool { return slices.Contains(later.Values, c) })
}
