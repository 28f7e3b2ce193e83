package xlsx

import "scenarios/model"

// pathBody reads the Price Paths sheet straight into integers, without a model.Value per close: hundreds of paths over
// thousands of days are normal.
type pathBody struct {
	sheet  *sheetReader
	date   int   // index of the Date column, -1 where it is missing
	path   []int // the path of each column of the sheet's table; -1 for the date
	table  *model.PathTable
	closes []int64 // row by row
	full   bool    // the limit was reached and reported
}

// maxCloseMicros keeps sums of closes inside an int64.
const maxCloseMicros = maxCloseDollars * model.MicrosPerDollar

func newPathBody(r *sheetReader) *pathBody {
	b := &pathBody{sheet: r, date: r.index("Date"), table: &model.PathTable{File: r.at.File, Sheet: r.at.Sheet}}
	for i, column := range r.columns {
		if i == b.date {
			b.path = append(b.path, -1)
			continue
		}
		b.path = append(b.path, len(b.table.Names))
		b.table.Names = append(b.table.Names, column.name)
		b.table.NameAt = append(b.table.NameAt, r.place(column.number, r.header))
		b.table.Column = append(b.table.Column, column.number)
	}
	return b
}

func (b *pathBody) row(row *scannedRow) {
	start := len(b.closes)
	if b.full || len(row.cells) == 0 {
		return
	}
	if start+len(b.table.Names) > maxCells {
		b.full = true
		b.sheet.issues.add(limitIssue(b.sheet.at, overLimit("closes (days times paths)", int64(start+len(b.table.Names)), maxCells)))
		return
	}
	for range b.table.Names {
		b.closes = append(b.closes, model.MissingClose)
	}
	closes := b.closes[start:]
	date, hasDate, filled := model.NoDate, false, false
	for _, c := range row.cells {
		i := b.sheet.placeOf(c.column)
		if i < 0 || isEmptyText(row, c) {
			continue
		}
		filled = true
		if i == b.date {
			date, hasDate = b.readDate(row, c), true
		} else if micros, ok := b.readClose(row, c); ok {
			closes[b.path[i]] = micros
		}
	}
	if filled && !hasDate && b.date >= 0 {
		b.report("missing-date", b.sheet.columns[b.date].number, row.number, "closes without a date", "a date on every row that has closes", "Type the date, or delete the row")
	}
	if !date.Given() {
		b.closes = b.closes[:start]
		return
	}
	b.table.Dates = append(b.table.Dates, date)
	b.table.DateAt = append(b.table.DateAt, b.sheet.place(b.sheet.columns[b.date].number, row.number))
	b.table.Row = append(b.table.Row, row.number)
}

// isEmptyText reports whether a cell holds a text of nothing but spaces.
func isEmptyText(row *scannedRow, c scannedCell) bool {
	if c.kind != model.Text {
		return false
	}
	for _, letter := range row.raw(c) {
		if letter != ' ' && letter != '\t' && letter != '\n' && letter != '\r' {
			return false
		}
	}
	return true
}

// readDate reads a row's date, which must lie after the one above; NoDate where it was reported instead.
func (b *pathBody) readDate(row *scannedRow, c scannedCell) model.Date {
	date, _, ok := b.sheet.date(row, c)
	if !ok {
		b.reportDate(row, c)
		return model.NoDate
	}
	last := len(b.table.Dates) - 1
	if last < 0 || date > b.table.Dates[last] {
		return date
	}
	above := b.table.DateAt[last].Cell
	if date == b.table.Dates[last] {
		b.report("duplicate-date", c.column, row.number, date.String()+", which stands in cell "+above+" too", "each date once", "Delete one of the two rows")
	} else {
		b.report("date-order", c.column, row.number, date.String()+" below "+b.table.Dates[last].String()+" in cell "+above, "dates in ascending order", "Sort the rows by date")
	}
	return model.NoDate
}

func (b *pathBody) reportDate(row *scannedRow, c scannedCell) {
	raw := string(row.raw(c))
	switch c.kind {
	case model.Fault:
		b.sheet.issues.add(faultIssue(b.sheet.place(c.column, row.number), raw))
	case model.DateValue:
		b.sheet.issues.add(faultIssue(b.sheet.place(c.column, row.number), raw+faultNoDate))
	default:
		b.report("not-a-date", c.column, row.number, "'"+shorten(raw)+"'", "a date", "Type it as a date (2002-12-17) and give the cell a date format")
	}
}

// readClose reads a close in millionths of a dollar; ok is false where it was reported instead.
func (b *pathBody) readClose(row *scannedRow, c scannedCell) (micros int64, ok bool) {
	raw := row.raw(c)
	if c.kind == model.Number {
		if micros, ok = plainMicros(raw); ok && micros > 0 && micros <= maxCloseMicros {
			return micros, true
		}
	}
	return b.checkClose(c, row.number, raw)
}

// checkClose reads a close that is not plain digits, and says what is wrong with one that is none.
func (b *pathBody) checkClose(c scannedCell, row int, raw []byte) (micros int64, ok bool) {
	found := "'" + shorten(raw) + "'"
	if c.kind == model.Fault {
		b.sheet.issues.add(faultIssue(b.sheet.place(c.column, row), string(raw)))
		return 0, false
	}
	if c.kind != model.Number {
		b.report("not-a-number", c.column, row, found, "a close in USD per share, or an empty cell", "Type the close as a number")
		return 0, false
	}
	micros, exact, ok := parseMicros(raw)
	switch {
	case !ok || micros > maxCloseMicros || micros < -maxCloseMicros:
		b.report("over-limit", c.column, row, found, "a close of at most 1000000000 USD per share", "Check the figure")
	case !exact:
		b.report("too-many-decimals", c.column, row, found, "at most 6 decimals", "Round the close: ROUND(..., 6) in a formula")
	case micros <= 0:
		b.report("not-positive", c.column, row, found, "a close above zero, or an empty cell", "Correct the close")
	default:
		return micros, true
	}
	return 0, false
}

func (b *pathBody) report(code string, column, row int, found, expected, remedy string) {
	b.sheet.issues.add(model.Issue{Code: code, At: b.sheet.place(column, row), Found: found, Expected: expected, Remedy: remedy})
}

// finish turns the rows into paths.
func (b *pathBody) finish(inputs *model.Inputs) {
	days, paths := len(b.table.Dates), len(b.table.Names)
	all := make([]int64, days*paths)
	b.table.Closes = make([][]int64, paths)
	for p := range b.table.Closes {
		b.table.Closes[p] = all[p*days : (p+1)*days : (p+1)*days]
	}
	const block = 64 // days turned at a time, so that what is read stays close by
	for from := 0; from < days; from += block {
		to := min(from+block, days)
		for p, closes := range b.table.Closes {
			for d := from; d < to; d++ {
				closes[d] = b.closes[d*paths+p]
			}
		}
	}
	inputs.Paths = b.table
}
