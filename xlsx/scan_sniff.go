package xlsx

import (
	"bytes"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf16"

	"scenarios/model"
)

const (
	remedyPassword = "Open it in Excel with its password, remove the password (File, Info, Protect Workbook) and save it"
	remedySaveAs   = "Open it in Excel and save it as an Excel workbook (.xlsx)"
	anyWorkbook    = "an Excel workbook (.xlsx or .xlsm)"
)

// sniff looks at the name and the first bytes of what was given as a workbook. It returns an issue where it is certainly
// something else.
func sniff(file string, data []byte) (model.Issue, bool) {
	is := func(code, found, remedy string) (model.Issue, bool) {
		return model.Issue{Code: code, At: model.Source{File: file}, Found: found, Expected: anyWorkbook, Remedy: remedy}, true
	}
	switch {
	case strings.HasPrefix(filepath.Base(file), "~$"):
		return is("lock-file", "the lock file that Excel keeps while a workbook is open", "Name the workbook itself, without the ~$")
	case len(data) == 0:
		return is("empty-file", "a file without any content", "Save the workbook again, or name another file")
	case len(data) > maxFileBytes:
		return is("over-limit", strconv.Itoa(len(data))+" bytes, more than the "+strconv.Itoa(maxFileBytes)+" that are read", "Split the data over several workbooks")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return model.Issue{}, false
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		if bytes.Contains(data, inUTF16("EncryptedPackage")) {
			return is("encrypted-file", "a workbook locked with a password", remedyPassword)
		}
		return is("old-excel-file", "a file in the format of Excel 97-2003 (.xls) or of another old Office program", remedySaveAs)
	case bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 256)], "\xef\xbb\xbf \t\r\n"), []byte("<")):
		return is("not-a-workbook", "a web page or an XML file under a workbook's name", remedySaveAs)
	case isPlainText(data):
		return is("csv-file", "plain text (a CSV file?)", "Open it in Excel, put each table on the sheet it belongs to and save it as an Excel workbook (.xlsx)")
	}
	return is("not-a-workbook", "a file of another kind", "Name an Excel workbook")
}

// inUTF16 encodes a name as old Office files hold it.
func inUTF16(name string) []byte {
	var to []byte
	for _, unit := range utf16.Encode([]rune(name)) {
		to = append(to, byte(unit), byte(unit>>8))
	}
	return to
}

// isPlainText reports whether the head of the file is text that a person could have typed, in whatever alphabet.
func isPlainText(data []byte) bool {
	for _, b := range data[:min(len(data), 4096)] {
		if b < ' ' && b != '\t' && b != '\r' && b != '\n' {
			return false
		}
	}
	return true
}
