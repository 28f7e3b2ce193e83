package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scenarios/model"
	"scenarios/sim"
)

// contract is one of the two contracts that the terms were written from.
type contract struct {
	letter  string // by which its clauses are cited: "A 9"
	name    string
	kind    string // of its instruments
	valueOf func(*model.Term) string
}

var contracts = []contract{
	{"A", "Series A certificate of designations (2000)", model.KindPreferred, func(t *model.Term) string { return t.SeriesA }},
	{"N", "subordinated convertible note (2002)", model.KindNote, func(t *model.Term) string { return t.Notes }},
}

// contractClause is a clause with its rule and the terms and readings that come from it. It has one of them at least.
type contractClause struct {
	contract *contract
	name     string // "A 1(d)(i)"
	rule     *model.ClauseRule
	terms    []*model.Term
}

// clausesOptions says which clause to explain; all are listed where Name is empty.
type clausesOptions struct{ Name string }

func newClausesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "clauses [CLAUSE]",
		Short: "List the contracts' clauses with their terms, or explain one",
		Long: `List the clauses of the two contracts that move shares or money, with their terms and
readings on the Instruments sheet, and whether their rule works or is still to come. With
a clause, say it in other words, name the files of its rule and explain its terms: A 9 is
Section 9 of the Series A certificate, N 4(c) is 4(c) of the note, and A 1(d) is 1(d) with
all that stands under it.`,
		Example: `  scenarios clauses
  scenarios clauses "A 9"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o := clausesOptions{Name: strings.Join(args, " ")}
			return runClauses(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// runClauses prints the clauses as the schema's terms name them.
func runClauses(_ context.Context, o clausesOptions, stdout, _ io.Writer) error {
	all := contractClauses()
	if o.Name == "" {
		return listClauses(stdout, all)
	}
	found := slices.DeleteFunc(slices.Clone(all), func(c contractClause) bool { return !c.within(o.Name) })
	if len(found) == 0 {
		return explainUnmodelled(stdout, o.Name)
	}
	for i, c := range found {
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		if err := c.describe(stdout); err != nil {
			return err
		}
	}
	return nil
}

// contractClauses returns the clauses in the order of the contracts. A term that names several stands under each of them;
// a variant, which is in neither contract, stands under none.
func contractClauses() []contractClause {
	var all []contractClause
	for i := range contracts {
		of := &contracts[i]
		var own []contractClause
		for j := range model.ClauseRules {
			if rule := &model.ClauseRules[j]; strings.HasPrefix(rule.Clause, of.letter+" ") {
				own = append(own, contractClause{contract: of, name: rule.Clause, rule: rule})
			}
		}
		for j := range model.AllTerms {
			term := &model.AllTerms[j]
			for _, name := range term.References(of.kind) {
				own = withTerm(own, of, name, term)
			}
		}
		slices.SortStableFunc(own, func(a, b contractClause) int { return slices.Compare(a.place(), b.place()) })
		all = append(all, own...)
	}
	return all
}

func withTerm(clauses []contractClause, of *contract, name string, term *model.Term) []contractClause {
	i := slices.IndexFunc(clauses, func(c contractClause) bool { return c.name == name })
	if i < 0 {
		return append(clauses, contractClause{contract: of, name: name, terms: []*model.Term{term}})
	}
	clauses[i].terms = append(clauses[i].terms, term)
	return clauses
}

// romans number the sub-clauses of sub-clauses.
var romans = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}

// place is where a clause stands in its contract, level by level: 1(d)(ii) is 1, 4, 2.
func (c *contractClause) place() []int {
	steps := strings.FieldsFunc(strings.TrimPrefix(c.name, c.contract.letter), func(r rune) bool { return strings.ContainsRune(" ()-", r) })
	place := make([]int, len(steps))
	for level, step := range steps {
		if number, err := strconv.Atoi(step); err == nil {
			place[level] = number
		} else if capital := step[0] < 'a'; level == 1 || capital && len(step) == 1 {
			place[level] = int(step[0]|' '-'a') + 1
		} else {
			place[level] = slices.Index(romans, strings.ToLower(step)) + 1
		}
	}
	return place
}

// within reports whether the clause is the one that is asked for, or stands under it. Spaces and letter case don't count.
func (c *contractClause) within(asked string) bool {
	rest, ok := strings.CutPrefix(squeezed(c.name), squeezed(asked))
	return ok && (rest == "" || rest[0] == '(' || rest[0] == '-')
}

func squeezed(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// state says whether a term's rule works for the contract's kind of instrument, and for which of its values.
func (c *contract) state(term *model.Term) string {
	switch {
	case term.Later.All || slices.Contains(term.Later.Kinds, c.kind):
		return "still to come"
	case len(term.Later.Values) > 0:
		ready := slices.DeleteFunc(slices.Clone(term.Choices), func(v string) bool { return slices.Contains(term.Later.Values, v) })
		if len(ready) == 0 {
			return "works; still to come: " + strings.Join(term.Later.Values, ", ")
		}
		return "works: " + strings.Join(ready, ", ") + "; still to come: " + strings.Join(term.Later.Values, ", ")
	}
	return "works"
}

// explainUnmodelled says why a clause has no term; one that stands in neither contract is a usage error.
func explainUnmodelled(w io.Writer, name string) error {
	for _, of := range contracts {
		for _, c := range sim.Unmodelled(of.kind) {
			if squeezed(c.Name) == squeezed(name) {
				_, err := fmt.Fprintf(w, "%s of the %s: not modelled. %s\n", c.Name, of.name, c.Detail)
				return err
			}
		}
	}
	return usage("neither contract has a clause %q with a term or a reason for having none; \"scenarios clauses\" lists them", name)
}

// listUnmodelled lists the clauses that move no share and no dollar.
func listUnmodelled(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "\nNot modelled: clauses that move no share and no dollar, and the contracts' own slips\n")
	for _, of := range contracts {
		for _, c := range sim.Unmodelled(of.kind) {
			fmt.Fprintf(table, "%s\t%s\n", c.Name, c.Detail)
		}
	}
	return table.Flush()
}

func listClauses(w io.Writer, all []contractClause) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var last *contract
	for _, c := range all {
		if c.contract != last {
			if last != nil {
				fmt.Fprintln(table)
			}
			last = c.contract
			fmt.Fprintf(table, "%s: %s\nCLAUSE\tTERM OR READING\tRULE\n", last.letter, last.name)
		}
		name := c.name
		if len(c.terms) == 0 {
			fmt.Fprintf(table, "%s\t(no term)\tworks\n", name)
		}
		for _, term := range c.terms {
			fmt.Fprintf(table, "%s\t%s\t%s\n", name, term.Name, c.contract.state(term))
			name = ""
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if err := listUnmodelled(w); err != nil {
		return err
	}
	_, err := fmt.Fprint(w, "\nA clause may need an event too: \"scenarios events\" says which of them are still to come.\n")
	return err
}

func (c *contractClause) describe(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%s of the %s\n", c.name, c.contract.name)
	if c.rule != nil {
		fmt.Fprintf(table, "  In other words\t%s\n", c.rule.Words)
		fmt.Fprintf(table, "  Rule\t%s\n", strings.Join(c.rule.Files(), ", "))
	}
	for _, term := range c.terms {
		fmt.Fprintf(table, "\n%s\n", term.Name)
		line := func(label, value string) {
			if value != "" {
				fmt.Fprintf(table, "  %s\t%s\n", label, value)
			}
		}
		if term.Reading {
			line("What", whatAReadingIs)
		}
		line("Unit or values", unitOrValues(term))
		line("In the contract", cmp.Or(c.contract.valueOf(term), "blank"))
		line("Help", term.Help)
		line("Rule", c.contract.state(term))
	}
	return table.Flush()
}
