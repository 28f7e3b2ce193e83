// Command scenarios takes cap-table and price-path workbooks and writes a workbook that shows what convertible securities
// do to the shareholders and to the company's cash.
//
// This package knows flags, the terminal and exit codes, and nothing of any contract. Each command stands in a file of its
// own: an options value, and a function that carries it out without looking at flags.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := untilInterrupted(context.Background())
	code := execute(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// untilInterrupted returns a context that ends at Ctrl-C, or when the system asks the program to stop.
func untilInterrupted(parent context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
}

// execute carries out one command line and returns the exit code.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return guarded(args, stderr, func() int {
		root := newRoot(stdout, stderr)
		root.SetArgs(args)
		if err := unknownCommand(root, args); err != nil {
			return conclude(stderr, err)
		}
		return conclude(stderr, root.ExecuteContext(ctx))
	})
}

// guarded turns a panic into a message that says what to send. Commands write files as their last step, so nothing has
// been written by then.
func guarded(args []string, stderr io.Writer, work func() int) (code int) {
	defer func() {
		if mistake := recover(); mistake != nil {
			code = exitFailed
			reportMistake(stderr, args, mistake, debug.Stack())
		}
	}()
	return work()
}

func reportMistake(stderr io.Writer, args []string, mistake any, stack []byte) {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = fmt.Sprintf("%q", arg)
	}
	fmt.Fprintf(stderr, `scenarios has stopped because of a mistake in the program, not in your workbook. Nothing was written.
Please report it, and send the lines below and, if you may share it, the workbook.
  version: %s
  command: scenarios %s
  mistake: %v
%s`, versionLine(), strings.Join(quoted, " "), mistake, stack)
}

// newRoot puts the commands together.
func newRoot(stdout, stderr io.Writer) *cobra.Command {
	cobra.EnableCommandSorting = false // help lists the commands in the order of use
	root := &cobra.Command{
		Use:   "scenarios",
		Short: "Model convertible securities from a workbook",
		Long: `scenarios reads a cap table, the terms of convertible preferred stock and notes, and
price paths from Excel workbooks. It writes a workbook that shows who is diluted and
how much cash may be called.

Start with:
  scenarios init my-deal.xlsx                  write a workbook to fill in
  scenarios check my-deal.xlsx                 say everything that is wrong with it
  scenarios run my-deal.xlsx -o result.xlsx    run it`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.SetUsageTemplate(root.UsageTemplate() + exitCodesHelp)
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newInitCommand(), newCheckCommand(), newRunCommand(), newTermsCommand(), newEventsCommand(), newClausesCommand(),
		newCompletionCommand(), newManCommand(), newVersionCommand())
	root.AddCommand(laterCommands()...)
	help := newHelpCommand()
	root.SetHelpCommand(help)
	root.AddCommand(help)
	for _, command := range root.Commands() {
		command.DisableFlagsInUseLine = true // each Use names its own
	}
	return root
}
