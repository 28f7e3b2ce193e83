package sim

import (
	"strings"
	"testing"

	"scenarios/model"
)

// metricsOutcome has a different figure in every place that a metric may be read from.
func metricsOutcome() *model.Outcome {
	return &model.Outcome{
		Totals: model.Totals{
			CommonBefore: 101, CommonAfter: 102, NewShares: 103, Dilution: dec("0.104"), LowestConversionPrice: dec("1.05"),
			SharesFromConversion: 106, SharesFromInterest: 107, SharesFromIssues: 108, SharesFromExercise: 109, SharesCutByCap: 110,
			CashPaid: dec("111"), CashDueUnpaid: dec("112"), PeakExposure: dec("113"), LowestCash: dec("114"),
			FinalPrice: dec("1.15"), ValueToHolders: dec("116"),
		},
		Holders: []model.HolderOutcome{
			{Holder: "Fund A", Security: "Common", PercentBefore: dec("0.25"), PercentAfter: dec("0.2")},
			{Holder: "Fund A", Security: "Series A"},
			{Holder: "Fund B", Security: "Common", PercentBefore: dec("0.01"), PercentAfter: dec("0.04")},
		},
		Instruments: []model.InstrumentOutcome{{Instrument: "Series A", ConversionPrice: dec("6.5")}, {Instrument: "2002 Notes", ConversionPrice: dec("2.3")}},
	}
}

func TestValue(t *testing.T) {
	for metric, want := range map[string]string{
		"common before": "101", "common after": "102", "new shares": "103", "dilution": "0.104", "lowest conversion price": "1.05",
		"shares from conversion": "106", "shares from interest": "107", "shares from issues": "108", "shares from exercise": "109",
		"shares cut by cap": "110", "cash paid": "111", "cash due unpaid": "112", "peak exposure": "113", "lowest cash": "114",
		"final price": "1.15", "value to holders": "116",
		"dilution of Fund A": "0.05", " Dilution of fund b ": "-0.03",
		"conversion price of Series A": "6.5", "Conversion price of 2002 notes": "2.3",
	} {
		got, err := Value(metricsOutcome(), metric)
		if err != nil || !got.Equal(dec(want)) {
			t.Errorf("Value(%q) = %v, %v, want %s", metric, got, err, want)
		}
	}
}

// Every metric that the schema declares for a deterministic run has a value.
func TestEveryDeclaredMetricHasAValue(t *testing.T) {
	for _, m := range model.Metrics {
		name := strings.NewReplacer("<holder>", "Fund A", "<instrument>", "Series A").Replace(m.Name)
		_, err := Value(metricsOutcome(), name)
		if simulated := strings.HasPrefix(m.Name, "probability "); simulated != (err != nil) {
			t.Errorf("%s: needs a simulation: %v, but the error is %v", m.Name, simulated, err)
		}
	}
}

func TestValueRefusals(t *testing.T) {
	for metric, want := range map[string]string{
		"new share":                        "the nearest is 'new shares'",
		"dilution of Fund C":               "no holder is called 'fund c'; the nearest is 'Fund A'",
		"conversion price of 2002 Note":    "the nearest is '2002 Notes'",
		"probability mandatory conversion": "needs a scenario whose price path is Monte Carlo",
		"weather":                          "no metric is called 'weather'",
	} {
		if _, err := Value(metricsOutcome(), metric); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Value(%q): %v, want an error with %q", metric, err, want)
		}
	}
}
