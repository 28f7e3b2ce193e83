package xlsx

import (
	"strconv"
	"strings"
)

// dateStyles says for each cell style of a workbook whether it shows a date. A workbook has no dates otherwise: it holds a
// count of days, and only the number format makes it one.
type dateStyles []bool

// readStyles reads the cell formats of a workbook's styles part.
func (p *pack) readStyles(part string) (dateStyles, error) {
	custom := map[string]bool{} // by the number format's id
	var styles dateStyles
	inFormats := false
	err := p.eachToken(part, func(x *xmlReader, token xmlToken) error {
		switch {
		case token == xmlOpen && x.depth() == 2:
			inFormats = string(x.local) == "cellXfs"
		case token == xmlOpen && string(x.local) == "numFmt" && x.depth() == 3:
			custom[x.attribute("numFmtId")] = isDateFormat(x.attribute("formatCode"))
		case token == xmlOpen && inFormats && string(x.local) == "xf" && x.depth() == 3:
			id := x.attribute("numFmtId")
			isDate, found := custom[id]
			if !found {
				number, err := strconv.Atoi(id)
				isDate = err == nil && isBuiltinDate(number)
			}
			styles = append(styles, isDate)
		}
		return nil
	})
	return styles, err
}

// isBuiltinDate says which of the number formats that Excel doesn't write out are dates: the plain ones, and those of East
// Asian and Thai versions. Formats that show only a time of day are not among them.
func isBuiltinDate(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58 || id >= 71 && id <= 77 || id == 81
}

// isDateFormat reports whether a number format code shows a day: a year, a month or a day of the month. A code that shows
// only hours, minutes and seconds is a time of day or a duration. The letter m is a month unless hours stand before it or
// seconds follow, so a code with m alone is a date and a code with hours or seconds needs a y or a d besides.
func isDateFormat(code string) bool {
	letters := formatLetters(code)
	if strings.ContainsAny(letters, "yd") {
		return true
	}
	return strings.Contains(letters, "m") && !strings.ContainsAny(letters, "hs")
}

// formatLetters returns the letters, small, with which the first section of a code formats a number; text in quotes,
// escaped characters, colours, currencies and conditions in brackets, AM/PM and the word General are left out.
func formatLetters(code string) string {
	code = strings.ToLower(code)
	var letters strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			return letters.String()
		case '"', '[':
			closing := map[byte]string{'"': `"`, '[': "]"}[code[i]]
			length := strings.Index(code[i+1:], closing)
			if length < 0 {
				return letters.String()
			}
			i += length + 1
		case '\\', '_', '*':
			i++
		default:
			if skip := formatWord(code[i:]); skip > 0 {
				i += skip - 1
			} else if code[i] >= 'a' && code[i] <= 'z' {
				letters.WriteByte(code[i])
			}
		}
	}
	return letters.String()
}

// formatWord returns the length of a word at the start of a code that is not made of date letters, 0 if there is none.
func formatWord(code string) int {
	for _, word := range []string{"general", "am/pm", "a/p"} {
		if strings.HasPrefix(code, word) {
			return len(word)
		}
	}
	return 0
}
