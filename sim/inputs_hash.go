package sim

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"scenarios/model"
)

// inputsHash returns the SHA-256 of what the inputs say, hexadecimal: every value by sheet, row and column name. Names of
// files, places of cells, the order of files, sheets and columns, blank cells and the way a number is written (7 or 7.00)
// don't count.
func inputsHash(in *model.Inputs) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(in.Tables)) {
		writeText(h, "sheet "+name)
		writeTable(h, in.Tables[name])
	}
	if in.Paths != nil {
		writeText(h, "sheet Price Paths")
		writePaths(h, in.Paths)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func writeTable(h hash.Hash, t *model.Table) {
	order := make([]int, len(t.Columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(t.Columns[a].Name, t.Columns[b].Name) })
	for row := range t.Rows {
		writeText(h, "row "+strconv.Itoa(row))
		for _, column := range order {
			if v := t.Rows[row].Cells[column]; !v.IsBlank() {
				writeText(h, t.Columns[column].Name)
				writeText(h, canonical(v))
			}
		}
	}
}

// canonical is one text for every way to write the same value.
func canonical(v model.Value) string {
	switch v.Kind {
	case model.Number:
		return "number " + v.Number.String()
	case model.DateValue:
		return "date " + v.Date.String()
	case model.Bool:
		return "bool " + v.Text
	case model.Fault:
		return "fault " + v.Text
	default:
		return "text " + strings.TrimSpace(v.Text)
	}
}

func writePaths(h hash.Hash, p *model.PathTable) {
	order := make([]int, len(p.Names))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(p.Names[a], p.Names[b]) })
	for _, date := range p.Dates {
		writeNumber(h, int64(date))
	}
	for _, path := range order {
		writeText(h, p.Names[path])
		for _, close := range p.Closes[path] {
			writeNumber(h, close)
		}
	}
}

// writeText writes a text with its length before it, so that no two sequences of texts give the same bytes.
func writeText(h hash.Hash, text string) {
	writeNumber(h, int64(len(text)))
	h.Write([]byte(text)) // a hash never fails
}

func writeNumber(h hash.Hash, n int64) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
}
