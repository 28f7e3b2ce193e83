package samples_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
	"scenarios/xlsx"
)

// fewPaths is enough to see that a sample's simulation runs and ties out.
const fewPaths = 200

// run reads a sample's workbooks and runs every scenario.
func run(t *testing.T, files ...string) *sim.Report {
	t.Helper()
	for i := range files {
		files[i] = filepath.FromSlash(files[i])
	}
	in, issues, err := xlsx.Read(files)
	if err != nil || len(issues) > 0 {
		t.Fatalf("%v\n%v", err, issues)
	}
	var options sim.Options
	if t := in.Tables["Simulation"]; t != nil && len(t.Rows) > 0 {
		options.Paths = fewPaths
	}
	report, err := sim.Run(context.Background(), in, options)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func wireOne(t *testing.T) *sim.Report {
	return run(t, "wire-one/cap-table.xlsx", "wire-one/price-paths.xlsx")
}

// Every figure of the samples ties out, the run on every day gives the same, and so do binary fractions.
func TestSamplesTieOut(t *testing.T) {
	for name, report := range map[string]*sim.Report{
		"first": run(t, "first/first.xlsx"), "wire-one": wireOne(t), "all in one": run(t, "wire-one/all-in-one.xlsx"),
	} {
		for _, c := range report.Checks {
			if c.Kind == sim.CheckError && !c.OK {
				t.Errorf("%s: %s: %s", name, c.Name, c.Detail)
			}
		}
		for _, s := range report.Scenarios {
			agrees(t, name+", "+s.Scenario.Name+", every day", s, model.Options{EveryDay: true}, exactly)
			agrees(t, name+", "+s.Scenario.Name+", fast", s, model.Options{Fast: true}, nearly)
		}
	}
}

func agrees(t *testing.T, what string, s sim.ScenarioResult, o model.Options, equal cmp.Option) {
	t.Helper()
	other, err := model.Run(s.Resolved, s.Path, o)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	other.ActiveDays = s.Outcome.ActiveDays
	if diff := cmp.Diff(s.Outcome, other, equal); diff != "" {
		t.Errorf("%s differs (-published +other):\n%s", what, diff)
	}
}

// exactly compares decimals by value, nearly within a relative 1e-11; counts, dates and words must be the same in both.
var (
	exactly = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	nearly  = cmp.Comparer(func(a, b decimal.Decimal) bool {
		scale := decimal.Max(a.Abs(), b.Abs(), decimal.NewFromInt(1))
		return a.Sub(b).Abs().LessThanOrEqual(scale.Mul(decimal.New(1, -11)))
	})
)

// Both ways to hand the Wire One sample in lead to the same figures.
func TestOneFileOrTwo(t *testing.T) {
	two, one := wireOne(t), run(t, "wire-one/all-in-one.xlsx")
	if two.InputsSHA256 != one.InputsSHA256 {
		t.Errorf("the inputs of the two files are %s, of the one file %s", two.InputsSHA256, one.InputsSHA256)
	}
}

// scenario finds a scenario that was run.
func scenario(t *testing.T, report *sim.Report, name string) sim.ScenarioResult {
	t.Helper()
	for _, s := range report.Scenarios {
		if s.Scenario.Name == name {
			return s
		}
	}
	t.Fatalf("no scenario %s", name)
	return sim.ScenarioResult{}
}

// At the floor of 4.90 the Series A asks for 3,500,000 shares; 19.99% of 17,210,827 is 3,440,444. What the cap withholds
// is redeemed at 110%.
func TestCapBinds(t *testing.T) {
	s := scenario(t, wireOne(t), "Cap binds").Outcome
	var converted, cut decimal.Decimal
	for _, c := range s.Conversions {
		if c.Instrument != "Series A" {
			continue
		}
		if c.PriceKind != "alternative" || c.Price.String() != "4.9" || len(c.Cuts) != 1 || c.Cuts[0].Clause != "A 9" {
			t.Errorf("%s on %s at %s (%s), cuts %+v", c.Holder, c.Date, c.Price, c.PriceKind, c.Cuts)
		}
		converted, cut = converted.Add(c.Units), cut.Add(c.Asked.Sub(c.Units))
	}
	if converted.String() != "2406" || cut.String() != "44" {
		t.Errorf("%s shares of Series A converted, %s cut", converted, cut)
	}
	if paid := paidUnder(s, "A 3(b)(v)"); !paid.Equal(cut.Mul(decimal.NewFromInt(7700))) {
		t.Errorf("%s paid under A 3(b)(v)", paid)
	}
}

// A conversion price of 7.50 lifts the floor to 5.25, and the cap is out of reach.
func TestHigherConversionPriceAvoidsTheCap(t *testing.T) {
	for _, c := range scenario(t, wireOne(t), "Higher conversion price").Outcome.Conversions {
		if len(c.Cuts) > 0 {
			t.Errorf("%s on %s was cut: %+v", c.Holder, c.Date, c.Cuts)
		}
	}
}

// Both instruments convert by themselves, in full, on the first day on which their closes are complete.
func TestMandatoryConversion(t *testing.T) {
	s := scenario(t, wireOne(t), "Mandatory conversion")
	for _, want := range []struct {
		instrument, clause string
		level              int64 // micros at which a close counts
		days               int
	}{
		{"Series A", "A 1(a)(v)(ii)", 12_500_000, 20},
		{"2002 Notes", "N 2(c)", 4_800_001, 10},
	} {
		day := firstRun(s, want.instrument, want.level, want.days)
		for _, c := range s.Outcome.Conversions {
			if c.Instrument == want.instrument && (c.Kind != "mandatory" || c.Clause != want.clause || c.Date != day || len(c.Cuts) > 0) {
				t.Errorf("%s of %s on %s under %s, want %s under %s", c.Kind, c.Holder, c.Date, c.Clause, day, want.clause)
			}
		}
		for _, i := range s.Outcome.Instruments {
			if i.Instrument == want.instrument && !i.UnitsAfter.IsZero() {
				t.Errorf("%s of %s are left", i.UnitsAfter, i.Instrument)
			}
		}
	}
}

// firstRun is the first day with so many closes in a row at a level, from the instrument's issue on.
func firstRun(s sim.ScenarioResult, instrument string, level int64, days int) model.Date {
	issued := model.NoDate
	for _, t := range s.Resolved.Instruments {
		if t.Name == instrument {
			issued = t.IssueDate
		}
	}
	run := 0
	for k, day := range s.Resolved.Days {
		if run++; day < issued || s.Path.Closes[k] < level {
			run = 0
		}
		if run == days {
			return day
		}
	}
	return model.NoDate
}

// Nobody converts the notes, they fall due, and the cash does not reach.
func TestMaturity(t *testing.T) {
	s := scenario(t, wireOne(t), "Maturity").Outcome
	for _, c := range s.Conversions {
		if c.Instrument == "2002 Notes" {
			t.Errorf("%s converted notes on %s", c.Holder, c.Date)
		}
	}
	paid := paidUnder(s, "N 1(a)")
	principal := decimal.NewFromInt(4_888_000)
	for _, i := range s.Instruments {
		if i.Instrument == "2002 Notes" && !i.UnitsAfter.Add(paid).Equal(principal) {
			t.Errorf("%s of the notes paid, %s left", paid, i.UnitsAfter)
		}
	}
	if !paid.IsPositive() || !paid.LessThan(principal) || !s.Totals.CashDueUnpaid.IsPositive() {
		t.Errorf("%s paid at maturity, %s due and unpaid", paid, s.Totals.CashDueUnpaid)
	}
	opened(t, s, "2002 Notes", "N 1(a)", "2005-08-29")
}

// Ten trading days without registration, the closing of the exchanges in September 2001 among them; the holders demand
// 110% of 2,450 shares at once, and are paid five business days later.
func TestRedemptionTriggered(t *testing.T) {
	s := scenario(t, wireOne(t), "Redemption triggered").Outcome
	opened(t, s, "Series A", "A 3(b)(ii)", "2001-09-21")
	if paid := paidUnder(s, "A 3(b)(ii)"); paid.String() != "18865000" {
		t.Errorf("%s paid", paid)
	}
	for _, p := range s.Payments {
		if p.Clause == "A 3(b)(ii)" && p.Date.String() != "2001-09-28" {
			t.Errorf("%s paid %s on %s", p.Holder, p.Amount, p.Date)
		}
	}
}

// What is unconverted in June 2003 may be redeemed; the fourteenth is a Saturday.
func TestSlowDecline(t *testing.T) {
	s := scenario(t, wireOne(t), "Slow decline").Outcome
	opened(t, s, "Series A", "A 3(b)(vii)", "2003-06-16")
	if n := len(s.Adjustments); n != 5 {
		t.Errorf("%d adjustments, want those of two grants, two sales and the notes", n)
	}
}

// The first sample shows the two ends of a note: it converts in full, or falls due with too little cash.
func TestFirst(t *testing.T) {
	report := run(t, "first/first.xlsx")
	if got := scenario(t, report, "Rises").Outcome.Totals; got.NewShares != 1_000_000 || !got.CashDueUnpaid.IsZero() {
		t.Errorf("Rises: %d new shares, %s due and unpaid", got.NewShares, got.CashDueUnpaid)
	}
	falls := scenario(t, report, "Falls").Outcome
	if falls.Totals.NewShares != 0 || !falls.Totals.CashDueUnpaid.IsPositive() {
		t.Errorf("Falls: %d new shares, %s due and unpaid", falls.Totals.NewShares, falls.Totals.CashDueUnpaid)
	}
	opened(t, falls, "Note", "N 1(a)", "2024-12-16")
}

// opened checks that a right opened, and when.
func opened(t *testing.T, s *model.Outcome, instrument, clause, on string) {
	t.Helper()
	for _, right := range s.Triggers {
		if right.Instrument == instrument && right.Clause == clause {
			if right.Date.String() != on {
				t.Errorf("%s of %s opened on %s, want %s", clause, instrument, right.Date, on)
			}
			return
		}
	}
	t.Errorf("%s of %s did not open: %+v", clause, instrument, s.Triggers)
}

// paidUnder is the cash paid under a clause.
func paidUnder(s *model.Outcome, clause string) decimal.Decimal {
	paid := decimal.Zero
	for _, p := range s.Payments {
		if p.Clause == clause {
			paid = paid.Sub(p.Amount)
		}
	}
	return paid
}
