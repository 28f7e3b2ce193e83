package model

import (
	"slices"
	"strconv"
	"strings"
)

// The letters of the events of default that have an amount, and the term that says above what.
var defaultAmounts = map[string]string{"d": "Cross-acceleration above", "e": "Judgments above"}

// defaultLetters are the events of default of section 10 of the note.
var defaultLetters = strings.Split("a b c d e f g h i j k l", " ")

// The clauses of the ownership limits, as a waiver names them.
const (
	firstLimit  = "4(a)"
	secondLimit = "4(b)"
)

// checkFromTheStart refuses what would change positions or payments before the Valuation date: the cap table says how they
// stand then, and nothing says what is still under way.
func (e *eventRow) checkFromTheStart(date Value) {
	if e.e.Day < 0 && slices.Contains(fromTheStart, e.kind.Name) {
		e.refuse("dates-out-of-order", date.At, date.Shown(), "for '"+e.kind.Name+"' a date on or after the Valuation date, "+e.out.Company.Valuation.String()+", because the Cap Table says how everything stands then",
			"Correct the Cap Table and clear the row, or begin the run on this date or before")
	}
}

// readLetter reads which event of default happens.
func (e *eventRow) readLetter(v Value) {
	if v.IsBlank() {
		return // told already
	}
	letter, ok := e.choice(v, "Detail", defaultLetters)
	e.e.Letter, e.e.Detail, e.ok = letter, letter, e.ok && ok
}

// readLimit reads which ownership limit is waived: "4(a)", also "N 4(a)".
func (e *eventRow) readLimit(v Value) {
	if v.IsBlank() {
		return // told already
	}
	clause := strings.Join(strings.Fields(strings.TrimPrefix(folded(v.Text), "n ")), "")
	switch clause {
	case firstLimit, secondLimit:
		e.e.SecondLimit = clause == secondLimit
	default:
		e.refuse("unknown-value", v.At, v.Shown(), "for Detail of '"+e.kind.Name+"' "+e.kind.Fields["Detail"], "Write '"+firstLimit+"' or '"+secondLimit+"'")
	}
}

// readNewDate reads the senior facility's new maturity, or the day of a prepayment.
func (e *eventRow) readNewDate(v Value) {
	if v.IsBlank() {
		return // told already
	}
	d, ok := e.date(v, "Detail")
	e.e.NewDate, e.ok = d, e.ok && ok
	if ok && e.kind.Name == seniorMaturity && e.e.Date.Given() && d < e.e.Date {
		e.refuse("dates-out-of-order", v.At, v.Shown()+" for Detail", "a maturity on or after the Date of the event, "+e.e.Date.String(), "Correct one of the two dates; a facility that ends on the Date is 'Senior facility terminated'")
	}
}

// checkNoteEvent reports an event under a clause that its instrument does not have.
func (e *eventRow) checkNoteEvent() {
	if !e.e.HasSecurity || e.e.Security.Kind != InstrumentSecurity {
		return
	}
	t := &e.out.Instruments[e.e.Security.Index]
	switch e.kind.Name {
	case rescindEvent:
		e.needsTerm("Delivery due", t.DeliveryDue > 0)
	case prepaymentDemand:
		e.needsTerm("Holder prepayment cash", t.HolderPrepayCash.IsPositive())
	case voidNotice:
		e.needsTerm("Inability choice reset", t.InabilityReset)
	case prepaymentNotice:
		e.needsTerm("Company prepayment notice", t.PrepaymentNotice > 0)
		e.checkPaymentDay(t)
	case waiverNotice:
		if e.e.SecondLimit {
			e.needsTerm("Second ownership waiver notice", t.SecondWaiver > 0)
		} else {
			e.needsTerm("Ownership waiver notice", t.OwnershipWaiver > 0)
		}
	case defaultEvent:
		e.checkDefault(t)
	}
}

// needsTerm reports an event that its instrument gives no right to.
func (e *eventRow) needsTerm(term string, present bool) {
	if !present {
		v := e.cell("Security")
		e.refuse("no-such-clause", v.At, v.Shown()+" for '"+e.kind.Name+"'", "an instrument with "+term+" filled in", "Fill in "+term+" on Instruments, or clear the row")
	}
}

// checkPaymentDay reports a prepayment on too short a notice.
func (e *eventRow) checkPaymentDay(t *Terms) {
	if v, first := e.cell("Detail"), e.e.Date+Date(t.PrepaymentNotice); t.PrepaymentNotice > 0 && e.e.NewDate < first {
		e.refuse("dates-out-of-order", v.At, v.Shown()+" for Detail", "a day of payment on or after "+first.String()+", because the Company prepayment notice of "+t.Name+" is "+strconv.Itoa(t.PrepaymentNotice)+" calendar days", "Correct one of the two dates")
	}
}

// checkDefault reports an event of default of stock, one without its amount, and one that the note does not know.
func (e *eventRow) checkDefault(t *Terms) {
	v, amount := e.cell("Security"), e.cell("Amount")
	if t.Kind != KindNote {
		e.refuse("wrong-security", v.At, v.Shown(), "for '"+e.kind.Name+"' "+e.kind.Fields["Security"], "Name a note; for preferred stock write 'Breach' or 'Refusal to convert'")
		return
	}
	term := defaultAmounts[e.e.Letter]
	switch {
	case term == "" && e.e.HasAmount:
		e.refuse("field-not-taken", amount.At, amount.Shown()+" for Amount", "a blank cell, because the default of letter "+e.e.Letter+" has no amount", "Clear the cell")
	case term != "" && !e.e.HasAmount:
		e.refuse("missing-value", e.t.rowPlace(e.row, "Amount"), "no Amount", "the USD of the default of letter "+e.e.Letter+", which counts where they are above "+term, "Fill it in")
	}
	switch e.e.Letter {
	case "d":
		e.needsTerm(term, t.CrossAcceleration.IsPositive())
	case "e":
		e.needsTerm(term, t.Judgments.IsPositive())
	case "g":
		e.needsTerm("Involuntary case", t.InvoluntaryCase > 0)
	}
}

// linkRescissions reports a conversion that is taken back although its shares were not late, or came since: each Rescind
// follows a late delivery to its holder that is not cured before it.
func (r *resolver) linkRescissions(t *Table) {
	rescinded := map[int]bool{} // rows of late deliveries
	for i := range r.out.Events {
		e := &r.out.Events[i]
		if e.Kind != rescindEvent {
			continue
		}
		late := slices.IndexFunc(r.out.Events, func(l Event) bool {
			return l.Kind == lateDelivery && l.Security == e.Security && l.Holder == e.Holder && l.Date <= e.Date && !rescinded[l.Row] && !r.curedBefore(&l, e)
		})
		if late < 0 {
			row := r.rowOf(t, e)
			row.refuse("nothing-to-rescind", row.cell("Holder").At, row.cell("Holder").Shown()+" for '"+rescindEvent+"'",
				"a '"+lateDelivery+"' of the same security and holder on or before "+e.Date.String()+" that is not cured by then and not rescinded yet", "Add it, or clear the row")
			continue
		}
		rescinded[r.out.Events[late].Row] = true
	}
}

// curedBefore reports a late delivery that is put right before another event acts.
func (r *resolver) curedBefore(late, by *Event) bool {
	return late.ID != "" && slices.ContainsFunc(r.out.Events, func(c Event) bool {
		return c.Kind == cureEvent && SameName(c.Ref, late.ID) && (c.Date < by.Date || c.Date == by.Date && c.Row < by.Row)
	})
}
