package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// shells are those that commands and flags can be completed in.
var shells = []string{"bash", "zsh", "fish", "powershell"}

// completionOptions says for which shell.
type completionOptions struct{ Shell string }

func newCompletionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Print a script that lets a shell complete commands",
		Long: `Print a script for a shell. Once the shell has read it, the Tab key completes the
commands and flags of scenarios. Add one of these lines to what the shell reads at its start:

    bash        source <(scenarios completion bash)
    zsh         source <(scenarios completion zsh)
    fish        scenarios completion fish | source
    powershell  scenarios completion powershell | Out-String | Invoke-Expression

bash needs the package bash-completion; zsh needs compinit before that line.`,
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("name one shell: %s.", strings.Join(shells, ", "))
			}
			return runCompletion(cmd.Context(), completionOptions{args[0]}, cmd.Root(), cmd.OutOrStdout())
		},
	}
}

// runCompletion prints the script, which asks the program itself what there is to complete.
func runCompletion(_ context.Context, o completionOptions, root *cobra.Command, stdout io.Writer) error {
	switch o.Shell {
	case "bash":
		return root.GenBashCompletionV2(stdout, true)
	case "zsh":
		return root.GenZshCompletion(stdout)
	case "fish":
		return root.GenFishCompletion(stdout, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(stdout)
	}
	return unknownName(o.Shell, "script for the shell", "scenarios help completion", shells)
}

// asksToComplete reports whether a shell's script asks what could stand next. cobra answers that by hidden commands, which
// it adds only when it is run.
func asksToComplete(args []string) bool {
	return len(args) > 0 && slices.Contains([]string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, args[0])
}
