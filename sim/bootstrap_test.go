package sim

import (
	"math"
	"slices"
	"testing"

	"scenarios/model"
)

// bootstrapFigures: each day's mean and variance are those of the returns, days further apart have their covariance around the
// circle times the chance that no block began between them, and the expected price is the drift's.
func bootstrapFigures(s model.Simulation, days int) []pathFigure {
	returns := scaledTo(pastForTests(), s.Volatility, s.DaysPerYear)
	centred := newBootstrap(s, pastForTests(), days, noSplits).centred
	n, stays := len(returns), 1-1/s.BlockLength
	mean, _ := meanAndDeviation(returns)
	covariance := func(apart int) float64 {
		sum := 0.0
		for i, x := range returns {
			sum += (x - mean) * (returns[(i+apart)%n] - mean)
		}
		return sum / float64(n) * math.Pow(stays, float64(apart))
	}
	off := func(p drawnPath, day int) float64 { // of a day's return from its mean
		return p.logs[day] - p.logs[day-1] - mean - centred[day]/stepsPerE
	}
	figures := []pathFigure{meanPrice(s, 1), meanPrice(s, 2), meanPrice(s, 10), meanPrice(s, days)}
	for apart, what := range []string{"variance of a day's return", "covariance of neighbouring days", "covariance 2 days apart", "covariance 3 days apart"} {
		figures = append(figures, pathFigure{what, func(p drawnPath) float64 {
			sum := 0.0
			for day := 1; day+apart < days; day++ {
				sum += off(p, day) * off(p, day+apart)
			}
			return sum / float64(days-1-apart)
		}, covariance(apart)})
	}
	sum, spread := mean*float64(days), float64(days)*covariance(0)
	for apart := 1; apart < days; apart++ {
		spread += 2 * float64(days-apart) * covariance(apart)
	}
	for _, shift := range centred {
		sum += shift / stepsPerE
	}
	return append(figures, logMoments(sum, spread)...)
}

// Blocks of one day, over a history that can be told by hand: the expected price after each day is the drift's, although a
// fall always follows a rise in history.
func TestBootstrapIsRecentred(t *testing.T) {
	up := math.Log(1.25)
	for _, length := range []float64{1, 4, 1000} {
		const days = 30
		moved := recentred([]float64{up, -up}, 1/length, 0.01, days)
		// Out of every sequence of two kinds of day, by hand: the chance of a kind that follows itself is half of a new block's.
		same := 0.5 / length
		onUp, onDown := 0.5, 0.5
		growth := 1.0
		for day := range days {
			if day > 0 {
				onUp, onDown = onUp*same+onDown*(1-same), onDown*same+onUp*(1-same)
			}
			onUp, onDown = onUp*1.25, onDown/1.25
			growth *= math.Exp(moved[day])
			if got, want := (onUp+onDown)*growth, math.Exp(0.01*float64(day+1)); math.Abs(got/want-1) > 1e-12 {
				t.Errorf("blocks of %g, day %d: expected price %v, want %v", length, day, got, want)
			}
		}
	}
}

// With one endless block a path is history itself, in a circle, from anywhere.
func TestOneEndlessBlock(t *testing.T) {
	s, past := processOf(model.ProcessBootstrap), pastForTests()
	_, s.Volatility = meanAndDeviation(past)
	s.Volatility *= math.Sqrt(252)
	s.BlockLength = 1e12
	b := newBootstrap(s, past, 700, noSplits)
	b.path(5, make([]int64, 700))
	raw := make([]float64, 700)
	for day, move := range b.moves {
		raw[day] = (move - b.centred[day]) / stepsPerE
	}
	at := slices.IndexFunc(past, func(x float64) bool { return math.Abs(x-raw[0]) < 1e-12 })
	for day, x := range raw {
		if want := past[(at+day)%len(past)]; at < 0 || math.Abs(x-want) > 1e-12 {
			t.Fatalf("day %d: %v, want %v", day, x, want)
		}
	}
}
