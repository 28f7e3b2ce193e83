package sim

import (
	"strings"
	"testing"

	"scenarios/model"
)

// tiedScenario is a scenario whose figures all agree: both instruments, a 2-for-1 split, an issue before and after it, a
// redemption and an interest payment.
func tiedScenario(t testing.TB) *ScenarioResult {
	r := shapeCase(t)
	r.Company = model.Company{Valuation: r.Days[0], Cash: dec("1000000"), Market: "NNM"}
	r.Instruments = []model.Terms{
		{Name: "Series A", Kind: model.KindPreferred, IssueDate: isoDay(t, "2000-06-14"), ConvertibleFrom: isoDay(t, "2000-06-14"),
			AlternativeFrom: isoDay(t, "2001-06-14"), RedemptionBy: isoDay(t, "2003-06-15"), UnitsPerWhole: 1},
		{Name: "2002 Notes", Kind: model.KindNote, IssueDate: isoDay(t, "2002-12-17"), UnitsPerWhole: 100, AlternativeFrom: model.NoDate, RedemptionBy: model.NoDate},
	}
	notes := model.Security{Kind: model.InstrumentSecurity, Index: 1}
	r.Positions = []model.Position{
		{Security: model.Security{Kind: model.InstrumentSecurity}, Units: 2450, Issued: isoDay(t, "2000-06-14")},
		{Security: notes, Units: 100_000_00, Issued: isoDay(t, "2002-12-18")},
	}
	r.Events = append(eventsOf(t, r.Days[5].String()+" | Split | | | 2"),
		model.Event{Kind: "Issue convertible", HasSecurity: true, Security: notes, Day: 9, Quantity: dec("5000050")})
	return &ScenarioResult{Scenario: model.Scenario{Name: "Flat"}, Resolved: r, Outcome: &model.Outcome{
		Totals: model.Totals{CommonBefore: 2000, CommonAfter: 2250, NewShares: 250},
		Holders: []model.HolderOutcome{
			{Holder: "Public", Security: "Common", Before: dec("2000"), After: dec("2000")},
			{Holder: "Fund A", Security: "Common", After: dec("250")},
			{Holder: "Fund A", Security: "Series A", Before: dec("2450"), After: dec("2440")},
		},
		Instruments: []model.InstrumentOutcome{
			{Instrument: "Series A", UnitsBefore: dec("2450"), UnitsAfter: dec("2440"), UnitsConverted: dec("7"), UnitsRedeemed: dec("3"), ConversionPrice: dec("3.2")},
			{Instrument: "2002 Notes", UnitsAfter: dec("150000.50"), ConversionPrice: dec("1.20")},
		},
		Issuances: []model.Issuance{{Date: r.Days[2], Shares: 100}, {Date: r.Days[6], Shares: 50}},
		Adjustments: []model.Adjustment{
			{Instrument: "Series A", Formula: "weighted average", Before: dec("7"), After: dec("6.4"), BaseBefore: dec("1000"), Shares: dec("250"), BaseAfter: dec("1250"), Consideration: dec("1000")},
			{Instrument: "2002 Notes", Date: r.Days[5], Formula: "split", Before: dec("2.4"), After: dec("1.2")},
			{Instrument: "Series A", Date: r.Days[5], Formula: "split", Before: dec("6.4"), After: dec("3.2")},
		},
		Exposure: []model.Exposure{
			{Instrument: "Series A", Paid: dec("20000")}, {Instrument: "Series A", Paid: dec("3100")}, {Instrument: "2002 Notes", Paid: dec("500.25")},
		},
		Payments: []model.Payment{
			{What: "sale of common", Amount: dec("300"), Balance: dec("1000300")},
			{What: "redemption", Instrument: "Series A", Amount: dec("-23100"), Balance: dec("977200")},
			{What: "interest", Instrument: "2002 Notes", Amount: dec("-500.25"), Balance: dec("976699.75")},
		},
		ExchangeCap: []model.CapUse{{Instrument: "Series A", Holder: "Fund A", Allocation: 300, Used: 250, Room: 50}},
		Series:      []model.Snapshot{{Cash: dec("1000000")}, {Cash: dec("976699.75")}},
	}}
}

func reportOf(s *ScenarioResult) *Report {
	return &Report{Base: s.Resolved, Scenarios: []ScenarioResult{*s}}
}

func TestReconciliationsHold(t *testing.T) {
	errors := 0
	for _, c := range Checks(reportOf(tiedScenario(t))) {
		if c.Kind != CheckError {
			continue
		}
		errors++
		if !c.OK || c.Detail == "" {
			t.Errorf("%s: %v, %q", c.Name, c.OK, c.Detail)
		}
	}
	if errors != len(reconciliations) {
		t.Errorf("%d checks of the scenario, want %d", errors, len(reconciliations))
	}
}

// Each check is made to fail by one wrong figure, and only that check fails.
func TestReconciliationsFail(t *testing.T) {
	for _, test := range []struct {
		check, detail string
		spoil         func(*ScenarioResult)
	}{
		{"Shares roll forward", "2,000 before + 254 issued is 2,254, but common after is 2,250",
			func(s *ScenarioResult) { s.Outcome.Issuances[0].Shares = 102 }},
		{"Shares roll forward", "2,000 before + 248 issued", func(s *ScenarioResult) { s.Outcome.Issuances[0].Shares = 99 }},
		{"Shares roll forward", "new shares are 249", func(s *ScenarioResult) { s.Outcome.Totals.NewShares = 249 }},
		{"Holders add up", "holders have 2,251 shares after", func(s *ScenarioResult) { s.Outcome.Holders[1].After = dec("251") }},
		{"Holders add up", "holders had 1,999 shares before", func(s *ScenarioResult) { s.Outcome.Holders[0].Before = dec("1999") }},
		{"Units roll forward", "2,450 before + 0 issued - 8 converted - 3 redeemed is 2,439, but 2,440 are left",
			func(s *ScenarioResult) { s.Outcome.Instruments[0].UnitsConverted = dec("8") }},
		{"Units roll forward", "50,000.5 issued", func(s *ScenarioResult) { s.Outcome.Instruments[1].UnitsAfter = dec("150000.49") }},
		{"Conversion prices", "its figures come to 6.4", func(s *ScenarioResult) {
			s.Outcome.Adjustments = s.Outcome.Adjustments[:1]
			s.Outcome.Adjustments[0].After = dec("6.41")
			s.Outcome.Instruments[0].ConversionPrice = dec("6.41")
		}},
		{"Conversion prices", "counts 1251 shares after", func(s *ScenarioResult) { s.Outcome.Adjustments[0].BaseAfter = dec("1251") }},
		{"Conversion prices", "goes from 2.4 to 1.3, but no split of that day has this ratio", func(s *ScenarioResult) {
			s.Outcome.Adjustments[1].After = dec("1.3")
			s.Outcome.Instruments[1].ConversionPrice = dec("1.3")
		}},
		{"Conversion prices", "starts from 6.5, but the price was 6.4", func(s *ScenarioResult) {
			s.Outcome.Adjustments[2].Before, s.Outcome.Adjustments[2].After = dec("6.5"), dec("3.25")
		}},
		{"Conversion prices", "but 3.3 is in effect", func(s *ScenarioResult) { s.Outcome.Instruments[0].ConversionPrice = dec("3.3") }},
		{"Exposure paid", "Series A: 23,099.00 paid by exposure, 23,100.00 by payments", func(s *ScenarioResult) { s.Outcome.Exposure[0].Paid = dec("19999") }},
		{"Exchange cap", "310 shares used of an allocation of 300", func(s *ScenarioResult) { s.Outcome.ExchangeCap[0].Used, s.Outcome.ExchangeCap[0].Room = 310, 0 }},
		{"Exchange cap", "250 of 300 used, but 48 are said to be left", func(s *ScenarioResult) { s.Outcome.ExchangeCap[0].Room = 48 }},
		{"Cash rolls forward", "cash is 977,200.00, but it is said to be 977,201.00", func(s *ScenarioResult) { s.Outcome.Payments[1].Balance = dec("977201") }},
		{"Cash rolls forward", "cash of the last day is 1.00", func(s *ScenarioResult) { s.Outcome.Series[1].Cash = dec("1") }},
	} {
		s := tiedScenario(t)
		test.spoil(s)
		report := reportOf(s)
		report.Checks = Checks(report)
		if report.Green() {
			t.Errorf("%s: the report is green", test.detail)
		}
		for _, c := range report.Checks {
			if c.Kind != CheckError {
				continue
			}
			if expected := strings.HasPrefix(c.Name, test.check); expected == c.OK {
				t.Errorf("%s: %s is %v: %s", test.detail, c.Name, c.OK, c.Detail)
			} else if expected && !strings.Contains(c.Detail, test.detail) {
				t.Errorf("%s: the detail is %q", test.detail, c.Detail)
			}
		}
	}
}

// What a scenario may do without a red check.
func TestReconciliationsAllow(t *testing.T) {
	for name, change := range map[string]func(*ScenarioResult){
		"a split that cuts fractions off": func(s *ScenarioResult) {
			s.Resolved.Events[0] = eventsOf(t, s.Resolved.Days[5].String()+" | Split | | | 1.5")[0] // 100 shares of before it are 150
			s.Outcome.Adjustments, s.Outcome.Instruments[1].ConversionPrice = s.Outcome.Adjustments[:1], dec("2.4")
			s.Outcome.Instruments[0].ConversionPrice = dec("6.4")
			s.Outcome.Totals.CommonAfter, s.Outcome.Totals.NewShares = 2199, 199
			s.Outcome.Holders[1].After = dec("199")
		},
		"an issue on the day of a split, before it": func(s *ScenarioResult) {
			s.Outcome.Issuances[1].Date = s.Resolved.Days[5]
			s.Outcome.Totals.CommonAfter, s.Outcome.Totals.NewShares = 2300, 300
			s.Outcome.Holders[1].After = dec("300")
		},
		"an opening price in place of what was replayed": func(s *ScenarioResult) {
			s.Resolved.Instruments[0].OpeningPrice = dec("6.6")
			s.Outcome.Adjustments[0].Date = s.Resolved.Days[0] - 100
			s.Outcome.Adjustments[2].Before, s.Outcome.Adjustments[2].After = dec("6.6"), dec("3.3")
			s.Outcome.Instruments[0].ConversionPrice = dec("3.3")
		},
		"a price rounded to the term's step": func(s *ScenarioResult) {
			s.Resolved.Instruments[0].PriceStep = dec("0.01")
			s.Outcome.Adjustments = append(s.Outcome.Adjustments, model.Adjustment{Instrument: "Series A", Formula: "weighted average", Before: dec("3.2"),
				After: dec("2.93"), BaseBefore: dec("2"), Shares: dec("1"), BaseAfter: dec("3"), Consideration: dec("2.4")})
			s.Outcome.Instruments[0].ConversionPrice = dec("2.93")
		},
		"use beyond an allocation once the cap is lifted": func(s *ScenarioResult) {
			s.Resolved.Events = append(s.Resolved.Events, model.Event{Kind: "Stockholder approval"})
			s.Outcome.ExchangeCap[0].Used, s.Outcome.ExchangeCap[0].Room = 900, 0
		},
		"use beyond an allocation on another market": func(s *ScenarioResult) {
			s.Resolved.Instruments[0].ExchangeCapMarkets = []string{"NYSE"}
			s.Outcome.ExchangeCap[0].Used, s.Outcome.ExchangeCap[0].Room = 900, 0
		},
		"a replay, of which one row can't tell": func(s *ScenarioResult) {
			s.Outcome.Adjustments[2] = model.Adjustment{Instrument: "Series A", Formula: "replay", Before: dec("6.4"), After: dec("6.7")}
			s.Outcome.Instruments[0].ConversionPrice = dec("6.7")
		},
	} {
		s := tiedScenario(t)
		change(s)
		report := reportOf(s)
		report.Checks = Checks(report)
		if !report.Green() {
			t.Errorf("%s: a check is red: %+v", name, report.Checks[:len(reconciliations)])
		}
	}
}

// checksOf returns the checks of one kind.
func checksOf(r *Report, kind CheckKind) []Check {
	var some []Check
	for _, c := range Checks(r) {
		if c.Kind == kind {
			some = append(some, c)
		}
	}
	return some
}

// wantCheck looks for a check by its name and a part of its detail.
func wantCheck(t *testing.T, checks []Check, ok bool, name, detail string) {
	t.Helper()
	for _, c := range checks {
		if c.Name == name && c.OK == ok && strings.Contains(c.Detail, detail) {
			return
		}
	}
	t.Errorf("no check '%s' (%v) with %q in %+v", name, ok, detail, checks)
}

func TestAlertsAndChangedInputs(t *testing.T) {
	s := tiedScenario(t)
	report := reportOf(s)
	wantCheck(t, checksOf(report, CheckAlert), true, "Flat", "Nothing")
	s.Outcome.Alerts = []string{"Cash ran short on 2003-01-02."}
	wantCheck(t, checksOf(report, CheckAlert), false, "Flat", "Cash ran short")
	if !report.Green() {
		t.Error("an alert is no error")
	}
	report.Set = []model.Edit{{Target: "Series A: Conversion price", Value: model.Value{Kind: model.Number, Text: "6.50"}}}
	wantCheck(t, checksOf(report, CheckSensitivity), false, "Series A: Conversion price", "'6.50'")
}

func TestReadingsAreListed(t *testing.T) {
	s := tiedScenario(t)
	base := *s.Resolved
	base.Readings = []model.ReadingUsed{{Instrument: "Series A", Term: "Consideration", Value: "Gross", Clause: "A 1(g)(i)", Alternatives: []string{"Gross", "Net"}}}
	s.Resolved.Readings = []model.ReadingUsed{{Instrument: "Series A", Term: "Consideration", Value: "Net", Chosen: true, Clause: "A 1(g)(i)", Alternatives: []string{"Gross", "Net"}}}
	s.Resolved.Notes = []string{"The close of 2002-12-16 is the average of bid and ask."}
	report := reportOf(s)
	report.Base = &base
	found := checksOf(report, CheckReading)
	wantCheck(t, found, true, "Series A: Consideration", "read as 'Gross', the default; it could be read as 'Net'.")
	wantCheck(t, found, true, "Series A: Consideration", "read as 'Net' in scenario Flat, chosen by the inputs; it could be read as 'Gross'.")
	wantCheck(t, found, true, "Inputs", "average of bid and ask")
	// Two of the three dates are those taken for the certificate's blanks; the third was typed otherwise.
	wantCheck(t, found, true, "Series A: Convertible from", "June __, 2000")
	wantCheck(t, found, true, "Series A: Alternative price from", "2001-06-14")
	if len(found) != 5 {
		t.Errorf("%d lines, want 5: %+v", len(found), found)
	}
}

func TestClausesNotModelled(t *testing.T) {
	s := tiedScenario(t)
	report := reportOf(s)
	found := checksOf(report, CheckNotModelled)
	wantCheck(t, found, true, "A, opening words", "2,500")
	wantCheck(t, found, true, "N 3", "3(b) and (c)")
	wantCheck(t, found, true, "N 4(c)", "Penalty shares (Counted)")
	for _, c := range found {
		if c.Name == "" || c.Detail == "" || !c.OK {
			t.Errorf("a clause without a name or a reason, or red: %+v", c)
		}
	}
	s.Resolved.Instruments = s.Resolved.Instruments[1:]
	for _, c := range checksOf(&Report{Base: s.Resolved}, CheckNotModelled) {
		if strings.HasPrefix(c.Name, "A ") || strings.HasPrefix(c.Name, "A,") {
			t.Errorf("a case of notes lists a clause of the certificate: %+v", c)
		}
	}
}

func TestGrouped(t *testing.T) {
	for figure, want := range map[string]string{"0": "0", "-999": "-999", "1000": "1,000", "-1234567.50": "-1,234,567.50", "100000": "100,000"} {
		if got := grouped(figure); got != want {
			t.Errorf("grouped(%s) = %s, want %s", figure, got, want)
		}
	}
}
