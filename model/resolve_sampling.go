package model

import (
	"fmt"
)

// How the draws of a simulation are spread.
const (
	SamplingPseudoRandom = "Pseudo-random" // every path independent of every other
	SamplingAntithetic   = "Antithetic"    // in pairs, the second of which mirrors the first
	SamplingSobol        = "Sobol"         // evenly
)

// MostSobolDimensions is how many dimensions a Sobol point may have: one for each trading day and factor.
const MostSobolDimensions = 21_201

// MostKeptPaths is up to how many paths a simulation keeps the outcome of every path.
const MostKeptPaths = 1_000_000

// MostPathsAllowed is how many paths the simulation may have: where paths are not independent of one another, or an error is
// looked at on the way, as many as are kept.
func (s *Simulation) MostPathsAllowed() int {
	if s.Sampling != SamplingPseudoRandom || s.TargetError > 0 {
		return MostKeptPaths
	}
	return MostPaths
}

// PathsAllowedWords say how many paths the simulation may have, and why no more.
func (s *Simulation) PathsAllowedWords() string {
	if s.MostPathsAllowed() == MostPaths {
		return fmt.Sprintf("a number of paths from 1 to %d", MostPaths)
	}
	return fmt.Sprintf("a number of paths from 1 to %d under %s, %s or a Target error, which need the outcome of every path", MostKeptPaths, SamplingAntithetic, SamplingSobol)
}

// Factors is how many normal variates a trading day takes: one for the price, and one for a variance that moves.
func (s *Simulation) Factors() int {
	if s.Process == ProcessHeston {
		return 2
	}
	return 1
}

// checkSampling refuses a sampling that the process or the horizon has no draws for.
func (r *resolver) checkSampling(fields map[string]entry, s *Simulation) {
	if s.Paths > s.MostPathsAllowed() {
		e := fields["Paths"]
		r.add("number-out-of-range", e.value.At, e.value.Shown(), s.PathsAllowedWords(), "Lower the number, or choose Pseudo-random without a Target error")
	}
	e := fields["Sampling"]
	if s.Sampling == SamplingPseudoRandom {
		return
	}
	if s.Process == ProcessBootstrap {
		r.add("sampling-unfit", e.value.At, e.value.Shown()+" with the process Bootstrap", "for it the sampling "+SamplingPseudoRandom,
			"Choose "+SamplingPseudoRandom+": days drawn from history have no mirror image and no even spread")
		return
	}
	if days := len(r.out.Days); s.Sampling == SamplingSobol && days*s.Factors() > MostSobolDimensions {
		r.add("sampling-unfit", e.value.At, fmt.Sprintf("%s over %d trading days of %s, which take %d dimensions", e.value.Shown(), days, s.Process, days*s.Factors()),
			fmt.Sprintf("at most the %d dimensions that direction numbers are known for", MostSobolDimensions),
			"Choose "+SamplingAntithetic+", or end the run earlier")
	}
}

// target is the standard error at which a simulation stops, and the metric that it is of: both, or neither.
func (r *resolver) target(size, name entry) (float64, MetricName) {
	switch {
	case !size.given && !name.given:
		return 0, MetricName{}
	case !name.given:
		r.add("half-a-target", size.value.At, "a Target error of "+size.value.Shown()+" without a Target metric", "both of them, or neither", "Name the metric, such as 'dilution'")
		return 0, MetricName{}
	case !size.given:
		r.add("half-a-target", name.value.At, "the Target metric "+name.value.Shown()+" without a Target error", "both of them, or neither", "Type the standard error at which the simulation may stop")
		return 0, MetricName{}
	}
	if !size.number.IsPositive() {
		r.add("number-out-of-range", size.value.At, size.value.Shown(), "a Target error above 0, in the unit of the metric", "Type a larger number, or leave both fields blank")
	}
	known := r.out
	if len(r.issues) > 0 || !r.dated {
		known = nil // the case's holders and instruments are not settled
	}
	metric, ok := r.metric(name.value, known, true)
	if !ok {
		return 0, MetricName{}
	}
	return size.number.InexactFloat64(), metric
}
