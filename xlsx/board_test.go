package xlsx

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

func TestBoardSentences(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*model.Totals)
		want   string
	}{
		{"cash is short", func(*model.Totals) {}, "does not cover it: USD 2,415,000 is missing"},
		{"cash is just enough", func(totals *model.Totals) { totals.PeakExposureCash = totals.PeakExposure }, "that day covers it."},
		{"nothing is called", func(totals *model.Totals) { totals.PeakExposure = decimal.Zero }, "No scenario calls for cash before 2003-03-31; cash is at its lowest at USD 0."},
	} {
		r := fixtureReport(t)
		c.change(&r.Scenarios[2].Outcome.Totals)
		if got := callSentence(r); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q lacks %q", c.name, got, c.want)
		}
	}
}

func TestPricesThatStayAreSaidToStay(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios = r.Scenarios[:1]
	if got, want := priceSentence(r), "The conversion price of Series A stays at USD 7.0000 in every scenario."; !strings.HasPrefix(got, want) {
		t.Errorf("%q does not begin with %q", got, want)
	}
}

func TestCoverTitle(t *testing.T) {
	r := fixtureReport(t)
	if got, want := coverTitle(r), "Cash does not cover the largest call in Redemption"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Scenarios = append(r.Scenarios, r.Scenarios[2])
	if got, want := coverTitle(r), "Cash does not cover the largest call in 2 of 4 scenarios"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Scenarios[2].Outcome.Totals.PeakExposureCash = dec("11165000")
	if got, want := coverTitle(r), "Cash covers the largest call in every scenario"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	r.Scenarios = r.Scenarios[:2]
	if got, want := coverTitle(r), "No scenario calls for cash"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAdjustmentRelation(t *testing.T) {
	stepped := &model.Resolved{Instruments: []model.Terms{{Name: "Series A", PriceStep: dec("0.01")}}}
	plain := &model.Resolved{Instruments: []model.Terms{{Name: "Series A"}}}
	for _, c := range []struct {
		r               *model.Resolved
		formula         string
		words, relation string
	}{
		{plain, "weighted average", "(before x base before + consideration) / base after", "(F9*I9+H9)/J9"},
		{plain, "split", "before x base before / base after", "F9*I9/J9"},
		{plain, "replay", "every issue since the first is counted again", ""},
		{plain, "set", "set by the event", ""},
		{stepped, "split", "before x base before / base after, rounded to 0.01", ""},
	} {
		a := model.Adjustment{Instrument: "Series A", Formula: c.formula, BaseAfter: dec("2")}
		if words, relation := adjustmentRelation(c.r, a, 9); words != c.words || relation != c.relation {
			t.Errorf("%s: %q, %q", c.formula, words, relation)
		}
	}
}

// A limit cuts under two clauses at once where a holder stands under two ownership limits.
func TestCutsOfOneLimitAreAdded(t *testing.T) {
	cuts := []model.Cut{
		{Clause: "N 4(a)", Limit: "ownership limit", Units: dec("10"), Room: 5},
		{Clause: "N 4(b)", Limit: "ownership limit", Units: dec("2"), Room: 3},
		{Clause: "N 2(x)", Limit: "other limit", Units: dec("7")},
	}
	got := cutCells(cuts, "ownership limit", FormatCount)
	if shown(got[0]) != "3" || shown(got[1]) != "12" {
		t.Errorf("room %s, cut %s", shown(got[0]), shown(got[1]))
	}
	if none := cutCells(cuts, "exchange cap", FormatCount); none[0].Kind != Empty || none[1].Kind != Empty {
		t.Error("a limit that cut nothing shows figures")
	}
	if got, want := cutWords(cuts), "N 4(a); N 4(b); N 2(x) (other limit: 7 units)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
