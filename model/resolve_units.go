package model

import (
	"strings"

	"github.com/shopspring/decimal"
)

// unitPart is an event or a row of the cap table that issues, on one day, some of the main security of a unit.
type unitPart struct {
	share *decimal.Decimal // where its part of the price goes
	price decimal.Decimal  // what is paid for it, USD
}

// linkUnits divides the price of securities that are sold together by their fair values (the reading Relative value): of the
// main security its price, of the options or warrants sold with it the value in their Detail. All that is sold with one main
// security on one day is one unit.
func (r *resolver) linkUnits(t *Table) {
	done := map[int]bool{}
	for i := range r.out.Events {
		grant := &r.out.Events[i]
		if !isValuedGrant(grant) || done[i] {
			continue
		}
		main := r.mainOf(t, grant)
		if main == nil {
			continue
		}
		price := decimal.Zero
		for _, part := range main {
			price = price.Add(part.price)
		}
		all := price
		var sold []int
		for j := range r.out.Events {
			other := &r.out.Events[j]
			if isValuedGrant(other) && sameDay(other, grant) && r.namedMain(other) == r.namedMain(grant) {
				sold = append(sold, j)
				all = all.Add(other.FairValue)
			}
		}
		for _, part := range main {
			*part.share = price.DivRound(all, quotientPlaces)
		}
		for _, j := range sold {
			done[j] = true
			r.out.Events[j].UnitPrice = price
			r.out.Events[j].UnitShare = r.out.Events[j].FairValue.DivRound(all, quotientPlaces)
		}
	}
}

// isValuedGrant reports a grant that says what it is worth. A contract for it is none: the issue counts.
func isValuedGrant(e *Event) bool {
	return e.FairValue.IsPositive() && (e.Kind == grantOption || e.Kind == grantWarrant)
}

// sameDay reports whether two events act on one day.
func sameDay(a, b *Event) bool {
	return a.Day == b.Day && (a.Day >= 0 || a.Date == b.Date)
}

// namedMain is the instrument that the category of a grant names ("Deal warrants of 2002 Notes") and that is issued on its
// day, else -1: then the day's sale of common is the main security.
func (r *resolver) namedMain(grant *Event) int {
	for i, t := range r.out.Instruments {
		if SameName(grant.Category, strings.ReplaceAll(dealWarrants, instrumentMark, t.Name)) && len(r.instrumentParts(grant, i)) > 0 {
			return i
		}
	}
	return -1
}

// mainOf finds the main security of a grant's unit, and refuses a unit without one, or with one whose price is not known.
func (r *resolver) mainOf(t *Table, grant *Event) []unitPart {
	if i := r.namedMain(grant); i >= 0 {
		return r.instrumentParts(grant, i)
	}
	row := r.rowOf(t, grant)
	var sales []*Event
	for i := range r.out.Events {
		if e := &r.out.Events[i]; e.Kind == issueCommon && sameDay(e, grant) {
			sales = append(sales, e)
		}
	}
	detail := row.cell("Detail")
	switch {
	case len(sales) != 1:
		row.refuse("unclear-unit", detail.At, detail.Shown(), "a value only where one main security is issued on the same day: the instrument that the category names, or else one 'Issue common'",
			"Name the instrument in the category, as in 'Deal warrants of <instrument>', or take the value out")
	case !sales[0].Price.Percent.IsZero():
		row.refuse("unclear-unit", detail.At, detail.Shown(), "a main security sold for a price or an amount in USD, not for a part of the market price", "Write the price of the sale in USD, or take the value out")
	default:
		paid := sales[0].Amount
		if !sales[0].HasAmount {
			paid = sales[0].Price.Price.Mul(sales[0].Quantity)
		}
		return []unitPart{{&sales[0].UnitShare, paid}}
	}
	return nil
}

// instrumentParts are the events and rows that issue an instrument on a grant's day.
func (r *resolver) instrumentParts(grant *Event, instrument int) []unitPart {
	t, s := &r.out.Instruments[instrument], Security{InstrumentSecurity, instrument}
	var parts []unitPart
	for i := range r.out.Events {
		e := &r.out.Events[i]
		if e.Kind != issueConvertible || e.Security != s || !sameDay(e, grant) {
			continue
		}
		paid := e.Amount
		if !e.HasAmount {
			paid = e.Quantity.Mul(t.UnitValue)
		}
		parts = append(parts, unitPart{&e.UnitShare, paid})
	}
	for i := range r.out.Positions {
		p := &r.out.Positions[i]
		if p.Security == s && p.Issued.Given() && p.Issued > r.out.Company.Valuation && r.dayOf(p.Issued) == grant.Day {
			parts = append(parts, unitPart{&p.UnitShare, decimal.NewFromInt(p.Units).Mul(t.UnitValue)})
		}
	}
	return parts
}
