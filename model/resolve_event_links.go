package model

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Words in the Detail of a consummation.
const (
	detailSurvives = "survives"
	detailInLieu   = "in lieu"
	detailBesides  = "besides"
)

// acts are the events that the row leads to: of a dividend its record date and its payment, else the row itself.
func (e *eventRow) acts() []Event {
	if !distributes(e.kind.Name) {
		return []Event{e.e}
	}
	record := e.e
	record.AtRecord, record.Date = true, e.e.RecordDate
	if e.dated {
		record.Day = e.dayOf(record.Date)
	}
	return []Event{record, e.e}
}

// rowNamed finds the row of the scenario that has an ID and is of one of these kinds; -1 where there is none.
func (r *resolver) rowNamed(t *Table, id string, kinds []string) int {
	for row := range t.Rows {
		if SameName(t.Value(row, "ID").Text, id) && holds(kinds, t.Value(row, "Event").Text) && r.scenario.takesEvent(trimmed(t.Value(row, "Set"))) {
			return row
		}
	}
	return -1
}

// idsOf lists the IDs of the scenario's rows of these kinds.
func (r *resolver) idsOf(t *Table, kinds []string) []string {
	var ids []string
	for row := range t.Rows {
		if id := trimmed(t.Value(row, "ID")); id != "" && r.rowNamed(t, id, kinds) == row {
			ids = append(ids, id)
		}
	}
	return ids
}

// quotedKinds writes kinds of event as a choice.
func quotedKinds(kinds []string) string { return "'" + strings.Join(kinds, "' or '") + "'" }

// readAnswer reads the ID that Detail names, and of a consummation what becomes of the common.
func (e *eventRow) readAnswer(v Value) {
	parts := detailParts(v)
	if len(parts) == 0 {
		return // told already
	}
	kinds := answers[e.kind.Name]
	e.e.Ref = parts[0].Text
	if e.rowNamed(e.t, e.e.Ref, kinds) < 0 {
		e.unknown("unknown-event-id", parts[0], "for Detail the ID of an event "+quotedKinds(kinds)+" of the same scenario", e.idsOf(e.t, kinds))
		e.ok = false
	}
	besides := false
	for _, part := range parts[1:] {
		if !consummates(e.kind.Name) {
			e.refuse("unknown-value", part.At, part.Shown(), "nothing after the ID in the Detail of '"+e.kind.Name+"'", "Take it out")
			continue
		}
		word, ok := e.choice(part, "Detail", []string{detailSurvives, detailInLieu, detailBesides})
		e.ok = e.ok && ok
		e.e.Survives = e.e.Survives || word == detailSurvives
		e.e.InLieu = e.e.InLieu || word == detailInLieu
		besides = besides || word == detailBesides
	}
	if besides && e.e.InLieu {
		e.contradiction(v, "either 'in lieu' or 'besides'", "Take one of them out")
	}
	if besides && e.kind.Name == mergerConsummated && !e.e.Survives {
		e.contradiction(v, "'survives' before 'besides', because without it the common does not go on", "Add 'survives', or take 'besides' out")
	}
}

// checkConsummation reports a consummation that does not say what the holders of common get.
func (e *eventRow) checkConsummation() {
	given := e.e.HasQuantity || e.e.HasPrice
	if e.e.HasAmount && !e.e.Amount.IsPositive() {
		e.refuse("number-out-of-range", e.cell("Amount").At, e.cell("Amount").Shown(), "an acquirer's share price above zero for Amount", "Correct it, or clear the cell")
	}
	gone := e.kind.Name == mergerConsummated && !e.e.Survives
	switch {
	case !given && e.e.HasAmount:
		e.refuse("missing-value", e.t.rowPlace(e.row, "Quantity"), "no Quantity and no Price", "the acquirer's shares per share, or the cash per share, beside the acquirer's share price", "Fill in one of them, or clear Amount")
	case !given && (gone || e.e.InLieu):
		e.refuse("missing-value", e.t.rowPlace(e.row, "Quantity"), "no Quantity and no Price", "the acquirer's shares per share, or the cash per share, because the common is replaced", "Fill in one of them, or add 'survives' to Detail where the company goes on")
	}
	if e.ok && given {
		e.readExchange()
	}
}

// readExchange works out how many of the acquirer's shares a share counts for, cash included where their price is known.
func (e *eventRow) readExchange() {
	exchange := new(big.Rat)
	if e.e.HasQuantity {
		exchange = quotientMeant(e.e.Quantity)
	}
	if e.e.HasPrice && e.e.HasAmount {
		exchange.Add(exchange, new(big.Rat).Quo(e.e.Price.Price.Rat(), e.e.Amount.Rat()))
	}
	if exchange.Sign() == 0 {
		return // cash only
	}
	var ok bool
	if e.e.Ratio, ok = ratioFrom(exchange); !ok {
		column := "Quantity"
		if e.e.HasPrice && e.e.HasAmount {
			column = "Price"
		}
		e.tooFine(column, e.cell(column))
	}
}

// linkEvents checks events against the others that they name, when all have been read.
func (r *resolver) linkEvents(t *Table) {
	r.linkAnswers(t)
	r.linkRescissions(t)
	r.linkUnits(t)
	r.linkContracts(t)
	r.noteSubstantialSales()
}

// rowOf is a row of Events again, for its cells.
func (r *resolver) rowOf(t *Table, e *Event) *eventRow {
	kind, _ := EventByName(e.Kind)
	return &eventRow{resolver: r, t: t, row: e.Row, kind: kind, e: *e, ok: true}
}

// eventNamed finds an event that has been read, by its ID and kind.
func (r *resolver) eventNamed(id string, kinds []string) *Event {
	i := slices.IndexFunc(r.out.Events, func(e Event) bool { return SameName(e.ID, id) && slices.Contains(kinds, e.Kind) })
	if i < 0 {
		return nil
	}
	return &r.out.Events[i]
}

// linkAnswers checks what ends an announcement or cures a breach, and dates the end of each announcement.
func (r *resolver) linkAnswers(t *Table) {
	first := map[int]*eventRow{} // by the row that is answered
	for i := range r.out.Events {
		e := &r.out.Events[i]
		answered := r.eventNamed(e.Ref, answers[e.Kind])
		if e.Ref == "" || answered == nil {
			continue
		}
		row := r.rowOf(t, e)
		detail := row.cell("Detail")
		if before := first[answered.Row]; before != nil {
			row.refuse("already-concluded", detail.At, "'"+e.Ref+"' a second time", "one event that ends '"+e.Ref+"'; cell "+before.cell("Detail").At.Cell+" names it too", "Take one of the two out")
			continue
		}
		first[answered.Row] = row
		if e.Date < answered.Date {
			row.refuse("dates-out-of-order", row.cell("Date").At, row.cell("Date").Shown(), "a date on or after that of '"+e.Ref+"', "+answered.Date.String(), "Correct one of the two dates")
		}
		switch {
		case e.Kind == cureEvent && e.Security != answered.Security:
			row.refuse("wrong-security", row.cell("Security").At, row.cell("Security").Shown(), "the security of '"+e.Ref+"', "+r.securityName(answered.Security), "Correct one of the two")
		case e.Kind == eventAbandoned:
			answered.AbandonedOn = e.Date
		case consummates(e.Kind):
			answered.ConsummatedOn = e.Date
			r.settleCommon(row, e, answered)
		}
	}
}

// settleCommon says whether a consummation replaces the common: a merger that the company does not survive, the sale of
// substantially all assets, and whatever is given in lieu do (A 2(a)). Where the common stays, so does its count.
func (r *resolver) settleCommon(row *eventRow, e, announced *Event) {
	given := e.HasQuantity || e.HasPrice
	all := e.Kind == assetSaleConsummated && announced.Quantity.GreaterThan(r.substantialPart())
	e.Replaces = given && (e.InLieu || all || e.Kind == mergerConsummated && !e.Survives)
	if all && given && slices.ContainsFunc(listed(e.Detail), func(word string) bool { return SameName(word, detailBesides) }) {
		row.contradiction(row.cell("Detail"), "no 'besides' where substantially all assets are sold, because the common is replaced then", "Take 'besides' out")
	}
	if !e.Replaces {
		e.Ratio = ratio{}
		return
	}
	e.Counts = ratio{0, 1}
	if e.HasQuantity {
		if shares, ok := ratioFrom(quotientMeant(e.Quantity)); ok {
			e.Counts = shares
		}
	}
}

// substantialPart is the least part of the assets that any instrument takes for substantially all of them: whether the
// common is replaced is a fact of the sale, which no contract can see differently.
func (r *resolver) substantialPart() decimal.Decimal {
	part := usualSubstantialPart
	for i, t := range r.out.Instruments {
		if i == 0 || t.SubstantiallyAllAbove.LessThan(part) {
			part = t.SubstantiallyAllAbove
		}
	}
	return part
}

// noteSubstantialSales says what a blank was taken for where a sale of assets makes it matter.
func (r *resolver) noteSubstantialSales() {
	if !slices.ContainsFunc(r.out.Events, func(e Event) bool { return e.Kind == assetSaleAnnounced }) {
		return
	}
	for i, t := range r.out.Instruments {
		if i < len(r.terms) && !r.terms[i]["Substantially all assets above"].given {
			r.out.Notes = append(r.out.Notes, fmt.Sprintf("%s: a sale of more than %s%% of the assets counts as one of substantially all of them; 'Substantially all assets above' is blank.",
				t.Name, usualSubstantialPart.Shift(2)))
		}
	}
}
