// Package casetext reads small cases from plain text, so that a test can show its inputs and what it expects in one place.
//
// A section begins with a line such as "== Company =="; its next line is the header row, and cells stand between bars. A
// line that begins with # is a comment. Cells are typed as a workbook would type them. A first cell
// "2001-01-02..2001-03-30" stands for a row on every trading day in that range. In Price Paths a row of one close gives
// it to every path. Sections whose names begin with Expect hold what a test expects.
package casetext

import (
	"fmt"
	"strings"

	"scenarios/model"
)

// section is the lines of one sheet.
type section struct {
	name string
	rows [][]string
}

// Parse reads a case. The second result holds the Expect sections by name.
func Parse(name, text string) (*model.Inputs, map[string]*model.Table, error) {
	sections, err := split(text)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	in := &model.Inputs{Tables: map[string]*model.Table{}}
	file := model.InputFile{Name: name}
	expect := map[string]*model.Table{}
	for _, s := range sections {
		t, err := s.table(name)
		if err != nil {
			return nil, nil, fmt.Errorf("%s, section %s: %w", name, s.name, err)
		}
		switch {
		case strings.HasPrefix(s.name, "Expect"):
			expect[s.name] = t
			continue
		case s.name == "Price Paths":
			if in.Paths, err = paths(name, t); err != nil {
				return nil, nil, fmt.Errorf("%s, section %s: %w", name, s.name, err)
			}
		default:
			in.Tables[s.name] = t
		}
		file.Sheets = append(file.Sheets, s.name)
	}
	in.Files = []model.InputFile{file}
	return in, expect, nil
}

// split cuts a text into its sections.
func split(text string) ([]section, error) {
	var sections []section
	seen := map[string]bool{}
	for number, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "==") {
			name := strings.TrimSpace(strings.Trim(line, "="))
			if name == "" || seen[name] {
				return nil, fmt.Errorf("line %d: a section needs a name of its own: %q", number+1, line)
			}
			seen[name] = true
			sections = append(sections, section{name: name})
			continue
		}
		if len(sections) == 0 {
			return nil, fmt.Errorf("line %d: text before the first section: %q", number+1, line)
		}
		s := &sections[len(sections)-1]
		s.rows = append(s.rows, cells(line))
	}
	return sections, nil
}

func cells(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// table makes a section a sheet; its header is row 1.
func (s section) table(file string) (*model.Table, error) {
	if len(s.rows) == 0 {
		return nil, fmt.Errorf("no header row")
	}
	t := &model.Table{Sheet: s.name}
	at := func(column, row int) model.Source {
		return model.Source{File: file, Sheet: s.name, Cell: cellName(column, row)}
	}
	for i, header := range s.rows[0] {
		t.Columns = append(t.Columns, model.Column{Name: header, At: at(i, 0)})
	}
	for _, row := range s.rows[1:] {
		if len(row) > len(t.Columns) {
			return nil, fmt.Errorf("more cells than headers: %s", strings.Join(row, " | "))
		}
		copies, err := eachDay(row)
		if err != nil {
			return nil, err
		}
		for _, row := range copies {
			typed := make([]model.Value, len(t.Columns))
			for i := range typed {
				text := ""
				if i < len(row) {
					text = row[i]
				}
				typed[i] = model.ParseCell(text, at(i, len(t.Rows)+1))
			}
			t.Rows = append(t.Rows, model.Row{Cells: typed})
		}
	}
	return t, nil
}

// eachDay copies a row whose first cell is a range of dates for each trading day in it.
func eachDay(row []string) ([][]string, error) {
	first, last, isRange := strings.Cut(row[0], "..")
	if !isRange {
		return [][]string{row}, nil
	}
	from, err := model.ParseDate(strings.TrimSpace(first))
	if err != nil {
		return nil, err
	}
	to, err := model.ParseDate(strings.TrimSpace(last))
	if err != nil {
		return nil, err
	}
	if !model.CalendarCovers(from) || !model.CalendarCovers(to) {
		return nil, fmt.Errorf("the calendars do not cover %s", row[0])
	}
	var rows [][]string
	for _, day := range model.NewCalendars(nil, false).TradingDays(from, to) {
		rows = append(rows, append([]string{day.String()}, row[1:]...))
	}
	return rows, nil
}

// paths makes a table of closes a PathTable.
func paths(file string, t *model.Table) (*model.PathTable, error) {
	p := &model.PathTable{File: file, Sheet: t.Sheet}
	if len(t.Columns) < 2 || t.Columns[0].Name != "Date" {
		return nil, fmt.Errorf("the header must be Date and then a name for each path")
	}
	for i, c := range t.Columns[1:] {
		p.Names, p.NameAt, p.Column = append(p.Names, c.Name), append(p.NameAt, c.At), append(p.Column, i+2)
	}
	p.Closes = make([][]int64, len(p.Names))
	for row := range t.Rows {
		date := t.Rows[row].Cells[0]
		if date.Kind != model.DateValue {
			return nil, fmt.Errorf("not a date: %s", date.Shown())
		}
		p.Dates, p.DateAt, p.Row = append(p.Dates, date.Date), append(p.DateAt, date.At), append(p.Row, row+2)
		for i, v := range closesOf(t.Rows[row].Cells[1:]) {
			micros, err := micros(v)
			if err != nil {
				return nil, err
			}
			p.Closes[i] = append(p.Closes[i], micros)
		}
	}
	return p, nil
}

// closesOf repeats a lone close for every path.
func closesOf(cells []model.Value) []model.Value {
	for _, v := range cells[1:] {
		if !v.IsBlank() {
			return cells
		}
	}
	all := make([]model.Value, len(cells))
	for i := range all {
		all[i] = cells[0]
	}
	return all
}

func micros(v model.Value) (int64, error) {
	if v.IsBlank() {
		return model.MissingClose, nil
	}
	m := v.Number.Shift(6)
	if v.Kind != model.Number || !m.IsInteger() || !m.BigInt().IsInt64() {
		return 0, fmt.Errorf("not a price of at most 6 decimals: %s", v.Shown())
	}
	return m.IntPart(), nil
}

// cellName is the address in A1 notation; column and row count from 0.
func cellName(column, row int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return fmt.Sprintf("%s%d", letters, row+1)
}
