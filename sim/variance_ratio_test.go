package sim

import (
	"context"
	"slices"
	"testing"

	"scenarios/model"
	"scenarios/model/longtest"
)

// How much smaller the variance of an estimate is than with as many pseudo-random paths, over all the rules of
// samples/bench-756: what docs/sampling.md quotes. The value to holders is held to a gain.
func TestVarianceRatios(t *testing.T) {
	if !longtest.Asked() {
		t.Skip("200,000 paths of three years: part of the long form")
	}
	const seeds, paths = 16, 4096
	metrics := []model.MetricName{
		{Statistic: model.StatisticMean, Name: "final price"}, {Statistic: model.StatisticMean, Name: "dilution"},
		{Statistic: model.StatisticMean, Name: "value to holders"}, {Statistic: "p95", Name: "dilution"},
		{Name: "probability cap binds"}, {Name: "probability mandatory conversion"},
	}
	variances := map[string][]float64{}
	for _, sampling := range samplings {
		variances[sampling] = make([]float64, len(metrics))
		for seed := range seeds {
			c := workload(t, "a")
			s := c[0].Resolved.Simulation
			s.Sampling, s.Paths, s.Seed = sampling, paths, uint64(100+seed)
			running := &simulation{errs: map[int64]error{}, reached: func() {}, simulationOptions: simulationOptions{workers: 2, block: defaultBlock, kept: mostKept}}
			running.add(c[0])
			if err := running.run(context.Background()); err != nil {
				t.Fatal(err)
			}
			for i, m := range metrics {
				e := running.cases[0].errorOf(m, paths)
				variances[sampling][i] += e * e / float64(seeds)
			}
		}
	}
	for _, sampling := range samplings[1:] {
		ratios := slices.Clone(variances[model.SamplingPseudoRandom])
		for i, m := range metrics {
			ratios[i] /= variances[sampling][i]
			t.Logf("%s: variance of %s %.1f times smaller", sampling, m, ratios[i])
		}
		if least := map[string]float64{model.SamplingAntithetic: 1.5, model.SamplingSobol: 5}[sampling]; ratios[2] < least {
			t.Errorf("%s: the variance of the value to holders is %.1f times smaller, want %v", sampling, ratios[2], least)
		}
	}
}
