package sim

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"scenarios/model"
	"scenarios/model/casetext"
)

// isoDay reads an ISO date that a test wrote.
func isoDay(t testing.TB, text string) model.Date {
	t.Helper()
	d, err := model.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// eventsOf resolves rows of Events in a case with the days of shapeCase.
func eventsOf(t testing.TB, rows string) []model.Event {
	t.Helper()
	in, _, err := casetext.Parse("events.txt", `
== Company ==
Field | Value
Name | Example
Valuation date | 2002-12-17
Horizon end | 2003-12-31
Market | NNM
Authorized common | 100000000
Cash balance | 1

== Cap Table ==
Holder | Security | Quantity
Public | Common | 1000000

== Instruments ==
Term | Series A
Kind | Preferred
Issue date | 2000-06-14
Stated value | 7000
Conversion price | 7

== Price History ==
Date | Close
2002-12-16 | 2.40

== Events ==
Date | Event | Security | Holder | Quantity | Price | Amount | Detail | ID
`+rows)
	if err != nil {
		t.Fatal(err)
	}
	r, issues := model.Resolve(in, model.Scenario{})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	return r.Events
}

// shapeCase is a case with trading days from December 17, 2002 to the end of 2003, whose last close was 2.40.
func shapeCase(t testing.TB) *model.Resolved {
	r := &model.Resolved{Calendars: model.NewCalendars(nil, false)}
	r.Days = r.Calendars.TradingDays(isoDay(t, "2002-12-17"), isoDay(t, "2003-12-31"))
	r.Past = []model.Close{{Date: isoDay(t, "2002-12-16"), Micros: 2_400_000}}
	return r
}

// closeOn returns a path's close in dollars.
func closeOn(t testing.TB, r *model.Resolved, p model.Path, text string) decimal.Decimal {
	t.Helper()
	for i, d := range r.Days {
		if d == isoDay(t, text) {
			return decimal.New(p.Closes[i], -6)
		}
	}
	t.Fatalf("%s is no trading day of the case", text)
	return decimal.Zero
}

func TestShapeReachesItsLevels(t *testing.T) {
	for _, test := range []struct {
		text   string
		closes map[string]string
	}{
		{"flat", map[string]string{"2002-12-17": "2.4", "2003-06-30": "2.4", "2003-12-31": "2.4"}},
		{"$10.50; FLAT", map[string]string{"2002-12-17": "10.5", "2003-12-31": "10.5"}},
		// Three months are 60 trading days from the Valuation date; the two days then end on the Wednesday.
		{"10; +20% over 3 months; -50% over 2 days", map[string]string{
			"2002-12-17": "10", "2003-03-14": "11.9636", "2003-03-17": "12", "2003-03-18": "8.4853", "2003-03-19": "6", "2003-12-31": "6"}},
		// Four days lead to a Saturday: the level is reached on the Monday, one factor for each of four trading days.
		{"16; -93.75% over 4 days", map[string]string{"2002-12-18": "8", "2002-12-19": "4", "2002-12-20": "2", "2002-12-23": "1", "2002-12-24": "1"}},
		{"4; flat for 1 month; +25% over 1 day", map[string]string{"2003-01-17": "4", "2003-01-21": "5", "2003-01-22": "5"}},
		// The step ends beyond the case, which stops half way: 252 of 504 trading days, the square root of two.
		{"10; +100% over 24 months", map[string]string{"2002-12-17": "10", "2003-12-17": "14.1421"}},
	} {
		r := shapeCase(t)
		path, issues := Shape(test.text, r)
		if issues != nil {
			t.Errorf("%s: %v", test.text, issues)
			continue
		}
		for date, want := range test.closes {
			if got := closeOn(t, r, path, date); !got.Equal(dec(want)) {
				t.Errorf("%s: close of %s is %s, want %s", test.text, date, got, want)
			}
		}
	}
}

func TestShapeFollowsSplits(t *testing.T) {
	r := shapeCase(t)
	r.Events = eventsOf(t, `2002-12-11 | Split | | | 3
`+r.Days[5].String()+` | Split | | | 2
`+r.Days[10].String()+` | Split | | | 0.1
`+r.Days[15].String()+` | Stock dividend | | | 0.25 | | | record `+r.Days[12].String()+`
`+r.Days[17].String()+` | Merger announced | | | 100% | | | | deal
`+r.Days[18].String()+` | Merger consummated | | | 0.5 | 3 | 12 | deal
`)
	path, issues := Shape("10; flat", r)
	if issues != nil {
		t.Fatal(issues)
	}
	for day, want := range map[int]int64{0: 10_000_000, 4: 10_000_000, 5: 5_000_000, 9: 5_000_000, 10: 50_000_000, 11: 50_000_000,
		12: 40_000_000, 15: 40_000_000, 17: 40_000_000, 18: 53_333_300, 20: 53_333_300} {
		if path.Closes[day] != want {
			t.Errorf("close of day %d is %d millionths, want %d", day, path.Closes[day], want)
		}
	}
}

func TestShapeRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "a start price if it is not the last close",
		"10":                        "Add a step after the price",
		"0; flat":                   "a start price above zero",
		"20% over 3 months":         "Mend '20% over 3 months'",
		"+20% in 3 months":          "Mend '+20% in 3 months'",
		"flat; +20% over 3 months":  "only as the last step",
		"flat for 0 months":         "Mend 'flat for 0 months'",
		"-100% over 3 months":       "Mend '-100% over 3 months'",
		"10; -99.9999% over 2 days": "prices from 0.0001",
		"+9999999% over 1 day; +9999999% over 1 day": "prices from 0.0001",
		"+1% over 99999 months":                      "steps that end by 2099",
		"10; flat;":                                  "only as the last step",
	} {
		if _, issues := Shape(text, shapeCase(t)); len(issues) != 1 || !strings.Contains(issues.Error(), want) {
			t.Errorf("%q: %v, want a message with %q", text, issues, want)
		}
	}
	r := shapeCase(t)
	r.Past = nil
	if _, issues := Shape("flat", r); !strings.Contains(issues.Error(), "Price History has no close") {
		t.Errorf("without a last close: %v", issues)
	}
	if _, issues := Shape("1; flat", r); issues != nil {
		t.Errorf("a start price needs no last close: %v", issues)
	}
}

// Whatever the steps, each level is met to the tick on the first trading day on or after its date, and between two levels
// the path runs one way, each day by the same factor.
func TestShapeProperty(t *testing.T) {
	r := shapeCase(t)
	rapid.Check(t, func(t *rapid.T) {
		percent := rapid.IntRange(-80, 150).Draw(t, "percent")
		days := rapid.IntRange(3, 360).Draw(t, "days")
		text := "10; " + decimal.NewFromInt(int64(percent)).String() + "% over " + decimal.NewFromInt(int64(days)).String() + " days"
		if percent >= 0 {
			text = strings.Replace(text, "; ", "; +", 1)
		}
		path, issues := Shape(text, r)
		if issues != nil {
			t.Fatal(issues)
		}
		target := 0
		for r.Days[target] < r.Days[0]+model.Date(days) {
			target++
		}
		level := int64(100_000 * (100 + percent))
		if path.Closes[target] != level || path.Closes[len(path.Closes)-1] != level || path.Closes[0] != 10_000_000 {
			t.Fatalf("%s: closes %d, %d and last %d, want 10000000, %d and %[4]d", text, path.Closes[0], path.Closes[target], path.Closes[len(path.Closes)-1], level)
		}
		for day := 1; day < target; day++ {
			before, on, after := float64(path.Closes[day-1]), float64(path.Closes[day]), float64(path.Closes[day+1])
			if gap := on*on - before*after; gap > 250*(before+on+after) || -gap > 250*(before+on+after) {
				t.Fatalf("%s: day %d breaks the factor: %v, %v, %v", text, day, before, on, after)
			}
		}
	})
}

func FuzzShape(f *testing.F) {
	for _, seed := range []string{"flat", "10.50; +20% over 6 months; flat for 3 months; -30% over 10 days", "$1;flat for 2 days;-1.5% over 1 month", "; ;", "+0% over 1 day"} {
		f.Add(seed)
	}
	r := shapeCase(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 500 {
			return
		}
		path, issues := Shape(text, r)
		if issues == nil && len(path.Closes) != len(r.Days) {
			t.Fatalf("%q: %d closes for %d days", text, len(path.Closes), len(r.Days))
		}
		for _, c := range path.Closes {
			if c <= 0 || c%100 != 0 {
				t.Fatalf("%q: a close of %d millionths", text, c)
			}
		}
	})
}
