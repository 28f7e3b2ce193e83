package model_test

import (
	"strings"
	"testing"

	"scenarios/model"
	"scenarios/model/casetext"
)

// smallCase is one preferred stock with two holders.
const smallCase = `
== Company ==
Field             | Value
Name              | Example Inc
Valuation date    | 2001-01-02
Horizon end       | 2001-03-30
Market            | NNM
Authorized common | 100000000
Cash balance      | 5000000

== Cap Table ==
Holder | Group | Security | Category | Quantity | Price | Issued | Expires | Bought at issue | Converted before | Own limit
Public |       | Common   |          | 17000000 |       |        |         |                 |                  |
Fund A | North | Series A |          | 1450     |       |        |         | 1500            | 0                |
Fund B | North | Series A |          | 1000     |       |        |         |                 |                  |
Fund B |       | Warrant: deal | Deal warrants of Series A | 857500 | 10.50 | 2000-06-14 | 2005-06-14 | | | Yes
Company|       | Treasury |          | 1000     |       |        |         |                 |                  |

== Instruments ==
Term                 | Unit | Clause | Series A
Kind                 |      |        | Preferred
Issue date           |      |        | 2000-06-14
Stated value         |      |        | 7000
Conversion price     |      |        | 7.00
Whole units only     |      |        | Yes
Ownership limit      |      |        | 4.99%
Acquired within      |      |        | 60
Exchange cap         |      |        | 19.99%
Exchange cap base    |      |        | 17210827
Anti-dilution        |      |        | Weighted average (deemed)
Anti-dilution excludes |    |        | Approved plan; conversion of series a

== Events ==
Date       | Event              | Security | Holder | Quantity | Price | Amount | Detail | Clause | Set | ID
2001-02-10 | Issue common       |          | Fund C | 2000000  | 1.50  |        | Financing; costs 25000 | | | sale
2001-02-10 | Conversion notice  | Series A | Fund A | 100      |       |        | alternative |   |     |
2000-12-01 | Registration effective | |    |          |       |        |        |        |     |
2001-03-01 | Grant warrant      | Warrant: new | Fund B | 100  | 3     |        |        |        | second |

== Price History ==
Date                   | Close | Bid  | Ask
2000-12-01..2000-12-28 | 7.00  |      |
2000-12-29             |       | 7.00 | 7.10

== Price Paths ==
Date                   | flat | up
2001-01-02..2001-03-30 | 7.00 | 9
`

func parse(t *testing.T, text string) *model.Inputs {
	t.Helper()
	in, _, err := parseCase(text)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func parseCase(text string) (*model.Inputs, map[string]*model.Table, error) {
	return casetext.Parse("case.txt", text)
}

// resolve resolves a case that must be right.
func resolve(t *testing.T, text string, s model.Scenario) *model.Resolved {
	t.Helper()
	r, issues := model.Resolve(parse(t, text), s)
	if len(issues) > 0 {
		t.Fatalf("unexpected problems:\n%v", issues)
	}
	return r
}

func TestResolveFillsInTheCase(t *testing.T) {
	r := resolve(t, smallCase, model.Scenario{Name: "base"})
	a := r.Instruments[0]
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"first day", r.Days[0].String(), "2001-01-02"},
		{"last day", r.Days[len(r.Days)-1].String(), "2001-03-30"},
		{"holders", len(r.Holders), 4}, // Fund C comes with the sale
		{"affiliates", r.Holders[1].Group == r.Holders[2].Group, true},
		{"strangers", r.Holders[0].Group == r.Holders[1].Group, false},
		{"positions", len(r.Positions), 5},
		{"units", r.Positions[1].Units, int64(1450)},
		{"bought", r.Positions[1].BoughtAtIssue, int64(1500)},
		{"bought by default", r.Positions[2].BoughtAtIssue, int64(1000)},
		{"converted before", r.Positions[1].ConvertedBefore, int64(0)},
		{"converted before, blank", r.Positions[2].ConvertedBefore, int64(-1)},
		{"holder of treasury shares", r.Positions[4].Holder, -1},
		{"warrant", r.Warrants[0].Name + " " + r.Warrants[0].Category, "Warrant: deal Deal warrants of Series A"},
		{"warrant's limit", r.Warrants[0].OwnLimit, true},
		{"warrant granted", r.Warrants[0].Granted, false},
		{"classes of other sets", len(r.Warrants), 1},
		{"unit value", a.UnitValue.String(), "7000"},
		{"convertible from", a.ConvertibleFrom, a.IssueDate},
		{"issue day", a.IssueDay, -1},
		{"default choice", a.BlockedWhen, "Both exceeded"},
		{"excluded", strings.Join(a.Excludes, ";"), "Approved plan;Conversion of Series A"},
		{"no alternative price", a.AlternativeFrom.Given(), false},
		{"absent clause", a.MandatoryPrice.IsZero(), true},
		{"deemed shares in later bases", a.DeemedInLaterBases, true},
		{"cap without redemption", a.CapOpensRedemption, false},
		{"events", len(r.Events), 3},
		{"event before the valuation date", r.Events[0].Day, -1},
		{"event on a Saturday", r.Days[r.Events[1].Day].String(), "2001-02-12"},
		{"steps in order", r.Events[1].Step*10 + r.Events[2].Step, 15},
		{"category", r.Events[1].Category, "Financing"},
		{"costs", r.Events[1].Costs.String(), "25000"},
		{"policy", r.Policies[r.HolderPolicy[1]].Convert, "In the money"},
		{"company's policy", r.CompanyPolicy.InterestIn, "Cash"},
		{"close from bid and ask", r.Past[len(r.Past)-1].Micros, int64(7_050_000)},
		{"note on the fallback", len(r.Notes), 1},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

// changed replaces one text of the small case.
func changed(t *testing.T, replacements ...string) string {
	t.Helper()
	text := smallCase
	for i := 0; i < len(replacements); i += 2 {
		if !strings.Contains(text, replacements[i]) {
			t.Fatalf("the small case has no %q", replacements[i])
		}
		text = strings.Replace(text, replacements[i], replacements[i+1], 1)
	}
	return text
}

// term is the text of a term's row.
func term(name, value string) string { return "\n" + name + " | | | " + value }

func TestResolveTellsEveryProblem(t *testing.T) {
	const kind = "Kind                 |      |        | Preferred"
	for _, c := range []struct {
		name  string
		edits []string
		want  []string
	}{
		{"no company", []string{"== Company ==", "== Firm =="}, []string{"found no sheet 'Company'; expected one in the workbooks given. Add the sheet; 'scenarios init' writes one with every column"}},
		{"unknown field", []string{"Market  ", "Markt  "}, []string{"cell A5: found 'Markt'; expected a field of Company. Did you mean 'Market'?"}},
		{"missing field", []string{"Cash balance      | 5000000", ""}, []string{"sheet 'Company': found no field 'Cash balance'; expected a row with this field and its value. Add the row"}},
		{"dates out of order", []string{"Horizon end       | 2001-03-30", "Horizon end       | 2000-03-30"}, []string{
			"cell B4: found '2000-03-30'; expected a Horizon end after the Valuation date, 2001-01-02. Correct one of the two dates"}},
		{"not a number", []string{"| 5000000", "| five million"}, []string{"cell B7: found 'five million'; expected an amount in USD, zero or more for Cash balance. Type digits, without units or thousands separators"}},
		{"no percent sign", []string{"4.99%", "499"}, []string{"cell D7: found '499'; expected a percentage from 0% to 1000% for Ownership limit of Series A. Check the figure and its percent sign"}},
		{"above the whole", []string{"4.99%", "4.99"}, []string{"cell D7: found '4.99'; expected a percentage of at most 100% for Ownership limit of Series A. Check the figure and its percent sign"}},
		{"unknown term", []string{"Ownership limit      |", "Ownership limits     |"}, []string{
			"cell A7: found 'Ownership limits'; expected a term that 'scenarios terms' lists. Did you mean 'Ownership limit'?",
			"cell D8: found '60' for Acquired within of Series A; expected Ownership limit beside it, which it belongs to. Fill in Ownership limit, or clear this cell"}},
		{"unknown kind", []string{kind, "Kind | | | Prefered"}, []string{"cell D2: found 'Prefered'; expected for Kind of Series A one of: Preferred / Note. Did you mean 'Preferred'?"}},
		{"missing price", []string{"Conversion price     |      |        | 7.00", "Conversion price | | |"}, []string{"cell D5: found no Conversion price of Series A; expected a value, because every instrument needs it. Fill in Conversion price"}},
		{"still to come", []string{kind, kind + term("Penalty shares", "Counted")}, []string{"cell D3: found 'Counted' for Penalty shares of Series A. This is not supported yet; leave it out"}},
		{"floor without a date", []string{kind, kind + term("Alternative price floor", "70%")}, []string{
			"cell D3: found '70%' for Alternative price floor of Series A; expected Alternative price from beside it, which it belongs to. Fill in Alternative price from, or clear this cell"}},
		{"days without a price", []string{kind, kind + term("Mandatory days", "20")}, []string{
			"cell D3: found '20' for Mandatory days of Series A; expected Mandatory price beside it, which it belongs to. Fill in Mandatory price, or clear this cell"}},
		{"base of an old issue", []string{"| 17210827", "| "}, []string{"cell D10: found no Exchange cap base of Series A; expected a value, because the instrument was issued before the Valuation date. Fill in Exchange cap base"}},
		{"unknown security", []string{"Fund B | North | Series A", "Fund B | North | Serie A"}, []string{
			"cell C4: found 'Serie A'; expected for Security a security: Common, Treasury, Option, Warrant, an instrument, or a convertible that an event issues. Did you mean 'Series A'?"}},
		{"half a unit", []string{"| 1000     |  ", "| 1000.5     |  "}, []string{"cell E4: found '1000.5'; expected for Quantity of Series A a whole number of units. Round the quantity, or look at Whole units only and Stated value"}},
		{"bare warrant", []string{"Company|", "Fund A | | Warrant | | 5 | 4 | | | | |\nCompany|"}, []string{
			"cell C6: found 'Warrant'; expected a name, because there are several: Warrant: deal, Warrant. Write the name after the colon"}},
		{"two prices of one class", []string{"Company|", "Fund A | | Warrant: deal | Deal warrants of Series A | 5 | 4 | | 2005-06-14 | | | Yes\nCompany|"}, []string{
			"cell F6: found '4' for Warrant: deal; expected the same Price as in cell C5, where this name first stands. Give each class a name of its own, such as 'Warrant: 2002 deal'"}},
		{"unknown event", []string{"Issue common ", "Issue comon "}, []string{"cell B2: found 'Issue comon'; expected an event that 'scenarios events' lists. Did you mean 'Issue common'?"}},
		{"foreign field", []string{"Registration effective | |    ", "Registration effective | | Fund A "}, []string{
			"cell D4: found 'Fund A' for Holder; expected a blank cell, because 'Registration effective' takes no Holder. Clear the cell"}},
		{"price and amount", []string{"| 1.50  |        |", "| 1.50  | 3000000 |"}, []string{
			"cell F2: found Price '1.50' and Amount '3000000'; expected either a Price per share or an Amount in all. Fill in one of the two; 0 where nothing is paid"}},
		{"after the horizon", []string{"2001-02-10 | Issue", "2001-04-02 | Issue"}, []string{
			"cell A2: found '2001-04-02'; expected for an event a date on or before the last trading day of the run, 2001-03-30. Move the Horizon end, or take the row out"}},
		{"fewer shares authorized than issued", []string{"Authorized common | 100000000", "Authorized common | 1000"}, []string{
			"cell B6: found 1000 shares authorized; expected at least the 17001000 shares of common, treasury included, that the cap table begins with. Correct the one or the other"}},
		{"unknown holder", []string{"| Series A | Fund A | 100", "| Series A | Fund D | 100"}, []string{
			"cell D3: found 'Fund D'; expected a holder of the cap table, or one that an event brings in. Did you mean 'Fund A'?"}},
		{"unknown category", []string{"Financing; costs", "Financng; costs"}, []string{
			"cell H2: found 'Financng'; expected an issuance category: Financing, Convertible grant, Option grant, Option exercise, Conversion of Series A, Interest shares of Series A, Make-whole shares of Series A, Deal warrants of Series A, Approved plan, Later plan, Strategic licence, Merger consideration, Stock dividend, Rights offering. Did you mean 'Financing'?"}},
		{"no price on a day", []string{"7.00 | 7.10", "7.00 |"}, []string{"cell B21: found no price on 2000-12-29; expected a Close, or a Bid and an Ask, or a Fair value (A 1(a)(ii)). Fill in one of them"}},
		{"finer than a millionth", []string{"2000-12-29             |     ", "2000-12-29 | 7.0000001"}, []string{
			"cell B21: found '7.0000001'; expected a positive price in USD with at most 6 decimals for Close. Round the price to 6 decimals, or mend it"}},
		{"a gap in the history", []string{"2000-12-01..2000-12-28", "2000-12-01..2000-12-26"}, []string{
			"cell A19: found '2000-12-29' after 2000-12-26; expected a row for each trading day between them: 2000-12-27, 2000-12-28. Add the rows, or close the days on Holidays"}},
		{"too little history", []string{"| 1.50  |        |", "| 85% of avg 49 | |"}, []string{
			"cell B2: found 48 closes before 2001-02-10 for the price of 'Issue common'; expected 49 closes. Add at least 1 earlier trading days to Price History"}},
	} {
		_, issues := model.Resolve(parse(t, changed(t, c.edits...)), model.Scenario{})
		if len(issues) == 0 {
			t.Errorf("%s: no problem found", c.name)
			continue
		}
		if len(issues) != len(c.want) {
			t.Errorf("%s: %d problems, want %d:\n%v", c.name, len(issues), len(c.want), issues)
			continue
		}
		for i, want := range c.want {
			if got := issues[i].Error(); !strings.HasSuffix(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
			}
		}
	}
}

func TestProblemsComeInTheOrderOfTheSheets(t *testing.T) {
	text := changed(t, "Market  ", "Markt  ", "Issue common ", "Issue comon ", "4.99%", "x", "North | Series A |          | 1000", "North | Series B | | 1000", "7.00 | 7.10", "|")
	_, issues := model.Resolve(parse(t, text), model.Scenario{})
	var sheets []string
	for _, i := range issues {
		sheets = append(sheets, i.At.Sheet)
	}
	if got, want := strings.Join(sheets, ", "), "Company, Cap Table, Instruments, Events, Price History"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestTermSheetsOfTheSchemaResolve holds the declarations and the resolver together: what works of both contracts resolves.
func TestTermSheetsOfTheSchemaResolve(t *testing.T) {
	sheet := "Term | Series A | 2002 Notes\n"
	for _, term := range model.AllTerms {
		a, n := term.SeriesA, term.Notes
		if term.Unsupported("Preferred", a) {
			a = ""
		}
		if term.Unsupported("Note", n) {
			n = ""
		}
		sheet += term.Name + " | " + a + " | " + n + "\n"
	}
	r := resolve(t, `
== Company ==
Field | Value
Name | Example
Valuation date | 2000-06-14
Horizon end | 2005-08-31
Market | NNM
Authorized common | 100000000
Cash balance | 1
== Cap Table ==
Holder | Security | Quantity
Public | Common | 17000000
Fund A | Series A | 2450
Fund B | 2002 Notes | 4888000
== Price History ==
Date | Close
2000-06-01..2000-06-13 | 7
== Instruments ==
`+sheet, model.Scenario{})
	a, n := r.Instruments[0], r.Instruments[1]
	if a.IssueDay != 0 || r.Days[n.IssueDay].String() != "2002-12-17" || r.Positions[2].Issued != n.IssueDate || r.Positions[1].Issued.Given() {
		t.Errorf("issue days: %d, %d; %s, %s", a.IssueDay, n.IssueDay, r.Positions[1].Issued, r.Positions[2].Issued)
	}
	if !a.CapOpensRedemption || n.CapOpensRedemption || a.DeemedInLaterBases == n.DeemedInLaterBases || n.SecondOwnershipLimit.String() != "0.09999" {
		t.Errorf("Series A: %+v\nNotes: %+v", a, n)
	}
}

// noteCase is a note and another convertible, both issued in the run.
const noteCase = `
== Company ==
Field             | Value
Name              | Example Inc
Valuation date    | 2002-12-02
Horizon end       | 2003-06-30
Market            | NNM
Authorized common | 100000000
Cash balance      | 5000000

== Cap Table ==
Holder | Security   | Quantity | Price | Issued
Public | Common     | 28000000 |       |
Public | Common     | 1000     | 2.00  | 2003-01-06
Fund A | 2002 Notes | 4000000  |       |
Fund B | 2002 Notes | 888000.25 |      |

== Instruments ==
Term                     | 2002 Notes
Kind                     | Note
Issue date               | 2002-12-17
Stated value             | 1
Conversion price         | 2.40
Fractions                | Cash
Fraction price days      | 5
Exchange cap             | 19.999%
Anti-dilution            | Weighted average (actual)
Split takes effect       | Close
Interest rate            | 8%
Interest share price days | 5
Maturity                 | 2004-02-02

== Events ==
Date       | Event             | Security   | Holder | Quantity | Price | Amount | Detail
2003-02-03 | Exercise          | Option     | Staff  | 10       |       |        |
2003-01-15 | Grant option      | Option     | Staff  | 100000   | 2     |        | Approved plan
2003-01-15 | Issue convertible | 2003 Notes | Fund C | 500000   | 2.10  | 1000000 |
2003-01-10 | Change terms      | 2003 Notes |        |          | 85% of avg 20 | |
2003-01-08 | Issue convertible | 2002 Notes | Fund C | 1000     |       | 900    |
2003-01-20 | Listing moved     |            |        |          |       |        | smallcap; price
2003-01-21 | Stockholder approval | 2002 Notes |     |          |       |        |
2003-01-21 | Split             |            |        | 0.1      |       |        |
`

func TestResolveIssuesInTheRun(t *testing.T) {
	r := resolve(t, noteCase, model.Scenario{})
	n := r.Instruments[0]
	events := map[string]model.Event{}
	for _, e := range r.Events {
		events[e.Kind] = e
	}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"a cent is the smallest part", n.UnitValue.String(), "0.01"},
		{"parts of a dollar", n.UnitsPerWhole, int64(100)},
		{"cents of principal", r.Positions[3].Units, int64(88800025)},
		{"issued with the instrument", r.Positions[2].Issued.String(), "2002-12-17"},
		{"sold at face", r.Positions[2].Price.String(), "1"},
		{"issue day", r.Days[n.IssueDay].String(), "2002-12-17"},
		{"deemed shares in later bases", n.DeemedInLaterBases, false},
		{"interest dates by default", n.InterestDates + ", " + n.DayCount + ", " + n.InterestIn, "Calendar quarter ends, ACT/360, Company's choice"},
		{"rank by default", n.Seniority, 1000},
		{"market of a move", events["Listing moved"].Detail, "SmallCap; price"},
		{"approval by default", events["Stockholder approval"].Detail, "granted"},
		{"split", events["Split"].Quantity.String(), "0.1"},
		{"relative price", events["Change terms"].Price.Percent.String(), "0.85"},
		{"days of its average", events["Change terms"].Price.Days, 20},
		{"cents of an event", r.Events[0].Quantity.String(), "100000"},
		{"option's category", r.Warrants[1].Name + " " + r.Warrants[1].Category, "Option Approved plan"},
		{"granted in the run", r.Warrants[1].Granted, true},
		{"other convertible", r.Warrants[0].Name, "2003 Notes"},
		{"its kind", r.Warrants[0].Price.String() + " " + r.Warrants[0].Issued.String(), "2.1 2003-01-15"},
		{"reference to it", events["Change terms"].Security, model.Security{Kind: model.OtherConvertible, Index: 0}},
		{"a class that converts", r.Warrants[0].Convertible && !r.Warrants[1].Convertible, true},
		{"holder that a grant brings in", r.Holders[events["Exercise"].Holder].Name, "Staff"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestReadingsThatApplyAreRecorded(t *testing.T) {
	r := resolve(t, noteCase, model.Scenario{})
	got := map[string]model.ReadingUsed{}
	for _, u := range r.Readings {
		got[u.Term] = u
	}
	if u := got["Split takes effect"]; u.Value != "Close" || !u.Chosen || u.Clause != "N 5(a)(i)" || u.At.Cell != "B10" {
		t.Errorf("a chosen reading: %+v", u)
	}
	if u := got["Deemed shares in later bases"]; u.Value != "No" || u.Chosen || strings.Join(u.Alternatives, "") != "Yes" {
		t.Errorf("a default that depends on the formula: %+v", u)
	}
	for _, absent := range []string{"Ownership counted", "Half share", "Mandatory price follows splits", "Plan options count as deemed"} {
		if u, there := got[absent]; there {
			t.Errorf("a reading that does not apply: %+v", u)
		}
	}
}

func TestPolicies(t *testing.T) {
	const policies = `
== Policies ==
Policy  | Side    | Convert          | Daily sale | Interest in
Eager   | Holder  | Whenever allowed |            |
Patient | Holder  | Never            |            |
Sparing | Company |                  |            | Fewest shares
`
	r := resolve(t, smallCase+policies, model.Scenario{HolderPolicy: "patient; fund a = Eager", CompanyPolicy: "Sparing"})
	for holder, want := range map[int]string{0: "Patient", 1: "Eager", 2: "Patient"} {
		if got := r.Policies[r.HolderPolicy[holder]].Name; got != want {
			t.Errorf("%s has the policy %s, want %s", r.Holders[holder].Name, got, want)
		}
	}
	if r.CompanyPolicy.InterestIn != "Fewest shares" {
		t.Errorf("company's policy: %+v", r.CompanyPolicy)
	}
	at := model.Source{Sheet: "Scenarios", Cell: "C2"}
	for _, c := range []struct{ policies, holders, company, want string }{
		{policies, "Eagr", "", "sheet 'Scenarios', cell C2: found 'Eagr'; expected a policy of Side Holder. Did you mean 'Eager'?"},
		{policies, "Fund X = Eager", "", "sheet 'Scenarios', cell C2: found 'Fund X'; expected a holder of the cap table in Holder policy. Did you mean 'Fund A'?"},
		{policies, "Eager; Patient", "", "sheet 'Scenarios', cell C2: found 'Patient' as a second policy for all holders; expected one policy, then exceptions such as 'Fund A = Eager'. Take one of them out"},
		{policies, "", "Eager", "found 'Eager'; expected a policy of Side Company. Known: Sparing"},
		{strings.Replace(policies, "Whenever allowed |            |", "Optimal | |", 1), "Patient; Fund A = Eager", "", "cell C2: found 'Optimal' for Convert; expected a choice that needs no simulation, in a scenario along one price path. Choose another value such as 'In the money', or name a scenario whose price path is Monte Carlo"},
		{strings.Replace(policies, "Never            |            |", "Never | | Cash", 1), "", "", "cell E3: found 'Cash' for Interest in; expected a blank cell, because Interest in is a setting of Side Company. Clear the cell, or correct the Side"},
		{strings.Replace(policies, "Never            |            |", "Never | 10% |", 1), "", "", "sheet 'Company': found no Average daily volume; expected a volume, because the policy 'Patient' sells a part of it each day. Fill in Average daily volume on Company"},
	} {
		_, issues := model.Resolve(parse(t, smallCase+c.policies), model.Scenario{HolderPolicy: c.holders, HolderPolicyAt: at, CompanyPolicy: c.company})
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("got  %v\nwant %s", issues, c.want)
		}
	}
}

func TestNamedPath(t *testing.T) {
	in := parse(t, smallCase)
	r, _ := model.Resolve(in, model.Scenario{})
	path, issues := model.NamedPath(in, r, "UP")
	if len(issues) > 0 || path.Name != "up" || len(path.Closes) != len(r.Days) || path.Closes[0] != 9_000_000 {
		t.Fatalf("got %+v, %v", path.Name, issues)
	}
	const rows = "2001-01-02..2001-03-30 | 7.00 | 9"
	for _, c := range []struct{ rows, name, want string }{
		{rows, "upp", "found no path 'upp'; expected a column of this name. Did you mean 'up'?"},
		{"2001-01-02..2001-03-15 | 7", "up", "found a last row of 2001-03-15; expected closes of 'up' to the Horizon end, 2001-03-30 (last trading day 2001-03-30). Add the rows, or move the Horizon end"},
		{"2001-01-02..2001-01-10 | 7\n2001-01-12..2001-03-30 | 7", "up", "found no row for 2001-01-11; expected a close of 'up' for every trading day of the run. Add the rows, or close the days on Holidays"},
		{"2001-01-02..2001-03-30 | 7\n2001-01-15 | 7", "up", "cell A64: found '2001-01-15'; expected a trading day. Delete the row, or open the day on Holidays"},
		{"2000-12-25 | 0\n2001-01-02 | | 7\n2001-01-03..2001-03-30 | 7", "flat", "cell B3: found an empty cell on 2001-01-02; expected a close of the path 'flat'. Fill it in"},
	} {
		in := parse(t, strings.Replace(smallCase, rows, c.rows, 1))
		_, issues := model.NamedPath(in, r, c.name)
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("got  %v\nwant %s", issues, c.want)
		}
	}
}

func FuzzParseCell(f *testing.F) {
	for _, seed := range []string{"70%", "1e400000000", "2001-02-29", "85% of avg 20", "-0.0000001", "", "1e-30%", "TRUE"} {
		f.Add(seed)
	}
	in, _, err := parseCase(smallCase)
	if err != nil {
		f.Fatal(err)
	}
	targets := []string{"Company: Cash balance", "Company: Horizon end", "Series A: Stated value", "Series A: Ownership limit", "Series A: Anti-dilution excludes", "Event sale: Price", "Event sale: Quantity", "Series A: Whole units only"}
	f.Fuzz(func(t *testing.T, text string) {
		v := model.ParseCell(text, model.Source{File: model.CommandLine})
		for _, target := range targets {
			edited, issues := in.With([]model.Edit{{Target: target, Value: v}})
			if len(issues) > 0 {
				t.Fatalf("%s: %v", target, issues)
			}
			if _, issues := model.Resolve(edited, model.Scenario{}); len(issues) > 0 && issues.Error() == "" {
				t.Fatalf("%s = %q: a problem without words", target, text)
			}
		}
	})
}
