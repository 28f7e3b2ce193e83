package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"scenarios/model"
	"scenarios/xlsx"
)

// errorPage is the catalogue of messages, which this test writes: go test ./cmd/scenarios -run Catalogue -update
const errorPage = "../../docs/errors.md"

// goodDeal is the workbook that the catalogue breaks, one thing at a time.
const goodDeal = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-01-10
Market | NNM
Authorized common | 100000000
Cash balance | 1000000

== Cap Table ==
Holder | Group | Security | Category | Quantity | Price | Issued | Expires
Public | | Common | | 28000000 | | |
Fund A | Alpha | Series A | | 1000 | | 2000-06-14 |
Fund B | | 2002 Notes | | 4000000 | | 2002-12-17 |
Fund B | | Warrant: 2002 deal | Deal warrants of 2002 Notes | 400000 | 3.00 | 2002-12-17 | 2005-12-17

== Instruments ==
Term | Unit | Clause | Series A | 2002 Notes
Kind | | 1 | Preferred | Note
Issue date | date | 1 | 2000-06-14 | 2002-12-17
Stated value | USD | 1 | 7000 | 1
Conversion price | USD per share | 1 | 7.00 | 2.40
Convertible from | date | 1 | 2000-06-14 | 2002-12-17
Whole units only | yes/no | 1 | Yes | No
Fractions | | 1 | Nearest | Down
Market price days | trading days | 1 | 20 |
Alternative price from | date | 1 | 2001-06-14 |
Alternative price floor | % | 1 | 70% |
Alternative price % of market price | % | 1 | 100% |

== Events ==
Date | Event | Security | Holder | Quantity | Price | Amount | Detail | Clause | Set | ID
2002-12-18 | Registration effective | Series A | | | | | | | |
2002-12-19 | Issue common | | Public | 100000 | 2.00 | | | | | sale
2002-12-20 | Conversion notice | Series A | Fund A | 10 | | | | | |

== Price History ==
Date | Close | Bid | Ask
2002-11-01..2002-12-16 | 2.40 | |

== Price Paths ==
Date | Rise
2002-12-17..2003-01-10 | 9.00

== Holidays ==
Date | Calendar | Open
2003-01-09 | Trading | Yes

== Scenarios ==
Scenario | Price path | Holder policy | Company policy | Events set | Weight | Include | Series A: Conversion price
Rise | Rise | Eager | Cash first | | 1 | Yes |
Decline | -50% over 2 months | Eager | | | 1 | Yes | 6.50

== Policies ==
Policy | Side | Convert | Redeem | Interest in
Eager | Holder | In the money | Never |
Cash first | Company | | | Cash
`

// brokenCase is a workbook with one thing wrong.
type brokenCase struct {
	code   string      // of the message that is shown
	wrong  string      // what is wrong, in plain words
	edit   []string    // changes to goodDeal: a text, what takes its place, and so on
	damage func(*deal) // what is done to the finished workbook
	beside string      // a second workbook, as goodDeal is written
	file   string      // the workbook's name if it is not deal.xlsx
	args   []string    // the command line if it is not to check the workbook, and more.xlsx where there is one
}

// deal is a finished workbook that is about to be damaged. A part that can't be found ends the test.
type deal struct {
	t    *testing.T
	data []byte
}

func TestCatalogue(t *testing.T) {
	var page strings.Builder
	page.WriteString(errorPageHead)
	shown := map[string]bool{}
	for _, group := range catalogue {
		fmt.Fprintf(&page, "\n## %s\n", group.title)
		for _, c := range group.cases {
			t.Run(c.code, func(t *testing.T) {
				messages := c.messages(t)
				if !shown[c.code] {
					fmt.Fprintf(&page, "\n### `%s`\n", c.code)
				}
				shown[c.code] = true
				fmt.Fprintf(&page, "\n%s\n\n```text\n%s\n```\n", c.wrong, strings.Join(messages, "\n"))
			})
		}
	}
	fmt.Fprint(&page, "\n## Runs that stop\n\nSome things show only on the way. Then nothing is written, and the message names the path and the day.\n")
	for _, c := range stopping {
		t.Run("stops", func(t *testing.T) { fmt.Fprintf(&page, "\n%s\n\n```text\n%s\n```\n", c.why, c.message(t)) })
	}
	for _, code := range slices.Sorted(maps.Keys(codesInSource(t))) {
		switch {
		case !shown[code] && notInWorkbooks[code] == "":
			t.Errorf("no workbook in the catalogue shows %s", code)
		case shown[code] && notInWorkbooks[code] != "":
			t.Errorf("%s is shown and is listed as never shown", code)
		}
		delete(shown, code)
	}
	for code := range shown {
		t.Errorf("no message carries %s any more", code)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(errorPage, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(errorPage); err != nil || string(got) != page.String() {
		t.Errorf("%s is not what the messages are now (%v); run: go test ./cmd/scenarios -run Catalogue -update", errorPage, err)
	}
}

// TestTheGoodDealIsGood makes sure that what the catalogue shows comes from what it broke.
func TestTheGoodDealIsGood(t *testing.T) {
	t.Chdir(t.TempDir())
	writeCase(t, "deal.xlsx", goodDeal, nil)
	var stdout, stderr bytes.Buffer
	if code := execute(t.Context(), []string{"check", "deal.xlsx"}, &stdout, &stderr); code != exitDone {
		t.Errorf("exit code %d: %s", code, stderr.String())
	}
}

const mostShown = 4 // messages of one case on the page

// messages builds the workbook, runs the command on it and returns what it prints, having checked that the message with
// the case's code is among it.
func (c brokenCase) messages(t *testing.T) []string {
	t.Helper()
	t.Chdir(t.TempDir())
	file := cmp.Or(c.file, "deal.xlsx")
	args := c.args
	if args == nil {
		args = []string{"check", file}
	}
	writeCase(t, file, edited(t, c.edit), c.damage)
	if c.beside != "" {
		writeCase(t, "more.xlsx", c.beside, nil)
		args = append(slices.Clone(args), "more.xlsx")
	}
	var stdout, stderr bytes.Buffer
	if code := execute(t.Context(), args, &stdout, &stderr); code != exitInvalid {
		t.Fatalf("exit code %d, want %d; printed %s%s", code, exitInvalid, stdout.String(), stderr.String())
	}
	issues := c.issues(t, args)
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	for i, issue := range issues {
		if i >= len(lines) || lines[i] != issue.Error() {
			t.Fatalf("the command prints\n%s\nfor the problems\n%v", stderr.String(), issues)
		}
	}
	for _, issue := range issues {
		if issue.Found == "" || issue.Remedy == "" {
			t.Errorf("no word of what was found, or of what to do: %v", issue)
		}
	}
	own := slices.DeleteFunc(slices.Clone(issues), func(i model.Issue) bool { return i.Code != c.code })
	if len(own) == 0 {
		t.Fatalf("no message with this code among\n%s", describe(issues))
	}
	if len(lines) <= mostShown+1 {
		return lines[:len(lines)-1]
	}
	return []string{own[0].Error(), fmt.Sprintf("... and %d more", len(issues)-1)}
}

// edited is goodDeal with some of its texts changed, each of which must stand in it once.
func edited(t *testing.T, changes []string) string {
	t.Helper()
	text := goodDeal
	for i := 0; i < len(changes); i += 2 {
		if n := strings.Count(text, changes[i]); n != 1 {
			t.Fatalf("%q stands %d times in the good deal", changes[i], n)
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

// stoppedCase is a workbook whose run stops.
type stoppedCase struct {
	why  string   // in plain words
	exit int      // the exit code
	edit []string // changes to goodDeal
}

// message runs the workbook and returns what it prints.
func (c stoppedCase) message(t *testing.T) string {
	t.Helper()
	t.Chdir(t.TempDir())
	writeCase(t, "deal.xlsx", edited(t, c.edit), nil)
	var stdout, stderr bytes.Buffer
	if code := execute(t.Context(), []string{"run", "deal.xlsx", "-o", "result.xlsx"}, &stdout, &stderr); code != c.exit {
		t.Errorf("exit code %d, want %d", code, c.exit)
	}
	if _, err := os.Stat("result.xlsx"); !os.IsNotExist(err) {
		t.Error("a run that stops leaves a workbook", err)
	}
	return strings.TrimSpace(stderr.String())
}

// issues is what the command found, with its codes.
func (c brokenCase) issues(t *testing.T, args []string) model.Issues {
	t.Helper()
	var found model.Issues
	cmd := newRoot(io.Discard, io.Discard)
	cmd.SetArgs(args)
	if err := cmd.ExecuteContext(t.Context()); !errors.As(err, &found) {
		t.Fatalf("the command ends with %v, want problems of a workbook", err)
	}
	return found
}

func describe(issues model.Issues) string {
	var lines []string
	for _, i := range issues {
		lines = append(lines, i.Code+": "+i.Error())
	}
	return strings.Join(lines, "\n")
}

// encodedCases keeps workbooks by their text: half of the cases begin with the good deal itself.
var encodedCases = map[string][]byte{}

func writeCase(t *testing.T, file, text string, damage func(*deal)) {
	t.Helper()
	data, done := encodedCases[text]
	if !done {
		var err error
		if data, err = encodeCase(text); err != nil {
			t.Fatal(err)
		}
		encodedCases[text] = data
	}
	d := &deal{t, slices.Clone(data)}
	if damage != nil {
		damage(d)
	}
	if err := os.WriteFile(file, d.data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// cell puts XML in the place of a cell.
func cell(sheet, address, xml string) func(*deal) {
	return func(d *deal) {
		d.replace(d.partOf(sheet), regexp.MustCompile(`<c r="`+address+`"[^>]*?(/>|>.*?</c>)`), xml)
	}
}

// typed puts a plain number or a text into a cell.
func typed(sheet, address, text string) func(*deal) {
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return cell(sheet, address, `<c r="`+address+`"><v>`+text+`</v></c>`)
	}
	return cell(sheet, address, `<c r="`+address+`" t="inlineStr"><is><t>`+text+`</t></is></c>`)
}

// inSheet changes the XML of a sheet.
func inSheet(sheet, pattern, xml string) func(*deal) {
	return func(d *deal) { d.replace(d.partOf(sheet), regexp.MustCompile(pattern), xml) }
}

// inPart changes the text of a part.
func inPart(part, pattern, text string) func(*deal) {
	return func(d *deal) { d.replace(part, regexp.MustCompile(pattern), text) }
}

// content puts other bytes in the place of the whole file.
func content(of string) func(*deal) {
	return func(d *deal) { d.data = []byte(of) }
}

// partOf finds the part that holds a sheet.
func (d *deal) partOf(sheet string) string {
	id := d.find("xl/workbook.xml", `<sheet name="`+sheet+`" [^>]*r:id="(\w+)"`)
	relations := d.text("xl/_rels/workbook.xml.rels")
	for _, link := range regexp.MustCompile(`<Relationship [^>]*>`).FindAllString(relations, -1) {
		if strings.Contains(link, `Id="`+id+`"`) {
			return "xl/" + regexp.MustCompile(`Target="/?(?:xl/)?([^"]+)"`).FindStringSubmatch(link)[1]
		}
	}
	d.t.Fatalf("no part for sheet %s", sheet)
	return ""
}

func (d *deal) find(part, pattern string) string {
	found := regexp.MustCompile(pattern).FindStringSubmatch(d.text(part))
	if found == nil {
		d.t.Fatalf("no %s in %s", pattern, part)
	}
	return found[1]
}

func (d *deal) text(part string) string {
	for _, p := range d.parts() {
		if p.name == part {
			return p.text
		}
	}
	d.t.Fatalf("no part %s", part)
	return ""
}

// packedPart is a file inside the workbook's package.
type packedPart struct{ name, text string }

func (d *deal) parts() []packedPart {
	archive, err := zip.NewReader(bytes.NewReader(d.data), int64(len(d.data)))
	if err != nil {
		d.t.Fatal(err)
	}
	var parts []packedPart
	for _, f := range archive.File {
		src, err := f.Open()
		if err != nil {
			d.t.Fatal(err)
		}
		text, err := io.ReadAll(src)
		if err != nil {
			d.t.Fatal(err)
		}
		parts = append(parts, packedPart{f.Name, string(text)})
	}
	return parts
}

// replace changes the first match in a part.
func (d *deal) replace(part string, pattern *regexp.Regexp, with string) {
	parts := d.parts()
	for i := range parts {
		if parts[i].name != part {
			continue
		}
		at := pattern.FindStringIndex(parts[i].text)
		if at == nil {
			d.t.Fatalf("no %s in %s", pattern, part)
		}
		parts[i].text = parts[i].text[:at[0]] + with + parts[i].text[at[1]:]
		d.pack(parts)
		return
	}
	d.t.Fatalf("no part %s", part)
}

// without leaves a part out.
func without(part string) func(*deal) {
	return func(d *deal) {
		d.pack(slices.DeleteFunc(d.parts(), func(p packedPart) bool { return p.name == part }))
	}
}

func (d *deal) pack(parts []packedPart) {
	var to bytes.Buffer
	w := zip.NewWriter(&to)
	for _, p := range parts {
		out, err := w.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(out, p.text)
		}
		if err != nil {
			d.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		d.t.Fatal(err)
	}
	d.data = to.Bytes()
}

// kebab is the form of a message's code.
var kebab = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

// codesInSource finds the code of every message in the program: the literals given to Code, and to the functions that
// take one first.
func codesInSource(t *testing.T) map[string]bool {
	t.Helper()
	takers := map[string]bool{"add": true, "refuse": true, "unknown": true, "report": true, "is": true, "fileIssue": true, "shapeIssue": true}
	codes := map[string]bool{}
	var unread []string
	if sensitivity, _ := xlsx.InputSheetByName("Sensitivity"); sensitivity.Later.All {
		unread = []string{"resolve_sensitivity.go", "metric_name.go", "sensitivity.go"} // a filled-in sheet is refused before these look
	}
	keep := func(e ast.Expr) {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil && kebab.MatchString(text) {
				codes[text] = true
			}
		}
	}
	for _, folder := range []string{"../../model", "../../sim", "../../xlsx", "."} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || slices.Contains(unread, filepath.Base(file)) {
				continue
			}
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" {
						keep(n.Value)
					}
				case *ast.AssignStmt:
					if to, ok := n.Lhs[0].(*ast.SelectorExpr); ok && to.Sel.Name == "Code" {
						keep(n.Rhs[0])
					}
				case *ast.CallExpr:
					if len(n.Args) > 0 && takers[nameOf(n.Fun)] {
						keep(n.Args[0])
					}
				}
				return true
			})
		}
	}
	return codes
}

// nameOf is the name by which a function or method is called.
func nameOf(called ast.Expr) string {
	switch f := called.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
