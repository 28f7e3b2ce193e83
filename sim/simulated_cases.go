package sim

import (
	"fmt"
	"slices"

	"scenarios/model"
)

// overrideSimulations puts the options' own paths and seed into the simulated cases. It refuses a number of paths out of
// bounds, and either of them where no scenario is simulated.
func (o Options) overrideSimulations(scenarios []model.Scenario, cases []ScenarioResult) model.Issues {
	var issues model.Issues
	if o.Paths < 0 || o.Paths > model.MostPaths {
		issues = append(issues, tooManyPaths(o.Paths, fmt.Sprintf("a number of paths from 1 to %d", model.MostPaths)))
	}
	if !slices.ContainsFunc(scenarios, isSimulated) {
		if o.Paths != 0 {
			issues = append(issues, nothingSimulated("--paths"))
		}
		if o.Seed != 0 {
			issues = append(issues, nothingSimulated("--seed"))
		}
	}
	for _, c := range cases {
		if s := c.Resolved.Simulation; s != nil {
			issues = append(issues, o.override(s)...)
		}
	}
	return issues
}

// override puts the options' own paths and seed into a simulation, and refuses more paths than its sampling allows.
func (o Options) override(s *model.Simulation) model.Issues {
	s.Paths, s.Seed = orOwn(o.Paths, s.Paths), orOwn(o.Seed, s.Seed)
	if o.Paths <= model.MostPaths && s.Paths > s.MostPathsAllowed() {
		return model.Issues{tooManyPaths(o.Paths, s.PathsAllowedWords())}
	}
	return nil
}

func tooManyPaths(paths int, expected string) model.Issue {
	return model.Issue{Code: "number-out-of-range", At: model.Source{File: "--paths"}, Found: fmt.Sprintf("'%d'", paths), Expected: expected, Remedy: "Choose another number"}
}

// isSimulated reports whether a scenario runs along simulated paths.
func isSimulated(s model.Scenario) bool { return model.SameName(s.Path, model.MonteCarlo) }

func nothingSimulated(flag string) model.Issue {
	return model.Issue{Code: "needs-simulation", At: model.Source{File: flag}, Found: "no simulated scenario to run",
		Expected: "one whose price path is " + model.MonteCarlo, Remedy: "Leave the flag out, or name such a scenario"}
}

// orOwn is what was asked for, or what the sheet says where nothing was.
func orOwn[T int | uint64](asked, own T) T {
	if asked == 0 {
		return own
	}
	return asked
}

// byKind parts the scenarios along one path from the simulated ones, and counts the paths of these, those of fitting included.
func byKind(cases []ScenarioResult) (deterministic, simulated []ScenarioResult, paths int) {
	for _, c := range cases {
		if s := c.Resolved.Simulation; s != nil {
			simulated = append(simulated, c)
			paths += s.Paths + fittingSteps(c.Resolved, true)
		} else {
			deterministic = append(deterministic, c)
		}
	}
	return deterministic, simulated, paths
}
