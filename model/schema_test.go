package model

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// What the two contracts say must be typed as their terms ask, or the templates made from it would not be accepted.
func TestContractValuesAreOfTheirType(t *testing.T) {
	for _, term := range AllTerms {
		for _, value := range []string{term.SeriesA, term.Notes} {
			if value != "" && !wellTyped(term.Type, term.Choices, value) {
				t.Errorf("%s: %q is not a value of the term", term.Name, value)
			}
		}
		if term.SeriesA != "" && term.ClauseA == "" && term.Name != "Kind" && !term.Reading && term.SeriesA != "No" {
			t.Errorf("%s: the Series A has it and no clause is named", term.Name)
		}
	}
}

func TestDefaultsAreOfTheirType(t *testing.T) {
	for _, f := range slices.Concat(CompanyFields, SimulationFields) {
		if f.Default != "" && !wellTyped(f.Type, f.Choices, f.Default) {
			t.Errorf("field %s: default %q is not a value of it", f.Name, f.Default)
		}
	}
	for _, s := range Settings {
		if s.Default != "" && (!wellTyped(s.Type, s.Choices, s.Default) || s.Unsupported(s.Default)) {
			t.Errorf("setting %s: default %q is not a value that works", s.Name, s.Default)
		}
	}
}

func wellTyped(kind ValueType, choices []string, value string) bool {
	switch kind {
	case TypeChoice:
		return slices.Contains(choices, value)
	case TypeYesNo:
		return value == "Yes" || value == "No"
	case TypeDate:
		_, err := ParseDate(value)
		return err == nil
	case TypePercent:
		_, err := decimal.NewFromString(strings.TrimSuffix(value, "%"))
		return err == nil && strings.HasSuffix(value, "%")
	case TypePrice, TypeMoney, TypeCount, TypeNumber:
		n, err := decimal.NewFromString(value)
		return err == nil && (kind != TypeCount || n.IsInteger())
	}
	return true
}

// Lists inside a term name things that exist.
func TestListsNameKnownThings(t *testing.T) {
	categories := CategoriesFor([]string{"Series A", "2002 Notes"})
	known := map[string][]string{"Anti-dilution excludes": categories, "Exchange cap applies on": Markets, "Qualifying markets": Markets}
	for name, names := range known {
		term, ok := TermByName(name)
		if !ok {
			t.Fatalf("no term %s", name)
		}
		for _, list := range []string{term.SeriesA, term.Notes} {
			for item := range strings.SplitSeq(list, "; ") {
				if item != "" && !slices.Contains(names, item) {
					t.Errorf("%s names %q, which is unknown", name, item)
				}
			}
		}
	}
}

func TestNamesAreUniqueAndExplained(t *testing.T) {
	named := map[string][][2]string{}
	for _, x := range AllTerms {
		named["term"] = append(named["term"], [2]string{x.Name, x.Help})
	}
	for _, x := range CompanyFields {
		named["company"] = append(named["company"], [2]string{x.Name, x.Help})
	}
	for _, x := range SimulationFields {
		named["simulation"] = append(named["simulation"], [2]string{x.Name, x.Help})
	}
	for _, x := range EventKinds {
		named["event"] = append(named["event"], [2]string{x.Name, x.Help})
	}
	for _, x := range Settings {
		named["setting"] = append(named["setting"], [2]string{x.Name, x.Help})
	}
	for _, x := range Metrics {
		named["metric"] = append(named["metric"], [2]string{x.Name, x.Help})
	}
	for table, entries := range named {
		seen := map[string]bool{}
		for _, e := range entries {
			key := strings.ToLower(e[0])
			if e[0] == "" || seen[key] || !strings.HasSuffix(e[1], ".") {
				t.Errorf("%s %q: no name, a second one, or no sentence of help", table, e[0])
			}
			seen[key] = true
		}
	}
}

// A value marked as still to come is one of the choices, and an event asks only for fields that it takes.
func TestDeclarationsAgreeWithThemselves(t *testing.T) {
	for _, x := range AllTerms {
		for _, v := range x.Later.Values {
			if !slices.Contains(x.Choices, v) {
				t.Errorf("term %s: %q is marked as still to come and is no choice", x.Name, v)
			}
		}
		if x.Reading && (x.Later.All || slices.Contains(x.Later.Values, x.Choices[0])) {
			t.Errorf("reading %s: its default must be accepted", x.Name)
		}
	}
	for _, e := range EventKinds {
		if e.Step != 1 && e.Step != 5 {
			t.Errorf("event %s: step %d", e.Name, e.Step)
		}
		for field := range e.Fields {
			if !slices.Contains(EventFields, field) {
				t.Errorf("event %s: no column %s", e.Name, field)
			}
		}
		for _, field := range e.Needs {
			if e.Fields[field] == "" {
				t.Errorf("event %s needs %s and doesn't take it", e.Name, field)
			}
		}
	}
}

func TestUnsupported(t *testing.T) {
	for _, c := range []struct {
		term, kind, value string
		want              bool
	}{
		{"Conversion price", KindNote, "2.40", false},
		{"Default rate", KindNote, "12%", false},
		{"Default rate", KindPreferred, "12%", true},
		{"Default rate", KindPreferred, " ", false},
		{"Anti-dilution", KindPreferred, "Full ratchet", false},
		{"Redemption price", KindNote, "100%", false},
		{"Inability choice reset", KindPreferred, "No", false},
		{"Inability choice reset", KindPreferred, "Yes", true},
		{"Penalty shares", KindNote, "Cash, not counted", false},
		{"Penalty shares", KindNote, "counted ", true},
		{"Breach cure", KindPreferred, "10", false},
		{"Breach cure", KindNote, "10", true},
	} {
		term, ok := TermByName(c.term)
		if !ok {
			t.Fatalf("no term %s", c.term)
		}
		if got := term.Unsupported(c.kind, c.value); got != c.want {
			t.Errorf("%s = %q for a %s: unsupported %v, want %v", c.term, c.value, c.kind, got, c.want)
		}
	}
}

func TestLookupsIgnoreCaseAndOuterSpaces(t *testing.T) {
	if x, ok := TermByName(" conversion PRICE "); !ok || x.Name != "Conversion price" {
		t.Error("term not found")
	}
	if x, ok := FieldByName(CompanyFields, "horizon End"); !ok || x.Name != "Horizon end" {
		t.Error("field not found")
	}
	if x, ok := EventByName("merger ANNOUNCED"); !ok || x.Name != "Merger announced" {
		t.Error("event not found")
	}
	if x, ok := SettingByName("daily sale "); !ok || x.Name != "Daily sale" {
		t.Error("setting not found")
	}
	if _, ok := TermByName("Conversion"); ok {
		t.Error("half a name is no name")
	}
}

func TestNearest(t *testing.T) {
	var names []string
	for _, x := range AllTerms {
		names = append(names, x.Name)
	}
	for _, c := range []struct{ name, want string }{
		{"Convertion price", "Conversion price"},
		{"exchange  cap", "Exchange cap"},
		{"Mandatory pirce", "Mandatory price"},
		{"Warp drive", ""},
		{"", ""},
	} {
		if got := Nearest(c.name, names); got != c.want {
			t.Errorf("nearest to %q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCategoriesForEachInstrument(t *testing.T) {
	got := CategoriesFor([]string{"A", "B"})
	if want := len(Categories) + 4; len(got) != want || !slices.Contains(got, "Conversion of B") || slices.Contains(got, "Conversion of <instrument>") {
		t.Errorf("%d categories, want %d, written out: %v", len(got), want, got)
	}
}
