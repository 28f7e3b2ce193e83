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

// belongsTo says which terms mean something only where another one is filled in.
var belongsTo = map[string]string{
	"Alternative price floor":             "Alternative price from",
	"Alternative price % of market price": "Alternative price from",
	"Market price statistic":              "Market price days",
	"Blocked when":                        "Ownership limit",
	"Acquired within":                     "Ownership limit",
	"Second ownership limit":              "Ownership limit",
	"Exchange cap base":                   "Exchange cap",
	"Exchange cap counts":                 "Exchange cap",
	"Exchange cap applies on":             "Exchange cap",
	"Exchange cap reallocated":            "Exchange cap",
	"Above the cap":                       "Exchange cap",
	"Mandatory comparison":                "Mandatory price",
	"Mandatory days":                      "Mandatory price",
	"Mandatory needs registration":        "Mandatory price",
	"Anti-dilution excludes":              "Anti-dilution",
	"Registration within":                 "Redemption price",
	"Registration lapse, consecutive":     "Redemption price",
	"Registration lapse, total":           "Redemption price",
	"Qualifying markets":                  "Redemption price",
	"Delisting days":                      "Redemption price",
	"Redemption if unconverted by":        "Redemption price",
	"Notice of trigger":                   "Redemption price",
	"Redemption paid within":              "Redemption price",
	"Day count":                           "Interest rate",
	"Interest dates":                      "Interest rate",
	"Interest in":                         "Interest rate",
	"Interest share price days":           "Interest rate",
}

// bringsWith says which terms must be filled in where another one is.
var bringsWith = map[string][]string{
	"Alternative price from": {"Alternative price % of market price", "Market price days"},
	"Mandatory price":        {"Mandatory days"},
	"Qualifying markets":     {"Delisting days"},
	"Delisting days":         {"Qualifying markets"},
}

// alwaysNeeded are the terms without which there is no instrument.
var alwaysNeeded = []string{"Kind", "Issue date", "Stated value", "Conversion price"}

// atMostWhole are the percentages that can't pass 100%.
var atMostWhole = []string{
	"Alternative price floor", "Ownership limit", "Second ownership limit", "Exchange cap", "Interest rate", "Certificate threshold",
}

// positiveTerms can't be zero: a blank says that the clause is absent.
var positiveTerms = []string{
	"Stated value", "Conversion price", "Opening conversion price", "Adjusted price rounding", "Fraction price days", "Market price days",
	"Alternative price % of market price", "Ownership limit", "Acquired within", "Second ownership limit", "Exchange cap",
	"Exchange cap base", "Mandatory price", "Mandatory days", "Redemption price", "Registration within", "Registration lapse, consecutive",
	"Registration lapse, total", "Delisting days", "Interest rate", "Interest share price days", "Seniority",
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

// checkPresence reports terms that are missing, and terms without the one that they belong to.
func (c *contract) checkPresence() {
	for _, term := range alwaysNeeded {
		if !c.written(term) {
			c.missing(term, "every instrument needs it")
		}
	}
	for _, t := range AllTerms {
		of, dependent := belongsTo[t.Name]
		if dependent && c.written(t.Name) && !c.written(of) {
			v := c.e[t.Name].value
			c.add("term-without-clause", v.At, v.Shown()+" for "+c.of(t.Name), of+" beside it, which it belongs to", "Fill in "+of+", or clear this cell")
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

// terms fills in the contract with its defaults.
func (c *contract) terms() *Terms {
	t := &Terms{Name: c.name, Kind: c.text("Kind")}
	c.conversionTerms(t)
	c.limitTerms(t)
	c.mandatoryTerms(t)
	c.antiDilutionTerms(t)
	c.redemptionTerms(t)
	c.interestTerms(t)
	return t
}

func (c *contract) number(term string) decimal.Decimal { return c.e[term].number }
func (c *contract) days(term string) int               { return int(c.e[term].count) }
func (c *contract) yes(term string) bool               { return c.e[term].yes }
func (c *contract) date(term string) Date              { return dateOrNone(c.e[term]) }

// text is a choice or its default.
func (c *contract) text(term string) string {
	if e := c.e[term]; e.given {
		return e.text
	}
	t, _ := TermByName(term)
	return t.Choices[0]
}

// textWith is a choice or its default where the clause it belongs to is present, else nothing.
func (c *contract) textWith(term, clause string) string {
	if !c.e[clause].given {
		return ""
	}
	return c.text(term)
}

func (c *contract) conversionTerms(t *Terms) {
	t.IssueDate = c.date("Issue date")
	t.StatedValue, t.ConversionPrice = c.number("Stated value"), c.number("Conversion price")
	t.OpeningPrice, t.PriceStep = c.number("Opening conversion price"), c.number("Adjusted price rounding")
	t.ConvertibleFrom = c.date("Convertible from")
	if !t.ConvertibleFrom.Given() {
		t.ConvertibleFrom = t.IssueDate
	}
	t.WholeUnits = c.yes("Whole units only")
	t.UnitValue, t.UnitsPerWhole = t.StatedValue.Shift(-2), 100
	if t.WholeUnits {
		t.UnitValue, t.UnitsPerWhole = t.StatedValue, 1
	}
	t.Fractions, t.FractionPriceDays = c.text("Fractions"), c.days("Fraction price days")
	t.HalfShareEven = c.text("Half share") == "Even"
	t.MarketPriceDays = c.days("Market price days")
	t.MarketPriceLowest = c.text("Market price statistic") == "Lowest"
	t.WindowIncludesDay = c.yes("Window includes the day")
	t.AlternativeFrom = c.date("Alternative price from")
	t.AlternativeFloor = c.number("Alternative price floor")
	t.AlternativePercent = c.number("Alternative price % of market price")
	if t.IssueDate.Given() && c.dated {
		t.IssueDay = c.dayOf(t.IssueDate)
		c.inRun(t.IssueDate, c.e["Issue date"].value.At, c.of("Issue date"))
	}
}

func (c *contract) limitTerms(t *Terms) {
	for _, name := range []string{"Ownership limit", "Second ownership limit"} {
		if e := c.e[name]; e.given && !e.number.Equal(e.number.Truncate(LimitPlaces)) {
			c.add("too-many-decimals", e.value.At, e.value.Shown()+" for "+c.of(name), "a percentage with at most 4 decimals, such as 4.9999%", "Round it")
		}
	}
	t.OwnershipLimit, t.SecondOwnershipLimit = c.number("Ownership limit"), c.number("Second ownership limit")
	t.BlockedWhen = c.textWith("Blocked when", "Ownership limit")
	t.AcquiredWithin = c.days("Acquired within")
	t.OwnershipBefore = c.text("Ownership counted") == "Before the issue"
	t.RefuseOverLimit = c.text("Over-limit notice") == "Refused"
	t.LimitsMandatory = c.text("Ownership limits mandatory") == "Yes"
	t.ExchangeCap, t.ExchangeCapBase = c.number("Exchange cap"), c.e["Exchange cap base"].count
	t.ExchangeCapCounts = c.textWith("Exchange cap counts", "Exchange cap")
	t.ExchangeCapMarkets = c.e["Exchange cap applies on"].list
	t.ExchangeCapReallocated = c.yes("Exchange cap reallocated")
	// A cap that says nothing of what follows opens a redemption right only in an instrument that has one.
	t.CapOpensRedemption = c.textWith("Above the cap", "Exchange cap") == "Redemption right" && c.e["Redemption price"].given
}

func (c *contract) mandatoryTerms(t *Terms) {
	t.MandatoryPrice, t.MandatoryDays = c.number("Mandatory price"), c.days("Mandatory days")
	t.MandatoryAbove = c.text("Mandatory comparison") == "Above"
	t.MandatoryRegistration = c.textWith("Mandatory needs registration", "Mandatory price")
	t.MandatoryFollowsSplits = c.text("Mandatory price follows splits") == "Yes"
}

func (c *contract) antiDilutionTerms(t *Terms) {
	t.AntiDilution = c.text("Anti-dilution")
	t.Excludes = c.e["Anti-dilution excludes"].list
	t.PlanOptionsDeemed = c.text("Plan options count as deemed") == "Yes"
	t.ReadjustAtExpiry = c.text("Readjust at expiry") == "Yes"
	t.UnadjustedExercises = c.text("Unadjusted exercises count") == "Yes"
	t.DeemedInLaterBases = c.deemedInLaterBases(t) == "Yes"
	t.AmendedOnTop = c.text("Amended securities adjust") == "On top"
	t.NetConsideration = c.text("Consideration") == "Net"
	t.SplitAtClose = c.text("Split takes effect") == "Close"
	t.CertificateThreshold = c.number("Certificate threshold")
}

// deemedInLaterBases defaults to what the formula itself is about: an average over the shares actually outstanding keeps
// deemed ones out.
func (c *contract) deemedInLaterBases(t *Terms) string {
	if e := c.e["Deemed shares in later bases"]; e.given {
		return e.text
	}
	if t.AntiDilution == "Weighted average (actual)" {
		return "No"
	}
	return "Yes"
}

func (c *contract) redemptionTerms(t *Terms) {
	t.RedemptionPrice = c.number("Redemption price")
	t.RegistrationWithin = c.days("Registration within")
	t.LapseConsecutive, t.LapseTotal = c.days("Registration lapse, consecutive"), c.days("Registration lapse, total")
	t.QualifyingMarkets, t.DelistingDays = c.e["Qualifying markets"].list, c.days("Delisting days")
	t.RedemptionBy = c.date("Redemption if unconverted by")
	t.TriggerNotice, t.RedemptionPaid = c.days("Notice of trigger"), c.days("Redemption paid within")
}

func (c *contract) interestTerms(t *Terms) {
	t.InterestRate = c.number("Interest rate")
	t.DayCount = c.textWith("Day count", "Interest rate")
	t.InterestDates = c.textWith("Interest dates", "Interest rate")
	t.InterestIn = c.textWith("Interest in", "Interest rate")
	t.InterestPriceDays = c.days("Interest share price days")
	t.AccruedAtConversion = c.text("Accrued interest on conversion") == "At conversion"
	t.Maturity = c.date("Maturity")
	t.Seniority = unrankedSeniority
	if e := c.e["Seniority"]; e.given {
		t.Seniority = int(e.count)
		c.within(e.value, c.of("Seniority"), e.number, one, decimal.NewFromInt(unrankedSeniority-1), "a rank from 1 to 999")
	}
}

// checkTogether reports terms that contradict each other.
func (c *contract) checkTogether(t *Terms) {
	for _, term := range []string{"Convertible from", "Alternative price from", "Redemption if unconverted by", "Maturity"} {
		if e := c.e[term]; e.given && t.IssueDate.Given() && e.date < t.IssueDate {
			c.add("dates-out-of-order", e.value.At, e.value.Shown(), "for "+c.of(term)+" a date on or after its Issue date, "+t.IssueDate.String(), "Correct one of the two dates")
		}
	}
	if t.Fractions == "Cash" && !c.written("Fraction price days") {
		c.missing("Fraction price days", "fractions are paid in cash")
	}
	if e := c.e["Fraction price days"]; e.given && t.Fractions != "Cash" {
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Fraction price days"), "Fractions to be Cash, which it belongs to", "Write Cash for Fractions, or clear this cell")
	}
	if t.OwnershipLimit.IsPositive() && t.BlockedWhen != "Owned exceeded" && !c.written("Acquired within") {
		c.missing("Acquired within", "Blocked when is '"+t.BlockedWhen+"'")
	}
	if c.e["Above the cap"].text == "Redemption right" && !c.written("Redemption price") {
		c.missing("Redemption price", "Above the cap is 'Redemption right'")
	}
	if t.InterestRate.IsPositive() && t.InterestIn != "Cash" && !c.written("Interest share price days") {
		c.missing("Interest share price days", "interest may be paid in shares")
	}
	if e := c.e["Anti-dilution excludes"]; e.given && t.AntiDilution == "None" && c.e["Anti-dilution"].given {
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Anti-dilution excludes"), "an Anti-dilution formula to exclude them from", "Choose a formula, or clear this cell")
	}
	c.checkAgainstValuation(t)
}

// checkAgainstValuation reports terms that don't fit an instrument issued before, or after, the run's first day.
func (c *contract) checkAgainstValuation(t *Terms) {
	if !c.dated || !t.IssueDate.Given() {
		return
	}
	if t.ExchangeCap.IsPositive() && t.ExchangeCapBase == 0 && t.IssueDate < c.out.Company.Valuation {
		c.missing("Exchange cap base", "the instrument was issued before the Valuation date")
	}
	if e := c.e["Opening conversion price"]; e.given && t.IssueDate > c.out.Company.Valuation {
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Opening conversion price"), "an Issue date on or before the Valuation date", "Clear this cell: the price at issue is the Conversion price")
	}
}

// readingApplies says when an open reading matters to an instrument. One that no rule looks at is told only where the
// workbook chose it.
var readingApplies = map[string]func(*Terms) bool{
	"Half share":                           func(t *Terms) bool { return t.Fractions == "Nearest" },
	"Ownership base":                       hasOwnershipLimit,
	"Ownership counted":                    hasOwnershipLimit,
	"Over-limit notice":                    hasOwnershipLimit,
	"Ownership limits mandatory":           func(t *Terms) bool { return hasOwnershipLimit(t) && t.MandatoryPrice.IsPositive() },
	"Mandatory price follows splits":       func(t *Terms) bool { return t.MandatoryPrice.IsPositive() },
	"Plan options count as deemed":         func(t *Terms) bool { return t.AntiDilution == "Weighted average (deemed)" },
	"Readjust at expiry":                   hasAntiDilution,
	"Adjust for variable-price securities": hasAntiDilution,
	"Unadjusted exercises count":           hasAntiDilution,
	"Deemed at":                            hasAntiDilution,
	"Deemed shares in later bases":         hasAntiDilution,
	"Amended securities adjust":            hasAntiDilution,
	"Consideration":                        hasAntiDilution,
	"Unit price goes to":                   hasAntiDilution,
	"Split takes effect":                   func(*Terms) bool { return true },
	"Redemption right ends at cure":        hasRedemption,
	"Holder aware":                         hasRedemption,
	"Accrued interest on conversion":       func(t *Terms) bool { return t.InterestRate.IsPositive() },
}

func hasOwnershipLimit(t *Terms) bool { return t.OwnershipLimit.IsPositive() }
func hasAntiDilution(t *Terms) bool   { return t.AntiDilution != "None" }
func hasRedemption(t *Terms) bool     { return t.RedemptionPrice.IsPositive() }

// recordReadings lists how each open text was read.
func (c *contract) recordReadings(t *Terms) {
	for _, term := range AllTerms {
		if !term.Reading {
			continue
		}
		e := c.e[term.Name]
		applies := readingApplies[term.Name]
		if !e.given && (applies == nil || !applies(t)) {
			continue
		}
		value := c.text(term.Name)
		if term.Name == "Deemed shares in later bases" {
			value = c.deemedInLaterBases(t)
		}
		c.out.Readings = append(c.out.Readings, ReadingUsed{
			Instrument: c.name, Term: term.Name, Value: value, Chosen: e.given, Clause: t.cite(term.cites()),
			Alternatives: slices.DeleteFunc(slices.Clone(term.Choices), func(choice string) bool { return choice == value }),
			At:           e.value.At,
		})
	}
}
