package xlsx

import (
	"slices"
	"strings"

	"scenarios/model"
)

// movedColumns are the columns of Sensitivity that hold values of an input, by the column that names it.
var movedColumns = map[string][]string{
	"Input":        {"Low", "Base", "High"},
	"Second input": {"Second low", "Second high"},
}

// movedCell is a value of an input on Sensitivity, as that input is typed on its own sheet. It reports false for any other
// column.
func (l *inputLayout) movedCell(n int, column string, v model.Value) (Cell, bool) {
	if l.kind.Name != sensitivitySheet {
		return Cell{}, false
	}
	for input, columns := range movedColumns {
		if slices.Contains(columns, column) {
			return typedCell(typeOfInput(l.table.Value(n, input).Text), v), true
		}
	}
	return Cell{}, false
}

// typeOfInput is the type of the input that a target such as Series A: Conversion price names; text where it is unknown.
func typeOfInput(target string) model.ValueType {
	item := target[strings.LastIndex(target, ":")+1:]
	if t, ok := model.TermByName(item); ok {
		return t.Type
	}
	for _, fields := range [][]model.Field{model.CompanyFields, model.SimulationFields} {
		if f, ok := model.FieldByName(fields, item); ok {
			return f.Type
		}
	}
	if s, ok := model.SettingByName(item); ok {
		return s.Type
	}
	for _, c := range eventColumns {
		if model.SameName(c.Name, item) {
			return c.Type
		}
	}
	return model.TypeText
}
