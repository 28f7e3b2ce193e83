// Package xlsx translates between workbooks and the model: it reads input sheets and lays results out as sheets. It owns
// no rule of any contract.
package xlsx

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
)

// Sheet is a sheet of the output as a plain value: what stands in which cell, and how it looks. One writer puts it into a
// file, so tests compare plain values and the library that writes stays behind one file.
type Sheet struct {
	Name     string
	Mark     string // defined name that marks the sheet as ours, such as scenarios.Summary; empty on input sheets
	Group    Group
	Widths   []float64 // of columns A, B, ... in characters
	Rows     []SheetRow
	Frozen   Freeze
	Titles   Titles
	Tables   []TableRange // real Excel tables, input sheets only
	Lists    []Validation
	Notes    []Note
	Charts   []Chart
	Names    []DefinedName
	Heat     []HeatRange
	Status   []StatusRange
	Portrait bool // one page wide in either case; landscape unless set
	OnePage  bool // also one page tall
}

// Group orders the sheets and gives tab colours.
type Group uint8

// Inputs come first, checks last.
const (
	InputGroup Group = iota
	WorkingGroup
	OutputGroup
	CheckGroup
)

// SheetRow is a row of cells from column A on.
type SheetRow struct {
	Height float64 // points; 0 for the default
	Cells  []Cell
}

// Cell is one cell. At most one of Text, Number, Date, Formula is meant, as Kind says; a Formula carries its cached value
// in Number, Text or Date too.
type Cell struct {
	Kind    CellKind
	Text    string
	Number  decimal.Decimal
	Date    model.Date
	Formula string // without the equals sign
	Format  Format
	Style   Style
	Link    string // internal: a sheet's name to go to
}

// CellKind is what a cell holds.
type CellKind uint8

// The kinds of cell. A formula's cached value is of the kind named.
const (
	Empty CellKind = iota
	TextCell
	NumberCell
	DateCell
	FormulaNumber
	FormulaText
)

// Format is a number format. No result is left on General.
type Format uint8

// The number formats in use.
const (
	FormatText        Format = iota
	FormatCount              // #,##0;(#,##0);0
	FormatMoney              // #,##0.00;(#,##0.00);0.00
	FormatDollars            // #,##0;(#,##0);0, whole dollars for headline figures
	FormatPrice              // 0.0000 per share
	FormatPrecise            // 0.000000000000 for conversion prices in full
	FormatPercent            // 0.0%
	FormatPercentFine        // 0.000% for limits
	FormatDate               // yyyy-mm-dd
	FormatNumber             // #,##0.0000
)

// Style is the role of a cell; fonts and fills follow from it.
type Style uint8

// The roles of cells. Plain numbers that were typed (inputs) are blue; formulas black; formulas to other sheets green.
const (
	StylePlain        Style = iota
	StyleInput              // typed by the user: blue
	StyleResult             // a value of the engine: black
	StyleFormula            // formula within the sheet: black
	StyleCrossFormula       // formula to another sheet: green
	StyleTitle              // the sheet's title
	StyleSubtitle           // grey text under it
	StyleHeader             // a table's header: bold, filled, wrapped
	StyleTotal              // bold with a line above; numbers or formulas
	StyleLabel              // bold label
	StyleProse              // wrapped sentence
	StyleGood               // green cell of a passed check
	StyleBad                // red cell of a failed check
	StyleAlert              // amber cell
	StyleLink               // internal link
	StyleSection            // a section's heading inside a sheet
	StyleTotalCross         // total that refers to another sheet
	StyleInputProse         // a longer text typed by the user: blue, wrapped
	StyleBase               // the base case in a table of results: boxed and bold
)

// Freeze is the first unfrozen cell, such as B6; empty for none.
type Freeze string

// Titles are the rows repeated on each printed page, such as 1:5; empty for none.
type Titles string

// TableRange is a real Excel table.
type TableRange struct{ Name, Range string }

// Validation is a drop-down or a range of allowed values on cells.
type Validation struct {
	Range       string
	List        []string // drop-down when given
	Kind        string   // else "date", "decimal", "whole"
	Min, Max    float64
	Title, Help string
}

// Note is a cell note.
type Note struct{ Cell, Text string }

// DefinedName is an anchor for a deck: a name for a headline cell.
type DefinedName struct{ Name, RefersTo string }

// HeatRange colours a grid from low to high.
type HeatRange struct{ Range string }

// StatusRange gives cells the colours of a passed check while they show the text Good, and those of an alarm while they
// show anything else. The colours follow what a formula shows, not what was stored.
type StatusRange struct {
	Range string
	Good  string
	Alarm Style // StyleBad or StyleAlert
}

// ChartKind is the kind of a chart.
type ChartKind uint8

// The kinds of chart.
const (
	LineChart ChartKind = iota
	ColumnChart
	StackedColumnChart
	BarChart
	AreaChart
	ScatterChart
	StackedAreaChart
	HistogramChart // columns that touch
	TornadoChart   // bars to both sides of a base line
)

// Chart is a native chart anchored at a cell.
type Chart struct {
	Kind              ChartKind
	Anchor            string // top left cell
	WidthPx, HeightPx int
	Title             string // says the message
	XTitle, YTitle    string // with the unit
	YFormat           string
	XFormat           string  // of figures along a text axis
	YFrom, YTo        float64 // where the vertical axis begins and ends; 0 leaves it to the program
	Base              float64 // of a TornadoChart: the value at which its bars begin
	XDates            bool
	Series            []Series
}

// Series points at visible cells: references such as 'Dilution'!$B$6:$B$12.
type Series struct {
	Name, Categories, Values, Color string

	Clear bool // takes its place in a stack without being seen
	Line  bool // a line over the areas of a StackedAreaChart
	Mark  bool // points that stand out on a line of another series: larger, and not joined
}
