package xlsx

import (
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// Widths of an input sheet's columns in characters. Longer texts are wrapped.
const (
	narrowestInput   = 10
	widestInput      = 44
	filterButton     = 5  // the room that a table's header needs beside its text
	narrowestHeading = 40 // the text above a table is not broken to less than this
)

// typedCell is a value as the user would type it: dates as dates, percents as percents, and texts that are figures as
// figures. An empty cell keeps the look of a place to fill in.
func typedCell(kind model.ValueType, v model.Value) Cell {
	if v.IsBlank() {
		return Cell{Style: StyleInput}
	}
	switch v.Kind {
	case model.DateValue:
		return Cell{Kind: DateCell, Date: v.Date, Format: FormatDate, Style: StyleInput}
	case model.Number:
		return inputFigure(kind, v.Number)
	case model.Bool:
		return inputText(yesNo(v.Text))
	}
	return cellOf(kind, strings.TrimSpace(v.Text))
}

func yesNo(shown string) string {
	if strings.EqualFold(shown, "TRUE") {
		return "Yes"
	}
	return "No"
}

// cellOf is a text as a cell of the type that is asked for: a figure or a date where it is one, else a text.
func cellOf(kind model.ValueType, words string) Cell {
	switch kind {
	case model.TypeDate:
		if d, err := model.ParseDate(words); err == nil {
			return Cell{Kind: DateCell, Date: d, Format: FormatDate, Style: StyleInput}
		}
	case model.TypePercent:
		if n, err := decimal.NewFromString(strings.TrimSuffix(words, "%")); err == nil && strings.HasSuffix(words, "%") {
			return inputFigure(kind, n.Shift(-2))
		}
	}
	if kind == model.TypePercent || takesFigure(kind) {
		if n, err := decimal.NewFromString(words); err == nil {
			return inputFigure(kind, n)
		}
	}
	return inputText(words)
}

func takesFigure(kind model.ValueType) bool {
	switch kind {
	case model.TypePrice, model.TypeMoney, model.TypeCount, model.TypeNumber, model.TypeRelativePrice:
		return true
	}
	return false
}

func inputText(words string) Cell {
	c := Cell{Kind: TextCell, Text: words, Style: StyleInput}
	if letters(words) > widestInput {
		c.Style = StyleInputProse
	}
	return c
}

func inputFigure(kind model.ValueType, n decimal.Decimal) Cell {
	return Cell{Kind: NumberCell, Number: n, Format: inputFormat(kind, n), Style: StyleInput}
}

// inputFormat is the number format of a typed figure: the usual one of its type, or the one with all places where the
// usual one would hide some.
func inputFormat(kind model.ValueType, n decimal.Decimal) Format {
	format, places := FormatNumber, int32(4)
	switch kind {
	case model.TypePercent:
		return FormatPercentFine
	case model.TypePrice, model.TypeRelativePrice:
		format = FormatPrice
	case model.TypeMoney:
		format, places = FormatMoney, 2
	default:
		if n.IsInteger() {
			return FormatCount
		}
	}
	if !n.Equal(n.Truncate(places)) {
		return FormatPrecise
	}
	return format
}

// closeValue is a close of a price path as a value; a day without one is blank.
func closeValue(micros int64) model.Value {
	if micros == model.MissingClose {
		return model.Value{}
	}
	const microPlaces = 6
	return model.Value{Kind: model.Number, Number: decimal.New(micros, -microPlaces)}
}

// widths are the columns' widths: wide enough for every figure, every short text and the longest word of the header.
func (l *inputLayout) widths(rows []SheetRow) []float64 {
	widths := make([]float64, len(l.columns))
	for i, c := range l.columns {
		width := max(narrowestInput, longestWord(headerText(c.InputColumn))+filterButton)
		for _, row := range rows {
			width = max(width, min(letters(shown(row.Cells[i]))+2, widestInput+2))
		}
		widths[i] = float64(width)
	}
	return widths
}

// notes are the help on the headers, and on the cells that name a field or a term.
func (l *inputLayout) notes() []Note {
	var notes []Note
	for i, c := range l.columns {
		notes = append(notes, Note{Cell: cellName(i+1, l.top), Text: c.Help})
	}
	for n := range l.table.Rows {
		if row := l.declared(n); row.known {
			notes = append(notes, Note{Cell: cellName(1, l.top+1+n), Text: row.help})
		}
	}
	return notes
}

// validations are the drop-downs and ranges: one for each column, or one for each row where rows are fields or terms.
func (l *inputLayout) validations(bottom int) []Validation {
	var all []Validation
	add := func(cells string, kind model.ValueType, choices []string) {
		if v, ok := allowedValues(kind, choices); ok {
			v.Range = cells
			all = append(all, v)
		}
	}
	for i, c := range l.columns {
		switch {
		case c.Name == "Value" || c.open && l.kind.Name == instrumentsSheet:
			for n := range l.table.Rows {
				if row := l.declared(n); row.known && !row.notYet {
					cell := cellName(i+1, l.top+1+n)
					add(cell, row.Type, row.Choices)
				}
			}
		default:
			add(cellName(i+1, l.top+1)+":"+cellName(i+1, bottom), c.Type, l.choicesOf(c))
		}
	}
	return all
}

// choicesOf are a column's drop-down: only what works, and categories with the instruments' names.
func (l *inputLayout) choicesOf(c laidColumn) []string {
	switch {
	case l.kind.Name == capTableSheet && c.Name == "Category":
		return l.categories
	case l.kind.Name == eventsSheet && c.Name == "Event":
		var names []string
		for _, e := range model.EventKinds {
			if !e.Later.All {
				names = append(names, e.Name)
			}
		}
		return names
	case l.kind.Name == sensitivitySheet && c.Name == "Kind":
		return working(c.Choices, l.kind.Later)
	case l.kind.Name == policiesSheet:
		if s, ok := model.SettingByName(c.Name); ok {
			return working(c.Choices, s.Later)
		}
	}
	return c.Choices
}

// allowedValues is the rule for a cell of a type; texts and free numbers have none.
func allowedValues(kind model.ValueType, choices []string) (Validation, bool) {
	switch kind {
	case model.TypeChoice:
		return Validation{List: choices}, true
	case model.TypeYesNo:
		return Validation{List: []string{"Yes", "No"}}, true
	case model.TypeDate:
		return Validation{Kind: "date"}, true
	case model.TypePercent, model.TypePrice, model.TypeMoney:
		return Validation{Kind: "decimal"}, true
	case model.TypeCount:
		return Validation{Kind: "whole"}, true
	}
	return Validation{}, false
}
