package model

import "fmt"

// longestRun bounds the days of a case.
const longestRun = 100 * 366

// fields reads a sheet of Field and Value against its declarations. Every declared field has an entry: what the sheet
// says, or else the declared default.
func (r *resolver) fields(t *Table, declared []Field) map[string]entry {
	entries := map[string]entry{}
	for _, d := range declared {
		entries[d.Name] = entry{}
		if d.Default != "" {
			entries[d.Name], _ = r.read(ParseCell(d.Default, Source{}), d.Name, d.Type, d.Choices)
		}
	}
	seen := map[string]bool{}
	for row := range t.Rows {
		name, value := t.Value(row, "Field"), t.Value(row, "Value")
		d, ok := FieldByName(declared, name.Text)
		switch {
		case name.IsBlank() && value.IsBlank():
		case !ok:
			r.unknown("unknown-field", name, "a field of "+t.Sheet, fieldNames(declared))
		case seen[d.Name]:
			r.add("duplicate-field", name.At, name.Shown()+" a second time", "each field once", "Delete one of the rows")
		case d.Unsupported(value.Text):
			seen[d.Name] = true
			r.notYet(value, d.Name)
		default:
			seen[d.Name] = true
			r.field(t, row, d, entries)
		}
	}
	for _, d := range declared {
		if d.Required && !seen[d.Name] {
			r.add("missing-field", t.place(), "no field '"+d.Name+"'", "a row with this field and its value", "Add the row")
		}
	}
	return entries
}

func (r *resolver) field(t *Table, row int, d *Field, entries map[string]entry) {
	value := t.Value(row, "Value")
	if value.IsBlank() {
		if d.Required {
			r.add("missing-value", t.rowPlace(row, "Value"), value.Shown(), "a value for "+d.Name, "Fill it in")
		}
		return
	}
	if e, ok := r.read(value, d.Name, d.Type, d.Choices); ok {
		entries[d.Name] = e
	}
}

func fieldNames(declared []Field) []string {
	names := make([]string, len(declared))
	for i, d := range declared {
		names[i] = d.Name
	}
	return names
}

// readCompany reads the Company sheet.
func (r *resolver) readCompany() {
	r.out.Company = Company{Valuation: NoDate, Horizon: NoDate, SeniorMaturity: NoDate}
	t := r.required("Company", "Field", "Value")
	if t == nil {
		return
	}
	c := r.fields(t, CompanyFields)
	r.company = c
	r.out.Company = Company{
		Name: c["Name"].text, Ticker: c["Ticker"].text, Currency: c["Currency"].text,
		Valuation: dateOrNone(c["Valuation date"]), Horizon: dateOrNone(c["Horizon end"]),
		Market: c["Market"].text, Authorized: c["Authorized common"].count,
		Cash: c["Cash balance"].number, Burn: c["Cash burn"].number,
		LawfulFunds: c["Lawfully available funds"].number, LawfulLimited: c["Lawfully available funds"].given,
		SeniorDebt: c["Senior debt"].number, SeniorMaturity: dateOrNone(c["Senior debt maturity"]),
		DailyVolume: c["Average daily volume"].count, DiscountRate: c["Discount rate"].number,
	}
	r.authorizedAt = c["Authorized common"].value.At
	if e := c["Authorized common"]; e.given && e.count == 0 {
		r.add("number-out-of-range", e.value.At, e.value.Shown(), "a positive count for Authorized common", "Write the shares that the charter authorizes")
	}
}

// dateOrNone is the date of an entry, NoDate where it is blank.
func dateOrNone(e entry) Date {
	if !e.given {
		return NoDate
	}
	return e.date
}

// readCalendars reads the Holidays sheet and lays out the trading days of the run.
func (r *resolver) readCalendars() {
	r.out.Calendars = NewCalendars(r.holidays(), r.company["Trading calendar"].text == "Weekdays")
	c := r.out.Company
	if !c.Valuation.Given() || !c.Horizon.Given() {
		return
	}
	horizon := r.company["Horizon end"].value
	switch {
	case c.Horizon <= c.Valuation:
		r.add("dates-out-of-order", horizon.At, horizon.Shown(), "a Horizon end after the Valuation date, "+c.Valuation.String(), "Correct one of the two dates")
		return
	case c.Horizon-c.Valuation > longestRun:
		r.add("run-too-long", horizon.At, horizon.Shown(), "a Horizon end at most 100 years after the Valuation date", "Choose an earlier date")
		return
	}
	r.out.Days = r.out.Calendars.TradingDays(c.Valuation, c.Horizon)
	r.dated = len(r.out.Days) > 0
	if !r.dated {
		r.add("no-trading-days", horizon.At, fmt.Sprintf("no trading day from %s to %s", c.Valuation, c.Horizon), "at least one", "Choose a later Horizon end")
	}
}

// holidays reads the Holidays sheet.
func (r *resolver) holidays() []Holiday {
	t := r.optional("Holidays", "Date", "Calendar", "Open")
	if t == nil {
		return nil
	}
	var list []Holiday
	seen := map[Holiday]bool{}
	for row := range t.Rows {
		date, dateOK := r.need(t, row, "Date", TypeDate, nil)
		calendar, calendarOK := r.need(t, row, "Calendar", TypeChoice, []string{TradingCalendar, BusinessCalendar, NewYorkCalendar})
		open, openOK := r.need(t, row, "Open", TypeYesNo, nil)
		if !dateOK || !calendarOK || !openOK {
			continue
		}
		key := Holiday{Date: date.date, Calendar: calendar.text}
		if seen[key] {
			r.add("duplicate-date", date.value.At, date.value.Shown()+" a second time for "+calendar.text, "each day once in a calendar", "Delete one of the rows")
			continue
		}
		seen[key] = true
		list = append(list, Holiday{Date: date.date, Calendar: calendar.text, Open: open.yes, At: date.value.At})
	}
	return list
}

// need reads a cell that must not be blank.
func (r *resolver) need(t *Table, row int, column string, kind ValueType, choices []string) (entry, bool) {
	v := t.Value(row, column)
	if v.IsBlank() {
		r.add("missing-value", t.rowPlace(row, column), v.Shown(), "a value for "+column, "Fill it in")
		return entry{}, false
	}
	return r.read(v, column, kind, choices)
}

// checkNeeds reports company fields that only some terms and policies make necessary.
func (r *resolver) checkNeeds() {
	if r.company == nil {
		return
	}
	t := r.in.Tables["Company"]
	if e, owner := r.firstGiven("Exchange cap applies on", "Qualifying markets"); owner != "" && !r.company["Market"].given {
		r.add("missing-field", t.place(), "no Market", "the market on which the common is listed, because "+owner+" asks for it in cell "+e.value.At.Cell, "Fill in Market on Company")
	}
	for _, p := range r.out.Policies {
		if p.DailySale.IsPositive() && r.out.Company.DailyVolume == 0 {
			r.add("missing-field", t.place(), "no Average daily volume", "a volume, because the policy '"+p.Name+"' sells a part of it each day", "Fill in Average daily volume on Company")
			break
		}
	}
}

// firstGiven finds the first instrument that has one of the terms.
func (r *resolver) firstGiven(terms ...string) (entry, string) {
	for i, t := range r.terms {
		for _, term := range terms {
			if t[term].given {
				return t[term], term + " of " + r.out.Instruments[i].Name
			}
		}
	}
	return entry{}, ""
}
