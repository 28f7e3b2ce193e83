// Package sim runs the scenarios of a workbook: it makes price paths, runs the model along each, and gathers every
// published figure once, in a Report.
package sim

import "scenarios/model"

// Report holds every figure that is published, computed once. Sheets and JSON lay it out; they compute nothing.
type Report struct {
	Version      string
	InputsSHA256 string
	RunDate      model.Date // SOURCE_DATE_EPOCH, else the valuation date
	Files        []model.InputFile
	Base         *model.Resolved // the first scenario's case, without its overrides
	Set          []model.Edit    // what was changed on the command line, in the base and in every scenario
	Scenarios    []ScenarioResult
	Simulated    []Simulated
	Sensitivity  []SensitivityResult
	Checks       []Check
}

// ScenarioResult is one deterministic scenario.
type ScenarioResult struct {
	Scenario model.Scenario
	Resolved *model.Resolved
	Path     model.Path
	Outcome  *model.Outcome
}

// CheckKind keeps three things apart: an error (something doesn't tie), a sensitivity ("not base case"), an alert (a cap
// bound, cash short).
type CheckKind string

// The kinds of check. Readings and notes inform; they can't be red.
const (
	CheckError       CheckKind = "error"
	CheckSensitivity CheckKind = "sensitivity"
	CheckAlert       CheckKind = "alert"
	CheckReading     CheckKind = "reading"
	CheckNotModelled CheckKind = "not modelled"
)

// Check is a line of the Checks sheet.
type Check struct {
	Name   string
	Kind   CheckKind
	OK     bool
	Detail string
}

// Green reports whether no error check failed.
func (r *Report) Green() bool {
	for _, c := range r.Checks {
		if c.Kind == CheckError && !c.OK {
			return false
		}
	}
	return true
}

// Simulated is what a Monte Carlo scenario leads to: every figure with its own error.
type Simulated struct {
	Scenario      model.Scenario
	Resolved      *model.Resolved
	Simulation    model.Simulation
	Generator     string // the generator of the draws and its version
	Paths         int
	Metrics       []MetricSummary
	Probabilities []Probability
	Series        []SimulatedSeries
	Convergence   []ConvergencePoint // of the mean dilution
	Replayed      int                // paths that were run again in the exact engine
	Mismatches    []string           // those whose share counts differ, named
	ActiveDays    float64            // days on which any rule ran, mean per path
}

// MetricSummary is the distribution of one metric over the paths.
type MetricSummary struct {
	Metric              string
	Unit                string
	Mean, StandardError float64
	Min, Max            float64
	P1, P5, P25, P50    float64
	P75, P95, P99       float64
	TailMean95          float64 // mean of the worst twentieth: the highest, or the lowest where low is bad
	Histogram           []Bin   // equal widths from Min to Max; empty where all paths agree
}

// Bin is a bar of a histogram: from its lower edge to the next one's.
type Bin struct {
	From  float64
	Count int
}

// Probability is the part of the paths on which an event occurred, with its 95% interval.
type Probability struct {
	Event                  string
	Probability, Low, High float64
	MedianDate             model.Date // of the first occurrence, among the paths on which it occurred; NoDate where none did
}

// SimulatedSeries is a metric at the month ends.
type SimulatedSeries struct {
	Metric, Unit           string
	Dates                  []model.Date
	P5, P25, P50, P75, P95 []float64
}

// ConvergencePoint is the mean over the first so many paths, with its standard error.
type ConvergencePoint struct {
	Paths               int
	Mean, StandardError float64
}

// SensitivityResult is one row of the Sensitivity sheet, worked out.
type SensitivityResult struct {
	Kind, Scenario, Metric, Unit string
	Inputs                       []string           // of a tornado several, of a one-way analysis one, of a two-way two
	Base                         float64            // the metric in the base case, from the model itself
	Bars                         []TornadoBar       // Tornado: largest first
	Points                       []SensitivityPoint // One-way
	Grid                         [][]float64        // Two-way: rows are values of the first input, columns of the second
	Rows, Columns                []string           // the values as written
	BaseRow, BaseColumn          int                // where the base case stands; -1 where it does not
	BaseOK                       bool               // the cell at the base equals the model
	Simulated                    bool
	RunID                        string
}

// TornadoBar is one input of a tornado.
type TornadoBar struct {
	Input           string
	Low, Base, High string // the values as written
	AtLow, AtHigh   float64
}

// SensitivityPoint is one point of a one-way analysis.
type SensitivityPoint struct {
	Value  string
	Metric float64
	Base   bool
}
