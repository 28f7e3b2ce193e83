package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// TestOrderOfTheDay holds the table of one trading day against the order that the contracts ask for.
func TestOrderOfTheDay(t *testing.T) {
	type step struct {
		Number int
		Name   string
	}
	want := []step{
		{0, "interest periods end; sales of the days before"},
		{1, "splits, status, issues and changes of terms, in workbook order"},
		{2, "the close, consecutive days"},
		{3, "triggering events, mandatory conversion, maturity"},
		{4, "interest due, scheduled payments"},
		{5, "notices, demands and elections"},
		{6, "limits on conversions"},
		{7, "issues pass through anti-dilution; the day is recorded"},
	}
	var exact, fast []step
	for _, s := range dayOrder[decimal.Decimal]() {
		exact = append(exact, step{s.number, s.name})
	}
	for _, s := range dayOrder[Float]() {
		fast = append(fast, step{s.number, s.name})
	}
	if diff := cmp.Diff(want, exact); diff != "" {
		t.Errorf("the order of a day (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(exact, fast); diff != "" {
		t.Errorf("the engines differ (-exact +fast):\n%s", diff)
	}
}

// TestEventsHaveAStep holds every event's step against the order: what happens to the company comes before the close, what
// holders ask for after it.
func TestEventsHaveAStep(t *testing.T) {
	afterTheClose := map[string]bool{"Conversion notice": true, "Redemption demand": true, "Prepayment demand": true, "Void notice": true,
		"Prepayment notice": true, "Waiver notice": true}
	for _, k := range EventKinds {
		want := 1
		if afterTheClose[k.Name] {
			want = 5
		}
		if k.Step != want {
			t.Errorf("%s acts at step %d, want %d", k.Name, k.Step, want)
		}
	}
}
