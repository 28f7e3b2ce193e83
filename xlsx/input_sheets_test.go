package xlsx

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

func TestTypedCell(t *testing.T) {
	text := func(s string) model.Value { return model.Value{Kind: model.Text, Text: s} }
	number := func(s string) model.Value {
		return model.Value{Kind: model.Number, Text: s, Number: decimal.RequireFromString(s)}
	}
	for _, c := range []struct {
		name   string
		kind   model.ValueType
		value  model.Value
		want   CellKind
		format Format
		shows  string
	}{
		{"percent as text", model.TypePercent, text(" 4.99% "), NumberCell, FormatPercentFine, "4.990%"},
		{"percent as fraction", model.TypePercent, number("0.7"), NumberCell, FormatPercentFine, "70.000%"},
		{"price", model.TypePrice, text("7.00"), NumberCell, FormatPrice, "7.0000"},
		{"price with more places", model.TypePrice, number("6.57798165"), NumberCell, FormatPrecise, "6.577981650000"},
		{"relative price", model.TypeRelativePrice, text("85% of market"), TextCell, FormatText, "85% of market"},
		{"count", model.TypeCount, number("17210827"), NumberCell, FormatCount, "17,210,827"},
		{"split factor", model.TypeNumber, number("0.1"), NumberCell, FormatNumber, "0.1000"},
		{"date as text", model.TypeDate, text("2002-12-17"), DateCell, FormatDate, "2000-00-00"},
		{"not a date", model.TypeDate, text("soon"), TextCell, FormatText, "soon"},
		{"yes", model.TypeYesNo, model.Value{Kind: model.Bool, Text: "TRUE"}, TextCell, FormatText, "Yes"},
		{"formula text stays text", model.TypeText, text("=1+1"), TextCell, FormatText, "=1+1"},
		{"blank", model.TypeDate, text("  "), Empty, FormatText, "0"},
	} {
		got := typedCell(c.kind, c.value)
		if got.Kind != c.want || got.Format != c.format || shown(got) != c.shows && c.want != Empty || got.Style != StyleInput {
			t.Errorf("%s: %+v shown as %s, want kind %d format %d shown as %s", c.name, got, shown(got), c.want, c.format, c.shows)
		}
	}
}

// What a user's table says comes back cell by cell, whatever the order of its columns.
func TestInputSheetsHoldWhatWasRead(t *testing.T) {
	in := capTableInputs()
	sheets := InputSheets(in)
	if len(sheets) != 2 || sheets[0].Name != capTableSheet || sheets[1].Name != pathsSheet {
		t.Fatalf("sheets with rows: %v", sheetNames(sheets))
	}
	capTable := sheets[0]
	header := headerRow(t, capTable)
	for i, want := range []string{"Fund A", "", "Common", "", "1000"} {
		if got := capTable.cell(i+1, header+1); got.Text != want && got.Number.String() != want {
			t.Errorf("%s: %+v, want %s", capTable.cell(i+1, header).Text, got, want)
		}
	}
	if !strings.Contains(capTable.Rows[2].Cells[0].Text, "cap.xlsx, SHA-256 abc") {
		t.Errorf("no stamp of the file: %+v", capTable.Rows[:3])
	}
	paths := sheets[1]
	if got := paths.cell(2, headerRow(t, paths)+1); !got.Number.Equal(decimal.RequireFromString("7.25")) {
		t.Errorf("close %+v, want 7.25", got)
	}
	if got := paths.cell(2, headerRow(t, paths)+2); got.Kind != Empty {
		t.Errorf("a missing close must stay empty: %+v", got)
	}
}

func capTableInputs() *model.Inputs {
	text := func(s string) model.Value { return model.Value{Kind: model.Text, Text: s} }
	return &model.Inputs{
		Files: []model.InputFile{{Name: "in/cap.xlsx", SHA256: "abc", Sheets: []string{capTableSheet}}},
		Tables: map[string]*model.Table{
			capTableSheet: {Sheet: capTableSheet, Columns: []model.Column{{Name: "Security"}, {Name: "Holder"}, {Name: "Quantity"}},
				Rows: []model.Row{{Cells: []model.Value{text("Common"), text("Fund A"), {Kind: model.Number, Number: decimal.NewFromInt(1000)}}}}},
			eventsSheet: {Sheet: eventsSheet, Columns: []model.Column{{Name: "Date"}, {Name: "Event"}}},
		},
		Paths: &model.PathTable{Dates: []model.Date{0, 1}, Names: []string{"slow"}, Closes: [][]int64{{7_250_000, model.MissingClose}}},
	}
}

func sheetNames(sheets []Sheet) []string {
	var all []string
	for _, s := range sheets {
		all = append(all, s.Name)
	}
	return all
}

func headerRow(t *testing.T, s Sheet) int {
	t.Helper()
	table, err := parseArea(s.Tables[0].Range)
	if err != nil {
		t.Fatal(err)
	}
	return table.top
}

// The blank workbook has every sheet, every declared column, every field and every term, and no value.
func TestBlankSheetsHaveEverythingAndNoValue(t *testing.T) {
	sheets := BlankSheets()
	if len(sheets) != len(InputSheetKinds) {
		t.Fatalf("sheets: %v", sheetNames(sheets))
	}
	for i, s := range sheets {
		kind := InputSheetKinds[i]
		header := headerRow(t, s)
		var headers []string
		for _, c := range s.Rows[header-1].Cells {
			name, _, _ := strings.Cut(c.Text, " (")
			headers = append(headers, name)
		}
		for _, c := range kind.All() {
			if !slices.Contains(headers, c.Name) {
				t.Errorf("%s: no column %s", s.Name, c.Name)
			}
		}
		for _, row := range s.Rows[header:] {
			for c, cell := range row.Cells {
				if cell.Kind != Empty && !slices.Contains([]string{"Term", "Field", "Unit", "Source"}, headers[c]) {
					t.Errorf("%s: column %s is not blank: %+v", s.Name, headers[c], cell)
				}
			}
		}
	}
	if got, want := len(sheets[2].Rows)-headerRow(t, sheets[2]), len(model.AllTerms); got != want {
		t.Errorf("%d term rows, want %d", got, want)
	}
}

// Nothing typed is wider than its column: long texts wrap, figures fit.
func TestNothingIsCut(t *testing.T) {
	book, err := Template("wire-one")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets {
		for _, row := range s.Rows[headerRow(t, s):] {
			for i, c := range row.Cells {
				wraps := c.Style == StyleInputProse || c.Style == StyleProse
				if !wraps && float64(letters(shown(c))) > s.Widths[i] && c.Kind != Empty {
					t.Errorf("%s: '%s' is wider than its column", s.Name, shown(c))
				}
			}
		}
	}
}

func TestAllOfWireOnesTermsWork(t *testing.T) {
	table := WireOneTerms()
	for n := range table.Rows {
		term, ok := model.TermByName(table.Value(n, "Term").Text)
		if !ok {
			t.Fatalf("row %d names no term", n)
		}
		if v := table.Value(n, seriesAName).Text; term.Unsupported(model.KindPreferred, v) {
			t.Errorf("%s: %q of the Series A does not work yet", term.Name, v)
		}
		if v := table.Value(n, notesName).Text; term.Unsupported(model.KindNote, v) {
			t.Errorf("%s: %q of the notes does not work yet", term.Name, v)
		}
	}
}

func TestTemplateUnknownName(t *testing.T) {
	_, err := Template("wire")
	if err == nil || !strings.Contains(err.Error(), "'wire'") || !strings.Contains(err.Error(), "wire-one") {
		t.Errorf("error %v must name what was asked for and what there is", err)
	}
}

// Excel shows nothing of a header that two columns share; names in the schema must differ.
func TestColumnsAreUniqueAndExplained(t *testing.T) {
	for _, kind := range InputSheetKinds {
		seen := map[string]bool{}
		for _, c := range kind.All() {
			key := strings.ToLower(c.Name)
			if seen[key] || !strings.HasSuffix(c.Help, ".") {
				t.Errorf("%s: column %s occurs twice or has no help", kind.Name, c.Name)
			}
			seen[key] = true
		}
	}
}

// A template that was written and read again says what it said, without a complaint of the reader.
func TestTemplatesReadBack(t *testing.T) {
	for _, name := range TemplateNames {
		book, err := Template(name)
		if err != nil {
			t.Fatal(err)
		}
		data, err := Encode(book)
		if err != nil {
			t.Fatal(err)
		}
		in, issues := ReadBytes(name, data)
		if len(issues) > 0 {
			t.Errorf("%s: %v", name, issues)
		}
		again := InputSheets(in)
		for _, s := range again {
			i := slices.IndexFunc(book.Sheets, func(b Sheet) bool { return b.Name == s.Name })
			want, got := book.Sheets[i].Rows[headerRow(t, book.Sheets[i]):], s.Rows[headerRow(t, s):]
			if len(got) != len(want) {
				t.Errorf("%s, %s: %d rows came back, want %d", name, s.Name, len(got), len(want))
			}
			for n := range min(len(got), len(want)) {
				for c := range got[n].Cells {
					if a, b := got[n].Cells[c], want[n].Cells[c]; a.Kind != b.Kind || shown(a) != shown(b) || a.Date != b.Date {
						t.Errorf("%s, %s, row %d: %s came back, want %s", name, s.Name, n+1, shown(a), shown(b))
					}
				}
			}
		}
	}
}
