package xlsx

// One font everywhere: it is on Windows and macOS, and elsewhere a font of the same widths stands in for it.
const (
	fontFamily = "Arial"
	fontSize   = 10.0
)

// The palette. Blue, black and green mean typed, calculated here, and calculated from another sheet; they are used for
// nothing else.
const (
	colourInput   = "0000FF"
	colourFormula = "000000"
	colourCross   = "008000"
	colourNavy    = "1F3864"
	colourGrey    = "595959"
	colourLink    = "0563C1"
	colourWhite   = "FFFFFF"
	colourRule    = "BFBFBF"
	colourGrid    = "D9D9D9"
)

// Fonts and fills of checks, dark on light so that they survive a black and white print.
const (
	colourGood, colourGoodFill   = "375623", "E2EFDA"
	colourBad, colourBadFill     = "9C0006", "FFC7CE"
	colourAlert, colourAlertFill = "7F6000", "FFEB9C"
)

// The colours of a heat range from low over middle to high, pale enough for black figures.
const heatLow, heatMiddle, heatHigh = "E2F0D9", "FFF2CC", "F8CBAD"

// seriesColours are taken in turn by chart series that name none; they differ in lightness as well as in hue.
var seriesColours = []string{"1F3864", "2E75B6", "C55A11", "7F7F7F", "548235", "BF9000", "7030A0", "9DC3E6"}

// look is how a role of cells appears.
type look struct {
	colour    string
	size      float64
	bold      bool
	underline bool
	fill      string
	top       string // colour of a line above; empty for none
	box       string // colour of a thin box around
	wrap      bool
	middle    bool // centred between top and bottom instead of at the top
}

var looks = map[Style]look{
	StylePlain:        {colour: colourFormula},
	StyleInput:        {colour: colourInput, box: colourGrid},
	StyleInputProse:   {colour: colourInput, box: colourGrid, wrap: true},
	StyleResult:       {colour: colourFormula},
	StyleFormula:      {colour: colourFormula},
	StyleCrossFormula: {colour: colourCross},
	StyleTitle:        {colour: colourNavy, size: 16, bold: true, middle: true},
	StyleSubtitle:     {colour: colourGrey},
	StyleHeader:       {colour: colourWhite, bold: true, fill: colourNavy, wrap: true, middle: true},
	StyleTotal:        {colour: colourFormula, bold: true, top: colourNavy},
	StyleTotalCross:   {colour: colourCross, bold: true, top: colourNavy},
	StyleLabel:        {colour: colourFormula, bold: true},
	StyleProse:        {colour: colourFormula, wrap: true},
	StyleGood:         {colour: colourGood, bold: true, fill: colourGoodFill},
	StyleBad:          {colour: colourBad, bold: true, fill: colourBadFill},
	StyleAlert:        {colour: colourAlert, bold: true, fill: colourAlertFill},
	StyleLink:         {colour: colourLink, underline: true},
	StyleSection:      {colour: colourNavy, size: 12, bold: true},
	StyleBase:         {colour: colourFormula, bold: true, box: colourNavy},
}

// formatCodes are Excel's number format codes. The _) leaves the width of a parenthesis, so that the digits of positive
// and negative figures stand below each other.
var formatCodes = map[Format]string{
	FormatText:        "General",
	FormatCount:       "#,##0_);(#,##0);0_)",
	FormatMoney:       "#,##0.00_);(#,##0.00);0.00_)",
	FormatDollars:     "#,##0_);(#,##0);0_)",
	FormatPrice:       "0.0000_);(0.0000)",
	FormatPrecise:     "0.000000000000_);(0.000000000000)",
	FormatPercent:     "0.0%_);(0.0%)",
	FormatPercentFine: "0.000%_);(0.000%)",
	FormatDate:        "yyyy-mm-dd",
	FormatNumber:      "#,##0.0000_);(#,##0.0000)",
}

// codeLiteralText keeps a text a text, even when somebody edits the cell without changing it.
const codeLiteralText = "@"

// tabColours tell the groups of sheets apart.
var tabColours = map[Group]string{
	InputGroup:   "2E75B6",
	WorkingGroup: "7F7F7F",
	OutputGroup:  "1F3864",
	CheckGroup:   "548235",
}

// looksLikeFormula reports whether a spreadsheet would take a text for a formula if it were typed.
func looksLikeFormula(text string) bool {
	return text != "" && (text[0] == '=' || text[0] == '+' || text[0] == '-' || text[0] == '@')
}

// formatOf returns the number format code of a cell.
func formatOf(c Cell) string {
	switch {
	case c.Kind == TextCell && looksLikeFormula(c.Text):
		return codeLiteralText
	case c.Kind == TextCell:
		return formatCodes[FormatText]
	case c.Kind == DateCell:
		return formatCodes[FormatDate]
	}
	return formatCodes[c.Format]
}

// isFigure reports whether a cell shows a figure.
func isFigure(c Cell) bool {
	return c.Kind == NumberCell || c.Kind == FormulaNumber && c.Format != FormatDate
}

// columnSides remembers, row after row, which columns of the table being passed hold figures. Figures stand at the right,
// so that their digits stand below each other, and so do the headers above them and whatever stands between them.
type columnSides map[int]bool

// pass goes on to a row: a header sets the side of its column, an empty row ends the table.
func (sides columnSides) pass(s Sheet, row int) {
	if row > len(s.Rows) || len(s.Rows[row-1].Cells) == 0 {
		clear(sides)
		return
	}
	for i, c := range s.Rows[row-1].Cells {
		if c.Style == StyleHeader {
			sides[i+1] = s.headsFigures(i+1, row)
		}
	}
}

// right reports whether a cell of the present row stands at the right of its column.
func (sides columnSides) right(c Cell, column int) bool {
	return isFigure(c) || sides[column] && !looks[c.Style].wrap || sides[column] && c.Style == StyleHeader
}

// headsFigures reports whether the first cell that is filled below a header is a figure.
func (s Sheet) headsFigures(column, row int) bool {
	for below := row + 1; below <= min(row+headerReach, len(s.Rows)); below++ {
		if c := s.cell(column, below); c.Kind != Empty && c.Style != StyleHeader {
			return isFigure(c)
		}
	}
	return false
}

// headerReach is how many rows below a header are searched for its first figure.
const headerReach = 10
