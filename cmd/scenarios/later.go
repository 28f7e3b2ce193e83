package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scenarios/model"
)

// Flags and commands that are planned: using one is refused by name, so that nobody takes it for a spelling mistake or
// believes that it was obeyed.
var (
	laterFlags = []string{
		"shard", "part", "charts", "replay", "previous",
	}
	laterCommandNames = []string{"solve", "compare", "explain", "merge"}
)

// laterCommands returns hidden commands that say that they are still to come, whatever their flags.
func laterCommands() []*cobra.Command {
	commands := make([]*cobra.Command, len(laterCommandNames))
	for i, name := range laterCommandNames {
		commands[i] = &cobra.Command{
			Use:                name,
			Short:              "Not supported yet",
			Hidden:             true,
			DisableFlagParsing: true,
			RunE:               func(*cobra.Command, []string) error { return notYetACommand(name) },
		}
	}
	return commands
}

func notYetACommand(name string) error { return usage("the command %q is not supported yet.", name) }

// flagError words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return usage("the flag --%s can't be %q.", invalid.GetFlag().Name, invalid.GetValue())
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return usage("%v.", err)
	}
	name := unknown.GetSpecifiedName()
	if slices.Contains(laterFlags, name) {
		return usage("the flag --%s is not supported yet.", name)
	}
	if shorthands := unknown.GetSpecifiedShortnames(); shorthands != "" {
		return usage("%q has no flag -%s.", cmd.CommandPath(), strings.TrimPrefix(name, "-"))
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := model.Nearest(name, known); near != "" {
		return usage("%q has no flag --%s. Did you mean --%s?", cmd.CommandPath(), name, near)
	}
	return usage("%q has no flag --%s.", cmd.CommandPath(), name)
}
