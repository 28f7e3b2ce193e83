package model

import "fmt"

// adjustByBoard lowers a conversion price as the board has decided for an event that the clause does not provide for
// (A 1(g)(v)). It may not raise the price: a board adjustment that would is an error of the workbook. It lasts: a price that is
// recomputed later never comes out above what the board has set.
func (e *engine[N]) adjustByBoard(ev *Event) {
	j := ev.Security.Index
	in := &e.instruments[j]
	before, price := in.running(), e.eventPrice(ev.Price, ev.Step)
	switch price.Cmp(before) {
	case 1:
		e.failInput(fmt.Sprintf("the board adjustment at %s would raise the conversion price of %s from %s to %s; the board may only lower it (%s)",
			ev.At, in.t.Name, shownPrice(before), shownPrice(price), in.t.cite(clauseBoard)))
		return
	case 0:
		return
	}
	in.chain.items = append(in.chain.items, dilutive[N]{ceiling: price})
	in.setRunning(price)
	e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(clauseBoard), Cause: "Board adjustment",
		Before: before.Decimal(), After: price.Decimal(), Formula: formulaBoard})
	if in.freeze.on {
		return
	}
	e.noteLowest(in)
	e.pass(cause[N]{words: "Board adjustment of " + in.t.Name, moved: []int{j}, before: e.outstanding})
}
