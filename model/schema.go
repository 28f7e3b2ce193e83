package model

// What a workbook may say is declared once, here and in the schema_*.go files beside this one. The blank template, the
// reader, the reference pages and the resolver all come from these declarations.

// ValueType is the sort of value that a field, term, setting or column takes.
type ValueType uint8

// The sorts of value. Percent is held as a fraction. YesNo reads a blank as No.
const (
	TypeText ValueType = iota
	TypeChoice
	TypeYesNo
	TypeDate
	TypeDates         // dates, ';' between
	TypePercent       // 70% or 0.7
	TypePrice         // USD per share
	TypeMoney         // USD
	TypeCount         // a whole number of shares, units, days
	TypeNumber        // any number
	TypeList          // names, ';' between
	TypeRelativePrice // USD, or "85% of market", "85% of avg 20"
)

// Later says that a rule is still to come. The zero value says that everything works.
type Later struct {
	All    bool     // nothing of it works yet: any entry is refused by name
	Kinds  []string // it does not work yet for instruments of these kinds
	Values []string // these values do not work yet
}

// Term is a row of the Instruments sheet: one figure or choice of a contract.
type Term struct {
	Name    string
	Type    ValueType
	Unit    string   // as shown in the Unit column
	Choices []string // of a TypeChoice; the first is the default where the clause is present and the cell blank
	Reading bool     // it settles how an open text is read; listed below the others and on Checks
	ClauseA string   // Series A certificate of designations (2000)
	ClauseN string   // subordinated convertible note (2002)
	SeriesA string   // the value that the Series A has, as typed in the sheet
	Notes   string   // the value that the 2002 Notes have
	Help    string   // one or two sentences for the cell note and the reference
	Later   Later
}

// Field is a row of the Company or the Simulation sheet.
type Field struct {
	Name     string
	Type     ValueType
	Unit     string
	Choices  []string
	Default  string
	Required bool
	Help     string
	Later    Later
}

// EventKind is a kind of row of the Events sheet.
type EventKind struct {
	Name   string
	Step   int               // of the day: 1 or 5
	Fields map[string]string // the fields it takes (Security, Holder, Quantity, Price, Amount, Detail) and what each means for it
	Needs  []string          // those of the fields that must not be blank
	Help   string
	Later  Later
}

// Setting is a column of the Policies sheet.
type Setting struct {
	Name    string
	Side    string // Holder or Company
	Type    ValueType
	Unit    string
	Choices []string
	Default string
	Help    string
	Later   Later
}

// Metric is a figure of a run that may be quoted by name.
type Metric struct {
	Name string // may hold "<holder>" or "<instrument>"
	Unit string
	Help string
}
