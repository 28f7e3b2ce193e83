package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// benchmarkTime is how long each benchmark runs in a round.
const benchmarkTime = "300ms"

// benchmarks times the benchmarks of a package, all but W1.
func (s *session) benchmarks(name, program, folder string) timing {
	return timing{name: name, build: []string{"go", "test", "-c", "-o", program, "./" + folder}, run: func() error {
		out, err := command(filepath.Join(s.root, folder), program, "-test.run", "^$", "-test.bench", ".", "-test.skip", "^BenchmarkW1$",
			"-test.benchtime", benchmarkTime, "-test.benchmem")
		if err != nil {
			return err
		}
		names, found := parseBenchmarks(out)
		for _, n := range names {
			if !slices.Contains(s.stages, n) {
				s.stages = append(s.stages, n)
			}
			for unit, v := range found[n] {
				s.figures.add(n+" "+unit, v)
			}
		}
		return nil
	}}
}

// benchmarkLine is a line of go test -bench: name, processors, turns, then figures with their units.
var benchmarkLine = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.+)$`)

// parseBenchmarks reads what benchmarks printed: their names, and the figures of each by unit.
func parseBenchmarks(out string) (names []string, found map[string]map[string]float64) {
	found = map[string]map[string]float64{}
	for line := range strings.Lines(out) {
		m := benchmarkLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		figures := map[string]float64{}
		words := strings.Fields(m[2])
		for i := 0; i+1 < len(words); i += 2 {
			if v, err := strconv.ParseFloat(words[i], 64); err == nil {
				figures[words[i+1]] = v
			}
		}
		names, found[m[1]] = append(names, m[1]), figures
	}
	return names, found
}
