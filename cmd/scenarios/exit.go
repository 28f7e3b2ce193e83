package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"scenarios/model"
)

// The exit codes; help lists them.
const (
	exitDone        = 0
	exitFailed      = 1   // the run failed and nothing was written, or a check is red
	exitUsage       = 2   // the command line is not right
	exitInvalid     = 3   // the workbook is not valid
	exitInterrupted = 130 // Ctrl-C
)

// usageError is something wrong with the command line itself.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

// usage returns a usageError.
func usage(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// unreadableError is an input file that could not be read at all.
type unreadableError struct{ err error }

func (e *unreadableError) Error() string { return e.err.Error() }
func (e *unreadableError) Unwrap() error { return e.err }

// redChecksError says that the results were written and that some of them don't tie.
type redChecksError struct{ lines []string }

func (e *redChecksError) Error() string {
	return fmt.Sprintf("%s red; don't rely on the results before it is cleared up", counted(len(e.lines), "check is", "checks are"))
}

// conclude prints what went wrong, if anything, and returns the exit code for it.
func conclude(stderr io.Writer, err error) int {
	var (
		issues     model.Issues
		badUsage   *usageError
		unreadable *unreadableError
		red        *redChecksError
		stopped    *model.RunError
	)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "Interrupted. Nothing was written.")
		return exitInterrupted
	case errors.As(err, &issues):
		for _, issue := range issues {
			fmt.Fprintln(stderr, issue.Error())
		}
		fmt.Fprintf(stderr, "%s found.\n", counted(len(issues), "problem", "problems"))
		return exitInvalid
	case errors.As(err, &unreadable):
		fmt.Fprintln(stderr, "scenarios:", err)
		return exitInvalid
	case errors.As(err, &badUsage):
		fmt.Fprintln(stderr, "scenarios:", err)
		fmt.Fprintln(stderr, "\"scenarios help\" lists the commands, \"scenarios help run\" the flags of one.")
		return exitUsage
	case errors.As(err, &red):
		for _, line := range red.lines {
			fmt.Fprintln(stderr, line)
		}
		fmt.Fprintln(stderr, "scenarios:", err)
		return exitFailed
	case errors.As(err, &stopped):
		fmt.Fprintf(stderr, "scenarios: the run stopped: %v\nNothing was written.\n", err)
		if stopped.Input {
			return exitInvalid
		}
		return exitFailed
	default:
		fmt.Fprintln(stderr, "scenarios:", err)
		return exitFailed
	}
}

// counted returns "1 problem" or "3 problems".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
