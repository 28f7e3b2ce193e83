package samples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"scenarios/model"
	"scenarios/model/casetext"
	"scenarios/xlsx"
)

// workbook is a sample's file: which source it is made from, and which sheets it holds.
type workbook struct {
	file, source, title string
	holds               func(sheet string) bool
}

var workbooks = []workbook{
	{"first/first.xlsx", "first/source.txt", "A first look", everything},
	{"wire-one/cap-table.xlsx", "wire-one/source.txt", "Wire One: cap table", func(sheet string) bool { return sheet != pathsSheet }},
	{"wire-one/price-paths.xlsx", "wire-one/source.txt", "Wire One: price paths", func(sheet string) bool { return sheet == pathsSheet }},
	{"wire-one/all-in-one.xlsx", "wire-one/source.txt", "Wire One: cap table and price paths", everything},
	{"bench-756/bench-756.xlsx", "bench-756/source.txt", "Benchmark: 756 days, simulated", everything},
	{"series-a-life/series-a-life.xlsx", "series-a-life/source.txt", "A life of the Series A", everything},
	{"note-life/note-life.xlsx", "note-life/source.txt", "A life of the 2002 notes", everything},
	{"both/both.xlsx", "both/source.txt", "Series A and notes together", everything},
	{"modern-floating/modern-floating.xlsx", "modern-floating/source.txt", "A note of today with a floating price", everything},
}

func everything(string) bool { return true }

// build makes a sample's workbook from its source.
func (w workbook) build() ([]byte, error) {
	text, err := os.ReadFile(filepath.FromSlash(w.source))
	if err != nil {
		return nil, err
	}
	in, _, err := casetext.Parse(w.source, string(text))
	if err != nil {
		return nil, err
	}
	in.Files = nil // the sheets are made here, not read from a workbook
	if in.Tables["Instruments"] == nil {
		in.Tables["Instruments"] = wireOneTerms()
	}
	created, err := valuationDate(in)
	if err != nil {
		return nil, err
	}
	note := pathNote
	if in.Tables[pointsSheet] != nil {
		note = pointsNote
		if err := pricesFrom(in); err != nil {
			return nil, fmt.Errorf("%s: %w", w.source, err)
		}
	}
	book := xlsx.Book{Title: w.title, Creator: "scenarios", Created: created, Template: true}
	for _, sheet := range xlsx.InputSheets(in) {
		if w.holds(sheet.Name) {
			book.Sheets = append(book.Sheets, withNote(sheet, note))
		}
	}
	return xlsx.Encode(book)
}

// The notes above the paths, which have no Source column.
const (
	pathNote   = "Illustrative: no price series was found."
	pointsNote = pathNote + " Fixed points joined with a wiggle."
)

// withNote writes the note into the empty row above the table of Price Paths.
func withNote(sheet xlsx.Sheet, note string) xlsx.Sheet {
	if sheet.Name != pathsSheet {
		return sheet
	}
	spare := slices.IndexFunc(sheet.Rows, func(r xlsx.SheetRow) bool { return len(r.Cells) == 0 })
	sheet.Rows[spare].Cells = []xlsx.Cell{{Kind: xlsx.TextCell, Text: note, Style: xlsx.StyleSubtitle}}
	return sheet
}

// wireOneTerms are the term sheets of the schema, each row with where its terms stand.
func wireOneTerms() *model.Table {
	table := xlsx.WireOneTerms()
	source := table.Index("Source")
	for row := range table.Rows {
		var sources []string
		if text := table.Rows[row].Cells[source].Text; text != "" {
			sources = append(sources, text)
		}
		term, _ := model.TermByName(table.Value(row, "Term").Text)
		switch {
		case term.Name == "Kind":
			sources = append(sources, "Series A: certificate of designations, 8-K of June 27, 2000. Notes: 8-K on the sale of December 17, 2002, EX-4.1")
		case term.Name == "Exchange cap base":
			sources = append(sources, "Series A: blank, so 19.99% of the 17,210,827 shares on Cap Table, 3,440,444; the count is that of October 31, 2000 (10-Q cover). Notes: blank, so the shares outstanding before their sale")
		case term.Reading && !table.Value(row, "Series A").IsBlank(), term.Reading && !table.Value(row, "2002 Notes").IsBlank():
			sources = append(sources, "Open text: the reading chosen")
		default:
			sources = append(sources, contractsOf(table, row)...)
		}
		table.Rows[row].Cells[source] = model.ParseCell(strings.Join(sources, ". "), model.Source{})
	}
	return table
}

// contractsOf names the filings that a row's terms are taken from.
func contractsOf(table *model.Table, row int) []string {
	var filings []string
	if !table.Value(row, "Series A").IsBlank() {
		filings = append(filings, "8-K of June 27, 2000")
	}
	if !table.Value(row, "2002 Notes").IsBlank() {
		filings = append(filings, "Note: EX-4.1")
	}
	return filings
}
