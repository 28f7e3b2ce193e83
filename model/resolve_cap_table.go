package model

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// noHolder stands where a row has no holder: treasury shares are the company's.
const noHolder = -1

// readCapTable reads the Cap Table sheet: a position per row.
func (r *resolver) readCapTable() {
	r.declareConvertibles()
	t := r.required("Cap Table", "Holder", "Security", "Quantity")
	if t == nil {
		return
	}
	for row := range t.Rows {
		r.declareWarrant(t, row)
	}
	r.refuseBareWarrants(t)
	for row := range t.Rows {
		p := positionRow{resolver: r, t: t, row: row}
		p.read()
	}
	r.checkAuthorized()
}

// checkAuthorized refuses a cap table that begins with more common, treasury shares included, than the charter authorizes.
func (r *resolver) checkAuthorized() {
	var issued int64
	for _, p := range r.out.Positions {
		if opening := !p.Issued.Given() || p.Issued <= r.out.Company.Valuation; opening && (p.Security.Kind == CommonStock || p.Security.Kind == TreasuryStock) {
			issued += p.Units
		}
	}
	if authorized := r.out.Company.Authorized; authorized > 0 && issued > authorized {
		r.add("number-out-of-range", r.authorizedAt, fmt.Sprintf("%d shares authorized", authorized),
			fmt.Sprintf("at least the %d shares of common, treasury included, that the cap table begins with", issued), "Correct the one or the other")
	}
}

// A securityText is the name of a security as a person wrote it, with the blank after the colon made uniform.
func securityText(v Value) string {
	name := trimmed(v)
	prefix, rest, named := strings.Cut(name, ":")
	prefix, rest = strings.TrimSpace(prefix), strings.TrimSpace(rest)
	for _, kind := range []string{"Option", "Warrant"} {
		switch {
		case SameName(name, kind):
			return kind
		case named && rest != "" && SameName(prefix, kind):
			return kind + ": " + rest
		}
	}
	return name
}

// warrantPrefix is Option or Warrant for the name of one, else nothing.
func warrantPrefix(name string) string {
	prefix, _, _ := strings.Cut(name, ":")
	if prefix == "Option" || prefix == "Warrant" {
		return prefix
	}
	return ""
}

// declareWarrant takes the terms of a class of options or warrants from a cap-table row; later rows must say the same.
func (r *resolver) declareWarrant(t *Table, row int) {
	v := t.Value(row, "Security")
	name := securityText(v)
	if warrantPrefix(name) == "" {
		return
	}
	what := "the Price of " + name
	price, priceOK := r.read(t.Value(row, "Price"), what, TypePrice, nil)
	expires, _ := r.read(t.Value(row, "Expires"), "Expires", TypeDate, nil)
	issued, _ := r.read(t.Value(row, "Issued"), "Issued", TypeDate, nil)
	own, _ := r.read(t.Value(row, "Own limit"), "Own limit", TypeYesNo, nil)
	category, _ := r.category(t.Value(row, "Category"), "Option grant")
	if priceOK && !price.given {
		r.add("missing-value", t.rowPlace(row, "Price"), "no Price of "+name, "its exercise price in USD per share", "Fill it in")
	}
	w := Warrant{Name: name, Category: category, Price: price.number, Expires: dateOrNone(expires), Issued: dateOrNone(issued), OwnLimit: own.yes}
	if e := expires; e.given && issued.given && e.date < issued.date {
		r.add("dates-out-of-order", e.value.At, e.value.Shown(), "for Expires a date on or after Issued", "Correct one of the two dates")
	}
	if e := expires; e.given && r.dated && e.date < r.out.Company.Valuation {
		r.add("expired-before-the-start", e.value.At, e.value.Shown(), "for Expires a date on or after the Valuation date, "+r.out.Company.Valuation.String(), "Take the row out: it has lapsed")
	}
	s, known := r.securities[folded(name)]
	if !known {
		r.declareClass(w, WarrantSecurity, v.At)
		s = r.securities[folded(name)]
		r.heldOpening[s] = true
		return
	}
	r.sameWarrant(&r.out.Warrants[s.Index], w, t, row, s)
}

// declareClass adds a class of options, warrants or other convertibles.
func (r *resolver) declareClass(w Warrant, kind SecurityKind, at Source) {
	s := Security{kind, len(r.out.Warrants)}
	r.securities[folded(w.Name)] = s
	r.termsAt[s] = at
	r.out.Warrants = append(r.out.Warrants, w)
}

// sameWarrant reports a row whose terms differ from those of an earlier row of the same name.
func (r *resolver) sameWarrant(first *Warrant, w Warrant, t *Table, row int, s Security) {
	for _, c := range []struct {
		column string
		same   bool
	}{
		{"Price", w.Price.Equal(first.Price)},
		{"Expires", w.Expires == first.Expires},
		{"Category", w.Category == first.Category},
		{"Own limit", w.OwnLimit == first.OwnLimit},
	} {
		if !c.same {
			v := t.Value(row, c.column)
			r.add("terms-differ", t.rowPlace(row, c.column), v.Shown()+" for "+w.Name,
				"the same "+c.column+" as in cell "+r.termsAt[s].Cell+", where this name first stands",
				"Give each class a name of its own, such as '"+warrantPrefix(w.Name)+": 2002 deal'")
		}
	}
	first.Issued = min(first.Issued, w.Issued)
}

// refuseBareWarrants reports a bare Option or Warrant beside named ones: it could be any of them.
func (r *resolver) refuseBareWarrants(t *Table) {
	for row := range t.Rows {
		v := t.Value(row, "Security")
		name := securityText(v)
		if warrantPrefix(name) == name && name != "" && len(r.classes(name)) > 1 {
			r.ambiguous(v, name)
		}
	}
}

func (r *resolver) ambiguous(v Value, prefix string) {
	r.add("ambiguous-security", v.At, v.Shown(), "a name, because there are several: "+strings.Join(r.classes(prefix), ", "), "Write the name after the colon")
}

// classes are the names that begin with Option or Warrant, the bare one included.
func (r *resolver) classes(prefix string) []string {
	var names []string
	for _, w := range r.out.Warrants {
		if warrantPrefix(w.Name) == prefix {
			names = append(names, w.Name)
		}
	}
	return names
}

// security finds what a cell names.
func (r *resolver) security(v Value, what string) (Security, bool) {
	name := securityText(v)
	switch folded(name) {
	case "common":
		return Security{Kind: CommonStock}, true
	case "treasury":
		return Security{Kind: TreasuryStock}, true
	}
	if name == "Option" || name == "Warrant" {
		if several := r.classes(name); len(several) > 1 {
			r.ambiguous(v, name)
			return Security{}, false
		} else if len(several) == 1 {
			name = several[0]
		}
	}
	s, ok := r.securities[folded(name)]
	if !ok {
		r.unknown("unknown-security", v, "for "+what+" a security: Common, Treasury, Option, Warrant, an instrument, or a convertible that an event issues", r.securityNames())
	}
	return s, ok
}

func (r *resolver) securityNames() []string {
	names := append([]string{"Common", "Treasury"}, r.instrumentNames()...)
	for _, w := range r.out.Warrants {
		names = append(names, w.Name)
	}
	return names
}

// securityName is the name of a security as it is written.
func (r *resolver) securityName(s Security) string {
	switch s.Kind {
	case CommonStock:
		return "Common"
	case TreasuryStock:
		return "Treasury"
	case InstrumentSecurity:
		return r.out.Instruments[s.Index].Name
	default:
		return r.out.Warrants[s.Index].Name
	}
}

// category finds an issuance category, or gives the default where the cell is blank.
func (r *resolver) category(v Value, otherwise string) (string, bool) {
	if v.IsBlank() {
		return otherwise, true
	}
	known := CategoriesFor(r.instrumentNames())
	for _, c := range known {
		if SameName(c, v.Text) {
			return c, true
		}
	}
	near := suggestionAmong(v.Text, known)
	r.add("unknown-category", v.At, v.Shown(), "an issuance category: "+strings.Join(known, ", "), near)
	return otherwise, false
}

// holder gives a name its index, adding it where it is new.
func (r *resolver) holder(name string) int {
	name = strings.TrimSpace(name)
	if i, ok := r.holders[folded(name)]; ok {
		return i
	}
	r.holders[folded(name)] = len(r.out.Holders)
	r.out.Holders = append(r.out.Holders, Holder{Name: name, Group: r.out.Groups})
	r.groupAt = append(r.groupAt, Source{})
	r.out.Groups++
	return len(r.out.Holders) - 1
}

func (r *resolver) holderNames() []string {
	names := make([]string, len(r.out.Holders))
	for i, h := range r.out.Holders {
		names[i] = h.Name
	}
	return names
}

// join puts a holder into the group that a cell names: holders with the same text are affiliates.
func (r *resolver) join(holder int, v Value) {
	if v.IsBlank() {
		return
	}
	h := &r.out.Holders[holder]
	group, ok := r.groups[folded(v.Text)]
	if !ok && r.groupAt[holder] == (Source{}) {
		group = h.Group // the group of its own that it has so far
		r.groups[folded(v.Text)] = group
	}
	if r.groupAt[holder] != (Source{}) && group != h.Group {
		r.add("group-differs", v.At, v.Shown()+" for "+h.Name, "the same Group as in cell "+r.groupAt[holder].Cell, "Give a holder one group")
		return
	}
	h.Group, h.GroupName, r.groupAt[holder] = group, strings.TrimSpace(v.Text), v.At
}

// positionRow is a row of the cap table while it is read.
type positionRow struct {
	*resolver
	t   *Table
	row int
	p   Position
}

func (p *positionRow) cell(column string) Value { return p.t.Value(p.row, column) }

func (p *positionRow) read() {
	name := p.cell("Security")
	if name.IsBlank() {
		p.add("missing-value", p.t.rowPlace(p.row, "Security"), name.Shown(), "a security", "Write Common, Treasury, Option, Warrant or an instrument's name")
		return
	}
	s, ok := p.security(name, "Security")
	if !ok {
		return
	}
	p.p = Position{Security: s, At: name.At, Holder: noHolder, ConvertedBefore: -1}
	if s.Kind != TreasuryStock {
		p.readHolder()
	}
	p.readIssued()
	p.readCategory()
	p.readPrice()
	p.refuseForeign()
	if p.readQuantity() {
		p.out.Positions = append(p.out.Positions, p.p)
	}
}

func (p *positionRow) readHolder() {
	v := p.cell("Holder")
	if v.IsBlank() {
		p.add("missing-value", p.t.rowPlace(p.row, "Holder"), v.Shown(), "a holder", "Name the holder; a row may stand for many, such as 'Public'")
		return
	}
	p.p.Holder = p.holder(v.Text)
	p.join(p.p.Holder, p.cell("Group"))
}

// readIssued reads when the position was acquired. What is dated after the valuation date is issued on that day.
func (p *positionRow) readIssued() {
	v := p.cell("Issued")
	e, ok := p.findings.read(v, "Issued", TypeDate, nil)
	p.p.Issued = NoDate
	if !ok {
		return
	}
	p.p.Issued = dateOrNone(e)
	if p.p.Security.Kind == InstrumentSecurity {
		p.issuedWithInstrument(v)
	}
	if p.p.Issued > p.out.Company.Valuation && e.given {
		p.inRun(p.p.Issued, v.At, "Issued")
	}
}

// issuedWithInstrument dates the rows of an instrument that is still to be issued, and refuses earlier dates.
func (p *positionRow) issuedWithInstrument(v Value) {
	t := &p.out.Instruments[p.p.Security.Index]
	switch {
	case !t.IssueDate.Given() || !p.dated:
	case p.p.Issued.Given() && p.p.Issued < t.IssueDate:
		p.add("dates-out-of-order", v.At, v.Shown(), "for Issued a date on or after the Issue date of "+t.Name+", "+t.IssueDate.String(), "Correct one of the two dates, or leave Issued blank")
	case !p.p.Issued.Given() && t.IssueDate > p.out.Company.Valuation:
		p.p.Issued = t.IssueDate
	}
}

// issuedInRun reports whether the row is an issue of the run, not part of the opening position.
func (p *positionRow) issuedInRun() bool {
	return p.p.Issued.Given() && p.p.Issued > p.out.Company.Valuation
}

func (p *positionRow) readCategory() {
	usual := map[SecurityKind]string{CommonStock: "Financing", InstrumentSecurity: "Convertible grant", WarrantSecurity: "Option grant", OtherConvertible: "Convertible grant"}
	if p.p.Security.Kind == WarrantSecurity { // read with the class
		p.p.Category = p.out.Warrants[p.p.Security.Index].Category
		return
	}
	p.p.Category, _ = p.category(p.cell("Category"), usual[p.p.Security.Kind])
}

// readPrice reads what was paid, or the exercise price. An instrument without one was sold at its stated value.
func (p *positionRow) readPrice() {
	switch p.p.Security.Kind {
	case WarrantSecurity: // read with the class
		p.p.Price = p.out.Warrants[p.p.Security.Index].Price
		return
	case InstrumentSecurity:
		p.p.Price = p.out.Instruments[p.p.Security.Index].StatedValue
	}
	v := p.cell("Price")
	e, ok := p.findings.read(v, "Price", TypePrice, nil)
	if e.given {
		p.p.Price = e.number
	}
	if ok && !e.given && p.p.Security.Kind == CommonStock && p.issuedInRun() {
		p.add("missing-value", p.t.rowPlace(p.row, "Price"), "no Price", "what is paid per share, because the shares are issued in the run", "Fill it in; 0 where nothing is paid")
	}
}

// refuseForeign reports columns that this kind of security doesn't have.
func (p *positionRow) refuseForeign() {
	kind := p.p.Security.Kind
	foreign := []string{}
	if kind != InstrumentSecurity {
		foreign = append(foreign, "Bought at issue", "Converted before")
	}
	if kind != WarrantSecurity {
		foreign = append(foreign, "Expires")
	}
	if kind != WarrantSecurity && kind != OtherConvertible {
		foreign = append(foreign, "Own limit")
	}
	for _, column := range foreign {
		v := p.cell(column)
		if v.IsBlank() || SameName(v.Text, "No") {
			continue
		}
		p.add("field-not-taken", v.At, v.Shown()+" for "+column, "a blank cell, because "+p.securityName(p.p.Security)+" has no such field", "Clear the cell")
	}
	if kind == OtherConvertible {
		own, _ := p.findings.read(p.cell("Own limit"), "Own limit", TypeYesNo, nil)
		p.out.Warrants[p.p.Security.Index].OwnLimit = own.yes
	}
}

// readQuantity reads the count, in smallest parts for an instrument, with what allocations and caps ask for.
func (p *positionRow) readQuantity() bool {
	v := p.cell("Quantity")
	if v.IsBlank() {
		p.add("missing-value", p.t.rowPlace(p.row, "Quantity"), v.Shown(), "a quantity", "Fill it in")
		return false
	}
	if p.p.Security.Kind != InstrumentSecurity {
		n, ok := p.count(v, "Quantity")
		if ok && n == 0 {
			p.add("not-a-count", v.At, v.Shown(), "a positive whole number for Quantity", "Delete the row if nothing is held")
			return false
		}
		p.p.Units = n
		return ok
	}
	units, ok := p.parts(v, "Quantity", p.p.Security.Index)
	p.p.Units, p.p.BoughtAtIssue = units, units
	bought := p.cell("Bought at issue")
	if !bought.IsBlank() {
		p.p.BoughtAtIssue, _ = p.parts(bought, "Bought at issue", p.p.Security.Index)
	}
	if before := p.cell("Converted before"); !before.IsBlank() {
		if n, ok := p.count(before, "Converted before"); ok {
			p.p.ConvertedBefore = n
		}
	}
	if ok && units == 0 && p.p.BoughtAtIssue == 0 {
		p.add("not-a-count", v.At, v.Shown(), "a positive Quantity, or zero with a figure for Bought at issue", "Delete the row if nothing was ever held")
		return false
	}
	return ok
}

// parts turns units of preferred stock or principal of a note into the smallest parts that convert.
func (r *resolver) parts(v Value, what string, instrument int) (int64, bool) {
	t := &r.out.Instruments[instrument]
	n, ok := r.amount(v, what, "units or principal, zero or more,")
	if !ok || !t.UnitValue.IsPositive() {
		return 0, false
	}
	value := n // of a note, in USD
	if t.Kind == KindPreferred {
		value = n.Mul(t.StatedValue)
	}
	parts, rest := value.QuoRem(t.UnitValue, 0)
	if !rest.IsZero() || parts.GreaterThan(decimal.NewFromInt(largestParts)) {
		r.add("not-whole-units", v.At, v.Shown(), "for "+what+" of "+t.Name+" "+wholeParts(t), "Round the quantity, or look at Whole units only and Stated value")
		return 0, false
	}
	return parts.IntPart(), true
}

// wholeParts says which quantities of an instrument are possible.
func wholeParts(t *Terms) string {
	if t.Kind == KindNote {
		return "a multiple of " + t.UnitValue.String() + " USD of principal"
	}
	if t.WholeUnits {
		return "a whole number of units"
	}
	return "at most two decimals of a unit"
}

// declareConvertibles makes a class of each convertible that events issue under a name of its own.
func (r *resolver) declareConvertibles() {
	t := r.in.Tables["Events"]
	if t == nil {
		return
	}
	for row := range t.Rows {
		if !SameName(t.Value(row, "Event").Text, issueConvertible) || !r.scenario.takesEvent(trimmed(t.Value(row, "Set"))) {
			continue
		}
		v := t.Value(row, "Security")
		name := securityText(v)
		if _, known := r.securities[folded(name)]; known || name == "" || holds(reservedSecurities, name) || warrantPrefix(name) != "" {
			continue
		}
		near := Nearest(name, r.instrumentNames())
		if price := t.Value(row, "Price"); price.IsBlank() && near != "" {
			continue // a misspelt instrument, told when the event is read
		}
		r.declareConvertible(t, row, name)
	}
}

func (r *resolver) declareConvertible(t *Table, row int, name string) {
	v := t.Value(row, "Price")
	if v.IsBlank() {
		r.add("missing-value", t.rowPlace(row, "Price"), "no Price", "the conversion price of '"+name+"', a convertible that is not on Instruments", "Fill it in, or name an instrument")
	}
	var price RelativePrice
	if !v.IsBlank() {
		var ok bool
		price, ok = r.relativePrice(v, "Price")
		if ok && price.Percent.IsZero() && !price.Price.IsPositive() {
			r.add("number-out-of-range", v.At, v.Shown(), "a conversion price above zero", "Correct the price")
		}
	}
	issued, _ := r.date(t.Value(row, "Date"), "Date")
	detail, _ := r.detailCategory(t.Value(row, "Detail"), usualCategory[issueConvertible])
	r.declareClass(Warrant{Name: name, Category: detail.name, Price: price.Price, Expires: NoDate, Issued: issued, Convertible: true}, OtherConvertible, t.Value(row, "Security").At)
	r.quoted[r.securities[folded(name)]] = price
}

// markGranted tells the classes that only events bring into being.
func (r *resolver) markGranted() {
	for _, p := range r.out.Positions {
		r.heldOpening[p.Security] = true
	}
	for i := range r.out.Warrants {
		opening := r.heldOpening[Security{WarrantSecurity, i}] || r.heldOpening[Security{OtherConvertible, i}]
		r.out.Warrants[i].Granted = !opening
	}
}
