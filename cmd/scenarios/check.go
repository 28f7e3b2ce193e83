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

// checkOptions names the workbooks to check.
type checkOptions struct{ Files []string }

func newCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE...",
		Short: "Say everything that is wrong with a workbook, with its cell",
		Long: `Read the workbooks and say every problem at once, each with file, sheet and cell.
Where there is none, print what was found. Nothing is run and nothing is written.`,
		Example: "  scenarios check cap-table.xlsx price-paths.xlsx",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCheck(cmd.Context(), checkOptions{Files: args}, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// runCheck reads and resolves the workbooks without running anything. The error is every problem found.
func runCheck(ctx context.Context, o checkOptions, stdout, _ io.Writer) error {
	if err := requireFiles(o.Files, "check my-deal.xlsx"); err != nil {
		return err
	}
	in, err := readInputs(o.Files)
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	found, issues := surveyOf(in)
	if len(issues) > 0 {
		return issues
	}
	return printFound(stdout, in, found)
}

// printFound lists what the workbooks hold.
func printFound(w io.Writer, in *model.Inputs, found survey) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	printCase(table, found.base)
	listLine(table, "Scenarios", scenarioNames(found.scenarios))
	if in.Paths != nil {
		listLine(table, "Price paths", in.Paths.Names)
	}
	for _, note := range found.notes {
		fmt.Fprintf(table, "Warning: %s\n", note)
	}
	fmt.Fprintf(table, "No problems found, %s.\n", counted(len(found.notes), "warning", "warnings"))
	return table.Flush()
}

// scenarioNames adds the price path where it has a name of its own.
func scenarioNames(scenarios []model.Scenario) []string {
	names := make([]string, len(scenarios))
	for i, s := range scenarios {
		names[i] = s.Name
		if s.Path != s.Name {
			names[i] += " (" + s.Path + ")"
		}
	}
	return names
}

// printCase describes the company, the instruments and the holders of a case.
func printCase(w io.Writer, r *model.Resolved) {
	fmt.Fprintf(w, "Company\t%s, %s to %s\n", r.Company.Name, r.Company.Valuation, r.Company.Horizon)
	instruments := make([]string, len(r.Instruments))
	for i, terms := range r.Instruments {
		instruments[i] = terms.Name + " (" + terms.Kind + ")"
	}
	listLine(w, "Instruments", instruments)
	holders := make([]string, len(r.Holders))
	for i, holder := range r.Holders {
		holders[i] = holder.Name
	}
	listLine(w, "Holders", holders)
}

// namesShown keeps a line readable where a workbook has hundreds of paths.
const namesShown = 10

func listLine(w io.Writer, label string, names []string) {
	shown := strings.Join(names[:min(len(names), namesShown)], ", ")
	if more := len(names) - namesShown; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	fmt.Fprintf(w, "%s\t%d\t%s\n", label, len(names), shown)
}
