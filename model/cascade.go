package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// cause is something that may move conversion prices. It passes through every instrument, lowest conversion price first,
// since an adjustment runs only from a lower price to a higher one; each sees the others' final price and adjusts once.
type cause[N Numeric[N]] struct {
	words   string
	issues  []issuance[N]
	grants  []grant
	changes []Security // whose exercise or conversion price changed
	ends    []ended
	moved   []int // instruments whose own price has moved already, for another reason
	before  int64 // common outstanding just before
}

// grant is a new option, warrant or convertible.
type grant struct {
	origin    Security
	units     int64
	category  string
	gift      bool            // given for nothing: a dividend in convertibles
	contract  bool            // agreed, and still to be issued
	id        string          // that a contract and its issue share
	unitShare decimal.Decimal // of a main security, the part of its price that it keeps; of what is sold with it, the part that it gets
	unitPrice decimal.Decimal // of what is sold with a main security: that price; zero for the main security
}

// pass takes a cause through every instrument's anti-dilution, and then the changes that it brought about through the
// others, until nothing moves. More rounds of changes than there are instruments is an error that names the chain.
func (e *engine[N]) pass(c cause[N]) {
	first := true
	unseen := e.scratch.unseen.take(len(e.instruments)) // by instrument: price changes of others that it has not seen
	var chain []moved[N]
	for _, j := range c.moved {
		e.tellHigher(j, unseen)
	}
	for round := 0; ; round++ {
		stirred := false
		for _, j := range e.byPrice() {
			seen := unseen[j]
			unseen[j] = nil
			own := cause[N]{changes: seen, before: e.outstanding, words: c.words}
			if first {
				own = c
				if len(seen) > 0 {
					own.changes = slices.Concat(c.changes, seen)
				}
			} else if len(seen) == 0 {
				continue
			}
			if !e.adjustFor(j, own) {
				continue
			}
			stirred = true
			chain = append(chain, moved[N]{j, e.instruments[j].price})
			e.tellHigher(j, unseen)
		}
		first = false
		if !stirred {
			return
		}
		if round >= len(e.instruments) {
			e.fail("", "one issue moved conversion prices round after round without coming to rest: "+e.told(chain))
			return
		}
	}
}

// tellHigher notes a moved price for the instruments whose own price is higher: an adjustment runs only upwards.
func (e *engine[N]) tellHigher(j int, unseen [][]Security) {
	for k := range unseen {
		if k != j && e.instruments[j].price.Cmp(e.instruments[k].price) < 0 {
			unseen[k] = append(unseen[k], Security{Kind: InstrumentSecurity, Index: j})
		}
	}
}

// moved is a step of a cascade.
type moved[N Numeric[N]] struct {
	instrument int
	to         Price[N]
}

// told writes a cascade out.
func (e *engine[N]) told(chain []moved[N]) string {
	var steps []string
	for _, m := range chain {
		steps = append(steps, fmt.Sprintf("%s to %s", e.instruments[m.instrument].t.Name, shownPrice(m.to)))
	}
	return strings.Join(steps, ", then ")
}

// byPrice lists the instruments with price protection that are outstanding, lowest conversion price first.
func (e *engine[N]) byPrice() []int {
	order := e.scratch.indices.take(len(e.instruments))[:0]
	for j := range e.instruments {
		in := &e.instruments[j]
		if in.t.AntiDilution == antiDilutionNone || !e.protected(in) {
			continue
		}
		order = append(order, j)
		for at := len(order) - 1; at > 0 && in.price.Cmp(e.instruments[order[at-1]].price) < 0; at-- {
			order[at], order[at-1] = order[at-1], order[at]
		}
	}
	return order
}

// protected reports whether an instrument's price may still be adjusted: it has been issued, and some is outstanding or,
// before the valuation date, may be.
func (e *engine[N]) protected(in *instrumentState[N]) bool {
	return in.issued && (e.replaying || in.outstandingUnits() > 0)
}

// adjustFor takes a cause through one instrument's chain and reports whether its conversion price moved. Behind a freeze the
// price that waits moves, and nobody else sees it yet.
func (e *engine[N]) adjustFor(j int, c cause[N]) bool {
	in := &e.instruments[j]
	before, from := in.running(), len(in.chain.items)
	work := chainWork[N]{e: e, in: in, self: j, from: from, before: c.before}
	for _, s := range c.changes {
		work.change(s)
	}
	outstanding := c.before
	for _, i := range c.issues {
		work.issue(i, outstanding)
		outstanding += i.shares
	}
	for _, g := range c.grants {
		work.grant(g, c.before)
	}
	for _, x := range c.ends {
		work.end(x)
	}
	price := before
	if work.replay {
		price = e.replay(in)
	} else {
		for k := from; k < len(in.chain.items); k++ {
			price = e.step(in, k, price)
		}
	}
	if price.Cmp(before) == 0 || work.replay && sameButTrace(price, before) {
		return false
	}
	in.setRunning(price)
	e.noteLowest(in)
	e.recordAdjustment(in, before, c.words, work)
	return !in.freeze.on
}

// sameButTrace reports whether two prices, or two amounts, differ by no more than what the rounding of a replayed chain's
// quotients could come to in either engine.
func sameButTrace[N Numeric[N], U any](a, b Quantity[N, U]) bool {
	trace := b.n.Mul(ratioOf[N](edge, knifeEdge))
	return a.n.Sub(b.n).Cmp(trace) <= 0 && b.n.Sub(a.n).Cmp(trace) <= 0
}

// noteLowest keeps the lowest price that was ever in effect while the instrument was outstanding.
func (e *engine[N]) noteLowest(in *instrumentState[N]) {
	if !e.replaying && in.live() && (in.lowest.Sign() == 0 || in.price.Cmp(in.lowest) < 0) {
		in.lowest = in.price
	}
}

// queueIssue leaves shares that were issued in steps 4 to 6 for step 7.
func (e *engine[N]) queueIssue(i issuance[N]) {
	if i.shares > 0 {
		e.issued = append(e.issued, i)
	}
}

// passIssues is step 7: what steps 4 to 6 issued passes through every instrument. Shares of one origin at one price are
// one issue, whoever got them, so the order of holders is irrelevant.
func (e *engine[N]) passIssues() {
	var all int64
	for _, i := range e.issued {
		all += i.shares
	}
	before := e.outstanding - all
	same := e.sameIssues()
	for k := range same {
		e.pass(cause[N]{words: same[k].category, issues: same[k : k+1], before: before})
		before += same[k].shares
	}
	for k := range e.gifts {
		e.pass(cause[N]{words: "Dividend in " + e.securityName(e.gifts[k].origin), grants: e.gifts[k : k+1], before: e.outstanding})
	}
	for k := range e.ended {
		c := cause[N]{ends: e.ended[k : k+1], before: e.outstanding}
		if !e.record.quiet {
			c.words = "end of " + e.securityName(e.ended[k].origin)
		}
		e.pass(c)
	}
	e.issued, e.ended, e.gifts = e.issued[:0], e.ended[:0], e.gifts[:0]
}

// sameIssues adds up issues of one origin, category and price.
func (e *engine[N]) sameIssues() []issuance[N] {
	merged := e.scratch.merged[:0]
next:
	for _, i := range e.issued {
		for k := range merged {
			m := &merged[k]
			if m.origin == i.origin && m.category == i.category && samePrice(*m, i) {
				m.shares += i.shares
				m.units += i.units
				m.consideration = m.consideration.Add(i.consideration)
				continue next
			}
		}
		merged = append(merged, i)
	}
	e.scratch.merged = merged
	if len(merged) < 2 {
		return merged
	}
	slices.SortStableFunc(merged, func(a, b issuance[N]) int {
		if a.origin != b.origin || a.category != b.category {
			return cmp.Or(cmp.Compare(a.origin.Kind, b.origin.Kind), cmp.Compare(a.origin.Index, b.origin.Index), cmp.Compare(a.category, b.category))
		}
		return a.consideration.Times(numberOfInt[N](b.shares)).Cmp(b.consideration.Times(numberOfInt[N](a.shares)))
	})
	return merged
}

// samePrice compares consideration per share without dividing.
func samePrice[N Numeric[N]](a, b issuance[N]) bool {
	return a.consideration.Times(numberOfInt[N](b.shares)).Cmp(b.consideration.Times(numberOfInt[N](a.shares))) == 0
}
