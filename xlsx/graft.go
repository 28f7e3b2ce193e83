package xlsx

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"

	"scenarios/model"
)

// Our sheets are added to a copy of the user's workbook without any library for workbooks in between: those drop or
// rewrite what they don't know. Our sheets are encoded as a workbook of their own, and its parts are put into the user's
// package under free names. Of the user's parts only those change that list what the package holds (the workbook, its
// links, the types of parts), the styles, to which ours are appended, and the sheet that used to be in front. Every other
// part keeps its bytes, packed as they were.

// Original is the user's workbook that our sheets are added to a copy of.
type Original struct {
	file     string
	data     []byte
	pack     *pack
	main     string // the workbook part
	workbook []byte
	root     *element
	links    []relation // of the workbook part
	sheets   []originalSheet
	names    []originalName
	macros   bool // of the kind that may hold them
}

// originalSheet is a sheet of the user's workbook.
type originalSheet struct {
	name    string
	element *element
	link    string // id of the workbook's link to it
	part    string
	ours    bool // a result that we wrote: the next run replaces it
	copied  bool // an input sheet that we copied from another file
}

// originalName is a defined name.
type originalName struct {
	name     string
	element  *element
	refersTo string
	sheet    int    // that it is local to; -1 for the whole workbook
	onSheet  string // that it refers to; empty where it refers to no single place
	comment  string
}

// NotCopiedError says why sheets can't be added to a copy of a workbook, although its inputs can be read.
type NotCopiedError struct{ File, Reason string }

func (e *NotCopiedError) Error() string { return e.File + " can't be copied: " + e.Reason }

// OpenOriginal reads the workbook that the results are added to. It must be the first file that the inputs were read from,
// and still hold what was read. The error is a *NotCopiedError where the file is whole but nothing can be added to it.
func OpenOriginal(in *model.Inputs) (*Original, error) {
	first := in.Files[0]
	data, err := readFile(first.Name)
	if err != nil {
		return nil, err
	}
	if hashOf(data) != first.SHA256 {
		return nil, fmt.Errorf("%s was changed while it was being read; run it again", first.Name)
	}
	return openOriginal(first.Name, data)
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func openOriginal(file string, data []byte) (*Original, error) {
	o := &Original{file: file, data: data}
	var issues model.Issues
	if o.pack, issues = openPack(file, data); len(issues) > 0 {
		return nil, issues
	}
	var found bool
	if o.main, found = (&book{file: file, pack: o.pack}).findWorkbook(); !found {
		return nil, o.refuse("its workbook part can't be found")
	}
	err := o.readWorkbook()
	if err != nil {
		return nil, o.refuse(err.Error())
	}
	return o, o.checkKind()
}

func (o *Original) refuse(reason string) error { return &NotCopiedError{o.file, reason} }

// Unchanged returns an error when the file no longer holds what was read: somebody saved it during the run.
func (o *Original) Unchanged() error {
	now, err := readFile(o.file)
	if err == nil && !bytes.Equal(now, o.data) {
		err = fmt.Errorf("%s was changed while the scenarios ran; nothing was written. Run it again", o.file)
	}
	return err
}

// FromTemplate reports whether the workbook came from one of our templates or samples.
func (o *Original) FromTemplate() bool {
	for _, n := range o.names {
		if model.SameName(n.name, TemplateMark) {
			return true
		}
	}
	return false
}

// HasMacros reports whether the workbook is of the kind that may hold macros, so that its copy must end in .xlsm.
func (o *Original) HasMacros() bool { return o.macros }

// readPart returns the content of a part.
func (p *pack) readPart(name string) ([]byte, error) {
	src, err := p.open(name)
	if err != nil {
		return nil, fmt.Errorf("part '%s': %w", name, err)
	}
	defer src.Close()
	data, err := io.ReadAll(src)
	if err != nil {
		return nil, fmt.Errorf("part '%s': %w", name, err)
	}
	return data, nil
}

// readWorkbook reads the sheets and the defined names.
func (o *Original) readWorkbook() (err error) {
	if o.workbook, err = o.pack.readPart(o.main); err != nil {
		return err
	}
	if o.root, err = readElements(o.workbook); err != nil {
		return err
	}
	if o.links, err = o.pack.readRelations(o.main); err != nil {
		return err
	}
	list := o.root.child("sheets")
	if list == nil || len(list.children) == 0 {
		return fmt.Errorf("its workbook part lists no sheet")
	}
	for _, e := range list.children {
		sheet := originalSheet{name: e.attribute("name"), element: e, link: e.attribute("id")}
		for _, r := range o.links {
			if r.id == sheet.link {
				sheet.part = r.target
			}
		}
		o.sheets = append(o.sheets, sheet)
	}
	o.readNames()
	o.readMarks()
	return nil
}

func (o *Original) readNames() {
	list := o.root.child("definedNames")
	if list == nil {
		return
	}
	for _, e := range list.children {
		n := originalName{name: e.attribute("name"), element: e, sheet: e.number("localSheetId", -1), comment: e.attribute("comment"),
			refersTo: string(appendDecoded(nil, o.workbook[e.inner:e.innerEnd]))}
		n.onSheet, _, _ = parseReference(n.refersTo) // what is no single place is on no sheet
		o.names = append(o.names, n)
	}
}

// readMarks finds the sheets that we wrote: a hidden name says so, and it must lie on the very sheet that it names. The
// drop-downs of a template's input sheets need Lists, which therefore stays.
func (o *Original) readMarks() {
	for i := range o.sheets {
		s := &o.sheets[i]
		for _, n := range o.names {
			if n.sheet >= 0 || !strings.EqualFold(n.onSheet, s.name) {
				continue
			}
			s.ours = s.ours || model.SameName(n.name, SheetMark(s.name)) && s.name != listsSheet
			s.copied = s.copied || model.SameName(n.name, CopyMark(s.name))
		}
	}
}

// Kinds of the workbook part that sheets are added to; templates and add-ins are others.
const (
	typeWorkbook   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	typeWithMacros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
)

const transitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// checkKind refuses workbooks that would be damaged by a new sheet.
func (o *Original) checkKind() error {
	for _, part := range o.pack.parts {
		switch name := strings.ToLower(part.Name); {
		case strings.HasPrefix(name, "_xmlsignatures/"):
			return o.refuse("it is signed, and the signature would not hold for the copy")
		case strings.HasPrefix(name, "xl/revisions/"):
			return o.refuse("it is a shared workbook with a record of its changes")
		}
	}
	if o.root.namespace() != transitional {
		return o.refuse("it is saved as a Strict Open XML workbook; Excel's usual kind is needed")
	}
	kind, err := o.typeOf(o.main)
	if err != nil {
		return o.refuse(err.Error())
	}
	if kind != typeWorkbook && kind != typeWithMacros {
		return o.refuse("it is a template or an add-in of Excel, not a workbook")
	}
	o.macros = kind == typeWithMacros
	if _, found := o.linked(relationStyles); !found {
		return o.refuse("it has no styles")
	}
	return nil
}

// linked finds the part that the workbook links to in that role.
func (o *Original) linked(kind string) (part string, found bool) {
	for _, r := range o.links {
		if strings.HasSuffix(r.kind, kind) {
			return r.target, true
		}
	}
	return "", false
}

// typeOf reads the type of a part from the package's list.
func (o *Original) typeOf(part string) (string, error) {
	data, err := o.pack.readPart(partContentTypes)
	if err != nil {
		return "", err
	}
	root, err := readElements(data)
	if err != nil {
		return "", err
	}
	kind := ""
	for _, e := range root.children {
		switch {
		case e.name == "Override" && strings.EqualFold(strings.TrimPrefix(e.attribute("PartName"), "/"), part):
			return e.attribute("ContentType"), nil
		case e.name == "Default" && strings.EqualFold("."+e.attribute("Extension"), path.Ext(part)):
			kind = e.attribute("ContentType")
		}
	}
	return kind, nil
}

// archive opens the package as it lies on disk, names of parts included.
func (o *Original) archive() (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(o.data), int64(len(o.data)))
}
