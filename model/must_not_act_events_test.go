package model_test

import (
	"fmt"
	"strings"
	"testing"

	"scenarios/model"
)

// acted writes what happened in a run, in short: adjustments, rights to redeem, freezes, dividends and rights on instruments,
// reserve lines, payouts and conversions.
func acted(out *model.Outcome) string {
	var all []string
	for _, a := range out.Adjustments {
		all = append(all, a.Formula+" of "+a.Instrument)
	}
	for _, x := range out.Triggers {
		all = append(all, x.What+" of "+x.Instrument)
	}
	for _, f := range out.Freezes {
		all = append(all, "freeze of "+f.Instrument)
	}
	for _, d := range out.Dividends {
		if d.Instrument != "" {
			all = append(all, d.What+" on "+d.Instrument)
		}
	}
	for _, x := range out.Rights {
		if x.Instrument != "" {
			all = append(all, fmt.Sprintf("%d rights on %s", x.Rights, x.Instrument))
		}
	}
	for _, p := range out.Payouts {
		if p.Preference.IsPositive() || p.Participation.IsPositive() {
			all = append(all, "payout on "+p.Security)
		}
	}
	for _, c := range out.Conversions {
		all = append(all, fmt.Sprintf("conversion of %s, besides %s", c.Instrument, c.Besides))
	}
	for range out.Reserve {
		all = append(all, "reserve")
	}
	return strings.Join(all, "; ")
}

// TestEventsThatMustNotAct gives each event once where it acts and once where it must not, for a figure or a word that differs
// by as little as can be.
func TestEventsThatMustNotAct(t *testing.T) {
	const both = "Fund A | Series A | 100\nFund N | Notes | 400000"
	const redeem = "Redemption price | 110% |\nMajor transaction above % of common | 30% |\nMajor transaction above % of assets | 50% |\nMajor transaction notice | 15 to 10 |\nMajor transaction response | 5 |\nDelivery failure | 10 |\nBreach cure | 10 |\n"
	const freezes = protection + "\nMajor event freeze | Price | None\n"
	const noFreeze = "Major event freeze | None | None\n"
	for _, c := range []struct{ why, terms, events, want string }{
		{"a merger freezes", freezes, "2002-01-10 | Merger announced | | | 1% | | | | deal", "freeze of Series A"},
		{"not where the contract has no freeze", protection + "\n" + noFreeze, "2002-01-10 | Merger announced | | | 1% | | | | deal", ""},
		{"a tender of exactly the share freezes nothing", redeem + freezes, "2002-01-10 | Tender announced | | | 30% | | | | deal", ""},
		{"a sale of exactly three quarters freezes nothing", freezes, "2002-01-10 | Asset sale announced | | | 75% | | | | deal", ""},
		{"a sale of more does", freezes, "2002-01-10 | Asset sale announced | | | 75.01% | | | | deal", "freeze of Series A"},
		{"inside a freeze an issue moves nothing of what is frozen", freezes, "2002-01-10 | Merger announced | | | 1% | | | | deal\n2002-01-15 | Issue common | | Public | 100000 | 3.00", "weighted average of Notes; freeze of Series A"},
		{"a merger of more than the share opens a right", redeem + noFreeze, "2002-01-10 | Merger announced | | | 30.01% | | | | deal", "redemption right of Series A"},
		{"one of exactly the share opens none", redeem + noFreeze, "2002-01-10 | Merger announced | | | 30% | | | | deal", ""},
		{"a sale of exactly half the assets opens none", redeem + noFreeze, "2002-01-10 | Asset sale announced | | | 50% | | | | deal", ""},
		{"a board adjustment to the price in effect certifies nothing", "", "2002-01-10 | Board adjustment | Series A | | | 5.00", ""},
		{"a cent below, it does", "", "2002-01-10 | Board adjustment | Series A | | | 4.99", "board of Series A"},
		{"a material breach opens a right", redeem, "2002-01-10 | Breach | Series A | | | | | material", "redemption right of Series A"},
		{"one that is not material opens none", redeem, "2002-01-10 | Breach | Series A | | | | | curable", ""},
		{"one cured on the last day opens none", redeem, "2002-01-10 | Breach | Series A | | | | | material; curable | breach\n2002-01-20 | Cure | Series A | | | | | breach", ""},
		{"one cured a day later does", redeem, "2002-01-10 | Breach | Series A | | | | | material; curable | breach\n2002-01-21 | Cure | Series A | | | | | breach", "redemption right of Series A"},
		{"a refusal without a right in the contract opens none", "", "2002-01-10 | Refusal to convert | Series A", ""},
		{"a late delivery without a conversion opens none", redeem, "2002-01-10 | Late delivery | Series A | Fund A", ""},
		{"a merger that the company survives and that gives nothing changes nothing", noFreeze, "2002-01-10 | Merger announced | | | 60% | | | | deal\n2002-01-15 | Merger consummated | | | | | | deal; survives", ""},
		{"a tender that is completed changes no price", noFreeze, "2002-01-10 | Tender announced | | | 60% | | | | deal\n2002-01-15 | Tender consummated | | | | 6.00 | | deal", ""},
		{"a merger for shares restates prices", noFreeze, "2002-01-10 | Merger announced | | | 60% | | | | deal\n2002-01-15 | Merger consummated | | | 0.5 | | | deal", "merger of Series A; merger of Notes"},
		{"cash from a sale of less comes besides", noFreeze, "2002-01-10 | Asset sale announced | | | 60% | | | | deal\n2002-01-15 | Asset sale consummated | | | | 1.00 | | deal\n2002-01-22 | Conversion notice | Series A | Fund A | 10", "conversion of Series A, besides 2000"},
		{"a stock dividend that accrues moves no price", "Stock dividend | Accrues | Accrues", "2002-01-10 | Stock dividend | | | 0.1", "stock dividend on Series A; stock dividend on Notes"},
		{"one that subdivides leaves nothing on the units", "Stock dividend | Subdivision | Subdivision", "2002-01-10 | Stock dividend | | | 0.1", "stock dividend of Series A; stock dividend of Notes"},
		{"a cash dividend reaches who takes part", "Dividends as converted | Yes |", "2002-01-10 | Cash dividend | | | | 0.10", "cash dividend on Series A"},
		{"and nobody else", "", "2002-01-10 | Cash dividend | | | | 0.10", ""},
		{"rights reach preferred stock as converted", "", "2002-01-10 | Rights offering | | | 0.1 | 7.00", "2000 rights on Series A"},
		{"not where the contract gives none", "Purchase rights | None |", "2002-01-10 | Rights offering | | | 0.1 | 7.00", ""},
		{"a contract above the price counts neither at once nor at the issue", protection + "\n" + noFreeze, "2002-01-10 | Contract signed | Warrant: new | Fund A | 1000 | 7.00 | | Option grant | deal\n2002-02-12 | Grant warrant | Warrant: new | Fund A | 1000 | 7.00 | | Option grant | deal", ""},
		{"an offering at the level converts everything", "Mandatory offering price | 7.00 |\nMandatory offering proceeds | 7000000 |", "2002-01-10 | Underwritten offering | | | 1000000 | 7.00", "mandatory conversion of Series A; conversion of Series A, besides 0"},
		{"a share too few converts nothing", "Mandatory offering price | 7.00 |\nMandatory offering proceeds | 7000000 |", "2002-01-10 | Underwritten offering | | | 999999 | 7.00", ""},
		{"a cent too cheap converts nothing", "Mandatory offering price | 7.00 |\nMandatory offering proceeds | 1 |", "2002-01-10 | Underwritten offering | | | 2000000 | 6.99", ""},
		{"a report changes nothing where the actual count is the base", "Ownership limit | 4.99% |\nBlocked when | Owned exceeded |", "2002-01-10 | Report outstanding | | | 1\n2002-01-22 | Conversion notice | Series A | Fund A | 10", "conversion of Series A, besides 0"},
		{"a liquidation of nothing pays nothing", "Liquidation preference | 100% | 100%", "2002-01-10 | Liquidation | | | | | 0", ""},
		{"a sale of substantially all assets is no liquidation by itself", noFreeze + "Liquidation preference | 100% |", "2002-01-10 | Asset sale announced | | | 100% | | | | deal\n2002-01-15 | Asset sale consummated | | | | | | deal", ""},
		{"enough shares for the reserve", "Reserve | 100% | 100%", "2002-01-10 | Report outstanding | | | 1", ""},
	} {
		s := small{rows: both, terms: c.terms, events: c.events, policy: "On notices | Never | On notices"}
		if got := acted(s.run(t)); got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
