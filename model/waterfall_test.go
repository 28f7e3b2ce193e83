package model

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Claims of the worked examples: preferred stock of 7,000,000 that converts into 1,000,000 shares, and 9,000,000 shares.
func preferredClaim(name, participation string) classClaim {
	return classClaim{Security: name, Kind: KindPreferred, Rank: 2, Preference: decimal.NewFromInt(7_000_000), Shares: decimal.NewFromInt(1_000_000),
		Participation: participation, Cap: decimal.NewFromInt(14_000_000)}
}

func commonClaim(shares int64) classClaim {
	return classClaim{Security: "Common", Participation: participationFull, Shares: decimal.NewFromInt(shares)}
}

func optionClaim(shares int64, exercise string) classClaim {
	return classClaim{Security: "Option", Shares: decimal.NewFromInt(shares), ExercisePrice: decimal.RequireFromString(exercise)}
}

func noteClaim(principal, shares int64) classClaim {
	return classClaim{Security: "2002 Notes", Kind: KindNote, Rank: 1, Preference: decimal.NewFromInt(principal), Shares: decimal.NewFromInt(shares),
		Participation: participationNone}
}

// pureDebt is a claim that converts into nothing.
func pureDebt(name string, rank int, amount int64) classClaim {
	return classClaim{Security: name, Kind: KindPreferred, Rank: rank, Preference: decimal.NewFromInt(amount), Participation: participationFull}
}

func TestProceedsAreDividedAsByHand(t *testing.T) {
	full := []classClaim{preferredClaim("Series A", participationFull), commonClaim(9_000_000)}
	none := []classClaim{preferredClaim("Series A", participationNone), commonClaim(9_000_000)}
	capped := []classClaim{preferredClaim("Series A", participationCapped), commonClaim(9_000_000)}
	options := append(slices.Clone(full), optionClaim(1_000_000, "5"))
	lowCap := preferredClaim("Series A", participationCapped)
	lowCap.Cap = decimal.NewFromInt(5_000_000)
	tests := []struct {
		name             string
		claims           []classClaim
		senior, proceeds int64
		preference       string // beside the claims
		participation    string
		perShare         string
		unclaimed        string
	}{
		{"senior debt takes all", full, 3_000_000, 2_000_000, "0 0", "0 0", "0", "0"},
		{"equal rank, short of money", []classClaim{pureDebt("A", 1, 6_000_000), pureDebt("B", 1, 3_000_000), commonClaim(1)}, 1_000_000, 5_500_000,
			"3000000 1500000 0", "0 0 0", "0", "0"},
		{"the first rank has all before the second has any", []classClaim{pureDebt("B", 2, 3_000_000), pureDebt("A", 1, 6_000_000), commonClaim(1)}, 0, 7_000_000,
			"1000000 6000000 0", "0 0 0", "0", "0"},
		{"the preference exactly", full, 0, 7_000_000, "7000000 0", "0 0", "0", "0"},
		{"full: 7 million, then 20 million on 10 million shares", full, 0, 27_000_000, "7000000 0", "2000000 18000000", "2", "0"},
		{"none: keeps its preference", none, 0, 25_000_000, "7000000 0", "0 18000000", "2", "0"},
		{"none: 70 million is 7 a share either way", none, 0, 70_000_000, "7000000 0", "0 63000000", "7", "0"},
		{"none: converts", none, 0, 100_000_000, "0 0", "10000000 90000000", "10", "0"},
		{"capped: shares below the cap", capped, 0, 27_000_000, "7000000 0", "2000000 18000000", "2", "0"},
		{"capped: stands at the cap", capped, 0, 95_000_000, "7000000 0", "7000000 81000000", "9", "0"},
		{"capped: converts", capped, 0, 150_000_000, "0 0", "15000000 135000000", "15", "0"},
		{"a cap below the preference leaves the preference whole", []classClaim{lowCap, commonClaim(9_000_000)}, 0, 25_000_000, "7000000 0", "0 18000000", "2", "0"},
		{"options stay away below their price", options, 0, 27_000_000, "7000000 0 0", "2000000 18000000 0", "2", "0"},
		{"options pay in 5 million: 110 million on 11 million shares", options, 0, 112_000_000, "7000000 0 0", "10000000 90000000 5000000", "10", "0"},
		{"notes convert, the rank behind them is not touched", []classClaim{noteClaim(4_800_000, 2_000_000), preferredClaim("Series A", participationFull), commonClaim(7_000_000)},
			1_000_000, 38_000_000, "0 7000000 0", "6000000 3000000 21000000", "3", "0"},
		{"nobody has a share", []classClaim{pureDebt("A", 1, 7_000_000)}, 1_000_000, 10_000_000, "7000000", "0", "0", "2000000"},
		{"no claim at all", nil, 1_000_000, 3_000_000, "", "", "0", "2000000"},
		{"no common: the preference converts and takes all", []classClaim{preferredClaim("Series A", participationNone)}, 0, 10_000_000, "0", "10000000", "10", "0"},
		{"no common: the preference takes what there is", []classClaim{preferredClaim("Series A", participationNone)}, 0, 5_000_000, "5000000", "0", "0", "0"},
		{"no common: past the cap", []classClaim{preferredClaim("Series A", participationCapped)}, 0, 14_000_001, "0", "14000001", "14.000001", "0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := divideProceeds(test.claims, decimal.NewFromInt(test.senior), decimal.NewFromInt(test.proceeds))
			got := fmt.Sprintf("%s | %s | %s | %s", amountsText(d.Preference), amountsText(d.Participation), d.PerShare, d.Unclaimed)
			want := fmt.Sprintf("%s | %s | %s | %s", test.preference, test.participation, test.perShare, test.unclaimed)
			if got != want || !d.Senior.Equal(decimal.NewFromInt(min(test.senior, test.proceeds))) {
				t.Errorf("got  %s, senior %s\nwant %s", got, d.Senior, want)
			}
		})
	}
}

func amountsText(amounts []decimal.Decimal) string {
	var words []string
	for _, a := range amounts {
		words = append(words, a.String())
	}
	return strings.Join(words, " ")
}

func TestBreaksSayWhereTheNextDollarGoes(t *testing.T) {
	second := preferredClaim("Series B", participationNone)
	third := preferredClaim("Series C", participationCapped)
	third.Rank = 3
	claims := []classClaim{noteClaim(4_800_000, 2_000_000), preferredClaim("Series A", participationFull), second, third, commonClaim(9_000_000),
		optionClaim(1_000_000, "7"), optionClaim(1_000_000, "2.4375")}
	var got []string
	for _, b := range newWaterfall(claims, decimal.NewFromInt(1_000_000)).breaks() {
		got = append(got, fmt.Sprintf("%s at %s: %s", b.Proceeds, b.PerShare, b.What))
	}
	want := []string{
		"1000000 at 0: Paid in full: senior debt",
		"5800000 at 0: Paid in full: 2002 Notes",
		"19800000 at 0: Paid in full: the preference of Series A and the preference of Series B",
		"26800000 at 0: Paid in full: the preference of Series C. What is left is shared by Series A, Series C and Common",
		"53200000 at 2.4: Conversion of 2002 Notes pays more than its repayment",
		"53687500 at 2.4375: Exercise of Option at 2.4375 pays",
		"117562500 at 7: Conversion of Series B pays more than its preference; The cap of Series C is reached; Exercise of Option at 7.00 pays",
		"222562500 at 14: Conversion of Series C pays more than its cap",
	}
	if diff := slices.CompareFunc(got, want, strings.Compare); diff != 0 {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheWaterfallShowsRoundAmountsAndBreaks(t *testing.T) {
	claims := []classClaim{preferredClaim("Series A", participationNone), commonClaim(9_000_000), optionClaim(1_000_000, "100")}
	w := waterfallOf(NoDate, claims, decimal.NewFromInt(1_000_000), decimal.NewFromInt(18_000_000))
	var got []string
	for _, line := range w.Lines {
		mark := ""
		if !line.Round {
			mark = "*"
		}
		got = append(got, line.Proceeds.Shift(-6).String()+mark)
	}
	const want = "0 1* 8* 20 40 60 71* 80 100 120 140 160 1001*"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if line := w.Lines[4]; amountsText(line.Amounts) != "7000000 32000000 0" || !line.Senior.Equal(decimal.NewFromInt(1_000_000)) || line.PerShare.Round(6).String() != "3.555556" {
		t.Errorf("at 40 million: %s, senior %s, %s a share", amountsText(line.Amounts), line.Senior, line.PerShare)
	}
	if waterfallOf(NoDate, claims[1:], decimal.NewFromInt(1), decimal.Zero) != nil {
		t.Error("without a preference there is a waterfall")
	}
}

func TestRoundAmounts(t *testing.T) {
	for reach, want := range map[string]string{
		"0": "0", "0.05": "0 0.01 0.02 0.03 0.04 0.05", "120": "0 10 20 30 40 50 60 70 80 90 100 110 120", "121": "0 20 40 60 80 100 120 140",
		"290": "0 25 50 75 100 125 150 175 200 225 250 275 300", "600000001": "0 100000000 200000000 300000000 400000000 500000000 600000000 700000000",
	} {
		if got := amountsText(roundAmounts(decimal.RequireFromString(reach))); got != want {
			t.Errorf("to %s: %s, want %s", reach, got, want)
		}
	}
}

func TestCentsAddUp(t *testing.T) {
	tests := []struct{ name, parts, want string }{
		{"thirds of a dollar", "0.33333333333333333333 0.33333333333333333333 0.33333333333333333333", "0.34 0.33 0.33"},
		{"the largest remainder is first", "1.001 1.006 1.003", "1 1.01 1"},
		{"equal remainders: the larger part", "1.005 7.005", "1 7.01"},
		{"a quotient that fell short", "4.99999999999999999999 5", "5 5"},
		{"nothing", "0 0", "0 0"},
	}
	for _, test := range tests {
		var parts []decimal.Decimal
		for part := range strings.FieldsSeq(test.parts) {
			parts = append(parts, decimal.RequireFromString(part))
		}
		var got []decimal.Decimal
		for _, c := range toCents(parts, func(i int) string { return string(rune('a' + i)) }) {
			got = append(got, c.Decimal())
		}
		if amountsText(got) != test.want {
			t.Errorf("%s: %s, want %s", test.name, amountsText(got), test.want)
		}
	}
}

// drawnCase is a liquidation of a few classes of every kind, ranks and sizes that often tie.
func drawnCase(t *rapid.T) (claims []classClaim, senior decimal.Decimal) {
	small := rapid.Int64Range(0, 8)
	for i := range rapid.IntRange(1, 4).Draw(t, "classes") {
		c := classClaim{Security: string(rune('A' + i)), Kind: KindPreferred, Rank: rapid.IntRange(1, 3).Draw(t, "rank"),
			Shares: decimal.NewFromInt(small.Draw(t, "shares") * 37), Participation: participationFull}
		if rapid.Bool().Draw(t, "option") {
			c.ExercisePrice = decimal.New(small.Draw(t, "exercise")*125, -2)
		} else {
			c.Preference = decimal.New(small.Draw(t, "preference")*12345, -2)
			c.Participation = rapid.SampledFrom([]string{participationNone, participationFull, participationCapped}).Draw(t, "participation")
			c.Cap = c.Preference.Mul(decimal.New(rapid.Int64Range(5, 40).Draw(t, "cap"), -1))
		}
		claims = append(claims, c)
	}
	if rapid.Bool().Draw(t, "with common") {
		claims = append(claims, commonClaim(100*small.Draw(t, "common")))
	}
	return claims, decimal.NewFromInt(50 * small.Draw(t, "senior"))
}

func drawnProceeds(t *rapid.T) decimal.Decimal {
	return decimal.New(rapid.Int64Range(0, 1_000_000).Draw(t, "proceeds"), -2)
}

// trace bounds what roundings to 20 places may leave in the sum of a few classes.
var trace = decimal.New(1, -18)

func TestEveryDollarIsPaidOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims, senior := drawnCase(t)
		proceeds := drawnProceeds(t)
		d := divideProceeds(claims, senior, proceeds)
		all := d.Senior.Add(d.Unclaimed)
		for i := range claims {
			if d.Preference[i].Sign() < 0 || d.Participation[i].LessThan(trace.Neg()) {
				t.Fatalf("%s gets %s and %s", claims[i].Security, d.Preference[i], d.Participation[i])
			}
			all = all.Add(d.amount(i))
		}
		if all.Sub(proceeds).Abs().GreaterThan(trace) {
			t.Fatalf("%s of %s is paid", all, proceeds)
		}
		line := newWaterfall(claims, senior).line(proceeds)
		paid := line.Senior.Add(line.Unclaimed)
		for _, a := range line.Amounts {
			paid = paid.Add(a)
		}
		if !paid.Equal(proceeds) {
			t.Fatalf("published parts add up to %s of %s", paid, proceeds)
		}
	})
}

func TestMoreProceedsHarmNobody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims, senior := drawnCase(t)
		less := drawnProceeds(t)
		more := less.Add(decimal.New(rapid.Int64Range(1, 100_000).Draw(t, "more"), -2))
		before, after := divideProceeds(claims, senior, less), divideProceeds(claims, senior, more)
		for i := range claims {
			if after.amount(i).LessThan(before.amount(i).Sub(trace)) {
				t.Fatalf("%s gets %s of %s and %s of %s", claims[i].Security, before.amount(i), less, after.amount(i), more)
			}
		}
		if after.PerShare.LessThan(before.PerShare) {
			t.Fatalf("a share gets %s, then %s", before.PerShare, after.PerShare)
		}
	})
}

// A hair more or less than a break moves nobody by more than a hair.
func TestTheDivisionHasNoJumpAtABreak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims, senior := drawnCase(t)
		hair := decimal.New(1, -9)
		for _, b := range newWaterfall(claims, senior).breaks() {
			below, above := divideProceeds(claims, senior, b.Proceeds.Sub(hair)), divideProceeds(claims, senior, b.Proceeds.Add(hair))
			for i := range claims {
				if step := above.amount(i).Sub(below.amount(i)); step.GreaterThan(hair.Add(hair).Add(trace)) {
					t.Fatalf("%s jumps by %s at %s: %s", claims[i].Security, step, b.Proceeds, b.What)
				}
			}
		}
	})
}

func TestTheOrderOfClassesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims, senior := drawnCase(t)
		proceeds := drawnProceeds(t)
		order := rapid.Permutation(indices(len(claims))).Draw(t, "order")
		var moved []classClaim
		for _, i := range order {
			moved = append(moved, claims[i])
		}
		d, again := divideProceeds(claims, senior, proceeds), divideProceeds(moved, senior, proceeds)
		for to, from := range order {
			if !again.amount(to).Equal(d.amount(from)) {
				t.Fatalf("%s gets %s, in another order %s", claims[from].Security, d.amount(from), again.amount(to))
			}
		}
	})
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// Of all combinations of choices, to convert or not and to exercise or not, those from which no single class would turn away
// lead to the amounts of the division, and there is at least one.
func TestNoClassCouldChooseBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims, senior := drawnCase(t)
		proceeds := drawnProceeds(t)
		d := divideProceeds(claims, senior, proceeds)
		const tolerance = 1e-6
		stable := 0
		for choices := range 1 << len(claims) {
			amounts := chosen(claims, senior.InexactFloat64(), proceeds.InexactFloat64(), choices)
			if turnsAway(claims, senior, proceeds, choices, amounts, tolerance) {
				continue
			}
			stable++
			for i := range claims {
				if math.Abs(amounts[i]-d.amount(i).InexactFloat64()) > tolerance {
					t.Fatalf("choices %b are stable: %s gets %g, in the division %s", choices, claims[i].Security, amounts[i], d.amount(i))
				}
			}
		}
		if stable == 0 {
			t.Fatal("no combination of choices is stable")
		}
	})
}

// turnsAway reports whether some class would gain by choosing otherwise while the others keep their choices.
func turnsAway(claims []classClaim, senior, proceeds decimal.Decimal, choices int, amounts []float64, tolerance float64) bool {
	for i := range claims {
		other := chosen(claims, senior.InexactFloat64(), proceeds.InexactFloat64(), choices^1<<i)
		if other[i] > amounts[i]+tolerance {
			return true
		}
	}
	return false
}

// chosen divides proceeds where bit i of choices says that class i converts or exercises: by halving an interval for what a
// share gets, without a thought for what would be better.
func chosen(claims []classClaim, senior, proceeds float64, choices int) []float64 {
	pot := max(0, proceeds-senior)
	for i, c := range claims {
		if choices>>i&1 == 1 {
			pot += c.ExercisePrice.Mul(c.Shares).InexactFloat64()
		}
	}
	gets := make([]float64, len(claims))
	for rank := range 4 {
		needed := 0.0
		for i, c := range claims {
			if c.Rank == rank && choices>>i&1 == 0 {
				needed += c.Preference.InexactFloat64()
			}
		}
		for i, c := range claims {
			if c.Rank == rank && choices>>i&1 == 0 && needed > 0 {
				gets[i] = min(1, pot/needed) * c.Preference.InexactFloat64()
			}
		}
		pot = max(0, pot-needed)
	}
	with := func(v float64) (parts []float64, all float64) {
		for i, c := range claims {
			part := v * c.Shares.InexactFloat64()
			switch {
			case choices>>i&1 == 1 || c.ExercisePrice.IsZero() && (c.Preference.IsZero() || c.Participation == participationFull):
			case c.ExercisePrice.IsZero() && c.Participation == participationCapped:
				part = min(part, max(0, c.Cap.Sub(c.Preference).InexactFloat64()))
			default:
				part = 0
			}
			parts, all = append(parts, part), all+part
		}
		return parts, all
	}
	low, high := 0.0, 1e6
	for range 100 {
		if _, all := with((low + high) / 2); all < pot {
			low = (low + high) / 2
		} else {
			high = (low + high) / 2
		}
	}
	parts, _ := with(high)
	if _, all := with(1e6); all < pot {
		parts, _ = with(1e6)
	}
	for i, c := range claims {
		gets[i] += parts[i]
		if choices>>i&1 == 1 {
			gets[i] -= c.ExercisePrice.Mul(c.Shares).InexactFloat64()
		}
	}
	return gets
}
