package xlsx

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"scenarios/model"
)

// Read reads the input sheets of one or several workbooks. What is wrong with them comes back as issues, all at once: of
// the files first, then sheet by sheet in the order of InputSheetKinds, row by row. The error is only for files that can't
// be opened at all; it names each of them.
func Read(files []string) (*model.Inputs, model.Issues, error) {
	r := newReading()
	var failed []error
	for _, file := range files {
		data, err := readFile(file)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		r.addFile(file, data)
	}
	if len(failed) > 0 {
		return nil, nil, errors.Join(failed...)
	}
	inputs, issues := r.finish()
	return inputs, issues, nil
}

// ReadBytes is Read for one workbook that is already in memory, under the name that messages shall use.
func ReadBytes(name string, data []byte) (*model.Inputs, model.Issues) {
	r := newReading()
	r.addFile(name, data)
	return r.finish()
}

// readFile reads a whole file, or one byte more than is allowed.
func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, plainError(name, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, plainError(name, err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("%s: a folder, not a workbook", name)
	}
	data, err := io.ReadAll(io.LimitReader(file, maxFileBytes+1))
	if err != nil {
		return nil, plainError(name, err)
	}
	return data, nil
}

func plainError(name string, err error) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: no permission to read it", name)
	case errors.As(err, &path):
		err = path.Err
	}
	return fmt.Errorf("%s: can't be read: %w", name, err)
}

// reading gathers the input sheets of all files.
type reading struct {
	inputs *model.Inputs
	issues model.Issues              // of files as a whole
	sheets map[string][]*sheetReader // by declared name, in the order of the files
	broken bool                      // a file could not be read, so a missing sheet may stand in it
}

func newReading() *reading {
	return &reading{
		inputs: &model.Inputs{Tables: map[string]*model.Table{}},
		sheets: map[string][]*sheetReader{},
	}
}

// addFile reads one workbook: every sheet and every other part, once. A workbook whose structure is damaged gives the
// damage only, since what its cells seem to say can't be trusted.
func (r *reading) addFile(name string, data []byte) {
	sum := sha256.Sum256(data)
	file := model.InputFile{Name: name, SHA256: hex.EncodeToString(sum[:])}
	for _, other := range r.inputs.Files {
		if other.SHA256 == file.SHA256 && len(data) > 0 {
			r.issues = append(r.issues, model.Issue{Code: "same-file-twice", At: model.Source{File: name}, Found: "the same content as in " + other.Name,
				Expected: "each workbook once", Remedy: "Leave one of the two out"})
			return
		}
	}
	b, issues := openBook(name, data)
	r.issues = append(r.issues, issues...)
	switch {
	case b == nil:
		r.broken = true
	case len(issues) > 0:
		r.broken = true
		r.issues = append(r.issues, b.pack.checkRest()...)
	default:
		for i := range b.sheets {
			r.readSheet(b, &b.sheets[i])
		}
		r.issues = append(r.issues, b.pack.checkRest()...)
	}
	r.inputs.Files = append(r.inputs.Files, file)
}

// readSheet reads a sheet if it is an input sheet; any other sheet is only checked.
func (r *reading) readSheet(b *book, sheet *bookSheet) {
	at := model.Source{File: b.file, Sheet: sheet.name}
	kind, isInput := InputSheetByName(sheet.name)
	isInput = isInput && !b.marked(sheet.name)
	switch {
	case isInput && !sheet.cells:
		r.issues = append(r.issues, model.Issue{Code: "not-a-worksheet", At: at, Found: "a chart or macro sheet under the name of an input sheet",
			Expected: "a worksheet with cells", Remedy: "Rename the sheet"})
		return
	}
	if !sheet.cells {
		return
	}
	if !isInput {
		list := &issueList{at: at}
		if err := b.scanSheet(sheet.name, sheet.part, nil, list); err != nil {
			list.add(b.pack.partIssue(sheet.part, sheet.name, err))
		}
		r.issues = append(r.issues, list.all()...)
		return
	}
	reader := newSheetReader(kind, at, sheet.tables, b.from1904)
	reader.copied = b.defines(CopyMark(sheet.name))
	r.sheets[kind.Name] = append(r.sheets[kind.Name], reader)
	if err := b.scanSheet(sheet.name, sheet.part, reader.row, reader.issues); err != nil {
		reader.damaged = true
		reader.issues.add(b.pack.partIssue(sheet.part, sheet.name, err))
	}
}

// marked reports whether a sheet is one that scenarios wrote: its results are never inputs.
func (b *book) marked(sheet string) bool { return b.defines(SheetMark(sheet)) }

// defines reports whether the workbook has a defined name.
func (b *book) defines(mark string) bool {
	return slices.ContainsFunc(b.names, func(name string) bool { return model.SameName(name, mark) })
}

// finish puts the sheets into Inputs and the issues in order.
func (r *reading) finish() (*model.Inputs, model.Issues) {
	issues := r.issues
	for i := range InputSheetKinds {
		kind := &InputSheetKinds[i]
		reader, twice := r.choose(kind.Name)
		if reader == nil {
			if kind.Required && !r.broken {
				issues = append(issues, r.missingSheet(kind))
			}
			continue
		}
		reader.finish(r.inputs)
		issues = append(issues, reader.issues.all()...)
		issues = append(issues, twice...)
		r.credit(reader)
	}
	return r.inputs, issues
}

// choose takes the sheet that has rows: a template's empty sheet gives way to the same sheet in another file, and so does
// a copy that an earlier run made of it. Two sheets with rows are an issue otherwise.
func (r *reading) choose(kind string) (*sheetReader, model.Issues) {
	var chosen *sheetReader
	var twice model.Issues
	for _, reader := range r.sheets[kind] {
		switch {
		case chosen == nil || reader.filled && (!chosen.filled || chosen.copied && !reader.copied):
			chosen = reader
		case reader.filled && (chosen.copied || !reader.copied):
			twice = append(twice, model.Issue{Code: "duplicate-sheet", At: reader.at, Found: "the sheet a second time; it stands in " + chosen.at.String() + " too",
				Expected: "each input sheet in one file only", Remedy: "Delete or rename one of the two sheets"})
		}
	}
	return chosen, twice
}

// credit notes which file an input sheet was taken from. A sheet without rows says nothing and is not listed.
func (r *reading) credit(reader *sheetReader) {
	for i := range r.inputs.Files {
		if f := &r.inputs.Files[i]; f.Name == reader.at.File && reader.filled {
			f.Sheets = append(f.Sheets, reader.kind.Name)
		}
	}
}

func (r *reading) missingSheet(kind *InputSheet) model.Issue {
	var files []string
	for _, file := range r.inputs.Files {
		files = append(files, file.Name)
	}
	return model.Issue{Code: "missing-sheet", At: model.Source{File: strings.Join(files, " and ")}, Found: "no sheet '" + kind.Name + "'",
		Expected: "a sheet of that name: one row for each " + strings.TrimPrefix(kind.Row, "a "), Remedy: "Add the sheet, or name the workbook that has it as well"}
}
