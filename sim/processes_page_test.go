package sim

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the scores into docs/processes.md, and the bits into testdata")

// processesPage holds the scores between two lines: go test ./sim -run ClosedForms -update
const processesPage = "../docs/processes.md"

const scoresBegin, scoresEnd = "<!-- scores -->\n", "<!-- end of scores -->"

// scoresOnPage keeps the table of scores on the page what the test finds.
func scoresOnPage(t *testing.T, rows []string) {
	text, err := os.ReadFile(processesPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), scoresBegin)
	_, after, found := strings.Cut(rest, scoresEnd)
	if !found {
		t.Fatalf("%s has no place for the scores", processesPage)
	}
	want := before + scoresBegin + "| process | figure | closed form | z, 15,000 paths | z, 60,000 paths |\n|---|---|---|---|---|\n" + strings.Join(rows, "\n") + "\n" + scoresEnd + after
	if *update && !t.Failed() {
		if err := os.WriteFile(processesPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("%s does not hold these scores; run: go test ./sim -run ClosedForms -update", processesPage)
	}
}
