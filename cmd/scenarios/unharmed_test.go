package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A run adds its sheets to a copy of each of the workbooks, and nothing of the user's is lost or changed.
func TestUserWorkbooksAreUnharmed(t *testing.T) {
	for _, book := range userBooks() {
		t.Run(book.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			before := book.bytes(t)
			writeBytes(t, book.file, before)
			result := "result" + path.Ext(book.file)
			runs(t, "run", book.file, "-o", result, "--quiet")
			after := readBytes(t, result)
			compareParts(t, before, after)
			if !bytes.Equal(readBytes(t, book.file), before) {
				t.Error("the input was changed")
			}
			t.Run("the same bytes again", func(t *testing.T) {
				runs(t, "run", book.file, "-o", "again"+path.Ext(book.file), "--quiet")
				if !bytes.Equal(readBytes(t, "again"+path.Ext(book.file)), after) {
					t.Error("the same inputs gave other bytes")
				}
			})
			t.Run("in place", func(t *testing.T) { inPlace(t, book.file, before, after) })
		})
	}
}

// inPlace runs twice into the file itself: the second run replaces what the first one added.
func inPlace(t *testing.T, file string, before, copied []byte) {
	runs(t, "run", file, "--in-place", "--quiet")
	if !bytes.Equal(readBytes(t, file), copied) {
		t.Error("in place the workbook differs from the copy")
	}
	runs(t, "run", file, "--in-place", "--quiet")
	again := readBytes(t, file)
	compareParts(t, before, again)
	first, second := partsOf(t, copied), partsOf(t, again)
	hash := regexp.MustCompile(`\b[0-9a-f]{64}\b`) // of the file, which is another one now
	for name, text := range first {
		if hash.ReplaceAllString(second[name], "") != hash.ReplaceAllString(text, "") {
			t.Errorf("%s changed when the results were replaced", name)
		}
	}
	if names := leftOver(t); len(names) > 3 {
		t.Errorf("the folder holds %v", names)
	}
}

func leftOver(t *testing.T) []string {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func runs(t *testing.T, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := execute(t.Context(), args, &stdout, &stderr); code != exitDone || stderr.Len() > 0 {
		t.Fatalf("%v: exit code %d, printed %s", args, code, stderr.String())
	}
}

func writeBytes(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readBytes(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, file := range archive.File {
		part, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := parts[file.Name]; twice {
			t.Errorf("%s is there twice", file.Name)
		}
		parts[file.Name] = string(text)
	}
	return parts
}

// Parts in which something may be added, and the figures in them that count or point at what was.
var (
	mayGrow     = regexp.MustCompile(`^(\[Content_Types\]\.xml|(xl|office)/(_rels/)?(workbook|book)\.xml(\.rels)?|(xl/styles|office/formats)\.xml)$`)
	mayMove     = regexp.MustCompile(` (count|activeTab)="\d+"`)
	wasSelected = regexp.MustCompile(`tabSelected="(1|true)"`)
)

// compareParts holds every part of the user's against the copy. Most must be the same; in those that list what the
// workbook holds everything of the user's must stand in its order; a sheet may lose its selection, one of them at most.
func compareParts(t *testing.T, before, after []byte) {
	t.Helper()
	was, is := partsOf(t, before), partsOf(t, after)
	deselected := 0
	for name, text := range was {
		switch {
		case is[name] == text:
		case is[name] == "":
			t.Errorf("%s is gone", name)
		case mayGrow.MatchString(name):
			if missing := firstMissing(elements(text), elements(is[name])); missing != "" {
				t.Errorf("%s lost %s", name, missing)
			}
		case wasSelected.ReplaceAllString(text, `tabSelected="0"`) == is[name]:
			deselected++
		default:
			t.Errorf("%s was changed", name)
		}
	}
	if deselected > 1 {
		t.Errorf("%d sheets lost their selection", deselected)
	}
	for _, want := range []string{`name="Summary"`, `name="Checks"`, `name="scenarios.Summary"`} {
		if !strings.Contains(is["xl/workbook.xml"]+is["office/book.xml"], want) {
			t.Errorf("the workbook has no %s", want)
		}
	}
}

// A workbook that would not survive the copy stays as it is: the results go into a new one, or the run does not start.
func TestAWorkbookThatCantBeCopied(t *testing.T) {
	t.Chdir(t.TempDir())
	signed := byOpenpyxl()
	signed.parts = append(signed.parts, userPart{"_xmlsignatures/sig1.xml", "<Signature/>"})
	writeBytes(t, "deal.xlsx", signed.bytes(t))
	var stdout, stderr bytes.Buffer
	if code := execute(t.Context(), []string{"run", "deal.xlsx", "-o", "result.xlsx", "--quiet"}, &stdout, &stderr); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	const note = "Note: deal.xlsx can't be copied: it is signed, and the signature would not hold for the copy. result.xlsx is a new workbook with the inputs as values, and the results.\n"
	if stderr.String() != note {
		t.Errorf("printed %q, want %q", stderr.String(), note)
	}
	if text := partsOf(t, readBytes(t, "result.xlsx"))["xl/workbook.xml"]; !strings.Contains(text, `name="Cap Table"`) || !strings.Contains(text, `name="Summary"`) {
		t.Error("the new workbook lacks inputs or results")
	}
	stderr.Reset()
	code := execute(t.Context(), []string{"run", "deal.xlsx", "--in-place", "--quiet"}, &stdout, &stderr)
	if code != exitInvalid || !strings.Contains(stderr.String(), "Name a new workbook, -o result.xlsx") || !bytes.Equal(readBytes(t, "deal.xlsx"), signed.bytes(t)) {
		t.Errorf("exit code %d, printed %q", code, stderr.String())
	}
}

// elements splits a part into tags with the text behind them. A tag that closed itself may be open now, to hold more.
func elements(text string) []string {
	var found []string
	for _, tag := range strings.SplitAfter(mayMove.ReplaceAllString(text, ""), ">") {
		found = append(found, strings.Replace(tag, "/>", ">", 1))
	}
	return found
}

// firstMissing returns the first of the elements that does not follow in the other list.
func firstMissing(of, in []string) string {
	for _, e := range of {
		i := slices.Index(in, e)
		if i < 0 {
			return fmt.Sprintf("%q", e)
		}
		in = in[i+1:]
	}
	return ""
}
