package xlsx

import (
	"strconv"

	"scenarios/model"
)

// scannedRow is one row of a worksheet: its cells that hold something, from left to right.
type scannedRow struct {
	number int // from 1
	cells  []scannedCell
	text   []byte // of all cells, end to end
}

// scannedCell is a cell's content before anything is made of it: the digits of a number or of a date's day count, the text,
// TRUE or FALSE, or what is wrong with a Fault.
type scannedCell struct {
	column   int // from 1
	kind     model.ValueKind
	iso      bool // a DateValue written out as 2002-12-17
	from, to int  // in the row's text
}

// raw returns a cell's content; it is valid until the next row.
func (r *scannedRow) raw(c scannedCell) []byte { return r.text[c.from:c.to] }

// sheetScan reads one worksheet: the rows go to sink, what is wrong with the cells to issues.
type sheetScan struct {
	book   *book
	sheet  string
	xml    *xmlReader
	sink   func(*scannedRow) // nil: the sheet is only checked
	issues *issueList

	row        scannedRow
	lastRow    int // the last row number seen
	lastColumn int // the last column seen in the present row
	cells      int
	inData     bool
	inRow      bool // in a row that has a valid number
	inCell     bool

	column     int
	style      int
	kind       []byte // the cell's t attribute
	value      []byte // of v, or of the inline string
	inValue    bool
	hasValue   bool
	hasFormula bool
	inline     richText
	inInline   bool
}

// The depths of a worksheet's elements: worksheet, sheetData, row, c, and what a cell holds.
const (
	depthData = 2 + iota
	depthRow
	depthCell
	depthValue
)

// scanSheet reads the worksheet in a part. An error is one of the whole part.
func (b *book) scanSheet(sheet, part string, sink func(*scannedRow), issues *issueList) error {
	s := &sheetScan{book: b, sheet: sheet, sink: sink, issues: issues, inline: richText{depth: depthValue}}
	return b.pack.eachToken(part, func(x *xmlReader, token xmlToken) error {
		s.xml = x
		switch token {
		case xmlOpen:
			return s.open()
		case xmlClose:
			return s.close()
		case xmlText:
			return s.readText()
		}
		return nil
	})
}

func (s *sheetScan) open() error {
	switch depth := s.xml.depth(); {
	case depth == depthData:
		s.inData = string(s.xml.local) == "sheetData"
	case !s.inData:
	case depth == depthRow:
		if string(s.xml.local) == "row" {
			return s.openRow()
		}
	case !s.inRow:
	case depth == depthCell:
		if string(s.xml.local) == "c" {
			return s.openCell()
		}
	case !s.inCell:
	case depth == depthValue:
		s.openContent()
	case s.inInline:
		s.inline.open(s.xml)
	}
	return nil
}

func (s *sheetScan) openRow() error {
	number := s.lastRow + 1
	for _, a := range s.xml.attributes {
		if string(a.name) == "r" {
			n, err := strconv.ParseInt(string(a.value), 10, 64)
			if err != nil || n < 1 {
				s.report("bad-row-number", "", "row number '"+shorten(a.value)+"'", "a whole number from 1", remedyDamaged)
				return nil
			}
			number = int(n)
		}
	}
	switch {
	case number > maxRows:
		return overLimit("as the number of a row", int64(number), maxRows)
	case number <= s.lastRow:
		s.report("cell-order", "", "row "+strconv.Itoa(number)+" after row "+strconv.Itoa(s.lastRow), "rows in ascending order, each once", remedyDamaged)
		return nil
	}
	s.lastRow = number
	s.row = scannedRow{number: number, cells: s.row.cells[:0], text: s.row.text[:0]}
	s.lastColumn = 0
	s.inRow = true
	return nil
}

func (s *sheetScan) openCell() error {
	if s.cells++; s.cells > maxCells {
		return overLimit("cells on one sheet", int64(s.cells), maxCells)
	}
	s.column, s.style, s.kind = s.lastColumn+1, 0, s.kind[:0]
	s.value = s.value[:0]
	s.hasValue, s.hasFormula = false, false
	for i := range s.xml.attributes {
		a := &s.xml.attributes[i]
		if len(a.name) != 1 {
			continue
		}
		switch a.name[0] {
		case 'r':
			column, row, ok := parseAddress(a.value)
			if !ok || row != s.row.number {
				s.report("bad-cell-address", "", "cell address '"+shorten(a.value)+"' in row "+strconv.Itoa(s.row.number), "an address from A1 to XFD1048576 in the same row", remedyDamaged)
				return nil
			}
			s.column = column
		case 's':
			s.style = s.readStyle(a.value)
		case 't':
			s.kind = append(s.kind, a.value...)
		}
	}
	switch {
	case s.column > maxColumns:
		return overLimit("columns in row "+strconv.Itoa(s.row.number), int64(s.column), maxColumns)
	case s.column == s.lastColumn:
		s.report("duplicate-cell", s.address(), "a cell that stands twice in the file", "each cell once", remedyDamaged)
		return nil
	case s.column < s.lastColumn:
		s.report("cell-order", s.address(), "a cell after one to its right", "cells from left to right", remedyDamaged)
		return nil
	}
	s.lastColumn = s.column
	s.inCell = true
	return nil
}

// readStyle reads the index of a cell's style; -1 stands for one that the workbook doesn't have.
func (s *sheetScan) readStyle(raw []byte) int {
	style := 0
	for _, c := range raw {
		if c < '0' || c > '9' || style > len(s.book.styles) {
			return -1
		}
		style = style*10 + int(c-'0')
	}
	if style >= max(len(s.book.styles), 1) {
		return -1
	}
	return style
}

func (s *sheetScan) openContent() {
	switch string(s.xml.local) {
	case "v":
		s.inValue, s.hasValue = true, true
		s.value = s.value[:0]
	case "f":
		s.hasFormula = true
	case "is":
		s.inInline, s.hasValue = true, true
		s.inline = richText{depth: depthValue}
		s.value = s.value[:0]
	}
}

func (s *sheetScan) readText() error {
	if !s.inValue && !(s.inInline && s.inline.collecting) {
		return nil
	}
	s.value = s.xml.appendText(s.value)
	if tooLong(s.value) {
		return &limitFault{"characters in cell " + s.address(), "more than " + strconv.Itoa(maxStringLength), strconv.Itoa(maxStringLength)}
	}
	return nil
}

func (s *sheetScan) close() error {
	switch depth := s.xml.depth(); {
	case depth >= depthValue:
		s.inline.close()
	case depth == depthCell:
		s.inValue, s.inInline = false, false
	case depth == depthRow && s.inCell:
		s.inCell = false
		s.finishCell()
	case depth == depthData && s.inRow:
		s.inRow = false
		if s.sink != nil {
			s.sink(&s.row)
		}
	case depth < depthData:
		s.inData = false
	}
	return nil
}

// finishCell makes of the cell's type, style and text what it holds.
func (s *sheetScan) finishCell() {
	if s.style < 0 {
		s.report("bad-style-index", s.address(), "a cell format that the workbook does not have", "one of "+strconv.Itoa(len(s.book.styles)), remedyDamaged)
		s.style = 0
	}
	if s.hasFormula && (!s.hasValue || len(s.value) == 0 && string(s.kind) != "str") {
		s.keepText(model.Fault, faultNoValue)
		return
	}
	if !s.hasValue {
		return
	}
	switch string(s.kind) {
	case "", "n":
		s.finishNumber()
	case "s":
		s.finishShared()
	case "str", "inlineStr":
		s.value = unescapeFrom(s.value, 0)
		s.keep(model.Text, s.value)
	case "b":
		s.finishBool()
	case "e":
		s.keep(model.Fault, s.value)
	case "d":
		s.keep(model.DateValue, s.value)
	default:
		s.report("bad-cell-type", s.address(), "a cell of the type '"+shorten(s.kind)+"'", "a type that the file format knows", remedyDamaged)
	}
}

// What a Fault says besides the error codes that Excel shows.
const (
	faultNoValue  = "a formula without a stored value"
	faultNoDate   = " in a date's format, which is no date" // after the cell's content
	faultTooLarge = ", more than a cell can hold"           // after the cell's content
)

func (s *sheetScan) finishNumber() {
	if len(s.value) == 0 {
		return
	}
	if _, _, ok := numberShape(s.value); !ok {
		s.report("bad-number", s.address(), "'"+shorten(s.value)+"' stored as a number", "a number", remedyDamaged)
		return
	}
	if s.style < len(s.book.styles) && s.book.styles[s.style] {
		s.keep(model.DateValue, s.value)
		return
	}
	s.keep(model.Number, s.value)
}

func (s *sheetScan) finishShared() {
	index, err := strconv.ParseUint(string(s.value), 10, 32)
	if err != nil || index >= uint64(s.book.strings.count()) {
		s.report("bad-string-index", s.address(), "text number '"+shorten(s.value)+"'", "one of the workbook's "+strconv.Itoa(s.book.strings.count())+" shared texts", remedyDamaged)
		return
	}
	s.keep(model.Text, s.book.strings.at(int(index)))
}

func (s *sheetScan) finishBool() {
	switch string(s.value) {
	case "1", "true":
		s.keepText(model.Bool, "TRUE")
	case "0", "false":
		s.keepText(model.Bool, "FALSE")
	default:
		s.report("bad-boolean", s.address(), "'"+shorten(s.value)+"' stored as TRUE or FALSE", "0 or 1", remedyDamaged)
	}
}

// keep adds the present cell to the row.
func (s *sheetScan) keep(kind model.ValueKind, raw []byte) {
	if s.sink == nil {
		return
	}
	from := len(s.row.text)
	s.row.text = append(s.row.text, raw...)
	iso := kind == model.DateValue && string(s.kind) == "d"
	s.row.cells = append(s.row.cells, scannedCell{s.column, kind, iso, from, len(s.row.text)})
}

func (s *sheetScan) keepText(kind model.ValueKind, text string) { s.keep(kind, []byte(text)) }

func (s *sheetScan) address() string { return cellName(s.column, s.row.number) }

func (s *sheetScan) report(code, cell, found, expected, remedy string) {
	s.issues.add(model.Issue{Code: code, At: model.Source{File: s.book.file, Sheet: s.sheet, Cell: cell}, Found: found, Expected: expected, Remedy: remedy})
}

// shorten makes a damaged text fit into a message.
func shorten[T string | []byte](raw T) string {
	const longest = 60
	if len(raw) <= longest {
		return string(raw)
	}
	head := []byte(raw[:longest])
	return string(head[:safeCut(head)]) + "..."
}

// parseAddress reads A1 notation as it stands in a sheet: capital letters, no dollar signs, within the format's limits.
func parseAddress(name []byte) (column, row int, ok bool) {
	i := 0
	for i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && column <= maxColumns {
		column = column*26 + int(name[i]-'A') + 1
		i++
	}
	if i == 0 || i == len(name) || name[i] == '0' || column > maxColumns {
		return 0, 0, false
	}
	for ; i < len(name); i++ {
		if name[i] < '0' || name[i] > '9' {
			return 0, 0, false
		}
		if row = row*10 + int(name[i]-'0'); row > maxRows {
			return 0, 0, false
		}
	}
	return column, row, true
}

// issueList gathers the issues of one sheet: so many are listed, the others counted.
type issueList struct {
	issues model.Issues
	more   int
	at     model.Source
}

func (l *issueList) add(issue model.Issue) {
	if len(l.issues) < maxIssuesPerSheet {
		l.issues = append(l.issues, issue)
		return
	}
	l.more++
}

// all returns what was gathered, with a last issue that counts what is not listed.
func (l *issueList) all() model.Issues {
	if l.more == 0 {
		return l.issues
	}
	return append(l.issues, model.Issue{Code: "more-issues", At: l.at, Found: strconv.Itoa(l.more) + " more problems that are not listed",
		Expected: "none", Remedy: "Mend those that are listed and check again"})
}
