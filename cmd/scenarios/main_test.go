package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"scenarios/model/casetext"
	"scenarios/xlsx"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"scenarios": main})
}

// TestScripts runs the command lines of testdata/script, with their exit codes and what they print.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "workbook": workbook},
	})
}

// exits runs a command and compares its exit code: "exits 2 scenarios run".
func exits(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// workbook turns a case in words into a workbook: "workbook deal.txt deal.xlsx".
func workbook(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) != 2 {
		ts.Fatalf("usage: workbook CASE.txt OUT.xlsx")
	}
	data, err := encodeCase(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

func encodeCase(text string) ([]byte, error) {
	in, _, err := casetext.Parse("case", text)
	if err != nil {
		return nil, err
	}
	return xlsx.Encode(xlsx.Book{Title: "A case", Creator: "test", Created: day("2000-06-14"), Sheets: xlsx.InputSheets(in)})
}

func TestCtrlCEndsTheContext(t *testing.T) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := untilInterrupted(t.Context())
	defer stop()
	if err := self.Signal(os.Interrupt); err != nil {
		t.Skip("this system can't send an interrupt:", err)
	}
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("the interrupt did not end the context")
	}
}

// smallDeal is a valid case with one instrument and one scenario.
const smallDeal = `
== Company ==
Field | Value
Name | Wire One
Valuation date | 2002-12-17
Horizon end | 2003-03-31
Market | NNM
Authorized common | 100000000
Cash balance | 1000000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 100 | 2000-06-14

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7.00
Convertible from | 2000-06-14

== Scenarios ==
Scenario | Price path
Rise | 9.00; flat
`

func TestAnInterruptedRunWritesNothing(t *testing.T) {
	data, err := encodeCase(smallDeal)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("deal.xlsx", data, 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	code := execute(ctx, []string{"run", "deal.xlsx", "-o", "result.xlsx", "--json", "result.json"}, &stdout, &stderr)
	if code != exitInterrupted || stderr.String() != "Interrupted. Nothing was written.\n" {
		t.Errorf("exit code %d, printed %q", code, stderr.String())
	}
	left, err := os.ReadDir(".")
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v, %v; want deal.xlsx alone", left, err)
	}
}

func TestHelpListsTheExitCodes(t *testing.T) {
	for _, args := range [][]string{{}, {"help"}, {"--help"}, {"help", "run"}, {"run", "--help"}} {
		var stdout, stderr bytes.Buffer
		if code := execute(t.Context(), args, &stdout, &stderr); code != exitDone || stderr.Len() > 0 {
			t.Errorf("%v: exit code %d, printed %q", args, code, stderr.String())
		}
		for _, text := range []string{"Exit codes:", "  130  interrupted"} {
			if !strings.Contains(stdout.String(), text) {
				t.Errorf("%v does not say %q", args, text)
			}
		}
	}
}

func TestWhatIsPlannedIsRefusedByName(t *testing.T) {
	for _, flag := range laterFlags {
		refused(t, []string{"run", "a.xlsx", "-o", "b.xlsx", "--" + flag, "3"}, "--"+flag+" is not supported yet")
		refused(t, []string{"run", "a.xlsx", "-o", "b.xlsx", "--" + flag + "=3"}, "--"+flag+" is not supported yet")
	}
	for _, name := range laterCommandNames {
		refused(t, []string{name, "a.xlsx", "--metric", "dilution"}, "\""+name+"\" is not supported yet")
		refused(t, []string{"help", name}, "\""+name+"\" is not supported yet")
	}
}

func refused(t *testing.T, args []string, says string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := execute(t.Context(), args, &stdout, &stderr)
	if code != exitUsage || !strings.Contains(stderr.String(), says) || stdout.Len() > 0 {
		t.Errorf("%v: exit code %d, printed %q and %q", args, code, stdout.String(), stderr.String())
	}
}
