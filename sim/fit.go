package sim

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"scenarios/model"
)

// ProcessFit is a process fitted to the log returns of Price History by maximum likelihood.
type ProcessFit struct {
	Process       string
	Chosen        bool              // it is the simulation's own
	Parameters    []FittedParameter // empty where nothing could be fitted
	LogLikelihood float64           // of the daily log returns; none without parameters
	AIC           float64           // 2 x parameters - 2 x LogLikelihood: the lower, the better (H. Akaike, 1974)
	Note          string            // how it was fitted, or why it was not
}

// FittedParameter is a figure by the name of its field, with its standard error.
type FittedParameter struct {
	Name, Unit           string
	Value, StandardError float64
}

// HistoryFit is every process fitted to one Price History.
type HistoryFit struct {
	Returns   int
	Processes []ProcessFit
}

// fewestFittedDays is how many returns a process of five parameters is fitted to at least: about a year of them.
const fewestFittedDays = 250

// fewestReturns is how many returns a rate is estimated from at least.
const fewestReturns = 20

// history is the past as a fit sees it.
type history struct {
	returns     []float64 // standardised: mean 0, deviation 1
	mean        float64   // of the log returns, a day
	deviation   float64
	daysPerYear float64
}

func newHistory(returns []float64, daysPerYear int) history {
	h := history{daysPerYear: float64(daysPerYear)}
	h.mean, h.deviation = meanAndDeviation(returns)
	for _, x := range returns {
		h.returns = append(h.returns, (x-h.mean)/h.deviation)
	}
	return h
}

// candidate is a process whose likelihood is maximised by search. Its coordinates are free numbers of about size one.
type candidate struct {
	process       string
	starts        [][]float64 // the most likely of them is where the search begins
	steps         []float64   // how far the search looks first
	logLikelihood func(at []float64) float64
	parameters    func(at []float64) []FittedParameter // in the units of the fields
	note          string
}

const undetermined = "Price History does not determine the parameters: the likelihood is highest at the end of what they may be, or is flat there."

// fit maximises the likelihood. The errors come from the curvature of the logarithm of the likelihood at its highest, the observed
// information, and by the delta method from the coordinates to the figures. Where it does not curve down in every direction the
// data do not determine the parameters, and none are given.
func (c candidate) fit(h history) ProcessFit {
	start := slices.MaxFunc(c.starts, func(a, b []float64) int {
		return cmp.Compare(c.logLikelihood(a), c.logLikelihood(b))
	})
	at, value := highest(c.logLikelihood, start, c.steps)
	covariance, ok := inverse(information(c.logLikelihood, at, value))
	if !ok {
		return ProcessFit{Process: c.process, Note: undetermined}
	}
	f := ProcessFit{Process: c.process, Parameters: c.parameters(at), Note: c.note}
	for i := range f.Parameters {
		f.Parameters[i].StandardError = deltaError(func(at []float64) float64 { return c.parameters(at)[i].Value }, at, covariance)
	}
	f.rate(value-float64(float64(len(h.returns))*model.Log(h.deviation)), len(at))
	return f
}

// rate sets the likelihood and what it is worth with so many parameters.
func (f *ProcessFit) rate(logLikelihood float64, parameters int) {
	f.LogLikelihood, f.AIC = logLikelihood, float64(2*parameters)-float64(2*logLikelihood)
}

// information is minus the second derivatives of a function at its highest point, by differences over steps that lower it by about
// a half: there it is as smooth as chance lets it be.
func information(of func([]float64) float64, at []float64, value float64) [][]float64 {
	n := len(at)
	steps := make([]float64, n)
	for i := range steps {
		steps[i] = stepDown(of, at, value, i)
	}
	moved := func(i int, by float64, j int, and float64) float64 {
		there := slices.Clone(at)
		there[i] += by
		there[j] += and
		return of(there)
	}
	second := make([][]float64, n)
	for i := range second {
		second[i] = make([]float64, n)
		a := steps[i]
		second[i][i] = (value + value - moved(i, a, i, 0) - moved(i, -a, i, 0)) / float64(a*a)
		for j := range i {
			b := steps[j]
			second[i][j] = (moved(i, a, j, -b) + moved(i, -a, j, b) - moved(i, a, j, b) - moved(i, -a, j, -b)) / (4 * float64(a*b))
			second[j][i] = second[i][j]
		}
	}
	return second
}

// stepDown is a step along an axis that lowers the function by about a half on one of its sides.
func stepDown(of func([]float64) float64, at []float64, value float64, axis int) float64 {
	const lowered = 0.5
	step := 1e-3
	for range 14 {
		up, down := slices.Clone(at), slices.Clone(at)
		up[axis] += 2 * step
		down[axis] -= 2 * step
		if value-min(of(up), of(down)) > lowered {
			break
		}
		step *= 2
	}
	return step
}

// inverse inverts a symmetric matrix by A.-L. Cholesky's root. It reports false for one that is not positive definite.
func inverse(matrix [][]float64) ([][]float64, bool) {
	n := len(matrix)
	root := make([][]float64, n)
	for i := range root {
		root[i] = make([]float64, n)
		for j := range i + 1 {
			sum := matrix[i][j]
			for k := range j {
				sum -= float64(root[i][k] * root[j][k])
			}
			if i != j {
				root[i][j] = sum / root[j][j]
				continue
			}
			if !(sum > 0) || math.IsInf(sum, 0) {
				return nil, false
			}
			root[i][i] = math.Sqrt(sum)
		}
	}
	inverted := make([][]float64, n)
	for i := range inverted {
		inverted[i] = solve(root, i)
	}
	return inverted, true
}

// solve returns a column of the inverse of the matrix whose lower root is given.
func solve(root [][]float64, column int) []float64 {
	n := len(root)
	x := make([]float64, n)
	for i := range n {
		sum := 0.0
		if i == column {
			sum = 1
		}
		for k := range i {
			sum -= float64(root[i][k] * x[k])
		}
		x[i] = sum / root[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		sum := x[i]
		for k := i + 1; k < n; k++ {
			sum -= float64(root[k][i] * x[k])
		}
		x[i] = sum / root[i][i]
	}
	return x
}

// deltaError is the standard error of a function of estimates with a covariance: its slopes times their errors.
func deltaError(of func([]float64) float64, at []float64, covariance [][]float64) float64 {
	const step = 1e-5
	slopes := make([]float64, len(at))
	for i := range slopes {
		up, down := slices.Clone(at), slices.Clone(at)
		up[i] += step
		down[i] -= step
		slopes[i] = (of(up) - of(down)) / (2 * step)
	}
	variance := 0.0
	for i, a := range slopes {
		for j, b := range slopes {
			variance += float64(float64(a*b) * covariance[i][j])
		}
	}
	return math.Sqrt(max(variance, 0))
}

// fitGBM needs no search: mean and deviation of the log returns, the deviation with n - 1 as 'from history' takes it.
func fitGBM(h history) ProcessFit {
	n, year := float64(len(h.returns)), h.daysPerYear
	variance := float64(h.deviation * h.deviation)
	drift := float64((h.mean + float64(0.5*variance)) * year)
	driftError := float64(year * math.Sqrt((variance+float64(0.5*float64(variance*variance)))/n))
	volatility := float64(h.deviation * math.Sqrt(year))
	f := ProcessFit{Process: model.ProcessGBM, Note: "Mean and standard deviation of the log returns.", Parameters: []FittedParameter{
		{"Drift", perYear, drift, driftError},
		{"Volatility", perYear, volatility, volatility / math.Sqrt(2*n)},
	}}
	likeliest := float64(variance*(n-1)) / n // the variance that the likelihood itself would choose
	f.rate(float64(-0.5*float64(n*(model.Log(float64(2*math.Pi*likeliest))+1))), len(f.Parameters))
	return f
}

// perYear is the unit of most parameters.
const perYear = "per year"

// fitOf fits a process to log returns.
func fitOf(process string, returns []float64, daysPerYear int) ProcessFit {
	f := ProcessFit{Process: process}
	h := newHistory(returns, daysPerYear)
	switch searched := process == model.ProcessMerton || process == model.ProcessHeston; {
	case process == model.ProcessBootstrap:
		f.Note = "Draws the returns themselves: it has no parameters to fit and no likelihood to compare."
	case h.deviation == 0:
		f.Note = "The closes of Price History never move."
	case process == model.ProcessGBM:
		return fitGBM(h)
	case searched && len(returns) < fewestFittedDays:
		f.Note = fmt.Sprintf("Needs %d daily returns; Price History has %d.", fewestFittedDays, len(returns))
	case process == model.ProcessMerton:
		return mertonCandidate(h).fit(h)
	default:
		return hestonCandidate(h).fit(h)
	}
	return f
}
