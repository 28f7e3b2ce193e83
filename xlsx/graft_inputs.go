package xlsx

import (
	"slices"

	"scenarios/model"
)

// CopiedSheets lays out the input sheets that were taken from other files than the first, to be added to a copy of the
// first: values in our format, stamped with file and hash, and marked as copies.
func CopiedSheets(in *model.Inputs) []Sheet {
	taken := elsewhere(in)
	var sheets []Sheet
	for _, s := range InputSheets(withUsedPaths(in)) {
		if !slices.Contains(taken, s.Name) {
			continue
		}
		s.Mark = CopyMark(s.Name)
		s.Lists = slices.DeleteFunc(s.Lists, func(v Validation) bool { return !fitsRule(v.List) }) // the others need a sheet of their own
		sheets = append(sheets, s)
	}
	return sheets
}

// withUsedPaths keeps of Price Paths only the columns that a row of Scenarios names; without that sheet every column is a
// scenario. Where no column is named, the sheet is left out.
func withUsedPaths(in *model.Inputs) *model.Inputs {
	table := in.Tables[scenariosSheet]
	if table == nil || in.Paths == nil {
		return in
	}
	named := func(path string) bool {
		for row := range table.Rows {
			if model.SameName(table.Value(row, "Price path").Text, path) {
				return true
			}
		}
		return false
	}
	used := *in.Paths
	used.Names, used.NameAt, used.Closes, used.Column = nil, nil, nil, nil
	for i, name := range in.Paths.Names {
		if named(name) {
			used.Names, used.NameAt = append(used.Names, name), append(used.NameAt, in.Paths.NameAt[i])
			used.Closes, used.Column = append(used.Closes, in.Paths.Closes[i]), append(used.Column, in.Paths.Column[i])
		}
	}
	with := *in
	if with.Paths = &used; len(used.Names) == 0 {
		with.Paths = nil
	}
	return &with
}

// inputSheetNames says under which name the workbook has each input sheet of its own: people spell them their own way.
func (o *Original) inputSheetNames() map[string]string {
	names := map[string]string{}
	for _, s := range o.sheets {
		if kind, isInput := InputSheetByName(s.name); isInput && !s.ours {
			names[kind.Name] = s.name
		}
	}
	return names
}

// withoutLostLinks turns links into plain text where neither the book nor the workbook that it is added to has their sheet:
// of another file's Price Paths nothing is copied when no scenario uses it.
func withoutLostLinks(b Book) Book {
	sheets := slices.Clone(b.Sheets)
	for i := range sheets {
		rows := slices.Clone(sheets[i].Rows)
		for j := range rows {
			lost := func(c Cell) bool { return c.Link != "" && b.linkTarget(c.Link) == "" }
			if !slices.ContainsFunc(rows[j].Cells, lost) {
				continue
			}
			rows[j].Cells = slices.Clone(rows[j].Cells)
			for k, c := range rows[j].Cells {
				if lost(c) {
					rows[j].Cells[k].Link, rows[j].Cells[k].Style = "", StylePlain
				}
			}
		}
		sheets[i].Rows = rows
	}
	b.Sheets = sheets
	return b
}
