package model

import "fmt"

// rightsCategory is the issuance category of shares that were bought in a rights offering.
const rightsCategory = "Rights offering"

// offerRights carries out a pro rata offering of shares to the holders of common. Holders of an instrument may take part as if
// it had been converted, limits ignored (A 2(b)). Who takes up rights takes them all, the others' lapse the same day; the
// shares bought are one issue at the subscription price, on the record date (A 1(g)(i)(D)).
func (e *engine[N]) offerRights(ev *Event) {
	before, price := e.outstanding, e.eventPrice(ev.Price, ev.Step)
	each := ev.Ratio
	rights := func(count int64) int64 {
		n, _ := mulDiv(count, each.over, each.under)
		return n
	}
	if e.replaying {
		e.apply(effect{kind: issueShares, holder: e.marketHolder(), shares: rights(before), source: fromIssue})
		e.passRights(rights(before), price, before)
		return
	}
	taken := make([]int64, len(e.people))
	offer := func(i, h int, count int64) {
		n := rights(count)
		took := int64(0)
		if e.policy(h).TakeUpRights {
			took = n
		}
		taken[h] += took
		e.recordRight(ev, i, h, n, took, price)
	}
	for h := range e.people {
		offer(-1, h, e.holders[h].common)
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		for h, units := range in.units {
			if units > 0 && in.t.RightsAsConverted {
				offer(i, h, e.asConvertedWhole(in, units))
			}
		}
	}
	if total := sum(taken); total > e.authorizedRoom() {
		e.fail("", fmt.Sprintf("the rights offering at %s needs %d shares and the charter allows %d more", ev.At, total, e.authorizedRoom()))
		return
	}
	for h, count := range taken {
		if count == 0 {
			continue
		}
		paid := cost(count, price)
		e.apply(effect{kind: issueShares, holder: h, shares: count, source: fromIssue})
		e.apply(effect{kind: moveCash, cash: centsNearest(paid)})
		e.recordPayment(-1, h, centsNearest(paid), ev.Clause, "rights offering")
		e.recordIssuance(h, rightsCategory, count, paid, ev.Clause)
	}
	e.passRights(sum(taken), price, before)
}

// passRights passes the shares bought through price protection.
func (e *engine[N]) passRights(count int64, price Price[N], before int64) {
	e.pass(cause[N]{words: "Rights offering", before: before,
		issues: []issuance[N]{{holder: noHolder, category: rightsCategory, shares: count, consideration: cost(count, price)}}})
}
