package main

import "scenarios/sim"

// jsonOptimal is a fitted rule of when to convert and what it is worth: USD on the valuation date for each Per of stated
// value.
type jsonOptimal struct {
	Instrument  string             `json:"instrument"`
	Policy      string             `json:"policy"`
	Per         float64            `json:"per"`
	Paths       int                `json:"paths"`
	InSample    jsonEstimate       `json:"in_sample"`
	OutOfSample jsonEstimate       `json:"out_of_sample"`
	Waiting     jsonEstimate       `json:"waiting"`
	InTheMoney  jsonEstimate       `json:"in_the_money"`
	Gain        jsonEstimate       `json:"gain"`
	Levels      []jsonOptimalLevel `json:"levels"`
}

type jsonEstimate struct {
	Value         float64 `json:"value"`
	StandardError float64 `json:"standard_error"`
}

// jsonOptimalLevel is the lowest close of a month at which the rule converts, and the median one, as multiples of the price used;
// 0 where it converts at any, and for the median null where the rule waits. Months in which it only waits are left out.
type jsonOptimalLevel struct {
	Date     string   `json:"date"`
	Multiple float64  `json:"multiple"`
	Median   *float64 `json:"median"`
}

func optimalJSON(o sim.OptimalConversion) jsonOptimal {
	estimate := func(e sim.Estimate) jsonEstimate { return jsonEstimate{e.Value, e.StandardError} }
	levels := []jsonOptimalLevel{}
	for _, l := range o.Levels {
		if lowest := multipleOf(l.Lowest); lowest != nil {
			levels = append(levels, jsonOptimalLevel{l.Date.String(), *lowest, multipleOf(l.Median)})
		}
	}
	return jsonOptimal{
		Instrument: o.Instrument, Policy: o.Policy, Per: o.Per, Paths: o.Paths,
		InSample: estimate(o.InSample), OutOfSample: estimate(o.OutOfSample), Waiting: estimate(o.Waiting),
		InTheMoney: estimate(o.InTheMoney), Gain: estimate(o.Gain), Levels: levels,
	}
}

// multipleOf is a level as a multiple of the price used, 0 for any close and nil for none.
func multipleOf(l sim.Level) *float64 {
	switch {
	case l.Always:
		return new(float64)
	case l.Multiple > 0:
		return &l.Multiple
	}
	return nil
}
