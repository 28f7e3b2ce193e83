package xlsx

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// plotFrame is where the axes of a chart stand, in fractions of its width and height.
type plotFrame struct{ X, Y, Width, Height float64 }

// What stands around the axes of a chart takes these pixels of 1/96 inch, at the font sizes of the template.
const (
	chartEdge        = 12
	titleLinePixels  = 22
	titleLetter      = 8
	labelLetter      = 6
	labelLinePixels  = 22 // of tick labels, and of an axis title
	legendLinePixels = 22
	legendKeyPixels  = 30
	smallestPlot     = 40
)

// frame places the axes so that title, labels and legend just fit and the figures get the rest: programs left to themselves
// waste a third of a small chart. It reports false where labels would have to be turned, whose height only the program knows.
func (v chartView) frame() (plotFrame, bool) {
	width, height := v.size()
	lower, left := v.XTitle, v.YTitle
	leftLabels := v.valueLabelPixels()
	if v.Bars == "bar" {
		lower, left = left, lower
		leftLabels = v.categoryLabelPixels()
	}
	top := chartEdge + v.titlePixels(width)
	bottom := chartEdge + v.lowerLabelPixels() + linePixels(lower) + v.legendPixels(width)
	start := chartEdge + linePixels(left) + leftLabels
	plotWidth, plotHeight := width-start-3*chartEdge, height-top-bottom
	if plotWidth < smallestPlot || plotHeight < smallestPlot || !v.labelsFit(plotWidth) {
		return plotFrame{}, false
	}
	part := func(pixels, whole int) float64 { return math.Round(float64(pixels)/float64(whole)*1e4) / 1e4 }
	return plotFrame{part(start, width), part(top, height), part(plotWidth, width), part(plotHeight, height)}, true
}

// lowerLabelPixels is the height of the labels below the axes.
func (v chartView) lowerLabelPixels() int {
	if v.Slanted {
		return labelLinePixels + v.categoryLabelPixels()/2
	}
	return labelLinePixels
}

func linePixels(axisTitle string) int {
	if axisTitle == "" {
		return 0
	}
	return labelLinePixels
}

func (v chartView) titlePixels(width int) int {
	if v.Title == "" {
		return 0
	}
	return chartEdge + titleLinePixels*wrappedLines(v.Title, width*4/5/titleLetter)
}

// legendPixels estimates the height of the legend: programs lay it out in columns as wide as the longest name.
func (v chartView) legendPixels(width int) int {
	if !v.Legend {
		return 0
	}
	entries, widest := 0, 1
	for _, s := range v.Series {
		if !s.Clear {
			entries++
			widest = max(widest, legendKeyPixels+labelLetter*utf8.RuneCountInString(s.Name.Text()))
		}
	}
	columns := max(1, width*9/10/widest)
	return legendLinePixels * ((entries + columns - 1) / columns)
}

// valueLabelPixels estimates the width of the labels of the value axis from its largest figure, one digit more for the
// rounding of the axis.
func (v chartView) valueLabelPixels() int {
	stack := map[int]float64{}
	largest := 0.0
	for _, s := range v.Series {
		for _, p := range s.Values.Cells {
			value, err := strconv.ParseFloat(p.Value, 64)
			if err != nil {
				continue // values are figures, as viewSeries has made sure
			}
			if v.Grouping != "stacked" || s.Element != v.Element {
				stack[p.Index] = 0
			}
			stack[p.Index] += math.Abs(value)
			largest = max(largest, stack[p.Index])
		}
	}
	return shownLetters(largest, v.YFormat)*labelLetter + chartEdge/2
}

// shownLetters estimates the letters of a figure under a number format: each comma behind the digits divides by a thousand.
func shownLetters(figure float64, format string) int {
	format, _, _ = strings.Cut(format, ";")
	if strings.Contains(format, "%") {
		figure *= 100
	}
	digits := strings.TrimRight(format, ",")
	for range len(format) - len(digits) {
		figure /= 1000
	}
	_, decimals, _ := strings.Cut(digits, ".")
	const signAndPoint = 2
	return len(thousands(int(min(figure, 1e15)))) + signAndPoint + len(decimals)
}

func (v chartView) categoryLabelPixels() int {
	if v.XDates {
		return dateLabelPixels
	}
	longest := 0
	for _, p := range v.Series[0].Categories.Cells {
		if figure, err := strconv.ParseFloat(p.Value, 64); err == nil && v.figuresBelow() {
			longest = max(longest, shownLetters(figure, v.XFormat))
			continue
		}
		longest = max(longest, utf8.RuneCountInString(p.Value))
	}
	return longest*labelLetter + chartEdge/2
}

// labelsFit reports whether the labels below the axes stand side by side.
func (v chartView) labelsFit(plotWidth int) bool {
	switch {
	case v.Bars == "bar":
		return v.categoryLabelPixels() < plotWidth
	case v.XDates:
		return true // the scale was chosen so
	case v.Element == "scatterChart":
		return false
	case v.figuresBelow():
		return true // as many are shown as have room
	}
	return v.Series[0].Categories.Count()*v.categoryLabelPixels() <= plotWidth
}
