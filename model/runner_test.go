package model_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
)

// TestRunnerGivesTheOutcomesFigures runs every case through a Runner, with another path in between so that nothing of it
// is left behind, and compares its figures with the outcome of the full run.
func TestRunnerGivesTheOutcomesFigures(t *testing.T) {
	files, _ := filepath.Glob("testdata/cases/*.txt")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, _, err := casetext.Parse(filepath.Base(file), string(text))
			if err != nil {
				t.Fatal(err)
			}
			r, path := resolveFirst(t, in)
			out, err := model.Run(r, path, model.Options{})
			if err != nil {
				t.Fatal(err)
			}
			other := path
			other.Closes = make([]int64, len(path.Closes))
			for k := range other.Closes {
				other.Closes[k] = path.Closes[0]*2 + int64(k)*1000
			}
			for _, fast := range []bool{true, false} {
				runner, err := model.NewRunner(r, fast)
				if err != nil {
					t.Fatal(err)
				}
				var f model.Figures
				for _, p := range []model.Path{path, other, path} {
					if err := runner.Run(p, &f); err != nil && &p.Closes[0] == &path.Closes[0] {
						t.Fatal(err)
					}
				}
				compareFigures(t, r, out, &f)
			}
		})
	}
}

func compareFigures(t *testing.T, r *model.Resolved, out *model.Outcome, f *model.Figures) {
	t.Helper()
	want := figuresOf(out)
	for k, name := range model.FigureNames(r) {
		w, ok := want[name]
		if !ok {
			continue
		}
		if g := f.Values[k]; math.Abs(g-w.InexactFloat64()) > 1e-9*math.Max(1, math.Abs(g)) {
			t.Errorf("%s: %v, want %s", name, g, w)
		}
	}
	dates := model.SeriesDates(r)
	if len(dates) != len(out.Series) {
		t.Fatalf("%d month ends, want %d", len(dates), len(out.Series))
	}
	for m, s := range out.Series {
		if dates[m] != s.Date || f.Series[1][m] != float64(s.Outstanding) || math.Abs(f.Series[4][m]-s.Cash.InexactFloat64()) > 0.001 {
			t.Errorf("%s: series %v %v, want %d %s", s.Date, f.Series[1][m], f.Series[4][m], s.Outstanding, s.Cash)
		}
	}
}

// figuresOf are the figures of a full run by their names.
func figuresOf(out *model.Outcome) map[string]decimal.Decimal {
	o := out.Totals
	whole := decimal.NewFromInt
	want := map[string]decimal.Decimal{"common after": whole(o.CommonAfter), "new shares": whole(o.NewShares), "dilution": o.Dilution,
		"lowest conversion price": o.LowestConversionPrice, "shares from conversion": whole(o.SharesFromConversion),
		"shares from interest": whole(o.SharesFromInterest), "shares from issues": whole(o.SharesFromIssues),
		"shares from exercise": whole(o.SharesFromExercise), "shares cut by cap": whole(o.SharesCutByCap), "cash paid": o.CashPaid,
		"cash due unpaid": o.CashDueUnpaid, "peak exposure": o.PeakExposure, "lowest cash": o.LowestCash, "final price": o.FinalPrice}
	for _, i := range out.Instruments {
		want["conversion price of "+i.Instrument] = i.ConversionPrice
	}
	for _, h := range out.Holders {
		if h.Security == "Common" {
			want["dilution of "+h.Holder] = h.PercentBefore.Sub(h.PercentAfter)
		}
	}
	return want
}

func BenchmarkRunner(b *testing.B) {
	text, err := os.ReadFile("testdata/cases/34-cascade-notes-then-series-a.txt")
	if err != nil {
		b.Fatal(err)
	}
	in, _, err := casetext.Parse("34", string(text))
	if err != nil {
		b.Fatal(err)
	}
	s, _ := model.Scenarios(in)
	r, issues := model.Resolve(in, s[0])
	if len(issues) > 0 {
		b.Fatal(issues)
	}
	path, _ := model.NamedPath(in, r, s[0].Path)
	for name, fast := range map[string]bool{"fast": true, "exact": false} {
		b.Run(name, func(b *testing.B) {
			runner, err := model.NewRunner(r, fast)
			if err != nil {
				b.Fatal(err)
			}
			var f model.Figures
			b.ReportAllocs()
			for b.Loop() {
				if err := runner.Run(path, &f); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(f.Active), "active-days")
		})
	}
}

// An alternative price whose average reaches back further than Price History stops the run with words, and only on a day on
// which somebody would convert.
func TestAverageWithoutHistory(t *testing.T) {
	const text = `
== Company ==
Field | Value
Name | Young
Valuation date | 2003-06-16
Horizon end | 2003-07-31
Authorized common | 100000000
Cash balance | 1000000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 17000000 |
Fund A | Series A | 400 | 2003-06-16

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2003-06-16
Stated value | 7000
Conversion price | 7.00
Opening conversion price | 7.00
Convertible from | 2003-06-16
Whole units only | Yes
Fractions | Nearest
Market price days | 20
Market price statistic | Average
Window includes the day | No
Alternative price from | 2003-06-16
Alternative price floor | 70%
Alternative price % of market price | 100%

== Price History ==
Date | Close
2003-06-12..2003-06-13 | 4.00

== Price Paths ==
Date | Level
2003-06-16..2003-07-31 | 4.00

== Scenarios ==
Scenario | Price path | Holder policy
Base | Level | Seller

== Policies ==
Policy | Side | Convert
Seller | Holder | In the money
`
	r, _ := resolveFirst(t, parse(t, text))
	for _, c := range []struct {
		name  string
		close func(day int) int64
		fails bool
	}{
		{"never in the money", func(int) int64 { return 4_000_000 }, false},
		{"in the money on the fifth day", func(day int) int64 { return 4_000_000 + int64(day/4)*1_000_000 }, true},
		{"in the money when the average is there", func(day int) int64 { return 4_000_000 + int64(day/20)*1_000_000 }, false},
	} {
		closes := make([]int64, len(r.Days))
		for day := range closes {
			closes[day] = c.close(day)
		}
		for _, o := range []model.Options{{}, {Fast: true}, {EveryDay: true}} {
			_, err := model.Run(r, model.Path{Name: c.name, Closes: closes}, o)
			var failed *model.RunError
			if c.fails && (!errors.As(err, &failed) || !failed.Input) || !c.fails && err != nil {
				t.Errorf("%s, %+v: %v", c.name, o, err)
			}
		}
	}
}
