package xlsx

import (
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// rowBody reads a sheet's rows into a model.Table.
type rowBody struct {
	sheet *sheetReader
	table *model.Table
	full  bool // the limit was reached and reported
}

func newRowBody(r *sheetReader) *rowBody {
	table := &model.Table{Sheet: r.kind.Name}
	for _, column := range r.columns {
		table.Columns = append(table.Columns, model.Column{Name: column.name, At: r.place(column.number, r.header)})
	}
	return &rowBody{sheet: r, table: table}
}

func (b *rowBody) row(row *scannedRow) {
	if len(row.cells) == 0 {
		return
	}
	filled := false
	cells := make([]model.Value, len(b.table.Columns))
	for _, c := range row.cells {
		if i := b.sheet.placeOf(c.column); i >= 0 && !b.full {
			cells[i] = b.sheet.value(row, c)
			filled = filled || !cells[i].IsBlank()
		}
	}
	if !filled {
		return
	}
	if (len(b.table.Rows)+1)*len(cells) > maxTableCells {
		b.full = true
		b.sheet.issues.add(limitIssue(b.sheet.at, overLimit("cells (rows times columns) in the table", int64((len(b.table.Rows)+1)*len(cells)), maxTableCells)))
		return
	}
	for i := range cells {
		if cells[i].At.Cell == "" {
			cells[i].At = b.sheet.place(b.sheet.columns[i].number, row.number)
		}
		if cells[i].Kind == model.Fault {
			b.sheet.issues.add(faultIssue(cells[i].At, cells[i].Text))
		}
	}
	b.table.Rows = append(b.table.Rows, model.Row{Cells: cells})
}

// finish hands the table over.
func (b *rowBody) finish(inputs *model.Inputs) { inputs.Tables[b.table.Sheet] = b.table }

// value makes a model.Value of a cell. A text of the form 2002-12-17 is a date.
func (r *sheetReader) value(row *scannedRow, c scannedCell) model.Value {
	raw := row.raw(c)
	v := model.Value{Kind: c.kind, Text: string(raw), At: r.place(c.column, row.number)}
	switch c.kind {
	case model.Number:
		number, ok := parseNumber(raw)
		if !ok {
			v.Kind, v.Text = model.Fault, v.Text+faultTooLarge
			break
		}
		v.Number, v.Text = number, number.String()
	case model.Bool:
		if v.Text == "TRUE" {
			v.Number = decimal.NewFromInt(1)
		}
	case model.DateValue, model.Text:
		if date, serial, ok := r.date(row, c); ok {
			v.Kind, v.Date, v.Number, v.Text = model.DateValue, date, serial, date.String()
		} else if c.kind == model.DateValue {
			v.Kind, v.Text = model.Fault, v.Text+faultNoDate
		}
	}
	return v
}

// date reads a cell that is a date; serial is its day count, as the cell holds it if it holds one.
func (r *sheetReader) date(row *scannedRow, c scannedCell) (date model.Date, serial decimal.Decimal, ok bool) {
	raw := row.raw(c)
	switch {
	case c.kind == model.Text:
		date, err := model.ParseDate(strings.TrimSpace(string(raw)))
		return date, serialOf(date), err == nil
	case c.kind != model.DateValue:
		return model.NoDate, serial, false
	case c.iso:
		date, ok = parseISODate(raw)
		return date, serialOf(date), ok
	}
	if serial, ok = parseNumber(raw); !ok {
		return model.NoDate, serial, false
	}
	date, ok = serialDate(serial, r.from1904)
	return date, serial, ok
}

// faultIssue says what is wrong with a cell that is a Fault.
func faultIssue(at model.Source, text string) model.Issue {
	switch {
	case text == faultNoValue:
		return model.Issue{Code: "formula-without-value", At: at, Found: text, Expected: "a formula that has been calculated", Remedy: "Open the workbook in Excel, let it calculate, and save it"}
	case strings.HasSuffix(text, faultNoDate):
		return model.Issue{Code: "not-a-date", At: at, Found: text, Expected: "a day from 1900 to 9999", Remedy: "Type the date, or give the cell a number format"}
	case strings.HasSuffix(text, faultTooLarge):
		return model.Issue{Code: "bad-number", At: at, Found: text, Expected: "a number below 1E+308", Remedy: "Type the number again"}
	}
	return model.Issue{Code: "cell-error", At: at, Found: "the error '" + text + "'", Expected: "a value", Remedy: "Mend the formula, or type the value"}
}
