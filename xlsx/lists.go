package xlsx

import (
	"strconv"
	"strings"

	"scenarios/model"
)

// listPlaces says where the values of a drop-down stand when they don't fit into the rule itself: a reference by list.
type listPlaces map[string]string

func listKey(values []string) string { return strings.Join(values, "\n") }

// listsSheet is the name of the sheet that holds the values of long drop-downs.
const listsSheet = "Lists"

// withLists adds a sheet behind the inputs for the drop-downs that are too long for a rule, or hold a comma, which would
// split a value in two. The same list stands there once.
func withLists(b Book) (Book, listPlaces) {
	places := listPlaces{}
	var columns [][]string
	var titles []string
	for _, s := range b.Sheets {
		for _, v := range s.Lists {
			if _, placed := places[listKey(v.List)]; placed || fitsRule(v.List) {
				continue
			}
			columns, titles = append(columns, v.List), append(titles, s.listTitle(v))
			values := area{len(columns), listTop, len(columns), listTop + len(v.List) - 1}
			places[listKey(v.List)] = quoteSheet(listsSheet) + "!" + values.absolute()
		}
	}
	if len(columns) == 0 {
		return b, nil
	}
	behind := 0
	for i, s := range b.Sheets {
		if s.Group == InputGroup {
			behind = i + 1
		}
	}
	sheets := append([]Sheet{}, b.Sheets[:behind]...)
	sheets = append(sheets, layOutLists(titles, columns))
	b.Sheets = append(sheets, b.Sheets[behind:]...)
	return b, places
}

// listTop is the row of a list's first value, below the sheet's title, the line under it, a space and the headers.
const listTop = 5

func fitsRule(values []string) bool {
	joined := strings.Join(values, ",")
	return utf16Length(joined) <= maxListText && strings.Count(joined, ",") == max(len(values), 1)-1
}

// listTitle names a list after the header above the cells that it is for.
func (s Sheet) listTitle(v Validation) string {
	cells, err := parseArea(v.Range)
	if err == nil {
		for row := cells.top; row >= 1; row-- {
			if c := s.cell(cells.left, row); c.Style == StyleHeader && c.Text != "" {
				return s.Name + ": " + c.Text
			}
		}
	}
	return s.Name
}

func layOutLists(titles []string, columns [][]string) Sheet {
	s := Sheet{Name: listsSheet, Mark: SheetMark(listsSheet), Group: InputGroup, Frozen: "A5", Titles: "1:4", Portrait: true}
	longest := 0
	for _, column := range columns {
		longest = max(longest, len(column))
		s.Widths = append(s.Widths, widest(column)+2)
	}
	s.Rows = make([]SheetRow, listTop-1+longest)
	s.Rows[0].Cells = []Cell{{Kind: TextCell, Text: listsSheet, Style: StyleTitle}}
	s.Rows[1].Cells = []Cell{{Kind: TextCell, Text: "The values of the drop-downs on the input sheets.", Style: StyleSubtitle}}
	for i, column := range columns {
		s.put(i, listTop-2, Cell{Kind: TextCell, Text: titles[i], Style: StyleHeader})
		for j, value := range column {
			s.put(i, listTop-1+j, Cell{Kind: TextCell, Text: value})
		}
	}
	return s
}

// put sets a cell at a column and row counted from 0, with empty cells before it.
func (s *Sheet) put(column, row int, c Cell) {
	for len(s.Rows[row].Cells) <= column {
		s.Rows[row].Cells = append(s.Rows[row].Cells, Cell{})
	}
	s.Rows[row].Cells[column] = c
}

func widest(values []string) float64 {
	const narrowest = 16
	width := narrowest
	for _, value := range values {
		width = max(width, len(value))
	}
	return min(float64(width), maxWidth-2)
}

// bounds returns the lowest and highest value that a rule lets through; without bounds of its own, those of a cell.
func (v Validation) bounds() (low, high float64) {
	const anyNumber = 1e30
	switch {
	case v.Min != 0 || v.Max != 0:
		return v.Min, v.Max
	case v.Kind == "date":
		return firstSerial, lastSerial
	}
	return -anyNumber, anyNumber
}

// allowed says in words what a rule lets through.
func (v Validation) allowed() string {
	what := map[string]string{"date": "a date", "whole": "a whole number", "decimal": "a number"}[v.Kind]
	if v.Min == 0 && v.Max == 0 {
		return "Enter " + what + "."
	}
	shown := func(bound float64) string { return strconv.FormatFloat(bound, 'f', -1, 64) }
	if v.Kind == "date" {
		shown = func(bound float64) string { return model.Date(int(bound) - serialOfEpoch).String() }
	}
	return "Enter " + what + " from " + shown(v.Min) + " to " + shown(v.Max) + "."
}
