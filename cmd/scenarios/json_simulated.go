package main

import "scenarios/sim"

// Simulated figures are numbers, in the shortest notation that tells them apart; ratios are fractions.

// jsonName stands in the list of scenarios for a simulated one, whose figures stand in monte_carlo.
type jsonName struct {
	Name string `json:"name"`
}

type jsonSimulated struct {
	Scenario      string            `json:"scenario"`
	Seed          uint64            `json:"seed"`
	Paths         int               `json:"paths"`
	Metrics       []jsonMetric      `json:"metrics"`
	Probabilities []jsonProbability `json:"probabilities"`
	Series        []jsonSeries      `json:"series"`
}

type jsonMetric struct {
	Metric        string  `json:"metric"`
	Mean          float64 `json:"mean"`
	StandardError float64 `json:"standard_error"`
	Min           float64 `json:"min"`
	P1            float64 `json:"p1"`
	P5            float64 `json:"p5"`
	P25           float64 `json:"p25"`
	P50           float64 `json:"p50"`
	P75           float64 `json:"p75"`
	P95           float64 `json:"p95"`
	P99           float64 `json:"p99"`
	Max           float64 `json:"max"`
	TailMean95    float64 `json:"tail_mean_95"`
}

type jsonProbability struct {
	Event       string  `json:"event"`
	Probability float64 `json:"probability"`
	Low         float64 `json:"low"`
	High        float64 `json:"high"`
}

type jsonSeries struct {
	Metric string    `json:"metric"`
	Dates  []string  `json:"dates"`
	P5     []float64 `json:"p5"`
	P50    []float64 `json:"p50"`
	P95    []float64 `json:"p95"`
}

// scenariosJSON lists every scenario: those along one path in full, then the simulated ones by name.
func scenariosJSON(r *sim.Report) []any {
	all := each(r.Scenarios, func(s sim.ScenarioResult) any { return scenarioJSON(s) })
	return append(all, each(r.Simulated, func(s sim.Simulated) any { return jsonName{s.Scenario.Name} })...)
}

func simulatedJSON(s sim.Simulated) jsonSimulated {
	return jsonSimulated{
		Scenario: s.Scenario.Name,
		Seed:     s.Simulation.Seed,
		Paths:    s.Paths,
		Metrics: each(s.Metrics, func(m sim.MetricSummary) jsonMetric {
			return jsonMetric{m.Metric, m.Mean, m.StandardError, m.Min, m.P1, m.P5, m.P25, m.P50, m.P75, m.P95, m.P99, m.Max, m.TailMean95}
		}),
		Probabilities: each(s.Probabilities, func(p sim.Probability) jsonProbability {
			return jsonProbability{p.Event, p.Probability, p.Low, p.High}
		}),
		Series: each(s.Series, func(s sim.SimulatedSeries) jsonSeries {
			dates := make([]string, len(s.Dates))
			for i, d := range s.Dates {
				dates[i] = d.String()
			}
			return jsonSeries{s.Metric, dates, s.P5, s.P50, s.P95}
		}),
	}
}
