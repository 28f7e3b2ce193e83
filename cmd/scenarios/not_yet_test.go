package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"scenarios/model"
	"scenarios/xlsx"
)

// notYetFile lists what is declared and not supported yet: go test ./cmd/scenarios -run NotYet -update
const notYetFile = "../../docs/not-yet.md"

func TestNotYetPageIsCurrent(t *testing.T) {
	want := notYetPage()
	if *update {
		if err := os.WriteFile(notYetFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(notYetFile); err != nil || string(got) != want {
		t.Errorf("%s is not what the schema says (%v); run: go test ./cmd/scenarios -run NotYet -update", notYetFile, err)
	}
}

// notYetPage is written from the same declarations by which the program refuses these names.
func notYetPage() string {
	var p strings.Builder
	p.WriteString(`# Not supported yet

These names are known, so that workbooks can be planned with them, but their rules are still to come. A workbook that uses one
is refused with its cell, and never run without it. Leave the cell blank until then.

The page comes from the program's declarations: ` + "`go test ./cmd/scenarios -run NotYet -update`" + ` writes it anew.
`)
	list := func(heading, about string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(&p, "\n## %s\n\n%s\n\n- %s\n", heading, about, strings.Join(lines, "\n- "))
		}
	}
	list("Sheets", "A filled-in sheet of these names is refused.", notYetSheets())
	var terms, readings []string
	for _, t := range model.AllTerms {
		line := notYetLine(t.Name, t.Later)
		if t.Reading {
			readings = append(readings, line...)
		} else {
			terms = append(terms, line...)
		}
	}
	list("Terms", "Rows of Instruments. Wire One's contracts need none of them.", terms)
	list("Readings", "Rows of Instruments that settle how an open text is read.", readings)
	list("Events", "Rows of Events.", namesNotYet(model.EventKinds, func(e model.EventKind) (string, model.Later) { return e.Name, e.Later }))
	list("Settings of policies", "Columns of Policies.", namesNotYet(model.Settings, func(s model.Setting) (string, model.Later) { return s.Name, s.Later }))
	list("Fields of Company", "Rows of Company.", namesNotYet(model.CompanyFields, func(f model.Field) (string, model.Later) { return f.Name, f.Later }))
	list("Fields of Simulation", "Rows of Simulation.", namesNotYet(model.SimulationFields, func(f model.Field) (string, model.Later) { return f.Name, f.Later }))
	list("Commands", "The command line says so too.", laterCommandNames)
	list("Flags", "Flags of `scenarios run`.", withDashes(laterFlags))
	return p.String()
}

func notYetSheets() []string {
	var lines []string
	for _, s := range xlsx.InputSheetKinds {
		lines = append(lines, notYetLine(s.Name, s.Later)...)
	}
	return lines
}

// namesNotYet lists the entries of a table of declarations that wait for their rule.
func namesNotYet[T any](table []T, of func(T) (string, model.Later)) []string {
	var lines []string
	for _, entry := range table {
		name, later := of(entry)
		lines = append(lines, notYetLine(name, later)...)
	}
	return lines
}

// notYetLine is a name with what of it is missing, or nothing where all of it works.
func notYetLine(name string, l model.Later) []string {
	switch {
	case l.All:
		return []string{name}
	case len(l.Kinds) > 0 && len(l.Values) > 0:
		return []string{fmt.Sprintf("%s: for %s, and the values %s", name, strings.Join(l.Kinds, ", "), strings.Join(l.Values, ", "))}
	case len(l.Kinds) > 0:
		return []string{fmt.Sprintf("%s: for instruments of the kind %s", name, strings.Join(l.Kinds, ", "))}
	case len(l.Values) > 0:
		return []string{fmt.Sprintf("%s: %s", name, strings.Join(l.Values, "; "))}
	}
	return nil
}

func withDashes(flags []string) []string {
	all := make([]string, len(flags))
	for i, flag := range flags {
		all[i] = "--" + flag
	}
	return all
}
