package sim

import (
	"testing"

	"scenarios/model"
)

func number(text string, at model.Source) model.Value {
	return model.Value{Kind: model.Number, Text: text, Number: dec(text), At: at}
}

func words(text string) model.Value { return model.Value{Kind: model.Text, Text: text} }

// hashedInputs is two sheets and two paths, read from a file.
func hashedInputs(file string) *model.Inputs {
	at := model.Source{File: file, Sheet: "Company", Cell: "B2"}
	return &model.Inputs{
		Files: []model.InputFile{{Name: file, SHA256: "of " + file}},
		Tables: map[string]*model.Table{
			"Company": {Sheet: "Company", Columns: []model.Column{{Name: "Field"}, {Name: "Value"}}, Rows: []model.Row{
				{Cells: []model.Value{words("Name"), words("Wire One")}},
				{Cells: []model.Value{words("Cash balance"), number("7.00", at)}},
			}},
			"Holidays": {Sheet: "Holidays", Columns: []model.Column{{Name: "Date"}, {Name: "Open"}}, Rows: []model.Row{
				{Cells: []model.Value{{Kind: model.DateValue, Date: 12000, Text: "2002-11-09"}, words("Yes")}},
			}},
		},
		Paths: &model.PathTable{Dates: []model.Date{12000, 12001}, Names: []string{"Up", "Down"}, Closes: [][]int64{{1, 2}, {2, 1}}, File: file},
	}
}

func TestInputsHashIgnoresForm(t *testing.T) {
	want := inputsHash(hashedInputs("cap-table.xlsx"))
	for name, change := range map[string]func(*model.Inputs){
		"nothing": func(*model.Inputs) {},
		"another file name": func(in *model.Inputs) {
			*in = *hashedInputs("copy.xlsx")
		},
		"7 for 7.00": func(in *model.Inputs) { in.Tables["Company"].Rows[1].Cells[1] = number("7", model.Source{}) },
		"columns the other way round, with a blank one": func(in *model.Inputs) {
			in.Tables["Company"].Columns = []model.Column{{Name: "Value"}, {Name: "Source"}, {Name: "Field"}}
			for i, row := range in.Tables["Company"].Rows {
				in.Tables["Company"].Rows[i].Cells = []model.Value{row.Cells[1], {}, row.Cells[0]}
			}
		},
		"paths the other way round": func(in *model.Inputs) {
			in.Paths.Names = []string{"Down", "Up"}
			in.Paths.Closes = [][]int64{{2, 1}, {1, 2}}
		},
		"outer spaces": func(in *model.Inputs) { in.Tables["Company"].Rows[0].Cells[1] = words(" Wire One ") },
	} {
		in := hashedInputs("cap-table.xlsx")
		change(in)
		if got := inputsHash(in); got != want {
			t.Errorf("%s changes the hash", name)
		}
	}
}

func TestInputsHashSeesValues(t *testing.T) {
	seen := map[string]string{inputsHash(hashedInputs("")): "the inputs as they are"}
	for name, change := range map[string]func(*model.Inputs){
		"another number":                func(in *model.Inputs) { in.Tables["Company"].Rows[1].Cells[1] = number("7.01", model.Source{}) },
		"text for a number":             func(in *model.Inputs) { in.Tables["Company"].Rows[1].Cells[1] = words("7") },
		"another date":                  func(in *model.Inputs) { in.Tables["Holidays"].Rows[0].Cells[0].Date++ },
		"rows swapped":                  func(in *model.Inputs) { r := in.Tables["Company"].Rows; r[0], r[1] = r[1], r[0] },
		"a sheet gone":                  func(in *model.Inputs) { delete(in.Tables, "Holidays") },
		"a sheet renamed":               func(in *model.Inputs) { in.Tables["Events"] = in.Tables["Holidays"]; delete(in.Tables, "Holidays") },
		"a close":                       func(in *model.Inputs) { in.Paths.Closes[0][1] = 3 },
		"closes of two paths exchanged": func(in *model.Inputs) { in.Paths.Names = []string{"Down", "Up"} },
		"the day of a close":            func(in *model.Inputs) { in.Paths.Dates[1]++ },
		"no paths":                      func(in *model.Inputs) { in.Paths = nil },
		"letters moved to the next cell": func(in *model.Inputs) {
			in.Tables["Company"].Rows[0].Cells = []model.Value{words("NameW"), words("ire One")}
		},
	} {
		in := hashedInputs("")
		change(in)
		got := inputsHash(in)
		if earlier, ok := seen[got]; ok {
			t.Errorf("%s and %s have one hash", name, earlier)
		}
		seen[got] = name
	}
}
