package model

import (
	"testing"

	"pgregory.net/rapid"
)

// The search for a run of closes finds the day on which counting one by one completes it.
func TestFirstRunIsWhereCountingEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closes := rapid.SliceOfN(rapid.Int64Range(8, 12), 1, 60).Draw(t, "closes")
		from := rapid.IntRange(0, len(closes)-1).Draw(t, "from")
		already := rapid.IntRange(0, 8).Draw(t, "already")
		days := rapid.IntRange(1, 7).Draw(t, "days")
		want, run := len(closes), already
		for day := from; day < len(closes) && want == len(closes); day++ {
			if run++; closes[day] < 10 {
				run = 0
			}
			if run >= days {
				want = day
			}
		}
		if got := firstRun(closes, from, already, days, 10); got != want {
			t.Fatalf("%d closes in a row from day %d, %d already: day %d, want %d", days, from, already, got, want)
		}
	})
}

// Closes counted together count as they do one by one.
func TestClosesCountTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		closes := rapid.SliceOfN(rapid.Int64Range(8, 12), 0, 30).Draw(t, "closes")
		in := instrumentState[Float]{t: &Terms{}, issued: true, mandatoryClose: 10, qualifyingCloses: rapid.IntRange(0, 5).Draw(t, "before")}
		together := in.countWith(closes)
		for _, c := range closes {
			in.qualifyingCloses = in.countWith([]int64{c})
		}
		if together != in.qualifyingCloses {
			t.Fatalf("%d together, %d one by one", together, in.qualifyingCloses)
		}
	})
}

// A watch finds the first day that is late enough, on which the policy decides, the close is high enough, it is in the money
// at the average, and the average is high enough for a unit.
func TestWatchFindsTheFirstDay(t *testing.T) {
	closes := []int64{10, 12, 9, 14, 15, 8, 16, 20}
	past := []int64{10, 10, 10}
	sums := []int64{0}
	for _, c := range append(past, closes...) {
		sums = append(sums, sums[len(sums)-1]+c)
	}
	const never = 8
	for _, c := range []struct {
		name string
		w    watch
		from int
		want int
	}{
		{"at the level", watch{level: 14}, 0, 3},
		{"not before its day", watch{from: 5, level: 14}, 0, 6},
		{"from today", watch{level: 14}, 4, 4},
		{"decides on every third day", watch{every: 3, level: 14}, 4, 6},
		{"never so high", watch{level: 21}, 0, never},
		{"above the average of three", watch{level: 1, days: 3, part: 1.25 / 3, sure: 100}, 0, 3}, // day 3: 14 against (10 + 12 + 9) / 3
		{"high enough whatever the average", watch{level: 1, days: 3, part: 3, sure: 12}, 0, 1},
		{"the average must be high enough", watch{level: 1, days: 3, sure: 1, least: 37}, 0, 5}, // day 5: 9 + 14 + 15
		{"the day itself counts", watch{level: 1, days: 3, end: 1, sure: 1, least: 37}, 0, 4},
	} {
		if got := c.w.first(closes, sums, c.from, never-1); got != c.want {
			t.Errorf("%s: day %d, want %d", c.name, got, c.want)
		}
	}
}

// A window is the same price as a sum of its closes, and added up close by close.
func TestWindowsAddUp(t *testing.T) {
	r := &Resolved{Past: []Close{{Micros: 4_000_000}, {Micros: 5_000_000}}, Days: make([]Date, 4)}
	e := &engine[Float]{r: r}
	e.setPath([]int64{6_000_000, 7_000_000, 8_500_000, 9_000_000})
	for end := 1; end <= 4; end++ {
		sum := int64(0)
		for day := end - 3; day < end; day++ {
			sum += e.closeAt(day)
		}
		if got, want := e.windowPrice(3, end, false), priceFromMicros[Float](sum).TimesRatio(1, 3); got != want {
			t.Errorf("the three closes before day %d: %v, want %v", end, got, want)
		}
	}
	e.splits = []splitOn{{day: 2, ratio: ratio{2, 1}}} // closes before day 2 count half
	if got := e.windowPrice(2, 3, false).n; got != (7/2.0+8.5)/2 {
		t.Errorf("a window over a split: %v", got)
	}
	if got := e.windowPrice(2, 4, false).n; got != (8.5+9)/2 {
		t.Errorf("a window after a split: %v", got)
	}
}

// Lent slices are empty, apart from one another, and lent again the next day.
func TestScratchLends(t *testing.T) {
	var s scratch[int64]
	a, b := s.take(40), s.take(40)
	for k := range a {
		a[k], b[k] = 1, 2
	}
	if sum(a) != 40 || sum(b) != 80 {
		t.Error("lent slices overlap")
	}
	s.used = 0
	if again := s.take(40); sum(again) != 0 {
		t.Error("a lent slice holds what its last borrower left")
	}
	if n := testing.AllocsPerRun(10, func() { s.used = 0; s.take(60) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
