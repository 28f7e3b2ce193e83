package xlsx

import (
	"fmt"
	"strconv"
	"strings"
)

// Our sheets bring their fonts, fills, borders, number formats and cell formats along. They are appended to the lists of
// the user's styles part, whose own entries keep their numbers; what stands there already is used again, so that adding
// the same sheets once more adds nothing.

// maxCellFormats is how many cell formats Excel opens in one workbook.
const maxCellFormats = 65_490

// firstCustomFormat is the first number that a workbook may give a number format of its own.
const firstCustomFormat = 164

// stylesMerge puts one styles part into another.
type stylesMerge struct {
	theirs, ours       []byte
	theirRoot, ourRoot *element
	lists              map[string]*styleList // of their part, by the element's name
}

// styleList is one list of their styles part: what is in it by its bytes, and what is to be appended.
type styleList struct {
	element *element
	index   map[string]int // of each entry as written
	count   int
	added   strings.Builder
}

// mergeStyles returns the user's styles part with our formats behind theirs, and the number there of each of our cell
// formats. It is an error when their part lacks one of the lists that every workbook has.
func mergeStyles(theirs, ours []byte) (merged []byte, numbers newNumbers, err error) {
	m := stylesMerge{theirs: theirs, ours: ours, lists: map[string]*styleList{}}
	if m.theirRoot, err = readElements(theirs); err != nil {
		return nil, numbers, err
	}
	if m.ourRoot, err = readElements(ours); err != nil {
		return nil, numbers, err
	}
	for _, name := range []string{"fonts", "fills", "borders", "cellXfs"} {
		list := m.theirRoot.child(name)
		if list == nil || len(list.children) == 0 {
			return nil, numbers, fmt.Errorf("its styles have no list of %s", name)
		}
		m.lists[name] = newStyleList(theirs, list)
	}
	if numbers.cells, err = m.addFormats(); err != nil {
		return nil, numbers, err
	}
	numbers.conditional = m.addConditional()
	return m.apply(), numbers, nil
}

// newNumbers are the numbers that our formats have in the user's styles, by their numbers in ours.
type newNumbers struct {
	cells       []int
	conditional []int // formats that a rule gives to cells
}

// addConditional adds the formats that rules give to cells; a workbook without such rules has none.
func (m *stylesMerge) addConditional() (numbers []int) {
	m.lists["dxfs"] = newStyleList(m.theirs, m.theirRoot.child("dxfs"))
	if ours := m.ourRoot.child("dxfs"); ours != nil {
		for i := range ours.children {
			numbers = append(numbers, m.add("dxfs", i))
		}
	}
	return numbers
}

func newStyleList(data []byte, of *element) *styleList {
	l := &styleList{element: of, index: map[string]int{}}
	if of == nil {
		return l
	}
	l.count = len(of.children)
	for i, entry := range of.children {
		text := string(data[entry.start:entry.end])
		if _, twice := l.index[text]; !twice {
			l.index[text] = i
		}
	}
	return l
}

// add returns the number of an entry, which is appended unless it is there.
func (l *styleList) add(text string) int {
	if i, found := l.index[text]; found {
		return i
	}
	l.index[text] = l.count
	l.added.WriteString(text)
	l.count++
	return l.count - 1
}

// addFormats adds our cell formats with all that they refer to and returns their numbers.
func (m *stylesMerge) addFormats() ([]int, error) {
	formats := m.numberFormats()
	var numbers []int
	for _, xf := range m.ourRoot.child("cellXfs").children {
		format, err := formats.number(xf.attribute("numFmtId"))
		if err != nil {
			return nil, err
		}
		var entry strings.Builder
		fmt.Fprintf(&entry, `<xf%s numFmtId="%d" fontId="%d" fillId="%d" borderId="%d" xfId="0"`, m.namespace(), format,
			m.add("fonts", xf.number("fontId", 0)), m.add("fills", xf.number("fillId", 0)), m.add("borders", xf.number("borderId", 0)))
		entry.WriteString(` applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">`)
		entry.Write(m.ours[xf.inner:xf.innerEnd])
		entry.WriteString("</xf>")
		numbers = append(numbers, m.lists["cellXfs"].add(entry.String()))
	}
	if count := m.lists["cellXfs"].count; count > maxCellFormats {
		return nil, fmt.Errorf("with ours it would have %s cell formats, and Excel opens at most %s", thousands(count), thousands(maxCellFormats))
	}
	m.lists["numFmts"] = formats.list
	return numbers, nil
}

// add adds an entry of one of our lists to theirs.
func (m *stylesMerge) add(list string, number int) int {
	entry := m.ourRoot.child(list).children[number]
	text := string(m.ours[entry.start:entry.end])
	if declared := m.namespace(); declared != "" {
		text = "<" + entry.name + declared + text[1+len(entry.name):]
	}
	return m.lists[list].add(text)
}

// namespace declares the format's namespace for entries that are put into a part whose own elements carry a prefix.
func (m *stylesMerge) namespace() string {
	if m.theirRoot.prefix == "" {
		return ""
	}
	return ` xmlns="` + m.theirRoot.namespace() + `"`
}

// numberFormats gives our number formats numbers that are free in their workbook.
type numberFormats struct {
	merge *stylesMerge
	list  *styleList
	codes map[string]int    // theirs, by code
	ours  map[string]string // codes by our number
	next  int
}

func (m *stylesMerge) numberFormats() *numberFormats {
	f := &numberFormats{merge: m, codes: map[string]int{}, ours: map[string]string{}, next: firstCustomFormat, list: newStyleList(m.theirs, m.theirRoot.child("numFmts"))}
	if theirs := m.theirRoot.child("numFmts"); theirs != nil {
		for _, format := range theirs.children {
			number := format.number("numFmtId", 0)
			if code := format.attribute("formatCode"); f.codes[code] == 0 {
				f.codes[code] = number
			}
			f.next = max(f.next, number+1)
		}
	}
	if ours := m.ourRoot.child("numFmts"); ours != nil {
		for _, format := range ours.children {
			f.ours[format.attribute("numFmtId")] = format.attribute("formatCode")
		}
	}
	return f
}

// number returns the number that one of our number formats has in their workbook. The built-in ones are the same everywhere.
func (f *numberFormats) number(ours string) (int, error) {
	code, custom := f.ours[ours]
	if !custom {
		return strconv.Atoi(ours)
	}
	if number := f.codes[code]; number != 0 {
		return number, nil
	}
	f.codes[code] = f.next
	f.list.add(fmt.Sprintf(`<numFmt%s numFmtId="%d" formatCode="%s"/>`, f.merge.namespace(), f.next, escapeAttribute(code)))
	f.next++
	return f.next - 1, nil
}

// apply writes the lists into their part. Of the two that it may lack, number formats come first in it and conditional
// formats behind the cell formats and their names.
func (m *stylesMerge) apply() []byte {
	behind := m.theirRoot.child("cellXfs")
	if names := m.theirRoot.child("cellStyles"); names != nil {
		behind = names
	}
	missing := map[string]int{"numFmts": m.theirRoot.inner, "dxfs": behind.end}
	var e edits
	for _, name := range []string{"numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"} {
		list := m.lists[name]
		switch {
		case list.added.Len() == 0:
		case list.element == nil:
			tag := m.theirRoot.prefix + name
			e.insert(missing[name], fmt.Sprintf(`<%s count="%d">%s</%s>`, tag, list.count, list.added.String(), tag))
		default:
			e.append(list.element, list.added.String())
			e.set(list.element, "count", strconv.Itoa(list.count))
		}
	}
	return e.apply(m.theirs)
}
