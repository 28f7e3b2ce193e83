package sim

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"scenarios/model"
)

// The processes that the tests draw: each its parameters, and what tells it from the others.
func processOf(name string) model.Simulation {
	s := wireOneProcess()
	s.Process, s.TickMicros = name, 1
	switch name {
	case model.ProcessMerton:
		s.Volatility, s.JumpsPerYear, s.JumpMean, s.JumpDeviation = 0.4, 12, -0.03, 0.08
	case model.ProcessHeston:
		s.VarianceSpeed, s.LongVariance, s.VarianceVolatility, s.Correlation = 5, 0.25, 0.9, -0.6
	case model.ProcessBootstrap:
		s.BlockLength = 6
	}
	return s
}

var processNames = []string{model.ProcessGBM, model.ProcessMerton, model.ProcessHeston, model.ProcessBootstrap}

// pastForTests are 300 returns in which a move tells something of the next, and calm and wild times alternate.
func pastForTests() []float64 {
	d, returns := drawsOf(99, pricesStream, 0), make([]float64, 300)
	last := 0.0
	for i := range returns {
		deviation := 0.02 + 0.02*float64(i/25%2)
		last = 0.4*last + deviation*d.normal() + 0.001
		returns[i] = last
	}
	return returns
}

func pathsOf(s model.Simulation, days int) process {
	return newProcess(s, days, pastForTests(), noSplits)
}

// pathFigure is something of a path whose mean is known.
type pathFigure struct {
	what string
	of   func(p drawnPath) float64
	want float64
}

// drawnPath holds the closes over the start price, and their logarithms.
type drawnPath struct{ closes, logs []float64 }

func (p drawnPath) last() float64    { return p.closes[len(p.closes)-1] }
func (p drawnPath) lastLog() float64 { return p.logs[len(p.logs)-1] }

// scoresOf draws paths and holds the mean of each figure against what it should be, in standard errors.
func scoresOf(drawn model.Simulation, figures []pathFigure, days, paths int) []float64 {
	p, closes := pathsOf(drawn, days), make([]int64, days)
	path := drawnPath{make([]float64, days), make([]float64, days)}
	sums, squares := make([]float64, len(figures)), make([]float64, len(figures))
	for k := range paths {
		p.path(k, closes)
		for day, c := range closes {
			path.closes[day] = float64(c) / float64(drawn.StartMicros)
			path.logs[day] = math.Log(path.closes[day])
		}
		for i, f := range figures {
			off := f.of(path) - f.want
			sums[i], squares[i] = sums[i]+off, squares[i]+off*off
		}
	}
	scores, n := make([]float64, len(figures)), float64(paths)
	for i := range scores {
		mean := sums[i] / n
		scores[i] = mean / math.Sqrt((squares[i]/n-mean*mean)/n)
	}
	return scores
}

// processCheck is a process with its closed forms, and wrong parameters that they must notice.
type processCheck struct {
	name    string
	days    int
	figures func(s model.Simulation, days int) []pathFigure
	wrong   []wrongParameter
}

type wrongParameter struct {
	what   string
	change func(s *model.Simulation)
}

func times(what string, of func(s *model.Simulation) *float64, factor float64) wrongParameter {
	return wrongParameter{fmt.Sprintf("%s x %g", what, factor), func(s *model.Simulation) { *of(s) *= factor }}
}

var (
	driftOf      = func(s *model.Simulation) *float64 { return &s.Drift }
	volatilityOf = func(s *model.Simulation) *float64 { return &s.Volatility }
	parameterOf  = func(field string) func(s *model.Simulation) *float64 {
		return func(s *model.Simulation) *float64 { return s.Parameter(field) }
	}
)

var processChecks = []processCheck{
	{model.ProcessGBM, 126, gbmFigures, []wrongParameter{times("volatility", volatilityOf, 1.02), times("drift", driftOf, 2)}},
	{model.ProcessMerton, 63, mertonFigures, []wrongParameter{times("volatility", volatilityOf, 1.03), times("jumps per year", parameterOf("Jumps per year"), 1.1),
		times("jump mean", parameterOf("Jump mean"), 1.3), times("jump deviation", parameterOf("Jump deviation"), 1.05)}},
	{model.ProcessHeston, 63, hestonFigures, []wrongParameter{times("volatility", volatilityOf, 1.03), times("variance speed", parameterOf("Variance speed"), 1.4),
		times("long variance", parameterOf("Long variance"), 1.1), times("variance volatility", parameterOf("Variance volatility"), 1.2),
		times("correlation", parameterOf("Correlation"), 0.7)}},
	{model.ProcessBootstrap, 63, bootstrapFigures, []wrongParameter{times("volatility", volatilityOf, 1.02), times("block length", parameterOf("Block length"), 1.15)}},
}

const scoreLimit = 4

// Every process against its closed forms, at a fixed seed and again with four times the paths, which must notice each wrong
// parameter. The scores stand in docs/processes.md.
func TestProcessesFollowTheirClosedForms(t *testing.T) {
	const few, many = 15_000, 60_000
	var table []string
	for _, c := range processChecks {
		t.Run(c.name, func(t *testing.T) {
			s := processOf(c.name)
			figures := c.figures(s, c.days)
			small, large := scoresOf(s, figures, c.days, few), scoresOf(s, figures, c.days, many)
			for i, f := range figures {
				table = append(table, fmt.Sprintf("| %s | %s | %.6f | %.1f | %.1f |", c.name, f.what, f.want, small[i], large[i]))
				t.Logf("%-45s %10.6f  z = %5.2f, %5.2f", f.what, f.want, small[i], large[i])
				if math.Abs(small[i]) > scoreLimit || math.Abs(large[i]) > scoreLimit {
					t.Errorf("%s: z = %.2f, with four times the paths %.2f", f.what, small[i], large[i])
				}
			}
			for _, w := range c.wrong {
				drawn := s
				w.change(&drawn)
				worst := 0.0
				for _, z := range scoresOf(drawn, figures, c.days, many) {
					worst = max(worst, math.Abs(z))
				}
				t.Logf("%s: |z| up to %.1f", w.what, worst)
				if worst <= scoreLimit {
					t.Errorf("%s went unnoticed: |z| up to %.1f only", w.what, worst)
				}
			}
		})
	}
	scoresOnPage(t, table)
}

// meanPrice is the expected price on the last day of some, which is the drift's in every process.
func meanPrice(s model.Simulation, days int) pathFigure {
	return pathFigure{fmt.Sprintf("price on day %d", days), func(p drawnPath) float64 { return p.closes[days-1] }, math.Exp(s.Drift * float64(days) / float64(s.DaysPerYear))}
}

// logMoments are the mean of the last day's logarithm and its central moments from the second on.
func logMoments(mean float64, central ...float64) []pathFigure {
	figures := []pathFigure{{"log return", func(p drawnPath) float64 { return p.lastLog() }, mean}}
	for i, want := range central {
		power := i + 2
		figures = append(figures, pathFigure{fmt.Sprintf("central moment %d of the log return", power), func(p drawnPath) float64 {
			off := p.lastLog() - mean
			product := off
			for range power - 1 {
				product *= off
			}
			return product
		}, want})
	}
	return figures
}

// calls are options on the last close, at strikes over the start price.
func calls(price func(strike float64) float64) []pathFigure {
	var figures []pathFigure
	for _, strike := range []float64{0.8, 1, 1.25} {
		figures = append(figures, pathFigure{fmt.Sprintf("call at %g", strike), func(p drawnPath) float64 { return max(p.last()-strike, 0) }, price(strike)})
	}
	return figures
}

// parts are the probabilities of a log return below some levels.
func parts(levels []float64, below func(level float64) float64) []pathFigure {
	var figures []pathFigure
	for _, level := range levels {
		figures = append(figures, pathFigure{fmt.Sprintf("part below a log return of %.3f", level), func(p drawnPath) float64 { return boolFigure(p.lastLog() < level) }, below(level)})
	}
	return figures
}

func boolFigure(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// blackCall is the expectation of max(S - strike, 0) for a price with a normal logarithm (F. Black, 1976).
func blackCall(expected, strike, deviation float64) float64 {
	d := math.Log(expected/strike)/deviation + deviation/2
	return expected*normalBelow(d) - strike*normalBelow(d-deviation)
}

// gbmFigures: the normal logarithm; the first passage of S. Karlin and H. Taylor's textbook with the shift of M. Broadie,
// P. Glasserman and S. Kou (1997) for a barrier that is watched once a day; the geometric average of A. Kemna and A. Vorst
// (1990) over the days.
func gbmFigures(s model.Simulation, days int) []pathFigure {
	dt := 1 / float64(s.DaysPerYear)
	years, variance := float64(days)*dt, s.Volatility*s.Volatility
	m, spread := s.Drift-variance/2, s.Volatility*math.Sqrt(years)
	square := spread * spread
	figures := append([]pathFigure{meanPrice(s, 1), meanPrice(s, days)}, logMoments(m*years, square, 0, 3*square*square)...)
	var levels []float64
	for _, z := range []float64{-2.3263, -1.6449, -0.6745, 0, 0.6745, 1.6449, 2.3263} {
		levels = append(levels, m*years+z*spread)
	}
	figures = append(figures, parts(levels, func(level float64) float64 { return normalBelow((level - m*years) / spread) })...)
	const shift = 0.5826
	for _, barrier := range []float64{0.6, 1.5} {
		level, side := math.Log(barrier), 1.0
		if level < 0 {
			side = -1
		}
		level += side * shift * s.Volatility * math.Sqrt(dt)
		passage := normalBelow((side*m*years-side*level)/spread) + math.Exp(2*m*level/variance)*normalBelow((-side*level-side*m*years)/spread)
		figures = append(figures, pathFigure{fmt.Sprintf("first passage of %g", barrier), func(p drawnPath) float64 {
			return boolFigure(barrier > 1 && slices.Max(p.closes) >= barrier || barrier < 1 && slices.Min(p.closes) <= barrier)
		}, passage})
	}
	n := float64(days)
	average, averageSpread := m*dt*(n+1)/2, math.Sqrt(variance*dt*(n+1)*(2*n+1)/(6*n))
	for _, strike := range []float64{0.8, 1, 1.25} {
		figures = append(figures, pathFigure{fmt.Sprintf("geometric Asian call at %g", strike), func(p drawnPath) float64 {
			sum := 0.0
			for _, log := range p.logs {
				sum += log
			}
			return max(math.Exp(sum/n)-strike, 0)
		}, blackCall(math.Exp(average+averageSpread*averageSpread/2), strike, averageSpread)})
	}
	expected := math.Exp(s.Drift * years)
	return append(figures, calls(func(strike float64) float64 { return blackCall(expected, strike, spread) })...)
}

// mertonFigures: cumulants of a compound Poisson sum; part and call prices by the number of jumps (Merton, 1976).
func mertonFigures(s model.Simulation, days int) []pathFigure {
	years := float64(days) / float64(s.DaysPerYear)
	jumps, mu, square := s.JumpsPerYear*years, s.JumpMean, s.JumpDeviation*s.JumpDeviation
	diffusion := s.Volatility * s.Volatility * years
	m := (s.Drift-s.JumpsPerYear*(math.Exp(mu+square/2)-1))*years - diffusion/2
	second := diffusion + jumps*(mu*mu+square)
	third := jumps * (mu*mu*mu + 3*mu*square)
	fourth := jumps * (mu*mu*mu*mu + 6*mu*mu*square + 3*square*square)
	figures := append([]pathFigure{meanPrice(s, 1), meanPrice(s, days)}, logMoments(m+jumps*mu, second, third, fourth+3*second*second)...)
	byJumps := func(of func(mean, deviation float64) float64) float64 {
		sum, chance := 0.0, math.Exp(-jumps)
		for k := 0.0; k < 60; k++ {
			sum += chance * of(m+k*mu, math.Sqrt(diffusion+k*square))
			chance *= jumps / (k + 1)
		}
		return sum
	}
	figures = append(figures, parts([]float64{-0.6, -0.35, -0.1, 0.1, 0.35, 0.6}, func(level float64) float64 {
		return byJumps(func(mean, deviation float64) float64 { return normalBelow((level - mean) / deviation) })
	})...)
	return append(figures, calls(func(strike float64) float64 {
		return byJumps(func(mean, deviation float64) float64 {
			return blackCall(math.Exp(mean+deviation*deviation/2), strike, deviation)
		})
	})...)
}

// hestonFigures: the first two moments of the log return from the moments of the variance, and calls from the characteristic
// function.
func hestonFigures(s model.Simulation, days int) []pathFigure {
	years := float64(days) / float64(s.DaysPerYear)
	first := s.Volatility * s.Volatility
	left := (1 - math.Exp(-s.VarianceSpeed*years)) / s.VarianceSpeed
	level := s.LongVariance*years + (first-s.LongVariance)*left // of the variance over time
	// What chance adds to the logarithm is the integral of sqrt(v) (dW - volatility x weight / 2 x dV), where weight is how long
	// a move of the variance lasts until the end.
	spread := integral(0, years, 2000, func(at float64) float64 {
		v := s.LongVariance + (first-s.LongVariance)*math.Exp(-s.VarianceSpeed*at)
		weight := s.VarianceVolatility * (1 - math.Exp(-s.VarianceSpeed*(years-at))) / s.VarianceSpeed
		return v * (1 - s.Correlation*weight + weight*weight/4)
	})
	figures := append([]pathFigure{meanPrice(s, 1), meanPrice(s, days)}, logMoments(s.Drift*years-level/2, spread)...)
	return append(figures, calls(func(strike float64) float64 { return hestonCall(s, years, strike) })...)
}

// integral is Simpson's rule.
func integral(from, to float64, steps int, of func(float64) float64) float64 {
	h, sum := (to-from)/float64(2*steps), of(from)+of(to)
	for i := 1; i < 2*steps; i++ {
		sum += float64(2+2*(i%2)) * of(from+float64(i)*h)
	}
	return sum * h / 3
}
