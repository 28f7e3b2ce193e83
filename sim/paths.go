package sim

import (
	"fmt"
	"strings"

	"scenarios/model"
)

// ScenarioPath makes the path that a scenario runs along: a column of Price Paths, or a shape. The issues say what is wrong
// with it. A blank path was refused where the scenarios were read, and Monte Carlo has no path of its own.
func ScenarioPath(in *model.Inputs, r *model.Resolved, s model.Scenario) (model.Path, model.Issues) {
	if s.Path == "" || model.SameName(s.Path, model.MonteCarlo) {
		return model.Path{}, nil
	}
	if isNamedPath(in, s.Path) {
		return model.NamedPath(in, r, s.Path)
	}
	path, issues := Shape(s.Path, r)
	if issues == nil {
		return path, nil
	}
	if nearest := model.Nearest(s.Path, pathNames(in)); nearest != "" || !looksLikeShape(s.Path) {
		issues = model.Issues{unknownPath(s.Path, nearest)}
	}
	for i := range issues {
		issues[i].At = s.PathAt
	}
	return model.Path{}, issues
}

func isNamedPath(in *model.Inputs, name string) bool {
	for _, n := range pathNames(in) {
		if model.SameName(n, name) {
			return true
		}
	}
	return false
}

func pathNames(in *model.Inputs) []string {
	if in.Paths == nil {
		return nil
	}
	return in.Paths.Names
}

// looksLikeShape reports whether a text that names no path was probably meant as a shape.
func looksLikeShape(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return strings.ContainsAny(text, ";%$") || strings.HasPrefix(text, "flat") || strings.IndexAny(text, "+-0123456789") == 0
}

func unknownPath(name, nearest string) model.Issue {
	issue := model.Issue{Code: "unknown-path", Found: "'" + name + "'",
		Expected: "the name of a column of Price Paths, or a shape: " + shapeHelp, Remedy: "Name a path that exists, or write a shape"}
	if nearest != "" {
		issue.Remedy = fmt.Sprintf("Did you mean '%s'?", nearest)
	}
	return issue
}
