package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// theirs is a workbook of the user's own: input sheets, figures by day, and every kind of chart.
func theirs(t testing.TB) []byte {
	t.Helper()
	days := demoDays()
	days.Mark = ""
	data, err := Encode(bookOf(demoInputs(), days, demoCharts(), demoHeat2()))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// demoHeat2 is demoHeat without its link, whose sheet is not there.
func demoHeat2() Sheet {
	s := demoHeat()
	s.Rows = s.Rows[1:]
	return s
}

// results are sheets as a run adds them.
func results(t testing.TB) Book {
	t.Helper()
	b := bookOf(OutputSheets(fixtureReport(t))...)
	b.Active = summaryName
	return b
}

func original(t testing.TB, data []byte) *Original {
	t.Helper()
	o, err := openOriginal("deal.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func added(t testing.TB, to []byte, b Book) []byte {
	t.Helper()
	data, err := original(t, to).Add(b)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sheetsIn(t testing.TB, data []byte) []string {
	t.Helper()
	var names []string
	for _, s := range original(t, data).sheets {
		names = append(names, s.name)
	}
	return names
}

func TestAddedSheetsFollowAndAreReplaced(t *testing.T) {
	own := theirs(t)
	once := added(t, own, results(t))
	names := sheetsIn(t, once)
	if want := []string{"Cap Table", "Days", "Charts", "Heat", summaryName}; !slices.Equal(names[:5], want) {
		t.Errorf("the sheets are %v, want first %v", names, want)
	}
	if twice := added(t, once, results(t)); !bytes.Equal(twice, once) {
		t.Error("replacing the results by the same results changed the file")
	}
	fewer := results(t)
	fewer.Sheets = slices.DeleteFunc(fewer.Sheets, func(s Sheet) bool { return s.Name == conversionsName })
	if again := sheetsIn(t, added(t, once, fewer)); slices.Contains(again, conversionsName) {
		t.Errorf("a result that is no longer written stays: %v", again)
	}
}

func TestTheFrontSheetComesFirstInOurTemplates(t *testing.T) {
	template, err := Template("blank")
	if err != nil {
		t.Fatal(err)
	}
	own := encode(t, template)
	once := added(t, own, results(t))
	if names := sheetsIn(t, once); names[0] != summaryName || names[1] != companySheet {
		t.Errorf("the sheets are %v", names)
	}
	after := original(t, once)
	for _, n := range after.names {
		if n.sheet >= 0 && !strings.EqualFold(after.sheets[n.sheet].name, n.onSheet) && n.onSheet != "" {
			t.Errorf("the name %s of sheet %s stands with sheet %s", n.name, n.onSheet, after.sheets[n.sheet].name)
		}
	}
	if !slices.Contains(sheetsIn(t, once), listsSheet) {
		t.Error("the drop-downs of the template lost their values")
	}
	if !bytes.Equal(added(t, once, results(t)), once) {
		t.Error("replacing the results by the same results changed the file")
	}
}

// LibreOffice saves the user's workbook its own way, we add ours, and LibreOffice recalculates the whole.
func TestAddedSheetsRecalculate(t *testing.T) {
	recalculate(t, added(t, libreOffice(t, theirs(t)), results(t)))
}

// Links go to the user's own sheets as he spells their names; where nobody has the sheet there is no link.
func TestLinksGoToTheUsersSheets(t *testing.T) {
	own := withPart(t, theirs(t), "xl/workbook.xml", func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "&#39;Cap Table&#39;!", "&#39;CAP table &#39;!"), `name="Cap Table"`, `name="CAP table "`)
	})
	summary := part(t, added(t, own, results(t)), "xl/worksheets/sheet5.xml")
	if !strings.Contains(summary, `location="&#39;CAP table &#39;!A1"`) || strings.Contains(summary, "&#39;Price Paths&#39;!A1") {
		t.Error("the links of Summary lead elsewhere")
	}
}

func TestUsersSheetsAreNotReplaced(t *testing.T) {
	taken := theirs(t)
	rename := func(to string) []byte {
		return withPart(t, taken, "xl/workbook.xml", func(text string) string { return strings.Replace(text, `name="Heat"`, `name="`+to+`"`, 1) })
	}
	var issues model.Issues
	_, err := original(t, rename("SUMMARY")).Add(results(t))
	if !errors.As(err, &issues) || len(issues) != 1 || issues[0].Code != "sheet-taken" || issues[0].At.Sheet != "SUMMARY" {
		t.Errorf("got %v", err)
	}
	// A mark that lies on another sheet is no mark.
	moved := withPart(t, rename("Summary"), "xl/workbook.xml", func(text string) string {
		return strings.Replace(text, `</definedNames>`, `<definedName name="scenarios.Summary">'Days'!$A$1</definedName></definedNames>`, 1)
	})
	if _, err := original(t, moved).Add(results(t)); !errors.As(err, &issues) {
		t.Errorf("got %v", err)
	}
}

// withPart returns a workbook with one part changed.
func withPart(t testing.TB, data []byte, name string, change func(string) string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	found := false
	for _, file := range archive.File {
		text := readAll(t, file)
		if file.Name == name {
			found = true
			if text = change(text); text == "" {
				continue
			}
		}
		if err := writePart(w, file.Name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if !found { // a part that is not there yet
		if err := writePart(w, name, []byte(change(""))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readAll(t testing.TB, file *zip.File) string {
	t.Helper()
	part, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(part); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestWorkbooksThatAreNotCopied(t *testing.T) {
	own := theirs(t)
	constant := func(text string) func(string) string { return func(string) string { return text } }
	tests := []struct {
		name, part string
		change     func(string) string
		want       string
	}{
		{"signed", "_xmlsignatures/sig1.xml", constant("<Signature/>"), "it is signed"},
		{"shared with a record", "xl/revisions/revisionHeaders.xml", constant("<headers/>"), "a record of its changes"},
		{"strict", "xl/workbook.xml", func(s string) string {
			return strings.Replace(s, transitional, "http://purl.oclc.org/ooxml/spreadsheetml/main", 1)
		}, "Strict Open XML"},
		{"a template", partContentTypes, func(s string) string { return strings.Replace(s, "sheet.main+xml", "template.main+xml", 1) }, "a template or an add-in"},
		{"without styles", "xl/_rels/workbook.xml.rels", func(s string) string {
			return regexp.MustCompile(`<Relationship [^>]*/styles"></Relationship>`).ReplaceAllString(s, "")
		}, "it has no styles"},
	}
	for _, test := range tests {
		var refused *NotCopiedError
		_, err := openOriginal("deal.xlsx", withPart(t, own, test.part, test.change))
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, test.want) {
			t.Errorf("%s: got %v, want %s", test.name, err, test.want)
		}
	}
	noFonts := withPart(t, own, "xl/styles.xml", func(s string) string { return regexp.MustCompile(`(?s)<fonts.*</fonts>`).ReplaceAllString(s, "") })
	if _, err := original(t, noFonts).Add(results(t)); err == nil || !strings.Contains(err.Error(), "no list of fonts") {
		t.Errorf("got %v", err)
	}
}

// Whatever goes wrong on the way, the comparison at the end must see it.
func TestAHarmedCopyIsFound(t *testing.T) {
	own := theirs(t)
	plan := func() *graft {
		g, err := original(t, own).plan(results(t))
		if err != nil {
			t.Fatal(err)
		}
		if err := g.edit(); err != nil {
			t.Fatal(err)
		}
		return g
	}
	g := plan()
	good, err := g.write()
	if err != nil {
		t.Fatal(err)
	}
	if err := g.verify(good); err != nil {
		t.Fatal(err)
	}
	harms := map[string]struct {
		part   string
		change func(string) string
	}{
		"a cell":          {"xl/worksheets/sheet2.xml", func(s string) string { return strings.Replace(s, "Holder 1<", "Holder 2<", 1) }},
		"a chart missing": {"xl/charts/chart3.xml", func(string) string { return "" }},
		"a sheet missing": {"xl/workbook.xml", func(s string) string {
			return regexp.MustCompile(`<sheet name="Heat"[^>]*></sheet>`).ReplaceAllString(s, "")
		}},
		"a name changed":  {"xl/workbook.xml", func(s string) string { return strings.Replace(s, "&#39;Days&#39;!$5:$5", "&#39;Days&#39;!$6:$6", 1) }},
		"one of ours cut": {"xl/worksheets/sheet5.xml", func(s string) string { return s[:len(s)/2] }},
	}
	for name, harm := range harms {
		if err := plan().verify(withPart(t, good, harm.part, harm.change)); err == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

// A workbook of an old Mac counts days from 1904: the same days must show.
func TestDatesFrom1904(t *testing.T) {
	own := withPart(t, theirs(t), "xl/workbook.xml", func(s string) string { return strings.Replace(s, "<workbookPr ", `<workbookPr date1904="1" `, 1) })
	b := bookOf(Sheet{Name: "S", Mark: SheetMark("S"), Rows: []SheetRow{{Cells: []Cell{dated(2002, 12, 17), {Kind: FormulaNumber, Formula: "A1", Date: dateOf(t, "2002-12-17"), Format: FormatDate}}}}})
	b.Active = "S"
	sheet := part(t, added(t, own, b), "xl/worksheets/sheet5.xml")
	if n := strings.Count(sheet, "<v>36145</v>"); n != 2 { // 37607 less 1462
		t.Errorf("%d cells of 2 show 2002-12-17: %s", n, sheet[strings.Index(sheet, "<sheetData"):])
	}
}

func TestUsersStylesKeepTheirNumbers(t *testing.T) {
	for _, prefix := range []string{"", "x:"} {
		styles := `<x:styleSheet xmlns:x="` + transitional + `"><x:fonts count="1"><x:font/></x:fonts><x:fills count="1"><x:fill/></x:fills><x:borders count="1"><x:border/></x:borders>` +
			`<x:cellXfs count="2"><x:xf/><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>`
		if prefix == "" {
			styles = strings.NewReplacer("x:xmlns", "xmlns", "<x:", "<", "</x:", "</", "xmlns:x", "xmlns").Replace(styles)
		}
		ours := part(t, encode(t, demoBook()), "xl/styles.xml")
		merged, numbers, err := mergeStyles([]byte(styles), []byte(ours))
		if err != nil {
			t.Fatal(err)
		}
		root, err := readElements(merged)
		if err != nil {
			t.Fatal(err)
		}
		list := root.child("cellXfs")
		if root.children[0].name != "numFmts" || list.number("count", 0) != len(list.children) || list.children[1].attribute("numFmtId") != "14" {
			t.Errorf("the styles became %s", merged)
		}
		for i, n := range numbers.cells {
			if n < 2 || n >= len(list.children) {
				t.Errorf("our format %d has the number %d of %d", i, n, len(list.children))
			}
		}
		again, same, err := mergeStyles(merged, []byte(ours))
		if err != nil || !bytes.Equal(again, merged) || !slices.Equal(same.cells, numbers.cells) {
			t.Errorf("adding the same formats again changed the styles: %v", err)
		}
	}
}

func TestCopiedInputsGiveWay(t *testing.T) {
	company := bookOf(Sheet{Name: "Company", Rows: []SheetRow{{Cells: []Cell{words("Field"), words("Value")}}, {Cells: []Cell{words("Name"), words("Wire One")}}}})
	prices := func(close string, mark string) Book {
		return bookOf(Sheet{Name: "Price Paths", Mark: mark, Rows: []SheetRow{{Cells: []Cell{words("Date"), words("Rise")}}, {Cells: []Cell{dated(2002, 12, 17), number(close, FormatPrice)}}}})
	}
	copied := company
	copied.Sheets = append(slices.Clone(company.Sheets), prices("1.00", CopyMark("Price Paths")).Sheets...)
	read := func(books ...Book) *model.Inputs {
		t.Helper()
		r := newReading()
		for i, b := range books {
			r.addFile(string(rune('a'+i))+".xlsx", encode(t, b))
		}
		in, issues := r.finish()
		for _, issue := range issues {
			if issue.Code != "missing-sheet" {
				t.Error(issue)
			}
		}
		return in
	}
	for _, test := range []struct {
		name  string
		books []Book
		want  int64
	}{
		{"alone", []Book{copied}, 1_000_000}, {"with a newer one", []Book{copied, prices("2.00", "")}, 2_000_000}, {"the other way round", []Book{prices("2.00", ""), copied}, 2_000_000},
	} {
		if in := read(test.books...); in.Paths == nil || in.Paths.Closes[0][0] != test.want {
			t.Errorf("%s: got %+v", test.name, in.Paths)
		}
	}
	if in := read(copied, prices("2.00", "")); !slices.Equal(elsewhere(in), []string{"Price Paths"}) {
		t.Errorf("from other files come %v", elsewhere(in))
	} else if o := original(t, encode(t, copied)); len(o.Clashes(in)) > 0 || !o.replaced(1, elsewhere(in)) {
		t.Errorf("the old copy stands in the way: %v", o.Clashes(in))
	}
}

func TestOnlyUsedPathsAreCopied(t *testing.T) {
	in := &model.Inputs{Tables: map[string]*model.Table{}, Paths: &model.PathTable{Names: []string{"Rise", "Fall", "Flat"}, NameAt: make([]model.Source, 3), Column: []int{2, 3, 4}, Closes: [][]int64{{1}, {2}, {3}}}}
	if got := withUsedPaths(in).Paths.Names; len(got) != 3 {
		t.Errorf("without Scenarios every path is used, not %v", got)
	}
	scenarios := &model.Table{Sheet: scenariosSheet, Columns: []model.Column{{Name: "Scenario"}, {Name: "Price path"}}}
	addRow(scenarios, "A", "flat ")
	addRow(scenarios, "B", "Monte Carlo")
	in.Tables[scenariosSheet] = scenarios
	if got := withUsedPaths(in).Paths; !slices.Equal(got.Names, []string{"Flat"}) || got.Closes[0][0] != 3 || len(in.Paths.Names) != 3 {
		t.Errorf("kept %v", got)
	}
	scenarios.Rows = scenarios.Rows[1:]
	if withUsedPaths(in).Paths != nil {
		t.Error("a sheet of which nothing is used is left out")
	}
}

// killed names the file that a child process of the test is killed over while it saves.
const killed = "SCENARIOS_TEST_KILLED_OVER"

// A process that is killed while it writes leaves the user's file as it was, and the next one can save.
func TestKilledWhileSaving(t *testing.T) {
	if path := os.Getenv(killed); path != "" {
		killSelf := func(w io.Writer, _ []byte) error {
			if _, err := w.Write([]byte("half")); err != nil {
				return err
			}
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				return err
			}
			return errors.Join(self.Kill(), errors.New("still alive"))
		}
		t.Fatal(save(path, []byte("new content"), killSelf))
	}
	path := filepath.Join(t.TempDir(), "deal.xlsx")
	write(t, path, "old")
	child := exec.Command(os.Args[0], "-test.run=^TestKilledWhileSaving$")
	child.Env = append(os.Environ(), killed+"="+path)
	if err := child.Run(); err == nil {
		t.Fatal("the child was not killed")
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if err := Save(path, []byte("new")); err != nil {
		t.Error(err)
	}
}
