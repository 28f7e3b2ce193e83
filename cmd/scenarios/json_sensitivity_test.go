package main

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

func TestAnalysesInJSON(t *testing.T) {
	price := sim.SensitivityInput{Name: "Series A: Conversion price"}
	sale := sim.SensitivityInput{Name: "Event SALE: Date"}
	seven := model.Value{Kind: model.Number, Text: "7.00", Number: dec("7.00")}
	day := model.Value{Kind: model.DateValue, Date: model.DateOf(2003, 1, 15)}
	for want, s := range map[string]sim.SensitivityResult{
		`{"kind":"tornado","scenario":"Rise","metric":"dilution","unit":"% of common after","inputs":["Series A: Conversion price"],"base":"0.1","base_ok":true,` +
			`"bars":[{"input":"Series A: Conversion price","low":"","base_value":"7","high":"None","at_low":"0.05","at_high":"0.333333333333333"}]}`: {
			Kind: model.KindTornado, Scenario: "Rise", Metric: "dilution", Unit: "% of common after", Inputs: []sim.SensitivityInput{price}, Base: dec("0.1"), BaseOK: true,
			Bars: []sim.TornadoBar{{Input: price, Base: seven, High: model.Value{Kind: model.Text, Text: "None"}, AtLow: dec("0.05"), AtHigh: dec("0.33333333333333333333")}}},
		`{"kind":"one-way","scenario":"Rise","metric":"new shares","unit":"shares","inputs":["Event SALE: Date"],"base":12,"base_ok":false,` +
			`"points":[{"value":"2003-01-15","result":12,"base":true}]}`: {
			Kind: model.KindOneWay, Scenario: "Rise", Metric: "new shares", Unit: "shares", Inputs: []sim.SensitivityInput{sale}, Base: dec("12"),
			Points: []sim.SensitivityPoint{{Value: day, Metric: dec("12"), Base: true}}},
		`{"kind":"two-way","scenario":"Random","metric":"p95 cash paid","unit":"USD","inputs":["Series A: Conversion price","Event SALE: Date"],"base":0.125,"base_ok":true,` +
			`"grid":{"rows":["7"],"columns":["2003-01-15"],"base_row":0,"base_column":0,"results":[[0.125]]}}`: {
			Kind: model.KindTwoWay, Scenario: "Random", Metric: "p95 cash paid", Unit: "USD", Inputs: []sim.SensitivityInput{price, sale}, Base: dec("0.125"), BaseOK: true,
			Rows: []model.Value{seven}, Columns: []model.Value{day}, Grid: [][]decimal.Decimal{{dec("0.125")}}, Simulated: true},
	} {
		got, err := json.Marshal(analysisJSON(s))
		if err != nil || string(got) != want {
			t.Errorf("%v\n got %s\nwant %s", err, got, want)
		}
	}
	if got := metricJSON(dec("1.005"), "USD", false); got != "1.01" {
		t.Errorf("money is written as %v", got)
	}
}
