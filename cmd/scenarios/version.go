package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

// programVersion is stamped on every output. It is a constant, and not the build's own stamp, so that the same inputs give
// the same bytes however the program was built.
const programVersion = "0.1.0"

// versionDate is what the version's manual pages are dated; it changes with programVersion.
var versionDate = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runVersion(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// runVersion prints the version and what it was built from.
func runVersion(_ context.Context, stdout, _ io.Writer) error {
	_, err := fmt.Fprintln(stdout, versionLine())
	return err
}

func versionLine() string {
	line := fmt.Sprintf("scenarios %s (%s, %s/%s", programVersion, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if revision := builtFrom(); revision != "" {
		line += ", revision " + revision
	}
	return line + ")"
}

// builtFrom returns the revision of the source, or nothing where the build did not record one.
func builtFrom() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, setting := range build.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return ""
}

// noArguments refuses anything after the command's name.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%q takes nothing more, but %q was given.", cmd.CommandPath(), args[0])
	}
	return nil
}
