package sim

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"

	"scenarios/model"
)

// workload reads the benchmarks' case: samples/bench-756.
func workload(t testing.TB, scenarios ...string) []ScenarioResult {
	t.Helper()
	text, err := os.ReadFile("../samples/bench-756/source.txt")
	if err != nil {
		t.Fatal(err)
	}
	in := parsed(t, string(text))
	all, issues := model.Scenarios(in)
	chosen, more := chosen(all, scenarios)
	cases, found, err := prepare(context.Background(), in, chosen, new(fits))
	if issues = append(append(issues, more...), found...); err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	return cases
}

// BenchmarkRules runs the model alone, along paths drawn before.
func BenchmarkRules(b *testing.B) {
	for _, scenario := range []string{"a", "b"} {
		for _, engine := range []string{"fast", "exact"} {
			b.Run(scenario+"/"+engine, func(b *testing.B) { benchmarkRules(b, scenario, engine == "fast") })
		}
	}
}

func benchmarkRules(b *testing.B, scenario string, fast bool) {
	r := workload(b, scenario)[0].Resolved
	paths := make([][]int64, 64)
	g := newPaths(*r.Simulation, r)
	for k := range paths {
		paths[k] = make([]int64, len(r.Days))
		g.path(k, paths[k])
	}
	runner, err := model.NewRunner(r, fast)
	if err != nil {
		b.Fatal(err)
	}
	var figures model.Figures
	k, active := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		if err := runner.Run(model.Path{Closes: paths[k%len(paths)]}, &figures); err != nil {
			b.Fatal(err)
		}
		active += figures.Active
		k++
	}
	perPathDay(b)
	b.ReportMetric(float64(active)/float64(b.N), "active-days/path")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(active), "ns/active-day")
}

// BenchmarkScan runs the model where nothing ever happens after the first day: what a day costs on which nothing runs.
func BenchmarkScan(b *testing.B) {
	r := workload(b, "a")[0].Resolved
	closes := make([]int64, len(r.Days))
	for day := range closes {
		closes[day] = 1_000_000 // far out of the money
	}
	runner, err := model.NewRunner(r, true)
	if err != nil {
		b.Fatal(err)
	}
	var figures model.Figures
	for b.Loop() {
		if err := runner.Run(model.Path{Closes: closes}, &figures); err != nil {
			b.Fatal(err)
		}
	}
	perPathDay(b)
	b.ReportMetric(float64(figures.Active), "active-days/path")
}

// BenchmarkStatistics sums one metric of 100,000 paths up.
func BenchmarkStatistics(b *testing.B) {
	values := make([]float64, 100_000)
	normals(drawsOf(1, pricesStream, 0), values)
	unsorted, ranks, by := make([]float64, len(values)), percentileRanks(len(values)), &sorter{}
	for b.Loop() {
		copy(unsorted, values)
		summarise(keptOutcomes(unsorted), ranks, false, by)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}

// BenchmarkCounted counts and sums the outcomes of one metric that are not kept.
func BenchmarkCounted(b *testing.B) {
	values := make([]float64, defaultBlock)
	normals(drawsOf(1, pricesStream, 0), values)
	var c countedOutcomes
	c.bins.bits = outcomeBits
	for b.Loop() {
		c.add(0, values, len(values))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}

// BenchmarkMonthEnds counts the month ends of one series.
func BenchmarkMonthEnds(b *testing.B) {
	values := make([]float64, defaultBlock)
	normals(drawsOf(1, pricesStream, 0), values)
	for i := range values {
		values[i] = 1e6 * exponential(values[i])
	}
	t := tally{bits: seriesBits}
	for b.Loop() {
		t.add(values)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}

// BenchmarkSimulate is everything between the workbook and the sheets but for the replay, for each path: a turn is a path, so
// what a simulation takes once is shared by as many paths as fit into the time.
func BenchmarkSimulate(b *testing.B) {
	for _, c := range []struct {
		name     string
		scenario string
		times    int
		o        simulationOptions
	}{
		{"a/workers=1", "a", 1, simulationOptions{workers: 1}},
		{"a/workers=2", "a", 1, simulationOptions{workers: 2}},
		{"a twice", "a", 2, simulationOptions{workers: 1}},
		{"b", "b", 1, simulationOptions{workers: 1}},
		{"a exact", "a", 1, simulationOptions{workers: 1, exact: true}},
		{"b exact", "b", 1, simulationOptions{workers: 1, exact: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			cases := slices.Repeat(workload(b, c.scenario), c.times)
			cases[0].Resolved.Simulation.Paths = b.N
			c.o.unreplayed = true
			b.ResetTimer()
			if _, err := simulate(context.Background(), cases, c.o, func() {}); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkTenThousandPaths is the same for a run of the usual size, with the replay of the first paths in the exact engine.
func BenchmarkTenThousandPaths(b *testing.B) {
	const paths = 10_000
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("a/workers=%d", workers), func(b *testing.B) {
			cases := workload(b, "a")
			cases[0].Resolved.Simulation.Paths = paths
			for b.Loop() {
				if _, err := simulate(context.Background(), cases, simulationOptions{workers: workers}, func() {}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/paths, "us/path")
		})
	}
}

// TestWorkload holds the benchmarks' case to what it is said to be: both limits bind, and the holders of b act more often.
func TestWorkload(t *testing.T) {
	cases := workload(t, "a", "b")
	for _, c := range cases {
		c.Resolved.Simulation.Paths = 40
		if n := len(c.Resolved.Days); n != benchDays {
			t.Errorf("%d trading days, want %d", n, benchDays)
		}
	}
	results, err := simulate(context.Background(), cases, simulationOptions{}, func() {})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		t.Logf("%s: %.1f active days a path", r.Scenario.Name, r.ActiveDays)
		if len(r.Mismatches) > 0 || r.Metric("shares from conversion").Mean < 2_000_000 {
			t.Errorf("%s: mismatches %v, %.0f shares from conversion", r.Scenario.Name, r.Mismatches, r.Metric("shares from conversion").Mean)
		}
		for _, p := range r.Probabilities {
			if (p.Event == "cap binds" || p.Event == "ownership limit binds") && p.Probability < 0.5 {
				t.Errorf("%s: %s with a probability of %.2f", r.Scenario.Name, p.Event, p.Probability)
			}
		}
	}
	if a, b := results[0].ActiveDays, results[1].ActiveDays; b < 2*a {
		t.Errorf("%.1f active days in b, %.1f in a", b, a)
	}
}
