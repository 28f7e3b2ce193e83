package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// text is everything that was found, as Markdown.
func (s *session) text(rounds int, loadBefore float64) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s; %d processors; %s/%s; %s; %s. Rounds: %d, of which medians.\n", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		runtime.Version(), time.Now().Format("January 2, 2006"), rounds)
	b.WriteString(busyness(loadBefore, load()))
	b.WriteString("\n### Targets\n\n")
	b.WriteString(s.targetTable())
	b.WriteString("\n### Other programs on the task W1\n\n")
	b.WriteString(s.peerTable())
	b.WriteString("\n### Stage by stage\n\n")
	b.WriteString(s.stageTable())
	if len(s.left) > 0 {
		b.WriteString("\n### Left out\n\n")
		for _, line := range s.left {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	return b.String()
}

// table lays rows out as Markdown, the first as its head.
func table(rows ...[]string) string {
	var b strings.Builder
	for i, row := range rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(row)) + "\n")
		}
	}
	return b.String()
}

func (s *session) targetTable() string {
	rows := [][]string{{"work", "target", "measured", ""}}
	for _, t := range targets {
		words, verdict := t.judge(s.figures)
		rows = append(rows, []string{t.work, t.aim, words, verdict})
	}
	return table(rows...)
}

// peerTable holds every program against ours with as many threads.
func (s *session) peerTable() string {
	rows := [][]string{{"program", "version", "threads", "paths timed", "seconds per 100,000 paths", "lowest and highest", "ours is faster by"}}
	for _, p := range s.peers {
		seconds, ok := s.figures.median(peerKey(p.name))
		if !ok {
			continue
		}
		ratio := ""
		if ours, ok := s.figures.median(peerKey(oursName(p.threads))); ok {
			ratio = figure(seconds/ours) + " times"
		}
		all := s.figures[peerKey(p.name)]
		rows = append(rows, []string{p.name, p.version, fmt.Sprint(p.threads), fmt.Sprint(p.paths), figure(seconds),
			figure(slices.Min(all)) + " - " + figure(slices.Max(all)), ratio})
	}
	return table(rows...)
}

// stageUnits are the units of benchmarks that the table shows, in this order, and what a figure is divided by.
var stageUnits = []struct {
	unit, name string
	divide     float64
}{
	{"ns/path-day", "ns a day", 1}, {"ns/value", "ns a value", 1}, {"us/path", "us a path", 1}, {"ns/active-day", "ns an active day", 1},
	{"active-days/path", "active days a path", 1}, {"ns/op", "us a turn", 1e3}, {"allocs/op", "allocations a turn", 1},
}

func (s *session) stageTable() string {
	head := []string{"benchmark"}
	for _, u := range stageUnits {
		head = append(head, u.name)
	}
	rows := [][]string{head}
	for _, name := range s.stages {
		row := []string{name}
		for _, u := range stageUnits {
			cell := ""
			if v, ok := s.figures.median(name + " " + u.unit); ok {
				cell = figure(v / u.divide)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return table(rows...)
}

// figure rounds to three digits.
func figure(v float64) string {
	switch {
	case v == 0:
		return "0"
	case v < 0.1:
		return fmt.Sprintf("%.4f", v)
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// processor is the machine's own name for its processor, where Linux tells it.
func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "a processor that does not say its name"
	}
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "a processor that does not say its name"
}

// mostLoadBefore is the load average up to which a machine counts as quiet when the timing begins.
const mostLoadBefore = 0.7

// busyness says what else the machine did. Of its own a run makes about as much load as it uses threads, two at most.
func busyness(before, after float64) string {
	text := fmt.Sprintf("Load average %.1f before and %.1f after.\n", before, after)
	if before > mostLoadBefore || after > 2+mostLoadBefore {
		text += "\n**The machine was busy with other programs: take these figures for orders of magnitude, and run them again.**\n"
	}
	return text
}

// load is the mean number of busy programs over the last minute, where Linux tells it, and else 0.
func load() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	last, _, _ := strings.Cut(string(text), " ")
	v, err := strconv.ParseFloat(last, 64)
	if err != nil {
		return 0
	}
	return v
}
