package xlsx

import (
	"strings"
	"testing"

	"scenarios/model"
)

// fixtureWaterfall divides proceeds among senior debt of 2,500,000, notes, a preferred that shares with the common, the
// common, and warrants at 3.00. The figures are the model's.
func fixtureWaterfall(t testing.TB) *model.Waterfall {
	w := &model.Waterfall{
		Date: dateOf(t, "2003-03-31"),
		Classes: []model.WaterfallClass{
			{Security: "2002 Notes", Rank: 1, Preference: dec("4888000"), Shares: dec("2036666.66666666666666666667"), Clause: "N 11(a)",
				Holders: []model.WaterfallHolder{{Holder: "Fund B", Part: dec("1")}}},
			{Security: "Series A", Rank: 2, Preference: dec("10150000"), Shares: dec("1450000"), Clause: "A 7",
				Holders: []model.WaterfallHolder{{Holder: "Fund C", Part: dec("0.4")}, {Holder: "Fund A", Part: dec("0.6")}}},
			{Security: "Common", Shares: dec("28971551"),
				Holders: []model.WaterfallHolder{{Holder: "Public", Part: dec("0.86291548077215610444")}, {Holder: "Founders", Part: dec("0.13708451922784389556")}}},
			{Security: "Warrant: 2002 deal", Shares: dec("815000"), ExercisePrice: dec("3"),
				Holders: []model.WaterfallHolder{{Holder: "Fund B", Part: dec("1")}}},
		},
		Breaks: []model.WaterfallBreak{
			{Proceeds: dec("2500000"), What: "Paid in full: senior debt"},
			{Proceeds: dec("7388000"), What: "Paid in full: 2002 Notes"},
			{Proceeds: dec("17538000"), What: "Paid in full: the preference of Series A. What is left is shared by Series A and Common"},
			{Proceeds: dec("90549722.39999999999999999988"), PerShare: dec("2.4"), What: "Conversion of 2002 Notes pays more than its repayment"},
			{Proceeds: dec("110024653"), PerShare: dec("3"), What: "Exercise of Warrant: 2002 deal at 3.00 pays"},
		},
	}
	const lines = `
		0            0                      0       0           0           0            0          round
		2500000      0                      2500000 0           0           0            0          break
		7388000      0                      2500000 4888000     0           0            0          break
		17538000     0                      2500000 4888000     10150000    0            0          break
		20000000     0.08092947003260944848 2500000 4888000     10267347.73 2344652.27   0          round
		40000000     0.7383581461707853094  2500000 4888000     11220619.31 21391380.69  0          round
		60000000     1.39578682230896117032 2500000 4888000     12173890.89 40438109.11  0          round
		80000000     2.05321549844713703124 2500000 4888000     13127162.47 59484837.53  0          round
		90549722.4   2.4                    2500000 4888000     13630000    69531722.4   0          break
		100000000    2.69115208040844058258 2500000 5480979.74  14052170.52 77966849.74  0          round
		110024653    3                      2500000 6110000     14500000    86914653     0          break
		120000000    3.29980109227588679356 2500000 6720594.89  14934711.58 95600355.64  244337.89  round
		140000000    3.90088512930414614845 2500000 7944802.71  15806283.44 113014692.47 734221.38  round
		160000000    4.50196916633240550335 2500000 9169010.54  16677855.29 130429029.3  1224104.87 round
		180000000    5.10305320336066485825 2500000 10393218.36 17549427.14 147843366.14 1713988.36 round
		200000000    5.70413724038892421315 2500000 11617426.18 18420999    165257702.97 2203871.85 round`
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		f := strings.Fields(line)
		next := model.WaterfallLine{Proceeds: dec(f[0]), PerShare: dec(f[1]), Senior: dec(f[2]), Round: f[len(f)-1] == "round"}
		for _, amount := range f[3 : len(f)-1] {
			next.Amounts = append(next.Amounts, dec(amount))
		}
		w.Lines = append(w.Lines, next)
	}
	return w
}

// fixturePayouts are those of a liquidation that covers the preferences and leaves 0.05 a share.
func fixturePayouts(t testing.TB) []model.Payout {
	payout := func(holder, security, ahead, with, clause string) model.Payout {
		return model.Payout{Date: dateOf(t, "2003-03-31"), Holder: holder, Security: security, Preference: dec(ahead), Participation: dec(with), Clause: clause}
	}
	return []model.Payout{
		payout("Fund B", "2002 Notes", "4888000", "0", "N 11(a)"), payout("Fund A", "Series A", "2240000", "16000", "A 7"),
		payout("Public", "Common", "0", "1250000", "A 8"), payout("Founders", "Common", "0", "198577.55", "A 8"), payout("Fund B", "Common", "0", "5000", "A 8"),
	}
}
