package sim

import (
	"context"
	"strings"

	"scenarios/model"
)

// Options say what to run and how to stamp the report.
type Options struct {
	Scenarios []string     // names; empty: all
	Set       []model.Edit // applied to the inputs before anything else
	Version   string
	RunDate   model.Date            // zero or NoDate: the valuation date
	Progress  func(done, total int) // called after each scenario, each simulated path and each point of an analysis; may be nil

	// Of simulated scenarios; zero is the Simulation sheet's own.
	Paths int
	Seed  uint64

	Workers int  // that share simulated paths; zero: as many as there are processors. It never changes a figure.
	Exact   bool // simulated paths are computed in decimals throughout
}

// Run runs every scenario of the inputs, or those named, and returns every published figure. Nothing is run before all
// scenarios are known to be valid. The error is a model.Issues with every problem of every scenario, a *model.RunError, or
// the context's own when it was cancelled between two scenarios.
func Run(ctx context.Context, in *model.Inputs, o Options) (*Report, error) {
	edited, issues := in.With(o.Set)
	scenarios, found := model.Scenarios(edited)
	issues = append(issues, found...)
	fitted := new(fits)
	base, found := fitted.resolve(edited, baseOf(scenarios))
	issues = append(issues, found...)
	all := scenarios
	scenarios, found = chosen(scenarios, o.Scenarios)
	issues = append(issues, found...)
	cases, found, err := prepare(ctx, edited, scenarios, fitted)
	if err != nil {
		return nil, err
	}
	issues = append(issues, found...)
	issues = append(issues, o.overrideSimulations(scenarios, cases)...)
	analyses, found, err := planSensitivities(ctx, edited, all, scenarios, o, fitted)
	if err != nil {
		return nil, err
	}
	if issues = distinct(append(issues, found...)); len(issues) > 0 {
		return nil, issues
	}
	deterministic, simulated, paths := byKind(cases)
	report := &Report{Version: o.Version, InputsSHA256: inputsHash(edited), RunDate: o.RunDate, Files: in.Files, Base: base, Set: o.Set, Scenarios: deterministic}
	if !o.RunDate.Given() || o.RunDate == 0 {
		report.RunDate = base.Company.Valuation
	}
	how := simulationOptions{workers: o.Workers, exact: o.Exact}
	steps := newProgress(o.Progress, len(deterministic)+paths+analyses.steps())
	if err := report.run(ctx, how.numberOfWorkers(), steps); err != nil {
		return nil, err
	}
	if report.Simulated, err = simulate(ctx, simulated, how, steps); err != nil {
		return nil, err
	}
	for i := range report.Simulated {
		report.Simulated[i].Fit = fitted.all(report.Simulated[i].Resolved)
	}
	if report.Sensitivity, err = analyses.run(ctx, report, how, steps); err != nil {
		return nil, err
	}
	report.Checks = Checks(report)
	return report, nil
}

// baseOf is the base case: the first scenario, with its policies and events, without its overrides.
func baseOf(scenarios []model.Scenario) model.Scenario {
	if len(scenarios) == 0 {
		return model.Scenario{AllEvents: true} // only to tell what else is wrong
	}
	base := scenarios[0]
	base.Overrides = nil
	return base
}

// prepare resolves scenarios, each with its path and without an outcome yet, and returns every problem.
func prepare(ctx context.Context, in *model.Inputs, scenarios []model.Scenario, f *fits) ([]ScenarioResult, model.Issues, error) {
	var issues model.Issues
	var cases []ScenarioResult
	for _, s := range scenarios {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		resolved, found := f.resolve(in, s)
		issues = append(issues, found...)
		if len(found) > 0 {
			continue // a path is laid over the days of a valid case
		}
		path, found := ScenarioPath(in, resolved, s)
		issues = append(issues, found...)
		cases = append(cases, ScenarioResult{Scenario: s, Resolved: resolved, Path: path})
	}
	return cases, issues, nil
}

// chosen returns the scenarios with the given names, in the workbook's order; without names, all of them.
func chosen(scenarios []model.Scenario, names []string) ([]model.Scenario, model.Issues) {
	if len(names) == 0 {
		return scenarios, nil
	}
	var issues model.Issues
	var known []string
	for _, s := range scenarios {
		known = append(known, s.Name)
	}
	wanted := make([]bool, len(scenarios))
	for _, name := range names {
		found := false
		for i, s := range scenarios {
			if model.SameName(s.Name, name) {
				wanted[i], found = true, true
			}
		}
		if !found {
			issues = append(issues, unknownScenario(name, known))
		}
	}
	var kept []model.Scenario
	for i, s := range scenarios {
		if wanted[i] {
			kept = append(kept, s)
		}
	}
	return kept, issues
}

func unknownScenario(name string, known []string) model.Issue {
	issue := model.Issue{Code: "unknown-scenario", At: model.Source{File: "--scenario"}, Found: "'" + strings.TrimSpace(name) + "'",
		Expected: "the name of a scenario of the workbook", Remedy: "Add the scenario to the workbook"}
	switch nearest := model.Nearest(name, known); {
	case nearest != "":
		issue.Remedy = "Did you mean '" + nearest + "'?"
	case len(known) > 0:
		issue.Remedy = "The first of them is '" + known[0] + "'"
	}
	return issue
}

// newProgress returns a function to call after each of so many steps, which tells how far the run is.
func newProgress(tell func(done, total int), total int) (reached func()) {
	done := 0
	return func() {
		done++
		if tell != nil {
			tell(done, total)
		}
	}
}

// run fills in the outcome of each scenario.
func (r *Report) run(ctx context.Context, workers int, reached func()) error {
	return shareSteps(ctx, workers, len(r.Scenarios), reached, func(i int) (err error) {
		s := &r.Scenarios[i]
		s.Outcome, err = model.Run(s.Resolved, s.Path, model.Options{})
		return err
	})
}

// distinct drops issues that an earlier one repeats: scenarios share most of their inputs.
func distinct(issues model.Issues) model.Issues {
	seen := map[model.Issue]bool{}
	var kept model.Issues
	for _, issue := range issues {
		if !seen[issue] {
			seen[issue] = true
			kept = append(kept, issue)
		}
	}
	return kept
}
