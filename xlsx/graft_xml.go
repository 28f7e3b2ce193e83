package xlsx

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// element is an element of an XML part with the places of its bytes, so that a part can be changed in single places while
// all the rest of it stays as it was.
type element struct {
	name       string // without a prefix
	prefix     string // with its colon; empty for none
	attributes []attributePlace
	start      int // of the start tag
	inner      int // behind the start tag
	innerEnd   int // of the end tag; inner where the tag closes itself
	end        int // behind the element
	selfClosed bool
	children   []*element
}

// attributePlace is an attribute with the place of its value between the quotes.
type attributePlace struct {
	name     string // with its prefix
	value    string // decoded
	from, to int
}

// readElements reads a whole XML part as a tree.
func readElements(data []byte) (*element, error) {
	x := newXMLReader(bytes.NewReader(data), nil)
	var open []*element
	var root *element
	for {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		at := int(x.offset) + x.pos // behind the token
		switch token {
		case xmlOpen:
			e := newElement(data, at)
			e.selfClosed = x.selfClosed
			if len(open) > 0 {
				parent := open[len(open)-1]
				parent.children = append(parent.children, e)
			} else {
				root = e
			}
			open = append(open, e)
		case xmlClose:
			e := open[len(open)-1]
			open = open[:len(open)-1]
			e.end, e.innerEnd = at, at
			if !e.selfClosed {
				e.innerEnd = bytes.LastIndexByte(data[:at], '<')
			}
		case xmlEnd:
			return root, nil
		}
	}
}

// newElement reads the start tag that ends at end. A tag holds no < but its first, so its start is the last one before.
func newElement(data []byte, end int) *element {
	start := bytes.LastIndexByte(data[:end], '<')
	e := &element{start: start, inner: end}
	i := start + 1
	for byteClass[data[i]]&className != 0 {
		i++
	}
	name := string(data[start+1 : i])
	e.name = string(localName([]byte(name)))
	e.prefix = strings.TrimSuffix(name, e.name)
	for i < end {
		if byteClass[data[i]]&classStart == 0 {
			i++
			continue
		}
		var a attributePlace
		a, i = readAttributePlace(data, i)
		e.attributes = append(e.attributes, a)
	}
	return e
}

// readAttributePlace reads the attribute that starts at i in a tag that is known to be well-formed.
func readAttributePlace(data []byte, i int) (a attributePlace, after int) {
	from := i
	for byteClass[data[i]]&className != 0 {
		i++
	}
	a.name = string(data[from:i])
	for data[i] != '"' && data[i] != '\'' {
		i++
	}
	a.from = i + 1
	a.to = a.from + bytes.IndexByte(data[a.from:], data[i])
	a.value = string(appendDecoded(nil, data[a.from:a.to]))
	return a, a.to + 1
}

// place finds the attribute with that local name; namespace declarations are none.
func (e *element) place(local string) (attributePlace, bool) {
	for _, a := range e.attributes {
		if string(localName([]byte(a.name))) == local && !strings.HasPrefix(a.name, "xmlns") {
			return a, true
		}
	}
	return attributePlace{}, false
}

func (e *element) attribute(local string) string {
	a, _ := e.place(local)
	return a.value
}

// number reads an attribute that counts something; absent where it is missing or no number.
func (e *element) number(local string, absent int) int {
	n, err := strconv.Atoi(e.attribute(local))
	if err != nil {
		return absent
	}
	return n
}

// child is the first child of that name, nil where there is none.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// namespace is the namespace that an element without a prefix of its own would take from this one.
func (e *element) namespace() string {
	for _, a := range e.attributes {
		if a.name == "xmlns" && e.prefix == "" || e.prefix != "" && a.name == "xmlns:"+strings.TrimSuffix(e.prefix, ":") {
			return a.value
		}
	}
	return ""
}

// edits are changes to the bytes of a part, in any order.
type edits []edit

// edit replaces the bytes between two places; equal places insert.
type edit struct {
	from, to int
	with     string
}

func (e *edits) insert(at int, text string)          { *e = append(*e, edit{at, at, text}) }
func (e *edits) remove(from, to int)                 { *e = append(*e, edit{from, to, ""}) }
func (e *edits) replace(from, to int, with string)   { *e = append(*e, edit{from, to, with}) }
func (e *edits) setValue(a attributePlace, v string) { e.replace(a.from, a.to, escapeAttribute(v)) }

// set gives an element an attribute, or another value of it.
func (e *edits) set(of *element, name, value string) {
	if a, found := of.place(name); found {
		e.setValue(a, value)
		return
	}
	e.insert(of.start+1+len(of.prefix)+len(of.name), " "+name+`="`+escapeAttribute(value)+`"`)
}

// append puts text behind the last child of an element.
func (e *edits) append(to *element, text string) {
	switch {
	case text == "":
	case to.selfClosed:
		slash := to.end - len("/>")
		e.replace(slash, to.end, ">"+text+"</"+to.prefix+to.name+">")
	default:
		e.insert(to.innerEnd, text)
	}
}

// apply returns the part with the changes made. Insertions at one place keep the order in which they were asked for.
func (e edits) apply(data []byte) []byte {
	sorted := slices.Clone(e)
	slices.SortStableFunc(sorted, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []byte
	done := 0
	for _, change := range sorted {
		out = append(out, data[done:change.from]...)
		out = append(out, change.with...)
		done = change.to
	}
	return append(out, data[done:]...)
}

// escapeAttribute writes a text as it stands between quotes.
func escapeAttribute(text string) string { return attributeEscapes.Replace(text) }

var attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;", "\n", "&#10;", "\r", "&#13;", "\t", "&#9;")
