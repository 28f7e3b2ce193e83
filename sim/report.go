// Package sim runs the scenarios of a workbook: it makes price paths, runs the model along each, and gathers every
// published figure once, in a Report.
package sim

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
)

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
	Generator     string       // the generator of the draws and its version
	Paths         int          // that were run
	Target        *TargetError // nil where the simulation has none
	Metrics       []MetricSummary
	Probabilities []Probability
	Series        []SimulatedSeries
	Convergence   []ConvergencePoint // of the mean dilution
	Fit           HistoryFit         // of every process to Price History
	Replayed      int                // paths that were run again in the exact engine
	Mismatches    []string           // those whose share counts differ, named
	PriceImpact   []ImpactComparison // empty where sales move no price
	ActiveDays    float64            // days on which any rule ran, mean per path
	Optimal       []OptimalConversion

	BinWidth float64 // of the bins that quantiles are read off, as a part of the figure; 0 where they are exact

	ordered []ordered // beside Metrics: every path's value, ascending
}

// ImpactComparison is a metric's mean with price impact and without it, on the same paths, and the mean of the paths'
// differences with its standard error.
type ImpactComparison struct {
	Metric, Unit              string
	Paths                     int
	With, Without, Difference float64
	StandardError             float64 // of the difference
}

// MetricSummary is the distribution of one metric over the paths.
type MetricSummary struct {
	Metric              string
	Unit                string
	Mean, StandardError float64
	Min, Max            float64
	P1, P5, P25, P50    float64
	P75, P95, P99       float64
	Intervals           [7]Interval // of P1, P5, P25, P50, P75, P95, P99
	TailMean95          float64     // mean of the worst twentieth: the highest, or the lowest where low is bad
	TailError           *float64    // standard error of TailMean95; nil where it is the mean of a single path
	Histogram           []Bin       // equal widths from Min to Max; empty where all paths agree
}

// Interval is where a percentile of all paths there could be lies, with a confidence of at least 95%. A bound is nil where
// there are too few paths to give one.
type Interval struct{ Low, High *float64 }

// Bin is a bar of a histogram: from its lower edge to the next one's.
type Bin struct {
	From  float64
	Count int
}

// Probability is the part of the paths on which an event occurred, with its 95% interval.
type Probability struct {
	Event                  string
	Probability, Low, High float64
	// Days of the first occurrence, among the paths on which it occurred: by them a twentieth, half, and all but a twentieth of
	// those paths have had it. NoDate where none did.
	P5Date, MedianDate, P95Date model.Date
	PathsBy                     []int // beside the dates of the series: on how many paths it has occurred by then
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

// SensitivityResult is an analysis of the Sensitivity sheet, worked out.
type SensitivityResult struct {
	Kind, Scenario, Metric, Unit string
	Inputs                       []SensitivityInput  // of a tornado several, of a one-way analysis one, of a two-way two
	Base                         decimal.Decimal     // the metric in the base case, from the scenario's own run
	AtBase                       decimal.Decimal     // the metric with every input put to its own value, as the other points are
	BaseOK                       bool                // the two are the same
	Bars                         []TornadoBar        // Tornado: largest swing first
	Points                       []SensitivityPoint  // One-way
	Grid                         [][]decimal.Decimal // Two-way: rows are values of the first input, columns of the second
	Rows, Columns                []model.Value       // of the grid; a blank one is an empty cell
	BaseRow, BaseColumn          int                 // where the base case stands in the grid
	Simulated                    bool
}

// SensitivityInput is an input that is moved, in the grammar of edits.
type SensitivityInput struct {
	Name, Unit string
	Type       model.ValueType
}

// TornadoBar is one input of a tornado. Where the sheet lists values, Low and High are those with the lowest and the highest
// result.
type TornadoBar struct {
	Input           SensitivityInput
	Low, Base, High model.Value
	AtLow, AtHigh   decimal.Decimal
}

// SensitivityPoint is one point of a one-way analysis.
type SensitivityPoint struct {
	Value  model.Value
	Metric decimal.Decimal
	Base   bool
}
