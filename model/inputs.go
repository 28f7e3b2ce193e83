package model

// Inputs is everything the user's workbooks say, as written: every cell with its place, nothing interpreted yet.
type Inputs struct {
	Files  []InputFile
	Tables map[string]*Table // by the sheet's name as declared (Company, Cap Table ...), Price Paths excluded
	Paths  *PathTable        // nil where there is no Price Paths sheet
}

// InputFile is a workbook that was read.
type InputFile struct {
	Name   string   // as given on the command line
	SHA256 string   // of the file's bytes, hexadecimal
	Sheets []string // the input sheets taken from it
}

// Table is an input sheet: a header row and the rows below it.
type Table struct {
	Sheet   string
	Columns []Column
	Rows    []Row
}

// Column is a header cell. Name is the declared spelling for a declared column, else the text as written (an instrument's
// name on Instruments, an override's target on Scenarios).
type Column struct {
	Name string
	At   Source
}

// Row is one row of a table; Cells stand beside the table's Columns. Rows without any content are not kept.
type Row struct {
	Cells []Value
}

// Index returns the position of a column, or -1.
func (t *Table) Index(column string) int {
	for i, c := range t.Columns {
		if c.Name == column {
			return i
		}
	}
	return -1
}

// Value returns the row's cell in a column: a Blank without a place where the table has no such column.
func (t *Table) Value(row int, column string) Value {
	if i := t.Index(column); i >= 0 {
		return t.Rows[row].Cells[i]
	}
	return Value{}
}

// PathTable is the Price Paths sheet: closes by day and path, in millionths of a dollar.
type PathTable struct {
	Dates  []Date
	DateAt []Source
	Names  []string
	NameAt []Source
	Closes [][]int64 // [path][day]; MissingClose where the cell is empty
	File   string
	Sheet  string
	Column []int // the sheet's column number of each path, from 1, to name a cell
	Row    []int // the sheet's row number of each day
}

// MissingClose marks a day on which a path has no close.
const MissingClose int64 = -1

// MicrosPerDollar is the resolution of closes that are read: prices are held in millionths of a dollar.
const MicrosPerDollar = 1_000_000
