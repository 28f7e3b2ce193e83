package model_test

import (
	"fmt"
	"math"
	"strings"

	"scenarios/model"
)

// terms draws a contract: every supported term and both values of every supported reading turn up.
func (g *generator) terms(in *randomInstrument, names []string) map[string]string {
	t := map[string]string{"Kind": "Preferred", "Issue date": in.issued.String(), "Stated value": fmt.Sprint(in.stated),
		"Conversion price": fmt.Sprintf("%.2f", math.Max(0.05, in.price)), "Fractions": g.pick("Nearest", "Down", "Up", "Cash")}
	if in.note {
		t["Kind"] = "Note"
	}
	if in.whole {
		t["Whole units only"] = "Yes"
	}
	if t["Fractions"] == "Cash" {
		t["Fraction price days"] = "5"
	}
	if in.issued <= g.valuation && g.chance(0.1) {
		t["Opening conversion price"] = g.near(0.5, 1.2)
	}
	if g.chance(0.15) {
		t["Adjusted price rounding"] = g.pick("0.01", "0.0001", "0.05")
	}
	if g.chance(0.3) {
		t["Convertible from"] = (in.issued + model.Date(g.IntN(120))).String()
	}
	if !in.floats && g.chance(0.5) {
		t["Alternative price from"] = (in.issued + model.Date(g.IntN(300))).String()
		t["Alternative price % of market price"] = g.pick("100%", "90%")
		t["Alternative price floor"] = g.pick("70%", "50%", "")
		t["Market price days"] = g.pick("1", "5", "20")
		t["Market price statistic"] = g.pick("", "Lowest")
		t["Window includes the day"] = g.pick("No", "Yes")
	}
	g.limits(in, t)
	g.priceProtection(t, names)
	g.redemption(in, t)
	g.interest(in, t)
	g.float(in, t)
	g.majorEvents(in, t)
	g.entitlements(in, t)
	if in.mandatory > 0 {
		t["Mandatory price"] = fmt.Sprintf("%.2f", in.mandatory)
		t["Mandatory days"] = fmt.Sprint(g.between(1, 8))
		t["Mandatory comparison"] = g.pick("At or above", "Above")
		t["Mandatory needs registration"] = g.pick("No", "No", "Once declared", "On the day", "All days")
		t["Mandatory price follows splits"] = g.pick("", "Yes")
	}
	t["Split takes effect"] = g.pick("Open", "Close")
	if in.offering > 0 {
		t["Mandatory offering price"] = fmt.Sprintf("%.2f", math.Max(0.01, in.offering))
		t["Mandatory offering proceeds"] = g.pick("", fmt.Sprint(g.between(1, int64(g.base*float64(g.outstanding)*0.1)+2)))
		t["Mandatory needs registration"] = g.pick("No", "No", "Once declared", "On the day", "All days")
	}
	t["Half share"] = g.pick("Up", "Even")
	t["Seniority"] = fmt.Sprint(g.between(1, 3))
	return t
}

func (g *generator) limits(in *randomInstrument, t map[string]string) {
	if g.chance(0.5) {
		t["Ownership limit"] = g.pick("4.99%", "4.999%", "9.99%")
		t["Blocked when"] = g.pick("Both exceeded", "Either exceeded", "Owned exceeded")
		t["Acquired within"] = g.pick("60", "30", "10")
		if g.chance(0.3) {
			t["Second ownership limit"] = g.pick("9.999%", "14.99%")
		}
		t["Ownership counted"] = g.pick("After", "After", "Before the issue")
		t["Over-limit notice"] = g.pick("Cut", "Cut", "Refused")
		t["Ownership base"] = g.pick("", "Actual", "Last reported")
		t["Ownership limits mandatory"] = g.pick("Yes", "Yes", "No")
	}
	if g.chance(0.5) {
		t["Exchange cap"] = g.pick("19.99%", "19.999%", "5%", "2%")
		if in.issued < g.valuation || g.chance(0.3) {
			t["Exchange cap base"] = fmt.Sprint(g.between(g.outstanding/4, g.outstanding))
		}
		t["Exchange cap counts"] = g.pick("Conversions", "All deal shares")
		t["Exchange cap applies on"] = g.pick("", "NNM; SmallCap", "NYSE")
		t["Exchange cap reallocated"] = g.pick("Yes", "No")
	}
}

func (g *generator) priceProtection(t map[string]string, names []string) {
	t["Anti-dilution"] = g.pick("None", "Weighted average (deemed)", "Weighted average (deemed)", "Weighted average (actual)", "Weighted average (actual)")
	if t["Anti-dilution"] != "None" && g.chance(0.7) {
		var excludes []string
		for _, c := range model.CategoriesFor(names) {
			if g.chance(0.25) {
				excludes = append(excludes, c)
			}
		}
		t["Anti-dilution excludes"] = strings.Join(excludes, "; ")
	}
	for _, reading := range []string{"Plan options count as deemed", "Readjust at expiry", "Unadjusted exercises count", "Deemed shares in later bases", "Adjust for variable-price securities", "Rights offerings adjust"} {
		t[reading] = g.pick("", "Yes", "No")
	}
	t["Amended securities adjust"] = g.pick("Replay", "On top")
	t["Consideration"] = g.pick("Gross", "Net")
	t["Deemed at"] = g.pick("", "Issue", "Contract or issue", "Contract or issue")
	t["Unit price goes to"] = g.pick("", "Main security", "Relative value", "Relative value")
	t["Certificate threshold"] = g.pick("", "1%")
}

func (g *generator) redemption(in *randomInstrument, t map[string]string) {
	if !in.redeemable {
		return
	}
	t["Redemption price"] = g.pick("110%", "100%", "125%")
	t["Redemption paid within"], t["Notice of trigger"] = fmt.Sprint(g.between(0, 7)), g.pick("", "3")
	t["Holder aware"], t["Redemption right ends at cure"] = g.pick("", "At once", "On notice"), g.pick("", "No", "Yes")
	t["Delivery failure"], t["Breach cure"] = g.pick("", "1", "5", "10"), g.pick("", "1", "10", "25")
	if g.chance(0.4) {
		t["Registration within"] = fmt.Sprint(g.between(1, 400))
	}
	if g.chance(0.5) {
		t["Registration lapse, consecutive"] = fmt.Sprint(g.between(1, 12))
	}
	if g.chance(0.4) {
		t["Registration lapse, total"] = fmt.Sprint(g.between(1, 30))
	}
	if g.chance(0.5) {
		t["Qualifying markets"], t["Delisting days"] = g.pick("NNM; NYSE; AMEX", "NNM", "NYSE; SmallCap"), fmt.Sprint(g.between(1, 8))
	}
	if g.chance(0.3) {
		t["Redemption if unconverted by"] = max(in.issued, g.inRun()).String()
	}
	if t["Exchange cap"] != "" {
		t["Above the cap"] = g.pick("", "Redemption right")
	}
}

// float draws a price that varies with the market; it needs closes from the first day on.
func (g *generator) float(in *randomInstrument, t map[string]string) {
	if !in.floats || len(g.past) < 25 {
		return
	}
	t["Floating price % of market price"] = g.pick("85%", "100%", "110%")
	t["Market price days"], t["Market price statistic"] = g.pick("1", "5", "20"), g.pick("", "Lowest")
	t["Window includes the day"] = g.pick("No", "Yes")
	t["Floating price floor"] = g.pick("", g.near(0.3, 0.7))
	t["Floating price ceiling"] = g.pick("", g.near(1, 1.3))
}

// majorEvents draws what announced transactions do: the freeze of the price, the right to redeem.
func (g *generator) majorEvents(in *randomInstrument, t map[string]string) {
	t["Major event freeze"] = g.pick("", "None", "Price", "Price", "Applicable price")
	t["Substantially all assets above"] = g.pick("", "60%", "75%")
	if !in.redeemable || g.chance(0.2) {
		return
	}
	t["Major transaction above % of common"], t["Major transaction above % of assets"] = g.pick("30%", "1%", ""), g.pick("50%", "")
	if t["Major transaction above % of common"]+t["Major transaction above % of assets"] != "" {
		t["Major transaction notice"], t["Major transaction response"] = g.pick("15 to 10", "40 to 0"), g.pick("5", "1")
	}
	if t["Major transaction above % of common"] != "" {
		t["Freeze on mergers"] = g.pick("", "Any", "Above share")
	}
}

// entitlements draws what an instrument has beside its conversion: dividends, rights, a preference, a reserve.
func (g *generator) entitlements(in *randomInstrument, t map[string]string) {
	t["Stock dividend"] = g.pick("", "Subdivision", "Accrues", "Both", "Fraction")
	t["Purchase rights"], t["As-converted price"] = g.pick("", "As converted", "None"), g.pick("", "Conversion price", "Best")
	t["Dividends as converted"], t["Reserve"] = g.pick("", "Yes", "Yes"), g.pick("", "100%", "120%")
	if g.chance(0.3) {
		return
	}
	t["Liquidation preference"], t["Participation"] = g.pick("100%", "150%", "1%"), g.pick("", "None", "Full", "Capped")
	if t["Participation"] == "Capped" {
		t["Participation cap"] = g.pick("1.5", "3")
	}
	t["Asset sale is liquidation"] = g.pick("", "", "Yes")
}

func (g *generator) interest(in *randomInstrument, t map[string]string) {
	if g.chance(0.3) {
		t["Maturity"] = max(in.issued, g.inRun()).String()
	}
	if !in.note && g.chance(0.8) {
		return
	}
	t["Interest rate"] = g.pick("8%", "5.25%", "12%")
	t["Day count"] = g.pick("ACT/360", "ACT/365F", "30/360", "ACT/ACT")
	t["Interest dates"] = g.pick("Calendar quarter ends", "Month ends", "Half years", "Quarters from issue")
	t["Interest in"] = g.pick("Company's choice", "Company's choice", "Cash", "Shares")
	t["Interest share price days"] = g.pick("1", "5", "10")
	t["Accrued interest on conversion"] = g.pick("Next interest date", "At conversion")
}
