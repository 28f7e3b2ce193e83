package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// dec reads a decimal that a test states.
func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// day reads a date that a test states.
func day(text string) model.Date {
	d, err := model.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// handMadeReport has one line of everything, with figures that show how each is rounded.
func handMadeReport() *sim.Report {
	low, high, tailError := 0.44, 0.46, 0.002
	outcome := &model.Outcome{
		Totals: model.Totals{
			CommonBefore: 17_210_827, CommonAfter: 20_650_110, NewShares: 3_439_283,
			Dilution: dec("0.16655034767369277936"), LowestConversionPrice: dec("6.81234567890123456789"),
			CashPaid: dec("97760.005"), PeakExposure: dec("18865000"), PeakExposureDate: day("2003-06-16"),
		},
		Holders: []model.HolderOutcome{
			{Holder: "Fund R&D", Security: "Common", Before: dec("0"), After: dec("2450000"), PercentAfter: dec("0.1186434163")},
			{Holder: "Fund R&D", Security: "2002 Notes", Before: dec("4888000"), After: dec("1222000.5")},
		},
		Instruments: []model.InstrumentOutcome{
			{Instrument: "Series A", Kind: "Preferred", UnitsBefore: dec("2450"), UnitsAfter: dec("0"), ConversionPrice: dec("6.8123456789012345678")},
			{Instrument: "2002 Notes", Kind: "Note", UnitsBefore: dec("4888000"), UnitsAfter: dec("1222000.5"), ConversionPrice: dec("2.40")},
		},
		Conversions: []model.Conversion{
			{Date: day("2001-07-02"), Instrument: "Series A", Holder: "Fund R&D", Units: dec("2450"), Price: dec("7"),
				PriceKind: "conversion price", Shares: 2_450_000, Clause: "A 1(b)",
				Cuts: []model.Cut{{Clause: "A 9", Units: dec("12"), Shares: 12_000}}},
			{Date: day("2003-01-06"), Instrument: "2002 Notes", Holder: "Fund R&D", Units: dec("3665999.5"), Price: dec("2.4"),
				PriceKind: "conversion price", Shares: 1_527_499, FractionCash: dec("1.995"), Besides: dec("50.005"), Clause: "N 2(a)",
				Cuts: []model.Cut{{Clause: "N 4(a)", Units: dec("100.1"), Shares: 41}}},
		},
		Adjustments: []model.Adjustment{{Date: day("2002-01-10"), Instrument: "Series A", Clause: "A 1(g)(i)",
			Before: dec("7"), After: dec("6.81234567890123456789"), Shares: dec("3526650"), Consideration: dec("22041562.5"),
			BaseBefore: dec("17210827.3333333333"), BaseAfter: dec("20737477.3333333333")}},
		Interest: []model.InterestPayment{{Date: day("2003-03-31"), PaidOn: day("2003-04-01"), Instrument: "2002 Notes",
			Holder: "Fund R&D", Days: 104, Amount: dec("112967.11111111111111111"), PaidIn: "cash", Cash: dec("112967.11")}},
		Exposure: []model.Exposure{{Date: day("2003-06-16"), Instrument: "Series A", Contingent: dec("18865000"),
			Triggered: dec("18865000"), Blocked: dec("-0.001"), Clause: "A 3(b)(vii)"}},
		ExchangeCap: []model.CapUse{{Instrument: "Series A", Holder: "Fund R&D", Allocation: 3_440_444, Used: 2_450_000, Room: 990_444}},
	}
	addLedgers(outcome)
	return &sim.Report{
		Version: "0.1.0", InputsSHA256: "00ff", RunDate: day("2000-06-14"),
		Base: &model.Resolved{Company: model.Company{Name: "Wire One", Currency: "USD"}},
		Scenarios: []sim.ScenarioResult{
			{Scenario: model.Scenario{Name: "Slow decline"}, Outcome: outcome},
			{Scenario: model.Scenario{Name: "Nothing happens"}, Outcome: &model.Outcome{}},
		},
		Simulated: []sim.Simulated{{
			Scenario: model.Scenario{Name: "Simulated"}, Simulation: model.Simulation{Seed: 18446744073709551615}, Paths: 10_000, Generator: "generator; version 1", BinWidth: sim.BinWidth,
			Convergence: []sim.ConvergencePoint{{Paths: 5000, Mean: 0.17, StandardError: 2e-9}, {Paths: 10_000, Mean: 0.16655034767369277, StandardError: 1e-9}},
			Metrics: []sim.MetricSummary{{Metric: "dilution", Unit: "% of common", Mean: 0.16655034767369277, StandardError: 1e-9, Min: 0, Max: 0.5,
				P1: 0.01, P5: 0.05, P25: 0.25, P50: 0.3, P75: 0.35, P95: 0.45, P99: 0.49, TailMean95: 0.47, TailError: &tailError, Intervals: [7]sim.Interval{{High: &high}, 5: {Low: &low, High: &high}}, Histogram: []sim.Bin{{From: 0, Count: 10_000}}}},
			Probabilities: []sim.Probability{{Event: "cap binds", Probability: 0.25, Low: 0.2416, High: 0.2586,
				P5Date: day("2000-06-29"), MedianDate: day("2001-07-02"), P95Date: day("2001-08-01"), PathsBy: []int{0, 250}},
				{Event: "default", High: 0.0004, P5Date: model.NoDate, MedianDate: model.NoDate, P95Date: model.NoDate, PathsBy: []int{0, 0}}},
			Series: []sim.SimulatedSeries{{Metric: "close", Unit: "USD per share", Dates: []model.Date{day("2000-06-14"), day("2000-06-30")},
				P5: []float64{6.5, 5.25}, P25: []float64{6.6, 6}, P50: []float64{6.75, 6.8}, P75: []float64{6.9, 7.5}, P95: []float64{7, 8.125}}},
			Fit: sim.HistoryFit{Returns: 40, Processes: []sim.ProcessFit{
				{Process: "GBM", Chosen: true, LogLikelihood: 75.5, AIC: -147, Note: "Mean and standard deviation.",
					Parameters: []sim.FittedParameter{{Name: "Volatility", Unit: "per year", Value: 0.6, StandardError: 0.07}}},
				{Process: "Merton", Note: "Needs 250 daily returns; Price History has 40."},
			}},
		}},
		Checks: []sim.Check{
			{Name: "Shares roll forward", Kind: sim.CheckError, OK: true, Detail: "difference 0"},
			{Name: "Exchange cap", Kind: sim.CheckAlert, OK: false, Detail: "it bound on 2001-07-02"},
		},
	}
}

// addLedgers adds a line of each ledger with every date, and one without the dates that may be missing.
func addLedgers(o *model.Outcome) {
	o.Triggers = []model.Trigger{
		{Date: day("2002-03-04"), Instrument: "Series A", What: "redemption right", Clause: "A 3(c)(i)", NoticeBy: day("2002-03-04"),
			From: day("2002-03-04"), Until: day("2002-03-08"), Ended: day("2002-03-06"), Cause: "Merger announced (M1)"},
		{Date: day("2003-06-16"), Instrument: "Series A", What: "redemption right", Clause: "A 3(b)(vii)", NoticeBy: model.NoDate,
			From: day("2003-06-16"), Until: model.NoDate, Ended: model.NoDate, Cause: "Not converted by the final date"},
		{Date: day("2004-02-02"), Instrument: "2002 Notes", What: "maturity", Clause: "N 1(a)", NoticeBy: model.NoDate,
			From: day("2004-02-02"), Until: model.NoDate, Ended: model.NoDate, Cause: "maturity"},
	}
	o.Demands = []model.Demand{
		{Date: day("2002-03-05"), Instrument: "Series A", Holder: "Fund R&D", Units: dec("10"), Amount: dec("77000"), Clause: "A 3(c)(i)",
			DueOn: model.NoDate, PaidOn: model.NoDate, Lapsed: true},
		{Date: day("2003-06-16"), Instrument: "Series A", Holder: "Fund R&D", Units: dec("2450"), Amount: dec("18865000"), Clause: "A 3(b)(vii)",
			DueOn: day("2003-06-23"), Paid: dec("18000000.5"), PaidOn: day("2003-06-30"), Unpaid: dec("864999.5")},
		{Date: day("2003-06-17"), Instrument: "2002 Notes", Holder: "Fund R&D", Units: dec("1222000.5"), Amount: dec("1222000.5"), Clause: "N 13",
			DueOn: day("2003-07-01"), PaidOn: model.NoDate, Unpaid: dec("1222000.5")},
	}
	o.Dividends = []model.Dividend{
		{Record: day("2002-05-01"), PayOn: day("2002-05-15"), What: "cash dividend", Instrument: "Series A", Holder: "Fund R&D",
			Shares: 2_450_000, Amount: dec("122500"), How: "cash", Clause: "A 4"},
		{Record: day("2002-08-01"), PayOn: day("2002-08-15"), What: "stock dividend", Holder: "Fund R&D", Shares: 1_000, Amount: dec("100"), How: "in shares",
			Clause: "A 1(g)(ii)"},
	}
	o.Rights = []model.PurchaseRight{{Date: day("2002-09-03"), Holder: "Fund R&D", Rights: 500, Price: dec("1.50"), Worth: dec("125"), Taken: 0,
		Clause: "A 2(b)"}}
	o.Freezes = []model.Freeze{
		{Instrument: "Series A", From: day("2002-03-04"), Until: day("2002-03-06"), Price: dec("6.80"), Cause: "Merger announced (M1)", Clause: "A 1(g)(iii)"},
		{Instrument: "Series A", From: day("2003-06-02"), Until: model.NoDate, Price: dec("6.80"), Cause: "Tender announced (T1)", Clause: "A 1(g)(iii)"},
	}
	o.Reserve = []model.ReserveLine{{Date: day("2002-04-01"), Needed: 3_000_000, Available: 2_500_000, Clause: "A 5"}}
}

func TestJSONIsTheGoldenFile(t *testing.T) {
	got, err := encodeJSON(handMadeReport())
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "report.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("go test ./cmd/scenarios -run JSON -update rewrites the file; read the difference first (-want +got):\n%s", diff)
	}
}

func TestJSONHasNoNull(t *testing.T) {
	data, err := encodeJSON(&sim.Report{})
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"scenarios", "monte_carlo", "sensitivity", "triggers", "checks"} {
		if list, ok := document[name].([]any); !ok || len(list) != 0 {
			t.Errorf("%s is %v, want an empty array", name, document[name])
		}
	}
	data, err = encodeJSON(&sim.Report{Scenarios: []sim.ScenarioResult{{Outcome: &model.Outcome{}}}})
	if err != nil || bytes.Contains(data, []byte("null")) {
		t.Errorf("a scenario in which nothing happens: %v\n%s", err, data)
	}
}

func TestFiguresInJSON(t *testing.T) {
	tests := []struct {
		name      string
		got, want any
	}{
		{"half a cent goes away from zero", money(dec("0.005")), "0.01"},
		{"half a cent owed goes away from zero", money(dec("-0.005")), "-0.01"},
		{"money keeps two decimals", money(dec("1250")), "1250.00"},
		{"a nought that was rounded has no sign", money(dec("-0.001")), "0.00"},
		{"the sixteenth decimal rounds away from zero", quotient(dec("0.0000000000000005")), "0.000000000000001"},
		{"trailing zeros are dropped", quotient(dec("7.00")), "7"},
		{"a price has no exponent", quotient(dec("1E+3")), "1000"},
		{"a whole count is a number", count(dec("2450000.00")), json.Number("2450000")},
		{"a fraction of a deemed share is a quotient", count(dec("0.25")), "0.25"},
		{"principal is money", noteNames{"N": true}.units("N", dec("5")), "5.00"},
		{"preferred units are a number", noteNames{"A": false}.units("A", dec("5")), json.Number("5")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %v, want %v", test.got, test.want)
			}
		})
	}
}
