package model

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// unrankedSeniority is the rank of an instrument without one: paid after all that have one.
const unrankedSeniority = 1000

// The columns of Instruments that are not instruments.
var termColumns = []string{"Term", "Unit", "Clause", "Source"}

// The names of securities that are not instruments.
var reservedSecurities = []string{"Common", "Treasury", "Option", "Warrant"}

// belongsTo says which terms mean something only where another one, or one of several, is filled in.
var belongsTo = map[string][]string{
	"Alternative price floor":             {"Alternative price from"},
	"Alternative price % of market price": {"Alternative price from"},
	"Floating price floor":                {"Floating price % of market price"},
	"Floating price ceiling":              {"Floating price % of market price"},
	"Market price statistic":              {"Market price days"},
	"Blocked when":                        {"Ownership limit"},
	"Acquired within":                     {"Ownership limit"},
	"Ownership waiver notice":             {"Ownership limit"},
	"Second ownership limit":              {"Ownership limit"},
	"Second ownership waiver notice":      {"Second ownership limit"},
	"Reset price % of market price":       {"Reset dates"},
	"Exchange cap base":                   {"Exchange cap"},
	"Exchange cap counts":                 {"Exchange cap"},
	"Exchange cap applies on":             {"Exchange cap"},
	"Exchange cap reallocated":            {"Exchange cap"},
	"Above the cap":                       {"Exchange cap"},
	"Cash above the cap":                  {"Above the cap"},
	"Approval within":                     {"Above the cap"},
	"Cash above the cap late after":       {"Above the cap"},
	"Late cash interest":                  {"Above the cap"},
	"Mandatory comparison":                {"Mandatory price"},
	"Mandatory days":                      {"Mandatory price"},
	"Mandatory needs registration":        {"Mandatory price", "Mandatory offering price"},
	"Mandatory offering proceeds":         {"Mandatory offering price"},
	"Anti-dilution excludes":              {"Anti-dilution"},
	"Anti-dilution floor":                 {"Anti-dilution"},
	"Anti-dilution until":                 {"Anti-dilution"},
	"Registration lapse, total":           {"Redemption price"},
	"Delivery failure":                    {"Redemption price"},
	"Breach cure":                         {"Redemption price"},
	"Major transaction above % of common": {"Redemption price"},
	"Major transaction above % of assets": {"Redemption price"},
	"Major transaction notice":            majorTransactions,
	"Major transaction response":          majorTransactions,
	"Redemption if unconverted by":        {"Redemption price"},
	"Notice of trigger":                   {"Redemption price"},
	"Redemption paid within":              {"Redemption price"},
	"Day count":                           {"Interest rate"},
	"Interest dates":                      {"Interest rate"},
	"Interest in":                         {"Interest rate"},
	"Interest share price days":           {"Interest rate"},
	"Default rate":                        {"Interest rate"},
	"Maturity after senior debt":          {"Maturity"},
	"Acceleration cure":                   {"Cross-acceleration above"},
	"Judgment stay":                       {"Judgments above"},
	"Inability choice reset":              {"Redemption price"},
	"Company prepayment price":            {"Company prepayment notice"},
	"Make-whole shares on conversion":     {"Company prepayment notice"},
	"Holder prepayment wait":              {"Holder prepayment cash"},
	"Holder prepayment notice":            {"Holder prepayment cash"},
	"Participation cap":                   {"Participation"},
}

// triggersBelongTo says the same of preferred stock alone: what triggers its redemption right is an event of default of a
// note, which has one without a redemption price too.
var triggersBelongTo = map[string][]string{
	"Registration within":             {"Redemption price"},
	"Registration lapse, consecutive": {"Redemption price"},
	"Qualifying markets":              {"Redemption price"},
	"Delisting days":                  {"Redemption price"},
}

// majorTransactions are the terms that make a transaction a major one.
var majorTransactions = []string{"Major transaction above % of common", "Major transaction above % of assets"}

// bringsWith says which terms must be filled in where another one is.
var bringsWith = map[string][]string{
	"Alternative price from":              {"Alternative price % of market price", "Market price days"},
	"Floating price % of market price":    {"Market price days"},
	"Major transaction above % of common": {"Major transaction notice", "Major transaction response"},
	"Major transaction above % of assets": {"Major transaction notice", "Major transaction response"},
	"Mandatory price":                     {"Mandatory days"},
	"Qualifying markets":                  {"Delisting days"},
	"Delisting days":                      {"Qualifying markets"},
	"Reset dates":                         {"Reset price % of market price", "Market price days"},
	"Cash above the cap late after":       {"Late cash interest"},
	"Late cash interest":                  {"Cash above the cap late after"},
	"Make-whole shares on conversion":     {"Interest rate", "Maturity"},
}

// alwaysNeeded are the terms without which there is no instrument.
var alwaysNeeded = []string{"Kind", "Issue date", "Stated value", "Conversion price"}

// atMostWhole are the percentages that can't pass 100%.
var atMostWhole = []string{
	"Alternative price floor", "Ownership limit", "Second ownership limit", "Exchange cap", "Interest rate", "Certificate threshold",
	"Major transaction above % of common", "Major transaction above % of assets", "Substantially all assets above",
	"Default rate", "Late cash interest",
}

// positiveTerms can't be zero: a blank says that the clause is absent.
var positiveTerms = []string{
	"Stated value", "Conversion price", "Opening conversion price", "Adjusted price rounding", "Fraction price days", "Market price days",
	"Alternative price % of market price", "Ownership limit", "Acquired within", "Second ownership limit", "Exchange cap",
	"Exchange cap base", "Mandatory price", "Mandatory days", "Redemption price", "Registration within", "Registration lapse, consecutive",
	"Registration lapse, total", "Delisting days", "Interest rate", "Interest share price days", "Seniority",
	"Floating price % of market price", "Floating price floor", "Floating price ceiling", "Mandatory offering price", "Delivery failure",
	"Breach cure", "Major transaction response", "Participation cap", "Reserve", "Liquidation preference",
	"Ownership waiver notice", "Second ownership waiver notice", "Reset price % of market price", "Anti-dilution floor", "Cash above the cap",
	"Approval within", "Late cash interest", "Default rate", "Delivery due", "Payment grace", "Cross-acceleration above", "Judgments above",
	"Involuntary case", "Company prepayment notice", "Company prepayment price", "Holder prepayment cash",
}

// instrumentColumns are the positions of the columns that hold instruments.
func instrumentColumns(t *Table) []int {
	var columns []int
	for i, c := range t.Columns {
		if !holds(termColumns, c.Name) && strings.TrimSpace(c.Name) != "" {
			columns = append(columns, i)
		}
	}
	return columns
}

// instrumentColumn finds an instrument's column, or -1.
func instrumentColumn(t *Table, name string) int {
	for _, i := range instrumentColumns(t) {
		if SameName(t.Columns[i].Name, name) {
			return i
		}
	}
	return -1
}

func termNames() []string {
	names := make([]string, len(AllTerms))
	for i, t := range AllTerms {
		names[i] = t.Name
	}
	return names
}

// readInstruments reads the Instruments sheet: a contract per column.
func (r *resolver) readInstruments() {
	t := r.required("Instruments", "Term")
	if t == nil {
		return
	}
	rows := r.termRows(t)
	columns := instrumentColumns(t)
	if len(columns) == 0 {
		r.add("no-instruments", t.place(), "no instrument", "a column for each instrument after Term, Unit and Clause", "Add a column with the instrument's name as its header")
	}
	for _, i := range columns {
		r.declareInstrument(t.Columns[i])
	}
	for n, i := range columns {
		r.readInstrument(n, t, i, rows)
	}
}

// termRows finds the row of each term.
func (r *resolver) termRows(t *Table) map[string]int {
	rows := map[string]int{}
	for row := range t.Rows {
		name := t.Value(row, "Term")
		term, ok := TermByName(name.Text)
		switch {
		case name.IsBlank():
			r.add("missing-value", t.rowPlace(row, "Term"), name.Shown(), "the name of a term", "Name the term, or clear the row")
		case !ok:
			r.unknown("unknown-term", name, "a term that 'scenarios terms' lists", termNames())
		default:
			if _, twice := rows[term.Name]; twice {
				r.add("duplicate-term", name.At, name.Shown()+" a second time", "each term once", "Delete one of the rows")
				continue
			}
			rows[term.Name] = row
		}
	}
	return rows
}

// declareInstrument gives an instrument its index, before any term refers to another instrument.
func (r *resolver) declareInstrument(c Column) {
	name := strings.TrimSpace(c.Name)
	prefix, _, _ := strings.Cut(name, ":")
	switch _, taken := r.securities[folded(name)]; {
	case taken:
		r.add("duplicate-name", c.At, "'"+name+"' a second time", "a name of its own for each instrument", "Rename one of the columns")
	case holds(reservedSecurities, strings.TrimSpace(prefix)):
		r.add("reserved-name", c.At, "'"+name+"'", "a name other than those of securities: "+strings.Join(reservedSecurities, ", "), "Rename the instrument")
	}
	r.securities[folded(name)] = Security{InstrumentSecurity, len(r.out.Instruments)}
	r.out.Instruments = append(r.out.Instruments, Terms{Name: name})
}

func (r *resolver) instrumentNames() []string {
	names := make([]string, len(r.out.Instruments))
	for i, t := range r.out.Instruments {
		names[i] = t.Name
	}
	return names
}

// readInstrument reads one contract.
func (r *resolver) readInstrument(n int, t *Table, column int, rows map[string]int) {
	name := r.out.Instruments[n].Name
	c := contract{resolver: r, name: name, at: t.Columns[column].At, e: map[string]entry{}}
	c.readTerms(t, column, rows)
	r.terms = append(r.terms, c.e)
	if c.empty() {
		r.add("empty-instrument", c.at, "no term of '"+name+"' filled in", "its contract in the cells below", "Fill in the terms, or delete the column")
		return
	}
	c.checkPresence()
	c.checkRanges()
	terms := c.terms()
	c.checkTogether(terms)
	r.out.Instruments[n] = *terms
	c.recordReadings(terms)
}

// contract is one instrument's column while it is read.
type contract struct {
	*resolver
	name string
	at   Source
	e    map[string]entry
}

// of names a term of this instrument in a message.
func (c *contract) of(term string) string { return term + " of " + c.name }

func (c *contract) empty() bool {
	for _, e := range c.e {
		if e.given || !e.value.IsBlank() {
			return false
		}
	}
	return true
}

// readTerms reads every cell of the column by its term's type. Kind comes first: what is supported may depend on it.
func (c *contract) readTerms(t *Table, column int, rows map[string]int) {
	kind := ""
	if row, ok := rows["Kind"]; ok {
		kind = trimmed(t.cell(row, column))
	}
	for i := range AllTerms {
		term := &AllTerms[i]
		row, ok := rows[term.Name]
		if !ok {
			continue
		}
		v := t.cell(row, column)
		if v.IsBlank() {
			continue
		}
		if term.Unsupported(kind, v.Text) {
			c.notYet(v, c.of(term.Name))
			c.e[term.Name] = entry{value: v}
			continue
		}
		e, ok := c.read(v, c.of(term.Name), term.Type, c.choicesOf(term))
		if !ok {
			e = entry{value: v}
		}
		c.e[term.Name] = e
	}
}

// choicesOf are the values that a term takes; those of the lists depend on the workbook.
func (c *contract) choicesOf(term *Term) []string {
	switch term.Name {
	case "Exchange cap applies on", "Qualifying markets":
		return Markets
	case "Anti-dilution excludes":
		return CategoriesFor(c.instrumentNames())
	}
	return term.Choices
}

// written reports whether the cell says anything, readable or not. A No says as much as a blank.
func (c *contract) written(term string) bool {
	e := c.e[term]
	return !e.value.IsBlank() && !(e.given && e.value.Kind == Text && SameName(e.value.Text, "No") && !c.isChoice(term))
}

func (c *contract) isChoice(term string) bool {
	t, _ := TermByName(term)
	return t.Type == TypeChoice
}

// belongsTo are the terms of which one must be filled in beside another.
func (c *contract) belongsTo(term string) []string {
	if c.text("Kind") == KindPreferred && triggersBelongTo[term] != nil {
		return triggersBelongTo[term]
	}
	return belongsTo[term]
}

// checkPresence reports terms that are missing, and terms without the one that they belong to.
func (c *contract) checkPresence() {
	for _, term := range alwaysNeeded {
		if !c.written(term) {
			c.missing(term, "every instrument needs it")
		}
	}
	for _, t := range AllTerms {
		if of := c.belongsTo(t.Name); of != nil && c.written(t.Name) && !slices.ContainsFunc(of, c.written) {
			v, names := c.e[t.Name].value, strings.Join(of, " or ")
			c.add("term-without-clause", v.At, v.Shown()+" for "+c.of(t.Name), names+" beside it, which it belongs to", "Fill in "+names+", or clear this cell")
		}
		if !c.written(t.Name) {
			continue
		}
		for _, needed := range bringsWith[t.Name] {
			if !c.written(needed) {
				c.missing(needed, t.Name+" is filled in")
			}
		}
	}
}

// missing reports a blank term at its cell where there is one.
func (c *contract) missing(term, because string) {
	at := c.at
	if t := c.in.Tables["Instruments"]; t != nil {
		if row := rowWith(t, "Term", term); row >= 0 && t.rowPlace(row, c.name).Cell != "" {
			at = t.rowPlace(row, c.name)
		}
	}
	c.add("missing-term", at, "no "+c.of(term), "a value, because "+because, "Fill in "+term)
}

// checkRanges reports figures that can't be meant.
func (c *contract) checkRanges() {
	for _, term := range positiveTerms {
		if e := c.e[term]; e.given && !e.number.IsPositive() {
			c.add("number-out-of-range", e.value.At, e.value.Shown(), "a figure above zero for "+c.of(term), "Leave the cell blank where there is no such clause")
		}
	}
	for _, term := range atMostWhole {
		if e := c.e[term]; e.given {
			c.within(e.value, c.of(term), e.number, decimal.Zero, one, "a percentage of at most 100%")
		}
	}
	for _, t := range AllTerms {
		if e := c.e[t.Name]; t.Type == TypeCount && t.Name != "Exchange cap base" && e.count > largestDays {
			c.add("number-out-of-range", e.value.At, e.value.Shown(), "at most 100000 for "+c.of(t.Name), "Check the figure")
		}
	}
}
