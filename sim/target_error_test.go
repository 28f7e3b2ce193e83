package sim

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// A simulation stops at the first look at which the error is small enough, gives what a simulation of that many paths gives,
// and says so; its neighbour on the same paths goes on.
func TestTargetErrorStops(t *testing.T) {
	fields := "Sampling | Pseudo-random\nTarget error | 0.06\nTarget metric | final price\nPaths | 30000"
	done, total := 0, 0
	stopped := simulatedReport(t, Options{Scenarios: []string{"Simulated"}, Progress: func(d, n int) { done, total = d, n }}, "Paths | 1500", fields)
	s := stopped.Simulated[0]
	if s.Paths != 2048 || s.Target == nil || !s.Target.Reached || s.Target.MostPaths != 30_000 || s.Target.Error != s.Metric("final price").StandardError {
		t.Fatalf("%d paths, target %+v, error %v", s.Paths, s.Target, s.Metric("final price").StandardError)
	}
	if before := s.Target.Error * math.Sqrt2; before < 0.06 {
		t.Errorf("the error was about %v a look earlier already", before)
	}
	if done != 30_000 || total != 30_000 {
		t.Errorf("progress ends at %d of %d", done, total)
	}
	wantCheck(t, stopped.Checks, true, "Target error: Simulated", "After 2,048 of at most 30,000 paths the standard error of mean final price is 0.0")
	plain := simulatedReport(t, Options{Scenarios: []string{"Simulated"}}, "Paths | 1500", "Paths | 2048")
	s.Target, plain.Simulated[0].Target = nil, nil
	if digest(t, []Simulated{s}) != digest(t, plain.Simulated) {
		t.Error("the paths up to the stop are not those of a simulation of as many")
	}
}

// Scenarios that share a process stop each by itself.
func TestTargetErrorStopsEachScenario(t *testing.T) {
	cases := simulatedCases(t)
	cases = append(cases[:1], simulatedCases(t)[0])
	for i := range cases {
		s := cases[i].Resolved.Simulation
		s.Paths, s.TargetError, s.TargetMetric = 5000, []float64{0.06, 0.04}[i], model.MetricName{Statistic: model.StatisticMean, Name: "final price"}
	}
	reached := 0
	results, err := simulate(context.Background(), cases, simulationOptions{unreplayed: true}, func() { reached++ })
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Paths != 2048 || results[1].Paths != 4096 || reached != 10_000 {
		t.Errorf("%d and %d paths, progress %d", results[0].Paths, results[1].Paths, reached)
	}
	if results[0].Metrics[0].Mean == results[1].Metrics[0].Mean {
		t.Error("both have the same figures")
	}
}

// A target out of reach is an alert that says how many paths it would take.
func TestTargetErrorNotReached(t *testing.T) {
	fields := "Paths | 1500\nTarget error | 0.001%\nTarget metric | mean dilution"
	report := simulatedReport(t, Options{Scenarios: []string{"Simulated"}}, "Paths | 1500", fields)
	s := report.Simulated[0]
	if s.Paths != 1500 || s.Target.Reached || !report.Green() {
		t.Errorf("%d paths, %+v", s.Paths, s.Target)
	}
	if want := 1500 * math.Pow(s.Metric("dilution").StandardError/0.00001, 2); s.Target.PathsNeeded(s.Paths) < want || s.Target.PathsNeeded(s.Paths) > 1.1*want {
		t.Errorf("%v paths needed, want %v", s.Target.PathsNeeded(s.Paths), want)
	}
	wantCheck(t, report.Checks, false, "Target error: Simulated", "is 0.00")
	if still := simulatedReport(t, Options{Scenarios: []string{"Still"}}, "Paths | 1500", fields).Simulated[0]; still.Paths != 1500 || !still.Target.Reached {
		t.Errorf("a simulation in which all paths agree stops after %d", still.Paths)
	}
}

// Every statistic may be the target, and the error held against it is its own.
func TestTargetMetrics(t *testing.T) {
	cases := simulatedCases(t)[:1]
	s := &simulation{errs: map[int64]error{}, reached: func() {}, simulationOptions: simulationOptions{workers: 2, block: defaultBlock, kept: mostKept}}
	s.add(cases[0])
	if err := s.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	c := s.cases[0]
	last := c.values[slices.Index(c.names, "final price")]
	mean := meanError(last, model.SamplingPseudoRandom)
	capLow, capHigh := c.probabilityInterval(slices.Index(model.FigureEvents(), "ownership limit binds"), len(last))
	for _, m := range []struct {
		model.MetricName
		low, high float64
	}{
		{model.MetricName{Statistic: model.StatisticMean, Name: "final price"}, mean, mean},
		{model.MetricName{Statistic: model.StatisticMedian, Name: "final price"}, 0.8 * mean, 1.4 * mean},
		{model.MetricName{Statistic: "p99", Name: "final price"}, 2 * mean, 10 * mean},
		{model.MetricName{Statistic: model.StatisticTailMean95, Name: "final price"}, 0.1 * mean, mean},
		{model.MetricName{Name: "probability ownership limit binds"}, (capHigh - capLow) / 3.93, (capHigh - capLow) / 3.91},
		{model.MetricName{Name: "probability default"}, 1e-4, 1e-2},
	} {
		if e := c.errorOf(m.MetricName, len(last)); e < m.low*(1-1e-12) || e > m.high*(1+1e-12) {
			t.Errorf("%s has an error of %v, that of the mean is %v", m, e, mean)
		}
	}
}

// Points of a sensitivity run as many paths as their scenario did, so that the base case is the scenario's own figure.
func TestSensitivityRunsAsManyPaths(t *testing.T) {
	fields := "Paths | 20000\nTarget error | 0.06\nTarget metric | final price\n\n== Sensitivity ==\nKind | Scenario | Metric | Input | Low | High\n" +
		"Tornado | Simulated | final price | Simulation: Volatility | 50% | 70%\n"
	done, total := 0, 0
	report := simulatedReport(t, Options{Scenarios: []string{"Simulated"}, Progress: func(d, n int) { done, total = d, n }},
		"Paths | 1500\nSeed | 5\nDrift | risk-neutral\nVolatility | 60%\n", "Seed | 5\nDrift | risk-neutral\nVolatility | 60%\n"+fields)
	if s := report.Simulated[0]; s.Paths != 2048 || len(report.Sensitivity) != 1 || !report.Sensitivity[0].BaseOK {
		t.Errorf("%d paths, sensitivity %+v", s.Paths, report.Sensitivity)
	}
	if done != total || total != 80_000 {
		t.Errorf("progress ends at %d of %d", done, total)
	}
}

func TestGeneratorSaysTheSampling(t *testing.T) {
	for sampling, want := range map[string]string{model.SamplingPseudoRandom: generatorName, model.SamplingAntithetic: "mirrored pairs", model.SamplingSobol: "Sobol points"} {
		s := simulatedReport(t, Options{Scenarios: []string{"Still"}, Paths: 20}, "Paths | 1500", "Sampling | "+sampling).Simulated[0]
		if !strings.Contains(s.Generator, want) || s.Simulation.Sampling != sampling {
			t.Errorf("%s: %s", sampling, s.Generator)
		}
	}
}
