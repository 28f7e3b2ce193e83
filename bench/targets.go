package main

import (
	"fmt"
	"strings"
)

// target is a line of the table of targets: the work, what is aimed at, and what the figures say.
type target struct {
	work, aim string
	measure   func(m *measured) (words string, met bool)
}

// measured looks figures up, and remembers which it did not find.
type measured struct {
	figures samples
	missing []string
}

func (m *measured) get(name string) float64 {
	v, ok := m.figures.median(name)
	if !ok {
		m.missing = append(m.missing, name)
	}
	return v
}

// microseconds is the time of a path of the workload with what the simulation does around it, in one benchmark.
func (m *measured) microseconds(benchmark string) float64 {
	return m.get("Simulate/"+strings.ReplaceAll(benchmark, " ", "_")+" ns/op") / 1e3 // go test writes spaces so
}

// closesPerPath is how long a path of the workload is, and of W1.
const closesPerPath = 756

// naivePath is the time in which the standard library draws a path, in microseconds.
func (m *measured) naivePath() float64 {
	return m.get("NaiveGeneration ns/path-day") * closesPerPath / 1e3
}

const (
	ourGeneration = "Generation/GBM ns/path-day"
	wholeA        = "TenThousandPaths/a/workers=1 us/path"
	readOurs      = "ReadMillionCloses ns/op"
	writeOurs     = "WriteTwoMillionCells ns/op"
)

// targets are those of the design, in its order. Each is a ratio of figures of one run on one machine, but for the last.
var targets = []target{
	{"drawing GBM paths, one core", "2.4 times faster than `rand/v2` PCG, `NormFloat64` and `math.Exp`", func(m *measured) (string, bool) {
		ratio := m.get("NaiveGeneration ns/path-day") / m.get(ourGeneration)
		return fmt.Sprintf("%.1f times faster", ratio), ratio >= 2.4
	}},
	{"`a`, 10,000 paths, all but the workbook, one worker", "at most 60% of that naive generation, and 60 ns for each active day", func(m *measured) (string, bool) {
		took, active := m.get(wholeA), m.get("Rules/a/fast active-days/path")
		aim := 0.6*m.naivePath() + 0.060*active
		return fmt.Sprintf("%.1f us a path; with %.0f active days the aim is %.1f us", took, active, aim), took <= aim
	}},
	{"the same beside numpy doing only W1, one thread each", "2 times faster", func(m *measured) (string, bool) {
		ratio := m.get(peerKey("numpy, blocks of 100 paths")) * 10 / m.get(wholeA) // seconds per 100,000 paths are 10 us a path
		return fmt.Sprintf("%.2f times as fast", ratio), ratio >= 2
	}},
	atMost("`b`, one worker", 8, "`a`", "b", "a/workers=1"),
	atMost("`a` with `--exact`", 12, "`a`", "a exact", "a/workers=1"),
	atMost("`b` with `--exact`", 20, "`b`", "b exact", "b"),
	{"2 workers against 1, on `a`", "1.9 times faster", func(m *measured) (string, bool) {
		ratio := m.microseconds("a/workers=1") / m.microseconds("a/workers=2")
		return fmt.Sprintf("%.2f times", ratio), ratio >= 1.9
	}},
	{"allocations per path, fast rules", "0", func(m *measured) (string, bool) {
		a, b := m.get("Rules/a/fast allocs/op"), m.get("Rules/b/fast allocs/op")
		return fmt.Sprintf("%.0f in `a`, %.0f in `b`", a, b), a == 0 && b == 0
	}},
	{"one more scenario on the same process", "its rules and its statistics, no new paths", func(m *measured) (string, bool) {
		one, two := m.microseconds("a/workers=1"), m.microseconds("a twice")
		drawn := m.get(ourGeneration) * closesPerPath / 1e3
		return fmt.Sprintf("%.1f us; `a` alone less its paths is %.1f us", two-one, one-drawn), two-one <= one-drawn+tolerated*one
	}},
	faster("reading and preflight of 1,000 x 1,000 closes", "no slower than excelize's Rows alone; 4 times faster is aimed at", readOurs, "ReadMillionClosesByLibrary ns/op"),
	faster("writing 2,000,000 cells", "no slower than excelize's StreamWriter alone", writeOurs, "WriteTwoMillionCellsByLibrary ns/op"),
	{"`run` on Wire One, 10,000 paths, from workbooks to workbook", "under 2 s", func(m *measured) (string, bool) {
		all, few := m.get("run of Wire One, 10000 paths s"), m.get("run of Wire One, 100 paths s")
		return fmt.Sprintf("%.1f s; with 100 paths %.1f s", all, few), all < 2
	}},
}

// tolerated is how much of a figure may be noise where two that should be equal are compared.
const tolerated = 0.05

// atMost is a target for the time of one benchmark of the simulation in terms of another.
func atMost(work string, times float64, ofWhat, benchmark, of string) target {
	return target{work, fmt.Sprintf("at most %g times %s", times, ofWhat), func(m *measured) (string, bool) {
		took, held := m.microseconds(benchmark), m.microseconds(of)
		return fmt.Sprintf("%.1f times: %.1f us against %.1f us", took/held, took, held), took <= times*held
	}}
}

// faster is a target of being no slower than the library.
func faster(work, aim, ours, library string) target {
	return target{work, aim, func(m *measured) (string, bool) {
		mine, its := m.get(ours)/1e9, m.get(library)/1e9
		return fmt.Sprintf("%.2f times as fast: %.2f s against %.2f s", its/mine, mine, its), mine <= its
	}}
}

// judge fills in the last two columns of a target's row.
func (t target) judge(figures samples) (words, verdict string) {
	m := &measured{figures: figures}
	words, met := t.measure(m)
	switch {
	case len(m.missing) > 0:
		return "not measured: " + m.missing[0], ""
	case met:
		return words, "met"
	}
	return words, "**missed**"
}
