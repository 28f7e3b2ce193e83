package xlsx

import (
	"os"
	"strings"
	"testing"

	"scenarios/model"
)

const referenceFile = "../docs/reference.md"

func TestReferencePageIsCurrent(t *testing.T) {
	want := ReferencePage()
	if *update {
		if err := os.WriteFile(referenceFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the schema gives; run: go test ./xlsx -run Reference -update", referenceFile)
	}
}

// Every row of a table has as many cells as its header, whatever its texts hold.
func TestReferencePageTablesAreWhole(t *testing.T) {
	columns := 0
	for n, line := range strings.Split(ReferencePage(), "\n") {
		cells := strings.Count(line, "|") - strings.Count(line, `\|`)
		switch {
		case !strings.HasPrefix(line, "|"):
			columns = 0
		case columns == 0:
			columns = cells
		case cells != columns:
			t.Errorf("line %d has %d separators, its table %d: %s", n+1, cells, columns, line)
		}
	}
}

func TestTermsTextNamesEveryTerm(t *testing.T) {
	text := TermsText()
	for _, term := range model.AllTerms {
		if !strings.Contains(text, "\n"+term.Name) {
			t.Errorf("no line for %s", term.Name)
		}
	}
	want := "\nConversion price                        A 1(a)(iii); N 2(b)\n    Unit: USD per share, at issue\n    Stated value divided"
	if !strings.Contains(text, want) {
		t.Errorf("no entry that begins %q in\n%s", want, text[:800])
	}
	checkLineLengths(t, text)
}

func TestEventsTextNamesEveryEvent(t *testing.T) {
	text := EventsText()
	for _, e := range model.EventKinds {
		if !strings.Contains(text, "\n"+e.Name) {
			t.Errorf("no line for %s", e.Name)
		}
	}
	if want := "    Quantity*: new shares per old"; !strings.Contains(text, want) {
		t.Errorf("no line that begins %q", want)
	}
	checkLineLengths(t, text)
}

func checkLineLengths(t *testing.T, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if letters(line) > 100 {
			t.Errorf("line of %d letters: %s", letters(line), line)
		}
	}
}
