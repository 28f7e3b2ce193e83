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
