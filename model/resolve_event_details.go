package model

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// readDetail reads what Detail means for the kind.
func (e *eventRow) readDetail() {
	if !e.takes("Detail") {
		return
	}
	v, kind := e.cell("Detail"), e.kind.Name
	switch {
	case usualCategory[kind] != "":
		e.readIssueDetail(v, usualCategory[kind])
	case kind == contractSigned:
		e.readContractDetail(v)
	case distributes(kind):
		e.readRecordDate(v)
	case answers[kind] != nil:
		e.readAnswer(v)
	case kind == breachEvent:
		e.readBreach(v)
	case kind == defaultEvent:
		e.readLetter(v)
	case kind == waiverNotice:
		e.readLimit(v)
	case kind == seniorMaturity || kind == prepaymentNotice:
		e.readNewDate(v)
	case kind == transferEvent:
		e.readNewHolder(v)
	case kind == listingMoved:
		market, cause, _ := strings.Cut(v.Text, ";")
		name, ok := e.choice(Value{Kind: Text, Text: strings.TrimSpace(market), At: v.At}, "Detail", Markets)
		e.e.Detail, e.ok = strings.TrimSuffix(name+"; "+strings.TrimSpace(cause), "; "), e.ok && ok
	case details[kind] != nil:
		e.readWord(v, details[kind])
	}
}

// readWord reads one of a few words; a blank means the first.
func (e *eventRow) readWord(v Value, words []string) {
	e.e.Detail = words[0]
	if !v.IsBlank() {
		word, ok := e.choice(v, "Detail", slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" }))
		e.e.Detail, e.ok = word, e.ok && ok
	}
}

// readIssueDetail reads the category of an issue with its costs, or the value of warrants sold with something else.
func (e *eventRow) readIssueDetail(v Value, usual string) {
	d, ok := e.detailCategory(v, usual)
	if d.valued && e.kind.Name != grantOption && e.kind.Name != grantWarrant && e.kind.Name != contractSigned {
		e.refuse("unknown-value", v.At, v.Shown(), "no value in the Detail of '"+e.kind.Name+"', because the fair value stands with the options or warrants that are sold with it", "Move it there")
	}
	e.e.Category, e.e.Costs, e.e.FairValue, e.ok = d.name, d.costs, d.value, e.ok && ok
}

// parts splits Detail at its semicolons, each part with the place of the cell.
func detailParts(v Value) []Value {
	var parts []Value
	for _, text := range listed(v.Text) {
		parts = append(parts, Value{Kind: Text, Text: text, At: v.At})
	}
	return parts
}

// contradiction refuses a part of Detail that can't stand beside another.
func (e *eventRow) contradiction(part Value, expected, remedy string) {
	e.refuse("contradicts-itself", part.At, part.Shown()+" in Detail", expected, remedy)
}

// readRecordDate reads a dividend's record date, and for a stock dividend the convertible that it is paid in. Without a
// record date the date of the payment is one.
func (e *eventRow) readRecordDate(v Value) {
	e.e.RecordDate = e.e.Date
	dated := false
	for _, part := range detailParts(v) {
		date, isRecord := strings.CutPrefix(folded(part.Text), "record ")
		switch {
		case isRecord && dated:
			e.contradiction(part, "one record date", "Take one of them out")
		case isRecord:
			e.readRecord(part, date)
			dated = true
		case e.kind.Name == stockDividend:
			e.readPaidIn(part)
		default:
			e.refuse("unknown-value", part.At, part.Shown(), "for Detail of '"+e.kind.Name+"' "+e.kind.Fields["Detail"], "Write it as 'record 2003-01-15', or clear the cell")
		}
	}
}

// readRecord checks a record date: it can't follow the payment, and those who held before the Valuation date are not known.
func (e *eventRow) readRecord(part Value, text string) {
	d, ok := e.date(Value{Kind: Text, Text: strings.TrimSpace(text), At: part.At}, "the record date in Detail")
	if !ok {
		e.ok = false
		return
	}
	e.e.RecordDate = d
	valuation := e.out.Company.Valuation
	switch {
	case d > e.e.Date && e.e.Date.Given():
		e.refuse("dates-out-of-order", part.At, part.Shown(), "a record date on or before the Date of the event, "+e.e.Date.String(), "Correct one of the two dates")
	case e.dated && d < valuation && e.e.Date >= valuation:
		e.refuse("dates-out-of-order", part.At, part.Shown(), "a record date on or after the Valuation date, "+valuation.String()+", because the Cap Table does not say who held what before it",
			"Begin the run on the record date or before, or take the payment out")
	}
}

// readPaidIn reads the convertible that a stock dividend is paid in.
func (e *eventRow) readPaidIn(part Value) {
	s, ok := e.security(part, "the Detail of '"+e.kind.Name+"'")
	switch {
	case !ok:
		e.ok = false
	case s.Kind != InstrumentSecurity && s.Kind != OtherConvertible:
		e.refuse("wrong-security", part.At, part.Shown(), "for Detail of '"+e.kind.Name+"' "+e.kind.Fields["Detail"], "Name a convertible, or clear the cell for a dividend in common")
	case e.e.PaysConvertible:
		e.contradiction(part, "one convertible that the dividend is paid in", "Write a row for each")
	default:
		e.e.Pays, e.e.PaysConvertible = s, true
		e.e.Ratio = ratio{} // the common stays as it is
	}
}

// readBreach reads whether a breach is material and whether it can be cured; a word that is missing means not.
func (e *eventRow) readBreach(v Value) {
	said := map[string]bool{}
	for _, part := range detailParts(v) {
		word, ok := e.choice(part, "Detail", []string{"material", "not material", "curable", "not curable"})
		if !ok {
			e.ok = false
			continue
		}
		about := strings.TrimPrefix(word, "not ")
		if said[about] {
			e.contradiction(part, "one word on whether the breach is "+about, "Take one of them out")
		}
		said[about] = true
		switch word {
		case "material":
			e.e.Material = true
		case "curable":
			e.e.Curable = true
		}
	}
}

// readNewHolder reads to whom securities are transferred.
func (e *eventRow) readNewHolder(v Value) {
	if v.IsBlank() {
		return // told already
	}
	if SameName(v.Text, e.cell("Holder").Text) {
		e.contradiction(v, "another holder than the one who transfers", "Name the new holder")
		return
	}
	e.e.To = e.holder(v.Text)
}

// issueDetail is what the Detail of an issue says.
type issueDetail struct {
	name   string // the category
	costs  decimal.Decimal
	value  decimal.Decimal // fair value of all, USD
	valued bool
}

// detailCategory reads "category; costs N; value N", every part optional.
func (r *resolver) detailCategory(v Value, usual string) (issueDetail, bool) {
	d := issueDetail{name: usual}
	for _, part := range detailParts(v) {
		var ok bool
		word, figure, _ := strings.Cut(folded(part.Text), " ")
		amount := Value{Kind: Text, Text: strings.TrimSpace(figure), At: v.At}
		switch word {
		case "costs":
			d.costs, ok = r.amount(amount, "the costs in Detail", "an amount in USD, zero or more,")
		case "value":
			d.valued = true
			d.value, ok = r.amount(amount, "the fair value in Detail", "an amount in USD above zero")
			ok = ok && r.within(amount, "the fair value in Detail", d.value, decimal.New(1, -2), largestAmount, "an amount in USD above zero")
		default:
			d.name, ok = r.category(part, usual)
		}
		if !ok {
			return d, false
		}
	}
	return d, true
}
