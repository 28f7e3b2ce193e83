package model_test

import (
	"strings"

	"scenarios/model"
)

// everyRule is what the random cases must bring about among them.
var everyRule = []string{"conversions", "mandatory conversions", "alternative prices", "ownership limit", "exchange cap", "authorized shares", "weighted average",
	"replay", "split", "set", "interest in cash", "interest in shares", "redemptions", "maturities", "exercises", "sales", "unpaid dues",
	"board", "stock dividend", "merger", "freezes", "freezes that ended", "moves after a freeze", "mandatory conversion by an offering",
	"rights not effective in time", "rights after a lapse", "rights after a delisting", "rights after a refusal or a late delivery", "rights after a cap",
	"rights after a breach", "rights at the final date", "rights for a merger", "rights for an asset sale", "rights for a tender", "rights that ended", "rights of a time",
	"demands", "demands paid in part", "demands that lapsed", "demands for a major transaction",
	"dividends in cash", "dividends in kind", "dividends in shares", "dividends that accrue", "dividends on an instrument",
	"rights taken up", "rights not taken up", "rights as converted", "transfers to a new holder", "worth besides the common", "reserve too small",
	"liquidations", "liquidations with a preference given up", "waterfalls"}

// everyEvent is which events, terms and readings the random cases must hold among them, as their text has them.
var everyEvent = []string{"| Issue common |", "| Grant option |", "| Grant warrant |", "| Issue convertible |", "| Contract signed |", "| Exercise |", "| Expire |",
	"| Change terms |", "| Split |", "| Stock dividend |", "| Cash dividend |", "| Distribution |", "| Rights offering |", "| Board adjustment |", "| Merger announced |",
	"| Asset sale announced |", "| Tender announced |", "| Merger consummated |", "| Asset sale consummated |", "| Tender consummated |", "| Event abandoned |",
	"| Reclassification |", "| Underwritten offering |", "| Refusal to convert |", "| Late delivery |", "| Breach |", "| Cure |", "| Report outstanding |", "| Liquidation |",
	"| Transfer |", "| Conversion notice |", "| Redemption demand |", "; value ", "; in lieu", "| record ",
	"Floating price floor |", "Floating price ceiling |", "| Last reported", "| Relative value", "| Contract or issue", "| Applicable price", "| Above share", "| On notice ",
	"| Fraction", "| Accrues", "| Both", "| Capped", "| Best"}

// note counts a case under each thing that happened in it.
func note(seen map[string]int, text string, out *model.Outcome) {
	has := map[string]bool{"unpaid dues": out.Totals.CashDueUnpaid.IsPositive(), "exercises": out.Totals.SharesFromExercise > 0,
		"reserve too small": len(out.Reserve) > 0, "liquidations": len(out.Payouts) > 0, "waterfalls": out.Waterfall != nil, "freezes": len(out.Freezes) > 0}
	notePrices(has, out)
	noteClaims(has, out)
	noteEntitlements(has, out)
	for _, b := range out.Limits {
		has[b.Limit] = true
	}
	for _, p := range out.Interest {
		has["interest in cash"] = has["interest in cash"] || p.Cash.IsPositive()
		has["interest in shares"] = has["interest in shares"] || p.Shares > 0
	}
	for _, h := range out.Holders {
		has["sales"] = has["sales"] || h.Sold > 0
		has["transfers to a new holder"] = has["transfers to a new holder"] || h.Holder == newcomer && h.After.IsPositive()
	}
	for _, event := range everyEvent {
		has[event] = strings.Contains(text, event)
	}
	for what, happened := range has {
		if happened {
			seen[what]++
		}
	}
}

// notePrices notes conversions, certificates and freezes.
func notePrices(has map[string]bool, out *model.Outcome) {
	for _, c := range out.Conversions {
		has["conversions"] = true
		has["mandatory conversions"] = has["mandatory conversions"] || c.Kind == "mandatory"
		has["alternative prices"] = has["alternative prices"] || c.PriceKind == "alternative"
		has["worth besides the common"] = has["worth besides the common"] || c.Besides.IsPositive()
	}
	for _, a := range out.Adjustments {
		has[a.Formula] = true
	}
	for _, f := range out.Freezes {
		has["freezes that ended"] = has["freezes that ended"] || f.Until.Given()
		for _, a := range out.Adjustments {
			if f.Until.Given() && a.Instrument == f.Instrument && a.Date > f.Until && a.Date < f.Until+5 && a.Formula == "weighted average" {
				has["moves after a freeze"] = true
			}
		}
	}
}

// rightsByClause are the rights to redeem, by the end of the clause that opens them.
var rightsByClause = map[string]string{"3(b)(i)": "rights not effective in time", "3(b)(ii)": "rights after a lapse", "3(b)(iii)": "rights after a delisting",
	"3(b)(iv)": "rights after a refusal or a late delivery", "3(b)(v)": "rights after a cap", "3(b)(vi)": "rights after a breach", "3(b)(vii)": "rights at the final date",
	"3(c)(i)": "rights for a merger", "3(c)(ii)": "rights for an asset sale", "3(c)(iii)": "rights for a tender"}

// noteClaims notes rights to redeem and what was demanded under them.
func noteClaims(has map[string]bool, out *model.Outcome) {
	for _, x := range out.Triggers {
		_, clause, _ := strings.Cut(x.Clause, " ")
		has[rightsByClause[clause]] = true
		has["maturities"] = has["maturities"] || x.What == "maturity"
		has["mandatory conversion by an offering"] = has["mandatory conversion by an offering"] || clause == "1(a)(v)(i)"
		has["rights that ended"] = has["rights that ended"] || x.Ended.Given()
		has["rights of a time"] = has["rights of a time"] || x.Until.Given()
	}
	for _, i := range out.Instruments {
		has["redemptions"] = has["redemptions"] || i.UnitsRedeemed.IsPositive()
	}
	for _, d := range out.Demands {
		has["demands"] = true
		has["demands that lapsed"] = has["demands that lapsed"] || d.Lapsed
		has["demands paid in part"] = has["demands paid in part"] || d.Paid.IsPositive() && d.Unpaid.IsPositive()
		has["demands for a major transaction"] = has["demands for a major transaction"] || strings.Contains(d.Clause, "3(c)")
	}
}

// noteEntitlements notes dividends, rights and what a liquidation pays.
func noteEntitlements(has map[string]bool, out *model.Outcome) {
	for _, d := range out.Dividends {
		has["dividends in "+d.How] = true // cash, in kind, in shares, accrues
		has["dividends in kind"] = has["dividends in kind"] || d.How == "in kind"
		has["dividends in shares"] = has["dividends in shares"] || d.How == "in shares"
		has["dividends that accrue"] = has["dividends that accrue"] || d.How == "accrues"
		has["dividends on an instrument"] = has["dividends on an instrument"] || d.Instrument != ""
	}
	for _, x := range out.Rights {
		has["rights taken up"] = has["rights taken up"] || x.Taken > 0
		has["rights not taken up"] = has["rights not taken up"] || x.Taken == 0
		has["rights as converted"] = has["rights as converted"] || x.Instrument != ""
	}
	for _, p := range out.Payouts {
		preferred := len(out.Instruments) > 0 && p.Security == out.Instruments[0].Instrument
		has["liquidations with a preference given up"] = has["liquidations with a preference given up"] || preferred && p.Preference.IsZero() && p.Participation.IsPositive()
	}
}
