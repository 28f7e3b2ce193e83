package xlsx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scenarios/model"
)

var (
	companyRows    = grid([]any{"Field", "Value"}, []any{"Name", "Wire One"})
	capTableRows   = grid([]any{"Holder", "Security", "Quantity"}, []any{"Public", "Common", 100})
	instrumentRows = grid([]any{"Term", "Series A"}, []any{"Kind", "Preferred"})
)

// required are the sheets that a workbook must have, followed by others.
func required(more ...testSheet) []testSheet {
	return append([]testSheet{{name: "Company", rows: companyRows}, {name: "Cap Table", rows: capTableRows}, {name: "Instruments", rows: instrumentRows}}, more...)
}

func december(n int) model.Date { return model.DateOf(2002, time.December, n) }

func TestReadTables(t *testing.T) {
	b := testBook{
		names: `<definedName name="scenarios.Price_History">'Price History'!$A$1</definedName>`,
		sheets: []testSheet{
			{name: " COMPANY ", rows: grid([]any{"Our company"}, []any{}, []any{nil, " field ", nil, "VALUE (typed)", "Source"},
				[]any{nil, "Name", nil, "Wire One", "10-K"}, []any{nil, " ", nil, nil, xmlCell(` s="1"/>`)}, []any{nil, "Valuation date", nil, december(17)})},
			{name: "Cap Table", rows: grid([]any{"Holder", "Security", "Quantity (shares)", "Price (USD per share)"}, []any{"Fund A", "Series A", 2450, 7000}), state: "veryHidden"},
			{name: "Instruments", rows: grid([]any{"Term", "Unit", "Clause", "Series A (2000)", "2002 Notes"}, []any{"Ownership limit", "%", "1(d)", xmlCell(` s="3"><v>4.99E-2</v></c>`)})},
			{name: "Scenarios", rows: grid([]any{"Scenario", "Price path", "Series A: Conversion price"}, []any{"cut", "flat", 6.5})},
			{name: "Price History", rows: grid([]any{"results"})},
			{name: "Notes to self", rows: grid([]any{"anything", xmlCell(` t="e"><v>#N/A</v></c>`)})},
		},
	}
	inputs, issues := ReadBytes("in.xlsx", b.bytes(t))
	if len(issues) > 0 {
		t.Fatalf("issues: %v", issues)
	}
	var got []string
	for _, sheet := range []string{"Company", "Cap Table", "Instruments", "Scenarios", "Price History"} {
		table := inputs.Tables[sheet]
		if table == nil {
			continue
		}
		for _, c := range table.Columns {
			got = append(got, c.At.Cell+"="+c.Name)
		}
		for _, row := range table.Rows {
			for _, v := range row.Cells {
				got = append(got, v.At.Cell+" "+v.Text)
			}
		}
	}
	want := "B3=Field, D3=Value, E3=Source, B4 Name, D4 Wire One, E4 10-K, B6 Valuation date, D6 2002-12-17, E6 , " +
		"A1=Holder, B1=Security, C1=Quantity, D1=Price, A2 Fund A, B2 Series A, C2 2450, D2 7000, " +
		"A1=Term, B1=Unit, C1=Clause, D1=Series A (2000), E1=2002 Notes, A2 Ownership limit, B2 %, C2 1(d), D2 0.0499, E2 , " +
		"A1=Scenario, B1=Price path, C1=Series A: Conversion price, A2 cut, B2 flat, C2 6.5"
	if strings.Join(got, ", ") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, ", "), want)
	}
	if at := inputs.Tables["Company"].Rows[0].Cells[1].At; at != (model.Source{File: "in.xlsx", Sheet: " COMPANY ", Cell: "D4"}) {
		t.Errorf("place %v", at)
	}
	if file := inputs.Files[0]; strings.Join(file.Sheets, ",") != "Company,Cap Table,Instruments,Scenarios" || len(file.SHA256) != 64 {
		t.Errorf("file %+v", file)
	}
}

func TestReadExcelTable(t *testing.T) {
	table := `<table displayName="Positions" ref="B3:D6" totalsRowCount="1"><tableColumns><tableColumn name="Holder"/><tableColumn name="Security"/><tableColumn name="Quantity"/></tableColumns></table>`
	side := `<table displayName="Side" ref="H1:H2"><tableColumns><tableColumn name="Rate"/></tableColumns></table>`
	rows := func(below ...[]any) string {
		return grid(append([][]any{{nil, "The Holder of each", nil, nil, nil, nil, nil, "Rate"}, {nil, "Holder", nil, nil, nil, nil, nil, 1}, {nil, "Holder", "Security", "Quantity", nil, "a remark"},
			{nil, "Fund A", "Series A", 2450, nil, "another"}, {nil, "Public", "Common", 100}, {nil, "Total", nil, 2550}}, below...)...)
	}
	for _, test := range []struct {
		name, rows, want string
		tables           []string
	}{
		{"table", rows(), "", []string{side, table}},
		{"rows below", rows([]any{"x"}, []any{nil, "Fund B", "Common", 5}), "outside-table B8", []string{table}},
		{"column beside", strings.Replace(rows(), `<c r="F3" `, `<c r="E3" `, 1), "outside-table E3", []string{table}},
		{"two tables", rows(), "several-tables", []string{table, table}},
		{"table without rows", rows(), "damaged-part; missing-sheet", []string{strings.Replace(table, "B3:D6", "D6:B3", 1)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheets := required()
			sheets[1].rows, sheets[1].tables = test.rows, test.tables
			inputs, issues := ReadBytes("in.xlsx", testBook{sheets: sheets}.bytes(t))
			if got := codes(issues); got != test.want && got+"; missing-sheet" != test.want {
				t.Errorf("got %q, want %q: %v", got, test.want, issues)
			}
			if read := inputs.Tables["Cap Table"]; read != nil && (len(read.Rows) != 2 || len(read.Columns) != 3) {
				t.Errorf("got %d rows, %d columns", len(read.Rows), len(read.Columns))
			}
		})
	}
}

func TestReadIssues(t *testing.T) {
	with := func(sheet, rows string) []testSheet {
		sheets := required()
		for i := range sheets {
			if sheets[i].name == sheet {
				sheets[i].rows = rows
				return sheets
			}
		}
		return append(sheets, testSheet{name: sheet, rows: rows})
	}
	for _, test := range []struct {
		name   string
		sheets []testSheet
		want   string
		part   string // of the first message
	}{
		{"nothing wrong", required(), "", ""},
		{"no sheets", required()[:1], "missing-sheet; missing-sheet", "in.xlsx: found no sheet 'Cap Table'"},
		{"no header", with("Events", grid([]any{"nothing", "here"})), "missing-header", "a row with the columns Date, Event"},
		{"empty sheet", with("Events", ""), "missing-header", "delete the sheet"},
		{"misspelt column", with("Cap Table", grid([]any{"Holder", "Security", "Quantity", "Pryce (USD)"})), "unknown-column D1", "Did you mean 'Price'?"},
		{"unknown column", with("Company", grid([]any{"Field", "Value", "Colour"})), "unknown-column C1", "one of Field, Value, Unit, Source"},
		{"override that is none", with("Scenarios", grid([]any{"Scenario", "Price path", "Notes", ": x"})), "unknown-column C1; unknown-column D1", "such as 'Series A: Conversion price'"},
		{"column twice", with("Cap Table", grid([]any{"Holder", "Security", "Quantity (shares)", "quantity (units)"})), "duplicate-column D1", "besides cell C1"},
		{"instrument twice", with("Instruments", grid([]any{"Term", "Series A", " series a "})), "duplicate-column C1", ""},
		{"column missing", with("Cap Table", grid([]any{"Holder", "Quantity"})), "missing-column A1", "no column 'Security'"},
		{"cells without a header", with("Company", grid([]any{"Field", "Value"}, []any{"Name", "x", nil, "y"}, []any{"Name", "x", nil, "z"})), "unnamed-column D1", "over cell D2"},
		{"errors in cells", with("Company", grid([]any{"Field", "Value"}, []any{"Name", xmlCell(` t="e"><v>#REF!</v></c>`)}, []any{"x", xmlCell(`><f>1+1</f></c>`)}, []any{"y", xmlCell(` s="1"><v>-3</v></c>`)}, []any{"z", xmlCell(`><v>1E999</v></c>`)})),
			"cell-error B2; formula-without-value B3; not-a-date B4; bad-number B5", "found the error '#REF!'"},
		{"error in the header", with("Company", grid([]any{"Field", "Value", xmlCell(` t="e"><v>#NAME?</v></c>`)})), "cell-error C1", ""},
		{"sheet twice", append(required(), testSheet{name: "company ", rows: companyRows}), "duplicate-sheet", "it stands in in.xlsx, sheet 'Company' too"},
		{"order of the sheets", append([]testSheet{{name: "Holidays", rows: grid([]any{"x"})}}, required(testSheet{name: "Events", rows: grid([]any{"y"})})...), "missing-header; missing-header", "sheet 'Events'"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, issues := ReadBytes("in.xlsx", testBook{sheets: test.sheets}.bytes(t))
			if got := codes(issues); got != test.want {
				t.Fatalf("got %q, want %q: %v", got, test.want, issues)
			}
			if len(issues) > 0 && !strings.Contains(issues[0].Error(), test.part) {
				t.Errorf("message %q lacks %q", issues[0].Error(), test.part)
			}
		})
	}
}

func TestReadPaths(t *testing.T) {
	sheets := required(testSheet{name: "Price Paths", rows: grid(
		[]any{"Closes in USD"}, []any{"Date", "flat", nil, "slow decline (B)"},
		[]any{december(17), 2.1, nil, xmlCell(`><v>7.0999999999999996</v></c>`)}, []any{" "}, []any{"2002-12-18", nil, nil, xmlCell(`><f>ROUND(D3,2)</f><v>7.05</v></c>`)})})
	inputs, issues := ReadBytes("in.xlsx", testBook{sheets: sheets}.bytes(t))
	if len(issues) > 0 {
		t.Fatalf("issues: %v", issues)
	}
	p := inputs.Paths
	if strings.Join(p.Names, ",") != "flat,slow decline (B)" || p.Column[1] != 4 || p.Row[1] != 5 || p.DateAt[1].Cell != "A5" || p.NameAt[1].Cell != "D2" {
		t.Errorf("got %+v", p)
	}
	if p.Dates[0] != december(17) || p.Dates[1] != december(18) || p.Closes[0][0] != 2_100_000 || p.Closes[0][1] != model.MissingClose || p.Closes[1][0] != 7_100_000 || p.Closes[1][1] != 7_050_000 {
		t.Errorf("got dates %v, closes %v", p.Dates, p.Closes)
	}
	if inputs.Tables["Price Paths"] != nil {
		t.Error("the paths are in Tables too")
	}
}

func TestReadPathIssues(t *testing.T) {
	for _, test := range []struct {
		name string
		rows [][]any
		want string
	}{
		{"text, negative, zero, too fine, too large", [][]any{{"Date", "a", "b", "c", "d", "e"}, {december(17), "n/a", -1, 0, 1.2345678, 1e12}},
			"not-a-number B2; not-positive C2; not-positive D2; too-many-decimals E2; over-limit F2"},
		{"error, formula, boolean, date", [][]any{{"Date", "a", "b", "c", "d"}, {december(17), xmlCell(` t="e"><v>#DIV/0!</v></c>`), xmlCell(`><f>B1</f></c>`), xmlCell(` t="b"><v>1</v></c>`), december(1)}},
			"cell-error B2; formula-without-value C2; not-a-number D2; not-a-number E2"},
		{"dates", [][]any{{"Date", "a"}, {december(17), 1}, {december(17), 1}, {december(16), 1}, {37608, 1}, {"soon", 1}, {nil, 1}, {xmlCell(` s="1"><v>0</v></c>`), 1}, {xmlCell(` t="e"><v>#REF!</v></c>`)}},
			"duplicate-date A3; date-order A4; not-a-date A5; not-a-date A6; missing-date A7; not-a-date A8; cell-error A9"},
		{"source", [][]any{{"Date", "Source", "flat"}, {december(17), "NYSE", 1}}, "unknown-column B1"},
		{"path twice", [][]any{{"Date", "flat", "FLAT"}}, "duplicate-column C1"},
		{"no date column", [][]any{{"a", "b"}}, "missing-header"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inputs, issues := ReadBytes("in.xlsx", testBook{sheets: required(testSheet{name: "Price Paths", rows: grid(test.rows...)})}.bytes(t))
			if got := codes(issues); got != test.want {
				t.Errorf("got %q, want %q: %v", got, test.want, issues)
			}
			if p := inputs.Paths; p != nil && len(p.Names) > 0 && len(p.Closes[0]) != len(p.Dates) {
				t.Errorf("%d closes, %d dates", len(p.Closes[0]), len(p.Dates))
			}
		})
	}
}

func TestManyIssues(t *testing.T) {
	rows := [][]any{{"Date", "a"}}
	for i := range maxIssuesPerSheet + 5 {
		rows = append(rows, []any{december(1 + i), "x"})
	}
	_, issues := ReadBytes("in.xlsx", testBook{sheets: required(testSheet{name: "Price Paths", rows: grid(rows...)})}.bytes(t))
	if last := issues[len(issues)-1]; len(issues) != maxIssuesPerSheet+1 || last.Code != "more-issues" || !strings.HasPrefix(last.Found, "5 more") {
		t.Errorf("%d issues, the last %v", len(issues), last)
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	paths := testSheet{name: "Price Paths", rows: grid([]any{"Date", "flat"}, []any{december(17), 1})}
	terms := write("terms.xlsx", testBook{sheets: required()}.bytes(t))
	closes := write("closes.xlsx", testBook{sheets: []testSheet{paths}}.bytes(t))
	both := write("both.xlsx", testBook{sheets: required(paths)}.bytes(t))
	damaged := write("damaged.xlsx", []byte("PK\x03\x04"))
	for _, test := range []struct {
		name  string
		files []string
		want  string
	}{
		{"two files", []string{terms, closes}, ""},
		{"sheets in both", []string{terms, both}, "duplicate-sheet; duplicate-sheet; duplicate-sheet"},
		{"one file twice", []string{terms, closes, terms}, "same-file-twice"},
		{"required sheets missing", []string{closes}, "missing-sheet; missing-sheet; missing-sheet"},
		{"required sheets perhaps in the damaged file", []string{damaged, closes}, "damaged-package"},
	} {
		t.Run(test.name, func(t *testing.T) {
			inputs, issues, err := Read(test.files)
			if err != nil {
				t.Fatal(err)
			}
			if got := codes(issues); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if inputs.Paths == nil {
				t.Error("no paths")
			}
		})
	}
	_, _, err := Read([]string{terms, filepath.Join(dir, "none.xlsx"), dir})
	if want := filepath.Join(dir, "none.xlsx") + ": no such file\n" + dir + ": a folder, not a workbook"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Company", companyRows, `<si><t>Field</t></si>`, "")
	f.Add("Price Paths", grid([]any{"Date", "flat"}, []any{december(17), 1.5}, []any{december(18), "x"}), "", `<table displayName="T" ref="A1:B3"><tableColumns><tableColumn name="Date"/></tableColumns></table>`)
	f.Add("Scenarios", grid([]any{"Scenario", "Price path", "a:b"}, []any{"x", xmlCell(` t="s"><v>0</v></c>`)}), `<si><t>y</t></si>`, "")
	f.Fuzz(func(t *testing.T, name, rows, strings, table string) {
		sheet := testSheet{name: name, rows: rows}
		if table != "" {
			sheet.tables = []string{table}
		}
		data := testBook{strings: strings, sheets: []testSheet{sheet}}.bytes(t)
		checkRead(t, data)
		checkRead(t, append(data[:len(data)/2:len(data)/2], rows...))
		checkRead(t, []byte(rows))
	})
}

// checkRead reads what may be damaged: it must not panic, and what it returns must hold together.
func checkRead(t *testing.T, data []byte) {
	inputs, issues := ReadBytes("in.xlsx", data)
	for _, issue := range issues {
		if issue.Code == "" || issue.Found == "" || issue.At.File == "" {
			t.Fatalf("an issue without code, content or file: %+v", issue)
		}
	}
	for _, table := range inputs.Tables {
		for _, row := range table.Rows {
			if len(row.Cells) != len(table.Columns) {
				t.Fatalf("%d cells in a row of %d columns", len(row.Cells), len(table.Columns))
			}
		}
	}
	if p := inputs.Paths; p != nil {
		for i, closes := range p.Closes {
			if len(closes) != len(p.Dates) || len(p.Names) != len(p.Closes) {
				t.Fatalf("path %d has %d closes for %d dates", i, len(closes), len(p.Dates))
			}
		}
		for i := 1; i < len(p.Dates); i++ {
			if p.Dates[i] <= p.Dates[i-1] {
				t.Fatalf("dates not ascending: %v", p.Dates)
			}
		}
	}
}
