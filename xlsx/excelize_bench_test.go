package xlsx

import (
	"bytes"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"scenarios/model"
)

// What reading and writing take is held against the library alone doing as much: reading a sheet of closes row by row,
// without looking at them, and streaming numbers into a sheet.

func BenchmarkReadMillionClosesByLibrary(b *testing.B) {
	data := pathsBook(b, 1000, 1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		cells, err := cellsByLibrary(data)
		if err != nil || cells != 1001*1001 {
			b.Fatalf("%d cells, error %v", cells, err)
		}
	}
}

// cellsByLibrary counts the cells of Price Paths that hold something.
func cellsByLibrary(data []byte) (cells int, err error) {
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	rows, err := file.Rows("Price Paths")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		columns, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return 0, err
		}
		for _, c := range columns {
			if c != "" {
				cells++
			}
		}
	}
	return cells, rows.Error()
}

// writtenRows and writtenColumns are the 2,000,000 cells that are written.
const (
	writtenRows    = 100_000
	writtenColumns = 20
)

func writtenNumber(row, column int) int64 { return int64(row*7919+column*104729) % 1_000_000 }

func BenchmarkWriteTwoMillionCells(b *testing.B) {
	rows := make([]SheetRow, writtenRows)
	for i := range rows {
		cells := make([]Cell, writtenColumns)
		for j := range cells {
			cells[j] = Cell{Kind: NumberCell, Number: decimal.New(writtenNumber(i, j), -2), Format: FormatPrice}
		}
		rows[i].Cells = cells
	}
	book := Book{Title: "Numbers", Creator: "scenarios", Created: model.DateOf(2002, time.December, 17), Sheets: []Sheet{{Name: "Numbers", Rows: rows}}}
	for b.Loop() {
		if _, err := Encode(book); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteTwoMillionCellsByLibrary(b *testing.B) {
	for b.Loop() {
		if err := writeByLibrary(); err != nil {
			b.Fatal(err)
		}
	}
}

func writeByLibrary() error {
	file := excelize.NewFile()
	defer file.Close()
	style, err := file.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return err
	}
	stream, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	cells := make([]any, writtenColumns)
	for row := range writtenRows {
		for column := range cells {
			cells[column] = excelize.Cell{StyleID: style, Value: float64(writtenNumber(row, column)) / 100}
		}
		if err := stream.SetRow(cellName(1, row+1), cells); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	var written bytes.Buffer
	return file.Write(&written)
}
