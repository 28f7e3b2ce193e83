package main

import (
	"github.com/spf13/cobra"

	"scenarios/model"
)

const exitCodesHelp = `
Exit codes:
  0    done
  1    the run failed and nothing was written, or a check is red (the files are then written)
  2    the command line is not right
  3    the workbook is not valid
  130  interrupted, nothing written
`

func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := unknownCommand(cmd.Root(), args); err != nil {
				return err
			}
			topic, _, err := cmd.Root().Find(args)
			if err != nil {
				return usage("%v", err)
			}
			if topic.Hidden {
				return notYetACommand(topic.Name())
			}
			topic.InitDefaultHelpFlag()
			return topic.Help()
		},
	}
}

// unknownCommand says so when the first word is no command, with the nearest one.
func unknownCommand(root *cobra.Command, args []string) error {
	if asksToComplete(args) {
		return nil
	}
	found, rest, err := root.Find(args)
	if err == nil {
		return nil
	}
	var names []string
	for _, c := range found.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	word := firstWord(rest)
	if near := model.Nearest(word, names); near != "" {
		return usage("%q is not a command. Did you mean %q?", word, near)
	}
	return usage("%q is not a command.", word)
}

// firstWord returns the first argument that is not a flag.
func firstWord(args []string) string {
	for _, arg := range args {
		if len(arg) > 0 && arg[0] != '-' {
			return arg
		}
	}
	return ""
}
