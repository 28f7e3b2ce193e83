package model

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// The forms of the freeze.
const (
	freezeNone       = "None"
	freezePrice      = "Price"
	freezeApplicable = "Applicable price"
)

// freeze is a time during which the conversion price stands still, while the price that will take effect afterwards moves
// on behind it.
type freeze[N Numeric[N]] struct {
	on       bool
	open     []string // IDs of the announced transactions that are not over
	through  Date     // the last day, once none is open
	running  Price[N] // what the price would be, and will be
	deferred []Adjustment
	line     int // of Outcome.Freezes
}

// freezes reports whether an announced transaction is one of those that freeze the price (A 1(g)(iii)): (A) a merger or
// consolidation, or a business combination above a part of the common; (B) the sale of all or substantially all assets;
// (C) a tender for more than that part of the common. A reading holds (A)'s mergers to that part too.
func (t *Terms) freezes(ev *Event) bool {
	if t.Freeze == freezeNone || t.Freeze == "" {
		return false
	}
	switch ev.Kind {
	case mergerAnnounced:
		return !t.FreezeMergersAbove || ev.Quantity.GreaterThan(t.MajorAboveCommon)
	case assetSaleAnnounced:
		return ev.Quantity.GreaterThan(t.SubstantiallyAllAbove)
	}
	return ev.Quantity.GreaterThan(t.MajorAboveCommon)
}

// freezeFor lets the price stand from the announcement's day on: at the conversion price, or, as the term may say, at what
// a conversion of that day would have been priced at, the alternative price included.
func (e *engine[N]) freezeFor(in *instrumentState[N], ev *Event) {
	if !in.t.freezes(ev) {
		return
	}
	f := &in.freeze
	f.open = append(f.open, ev.ID)
	if f.on {
		return
	}
	f.on, f.through, f.running = true, NoDate, in.price
	if in.t.Freeze == freezeApplicable {
		if alternative, offered := e.alternativePriceOf(in); offered {
			in.price = minPrice(in.price, alternative)
			e.noteLowest(in)
		}
	}
	e.recordFreeze(in, ev)
}

// endFreezeFor counts a transaction as over. The price stands through the day on which the last of them ends.
func (e *engine[N]) endFreezeFor(in *instrumentState[N], id string) {
	f := &in.freeze
	k := slices.IndexFunc(f.open, func(open string) bool { return SameName(open, id) })
	if k < 0 {
		return
	}
	f.open = slices.Delete(slices.Clone(f.open), k, k+1)
	if len(f.open) == 0 {
		f.through = e.date
		e.recordFreezeEnd(in)
		e.wakeDay(e.day + 1)
	}
}

// thaw ends the freezes that were over by yesterday, before anything else happens on the day: the price that has been
// running behind takes effect, with the certificates of what moved it, and the others see the change.
func (e *engine[N]) thaw() {
	var moved []int
	for i := range e.instruments {
		in := &e.instruments[i]
		f := in.freeze
		if !f.on || len(f.open) > 0 || e.date <= f.through {
			continue
		}
		in.freeze = freeze[N]{}
		if before := in.price; f.running.Cmp(before) != 0 {
			in.price = f.running
			e.noteLowest(in)
			moved = append(moved, i)
		}
		for _, a := range f.deferred {
			a.Date = e.date
			e.certify(in, a)
		}
	}
	if len(moved) > 0 {
		e.pass(cause[N]{words: "End of a freeze", moved: moved, before: e.outstanding})
	}
}

// running is the price that price protection works on: the one in effect, or behind a freeze the one that waits.
func (in *instrumentState[N]) running() Price[N] {
	if in.freeze.on {
		return in.freeze.running
	}
	return in.price
}

// setRunning moves that price.
func (in *instrumentState[N]) setRunning(price Price[N]) {
	if in.freeze.on {
		in.freeze.running = price
		return
	}
	in.price = price
}

// restate scales a freeze for a split: the frozen price itself is scaled with the instrument's.
func (f *freeze[N]) restate(by ratio) {
	if !f.on {
		return
	}
	f.running = f.running.TimesRatio(by.under, by.over)
	over, under := decimal.NewFromInt(by.over), decimal.NewFromInt(by.under)
	f.deferred = slices.Clone(f.deferred)
	for k := range f.deferred {
		a := &f.deferred[k]
		for _, price := range []*decimal.Decimal{&a.Before, &a.After} {
			*price = price.Mul(under).DivRound(over, quotientPlaces)
		}
		for _, count := range []*decimal.Decimal{&a.Shares, &a.BaseBefore, &a.BaseAfter} {
			*count = count.Mul(over).DivRound(under, quotientPlaces)
		}
	}
}

// recordFreeze keeps the beginning of a freeze.
func (e *engine[N]) recordFreeze(in *instrumentState[N], ev *Event) {
	if e.record.quiet {
		return
	}
	out := e.ledger()
	in.freeze.line = len(out.Freezes)
	out.Freezes = append(out.Freezes, Freeze{Instrument: in.t.Name, From: e.date, Until: NoDate, Price: in.price.Decimal(),
		Cause: fmt.Sprintf("%s (%s)", ev.Kind, ev.ID), Clause: in.t.cite(clauseFreeze)})
}

// recordFreezeEnd keeps its last day.
func (e *engine[N]) recordFreezeEnd(in *instrumentState[N]) {
	if !e.record.quiet {
		e.ledger().Freezes[in.freeze.line].Until = e.date
	}
}
