package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"scenarios/model"
)

// eventFields are the columns of Events that depend on the kind of event, in the sheet's order.
var eventFields = []string{"Security", "Holder", "Quantity", "Price", "Amount", "Detail"}

// eventsOptions says which event to explain; all are listed where Name is empty.
type eventsOptions struct{ Name string }

func newEventsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "events [EVENT]",
		Short: "List the events of the Events sheet, or explain one",
		RunE: func(cmd *cobra.Command, args []string) error {
			o := eventsOptions{Name: strings.Join(args, " ")}
			return runEvents(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// runEvents prints the kinds of event as the schema declares them.
func runEvents(_ context.Context, o eventsOptions, stdout, _ io.Writer) error {
	if o.Name == "" {
		return listEvents(stdout)
	}
	kind, ok := model.EventByName(o.Name)
	if !ok {
		return unknownName(o.Name, "event", "scenarios events", eventNames())
	}
	return describeEvent(stdout, kind)
}

func listEvents(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "EVENT\tFIELDS, THOSE THAT MAY BE BLANK IN BRACKETS")
	for _, kind := range model.EventKinds {
		fmt.Fprintf(table, "%s\t%s\n", kind.Name, withRemark(strings.Join(fieldsTaken(&kind), ", "), notYet(kind.Later)))
	}
	return table.Flush()
}

func describeEvent(w io.Writer, kind *model.EventKind) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%s\n", kind.Name)
	for _, field := range eventFields {
		if meaning, takes := kind.Fields[field]; takes {
			if slices.Contains(kind.Needs, field) {
				meaning = strings.TrimSpace(meaning + " (must be given)")
			}
			fmt.Fprintf(table, "  %s\t%s\n", field, meaning)
		}
	}
	fmt.Fprintf(table, "  Acts in\tstep %d of the day\n", kind.Step)
	fmt.Fprintf(table, "  Help\t%s\n", kind.Help)
	if later := notYet(kind.Later); later != "" {
		fmt.Fprintf(table, "  Note\t%s\n", later)
	}
	return table.Flush()
}

// fieldsTaken returns the fields of an event in the sheet's order, optional ones in brackets.
func fieldsTaken(kind *model.EventKind) []string {
	var taken []string
	for _, field := range eventFields {
		if _, takes := kind.Fields[field]; !takes {
			continue
		}
		if !slices.Contains(kind.Needs, field) {
			field = "[" + field + "]"
		}
		taken = append(taken, field)
	}
	return taken
}

func eventNames() []string {
	names := make([]string, len(model.EventKinds))
	for i, kind := range model.EventKinds {
		names[i] = kind.Name
	}
	return names
}
