package xlsx

import (
	"testing"

	"scenarios/model"
)

// The ledgers of rights, demands, dividends, freezes and the reserve, by hand: Redemption has the rights and demands, Slow
// decline has everything else.

// redemptionTriggers are a right that a merger opened and that ended when it was given up, one that has no end, and a
// mandatory conversion, under which nothing can be demanded.
func redemptionTriggers(t testing.TB) []model.Trigger {
	return []model.Trigger{
		{Date: dateOf(t, "2003-01-10"), Instrument: "Series A", What: redemptionRight, Clause: "A 3(c)(i)", NoticeBy: dateOf(t, "2003-01-10"),
			From: dateOf(t, "2003-01-10"), Until: dateOf(t, "2003-01-24"), Ended: dateOf(t, "2003-01-16"), Cause: "Merger announced (M1)"},
		{Date: dateOf(t, "2003-01-17"), Instrument: "Series A", What: redemptionRight, Clause: "A 3(b)(vii)", NoticeBy: dateOf(t, "2003-01-23"),
			From: dateOf(t, "2003-01-17"), Until: model.NoDate, Ended: model.NoDate, Cause: "Not converted by the final date"},
		{Date: dateOf(t, "2003-03-28"), Instrument: "2002 Notes", What: "mandatory conversion", Clause: "N 2(c)", NoticeBy: model.NoDate,
			From: dateOf(t, "2003-03-28"), Until: model.NoDate, Ended: model.NoDate, Cause: "10 closes in a row above the level"},
	}
}

// redemptionExposure follows the rights: called under the merger, free again, called under the final date, demanded, paid in
// part.
func redemptionExposure(t testing.TB) []model.Exposure {
	line := func(date, instrument, clause, contingent, triggered, due, paid, blocked, cash string) model.Exposure {
		return model.Exposure{Date: dateOf(t, date), Instrument: instrument, Clause: clause, Contingent: dec(contingent), Triggered: dec(triggered),
			Due: dec(due), Paid: dec(paid), Blocked: dec(blocked), Cash: dec(cash), PayableOn: model.NoDate}
	}
	lines := []model.Exposure{
		line("2003-01-10", "Series A", "A 3(c)(i)", "0", "11165000", "0", "0", "0", "8850000"),
		line("2003-01-13", "Series A", "A 3(c)(i)", "0", "11088000", "77000", "0", "0", "8850000"),
		line("2003-01-16", "Series A", "A 3(a)", "11165000", "0", "0", "0", "0", "8850000"),
		line("2003-01-16", "Series A", "A 3(c)(i)", "0", "0", "0", "0", "0", "8850000"),
		line("2003-01-17", "Series A", "A 3(b)(vii)", "0", "11165000", "0", "0", "0", "8750000"),
		line("2003-01-17", "Series A", "A 3(a)", "0", "0", "0", "0", "0", "8750000"),
		line("2003-01-21", "Series A", "A 3(b)(vii)", "0", "0", "11165000", "0", "0", "8750000"),
		line("2003-01-28", "Series A", "A 3(b)(vii)", "0", "0", "2465000", "8700000", "0", "0"),
		line("2003-03-31", "2002 Notes", "N 1(c)", "0", "0", "97760", "0", "97760", "0"),
	}
	lines[1].PayableOn = dateOf(t, "2003-01-21")
	lines[6].PayableOn, lines[7].PayableOn = dateOf(t, "2003-01-28"), dateOf(t, "2003-01-28")
	return lines
}

// redemptionDemands are one that lapsed, and two that the cash pays in part.
func redemptionDemands(t testing.TB) []model.Demand {
	demand := func(date, holder, clause, units, amount, due string) model.Demand {
		return model.Demand{Date: dateOf(t, date), Instrument: "Series A", Holder: holder, Clause: clause, Units: dec(units), Amount: dec(amount),
			DueOn: dateOf(t, due), PaidOn: model.NoDate}
	}
	demands := []model.Demand{
		demand("2003-01-13", "Fund C", "A 3(c)(i)", "10", "77000", "2003-01-21"),
		demand("2003-01-21", "Fund A", "A 3(b)(vii)", "1440", "11088000", "2003-01-28"),
		demand("2003-01-21", "Fund C", "A 3(b)(vii)", "10", "77000", "2003-01-28"),
	}
	demands[0].Lapsed = true
	demands[1].Paid, demands[1].Unpaid = dec("8640000"), dec("2448000")
	demands[2].Paid, demands[2].Unpaid = dec("60000"), dec("17000")
	demands[1].PaidOn, demands[2].PaidOn = dateOf(t, "2003-01-28"), dateOf(t, "2003-01-28")
	return demands
}

// addEventLedgers adds what dividends, a rights offering, an announced merger and a short reserve leave behind.
func addEventLedgers(t testing.TB, o *model.Outcome) {
	record, paid := dateOf(t, "2003-02-14"), dateOf(t, "2003-03-03")
	o.Dividends = []model.Dividend{
		{Record: record, PayOn: paid, What: "cash dividend", Holder: "Public", Shares: 27_000_000, Amount: dec("1350000"), How: "cash", Clause: "A 4"},
		{Record: record, PayOn: paid, What: "cash dividend", Holder: "Fund A", Shares: 500_610, Amount: dec("25030.5"), How: "cash", Clause: "A 4"},
		{Record: record, PayOn: paid, What: "cash dividend", Instrument: "Series A", Holder: "Fund A", Shares: 911_345, Amount: dec("45567.25"), How: "cash", Clause: "A 4"},
		{Record: record, PayOn: paid, What: "stock dividend", Holder: "Public", Shares: 27_000_000, Amount: dec("270000"), How: "in shares", Clause: "A 1(g)(ii)"},
		{Record: record, PayOn: paid, What: "stock dividend", Instrument: "Series A", Holder: "Fund A", Shares: 911_345, Amount: dec("9113"), How: "accrues", Clause: "A 1(g)(ii)"},
	}
	o.Rights = []model.PurchaseRight{
		{Date: paid, Holder: "Founders", Rights: 397_155, Price: dec("1.10"), Worth: dec("39715.5"), Taken: 397_155, Clause: "A 2(b)"},
		{Date: paid, Instrument: "Series A", Holder: "Fund A", Rights: 91_134, Price: dec("1.10"), Worth: dec("9113.4"), Taken: 0, Clause: "A 2(b)"},
	}
	o.Freezes = []model.Freeze{
		{Instrument: "Series A", From: dateOf(t, "2003-02-18"), Until: dateOf(t, "2003-02-25"), Price: dec("6.7"), Cause: "Merger announced (M1)", Clause: "A 1(g)(iii)"},
		{Instrument: "Series A", From: dateOf(t, "2003-03-24"), Until: model.NoDate, Price: dec("6.25"), Cause: "Tender announced (T1)", Clause: "A 1(g)(iii)"},
	}
	o.Adjustments = append(o.Adjustments, eventAdjustments(t)...)
	o.Reserve = []model.ReserveLine{
		{Date: dateOf(t, "2003-01-15"), Needed: 3_120_000, Available: 2_900_000, Clause: "A 5"},
		{Date: dateOf(t, "2003-02-03"), Needed: 3_500_000, Available: 2_299_390, Clause: "A 5"},
		{Date: dateOf(t, "2003-03-10"), Needed: 2_000_000, Available: 52_299_390, Clause: "A 5"},
	}
	o.Conversions[0].Besides = dec("12500.5")
}

// eventAdjustments has one certificate of each relation that events bring, on the Series A. Their prices go on from each
// other and not from the sale's, so that what the instrument's line says of its price stays true of the sale alone.
func eventAdjustments(t testing.TB) []model.Adjustment {
	certificate := func(date, clause, cause, formula, before, after, baseBefore, baseAfter string) model.Adjustment {
		return model.Adjustment{Date: dateOf(t, date), Instrument: "Series A", Clause: clause, Cause: cause, Formula: formula,
			Before: dec(before), After: dec(after), BaseBefore: dec(baseBefore), BaseAfter: dec(baseAfter)}
	}
	return []model.Adjustment{
		certificate("2003-02-14", "A 1(g)(ii)", "Stock dividend", "stock dividend", "6.767", "6.7", "100", "101"),
		certificate("2003-02-26", "A 1(g)(i)", "Issue of common (Financing)", "floor", "6.7", "6.6", "0", "0"),
		certificate("2003-03-04", "A 1(g)(v)", "Board adjustment", "board", "6.6", "6.4", "0", "0"),
		certificate("2003-03-17", "A 2(a)", "Merger consummated (M2)", "merger", "6.4", "6.25", "125", "128"),
	}
}
