package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Add returns a copy of the workbook with the sheets of a book added, and the sheet that the book wants in front in front.
// Sheets that an earlier run added are replaced. In a workbook from one of our templates the front sheet also comes first;
// else ours follow the user's. The same inputs give the same bytes.
//
// The error is model.Issues where the user has a sheet or a defined name of his own under one of our names, and a
// *NotCopiedError where the copy would not hold everything of the user's.
func (o *Original) Add(b Book) ([]byte, error) {
	g, err := o.plan(b)
	if err != nil {
		return nil, err
	}
	if err := g.edit(); err != nil {
		return nil, o.refuse(err.Error())
	}
	data, err := g.write()
	if err != nil {
		return nil, o.refuse(err.Error())
	}
	if err := g.verify(data); err != nil {
		return nil, o.refuse(err.Error())
	}
	return data, nil
}

// graft is one addition of our sheets to a user's workbook.
type graft struct {
	*Original
	ours      *Original       // our sheets as a workbook of their own
	front     string          // our sheet that is in front when the file opens
	gone      map[int]bool    // indices of the user's sheets that are replaced
	goneLinks map[string]bool // ids of the workbook's links that are removed
	removed   map[string]bool // parts that go with them, in small letters
	places    []int           // new index of each of the user's sheets
	ourPlaces []int           // new index of each of ours

	changed map[string][]byte // the user's parts with a new content
	parts   *partSet
	styles  newNumbers
}

// plan encodes our sheets and decides what gives way to them.
func (o *Original) plan(b Book) (*graft, error) {
	var names []string
	for _, s := range b.Sheets {
		names = append(names, s.Name)
	}
	if issues := o.clashes(names); len(issues) > 0 {
		return nil, issues
	}
	own, err := o.encodeFor(b)
	if err != nil {
		return nil, err
	}
	g := &graft{Original: o, ours: own, front: b.Active, gone: map[int]bool{}, goneLinks: map[string]bool{}, removed: map[string]bool{}, changed: map[string][]byte{}}
	for i, s := range o.sheets {
		if o.replaced(i, names) {
			g.gone[i], g.goneLinks[s.link] = true, true
		}
	}
	g.order()
	if issues := g.nameClashes(); len(issues) > 0 {
		return nil, issues
	}
	for _, step := range []func() error{g.findRemoved, g.checkReferences} {
		if err := step(); err != nil {
			return nil, o.refuse(err.Error())
		}
	}
	return g, nil
}

// encodeFor encodes our sheets the way this workbook counts dates and names its input sheets.
func (o *Original) encodeFor(b Book) (*Original, error) {
	b.Elsewhere = o.inputSheetNames()
	b = withoutLostLinks(b)
	if o.from1904() {
		b = in1904(b)
	}
	data, err := Encode(b)
	if err != nil {
		return nil, err
	}
	return openOriginal("our sheets", data)
}

// order gives every sheet its place: the user's, then ours; from a template, our front sheet before all.
func (g *graft) order() {
	next := 0
	atFront := -1
	for i, s := range g.ours.sheets {
		if g.FromTemplate() && strings.EqualFold(s.name, g.front) {
			atFront, next = i, 1
		}
	}
	for i := range g.sheets {
		g.places = append(g.places, next)
		if !g.gone[i] {
			next++
		}
	}
	for i := range g.ours.sheets {
		if i == atFront {
			g.ourPlaces = append(g.ourPlaces, 0)
			continue
		}
		g.ourPlaces = append(g.ourPlaces, next)
		next++
	}
}

// findRemoved finds the parts that nothing needs once the replaced sheets are gone. The order of calculation goes too where
// it names their cells: a spreadsheet program builds it anew.
func (g *graft) findRemoved() error {
	if len(g.gone) == 0 {
		return nil
	}
	for _, link := range g.links {
		if !strings.HasSuffix(link.kind, "/calcChain") {
			continue
		}
		named, err := g.namesGone(link.target)
		if err != nil {
			return err
		}
		g.goneLinks[link.id] = named
	}
	before, err := g.pack.reachable(g.main, nil)
	if err != nil {
		return err
	}
	after, err := g.pack.reachable(g.main, g.goneLinks)
	if err != nil {
		return err
	}
	for part := range before {
		if !after[part] {
			g.removed[part] = true
			g.removed[strings.ToLower(relationsPart(part))] = true
		}
	}
	return nil
}

// namesGone reports whether the order of calculation names cells of a sheet that is replaced.
func (g *graft) namesGone(part string) (named bool, err error) {
	gone := map[string]bool{}
	for i := range g.gone {
		gone[g.sheets[i].element.attribute("sheetId")] = true
	}
	err = g.pack.eachToken(part, func(x *xmlReader, token xmlToken) error {
		named = named || token == xmlOpen && string(x.local) == "c" && gone[x.attribute("i")]
		return nil
	})
	return named, err
}

// checkReferences looks for what of the user's refers to a sheet of an earlier run that this run doesn't write: it would
// lead nowhere. Formulas, charts and names hold a sheet's name as text.
func (g *graft) checkReferences() error {
	for i := range g.gone {
		name := g.sheets[i].name
		if slices.ContainsFunc(g.ours.sheets, func(s originalSheet) bool { return strings.EqualFold(s.name, name) }) {
			continue
		}
		for _, n := range g.keptNames() {
			if strings.EqualFold(n.onSheet, name) {
				return fmt.Errorf("the name '%s' refers to the sheet '%s', which this run does not write", n.name, name)
			}
		}
		for _, part := range g.staying(g.removed) {
			if part == g.main || path.Ext(part) != ".xml" {
				continue
			}
			data, err := g.pack.readPart(part)
			if err != nil {
				return err
			}
			if refersTo(data, name) {
				return fmt.Errorf("part '%s' refers to the sheet '%s', which this run does not write", part, name)
			}
		}
	}
	return nil
}

// refersTo looks for a reference to a sheet in a part.
func refersTo(data []byte, sheet string) bool {
	for _, form := range []string{sheet + "!", sheet + "'!", sheet + "&apos;!", sheet + "&#39;!"} {
		if bytes.Contains(data, []byte(form)) {
			return true
		}
	}
	return false
}

// edit makes every part that is new or changed.
func (g *graft) edit() error {
	styles, _ := g.linked(relationStyles)
	ownStyles, _ := g.ours.linked(relationStyles)
	theirs, err := g.pack.readPart(styles)
	if err != nil {
		return err
	}
	ours, err := g.ours.pack.readPart(ownStyles)
	if err != nil {
		return err
	}
	if g.changed[styles], g.styles, err = mergeStyles(theirs, ours); err != nil {
		return err
	}
	for _, step := range []func() error{g.addParts, g.editWorkbook, g.editLinks, g.editTypes, g.deselect} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// addParts takes the parts of our sheets over.
func (g *graft) addParts() (err error) {
	if g.parts, err = newPartSet(g.ours, path.Dir(g.main), g.staying(g.removed)); err != nil {
		return err
	}
	for _, s := range g.ours.sheets {
		if _, err := g.parts.add(s.part); err != nil {
			return err
		}
	}
	tables, err := g.tableNames(func(i int) bool { return !g.gone[i] })
	if err != nil {
		return err
	}
	for i := range g.parts.parts {
		part := &g.parts.parts[i]
		switch {
		case strings.HasSuffix(part.kind, ".worksheet+xml"):
			part.data, err = restyle(part.data, g.styles)
		case strings.HasSuffix(part.kind, ".table+xml"):
			part.data, err = tables.renumber(part.data)
		case strings.HasSuffix(part.kind, ".chart+xml") && g.from1904():
			part.data = bytes.Replace(part.data, []byte(`<c:date1904 val="0"/>`), []byte(`<c:date1904 val="1"/>`), 1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// editLinks adds our sheets to the workbook's links.
func (g *graft) editLinks() error {
	part := relationsPart(g.main)
	data, err := g.pack.readPart(part)
	if err != nil {
		return err
	}
	root, err := readElements(data)
	if err != nil {
		return err
	}
	var e edits
	for _, link := range root.children {
		if g.goneLinks[link.attribute("Id")] {
			e.remove(link.start, link.end)
		}
	}
	var text strings.Builder
	for i, s := range g.ours.sheets {
		target := strings.TrimPrefix(g.parts.renamed[s.part], path.Dir(g.main)+"/")
		fmt.Fprintf(&text, `<%sRelationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="%s"/>`,
			root.prefix, g.linkID(i), escapeAttribute(target))
	}
	e.append(root, text.String())
	g.changed[part] = e.apply(data)
	return nil
}

// linkID is the id of the workbook's link to one of our sheets.
func (g *graft) linkID(sheet int) string {
	highest := 0
	for _, link := range g.links {
		if n, err := strconv.Atoi(strings.TrimPrefix(link.id, "rId")); err == nil && !g.goneLinks[link.id] {
			highest = max(highest, n)
		}
	}
	return "rId" + strconv.Itoa(highest+1+sheet)
}

// editTypes adds the types of our parts to the package's list, and takes those of removed parts off it.
func (g *graft) editTypes() error {
	data, err := g.pack.readPart(partContentTypes)
	if err != nil {
		return err
	}
	root, err := readElements(data)
	if err != nil {
		return err
	}
	var e edits
	byEnding := map[string]string{}
	for _, entry := range root.children {
		if entry.name == "Default" {
			byEnding[strings.ToLower(entry.attribute("Extension"))] = entry.attribute("ContentType")
		} else if g.removed[strings.ToLower(strings.TrimPrefix(entry.attribute("PartName"), "/"))] {
			e.remove(entry.start, entry.end)
		}
	}
	var text strings.Builder
	for _, part := range g.parts.parts {
		kind := part.kind
		if kind == "" {
			kind = "application/vnd.openxmlformats-package.relationships+xml"
		}
		if byEnding[strings.ToLower(strings.TrimPrefix(path.Ext(part.name), "."))] != kind {
			fmt.Fprintf(&text, `<%sOverride PartName="/%s" ContentType="%s"/>`, root.prefix, escapeAttribute(part.name), kind)
		}
	}
	e.append(root, text.String())
	g.changed[g.pack.byName[strings.ToLower(partContentTypes)].Name] = e.apply(data)
	return nil
}

// write packs the copy: the user's parts in their order, as they were packed, then ours.
func (g *graft) write() ([]byte, error) {
	source, err := g.archive()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	if err := archive.SetComment(source.Comment); err != nil {
		return nil, err
	}
	for _, file := range source.File {
		name := plainPartName(file.Name)
		if g.removed[strings.ToLower(name)] {
			continue
		}
		if data, changed := g.changedPart(name); changed {
			err = writePart(archive, file.Name, data)
		} else {
			err = archive.Copy(file)
		}
		if err != nil {
			return nil, fmt.Errorf("part '%s': %w", name, err)
		}
	}
	for _, part := range g.parts.parts {
		if err := writePart(archive, part.name, part.data); err != nil {
			return nil, fmt.Errorf("part '%s': %w", part.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// plainPartName is the name of a part without what some programs put before it.
func plainPartName(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
}

// changedPart returns the new content of a part; names of parts differ in their letters' size from list to list.
func (g *graft) changedPart(name string) (data []byte, changed bool) {
	for part, data := range g.changed {
		if strings.EqualFold(part, name) {
			return data, true
		}
	}
	return nil, false
}

func writePart(archive *zip.Writer, name string, data []byte) error {
	w, err := archive.CreateHeader(partHeader(name))
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}
