package main

import (
	"encoding/json"
	"testing"

	"scenarios/model"
	"scenarios/sim"
)

func TestOptimalConversionInJSON(t *testing.T) {
	april, may, june := model.DateOf(2003, 4, 8), model.DateOf(2003, 5, 30), model.DateOf(2003, 6, 13)
	o := sim.OptimalConversion{Instrument: "Bond", Policy: "Best", Per: 1000, Paths: 4096,
		InSample: sim.Estimate{Value: 1060.5, StandardError: 1.5}, OutOfSample: sim.Estimate{Value: 1060.25, StandardError: 1.25},
		Waiting: sim.Estimate{Value: 1049, StandardError: 2}, InTheMoney: sim.Estimate{Value: 1010, StandardError: 1}, Gain: sim.Estimate{Value: 11.25, StandardError: 1.75},
		Levels: []sim.OptimalLevel{{Date: april, Lowest: sim.Level{Multiple: 1e-6, Always: true}}, {Date: may}, {Date: june, Lowest: sim.Level{Multiple: 0.75}, Median: sim.Level{Multiple: 0.8}}}}
	got, err := json.Marshal(simulatedJSON(sim.Simulated{Scenario: model.Scenario{Name: "S"}, Optimal: []sim.OptimalConversion{o}}).Optimal)
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"instrument":"Bond","policy":"Best","per":1000,"paths":4096,"in_sample":{"value":1060.5,"standard_error":1.5},` +
		`"out_of_sample":{"value":1060.25,"standard_error":1.25},"waiting":{"value":1049,"standard_error":2},"in_the_money":{"value":1010,"standard_error":1},` +
		`"gain":{"value":11.25,"standard_error":1.75},"levels":[{"date":"2003-04-08","multiple":0,"median":null},{"date":"2003-06-13","multiple":0.75,"median":0.8}]}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
