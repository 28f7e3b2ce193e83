package xlsx

import (
	"errors"
	"path"
	"strings"

	"scenarios/model"
)

// The scanner reads a workbook before anything else touches it. It checks the whole package, part by part, and yields the
// cells' content on the way, so that input sheets are read once. It uses no library for workbooks: those accept damaged
// files in part, and change digits.

// book is a workbook whose structure has been read; its sheets are read one at a time.
type book struct {
	file     string
	pack     *pack
	sheets   []bookSheet // as the workbook orders them, hidden ones included
	names    []string    // the defined names
	strings  *sharedStrings
	styles   dateStyles
	from1904 bool // dates are counted from 1904
}

// bookSheet is a sheet that the workbook lists.
type bookSheet struct {
	name   string
	part   string // "" where the workbook doesn't say
	cells  bool   // a worksheet, not a chart sheet or the like
	tables []sheetTable
}

// sheetTable is a real Excel table on a sheet.
type sheetTable struct {
	name    string
	area    area // header and totals included
	header  bool
	totals  bool
	columns []string
}

// The ends of relationship types; what stands before them differs between the two editions of the standard.
const (
	relationWorkbook  = "/officeDocument"
	relationWorksheet = "/worksheet"
	relationStrings   = "/sharedStrings"
	relationStyles    = "/styles"
	relationTable     = "/table"
)

const partContentTypes = "[Content_Types].xml"

// relation is one link from a part to another.
type relation struct{ id, kind, target string }

// openBook reads the structure of a workbook: everything but the sheets' cells. The book is nil where nothing can be read.
func openBook(file string, data []byte) (*book, model.Issues) {
	if issue, found := sniff(file, data); found {
		return nil, model.Issues{issue}
	}
	pack, issues := openPack(file, data)
	if pack == nil {
		return nil, issues
	}
	b := &book{file: file, pack: pack, strings: &sharedStrings{}}
	main, found := b.findWorkbook()
	if !found {
		return nil, append(issues, b.notWorkbook())
	}
	ids, err := b.readWorkbook(main)
	if err == errNotWorkbook {
		return nil, append(issues, b.notWorkbook())
	}
	if err != nil {
		issues = append(issues, pack.partIssue(main, "", err))
	}
	if !pack.has(partContentTypes) {
		issues = append(issues, pack.partIssue(partContentTypes, "", errMissingPart))
	}
	return b, append(issues, b.readStructure(main, ids)...)
}

// findWorkbook returns the package's main part, which the root relationships name.
func (b *book) findWorkbook() (part string, found bool) {
	relations, err := b.pack.readRelations("")
	if err != nil {
		return "", false
	}
	for _, r := range relations {
		if strings.HasSuffix(r.kind, relationWorkbook) && strings.EqualFold(path.Ext(r.target), ".xml") {
			return r.target, true
		}
	}
	return "", false
}

// notWorkbook says what a package without a workbook is, as far as can be told.
func (b *book) notWorkbook() model.Issue {
	issue := model.Issue{Code: "not-a-workbook", At: model.Source{File: b.file}, Found: "a ZIP file that holds no Excel workbook", Expected: anyWorkbook, Remedy: "Name an Excel workbook"}
	switch {
	case b.pack.has("xl/workbook.bin"):
		issue.Found, issue.Remedy = "a binary workbook (.xlsb)", remedySaveAs
	case b.pack.has("word/document.xml"):
		issue.Found = "a Word document"
	case b.pack.has("content.xml") && b.pack.has("mimetype"):
		issue.Found, issue.Remedy = "an OpenDocument file (.ods)", remedySaveAs
	case b.pack.has("xl/workbook.xml"):
		issue.Code, issue.Found, issue.Remedy = "damaged-part", "a workbook whose list of parts (_rels/.rels) is missing or damaged", remedyDamaged
	}
	return issue
}

// readStructure reads all that the workbook part refers to and that is needed before cells make sense. ids are the sheets'
// relationship ids.
func (b *book) readStructure(main string, ids []string) model.Issues {
	var issues model.Issues
	note := func(part, sheet string, err error) {
		if err != nil {
			issues = append(issues, b.pack.partIssue(part, sheet, err))
		}
	}
	relations, err := b.pack.readRelations(main)
	note(relationsPart(main), "", err)
	for _, r := range relations {
		switch {
		case strings.HasSuffix(r.kind, relationStrings):
			b.strings, err = b.pack.readStrings(r.target)
			note(r.target, "", err)
		case strings.HasSuffix(r.kind, relationStyles):
			b.styles, err = b.pack.readStyles(r.target)
			note(r.target, "", err)
		}
		for i := range b.sheets {
			if ids[i] == r.id {
				b.sheets[i].part, b.sheets[i].cells = r.target, strings.HasSuffix(r.kind, relationWorksheet)
			}
		}
	}
	for i := range b.sheets {
		sheet := &b.sheets[i]
		if sheet.part == "" {
			note("(of the sheet)", sheet.name, errMissingPart)
		} else if sheet.cells {
			part, err := b.readTables(sheet)
			note(part, sheet.name, err)
		}
	}
	return issues
}

var errNotWorkbook = errors.New("not a workbook")

// readWorkbook reads the workbook part: sheets, names, date system. It returns the sheets' relationship ids, and
// errNotWorkbook where the part is the main part of another kind of document.
func (b *book) readWorkbook(part string) (ids []string, err error) {
	err = b.pack.eachToken(part, func(x *xmlReader, token xmlToken) error {
		if token != xmlOpen {
			return nil
		}
		switch name := string(x.local); {
		case x.depth() == 1 && name != "workbook":
			return errNotWorkbook
		case name == "workbookPr" && x.depth() == 2:
			flag := x.attribute("date1904")
			b.from1904 = flag == "1" || flag == "true"
		case name == "sheet" && x.depth() == 3:
			if len(b.sheets) == maxSheets {
				return overLimit("or more sheets", maxSheets+1, maxSheets)
			}
			b.sheets = append(b.sheets, bookSheet{name: x.attribute("name")})
			ids = append(ids, x.attribute("id"))
		case name == "definedName" && x.depth() == 3:
			b.names = append(b.names, x.attribute("name"))
		}
		return nil
	})
	return ids, err
}

// relationsPart is the name of the part that holds a part's links; that of the package itself for "".
func relationsPart(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base("/"+part)+".rels")
}

// readRelations reads a part's links to other parts inside the package. A part without links has none.
func (p *pack) readRelations(part string) ([]relation, error) {
	name := relationsPart(part)
	if part == "" {
		name = "_rels/.rels"
	}
	if !p.has(name) {
		return nil, nil
	}
	var relations []relation
	err := p.eachToken(name, func(x *xmlReader, token xmlToken) error {
		if token == xmlOpen && string(x.local) == "Relationship" && x.attribute("TargetMode") != "External" {
			relations = append(relations, relation{x.attribute("Id"), x.attribute("Type"), resolve(part, x.attribute("Target"))})
		}
		return nil
	})
	return relations, err
}

// resolve turns a link's target, as seen from a part, into the name of a part.
func resolve(part, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(path.Dir(part), target)
}

// readTables reads the Excel tables of a sheet. On an error it names the part.
func (b *book) readTables(sheet *bookSheet) (part string, err error) {
	relations, err := b.pack.readRelations(sheet.part)
	if err != nil {
		return relationsPart(sheet.part), err
	}
	for _, r := range relations {
		if strings.HasSuffix(r.kind, relationTable) {
			table, err := b.pack.readTable(r.target)
			if err != nil {
				return r.target, err
			}
			sheet.tables = append(sheet.tables, table)
		}
	}
	return "", nil
}

// readTable reads a table part.
func (p *pack) readTable(part string) (sheetTable, error) {
	var table sheetTable
	err := p.eachToken(part, func(x *xmlReader, token xmlToken) error {
		switch {
		case token != xmlOpen:
		case x.depth() == 1:
			place, err := parseArea(x.attribute("ref"))
			if err != nil {
				return x.fault(x.pos, "the table's range: %v", err)
			}
			totals := x.attribute("totalsRowCount")
			table.name, table.area = x.attribute("displayName"), place
			table.header = x.attribute("headerRowCount") != "0"
			table.totals = totals != "" && totals != "0"
		case string(x.local) == "tableColumn" && x.depth() == 3:
			table.columns = append(table.columns, x.attribute("name"))
		}
		return nil
	})
	return table, err
}
