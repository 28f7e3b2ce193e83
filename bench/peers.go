package main

import (
	"fmt"
	"math"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// peer is a program that does W1, the small task of bench/README.md, and prints one line about it.
type peer struct {
	name     string
	threads  int
	paths    int // enough for about a second
	packages string
	probes   [][]string
	build    []string // {} stands for where the program goes
	run      []string // before the number of paths; {} as above
	options  []string // after it
	version  string   // as the program says
}

// python is Debian's, to which Debian's packages belong.
const python = "/usr/bin/python3"

func imports(modules string) [][]string { return [][]string{{python, "-c", "import " + modules}} }

const place = "{}"

var (
	naiveBuild    = []string{"go", "build", "-o", place, "./bench/naive"}
	quantLibBuild = []string{"g++", "-O3", "-march=native", "-o", place, "bench/w1/quantlib_paths.cpp", "-lQuantLib"}
)

var peers = []peer{
	{name: "Go, standard library", threads: 1, paths: 60_000, build: naiveBuild, run: []string{place}, options: []string{"1"}},
	{name: "Go, standard library, 2 threads", threads: 2, paths: 120_000, build: naiveBuild, run: []string{place}, options: []string{"2"}},
	{name: "numpy, blocks of 100 paths", threads: 1, paths: 40_000, packages: "python3-numpy", probes: imports("numpy"),
		run: []string{python, "bench/w1/numpy_blocks.py"}, options: []string{"100"}},
	{name: "numpy, path by path", threads: 1, paths: 20_000, packages: "python3-numpy", probes: imports("numpy"),
		run: []string{python, "bench/w1/numpy_paths.py"}},
	{name: "numba, fused", threads: 1, paths: 40_000, packages: "python3-numba", probes: imports("numba"),
		run: []string{python, "bench/w1/numba_fused.py"}, options: []string{"1"}},
	{name: "numba, fused, 2 threads", threads: 2, paths: 80_000, packages: "python3-numba", probes: imports("numba"),
		run: []string{python, "bench/w1/numba_fused.py"}, options: []string{"2"}},
	{name: "Octave, blocks of 1,000 paths", threads: 1, paths: 30_000, packages: "octave", probes: [][]string{{"octave-cli", "--version"}},
		run: []string{"octave-cli", "--quiet", "--no-init-file", "bench/w1/octave_blocks.m"}, options: []string{"1000"}},
	{name: "QuantLib, C++", threads: 1, paths: 5_000, packages: "libquantlib0-dev g++", build: quantLibBuild, run: []string{place}},
	{name: "QuantLib, Python", threads: 1, paths: 2_000, packages: "quantlib-python", probes: imports("QuantLib"),
		run: []string{python, "bench/w1/quantlib_paths.py"}},
	{name: "Python alone", threads: 1, paths: 3_000, packages: "python3", probes: imports("math"),
		run: []string{python, "bench/w1/plain_python.py"}},
	{name: "LibreOffice Calc", threads: 1, paths: 100, packages: "libreoffice-calc-nogui python3-uno python3-xlsxwriter",
		probes: append(imports("uno, xlsxwriter"), []string{"soffice", "--version"}), run: []string{python, "bench/w1/calc_sheet.py"}},
}

// oursName is our row of the table for so many workers.
func oursName(workers int) string {
	if workers == 1 {
		return "ours"
	}
	return fmt.Sprintf("ours, %d workers", workers)
}

// oursPaths are how many paths of W1 ours runs, about half a second's.
const oursPaths = 100_000

// ours times W1 on the simulation's own generator: BenchmarkW1 of package sim.
func (s *session) ours(program string) timing {
	for _, workers := range []int{1, 2} {
		s.peers = append(s.peers, peer{name: oursName(workers), threads: workers, paths: oursPaths, version: runtime.Version()})
	}
	return timing{name: "ours", build: []string{"go", "test", "-c", "-o", program, "./sim"}, run: func() error {
		out, err := command(filepath.Join(s.root, "sim"), program, "-test.run", "^$", "-test.bench", "^BenchmarkW1$", "-test.benchtime", strconv.Itoa(oursPaths)+"x")
		if err != nil {
			return err
		}
		_, found := parseBenchmarks(out)
		for _, workers := range []int{1, 2} {
			f := found[fmt.Sprintf("W1/workers=%d", workers)]
			r := result{paths: oursPaths, seconds: f["ns/op"] * oursPaths / 1e9, price: f["price"], share: f["share"], day: f["day"]}
			if err := s.keep(oursName(workers), r); err != nil {
				return err
			}
		}
		return nil
	}}
}

// peer times another program.
func (s *session) peer(p peer) timing {
	at := len(s.peers)
	s.peers = append(s.peers, p)
	program := filepath.Join(s.scratch, strings.NewReplacer(" ", "-", ",", "", "+", "p").Replace(p.name))
	placed := func(words []string) []string {
		var all []string
		for _, w := range words {
			all = append(all, strings.ReplaceAll(w, place, program))
		}
		return all
	}
	words := append(append(placed(p.run), strconv.Itoa(p.paths)), p.options...)
	return timing{name: p.name, packages: p.packages, probes: p.probes, build: placed(p.build), run: func() error {
		out, err := command(s.root, words...)
		if err != nil {
			return err
		}
		r, err := parseResult(out)
		if err != nil {
			return err
		}
		s.peers[at].version = r.version
		return s.keep(p.name, r)
	}}
}

// keep counts a program's time once its figures are right.
func (s *session) keep(name string, r result) error {
	if err := r.check(); err != nil {
		return err
	}
	s.figures.add(peerKey(name), r.seconds/float64(r.paths)*100_000)
	return nil
}

// peerKey names a program's seconds per 100,000 paths.
func peerKey(name string) string { return "W1 by " + name + " s" }

// result is the line that a program prints: version=... paths=... seconds=... price=... share=... day=...
type result struct {
	version                    string
	paths                      int
	seconds, price, share, day float64
}

func parseResult(out string) (result, error) {
	var r result
	line := lastLine(out)
	if _, err := fmt.Sscanf(line, "version=%s paths=%d seconds=%g price=%g share=%g day=%g", &r.version, &r.paths, &r.seconds, &r.price, &r.share, &r.day); err != nil {
		return r, fmt.Errorf("it printed %q, not the line of a result", line)
	}
	return r, nil
}

// What every program must find, from 1,000,000 paths, and how far the figures of single paths lie apart.
const (
	knownPrice, pathPrice, roundedPrice = 5.860, 1.00, 0.0005
	knownShare, roundedShare            = 0.408, 0.0005
	knownDay, pathDay, roundedDay       = 285.3, 186, 0.05
	errorsAllowed                       = 5 // standard errors
)

// check refuses figures that lie further from the known ones than chance explains: such a program does another task.
func (r result) check() error {
	n := float64(r.paths)
	if r.seconds <= 0 || n < 1 {
		return fmt.Errorf("%d paths in %g seconds can't be", r.paths, r.seconds)
	}
	for _, c := range []struct {
		name                      string
		got, want, error, rounded float64
	}{
		{"mean conversion price", r.price, knownPrice, pathPrice / math.Sqrt(n), roundedPrice},
		{"share of paths triggered", r.share, knownShare, math.Sqrt(knownShare * (1 - knownShare) / n), roundedShare},
		{"mean trigger day", r.day, knownDay, pathDay / math.Sqrt(knownShare*n), roundedDay},
	} {
		// The other way round a figure that is no number would pass.
		if allowed := errorsAllowed*c.error + c.rounded; !(math.Abs(c.got-c.want) <= allowed) {
			return fmt.Errorf("its %s is %.4f, not within %.4f of %.4f: it does not do the same task", c.name, c.got, allowed, c.want)
		}
	}
	return nil
}
