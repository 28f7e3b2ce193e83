package xlsx

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// fixtureSimulated is a simulation by hand of 2,000 paths: metrics of every unit, one on which all paths agree, and month
// ends that fan out.
func fixtureSimulated(t testing.TB, base *model.Resolved) sim.Simulated {
	const paths = 2000
	s := sim.Simulated{
		Scenario: model.Scenario{Name: "Monte Carlo"}, Resolved: base, Generator: "philox 4x64-10, version 1", Paths: paths,
		Simulation: model.Simulation{Process: "GBM", Paths: paths, Seed: 20021217, StartMicros: 2_100_000, Drift: 0.05, Volatility: 0.8, DaysPerYear: 252, TickMicros: 100},
		Probabilities: []sim.Probability{
			fixtureEvent(t, "cap binds", [3]float64{0.31, 0.29, 0.331}, "2003-01-20", "2003-02-14", "2003-03-28", 0, 0, 70, 400, 620),
			fixtureEvent(t, "ownership limit binds", [3]float64{0.052, 0.0431, 0.0626}, "2002-12-17", "2003-01-08", "2003-03-12", 12, 44, 70, 90, 104),
			fixtureEvent(t, "mandatory conversion", [3]float64{0, 0, 0.0019}, "", "", "", 0, 0, 0, 0, 0),
			fixtureEvent(t, "redemption triggered", [3]float64{0.224, 0.2063, 0.2428}, "2003-01-02", "2003-01-16", "2003-02-21", 0, 0, 300, 440, 448),
			fixtureEvent(t, "cash short", [3]float64{0.0715, 0.061, 0.0836}, "2003-02-25", "2003-03-03", "2003-03-20", 0, 0, 0, 31, 143),
			fixtureEvent(t, "authorized short", [3]float64{0.0005, 0.0001, 0.0028}, "2003-03-31", "2003-03-31", "2003-03-31", 0, 0, 0, 0, 1),
		},
		Replayed: 100, ActiveDays: 21.4, Optimal: fixtureOptimal(t),
	}
	s.Fit = sim.HistoryFit{Returns: 300, Processes: []sim.ProcessFit{
		{Process: "GBM", Chosen: true, LogLikelihood: 612.34, AIC: -1220.68, Note: "Mean and standard deviation of the log returns.", Parameters: []sim.FittedParameter{
			{Name: "Drift", Unit: "per year", Value: -0.12, StandardError: 0.55}, {Name: "Volatility", Unit: "per year", Value: 0.79, StandardError: 0.032}}},
		{Process: "Merton", LogLikelihood: 640.1, AIC: -1270.2, Note: "Maximum likelihood.", Parameters: []sim.FittedParameter{
			{Name: "Drift", Unit: "per year", Value: -0.1, StandardError: 0.52}, {Name: "Volatility", Unit: "per year", Value: 0.61, StandardError: 0.04},
			{Name: "Jumps per year", Unit: "per year", Value: 14.2, StandardError: 5.1}, {Name: "Jump mean", Unit: "log return", Value: -0.021, StandardError: 0.03},
			{Name: "Jump deviation", Unit: "log return", Value: 0.12, StandardError: 0.022}}},
		{Process: "Heston", Note: "Price History does not determine the parameters."},
		{Process: "Bootstrap", Note: "Draws the returns themselves."},
	}}
	for _, m := range []struct {
		name, unit  string
		low, spread float64
	}{
		{"common after", "shares", 28_971_551, 9_400_000}, {"new shares", "shares", 0, 9_400_000}, {"dilution", "% of common", 0, 0.245},
		{"lowest conversion price", "USD per share", 1.9, 0.5}, {"shares from conversion", "shares", 0, 7_000_000}, {"shares from interest", "shares", 0, 60_000},
		{"shares from issues", "shares", 2_000_000, 0}, {"shares from exercise", "shares", 0, 400_000}, {"shares cut by cap", "shares", 0, 300_000},
		{"cash paid", "USD", 12_444, 9_000_000}, {"cash due unpaid", "USD", 0, 2_400_000}, {"peak exposure", "USD", 0, 11_165_000},
		{"lowest cash", "USD", -1_500_000, 9_600_000}, {"final price", "USD per share", 0.31, 6.2}, {"value to holders", "USD", 4_100_000, 14_000_000},
		{"conversion price of Series A", "USD per share", 6.1, 0.9}, {"conversion price of 2002 Notes", "USD per share", 2.4, 0},
		{"dilution of Public", "% of common", 0, 0.2114},
	} {
		s.Metrics = append(s.Metrics, fixtureMetric(m.name, m.unit, m.low, m.spread, paths))
	}
	dates := []model.Date{dateOf(t, "2002-12-17"), dateOf(t, "2002-12-31"), dateOf(t, "2003-01-31"), dateOf(t, "2003-02-28"), dateOf(t, "2003-03-31")}
	for _, m := range []struct {
		name, unit    string
		start, spread float64
	}{
		{"close", "USD per share", 2.1, 1.4}, {"common outstanding", "shares", 28_971_551, 4_000_000}, {"dilution", "% of common", 0, 0.12},
		{"exposure", "USD", 0, 6_000_000}, {"cash", "USD", 9_000_000, -5_000_000},
		{"conversion price of Series A", "USD per share", 7, -0.6}, {"conversion price of 2002 Notes", "USD per share", 0, 2.4},
	} {
		s.Series = append(s.Series, fixtureFan(m.name, m.unit, dates, m.start, m.spread))
	}
	s.Simulation.PriceImpact = 0.05
	s.Simulation.RandomEvents = model.RandomEvents{LapsesPerYear: 0.5, DelistingsPerYear: 0.1, DelistedBelowMicros: 1_000_000, DelistedBelowDays: 30,
		FinancingsPerYear: 1.5, FinancingSize: 2_000_000, FinancingPrice: decimal.RequireFromString("0.85")}
	s.PriceImpact = []sim.ImpactComparison{
		{Metric: "dilution", Unit: "% of common", Paths: paths, With: 0.0833, Without: 0.0817, Difference: 0.0016, StandardError: 0.0002},
		{Metric: "final price", Unit: "USD per share", Paths: paths, With: 2.2511, Without: 2.4180, Difference: -0.1669, StandardError: 0.0041},
		{Metric: "value to holders", Unit: "USD", Paths: paths, With: 8_611_000, Without: 8_860_000, Difference: -249_000, StandardError: 12_500},
		{Metric: "conversion price of Series A", Unit: "USD per share", Paths: paths, With: 6.3882, Without: 6.4060, Difference: -0.0178, StandardError: 0.0009},
	}
	for n := 125; n <= paths; n *= 2 {
		s.Convergence = append(s.Convergence, sim.ConvergencePoint{Paths: n, Mean: 0.0817 + 0.1/float64(n), StandardError: 0.07 / math.Sqrt(float64(n))})
	}
	return s
}

// fixtureEvent occurs on some paths, first on days from about one to about another; by are the paths by each month end.
func fixtureEvent(t testing.TB, name string, chance [3]float64, p5, median, p95 string, by ...int) sim.Probability {
	date := func(text string) model.Date {
		if text == "" {
			return model.NoDate
		}
		return dateOf(t, text)
	}
	return sim.Probability{Event: name, Probability: chance[0], Low: chance[1], High: chance[2], P5Date: date(p5), MedianDate: date(median), P95Date: date(p95), PathsBy: by}
}

// fixtureMetric spreads the quantiles of a metric evenly, with a histogram that falls off.
func fixtureMetric(name, unit string, low, spread float64, paths int) sim.MetricSummary {
	at := func(p float64) float64 { return low + p*spread }
	m := sim.MetricSummary{
		Metric: name, Unit: unit, Mean: at(0.34), StandardError: math.Abs(spread) * 0.006, Min: at(0), Max: at(1),
		P1: at(0.004), P5: at(0.02), P25: at(0.1), P50: at(0.28), P75: at(0.5), P95: at(0.84), P99: at(0.95), TailMean95: at(0.9),
	}
	for i, p := range []float64{m.P1, m.P5, m.P25, m.P50, m.P75, m.P95, m.P99} {
		below, above := p-0.002*spread, p+0.003*spread
		m.Intervals[i] = sim.Interval{Low: &below, High: &above}
	}
	tailError := math.Abs(spread) * 0.012
	m.TailError = &tailError
	if spread == 0 {
		return m
	}
	const bins = 20
	left := paths
	for i := range bins {
		count := left / 5
		if i == bins-1 {
			count = left
		}
		left -= count
		m.Histogram = append(m.Histogram, sim.Bin{From: at(float64(i) / bins), Count: count})
	}
	return m
}

// fixtureFan begins at one figure and widens with time. A start of zero is an instrument's before its issue.
func fixtureFan(name, unit string, dates []model.Date, start, spread float64) sim.SimulatedSeries {
	s := sim.SimulatedSeries{Metric: name, Unit: unit, Dates: dates}
	for i := range dates {
		at := func(p float64) float64 {
			if spread < 0 {
				p = 1 - p
			}
			return start + p*spread*math.Sqrt(float64(i)/4)
		}
		s.P5, s.P25, s.P50 = append(s.P5, at(0.02)), append(s.P25, at(0.2)), append(s.P50, at(0.4))
		s.P75, s.P95 = append(s.P75, at(0.65)), append(s.P95, at(1))
	}
	return s
}

// fixtureOptimal are two rules: one that converts in most months, and one that waits.
func fixtureOptimal(t testing.TB) []sim.OptimalConversion {
	dates := []model.Date{dateOf(t, "2002-12-31"), dateOf(t, "2003-01-14"), dateOf(t, "2003-02-28"), dateOf(t, "2003-03-13")}
	return []sim.OptimalConversion{
		{Instrument: "Series A", Policy: "Best", Per: 6900, Paths: 4096,
			InSample: sim.Estimate{Value: 7214.2, StandardError: 31.07}, OutOfSample: sim.Estimate{Value: 7191.55, StandardError: 30.62},
			Waiting: sim.Estimate{Value: 7120.4, StandardError: 33.9}, InTheMoney: sim.Estimate{Value: 6981.03, StandardError: 21.4}, Gain: sim.Estimate{Value: 71.15, StandardError: 9.8},
			Levels: []sim.OptimalLevel{{Date: dates[0]}, {Date: dates[1], Lowest: sim.Level{Multiple: 1e-6, Always: true}}, {Date: dates[2], Lowest: sim.Level{Multiple: 1.4127}, Median: sim.Level{Multiple: 1.5}}, {Date: dates[3], Lowest: sim.Level{Multiple: 0.999822}, Median: sim.Level{Multiple: 1.01}}}},
		{Instrument: "2002 Notes", Policy: "Best", Per: 1000, Paths: 4096,
			InSample: sim.Estimate{Value: 1188.3, StandardError: 4.01}, OutOfSample: sim.Estimate{Value: 1186.1, StandardError: 4.02},
			Waiting: sim.Estimate{Value: 1186.1, StandardError: 4.02}, InTheMoney: sim.Estimate{Value: 1042.9, StandardError: 2.2},
			Levels: []sim.OptimalLevel{{Date: dates[0]}, {Date: dates[3]}}},
	}
}
