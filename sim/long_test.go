package sim

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"scenarios/model"
	"scenarios/model/longtest" // go test ./... -args -long gives its flag to every package
)

// Ten million paths take no more memory than one million and one: their outcomes are counted, not kept.
func TestMemoryIsBounded(t *testing.T) {
	if !longtest.Asked() {
		t.Skip("ten million paths take minutes: -args -long")
	}
	const paths = 10_000_000
	in := parsed(t, strings.NewReplacer("Horizon end | 2003-09-30", "Horizon end | 2003-01-15", "2003-06-02 | Split | | 2 | | |\n", "").Replace(simulatedCaseText))
	scenarios, _ := model.Scenarios(in)
	cases, issues, err := prepare(context.Background(), in, scenarios[:1], new(fits))
	if err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	cases[0].Resolved.Simulation.Paths = paths
	var peak uint64
	done := 0
	began := time.Now()
	results, err := simulate(context.Background(), cases, simulationOptions{}, func() {
		if done++; done%(paths/200) == 0 {
			var memory runtime.MemStats
			runtime.ReadMemStats(&memory)
			peak = max(peak, memory.HeapInuse)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	r := results[0]
	kept := uint64(len(r.Metrics)) * paths * 8
	t.Logf("%d paths of %d days in %.0f s: peak heap %d MB; to keep every outcome would take %d MB", paths, len(cases[0].Resolved.Days), time.Since(began).Seconds(), peak>>20, kept>>20)
	price := r.Metric("final price")
	t.Logf("mean final price %.6f, standard error %.6f; median %.5f from %.5f to %.5f", price.Mean, price.StandardError, price.P50, *price.Intervals[3].Low, *price.Intervals[3].High)
	if peak > 256<<20 || r.BinWidth != BinWidth || r.Probabilities[0].Probability+r.Metric("dilution").Mean == 0 {
		t.Errorf("peak heap %d MB, bins %v", peak>>20, r.BinWidth)
	}
}
