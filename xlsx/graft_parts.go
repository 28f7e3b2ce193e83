package xlsx

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// newPart is a part that is added to the user's package.
type newPart struct {
	name, kind string // kind is its content type; empty for links, whose type goes by the ending
	data       []byte
}

// partSet collects the parts of our sheets under names that are free in the user's package.
type partSet struct {
	source  *pack             // our workbook
	types   map[string]string // of our parts
	folder  string            // of the user's workbook part; ours lies in xl
	taken   map[string]int    // the highest number in use by name without number, in small letters
	renamed map[string]string // our part: its new name
	parts   []newPart
}

// newPartSet prepares for parts besides those that stay in the user's package.
func newPartSet(ours *Original, folder string, staying []string) (*partSet, error) {
	set := &partSet{source: ours.pack, types: map[string]string{}, folder: folder, taken: map[string]int{}, renamed: map[string]string{}}
	for _, name := range staying {
		stem, number, ending := splitNumber(name)
		key := strings.ToLower(stem + ending)
		set.taken[key] = max(set.taken[key], number)
	}
	for _, part := range ours.pack.parts {
		kind, err := ours.typeOf(part.Name)
		if err != nil {
			return nil, err
		}
		set.types[part.Name] = kind
	}
	return set, nil
}

// splitNumber splits xl/charts/chart12.xml into xl/charts/chart, 12 and .xml.
func splitNumber(name string) (stem string, number int, ending string) {
	ending = path.Ext(name)
	stem = strings.TrimRight(strings.TrimSuffix(name, ending), "0123456789")
	number, err := strconv.Atoi(name[len(stem) : len(name)-len(ending)])
	if err != nil { // no digits, or more than a number of ours could meet
		return stem, 0, ending
	}
	return stem, number, ending
}

// add takes a part with everything that it links to, and returns its new name.
func (s *partSet) add(name string) (string, error) {
	if renamed, done := s.renamed[name]; done {
		return renamed, nil
	}
	stem, _, ending := splitNumber(path.Join(s.folder, strings.TrimPrefix(name, "xl/")))
	key := strings.ToLower(stem + ending)
	s.taken[key]++
	renamed := stem + strconv.Itoa(s.taken[key]) + ending
	s.renamed[name] = renamed
	data, err := s.source.readPart(name)
	if err != nil {
		return "", err
	}
	s.parts = append(s.parts, newPart{renamed, s.types[name], data})
	return renamed, s.addLinks(name, renamed)
}

// addLinks writes the part's links anew, with the new names of what it links to.
func (s *partSet) addLinks(name, renamed string) error {
	links, err := s.source.readRelations(name)
	if err != nil || len(links) == 0 {
		return err
	}
	var text bytes.Buffer
	text.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, link := range links {
		target, err := s.add(link.target)
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, `<Relationship Id="%s" Type="%s" Target="/%s"/>`, link.id, link.kind, target)
	}
	text.WriteString(`</Relationships>`)
	s.parts = append(s.parts, newPart{name: relationsPart(renamed), data: text.Bytes()})
	return nil
}

// reachable returns the parts, by small letters, that a package's links lead to, without those of the links left out.
func (p *pack) reachable(main string, without map[string]bool) (map[string]bool, error) {
	seen := map[string]bool{}
	var visit func(string) error
	visit = func(part string) error {
		links, err := p.readRelations(part)
		if err != nil {
			return err
		}
		for _, link := range links {
			key := strings.ToLower(link.target)
			if part == main && without[link.id] || seen[key] || !p.has(key) {
				continue
			}
			seen[key] = true
			if err := visit(p.byName[key].Name); err != nil {
				return err
			}
		}
		return nil
	}
	return seen, visit("")
}

// restyled are the attributes of a worksheet that hold the number of a format.
func (n newNumbers) restyled(element string) (attribute string, numbers []int) {
	switch element {
	case "c", "row":
		return ` s="`, n.cells
	case "col":
		return ` style="`, n.cells
	case "cfRule":
		return ` dxfId="`, n.conditional
	}
	return "", nil
}

// restyle gives everything on one of our worksheets the numbers that our formats have in the user's workbook.
func restyle(sheet []byte, formats newNumbers) ([]byte, error) {
	var out []byte
	done := 0
	x := newXMLReader(bytes.NewReader(sheet), nil)
	for {
		token, err := x.next()
		if err != nil {
			return nil, err
		}
		if token == xmlEnd {
			return append(out, sheet[done:]...), nil
		}
		attribute, numbers := formats.restyled(string(x.local))
		if token != xmlOpen || attribute == "" {
			continue
		}
		end := int(x.offset) + x.pos
		start := bytes.LastIndexByte(sheet[:end], '<')
		at := bytes.Index(sheet[start:end], []byte(attribute))
		if at < 0 {
			continue
		}
		from := start + at + len(attribute)
		to := from + bytes.IndexByte(sheet[from:], '"')
		number, err := strconv.Atoi(string(sheet[from:to]))
		if err != nil || number >= len(numbers) {
			return nil, fmt.Errorf("a format %q that is not among %d", sheet[from:to], len(numbers))
		}
		out = append(out, sheet[done:from]...)
		out = strconv.AppendInt(out, int64(numbers[number]), 10)
		done = to
	}
}

// tableNames are the names and numbers of the Excel tables on the sheets that stay, which share one list with the defined
// names.
type tableNames struct {
	highest int
	taken   map[string]bool
}

// renumber gives one of our tables a number, and where its name is taken another name.
func (t *tableNames) renumber(data []byte) ([]byte, error) {
	root, err := readElements(data)
	if err != nil {
		return nil, err
	}
	t.highest++
	name := root.attribute("displayName")
	free := name
	for n := 2; t.taken[strings.ToLower(free)]; n++ {
		free = name + "_" + strconv.Itoa(n)
	}
	t.taken[strings.ToLower(free)] = true
	var e edits
	e.set(root, "id", strconv.Itoa(t.highest))
	e.set(root, "name", free)
	e.set(root, "displayName", free)
	return e.apply(data), nil
}

// tableNames reads the tables of the sheets that stay.
func (o *Original) tableNames(stays func(int) bool) (*tableNames, error) {
	t := &tableNames{taken: map[string]bool{}}
	for i, n := range o.names {
		if n.sheet < 0 {
			t.taken[strings.ToLower(o.names[i].name)] = true
		}
	}
	for i, s := range o.sheets {
		if !stays(i) || s.part == "" {
			continue
		}
		links, err := o.pack.readRelations(s.part)
		if err != nil {
			return nil, err
		}
		for _, link := range links {
			if !strings.HasSuffix(link.kind, relationTable) {
				continue
			}
			data, err := o.pack.readPart(link.target)
			if err != nil {
				return nil, err
			}
			root, err := readElements(data)
			if err != nil {
				return nil, err
			}
			t.highest = max(t.highest, root.number("id", 0))
			t.taken[strings.ToLower(root.attribute("displayName"))] = true
		}
	}
	return t, nil
}

// staying lists the user's parts but for those that are removed.
func (o *Original) staying(removed map[string]bool) []string {
	var names []string
	for _, part := range o.pack.parts {
		if !removed[strings.ToLower(part.Name)] {
			names = append(names, part.Name)
		}
	}
	slices.Sort(names)
	return names
}
