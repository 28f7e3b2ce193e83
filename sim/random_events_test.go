package sim

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// chanceOn prepares the draws of a case of three years of 252 days.
func chanceOn(seed uint64, rates model.RandomEvents) *chance {
	return newChance(&model.Resolved{Days: make([]model.Date, 756), Simulation: &model.Simulation{Seed: seed, DaysPerYear: 252, RandomEvents: rates}})
}

// poissonScores are how many standard errors the counts and the days of random events lie off those of a Poisson process:
// their mean, the square of how far each count is from the mean of the process, the paths without any, and the day they come on.
func poissonScores(c *chance, kind model.RandomEventKind, paths int, expected float64) map[string]float64 {
	var sum, squares, none, days, events float64
	for k := range paths {
		count := 0.0
		for _, ev := range c.path(k, nil).Random {
			if ev.Kind == kind {
				count++
				days += float64(ev.Day) + 0.5
			}
		}
		sum, squares, events = sum+count, squares+(count-expected)*(count-expected), events+count
		if count == 0 {
			none++
		}
	}
	n := float64(paths)
	p := math.Exp(-expected)
	return map[string]float64{
		"mean":     (sum/n - expected) / math.Sqrt(expected/n),
		"variance": (squares/n - expected) / math.Sqrt((2*expected*expected+expected)/n),
		"none":     (none/n - p) / math.Sqrt(p*(1-p)/n),
		"day":      (days/events - 378) / (756 / math.Sqrt(12) / math.Sqrt(events)),
	}
}

// Each kind of random event comes as a Poisson process of its rate; a rate 15% off is caught.
func TestRandomEventsArePoisson(t *testing.T) {
	rates := model.RandomEvents{LapsesPerYear: 0.5, DelistingsPerYear: 0.1, FinancingsPerYear: 2}
	for kind, rate := range map[model.RandomEventKind]float64{model.RandomLapse: 0.5, model.RandomDelisting: 0.1, model.RandomFinancing: 2} {
		for _, paths := range []int{20_000, 80_000} {
			for what, z := range poissonScores(chanceOn(11, rates), kind, paths, 3*rate) {
				if math.Abs(z) > 4 {
					t.Errorf("kind %d, %d paths: %s is off, z = %.1f", kind, paths, what, z)
				}
			}
			worst := 0.0
			for _, z := range poissonScores(chanceOn(11, rates), kind, paths, 3*rate*1.15) {
				worst = max(worst, math.Abs(z))
			}
			if worst <= 4 {
				t.Errorf("kind %d, %d paths: a wrong rate is not seen, z = %.1f", kind, paths, worst)
			}
		}
	}
}

// What one kind of event does depends on its own rate only, and events are in the order in which they act.
func TestKindsOfRandomEventsAreApart(t *testing.T) {
	all := chanceOn(3, model.RandomEvents{LapsesPerYear: 4, DelistingsPerYear: 1, FinancingsPerYear: 60})
	lone := chanceOn(3, model.RandomEvents{FinancingsPerYear: 60})
	seen := 0
	for k := range 50 {
		together := slices.Clone(all.path(k, nil).Random)
		if !slices.IsSortedFunc(together, func(a, b model.RandomEvent) int { return (a.Day-b.Day)*10 + int(a.Kind) - int(b.Kind) }) {
			t.Fatalf("path %d is out of order: %v", k, together)
		}
		seen += len(together)
		financings := slices.DeleteFunc(together, func(e model.RandomEvent) bool { return e.Kind != model.RandomFinancing })
		if !slices.Equal(financings, lone.path(k, nil).Random) {
			t.Fatalf("path %d: other kinds change the financings", k)
		}
	}
	if seen == 0 || len(chanceOn(3, model.RandomEvents{}).path(0, nil).Random) > 0 {
		t.Error("no events at a rate, or events at none")
	}
}

// randomCaseText is the simulated case with every kind of chance: the registration lapses, the common is delisted, the company
// finances itself, holders' sales move the price, and stockholders vote on what a cap withholds.
func randomCaseText(t *testing.T, chance string) string {
	t.Helper()
	return withChance(simulatedCaseText, chance)
}

// withChance gives the simulated case, or that with every process, every kind of chance.
func withChance(text, chance string) string {
	return strings.NewReplacer("Cash burn | 10000\n", "Cash burn | 10000\nAverage daily volume | 40000\n",
		"Ownership limit | 4.99%\nBlocked when | Owned exceeded\n", "Registration lapse, consecutive | 10\nRegistration lapse, total | 30\nQualifying markets | NNM\nDelisting days | 5\nRedemption price | 110%\n"+
			"Exchange cap | 1%\nExchange cap base | 17000000\nExchange cap counts | Conversions\nAbove the cap | Approval or cash\nCash above the cap | 100%\n",
		"2003-01-15 | Issue common", "2002-12-16 | Registration effective | | | | |\n2003-01-15 | Issue common",
		"Policy | Side | Convert\nSeller | Holder | In the money\n", "Policy | Side | Convert | Daily sale | Above the cap | Approval chance | Approval days\nSeller | Holder | In the money | 25% | | |\nBoard | Company | | | Approval | "+chance+" | 20\n",
		"Scenario | Price path | Holder policy |", "Scenario | Price path | Holder policy | Company policy |",
		"| Seller |", "| Seller | Board |",
	).Replace(text) + "Registration lapses per year | 1.5\nDelistings per year | 0.3\nDelisted below | 5.00\nDelisted below for | 5\nFinancings per year | 2\nFinancing size | 300000\nFinancing price | 85%\nPrice impact | 0.05\n"
}

func randomCases(t *testing.T, text string, paths int) []ScenarioResult {
	t.Helper()
	in := parsed(t, text)
	scenarios, _ := model.Scenarios(in)
	cases, issues, err := prepare(context.Background(), in, scenarios[:1], new(fits))
	if err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	cases[0].Resolved.Simulation.Paths = paths
	return cases
}

func simulateOne(t *testing.T, text string, paths int, o simulationOptions) Simulated {
	t.Helper()
	results, err := simulate(context.Background(), randomCases(t, text, paths), o, func() {})
	if err != nil {
		t.Fatal(err)
	}
	return results[0]
}

// With every kind of chance: any workers and blocks give the same bits, whether outcomes are kept or counted, and the exact
// engine, replaying the first paths with the same draws, the same share counts.
func TestChanceDoesNotDependOnWorkers(t *testing.T) {
	for _, kept := range []int{mostKept, 200} {
		wantSameFromAll(t, randomCases(t, randomCaseText(t, "60%"), 400), kept)
	}
}

// Each part of chance does something in that case: without it the figures are others.
func TestEveryKindOfChanceActs(t *testing.T) {
	text := randomCaseText(t, "60%")
	want := digest(t, []Simulated{simulateOne(t, text, 300, simulationOptions{unreplayed: true})})
	for _, line := range []string{"Registration lapses per year | 1.5\n", "Delistings per year | 0.3\n", "Delisted below | 5.00\nDelisted below for | 5\n", "Financings per year | 2\n", "Price impact | 0.05\n"} {
		if got := digest(t, []Simulated{simulateOne(t, strings.Replace(text, line, "", 1), 300, simulationOptions{unreplayed: true})}); got == want {
			t.Errorf("without %q nothing changes", line)
		}
		name, _, _ := strings.Cut(line, " | ")
		zero := name + " | 0\n"
		if strings.HasPrefix(line, "Delisted") {
			continue
		}
		without := digest(t, []Simulated{simulateOne(t, strings.Replace(text, line, "", 1), 100, simulationOptions{unreplayed: true})})
		if got := digest(t, []Simulated{simulateOne(t, strings.Replace(text, line, zero, 1), 100, simulationOptions{unreplayed: true})}); got != without {
			t.Errorf("%q is not the same as nothing", zero)
		}
	}
	if got := digest(t, []Simulated{simulateOne(t, randomCaseText(t, "59%"), 300, simulationOptions{unreplayed: true})}); got == want {
		t.Error("another Approval chance changes nothing")
	}
}

// votedShares is the mean of what one vote on one conversion decides: the holder converts 400 units at 7.00 into 400,000 shares
// on the first day, the cap lets 170,000 pass, and the rest is put to the vote.
func votedShares(t *testing.T, chance string, paths int) MetricSummary {
	t.Helper()
	text := strings.NewReplacer("Price impact | 0.05\n", "", "Financings per year | 2\n", "", "Registration lapses per year | 1.5\n", "", "Delistings per year | 0.3\n", "",
		"2003-01-15 | Issue common | Public | 2000000 | 80% of market | Financing | SALE\n", "", "2003-06-02 | Split | | 2 | | |\n", "",
		"Seller | Holder | In the money | 25%", "Seller | Holder | Whenever allowed |").Replace(randomCaseText(t, chance))
	s := simulateOne(t, text, paths, simulationOptions{unreplayed: true})
	return s.Metric("shares from conversion")
}

// A vote is granted as often as its chance says; a chance of 0% or 100% is the same on every path.
func TestVotesAreGrantedByTheirChance(t *testing.T) {
	const let, withheld = 170_000, 230_000
	for _, paths := range []int{2000, 8000} {
		s := votedShares(t, "60%", paths)
		if s.Min != let || s.Max != let+withheld {
			t.Fatalf("from %v to %v shares", s.Min, s.Max)
		}
		score := func(chance float64) float64 { return math.Abs(s.Mean-let-chance*withheld) / s.StandardError }
		if score(0.6) > 4 || score(0.5) <= 4 {
			t.Errorf("%d paths: %v shares, z = %.1f for 60%%, %.1f for 50%%", paths, s.Mean, score(0.6), score(0.5))
		}
	}
	for chance, want := range map[string]float64{"0%": let, "100%": let + withheld} {
		if s := votedShares(t, chance, 50); s.Min != want || s.Max != want {
			t.Errorf("chance %s: from %v to %v shares, want %v", chance, s.Min, s.Max, want)
		}
	}
}

// Sales only lower the price: on no path is the last close higher with price impact.
func TestSalesOnlyLowerThePrice(t *testing.T) {
	s := &simulation{errs: map[int64]error{}, reached: func() {}, simulationOptions: simulationOptions{workers: 1, block: defaultBlock}}
	s.add(randomCases(t, randomCaseText(t, "60%"), 300)[0])
	if err := s.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	c, lower := s.cases[0], 0
	n := slices.IndexFunc(c.impact.metrics, func(m int) bool { return c.names[m] == "final price" })
	for k, with := range c.impact.with[n] {
		if without := c.impact.without[n][k]; with > without {
			t.Errorf("path %d ends at %v, without impact at %v", k, with, without)
		} else if with < without {
			lower++
		}
	}
	if lower < 200 {
		t.Errorf("only %d of 300 paths end lower", lower)
	}
}

// The comparison is of the same paths, so that its error is smaller than that of two runs.
func TestPriceImpactIsPaired(t *testing.T) {
	text := randomCaseText(t, "60%")
	s := simulateOne(t, text, 400, simulationOptions{})
	unmoved := simulateOne(t, strings.Replace(text, "Price impact | 0.05\n", "", 1), 400, simulationOptions{})
	if len(unmoved.PriceImpact) > 0 || len(s.PriceImpact) != 4 {
		t.Fatalf("compared %v, without impact %v", s.PriceImpact, unmoved.PriceImpact)
	}
	for _, c := range s.PriceImpact {
		with, without := s.Metric(c.Metric), unmoved.Metric(c.Metric)
		if !near(c.With, with.Mean) || !near(c.Without, without.Mean) || !near(c.Difference, c.With-c.Without) || c.Paths != 400 || c.Unit != with.Unit {
			t.Errorf("%+v, the metrics are %v and %v", c, with.Mean, without.Mean)
		}
		if c.StandardError <= 0 || c.StandardError >= math.Hypot(with.StandardError, without.StandardError) {
			t.Errorf("%s: the error of the difference is %v, of the two means %v and %v", c.Metric, c.StandardError, with.StandardError, without.StandardError)
		}
		if (c.Metric == "final price" || c.Metric == "value to holders") && c.Difference >= -4*c.StandardError {
			t.Errorf("%s is not lower: %+v", c.Metric, c)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Max(1, math.Abs(b)) }
