package model_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/longtest"
)

// A case may be simulated: its scenario's path is Monte Carlo, its closes are those of the first column of Price Paths, and a
// section Chance says what a simulation would draw besides: on a Date an Event, and for each vote on the instrument that
// Event names its Draw.

// pathOf is the path of a scenario of a case.
func pathOf(in *model.Inputs, r *model.Resolved, s model.Scenario) (model.Path, model.Issues) {
	if !model.SameName(s.Path, model.MonteCarlo) {
		return model.NamedPath(in, r, s.Path)
	}
	path, issues := model.NamedPath(in, r, in.Paths.Names[0])
	if issues == nil {
		takeChance(in.Tables["Chance"], r, &path)
	}
	return path, issues
}

// randomKinds are the events of a section Chance.
var randomKinds = map[string]model.RandomEventKind{"Registration lapsed": model.RandomLapse, "Listing suspended": model.RandomDelisting, "Issue common": model.RandomFinancing}

// takeChance lays a section Chance beside the closes. Votes that it doesn't name are drawn at a half.
func takeChance(t *model.Table, r *model.Resolved, path *model.Path) {
	path.Votes = slices.Repeat([]float64{0.5}, r.VotesDrawn())
	if t == nil {
		return
	}
	voted := map[int]int{}
	for row := range t.Rows {
		event := t.Value(row, "Event").Text
		if i := slices.IndexFunc(r.Instruments, func(x model.Terms) bool { return x.Name == event }); i >= 0 {
			if place := i*r.VotesDrawn()/len(r.Instruments) + voted[i]; place < len(path.Votes) {
				path.Votes[place] = t.Value(row, "Draw").Number.InexactFloat64()
			}
			voted[i]++
			continue
		}
		day, _ := slices.BinarySearch(r.Days, t.Value(row, "Date").Date)
		if kind, known := randomKinds[event]; known && day < len(r.Days) {
			path.Random = append(path.Random, model.RandomEvent{Day: day, Kind: kind})
		}
	}
	slices.SortStableFunc(path.Random, func(a, b model.RandomEvent) int { return a.Day - b.Day })
}

// everyChance is what the simulated random cases must bring about among them.
var everyChance = []string{"Registration lapsed", "Registration restored", "Listing suspended", "closes in a row below", "Issue common", "cut to the", "Stockholder approval", "refuse", "approve", "moved by sales"}

// TestRandomSimulatedCases holds random cases to which chance brings events, votes and an impact of sales to the same tests as
// the others: event by event and on every day, exactly and fast.
func TestRandomSimulatedCases(t *testing.T) {
	if *onlyCase > 0 {
		t.Log(simulatedCase(*onlyCase))
		checkRandom(t, *onlyCase, simulatedCase(*onlyCase))
		return
	}
	seen, stopped := map[string]int{}, 0
	count := longtest.Count(60, 1500)
	for n := 1; n <= count; n++ {
		text := simulatedCase(n)
		out := checkRandom(t, n, text)
		if out == nil {
			stopped++
			continue
		}
		said := strings.Join(out.Alerts, "\n")
		for _, x := range out.Random {
			said += "\n" + x.What + ": " + x.Why
		}
		if r, path, refused := resolveText(text); refused == "" && !out.Totals.FinalPrice.Shift(6).Equal(decimal.NewFromInt(path.Closes[len(r.Days)-1])) {
			said += "\nmoved by sales"
		}
		for _, what := range everyChance {
			if strings.Contains(said, what) {
				seen[what]++
			}
		}
	}
	t.Logf("%d simulated cases, %d refused or stopped: %v", count, stopped, seen)
	if float64(stopped) > mostRefused*float64(count) {
		t.Errorf("%d of %d simulated cases were refused or stopped", stopped, count)
	}
	for _, what := range everyChance {
		if seen[what] == 0 {
			t.Errorf("no simulated case has %s", what)
		}
	}
}

// simulatedCase makes random case n one of a simulated path.
func simulatedCase(n int) string {
	g := &generator{Rand: rand.New(rand.NewPCG(uint64(n), 0xc4a2ce))}
	text := strings.Replace(randomCase(n), "\nRandom | Path |", "\nRandom | Monte Carlo |", 1)
	text = g.withVotes(text)
	closes := section(text, "Price Paths")
	dates := strings.Split(closes, "\n")
	_, start, _ := strings.Cut(dates[1], " | ")
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n== Simulation ==\nField | Value\nVolatility | 50%%\nStart price | %s\nTick | %s\n", text, start, g.pick("0.0001", "0.01"))
	if g.chance(0.6) {
		fmt.Fprintf(&b, "Price impact | %s\n", g.pick("0.02", "0.1", "0.3"))
	}
	if g.chance(0.5) {
		_, level, _ := strings.Cut(dates[1+g.IntN(len(dates)-1)], " | ")
		fmt.Fprintf(&b, "Delisted below | %s\nDelisted below for | %s\n", level, g.pick("1", "3", "10"))
	}
	fmt.Fprintf(&b, "Financings per year | 1\nFinancing size | %s\nFinancing price | %s\n\n== Chance ==\nDate | Event | Draw\n", g.pick("1", "250000", "1000000"), g.pick("85%", "100%", "60%"))
	for range g.between(0, 6) {
		date, _, _ := strings.Cut(dates[1+g.IntN(len(dates)-1)], " | ")
		fmt.Fprintf(&b, "%s | %s |\n", date, g.pick("Registration lapsed", "Registration lapsed", "Listing suspended", "Issue common", "Issue common"))
	}
	for range 4 {
		fmt.Fprintf(&b, " | Note %d | %.3f\n", g.between(1, 3), g.Float64())
		fmt.Fprintf(&b, " | Series %d | %.3f\n", g.between(1, 3), g.Float64())
	}
	return b.String()
}

// withVotes puts what an exchange cap withholds to a vote.
func (g *generator) withVotes(text string) string {
	caps := strings.Split(fieldOf(text, "Exchange cap"), " | ")
	if fieldOf(text, "Exchange cap") == "" {
		return text
	}
	row := func(term, value string) string {
		line := term
		for _, c := range caps {
			line += " | "
			if strings.TrimSpace(c) != "" {
				line += value
			}
		}
		return line
	}
	text = withTerm(withTerm(text, "Above the cap", ""), "Exchange cap applies on", "")
	cap := "\nExchange cap | " + fieldOf(text, "Exchange cap") + "\n"
	text = strings.Replace(text, cap, "\n"+row("Exchange cap", "0.5%")+"\n"+row("Above the cap", "Approval or cash")+"\n", 1)
	text = strings.Replace(text, " | Dividends in | Interest in\n", " | Dividends in | Interest in | Above the cap | Approval chance | Approval days\n", 1)
	firm := "\nFirm | Company | | | | | | | | | | "
	before, after, _ := strings.Cut(text, firm)
	interest, rest, _ := strings.Cut(after, "\n")
	return before + firm + interest + " | Approval | " + g.pick("30%", "60%") + " | " + g.pick("1", "15", "45") + "\n" + rest
}

// section is the lines of a case's section, the header among them.
func section(text, name string) string {
	_, rows, _ := strings.Cut(text, "\n== "+name+" ==\n")
	rows, _, _ = strings.Cut(rows, "\n== ")
	return strings.TrimSpace(rows)
}
