package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// number and dated make cells for tests.
func number(text string, format Format) Cell {
	return Cell{Kind: NumberCell, Number: decimal.RequireFromString(text), Format: format}
}

func dated(year, month, day int) Cell {
	return Cell{Kind: DateCell, Date: model.DateOf(year, time.Month(month), day), Format: FormatDate}
}

func styled(c Cell, style Style) Cell {
	c.Style = style
	return c
}

func bookOf(sheets ...Sheet) Book {
	return Book{Title: "Test", Creator: "scenarios", Created: model.DateOf(2002, 12, 17), Sheets: sheets}
}

// part returns a part of an encoded workbook.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func encode(t *testing.T, b Book) []byte {
	t.Helper()
	data, err := Encode(b)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestEncodeGivesTheSameBytes(t *testing.T) {
	first := encode(t, demoBook())
	for range 3 {
		if !bytes.Equal(first, encode(t, demoBook())) {
			t.Fatal("the same book gave other bytes")
		}
	}
}

func TestPartsAreSortedAndTimeless(t *testing.T) {
	data := encode(t, demoBook())
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range archive.File {
		if !file.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s carries the time %s", file.Name, file.Modified)
		}
		if i == 0 && file.Name != contentTypes || i > 1 && file.Name < archive.File[i-1].Name {
			t.Errorf("%s stands at place %d", file.Name, i)
		}
	}
}

func TestTextNeverBecomesAFormula(t *testing.T) {
	hostile := []string{"=1+1", "+1", "-1+2", "@SUM(A1)", `=HYPERLINK("http://x","y")`, "\t=1", "=cmd|' /C calc'!A0"}
	var row SheetRow
	for _, text := range hostile {
		row.Cells = append(row.Cells, words(text))
	}
	xml := part(t, encode(t, bookOf(Sheet{Name: "S", Rows: []SheetRow{row}})), "xl/worksheets/sheet1.xml")
	if strings.Contains(xml, "<f>") {
		t.Errorf("a text was written as a formula: %s", xml)
	}
	if got := strings.Count(xml, `t="inlineStr"`); got != len(hostile) {
		t.Errorf("%d of %d texts are text cells", got, len(hostile))
	}
}

func TestTextSurvivesTheFormat(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a<b & c>d", "a&lt;b &amp; c&gt;d"},
		{"_x0041_", "_x005F_x0041_"},
		{" spaced ", `<t xml:space="preserve"> spaced </t>`},
		{"two\nlines", "two\nlines"},
		{"Zürich 東京", "Zürich 東京"},
	}
	for _, test := range tests {
		xml := part(t, encode(t, bookOf(Sheet{Name: "S", Rows: []SheetRow{{Cells: []Cell{words(test.text)}}}})), "xl/worksheets/sheet1.xml")
		if !strings.Contains(xml, test.want) {
			t.Errorf("%q is not in %s", test.want, xml)
		}
	}
}

func TestCellsOnTheSheet(t *testing.T) {
	tests := []struct {
		name string
		cell Cell
		want string
	}{
		{"whole number", number("4437858", FormatCount), "<v>4437858</v>"},
		{"shortest double", number("0.1", FormatPrice), "<v>0.1</v>"},
		{"more digits than a double", number("0.333333333333333333333333", FormatPrecise), "<v>0.3333333333333333</v>"},
		{"negative", number("-12.5", FormatMoney), "<v>-12.5</v>"},
		{"date", dated(2002, 12, 17), "<v>37607</v>"},
		{"numeric formula", Cell{Kind: FormulaNumber, Formula: "1/4", Number: decimal.RequireFromString("0.25"), Format: FormatPercent}, "><f>1/4</f><v>0.25</v>"},
		{"date formula, serial number", Cell{Kind: FormulaNumber, Formula: "A1", Number: decimal.NewFromInt(37607), Format: FormatDate}, "<f>A1</f><v>37607</v>"},
		{"date formula, date", Cell{Kind: FormulaNumber, Formula: "A1", Date: model.DateOf(2002, 12, 17), Format: FormatDate}, "<f>A1</f><v>37607</v>"},
		{"text formula", Cell{Kind: FormulaText, Formula: `IF(A1>0,"OK","CHECK")`, Text: "OK"}, `t="str"><f>IF(A1&gt;0,&#34;OK&#34;,&#34;CHECK&#34;)</f><v>OK</v>`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			xml := part(t, encode(t, bookOf(Sheet{Name: "S", Rows: []SheetRow{{Cells: []Cell{test.cell}}}})), "xl/worksheets/sheet1.xml")
			if !strings.Contains(xml, test.want) {
				t.Errorf("%s is not in %s", test.want, xml)
			}
			if strings.Contains(test.want, "><f>1/4") && strings.Contains(xml, `t="str"`) {
				t.Errorf("the figure of a formula was written as a text: %s", xml)
			}
		})
	}
}

func TestWhatEncodeRefuses(t *testing.T) {
	cell := func(c Cell) Sheet { return Sheet{Name: "S", Rows: []SheetRow{{Cells: []Cell{{}, c}}}} }
	headers := func(texts ...string) Sheet {
		s := Sheet{Name: "S", Rows: make([]SheetRow, 2), Tables: []TableRange{{Name: "T", Range: "A1:B2"}}}
		for _, text := range texts {
			s.Rows[0].Cells = append(s.Rows[0].Cells, words(text))
		}
		return s
	}
	tests := []struct {
		name string
		book Book
		want string
	}{
		{"no sheet", bookOf(), "the workbook has no sheet"},
		{"no date", Book{Created: model.NoDate, Sheets: []Sheet{{Name: "S"}}}, "the workbook has no date"},
		{"same name", bookOf(Sheet{Name: "S"}, Sheet{Name: "s"}), "two sheets are named 's'"},
		{"long name", bookOf(Sheet{Name: strings.Repeat("x", 32)}), "the name has 32 characters; a sheet's name has 1 to 31"},
		{"name with a slash", bookOf(Sheet{Name: "a/b"}), `a sheet's name can't hold any of : \ / ? * [ ] or begin or end with an apostrophe`},
		{"long text", bookOf(cell(words(strings.Repeat("x", 32_768)))), "sheet 'S': cell B1: the text has 32,768 characters; a cell holds at most 32,767"},
		{"long formula", bookOf(cell(Cell{Kind: FormulaText, Formula: strings.Repeat("1", 8_193)})), "the formula has 8,193 characters; a formula holds at most 8,192"},
		{"rows", bookOf(Sheet{Name: "S", Rows: make([]SheetRow, 1_048_577)}), "has 1,048,577 rows; a sheet holds at most 1,048,576"},
		{"columns", bookOf(Sheet{Name: "S", Rows: []SheetRow{{Cells: make([]Cell, 16_385)}}}), "row 1 has 16,385 columns; a sheet holds at most 16,384"},
		{"large number", bookOf(cell(number("1e400", FormatMoney))), "cell B1: a number of the order of 1E+400; a cell holds numbers from 1E-307 to 1E+307"},
		{"huge exponent", bookOf(cell(Cell{Kind: NumberCell, Number: decimal.New(1, 2_000_000_000), Format: FormatMoney})), "a number of the order of 1E+2000000000"},
		{"small number", bookOf(cell(number("1e-400", FormatMoney))), "a number of the order of 1E-400"},
		{"number without a format", bookOf(cell(number("1", FormatText))), "cell B1: a number needs a number format"},
		{"no date in a date cell", bookOf(cell(Cell{Kind: DateCell, Date: model.NoDate})), "cell B1: a date cell without a date"},
		{"early date", bookOf(cell(dated(1899, 12, 31))), "the date 1899-12-31; a cell holds dates from 1900-03-01 to 9999-12-31"},
		{"formula cell without a formula", bookOf(cell(Cell{Kind: FormulaNumber, Format: FormatMoney})), "a formula cell needs a formula"},
		{"link into nowhere", bookOf(cell(Cell{Kind: TextCell, Text: "go", Link: "T"})), "the link goes to a sheet 'T' that is not in the workbook"},
		{"two equal headers", bookOf(headers("Date", "date")), "table T: cell B1 repeats the header 'date'"},
		{"no header", bookOf(headers("Date", "")), "table T: cell B1 must hold a header, a text on one line"},
		{"name with a space", bookOf(Sheet{Name: "S", Names: []DefinedName{{Name: "a b", RefersTo: "'S'!$A$1"}}}), "'a b' can't be a defined name"},
		{"same name twice", bookOf(Sheet{Name: "S", Mark: "m.S", Names: []DefinedName{{Name: "M.s", RefersTo: "'S'!$A$1"}}}), "the name 'M.s' is used twice"},
		{"name of no sheet", bookOf(Sheet{Name: "S", Names: []DefinedName{{Name: "N", RefersTo: "'T'!$A$1"}}}), "the name 'N' refers to ''T'!$A$1', which is no place in the workbook"},
		{"titles", bookOf(Sheet{Name: "S", Titles: "5"}), "'5' are not rows to repeat, such as 1:5"},
		{"bounds", bookOf(Sheet{Name: "S", Lists: []Validation{{Range: "A1", Kind: "whole", Min: 3, Max: 2}}}), "the values allowed in A1 run from 3 down to 2"},
		{"unknown active sheet", Book{Active: "T", Sheets: []Sheet{{Name: "S"}}}, "the sheet to open first, 'T', is not in the workbook"},
		{"chart of no figures", bookOf(Sheet{Name: "S", Charts: []Chart{{Title: "C", Anchor: "A1", Series: []Series{{Values: "'S'!$A$1:$A$3"}}}}}), "chart 'C': series 1: 'S'!$A$1:$A$3 holds no figure"},
		{"chart of no sheet", bookOf(Sheet{Name: "S", Charts: []Chart{{Title: "C", Anchor: "A1", Series: []Series{{Values: "'T'!$A$1"}}}}}), "there is no sheet 'T'"},
		{"kind of value", bookOf(Sheet{Name: "S", Lists: []Validation{{Range: "A1", Kind: "colour"}}}), "'colour' is not a kind of value"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Encode(test.book)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestPrintSetUpOnEverySheet(t *testing.T) {
	b := demoBook()
	data := encode(t, b)
	workbook := part(t, data, "xl/workbook.xml")
	if got := strings.Count(workbook, "_xlnm.Print_Area"); got < len(b.Sheets) {
		t.Errorf("%d of %d sheets have a print area", got, len(b.Sheets))
	}
	for i, s := range b.Sheets {
		xml := part(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		orientation := `orientation="landscape"`
		if s.Portrait {
			orientation = `orientation="portrait"`
		}
		for _, want := range []string{`fitToPage="true"`, orientation, `fitToWidth="1"`, `showGridLines="false"`, "<tabColor",
			`&amp;L&amp;8&amp;F, &amp;A&amp;C&amp;8Page &amp;P of &amp;N&amp;R&amp;8 2002-12-17`} {
			if !strings.Contains(xml, want) {
				t.Errorf("sheet %s lacks %s", s.Name, want)
			}
		}
	}
}

func TestLongListsStandOnASheet(t *testing.T) {
	long := []string{"Issue common, for cash", "Split"}
	b := bookOf(Sheet{Name: "Events", Group: InputGroup, Rows: []SheetRow{{Cells: []Cell{styled(words("Event"), StyleHeader)}}},
		Lists: []Validation{{Range: "A2:A9", List: long}, {Range: "B2:B9", List: []string{"Yes", "No"}}}}, Sheet{Name: "Out", Group: OutputGroup})
	data := encode(t, b)
	rules := part(t, data, "xl/worksheets/sheet1.xml")
	for _, want := range []string{"'Lists'!$A$5:$A$6", `"Yes,No"`} {
		if !strings.Contains(rules, want) {
			t.Errorf("%s is not in %s", want, rules)
		}
	}
	if values := part(t, data, "xl/worksheets/sheet2.xml"); !strings.Contains(values, "Issue common, for cash") {
		t.Errorf("the values stand nowhere: %s", values)
	}
}

func TestOnlyMarksAreHidden(t *testing.T) {
	b := bookOf(Sheet{Name: "Price Adjustments", Mark: SheetMark("Price Adjustments"), Names: []DefinedName{{Name: "Dilution", RefersTo: "'Price Adjustments'!$A$1"}}})
	workbook := part(t, encode(t, b), "xl/workbook.xml")
	if !strings.Contains(workbook, `hidden="true" name="scenarios.Price_Adjustments"`) || strings.Count(workbook, "hidden=") != 1 {
		t.Errorf("the mark must be hidden and nothing else: %s", workbook)
	}
}

func TestColumnsAscend(t *testing.T) {
	xml := part(t, encode(t, bookOf(Sheet{Name: "S", Widths: []float64{5, 6, 7}})), "xl/worksheets/sheet1.xml")
	a, b, c := strings.Index(xml, `<col min="1"`), strings.Index(xml, `<col min="2"`), strings.Index(xml, `<col min="3"`)
	if a < 0 || b < a || c < b {
		t.Errorf("columns at %d, %d, %d", a, b, c)
	}
}

func TestOneSheetIsActive(t *testing.T) {
	b := bookOf(Sheet{Name: "A"}, Sheet{Name: "B"}, Sheet{Name: "C"})
	b.Active = "B"
	data := encode(t, b)
	for i, want := range []bool{false, true, false} {
		if got := strings.Contains(part(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)), `tabSelected="true"`); got != want {
			t.Errorf("sheet %d selected: %v", i+1, got)
		}
	}
	if !strings.Contains(part(t, data, "xl/workbook.xml"), `activeTab="1"`) {
		t.Error("the second sheet is not in front")
	}
}

func TestAllowedValues(t *testing.T) {
	tests := []struct {
		rule Validation
		want string
	}{
		{Validation{Kind: "date"}, "Enter a date."},
		{Validation{Kind: "decimal"}, "Enter a number."},
		{Validation{Kind: "whole", Max: 1_000_000_000_000}, "Enter a whole number from 0 to 1000000000000."},
		{Validation{Kind: "date", Min: 37607, Max: 37608}, "Enter a date from 2002-12-17 to 2002-12-18."},
	}
	for _, test := range tests {
		if got := test.rule.allowed(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestWrappedLines(t *testing.T) {
	tests := []struct {
		text    string
		perLine int
		want    int
	}{{"", 10, 1}, {"one two", 7, 1}, {"one two", 6, 2}, {"a\nb", 10, 2}, {"abcdefghij", 4, 3}, {"one", 0, 3}}
	for _, test := range tests {
		if got := wrappedLines(test.text, test.perLine); got != test.want {
			t.Errorf("%q at %d: %d lines, want %d", test.text, test.perLine, got, test.want)
		}
	}
}

// The colours of a status follow what its formula shows: a rule for the text of a passed check and one for any other.
func TestStatusChangesColourWithItsText(t *testing.T) {
	s := Sheet{Name: "S", Status: []StatusRange{{Range: "A1:A3", Good: `Errors: "0"`, Alarm: StyleBad}, {Range: "B1", Good: "Alerts: 0", Alarm: StyleAlert}}}
	data := encode(t, bookOf(s))
	sheet, styles := part(t, data, "xl/worksheets/sheet1.xml"), part(t, data, "xl/styles.xml")
	for _, want := range []string{`<conditionalFormatting sqref="A1:A3">`, `operator="equal"`, `operator="notEqual"`, `&#34;Errors: &#34;&#34;0&#34;&#34;&#34;`, `sqref="B1"`} {
		if !strings.Contains(sheet, want) {
			t.Errorf("the sheet lacks %s: %s", want, sheet)
		}
	}
	for _, colour := range []string{colourGoodFill, colourBadFill, colourAlertFill} {
		if !strings.Contains(styles[strings.Index(styles, "<dxfs"):], colour) {
			t.Errorf("the conditional styles lack %s", colour)
		}
	}
}
