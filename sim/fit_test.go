package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"scenarios/model"
	"scenarios/model/longtest"
)

// simulatedReturns are log returns of a path of a process, as Price History would give them.
func simulatedReturns(s model.Simulation, path, days int) []float64 {
	closes := make([]int64, days)
	newProcess(s, days, pastForTests(), noSplits).path(path, closes)
	returns, before := make([]float64, days), s.StartMicros
	for day, c := range closes {
		returns[day] = model.Log(float64(c) / float64(before))
		before = c
	}
	return returns
}

// fittedProcesses are those with a likelihood, with parameters that ten years of returns can tell.
func fittedProcesses() []model.Simulation {
	gbm, merton, heston := processOf(model.ProcessGBM), processOf(model.ProcessMerton), processOf(model.ProcessHeston)
	heston.Volatility, heston.VarianceSpeed, heston.VarianceVolatility = 0.5, 6, 1.2
	return []model.Simulation{gbm, merton, heston}
}

// truth is what a parameter is in truth.
func truth(s model.Simulation, name string) float64 {
	if name == "Drift" {
		return s.Drift
	}
	return *s.Parameter(name)
}

// A fit to a simulated history finds the parameters that it was drawn with, within three standard errors, and has the highest
// likelihood of all, also after what its parameters cost.
func TestFitsFindTheParameters(t *testing.T) {
	const days = 2520
	for _, s := range fittedProcesses() {
		s.StartMicros *= 1000
		returns := simulatedReturns(s, 3, days)
		best, aic := "", math.Inf(1)
		for _, process := range slices.Compact([]string{model.ProcessGBM, s.Process}) {
			f := fitOf(process, returns, s.DaysPerYear)
			if len(f.Parameters) > 0 && f.AIC < aic {
				best, aic = process, f.AIC
			}
			t.Logf("history of %s: %s: log-likelihood %.1f, AIC %.1f %s", s.Process, process, f.LogLikelihood, f.AIC, f.Note)
			if process != s.Process {
				continue
			}
			for _, p := range f.Parameters {
				z := (p.Value - truth(s, p.Name)) / p.StandardError
				t.Logf("%s: %s %.4f +- %.4f, in truth %.4f: z = %.1f", process, p.Name, p.Value, p.StandardError, truth(s, p.Name), z)
				if !(math.Abs(z) <= 3) {
					t.Errorf("%s: %s is %.4f +- %.4f, want %.4f", process, p.Name, p.Value, p.StandardError, truth(s, p.Name))
				}
			}
			if len(f.Parameters) == 0 {
				t.Errorf("%s: no parameters: %s", process, f.Note)
			}
		}
		if best != s.Process {
			t.Errorf("the AIC of a history of %s prefers %s", s.Process, best)
		}
	}
}

// Where history holds no jumps and no change of variance, there is nothing to fit them to, and no figure is given. So where it is
// too short, or never moves.
func TestFitsThatHistoryDoesNotAllow(t *testing.T) {
	calm := simulatedReturns(processOf(model.ProcessGBM), 3, 300)
	for _, c := range []struct {
		process, note string
		returns       []float64
	}{
		{model.ProcessMerton, undetermined, calm},
		{model.ProcessHeston, undetermined, calm},
		{model.ProcessMerton, "Needs 250 daily returns; Price History has 249.", calm[:249]},
		{model.ProcessHeston, "Needs 250 daily returns; Price History has 21.", calm[:21]},
		{model.ProcessGBM, "The closes of Price History never move.", make([]float64, 30)},
	} {
		if f := fitOf(c.process, c.returns, 252); len(f.Parameters) != 0 || f.Note != c.note {
			t.Errorf("%s over %d returns: %+v", c.process, len(c.returns), f)
		}
	}
}

// Over many simulated histories the fitted parameters spread as widely as their standard errors say, around the truth.
func TestStandardErrorsAreThoseOfRepetition(t *testing.T) {
	if !longtest.Asked() {
		t.Skip("long")
	}
	const histories, days = 100, 1500
	for _, s := range fittedProcesses() {
		s.StartMicros *= 1000
		values, claimed := map[string][]float64{}, map[string][]float64{}
		var names []string
		for k := range histories {
			f := fitOf(s.Process, simulatedReturns(s, k, days), s.DaysPerYear)
			for _, p := range f.Parameters {
				if len(values[p.Name]) == 0 {
					names = append(names, p.Name)
				}
				values[p.Name], claimed[p.Name] = append(values[p.Name], p.Value), append(claimed[p.Name], p.StandardError)
			}
		}
		for _, name := range names {
			// By quartiles, because some parameters have a long tail: now and then a history seems to change very fast.
			middle, usual := quantileOf(values[name], 0.5), quantileOf(claimed[name], 0.5)
			spread := (quantileOf(values[name], 0.75) - quantileOf(values[name], 0.25)) / 1.349
			ratio := spread / usual
			t.Logf("%s: %s in truth %.4f: median %.4f, spread %.4f, median standard error %.4f, ratio %.2f over %d fits",
				s.Process, name, truth(s, name), middle, spread, usual, ratio, len(values[name]))
			if n := len(values[name]); n < histories*9/10 {
				t.Errorf("%s: only %d of %d fits gave %s", s.Process, n, histories, name)
			}
			if off := math.Abs(middle-truth(s, name)) / usual; off > 0.7 {
				t.Errorf("%s: %s has the median %.4f, in truth %.4f", s.Process, name, middle, truth(s, name))
			}
			if ratio < 0.75 || ratio > 1.4 {
				t.Errorf("%s: %s spreads by %.4f and claims %.4f", s.Process, name, spread, usual)
			}
		}
	}
}

func BenchmarkFit(b *testing.B) {
	returns := simulatedReturns(processOf(model.ProcessHeston), 0, 504)
	for _, process := range []string{model.ProcessMerton, model.ProcessHeston} {
		b.Run(process, func(b *testing.B) {
			for b.Loop() {
				fitOf(process, returns, 252)
			}
		})
	}
}

func quantileOf(values []float64, p float64) float64 {
	return quantile(sortedValues(slices.Sorted(slices.Values(values))), p)
}

// The bits of a fit are part of what a seed means where a workbook says 'from history'.
func TestFitsHaveTheSameBits(t *testing.T) {
	for _, process := range []string{model.ProcessMerton, model.ProcessHeston} {
		s := processOf(process)
		s.StartMicros *= 1000
		sum := uint64(0)
		f := fitOf(process, simulatedReturns(s, 2, 600), s.DaysPerYear)
		for _, p := range f.Parameters {
			sum = sum*31 + math.Float64bits(p.Value)
			sum = sum*31 + math.Float64bits(p.StandardError)
		}
		wantBits(t, "fit of "+process, fmt.Sprintf("%d parameters, %#x", len(f.Parameters), sum))
	}
}
