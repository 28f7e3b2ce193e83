package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
)

// small is a case of one preferred stock and one note, written in a few lines: what a test leaves out stands as here.
type small struct {
	company, rows, terms, events string
	closes                       string // rows of Price Paths; else 6.00 on every day
	policy                       string // convert, redeem, exercise of everybody
	companyPolicy                string
}

const smallDays = "2002-01-02..2002-03-28"

// run runs a small case in all ways and returns its outcome.
func (s small) run(t *testing.T) *model.Outcome {
	t.Helper()
	closes, policy, company := s.closes, s.policy, s.companyPolicy
	if closes == "" {
		closes = smallDays + " | 6.00"
	}
	if policy == "" {
		policy = "On notices | Never | On notices"
	}
	if company == "" {
		company = "Cash"
	}
	terms := map[string]string{"Kind": "Preferred | Note", "Issue date": "2001-06-14 | 2001-12-17", "Stated value": "1000 | 1", "Conversion price": "5.00 | 4.00", "Whole units only": "Yes | No"}
	order := []string{"Kind", "Issue date", "Stated value", "Conversion price", "Whole units only"}
	for _, line := range rowsOf(s.terms) {
		name, values, _ := strings.Cut(line, " | ")
		if _, known := terms[name]; !known {
			order = append(order, name)
		}
		terms[name] = values
	}
	text := "== Company ==\nField | Value\nName | Small\nValuation date | 2002-01-02\nHorizon end | 2002-03-28\nMarket | NNM\nAuthorized common | 1000000000\n"
	if !strings.Contains(s.company, "Cash balance") {
		text += "Cash balance | 0\n"
	}
	text += strings.Join(rowsOf(s.company), "\n") + "\n== Cap Table ==\nHolder | Security | Quantity | Price | Issued | Expires | Category\nPublic | Common | 1000000\n" + strings.Join(rowsOf(s.rows), "\n") +
		"\n== Instruments ==\nTerm | Series A | Notes\n"
	for _, name := range order {
		text += name + " | " + terms[name] + "\n"
	}
	text += "== Events ==\nDate | Event | Security | Holder | Quantity | Price | Amount | Detail | ID\n" + strings.Join(rowsOf(s.events), "\n") +
		"\n== Price History ==\nDate | Close\n2001-10-01..2001-12-31 | 6.00\n== Price Paths ==\nDate | Path\n" + strings.Join(rowsOf(closes), "\n") +
		"\n== Policies ==\nPolicy | Side | Convert | Redeem | Exercise | Interest in\nAll | Holder | " + policy + "\nFirm | Company | | | | " + company +
		"\n== Scenarios ==\nScenario | Price path | Holder policy | Company policy\nSmall | Path | All | Firm\n"
	if _, _, refused := resolveText(text); refused != "" {
		t.Fatal(refused)
	}
	out, bad := runAll(text)
	if bad != "" {
		t.Fatal(bad)
	}
	if out == nil {
		t.Fatal("the run stops")
	}
	return out
}

// rowsOf splits lines and drops their indentation.
func rowsOf(text string) []string {
	var rows []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}

const protection = `Anti-dilution | Weighted average (deemed) | Weighted average (actual)
	Readjust at expiry | Yes | No`

// TestPriceProtection names for each cause the adjustments that it brings, by instrument, and those that it must not bring.
func TestPriceProtection(t *testing.T) {
	both := "Fund A | Series A | 100\nFund N | Notes | 400000"
	for _, c := range []struct{ why, rows, terms, events, want string }{
		{"an issue below both prices", both, protection, "2002-01-10 | Issue common | | Public | 100000 | 3.00", "Notes; Series A"},
		{"an issue between the prices", both, protection, "2002-01-10 | Issue common | | Public | 100000 | 4.50", "Series A"},
		{"an issue at the price", both, protection, "2002-01-10 | Issue common | | Public | 100000 | 5.00", ""},
		{"an issue above the prices", both, protection, "2002-01-10 | Issue common | | Public | 100000 | 5.01", ""},
		{"an excluded category", both, protection + "\nAnti-dilution excludes | Strategic licence | Strategic licence", "2002-01-10 | Issue common | | Public | 100000 | 3.00 | | Strategic licence", ""},
		{"no protection", both, "Anti-dilution | None | None", "2002-01-10 | Issue common | | Public | 100000 | 3.00", ""},
		{"nothing outstanding", "Fund A | Series A | 100", protection, "2002-01-10 | Issue common | | Public | 100000 | 3.00", "Series A"},
		{"before its issue, nothing is dilutive to an instrument", both, protection, "2001-11-01 | Issue common | | Public | 100000 | 3.00", "Series A"},
		{"a grant of warrants below", both, protection, "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 4.50", "Series A"},
		{"a grant of warrants above", both, protection, "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 5.50", ""},
		{"their exercise brings no second adjustment", both, protection, "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 3.50\n2002-02-10 | Exercise | Warrant: new | Fund A | 100000", "Notes; Series A"},
		{"their lapse takes the adjustment back where the contract says so", both, protection, "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 3.50\n2002-02-11 | Expire | Warrant: new", "Notes; Series A; Series A"},
		{"a split restates", both, protection, "2002-01-10 | Split | | | 2", "Series A; Notes"},
		{"a lapse after a split is that of all options", both, protection, "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 4.50\n2002-01-22 | Split | | | 2\n2002-02-11 | Expire | Warrant: new", "Series A; Series A; Notes; Series A"},
		{"a price change of the higher does not reach the lower", both, protection + "\nAmended securities adjust | Replay | Replay", "2002-01-10 | Issue common | | Public | 100000 | 4.50", "Series A"},
	} {
		out := small{rows: c.rows, terms: c.terms, events: c.events}.run(t)
		var got []string
		for _, a := range out.Adjustments {
			got = append(got, a.Instrument)
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: adjusts %q, want %q\n%v", c.why, strings.Join(got, "; "), c.want, out.Adjustments)
		}
	}
}

// TestLapseAfterSplit: 100,000 options of before a 2-for-1 split are 200,000 after it. When all of them lapse, the price is
// what the split alone makes of it; when 50,000 stay, it is (2.50 x 2,000,000 + 50,000 x 2.25) / 2,050,000.
func TestLapseAfterSplit(t *testing.T) {
	for _, c := range []struct{ lapsing, want string }{{"", "2.5"}, {"150000", "2.49390244"}, {"200000", "2.5"}} {
		out := small{rows: "Fund A | Series A | 100", terms: protection,
			events: "2002-01-10 | Grant warrant | Warrant: new | Fund A | 100000 | 4.50\n2002-01-22 | Split | | | 2\n2002-02-11 | Expire | Warrant: new | | " + c.lapsing}.run(t)
		if got := out.Instruments[0].ConversionPrice.Round(8); !got.Equal(decimal.RequireFromString(c.want)) {
			t.Errorf("%q lapse: the price is %s, want %s", c.lapsing, got, c.want)
		}
	}
}

// TestGrantAfterSplit: the price of a grant is one of its own day, whatever splits came before.
func TestGrantAfterSplit(t *testing.T) {
	out := small{rows: "Fund A | Series A | 100",
		events: "2002-01-10 | Split | | | 2\n2002-01-22 | Grant warrant | Warrant: new | Fund A | 1000 | 4.50\n2002-02-11 | Exercise | Warrant: new | Fund A | 1000"}.run(t)
	if got := out.Payments[0].Amount; !got.Equal(decimal.NewFromInt(4500)) {
		t.Errorf("the exercise brings %s, want 4,500", got)
	}
}

// TestSplitChangesNothing: a 2-for-1 split doubles shares and changes neither money nor parts, where levels follow it.
func TestSplitChangesNothing(t *testing.T) {
	const terms = protection + `
		Mandatory price | 7.00 |
		Mandatory days | 3 |
		Mandatory price follows splits | Yes |
		Ownership limit | 9% |
		Blocked when | Owned exceeded |
		Exchange cap | | 5%
		Exchange cap base | | 1000000
		Interest rate | | 8%
		Interest dates | | Month ends
		Interest share price days | | 5
		Fractions | Down | Down`
	const rows = "Fund A | Series A | 1000\nFund N | Notes | 400000\nFund N | Warrant | 10000 | 5.50 | | 2002-03-01"
	before := small{rows: rows, terms: terms, policy: "In the money | Never | At expiry if in the money", companyPolicy: "Shares",
		events: "2002-02-14 | Issue common | | Public | 10000 | 3.00",
		closes: "2002-01-02..2002-02-04 | 6.00\n2002-02-05..2002-03-28 | 8.00"}.run(t)
	after := small{rows: rows, terms: terms, policy: "In the money | Never | At expiry if in the money", companyPolicy: "Shares",
		events: "2002-02-06 | Split | | | 2\n2002-02-14 | Issue common | | Public | 20000 | 1.50",
		closes: "2002-01-02..2002-02-04 | 6.00\n2002-02-05 | 8.00\n2002-02-06..2002-03-28 | 4.00"}.run(t)
	for _, c := range []struct {
		what       string
		got, twice int64
	}{
		{"common", after.Totals.CommonAfter, before.Totals.CommonAfter},
		{"from conversion", after.Totals.SharesFromConversion, before.Totals.SharesFromConversion},
		{"from interest", after.Totals.SharesFromInterest, before.Totals.SharesFromInterest},
		{"from exercise", after.Totals.SharesFromExercise, before.Totals.SharesFromExercise},
	} {
		if few := int64(2 * len(after.Conversions)); c.twice == 0 || outside(c.got-2*c.twice, few+1) {
			t.Errorf("%s: %d after the split, %d without it", c.what, c.got, c.twice)
		}
	}
	if len(before.Conversions) != len(after.Conversions) || before.Conversions[0].Date != after.Conversions[0].Date {
		t.Errorf("other conversions:\n%v\n%v", before.Conversions, after.Conversions)
	}
	unit := decimal.NewFromInt(1)
	for k := range before.Instruments {
		if b, a := before.Instruments[k].UnitsAfter, after.Instruments[k].UnitsAfter; b.Sub(a).Abs().GreaterThan(unit.Mul(decimal.NewFromInt(4))) {
			t.Errorf("%s: %s left after the split, %s without it", before.Instruments[k].Instrument, a, b)
		}
	}
}

// TestMandatoryConversionWaits names the day of a mandatory conversion, and when there must be none.
func TestMandatoryConversionWaits(t *testing.T) {
	const level = "Mandatory price | 8.00 |\nMandatory days | 3 |\nFractions | Down | Down\n"
	high := "2002-01-02..2002-01-31 | 7.99\n2002-02-01..2002-03-28 | 8.00"
	for _, c := range []struct{ why, terms, events, closes, want string }{
		{"three closes at the level", level, "", high, "2002-02-05"},
		{"strictly above it, never", level + "Mandatory comparison | Above |", "", high, ""},
		{"never declared effective", level + "Mandatory needs registration | Once declared |", "", high, ""},
		{"declared late", level + "Mandatory needs registration | Once declared |", "2002-02-20 | Registration effective | Series A", high, "2002-02-20"},
		{"declared once, lapsed since", level + "Mandatory needs registration | Once declared |", "2002-01-10 | Registration effective | Series A\n2002-01-15 | Registration lapsed | Series A", high, "2002-02-05"},
		{"effective on all the days", level + "Mandatory needs registration | All days |", "2002-02-04 | Registration effective | Series A", high, "2002-02-06"},
		{"effective on an earlier day", level + "Mandatory needs registration | On the day |", "2002-02-05 | Registration effective | Series A", high, "2002-02-06"},
		{"a level that follows a split", level + "Mandatory price follows splits | Yes |", "2002-02-04 | Split | | | 2", "2002-01-02..2002-01-31 | 7.99\n2002-02-01 | 8.00\n2002-02-04..2002-03-28 | 4.00", "2002-02-05"},
		{"a level that does not", level, "2002-02-04 | Split | | | 2", "2002-01-02..2002-01-31 | 7.99\n2002-02-01 | 8.00\n2002-02-04..2002-03-28 | 4.00", ""},
		{"a day below begins anew", level, "", "2002-01-02..2002-01-03 | 8.00\n2002-01-04 | 7.99\n2002-01-07..2002-03-28 | 8.00", "2002-01-09"},
	} {
		out := small{rows: "Fund A | Series A | 10", terms: c.terms, events: c.events, closes: c.closes}.run(t)
		got := ""
		if len(out.Conversions) > 0 {
			got = out.Conversions[0].Date.String()
		}
		if got != c.want {
			t.Errorf("%s: converts on %q, want %q", c.why, got, c.want)
		}
	}
}

// TestRedemptionRights names the day on which a right opens, and when none must.
func TestRedemptionRights(t *testing.T) {
	const right = "Redemption price | 110% |\n"
	for _, c := range []struct{ why, terms, events, rows, want string }{
		{"registered in time", right + "Registration within | 210 |", "2002-01-09 | Registration effective | Series A", "", ""},
		{"on the last day", right + "Registration within | 210 |", "2002-01-10 | Registration effective | Series A", "", ""},
		{"a day late", right + "Registration within | 209 |", "2002-01-10 | Registration effective | Series A", "", "2002-01-10"},
		{"never", right + "Registration within | 210 |", "", "", "2002-01-11"},
		{"suspended for two days of three", right + "Qualifying markets | NNM |\nDelisting days | 3 |", "2002-01-10 | Listing suspended\n2002-01-14 | Listing restored", "", ""},
		{"suspended for three", right + "Qualifying markets | NNM |\nDelisting days | 3 |", "2002-01-10 | Listing suspended\n2002-01-15 | Listing restored", "", "2002-01-14"},
		{"issued by an event while suspended", right + "Issue date | 2002-01-16 | 2001-12-17\nQualifying markets | NNM |\nDelisting days | 3 |",
			"2002-01-10 | Listing suspended\n2002-01-16 | Issue convertible | Series A | Fund A | 10", "none", "2002-01-18"},
		{"no right in the contract", "", "2002-01-10 | Listing suspended", "", ""},
		{"nothing outstanding", right + "Registration within | 210 |", "", "none", ""},
	} {
		rows := "Fund A | Series A | 10"
		if c.rows == "none" {
			rows = "Fund A | Common | 10"
		}
		out := small{rows: rows, terms: c.terms, events: c.events}.run(t)
		got := ""
		for _, x := range out.Triggers {
			got += x.Date.String()
		}
		if got != c.want {
			t.Errorf("%s: opens on %q, want %q", c.why, got, c.want)
		}
	}
}

// TestInterestOfLaterHolders: principal bears interest from the day on which it is issued, in whatever pieces days are
// counted.
func TestInterestOfLaterHolders(t *testing.T) {
	for _, dayCount := range []string{"ACT/360", "30/360"} {
		out := small{company: "Cash balance | 100000000", rows: "Fund M | Notes | 360000\nFund N | Notes | 360000 | | 2002-03-01",
			terms: "Interest rate | | 10%\nInterest share price days | | 5\nDay count | | " + dayCount}.run(t)
		got := map[string]string{}
		for _, p := range out.Interest {
			got[p.Holder] += fmt.Sprintf("%s %s; ", p.Date, p.Amount.Round(2))
		}
		if len(got) != 0 {
			t.Errorf("%s: interest before the quarter's end: %v", dayCount, got)
		}
	}
	out := small{company: "Cash balance | 100000000", rows: "Fund M | Notes | 360000\nFund N | Notes | 360000 | | 2002-01-15",
		terms: "Interest rate | | 10%\nInterest share price days | | 5\nInterest dates | | Month ends"}.run(t)
	got := map[string]string{}
	for _, p := range out.Interest {
		got[p.Holder] += fmt.Sprintf("%s %s; ", p.Date, p.Amount.Round(2))
	}
	want := map[string]string{"Fund M": "2002-01-31 3100; 2002-02-28 2800; ", "Fund N": "2002-01-31 1600; 2002-02-28 2800; "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestWarrantsLapse: out of the money, late or without a decision, warrants bring no shares.
func TestWarrantsLapse(t *testing.T) {
	for _, c := range []struct {
		why, policy, price string
		want               int64
	}{
		{"in the money at expiry", "Never | Never | At expiry if in the money", "5.99", 1000},
		{"at the money", "Never | Never | At expiry if in the money", "6.00", 0},
		{"out of the money", "Never | Never | At expiry if in the money", "6.01", 0},
		{"as soon as in the money", "Never | Never | When in the money", "5.99", 1000},
		{"on notices, and none came", "Never | Never | On notices", "1.00", 0},
	} {
		out := small{rows: "Fund A | Warrant | 1000 | " + c.price + " | | 2002-02-02", policy: c.policy}.run(t)
		if got := out.Totals.SharesFromExercise; got != c.want {
			t.Errorf("%s: %d shares, want %d", c.why, got, c.want)
		}
	}
}

// TestConversionPolicies: who must not convert doesn't.
func TestConversionPolicies(t *testing.T) {
	const rows = "Fund A | Series A | 10"
	for _, c := range []struct {
		why, policy, terms, closes string
		want                       int
	}{
		{"never", "Never | Never | On notices", "", smallDays + " | 9.00", 0},
		{"on notices, and none came", "On notices | Never | On notices", "", smallDays + " | 9.00", 0},
		{"in the money", "In the money | Never | On notices", "", smallDays + " | 5.00", 1},
		{"out of the money", "In the money | Never | On notices", "", smallDays + " | 4.99", 0},
		{"whenever allowed", "Whenever allowed | Never | On notices", "", smallDays + " | 1.00", 1},
		{"not yet convertible", "Whenever allowed | Never | On notices", "Convertible from | 2003-01-01 |", smallDays + " | 9.00", 0},
	} {
		out := small{rows: rows, terms: c.terms, closes: c.closes, policy: c.policy}.run(t)
		if len(out.Conversions) != c.want {
			t.Errorf("%s: %d conversions, want %d", c.why, len(out.Conversions), c.want)
		}
	}
}
