package main

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// The JSON says what paths were drawn with, without the figures of another process or of what is off.
func TestSimulationInJSON(t *testing.T) {
	s := model.Simulation{Process: model.ProcessMerton, StartMicros: 4_000_000, Drift: 0.05, Volatility: 0.6, DaysPerYear: 252, TickMicros: 100,
		Sampling: model.SamplingSobol, JumpsPerYear: 3, JumpMean: -0.1, JumpDeviation: 0.2, LongVariance: 9,
		RandomEvents: model.RandomEvents{LapsesPerYear: 0.5}}
	got, err := json.Marshal(simulationJSON(s))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"Drift":0.05,"Jump deviation":0.2,"Jump mean":-0.1,"Jumps per year":3,"Process":"Merton","Registration lapses per year":0.5,` +
		`"Sampling":"Sobol","Start price":4,"Tick":0.0001,"Trading days per year":252,"Volatility":0.6}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	s.Process, s.RandomEvents = model.ProcessHeston, model.RandomEvents{FinancingsPerYear: 1, FinancingSize: 1000, FinancingPrice: decimal.New(85, -2)}
	fields := simulationJSON(s)
	if fields["Long variance"] != 9.0 || fields["Jump mean"] != nil || fields["Financing price"] != 0.85 || fields["Registration lapses per year"] != nil {
		t.Errorf("%v", fields)
	}
}
