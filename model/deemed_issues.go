package model

import "slices"

// chainWork is one cause on its way into one instrument's chain.
type chainWork[N Numeric[N]] struct {
	e      *engine[N]
	in     *instrumentState[N]
	self   int
	before int64  // common outstanding just before the cause
	from   int    // items from here on are new
	replay bool   // an earlier item changed, so the chain runs again
	main   int    // position of the item that the certificate shows, plus one
	cites  clause // of that item
}

// ownSecurity reports whether a security is the instrument itself.
func (w *chainWork[N]) ownSecurity(s Security) bool {
	return s.Kind == InstrumentSecurity && s.Index == w.self
}

// excludes reports whether the instrument's contract leaves a category out of its anti-dilution.
func (w *chainWork[N]) excludes(category string) bool {
	return slices.Contains(w.in.t.Excludes, category)
}

// issue enters shares that were really issued. Shares issued under a grant that was counted bring no further adjustment
// (A 1(g)(i)(A), (B); N 5(a)(vi)(2)); under one that never was, below the price, they are an issue. The instrument's own
// conversions are never counted.
func (w *chainWork[N]) issue(i issuance[N], outstanding int64) {
	if w.ownSecurity(i.origin) || i.shares == 0 {
		return
	}
	if i.origin.Kind != CommonStock && w.deliver(i) || w.over() {
		return
	}
	if w.excludes(i.category) || i.origin.Kind != CommonStock && (!w.in.t.UnadjustedExercises || w.excludes(w.e.grantCategory(i.origin))) {
		return
	}
	if i.category == rightsCategory && !w.in.t.RightsAdjust {
		return
	}
	received := i.consideration
	if w.in.t.RelativeUnitPrice && i.unitShare.Sign() > 0 {
		received = received.Times(numberOf[N](i.unitShare))
	}
	if w.in.t.NetConsideration {
		received = received.Sub(i.costs)
	}
	w.add(dilutive[N]{outstanding: deemedOf[N](outstanding), shares: deemedOf[N](i.shares), consideration: received}, clauseIssue)
}

// deliver books shares really issued under grants, oldest grant first, and reports whether they were counted at the grant.
// Shares of a grant that was not counted leave it, so that they are never counted twice.
func (w *chainWork[N]) deliver(i issuance[N]) bool {
	if !w.in.chain.granted {
		return false
	}
	units, given := i.units, deemedOf[N](i.shares)
	counted := false
	for k := range w.in.chain.items {
		d := &w.in.chain.items[k]
		if !d.grant || d.origin != i.origin || d.left == 0 || units == 0 {
			continue
		}
		part := min(units, d.left)
		moved := given
		if part < units {
			moved = given.TimesRatio(part, units)
		}
		d.left -= part
		units -= part
		if w.nothingLeft(i.origin) {
			d.left = 0
		}
		given = given.Sub(moved)
		if !d.counted {
			d.shares, d.consideration, d.lowest = w.e.underGrant(d)
			continue
		}
		counted = true
		if !d.settled {
			_, _, price := w.e.underGrant(&dilutive[N]{origin: i.origin, left: part, gift: d.gift, kept: d.kept, extra: d.extra})
			d.reallyFor = d.reallyFor.Add(costOfDeemed(moved, price)) // what they really cost, at today's terms
		}
		d.really = d.really.Add(moved)
		d.departures = append(d.departures, departure[N]{len(w.in.chain.items), moved})
		if d.left == 0 {
			w.close(k)
		}
	}
	return counted
}

// grant enters an option, a warrant or a convertible: when its lowest price is below the conversion price, all its shares
// are deemed issued for that price (A 1(g)(i)(A), (B); N 5(a)(vii)). Options of an excluded category adjust nothing; they
// count in the deemed base where the reading says so.
func (w *chainWork[N]) grant(g grant, outstanding int64) {
	if w.over() || w.ownSecurity(g.origin) || w.waitsForIssue(g) || w.variesWithMarket(g.origin) {
		return
	}
	option := g.origin.Kind == WarrantSecurity
	excluded := w.excludes(g.category)
	if excluded && !(option && w.in.t.PlanOptionsDeemed) {
		return
	}
	d := dilutive[N]{origin: g.origin, grant: true, excluded: excluded, left: g.units, outstanding: deemedOf[N](outstanding)}
	d.gift = g.gift
	if g.contract {
		d.contract = g.id
	}
	if w.in.t.RelativeUnitPrice && g.unitShare.Sign() > 0 {
		d.sharePrice(g)
	}
	d.shares, d.consideration, d.lowest = w.e.underGrant(&d)
	w.add(d, grantClause(g.origin))
}

// waitsForIssue reports whether a grant is not entered now: a contract where shares are deemed issued only at the issue, or
// an issue whose shares were deemed issued at the contract (A 1(g)(i)(A), N 5(a)(vii)).
func (w *chainWork[N]) waitsForIssue(g grant) bool {
	if !w.in.t.DeemedAtContract {
		return g.contract
	}
	return !g.contract && g.id != "" && slices.ContainsFunc(w.in.chain.items, func(d dilutive[N]) bool { return SameName(d.contract, g.id) })
}

// variesWithMarket reports whether a security's price varies with the market and therefore adjusts nothing when it is issued;
// each conversion of it below the price is then an issue (A 1(g)(i)(A), (B), last sentences).
func (w *chainWork[N]) variesWithMarket(s Security) bool {
	return s.Kind == InstrumentSecurity && w.e.instruments[s.Index].t.floats() && !w.in.t.AdjustForVariable
}

// sharePrice divides the price of securities that were sold together by relative value.
func (d *dilutive[N]) sharePrice(g grant) {
	share := numberOf[N](g.unitShare)
	if g.unitPrice.IsZero() {
		d.kept = share
		return
	}
	d.extra = pricePer(moneyOf[N](g.unitPrice).Times(share), deemedOf[N](g.units))
}

// over reports whether the time of price protection is over.
func (w *chainWork[N]) over() bool {
	until := w.in.t.AntiDilutionUntil
	return until.Given() && w.e.date > until
}

// grantClause tells options from convertibles.
func grantClause(origin Security) clause {
	if origin.Kind == WarrantSecurity {
		return clauseOptions
	}
	return clauseConvertibles
}

// add appends an item and makes it the certificate's.
func (w *chainWork[N]) add(d dilutive[N], cites clause) {
	w.in.chain.items = append(w.in.chain.items, d)
	w.in.chain.granted = w.in.chain.granted || d.grant
	w.main, w.cites = len(w.in.chain.items), cites
}

// change enters a changed exercise or conversion price. Under Replay the history runs again as if the changed price had
// been there from the start; a security older than the instrument counts as issued on the day of the change
// (A 1(g)(i)(C)). Under On top a price cut below the conversion price adjusts once more, over what was adjusted before
// (N 5(a)(vii)). Shares already issued keep their number and price.
func (w *chainWork[N]) change(origin Security) {
	if w.ownSecurity(origin) || w.excludes(w.e.grantCategory(origin)) || w.variesWithMarket(origin) {
		return
	}
	found := false
	items := len(w.in.chain.items)
	for k := range items {
		d := &w.in.chain.items[k]
		if !d.grant || d.origin != origin || d.left == 0 || d.settled {
			continue
		}
		found = true
		if w.in.t.AmendedOnTop {
			w.amendOnTop(k)
			continue
		}
		w.recount(k)
		if w.main == 0 {
			w.main, w.cites = k+1, clauseChangeOfTerms
		}
	}
	if left := w.e.unitsLeft(origin); !found && left > 0 && !w.in.t.AmendedOnTop {
		w.grant(grant{origin: origin, units: left, category: w.e.grantCategory(origin)}, w.before)
		w.cites = clauseChangeOfTerms
	}
}

// amendOnTop adds the amended grant as a new item and closes the old one.
func (w *chainWork[N]) amendOnTop(k int) {
	d := &w.in.chain.items[k]
	again := dilutive[N]{origin: d.origin, grant: true, excluded: d.excluded, left: d.left, contract: d.contract, kept: d.kept, extra: d.extra, outstanding: deemedOf[N](w.before)}
	again.shares, again.consideration, again.lowest = w.e.underGrant(&again)
	if again.lowest.Cmp(d.lowest) >= 0 {
		return
	}
	d.left = 0
	d.departures = append(d.departures, departure[N]{len(w.in.chain.items), d.deemedBefore(len(w.in.chain.items))})
	w.add(again, clauseChangeOfTerms)
}

// end enters the end of a right that was not exercised: lapse, redemption, repayment. The price is recomputed as if only
// the shares really issued, and those whose right still runs, had been counted, where the reading says so; either way the
// rest leaves the deemed base.
func (w *chainWork[N]) end(x ended) {
	units := x.units
	for k := range w.in.chain.items {
		d := &w.in.chain.items[k]
		if !d.grant || d.origin != x.origin || d.left == 0 || units == 0 {
			continue
		}
		part := min(units, d.left)
		units -= part
		d.left -= part
		if w.nothingLeft(x.origin) {
			d.left = 0 // what cutting off fractions at a split left over
		}
		w.close(k)
	}
}

// nothingLeft reports whether nobody holds any of a security any more.
func (w *chainWork[N]) nothingLeft(origin Security) bool {
	return !w.e.replaying && w.e.unitsLeft(origin) == 0
}

// close settles an item after a part of its right has ended.
func (w *chainWork[N]) close(k int) {
	d := &w.in.chain.items[k]
	position := len(w.in.chain.items)
	if w.in.t.ReadjustAtExpiry && !d.settled {
		w.recount(k)
		w.main, w.cites = k+1, grantClause(d.origin) // the cause itself, before changes of others that came with it
		return
	}
	still, _, _ := w.e.underGrant(&dilutive[N]{origin: d.origin, left: d.left})
	if gone := d.deemedBefore(position).Sub(still); gone.Sign() > 0 {
		d.departures = append(d.departures, departure[N]{position, gone})
	}
}

// recount gives an item the shares really issued plus those whose right still runs, at today's terms, and asks for a
// replay.
func (w *chainWork[N]) recount(k int) {
	d := &w.in.chain.items[k]
	d.shares, d.consideration, d.lowest = w.e.underGrant(d)
	w.replay = true
}

// underGrant returns the shares of a grant (really issued and still to come), the least consideration for them, and the
// lowest price per share of those to come. Shares still to come under a convertible are an exact quotient.
func (e *engine[N]) underGrant(d *dilutive[N]) (Deemed[N], Money[N], Price[N]) {
	if d.gift {
		shares := deemedOf[N](d.left)
		if d.origin.Kind == InstrumentSecurity {
			shares, _, _ = e.underInstrument(&dilutive[N]{origin: d.origin, left: d.left})
		}
		return d.really.Add(shares), d.reallyFor, Price[N]{}
	}
	if d.origin.Kind == InstrumentSecurity {
		return e.underInstrument(d)
	}
	ws := &e.warrants[d.origin.Index]
	lowest := ws.lowest().Add(d.extra)
	return d.really.Add(deemedOf[N](d.left)), d.reallyFor.Add(cost(d.left, lowest)), lowest
}

// underInstrument is underGrant for an instrument: what its units still convert into at its price, for what was paid for them.
// One whose price varies with the market counts at its floor, or at the price of its issue day.
func (e *engine[N]) underInstrument(d *dilutive[N]) (Deemed[N], Money[N], Price[N]) {
	in := &e.instruments[d.origin.Index]
	price, part := in.price, in.amountShare
	if in.t.floats() {
		price = in.deemedAt
	}
	if d.kept.Sign() > 0 {
		part = part.Mul(d.kept)
	}
	shares, paid := deemedFor(in.converts(d.left, price), price), in.unitsValue(d.left).Times(part)
	return d.really.Add(shares), d.reallyFor.Add(paid), price.Times(part)
}

// lowest is the lowest price per share of an option or warrant: what was paid for the grant and what its exercise costs.
// A convertible costs only what was paid for it; where no amount was given, that is its conversion price.
func (ws *warrantState[N]) lowest() Price[N] {
	if ws.w.Convertible {
		if ws.grantShare.Sign() > 0 {
			return ws.grantShare
		}
		return ws.price
	}
	return ws.price.Add(ws.grantShare)
}

// unitsLeft is how much of a security is outstanding. While the past is replayed, that is what the cap table holds with the
// events still to come undone.
func (e *engine[N]) unitsLeft(s Security) int64 {
	var units int64
	if s.Kind == InstrumentSecurity {
		units = e.instruments[s.Index].outstandingUnits()
	} else {
		units = sum(e.warrants[s.Index].quantity)
	}
	if !e.replaying {
		return units
	}
	for k := len(e.r.Events) - 1; k >= e.nextEvent; k-- {
		if ev := &e.r.Events[k]; ev.Day < 0 {
			units = max(0, undone(ev, s, units))
		}
	}
	return units
}

// undone is how much of a security was outstanding before an event of the past.
func undone(ev *Event, s Security, units int64) int64 {
	over, under, rescales := ev.Rescales()
	switch {
	case rescales && s.Kind != InstrumentSecurity:
		return scaleDown(units, ratio{under, over})
	case ev.Security != s || !ev.HasSecurity:
		return units
	}
	switch ev.Kind {
	case conversionNotice, exerciseEvent, expireEvent:
		return units + ev.Quantity.IntPart()
	case grantOption, grantWarrant, issueConvertible:
		return units - ev.Quantity.IntPart()
	}
	return units
}

// grantCategory is the issuance category under which a security was granted.
func (e *engine[N]) grantCategory(s Security) string {
	if s.Kind == InstrumentSecurity {
		return "Convertible grant"
	}
	return e.warrants[s.Index].w.Category
}

// securityName names a security as the workbook does.
func (e *engine[N]) securityName(s Security) string {
	switch s.Kind {
	case CommonStock:
		return "Common"
	case TreasuryStock:
		return "Treasury"
	case InstrumentSecurity:
		return e.instruments[s.Index].t.Name
	}
	return e.warrants[s.Index].w.Name
}
