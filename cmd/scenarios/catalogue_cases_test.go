package main

import (
	"regexp"
	"strings"
)

const errorPageHead = `# What can be wrong with a workbook

A message about a workbook says where the problem is, what stood there, what was expected, and what to do. Behind it stands
a code that keeps its name when the words are improved. ` + "`scenarios check` and `scenarios run`" + ` print every message at once
and end with exit code 3.

This page shows each code with a workbook that brings it about: a small deal, *deal.xlsx*, in which one thing was broken. The
tests break the deal and read the messages, so the words are exact. They write this page too:
` + "`go test ./cmd/scenarios -run Catalogue -update`." + `
`

// catalogueGroup is a part of the page.
type catalogueGroup struct {
	title string
	cases []brokenCase
}

// oldFileHead begins a file of Excel 97 to 2003, and one with a password.
const oldFileHead = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

var catalogue = []catalogueGroup{
	{"Files", []brokenCase{
		{code: "no-file", wrong: "A file that is not there.",
			args: []string{"check", "deel.xlsx"}},
		{code: "not-a-file", wrong: "A folder in place of a workbook.",
			args: []string{"check", "."}},
		{code: "empty-file", wrong: "A file without content, as a copy that went wrong leaves it.",
			damage: content("")},
		{code: "csv-file", wrong: "Plain text under a workbook's name.",
			damage: content("Holder,Security,Quantity\nPublic,Common,28000000\n")},
		{code: "not-a-workbook", wrong: "A web page saved under a workbook's name.",
			damage: content("<html><body>Please sign in</body></html>")},
		{code: "old-excel-file", wrong: "A workbook in Excel's old format.",
			damage: content(oldFileHead)},
		{code: "encrypted-file", wrong: "A workbook with a password.",
			damage: content(oldFileHead + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")},
		{code: "lock-file", wrong: "The file that Excel keeps beside a workbook while it is open.",
			file: "~$deal.xlsx"},
		{code: "same-file-twice", wrong: "The same workbook under two names.",
			beside: goodDeal},
		{code: "damaged-package", wrong: "A workbook whose end is missing, as after a download that broke off.",
			damage: func(d *deal) { d.data = d.data[:len(d.data)/2] }},
		{code: "damaged-part", wrong: "A sheet whose XML breaks off in the middle.",
			damage: inSheet("Company", `(?s)</sheetData>.*`, "")},
		{code: "wrong-checksum", wrong: "A letter that changed on the way, so that a part no longer fits its checksum.",
			damage: func(d *deal) {
				d.pack(d.parts())
				d.data = []byte(strings.Replace(string(d.data), "<t>Wire One</t>", "<t>Wire Ond</t>", 1))
			}},
		{code: "missing-part", wrong: "A part of the file that the workbook refers to and does not hold.",
			damage: without("xl/styles.xml")},
		{code: "duplicate-part", wrong: "Two parts with one name.",
			damage: func(d *deal) { d.pack(append(d.parts(), packedPart{"XL/styles.xml", "<a/>"})) }},
		{code: "over-limit", wrong: "A row number that no workbook can have.",
			damage: inSheet("Company", `<row r="7"`, `<row r="9000000000"`)},
	}},
	{"Cells as the file stores them", []brokenCase{
		{code: "bad-row-number", wrong: "A row whose number is none.",
			damage: inSheet("Holidays", `<row r="5"`, `<row r="five"`)},
		{code: "bad-cell-address", wrong: "A cell whose address lies in another row.",
			damage: inSheet("Holidays", `r="B7"`, `r="B8"`)},
		{code: "cell-order", wrong: "Cells in the wrong order.",
			damage: inSheet("Holidays", `r="B7"`, `r="D7"`)},
		{code: "duplicate-cell", wrong: "One cell twice.",
			damage: inSheet("Holidays", `r="B7"`, `r="A7"`)},
		{code: "bad-cell-type", wrong: "A type of cell that the format does not know.",
			damage: cell("Holidays", "B7", `<c r="B7" t="word"><v>Trading</v></c>`)},
		{code: "bad-style-index", wrong: "A cell format that the workbook does not have.",
			damage: cell("Company", "B12", `<c r="B12" s="4000"><v>1000000</v></c>`)},
		{code: "bad-number", wrong: "A number whose digits are damaged.",
			damage: cell("Company", "B12", `<c r="B12"><v>10OO000</v></c>`)},
		{code: "bad-string-index", wrong: "A text that the file's list of texts does not hold.",
			damage: cell("Company", "B7", `<c r="B7" t="s"><v>77</v></c>`)},
		{code: "bad-boolean", wrong: "A TRUE or FALSE that is neither.",
			damage: cell("Holidays", "C7", `<c r="C7" t="b"><v>2</v></c>`)},
		{code: "cell-error", wrong: "A cell that shows an error.",
			damage: cell("Company", "B12", `<c r="B12" t="e"><f>Sheet9!A1</f><v>#REF!</v></c>`)},
		{code: "formula-without-value", wrong: "A formula that a program wrote and no spreadsheet has calculated yet.",
			damage: cell("Company", "B12", `<c r="B12"><f>2*500000</f></c>`)},
	}},
	{"Sheets and columns", []brokenCase{
		{code: "missing-sheet", wrong: "A sheet that every run needs.",
			edit: []string{goodCapTable, ""}},
		{code: "duplicate-sheet", wrong: "An input sheet that stands in two files.",
			beside: "== Holidays ==\nDate | Calendar | Open\n2003-01-08 | Trading | No\n"},
		{code: "not-a-worksheet", wrong: "A chart sheet under the name of an input sheet.",
			damage: inPart("xl/_rels/workbook.xml.rels", `Target="worksheets/sheet7.xml" Type="[^"]*/worksheet"`,
				`Target="worksheets/sheet7.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"`)},
		{code: "not-supported-yet", wrong: "A kind of analysis that is still to come.",
			edit: []string{"== Policies", "== Sensitivity ==\nKind | Scenario | Metric | Input\nSpider | Decline | dilution | Company: Cash balance\n\n== Policies"}},
		{code: "missing-header", wrong: "A sheet without the names of its columns.",
			damage: inPart("xl/workbook.xml", `name="Lists"`, `name="Simulation"`)},
		{code: "missing-column", wrong: "A column that the sheet can't do without, under another name.",
			damage: typed("Holidays", "B6", "Diary")},
		{code: "unknown-column", wrong: "A column that the sheet does not have. The nearest name is proposed.",
			damage: typed("Cap Table", "I5", "Bought at isue")},
		{code: "duplicate-column", wrong: "A column that stands twice.",
			damage: typed("Policies", "E7", "Convert")},
		{code: "unnamed-column", wrong: "Cells under an empty header.",
			damage: typed("Holidays", "C6", " ")},
		{code: "outside-table", wrong: "A row below the table that was not taken into it.",
			damage: inSheet("Holidays", `</row></sheetData>`, `</row><row r="60"><c r="A60" s="1"><v>37629</v></c></row></sheetData>`)},
		{code: "several-tables", wrong: "Two tables on one sheet, each with the sheet's columns.",
			damage: func(d *deal) {
				inPart("xl/worksheets/_rels/sheet7.xml.rels", `</Relationships>`, `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/table" Target="../tables/extra.xml"/></Relationships>`)(d)
				d.pack(append(d.parts(), packedPart{"xl/tables/extra.xml", `<table displayName="Extra" ref="H6:J7"><tableColumns><tableColumn name="Date"/></tableColumns></table>`}))
			}},
		{code: "more-issues", wrong: "More than a thousand problems on one sheet.",
			damage: func(d *deal) {
				rows := regexp.MustCompile(`(?s)<row r="8".*</row></sheetData>`)
				d.replace(d.partOf("Price Paths"), rows, `<row r="8">`+strings.Repeat(`<c r="A1"/>`, 1100)+`</row></sheetData>`)
			}},
	}},
	{"Figures, dates and choices", []brokenCase{
		{code: "not-a-number", wrong: "A text where a number belongs.",
			damage: typed("Instruments", "D10", "seven dollars")},
		{code: "not-a-number", wrong: "A close with its currency.",
			damage: typed("Price Paths", "B10", "$9.00")},
		{code: "number-out-of-range", wrong: "A percentage typed as a whole number.",
			damage: typed("Instruments", "D16", "70")},
		{code: "not-a-count", wrong: "A part of a share.",
			damage: typed("Company", "B11", "100000000.5")},
		{code: "not-a-date", wrong: "A date in words.",
			damage: typed("Company", "B9", "January 10th, 2003")},
		{code: "not-a-date", wrong: "A date that is a text with slashes, which may be read in two ways.",
			damage: typed("Price Paths", "A10", "12/19/2002")},
		{code: "date-out-of-range", wrong: "A year with a slip of the finger.",
			damage: typed("Instruments", "E11", "3002-12-17")},
		{code: "dates-out-of-order", wrong: "An end before its beginning.",
			damage: typed("Company", "B9", "2002-01-10")},
		{code: "not-yes-or-no", wrong: "Something other than Yes or No.",
			damage: typed("Instruments", "D12", "Perhaps")},
		{code: "unknown-value", wrong: "A word that is none of the choices.",
			damage: typed("Instruments", "D13", "Nearst")},
		{code: "missing-value", wrong: "A cell that must be filled in.",
			edit: []string{"Name | Wire One", "Name |"}},
		{code: "not-a-price", wrong: "A price relative to the market in a form that is not known.",
			damage: typed("Events", "F8", "85% of yesterday")},
	}},
	{"Company and Holidays", []brokenCase{
		{code: "unknown-field", wrong: "A field that is not known. The nearest name is proposed.",
			damage: typed("Company", "A12", "Cash balence")},
		{code: "duplicate-field", wrong: "A field that stands twice.",
			edit: []string{"Market | NNM\n", "Market | NNM\nMarket | NYSE\n"}},
		{code: "missing-field", wrong: "A field that every run needs.",
			edit: []string{"Authorized common | 100000000\n", ""}},
		{code: "run-too-long", wrong: "A run over more than a hundred years.",
			edit: []string{"Valuation date | 2002-12-17", "Valuation date | 1995-12-18", "Horizon end | 2003-01-10", "Horizon end | 2098-01-10"}},
		{code: "no-trading-days", wrong: "A run without a trading day in it.",
			edit: []string{"Valuation date | 2002-12-17", "Valuation date | 2002-12-21", "Horizon end | 2003-01-10", "Horizon end | 2002-12-22"}},
		{code: "duplicate-date", wrong: "A day that stands twice on Holidays.",
			edit: []string{"2003-01-09 | Trading | Yes\n", "2003-01-09 | Trading | Yes\n2003-01-09 | Trading | No\n"}},
	}},
	{"Instruments", []brokenCase{
		{code: "unknown-term", wrong: "A term that is not known. The nearest name is proposed.",
			damage: typed("Instruments", "A10", "Conversion prise")},
		{code: "not-supported-yet", wrong: "A term whose rule is still to come.",
			edit: []string{"Fractions |", "Penalty shares | | 4(c) | | Counted\nFractions |"}},
		{code: "duplicate-term", wrong: "A term that stands twice.",
			damage: typed("Instruments", "A13", "Whole units only")},
		{code: "missing-term", wrong: "A term that every instrument needs.",
			edit: []string{"Stated value | USD | 1 | 7000 | 1", "Stated value | USD | 1 | | 1"}},
		{code: "term-without-clause", wrong: "A part of a clause whose main term is blank.",
			edit: []string{"Fractions |", "Mandatory days | trading days | 1 | 20 |\nFractions |"}},
		{code: "bad-notice-days", wrong: "A time of notice that is no pair of days.",
			edit: []string{"Fractions |", "Redemption price | % | 3 | 110% |\nMajor transaction above % of common | % | 3 | 30% |\n" +
				"Major transaction notice | days | 3 | 15 days |\nMajor transaction response | days | 3 | 5 |\nFractions |"}},
		{code: "contradicts-itself", wrong: "A floating price beside an alternative price: two prices of one conversion.",
			edit: []string{"Fractions |", "Floating price % of market price | % | 1 | 90% |\nFractions |"}},
		{code: "no-instruments", wrong: "A sheet without any instrument.",
			edit: []string{goodInstruments, "== Instruments ==\nTerm | Unit | Clause\nKind | | 1\n\n"}},
		{code: "empty-instrument", wrong: "A column that only has a name.",
			edit: []string{"Clause | Series A | 2002 Notes\n", "Clause | Series A | 2002 Notes | Series B\n"}},
		{code: "duplicate-name", wrong: "Two policies with one name.",
			edit: []string{"Eager | Holder | In the money | Never |\n", "Eager | Holder | In the money | Never |\nEager | Holder | Never | Never |\n"}},
		{code: "reserved-name", wrong: "An instrument under the name of another kind of security.",
			edit: []string{"Clause | Series A | 2002 Notes\n", "Clause | Series A | 2002 Notes | Warrant\n"}},
	}},
	{"Cap Table", []brokenCase{
		{code: "unknown-security", wrong: "A security that is neither on Instruments nor common stock, an option or a warrant.",
			damage: typed("Cap Table", "C7", "Series B")},
		{code: "unknown-category", wrong: "An issuance category that is not known.",
			damage: typed("Cap Table", "D9", "Deal warrants of 2003 Notes")},
		{code: "ambiguous-security", wrong: "A bare Warrant beside named ones.",
			edit: []string{"Fund B | | Warrant: 2002 deal", "Fund C | | Warrant | | 1000 | 5.00 | |\nFund B | | Warrant: 2002 deal"}},
		{code: "expired-before-the-start", wrong: "A warrant that lapsed before the first day.",
			edit: []string{"400000 | 3.00 | 2002-12-17 | 2005-12-17", "400000 | 3.00 | 2001-06-14 | 2002-06-14"}},
		{code: "terms-differ", wrong: "Two rows of one class of warrants with different prices.",
			edit: []string{"Fund B | | Warrant: 2002 deal", "Fund C | | Warrant: 2002 deal | Deal warrants of 2002 Notes | 1000 | 3.50 | 2002-12-17 | 2005-12-17\nFund B | | Warrant: 2002 deal"}},
		{code: "group-differs", wrong: "A holder in two groups of affiliates.",
			edit: []string{"Fund A | Alpha | Series A", "Fund A | Beta | Common | | 5 | | |\nFund A | Alpha | Series A"}},
		{code: "field-not-taken", wrong: "A field that the row's security does not have.",
			damage: typed("Cap Table", "H6", "2004-12-31")},
		{code: "not-whole-units", wrong: "A part of a preferred share that converts in whole units only.",
			damage: typed("Cap Table", "E7", "1000.5")},
	}},
	{"Events", []brokenCase{
		{code: "unknown-event", wrong: "An event that is not known. The nearest name is proposed.",
			damage: typed("Events", "B7", "Registration efective")},
		{code: "field-not-taken", wrong: "A field that the event does not take.",
			damage: typed("Events", "F7", "2.00")},
		{code: "unknown-holder", wrong: "A notice of someone who holds nothing.",
			damage: typed("Events", "D9", "Fund X")},
		{code: "wrong-security", wrong: "A security that the event can't be about.",
			damage: typed("Events", "C9", "Warrant: 2002 deal")},
		{code: "price-or-amount", wrong: "A sale of shares with a price and an amount, one of which is enough.",
			edit: []string{"| 100000 | 2.00 | | ", "| 100000 | 2.00 | 250000 | "}},
		{code: "duplicate-id", wrong: "Two events with one ID.",
			edit: []string{"Fund A | 10 | | | | | |", "Fund A | 10 | | | | | | sale"}},
		{code: "unknown-event-id", wrong: "A merger that is consummated and was never announced.",
			edit: announcedDeal("2003-01-06 | Merger consummated | | | 0.5 | | | nort | | |")},
		{code: "already-concluded", wrong: "A merger that is consummated and given up.",
			edit: announcedDeal("2003-01-06 | Merger consummated | | | 0.5 | | | north | | |\n2003-01-07 | Event abandoned | | | | | | north | | |")},
		{code: "unclear-unit", wrong: "Warrants with a value of their own, and nothing with which they are sold.",
			edit: announcedDeal("2003-01-06 | Grant warrant | Warrant: new | Public | 9000 | 2.00 | | value 4500 | | |")},
		{code: "no-such-clause", wrong: "A notice of prepayment under a contract that knows none.",
			edit: noticed("2002-12-23 | Prepayment notice | 2002 Notes | | 100000 | | | 2003-01-31 | | |")},
		{code: "nothing-to-rescind", wrong: "A conversion that is taken back although nothing says that its shares were late.",
			edit: append(noticed("2002-12-23 | Rescind | 2002 Notes | Fund B | | | | | | |"), "Fractions |", "Delivery due | trading days | 3 | | 3\nFractions |")},
		{code: "date-after-horizon", wrong: "An event after the last day of the run.",
			edit: []string{"2002-12-20 | Conversion", "2003-12-22 | Conversion"}},
	}},
	{"Prices", []brokenCase{
		{code: "missing-days", wrong: "A path without a row for a trading day.",
			edit: []string{"2002-12-17..2003-01-10 | 9.00", "2002-12-17..2002-12-30 | 9.00\n2003-01-02..2003-01-10 | 9.00"}},
		{code: "path-too-short", wrong: "A path that ends before the run does.",
			edit: []string{"2002-12-17..2003-01-10 | 9.00", "2002-12-17..2002-12-31 | 9.00"}},
		{code: "no-price", wrong: "A day without a close in the middle of a path.",
			damage: cell("Price Paths", "B12", "")},
		{code: "not-positive", wrong: "A close of zero.",
			damage: typed("Price Paths", "B12", "0")},
		{code: "too-many-decimals", wrong: "A close with more decimals than a price has.",
			damage: typed("Price Paths", "B12", "9.12345678")},
		{code: "missing-date", wrong: "Closes on a row without a date.",
			damage: cell("Price Paths", "A12", "")},
		{code: "date-order", wrong: "A path that is not sorted by date.",
			damage: typed("Price Paths", "A12", "2002-12-18")},
		{code: "not-a-trading-day", wrong: "A price on a Sunday.",
			edit: []string{"2002-11-01..2002-12-16 | 2.40 | |", "2002-11-01..2002-11-22 | 2.40 | |\n2002-11-24 | 2.40 | |\n2002-11-25..2002-12-16 | 2.40 | |"}},
		{code: "date-after-valuation", wrong: "A price of the run's own days on Price History.",
			edit: []string{"2002-11-01..2002-12-16 | 2.40", "2002-11-01..2002-12-17 | 2.40"}},
		{code: "history-too-short", wrong: "An average that reaches back before the first price.",
			edit: []string{"| 100000 | 2.00 |", "| 100000 | 85% of avg 60 |"}},
		{code: "bad-shape", wrong: "A path in words that can't be read.",
			damage: typed("Scenarios", "B7", "-50% in 2 months")},
	}},
	{"Scenarios and Policies", []brokenCase{
		{code: "no-start-price", wrong: "A path in words with nothing to start from.",
			edit: []string{goodHistory, ""}},
		{code: "no-scenarios", wrong: "Every scenario left out.",
			edit: []string{"Cash first | | 1 | Yes", "Cash first | | 1 | No", "Eager | | | 1 | Yes", "Eager | | | 1 | No"}},
		{code: "unknown-path", wrong: "A price path that is not there. The nearest name is proposed.",
			damage: typed("Scenarios", "B6", "Rice")},
		{code: "unknown-policy", wrong: "A policy that is not there.",
			damage: typed("Scenarios", "C6", "Eagre")},
		{code: "two-policies", wrong: "Two policies for everybody.",
			damage: typed("Scenarios", "C6", "Eager; Eager")},
		{code: "unknown-events-set", wrong: "A set of events that no event belongs to.",
			damage: typed("Scenarios", "E6", "Merger")},
		{code: "unknown-input", wrong: "A column that overrides a term that is not known.",
			damage: typed("Scenarios", "H5", "Series A: Conversion prise")},
		{code: "needs-simulation", wrong: "A vote whose outcome is a matter of chance, along one price path.",
			edit: []string{"Redeem | Interest in\n", "Redeem | Interest in | Above the cap | Approval chance\n",
				"Cash first | Company | | | Cash\n", "Cash first | Company | | | Cash | Approval | 60%\n"}},
		{code: "nothing-to-fit", wrong: "Jumps that are to come from a history of a month.",
			edit: []string{"Rise | Rise | Eager", "Rise | Monte Carlo | Eager",
				"== Policies ==\n", "== Simulation ==\nField | Value\nProcess | Merton\nVolatility | 60%\nJumps per year | 4\nJump mean | from history\nJump deviation | 10%\n\n== Policies ==\n"}},
		{code: "wrong-side", wrong: "A setting of the company in a policy of holders.",
			damage: typed("Policies", "E8", "Cash")},
		{code: "needs-simulation", wrong: "Holders who convert when it is worth most, along one price path.",
			damage: typed("Policies", "C8", "Optimal")},
	}},
	{"Simulation", []brokenCase{
		{code: "sampling-unfit", wrong: "Days drawn from history, and mirrored.",
			edit: []string{"Rise | Rise", "Rise | Monte Carlo", "== Policies", simulationWith("Process | Bootstrap\nSampling | Antithetic") + "\n== Policies"}},
		{code: "half-a-target", wrong: "A target error that is not said of which metric.",
			edit: []string{"Rise | Rise", "Rise | Monte Carlo", "== Policies", simulationWith("Target error | 0.1%") + "\n== Policies"}},
	}},
	{"Sensitivity", []brokenCase{
		{code: "unknown-metric", wrong: "A figure that is not known. The nearest name is proposed.",
			edit: analysed("One-way | Decline | dilusion | Series A: Conversion price | 5 | | 8")},
		{code: "needs-simulation", wrong: "A percentile of a scenario that has one path only.",
			edit: analysed("One-way | Decline | p95 dilution | Series A: Conversion price | 5 | | 8")},
		{code: "unknown-input", wrong: "An input that is not known.",
			edit: analysed("One-way | Decline | dilution | Series A: Conversion prise | 5 | | 8")},
		{code: "not-movable", wrong: "An input whose value is a list of its own.",
			edit: analysed("Tornado | Decline | dilution | Series A: Anti-dilution excludes | Financing; Approved plan | |")},
		{code: "low-above-high", wrong: "A lowest value above the highest.",
			edit: analysed("One-way | Decline | dilution | Series A: Conversion price | 8 | | 5")},
		{code: "base-differs", wrong: "A base that is not the scenario's own value.",
			edit: analysed("One-way | Decline | dilution | Series A: Conversion price | 5 | 7.00 | 8")},
		{code: "not-read", wrong: "A number of steps for a tornado, which has a low and a high value only.",
			edit: analysed("Tornado | Decline | dilution | Series A: Conversion price | 5 | | 8 | 9")},
		{code: "refused-at-point", wrong: "A value with which the scenario can't be run.",
			edit: analysed("One-way | Rise | dilution | Company: Horizon end | 2002-12-31 | | 2003-02-28 | 2")},
	}},
	{"The command line", []brokenCase{
		{code: "unknown-scenario", wrong: "A scenario that the workbook does not have.",
			args: []string{"run", "deal.xlsx", "-o", "result.xlsx", "--scenario", "Ris"}},
		{code: "unknown-input", wrong: "An override of an instrument that the workbook does not have.",
			args: []string{"run", "deal.xlsx", "-o", "result.xlsx", "--set", "Series B: Conversion price=6.50"}},
		{code: "unknown-input", wrong: "An override of a term that is not known.",
			args: []string{"run", "deal.xlsx", "-o", "result.xlsx", "--set", "Series A: Conversion prise=6.50"}},
	}},
	{"Room for the results", []brokenCase{
		{code: "sheet-taken", wrong: "A sheet of the user's own under the name of one that the run adds.",
			damage: inPart("xl/workbook.xml", `name="Lists"`, `name="Dilution"`),
			args:   []string{"run", "deal.xlsx", "-o", "result.xlsx"}},
		{code: "name-taken", wrong: "A defined name of the user's own that the run would give to a figure.",
			damage: inPart("xl/workbook.xml", `</definedNames>`, `<definedName name="dilution.Rise">'Company'!$B$6</definedName></definedNames>`),
			args:   []string{"run", "deal.xlsx", "-o", "result.xlsx"}},
	}},
}

// stopping are workbooks without a fault that any check could see: the run finds it on the way.
var stopping = []stoppedCase{
	{"An average that reaches back before the first close of Price History. Exit code 3: the workbook lacks something.", exitInvalid,
		[]string{"2002-11-01..2002-12-16 | 2.40", "2002-12-02..2002-12-16 | 2.40"}},
	{"A sale of more shares than the charter authorizes. Exit code 1.", exitFailed,
		[]string{"Authorized common | 100000000", "Authorized common | 28050000"}},
}

// noticed is the change that adds events to goodDeal.
func noticed(rows string) []string {
	const last = "2002-12-20 | Conversion notice | Series A | Fund A | 10 | | | | | |\n"
	return []string{last, last + rows + "\n"}
}

// announcedDeal adds them after the announcement of a merger.
func announcedDeal(rows string) []string {
	return noticed("2002-12-23 | Merger announced | | | 35% | | | | | | north\n" + rows)
}

// analysed is the change that adds an analysis to goodDeal.
func analysed(row string) []string {
	return []string{"== Policies", "== Sensitivity ==\nKind | Scenario | Metric | Input | Low | Base | High | Steps\n" + row + "\n\n== Policies"}
}

// Sheets of goodDeal.
var (
	goodCapTable    = goodDeal[strings.Index(goodDeal, "== Cap Table"):strings.Index(goodDeal, "== Instruments")]
	goodInstruments = goodDeal[strings.Index(goodDeal, "== Instruments"):strings.Index(goodDeal, "== Events")]
	goodHistory     = goodDeal[strings.Index(goodDeal, "== Price History"):strings.Index(goodDeal, "== Price Paths")]
)

// notInWorkbooks are codes of problems that no workbook can have, with the reason: another check comes first.
var notInWorkbooks = map[string]string{
	"cell-in-error":   "the reader says cell-error before a term or field is read",
	"unknown-setting": "the reader says unknown-column of a header that is no setting",
}

// simulationWith is a Simulation sheet with a row more than it needs.
func simulationWith(row string) string {
	return "== Simulation ==\nField | Value\nVolatility | 60%\n" + row + "\n"
}
