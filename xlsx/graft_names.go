package xlsx

import (
	"strings"

	"scenarios/model"
)

// TemplateMark is the hidden defined name that our templates and samples carry.
const TemplateMark = "scenarios.template"

// markPrefix begins the names that mark sheets and workbooks as ours; a user has no reason to use it.
const markPrefix = "scenarios."

// nameComment stands beside our defined names in Excel's list of names.
const nameComment = "Written by scenarios and replaced by its next run"

// CopyMark returns the hidden defined name of an input sheet that was copied from another file. Such a sheet is read as an
// input, and gives way to the same sheet in a file named beside its workbook.
func CopyMark(sheet string) string {
	return markPrefix + "copied." + strings.TrimPrefix(SheetMark(sheet), markPrefix)
}

// plannedOutputs are the sheets that a run may write. A workbook with such a sheet of its own is refused before the run.
var plannedOutputs = []string{
	summaryName, dilutionName, exposureName, conversionsName, adjustmentsName, exchangeCapName, interestName, waterfallName, monteCarloName,
	sensitivityResultsName, checksName,
}

// Clashes are the user's sheets that stand in the way of ours: of the results, and of input sheets taken from other files.
func (o *Original) Clashes(in *model.Inputs) model.Issues {
	added := append([]string{}, plannedOutputs...)
	return o.clashes(append(added, elsewhere(in)...))
}

func (o *Original) clashes(added []string) model.Issues {
	var issues model.Issues
	for i, s := range o.sheets {
		for _, name := range added {
			if strings.EqualFold(s.name, name) && !o.replaced(i, added) {
				issues = append(issues, model.Issue{Code: "sheet-taken", At: model.Source{File: o.file, Sheet: s.name}, Found: "a sheet of yours under the name of one that the run adds",
					Expected: "that name free", Remedy: "Rename the sheet; an input sheet without any row can be deleted"})
			}
		}
	}
	return issues
}

// replaced reports whether a sheet gives way when others are added: results of an earlier run do, and so does an input
// sheet of ours, copied or from a template, when the same sheet comes from another file.
func (o *Original) replaced(sheet int, added []string) bool {
	s := o.sheets[sheet]
	if s.ours {
		return true
	}
	if !s.copied && !o.FromTemplate() {
		return false
	}
	if _, isInput := InputSheetByName(s.name); !isInput {
		return false
	}
	for _, name := range added {
		if strings.EqualFold(name, s.name) {
			return true
		}
	}
	return false
}

// elsewhere lists the input sheets that were not taken from the first file.
func elsewhere(in *model.Inputs) []string {
	var names []string
	for _, file := range in.Files[1:] {
		names = append(names, file.Sheets...)
	}
	return names
}

// ownName reports whether a defined name is one that we wrote and now replace.
func (o *Original) ownName(n originalName, removed, ours map[string]bool) bool {
	switch {
	case n.sheet >= 0:
		return removed[strings.ToLower(o.sheetName(n.sheet))]
	case strings.HasPrefix(strings.ToLower(n.name), markPrefix):
		return removed[strings.ToLower(n.onSheet)] || ours[strings.ToLower(n.name)]
	case n.comment == nameComment:
		return true
	}
	return ours[strings.ToLower(n.name)] && removed[strings.ToLower(n.onSheet)]
}

func (o *Original) sheetName(index int) string {
	if index < 0 || index >= len(o.sheets) {
		return ""
	}
	return o.sheets[index].name
}
