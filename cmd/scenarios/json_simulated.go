package main

import (
	"scenarios/model"
	"scenarios/sim"
)

// Simulated figures are numbers, in the shortest notation that tells them apart; ratios are fractions.

// jsonName stands in the list of scenarios for a simulated one, whose figures stand in monte_carlo.
type jsonName struct {
	Name string `json:"name"`
}

type jsonSimulated struct {
	Scenario      string            `json:"scenario"`
	Seed          uint64            `json:"seed"`
	Simulation    map[string]any    `json:"simulation"` // the fields of Simulation that the scenario was run with, by their names
	Generator     string            `json:"generator"`
	Paths         int               `json:"paths"` // that were run
	Target        *jsonTarget       `json:"target,omitempty"`
	BinWidth      float64           `json:"bin_width"` // of the bins that percentiles are read off, as a part of the figure; 0: exact
	Metrics       []jsonMetric      `json:"metrics"`
	Probabilities []jsonProbability `json:"probabilities"`
	Series        []jsonSeries      `json:"series"`
	Convergence   []jsonConvergence `json:"convergence"`
	Fit           []jsonFit         `json:"fit"`
	Optimal       []jsonOptimal     `json:"optimal_conversion,omitempty"`
	PriceImpact   []jsonImpact      `json:"price_impact,omitempty"` // where sales move the price
}

// jsonTarget says how near a simulation came to its target error.
type jsonTarget struct {
	Metric        string  `json:"metric"`
	TargetError   float64 `json:"target_error"`
	StandardError float64 `json:"standard_error"`
	Reached       bool    `json:"reached"`
	MostPaths     int     `json:"most_paths"`
}

// jsonImpact compares a metric's means with and without price impact on the same paths.
type jsonImpact struct {
	Metric        string  `json:"metric"`
	Paths         int     `json:"paths"`
	With          float64 `json:"with"`
	Without       float64 `json:"without"`
	Difference    float64 `json:"difference"`
	StandardError float64 `json:"standard_error"`
}

// jsonMetric has each percentile with the ends of its 95% interval, null where there are too few paths for one.
type jsonMetric struct {
	Metric        string   `json:"metric"`
	Mean          float64  `json:"mean"`
	StandardError float64  `json:"standard_error"`
	Min           float64  `json:"min"`
	P1            float64  `json:"p1"`
	P1Low         *float64 `json:"p1_low"`
	P1High        *float64 `json:"p1_high"`
	P5            float64  `json:"p5"`
	P5Low         *float64 `json:"p5_low"`
	P5High        *float64 `json:"p5_high"`
	P25           float64  `json:"p25"`
	P25Low        *float64 `json:"p25_low"`
	P25High       *float64 `json:"p25_high"`
	P50           float64  `json:"p50"`
	P50Low        *float64 `json:"p50_low"`
	P50High       *float64 `json:"p50_high"`
	P75           float64  `json:"p75"`
	P75Low        *float64 `json:"p75_low"`
	P75High       *float64 `json:"p75_high"`
	P95           float64  `json:"p95"`
	P95Low        *float64 `json:"p95_low"`
	P95High       *float64 `json:"p95_high"`
	P99           float64  `json:"p99"`
	P99Low        *float64 `json:"p99_low"`
	P99High       *float64 `json:"p99_high"`
	Max           float64  `json:"max"`
	TailMean95    float64  `json:"tail_mean_95"`
	TailError     *float64 `json:"tail_mean_95_standard_error"`
}

// jsonProbability has the days by which a twentieth, half, and all but a twentieth of the paths with the event have had it
// first, empty where no path has; and the part of all paths that have had it by each of the dates.
type jsonProbability struct {
	Event       string    `json:"event"`
	Probability float64   `json:"probability"`
	Low         float64   `json:"low"`
	High        float64   `json:"high"`
	P5Date      string    `json:"p5_date"`
	MedianDate  string    `json:"median_date"`
	P95Date     string    `json:"p95_date"`
	Dates       []string  `json:"dates"`
	By          []float64 `json:"occurred_by"`
}

type jsonSeries struct {
	Metric string    `json:"metric"`
	Dates  []string  `json:"dates"`
	P5     []float64 `json:"p5"`
	P25    []float64 `json:"p25"`
	P50    []float64 `json:"p50"`
	P75    []float64 `json:"p75"`
	P95    []float64 `json:"p95"`
}

// jsonConvergence is the mean dilution of the first paths.
type jsonConvergence struct {
	Paths         int     `json:"paths"`
	Mean          float64 `json:"mean"`
	StandardError float64 `json:"standard_error"`
}

// scenariosJSON lists every scenario: those along one path in full, then the simulated ones by name.
func scenariosJSON(r *sim.Report) []any {
	all := each(r.Scenarios, func(s sim.ScenarioResult) any { return scenarioJSON(s) })
	return append(all, each(r.Simulated, func(s sim.Simulated) any { return jsonName{s.Scenario.Name} })...)
}

func simulatedJSON(s sim.Simulated) jsonSimulated {
	return jsonSimulated{
		Optimal:       each(s.Optimal, optimalJSON),
		Scenario:      s.Scenario.Name,
		Seed:          s.Simulation.Seed,
		Simulation:    simulationJSON(s.Simulation),
		Generator:     s.Generator,
		Paths:         s.Paths,
		Target:        targetJSON(s.Target),
		BinWidth:      s.BinWidth,
		Metrics:       each(s.Metrics, distributionJSON),
		Probabilities: each(s.Probabilities, func(p sim.Probability) jsonProbability { return probabilityJSON(p, s) }),
		Series: each(s.Series, func(s sim.SimulatedSeries) jsonSeries {
			return jsonSeries{s.Metric, each(s.Dates, model.Date.String), s.P5, s.P25, s.P50, s.P75, s.P95}
		}),
		Convergence: each(s.Convergence, func(c sim.ConvergencePoint) jsonConvergence { return jsonConvergence(c) }),
		Fit:         each(s.Fit.Processes, fitJSON),
		PriceImpact: each(s.PriceImpact, func(c sim.ImpactComparison) jsonImpact {
			return jsonImpact{c.Metric, c.Paths, c.With, c.Without, c.Difference, c.StandardError}
		}),
	}
}

// simulationJSON is what the paths were drawn with: overrides and figures from history put in. Of the fields that are off, or
// another process's, none is there.
func simulationJSON(s model.Simulation) map[string]any {
	fields := map[string]any{"Process": s.Process, "Start price": float64(s.StartMicros) / model.MicrosPerDollar, "Drift": s.Drift, "Volatility": s.Volatility,
		"Trading days per year": s.DaysPerYear, "Tick": float64(s.TickMicros) / model.MicrosPerDollar, "Sampling": s.Sampling}
	for _, name := range model.ProcessFields(s.Process) {
		fields[name] = *s.Parameter(name)
	}
	events := s.RandomEvents
	for name, figure := range map[string]float64{"Price impact": s.PriceImpact, "Registration lapses per year": events.LapsesPerYear,
		"Delistings per year": events.DelistingsPerYear, "Delisted below": float64(events.DelistedBelowMicros) / model.MicrosPerDollar,
		"Delisted below for": float64(events.DelistedBelowDays), "Financings per year": events.FinancingsPerYear} {
		if figure != 0 {
			fields[name] = figure
		}
	}
	if events.FinancingsPerYear != 0 {
		fields["Financing size"], fields["Financing price"] = events.FinancingSize, events.FinancingPrice.InexactFloat64()
	}
	return fields
}

func targetJSON(t *sim.TargetError) *jsonTarget {
	if t == nil {
		return nil
	}
	return &jsonTarget{Metric: t.Metric.String(), TargetError: t.Target, StandardError: t.Error, Reached: t.Reached, MostPaths: t.MostPaths}
}

func distributionJSON(m sim.MetricSummary) jsonMetric {
	i := m.Intervals
	return jsonMetric{
		Metric: m.Metric, Mean: m.Mean, StandardError: m.StandardError, Min: m.Min,
		P1: m.P1, P1Low: i[0].Low, P1High: i[0].High,
		P5: m.P5, P5Low: i[1].Low, P5High: i[1].High,
		P25: m.P25, P25Low: i[2].Low, P25High: i[2].High,
		P50: m.P50, P50Low: i[3].Low, P50High: i[3].High,
		P75: m.P75, P75Low: i[4].Low, P75High: i[4].High,
		P95: m.P95, P95Low: i[5].Low, P95High: i[5].High,
		P99: m.P99, P99Low: i[6].Low, P99High: i[6].High,
		Max: m.Max, TailMean95: m.TailMean95, TailError: m.TailError,
	}
}

func probabilityJSON(p sim.Probability, s sim.Simulated) jsonProbability {
	return jsonProbability{Event: p.Event, Probability: p.Probability, Low: p.Low, High: p.High,
		P5Date: p.P5Date.String(), MedianDate: p.MedianDate.String(), P95Date: p.P95Date.String(),
		Dates: each(s.Series[0].Dates, model.Date.String),
		By:    each(p.PathsBy, func(n int) float64 { return float64(n) / float64(s.Paths) })}
}
