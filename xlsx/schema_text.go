package xlsx

import (
	"fmt"
	"strings"

	"scenarios/model"
)

// TermsText lists every term and reading for a terminal: its clauses in Wire One's contracts, its unit or values, what it
// means, and what of it is still to come.
func TermsText() string {
	var b strings.Builder
	writeEntry(&b, "TERM", "CLAUSE")
	for i := range model.AllTerms {
		t := &model.AllTerms[i]
		if t.Reading && !model.AllTerms[i-1].Reading {
			b.WriteByte('\n')
			writeEntry(&b, "READING", "CLAUSE")
		}
		writeEntry(&b, t.Name, clausesOf(t))
		writeIndented(&b, unitLine(t))
		writeIndented(&b, t.Help)
		writeIndented(&b, strings.Join(laterSentences(t.Later), " "))
	}
	return b.String()
}

// EventsText lists every event for a terminal: the step of the day on which it acts, what it means, and which columns it
// takes. A star marks a column that must be filled.
func EventsText() string {
	var b strings.Builder
	writeEntry(&b, "EVENT", "STEP OF THE DAY")
	for i := range model.EventKinds {
		e := &model.EventKinds[i]
		writeEntry(&b, e.Name, fmt.Sprint(e.Step))
		writeIndented(&b, e.Help)
		for _, line := range eventFieldLines(e) {
			writeIndented(&b, line)
		}
		writeIndented(&b, strings.Join(laterSentences(e.Later), " "))
	}
	b.WriteString("\n* must be filled. Date, Clause, Set, ID and Source may stand on every event.\n")
	return b.String()
}

// eventFieldLines say of each column that an event takes what it means there, in the order of the sheet.
func eventFieldLines(e *model.EventKind) []string {
	var lines []string
	for _, field := range model.EventFields {
		if meaning, takes := e.Fields[field]; takes {
			lines = append(lines, field+star(e, field)+": "+meaning)
		}
	}
	return lines
}

func star(e *model.EventKind, field string) string {
	for _, needed := range e.Needs {
		if needed == field {
			return "*"
		}
	}
	return ""
}

func unitLine(t *model.Term) string {
	switch {
	case t.Unit == "":
		return ""
	case t.Type == model.TypeChoice || t.Type == model.TypeYesNo:
		return "Values: " + t.Unit
	}
	return "Unit: " + t.Unit
}

// Widths of the terminal's text, in characters.
const (
	nameColumn   = 40
	textColumn   = 92
	indentOfText = "    "
)

func writeEntry(b *strings.Builder, name, beside string) {
	line := fmt.Sprintf("%-*s%s", nameColumn, name, beside)
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}

func writeIndented(b *strings.Builder, words string) {
	for _, line := range wrap(words, textColumn) {
		if line != "" {
			b.WriteString(indentOfText + line + "\n")
		}
	}
}
