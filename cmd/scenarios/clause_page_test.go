package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
	"scenarios/model/casetext"
	"scenarios/sim"
)

// clausePage says of every clause what it says, where its rule is and what shows it: go test ./cmd/scenarios -run ClausePage -update
const clausePage = "../../docs/clauses.md"

// shownFile says what shows each clause; the test of package model beside it holds it against rules and cases.
const shownFile = "../../model/testdata/clauses.txt"

func TestClausePageIsCurrent(t *testing.T) {
	want := clausePageText(t)
	if *update {
		if err := os.WriteFile(clausePage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(clausePage); err != nil || string(got) != want {
		t.Errorf("%s is not what the clauses are now (%v); run: go test ./cmd/scenarios -run ClausePage -update", clausePage, err)
	}
}

func clausePageText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(shownFile)
	if err != nil {
		t.Fatal(err)
	}
	in, _, err := casetext.Parse("clauses.txt", string(text))
	if err != nil {
		t.Fatal(err)
	}
	p := clausePageWriter{shown: in.Tables["Clauses"], cases: casesByNumber(t)}
	p.WriteString(`# The clauses

Each clause of Wire One's two contracts that moves shares or money: what it says, the rows of the Instruments sheet that it comes
from, with what the contract has there, the rule, and what shows that the rule does what the clause says. The contracts are
the certificate of designations of the Series A convertible preferred stock (2000), cited as A, and the subordinated
convertible note (2002), cited as N.

- **Example**: a case with figures worked out from the contract by hand, the arithmetic beside them.
- **Identity**: what must hold for every run. It is tested on the examples and on other cases, most of them random.
- **Does not act**: a case or a test at the edge, where the clause must do nothing or the workbook is refused.

A test takes each term out of the examples of its clause, and gives each reading its other values: the figures of an example must
change. It fails where a clause lacks a rule, an example, an identity or a refusal, or names one that isn't there
(` + "`model/clause_page_test.go`" + `). ` + "`scenarios clauses \"A 9\"`" + ` explains the terms of a clause.

The page comes from the program's declarations: ` + "`go test ./cmd/scenarios -run ClausePage -update`" + ` writes it anew.
`)
	for i := range contracts {
		p.contract(&contracts[i])
	}
	p.variants(in.Tables["Variants"])
	return p.String()
}

// casesByNumber are the files of the cases: "05a" is 05a-ownership-owns-none.txt.
func casesByNumber(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../model/testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	cases := map[string]string{}
	for _, file := range files {
		number, _, _ := strings.Cut(filepath.Base(file), "-")
		cases[number] = filepath.Base(file)
	}
	return cases
}

// clausePageWriter writes the page, clause by clause.
type clausePageWriter struct {
	strings.Builder
	shown *model.Table
	cases map[string]string
}

func (p *clausePageWriter) contract(of *contract) {
	fmt.Fprintf(p, "\n## %s: %s\n", of.letter, of.name)
	for k := range model.ClauseRules {
		if rule := &model.ClauseRules[k]; strings.HasPrefix(rule.Clause, of.letter+" ") {
			p.clause(of, rule)
		}
	}
	fmt.Fprintf(p, "\n### Clauses of %s without a rule\n\nThey move no share and no dollar, or are slips of the text.\n\n", of.letter)
	for _, c := range sim.Unmodelled(of.kind) {
		fmt.Fprintf(p, "- **%s** %s\n", c.Name, c.Detail)
	}
}

func (p *clausePageWriter) clause(of *contract, rule *model.ClauseRule) {
	p.words(rule)
	terms, readings, toCome := termsUnder(of, rule)
	p.list("Terms", terms)
	p.list("Readings", readings)
	p.ruleAndExamples(rule)
	p.list("Still to come", toCome)
}

// variants writes what an investor asks for that neither contract has.
func (p *clausePageWriter) variants(shown *model.Table) {
	p.WriteString("\n## Variants\n\nWhat an investor asks for that neither contract has: terms, or values of them, over the same rules.\n")
	p.shown = shown
	for k := range model.Variants {
		rule := &model.Variants[k]
		p.words(rule)
		p.list("Terms", rule.Terms)
		p.ruleAndExamples(rule)
	}
}

func (p *clausePageWriter) words(rule *model.ClauseRule) {
	fmt.Fprintf(p, "\n### %s\n\n%s\n\n", rule.Clause, rule.Words)
}

func (p *clausePageWriter) list(label string, items []string) {
	if len(items) > 0 {
		fmt.Fprintf(p, "- **%s**: %s\n", label, strings.Join(items, "; "))
	}
}

// ruleAndExamples writes where a rule is and what shows it.
func (p *clausePageWriter) ruleAndExamples(rule *model.ClauseRule) {
	p.list("Rule", rulesShown(rule))
	row := slices.IndexFunc(p.shown.Rows, func(r model.Row) bool { return r.Cells[0].Text == rule.Clause })
	if row < 0 {
		return
	}
	p.list("Example", p.casesOrTests(row, "Examples"))
	p.list("Identity", p.casesOrTests(row, "Identities"))
	p.list("Does not act", p.casesOrTests(row, "Refusals"))
}

// termsUnder are the terms and readings that stand under a clause, each with the contract's value.
func termsUnder(of *contract, rule *model.ClauseRule) (terms, readings, toCome []string) {
	for k := range model.AllTerms {
		term := &model.AllTerms[k]
		under := slices.IndexFunc(term.References(of.kind), func(reference string) bool {
			nearest, ok := model.ClauseRuleOf(model.ClauseRules, reference)
			return ok && nearest.Clause == rule.Clause
		})
		if under < 0 {
			continue
		}
		name := term.Name
		if value := of.valueOf(term); value != "" {
			name += " (" + value + ")"
		}
		switch {
		case term.Later.All || slices.Contains(term.Later.Kinds, of.kind):
			toCome = append(toCome, name)
			continue
		case term.Reading:
			readings = append(readings, name+": "+strings.Join(term.Choices, " / "))
		default:
			terms = append(terms, name)
		}
		for _, value := range term.Later.Values {
			toCome = append(toCome, term.Name+": "+value)
		}
	}
	return terms, readings, toCome
}

// rulesShown are the files of a rule with their functions.
func rulesShown(rule *model.ClauseRule) []string {
	var shown []string
	for _, r := range rule.Rules {
		file, functions, _ := strings.Cut(r, " ")
		shown = append(shown, fmt.Sprintf("[%s](../model/%s) (%s)", file, file, strings.Join(strings.Fields(functions), ", ")))
	}
	return shown
}

// casesOrTests writes a cell of the list: numbers of cases as links to them, names of tests as code.
func (p *clausePageWriter) casesOrTests(row int, column string) []string {
	var shown []string
	for _, item := range splitList(p.shown.Value(row, column).Text) {
		test, words, hasRow := strings.Cut(item, ": ")
		switch file := p.cases[item]; {
		case file != "":
			item = fmt.Sprintf("[%s](../model/testdata/cases/%s)", strings.TrimSuffix(file, ".txt"), file)
		case hasRow:
			item = fmt.Sprintf("`%s`, %s", test, words)
		default:
			item = "`" + test + "`"
		}
		shown = append(shown, item)
	}
	return shown
}

func splitList(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ";") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
