package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// The columns of Scenarios that are not overrides.
var scenarioColumns = []string{
	"Scenario", "Price path", "Holder policy", "Company policy", "Events set", "Weight", "Include", "Source",
}

// MonteCarlo is the price path of a simulated scenario.
const MonteCarlo = "Monte Carlo"

// Scenarios lists the scenarios that the inputs ask for: the rows of Scenarios whose Include isn't No or, without that
// sheet, one per price path with the default policies and all events, and one named Monte Carlo where a Simulation sheet is
// filled in.
func Scenarios(in *Inputs) ([]Scenario, Issues) {
	var f findings
	table := in.Tables["Scenarios"]
	if table == nil {
		return f.onePerPath(in), f.sorted()
	}
	var scenarios []Scenario
	overrides := f.overrideColumns(in, table)
	names := map[string]bool{}
	for row := range table.Rows {
		if s, ok := f.scenario(in, table, row, overrides, names); ok {
			scenarios = append(scenarios, s)
		}
	}
	if len(scenarios) == 0 && len(f.issues) == 0 {
		f.add("no-scenarios", table.place(), "no scenario to run", "a row whose Include is Yes or blank", "Add a row to Scenarios")
	}
	return scenarios, f.sorted()
}

func (f *findings) onePerPath(in *Inputs) []Scenario {
	var scenarios []Scenario
	if in.Paths != nil {
		for i, name := range in.Paths.Names {
			at := in.Paths.NameAt[i]
			scenarios = append(scenarios, Scenario{Name: name, Path: name, AllEvents: true, Weight: one, At: at, PathAt: at})
		}
	}
	if at, asked := asksForSimulation(in); asked {
		scenarios = append(scenarios, Scenario{Name: MonteCarlo, Path: MonteCarlo, AllEvents: true, Weight: one, At: at, PathAt: at})
	}
	if len(scenarios) == 0 {
		f.add("no-scenarios", Source{}, "neither a Scenarios sheet nor a price path", "one of them",
			"Add a Price Paths sheet with a column per path, or a Scenarios sheet")
	}
	return scenarios
}

// overrideColumns returns the positions of the columns that change an input, having checked that each names one.
func (f *findings) overrideColumns(in *Inputs, table *Table) []int {
	var columns []int
	for i, column := range table.Columns {
		if holds(scenarioColumns, column.Name) || strings.TrimSpace(column.Name) == "" {
			continue
		}
		if _, issue := findTarget(in, column.Name, column.At); issue != nil {
			f.issues = append(f.issues, *issue)
			continue
		}
		columns = append(columns, i)
	}
	return columns
}

// scenario reads one row. The second result is false for a row that isn't included.
func (f *findings) scenario(in *Inputs, table *Table, row int, overrides []int, names map[string]bool) (Scenario, bool) {
	include := table.Value(row, "Include")
	if e, _ := f.read(include, "Include", TypeYesNo, nil); e.given && !e.yes {
		return Scenario{}, false
	}
	name, path := table.Value(row, "Scenario"), table.Value(row, "Price path")
	s := Scenario{
		Name: trimmed(name), Path: trimmed(path), Weight: one, At: name.At, PathAt: path.At,
		HolderPolicy: trimmed(table.Value(row, "Holder policy")), HolderPolicyAt: table.Value(row, "Holder policy").At,
		CompanyPolicy: trimmed(table.Value(row, "Company policy")), CompanyPolicyAt: table.Value(row, "Company policy").At,
		EventsSet: trimmed(table.Value(row, "Events set")),
	}
	f.scenarioName(name, table, row, names)
	f.scenarioPath(path, table, row)
	f.eventsSet(in, table.Value(row, "Events set"))
	if weight, ok := f.read(table.Value(row, "Weight"), "Weight", TypeNumber, nil); ok && weight.given {
		s.Weight = weight.number
		f.within(weight.value, "Weight", weight.number, decimal.Zero, largestAmount, "a weight, zero or more,")
	}
	for _, i := range overrides {
		if v := table.cell(row, i); !v.IsBlank() {
			s.Overrides = append(s.Overrides, Edit{Target: table.Columns[i].Name, Value: v})
		}
	}
	return s, true
}

func (f *findings) scenarioName(v Value, table *Table, row int, names map[string]bool) {
	switch name := folded(v.Text); {
	case v.IsBlank():
		f.add("missing-value", table.rowPlace(row, "Scenario"), v.Shown(), "a name for the scenario", "Name the scenario")
	case names[name]:
		f.add("duplicate-name", v.At, v.Shown()+" a second time", "a name of its own for each scenario", "Rename one of them")
	default:
		names[name] = true
	}
}

func (f *findings) scenarioPath(v Value, table *Table, row int) {
	if v.IsBlank() {
		f.add("missing-value", table.rowPlace(row, "Price path"), v.Shown(), "a price path, a shape or Monte Carlo",
			"Name a column of Price Paths, or write a shape such as 'flat'")
	}
}

// eventsSet checks that some event belongs to the set.
func (f *findings) eventsSet(in *Inputs, v Value) {
	if v.IsBlank() {
		return
	}
	var sets []string
	if events := in.Tables["Events"]; events != nil {
		for row := range events.Rows {
			if set := trimmed(events.Value(row, "Set")); set != "" && !holds(sets, set) {
				sets = append(sets, set)
			}
		}
	}
	if !holds(sets, v.Text) {
		f.unknown("unknown-events-set", v, "a Set that stands on the Events sheet", sets)
	}
}

// takesEvent reports whether an event of this set is part of the scenario.
func (s Scenario) takesEvent(set string) bool {
	return s.AllEvents || strings.TrimSpace(set) == "" || SameName(set, s.EventsSet)
}

func trimmed(v Value) string {
	if v.IsBlank() {
		return ""
	}
	return strings.TrimSpace(v.Text)
}
