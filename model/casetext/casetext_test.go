package casetext

import (
	"testing"

	"scenarios/model"
)

const text = `
# a comment
== Company ==
Field | Value
Name  | Example
Valuation date | 2001-01-02
Discount rate | 12.5%

== Price Paths ==
Date | flat | up
2001-01-02..2001-01-05 | 7.00
2001-01-08 | 7.00 | 7.125

== Expect totals ==
new shares | 5
`

func TestParse(t *testing.T) {
	in, expect, err := Parse("case.txt", text)
	if err != nil {
		t.Fatal(err)
	}
	company := in.Tables["Company"]
	for row, want := range []struct {
		kind model.ValueKind
		cell string
	}{{model.Text, "B2"}, {model.DateValue, "B3"}, {model.Number, "B4"}} {
		if v := company.Value(row, "Value"); v.Kind != want.kind || v.At.Cell != want.cell || v.At.File != "case.txt" {
			t.Errorf("row %d: %+v", row, v)
		}
	}
	if got := company.Value(2, "Value").Number.String(); got != "0.125" {
		t.Errorf("a percentage: %s", got)
	}
	up := in.Paths.Closes[1]
	if len(up) != 5 || up[0] != 7_000_000 || up[4] != 7_125_000 || in.Paths.Row[4] != 6 || in.Paths.Column[1] != 3 {
		t.Errorf("paths: %+v", in.Paths)
	}
	if expect["Expect totals"] == nil || len(in.Tables) != 1 {
		t.Errorf("sections: %v, %v", expect, in.Tables)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"Field | Value", "== A ==", "== A ==\nx\n== A ==\nx", "== A ==\nx\n1 | 2", "== Price Paths ==\nDate | p\n2001-01-02 | high", "== Price Paths ==\nDate | p\n2001-13-02..x | 1"} {
		if _, _, err := Parse("case.txt", text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(text)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 {
			_, _, _ = Parse("case.txt", text)
		}
	})
}
