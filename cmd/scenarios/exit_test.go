package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"scenarios/model"
)

func TestConclude(t *testing.T) {
	issue := model.Issue{At: model.Source{File: "a.xlsx", Sheet: "Company", Cell: "B7"}, Found: "'x'", Expected: "a date", Remedy: "Type one."}
	tests := []struct {
		name string
		err  error
		code int
		says []string
	}{
		{"nothing wrong", nil, 0, nil},
		{"interrupted", fmt.Errorf("scenario 3: %w", context.Canceled), 130, []string{"Interrupted. Nothing was written."}},
		{"two problems", model.Issues{issue, issue}, 3, []string{"a.xlsx, sheet 'Company', cell B7: found 'x'; expected a date. Type one.", "2 problems found."}},
		{"one problem", model.Issues{issue}, 3, []string{"1 problem found."}},
		{"a file that can't be read", &unreadableError{errors.New("a.xlsx: permission denied")}, 3, []string{"a.xlsx: permission denied"}},
		{"command line", usage("no %s", "flag"), 2, []string{"scenarios: no flag", "scenarios help"}},
		{"red checks", &redChecksError{[]string{"Red check: Cap table: off by 1"}}, 1, []string{"Red check: Cap table: off by 1", "1 check is red"}},
		{"a run that stopped", &model.RunError{Path: "Crash", Message: "too little history"}, 1, []string{"too little history", "Nothing was written."}},
		{"anything else", errors.New("disk full"), 1, []string{"scenarios: disk full"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var stderr bytes.Buffer
			if code := conclude(&stderr, test.err); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			for _, text := range test.says {
				if !strings.Contains(stderr.String(), text) {
					t.Errorf("%q does not say %q", stderr.String(), text)
				}
			}
			if test.says == nil && stderr.Len() > 0 {
				t.Errorf("printed %q", stderr.String())
			}
		})
	}
}

func TestAnInterruptionPrintsOneLine(t *testing.T) {
	var stderr bytes.Buffer
	conclude(&stderr, context.Canceled)
	if lines := strings.Count(stderr.String(), "\n"); lines != 1 {
		t.Errorf("%d lines: %q", lines, stderr.String())
	}
}

func TestAMistakeInTheProgramIsReportedPlainly(t *testing.T) {
	var stderr bytes.Buffer
	code := guarded([]string{"run", "my deal.xlsx"}, &stderr, func() int { panic("index out of range") })
	if code != exitFailed {
		t.Errorf("exit code %d, want %d", code, exitFailed)
	}
	for _, text := range []string{"not in your workbook", "Nothing was written", "Please report it", `"run" "my deal.xlsx"`, "index out of range", programVersion} {
		if !strings.Contains(stderr.String(), text) {
			t.Errorf("%q does not say %q", stderr.String(), text)
		}
	}
}
