package xlsx

import (
	"fmt"
	"strconv"
	"strings"
)

// area is a rectangle of cells, counted from 1, both ends included.
type area struct{ left, top, right, bottom int }

// columnName returns the letters of a column counted from 1: A, B ... Z, AA.
func columnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// cellName returns the A1 name of a cell.
func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

// absolute returns a rectangle as $A$1:$C$9, one cell as $A$1.
func (a area) absolute() string {
	from := "$" + columnName(a.left) + "$" + strconv.Itoa(a.top)
	if a.left == a.right && a.top == a.bottom {
		return from
	}
	return from + ":$" + columnName(a.right) + "$" + strconv.Itoa(a.bottom)
}

// quoteSheet writes a sheet's name as it stands before the ! of a reference.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// parseCell reads B7 or $B$7.
func parseCell(text string) (column, row int, err error) {
	bare := strings.ReplaceAll(text, "$", "")
	digits := strings.TrimLeft(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := bare[:len(bare)-len(digits)]
	if len(letters) < 1 || len(letters) > 3 {
		return 0, 0, fmt.Errorf("'%s' is not a cell such as B7", text)
	}
	for _, letter := range letters {
		column = column*26 + int(letter-'A') + 1
	}
	row, err = strconv.Atoi(digits)
	if err != nil || row < 1 || row > maxRows || column > maxColumns {
		return 0, 0, fmt.Errorf("'%s' is not a cell such as B7", text)
	}
	return column, row, nil
}

// parseArea reads B7 or B7:D9, with or without dollar signs.
func parseArea(text string) (area, error) {
	first, last, found := strings.Cut(text, ":")
	if !found {
		last = first
	}
	left, top, err := parseCell(first)
	if err != nil {
		return area{}, err
	}
	right, bottom, err := parseCell(last)
	if err != nil {
		return area{}, err
	}
	if left > right || top > bottom {
		return area{}, fmt.Errorf("'%s' does not run from top left to bottom right", text)
	}
	return area{left, top, right, bottom}, nil
}

// parseReference reads 'Dilution'!$B$6:$B$12.
func parseReference(text string) (sheet string, a area, err error) {
	cut := strings.LastIndex(text, "!")
	if cut < 0 {
		return "", area{}, fmt.Errorf("'%s' names no sheet", text)
	}
	sheet = text[:cut]
	if len(sheet) > 1 && strings.HasPrefix(sheet, "'") && strings.HasSuffix(sheet, "'") {
		sheet = strings.ReplaceAll(sheet[1:len(sheet)-1], "''", "'")
	}
	a, err = parseArea(text[cut+1:])
	return sheet, a, err
}
