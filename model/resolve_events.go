package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// readEvents reads the Events sheet: the rows that the scenario takes, in acting order.
func (r *resolver) readEvents() {
	defer r.markGranted()
	t := r.optional("Events", "Date", "Event")
	if t == nil {
		return
	}
	r.checkIDs(t)
	for row := range t.Rows {
		if r.scenario.takesEvent(trimmed(t.Value(row, "Set"))) {
			r.declareGranted(t, row)
		}
	}
	for row := range t.Rows {
		if !r.scenario.takesEvent(trimmed(t.Value(row, "Set"))) {
			continue
		}
		e := eventRow{resolver: r, t: t, row: row}
		if e.read() {
			r.out.Events = append(r.out.Events, e.acts()...)
		}
	}
	r.linkEvents(t)
	slices.SortStableFunc(r.out.Events, actingOrder)
}

// actingOrder puts events by day and step; those before the valuation date by their own dates. Ties keep the workbook's
// order.
func actingOrder(a, b Event) int {
	byDate := 0
	if a.Day < 0 && b.Day < 0 {
		byDate = cmp.Compare(a.Date, b.Date)
	}
	return cmp.Or(cmp.Compare(a.Day, b.Day), byDate, cmp.Compare(a.Step, b.Step))
}

// checkIDs reports an ID that stands twice, but for a contract and its issue.
func (r *resolver) checkIDs(t *Table) {
	type use struct{ contract, other bool }
	seen := map[string]use{}
	for row := range t.Rows {
		v := t.Value(row, "ID")
		if v.IsBlank() {
			continue
		}
		contract := SameName(t.Value(row, "Event").Text, contractSigned)
		u := seen[folded(v.Text)]
		if contract && u.contract || !contract && u.other {
			r.add("duplicate-id", v.At, v.Shown()+" a second time", "an ID of its own for each event", "Change one of them")
		}
		seen[folded(v.Text)] = use{u.contract || contract, u.other || !contract}
	}
}

// declareGranted makes a class of options or warrants that an event grants and the cap table doesn't hold.
func (r *resolver) declareGranted(t *Table, row int) {
	prefix := grantPrefix(t.Value(row, "Event").Text)
	v := t.Value(row, "Security")
	name := securityText(v)
	if prefix == "" || warrantPrefix(name) != prefix {
		return
	}
	if _, known := r.securities[folded(name)]; known || name == prefix && len(r.classes(prefix)) > 0 {
		return
	}
	price, _ := r.relativePrice(t.Value(row, "Price"), "Price")
	issued, _ := r.date(t.Value(row, "Date"), "Date")
	category, _ := r.detailCategory(t.Value(row, "Detail"), usualCategory[grantOption])
	r.declareClass(Warrant{Name: name, Category: category.name, Price: price.Price, Expires: NoDate, Issued: issued}, WarrantSecurity, v.At)
	r.quoted[r.securities[folded(name)]] = price
}

// grantPrefix is Option or Warrant for the event that grants such a thing, else nothing.
func grantPrefix(event string) string {
	switch {
	case SameName(event, grantOption):
		return "Option"
	case SameName(event, grantWarrant):
		return "Warrant"
	}
	return ""
}

// eventRow is a row of Events while it is read.
type eventRow struct {
	*resolver
	t    *Table
	row  int
	kind *EventKind
	e    Event
	ok   bool
}

func (e *eventRow) cell(column string) Value { return e.t.Value(e.row, column) }

// takes reports whether the row's kind has such a field.
func (e *eventRow) takes(column string) bool { return e.kind.Fields[column] != "" }

// refuse adds a problem of this row.
func (e *eventRow) refuse(code string, at Source, found, expected, remedy string) {
	e.add(code, at, found, expected, remedy)
	e.ok = false
}

// read reads the row; false where it can't be used.
func (e *eventRow) read() bool {
	name := e.cell("Event")
	kind, known := EventByName(name.Text)
	switch {
	case name.IsBlank():
		e.add("missing-value", e.t.rowPlace(e.row, "Event"), name.Shown(), "a kind of event", "Name the event, or clear the row")
		return false
	case !known:
		e.unknown("unknown-event", name, "an event that 'scenarios events' lists", eventNames())
		return false
	case kind.Later.refuses(name.Text):
		e.notYet(name, "Event")
		return false
	}
	e.kind, e.ok = kind, true
	e.e = Event{Kind: kind.Name, Step: kind.Step, Holder: noHolder, Detail: trimmed(e.cell("Detail")),
		ID: trimmed(e.cell("ID")), Clause: trimmed(e.cell("Clause")), At: name.At, Row: e.row, To: noHolder,
		ConsummatedOn: NoDate, AbandonedOn: NoDate, NewDate: NoDate}
	e.readDate()
	e.checkFields()
	e.readSecurity()
	e.readHolder()
	e.readQuantity()
	e.readPrice()
	e.readAmount()
	e.readDetail()
	if e.ok {
		e.checkKind()
	}
	return e.ok
}

func eventNames() []string {
	names := make([]string, len(EventKinds))
	for i, k := range EventKinds {
		names[i] = k.Name
	}
	return names
}

// readDate reads the date and the day on which the event acts: the next trading day where its own is none.
func (e *eventRow) readDate() {
	v := e.cell("Date")
	if v.IsBlank() {
		e.refuse("missing-value", e.t.rowPlace(e.row, "Date"), v.Shown(), "the date of the event", "Fill it in")
		return
	}
	d, ok := e.date(v, "Date")
	if !ok {
		e.ok = false
		return
	}
	e.e.Date = d
	if e.dated {
		e.e.Day = e.dayOf(d)
		e.ok = e.inRun(d, v.At, "an event") && e.ok
		e.checkFromTheStart(v)
	}
}

// checkFields reports fields that must be there, and fields that this kind of event doesn't take.
func (e *eventRow) checkFields() {
	for _, column := range EventFields {
		v := e.cell(column)
		switch {
		case v.IsBlank() && slices.Contains(e.kind.Needs, column):
			e.refuse("missing-value", e.t.rowPlace(e.row, column), "no "+column, column+" of '"+e.kind.Name+"': "+e.kind.Fields[column], "Fill it in")
		case !v.IsBlank() && !e.takes(column):
			e.refuse("field-not-taken", v.At, v.Shown()+" for "+column, "a blank cell, because '"+e.kind.Name+"' takes no "+column, "Clear the cell")
		}
	}
}

// used reports whether a field of the kind is filled in.
func (e *eventRow) used(column string) bool { return e.takes(column) && !e.cell(column).IsBlank() }

// securityKinds are the kinds of security that an event can be about.
func securityKinds(event string) []SecurityKind {
	switch event {
	case grantOption, grantWarrant:
		return []SecurityKind{WarrantSecurity}
	case issueConvertible:
		return []SecurityKind{InstrumentSecurity, OtherConvertible}
	case exerciseEvent, expireEvent:
		return []SecurityKind{WarrantSecurity, OtherConvertible}
	case changeTerms, contractSigned:
		return []SecurityKind{InstrumentSecurity, WarrantSecurity, OtherConvertible}
	case transferEvent:
		return []SecurityKind{CommonStock, InstrumentSecurity, WarrantSecurity, OtherConvertible}
	}
	return []SecurityKind{InstrumentSecurity}
}

func (e *eventRow) readSecurity() {
	if !e.used("Security") {
		return
	}
	v := e.cell("Security")
	if prefix := grantPrefix(e.kind.Name); prefix != "" && warrantPrefix(securityText(v)) != prefix {
		e.refuse("wrong-security", v.At, v.Shown(), "'"+prefix+"' or '"+prefix+": name' for '"+e.kind.Name+"'", "Write the name after the colon where several exist")
		return
	}
	s, ok := e.security(v, e.kind.Name)
	if !ok {
		e.ok = false
		return
	}
	if !slices.Contains(securityKinds(e.kind.Name), s.Kind) {
		e.refuse("wrong-security", v.At, v.Shown(), "for '"+e.kind.Name+"' "+e.kind.Fields["Security"], "Name another security")
		return
	}
	e.e.Security, e.e.HasSecurity = s, true
}

// bringsHolders reports events whose holder may be new to the cap table.
func bringsHolders(event string) bool { return usualCategory[event] != "" }

func (e *eventRow) readHolder() {
	if !e.used("Holder") {
		return
	}
	v := e.cell("Holder")
	if _, known := e.holders[folded(v.Text)]; !known && !bringsHolders(e.kind.Name) && !e.broughtByEvent(v.Text) {
		e.unknown("unknown-holder", v, "a holder of the cap table, or one that an event brings in", e.holderNames())
		e.ok = false
		return
	}
	e.e.Holder = e.holder(v.Text)
}

// broughtByEvent reports a holder whom another row of the scenario makes one.
func (e *eventRow) broughtByEvent(name string) bool {
	for row := range e.t.Rows {
		kind, known := EventByName(e.t.Value(row, "Event").Text)
		if !known || !e.scenario.takesEvent(trimmed(e.t.Value(row, "Set"))) {
			continue
		}
		if bringsHolders(kind.Name) && SameName(e.t.Value(row, "Holder").Text, name) || kind.Name == transferEvent && SameName(e.t.Value(row, "Detail").Text, name) {
			return true
		}
	}
	return false
}

// readQuantity reads a count, a ratio of shares, a fraction of the common or the assets, or the smallest parts of an
// instrument.
func (e *eventRow) readQuantity() {
	if !e.used("Quantity") {
		return
	}
	v := e.cell("Quantity")
	if strings.Contains(folded(v.Text), "% of ") {
		e.notYet(v, "a Quantity")
		e.ok = false
		return
	}
	var ok bool
	switch {
	case rescales(e.kind.Name):
		ok = e.readRatio(v)
	case announces(e.kind.Name):
		const expected = "a fraction such as 35%"
		e.e.Quantity, ok = e.number(v, "Quantity", expected)
		ok = ok && e.within(v, "Quantity", e.e.Quantity, decimal.Zero, one, expected+", from 0% to 100%,")
	case e.e.HasSecurity && e.e.Security.Kind == InstrumentSecurity:
		var units int64
		units, ok = e.parts(v, "Quantity", e.e.Security.Index)
		e.e.Quantity = decimal.NewFromInt(units)
	default:
		var n int64
		n, ok = e.count(v, "Quantity")
		e.e.Quantity = decimal.NewFromInt(n)
	}
	if ok && !e.e.Quantity.IsPositive() && !announces(e.kind.Name) {
		e.refuse("number-out-of-range", v.At, v.Shown(), "a Quantity above zero", "Correct it, or clear the row")
	}
	e.e.HasQuantity, e.ok = ok, e.ok && ok
}

// readPrice reads a price, which may be a part of the market price where shares are sold or terms changed.
func (e *eventRow) readPrice() {
	if !e.used("Price") {
		return
	}
	v := e.cell("Price")
	price, ok := e.relativePrice(v, "Price")
	if ok && !price.Percent.IsZero() && !slices.Contains(relativelyPriced, e.kind.Name) {
		e.notYet(v, "the Price of '"+e.kind.Name+"'")
		ok = false
	}
	e.e.Price, e.e.HasPrice, e.ok = price, ok, e.ok && ok
}

func (e *eventRow) readAmount() {
	if !e.used("Amount") {
		return
	}
	amount, ok := e.amount(e.cell("Amount"), "Amount", "an amount in USD, zero or more,")
	e.e.Amount, e.e.HasAmount, e.ok = amount, ok, e.ok && ok
}

// checkKind reports what only this kind of event can get wrong.
func (e *eventRow) checkKind() {
	switch e.kind.Name {
	case issueCommon:
		if e.e.HasPrice == e.e.HasAmount {
			e.refuse("price-or-amount", e.t.rowPlace(e.row, "Price"), "Price "+e.cell("Price").Shown()+" and Amount "+e.cell("Amount").Shown(),
				"either a Price per share or an Amount in all", "Fill in one of the two; 0 where nothing is paid")
		}
	case grantOption, grantWarrant:
		e.checkClass()
	case issueConvertible:
		e.checkConvertible()
	case changeTerms:
		if e.e.Security.Kind != WarrantSecurity {
			e.checkPriceAboveZero("a conversion price above zero")
		}
	case boardAdjustment:
		e.checkPriceAboveZero("a conversion price above zero")
	case underwrittenOffering:
		e.checkPriceAboveZero("a price per share above zero")
	case cashDividend, distribution:
		e.checkPriceAboveZero("a value per share above zero")
	case mergerAnnounced, assetSaleAnnounced, tenderAnnounced:
		e.checkID("the event that completes it or gives it up names it")
	case contractSigned:
		e.checkID("the issue to come carries the same one")
	case mergerConsummated, assetSaleConsummated, tenderConsummated:
		e.checkConsummation()
	default:
		e.checkNoteEvent()
	}
}

// checkPriceAboveZero refuses a price of nothing; a part of the market price is always more.
func (e *eventRow) checkPriceAboveZero(expected string) {
	if e.e.Price.Percent.IsZero() && !e.e.Price.Price.IsPositive() {
		e.refuse("number-out-of-range", e.cell("Price").At, e.cell("Price").Shown(), expected, "Correct the price")
	}
}

// checkID reports an event that another one has to name and that has no ID.
func (e *eventRow) checkID(because string) {
	if e.e.ID == "" {
		e.refuse("missing-value", e.t.rowPlace(e.row, "ID"), "no ID", "an ID of '"+e.kind.Name+"', because "+because, "Fill it in")
	}
}

// checkConvertible tells apart an instrument, whose price is a term, and a convertible known by its name.
func (e *eventRow) checkConvertible() {
	if e.e.Security.Kind == OtherConvertible {
		e.checkClass()
		return
	}
	t := &e.out.Instruments[e.e.Security.Index]
	if e.e.HasPrice {
		e.refuse("field-not-taken", e.cell("Price").At, e.cell("Price").Shown()+" for Price", "a blank cell, because the Conversion price of "+t.Name+" stands on Instruments", "Clear the cell")
	}
	if t.IssueDate.Given() && e.e.Date < t.IssueDate {
		e.refuse("dates-out-of-order", e.cell("Date").At, e.cell("Date").Shown(), "a date on or after the Issue date of "+t.Name+", "+t.IssueDate.String(), "Correct one of the two dates")
	}
}

// checkClass reports a grant at another price or of another category than its class has. Prices relative to the market are
// the same where they are written alike.
func (e *eventRow) checkClass() {
	w, first := e.out.Warrants[e.e.Security.Index], e.termsAt[e.e.Security]
	price, quoted := e.quoted[e.e.Security]
	if !quoted {
		price = RelativePrice{Price: w.Price}
	}
	if e.e.HasPrice && !e.e.Price.same(price) {
		e.differs("Price", price.String(), first)
	}
	if e.e.Category == usualCategory[e.kind.Name] {
		e.e.Category = w.Category // the Detail names none
	}
	if e.e.Category != w.Category {
		e.differs("Detail", w.Category, first)
	}
}

func (e *eventRow) differs(column, was string, first Source) {
	e.refuse("terms-differ", e.cell(column).At, e.cell(column).Shown()+" for "+e.securityName(e.e.Security),
		was+", as the same name has it in '"+first.Sheet+"', cell "+first.Cell, "Give each class a name of its own")
}
