// Command bench times the simulator: beside other programs that do the same small task, stage by stage, and against the
// targets. Everything is timed in turn, round after round, so that what else the machine does hits all alike, and the
// medians are printed as Markdown. README.md says what it needs.
//
//	go run ./bench                             print the tables
//	go run ./bench -page docs/performance.md   put them into the page as well
//	go run ./bench -only 'ours|numpy'          time only these
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	rounds := flag.Int("rounds", 3, "time everything in `N` rounds")
	page := flag.String("page", "", "replace the tables in `FILE`, a Markdown page")
	only := flag.String("only", "", "time only what has a name that `REGEXP` matches")
	flag.Parse()
	if err := run(*rounds, *page, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(rounds int, page, only string) error {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	if rounds < 1 {
		return fmt.Errorf("-rounds %d: at least one is needed", rounds)
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "scenarios-bench-")
	if err != nil {
		return err
	}
	defer func() {
		if err := os.RemoveAll(scratch); err != nil {
			fmt.Fprintln(os.Stderr, "bench: left behind:", err)
		}
	}()

	before := load()
	s := &session{root: root, scratch: scratch, figures: samples{}}
	s.prepare(wanted)
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		s.round()
	}
	text := s.text(rounds, before)
	fmt.Print(text)
	if page != "" {
		if err := replaceTables(page, text); err != nil {
			return err
		}
	}
	if s.failed > 0 {
		return fmt.Errorf("%d failed: the list under the tables says which", s.failed)
	}
	return nil
}

// moduleRoot is the folder of go.mod, wherever in the module the command is called.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	file := strings.TrimSpace(string(out))
	if err != nil || filepath.Base(file) != "go.mod" {
		return "", fmt.Errorf("this is not inside the module: call it in a clone of the repository")
	}
	return filepath.Dir(file), nil
}
