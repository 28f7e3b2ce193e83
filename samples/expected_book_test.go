package samples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/xlsx"
)

// A sheet of expected figures is a text in which figures have names. It becomes a workbook of plain formulas: one figure
// a row, each formula on cells of the same book. The last sheet lists the results that a run must give.

const (
	resultsSheet = "Expected"
	valueColumn  = 4 // of the sheets that work the figures out: Date, Clause, What, Figure
	howToRead    = "Blue: from the contract or from an event of the sample. Black: worked out here. Green: from another sheet. Nothing is taken from a run."
)

// expectedBlock is a heading with the lines under it, cut into their parts.
type expectedBlock struct {
	heading []string
	lines   [][]string
}

type expectedSheet struct {
	name   string
	blocks []expectedBlock
}

// place is where a named figure stands.
type place struct{ sheet, cell string }

// expectedText is a whole text of expected figures.
type expectedText struct {
	sheets []expectedSheet
	places map[string]place
	rows   map[int]map[int]int // of the results: block and line to row
}

// sheetNames are the names of the text's sheets in their order.
func (x *expectedText) sheetNames() []string {
	var names []string
	for _, s := range x.sheets {
		names = append(names, s.name)
	}
	return names
}

// readExpected reads a text and gives every figure its place.
func readExpected(file string) (*expectedText, error) {
	data, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		return nil, err
	}
	x := &expectedText{places: map[string]place{}, rows: map[int]map[int]int{}}
	for number, line := range strings.Split(string(data), "\n") {
		if err := x.read(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, number+1, err)
		}
	}
	for _, s := range x.sheets {
		if err := x.locate(s); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return x, nil
}

func (x *expectedText) read(line string) error {
	last := len(x.sheets) - 1
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
	case strings.HasPrefix(line, "=="):
		x.sheets = append(x.sheets, expectedSheet{name: strings.TrimSpace(strings.Trim(line, "="))})
	case last < 0:
		return fmt.Errorf("text before the first sheet")
	case strings.HasPrefix(line, "--"):
		x.sheets[last].blocks = append(x.sheets[last].blocks, expectedBlock{heading: parts(strings.Trim(line, "- "))})
	case len(x.sheets[last].blocks) == 0:
		return fmt.Errorf("text before the first block")
	default:
		block := &x.sheets[last].blocks[len(x.sheets[last].blocks)-1]
		cells := parts(line)
		if want := x.columns(x.sheets[last].name, *block); len(cells) != want {
			return fmt.Errorf("%d parts, want %d", len(cells), want)
		}
		block.lines = append(block.lines, cells)
	}
	return nil
}

// columns is how many parts each line of a block has.
func (x *expectedText) columns(sheet string, b expectedBlock) int {
	if sheet == resultsSheet {
		return len(b.heading) - 1
	}
	return 6 // name, date, clause, what, figure, format
}

func parts(line string) []string {
	all := strings.Split(line, "|")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// rowsAbove is how many rows stand above a sheet's first block: title, how to read it.
const rowsAbove = 2

// locate walks a sheet's rows as sheet does: before each block an empty row, its heading and its header.
func (x *expectedText) locate(s expectedSheet) error {
	row := rowsAbove
	for b, block := range s.blocks {
		row += 3
		x.rows[b] = map[int]int{}
		for l, line := range block.lines {
			row++
			if s.name == resultsSheet {
				x.rows[b][l] = row
				continue
			}
			name := line[0]
			if _, taken := x.places[name]; taken || name == "" {
				return fmt.Errorf("a figure needs a name of its own: %q", name)
			}
			x.places[name] = place{s.name, cellAt(valueColumn, row)}
		}
	}
	return nil
}

func cellAt(column, row int) string { return string(rune('A'+column-1)) + strconv.Itoa(row) }

// book lays the text out. The values of the formulas come from values, by sheet and cell: Life!D7; those that are missing
// are zero.
func (x *expectedText) book(title string, created model.Date, values map[string]decimal.Decimal) (xlsx.Book, error) {
	book := xlsx.Book{Title: title, Creator: "scenarios", Created: created, Active: resultsSheet}
	for _, s := range x.sheets {
		sheet, err := x.sheet(title, s, values)
		if err != nil {
			return book, fmt.Errorf("sheet %s: %w", s.name, err)
		}
		book.Sheets = append(book.Sheets, sheet)
	}
	return book, nil
}

func (x *expectedText) sheet(title string, s expectedSheet, values map[string]decimal.Decimal) (xlsx.Sheet, error) {
	sheet := xlsx.Sheet{Name: s.name, Group: xlsx.WorkingGroup, Widths: []float64{12, 20, 78, 22}, Portrait: true}
	if s.name == resultsSheet {
		sheet.Group, sheet.Widths, sheet.Portrait = xlsx.OutputGroup, []float64{20, 26, 24, 20, 20, 20, 20, 14}, false
	}
	add := func(cells ...xlsx.Cell) { sheet.Rows = append(sheet.Rows, xlsx.SheetRow{Cells: cells}) }
	add(words(title+": "+s.name, xlsx.StyleTitle))
	add(words(howToRead, xlsx.StyleSubtitle))
	for _, block := range s.blocks {
		columns := []string{"Date", "Clause", "What", "Figure"}
		if s.name == resultsSheet {
			columns = block.heading[1:]
		}
		add()
		add(words(block.heading[0], xlsx.StyleSection))
		add(headers(columns)...)
		for _, line := range block.lines {
			at := func(column int) string { return s.name + "!" + cellAt(column, len(sheet.Rows)+1) }
			cells, err := x.line(s.name, columns, line, at, values)
			if err != nil {
				return sheet, err
			}
			add(cells...)
		}
	}
	return sheet, nil
}

func (x *expectedText) line(sheet string, columns, line []string, at func(int) string, values map[string]decimal.Decimal) ([]xlsx.Cell, error) {
	if sheet != resultsSheet {
		value, err := x.cell(sheet, line[4], formats[line[5]], values[at(valueColumn)])
		return []xlsx.Cell{dateOrWords(line[1]), words(line[2], xlsx.StylePlain), words(line[3], xlsx.StyleProse), value}, err
	}
	var cells []xlsx.Cell
	for i, text := range line {
		cell, err := x.cell(sheet, text, resultFormat(columns[i], line), values[at(i+1)])
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell)
	}
	return cells, nil
}

var (
	named   = regexp.MustCompile(`\[([a-z0-9]+)\]`)
	formats = map[string]xlsx.Format{"count": xlsx.FormatCount, "money": xlsx.FormatMoney, "price": xlsx.FormatPrice, "precise": xlsx.FormatPrecise,
		"percent": xlsx.FormatPercent, "fine": xlsx.FormatPercentFine, "number": xlsx.FormatNumber, "date": xlsx.FormatDate}
)

// cell is a figure as typed, a date, words, or a formula with its value.
func (x *expectedText) cell(sheet, text string, format xlsx.Format, value decimal.Decimal) (xlsx.Cell, error) {
	relation, isFormula := strings.CutPrefix(text, "=")
	if !isFormula {
		v := model.ParseCell(text, model.Source{})
		if v.Kind == model.Number {
			return xlsx.Cell{Kind: xlsx.NumberCell, Number: v.Number, Format: format, Style: xlsx.StyleInput}, nil
		}
		return dateOrWords(text), nil
	}
	var unknown error
	style := xlsx.StyleFormula
	relation = named.ReplaceAllStringFunc(relation, func(name string) string {
		name = strings.Trim(name, "[]")
		p, known := x.places[name]
		if !known {
			unknown = fmt.Errorf("%s: there is no figure %q", text, name)
		}
		if p.sheet == sheet {
			return p.cell
		}
		style = xlsx.StyleCrossFormula
		return "'" + p.sheet + "'!" + p.cell
	})
	return xlsx.Cell{Kind: xlsx.FormulaNumber, Formula: relation, Number: value, Format: format, Style: style}, unknown
}

func words(text string, style xlsx.Style) xlsx.Cell {
	if text == "" {
		return xlsx.Cell{}
	}
	return xlsx.Cell{Kind: xlsx.TextCell, Text: text, Style: style}
}

func dateOrWords(text string) xlsx.Cell {
	if d, err := model.ParseDate(text); err == nil {
		return xlsx.Cell{Kind: xlsx.DateCell, Date: d, Format: xlsx.FormatDate, Style: xlsx.StylePlain}
	}
	return words(text, xlsx.StylePlain)
}

func headers(names []string) []xlsx.Cell {
	var cells []xlsx.Cell
	for _, name := range names {
		cells = append(cells, words(name, xlsx.StyleHeader))
	}
	return cells
}

// moneyResults are the columns of results that hold dollars; so do those whose names begin with Amount.
var moneyResults = map[string]bool{"Principal": true, "Interest": true, "Fraction in cash": true, "Worth": true, "Worth besides": true,
	"Preference": true, "Participation": true}

// isMoney reports whether a result is compared to the cent: its column says so, or its row.
func isMoney(column string, line []string) bool {
	return moneyResults[column] || strings.HasPrefix(column, "Amount") || column == "Value" && strings.HasPrefix(line[1], "Cash")
}

// dateResults are the columns of results that hold dates.
var dateResults = map[string]bool{"Date": true, "From": true, "Until": true, "Ended": true, "Due on": true, "Paid on": true, "Moved to": true, "Record date": true}

func isDate(column string) bool { return dateResults[column] }

// dateOfSerial is the date that a formula gives as a number of days, as workbooks count them.
func dateOfSerial(days decimal.Decimal) model.Date {
	return model.DateOf(1899, 12, 30) + model.Date(days.IntPart())
}

func resultFormat(column string, line []string) xlsx.Format {
	switch {
	case isDate(column):
		return xlsx.FormatDate
	case strings.HasPrefix(column, "Price"):
		return xlsx.FormatPrecise
	case isMoney(column, line):
		return xlsx.FormatMoney
	}
	return xlsx.FormatCount
}
