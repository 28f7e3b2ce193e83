package main

import (
	"strings"
)

const errorPageHead = `# What can be wrong with a workbook

Every message about a workbook has a code that never changes and a text that says where the problem is, what stood there,
what was expected, and what to do. ` + "`scenarios check` and `scenarios run`" + ` print the texts, all of them at once, and end with
exit code 3. This page shows each code with a workbook that brings it about: a small deal in which one thing was broken.

The page is written by the test that breaks the deal and reads the messages, so the texts are exact:
` + "`go test ./cmd/scenarios -run Catalogue -update`." + `
`

// catalogueGroup is a part of the page.
type catalogueGroup struct {
	title string
	cases []brokenCase
}

var catalogue = []catalogueGroup{
	{"Files", []brokenCase{
		{code: "no-file", wrong: "A file that is not there.", args: []string{"check", "deel.xlsx"}},
		{code: "not-a-file", wrong: "A folder in place of a workbook.", args: []string{"check", "."}},
		{code: "empty-file", wrong: "A file without content, as a copy that went wrong leaves it.", damage: bytesOf("")},
		{code: "csv-file", wrong: "Plain text under a workbook's name.", damage: bytesOf("Holder,Security,Quantity\nPublic,Common,28000000\n")},
		{code: "not-a-workbook", wrong: "A web page that was saved under a workbook's name.", damage: bytesOf("<html><body>Sign in</body></html>")},
		{code: "old-excel-file", wrong: "A workbook in the old format of Excel.", damage: bytesOf("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{code: "encrypted-file", wrong: "A workbook with a password.", damage: bytesOf("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{code: "lock-file", wrong: "The file that Excel keeps beside an open workbook.", args: []string{"check", "~$deal.xlsx"}},
		{code: "same-file-twice", wrong: "The same workbook under two names.", beside: goodDeal},
		{code: "damaged-package", wrong: "A workbook whose end is missing, as after a download that broke off.", damage: func(d *deal) { d.data = d.data[:len(d.data)/2] }},
		{code: "damaged-part", wrong: "A sheet whose XML breaks off in the middle.", damage: inSheet("Company", `(?s)</sheetData>.*`, "")},
		{code: "wrong-checksum", wrong: "A byte that changed on the way: the content no longer fits its checksum.", damage: func(d *deal) {
			d.pack(d.parts())
			d.data = []byte(strings.Replace(string(d.data), "Wire One", "Wire Ond", 1))
		}},
		{code: "missing-part", wrong: "A part of the file that the workbook refers to and does not hold.", damage: without("xl/styles.xml")},
		{code: "duplicate-part", wrong: "Two parts with one name: which one counts can't be told.", damage: func(d *deal) { d.pack(append(d.parts(), packedPart{"XL/styles.xml", "<a/>"})) }},
		{code: "over-limit", wrong: "A row number that no workbook can have.", damage: inSheet("Company", `<row r="\d+"`, `<row r="9000000000"`)},
	}},
	{"Sheets and columns", []brokenCase{
		{code: "missing-sheet", wrong: "A sheet that every run needs is not there.", edit: []string{goodCapTable, ""}},
		{code: "duplicate-sheet", wrong: "An input sheet that stands in two files.", beside: "== Holidays ==\nDate | Calendar | Open\n2003-01-08 | Trading | No\n"},
		{code: "not-a-worksheet", wrong: "A chart sheet under the name of an input sheet.", damage: func(d *deal) {
			inPart("xl/_rels/workbook.xml.rels", `relationships/worksheet`, "relationships/chartsheet")(d)
		}},
		{code: "not-supported-yet", wrong: "A sheet whose analysis is still to come.", damage: inPart("xl/workbook.xml", `name="Holidays"`, `name="Sensitivity"`)},
		{code: "not-supported-yet", wrong: "A term whose rule is still to come.", edit: []string{"Fractions |", "Make-whole shares on conversion | yes/no | 12 | | Yes\nFractions |"}},
		{code: "missing-column", wrong: "A required column that is not there.", edit: []string{"Date | Calendar | Open\n", "Date | Open\n", "2003-01-09 | Trading | Yes\n", "2003-01-09 | Yes\n"}},
		{code: "unknown-column", wrong: "A column that the sheet does not have; the nearest name is proposed.", edit: []string{"Holder | Group | Security | Category | Quantity", "Holder | Group | Security | Category | Quanttiy"}},
		{code: "duplicate-column", wrong: "A column that stands twice.", edit: []string{"Date | Close | Bid | Ask", "Date | Close | Bid | Bid"}},
	}},
}

// goodCapTable is that sheet of goodDeal.
var goodCapTable = goodDeal[strings.Index(goodDeal, "== Cap Table"):strings.Index(goodDeal, "== Instruments")]
