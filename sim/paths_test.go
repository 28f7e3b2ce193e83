package sim

import (
	"strings"
	"testing"

	"scenarios/model"
)

func TestScenarioPathRefusals(t *testing.T) {
	cell := model.Source{File: "paths.xlsx", Sheet: "Scenarios", Cell: "B3"}
	in := &model.Inputs{Paths: &model.PathTable{Names: []string{"Slow decline"}}}
	for path, want := range map[string]string{
		"Slow declin":         "Did you mean 'Slow decline'?",
		"Recovery":            "Name a path that exists, or write a shape",
		"+20% in three weeks": "Mend '+20% in three weeks'",
		"3":                   "Add a step after the price",
	} {
		_, issues := ScenarioPath(in, shapeCase(t), model.Scenario{Name: "base", Path: path, PathAt: cell})
		if len(issues) != 1 || !strings.Contains(issues.Error(), want) || issues[0].At != cell {
			t.Errorf("%q: %v, want one issue at B3 with %q", path, issues, want)
		}
	}
}

func TestScenarioPathOfAShape(t *testing.T) {
	r := shapeCase(t)
	path, issues := ScenarioPath(&model.Inputs{}, r, model.Scenario{Name: "Base", Path: "3; flat"})
	if issues != nil || len(path.Closes) != len(r.Days) || path.Closes[0] != 3_000_000 {
		t.Errorf("%d closes, %v", len(path.Closes), issues)
	}
}
