package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scenarios/model"
)

// termsOptions says which term to explain; all are listed where Name is empty.
type termsOptions struct{ Name string }

func newTermsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "terms [TERM]",
		Short: "List the terms of the Instruments sheet, or explain one",
		RunE: func(cmd *cobra.Command, args []string) error {
			o := termsOptions{Name: strings.Join(args, " ")}
			return runTerms(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// runTerms prints the terms as the schema declares them.
func runTerms(_ context.Context, o termsOptions, stdout, _ io.Writer) error {
	if o.Name == "" {
		return listTerms(stdout)
	}
	term, ok := model.TermByName(o.Name)
	if !ok {
		return unknownName(o.Name, "term", "scenarios terms", termNames())
	}
	return describeTerm(stdout, term)
}

func listTerms(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TERM\tUNIT OR VALUES, THE DEFAULT FIRST")
	for _, term := range model.AllTerms {
		if !term.Reading {
			fmt.Fprintf(table, "%s\t%s\n", term.Name, withRemark(unitOrValues(&term), notYet(term.Later)))
		}
	}
	fmt.Fprintln(table, "\nREADING\tVALUES, THE DEFAULT FIRST")
	for _, term := range model.AllTerms {
		if term.Reading {
			fmt.Fprintf(table, "%s\t%s\n", term.Name, withRemark(unitOrValues(&term), notYet(term.Later)))
		}
	}
	return table.Flush()
}

// withRemark appends a remark in parentheses, if there is one.
func withRemark(text, remark string) string {
	if remark == "" {
		return text
	}
	return strings.TrimSpace(text + " (" + remark + ")")
}

const whatAReadingIs = "a reading: it settles how an open text is read"

func describeTerm(w io.Writer, term *model.Term) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%s\n", term.Name)
	line := func(label, value string) {
		if value != "" {
			fmt.Fprintf(table, "  %s\t%s\n", label, value)
		}
	}
	if term.Reading {
		line("What", whatAReadingIs)
	}
	line("Unit or values", unitOrValues(term))
	line("Series A", valueAndClause(term.SeriesA, term.ClauseA))
	line("2002 Notes", valueAndClause(term.Notes, term.ClauseN))
	line("Help", term.Help)
	line("Note", notYet(term.Later))
	return table.Flush()
}

// unitOrValues returns the choices of a choice, else the unit.
func unitOrValues(term *model.Term) string {
	if len(term.Choices) > 0 {
		return strings.Join(term.Choices, " / ")
	}
	return term.Unit
}

func valueAndClause(value, clause string) string {
	switch {
	case value == "" && clause == "":
		return ""
	case value == "":
		return "blank (clause " + clause + ")"
	case clause == "":
		return value
	}
	return value + " (clause " + clause + ")"
}

// notYet says in words what of a declared thing is still to come; nothing where all of it works.
func notYet(later model.Later) string {
	if later.All {
		return "not supported yet"
	}
	var parts []string
	if len(later.Kinds) > 0 {
		parts = append(parts, "not supported yet for the kind "+strings.Join(later.Kinds, ", "))
	}
	if len(later.Values) > 0 {
		parts = append(parts, "not supported yet: "+strings.Join(later.Values, ", "))
	}
	return strings.Join(parts, "; ")
}

func termNames() []string {
	names := make([]string, len(model.AllTerms))
	for i, term := range model.AllTerms {
		names[i] = term.Name
	}
	return names
}

// unknownName says that a name is not one of those that a command lists, with the nearest one.
func unknownName(name, what, lister string, known []string) error {
	if near := model.Nearest(name, known); near != "" {
		return usage("there is no %s %q. Did you mean %q?", what, name, near)
	}
	return usage("there is no %s %q. %q lists them all.", what, name, lister)
}
