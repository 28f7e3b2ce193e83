package main

import (
	"fmt"
	"os"
	"strings"
)

// The marks in a page between which the tables stand.
const (
	tablesBegin = "<!-- tables of bench: begin -->\n"
	tablesEnd   = "<!-- tables of bench: end -->\n"
)

// replaceTables puts the tables into a page, in place of those of an earlier run.
func replaceTables(file, tables string) error {
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, err := withTables(string(old), tables)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, []byte(text), 0o644)
}

func withTables(page, tables string) (string, error) {
	before, rest, begins := strings.Cut(page, tablesBegin)
	_, after, ends := strings.Cut(rest, tablesEnd)
	if !begins || !ends {
		return "", fmt.Errorf("the marks %q and %q, between which the tables go, are not both there", strings.TrimSpace(tablesBegin), strings.TrimSpace(tablesEnd))
	}
	return before + tablesBegin + tables + tablesEnd + after, nil
}
