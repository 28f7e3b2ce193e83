package xlsx

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// The sentences that a board asks for, and the titles of charts: both say in words what the report's figures say.

// boardSentences are three: how far holders are diluted, how low a conversion price goes and why, and the largest cash call
// against cash; and then one for each simulated scenario shown.
func boardSentences(r *sim.Report) []string {
	var sentences []string
	if len(r.Scenarios) > 0 {
		sentences = []string{dilutionSentence(r), priceSentence(r), callSentence(r)}
	}
	for _, s := range r.Simulated[:min(len(r.Simulated), mostSimulatedShown)] {
		sentences = append(sentences, simulatedSentences(r, s)...)
	}
	if len(sentences) == 0 {
		return []string{"No scenario was run."}
	}
	return sentences
}

func boardHeading(r *sim.Report) string {
	if len(r.Simulated) > 0 {
		return "In short"
	}
	return "In three sentences"
}

// simulatedSentences say what a simulation adds: how far dilution may go, how often limits and rights act, and how large a
// cash call may be.
func simulatedSentences(r *sim.Report, s sim.Simulated) []string {
	odds := func(event string) string {
		e, _ := eventOf(s, event)
		return percent(decimal.NewFromFloat(finite(e.Probability)))
	}
	rounded := func(v float64) decimal.Decimal { return decimal.NewFromFloat(finite(v)) }
	dilution, _ := metricOf(s, metricDilution)
	call, _ := metricOf(s, metricPeakExposure)
	return []string{
		s.Scenario.Name + ", " + grouped(decimal.NewFromInt(int64(s.Paths)), 0) + " simulated paths: dilution averages " + percent(rounded(dilution.Mean)) +
			" and is at most " + percent(rounded(dilution.P95)) + " on 19 paths in 20; the exchange cap cuts a conversion on " + odds(eventCapBinds) + " of paths.",
		"A redemption right opens on " + odds(eventRedemption) + " of those paths, cash falls short on " + odds(eventCashShort) +
			"; the largest cash call averages " + money(r, rounded(call.Mean)) + " and is at most " + money(r, rounded(call.P95)) + " on 19 paths in 20.",
	}
}

func dilutionSentence(r *sim.Report) string {
	low, high := dilutionRange(r)
	t := high.Outcome.Totals
	if len(r.Scenarios) == 1 {
		return "Existing holders are diluted by " + percent(t.Dilution) + " (" + high.Scenario.Name + "): common outstanding goes from " +
			plain(t.CommonBefore) + " shares to " + plain(t.CommonAfter) + "."
	}
	return "Existing holders are diluted by between " + percent(low.Outcome.Totals.Dilution) + " (" + low.Scenario.Name + ") and " +
		percent(t.Dilution) + " (" + high.Scenario.Name + "): common outstanding goes from " + plain(t.CommonBefore) + " shares to between " +
		plain(low.Outcome.Totals.CommonAfter) + " and " + plain(t.CommonAfter) + "."
}

func dilutionRange(r *sim.Report) (low, high sim.ScenarioResult) {
	byDilution := func(a, b sim.ScenarioResult) int { return a.Outcome.Totals.Dilution.Cmp(b.Outcome.Totals.Dilution) }
	return slices.MinFunc(r.Scenarios, byDilution), slices.MaxFunc(r.Scenarios, byDilution)
}

// priceSentence names, for each instrument, the lowest conversion price over the scenarios, the scenario, and the
// adjustment that led to it.
func priceSentence(r *sim.Report) string {
	sentence := ""
	for _, t := range r.Base.Instruments {
		scenario, instrument := lowestPrice(r, t.Name)
		if instrument == nil {
			continue
		}
		if sentence != "" {
			sentence += " "
		}
		if instrument.LowestPrice.GreaterThanOrEqual(instrument.StartingPrice) {
			sentence += "The conversion price of " + t.Name + " stays at " + price(r, instrument.StartingPrice) + " in every scenario."
			continue
		}
		sentence += "The conversion price of " + t.Name + " falls at the lowest from " + price(r, instrument.StartingPrice) + " to " +
			price(r, instrument.LowestPrice) + " (" + scenario.Scenario.Name + ")" + causeOf(scenario.Outcome, *instrument) + "."
	}
	return sentence
}

func lowestPrice(r *sim.Report, name string) (scenario sim.ScenarioResult, lowest *model.InstrumentOutcome) {
	for _, s := range r.Scenarios {
		for i := range s.Outcome.Instruments {
			candidate := &s.Outcome.Instruments[i]
			if candidate.Instrument == name && (lowest == nil || candidate.LowestPrice.LessThan(lowest.LowestPrice)) {
				scenario, lowest = s, candidate
			}
		}
	}
	return scenario, lowest
}

// restates are the adjustments that only write the same price in other shares, or concern one holder's part alone.
var restates = map[string]bool{"split": true, "stock dividend": true, "merger": true, "returned part": true}

// causeOf names the adjustment that took the most off a price on its way to the lowest; nothing where there was none.
func causeOf(o *model.Outcome, i model.InstrumentOutcome) string {
	var most model.Adjustment
	for _, a := range o.Adjustments {
		if restates[a.Formula] {
			continue
		}
		if a.Instrument == i.Instrument && a.Before.Sub(a.After).GreaterThan(most.Before.Sub(most.After)) {
			most = a
		}
	}
	if most.Clause == "" {
		return ""
	}
	return ", most of it by: " + most.Cause + " on " + most.Date.String() + " (" + most.Clause + ")"
}

func callSentence(r *sim.Report) string {
	worst := r.Scenarios[largestCall(r)]
	t := worst.Outcome.Totals
	if t.PeakExposure.IsZero() {
		return "No scenario calls for cash before " + r.Base.Company.Horizon.String() + "; cash is at its lowest at " +
			money(r, lowestCash(r)) + "."
	}
	sentence := "The largest cash call is " + money(r, t.PeakExposure) + " on " + t.PeakExposureDate.String() + " (" + worst.Scenario.Name + "); cash of " +
		money(r, t.PeakExposureCash) + " that day "
	if short := t.PeakExposure.Sub(t.PeakExposureCash); short.Sign() > 0 {
		return sentence + "does not cover it: " + money(r, short) + " is missing."
	}
	return sentence + "covers it."
}

func lowestCash(r *sim.Report) decimal.Decimal {
	lowest := r.Scenarios[0].Outcome.Totals.LowestCash
	for _, s := range r.Scenarios {
		lowest = decimal.Min(lowest, s.Outcome.Totals.LowestCash)
	}
	return lowest
}

func outstandingTitle(r *sim.Report) string {
	lowest, highest := r.Scenarios[0].Outcome.Totals.CommonAfter, r.Scenarios[0].Outcome.Totals.CommonAfter
	for _, s := range r.Scenarios {
		lowest, highest = min(lowest, s.Outcome.Totals.CommonAfter), max(highest, s.Outcome.Totals.CommonAfter)
	}
	if millions(lowest) == millions(highest) {
		return "Common outstanding ends at " + millions(highest) + " million"
	}
	return "Common outstanding ends at " + millions(lowest) + " to " + millions(highest) + " million"
}

// sourcesTitle names the largest source of new shares in the scenario with the largest dilution.
func sourcesTitle(r *sim.Report) string {
	s := r.Scenarios[mostDiluted(r)]
	t := s.Outcome.Totals
	if t.NewShares <= 0 {
		return "No scenario issues new shares"
	}
	type source struct {
		words  string
		shares int64
	}
	largest := slices.MaxFunc([]source{
		{"conversions", t.SharesFromConversion}, {"interest paid in shares", t.SharesFromInterest},
		{"other issues", t.SharesFromIssues}, {"exercises", t.SharesFromExercise},
	}, func(a, b source) int { return cmp.Compare(a.shares, b.shares) })
	part := ratio(decimal.NewFromInt(largest.shares), decimal.NewFromInt(t.NewShares))
	return s.Scenario.Name + ": " + percent(part) + " of new shares from " + largest.words
}

// coverTitle says in how many scenarios cash covers the largest call.
func coverTitle(r *sim.Report) string {
	called := 0
	var short []string
	for _, s := range r.Scenarios {
		t := s.Outcome.Totals
		if t.PeakExposure.Sign() > 0 {
			called++
			if t.PeakExposureCash.LessThan(t.PeakExposure) {
				short = append(short, s.Scenario.Name)
			}
		}
	}
	switch {
	case called == 0:
		return "No scenario calls for cash"
	case len(short) == 0:
		return "Cash covers the largest call in every scenario"
	case len(short) == 1:
		return "Cash does not cover the largest call in " + short[0]
	default:
		return "Cash does not cover the largest call in " + strconv.Itoa(len(short)) + " of " + plural(len(r.Scenarios), "scenario")
	}
}

// callsTitle says for one scenario whether cash at month ends covers what is called.
func callsTitle(s sim.ScenarioResult, currency string) string {
	worst := worstSnapshot(s.Outcome)
	switch headroom := headroomOf(worst); {
	case s.Outcome.Totals.PeakExposure.IsZero():
		return "Nothing is called in any scenario"
	case headroom.Sign() < 0:
		return s.Scenario.Name + ": cash is short by up to " + currency + " " + grouped(headroom.Abs(), 0) + " at month ends, most on " + worst.Date.String()
	default:
		return s.Scenario.Name + ": cash covers every call at month ends"
	}
}

// ownersTitle names the holder whose part of the common falls most.
func ownersTitle(s sim.ScenarioResult) string {
	holders := commonHolders(s.Outcome)
	falls := slices.MinFunc(holders, func(a, b model.HolderOutcome) int {
		return a.PercentAfter.Sub(a.PercentBefore).Cmp(b.PercentAfter.Sub(b.PercentBefore))
	})
	if falls.PercentAfter.GreaterThanOrEqual(falls.PercentBefore) {
		return s.Scenario.Name + ": no holder is diluted"
	}
	return s.Scenario.Name + ": " + falls.Holder + " falls from " + percent(falls.PercentBefore) + " to " + percent(falls.PercentAfter)
}

// plain is a count with thousands separators.
func plain(n int64) string { return grouped(decimal.NewFromInt(n), 0) }

func percent(fraction decimal.Decimal) string { return fraction.Shift(2).StringFixed(1) + "%" }

func millions(n int64) string { return decimal.NewFromInt(n).Shift(-6).StringFixed(1) }

func money(r *sim.Report, amount decimal.Decimal) string {
	return r.Base.Company.Currency + " " + grouped(amount, 0)
}

func price(r *sim.Report, perShare decimal.Decimal) string {
	return r.Base.Company.Currency + " " + perShare.StringFixed(4)
}
