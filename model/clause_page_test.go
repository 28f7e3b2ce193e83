package model_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
)

// certificate lists the clauses of the Series A certificate that move shares or money. Each must have its line.
var certificate = []string{
	"A 1(a)(i)", "A 1(a)(ii)", "A 1(a)(iii)", "A 1(a)(iv)", "A 1(a)(v)(i)", "A 1(a)(v)(ii)", "A 1(a)(vi)", "A 1(a)(viii)", "A 1(b)", "A 1(c)",
	"A 1(d)(i)", "A 1(d)(ii)", "A 1(e)(iv)", "A 1(e)(v)", "A 1(e)(vi)", "A 1(g)(i)", "A 1(g)(i)(A)", "A 1(g)(i)(B)", "A 1(g)(i)(C)", "A 1(g)(i)(D)",
	"A 1(g)(i)(E)", "A 1(g)(ii)", "A 1(g)(iii)", "A 1(g)(iv)", "A 1(g)(v)", "A 2(a)", "A 2(b)", "A 3(a)", "A 3(b)(i)", "A 3(b)(ii)", "A 3(b)(iii)",
	"A 3(b)(iv)", "A 3(b)(v)", "A 3(b)(vi)", "A 3(b)(vii)", "A 3(c)", "A 3(c)(i)", "A 3(c)(ii)", "A 3(c)(iii)", "A 3(d)", "A 3(e)", "A 3(f)",
	"A 4", "A 5", "A 7", "A 8", "A 9",
}

// subordinatedNote lists the clauses of the subordinated note that move shares or money. Each must have its line too.
var subordinatedNote = []string{
	"N 1", "N 1(a)", "N 1(b)", "N 1(c)", "N 2(a)", "N 2(b)", "N 2(c)", "N 3", "N 4", "N 4(a)", "N 4(b)", "N 4(c)", "N 5(a)(i)", "N 5(a)(ii)",
	"N 5(a)(iii)", "N 5(a)(iv)", "N 5(a)(v)", "N 5(a)(vi)", "N 5(a)(vii)", "N 5(a)(viii)", "N 5(b)", "N 5(c)", "N 5(e)", "N 5(g)", "N 5(h)",
	"N 6(a)", "N 6(a)(i)", "N 6(a)(ii)", "N 6(a)(iii)", "N 6(c)", "N 8", "N 10", "N 10(a)", "N 10(b)", "N 10(c)", "N 10(d)", "N 10(e)",
	"N 10(f)", "N 10(g)", "N 10(h)", "N 10(i)", "N 10(j)", "N 10(k)", "N 10(l)", "N 11(a)", "N 11(a)(i)", "N 11(a)(ii)", "N 12", "N 13",
}

// shown is a clause's line of testdata/clauses.txt: what shows that its rule acts, and that it doesn't act where it must not.
type shown struct {
	clause     string
	examples   []string // numbers of cases
	identities []string // functions of this package's tests
	refusals   []string // numbers of cases, or "TestName: words of its row"
}

// clausesShown reads the two tables of testdata/clauses.txt: clauses, and variants.
func clausesShown(t *testing.T) (clauses, variants []shown) {
	t.Helper()
	text, err := os.ReadFile("testdata/clauses.txt")
	if err != nil {
		t.Fatal(err)
	}
	in, _, err := casetext.Parse("clauses.txt", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return linesOf(in.Tables["Clauses"]), linesOf(in.Tables["Variants"])
}

func linesOf(table *model.Table) []shown {
	var lines []shown
	for row := range table.Rows {
		list := func(column string) []string { return listed(table.Value(row, column).Text) }
		lines = append(lines, shown{clause: table.Value(row, "Clause").Text, examples: list("Examples"), identities: list("Identities"),
			refusals: list("Refusals")})
	}
	return lines
}

func listed(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ";") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// TestEveryClauseIsShown is the gate of the clause page: each clause has a rule, an example, an identity and a refusal that are
// there, each term and reading of the schema stands under a clause or a variant, and changing it changes the figures of an
// example.
func TestEveryClauseIsShown(t *testing.T) {
	g := newGate(t)
	clauses, variants := clausesShown(t)
	for _, complaint := range append(g.complaints(model.ClauseRules, clauses), g.variantComplaints(model.Variants, variants)...) {
		t.Error(complaint)
	}
}

// TestTheGateBites gives the gate single clauses with something that it must not let through.
func TestTheGateBites(t *testing.T) {
	g := newGate(t)
	lines, _ := clausesShown(t)
	for _, c := range []struct {
		why, clause string
		rule        func(*model.ClauseRule)
		line        func(*shown)
		want        string
	}{
		{"a rule that is not there", "A 9", func(r *model.ClauseRule) { r.Rules = []string{"exchange_cap.go noSuchRule"} }, nil, "A 9: exchange_cap.go has no function noSuchRule"},
		{"a file that is not there", "A 9", func(r *model.ClauseRule) { r.Rules = []string{"no_such_file.go capRoom"} }, nil, "A 9: there is no file no_such_file.go"},
		{"a file alone", "A 9", func(r *model.ClauseRule) { r.Rules = []string{"exchange_cap.go"} }, nil, "A 9: exchange_cap.go without a function"},
		{"no rule", "A 9", func(r *model.ClauseRule) { r.Rules = nil }, nil, "A 9 has no rule"},
		{"no words", "A 9", func(r *model.ClauseRule) { r.Words = "" }, nil, "A 9 has no words"},
		{"a clause that is left out", "A 9", func(r *model.ClauseRule) { r.Clause = "A 99" }, nil, "A 9 of the certificate is not among the clauses"},
		{"a clause of the note that is left out", "N 13", func(r *model.ClauseRule) { r.Clause = "N 99" }, nil, "N 13 of the note is not among the clauses"},
		{"a term under no clause", "A 9", func(r *model.ClauseRule) { r.Clause = "A 99" }, nil, "Exchange cap names A 9, which stands under no clause"},
		{"a clause without a line", "A 9", nil, func(l *shown) { l.clause = "A 99" }, "A 9 has no line in testdata/clauses.txt"},
		{"a line without a clause", "A 9", nil, func(l *shown) { l.clause = "A 99" }, "A 99 of testdata/clauses.txt is not among the clauses"},
		{"no example", "A 9", nil, func(l *shown) { l.examples = nil }, "A 9 has no example"},
		{"no identity", "A 9", nil, func(l *shown) { l.identities = nil }, "A 9 has no identity"},
		{"no refusal", "A 9", nil, func(l *shown) { l.refusals = nil }, "A 9 has no refusal"},
		{"a case that is not there", "A 9", nil, func(l *shown) { l.examples = append(slices.Clone(l.examples), "999") }, "A 9: there is no case 999"},
		{"an identity that is not there", "A 9", nil, func(l *shown) { l.identities = []string{"noSuchIdentity"} }, "A 9: there is no identity noSuchIdentity"},
		{"a function that is no identity", "A 9", nil, func(l *shown) { l.identities = []string{"rowsOf"} }, "A 9: there is no identity rowsOf"},
		{"an identity that its example breaks", "A 1(e)(iv)", nil, func(l *shown) { l.identities = []string{"alwaysBroken"} }, "A 1(e)(iv): case 88b breaks alwaysBroken: broken"},
		{"a refusal that is not there", "A 9", nil, func(l *shown) { l.refusals = []string{"TestNothing: at all"} }, "A 9: there is no test TestNothing"},
		{"a refusal without its row", "A 9", nil, func(l *shown) { l.refusals = []string{"TestConversionPolicies: no such row"} }, "A 9: TestConversionPolicies has no row 'no such row'"},
		{"examples in which a term is dead", "A 9", nil, func(l *shown) { l.examples = []string{"03"} }, "A 9: without Exchange cap nothing changes in any example"},
		{"examples in which a reading is dead", "A 1(g)(iii)", nil, func(l *shown) { l.examples = []string{"56"} }, "A 1(g)(iii): Major event freeze: Applicable price in place of Price changes nothing in any example"},
		{"examples in which a needed figure is dead", "A 1(a)(vi)", nil, func(l *shown) { l.examples = []string{"12"} }, "A 1(a)(vi): Market price days is needed, and half of it changes nothing in any example"},
		{"examples in which a term of the note is dead", "N 13", nil, func(l *shown) { l.examples = []string{"194b"} }, "N 13: without Holder prepayment wait nothing changes in any example"},
		{"examples in which a reading of the note is dead", "N 12", nil, func(l *shown) { l.examples = []string{"190a"} }, "N 12: Make-whole on: Whole note in place of Called part converted changes nothing in any example"},
	} {
		rule := model.ClauseRules[slices.IndexFunc(model.ClauseRules, func(r model.ClauseRule) bool { return r.Clause == c.clause })]
		line := lines[slices.IndexFunc(lines, func(l shown) bool { return l.clause == c.clause })]
		if c.rule != nil {
			c.rule(&rule)
		}
		if c.line != nil {
			c.line(&line)
		}
		if got := g.complaints([]model.ClauseRule{rule}, []shown{line}); !slices.Contains(got, c.want) {
			t.Errorf("%s: no complaint %q among %q", c.why, c.want, got)
		}
	}
}

// TestTheGateBitesVariants gives the gate a variant with something that it must not let through.
func TestTheGateBitesVariants(t *testing.T) {
	g := newGate(t)
	_, lines := clausesShown(t)
	for _, c := range []struct {
		why, variant string
		rule         func(*model.ClauseRule)
		line         func(*shown)
		want         string
	}{
		{"no terms", "Full ratchet", func(r *model.ClauseRule) { r.Terms = nil }, nil, "Full ratchet has no terms"},
		{"a term that is not there", "Full ratchet", func(r *model.ClauseRule) { r.Terms = []string{"Ratchet"} }, nil, "Full ratchet: there is no term Ratchet"},
		{"a value that is not there", "Full ratchet", func(r *model.ClauseRule) { r.Terms = []string{"Anti-dilution: Ratchet"} }, nil, "Full ratchet: Anti-dilution has no value Ratchet"},
		{"a variant that is left out", "Protection until a date", func(r *model.ClauseRule) { r.Terms = nil }, nil, "Anti-dilution until stands under no variant"},
		{"no rule", "Full ratchet", func(r *model.ClauseRule) { r.Rules = nil }, nil, "Full ratchet has no rule"},
		{"no example", "Full ratchet", nil, func(l *shown) { l.examples = nil }, "Full ratchet has no example"},
		{"a variant without a line", "Full ratchet", nil, func(l *shown) { l.clause = "Ratchet" }, "Full ratchet has no line in testdata/clauses.txt"},
		{"a line without a variant", "Full ratchet", nil, func(l *shown) { l.clause = "Ratchet" }, "Ratchet of testdata/clauses.txt is not among the variants"},
		{"examples in which a value is dead", "Full ratchet", nil, func(l *shown) { l.examples = []string{"44"} }, "Full ratchet: Anti-dilution: Full ratchet shows in no example"},
		{"examples in which a figure is dead", "Protection until a date", nil, func(l *shown) { l.examples = []string{"195a"} }, "Protection until a date: Anti-dilution until shows in no example"},
	} {
		rule := model.Variants[slices.IndexFunc(model.Variants, func(r model.ClauseRule) bool { return r.Clause == c.variant })]
		line := lines[slices.IndexFunc(lines, func(l shown) bool { return l.clause == c.variant })]
		if c.rule != nil {
			c.rule(&rule)
		}
		if c.line != nil {
			c.line(&line)
		}
		if got := g.variantComplaints([]model.ClauseRule{rule}, []shown{line}); !slices.Contains(got, c.want) {
			t.Errorf("%s: no complaint %q among %q", c.why, c.want, got)
		}
	}
}

// gate holds what the names of the page may mean, and the runs that were made.
type gate struct {
	functions  map[string][]string // of the package, by file
	tests      map[string]string   // the source of each test function
	cases      map[string]string   // file names by number: "05a" is 05a-ownership-owns-none.txt
	identities map[string]identity
	inputs     map[string]*model.Inputs
	runs       map[string]result
}

// result is what came of a run: an outcome, or the issues for which the inputs are refused. Both are missing where the run stops.
type result struct {
	out     *model.Outcome
	refused model.Issues
}

func newGate(t *testing.T) *gate {
	t.Helper()
	g := &gate{functions: map[string][]string{}, tests: map[string]string{}, cases: map[string]string{}, identities: map[string]identity{},
		inputs: map[string]*model.Inputs{}, runs: map[string]result{}}
	for _, i := range append(slices.Clone(identities), clauseIdentities...) {
		g.identities[nameOf(i)] = i
	}
	g.identities["alwaysBroken"] = identity{holds: func(*model.Resolved, model.Path, *model.Outcome) string { return "broken" }}
	for _, name := range caseNames(t) {
		number, _, _ := strings.Cut(name, "-")
		if other := g.cases[number]; other != "" {
			t.Errorf("%s and %s have the same number", name, other)
		}
		g.cases[number] = name
		g.inputs[number] = readCase(t, name)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		g.readSource(t, file)
	}
	return g
}

// nameOf is the name of an identity's function.
func nameOf(i identity) string {
	name := runtime.FuncForPC(reflect.ValueOf(i.holds).Pointer()).Name()
	return name[strings.LastIndex(name, ".")+1:]
}

// readSource keeps the names of a file's functions; of a test file the source of its tests.
func (g *gate) readSource(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	positions := token.NewFileSet()
	parsed, err := parser.ParseFile(positions, file, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		switch isTest := strings.HasSuffix(file, "_test.go"); {
		case !ok:
		case !isTest:
			g.functions[file] = append(g.functions[file], f.Name.Name)
		case strings.HasPrefix(f.Name.Name, "Test"):
			g.tests[f.Name.Name] = string(text[positions.Position(f.Pos()).Offset:positions.Position(f.End()).Offset])
		}
	}
}

// complaints says what is missing from the page, or dead on it.
func (g *gate) complaints(rules []model.ClauseRule, lines []shown) []string {
	var all []string
	complain := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for contract, clauses := range map[string][]string{"certificate": certificate, "note": subordinatedNote} {
		for _, clause := range clauses {
			if !slices.ContainsFunc(rules, func(r model.ClauseRule) bool { return r.Clause == clause }) {
				complain("%s of the %s is not among the clauses", clause, contract)
			}
		}
	}
	terms := g.termsOf(rules, complain)
	for _, rule := range rules {
		k := slices.IndexFunc(lines, func(l shown) bool { return l.clause == rule.Clause })
		if k < 0 {
			complain("%s has no line in testdata/clauses.txt", rule.Clause)
			continue
		}
		g.checkRule(rule, complain)
		g.checkNames(rule, lines[k], complain)
		g.checkTerms(rule, lines[k], terms[rule.Clause], complain)
	}
	for _, line := range lines {
		if !slices.ContainsFunc(rules, func(r model.ClauseRule) bool { return r.Clause == line.clause }) {
			complain("%s of testdata/clauses.txt is not among the clauses", line.clause)
		}
	}
	return all
}

// variantComplaints says what is missing from the variants, or dead among them.
func (g *gate) variantComplaints(rules []model.ClauseRule, lines []shown) []string {
	var all []string
	complain := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	for k := range model.AllTerms {
		term := &model.AllTerms[k]
		variant := len(term.References(model.KindPreferred))+len(term.References(model.KindNote)) == 0 && term.ClauseA+term.ClauseN != ""
		if variant && !slices.ContainsFunc(rules, func(r model.ClauseRule) bool { return slices.Contains(r.Terms, term.Name) }) {
			complain("%s stands under no variant", term.Name)
		}
	}
	for _, rule := range rules {
		k := slices.IndexFunc(lines, func(l shown) bool { return l.clause == rule.Clause })
		if k < 0 {
			complain("%s has no line in testdata/clauses.txt", rule.Clause)
			continue
		}
		g.checkRule(rule, complain)
		g.checkNames(rule, lines[k], complain)
		if len(rule.Terms) == 0 {
			complain("%s has no terms", rule.Clause)
		}
		for _, item := range rule.Terms {
			g.checkVariantTerm(rule, lines[k], item, complain)
		}
	}
	for _, line := range lines {
		if !slices.ContainsFunc(rules, func(r model.ClauseRule) bool { return r.Clause == line.clause }) {
			complain("%s of testdata/clauses.txt is not among the variants", line.clause)
		}
	}
	return all
}

// checkVariantTerm looks for an example, of either kind of instrument, in which a term or a value of it makes a difference.
func (g *gate) checkVariantTerm(rule model.ClauseRule, line shown, item string, complain complaint) {
	name, value, isValue := strings.Cut(item, ": ")
	term, known := model.TermByName(name)
	if !known {
		complain("%s: there is no term %s", rule.Clause, name)
		return
	}
	choices := choicesOf(term)
	k := slices.Index(choices, value)
	if isValue && k < 0 {
		complain("%s: %s has no value %s", rule.Clause, name, value)
		return
	}
	shows := func(kind string) bool { return g.deadFigure(line, term, kind) == "" }
	if isValue {
		shows = func(kind string) bool {
			return slices.ContainsFunc(choices, func(other string) bool { return other != value && g.differs(line, kind, term, other, value) })
		}
	}
	if !shows(model.KindPreferred) && !shows(model.KindNote) {
		complain("%s: %s shows in no example", rule.Clause, item)
	}
}

// complaint reports what is wrong.
type complaint func(format string, args ...any)

// termsOf gathers the terms and readings under each clause.
func (g *gate) termsOf(rules []model.ClauseRule, complain complaint) map[string][]*model.Term {
	terms := map[string][]*model.Term{}
	for k := range model.AllTerms {
		term := &model.AllTerms[k]
		for _, kind := range []string{model.KindPreferred, model.KindNote} {
			for _, reference := range term.References(kind) {
				rule, ok := model.ClauseRuleOf(rules, reference)
				if !ok {
					complain("%s names %s, which stands under no clause", term.Name, reference)
					continue
				}
				if under := terms[rule.Clause]; len(under) == 0 || under[len(under)-1] != term {
					terms[rule.Clause] = append(under, term)
				}
			}
		}
	}
	return terms
}

func (g *gate) checkRule(rule model.ClauseRule, complain complaint) {
	if rule.Words == "" {
		complain("%s has no words", rule.Clause)
	}
	if len(rule.Rules) == 0 {
		complain("%s has no rule", rule.Clause)
	}
	for _, r := range rule.Rules {
		words := strings.Fields(r)
		there, known := g.functions[words[0]]
		if !known {
			complain("%s: there is no file %s", rule.Clause, words[0])
			continue
		}
		if len(words) == 1 {
			complain("%s: %s without a function", rule.Clause, words[0])
		}
		for _, f := range words[1:] {
			if !slices.Contains(there, f) {
				complain("%s: %s has no function %s", rule.Clause, words[0], f)
			}
		}
	}
}

// checkNames looks for the cases and tests of a line.
func (g *gate) checkNames(rule model.ClauseRule, line shown, complain complaint) {
	for what, names := range map[string][]string{"example": line.examples, "identity": line.identities, "refusal": line.refusals} {
		if len(names) == 0 {
			complain("%s has no %s", rule.Clause, what)
		}
	}
	for _, number := range line.examples {
		if g.cases[number] == "" {
			complain("%s: there is no case %s", rule.Clause, number)
		}
	}
	for _, name := range line.identities {
		g.checkIdentity(rule, line, name, complain)
	}
	for _, refusal := range line.refusals {
		test, words, hasRow := strings.Cut(refusal, ": ")
		isTest := strings.HasPrefix(test, "Test")
		switch source := g.tests[test]; {
		case !isTest && g.cases[refusal] == "":
			complain("%s: there is no case %s", rule.Clause, refusal)
		case isTest && source == "":
			complain("%s: there is no test %s", rule.Clause, test)
		case hasRow && !strings.Contains(source, strconv.Quote(words)):
			complain("%s: %s has no row '%s'", rule.Clause, test, words)
		}
	}
}

// checkIdentity looks for a test, or for an identity, which must then hold in the examples.
func (g *gate) checkIdentity(rule model.ClauseRule, line shown, name string, complain complaint) {
	i, known := g.identities[name]
	if !known {
		if g.tests[name] == "" {
			complain("%s: there is no identity %s", rule.Clause, name)
		}
		return
	}
	for _, number := range line.examples {
		in := g.inputs[number]
		if in == nil {
			continue
		}
		r, path, refused := resolved(in)
		out := g.run(number, nil).out
		if refused != nil || out == nil {
			complain("%s: case %s does not run", rule.Clause, number)
			continue
		}
		if bad := i.holds(r, path, out); bad != "" {
			complain("%s: case %s breaks %s: %s", rule.Clause, number, name, bad)
		}
	}
}

// checkTerms changes each term and reading of a clause in its examples.
func (g *gate) checkTerms(rule model.ClauseRule, line shown, terms []*model.Term, complain complaint) {
	kind := model.KindPreferred
	if rule.Clause[0] == 'N' {
		kind = model.KindNote
	}
	for _, term := range terms {
		if term.Later.All || slices.Contains(term.Later.Kinds, kind) {
			continue
		}
		for _, why := range g.dead(line, term, kind) {
			complain("%s: %s", rule.Clause, why)
		}
	}
}

// dead says what of a term makes no difference in any example of a line.
func (g *gate) dead(line shown, term *model.Term, kind string) []string {
	if choices := choicesOf(term); choices != nil {
		return g.deadChoices(line, term, kind, choices)
	}
	if why := g.deadFigure(line, term, kind); why != "" {
		return []string{why}
	}
	return nil
}

// choicesOf are the values of a term that takes one of several.
func choicesOf(term *model.Term) []string {
	switch term.Type {
	case model.TypeChoice:
		return term.Choices
	case model.TypeYesNo:
		return []string{"No", "Yes"}
	}
	return nil
}

// deadChoices says which values of a term make no difference to the one that the contract has, in any example. Values that the
// schema says are to come are left out.
func (g *gate) deadChoices(line shown, term *model.Term, kind string, choices []string) []string {
	own := term.SeriesA
	if kind == model.KindNote {
		own = term.Notes
	}
	if own == "" {
		own = choices[0]
	}
	var dead []string
	for _, choice := range choices {
		if choice != own && !slices.Contains(term.Later.Values, choice) && !g.differs(line, kind, term, own, choice) {
			dead = append(dead, fmt.Sprintf("%s: %s in place of %s changes nothing in any example", term.Name, choice, own))
		}
	}
	return dead
}

// differs reports whether one value of a term in place of another changes the figures of an example, or is refused there.
func (g *gate) differs(line shown, kind string, term *model.Term, own, choice string) bool {
	return g.anyExample(line, kind, term, func(number, instrument string, _ model.Value) bool {
		with := func(value string) result { return g.runWith(number, instrument, term, model.ParseCell(value, edited)) }
		before, after := with(own), with(choice)
		return before.out != nil && (after.out != nil && !sameFigures(before.out, after.out) || names(after.refused, term))
	})
}

// deadFigure says that a figure makes no difference in any example: neither without it, nor, where a contract can't do without
// it, with another one.
func (g *gate) deadFigure(line shown, term *model.Term, kind string) string {
	needed := false
	if g.anyExample(line, kind, term, func(number, instrument string, cell model.Value) bool {
		if cell.IsBlank() {
			return false
		}
		without := g.runWithout(number, instrument, term)
		needed = needed || names(without.refused, term)
		return without.out != nil && !sameFigures(g.run(number, nil).out, without.out)
	}) {
		return ""
	}
	if !needed {
		return "without " + term.Name + " nothing changes in any example"
	}
	if g.anyExample(line, kind, term, func(number, instrument string, cell model.Value) bool {
		if cell.IsBlank() {
			return false
		}
		other := g.run(number, []model.Edit{{Target: instrument + ": " + term.Name, Value: another(cell)}})
		return other.out != nil && !sameFigures(g.run(number, nil).out, other.out)
	}) {
		return ""
	}
	return term.Name + " is needed, and " + anotherInWords(term) + " changes nothing in any example"
}

// anyExample looks at each instrument of a kind in each example, with its cell for a term.
func (g *gate) anyExample(line shown, kind string, term *model.Term, holds func(number, instrument string, cell model.Value) bool) bool {
	for _, number := range line.examples {
		in := g.inputs[number]
		if in == nil || in.Tables["Instruments"] == nil {
			continue
		}
		table := in.Tables["Instruments"]
		for _, column := range table.Columns[1:] {
			if termCell(table, "Kind", column.Name).Text == kind && holds(number, column.Name, termCell(table, term.Name, column.Name)) {
				return true
			}
		}
	}
	return false
}

// termCell is an instrument's cell for a term, blank where the sheet has no such row.
func termCell(table *model.Table, term, instrument string) model.Value {
	for row := range table.Rows {
		if model.SameName(table.Value(row, "Term").Text, term) {
			return table.Value(row, instrument)
		}
	}
	return model.Value{}
}

// edited is where the gate's own cells come from.
var edited = model.Source{File: "gate"}

// run runs a case with edits, once. A blank value clears its cell.
func (g *gate) run(number string, edits []model.Edit) result {
	key := number
	for _, e := range edits {
		key += "|" + e.Target + "=" + e.Value.Text
	}
	if done, known := g.runs[key]; known {
		return done
	}
	g.runs[key] = runEdited(g.inputs[number], edits)
	return g.runs[key]
}

func runEdited(in *model.Inputs, edits []model.Edit) result {
	changed, issues := in.With(edits)
	if len(issues) > 0 {
		return result{refused: issues}
	}
	r, path, issues := resolved(changed)
	if len(issues) > 0 {
		return result{refused: issues}
	}
	out, err := model.Run(r, path, model.Options{})
	if err != nil {
		return result{}
	}
	return result{out: out}
}

// runWithout runs a case without a term.
func (g *gate) runWithout(number, instrument string, term *model.Term) result {
	return g.runWith(number, instrument, term, model.Value{At: edited})
}

// runWith runs a case with another value of a term, and without the terms that mean nothing then.
func (g *gate) runWith(number, instrument string, term *model.Term, value model.Value) result {
	table := g.inputs[number].Tables["Instruments"]
	var gone []string
	for {
		edits := []model.Edit{{Target: instrument + ": " + term.Name, Value: value}}
		for _, name := range gone {
			edits = append(edits, model.Edit{Target: instrument + ": " + name, Value: model.Value{At: edited}})
		}
		without := g.run(number, edits)
		more := orphans(table, instrument, without.refused)
		if len(more) == 0 {
			return without
		}
		gone = append(gone, more...)
	}
}

// orphans are the terms of which the issues say that what they belong to is missing.
func orphans(table *model.Table, instrument string, issues model.Issues) []string {
	var terms []string
	for _, issue := range issues {
		for row := range table.Rows {
			if issue.Code == "term-without-clause" && table.Value(row, instrument).At == issue.At {
				terms = append(terms, table.Value(row, "Term").Text)
			}
		}
	}
	return terms
}

// names reports whether the issues name a term for more than that it means nothing there.
func names(issues model.Issues, term *model.Term) bool {
	return slices.ContainsFunc(issues, func(i model.Issue) bool {
		return i.Code != "term-without-clause" && strings.Contains(strings.ToLower(i.Found+" "+i.Expected), strings.ToLower(term.Name))
	})
}

// figures compares outcomes by their figures and dates, not by words and citations.
var figures = cmp.Options{decimals,
	cmpopts.IgnoreFields(model.Outcome{}, "ActiveDays", "Alerts"), cmpopts.IgnoreFields(model.Conversion{}, "Why", "Clause"),
	cmpopts.IgnoreFields(model.Adjustment{}, "Cause", "Clause"), cmpopts.IgnoreFields(model.Trigger{}, "Cause"),
	cmpopts.IgnoreFields(model.Freeze{}, "Cause"), cmpopts.IgnoreFields(model.WaterfallBreak{}, "What"),
}

func sameFigures(a, b *model.Outcome) bool { return cmp.Equal(a, b, figures) }

// otherTexts are other values of what is neither a number nor a date.
var otherTexts = map[string]string{"15 to 10": "20 to 5"}

// another is another value than a cell has: half of a number (of one its double), a week before a date, the last of a list.
func another(cell model.Value) model.Value {
	switch cell.Kind {
	case model.Number:
		half := cell.Number.Div(decimal.NewFromInt(2))
		if !strings.Contains(cell.Text, ".") && !strings.Contains(cell.Text, "%") {
			half = half.Ceil()
		}
		if half.Equal(cell.Number) {
			half = half.Add(half) // the half of one, in whole numbers
		}
		return model.ParseCell(half.String(), edited)
	case model.DateValue:
		return model.ParseCell((cell.Date - 7).String(), edited)
	}
	if other := otherTexts[cell.Text]; other != "" {
		return model.ParseCell(other, edited)
	}
	return model.ParseCell(cell.Text[strings.LastIndex(cell.Text, ";")+1:], edited)
}

func anotherInWords(term *model.Term) string {
	switch term.Type {
	case model.TypeDate:
		return "a week earlier"
	case model.TypeList:
		return "the last of it alone"
	case model.TypeText:
		return "another text"
	}
	return "half of it"
}
