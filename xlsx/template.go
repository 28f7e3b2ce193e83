package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"scenarios/model"
)

// TemplateNames are the workbooks that can be written for a user to fill in: an empty one, and the empty one with the
// term sheets of Wire One's two contracts.
var TemplateNames = []string{"blank", "wire-one"}

// templateDate stands in the properties and footers of the templates, so that the same schema gives the same bytes.
var templateDate = model.DateOf(2026, 11, 22)

// Template returns a workbook to fill in. It is an error that lists the names when there is no template of this name.
func Template(name string) (Book, error) {
	if !slices.Contains(TemplateNames, name) {
		return Book{}, fmt.Errorf("there is no template '%s'; there are: %s", name, strings.Join(TemplateNames, ", "))
	}
	b := Book{Title: "Scenarios workbook", Creator: "scenarios", Created: templateDate, Active: companySheet, Template: true, Sheets: BlankSheets()}
	if name == "wire-one" {
		b.Title = "Scenarios workbook with Wire One's term sheets"
		in := blankInputs()
		in.Tables[instrumentsSheet] = WireOneTerms()
		b.Sheets = layOutInputs(in, true)
	}
	return b, nil
}

// blankInputs are all input sheets with their declared columns, every field of Company and those of Simulation that work,
// every term, and nothing of the user's.
func blankInputs() *model.Inputs {
	in := &model.Inputs{Tables: map[string]*model.Table{}, Paths: &model.PathTable{Names: []string{"Path 1"}}}
	for i := range InputSheetKinds {
		kind := &InputSheetKinds[i]
		table := &model.Table{Sheet: kind.Name}
		for _, c := range kind.All() {
			table.Columns = append(table.Columns, model.Column{Name: c.Name})
		}
		in.Tables[kind.Name] = table
	}
	for _, f := range model.CompanyFields {
		addRow(in.Tables[companySheet], f.Name)
	}
	for _, f := range model.SimulationFields {
		if !f.Later.All {
			addRow(in.Tables[simulationSheet], f.Name)
		}
	}
	instruments := in.Tables[instrumentsSheet]
	instruments.Columns = append(instruments.Columns, model.Column{Name: "Instrument 1"})
	for _, t := range model.AllTerms {
		addRow(instruments, t.Name)
	}
	return in
}

// The instruments of the Wire One term sheets.
const (
	seriesAName = "Series A"
	notesName   = "2002 Notes"
)

// WireOneTerms is the Instruments sheet with Wire One's Series A certificate and its notes of 2002.
func WireOneTerms() *model.Table {
	table := &model.Table{Sheet: instrumentsSheet}
	for _, name := range []string{"Term", "Unit", "Clause", seriesAName, notesName, sourceColumn.Name} {
		table.Columns = append(table.Columns, model.Column{Name: name})
	}
	for i := range model.AllTerms {
		t := &model.AllTerms[i]
		addRow(table, t.Name, t.Unit, clausesOf(t), t.SeriesA, t.Notes, termSource(t))
	}
	return table
}

// termSource says what a reader would miss in the term sheets otherwise.
func termSource(t *model.Term) string {
	switch {
	case t.Name == "Maturity":
		return "Notes: later where Maturity after senior debt says so"
	case blankInContract(t):
		return "The certificate leaves the day of June blank; the fourteenth, its own date, is taken"
	}
	return ""
}

// blankInContract reports whether the certificate leaves the day of this date open.
func blankInContract(t *model.Term) bool {
	return t.Name == "Convertible from" || t.Name == "Alternative price from" || t.Name == "Redemption if unconverted by"
}

// addRow appends a row of texts, blank beyond those given.
func addRow(table *model.Table, words ...string) {
	row := model.Row{Cells: make([]model.Value, len(table.Columns))}
	for i, w := range words {
		if w != "" {
			row.Cells[i] = model.Value{Kind: model.Text, Text: w}
		}
	}
	table.Rows = append(table.Rows, row)
}
