package xlsx

import (
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func dateOf(t testing.TB, iso string) model.Date {
	t.Helper()
	d, err := model.ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fixtureReport is a report by hand: two instruments, three scenarios, figures that tie. In Flat nothing happens, in
// Slow decline a sale lowers both prices and conversions meet the limits, in Redemption cash falls short.
func fixtureReport(t testing.TB) *sim.Report {
	t.Helper()
	base := fixtureCase(t)
	redemption := *base
	redemption.Readings = append([]model.ReadingUsed(nil), base.Readings...)
	redemption.Readings[1].Value, redemption.Readings[1].Chosen = "Net", true
	redemption.Readings[1].At = model.Source{File: "cap-table.xlsx", Sheet: "Scenarios", Cell: "H4"}
	return &sim.Report{
		Version: "0.1.0", InputsSHA256: "9f2c4e6a8b0d1f3e5a7c9b2d4f6081a3c5e7092b4d6f8a1c3e507294b6d8fa1c",
		RunDate: dateOf(t, "2002-12-17"),
		Files: []model.InputFile{
			{Name: "cap-table.xlsx", SHA256: "11aa22bb33cc44dd55ee66ff77008811992200aa33bb44cc55dd66ee77ff8800",
				Sheets: []string{"Company", "Cap Table", "Instruments", "Events", "Scenarios", "Policies"}},
			{Name: "price-paths.xlsx", SHA256: "aa11bb22cc33dd44ee55ff66007788119922aa00bb33cc44dd55ee66ff770088",
				Sheets: []string{"Price History", "Price Paths"}},
		},
		Base: base,
		Scenarios: []sim.ScenarioResult{
			{Scenario: model.Scenario{Name: "Flat"}, Resolved: base, Outcome: flatOutcome(t)},
			{Scenario: model.Scenario{Name: "Slow decline"}, Resolved: base, Outcome: declineOutcome(t)},
			{Scenario: model.Scenario{Name: "Redemption"}, Resolved: &redemption, Outcome: redemptionOutcome(t)},
		},
		Sensitivity: fixtureSensitivity(t),
		Simulated:   []sim.Simulated{fixtureSimulated(t, base)},
		Checks: []sim.Check{
			{Name: "Shares roll forward", Kind: sim.CheckError, OK: true, Detail: "Opening shares and every issuance add up to the closing shares in 3 scenarios"},
			{Name: "Cap table ties out", Kind: sim.CheckError, OK: true, Detail: "Holders add up to common outstanding in 3 scenarios"},
			{Name: "Stated value of Series A", Kind: sim.CheckSensitivity, OK: false, Detail: "--set 'Series A: Stated value=7000' replaces 6900 in cap-table.xlsx, sheet 'Instruments', cell D6"},
			{Name: "Slow decline: exchange cap", Kind: sim.CheckAlert, OK: false, Detail: "The exchange cap of Series A cut Fund A's notice of 2003-02-03 (A 9)"},
			{Name: "Redemption: cash", Kind: sim.CheckAlert, OK: false, Detail: "Cash does not cover the redemption of Series A due on 2003-01-28 (A 3(b)(vii))"},
			{Name: "Flat: conversions", Kind: sim.CheckAlert, OK: true, Detail: "Somebody may convert"},
			{Name: "Series A: Half share", Kind: sim.CheckReading, OK: true, Detail: "A 1(b): read as 'Up', the default"},
			{Name: "Series A: Consideration", Kind: sim.CheckReading, OK: true, Detail: "A 1(g)(i): read as 'Net' in scenario Redemption"},
			{Name: "Inputs", Kind: sim.CheckReading, OK: true, Detail: "A 1(b) leaves the day blank (June __, 2000). The fourteenth is taken."},
			{Name: "Series A: Convertible from", Kind: sim.CheckReading, OK: true, Detail: "A 1(b) leaves the day blank (June __, 2000). The fourteenth is taken."},
			{Name: "A 10", Kind: sim.CheckNotModelled, Detail: "Form of notices: no economic effect"},
			{Name: "N 14", Kind: sim.CheckNotModelled, Detail: "Governing law: no economic effect"},
		},
	}
}

func fixtureCase(t testing.TB) *model.Resolved {
	return &model.Resolved{
		Company: model.Company{
			Name: "Example Video, Inc.", Ticker: "EXV", Currency: "USD", Valuation: dateOf(t, "2002-12-17"), Horizon: dateOf(t, "2003-03-31"),
			Authorized: 100_000_000, Cash: dec("9000000"),
		},
		Instruments: []model.Terms{
			{Name: "Series A", Kind: "Preferred", ConversionPrice: dec("7"), ExchangeCap: dec("0.1999"), ExchangeCapBase: 16_500_000,
				ExchangeCapCounts: "Conversions", ExchangeCapReallocated: true},
			{Name: "2002 Notes", Kind: "Note", ConversionPrice: dec("2.4"), ExchangeCap: dec("0.19999"), ExchangeCapCounts: "All deal shares",
				ExchangeCapMarkets: []string{"NNM", "SmallCap"}, InterestRate: dec("0.08"), DayCount: "ACT/360"},
		},
		Readings: []model.ReadingUsed{
			{Instrument: "Series A", Term: "Half share", Value: "Up", Clause: "A 1(b)", Alternatives: []string{"Up", "Even"}},
			{Instrument: "Series A", Term: "Consideration", Value: "Gross", Clause: "A 1(g)(i)", Alternatives: []string{"Gross", "Net"}},
			{Instrument: "2002 Notes", Term: "Ownership counted", Value: "After", Chosen: true, Clause: "N 4(a)",
				Alternatives: []string{"After", "Before the issue"}, At: model.Source{File: "cap-table.xlsx", Sheet: "Instruments", Cell: "E71"}},
		},
	}
}

// commonOf is a holder's common stock, with percents of the totals before and after.
func commonOf(holder, group string, before, conversion, interest, issues, exercise, sold, totalBefore, totalAfter int64) model.HolderOutcome {
	after := before + conversion + interest + issues + exercise - sold
	return model.HolderOutcome{
		Holder: holder, Group: group, Security: "Common",
		Before: decimal.NewFromInt(before), After: decimal.NewFromInt(after),
		PercentBefore:  ratio(decimal.NewFromInt(before), decimal.NewFromInt(totalBefore)),
		PercentAfter:   ratio(decimal.NewFromInt(after), decimal.NewFromInt(totalAfter)),
		FromConversion: conversion, FromInterest: interest, FromIssues: issues, FromExercise: exercise, Sold: sold,
	}
}

func series(t testing.TB, outstanding [5]int64, closes, triggered, due, cash [5]string) []model.Snapshot {
	days := [5]string{"2002-12-17", "2002-12-31", "2003-01-31", "2003-02-28", "2003-03-31"}
	snapshots := make([]model.Snapshot, len(days))
	for i := range days {
		snapshots[i] = model.Snapshot{
			Date: dateOf(t, days[i]), Close: dec(closes[i]), Outstanding: outstanding[i],
			Triggered: dec(triggered[i]), Due: dec(due[i]), Contingent: dec("23753000"), Cash: dec(cash[i]),
		}
	}
	return snapshots
}

func flatOutcome(t testing.TB) *model.Outcome {
	const before = 28_971_551
	zero := [5]string{"0", "0", "0", "0", "0"}
	return &model.Outcome{
		Totals: model.Totals{
			CommonBefore: before, CommonAfter: before, LowestConversionPrice: dec("2.4"), LowestPriceInstrument: "2002 Notes",
			CashPaid: dec("12444.44"), LowestCash: dec("8100000"), LowestCashDate: dateOf(t, "2003-03-31"), FinalPrice: dec("2.1"),
			PeakExposureDate: model.NoDate,
		},
		Holders: []model.HolderOutcome{
			commonOf("Public", "", 25_000_000, 0, 0, 0, 0, 0, before, before),
			commonOf("Founders", "Founders", 3_971_551, 0, 0, 0, 0, 0, before, before),
			{Holder: "Fund A", Security: "Series A", Before: dec("1450"), After: dec("1450")},
			{Holder: "Fund B", Security: "2002 Notes", Before: dec("4888000"), After: dec("4888000")},
			{Holder: "Fund B", Security: "Warrant: 2002 deal", Before: dec("815000"), After: dec("815000")},
		},
		Instruments: []model.InstrumentOutcome{
			{Instrument: "Series A", Kind: "Preferred", UnitsBefore: dec("1450"), UnitsAfter: dec("1450"), StartingPrice: dec("7"),
				ConversionPrice: dec("7"), LowestPrice: dec("7"), AsConverted: 1_450_000},
			{Instrument: "2002 Notes", Kind: "Note", UnitsBefore: dec("4888000"), UnitsAfter: dec("4888000"), StartingPrice: dec("2.4"),
				ConversionPrice: dec("2.4"), LowestPrice: dec("2.4"), AsConverted: 2_036_666},
		},
		Series: series(t, [5]int64{before, before, before, before, before}, [5]string{"2.1", "2.1", "2.1", "2.1", "2.1"}, zero, zero,
			[5]string{"9000000", "8900000", "8700000", "8400000", "8100000"}),
		Counts:    model.ShareCounts{Basic: before, TreasuryStockMethod: before, IfConverted: before + 3_486_666},
		Waterfall: fixtureWaterfall(t),
		Interest: []model.InterestPayment{
			interestOf(t, "2002-12-31", 14, "4000000", "12444.44444444444444444444", "cash", "0", 0, "12444.44", "0"),
			interestOf(t, "2003-03-31", 90, "4000000", "80000", "unpaid", "0", 0, "0", "80000"),
		},
		ExchangeCap: []model.CapUse{
			{Instrument: "Series A", Holder: "Fund A", Allocation: 601_100, Room: 601_100, Exhausted: model.NoDate},
			{Instrument: "Series A", Holder: "Fund C", Allocation: 400_000, Room: 400_000, Exhausted: model.NoDate},
			{Instrument: "2002 Notes", Holder: "Fund B", Allocation: 5_794_020, Room: 5_794_020, Exhausted: model.NoDate},
		},
	}
}

func declineOutcome(t testing.TB) *model.Outcome {
	const before, conversion, interest, issues = 28_971_551, 1_000_610, 5_925, 2_000_000
	const after = before + conversion + interest + issues
	zero := [5]string{"0", "0", "0", "0", "0"}
	// Weighted average, N 5(a)(vi): (2.40 x 28,971,551 + 3,000,000) / 30,971,551.
	notes := dec("2.4").Mul(dec("28971551")).Add(dec("3000000")).DivRound(dec("30971551"), 20)
	// And the certificate's, on the deemed base: (7 x 31,823,217 + 3,000,000) / 33,823,217.
	preferred := dec("7").Mul(dec("31823217")).Add(dec("3000000")).DivRound(dec("33823217"), 20)
	outcome := &model.Outcome{
		Totals: model.Totals{
			CommonBefore: before, CommonAfter: after, NewShares: after - before,
			Dilution:              ratio(decimal.NewFromInt(after-before), decimal.NewFromInt(after)),
			LowestConversionPrice: notes, LowestPriceInstrument: "2002 Notes", CashPaid: dec("1.94"),
			LowestCash: dec("8050000"), LowestCashDate: dateOf(t, "2003-03-31"), FinalPrice: dec("1.2"), PeakExposureDate: model.NoDate,
			SharesFromConversion: conversion, SharesFromInterest: interest, SharesFromIssues: issues, SharesCutByCap: 250_000,
			PercentOfCap: ratio(dec("600610"), dec("1001100")),
		},
		Holders: []model.HolderOutcome{
			commonOf("Public", "", 25_000_000, 0, 0, issues, 0, 0, before, after),
			commonOf("Founders", "Founders", 3_971_551, 0, 0, 0, 0, 0, before, after),
			commonOf("Fund A", "", 0, 600_610, 0, 0, 0, 100_000, before, after),
			commonOf("Fund B", "", 0, 400_000, interest, 0, 0, 0, before, after),
			{Holder: "Fund A", Security: "Series A", Before: dec("1450"), After: dec("874")},
			{Holder: "Fund B", Security: "2002 Notes", Before: dec("4888000"), After: dec("3955000.55")},
		},
		Instruments: []model.InstrumentOutcome{
			{Instrument: "Series A", Kind: "Preferred", UnitsBefore: dec("1450"), UnitsConverted: dec("576"), UnitsAfter: dec("874"), StartingPrice: dec("7"),
				ConversionPrice: preferred, LowestPrice: preferred, SharesIssued: 600_610, AsConverted: 911_345},
			{Instrument: "2002 Notes", Kind: "Note", UnitsBefore: dec("4888000"), UnitsConverted: dec("932999.45"), UnitsAfter: dec("3955000.55"),
				StartingPrice: dec("2.4"), ConversionPrice: notes, LowestPrice: notes, SharesIssued: 405_925, AsConverted: 1_695_568},
		},
		Interest: []model.InterestPayment{
			interestOf(t, "2002-12-31", 14, "4000000", "12444.44444444444444444444", "shares and cash", "2.1", 5_925, "1.94", "0"),
			interestOf(t, "2003-03-31", 90, "3955000.55", "81250.13", "cash", "0", 0, "81250.13", "0"), // principal changed
		},
		ExchangeCap: []model.CapUse{
			{Instrument: "Series A", Holder: "Fund A", Allocation: 601_100, Used: 600_610, Room: 490, Exhausted: dateOf(t, "2003-02-03")},
			{Instrument: "Series A", Holder: "Fund C", Allocation: 400_000, Room: 400_000, Exhausted: model.NoDate},
			{Instrument: "2002 Notes", Holder: "Fund B", Allocation: 5_794_020, Used: 405_925, Room: 5_388_095, Exhausted: model.NoDate},
		},
		Limits: []model.LimitBite{
			{Date: dateOf(t, "2003-02-03"), Instrument: "Series A", Holder: "Fund A", Limit: "exchange cap", Clause: "A 9"},
			{Date: dateOf(t, "2003-02-03"), Instrument: "Series A", Holder: "Fund A", Limit: "ownership limit", Clause: "A 1(d)(i)"},
		},
		Adjustments: []model.Adjustment{
			{Date: dateOf(t, "2003-01-15"), Instrument: "2002 Notes", Clause: "N 5(a)(vi)", Cause: "2,000,000 shares sold at 1.50 to the public",
				Before: dec("2.4"), After: notes, Shares: dec("2000000"), Consideration: dec("3000000"), BaseBefore: dec("28971551"),
				BaseAfter: dec("30971551"), Formula: "weighted average", CertificateOwed: true},
			{Date: dateOf(t, "2003-01-15"), Instrument: "Series A", Clause: "A 1(g)(i)", Cause: "2,000,000 shares sold at 1.50 to the public",
				Before: dec("7"), After: preferred, Shares: dec("2000000"), Consideration: dec("3000000"), BaseBefore: dec("31823217"),
				BaseAfter: dec("33823217"), Formula: "weighted average", CertificateOwed: true},
			{Date: dateOf(t, "2003-01-15"), Instrument: "Series A", Clause: "A 1(g)(i)(C)", Cause: "The price of 2002 Notes changed",
				Before: preferred, After: preferred, Shares: dec("2087431.25"), Consideration: dec("4888000"), BaseBefore: dec("31823217"),
				BaseAfter: dec("33910648.25"), Formula: "replay"},
		},
		Series: series(t, [5]int64{before, before + interest, before + interest + issues, after, after}, [5]string{"2.1", "1.9", "1.6", "1.4", "1.2"}, zero, zero,
			[5]string{"9000000", "8900000", "11700000", "11400000", "8050000"}),
		Counts: model.ShareCounts{Basic: after, TreasuryStockMethod: after, IfConverted: after + 911_345 + 1_695_568},
	}
	outcome.Conversions = declineConversions(t, notes, preferred)
	addEventLedgers(t, outcome)
	return outcome
}

func declineConversions(t testing.TB, notes, preferred decimal.Decimal) []model.Conversion {
	return []model.Conversion{
		{Date: dateOf(t, "2003-02-03"), Instrument: "Series A", Holder: "Fund A", Kind: "notice", Asked: dec("1200"), Units: dec("576"),
			Price: preferred, PriceKind: "conversion price", Close: dec("1.6"), Shares: 600_610, SharesAtStart: 576_000, Clause: "A 1(b)",
			Cuts: []model.Cut{
				{Clause: "A 1(d)(i)", Limit: "ownership limit", Units: dec("384"), Shares: 400_407, Room: 850_860},
				{Clause: "A 9", Limit: "exchange cap", Units: dec("240"), Shares: 250_000, Room: 601_100},
			},
			Why: "The conversion price was used: the average of the 20 closes before the notice, 1.7240, times its percentage is below the floor."},
		{Date: dateOf(t, "2003-02-10"), Instrument: "2002 Notes", Holder: "Fund B", Kind: "policy", Asked: dec("932999.45"), Units: dec("932999.45"),
			Price: notes, PriceKind: "conversion price", Close: dec("1.5"), Shares: 400_000, SharesAtStart: 388_749, FractionCash: dec("0"),
			AccruedInterest: dec("0"), Clause: "N 2(a)", Why: "The note knows no other price."},
	}
}

func redemptionOutcome(t testing.TB) *model.Outcome {
	const before, exercise = 28_971_551, 100_000
	const after = before + exercise
	zero := [5]string{"0", "0", "0", "0", "0"}
	return &model.Outcome{
		Totals: model.Totals{
			CommonBefore: before, CommonAfter: after, NewShares: exercise, Dilution: ratio(decimal.NewFromInt(exercise), decimal.NewFromInt(after)),
			LowestConversionPrice: dec("2.4"), LowestPriceInstrument: "2002 Notes", CashPaid: dec("8700000"), CashDueUnpaid: dec("2465000"),
			PeakExposure: dec("11165000"), PeakExposureDate: dateOf(t, "2003-01-21"), PeakExposureCash: dec("8750000"),
			LowestCash: dec("0"), LowestCashDate: dateOf(t, "2003-01-28"), FinalPrice: dec("3.4"), SharesFromExercise: exercise,
		},
		Holders: []model.HolderOutcome{
			commonOf("Public", "", 25_000_000, 0, 0, 0, 0, 0, before, after),
			commonOf("Founders", "Founders", 3_971_551, 0, 0, 0, 0, 0, before, after),
			commonOf("Fund B", "", 0, 0, 0, 0, exercise, 0, before, after),
			{Holder: "Fund A", Security: "Series A", Before: dec("1440"), After: dec("318")},
			{Holder: "Fund C", Security: "Series A", Before: dec("10"), After: dec("2")},
		},
		Instruments: []model.InstrumentOutcome{
			{Instrument: "Series A", Kind: "Preferred", UnitsBefore: dec("1450"), UnitsRedeemed: dec("1130"), UnitsAfter: dec("320"), StartingPrice: dec("7"),
				ConversionPrice: dec("7"), LowestPrice: dec("7"), AsConverted: 320_000},
			{Instrument: "2002 Notes", Kind: "Note", UnitsBefore: dec("4888000"), UnitsAfter: dec("4888000"), StartingPrice: dec("2.4"),
				ConversionPrice: dec("2.4"), LowestPrice: dec("2.4"), AsConverted: 2_036_666},
		},
		Exposure: redemptionExposure(t), Triggers: redemptionTriggers(t), Demands: redemptionDemands(t),
		Series: series(t, [5]int64{before, before, after, after, after}, [5]string{"2.1", "2.6", "3.4", "3.4", "3.4"}, zero,
			[5]string{"0", "0", "2465000", "2465000", "2465000"}, [5]string{"9000000", "8900000", "0", "0", "0"}),
		Counts:  model.ShareCounts{Basic: after, TreasuryStockMethod: after + 31_544, IfConverted: after + 31_544 + 2_356_666},
		Payouts: fixturePayouts(t),
	}
}

func interestOf(t testing.TB, due string, days int, principal, amount, paidIn, price string, shares int64, cash, unpaid string) model.InterestPayment {
	return model.InterestPayment{
		Date: dateOf(t, due), PaidOn: dateOf(t, due), Instrument: "2002 Notes", Holder: "Fund B", Days: days, Principal: dec(principal), Rate: dec("0.08"),
		Amount: dec(amount), PaidIn: paidIn, Price: dec(price), Shares: shares, Cash: dec(cash), Unpaid: dec(unpaid), Clause: "N 1(b)",
	}
}
