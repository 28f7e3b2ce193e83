package model_test

import (
	"strings"
	"testing"

	"scenarios/model"
)

func TestParseEdit(t *testing.T) {
	for _, c := range []struct {
		text, target string
		kind         model.ValueKind
		value        string
	}{
		{"Series A: Conversion price=6.50", "Series A: Conversion price", model.Number, "6.50"},
		{" Company: Horizon end = 2005-08-31 ", "Company: Horizon end", model.DateValue, "2005-08-31"},
		{"Series A: Ownership limit=9.99%", "Series A: Ownership limit", model.Number, "9.99%"},
		{"Event sale: Price=85% of market", "Event sale: Price", model.Text, "85% of market"},
	} {
		e, err := model.ParseEdit(c.text)
		if err != nil || e.Target != c.target || e.Value.Kind != c.kind || e.Value.Text != c.value || e.Value.At.File != model.CommandLine {
			t.Errorf("%s: got %+v, %v", c.text, e, err)
		}
	}
	for _, text := range []string{"", "Series A", "Series A: Conversion price", "Conversion price=6", ": x=1", "Series A:=1", "Series A: Conversion price="} {
		if e, err := model.ParseEdit(text); err == nil {
			t.Errorf("%q was taken as %+v", text, e)
		}
	}
}

func edit(t *testing.T, text string) model.Edit {
	t.Helper()
	e, err := model.ParseEdit(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const onePolicy = `
== Policies ==
Policy | Side   | Convert
Eager  | Holder | Never
Idle   | Holder | Never
`

func TestWithChangesACopy(t *testing.T) {
	in := parse(t, smallCase+onePolicy)
	edited, issues := in.With([]model.Edit{
		edit(t, "series a: conversion price=6.50"),
		edit(t, "Series A: Mandatory price=12.50"), // a row that is not there
		edit(t, "Series A: Mandatory days=20"),
		edit(t, "Company: Cash burn=1000"),
		edit(t, "Policy Eager: Daily sale=0%"), // a column that is not there
		edit(t, "Policy Eager: Convert=Whenever allowed"),
		edit(t, "Event sale: Date=2001-02-20"),
	})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	r, issues := model.Resolve(edited, model.Scenario{HolderPolicy: "Eager"})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	a := r.Instruments[0]
	if a.ConversionPrice.String() != "6.5" || a.MandatoryPrice.String() != "12.5" || a.MandatoryDays != 20 ||
		r.Company.Burn.String() != "1000" || r.Policies[1].Convert != "Whenever allowed" || r.Policies[2].Convert != "Never" {
		t.Errorf("edits were not all made: %+v", a)
	}
	if got := r.Events[len(r.Events)-1].Date.String(); got != "2001-02-20" {
		t.Errorf("the sale is on %s", got)
	}
	before, _ := model.Resolve(in, model.Scenario{})
	if a := before.Instruments[0]; a.ConversionPrice.String() != "7" || !a.MandatoryPrice.IsZero() || before.Policies[1].Convert != "Never" {
		t.Errorf("the inputs were changed: %+v", a)
	}
}

func TestEditsThatNameNothing(t *testing.T) {
	in := parse(t, smallCase+onePolicy)
	for _, c := range []struct{ text, want string }{
		{"Serie A: Conversion price=6", "--set: found 'Serie A'; expected an instrument, Company, Simulation, 'Policy <name>' or 'Event <ID>' before the colon. Did you mean 'Series A'?"},
		{"Series A: Conversion prize=6", "--set: found 'Conversion prize'; expected a term of Series A after the colon. Did you mean 'Conversion price'?"},
		{"Company: Cash=6", "--set: found 'Cash'; expected a field of Company after the colon. Correct the name"},
		{"Policy Eagr: Convert=Never", "--set: found 'Eagr'; expected a policy of the Policies sheet. Did you mean 'Eager'?"},
		{"Event sale: Detail=x", "--set: found 'Detail'; expected Date, Quantity, Price or Amount after the colon. Known: Date, Quantity, Price, Amount"},
		{"Event sael: Price=1", "--set: found 'sael'; expected the ID of an event. Known: sale"},
		{"Simulation: Paths=5", "--set: found no sheet 'Simulation' with the columns Field and Value; expected one for 'Simulation: Paths'. Add the sheet; 'scenarios init' writes one with every field"},
	} {
		_, issues := in.With([]model.Edit{edit(t, c.text)})
		if len(issues) != 1 || issues[0].Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.text, issues, c.want)
		}
	}
}

func TestMessagesNameTheOverride(t *testing.T) {
	in := parse(t, smallCase)
	_, issues := model.Resolve(in, model.Scenario{Overrides: []model.Edit{edit(t, "Series A: Conversion price=cheap")}})
	const want = "--set: found 'cheap'; expected a price in USD, zero or more for Conversion price of Series A. Type digits, without units or thousands separators"
	if len(issues) != 1 || issues[0].Error() != want {
		t.Errorf("got %v, want %s", issues, want)
	}
}

func TestScenarios(t *testing.T) {
	const rows = `
== Scenarios ==
Scenario | Price path | Holder policy | Events set | Weight | Include | Series A: Conversion price
Base     | flat       |               |            |        |         |
Low      | -10% over 3 months | Eager | second     | 2      | Yes     | 6.50
Off      | flat       |               |            |        | No      | 5
`
	scenarios, issues := model.Scenarios(parse(t, smallCase+rows))
	if len(issues) > 0 || len(scenarios) != 2 {
		t.Fatalf("got %d scenarios, %v", len(scenarios), issues)
	}
	if s := scenarios[0]; s.Name != "Base" || len(s.Overrides) != 0 || s.Weight.String() != "1" || s.AllEvents {
		t.Errorf("Base: %+v", s)
	}
	low := scenarios[1]
	if low.Path != "-10% over 3 months" || low.Weight.String() != "2" || len(low.Overrides) != 1 || low.Overrides[0].Value.At.Cell != "G3" {
		t.Errorf("Low: %+v", low)
	}
	r := resolve(t, smallCase+onePolicy, low)
	if r.Instruments[0].ConversionPrice.String() != "6.5" || len(r.Events) != 4 {
		t.Errorf("Low resolves to a price of %s and %d events", r.Instruments[0].ConversionPrice, len(r.Events))
	}

	scenarios, issues = model.Scenarios(parse(t, smallCase))
	if len(issues) > 0 || len(scenarios) != 2 || scenarios[1].Name != "up" || !scenarios[1].AllEvents {
		t.Errorf("without the sheet: %+v, %v", scenarios, issues)
	}

	for _, c := range []struct{ from, to, want string }{
		{"Low  ", "Base  ", "cell A3: found 'Base' a second time; expected a name of its own for each scenario. Rename one of them"},
		{"| second ", "| secnod ", "cell D3: found 'secnod'; expected a Set that stands on the Events sheet. Did you mean 'second'?"},
		{"Series A: Conversion price", "Series A: Conversion prize", "cell G1: found 'Conversion prize'; expected a term of Series A after the colon. Did you mean 'Conversion price'?"},
		{"Base     | flat", "Base     |", "cell B2: found an empty cell; expected a price path, a shape or Monte Carlo. Name a column of Price Paths, or write a shape such as 'flat'"},
	} {
		_, issues := model.Scenarios(parse(t, smallCase+strings.Replace(rows, c.from, c.to, 1)))
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("got  %v\nwant %s", issues, c.want)
		}
	}
}

func FuzzParseEdit(f *testing.F) {
	for _, seed := range []string{"Series A: Conversion price=6.50", "Event x: Date=2001-01-02", "a:b:c=d=e", "=", ":=", "Policy : x=1"} {
		f.Add(seed)
	}
	in, _, err := parseCase(smallCase + onePolicy)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := model.ParseEdit(text)
		if err != nil {
			return
		}
		if edited, issues := in.With([]model.Edit{e}); len(issues) == 0 {
			model.Resolve(edited, model.Scenario{})
		}
	})
}
