package model

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// Small tables beside the rules, on both engines. Whole cases with their arithmetic stand in testdata/cases; what must hold
// in every run stands in identities_test.go.

func written(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func TestProRata(t *testing.T) {
	names := []string{"Alpha", "Beta", "Gamma"}
	for _, c := range []struct {
		why    string
		total  int64
		claims []int64
		want   []int64
	}{
		{"in proportion", 60, []int64{100, 50, 50}, []int64{30, 15, 15}},
		{"the largest remainder gets the unit", 10, []int64{10, 9, 2}, []int64{5, 4, 1}},
		{"a tie goes to the larger claim", 1, []int64{5, 10, 5}, []int64{0, 1, 0}},
		{"then to the first by name", 1, []int64{5, 5, 5}, []int64{1, 0, 0}},
		{"nobody gets more than the claim", 100, []int64{3, 4, 5}, []int64{3, 4, 5}},
		{"nothing to divide", 0, []int64{3, 4, 5}, []int64{0, 0, 0}},
		{"products beyond 64 bits", 4_000_000_000_000_000, []int64{6_000_000_000_000_000, 2_000_000_000_000_000, 0}, []int64{3_000_000_000_000_000, 1_000_000_000_000_000, 0}},
	} {
		got := proRata(c.total, c.claims, func(i int) string { return names[i] })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %d among %v is %v, want %v", c.why, c.total, c.claims, got, c.want)
		}
	}
}

func TestScaleDown(t *testing.T) {
	for _, c := range []struct{ count, over, under, want int64 }{
		{5, 2, 1, 10}, {5, 1, 2, 2}, {19, 1, 10, 1}, {0, 3, 1, 0}, {-5, 1, 2, -2}, {1_000_000_000_000, 1_000_000, 1, 1_000_000_000_000_000_000},
	} {
		if got := scaleDown(c.count, ratio{c.over, c.under}); got != c.want {
			t.Errorf("%d x %d/%d is %d, want %d", c.count, c.over, c.under, got, c.want)
		}
	}
}

func TestSharesForValue(t *testing.T) {
	for _, c := range []struct {
		why, fractions string
		even           bool
		value, price   string
		want           int64
		rest           string
	}{
		{"worked example 5", "Nearest", false, "700000", "6.577981651376146789", 106416, "0"},
		{"below half a share", "Nearest", false, "10.49", "1", 10, "0"},
		{"half a share, up", "Nearest", false, "10.5", "1", 11, "0"},
		{"half a share, to even", "Nearest", true, "10.5", "1", 10, "0"},
		{"half a share, to even, which is up", "Nearest", true, "11.5", "1", 12, "0"},
		{"down", "Down", false, "10.99", "1", 10, "0"},
		{"up", "Up", false, "10.01", "1", 11, "0"},
		{"up, nothing over", "Up", false, "10", "1", 10, "0"},
		{"cash", "Cash", false, "10.25", "1", 10, "0.25"},
		{"a price cut at its last place after a split", "Down", false, "855432", "0.26666666666666666667", 3207870, "0"},
		{"a price cut at its last place, up", "Up", false, "855432", "0.26666666666666666666", 3207870, "0"},
	} {
		terms := &Terms{Fractions: c.fractions, HalfShareEven: c.even}
		exact := instrumentState[decimal.Decimal]{t: terms}
		whole, rest := exact.sharesForValue(moneyOf[decimal.Decimal](written(c.value)), priceOf[decimal.Decimal](written(c.price)))
		if whole != c.want || !rest.Decimal().Equal(written(c.rest)) {
			t.Errorf("%s: %d shares and %s, want %d and %s", c.why, whole, rest.Decimal(), c.want, c.rest)
		}
		fast := instrumentState[Float]{t: terms}
		if whole, _ := fast.sharesForValue(moneyOf[Float](written(c.value)), priceOf[Float](written(c.price))); whole != c.want {
			t.Errorf("%s, fast: %d shares, want %d", c.why, whole, c.want)
		}
	}
}

// Units whose shares fit into a room: one more would not.
func TestUnitsWithin(t *testing.T) {
	for _, c := range []struct {
		why              string
		room, asked      int64
		price            string
		unit             string
		whole            bool
		want, wantShares int64
	}{
		{"worked example 6", 892_853, 2_450, "7", "7000", true, 892, 892_000},
		{"worked example 6, 300,000 held", 577_097, 2_450, "7", "7000", true, 577, 577_000},
		{"all fit", 10_000_000, 2_450, "7", "7000", true, 2_450, 2_450_000},
		{"no room", 0, 2_450, "7", "7000", true, 0, 0},
		{"less room than a unit", 999, 2_450, "7", "7000", true, 0, 0},
		{"a note's principal is rounded up to the cent", 100, 1_000_000, "2.333", "0.01", false, 23_330, 100},
	} {
		in := instrumentState[decimal.Decimal]{t: &Terms{Fractions: fractionsNearest, WholeUnits: c.whole}, unitValue: moneyOf[decimal.Decimal](written(c.unit))}
		price := priceOf[decimal.Decimal](written(c.price))
		got := in.unitsWithin(c.room, c.asked, price)
		count, _ := in.sharesFor(got, price)
		if got != c.want || count != c.wantShares {
			t.Errorf("%s: %d units for %d shares, want %d for %d", c.why, got, count, c.want, c.wantShares)
		}
	}
}

func TestWeightedAverage(t *testing.T) {
	for _, c := range []struct{ why, price, base, added, consideration, want string }{
		{"worked example 1", "7", "16500000", "1666666.66666666666666666667", "4000000", "6.57798165137614678899"},
		{"worked example 3", "2.40", "29000000", "2000000", "3000000", "2.34193548387096774194"},
		{"an issue at the price changes nothing", "7", "16500000", "1000000", "7000000", "7"},
		{"for nothing", "7", "1000", "1000", "0", "3.5"},
		{"on no base the price falls to the issue's own", "7", "0", "1000", "3000", "3"},
	} {
		exact := weightedAverage(priceOf[decimal.Decimal](written(c.price)), Deemed[decimal.Decimal]{written(c.base)}, Deemed[decimal.Decimal]{written(c.added)}, moneyOf[decimal.Decimal](written(c.consideration)))
		if !exact.Decimal().Equal(written(c.want)) {
			t.Errorf("%s: %s, want %s", c.why, exact.Decimal(), c.want)
		}
		fast := weightedAverage(priceOf[Float](written(c.price)), Deemed[Float]{numberOf[Float](written(c.base))}, Deemed[Float]{numberOf[Float](written(c.added))}, moneyOf[Float](written(c.consideration)))
		if fast.Cmp(priceOf[Float](written(c.want))) != 0 {
			t.Errorf("%s, fast: %s, want %s", c.why, fast.Decimal(), c.want)
		}
	}
}

// The weighted average lies between what a full ratchet would give and the old price, nearer to the old price on a larger
// base.
func TestWeightedAverageBounds(t *testing.T) {
	price := priceOf[decimal.Decimal](written("7"))
	issue := cost(1_000_000, priceOf[decimal.Decimal](written("3.10")))
	last := priceOf[decimal.Decimal](written("3.10"))
	for base := int64(1); base <= 1_000_000_000_000; base *= 10 {
		got := weightedAverage(price, deemedOf[decimal.Decimal](base), deemedOf[decimal.Decimal](1_000_000), issue)
		if got.Cmp(last) <= 0 || got.Cmp(price) >= 0 {
			t.Errorf("on a base of %d: %s, after %s", base, got.Decimal(), last.Decimal())
		}
		last = got
	}
}

func TestRoundPrice(t *testing.T) {
	for _, c := range []struct{ step, price, want string }{
		{"0.01", "6.5779", "6.58"}, {"0.01", "6.575", "6.58"}, {"0.01", "6.5749", "6.57"}, {"0.05", "0.004", "0.05"}, {"", "6.577981651376", "6.577981651376"},
	} {
		terms := &Terms{}
		if c.step != "" {
			terms.PriceStep = written(c.step)
		}
		e := &engine[decimal.Decimal]{}
		got := e.roundPrice(&instrumentState[decimal.Decimal]{t: terms}, priceOf[decimal.Decimal](written(c.price)))
		if !got.Decimal().Equal(written(c.want)) {
			t.Errorf("%s in steps of '%s' is %s, want %s", c.price, c.step, got.Decimal(), c.want)
		}
	}
}

// Days of interest: the example of the contract, and that days accrued piece by piece are those of the whole.
func TestCountDays(t *testing.T) {
	day := func(text string) Date {
		d, err := ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		count, from, to string
		days, leapDays  int64
	}{
		{act360, "2002-12-17", "2002-12-31", 14, 0},
		{act365f, "2004-02-01", "2004-03-01", 29, 0},
		{thirty, "2003-01-31", "2003-02-28", 28, 0},
		{thirty, "2003-01-15", "2003-03-31", 76, 0},
		{thirty, "2003-01-30", "2003-03-31", 60, 0},
		{actAct, "2003-12-01", "2004-02-01", 31, 31},
		{actAct, "2003-02-01", "2003-03-01", 28, 0},
	} {
		days, leapDays := countDays(c.count, day(c.from), day(c.to))
		if days != c.days || leapDays != c.leapDays {
			t.Errorf("%s from %s to %s: %d and %d days, want %d and %d", c.count, c.from, c.to, days, leapDays, c.days, c.leapDays)
		}
	}
	for _, count := range []string{act360, act365f, thirty, actAct} {
		in := instrumentState[decimal.Decimal]{t: &Terms{DayCount: count}, issued: true, began: day("2003-01-15"), accruedTo: day("2003-01-15"),
			dueDates: []Date{day("2003-03-31")}, units: []int64{1}, accrued: make([]accrual, 1)}
		e := &engine[decimal.Decimal]{}
		for d := in.began; d <= day("2003-03-31"); d++ {
			e.accrueTo(&in, d)
		}
		days, leapDays := countDays(count, day("2003-01-15"), day("2003-03-31"))
		if in.accrued[0] != (accrual{days: days, leapDays: leapDays}) {
			t.Errorf("%s day by day: %v, at once %d and %d", count, in.accrued[0], days, leapDays)
		}
	}
}
