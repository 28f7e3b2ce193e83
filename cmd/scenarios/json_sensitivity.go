package main

import (
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Values of inputs are strings: a figure in plain notation, a date as ISO, a choice as it is spelled, and nothing for an
// empty cell. Fields of type any hold a metric: as in scenarios where the scenario has one path, a number where it is
// simulated; see metricJSON.

type jsonAnalysis struct {
	Kind     string      `json:"kind"` // tornado, one-way, two-way
	Scenario string      `json:"scenario"`
	Metric   string      `json:"metric"`
	Unit     string      `json:"unit"`
	Inputs   []string    `json:"inputs"`
	Base     any         `json:"base"`    // from the scenario's own run
	BaseOK   bool        `json:"base_ok"` // the analysis found the same figure at the base
	Bars     []jsonBar   `json:"bars,omitempty"`
	Points   []jsonPoint `json:"points,omitempty"`
	Grid     *jsonTwoWay `json:"grid,omitempty"`
}

// jsonBar is one input of a tornado; the first moves the metric most.
type jsonBar struct {
	Input     string `json:"input"`
	Low       string `json:"low"`
	BaseValue string `json:"base_value"`
	High      string `json:"high"`
	AtLow     any    `json:"at_low"`
	AtHigh    any    `json:"at_high"`
}

// jsonPoint is one point of a one-way analysis.
type jsonPoint struct {
	Value  string `json:"value"`
	Result any    `json:"result"`
	Base   bool   `json:"base"`
}

// jsonTwoWay is the table of a two-way analysis: results by row, then by column, which are counted from 0.
type jsonTwoWay struct {
	Rows       []string `json:"rows"`
	Columns    []string `json:"columns"`
	BaseRow    int      `json:"base_row"`
	BaseColumn int      `json:"base_column"`
	Results    [][]any  `json:"results"`
}

func analysisJSON(s sim.SensitivityResult) jsonAnalysis {
	metric := func(n decimal.Decimal) any { return metricJSON(n, s.Unit, s.Simulated) }
	a := jsonAnalysis{
		Kind: strings.ToLower(s.Kind), Scenario: s.Scenario, Metric: s.Metric, Unit: s.Unit,
		Inputs: each(s.Inputs, func(i sim.SensitivityInput) string { return i.Name }),
		Base:   metric(s.Base), BaseOK: s.BaseOK,
		Bars: each(s.Bars, func(b sim.TornadoBar) jsonBar {
			return jsonBar{b.Input.Name, inputJSON(b.Low), inputJSON(b.Base), inputJSON(b.High), metric(b.AtLow), metric(b.AtHigh)}
		}),
		Points: each(s.Points, func(p sim.SensitivityPoint) jsonPoint { return jsonPoint{inputJSON(p.Value), metric(p.Metric), p.Base} }),
	}
	if s.Kind == model.KindTwoWay {
		a.Grid = &jsonTwoWay{each(s.Rows, inputJSON), each(s.Columns, inputJSON), s.BaseRow, s.BaseColumn,
			each(s.Grid, func(row []decimal.Decimal) []any { return each(row, metric) })}
	}
	return a
}

// inputJSON writes a value that an input is put to.
func inputJSON(v model.Value) string {
	switch v.Kind {
	case model.Number:
		return v.Number.String()
	case model.DateValue:
		return v.Date.String()
	}
	return strings.TrimSpace(v.Text)
}

// metricJSON writes a figure of a metric by its unit, and as a number where it is simulated.
func metricJSON(n decimal.Decimal, unit string, simulated bool) any {
	switch {
	case simulated:
		return n.InexactFloat64()
	case unit == "shares":
		return count(n)
	case unit == "USD":
		return money(n)
	}
	return quotient(n)
}
