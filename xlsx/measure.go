package xlsx

import (
	"strings"
	"unicode/utf8"
)

// Sizes of a sheet in Arial 10, in characters and points as the file states them, in pixels of 1/96 inch for drawings.
const (
	defaultColumnWidth = 10.0
	defaultRowHeight   = 15.0 // points
	furtherLine        = 13.0 // points of a further line of wrapped text
	pixelsPerCharacter = 7
	defaultChartWidth  = 640
	defaultChartHeight = 320
)

// columnWidth returns the width in characters of a column counted from 1.
func (s Sheet) columnWidth(column int) float64 {
	if column <= len(s.Widths) {
		return s.Widths[column-1]
	}
	return defaultColumnWidth
}

// rowHeight returns the height in points of a row counted from 1: as given, else what its wrapped texts need.
func (s Sheet) rowHeight(row int) float64 {
	if row > len(s.Rows) {
		return defaultRowHeight
	}
	if given := s.Rows[row-1].Height; given > 0 {
		return given
	}
	height := defaultRowHeight
	for i, c := range s.Rows[row-1].Cells {
		height = max(height, s.cellHeight(c, i+1))
	}
	return min(height, maxHeight)
}

// cellHeight returns the height in points that a cell needs in its column.
func (s Sheet) cellHeight(c Cell, column int) float64 {
	style := looks[c.Style]
	if style.size > fontSize {
		return style.size * 1.5
	}
	if !style.wrap || c.Text == "" {
		return defaultRowHeight
	}
	// Letters are narrower than the digits in which a width is counted; bold ones about as wide.
	perLine := s.columnWidth(column) * 1.1
	if style.bold {
		perLine = s.columnWidth(column) * 0.95
	}
	lines := wrappedLines(c.Text, int(perLine))
	return defaultRowHeight + float64(float64(lines-1)*furtherLine)
}

// hasOwnHeight reports whether a row's height must be written: given, needed by a wrapped text, or in a sheet with charts,
// whose places count on it.
func (s Sheet) hasOwnHeight(row int) bool {
	return len(s.Charts) > 0 || s.rowHeight(row) != defaultRowHeight || row <= len(s.Rows) && s.Rows[row-1].Height > 0
}

// wrappedLines counts the lines of a text broken between words, perLine characters to a line.
func wrappedLines(text string, perLine int) int {
	perLine = max(perLine, 1)
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines++
		used := 0
		for word := range strings.FieldsSeq(paragraph) {
			length := utf8.RuneCountInString(word)
			switch {
			case used == 0:
				used = length
			case used+1+length <= perLine:
				used += 1 + length
			default:
				lines++
				used = length
			}
			for used > perLine { // a word longer than the line is broken
				lines++
				used -= perLine
			}
		}
	}
	return lines
}

func columnPixels(width float64) int { return int(width * pixelsPerCharacter) }

func rowPixels(height float64) int { return int(height * 4 / 3) }

// size returns a chart's width and height in pixels, the usual ones where none are given.
func (c Chart) size() (width, height int) {
	width, height = c.WidthPx, c.HeightPx
	if width <= 0 {
		width = defaultChartWidth
	}
	if height <= 0 {
		height = defaultChartHeight
	}
	return width, height
}

// extent returns the last column and row that a chart covers.
func (s Sheet) extent(c Chart) (column, row int, err error) {
	column, row, err = parseCell(c.Anchor)
	if err != nil {
		return 0, 0, err
	}
	width, height := c.size()
	for width -= columnPixels(s.columnWidth(column)); width > 0; width -= columnPixels(s.columnWidth(column)) {
		column++
	}
	for height -= rowPixels(s.rowHeight(row)); height > 0; height -= rowPixels(s.rowHeight(row)) {
		row++
	}
	return column, row, nil
}

// used returns the rectangle from A1 that holds every cell and chart; it is the print area.
func (s Sheet) used() (area, error) {
	whole := area{1, 1, 1, max(1, len(s.Rows))}
	for _, row := range s.Rows {
		for i, c := range row.Cells {
			if c.Kind != Empty || c.Style != StylePlain {
				whole.right = max(whole.right, i+1)
			}
		}
	}
	for _, chart := range s.Charts {
		column, row, err := s.extent(chart)
		if err != nil {
			return area{}, err
		}
		whole.right, whole.bottom = max(whole.right, column), max(whole.bottom, row)
	}
	return whole, nil
}

// The box of a note: wide enough for a sentence a line, high enough for all of them, in pixels.
const (
	noteWidth       = 340
	noteLine        = 16
	notePadding     = 16
	noteCharsInLine = 46
)

// height returns the pixels that a note's text needs.
func (n Note) height() int { return wrappedLines(n.Text, noteCharsInLine)*noteLine + notePadding }
