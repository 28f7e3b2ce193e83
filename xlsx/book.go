package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"scenarios/model"
)

// Book is a whole workbook as a plain value. The same Book always encodes to the same bytes.
type Book struct {
	Title   string
	Creator string     // author of the file, its notes and its properties
	Created model.Date // stands in the properties and in every footer; the clock is never read
	Active  string     // name of the sheet that is in front when the file opens; empty for the first
	Sheets  []Sheet

	Template  bool              // a workbook of ours to fill in: it carries TemplateMark
	Elsewhere map[string]string // sheets that links may go to in the workbook that these are added to: the name there by the link's
}

// linkTarget is the name of the sheet that a link goes to.
func (b Book) linkTarget(link string) string {
	if i := b.sheetIndex(link); i >= 0 {
		return b.Sheets[i].Name
	}
	return b.Elsewhere[link]
}

// SheetMark returns the hidden defined name that marks a sheet as written by us: scenarios.Price_Adjustments for
// Price Adjustments, because a defined name holds no space.
func SheetMark(sheet string) string { return "scenarios." + strings.ReplaceAll(sheet, " ", "_") }

// Limits of the file format on what is written, besides those in limits.go.
const (
	maxSheetName  = 31
	maxFormula    = 8_192
	maxListText   = 255 // of a drop-down whose values stand in the rule itself
	maxHelpTitle  = 32
	maxHelpText   = 255
	maxWidth      = 255.0
	maxHeight     = 409.0
	maxNameLength = 255
)

// check returns the first thing in the book that the format can't hold, or that a reader would trip over.
func (b Book) check() error {
	if len(b.Sheets) == 0 {
		return fmt.Errorf("the workbook has no sheet")
	}
	if !b.Created.Given() {
		return fmt.Errorf("the workbook has no date")
	}
	names := map[string]bool{}
	for _, s := range b.Sheets {
		key := strings.ToLower(s.Name)
		if names[key] {
			return fmt.Errorf("two sheets are named '%s'", s.Name)
		}
		names[key] = true
	}
	if b.Active != "" && !names[strings.ToLower(b.Active)] {
		return fmt.Errorf("the sheet to open first, '%s', is not in the workbook", b.Active)
	}
	for name := range b.Elsewhere {
		names[strings.ToLower(name)] = true
	}
	for _, s := range b.Sheets {
		if err := s.check(names); err != nil {
			return fmt.Errorf("sheet '%s': %w", s.Name, err)
		}
	}
	return b.checkNames()
}

// check refuses anything but rows such as 1:5.
func (t Titles) check() error {
	first, last, found := strings.Cut(string(t), ":")
	top, err := strconv.Atoi(first)
	bottom, errBottom := strconv.Atoi(last)
	if t != "" && (!found || err != nil || errBottom != nil || top < 1 || bottom < top || bottom > maxRows) {
		return fmt.Errorf("'%s' are not rows to repeat, such as 1:5", string(t))
	}
	return nil
}

// checkNames refuses defined names and table names that occur twice: they share one list in the workbook.
func (b Book) checkNames() error {
	seen := map[string]bool{}
	for _, s := range b.Sheets {
		for _, n := range s.Names {
			if sheet, _, err := parseReference(n.RefersTo); err != nil || b.sheetIndex(sheet) < 0 {
				return fmt.Errorf("sheet '%s': the name '%s' refers to '%s', which is no place in the workbook", s.Name, n.Name, n.RefersTo)
			}
		}
		for _, name := range s.allNames() {
			if !validName(name) {
				return fmt.Errorf("sheet '%s': '%s' can't be a defined name: it takes letters, digits, periods and underscores, at most %s",
					s.Name, name, thousands(maxNameLength))
			}
			key := strings.ToLower(name)
			if seen[key] {
				return fmt.Errorf("sheet '%s': the name '%s' is used twice", s.Name, name)
			}
			seen[key] = true
		}
	}
	return nil
}

func (s Sheet) allNames() []string {
	var names []string
	if s.Mark != "" {
		names = append(names, s.Mark)
	}
	for _, n := range s.Names {
		names = append(names, n.Name)
	}
	for _, t := range s.Tables {
		names = append(names, t.Name)
	}
	return names
}

func validName(name string) bool {
	for i, r := range name {
		switch {
		case unicode.IsLetter(r) || r == '_':
		case i > 0 && (unicode.IsDigit(r) || r == '.'):
		default:
			return false
		}
	}
	return name != "" && utf16Length(name) <= maxNameLength
}

// check covers one sheet; sheets holds the lower-case names of all sheets, for links.
func (s Sheet) check(sheets map[string]bool) error {
	if err := checkSheetName(s.Name); err != nil {
		return err
	}
	if len(s.Rows) > maxRows {
		return fmt.Errorf("has %s rows; a sheet holds at most %s", thousands(len(s.Rows)), thousands(maxRows))
	}
	for i, width := range s.Widths {
		if width <= 0 || width > maxWidth {
			return fmt.Errorf("column %s is %g characters wide; a width is above 0 and at most %g", columnName(i+1), width, maxWidth)
		}
	}
	if err := s.Titles.check(); err != nil {
		return err
	}
	for i, row := range s.Rows {
		if err := row.check(i+1, sheets); err != nil {
			return err
		}
	}
	for _, note := range s.Notes {
		if length := utf16Length(note.Text); length > maxStringLength {
			return fmt.Errorf("the note on cell %s has %s characters; a note holds at most %s", note.Cell, thousands(length), thousands(maxStringLength))
		}
	}
	for _, v := range s.Lists {
		if err := v.check(); err != nil {
			return err
		}
	}
	return s.checkTables()
}

// checkSheetName applies the rules of Excel for a sheet's name.
func checkSheetName(name string) error {
	if length := utf16Length(name); length == 0 || length > maxSheetName {
		return fmt.Errorf("the name has %d characters; a sheet's name has 1 to %d", length, maxSheetName)
	}
	if strings.ContainsAny(name, `:\/?*[]`) || strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'") {
		return fmt.Errorf(`a sheet's name can't hold any of : \ / ? * [ ] or begin or end with an apostrophe`)
	}
	if strings.EqualFold(name, "History") {
		return fmt.Errorf("Excel keeps this name for itself")
	}
	return nil
}

func (r SheetRow) check(row int, sheets map[string]bool) error {
	if len(r.Cells) > maxColumns {
		return fmt.Errorf("row %s has %s columns; a sheet holds at most %s", thousands(row), thousands(len(r.Cells)), thousands(maxColumns))
	}
	if r.Height < 0 || r.Height > maxHeight {
		return fmt.Errorf("row %s is %g points high; a height is at most %g", thousands(row), r.Height, maxHeight)
	}
	for i, cell := range r.Cells {
		if err := cell.check(sheets); err != nil {
			return fmt.Errorf("cell %s: %w", cellName(i+1, row), err)
		}
	}
	return nil
}

func (c Cell) check(sheets map[string]bool) error {
	if length := utf16Length(c.Text); length > maxStringLength {
		return fmt.Errorf("the text has %s characters; a cell holds at most %s", thousands(length), thousands(maxStringLength))
	}
	if length := utf16Length(c.Formula); length > maxFormula {
		return fmt.Errorf("the formula has %s characters; a formula holds at most %s", thousands(length), thousands(maxFormula))
	}
	if c.Link != "" && !sheets[strings.ToLower(c.Link)] {
		return fmt.Errorf("the link goes to a sheet '%s' that is not in the workbook", c.Link)
	}
	isFormula := c.Kind == FormulaNumber || c.Kind == FormulaText
	if isFormula != (c.Formula != "") {
		return fmt.Errorf("a formula cell needs a formula, and no other cell may have one")
	}
	if (c.Kind == NumberCell || c.Kind == FormulaNumber) && c.Format == FormatText {
		return fmt.Errorf("a number needs a number format")
	}
	return nil
}

func (v Validation) check() error {
	if length := utf16Length(v.Title); length > maxHelpTitle {
		return fmt.Errorf("the help on %s has a title of %d characters; it holds at most %d", v.Range, length, maxHelpTitle)
	}
	if length := utf16Length(v.Help); length > maxHelpText {
		return fmt.Errorf("the help on %s has %d characters; it holds at most %d", v.Range, length, maxHelpText)
	}
	if len(v.List) == 0 && v.Min > v.Max {
		return fmt.Errorf("the values allowed in %s run from %g down to %g", v.Range, v.Min, v.Max)
	}
	return nil
}

// checkTables holds what Excel demands of a table, else it offers to repair the file: one table a sheet is what the
// writer streams; headers are texts, on one line and different from each other.
func (s Sheet) checkTables() error {
	if len(s.Tables) > 1 {
		return fmt.Errorf("has %d tables; a sheet is written with at most 1", len(s.Tables))
	}
	for _, table := range s.Tables {
		area, err := parseArea(table.Range)
		if err != nil {
			return fmt.Errorf("table %s: %w", table.Name, err)
		}
		seen := map[string]bool{}
		for column := area.left; column <= area.right; column++ {
			at := cellName(column, area.top)
			header := s.cell(column, area.top)
			if header.Kind != TextCell || header.Text == "" || strings.ContainsAny(header.Text, "\r\n") {
				return fmt.Errorf("table %s: cell %s must hold a header, a text on one line", table.Name, at)
			}
			key := strings.ToLower(header.Text)
			if seen[key] {
				return fmt.Errorf("table %s: cell %s repeats the header '%s'", table.Name, at, header.Text)
			}
			seen[key] = true
		}
	}
	return nil
}

// cell returns the cell at a column and row counted from 1, an empty one outside what is written.
func (s Sheet) cell(column, row int) Cell {
	if row < 1 || row > len(s.Rows) || column < 1 || column > len(s.Rows[row-1].Cells) {
		return Cell{}
	}
	return s.Rows[row-1].Cells[column-1]
}

// utf16Length counts characters the way the file format does.
func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// thousands writes a count with separators, as messages show it.
func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
