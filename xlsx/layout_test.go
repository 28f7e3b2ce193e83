package xlsx

import (
	"strings"
	"testing"

	"scenarios/model"
)

func TestWrapBreaksBetweenWords(t *testing.T) {
	for _, c := range []struct {
		words string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"a verylongword b", 4, "a|verylongword|b"},
	} {
		if got := strings.Join(wrap(c.words, c.width), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.words, c.width, got, c.want)
		}
	}
}

func TestGroupedNumbers(t *testing.T) {
	for _, c := range []struct {
		number string
		places int32
		want   string
	}{
		{"0", 0, "0"}, {"999", 0, "999"}, {"1000", 0, "1,000"}, {"-1234567.891", 2, "(1,234,567.89)"}, {"-0.001", 2, "0.00"},
	} {
		if got := grouped(dec(c.number), c.places); got != c.want {
			t.Errorf("grouped(%s, %d) = %q, want %q", c.number, c.places, got, c.want)
		}
	}
}

func TestSerialIsTheSpreadsheetsDay(t *testing.T) {
	if got := serial(model.DateOf(2000, 1, 1)); !got.Equal(dec("36526")) {
		t.Errorf("January 1, 2000 is %s", got)
	}
}

func TestChartsStandSideBySide(t *testing.T) {
	widths := []float64{40, 12, 20, 20, 20, 20, 20, 20, 20, 20}
	places := places(widths, 3)
	end := 0
	for _, place := range places {
		left := 0
		for _, w := range widths[:place.column-1] {
			left += columnPixels(w)
		}
		if left < end || place.widthPx < 300 {
			t.Errorf("a chart from pixel %d, %d wide; the one before it ends at %d", left, place.widthPx, end)
		}
		end = left + place.widthPx
	}
}
