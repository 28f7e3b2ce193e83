package model

import "slices"

// The kinds of notice.
const (
	noticeGiven     = "notice"    // by an event of the workbook
	noticePolicy    = "policy"    // by the holder's policy
	noticeMandatory = "mandatory" // by the contract
	noticeApproved  = "approved"  // what an exchange cap had withheld, after a vote
)

// wanted is a notice on its way through the limits.
type wanted[N Numeric[N]] struct {
	notice
	price    Price[N]
	kind     string
	units    int64 // what is left of it
	shares   int64
	rest     Money[N] // a fraction's worth at the price, where it is settled in cash
	interest Money[N] // accrued interest that converts with it
	dividend Money[N] // declared dividends that the holder takes in shares (A 4)
	lot      bool     // principal with a conversion price of its own
	rooms    [2]int64 // under the first and the second ownership limit, before it
	besides  Cents    // worth of what comes besides the common
	cuts     []limitCut
	clause   string
}

// mostCuts is how many limits there are: two of ownership, the cap, the charter, the registration.
const mostCuts = 5

// limitCut is what one limit took off.
type limitCut struct {
	clause, limit string
	units, shares int64
	room          int64
}

// The names of the limits.
const (
	limitOwnership  = "ownership limit"
	limitCap        = "exchange cap"
	limitAuthorized = "authorized shares"
)

// convert works off the day's notices, instrument by instrument in the order of the workbook: price, ownership limits,
// exchange cap, authorized shares, then the issue. Within an instrument every holder is measured against the same share
// count, so the order of the holders is irrelevant.
func (e *engine[N]) convert() {
	e.addMandatoryNotices()
	for i := range e.instruments {
		batch := e.scratch.batch[:0]
		for _, n := range e.notices {
			if n.instrument == i {
				batch = e.priced(batch, n)
			}
		}
		e.scratch.batch = batch
		if len(batch) == 0 {
			continue
		}
		in := &e.instruments[i]
		e.limitOwnership(in, batch)
		e.limitByCap(in, batch)
		e.limitByAuthorized(in, batch)
		e.limitByRegistration(in, batch)
		for k := range batch {
			e.carryOut(in, &batch[k])
		}
		e.reallocateCap(in)
	}
	e.notices = e.notices[:0]
}

// priced adds a notice with its price: principal that came back with a price of its own converts first, at that price where it is the lower
// (N 6(c)).
func (e *engine[N]) priced(batch []wanted[N], n notice) []wanted[N] {
	in := &e.instruments[n.instrument]
	l := in.lotOf(n.holder)
	if l == nil || n.kind == noticeMandatory {
		return append(batch, e.price(n))
	}
	own, rest := n, n
	own.asked = min(n.asked, l.units)
	rest.asked -= own.asked
	w := e.price(own)
	w.lot = true
	if l.price.Cmp(w.price) < 0 {
		w.price = l.price
		w.shares, w.rest = in.sharesForValue(in.converts(w.units, w.price).Add(w.dividend), w.price)
	}
	if rest.asked == 0 {
		return append(batch, w)
	}
	return append(batch, w, e.price(rest))
}

// price chooses a notice's price and works out its shares. Several notices of one holder were made one when they came in.
func (e *engine[N]) price(n notice) wanted[N] {
	in := &e.instruments[n.instrument]
	w := wanted[N]{notice: n, units: n.asked, cuts: e.scratch.cuts.take(mostCuts)[:0]}
	w.price, w.kind = e.priceFor(in, n)
	switch {
	case n.kind == noticeMandatory:
		w.clause = in.t.cite(in.mandatoryBy)
		w.interest = e.accruedInterest(in, n.holder)
	case w.kind == atAlternativePrice:
		w.clause = in.t.cite(clauseAlternativePrice)
	default:
		w.clause = in.t.cite(clauseConversion)
	}
	if e.policy(n.holder).DividendsInShares {
		w.dividend = moneyFromCents[N](e.declaredOn(n.instrument, n.holder, w.units))
	}
	w.shares, w.rest = in.sharesForValue(in.converts(w.units, w.price).Add(w.interest).Add(w.dividend), w.price)
	return w
}

// limitOwnership cuts each notice to what its holder may own, limit by limit. Affiliates share one room.
func (e *engine[N]) limitOwnership(in *instrumentState[N], batch []wanted[N]) {
	for _, test := range in.ownership {
		for _, members := range e.sameRoom(batch, test.alone) {
			first := &batch[members[0]]
			if first.notice.kind == noticeMandatory && !in.t.LimitsMandatory {
				continue
			}
			room := e.roomUnder(in, test, first.holder, 0)
			for _, k := range members {
				batch[k].rooms[test.index()] = room
				room = e.roomWithWaiver(in, batch[k].holder, !test.first, room, batch[k].price)
			}
			e.cutTogether(in, batch, members, room, test.clause, limitOwnership)
		}
	}
}

// sameRoom groups a batch's notices by who shares an ownership room: affiliates, or each holder alone where only what the
// holder itself owns counts.
func (e *engine[N]) sameRoom(batch []wanted[N], alone bool) [][]int {
	room := func(k int) int {
		if alone {
			return batch[k].holder
		}
		return e.people[batch[k].holder].Group
	}
	order := e.scratch.indices.take(len(batch))
	for k := range order {
		at := k
		for ; at > 0 && room(order[at-1]) > room(k); at-- {
			order[at] = order[at-1]
		}
		order[at] = k
	}
	grouped := e.scratch.groups.take(len(batch))[:0]
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && room(order[to]) == room(order[from]) {
			to++
		}
		grouped = append(grouped, order[from:to])
		from = to
	}
	return grouped
}

// lostParts is what stood of a notice before a limit.
type lostParts struct{ units, shares int64 }

// limitByCap cuts each notice to its holder's part of the exchange cap. A notice that the cap cuts is a triggering event
// where the term says so (A 3(b)(v)); it can be demanded from the next trading day.
func (e *engine[N]) limitByCap(in *instrumentState[N], batch []wanted[N]) {
	cited := in.t.cite(clauseExchangeCap)
	for _, members := range e.sameRoom(batch, true) {
		first := &batch[members[0]]
		room := e.capRoom(in, first.holder)
		if in.t.ExchangeCapCounts == capCountsBelow && first.price.Cmp(priceFromMicros[N](e.close())) >= 0 {
			continue
		}
		before := e.scratch.parts.take(len(members))
		for m, k := range members {
			before[m] = lostParts{batch[k].units, batch[k].shares}
		}
		e.cutTogether(in, batch, members, room, cited, limitCap)
		for m, k := range members {
			w := &batch[k]
			cut := before[m].shares - w.shares
			if cut <= 0 {
				continue
			}
			e.record.cutByCap += cut
			e.capTrigger(in)
			if in.t.CapApprovalOrCash {
				e.withhold(in, w, before[m].units-w.units, cut)
			}
		}
	}
}

// limitByAuthorized cuts all notices together to what the charter still allows.
func (e *engine[N]) limitByAuthorized(in *instrumentState[N], batch []wanted[N]) {
	members, before := e.scratch.indices.take(len(batch)), e.scratch.counts.take(len(batch))
	for k := range batch {
		members[k] = k
	}
	for k := range batch {
		before[k] = batch[k].units
	}
	e.cutTogether(in, batch, members, e.authorizedRoom(), in.t.cite(clauseReserve), limitAuthorized)
	for k := range batch {
		e.cannotIssue(in, &batch[k], before[k]-batch[k].units)
	}
}

// cutTogether cuts notices that share one room, pro rata to what they ask: in whole units where only those convert, else
// in whole shares (A 1(e)(v)). A notice above an ownership limit is refused whole where the reading says so.
func (e *engine[N]) cutTogether(in *instrumentState[N], batch []wanted[N], members []int, room int64, cited, limit string) {
	var asked int64
	for _, k := range members {
		asked += batch[k].shares
	}
	if asked <= room {
		return
	}
	if limit == limitOwnership && in.t.RefuseOverLimit && batch[members[0]].notice.kind != noticeMandatory {
		for _, k := range members {
			e.cutTo(in, &batch[k], 0, 0, limitCut{clause: cited, limit: limit, room: room})
		}
		return
	}
	if len(members) == 1 {
		w := &batch[members[0]]
		units := in.unitsWithin(room, w.units, w.price)
		count, _ := in.sharesFor(units, w.price)
		if !in.t.WholeUnits {
			count = min(count, room)
		}
		e.cutTo(in, w, units, count, limitCut{clause: cited, limit: limit, room: room})
		return
	}
	parts := e.partsWithin(in, batch, members, room)
	returnedFirst(in.t.WholeUnits, batch, members, parts)
	for m, k := range members {
		w := &batch[k]
		if in.t.WholeUnits {
			count, _ := in.sharesFor(parts[m], w.price)
			e.cutTo(in, w, parts[m], count, limitCut{clause: cited, limit: limit, room: room})
			continue
		}
		units := in.unitsWithin(parts[m], w.units, w.price)
		count, _ := in.sharesFor(units, w.price)
		e.cutTo(in, w, units, min(parts[m], count), limitCut{clause: cited, limit: limit, room: room})
	}
}

// returnedFirst gives what a holder may convert to its returned principal first (N 6(c)): that stands just before the rest of
// its notice.
func returnedFirst[N Numeric[N]](whole bool, batch []wanted[N], members []int, parts []int64) {
	for m := 1; m < len(members); m++ {
		first, rest := &batch[members[m-1]], &batch[members[m]]
		if !first.lot || first.holder != rest.holder {
			continue
		}
		claim := first.shares
		if whole {
			claim = first.units
		}
		both := parts[m-1] + parts[m]
		parts[m-1] = min(both, claim)
		parts[m] = both - parts[m-1]
	}
}

// partsWithin divides a room among notices: units for instruments that convert whole units, else shares.
func (e *engine[N]) partsWithin(in *instrumentState[N], batch []wanted[N], members []int, room int64) []int64 {
	claims, parts := e.scratch.counts.take(len(members)), e.scratch.counts.take(len(members))
	name := func(m int) string { return e.holderName(batch[members[m]].holder) }
	if !in.t.WholeUnits {
		for m, k := range members {
			claims[m] = batch[k].shares
		}
		divide(parts, room, claims, name)
		return parts
	}
	var all int64
	for m, k := range members {
		claims[m] = batch[k].units
		all += claims[m]
	}
	// The most units that fit when divided pro rata: rounding to the nearest share may take one more share a notice, so
	// the total is lowered until the shares of all parts fit.
	total := in.unitsWithin(room, all, e.highestPrice(batch, members)) + int64(len(members))
	for total = min(total, all); total > 0; total-- {
		divide(parts, total, claims, name)
		var count int64
		for m, k := range members {
			whole, _ := in.sharesFor(parts[m], batch[k].price)
			count += whole
		}
		if count <= room {
			return parts
		}
	}
	clear(parts)
	return parts
}

// highestPrice is the price at which a unit takes the fewest shares among notices that share a room. Prices differ only
// where one holder chose the alternative price and another did not.
func (e *engine[N]) highestPrice(batch []wanted[N], members []int) Price[N] {
	most := batch[members[0]].price
	for _, k := range members[1:] {
		if p := batch[k].price; p.Cmp(most) > 0 {
			most = p
		}
	}
	return most
}

// cutTo lowers a notice to what is left of it. No fraction is paid on a part that was cut; interest that would have converted
// with it waits, and dividends on what converts are paid in cash.
func (e *engine[N]) cutTo(in *instrumentState[N], w *wanted[N], units, count int64, c limitCut) {
	if units >= w.units && count >= w.shares {
		return
	}
	c.units, c.shares = w.units-units, w.shares-count
	w.units, w.shares, w.rest, w.interest, w.dividend = units, count, Money[N]{}, Money[N]{}, Money[N]{}
	w.cuts = append(w.cuts, c)
}

// carryOut converts what the limits left of a notice: units end, shares are issued, a fraction is owed in cash.
func (e *engine[N]) carryOut(in *instrumentState[N], w *wanted[N]) {
	i := w.instrument
	owedCash := Cents(0)
	if w.units > 0 || w.shares > 0 {
		e.accrueTo(in, e.date)
		e.settleDeclared(i, w.holder, w.units, w.dividend.Sign() > 0)
		e.apply(effect{kind: convertUnits, instrument: i, holder: w.holder, units: w.units})
		e.apply(effect{kind: issueShares, holder: w.holder, shares: w.shares, source: fromConversion})
		e.useCap(in, w.holder, w.shares, w.price)
		in.lastConverted[w.holder] = e.date
		e.useLots(in, w)
		in.sinceReport[w.holder] += w.shares
		in.shareTotal += w.shares
		owedCash = e.fractionCash(in, w.rest, w.price)
		e.owe(i, w.holder, owedCash, e.date, in.t.cite(clauseFractionCash), paidFraction)
		in.lastConversion[w.holder] = lastConversion{e.date, w.units, w.shares, owedCash}
		w.besides = e.deliverBesides(i, w.holder, w.units)
		e.makeWhole(in, w)
		e.queueConversion(in, w)
	}
	e.settleInterestOnConversion(in, w)
	e.recordConversion(in, w, owedCash)
}

// useLots takes what has converted off what had a price, or a waiver, of its own.
func (e *engine[N]) useLots(in *instrumentState[N], w *wanted[N]) {
	if w.lot {
		in.lots = slices.Clone(in.lots)
		if l := in.lotOf(w.holder); l != nil {
			l.units -= min(l.units, w.units)
		}
	}
	if len(in.waivers) > 0 {
		for k, second := range []bool{false, true} {
			e.useWaiver(in, w.holder, second, w.units-in.unitsWithin(w.rooms[k], w.units, w.price))
		}
	}
}

// queueConversion leaves a conversion's shares for the other instruments' anti-dilution. Interest and dividends that converted
// with the units were never deemed issued: they are an issue of their own (N 2(c)).
func (e *engine[N]) queueConversion(in *instrumentState[N], w *wanted[N]) {
	category := in.conversionCategory
	principal := w.shares
	if w.interest.Sign() > 0 || w.dividend.Sign() > 0 {
		principal = min(w.shares, wholeSharesDown(in.converts(w.units, w.price), w.price))
	}
	e.queueIssue(issuance[N]{holder: w.holder, category: category, shares: principal,
		consideration: cost(principal, w.price), origin: Security{Kind: InstrumentSecurity, Index: w.instrument}, units: w.units})
	if extra := w.shares - principal; extra > 0 {
		e.queueIssue(issuance[N]{holder: w.holder, category: category, shares: extra,
			consideration: cost(extra, w.price)})
	}
}
