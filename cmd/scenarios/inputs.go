package main

import (
	"os"
	"slices"

	"scenarios/model"
	"scenarios/sim"
	"scenarios/xlsx"
)

// readInputs reads the workbooks. Where anything in them is wrong the error is every problem, those of the cells and those
// that show only when the cases are put together.
func readInputs(files []string) (*model.Inputs, error) {
	if missing := missingFiles(files); len(missing) > 0 {
		return nil, missing
	}
	in, issues, err := xlsx.Read(files)
	if err != nil {
		return nil, &unreadableError{err}
	}
	if len(issues) > 0 {
		_, more := surveyOf(in)
		return nil, append(issues, notFollowing(issues, more)...)
	}
	return in, nil
}

// notFollowing leaves out of later problems what only follows from earlier ones: in a workbook that can't be read every
// sheet seems to be missing, on a damaged sheet rows seem to be, and a cell that was refused seems to be empty.
func notFollowing(earlier, later model.Issues) model.Issues {
	for _, e := range earlier {
		if e.At.Sheet == "" && e.Code != "missing-sheet" && e.Code != "same-file-twice" {
			return nil
		}
	}
	return slices.DeleteFunc(later, func(l model.Issue) bool {
		return l.Code == "missing-sheet" || slices.ContainsFunc(earlier, func(e model.Issue) bool {
			sameSheet := e.At.File == l.At.File && e.At.Sheet == l.At.Sheet
			return sameSheet && (e.At.Cell == l.At.Cell || e.At.Cell == "" || l.At.Cell == "")
		})
	})
}

// missingFiles returns a problem for each argument that is no file.
func missingFiles(files []string) model.Issues {
	var missing model.Issues
	for _, file := range files {
		info, err := os.Stat(file)
		switch {
		case os.IsNotExist(err):
			missing = append(missing, fileIssue("no-file", file, "no file of this name", "Check the spelling and the folder."))
		case err == nil && info.IsDir():
			missing = append(missing, fileIssue("not-a-file", file, "a folder", "Name the workbooks in it one by one."))
		}
	}
	return missing
}

func fileIssue(code, file, found, remedy string) model.Issue {
	return model.Issue{Code: code, At: model.Source{File: file}, Found: found, Expected: "a workbook (.xlsx)", Remedy: remedy}
}

// survey is what the workbooks hold, put together as far as a run would before its first day.
type survey struct {
	base      *model.Resolved // the case without any scenario's overrides
	scenarios []model.Scenario
	notes     []string // what the cases want said, each sentence once
}

// surveyOf resolves the base case and every scenario with its price path. It returns every problem once, or what it found.
func surveyOf(in *model.Inputs) (survey, model.Issues) {
	scenarios, issues := model.Scenarios(in)
	base, problems := sim.Resolve(in, baseOf(scenarios))
	issues = append(issues, problems...)
	cases := []*model.Resolved{base}
	for _, scenario := range scenarios {
		resolved, problems := resolveScenario(in, scenario)
		issues = append(issues, problems...)
		cases = append(cases, resolved)
	}
	issues = append(issues, sim.SensitivityIssues(in, scenarios)...)
	if len(issues) > 0 {
		return survey{}, unique(issues)
	}
	return survey{base: base, scenarios: scenarios, notes: model.NotesOf(cases)}, nil
}

// baseOf is the first scenario without its overrides, as in a run.
func baseOf(scenarios []model.Scenario) model.Scenario {
	if len(scenarios) == 0 {
		return model.Scenario{AllEvents: true} // only to tell what else is wrong
	}
	base := scenarios[0]
	base.Overrides = nil
	return base
}

func resolveScenario(in *model.Inputs, scenario model.Scenario) (*model.Resolved, model.Issues) {
	resolved, issues := sim.Resolve(in, scenario)
	if len(issues) > 0 {
		return nil, issues // a path is laid over the days of a valid case
	}
	_, issues = sim.ScenarioPath(in, resolved, scenario)
	return resolved, issues
}

// unique drops what several scenarios share.
func unique[S ~[]T, T comparable](items S) S {
	seen := map[T]bool{}
	var kept S
	for _, item := range items {
		if !seen[item] {
			seen[item] = true
			kept = append(kept, item)
		}
	}
	return kept
}

// requireFiles refuses a command line without a workbook.
func requireFiles(files []string, example string) error {
	if len(files) == 0 {
		return usage("name at least one workbook, such as: scenarios %s", example)
	}
	return nil
}
