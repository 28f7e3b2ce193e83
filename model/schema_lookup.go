package model

import "strings"

// SameName reports whether two names mean the same: letter case and outer spaces don't count.
func SameName(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// TermByName finds a row of the Instruments sheet.
func TermByName(name string) (*Term, bool) {
	return byName(AllTerms, name, func(t *Term) string { return t.Name })
}

// FieldByName finds a row of the Company or the Simulation sheet.
func FieldByName(fields []Field, name string) (*Field, bool) {
	return byName(fields, name, func(f *Field) string { return f.Name })
}

// EventByName finds a kind of event.
func EventByName(name string) (*EventKind, bool) {
	return byName(EventKinds, name, func(e *EventKind) string { return e.Name })
}

// SettingByName finds a column of the Policies sheet.
func SettingByName(name string) (*Setting, bool) {
	return byName(Settings, name, func(s *Setting) string { return s.Name })
}

func byName[T any](table []T, name string, nameOf func(*T) string) (*T, bool) {
	for i := range table {
		if SameName(nameOf(&table[i]), name) {
			return &table[i], true
		}
	}
	return nil, false
}

// Unsupported reports whether this entry for an instrument of this kind waits for a rule that is still to come. A blank
// entry never does, nor a No, which says the same as a blank.
func (t *Term) Unsupported(kind, value string) bool {
	if t.Type == TypeYesNo && SameName(value, "No") {
		return false
	}
	return t.Later.refuses(value) || holds(t.Later.Kinds, kind) && strings.TrimSpace(value) != ""
}

// Unsupported reports whether this entry waits for a rule that is still to come.
func (f *Field) Unsupported(value string) bool { return f.Later.refuses(value) }

// Unsupported reports whether this entry waits for a rule that is still to come.
func (s *Setting) Unsupported(value string) bool { return s.Later.refuses(value) }

func (l Later) refuses(value string) bool {
	if strings.TrimSpace(value) == "" {
		return false
	}
	return l.All || holds(l.Values, value)
}

// holds reports whether a list has a name, letter case and outer spaces aside.
func holds(list []string, name string) bool {
	for _, item := range list {
		if SameName(item, name) {
			return true
		}
	}
	return false
}

// Nearest returns the candidate that a misspelt name most likely means: the one with the fewest letters to change, add or
// drop, if those are at most a third of the name. It returns "" when nothing is near.
func Nearest(name string, candidates []string) string {
	wanted := []rune(strings.ToLower(strings.TrimSpace(name)))
	best, fewest := "", len(wanted)/3+1
	for _, c := range candidates {
		if d := editDistance(wanted, []rune(strings.ToLower(c))); d < fewest {
			best, fewest = c, d
		}
	}
	return best
}

// editDistance is Levenshtein's distance: the fewest single letters to change, add or drop that turn a into b.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
