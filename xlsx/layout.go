package xlsx

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// page is a sheet that is being laid out from the top down. Its rows are appended, and widths follow from what was put in,
// so that no figure can be too wide for its column.
type page struct {
	Sheet
	runOn  map[int]int // by row, the first column whose text may run on over empty neighbours: it widens nothing
	widest float64     // width at which prose wraps
	header float64     // width at which a header wraps
}

// Widths in characters.
const (
	narrowest    = 9.0
	widestHeader = 16.0 // a longer header wraps into two lines, and from there on into more
	narrowHeader = 9.0  // the same where columns are many
	usualProse   = 46.0 // a longer text wraps
	signalColumn = 13.0 // columns A to C hold the three counts of checks in the header of every sheet
)

func newPage(name string, group Group) *page {
	return &page{
		Sheet:  Sheet{Name: name, Mark: SheetMark(name), Group: group},
		runOn:  map[int]int{},
		widest: usualProse,
		header: widestHeader,
	}
}

// next is the number of the row that the next add will make.
func (p *page) next() int { return len(p.Rows) + 1 }

// add appends a row and returns its number.
func (p *page) add(cells ...Cell) int {
	p.Rows = append(p.Rows, SheetRow{Cells: cells})
	return len(p.Rows)
}

// line appends a row whose text may run on to the right, and returns its number.
func (p *page) line(style Style, words string) int {
	row := p.add(Cell{Kind: TextCell, Text: words, Style: style})
	p.runOn[row] = 1
	return row
}

// run appends a row whose cells from a column on may run on to the right, and returns its number.
func (p *page) run(from int, cells ...Cell) int {
	row := p.add(cells...)
	p.runOn[row] = from
	return row
}

// skip appends empty rows.
func (p *page) skip(rows int) {
	for range rows {
		p.add()
	}
}

// section appends an empty row and a heading.
func (p *page) section(heading string) {
	p.skip(1)
	p.line(StyleSection, heading)
}

// table appends a header row and returns its number.
func (p *page) table(columns ...string) int {
	cells := make([]Cell, len(columns))
	for i, name := range columns {
		cells[i] = Cell{Kind: TextCell, Text: name, Style: StyleHeader}
	}
	return p.add(cells...)
}

// headerEvery is how many rows may follow a header before it is repeated: fewer than any printed page holds.
const headerEvery = 36

// longTable is a table whose header comes again, so that no printed page is without one for long: before each block of its
// own, or before one that would run on too far, and within a long one.
type longTable struct {
	p       *page
	columns []string
	since   int // rows since the last header
}

// longTable appends a header row and returns the table below it.
func (p *page) longTable(columns ...string) *longTable {
	p.table(columns...)
	return &longTable{p: p, columns: columns}
}

// block begins rows that belong together, under a header of their own.
func (t *longTable) block() {
	if t.since > 0 {
		t.p.table(t.columns...)
		t.since = 0
	}
}

// begin begins rows that belong together, under the present header if they don't run on too far below it.
func (t *longTable) begin(rows int) {
	if t.since+rows > headerEvery {
		t.block()
	}
}

// next is the number of the row that the next add will make.
func (t *longTable) next() int { return t.ahead(0) }

// ahead is the number of the row that the add after so many others will make.
func (t *longTable) ahead(rows int) int { return t.p.next() + rows + (t.since+rows)/headerEvery }

// add appends a row and returns its number.
func (t *longTable) add(cells ...Cell) int {
	t.begin(1)
	t.since++
	return t.p.add(cells...)
}

// finish sets widths from the content and returns the sheet.
func (p *page) finish() Sheet {
	for n, row := range p.Rows {
		from, runsOn := p.runOn[n+1]
		for c, cell := range row.Cells {
			if !runsOn || c+1 < from {
				p.widen(c+1, p.neededWidth(cell))
			}
		}
	}
	for c := 1; c <= 3; c++ {
		p.widen(c, signalColumn)
	}
	return p.Sheet
}

func (p *page) widen(column int, width float64) {
	for len(p.Widths) < column {
		p.Widths = append(p.Widths, narrowest)
	}
	p.Widths[column-1] = max(p.Widths[column-1], width)
}

// neededWidth is the width at which a cell's content shows in full; headers and prose may wrap between words.
func (p *page) neededWidth(c Cell) float64 {
	const padding, boldPadding, headerPadding = 2, 3, 5
	switch {
	case c.Kind == Empty:
		return 0
	case c.Style == StyleHeader:
		return max(float64(longestWord(c.Text)+boldPadding), min(float64(letters(c.Text)/2+headerPadding), p.header))
	case c.Style == StyleProse:
		return min(float64(letters(c.Text)+padding), p.widest)
	case c.Style == StyleTotal || c.Style == StyleTotalCross || c.Style == StyleLabel:
		return float64(letters(shown(c))+boldPadding) + parenthesis(c)
	default:
		return float64(letters(shown(c))+padding) + parenthesis(c)
	}
}

// parenthesis is the room that the formats of figures leave for a closing parenthesis.
func parenthesis(c Cell) float64 {
	if c.Kind == NumberCell || c.Kind == FormulaNumber {
		return 0.5
	}
	return 0
}

// shown is the text that a cell displays under its number format.
func shown(c Cell) string {
	if c.Kind == TextCell || c.Kind == FormulaText {
		return c.Text
	}
	if c.Kind == DateCell || c.Format == FormatDate {
		return "2000-00-00"
	}
	switch c.Format {
	case FormatCount, FormatDollars:
		return grouped(c.Number, 0)
	case FormatMoney:
		return grouped(c.Number, 2)
	case FormatPrice:
		return c.Number.StringFixed(4)
	case FormatNumber:
		return grouped(c.Number, 4)
	case FormatPrecise:
		return c.Number.StringFixed(12)
	case FormatPercent:
		return c.Number.Shift(2).StringFixed(1) + "%"
	case FormatPercentFine:
		return c.Number.Shift(2).StringFixed(3) + "%"
	default:
		return c.Number.String()
	}
}

// grouped writes a number with thousands separators, negatives in parentheses.
func grouped(n decimal.Decimal, places int32) string {
	whole, fraction, _ := strings.Cut(n.Abs().StringFixed(places), ".")
	var b strings.Builder
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	if n.Round(places).Sign() < 0 {
		return "(" + b.String() + ")"
	}
	return b.String()
}

// wrap breaks words into lines of at most width letters; a longer word has a line of its own.
func wrap(words string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(words) {
		switch {
		case line == "":
			line = word
		case letters(line)+1+letters(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

func letters(s string) int { return len([]rune(s)) }

func longestWord(s string) int {
	longest := 0
	for _, word := range strings.Fields(s) {
		longest = max(longest, letters(word))
	}
	return longest
}

// at is a relative reference: D5.
func at(col, row int) string { return cellName(col, row) }

// lock is an absolute reference: $D$5.
func lock(col, row int) string { return "$" + columnName(col) + "$" + strconv.Itoa(row) }

// lockRow is a reference with a fixed row: D$5.
func lockRow(col, row int) string { return columnName(col) + "$" + strconv.Itoa(row) }

// down is a range within a column: D5:D9.
func down(col, first, last int) string { return at(col, first) + ":" + at(col, last) }

// on is an absolute reference to a cell of another sheet: 'Dilution'!$D$5.
func on(sheet string, col, row int) string { return quoteSheet(sheet) + "!" + lock(col, row) }

// onRange is an absolute reference to a block of another sheet: 'Dilution'!$D$5:$D$9.
func onRange(sheet string, col, row, lastCol, lastRow int) string {
	return on(sheet, col, row) + ":" + lock(lastCol, lastRow)
}

// text is a name or a short text of a table. A long one wraps.
func text(words string) Cell {
	const longest = 34
	if letters(words) > longest {
		return prose(words)
	}
	return Cell{Kind: TextCell, Text: words}
}

func prose(words string) Cell { return Cell{Kind: TextCell, Text: words, Style: StyleProse} }

// words is a text that runs on to the right.
func words(text string) Cell { return Cell{Kind: TextCell, Text: text} }

func label(words string) Cell { return Cell{Kind: TextCell, Text: words, Style: StyleLabel} }

// figure is a value of the engine.
func figure(n decimal.Decimal, format Format) Cell {
	return Cell{Kind: NumberCell, Number: n, Format: format, Style: StyleResult}
}

func count(n int64) Cell { return figure(decimal.NewFromInt(n), FormatCount) }

// day is a date of the engine: an empty cell where there is none.
func day(d model.Date) Cell {
	if !d.Given() {
		return Cell{}
	}
	return Cell{Kind: DateCell, Date: d, Format: FormatDate, Style: StyleResult}
}

// formula is a live relation with the engine's figure as its cached value. Its style says whether it leaves the sheet.
func formula(relation string, value decimal.Decimal, format Format) Cell {
	return Cell{Kind: FormulaNumber, Formula: relation, Number: value, Format: format, Style: formulaStyle(relation)}
}

// formulaOf is a live relation whose result is a text.
func formulaOf(relation, value string) Cell {
	return Cell{Kind: FormulaText, Formula: relation, Text: value, Style: formulaStyle(relation)}
}

// formulaDay is a live relation whose result is a date, or the words none where there is no date.
func formulaDay(relation string, d model.Date) Cell {
	if !d.Given() {
		return formulaOf(relation, none)
	}
	return formula(relation, serial(d), FormatDate)
}

// none stands in a cell that has no date to show and that formulas refer to.
const none = "none"

// dayOrNone is a date, or the words none.
func dayOrNone(d model.Date) Cell {
	if !d.Given() {
		return text(none)
	}
	return day(d)
}

// serial is the number by which a spreadsheet knows a day: days since December 30, 1899.
func serial(d model.Date) decimal.Decimal {
	const daysTo1970 = 25569
	return decimal.NewFromInt(int64(d) + daysTo1970)
}

func formulaStyle(relation string) Style {
	if strings.Contains(relation, "!") {
		return StyleCrossFormula
	}
	return StyleFormula
}

// totalled gives cells the look of a total's row.
func totalled(cells ...Cell) []Cell {
	for i := range cells {
		if cells[i].Style == StyleCrossFormula {
			cells[i].Style = StyleTotalCross
		} else {
			cells[i].Style = StyleTotal
		}
	}
	return cells
}

// ratio divides for display and for the cached value of a percent: 18 places, 0 where there is nothing to divide by, as the
// formula beside it says.
func ratio(part, whole decimal.Decimal) decimal.Decimal {
	if whole.IsZero() {
		return decimal.Zero
	}
	return part.DivRound(whole, 18)
}

// share is the formula of a part in a whole that may be zero.
func share(part, whole string) string { return "IF(" + whole + "=0,0," + part + "/" + whole + ")" }

// gauge is a place for a chart: its first column and its width.
type gauge struct {
	column  int
	widthPx int
}

// places splits a page of the given column widths into n charts side by side, each beginning at a column's edge.
func places(widths []float64, n int) []gauge {
	const gapPx, widestPx = 10, 1700
	edges := []int{0}
	for _, w := range widths {
		edge := edges[len(edges)-1] + columnPixels(w)
		if edge > widestPx {
			break
		}
		edges = append(edges, edge)
	}
	whole := edges[len(edges)-1]
	starts := make([]int, n+1)
	for i := 1; i < n; i++ {
		starts[i] = nearest(edges, whole*i/n)
	}
	starts[n] = len(edges) - 1
	gauges := make([]gauge, n)
	for i := range gauges {
		gauges[i] = gauge{column: starts[i] + 1, widthPx: edges[starts[i+1]] - edges[starts[i]] - gapPx}
	}
	return gauges
}

func nearest(edges []int, target int) int {
	best := 0
	for i, e := range edges {
		if distance(e, target) < distance(edges[best], target) {
			best = i
		}
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }
