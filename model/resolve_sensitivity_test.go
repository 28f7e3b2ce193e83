package model_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
)

const analysedCase = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-03-31
Market | NNM
Authorized common | 100000000
Cash balance | 1000000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 100 | 2000-06-14

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7.00
Convertible from | 2000-06-14
Whole units only | Yes

== Events ==
Date | Event | Holder | Quantity | Price | Detail | ID
2003-01-15 | Issue common | Public | 2000000 | 1.50 | Financing | SALE

== Scenarios ==
Scenario | Price path
Rise | 9.00; flat
`

// varied reads one row of a one-way analysis.
func varied(t *testing.T, input, low, high, steps string) (model.VariedInput, model.Issues) {
	t.Helper()
	text := analysedCase + "\n== Sensitivity ==\nKind | Scenario | Metric | Input | Low | High | Steps\nOne-way | Rise | dilution | " +
		strings.Join([]string{input, low, high, steps}, " | ") + "\n"
	in, _, err := casetext.Parse("case.txt", text)
	if err != nil {
		t.Fatal(err)
	}
	scenarios, issues := model.Scenarios(in)
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	analyses, issues := model.Analyses(in, scenarios)
	if len(issues) > 0 {
		return model.VariedInput{}, issues
	}
	return analyses[0].Inputs[0], nil
}

// The values run from low to high, rounded as the input needs, and the model's own stands among them.
func TestValuesOfAnInput(t *testing.T) {
	for _, test := range []struct{ input, low, high, steps, want string }{
		{"Series A: Conversion price", "5", "8", "4", "5 6 *7.00 8"},
		{"series a: conversion price", "5", "8", "", "5 5.75 6.5 *7.00 7.25 8"},
		{"Series A: Conversion price", "5", "6", "4", "5 5.333333 5.666667 6 *7.00"},
		{"Event sale: Quantity", "1000001", "1000004", "3", "1000001 1000003 1000004 *2000000"},
		{"Event SALE: Price", "1.25", "1.75", "3", "1.25 *1.5 1.75"},
		{"Event SALE: Date", "2003-01-13", "2003-01-17", "2", "2003-01-13 *2003-01-15 2003-01-17"},
		{"Company: Cash balance", "500000; 2000000", "", "", "500000 *1000000 2000000"},
		{"Series A: Fractions", "Down; Up", "", "", "* Down Up"},
		{"Company: Trading calendar", "Weekdays; NYSE", "", "", "Weekdays *NYSE"},
	} {
		input, issues := varied(t, test.input, test.low, test.high, test.steps)
		var texts []string
		for i, v := range input.Values {
			if i == input.BaseIndex {
				v.Text = "*" + v.Text
			}
			texts = append(texts, v.Text)
		}
		want := strings.Fields(test.want)
		if len(issues) > 0 || len(texts) != len(want) {
			t.Errorf("%s: values %v, want %v; %v", test.input, texts, want, issues)
			continue
		}
		for i := range want {
			if !sameValue(texts[i], want[i]) {
				t.Errorf("%s: values %v, want %v", test.input, texts, want)
				break
			}
		}
	}
}

// sameValue compares two texts as figures where they are some.
func sameValue(a, b string) bool {
	x, errX := decimal.NewFromString(strings.TrimPrefix(a, "*"))
	y, errY := decimal.NewFromString(strings.TrimPrefix(b, "*"))
	if errX == nil && errY == nil {
		return x.Equal(y) && strings.HasPrefix(a, "*") == strings.HasPrefix(b, "*")
	}
	return a == b
}

// Whatever stands in the cells, the sheet is read or refused with a place.
func FuzzAnalyses(f *testing.F) {
	f.Add("Two-way", "p95 dilution", "Series A: Conversion price", "5", "8", "4")
	f.Add("Tornado", "dilution of Fund A", "Event SALE: Price", "85% of market; 2", "", "")
	f.Add("one-way", "probability cap binds", "Company: Horizon end", "2003-01-31", "2003-03-31", "50")
	f.Add("Goal seek", "p100", ":", ";", ";", "-1")
	in, _, err := casetext.Parse("case.txt", analysedCase)
	if err != nil {
		f.Fatal(err)
	}
	scenarios, _ := model.Scenarios(in)
	f.Fuzz(func(t *testing.T, kind, metric, input, low, high, steps string) {
		table := &model.Table{Sheet: "Sensitivity"}
		var row model.Row
		for i, cell := range [][2]string{{"Kind", kind}, {"Scenario", "Rise"}, {"Metric", metric}, {"Input", input}, {"Low", low}, {"High", high}, {"Steps", steps},
			{"Second input", input}, {"Second low", low}, {"Second high", high}} {
			at := model.Source{File: "case.txt", Sheet: "Sensitivity", Cell: string(rune('A'+i)) + "2"}
			table.Columns = append(table.Columns, model.Column{Name: cell[0]})
			row.Cells = append(row.Cells, model.ParseCell(cell[1], at))
		}
		table.Rows = []model.Row{row}
		tables := map[string]*model.Table{"Sensitivity": table}
		for name, t := range in.Tables {
			tables[name] = t
		}
		analyses, issues := model.Analyses(&model.Inputs{Tables: tables}, scenarios)
		if len(analyses) == 0 && len(issues) == 0 {
			t.Fatal("a row was passed over without a word")
		}
		for _, issue := range issues {
			if issue.At.Cell == "" || issue.Found == "" {
				t.Errorf("an issue without a place or a finding: %v", issue)
			}
		}
		for _, a := range analyses {
			for _, v := range a.Inputs {
				if v.BaseIndex < 0 || v.BaseIndex >= len(v.Values) {
					t.Errorf("the base %d is not among %d values", v.BaseIndex, len(v.Values))
				}
			}
		}
	})
}
