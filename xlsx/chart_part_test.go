package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// chartBook has dates in A, two series in B and C, and names in D, on rows 2 to 4 below headers.
func chartBook() Book {
	s := Sheet{Name: "It's data", Rows: []SheetRow{{Cells: []Cell{words("Date"), words("Due <USD>"), words("2003"), words("Holder")}}}}
	for day := 1; day <= 3; day++ {
		s.Rows = append(s.Rows, SheetRow{Cells: []Cell{dated(2002, 12, day), number("1.5", FormatMoney), number("-2", FormatMoney), words("Fund & Co")}})
	}
	return bookOf(s)
}

func chartOf(kind ChartKind, categories string, dates bool) Chart {
	return Chart{Kind: kind, Anchor: "F2", Title: `Cash < "due" & more`, XTitle: "day", YTitle: "US dollars", XDates: dates,
		Series: []Series{{Name: "'It''s data'!$B$1", Categories: categories, Values: "'It''s data'!$B$2:$B$4"},
			{Name: "plain & simple", Categories: categories, Values: "'It''s data'!$C$2:$C$4", Color: "#c55a11"}}}
}

// wellFormed fails unless a part is XML to its end.
func wellFormed(t *testing.T, part []byte) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(part)))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v in %s", err, part)
		}
	}
}

func TestChartParts(t *testing.T) {
	const dates, names, figures = "'It''s data'!$A$2:$A$4", "'It''s data'!$D$2:$D$4", "'It''s data'!$B$2:$B$4"
	tests := []struct {
		name  string
		chart Chart
		want  []string
	}{
		{"line over dates", chartOf(LineChart, dates, true), []string{"<c:lineChart>", "<c:dateAx>", `<c:baseTimeUnit val="days"/>`, "<c:v>37591</c:v>", `formatCode="d mmm yy"`}},
		{"line over names", chartOf(LineChart, names, false), []string{"<c:lineChart>", "<c:catAx>", "<c:v>Fund &amp; Co</c:v>"}},
		{"columns over dates", chartOf(ColumnChart, dates, true), []string{`<c:barDir val="col"/><c:grouping val="clustered"/>`, "<c:catAx>"}},
		{"stacked columns", chartOf(StackedColumnChart, names, false), []string{`<c:grouping val="stacked"/>`, `<c:overlap val="100"/>`}},
		{"bars, first row on top", chartOf(BarChart, names, false), []string{`<c:barDir val="bar"/>`, `<c:orientation val="maxMin"/>`, `<c:crosses val="max"/>`}},
		{"area", chartOf(AreaChart, dates, true), []string{"<c:areaChart>", "<c:dateAx>"}},
		{"stacked area", chartOf(StackedAreaChart, dates, true), []string{"<c:areaChart>", `<c:grouping val="stacked"/>`}},
		{"scatter", chartOf(ScatterChart, figures, false), []string{"<c:xVal>", "<c:yVal>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			part, err := chartBook().chartPart(test.chart)
			if err != nil {
				t.Fatal(err)
			}
			wellFormed(t, part)
			for _, want := range append(test.want, "Cash &lt; &#34;due&#34; &amp; more", "Due &lt;USD&gt;", "plain &amp; simple", "<c:v>-2</c:v>", `val="C55A11"`, "US dollars",
				`<c:legendPos val="b"/>`, "&#39;It&#39;&#39;s data&#39;!$B$2:$B$4", `<c:ptCount val="3"/>`) {
				if !strings.Contains(string(part), want) {
					t.Errorf("%s is not in %s", want, part)
				}
			}
		})
	}
}

func TestChartsRefused(t *testing.T) {
	values := Series{Values: "'It''s data'!$B$2:$B$4"}
	tests := []struct {
		name  string
		chart Chart
		want  string
	}{
		{"no series", Chart{}, "has no series"},
		{"texts as values", Chart{Series: []Series{{Values: "'It''s data'!$D$2:$D$4"}}}, "holds no figure or something else than figures"},
		{"lengths", Chart{Series: []Series{{Values: values.Values, Categories: "'It''s data'!$A$2:$A$3"}}}, "has 2 categories and 3 values"},
		{"names as dates", Chart{XDates: true, Series: []Series{{Values: values.Values, Categories: "'It''s data'!$D$2:$D$4"}}}, "must hold dates only"},
		{"no dates", Chart{XDates: true, Series: []Series{values}}, "must hold dates only"},
		{"colour", Chart{Series: []Series{{Values: values.Values, Color: "blue"}}}, "'blue' is not a colour such as 1F3864"},
		{"no reference", Chart{Series: []Series{{Values: "B2:B4"}}}, "'B2:B4' names no sheet"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := chartBook().chartPart(test.chart); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestDateLabelsHaveRoom(t *testing.T) {
	tests := []struct {
		days, width float64
		step        int
		unit        string
	}{{5, 640, 1, "days"}, {40, 640, 7, "days"}, {180, 640, 1, "months"}, {365, 640, 2, "months"}, {1826, 640, 1, "years"}, {1826, 1200, 6, "months"}, {36500, 640, 10, "years"}}
	for _, test := range tests {
		got := dateScale(37_607, 37_607+test.days, int(test.width))
		if got.Step != test.step || got.Unit != test.unit {
			t.Errorf("%g days in %g pixels: a label each %d %s, want %d %s", test.days, test.width, got.Step, got.Unit, test.step, test.unit)
		}
	}
}

func TestReferences(t *testing.T) {
	sheet, a, err := parseReference("'It''s data'!$B$6:$AA$12")
	if err != nil || sheet != "It's data" || a != (area{2, 6, 27, 12}) || a.absolute() != "$B$6:$AA$12" {
		t.Errorf("got %s %v %v", sheet, a, err)
	}
	for _, bad := range []string{"", "A", "7", "A0", "XFE1", "A1048577", "B2:A1", "a1", "A1:"} {
		if _, err := parseArea(bad); err == nil {
			t.Errorf("%q was taken for cells", bad)
		}
	}
}

func TestShownLetters(t *testing.T) {
	tests := []struct {
		figure float64
		format string
		want   int
	}{{2_000_000, "#,##0", 11}, {32_000_000, "#,##0.0,,", 5}, {0.14, "0.0%", 6}, {1.5, "0.00;(0.00)", 5}}
	for _, test := range tests {
		if got := shownLetters(test.figure, test.format); got != test.want {
			t.Errorf("%g as %s: %d letters, want %d", test.figure, test.format, got, test.want)
		}
	}
}

// A chart's parts must not overlap: what the frame leaves around the axes holds the labels on each side.
func TestFrameLeavesRoom(t *testing.T) {
	c := chartOf(ColumnChart, "'It''s data'!$D$2:$D$4", false)
	c.WidthPx, c.HeightPx = 500, 250
	view, err := chartBook().viewOf(c)
	if err != nil || !view.Placed {
		t.Fatalf("placed: %v, error: %v", view.Placed, err)
	}
	f := view.Frame
	if left, below := f.X*500, (1-f.Y-f.Height)*250; left < 50 || below < 3*labelLinePixels || f.X+f.Width > 0.96 || f.Y*250 < titleLinePixels {
		t.Errorf("no room around %+v", f)
	}
	c.WidthPx = 150
	if view, err = chartBook().viewOf(c); err != nil || view.Placed {
		t.Errorf("labels that can't stand side by side were placed: %+v, %v", view.Frame, err)
	}
}

// A fan is areas on an unseen base with a line over them, on the same axes, and the base is not in the legend.
func TestFanChart(t *testing.T) {
	s := Sheet{Name: "S", Rows: []SheetRow{
		{Cells: []Cell{words("day"), words("p5"), words("band"), words("p50")}},
		{Cells: []Cell{dated(2002, 12, 17), number("20", FormatCount), number("3", FormatCount), number("22", FormatCount)}},
		{Cells: []Cell{dated(2002, 12, 31), number("21", FormatCount), number("4", FormatCount), number("23", FormatCount)}},
	}}
	series := func(column string) Series {
		return Series{Name: "'S'!$" + column + "$1", Categories: "'S'!$A$2:$A$3", Values: "'S'!$" + column + "$2:$" + column + "$3"}
	}
	base, band, median := series("B"), series("C"), series("D")
	base.Clear, median.Line = true, true
	b := bookOf(s)
	xml, err := b.chartPart(Chart{Kind: StackedAreaChart, Title: "Fan", XDates: true, YFrom: 18.5, Series: []Series{base, band, median}})
	if err != nil {
		t.Fatal(err)
	}
	chart := string(xml)
	areas, lines, _ := strings.Cut(chart, "</c:areaChart>")
	for _, c := range []struct {
		in, want string
		count    int
	}{
		{areas, "<c:ser>", 2}, {areas, "<a:noFill/><a:ln><a:noFill/></a:ln>", 1}, {lines, "<c:ser>", 1}, {lines, "<c:lineChart>", 1},
		{chart, `<c:legendEntry><c:idx val="0"/><c:delete val="1"/></c:legendEntry>`, 1}, {chart, `<c:min val="18.5"/>`, 1}, {chart, "<c:dateAx>", 1},
		{chart, `<c:axId val="100000001"/>`, 3},
	} {
		if got := strings.Count(c.in, c.want); got != c.count {
			t.Errorf("%d times %s, want %d", got, c.want, c.count)
		}
	}
}

// The columns of a histogram touch, stand on zero, and have figures along the axis in the chart's own format.
func TestHistogramChart(t *testing.T) {
	s := Sheet{Name: "S", Rows: []SheetRow{{Cells: []Cell{words("from"), words("part")}}}}
	for i := range 40 {
		s.Rows = append(s.Rows, SheetRow{Cells: []Cell{number(fmt.Sprintf("%.2f", float64(i)/100), FormatPercent), number("0.025", FormatPercent)}})
	}
	b := bookOf(s)
	xml, err := b.chartPart(Chart{Kind: HistogramChart, Title: "Bins", XFormat: "0%", Series: []Series{{Name: "'S'!$B$1", Categories: "'S'!$A$2:$A$41", Values: "'S'!$B$2:$B$41"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<c:gapWidth val="6"/>`, `<c:min val="0"/>`, `<c:numFmt formatCode="0%" sourceLinked="0"/>`, `rot="-2700000"`, "<c:tickLblSkip"} {
		if !strings.Contains(string(xml), want) {
			t.Errorf("the chart lacks %s", want)
		}
	}
}
