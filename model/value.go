package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Source says where an input stands, for messages and for provenance in the output.
type Source struct {
	File  string // the file's name as the user gave it, or "--set" for an override on the command line
	Sheet string
	Cell  string // A1 notation
}

// String returns "file, sheet 'Name', cell B7", leaving out what is not known.
func (s Source) String() string {
	var parts []string
	if s.File != "" {
		parts = append(parts, s.File)
	}
	if s.Sheet != "" {
		parts = append(parts, "sheet '"+s.Sheet+"'")
	}
	if s.Cell != "" {
		parts = append(parts, "cell "+s.Cell)
	}
	return strings.Join(parts, ", ")
}

// ValueKind says what sort of content a cell has.
type ValueKind uint8

// The kinds of cell content. A date is a number with a date format, or an ISO text.
const (
	Blank ValueKind = iota
	Text
	Number
	DateValue
	Bool
	Fault // a cell in error (#REF!), or a formula without a cached value
)

// Value is one cell as a person wrote it.
type Value struct {
	Kind   ValueKind
	Text   string          // what a message shows: the text, the number's digits, the ISO date, #REF!
	Number decimal.Decimal // of a Number, and the serial of a DateValue; percents as fractions (70% is 0.7)
	Date   Date            // of a DateValue
	At     Source
}

// IsBlank reports whether the cell is empty or holds only spaces.
func (v Value) IsBlank() bool {
	return v.Kind == Blank || v.Kind == Text && strings.TrimSpace(v.Text) == ""
}

// Shown is what a message says was found.
func (v Value) Shown() string {
	if v.IsBlank() {
		return "an empty cell"
	}
	return "'" + v.Text + "'"
}
