package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CommandLine is the file that a --set override names as its source.
const CommandLine = "--set"

// ParseEdit reads an override of the command line, such as "Series A: Conversion price=6.50". The value is typed as a
// cell would be: an ISO date, a number, a percentage, else a text.
func ParseEdit(text string) (Edit, error) {
	target, value, ok := strings.Cut(text, "=")
	target, value = strings.TrimSpace(target), strings.TrimSpace(value)
	scope, item, scoped := cutTarget(target)
	switch {
	case !ok || !scoped || scope == "" || item == "":
		return Edit{}, fmt.Errorf("found %q; expected 'NAME: ITEM=VALUE', such as 'Series A: Conversion price=6.50'", text)
	case value == "":
		return Edit{}, fmt.Errorf("found no value in %q; expected 'NAME: ITEM=VALUE'", text)
	}
	return Edit{Target: target, Value: ParseCell(value, Source{File: CommandLine})}, nil
}

// cutTarget splits at the last colon: names may hold one ("Warrant: 2002 deal"), items never do.
func cutTarget(target string) (scope, item string, ok bool) {
	at := strings.LastIndex(target, ":")
	if at < 0 {
		return "", "", false
	}
	return strings.TrimSpace(target[:at]), strings.TrimSpace(target[at+1:]), true
}

// With returns the inputs with the edits made. The given inputs stay as they are; what is not edited is shared. Each
// edited cell keeps the edit's own source, so that later messages name the override.
func (in *Inputs) With(edits []Edit) (*Inputs, Issues) {
	if len(edits) == 0 {
		return in, nil
	}
	var f findings
	out := &Inputs{Files: in.Files, Paths: in.Paths, Tables: maps.Clone(in.Tables)}
	for _, e := range edits {
		t, issue := findTarget(out, e.Target, e.Value.At)
		if issue != nil {
			f.issues = append(f.issues, *issue)
			continue
		}
		out.Tables[t.sheet] = out.Tables[t.sheet].with(t, e.Value)
		if c, agreed := contractCell(out.Tables[t.sheet], t); agreed {
			out.Tables[t.sheet] = out.Tables[t.sheet].with(c, e.Value)
		}
	}
	return out, f.sorted()
}

// target is the cell that an edit changes. A row of -1 is to be added with name in the key column, a column of -1 with
// columnName as its header.
type target struct {
	sheet      string
	row        int
	key, name  string
	column     int
	columnName string
}

// with returns a copy of the table in which one cell is changed.
func (t *Table) with(to target, v Value) *Table {
	out := &Table{Sheet: t.Sheet, Columns: slices.Clone(t.Columns), Rows: slices.Clone(t.Rows)}
	if to.column < 0 {
		to.column = len(out.Columns)
		out.Columns = append(out.Columns, Column{Name: to.columnName, At: v.At})
		for row := range out.Rows {
			out.set(row, to.column, Value{})
		}
	}
	if to.row < 0 {
		to.row = len(out.Rows)
		out.Rows = append(out.Rows, Row{})
		out.set(to.row, out.Index(to.key), Value{Kind: Text, Text: to.name, At: v.At})
	}
	out.set(to.row, to.column, v)
	return out
}

// set puts a cell into a row of its own.
func (t *Table) set(row, column int, v Value) {
	cells := make([]Value, len(t.Columns))
	copy(cells, t.Rows[row].Cells)
	cells[column] = v
	t.Rows[row] = Row{Cells: cells}
}

// cell returns a cell by position, a blank where the row is short.
func (t *Table) cell(row, column int) Value {
	if cells := t.Rows[row].Cells; column < len(cells) {
		return cells[column]
	}
	return Value{}
}

// findTarget finds the cell that "<scope>: <item>" names. at is where the name stands.
func findTarget(in *Inputs, text string, at Source) (target, *Issue) {
	scope, item, ok := cutTarget(text)
	if !ok {
		return target{}, unknownTarget(text, at, "an input as '<Instrument>: <Term>', 'Company: <Field>', 'Simulation: <Field>', 'Policy <name>: <Setting>' or 'Event <ID>: <Column>'", nil)
	}
	if table := in.Tables["Instruments"]; table != nil {
		if column := instrumentColumn(table, scope); column >= 0 {
			return termTarget(table, column, item, at)
		}
	}
	kind, name, _ := strings.Cut(scope, " ")
	switch {
	case SameName(scope, "Company"):
		return fieldTarget(in, "Company", CompanyFields, item, at)
	case SameName(scope, "Simulation"):
		return fieldTarget(in, "Simulation", SimulationFields, item, at)
	case SameName(kind, "Policy") && name != "":
		return policyTarget(in, strings.TrimSpace(name), item, at)
	case SameName(kind, "Event") && name != "":
		return eventTarget(in, strings.TrimSpace(name), item, at)
	}
	return target{}, unknownTarget(scope, at, "an instrument, Company, Simulation, 'Policy <name>' or 'Event <ID>' before the colon", scopes(in))
}

func unknownTarget(found string, at Source, expected string, candidates []string) *Issue {
	return &Issue{Code: "unknown-input", At: at, Found: "'" + found + "'", Expected: expected, Remedy: suggestion(found, candidates)}
}

// scopes are the names that may stand before the colon.
func scopes(in *Inputs) []string {
	names := []string{"Company", "Simulation"}
	if t := in.Tables["Instruments"]; t != nil {
		for _, i := range instrumentColumns(t) {
			names = append(names, t.Columns[i].Name)
		}
	}
	for _, policy := range columnTexts(in.Tables["Policies"], "Policy") {
		names = append(names, "Policy "+policy)
	}
	for _, id := range columnTexts(in.Tables["Events"], "ID") {
		names = append(names, "Event "+id)
	}
	return names
}

func columnTexts(t *Table, column string) []string {
	if t == nil {
		return nil
	}
	var texts []string
	for row := range t.Rows {
		if text := trimmed(t.Value(row, column)); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

func rowWith(t *Table, column, text string) int {
	for row := range t.Rows {
		if SameName(t.Value(row, column).Text, text) {
			return row
		}
	}
	return -1
}

func termTarget(table *Table, column int, item string, at Source) (target, *Issue) {
	term, ok := TermByName(item)
	if !ok {
		return target{}, unknownTarget(item, at, "a term of "+table.Columns[column].Name+" after the colon", termNames())
	}
	return target{sheet: "Instruments", row: rowWith(table, "Term", term.Name), key: "Term", name: term.Name, column: column}, nil
}

// fieldTarget names a row of Company or Simulation.
func fieldTarget(in *Inputs, sheet string, fields []Field, item string, at Source) (target, *Issue) {
	field, ok := FieldByName(fields, item)
	if !ok {
		return target{}, unknownTarget(item, at, "a field of "+sheet+" after the colon", fieldNames(fields))
	}
	table := in.Tables[sheet]
	if table == nil || table.Index("Field") < 0 || table.Index("Value") < 0 {
		return target{}, &Issue{Code: "missing-sheet", At: at, Found: "no sheet '" + sheet + "' with the columns Field and Value",
			Expected: "one for '" + sheet + ": " + field.Name + "'", Remedy: "Add the sheet; 'scenarios init' writes one with every field"}
	}
	return target{sheet: sheet, row: rowWith(table, "Field", field.Name), key: "Field", name: field.Name, column: table.Index("Value")}, nil
}

func policyTarget(in *Inputs, name, item string, at Source) (target, *Issue) {
	setting, ok := SettingByName(item)
	if !ok {
		return target{}, unknownTarget(item, at, "a setting of Policies after the colon", settingNames())
	}
	table := in.Tables["Policies"]
	row := -1
	if table != nil {
		row = rowWith(table, "Policy", name)
	}
	if row < 0 {
		return target{}, unknownTarget(name, at, "a policy of the Policies sheet", columnTexts(table, "Policy"))
	}
	return target{sheet: "Policies", row: row, column: table.Index(setting.Name), columnName: setting.Name}, nil
}

// eventTarget names a cell of the event with an ID: of a contract and its issue, the issue.
func eventTarget(in *Inputs, id, item string, at Source) (target, *Issue) {
	columns := []string{"Date", "Quantity", "Price", "Amount"}
	i := slices.IndexFunc(columns, func(c string) bool { return SameName(c, item) })
	if i < 0 {
		return target{}, unknownTarget(item, at, "Date, Quantity, Price or Amount after the colon", columns)
	}
	table := in.Tables["Events"]
	if table != nil {
		for row := range table.Rows {
			if SameName(table.Value(row, "ID").Text, id) && !SameName(table.Value(row, "Event").Text, contractSigned) {
				return target{sheet: "Events", row: row, column: table.Index(columns[i]), columnName: columns[i]}, nil
			}
		}
	}
	return target{}, unknownTarget(id, at, "the ID of an event", columnTexts(table, "ID"))
}

// contractCell is the cell of a contract that says the same as an issue's cell: what is agreed changes with what is issued.
// The dates of the two are each their own.
func contractCell(table *Table, issue target) (target, bool) {
	if issue.sheet != "Events" || issue.column < 0 || issue.columnName == "Date" {
		return target{}, false
	}
	id := table.Value(issue.row, "ID").Text
	for row := range table.Rows {
		if SameName(table.Value(row, "ID").Text, id) && SameName(table.Value(row, "Event").Text, contractSigned) && !table.cell(row, issue.column).IsBlank() {
			contract := issue
			contract.row = row
			return contract, true
		}
	}
	return target{}, false
}
