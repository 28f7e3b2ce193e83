package model

import "strings"

// Issue is one thing that is wrong with the inputs. A reader should be able to mend it from the message alone.
type Issue struct {
	Code     string // a short stable name of the kind of problem (unknown-term, not-a-number ...), listed in docs/errors.md
	At       Source
	Found    string // what stood there
	Expected string // what was expected
	Remedy   string // what to do
}

// Error returns the whole message on one line: place: found; expected; remedy.
func (i Issue) Error() string {
	var b strings.Builder
	if at := i.At.String(); at != "" {
		b.WriteString(at)
		b.WriteString(": ")
	}
	b.WriteString("found " + i.Found)
	if i.Expected != "" {
		b.WriteString("; expected " + i.Expected)
	}
	if i.Remedy != "" {
		b.WriteString(". " + i.Remedy)
	}
	return b.String()
}

// Issues is every problem found, in the order of the sheets.
type Issues []Issue

// Error returns one line per issue.
func (is Issues) Error() string {
	lines := make([]string, len(is))
	for n, i := range is {
		lines[n] = i.Error()
	}
	return strings.Join(lines, "\n")
}
