package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// manOptions says where the pages go.
type manOptions struct{ Folder string }

func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man FOLDER",
		Short: "Write the manual pages",
		Long: `Write a manual page for the program and for each command to a folder, such as
scenarios.1 and scenarios-run.1. Pages of the same names are replaced.`,
		Example: `  scenarios man ~/.local/share/man/man1`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("give the one folder for the manual pages, such as: scenarios man ~/.local/share/man/man1")
			}
			return runMan(cmd.Context(), manOptions{args[0]}, cmd.Root(), cmd.ErrOrStderr())
		},
	}
}

// runMan writes the pages. They bear the version's date and not today's, so that a version always has the same pages.
func runMan(_ context.Context, o manOptions, root *cobra.Command, stderr io.Writer) error {
	if info, err := os.Stat(o.Folder); err != nil || !info.IsDir() {
		return usage("there is no folder %s; make it first.", o.Folder)
	}
	root.DisableAutoGenTag = true // no day and no maker under each page
	header := doc.GenManHeader{Section: "1", Date: &versionDate, Source: "scenarios " + programVersion, Manual: "scenarios manual"}
	if err := doc.GenManTree(root, &header, o.Folder); err != nil {
		return fmt.Errorf("the manual pages could not be written whole: %w", err)
	}
	fmt.Fprintf(stderr, "Wrote the manual pages. Read them with: man %s/scenarios.1\n", shellWord(o.Folder))
	return nil
}
