package model

import "github.com/shopspring/decimal"

// The ways in which an ownership limit blocks.
const (
	blockedBoth   = "Both exceeded"
	blockedEither = "Either exceeded"
	blockedOwned  = "Owned exceeded"
)

// noLimit is room that never binds.
const noLimit = int64(1) << 62

// ownershipTest is one ownership limit of an instrument.
type ownershipTest struct {
	over, under int64 // the limit as a quotient of whole numbers
	clause      string
	alone       bool // it counts what the holder itself owns, not its affiliates and not what it could acquire
	first       bool
}

// index is 0 for an instrument's first limit and 1 for its second.
func (t ownershipTest) index() int {
	if t.first {
		return 0
	}
	return 1
}

// ownershipTests lists an instrument's limits. Where a contract has two, the first counts the shares that the holder
// itself owns (N 4(a)), the second what it and its affiliates own beneficially (N 4(b)); a single limit is on beneficial
// ownership (A 1(d)(i)).
func ownershipTests(t *Terms) []ownershipTest {
	var tests []ownershipTest
	if t.OwnershipLimit.Sign() > 0 {
		alone := t.BlockedWhen == blockedOwned && t.SecondOwnershipLimit.Sign() > 0
		tests = append(tests, newOwnershipTest(t.OwnershipLimit, ownershipTest{clause: t.cite(clauseOwnership), alone: alone, first: true}))
	}
	if t.SecondOwnershipLimit.Sign() > 0 {
		tests = append(tests, newOwnershipTest(t.SecondOwnershipLimit, ownershipTest{clause: t.cite(clauseSecondOwnership)}))
	}
	return tests
}

// ownershipRoom is how many shares a holder may still get by converting an instrument today under all its limits.
func (e *engine[N]) ownershipRoom(in *instrumentState[N], holder int) int64 {
	return e.ownershipRoomAfter(in, holder, 0)
}

// ownershipRoomAfter is the room once so many days of sales have gone by and nothing else has changed.
func (e *engine[N]) ownershipRoomAfter(in *instrumentState[N], holder, days int) int64 {
	room := noLimit
	for _, test := range in.ownership {
		under := e.roomUnder(in, test, holder, days)
		room = min(room, e.roomWithWaiver(in, holder, !test.first, under, in.conversionPrice()))
	}
	return room
}

// roomUnder is the room under one limit, once so many days of sales have gone by.
//
// A conversion is cut so far as afterwards the holder and its affiliates would both own more than the limit and have
// acquired more than the limit within the window (A 1(d)(i)); the usual market form blocks on either of the two; the third
// form looks at what is owned alone.
func (e *engine[N]) roomUnder(in *instrumentState[N], test ownershipTest, holder, days int) int64 {
	t, group := in.t, e.people[holder].Group
	base := e.ownershipBase(in, group)
	if test.alone {
		s := &e.holders[holder]
		return limitRoom(t, test, s.common-s.soldIn(days), base)
	}
	owned, rights := e.beneficialBase(group)
	for _, h := range e.members[group] {
		owned -= e.holders[h].soldIn(days)
	}
	byOwned := limitRoom(t, test, owned, base+rights)
	if !test.first || t.BlockedWhen == blockedOwned {
		return byOwned
	}
	byAcquired := limitRoom(t, test, e.acquired(holder, t.AcquiredWithin), base)
	if t.BlockedWhen == blockedBoth {
		return max(byOwned, byAcquired)
	}
	return min(byOwned, byAcquired)
}

// limitRoom is the largest x for which held + x is not above the limit's part of a base, counted after the issue of x (or
// before it, as the reading says).
func limitRoom(t *Terms, test ownershipTest, held, base int64) int64 {
	over, under := test.over, test.under
	free := over*base - under*held
	if free < 0 {
		return 0
	}
	if t.OwnershipBefore {
		return free / under
	}
	if under <= over {
		return noLimit
	}
	return free / (under - over)
}

// newOwnershipTest writes a limit as a quotient of whole numbers. Limits have at most LimitPlaces decimals, counts at most
// MaxShares, so that products fit.
func newOwnershipTest(limit decimal.Decimal, test ownershipTest) ownershipTest {
	test.over, test.under = limit.Shift(LimitPlaces).IntPart(), 1_000_000
	return test
}

// LimitPlaces is how many decimals an ownership limit may have as a fraction: 4.9999% has six.
const LimitPlaces = 6

// MaxShares is the largest count of shares in a case: a million million.
const MaxShares = 1_000_000_000_000

// acquired is the common that a holder and its affiliates got within so many calendar days ending on and including today
// (A 1(d)(i)(B)).
func (e *engine[N]) acquired(holder, within int) int64 {
	var total int64
	for _, h := range e.members[e.people[holder].Group] {
		all := e.holders[h].received
		for k := len(all) - 1; k >= 0 && all[k].on > e.date-Date(within); k-- {
			total += all[k].shares
		}
	}
	return total
}
