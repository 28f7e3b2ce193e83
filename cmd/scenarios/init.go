package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"scenarios/samples"
	"scenarios/templates"
)

// initOptions says which workbook to write, and where.
type initOptions struct {
	Template string
	File     string
}

func newInitCommand() *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   "init [--template NAME] FILE.xlsx",
		Short: "Write a blank or pre-filled workbook",
		Long: "Write a blank or pre-filled workbook. A file that exists is never overwritten.\n\nTemplates: " +
			strings.Join(templateNames(), ", ") + ".",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("give the one workbook to write, such as: scenarios init my-deal.xlsx")
			}
			o.File = args[0]
			return runInit(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&o.Template, "template", "blank", "the `NAME` of the template")
	return cmd
}

// runInit writes a template to a file that does not exist yet.
func runInit(ctx context.Context, o initOptions, _, stderr io.Writer) error {
	if err := workbookName(o.File); err != nil {
		return err
	}
	data, err := templateNamed(o.Template)
	if err != nil {
		return unknownName(o.Template, "template", "scenarios help init", templateNames())
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := writeNew(o.File, data); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "Wrote %s. Fill in the blue cells in Excel, then run: scenarios check %s\n", o.File, shellWord(o.File))
	return nil
}

const templateExtension = ".xlsx"

// templateNamed returns the workbook of a name: an empty one to fill in, or a sample.
func templateNamed(name string) ([]byte, error) {
	if file, ok := samples.Templates[name]; ok {
		return samples.Files.ReadFile(file)
	}
	return templates.Files.ReadFile(name + templateExtension)
}

// templateNames lists the workbooks that init can write: those to fill in, then the samples.
func templateNames() []string {
	files, _ := fs.Glob(templates.Files, "*"+templateExtension) // fails only for a pattern that is none
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file, templateExtension)
	}
	return append(names, slices.Sorted(maps.Keys(samples.Templates))...)
}

// writeNew writes a file and refuses to touch one that exists. A file that can't be written whole is removed.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage("%s exists already and is left as it is. Give another name, or move it away first.", path)
	case errors.Is(err, fs.ErrNotExist):
		return usage("the folder of %s does not exist.", path)
	case err != nil:
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	_, err = file.Write(data)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s could not be written: %w", path, err), os.Remove(path))
	}
	return nil
}

// workbookName refuses names that Excel would not open as a workbook.
func workbookName(path string) error {
	if !strings.HasSuffix(strings.ToLower(path), ".xlsx") {
		return usage("%q should end in .xlsx, so that Excel opens it.", path)
	}
	return nil
}

// shellWord returns a word for a command line that is shown, quoted where it holds a space.
func shellWord(word string) string {
	if strings.ContainsAny(word, " \t'\"") {
		return fmt.Sprintf("%q", word)
	}
	return word
}
