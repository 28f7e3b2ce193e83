package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"scenarios/model"
	"scenarios/sim"
	"scenarios/xlsx"
)

// destination is where the workbook with the results goes.
type destination struct {
	path     string         // empty where no workbook is asked for
	original *xlsx.Original // the workbook to whose copy the results are added; nil where a new one is written
	inPlace  bool           // path is the first input
	note     string         // what a user must know about it, one line
}

// destination opens the first file, which the results are added to a copy of. What stands in the way is said before the
// run, not after it.
func (o runOptions) destination(in *model.Inputs) (destination, error) {
	if o.Output == "" && !o.InPlace {
		return destination{}, nil
	}
	d := destination{path: o.Output, inPlace: o.InPlace}
	if o.InPlace {
		d.path = o.Files[0]
	}
	var err error
	if d.original, err = xlsx.OpenOriginal(in); err != nil {
		return d.separate(err)
	}
	if issues := d.original.Clashes(in); len(issues) > 0 {
		return d, issues
	}
	return d, d.checkName()
}

// checkName refuses a name under which Excel would not open the copy.
func (d destination) checkName() error {
	ending, why := ".xlsx", "so that Excel opens it"
	if d.original.HasMacros() {
		ending, why = ".xlsm", "because the first workbook may hold macros"
	}
	if d.inPlace || strings.EqualFold(filepath.Ext(d.path), ending) {
		return nil
	}
	return usage("%q should end in %s, %s.", d.path, ending, why)
}

// separate turns to a new workbook where the first file can't be copied. The user's own file is never written over with
// less than it holds, and a new workbook has no macros.
func (d destination) separate(err error) (destination, error) {
	var notCopied *xlsx.NotCopiedError
	if !errors.As(err, &notCopied) {
		return d, &unreadableError{err}
	}
	if d.inPlace || !strings.EqualFold(filepath.Ext(d.path), ".xlsx") {
		return d, &unreadableError{fmt.Errorf("%w. Name a new workbook, -o result.xlsx: it will hold the inputs as values, and the results", err)}
	}
	return destination{path: d.path, note: fmt.Sprintf("Note: %v. %s is a new workbook with the inputs as values, and the results.\n", err, d.path)}, nil
}

// encode puts the workbook together. It may turn out only now that the copy would not be whole.
func (d destination) encode(in *model.Inputs, report *sim.Report) (destination, []byte, error) {
	if d.original != nil {
		data, err := d.original.Add(addedSheets(in, report))
		var notCopied *xlsx.NotCopiedError
		if !errors.As(err, &notCopied) {
			return d, data, err
		}
		if d, err = d.separate(err); err != nil {
			return d, nil, err
		}
	}
	data, err := xlsx.Encode(resultBook(in, report))
	return d, data, err
}

// save writes the workbook. The first input is written over only while it still holds what was read.
func (d destination) save(data []byte) error {
	if d.inPlace {
		if err := d.original.Unchanged(); err != nil {
			return err
		}
	}
	return xlsx.Save(d.path, data)
}

// addedSheets are the sheets that the copy of the first workbook gets: the inputs that other files hold, and the results.
func addedSheets(in *model.Inputs, report *sim.Report) xlsx.Book {
	book := bookOf(report)
	book.Sheets = append(xlsx.CopiedSheets(in), xlsx.OutputSheets(report)...)
	return book
}
