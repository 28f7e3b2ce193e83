package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// noteWith is eventCase with more rows of Instruments, name and value for the note.
func noteWith(rows ...string) string {
	const kind = "Kind                 | Preferred  | Note\n"
	text := kind
	for i := 0; i < len(rows); i += 2 {
		text += rows[i] + " | | " + rows[i+1] + "\n"
	}
	return strings.Replace(eventCase, kind, text, 1)
}

// contractOfNotes is what a note of 2002 says beside its price.
var contractOfNotes = []string{
	"Ownership limit", "4.999%", "Blocked when", "Owned exceeded", "Ownership waiver notice", "61", "Second ownership limit", "9.999%", "Second ownership waiver notice", "75",
	"Exchange cap", "19.999%", "Exchange cap counts", "Deal shares below market", "Above the cap", "Approval or cash", "Cash above the cap", "110%", "Approval within", "90",
	"Cash above the cap late after", "15", "Late cash interest", "10%",
	"Redemption price", "100%", "Registration within", "150", "Registration lapse, consecutive", "10", "Qualifying markets", "NNM; SmallCap", "Delisting days", "5",
	"Redemption paid within", "5", "Delivery due", "3", "Inability choice reset", "Yes",
	"Interest rate", "8%", "Default rate", "12%", "Interest in", "Principal", "Maturity", "2004-02-02", "Maturity after senior debt", "90", "Blocked by senior debt", "Yes",
	"Payment grace", "3", "Cross-acceleration above", "500000", "Acceleration cure", "10", "Judgments above", "200000", "Judgment stay", "60", "Involuntary case", "61",
	"Company prepayment notice", "30", "Company prepayment price", "105%", "Make-whole shares on conversion", "Yes",
	"Holder prepayment cash", "10000000", "Holder prepayment wait", "30", "Holder prepayment notice", "10",
	"Market price days", "5", "Reset dates", "2001-06-05; 2001-04-05", "Reset price % of market price", "90%",
	"Anti-dilution floor", "1.10", "Anti-dilution until", "2002-03-05",
	"Default rate mode", "Adds", "Default rate ends at cure", "Yes", "Blocked payment is a default", "No", "Lender consent frees", "Other cash only",
	"Make-whole on", "Whole note", "Cash dividends adjust", "Yes",
}

// ratcheted gives the note of a case a full ratchet.
func ratcheted(text string) string {
	return strings.Replace(text, "Weighted average (deemed) |", "Weighted average (deemed) | Full ratchet", 1)
}

func TestTermsOfTheNote(t *testing.T) {
	n := resolve(t, ratcheted(noteWith(contractOfNotes...)), model.Scenario{}).Instruments[1]
	for _, c := range []struct{ what, got, want string }{
		{"waivers", fmt.Sprint(n.OwnershipWaiver, n.SecondWaiver), "61 75"},
		{"above the cap", fmt.Sprint(n.CapApprovalOrCash, n.CapOpensRedemption, n.CashAboveCap, n.ApprovalWithin, n.CashLateAfter, n.LateCashRate), "true false 1.1 90 15 0.1"},
		{"counted", n.ExchangeCapCounts, "Deal shares below market"},
		{"redemption", fmt.Sprint(n.RedemptionPrice, n.RegistrationWithin, n.LapseConsecutive, n.QualifyingMarkets, n.DelistingDays, n.RedemptionPaid), "1 150 10 [NNM SmallCap] 5 5"},
		{"delivery and inability", fmt.Sprint(n.DeliveryDue, n.InabilityReset), "3 true"},
		{"interest", fmt.Sprint(n.InterestIn, " ", n.DefaultRate, n.DefaultAdds, n.DefaultEndsAtCure), "Principal 0.12 true true"},
		{"senior debt", fmt.Sprint(n.MaturityAfterSenior, n.Blocked, n.BlockedIsDefault, n.ConsentOtherCash), "90 true false true"},
		{"defaults", fmt.Sprint(n.PaymentGrace, n.CrossAcceleration, n.AccelerationCure, n.Judgments, n.JudgmentStay, n.InvoluntaryCase), "3 500000 10 200000 60 61"},
		{"prepayment by the company", fmt.Sprint(n.PrepaymentNotice, n.PrepaymentPrice, n.MakeWhole, n.MakeWholeNote), "30 1.05 true true"},
		{"prepayment for the holder", fmt.Sprint(n.HolderPrepayCash, n.HolderPrepayWait, n.HolderPrepayNotice), "10000000 30 10"},
		{"resets", fmt.Sprint(n.ResetDates, n.ResetPercent), "[2001-04-05 2001-06-05] 0.9"},
		{"protection", fmt.Sprint(n.AntiDilution, " ", n.AntiDilutionFloor, n.AntiDilutionUntil), "Full ratchet 1.1 2002-03-05"},
		{"distributions", fmt.Sprint(n.DistributionsAccrue, n.CashDividendsAdjust), "true true"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
}

// What a blank means where its clause is there, and where it isn't.
func TestBlanksOfTheNote(t *testing.T) {
	for _, c := range []struct {
		what string
		rows []string
		got  func(n, a model.Terms) any
		want any
	}{
		{what: "cash above the cap is the close", rows: []string{"Exchange cap", "19.99%", "Above the cap", "Approval or cash"},
			got: func(n, _ model.Terms) any { return fmt.Sprint(n.CapApprovalOrCash, n.CashAboveCap, n.ApprovalWithin) }, want: "true 1 0"},
		{what: "a note's cap opens no redemption right", rows: []string{"Exchange cap", "19.99%", "Redemption price", "100%"},
			got: func(n, _ model.Terms) any { return n.CapOpensRedemption || n.CapApprovalOrCash }, want: false},
		{what: "unless it says so", rows: []string{"Exchange cap", "19.99%", "Redemption price", "100%", "Above the cap", "Redemption right"},
			got: func(n, _ model.Terms) any { return n.CapOpensRedemption }, want: true},
		{what: "prepayment at par", rows: []string{"Company prepayment notice", "30"},
			got: func(n, _ model.Terms) any { return fmt.Sprint(n.PrepaymentPrice, n.MakeWhole) }, want: "1 false"},
		{what: "no prepayment", got: func(n, _ model.Terms) any { return fmt.Sprint(n.PrepaymentNotice, n.PrepaymentPrice) }, want: "0 0"},
		{what: "distributions accrue to the note alone", got: func(n, a model.Terms) any { return fmt.Sprint(n.DistributionsAccrue, a.DistributionsAccrue) }, want: "true false"},
		{what: "and not where it is paid them", rows: []string{"Dividends as converted", "Yes"}, got: func(n, _ model.Terms) any { return n.DistributionsAccrue }, want: false},
		{what: "a blocked payment is a default", got: func(n, _ model.Terms) any { return fmt.Sprint(n.BlockedIsDefault, n.ConsentOtherCash, n.DefaultAdds) }, want: "true false false"},
		{what: "no end of the protection", got: func(n, _ model.Terms) any { return n.AntiDilutionUntil.Given() || len(n.ResetDates) > 0 }, want: false},
		{what: "an event of default needs no redemption price", rows: []string{"Registration within", "150", "Qualifying markets", "NNM", "Delisting days", "5"},
			got: func(n, _ model.Terms) any { return fmt.Sprint(n.RegistrationWithin, n.DelistingDays) }, want: "150 5"},
		{what: "interest in principal needs no price of shares", rows: []string{"Interest rate", "8%", "Interest in", "Principal"},
			got: func(n, _ model.Terms) any { return n.InterestIn }, want: "Principal"},
	} {
		rows := c.rows
		if slices.Contains(rows, "Exchange cap") {
			rows = slices.Concat(rows, []string{"Exchange cap base", "17000000"})
		}
		r := resolve(t, noteWith(rows...), model.Scenario{})
		if got := c.got(r.Instruments[1], r.Instruments[0]); got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

func TestMandatoryRegistrationForOfferingsAlone(t *testing.T) {
	a := resolve(t, withTerms(t, "Mandatory offering price", "12", "Mandatory needs registration", "On the day"), model.Scenario{}).Instruments[0]
	if a.MandatoryRegistration != "On the day" || !a.MandatoryPrice.IsZero() {
		t.Errorf("needs registration %q at %s", a.MandatoryRegistration, a.MandatoryPrice)
	}
}

func TestNoteTermsThatAreRefused(t *testing.T) {
	cap := []string{"Exchange cap", "19.999%", "Exchange cap base", "17000000"}
	and := func(rows []string, more ...string) []string { return slices.Concat(rows, more) }
	belongs := func(term, value, to string) string {
		return "found '" + value + "' for " + term + " of 2001 Notes; expected " + to + " beside it, which it belongs to. Fill in " + to + ", or clear this cell"
	}
	aboveZero := func(term, value string) string {
		return "found '" + value + "'; expected a figure above zero for " + term + " of 2001 Notes. Leave the cell blank where there is no such clause"
	}
	missing := func(term, because string) string {
		return "found no " + term + " of 2001 Notes; expected a value, because " + because + ". Fill in " + term
	}
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"a waiver of nothing", []string{"Ownership waiver notice", "61"}, belongs("Ownership waiver notice", "61", "Ownership limit")},
		{"a waiver at once", []string{"Ownership limit", "4.999%", "Blocked when", "Owned exceeded", "Ownership waiver notice", "0"}, aboveZero("Ownership waiver notice", "0")},
		{"a second waiver of nothing", []string{"Second ownership waiver notice", "61"}, belongs("Second ownership waiver notice", "61", "Second ownership limit")},
		{"cash above no cap", and(cap, "Cash above the cap", "110%"), belongs("Cash above the cap", "110%", "Above the cap")},
		{"cash beside a redemption right", and(cap, "Redemption price", "100%", "Above the cap", "Redemption right", "Cash above the cap", "110%"),
			"found '110%' for Cash above the cap of 2001 Notes; expected Above the cap to be Approval or cash, which it belongs to. Write Approval or cash for Above the cap, or clear this cell"},
		{"late at no interest", and(cap, "Above the cap", "Approval or cash", "Cash above the cap late after", "15"), missing("Late cash interest", "Cash above the cap late after is filled in")},
		{"interest from no day", and(cap, "Above the cap", "Approval or cash", "Late cash interest", "10%"), missing("Cash above the cap late after", "Late cash interest is filled in")},
		{"late interest as a whole number", and(cap, "Above the cap", "Approval or cash", "Cash above the cap late after", "15", "Late cash interest", "10"),
			"found '10'; expected a percentage of at most 100% for Late cash interest of 2001 Notes. Check the figure and its percent sign"},
		{"a vote within no days", and(cap, "Above the cap", "Approval or cash", "Approval within", "0"), aboveZero("Approval within", "0")},
		{"a floor without protection", []string{"Anti-dilution floor", "1"}, belongs("Anti-dilution floor", "1", "Anti-dilution")},
		{"a sunset without protection", []string{"Anti-dilution until", "2002-01-01"}, belongs("Anti-dilution until", "2002-01-01", "Anti-dilution")},
		{"resets at no price", []string{"Market price days", "5", "Reset dates", "2001-04-05"}, missing("Reset price % of market price", "Reset dates is filled in")},
		{"resets without a window", []string{"Reset dates", "2001-04-05", "Reset price % of market price", "90%"}, missing("Market price days", "Reset dates is filled in")},
		{"a reset price on no date", []string{"Reset price % of market price", "90%"}, belongs("Reset price % of market price", "90%", "Reset dates")},
		{"a reset before the issue", []string{"Market price days", "5", "Reset dates", "2001-03-04; 2001-04-05", "Reset price % of market price", "90%"},
			"found '2001-03-04'; expected for Reset dates of 2001 Notes dates on or after its Issue date, 2001-03-05. Correct one of the two dates"},
		{"a reset twice", []string{"Market price days", "5", "Reset dates", "2001-04-05; 2001-05-07; 2001-04-05", "Reset price % of market price", "90%"},
			"found '2001-04-05' a second time for Reset dates of 2001 Notes; expected each date once. Take one of them out"},
		{"a default rate on no rate", []string{"Default rate", "12%"}, belongs("Default rate", "12%", "Interest rate")},
		{"a cure of no acceleration", []string{"Acceleration cure", "10"}, belongs("Acceleration cure", "10", "Cross-acceleration above")},
		{"a stay of no judgment", []string{"Judgment stay", "60"}, belongs("Judgment stay", "60", "Judgments above")},
		{"judgments of nothing", []string{"Judgments above", "0"}, aboveZero("Judgments above", "0")},
		{"no grace", []string{"Payment grace", "0"}, aboveZero("Payment grace", "0")},
		{"a reset of no prepayment", []string{"Inability choice reset", "Yes"}, belongs("Inability choice reset", "Yes", "Redemption price")},
		{"maturity after nothing", []string{"Maturity after senior debt", "90"}, belongs("Maturity after senior debt", "90", "Maturity")},
		{"a price of no prepayment", []string{"Company prepayment price", "105%"}, belongs("Company prepayment price", "105%", "Company prepayment notice")},
		{"interest to no maturity", []string{"Company prepayment notice", "30", "Make-whole shares on conversion", "Yes", "Interest rate", "8%", "Interest in", "Cash"},
			missing("Maturity", "Make-whole shares on conversion is filled in")},
		{"a wait for no cash", []string{"Holder prepayment wait", "30"}, belongs("Holder prepayment wait", "30", "Holder prepayment cash")},
		{"interest in principal of a thousand", []string{"Interest rate", "8%", "Interest in", "Principal", "Whole units only", "Yes"},
			"found 'Principal' for Interest in of 2001 Notes; expected an instrument counted in dollars of principal: Stated value 1, and No for Whole units only. Choose another way to pay interest, or correct the other two"},
		{"a distribution twice", []string{"Dividends as converted", "Yes", "Distributions accrue", "Yes"},
			"found 'Yes' for Distributions accrue of 2001 Notes; expected No where Dividends as converted is Yes, because the holder is paid a distribution then and can't get it once more on conversion. Write No for one of the two"},
		{"cash that accrues alone", []string{"Distributions accrue", "No", "Cash dividends adjust", "Yes"},
			"found 'Yes' for Cash dividends adjust of 2001 Notes; expected Yes for Distributions accrue, because a dividend in cash accrues as a distribution does. Write Yes for Distributions accrue and No for Dividends as converted, or No here"},
		{"major transactions of a note", []string{"Redemption price", "100%", "Breach cure", "10"}, "found '10' for Breach cure of 2001 Notes. This is not supported yet; leave it out"},
	} {
		text := noteWith(c.rows...)
		if slices.Contains(c.rows, "Whole units only") {
			text = strings.Replace(text, "Whole units only     | Yes        |\n", "", 1)
		}
		_, issues := model.Resolve(parse(t, text), model.Scenario{})
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, issues, c.want)
		}
	}
}

func TestTermsOfDefaultsAreRefusedForStock(t *testing.T) {
	_, issues := model.Resolve(parse(t, withTerms(t, "Payment grace", "3")), model.Scenario{})
	if want := "found '3' for Payment grace of Series A. This is not supported yet; leave it out"; len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), want) {
		t.Errorf("got %v, want %s", issues, want)
	}
}

func TestPriceProtectionThatIsRefused(t *testing.T) {
	for _, c := range []struct{ term, value, want string }{
		{"Anti-dilution floor", "2.41", "found '2.41'; expected for Anti-dilution floor of 2001 Notes at most the Conversion price, 2.4. Correct one of the two"},
		{"Anti-dilution until", "2001-03-04", "found '2001-03-04'; expected for Anti-dilution until of 2001 Notes a date on or after its Issue date, 2001-03-05. Correct one of the two dates"},
	} {
		_, issues := model.Resolve(parse(t, ratcheted(noteWith(c.term, c.value))), model.Scenario{})
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("got %v, want %s", issues, c.want)
		}
	}
}

// Readings are told where a rule looks at them.
func TestReadingsOfTheNote(t *testing.T) {
	used := func(text string) map[string]string {
		got := map[string]string{}
		for _, u := range resolve(t, text, model.Scenario{}).Readings {
			if u.Instrument == "2001 Notes" {
				got[u.Term] = u.Value
			}
		}
		return got
	}
	whole, bare := used(ratcheted(noteWith(contractOfNotes...))), used(noteWith())
	for _, c := range []struct{ term, whole, bare string }{
		{"Default rate mode", "Adds", ""},
		{"Default rate ends at cure", "Yes", ""},
		{"Blocked payment is a default", "No", ""},
		{"Lender consent frees", "Other cash only", ""},
		{"Make-whole on", "Whole note", ""},
		{"Distributions accrue", "Yes", "Yes"},
		{"Cash dividends adjust", "Yes", "No"},
		{"Holder aware", "", ""},
		{"Deemed shares in later bases", "", ""}, // a ratchet has no base
		{"Readjust at expiry", "Yes", ""},
	} {
		if whole[c.term] != c.whole || bare[c.term] != c.bare {
			t.Errorf("%s: %q in the whole note and %q in the bare one; want %q and %q", c.term, whole[c.term], bare[c.term], c.whole, c.bare)
		}
	}
}

func TestPoliciesOfTheNote(t *testing.T) {
	const policies = `
== Policies ==
Policy | Side    | Inability choice  | Void and reset | Demand prepayment | Accelerate on default | Above the cap | Approval chance | Approval days | Company prepays | Prepay below
Other  | Holder  | Restricted shares | Never          | On events         | No                    |               |                 |               |                 |
Other  | Company |                   |                |                   |                       | Approval      | 0%              | 45            | When price below | 1.25
`
	r := resolve(t, smallCase+policies, model.Scenario{HolderPolicy: "Other", CompanyPolicy: "Other"})
	usual := resolve(t, smallCase, model.Scenario{})
	holder := func(p model.HolderPolicy) string {
		return fmt.Sprint(p.Inability, ", ", p.VoidWhenLower, ", ", p.DemandPrepayment, ", ", p.Accelerate)
	}
	company := func(p model.CompanyPolicy) string {
		return fmt.Sprint(p.AboveCap, ", ", p.ApprovalChance, ", ", p.ApprovalDays, ", ", p.Prepays, ", ", p.PrepayBelow)
	}
	for _, c := range []struct{ got, want string }{
		{holder(usual.Policies[0]), "Prepay, true, When allowed, true"},
		{holder(r.Policies[r.HolderPolicy[0]]), "Restricted shares, false, On events, false"},
		{company(usual.CompanyPolicy), "Cash, 1, 0, Never, 0"},
		{company(r.CompanyPolicy), "Approval, 0, 45, When price below, 1.25"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestPoliciesThatAreRefused(t *testing.T) {
	const head = "\n== Policies ==\nPolicy | Side | Above the cap | Approval chance | Approval days | Company prepays | Prepay below\n"
	vote := noteWith("Exchange cap", "19.99%", "Exchange cap base", "17000000", "Above the cap", "Approval or cash")
	for _, c := range []struct{ name, text, row, company, want string }{
		{"a chance along one path", smallCase, "Votes | Company | Approval | 60% | 45 | |", "Votes",
			"cell D2: found '60%' for Approval chance; expected 0% or 100% in a scenario along one price path. Write one of the two, or name a scenario whose price path is Monte Carlo"},
		{"of a policy that isn't taken", smallCase, "Votes | Company | Approval | 60% | 45 | |", "", ""},
		{"more than certain", smallCase, "Votes | Company | Approval | 110% | 45 | |", "", "cell D2: found '110%'; expected a percentage from 0% to 100% for Approval chance. Check the figure and its percent sign"},
		{"a vote at once", smallCase, "Votes | Company | Approval | | 0 | |", "", "cell E2: found '0'; expected calendar days from 1 to 100000 for Approval days. Check the figure and its percent sign"},
		{"a vote without end", vote, "Votes | Company | Approval | | | |", "Votes",
			"cell E2: found no Approval days; expected how long the vote takes, because Above the cap is 'Approval' and Approval within of 2001 Notes is blank. Fill in one of the two"},
		{"cash needs no vote", vote, "Pays | Company | Cash | | | |", "Pays", ""},
		{"prepays below nothing", smallCase, "Votes | Company | | | | When price below |", "",
			"cell G2: found no Prepay below; expected a price, because Company prepays is 'When price below'. Fill it in"},
		{"prepays below zero", smallCase, "Votes | Company | | | | When price below | 0", "", "cell G2: found '0'; expected a price in USD above zero for Prepay below. Check the figure and its percent sign"},
	} {
		_, issues := model.Resolve(parse(t, c.text+head+c.row+"\n"), model.Scenario{CompanyPolicy: c.company})
		if c.want == "" && len(issues) == 0 {
			continue
		}
		if len(issues) != 1 || c.want == "" || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, issues, c.want)
		}
	}
}
