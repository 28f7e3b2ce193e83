package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

const relationshipsNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// editWorkbook adds our sheets and names to the workbook part, and brings our front sheet to the front.
func (g *graft) editWorkbook() error {
	var e edits
	g.editSheets(&e)
	g.editNames(&e)
	g.editViews(&e)
	g.changed[g.main] = e.apply(g.workbook)
	return nil
}

// editSheets lists our sheets in their places.
func (g *graft) editSheets(e *edits) {
	list := g.root.child("sheets")
	highest := 0
	for i, s := range g.sheets {
		if g.gone[i] {
			e.remove(s.element.start, s.element.end)
		} else {
			highest = max(highest, s.element.number("sheetId", 0))
		}
	}
	var behind strings.Builder
	for i, s := range g.ours.sheets {
		entry := fmt.Sprintf(`<%ssheet name="%s" sheetId="%d" xmlns:r="%s" r:id="%s"/>`, list.prefix, escapeAttribute(s.name), highest+1+i, relationshipsNamespace, g.linkID(i))
		if g.ourPlaces[i] == 0 {
			e.insert(list.inner, entry)
		} else {
			behind.WriteString(entry)
		}
	}
	e.append(list, behind.String())
}

// newPlace is the index that a sheet of the user's has in the copy; -1 stays -1.
func (g *graft) newPlace(sheet int) int {
	if sheet < 0 || sheet >= len(g.places) {
		return sheet
	}
	return g.places[sheet]
}

// removedSheets are the names of the sheets that are replaced, in small letters.
func (g *graft) removedSheets() map[string]bool {
	names := map[string]bool{}
	for i := range g.gone {
		names[strings.ToLower(g.sheets[i].name)] = true
	}
	return names
}

// ourNames are the defined names of our sheets that hold for the whole workbook, in small letters.
func (g *graft) ourNames() map[string]bool {
	names := map[string]bool{}
	for _, n := range g.ours.names {
		if n.sheet < 0 {
			names[strings.ToLower(n.name)] = true
		}
	}
	return names
}

// keptNames are the user's defined names.
func (g *graft) keptNames() []originalName {
	removed, ours := g.removedSheets(), g.ourNames()
	var kept []originalName
	for _, n := range g.names {
		if !g.ownName(n, removed, ours) {
			kept = append(kept, n)
		}
	}
	return kept
}

// nameClashes are the user's defined names that are the same as ours.
func (g *graft) nameClashes() model.Issues {
	ours := g.ourNames()
	var issues model.Issues
	for _, n := range g.keptNames() {
		if n.sheet < 0 && ours[strings.ToLower(n.name)] {
			issues = append(issues, model.Issue{Code: "name-taken", At: model.Source{File: g.file}, Found: "a defined name '" + n.name + "' of yours, which the run adds for a figure on " + g.front,
				Expected: "that name free", Remedy: "Rename it (Formulas, Name Manager), or rename the scenario"})
		}
	}
	return issues
}

// editNames replaces our defined names and moves the local ones of the user's along with their sheets.
func (g *graft) editNames(e *edits) {
	kept := map[*element]bool{}
	for _, n := range g.keptNames() {
		kept[n.element] = true
		if n.sheet >= 0 && g.newPlace(n.sheet) != n.sheet {
			e.set(n.element, "localSheetId", strconv.Itoa(g.newPlace(n.sheet)))
		}
	}
	for _, n := range g.names {
		if !kept[n.element] {
			e.remove(n.element.start, n.element.end)
		}
	}
	list := g.root.child("definedNames")
	if list != nil {
		e.append(list, g.nameEntries(list.prefix))
		return
	}
	p := g.root.prefix
	before := g.root.child("sheets")
	for _, name := range []string{"functionGroups", "externalReferences"} {
		if c := g.root.child(name); c != nil {
			before = c
		}
	}
	e.insert(before.end, "<"+p+"definedNames>"+g.nameEntries(p)+"</"+p+"definedNames>")
}

// nameEntries are our defined names as they stand in the workbook part.
func (g *graft) nameEntries(prefix string) string {
	var text strings.Builder
	for _, n := range g.ours.names {
		fmt.Fprintf(&text, `<%sdefinedName name="%s"`, prefix, escapeAttribute(n.name))
		if n.sheet >= 0 {
			fmt.Fprintf(&text, ` localSheetId="%d"`, g.ourPlaces[n.sheet])
		} else {
			fmt.Fprintf(&text, ` comment="%s"`, nameComment)
		}
		if n.element.attribute("hidden") != "" {
			text.WriteString(` hidden="1"`)
		}
		fmt.Fprintf(&text, `>%s</%sdefinedName>`, escapeAttribute(n.refersTo), prefix)
	}
	return text.String()
}

// editViews makes our front sheet the active one and moves the indices of the windows along.
func (g *graft) editViews(e *edits) {
	front := 0
	for i, s := range g.ours.sheets {
		if strings.EqualFold(s.name, g.front) {
			front = g.ourPlaces[i]
		}
	}
	views := g.root.child("bookViews")
	if views == nil || len(views.children) == 0 {
		p := g.root.prefix
		text := fmt.Sprintf(`<%sbookViews><%sworkbookView activeTab="%d"/></%sbookViews>`, p, p, front, p)
		if views == nil {
			e.insert(g.root.child("sheets").start, text)
		} else {
			e.replace(views.start, views.end, text)
		}
		return
	}
	for i, view := range views.children {
		for _, name := range []string{"activeTab", "firstSheet"} {
			place := g.newPlace(view.number(name, 0))
			if name == "firstSheet" && front == 0 {
				place = 0
			}
			if name == "activeTab" && i == 0 {
				place = front
			}
			if place != view.number(name, 0) {
				e.set(view, name, strconv.Itoa(place))
			}
		}
	}
}

// errHead says that the head of a sheet has been read.
var errHead = errors.New("read as far as the cells")

// deselect takes the selection off the user's sheets: with two sheets selected, what somebody types goes into both. It
// changes that one mark, nothing else of the sheet.
func (g *graft) deselect() error {
	for i, s := range g.sheets {
		if g.gone[i] || s.part == "" {
			continue
		}
		selected := false
		err := g.pack.eachToken(s.part, func(x *xmlReader, token xmlToken) error {
			switch {
			case token != xmlOpen:
			case string(x.local) == "sheetData":
				return errHead
			case string(x.local) == "sheetView" && isTrue(x.attribute("tabSelected")):
				selected = true
			}
			return nil
		})
		if err != nil && err != errHead {
			return err
		}
		if selected {
			if err := g.deselectSheet(s.part); err != nil {
				return err
			}
		}
	}
	return nil
}

func isTrue(flag string) bool { return flag == "1" || flag == "true" }

// deselectSheet changes the mark in the views of one sheet, which stand before its cells.
func (g *graft) deselectSheet(part string) error {
	data, err := g.pack.readPart(part)
	if err != nil {
		return err
	}
	var e edits
	x := newXMLReader(bytes.NewReader(data), nil)
	for {
		token, err := x.next()
		if err != nil {
			return err
		}
		if token == xmlEnd || token == xmlOpen && string(x.local) == "sheetData" {
			g.changed[part] = e.apply(data)
			return nil
		}
		if token == xmlOpen && string(x.local) == "sheetView" {
			if a, found := newElement(data, int(x.offset)+x.pos).place("tabSelected"); found && isTrue(a.value) {
				e.setValue(a, "0")
			}
		}
	}
}

// from1904 reports whether the workbook counts its days from 1904, as Excel for the Mac once did.
func (o *Original) from1904() bool {
	properties := o.root.child("workbookPr")
	return properties != nil && isTrue(properties.attribute("date1904"))
}

// daysTo1904 lie between the two ways to count.
const daysTo1904 = 1462

// in1904 shifts every date of a book so that it shows the same day in a workbook that counts from 1904.
func in1904(b Book) Book {
	sheets := make([]Sheet, len(b.Sheets))
	for i, s := range b.Sheets {
		rows := make([]SheetRow, len(s.Rows))
		for j, row := range s.Rows {
			rows[j] = SheetRow{Height: row.Height, Cells: make([]Cell, len(row.Cells))}
			for k, c := range row.Cells {
				rows[j].Cells[k] = c.in1904()
			}
		}
		s.Rows = rows
		s.Lists = nil // ranges of dates would let other days through
		sheets[i] = s
	}
	b.Sheets = sheets
	return b
}

func (c Cell) in1904() Cell {
	if c.Date.Given() {
		c.Date -= daysTo1904
	}
	if c.Format == FormatDate && !c.Number.IsZero() {
		c.Number = c.Number.Sub(decimal.NewFromInt(daysTo1904))
	}
	return c
}
