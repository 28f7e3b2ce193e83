package model_test

import (
	"slices"
	"strings"
	"testing"

	"scenarios/model"
)

// withTerms is the small case with more rows of Instruments.
func withTerms(t *testing.T, rows ...string) string {
	t.Helper()
	const kind = "Kind                 |      |        | Preferred"
	text := kind
	for i := 0; i < len(rows); i += 2 {
		text += term(rows[i], rows[i+1])
	}
	return changed(t, kind, text)
}

func TestTermsOfTheCertificate(t *testing.T) {
	a := resolve(t, withTerms(t,
		"Redemption price", "110%", "Delivery failure", "10", "Breach cure", "10",
		"Major transaction above % of common", "30%", "Major transaction above % of assets", "50%", "Major transaction notice", "15 to 10",
		"Major transaction response", "5", "Mandatory offering price", "12", "Mandatory offering proceeds", "40000000", "Mandatory needs registration", "Once declared",
		"Reserve", "100%", "Liquidation preference", "100%", "Participation", "Capped", "Participation cap", "3", "Dividends as converted", "Yes",
		"Market price days", "20", "Floating price % of market price", "90%", "Floating price floor", "2", "Floating price ceiling", "9",
		"Ownership base", "Last reported", "Stock dividend", "Both", "Rights offerings adjust", "No", "Purchase rights", "None",
		"Major event freeze", "Applicable price", "Freeze on mergers", "Above share", "As-converted price", "Best", "Redemption right ends at cure", "Yes",
		"Holder aware", "On notice", "Asset sale is liquidation", "Yes", "Adjust for variable-price securities", "Yes", "Deemed at", "Contract or issue",
		"Unit price goes to", "Relative value"), model.Scenario{}).Instruments[0]
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"delivery and breach", [2]int{a.DeliveryFailure, a.BreachCure}, [2]int{10, 10}},
		{"major transactions", a.MajorAboveCommon.String() + " " + a.MajorAboveAssets.String(), "0.3 0.5"},
		{"notice of them", [3]int{a.MajorNoticeFirst, a.MajorNoticeLast, a.MajorResponse}, [3]int{15, 10, 5}},
		{"offering", a.MandatoryOfferingPrice.String() + " " + a.MandatoryOfferingProceeds.String() + " " + a.MandatoryRegistration, "12 40000000 Once declared"},
		{"liquidation", a.LiquidationPreference.String() + " " + a.Participation + " " + a.ParticipationCap.String(), "1 Capped 3"},
		{"reserve and dividends", a.Reserve.String() == "1" && a.DividendsAsConverted, true},
		{"floating price", a.FloatingPercent.String() + " " + a.FloatingFloor.String() + " " + a.FloatingCeiling.String(), "0.9 2 9"},
		{"substantially all, blank", a.SubstantiallyAllAbove.String(), "0.75"},
		{"readings with two values", []bool{a.OwnershipReported, a.RightsAdjust, a.RightsAsConverted, a.FreezeMergersAbove, a.BestAsConverted, a.RightEndsAtCure,
			a.AwareOnNotice, a.AssetSaleLiquidates, a.AdjustForVariable, a.DeemedAtContract, a.RelativeUnitPrice}, "true false false true true true true true true true true"},
		{"readings with more", a.StockDividend + ", " + a.Freeze, "Both, Applicable price"},
	} {
		got := c.got
		if flags, ok := got.([]bool); ok {
			words := make([]string, len(flags))
			for i, f := range flags {
				words[i] = map[bool]string{true: "true", false: "false"}[f]
			}
			got = strings.Join(words, " ")
		}
		if got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

func TestTermsThatAreRefused(t *testing.T) {
	and := func(rows []string, more ...string) []string { return slices.Concat(rows, more) }
	floating := []string{"Market price days", "20", "Floating price % of market price", "90%"}
	redemption := []string{"Redemption price", "110%"}
	major := and(redemption, "Major transaction above % of common", "30%", "Major transaction response", "5")
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"floor without a floating price", []string{"Floating price floor", "2"}, "cell D3: found '2' for Floating price floor of Series A; expected Floating price % of market price beside it, which it belongs to. Fill in Floating price % of market price, or clear this cell"},
		{"floating without a window", floating[2:], "found no Market price days of Series A; expected a value, because Floating price % of market price is filled in. Fill in Market price days"},
		{"bounds that cross", and(floating, "Floating price floor", "5", "Floating price ceiling", "4"), "cell D6: found '4'; expected for Floating price ceiling of Series A at least the Floating price floor, 5. Correct one of the two"},
		{"two prices of a conversion", and(floating, "Alternative price from", "2001-01-14", "Alternative price % of market price", "100%"),
			"cell D4: found '90%' for Floating price % of market price of Series A; expected no Alternative price from beside it, because every conversion would be at the floating price. Clear one of the two"},
		{"proceeds without a price", []string{"Mandatory offering proceeds", "40000000"}, "cell D3: found '40000000' for Mandatory offering proceeds of Series A; expected Mandatory offering price beside it, which it belongs to. Fill in Mandatory offering price, or clear this cell"},
		{"registration for nothing", []string{"Mandatory needs registration", "No"}, "cell D3: found 'No' for Mandatory needs registration of Series A; expected Mandatory price or Mandatory offering price beside it, which it belongs to. Fill in Mandatory price or Mandatory offering price, or clear this cell"},
		{"delivery without redemption", []string{"Delivery failure", "10"}, "cell D3: found '10' for Delivery failure of Series A; expected Redemption price beside it, which it belongs to. Fill in Redemption price, or clear this cell"},
		{"no days to cure", and(redemption, "Breach cure", "0"), "cell D4: found '0'; expected a figure above zero for Breach cure of Series A. Leave the cell blank where there is no such clause"},
		{"major transactions without notice", major, "found no Major transaction notice of Series A; expected a value, because Major transaction above % of common is filled in. Fill in Major transaction notice"},
		{"notice in another form", and(major, "Major transaction notice", "15-10"), "cell D6: found '15-10'; expected for Major transaction notice of Series A two numbers of calendar days before consummation, the earlier day first, such as '15 to 10'. Write it in this form"},
		{"notice the wrong way round", and(major, "Major transaction notice", "10 to 15"), "cell D6: found '10 to 15'; expected for Major transaction notice of Series A two numbers of calendar days before consummation, the earlier day first, such as '15 to 10'. Write it in this form"},
		{"more than all", []string{"Substantially all assets above", "101%"}, "cell D3: found '101%'; expected a percentage of at most 100% for Substantially all assets above of Series A. Check the figure and its percent sign"},
		{"mergers above no share", []string{"Major event freeze", "Price", "Freeze on mergers", "Above share"}, "found no Major transaction above % of common of Series A; expected a value, because Freeze on mergers is 'Above share'. Fill in Major transaction above % of common"},
		{"capped without a cap", []string{"Participation", "Capped"}, "found no Participation cap of Series A; expected a value, because Participation is 'Capped'. Fill in Participation cap"},
		{"a cap that caps nothing", []string{"Participation", "Full", "Participation cap", "2"}, "cell D4: found '2' for Participation cap of Series A; expected Participation to be Capped, which it belongs to. Write Capped for Participation, or clear this cell"},
		{"a cap below the preference", []string{"Liquidation preference", "200%", "Participation", "Capped", "Participation cap", "1.5"}, "cell D5: found '1.5'; expected for Participation cap of Series A at least the Liquidation preference, 2. Correct one of the two"},
		{"reserve of nothing", []string{"Reserve", "0%"}, "cell D3: found '0%'; expected a figure above zero for Reserve of Series A. Leave the cell blank where there is no such clause"},
		{"registration, and an offering it is for", []string{"Mandatory needs registration", "All days", "Mandatory offering price", "0"}, "cell D4: found '0'; expected a figure above zero for Mandatory offering price of Series A. Leave the cell blank where there is no such clause"},
	} {
		_, issues := model.Resolve(parse(t, withTerms(t, c.rows...)), model.Scenario{})
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, issues, c.want)
		}
	}
}

// The default of Purchase rights depends on the kind; readings stand on Checks where they matter.
func TestReadingsOfEvents(t *testing.T) {
	r := resolve(t, strings.Replace(eventCase, "Substantially", "As-converted price | Best |\nMajor event freeze | Price |\nSubstantially", 1), model.Scenario{})
	got := map[string]string{}
	for _, u := range r.Readings {
		got[u.Instrument+": "+u.Term] = u.Value
	}
	for name, want := range map[string]string{
		"Series A: Purchase rights": "As converted", "2001 Notes: Purchase rights": "None",
		"Series A: Stock dividend": "Subdivision", "Series A: Major event freeze": "Price", "Series A: Freeze on mergers": "Any",
		"2001 Notes: Major event freeze": "", // its price has no protection
		"Series A: As-converted price":   "Best", "2001 Notes: As-converted price": "",
		"Series A: Asset sale is liquidation": "", "Series A: Ownership base": "",
	} {
		if got[name] != want {
			t.Errorf("%s: got %q, want %q", name, got[name], want)
		}
	}
	if r.Instruments[0].RightsAsConverted == r.Instruments[1].RightsAsConverted {
		t.Error("rights of the note as of the preferred stock")
	}
}

func TestPoliciesOnRightsAndDividends(t *testing.T) {
	const policies = `
== Policies ==
Policy  | Side    | Take up rights | Dividends in
Passive | Holder  | No             | Shares
`
	r := resolve(t, smallCase+policies, model.Scenario{HolderPolicy: "Passive"})
	p, usual := r.Policies[r.HolderPolicy[0]], r.Policies[0]
	if p.TakeUpRights || !p.DividendsInShares || !usual.TakeUpRights || usual.DividendsInShares {
		t.Errorf("got %+v and by default %+v", p, usual)
	}
}
