package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// timing is something that every round times.
type timing struct {
	name     string
	packages string     // of Debian, that hold what it needs besides Go
	probes   [][]string // commands that fail where something is missing
	build    []string   // a command that makes the program, if it has to be made
	run      func() error
}

// session is what was timed so far.
type session struct {
	root    string // of the module
	scratch string // a folder for what is built
	timings []timing
	figures samples
	peers   []peer   // in the order of the table
	stages  []string // the benchmarks seen, in their order
	left    []string // what was left out, a sentence each
	failed  int      // of those, the ones that a missing package does not explain
}

// samples are figures by name and unit, one of each round.
type samples map[string][]float64

func (s samples) add(name string, v float64) { s[name] = append(s[name], v) }

// median is the middle figure, the mean of two where there is no middle.
func (s samples) median(name string) (float64, bool) {
	values := slices.Sorted(slices.Values(s[name]))
	n := len(values)
	if n == 0 {
		return 0, false
	}
	return (values[(n-1)/2] + values[n/2]) / 2, true
}

// longestCommand is when a command is given up.
const longestCommand = 5 * time.Minute

// command runs a program in a folder and returns what it printed; the error holds the end of what it complained of.
func command(folder string, words ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), longestCommand)
	defer cancel()
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Dir = folder
	// One thread is one thread, also for the libraries behind numpy and Octave; and no caches are left in the clone.
	c.Env = append(os.Environ(), "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "PYTHONDONTWRITEBYTECODE=1")
	var complaint strings.Builder
	c.Stderr = &complaint
	out, err := c.Output()
	if ctx.Err() != nil {
		return "", fmt.Errorf("no end after %s", longestCommand)
	}
	if last := lastLine(complaint.String() + string(out)); err != nil && last != "" {
		return "", fmt.Errorf("%w: %s", err, last)
	}
	return string(out), err
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// prepare builds what is wanted and can be built, and leaves out the rest.
func (s *session) prepare(wanted *regexp.Regexp) {
	for _, t := range s.all() {
		if !wanted.MatchString(t.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, "preparing", t.name)
		if err := s.ready(t); err != nil {
			s.leaveOut(t, err)
			continue
		}
		s.timings = append(s.timings, t)
	}
}

// ready looks for what a timing needs and builds its program.
func (s *session) ready(t timing) error {
	for _, probe := range t.probes {
		if _, err := command(s.root, probe...); err != nil {
			return err
		}
	}
	if t.build == nil {
		return nil
	}
	_, err := command(s.root, t.build...)
	return err
}

// leaveOut says why something is not timed. What is not installed is no failure.
func (s *session) leaveOut(t timing, why error) {
	line := fmt.Sprintf("%s is left out: %v.", t.name, why)
	if t.packages != "" {
		line += " It needs `apt-get install --no-install-recommends " + t.packages + "`."
	} else {
		s.failed++
	}
	fmt.Fprintln(os.Stderr, line)
	s.left = append(s.left, line)
}

// round times everything once. What fails is not tried again.
func (s *session) round() {
	s.timings = slices.DeleteFunc(s.timings, func(t timing) bool {
		began := time.Now()
		err := t.run()
		fmt.Fprintf(os.Stderr, "  %-45s %5.1f s\n", t.name, time.Since(began).Seconds())
		if err != nil {
			t.packages = "" // it is installed, and fails all the same
			s.leaveOut(t, err)
		}
		return err != nil
	})
}

// all is everything that can be timed, in the order of a round.
func (s *session) all() []timing {
	sim, xlsx := s.testProgram("sim"), s.testProgram("xlsx")
	timings := []timing{s.ours(sim)}
	for _, p := range peers {
		timings = append(timings, s.peer(p))
	}
	return append(timings, s.benchmarks("stages of a simulation", sim, "sim"), s.benchmarks("workbooks", xlsx, "xlsx"), s.wireOne())
}

// testProgram is where the test program of a package is built.
func (s *session) testProgram(name string) string { return filepath.Join(s.scratch, name+".test") }

// wireOneWorkbooks are the sample whose whole run has a target.
var wireOneWorkbooks = []string{"samples/wire-one/cap-table.xlsx", "samples/wire-one/price-paths.xlsx"}

// wireOne times whole runs of the sample, from workbooks to workbook: with 10,000 paths, and with hardly any, which is what
// the workbooks and the scenarios along given paths take.
func (s *session) wireOne() timing {
	program := filepath.Join(s.scratch, "scenarios")
	return timing{name: "run of Wire One", build: []string{"go", "build", "-o", program, "./cmd/scenarios"}, run: func() error {
		for _, paths := range []string{"10000", "100"} {
			words := append([]string{program, "run"}, wireOneWorkbooks...)
			words = append(words, "--quiet", "--paths", paths, "-o", filepath.Join(s.scratch, "wire-one.xlsx"))
			began := time.Now()
			if _, err := command(s.root, words...); err != nil {
				return err
			}
			s.figures.add("run of Wire One, "+paths+" paths s", time.Since(began).Seconds())
		}
		return nil
	}}
}
