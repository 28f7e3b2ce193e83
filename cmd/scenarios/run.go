package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"scenarios/model"
	"scenarios/sim"
	"scenarios/xlsx"
)

// standardOutput is the file name that stands for standard output.
const standardOutput = "-"

// runOptions says what to run and where the results go.
type runOptions struct {
	Files      []string
	Output     string   // the workbook to write; empty for none
	InPlace    bool     // the results go into the first of Files
	JSON       string   // the JSON file to write, "-" for standard output; empty for none
	Scenarios  []string // names; empty for all that the workbook includes
	Set        []string // overrides, "Series A: Conversion price=6.50"
	Paths      int      // of every simulated scenario; zero for the workbook's own
	Seed       uint64   // the same
	Workers    int      // that share simulated paths; zero for one per processor
	Exact      bool     // simulated paths in decimals throughout
	Quiet      bool     // no progress and no summary
	NoProgress bool
	RunDate    model.Date // stamped on the output; NoDate for the valuation date
}

func newRunCommand() *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run FILE... -o OUT.xlsx [flags]",
		Short: "Run every scenario and write the results",
		Long: `Run every scenario that the workbooks ask for, and write a workbook with the results,
JSON, or both. The workbook is a copy of the first FILE, with everything in it, and with
the results as further sheets; input sheets of the other files are added as values.
The input workbooks are not changed, unless --in-place asks for the results in the first;
an output file that exists is replaced whole. Results of an earlier run that stand in the
first FILE are replaced; a workbook with macros (.xlsm) gives one with macros.
SOURCE_DATE_EPOCH in the environment sets the run date that is stamped on the output;
without it that is the Valuation date.`,
		Example: `  scenarios run cap-table.xlsx price-paths.xlsx -o result.xlsx
  scenarios run deal.xlsx -o result.xlsx --scenario "Slow decline" --set "Series A: Conversion price=6.50"
  scenarios run deal.xlsx --in-place
  scenarios run deal.xlsx --json -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Files = args
			for _, flag := range []string{"paths", "workers"} {
				if value, err := cmd.Flags().GetInt(flag); err == nil && value < 1 && cmd.Flags().Changed(flag) {
					return usage("--%s takes a number above zero.", flag)
				}
			}
			var err error
			if o.RunDate, err = runDate(os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
				return err
			}
			return runRun(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false // the order of use
	flags.StringVarP(&o.Output, "output", "o", "", "write the results to this workbook, `OUT.xlsx`")
	flags.BoolVar(&o.InPlace, "in-place", false, "write the results into the first FILE instead")
	flags.StringVar(&o.JSON, "json", "", "write the results as JSON to `FILE`; - for standard output")
	flags.StringArrayVar(&o.Scenarios, "scenario", nil, "run only the scenario `NAME`; may be repeated")
	flags.StringArrayVar(&o.Set, "set", nil, "change an input, `'TARGET=VALUE'`, in every scenario; may be repeated")
	flags.IntVar(&o.Paths, "paths", 0, "simulate `N` paths in place of the workbook's number")
	flags.Uint64Var(&o.Seed, "seed", 0, "draw them from seed `N` in place of the workbook's")
	flags.IntVar(&o.Workers, "workers", 0, "share simulated paths among `N` workers; without it one per processor.\nIt never changes a figure")
	flags.BoolVar(&o.Exact, "exact", false, "simulate in exact decimals throughout: slower, the audit of the usual run")
	flags.BoolVar(&o.Quiet, "quiet", false, "print neither progress nor a summary")
	flags.BoolVar(&o.NoProgress, "no-progress", false, "print no progress")
	return cmd
}

// runDate reads SOURCE_DATE_EPOCH, seconds since 1970; an empty text gives NoDate.
func runDate(epoch string) (model.Date, error) {
	if epoch == "" {
		return model.NoDate, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return model.NoDate, usage("SOURCE_DATE_EPOCH is %q; it should be a number of seconds since 1970-01-01.", epoch)
	}
	year, month, day := time.Unix(seconds, 0).UTC().Date()
	return model.DateOf(year, month, day), nil
}

// runRun runs the scenarios and writes the results. Everything is put together in memory first: whatever fails or is
// interrupted before that leaves every file as it was.
func runRun(ctx context.Context, o runOptions, stdout, stderr io.Writer) error {
	edits, err := o.validate()
	if err != nil {
		return err
	}
	in, err := readInputs(o.Files)
	if err != nil {
		return err
	}
	place, err := o.destination(in)
	if err != nil {
		return err
	}
	report, err := o.simulate(ctx, in, edits, stderr)
	if err != nil {
		return err
	}
	results, err := o.layOut(in, report, place)
	if err != nil {
		return err
	}
	o.Output = results.place.path
	summary := results.place.note + o.summary(report)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := results.write(stdout); err != nil {
		return err
	}
	fmt.Fprint(stderr, summary)
	return redChecks(report)
}

// validate refuses command lines that can't be meant, and reads the overrides.
func (o runOptions) validate() ([]model.Edit, error) {
	if err := requireFiles(o.Files, "run cap-table.xlsx -o result.xlsx"); err != nil {
		return nil, err
	}
	if o.Output == "" && !o.InPlace && o.JSON == "" {
		return nil, usage("say where the results go: -o result.xlsx for a workbook, --json result.json for JSON, or both.")
	}
	if o.Output != "" && o.InPlace {
		return nil, usage("-o and --in-place name two places for the workbook; give one of them.")
	}
	if err := o.validateTargets(); err != nil {
		return nil, err
	}
	edits := make([]model.Edit, len(o.Set))
	for i, text := range o.Set {
		edit, err := model.ParseEdit(text)
		if err != nil {
			return nil, usage("--set %q: %v", text, err)
		}
		edits[i] = edit
	}
	return edits, nil
}

func (o runOptions) validateTargets() error {
	if o.Output != "" {
		if err := resultName(o.Output); err != nil {
			return err
		}
		if err := o.validateTarget(o.Output); err != nil {
			return err
		}
	}
	if o.InPlace {
		if err := xlsx.Writable(o.Files[0]); err != nil {
			return err
		}
	}
	if o.JSON == "" || o.JSON == standardOutput {
		return nil
	}
	if o.Output != "" && sameFile(o.Output, o.JSON) {
		return usage("-o and --json both name %s; give them different files.", o.JSON)
	}
	return o.validateTarget(o.JSON)
}

// validateTarget refuses to write over an input, and says early what would fail only after a long run.
func (o runOptions) validateTarget(target string) error {
	for _, file := range o.Files {
		if sameFile(file, target) {
			return usage("%s is an input and is not written over; give the output another name.", target)
		}
	}
	if info, err := os.Stat(target); err == nil && info.IsDir() {
		return usage("%s is a folder; name a file in it.", target)
	}
	if info, err := os.Stat(filepath.Dir(target)); err != nil || !info.IsDir() {
		return usage("the folder of %s does not exist; make it first.", target)
	}
	return xlsx.Writable(target)
}

// resultName refuses names that no copy of a workbook can have.
func resultName(path string) error {
	if strings.EqualFold(filepath.Ext(path), ".xlsm") {
		return nil // the first workbook must be one with macros, which shows when it is read
	}
	return workbookName(path)
}

// sameFile reports whether two names lead to one file, links included.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	if errA == nil && errB == nil {
		return os.SameFile(infoA, infoB)
	}
	absoluteA, errA := filepath.Abs(a)
	absoluteB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && absoluteA == absoluteB
}

func (o runOptions) simulate(ctx context.Context, in *model.Inputs, edits []model.Edit, stderr io.Writer) (*sim.Report, error) {
	shown := newProgress(stderr, o.Quiet || o.NoProgress)
	defer shown.finish()
	return sim.Run(ctx, in, sim.Options{
		Scenarios: o.Scenarios,
		Set:       edits,
		Version:   programVersion,
		RunDate:   o.RunDate,
		Progress:  shown.update,
		Paths:     o.Paths,
		Seed:      o.Seed,
		Workers:   o.Workers,
		Exact:     o.Exact,
	})
}

// results are the outputs of a run as bytes, by where they go.
type results struct {
	place          destination
	jsonPath       string
	workbook, json []byte
}

func (o runOptions) layOut(in *model.Inputs, report *sim.Report, place destination) (results, error) {
	laid := results{jsonPath: o.JSON}
	var err error
	if place.path != "" {
		if laid.place, laid.workbook, err = place.encode(in, report); err != nil {
			return results{}, fmt.Errorf("the workbook could not be put together and nothing was written: %w", err)
		}
	}
	if o.JSON != "" {
		if laid.json, err = encodeJSON(report); err != nil {
			return results{}, fmt.Errorf("the JSON could not be put together and nothing was written: %w", err)
		}
	}
	return laid, nil
}

// write saves the workbook and then the JSON.
func (r results) write(stdout io.Writer) error {
	if r.place.path != "" {
		if err := r.place.save(r.workbook); err != nil {
			return err
		}
	}
	switch r.jsonPath {
	case "":
		return nil
	case standardOutput:
		_, err := io.Copy(stdout, bytes.NewReader(r.json))
		return err
	}
	if err := xlsx.Save(r.jsonPath, r.json); err != nil {
		if r.place.path != "" {
			return fmt.Errorf("%w; %s was written", err, r.place.path)
		}
		return err
	}
	return nil
}

// bookOf is a workbook with the report's properties and no sheet yet.
func bookOf(report *sim.Report) xlsx.Book {
	return xlsx.Book{
		Title:   report.Base.Company.Name + ": dilution and redemption exposure",
		Creator: "scenarios " + programVersion,
		Created: report.RunDate,
		Active:  summarySheet,
	}
}

// resultBook is the output where the first workbook can't be copied: the summary, the inputs as they were read, then the
// other results.
func resultBook(in *model.Inputs, report *sim.Report) xlsx.Book {
	book := bookOf(report)
	var others []xlsx.Sheet
	for _, sheet := range xlsx.OutputSheets(report) {
		if sheet.Name == summarySheet {
			book.Sheets = append(book.Sheets, sheet)
		} else {
			others = append(others, sheet)
		}
	}
	book.Sheets = append(book.Sheets, xlsx.InputSheets(in)...)
	book.Sheets = append(book.Sheets, others...)
	return book
}

// summarySheet is the sheet on which the output opens.
const summarySheet = "Summary"

// redChecks returns an error that names the checks that failed, if any.
func redChecks(report *sim.Report) error {
	var lines []string
	for _, check := range report.Checks {
		if check.Kind == sim.CheckError && !check.OK {
			lines = append(lines, fmt.Sprintf("Red check: %s: %s", check.Name, check.Detail))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return &redChecksError{lines}
}
