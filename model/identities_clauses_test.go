package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
)

// clauseIdentities are what single clauses promise about every run, beside the identities that look at the whole of it.
var clauseIdentities = []identity{
	{"the shares of a conversion follow from its price", conversionsFollowTheirPrice},
	{"an alternative price lies among the closes or at its floor", alternativesLieWithinTheCloses},
	{"restated prices move in proportion", restatementsAreInProportion},
	{"a mandatory conversion leaves only what a limit cut", mandatoryLeavesOnlyCuts},
	{"no mandatory conversion comes before its registration", mandatoryAwaitsRegistration},
	{"the board only lowers a price", boardOnlyLowers},
	{"a shortfall of the reserve begins, grows and ends", reserveLinesFollow},
	{"what the senior debt blocks stays unpaid", blockedStaysUnpaid},
	{"principal is due on a date that somebody named", maturityIsNoEarlier},
	{"interest is principal-days times the rate", interestIsPrincipalDaysTimesRate},
	{"principal that ends without shares is paid", principalIsAccountedFor},
	{"a default begins after its grace", defaultsOutlastTheirGrace},
	{"cash above the cap is shares times the close", discountEquivalentIsSharesTimesClose},
	{"make-whole shares are within their formula", makeWholeWithinTheFormula},
	{"a full ratchet reaches the price of the issue", ratchetsReachTheIssue},
}

// clauseIdentityCases is how many random cases the clauses' own identities are held against.
const clauseIdentityCases = 100

// TestClauseIdentities holds them against every case worked by hand and against random ones.
func TestClauseIdentities(t *testing.T) {
	hold := func(name string, in *model.Inputs) {
		r, path, refused := resolved(in)
		if refused != nil {
			return
		}
		out, err := model.Run(r, path, model.Options{})
		if err != nil {
			return
		}
		for _, i := range clauseIdentities {
			if bad := i.holds(r, path, out); bad != "" {
				t.Errorf("%s: %s: %s", name, i.name, bad)
			}
		}
	}
	for _, name := range caseNames(t) {
		hold(name, readCase(t, name))
	}
	for n := 1; n <= clauseIdentityCases; n++ {
		name := fmt.Sprintf("random case %d", n)
		in, _, err := casetext.Parse(name, randomCase(n))
		if err != nil {
			t.Fatal(err)
		}
		hold(name, in)
	}
}

// caseNames are the cases of testdata, in order.
func caseNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for k, file := range files {
		files[k] = filepath.Base(file)
	}
	return files
}

func readCase(t *testing.T, name string) *model.Inputs {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata/cases", name))
	if err != nil {
		t.Fatal(err)
	}
	in, _, err := casetext.Parse(name, string(text))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// resolved resolves the first scenario of inputs and its path, or says why they are refused.
func resolved(in *model.Inputs) (*model.Resolved, model.Path, model.Issues) {
	scenarios, issues := model.Scenarios(in)
	if len(issues) > 0 {
		return nil, model.Path{}, issues
	}
	r, issues := model.Resolve(in, scenarios[0])
	if len(issues) > 0 {
		return nil, model.Path{}, issues
	}
	path, issues := pathOf(in, r, scenarios[0])
	return r, path, issues
}

// conversionsFollowTheirPrice: common is stated value over price, within the one share of rounding (A 1(b), 1(c)). What comes
// with accrued interest, with dividends, or in place of common follows from more than the price; a limit cuts what need
// not convert in whole units to whole shares, and the part of it that they cost is rounded up.
func conversionsFollowTheirPrice(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	inShares := slices.ContainsFunc(r.Policies, func(p model.HolderPolicy) bool { return p.DividendsInShares })
	accrues := slices.ContainsFunc(r.Events, func(e model.Event) bool { return e.Kind == "Stock dividend" })
	if inShares || accrues {
		return ""
	}
	for _, c := range out.Conversions {
		t := termsOf(r, c.Instrument)
		if !c.Besides.IsZero() || !c.AccruedInterest.IsZero() || (t.Kind == model.KindNote || !t.WholeUnits) && len(c.Cuts) > 0 {
			continue
		}
		value := c.Units // dollars of principal
		if t.Kind == model.KindPreferred {
			value = c.Units.Mul(t.StatedValue)
		}
		exact := value.DivRound(c.Price, 10)
		if exact.Sub(decimal.NewFromInt(c.Shares)).Abs().GreaterThan(decimal.NewFromInt(1)) {
			return fmt.Sprintf("%s: %d shares for %s of %s at %s", c.Date, c.Shares, c.Units, c.Instrument, c.Price)
		}
	}
	return ""
}

// alternativesLieWithinTheCloses: a market price is never outside the closes that it is of, so an alternative price is never
// below its part of the lowest close, nor above both its part of the highest and its floor (A 1(a)(i), 1(a)(vi)).
func alternativesLieWithinTheCloses(r *model.Resolved, path model.Path, out *model.Outcome) string {
	if rescaled(r) {
		return ""
	}
	low, high := closesBetween(r, path)
	for _, c := range out.Conversions {
		t := termsOf(r, c.Instrument)
		if c.PriceKind != "alternative" {
			continue
		}
		least, most := low.Mul(t.AlternativePercent), decimal.Max(high.Mul(t.AlternativePercent), t.ConversionPrice.Mul(t.AlternativeFloor))
		if c.Price.LessThan(least) || c.Price.GreaterThan(most) {
			return fmt.Sprintf("%s: an alternative price of %s for %s, outside %s to %s", c.Date, c.Price, c.Instrument, least, most)
		}
	}
	return ""
}

// closesBetween are the lowest and the highest close of the history and the path.
func closesBetween(r *model.Resolved, path model.Path) (low, high decimal.Decimal) {
	closes := slices.Clone(path.Closes)
	for _, c := range r.Past {
		closes = append(closes, c.Micros)
	}
	dollars := func(micros int64) decimal.Decimal { return decimal.NewFromInt(micros).Shift(-6) }
	return dollars(slices.Min(closes)), dollars(slices.Max(closes))
}

// restatementsAreInProportion: what a split, a stock dividend or an organic change makes of a price is the price by the old
// shares over the new (A 1(g)(ii), 2(a)).
func restatementsAreInProportion(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, a := range out.Adjustments {
		if a.Formula != "split" && a.Formula != "merger" || a.BaseAfter.IsZero() {
			continue
		}
		want := a.Before.Mul(a.BaseBefore).DivRound(a.BaseAfter, 20)
		if want.Sub(a.After).Abs().GreaterThan(want.Shift(-12)) {
			return fmt.Sprintf("%s: %s takes %s from %s to %s, not to %s", a.Date, a.Cause, a.Instrument, a.Before, a.After, want)
		}
	}
	return ""
}

// mandatoryLeavesOnlyCuts: where nothing was cut from it, nothing but what is demanded for redemption or issued later is left
// of an instrument after its mandatory conversion (A 1(a)(v), 1(e)(vi)).
func mandatoryLeavesOnlyCuts(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, i := range out.Instruments {
		mandatory, cut := false, len(out.Demands) > 0 || i.UnitsIssued.IsPositive()
		for _, c := range out.Conversions {
			if c.Instrument == i.Instrument && c.Kind == "mandatory" {
				mandatory, cut = true, cut || len(c.Cuts) > 0
			}
		}
		if mandatory && !cut && i.UnitsAfter.IsPositive() {
			return fmt.Sprintf("%s of %s are left after a mandatory conversion that no limit cut", i.UnitsAfter, i.Instrument)
		}
	}
	return ""
}

// mandatoryAwaitsRegistration: where the registration must have been declared once, it has been by the day of a mandatory
// conversion (A 1(d)(ii)).
func mandatoryAwaitsRegistration(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, c := range out.Conversions {
		k := slices.IndexFunc(r.Instruments, func(t model.Terms) bool { return t.Name == c.Instrument })
		if c.Kind != "mandatory" || r.Instruments[k].MandatoryRegistration != "Once declared" {
			continue
		}
		if !slices.ContainsFunc(r.Events, func(e model.Event) bool {
			concerns := e.Security.Kind != model.InstrumentSecurity || e.Security.Index == k
			return e.Date <= c.Date && concerns && (e.Kind == "Registration effective" || e.Kind == "Registration restored")
		}) {
			return fmt.Sprintf("%s: %s converts by itself, and was never registered", c.Date, c.Instrument)
		}
	}
	return ""
}

// boardOnlyLowers: a price that the board sets is not above the one in effect (A 1(g)(v)).
func boardOnlyLowers(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, a := range out.Adjustments {
		if a.Formula == "board" && a.After.GreaterThan(a.Before) {
			return fmt.Sprintf("%s: the board takes %s from %s up to %s", a.Date, a.Instrument, a.Before, a.After)
		}
	}
	return ""
}

// reserveLinesFollow: a line is of a shortfall that begins or grows, or of its end (A 5, N 5(h)).
func reserveLinesFollow(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	missing := int64(0)
	for _, line := range out.Reserve {
		now := max(0, line.Needed-line.Available)
		if now == 0 && missing == 0 || now > 0 && now <= missing {
			return fmt.Sprintf("%s: %d needed of %d, where %d were missing before", line.Date, line.Needed, line.Available, missing)
		}
		missing = now
	}
	return ""
}
