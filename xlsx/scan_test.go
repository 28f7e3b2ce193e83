package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// testPart is one file of a package that a test builds.
type testPart struct{ name, text string }

// testBook builds a workbook part by part, so that a test can break any of them.
type testBook struct {
	sheets   []testSheet
	strings  string // the items of the shared strings part
	names    string // the defined names
	from1904 bool
	replace  map[string]string // parts given whole; "" leaves one out
	extra    []testPart
}

// testSheet is a sheet: its rows as XML, and its Excel tables.
type testSheet struct {
	name, state, rows string
	tables            []string // table parts
}

const testHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// testStyles: 0 general, 1 built-in date, 2 custom date, 3 percent, 4 a duration, 5 a text in quotes that looks like a date.
const testStyles = testHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">` +
	`<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd;@"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/><numFmt numFmtId="166" formatCode="#,##0 &quot;days&quot;"/></numFmts>` +
	`<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`

func (b testBook) parts() []testPart {
	const relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var sheets, links strings.Builder
	parts := []testPart{{"[Content_Types].xml", testHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", testHead + relations + `<Relationship Id="rId1" Type="` + kind + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`}}
	for i, s := range b.sheets {
		n := strconv.Itoa(i + 1)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%s" state="%s" r:id="rId%s"/>`, s.name, n, s.state, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%s" Type="%s/worksheet" Target="worksheets/sheet%s.xml"/>`, n, kind, n)
		parts = append(parts, testPart{"xl/worksheets/sheet" + n + ".xml", testHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + s.rows + `</sheetData></worksheet>`})
		var tables strings.Builder
		for k, table := range s.tables {
			fmt.Fprintf(&tables, `<Relationship Id="rId%d" Type="%s/table" Target="../tables/table%s%d.xml"/>`, k+1, kind, n, k)
			parts = append(parts, testPart{fmt.Sprintf("xl/tables/table%s%d.xml", n, k), testHead + table})
		}
		if len(s.tables) > 0 {
			parts = append(parts, testPart{"xl/worksheets/_rels/sheet" + n + ".xml.rels", testHead + relations + tables.String() + `</Relationships>`})
		}
	}
	date1904 := ""
	if b.from1904 {
		date1904 = `<workbookPr date1904="1"/>`
	}
	parts = append(parts,
		testPart{"xl/workbook.xml", testHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + kind + `">` + date1904 + `<sheets>` + sheets.String() + `</sheets><definedNames>` + b.names + `</definedNames></workbook>`},
		testPart{"xl/_rels/workbook.xml.rels", testHead + relations + links.String() + `<Relationship Id="rIdS" Type="` + kind + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rIdF" Type="` + kind + `/styles" Target="/xl/styles.xml"/></Relationships>`},
		testPart{"xl/sharedStrings.xml", testHead + `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + b.strings + `</sst>`},
		testPart{"xl/styles.xml", testStyles})
	parts = slices.DeleteFunc(parts, func(p testPart) bool { text, found := b.replace[p.name]; return found && text == "" })
	for i := range parts {
		if text, found := b.replace[parts[i].name]; found {
			parts[i].text = text
		}
	}
	return append(parts, b.extra...)
}

func (b testBook) bytes(t testing.TB) []byte { return zipParts(t, b.parts()) }

func zipParts(t testing.TB, parts []testPart) []byte {
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	for _, p := range parts {
		header := &zip.FileHeader{Name: p.name, Method: zip.Store}
		if len(p.text) > 64<<10 {
			header.Method = zip.Deflate
		}
		out, err := w.CreateHeader(header)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(out, p.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// grid writes rows of cells from A1 on: a string is inline text, a float64 or int a number, a model.Date a date, a decimal
// a number as written, nil an empty cell, xmlCell is taken as it is.
func grid(rows ...[]any) string { return gridFrom(1, 1, rows...) }

// xmlCell is what stands between <c r="A1" and the end of the cell.
type xmlCell string

func gridFrom(left, top int, rows ...[]any) string {
	var to strings.Builder
	for i, row := range rows {
		fmt.Fprintf(&to, `<row r="%d">`, top+i)
		for k, value := range row {
			start := `<c r="` + cellName(left+k, top+i) + `"`
			switch v := value.(type) {
			case string:
				fmt.Fprintf(&to, `%s t="inlineStr"><is><t>%s</t></is></c>`, start, v)
			case int, float64, decimal.Decimal:
				fmt.Fprintf(&to, `%s><v>%v</v></c>`, start, v)
			case model.Date:
				fmt.Fprintf(&to, `%s s="2"><v>%d</v></c>`, start, v-epoch1900)
			case xmlCell:
				to.WriteString(start + string(v))
			}
		}
		to.WriteString(`</row>`)
	}
	return to.String()
}

// codes returns the codes of issues with their cells, one after the other.
func codes(issues model.Issues) string {
	var all []string
	for _, issue := range issues {
		all = append(all, strings.TrimSpace(issue.Code+" "+issue.At.Cell))
	}
	return strings.Join(all, "; ")
}

// scanAll opens a workbook, scans every sheet, checks the rest and returns the cells of all sheets as text.
func scanAll(data []byte) (cells []string, issues model.Issues) {
	b, issues := openBook("book.xlsx", data)
	if b == nil {
		return nil, issues
	}
	for _, sheet := range b.sheets {
		if !sheet.cells {
			continue
		}
		list := &issueList{at: model.Source{File: b.file, Sheet: sheet.name}}
		reader := &sheetReader{from1904: b.from1904}
		err := b.scanSheet(sheet.name, sheet.part, func(row *scannedRow) {
			for _, c := range row.cells {
				v := reader.value(row, c)
				cells = append(cells, fmt.Sprintf("%s %d %s", v.At.Cell, v.Kind, v.Text))
			}
		}, list)
		if err != nil {
			list.add(b.pack.partIssue(sheet.part, sheet.name, err))
		}
		issues = append(issues, list.all()...)
	}
	return cells, append(issues, b.pack.checkRest()...)
}

// pathsBook is a workbook of closes, as many days and paths as given.
func pathsBook(t testing.TB, days, paths int) []byte {
	var rows strings.Builder
	rows.WriteString(`<row r="1"><c r="A1" t="inlineStr"><is><t>Date</t></is></c>`)
	for p := range paths {
		fmt.Fprintf(&rows, `<c r="%s1" t="inlineStr"><is><t>path %d</t></is></c>`, columnName(p+2), p+1)
	}
	rows.WriteString(`</row>`)
	first := model.DateOf(2002, time.December, 17)
	for d := range days {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:%d"><c r="A%d" s="2"><v>%d</v></c>`, d+2, paths+1, d+2, int(first-epoch1900)+d)
		for p := range paths {
			fmt.Fprintf(&rows, `<c r="%s%d"><v>%d.%04d</v></c>`, columnName(p+2), d+2, 1+(d*7+p*13)%40, (d*7919+p*104729)%9999+1)
		}
		rows.WriteString(`</row>`)
	}
	return testBook{sheets: []testSheet{{name: "Price Paths", rows: rows.String()}}}.bytes(t)
}

func BenchmarkReadMillionCloses(b *testing.B) {
	data := pathsBook(b, 1000, 1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		inputs, issues := ReadBytes("paths.xlsx", data)
		if len(inputs.Paths.Closes) != 1000 || len(inputs.Paths.Dates) != 1000 || len(issues) != 3 {
			b.Fatalf("%d issues: %v", len(issues), issues)
		}
	}
}

func TestScanCells(t *testing.T) {
	b := testBook{
		strings: `<si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh sb="0" eb="1"><t>not read</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D_b &amp; _x005F_x0041_</t></si><si/>`,
		sheets: []testSheet{{name: "Cells", state: "hidden", rows: `<row r="2">` +
			`<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c><c r="D2" t="s"><v>3</v></c>` +
			`<c r="E2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="F2" t="str"><f>"x"</f><v>formula</v></c><c r="G2" t="str"><f>""</f><v></v></c></row>` +
			`<row><c><v>7.0999999999999996</v></c><c><v>1.5E3</v></c><c><v>123456789.123456</v></c><c s="3"><v>0.69999999999999996</v></c><c><v>-0.5</v></c><c><f>1/3</f><v>0.33333333333333331</v></c></row>` +
			`<row r="5"><c r="A5" t="b"><v>1</v></c><c r="B5" t="b"><v>0</v></c><c r="C5" t="e"><v>#REF!</v></c><c r="D5"><f>A1</f></c><c r="E5"><f>A1</f><v></v></c><c r="F5" s="1"/><c r="G5"><v></v></c></row>` +
			`<row r="6"><c r="A6" s="1"><v>37607</v></c><c r="B6" s="2"><v>37607.75</v></c><c r="C6" s="4"><v>1.5</v></c><c r="D6" s="5"><v>37607</v></c><c r="E6" t="d"><v>2002-12-17T00:00:00</v></c><c r="F6" t="d"><v>soon</v></c>` +
			`<c r="G6" s="1"><v>59</v></c><c r="H6" s="1"><v>60</v></c><c r="I6" s="1"><v>61</v></c><c r="J6" s="1"><v>-1</v></c><c r="K6" t="inlineStr"><is><t> 2000-06-14 </t></is></c></row>`}},
	}
	want := []string{"A2 1 plain", "B2 1 rich ", "C2 1 a\rb & _x0041_", "D2 1 ", "E2 1 inline", "F2 1 formula", "G2 1 ",
		"A3 2 7.1", "B3 2 1500", "C3 2 123456789.123456", "D3 2 0.7", "E3 2 -0.5", "F3 2 0.3333333333333333",
		"A5 4 TRUE", "B5 4 FALSE", "C5 5 #REF!", "D5 5 " + faultNoValue, "E5 5 " + faultNoValue,
		"A6 3 2002-12-17", "B6 3 2002-12-17", "C6 2 1.5", "D6 2 37607", "E6 3 2002-12-17", "F6 5 soon" + faultNoDate,
		"G6 3 1900-02-28", "H6 5 60" + faultNoDate, "I6 3 1900-03-01", "J6 5 -1" + faultNoDate, "K6 3 2000-06-14"}
	cells, issues := scanAll(b.bytes(t))
	if len(issues) > 0 {
		t.Fatalf("issues: %v", issues)
	}
	if got := strings.Join(cells, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestDateSystem1904(t *testing.T) {
	b := testBook{from1904: true, sheets: []testSheet{{name: "Dates", rows: `<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1" s="1"><v>36145</v></c></row>`}}}
	cells, issues := scanAll(b.bytes(t))
	if got := strings.Join(cells, ", "); got != "A1 3 1904-01-01, B1 3 2002-12-17" || len(issues) > 0 {
		t.Errorf("got %s, issues %v", got, issues)
	}
}

func TestDamagedSheets(t *testing.T) {
	cell := func(text string) string { return `<row r="1">` + text + `</row>` }
	for _, test := range []struct{ name, rows, want string }{
		{"address of another row", cell(`<c r="A2"><v>1</v></c>`), "bad-cell-address"},
		{"address beyond the last column", cell(`<c r="XFE1"><v>1</v></c>`), "bad-cell-address"},
		{"address that is none", cell(`<c r="1A"><v>1</v></c><c r="A0"/><c r=""/>`), "bad-cell-address; bad-cell-address; bad-cell-address"},
		{"cells beyond the last column", cell(`<c r="XFD1"/><c/>`), "over-limit"},
		{"duplicate cell", cell(`<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>`), "duplicate-cell A1"},
		{"cells out of order", cell(`<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>`), "cell-order A1"},
		{"row twice", cell("") + cell(`<c r="A1"><v>1</v></c>`), "cell-order"},
		{"row zero", `<row r="0"/>`, "bad-row-number"},
		{"row of nine milliards", `<row r="9000000000"/>`, "over-limit"},
		{"row after the last", `<row r="1048576"/><row/>`, "over-limit"},
		{"shared string that is not there", cell(`<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>-1</v></c>`), "bad-string-index A1; bad-string-index B1"},
		{"style that is not there", cell(`<c r="A1" s="6"><v>1</v></c><c r="B1" s="99999999999999999999"/>`), "bad-style-index A1; bad-style-index B1"},
		{"words stored as a number", cell(`<c r="A1"><v>0x10</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>1_0</v></c><c r="D1"><v>1e</v></c>`), "bad-number A1; bad-number B1; bad-number C1; bad-number D1"},
		{"boolean that is none", cell(`<c r="A1" t="b"><v>2</v></c>`), "bad-boolean A1"},
		{"type that is none", cell(`<c r="A1" t="q"><v>2</v></c>`), "bad-cell-type A1"},
		{"text too long", cell(`<c r="A1" t="str"><v>` + strings.Repeat("x", maxStringLength+1) + `</v></c>`), "over-limit"},
		{"end tag missing", `<row r="1"><c r="A1"><v>1</v></row>`, "damaged-part"},
		{"attribute twice", cell(`<c r="A1" r="A1"/>`), "damaged-part"},
		{"entity that is none", cell(`<c r="A1" t="str"><v>&nbsp;</v></c>`), "damaged-part"},
		{"nested without end", strings.Repeat("<a>", maxDepth+1), "damaged-part"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, issues := scanAll(testBook{sheets: []testSheet{{name: "S", rows: test.rows}}}.bytes(t))
			if got := codes(issues); got != test.want {
				t.Errorf("got %q, want %q: %v", got, test.want, issues)
			}
		})
	}
}

func TestDamagedParts(t *testing.T) {
	whole := testBook{sheets: []testSheet{{name: "S", rows: grid([]any{1})}}}
	with := func(name, text string) []byte {
		b := whole
		b.replace = map[string]string{name: text}
		return b.bytes(t)
	}
	also := func(name, text string) []byte {
		b := whole
		b.extra = []testPart{{name, text}}
		return b.bytes(t)
	}
	bytesOf := whole.bytes(t)
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"whole", bytesOf, ""},
		{"cut sheet", with("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1">`), "damaged-part"},
		{"empty sheet part", with("xl/worksheets/sheet1.xml", " "), "damaged-part"},
		{"no sheet part", with("xl/worksheets/sheet1.xml", ""), "missing-part"},
		{"no styles", with("xl/styles.xml", ""), "missing-part"},
		{"no content types", with("[Content_Types].xml", ""), "missing-part"},
		{"no root links", with("_rels/.rels", ""), "damaged-part"},
		{"string too long", with("xl/sharedStrings.xml", `<sst><si><t>`+strings.Repeat("é", maxStringLength+1)+`</t></si></sst>`), "over-limit"},
		{"UTF-16", with("xl/styles.xml", "\xff\xfe<\x00"), "damaged-part"},
		{"Latin 1", with("xl/styles.xml", `<?xml version="1.0" encoding="ISO-8859-1"?><styleSheet/>`), "damaged-part"},
		{"document type", with("xl/styles.xml", `<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>`), "damaged-part"},
		{"another part, cut", also("docProps/core.xml", `<a><b>`), "damaged-part"},
		{"another part, whole", also("docProps/core.xml", "\xef\xbb\xbf<?xml version='1.0'?><!-- x --><a b='>'><![CDATA[<]]><c/>&#233;</a >\n"), ""},
		{"picture", also("xl/media/image1.png", "\x89PNG"), ""},
		{"part twice", also("xl/Styles.xml", "<a/>"), "duplicate-part"},
		{"bomb", also("xl/media/zeros.bin", strings.Repeat("\x00", expansionFreeBytes*2)), "over-limit"},
		{"cut in the middle", bytesOf[:len(bytesOf)/2], "damaged-package"},
		{"wrong checksum", flipChecksum(bytesOf, "xl/worksheets/sheet1.xml"), "wrong-checksum"},
		{"locked part", lockPart(bytesOf, "xl/styles.xml"), "encrypted-file; missing-part"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, issues := scanAll(test.data)
			if got := codes(issues); got != test.want {
				t.Errorf("got %q, want %q: %v", got, test.want, issues)
			}
		})
	}
}

// directoryEntry returns the part of a package's directory that describes a part.
func directoryEntry(data []byte, part string) []byte {
	entry := bytes.LastIndex(data, []byte(part)) - 46
	return data[entry:]
}

// flipChecksum writes a wrong checksum for a part into the package's directory.
func flipChecksum(data []byte, part string) []byte {
	data = bytes.Clone(data)
	sum := directoryEntry(data, part)[16:20]
	binary.LittleEndian.PutUint32(sum, binary.LittleEndian.Uint32(sum)^1)
	return data
}

// lockPart marks a part as locked with a password.
func lockPart(data []byte, part string) []byte {
	data = bytes.Clone(data)
	directoryEntry(data, part)[8] |= 1
	return data
}

func TestSniff(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
	for _, test := range []struct{ name, file, data, want string }{
		{"empty", "a.xlsx", "", "empty-file"},
		{"lock file", "dir/~$a.xlsx", "\x05owner", "lock-file"},
		{"CSV", "a.csv", "Date;Close\r\n2002-12-17;2.10\r\n", "csv-file"},
		{"CSV in Latin 1", "a.csv", "Gesellschaft;M\xfcnchen\n", "csv-file"},
		{"locked", "a.xlsx", ole + string(inUTF16("EncryptedPackage")), "encrypted-file"},
		{"Excel 97", "a.xls", ole + string(inUTF16("Workbook")), "old-excel-file"},
		{"web page", "a.xls", "\xef\xbb\xbf <html><table></table></html>", "not-a-workbook"},
		{"picture", "a.xlsx", "\x89PNG\r\n\x1a\n\x00", "not-a-workbook"},
		{"binary workbook", "a.xlsb", string(zipParts(t, []testPart{{"xl/workbook.bin", "\x01"}})), "not-a-workbook"},
		{"presentation", "a.pptx", string(zipParts(t, []testPart{{"_rels/.rels", `<Relationships><Relationship Id="1" Type="x/officeDocument" Target="ppt/presentation.xml"/></Relationships>`}, {"ppt/presentation.xml", "<presentation/>"}})), "not-a-workbook"},
		{"archive", "a.zip", string(zipParts(t, []testPart{{"readme.txt", "hello"}})), "not-a-workbook"},
		{"start of an archive", "a.xlsx", "PK\x03\x04", "damaged-package"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b, issues := openBook(test.file, []byte(test.data))
			if got := codes(issues); b != nil || got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestDateFormats(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, "d/m/yy h:mm": true, "mmm": true, "[$-409]mmmm\\ d\\,\\ yyyy": true, "mmmm;@": true, "dddd": true, "YYYY": true,
		"General": false, "0.00%": false, `#,##0 "days"`: false, "h:mm": false, "mm:ss": false, "[h]:mm:ss": false, "[Red]0": false, "0.00E+00": false,
		`_(* #,##0.00_);_(* \(#,##0.00\)`: false, "@": false, `0;"yyyy"`: false, `"open`: false, "[broken": false, `\`: false, "h:mm AM/PM": false,
	} {
		if got := isDateFormat(code); got != want {
			t.Errorf("%q: date %v, want %v", code, got, want)
		}
	}
}

func TestMicros(t *testing.T) {
	for _, test := range []struct {
		raw       string
		want      int64
		exact, ok bool
	}{
		{"7.1", 7_100_000, true, true}, {"7", 7_000_000, true, true}, {"0.000001", 1, true, true}, {"12345.123456", 12_345_123_456, true, true},
		{"7.0999999999999996", 7_100_000, true, true}, {"5.1499999999999995", 5_150_000, true, true}, {"1.5E-2", 15_000, true, true}, {"-2.4", -2_400_000, true, true},
		{"7.1234567", 7_123_456, false, true}, {"0.33333333333333331", 333_333, false, true}, {"1e300", 0, false, false}, {"7.1.2", 0, false, false}, {"", 0, false, false}, {"1.", 1_000_000, true, true},
	} {
		micros, exact, ok := parseMicros([]byte(test.raw))
		if micros != test.want || exact != test.exact || ok != test.ok {
			t.Errorf("%q: got %d %v %v, want %d %v %v", test.raw, micros, exact, ok, test.want, test.exact, test.ok)
		}
	}
}

// slowReader hands out a part a few bytes at a time, so that every token meets the end of the buffer.
type slowReader struct {
	io.Reader
	step int
}

func (r slowReader) Read(to []byte) (int, error) { return r.Reader.Read(to[:min(len(to), r.step)]) }

func TestXMLPieces(t *testing.T) {
	long := strings.Repeat("é&amp;\r\n", 40_000)
	text := "\xef\xbb\xbf" + testHead + "<!-- - --><p:a xmlns:p='x' b = \"1 > 0\" ><![CDATA[<&]]>" + long + "<c/></p:a\n>\r\n<!-- end -->"
	want := "<a b=1 > 0><&" + strings.Repeat("é&\n", 40_000) + "<c></c></a>"
	for _, src := range []io.Reader{strings.NewReader(text), slowReader{strings.NewReader(text), 997}} {
		var got strings.Builder
		for x := newXMLReader(src, nil); ; {
			token, err := x.next()
			if err != nil {
				t.Fatal(err)
			}
			switch token {
			case xmlOpen:
				got.WriteString("<" + string(x.local))
				if b := x.attribute("b"); b != "" {
					got.WriteString(" b=" + b)
				}
				got.WriteString(">")
			case xmlClose:
				got.WriteString("</" + string(x.local) + ">")
			case xmlText:
				got.Write(x.appendText(nil))
			}
			if token == xmlEnd {
				break
			}
		}
		if got.String() != want {
			t.Errorf("got %d bytes, want %d", got.Len(), len(want))
		}
	}
}

func FuzzScan(f *testing.F) {
	f.Add(testHead + `<worksheet><sheetData>` + grid([]any{"a", 1, 2.5}) + `</sheetData></worksheet>`)
	f.Add(`<worksheet><sheetData><row><c t="s"><v>0</v></c><c s="1"><v>37607</v></c><c t="d"><v>2002-12-17</v></c></row></sheetData></worksheet>`)
	f.Add(`<a b='&#x41;'><![CDATA[x]]><!-- y --><?z?></a>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		scanned := func(src io.Reader) (tokens int, err error) {
			for x := newXMLReader(src, nil); ; tokens++ {
				token, err := x.next()
				if err != nil || token == xmlEnd {
					return tokens, err
				}
			}
		}
		_, err := scanned(strings.NewReader(sheet))
		if _, byteErr := scanned(slowReader{strings.NewReader(sheet), 1}); (err == nil) != (byteErr == nil) {
			t.Fatalf("read whole: %v; read byte by byte: %v", err, byteErr)
		}
		if err == nil && strings.TrimSpace(sheet) != "" {
			for d := xml.NewDecoder(strings.NewReader(sheet)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil && !strings.Contains(sheet, "<?") && isASCII(sheet) {
					t.Fatalf("accepted, although it is not well-formed: %v", err)
				} else if err != nil {
					break
				}
			}
		}
		scanAll(testBook{strings: "<si><t>x</t></si>", replace: map[string]string{"xl/worksheets/sheet1.xml": sheet + " "}, sheets: []testSheet{{name: "S"}}}.bytes(t))
		scanAll(testBook{replace: map[string]string{"xl/sharedStrings.xml": sheet + " ", "xl/styles.xml": sheet + " ", "xl/workbook.xml": sheet + " "}}.bytes(t))
	})
}

func isASCII(text string) bool {
	for _, b := range []byte(text) {
		if b >= 0x80 {
			return false
		}
	}
	return true
}
