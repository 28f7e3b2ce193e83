package main

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

func TestTheWaterfallInJSON(t *testing.T) {
	s := sim.ScenarioResult{Scenario: model.Scenario{Name: "Sale"}, Outcome: &model.Outcome{
		Payouts: []model.Payout{{Date: day("2003-06-16"), Holder: "Fund R&D", Security: "Series A", Preference: dec("7000"), Participation: dec("0.5"), Clause: "A 7"}},
		Waterfall: &model.Waterfall{
			Date: day("2003-06-30"),
			Classes: []model.WaterfallClass{
				{Security: "Series A", Rank: 2, Preference: dec("7000"), Shares: dec("1000")},
				{Security: "Option", Shares: dec("10"), ExercisePrice: dec("5.50")},
			},
			Breaks: []model.WaterfallBreak{{Proceeds: dec("7000.004"), PerShare: dec("0.12345678901234567"), What: "Paid in full: the preference of Series A"}},
			Lines: []model.WaterfallLine{
				{Proceeds: dec("8000"), PerShare: dec("0.5"), Senior: dec("400"), Amounts: []decimal.Decimal{dec("7599"), dec("1")}, Round: true},
				{Proceeds: dec("9000"), PerShare: dec("0"), Senior: dec("400"), Amounts: []decimal.Decimal{dec("8000"), dec("0")}, Unclaimed: dec("600")},
			},
		},
	}}
	data, err := json.Marshal(scenarioJSON(s))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Payouts   any `json:"payouts"`
		Waterfall any `json:"waterfall"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	amount := func(security, amount string) map[string]any {
		return map[string]any{"security": security, "amount": amount}
	}
	option := func(a string) map[string]any {
		return map[string]any{"security": "Option", "exercise_price": "5.5", "amount": a}
	}
	wantPayouts := []any{map[string]any{"date": "2003-06-16", "holder": "Fund R&D", "security": "Series A", "preference": "7000.00", "participation": "0.50", "clause": "A 7"}}
	wantWaterfall := map[string]any{
		"date":   "2003-06-30",
		"breaks": []any{map[string]any{"proceeds": "7000.00", "per_share": "0.123456789012346", "what": "Paid in full: the preference of Series A"}},
		"lines": []any{
			map[string]any{"proceeds": "8000.00", "per_share": "0.5", "senior": "400.00", "amounts": []any{amount("Series A", "7599.00"), option("1.00")}},
			map[string]any{"proceeds": "9000.00", "per_share": "0", "senior": "400.00", "amounts": []any{amount("Series A", "8000.00"), option("0.00")}, "unclaimed": "600.00"},
		},
	}
	if diff := cmp.Diff(any(wantPayouts), got.Payouts); diff != "" {
		t.Errorf("payouts (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(any(wantWaterfall), got.Waterfall); diff != "" {
		t.Errorf("waterfall (-want +got):\n%s", diff)
	}
}

func TestWithoutAPreferenceThereIsNoWaterfallInJSON(t *testing.T) {
	data, err := json.Marshal(scenarioJSON(sim.ScenarioResult{Outcome: &model.Outcome{}}))
	if err != nil {
		t.Fatal(err)
	}
	var keys map[string]any
	if err := json.Unmarshal(data, &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"waterfall", "payouts"} {
		if _, there := keys[key]; there {
			t.Errorf("there is a key %s", key)
		}
	}
}
