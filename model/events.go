package model

import "strings"

// act carries out an event of step 1 or 5. Every kind that the schema offers stands in one of the functions below; the
// resolver has refused the rest by name.
func (e *engine[N]) act(ev *Event) {
	if !e.actOnShares(ev) && !e.actOnTerms(ev) && !e.actOnStatus(ev) && !e.actOnFaults(ev) && !e.actOnNotices(ev) {
		e.fail("", "the event '"+ev.Kind+"' ("+ev.At.String()+") has no rule")
	}
}

// actOnShares carries out events about shares, options and convertibles that come, change hands or end.
func (e *engine[N]) actOnShares(ev *Event) bool {
	switch ev.Kind {
	case "Issue common":
		e.issueCommon(ev)
	case "Grant option", "Grant warrant":
		e.grantWarrants(ev)
	case "Issue convertible":
		e.issueConvertible(ev)
	case "Exercise":
		e.exerciseByEvent(ev)
	case "Expire":
		e.expire(ev)
	case stockDividend:
		e.stockDividend(ev)
	case cashDividend, distribution:
		e.dividend(ev)
	case rightsOffering:
		e.offerRights(ev)
	case underwrittenOffering:
		e.offering(ev)
	case contractSigned:
		e.signContract(ev)
	case transferEvent:
		e.transfer(ev)
	default:
		return false
	}
	return true
}

// actOnTerms carries out events about what changes prices or the company itself.
func (e *engine[N]) actOnTerms(ev *Event) bool {
	switch ev.Kind {
	case "Change terms":
		e.changeTerms(ev)
	case "Split":
		e.splitBy(ev.Ratio)
	case reclassification:
		e.reclassify(ev)
	case boardAdjustment:
		e.adjustByBoard(ev)
	case mergerAnnounced, assetSaleAnnounced, tenderAnnounced:
		e.announce(ev)
	case mergerConsummated, assetSaleConsummated, tenderConsummated:
		e.consummate(ev)
	case eventAbandoned:
		e.abandon(ev)
	case liquidationEvent:
		e.liquidate(centsOf(ev.Amount))
	default:
		return false
	}
	return true
}

// actOnStatus carries out events about registration, listing, votes and reports.
func (e *engine[N]) actOnStatus(ev *Event) bool {
	switch ev.Kind {
	case "Registration effective":
		e.forInstruments(ev, e.declareEffective)
	case "Registration lapsed":
		e.forInstruments(ev, e.lapseRegistration)
	case "Registration restored":
		e.forInstruments(ev, e.restoreRegistration)
	case "Listing suspended":
		e.setListing(e.market, true)
	case "Listing restored":
		e.setListing(e.market, false)
	case "Listing moved":
		e.setListing(firstPart(ev.Detail), false)
	case "Stockholder approval", "Counsel opinion":
		e.forInstruments(ev, func(in *instrumentState[N]) { e.liftCap(in, ev) })
	case "Cash balance":
		e.setCash(centsOf(ev.Amount), "stated cash balance")
	case reportOutstanding:
		e.reportOutstanding(ev.Quantity.IntPart())
	default:
		return false
	}
	return true
}

// actOnFaults carries out events about what the company or its lenders do, and what puts it right.
func (e *engine[N]) actOnFaults(ev *Event) bool {
	switch ev.Kind {
	case refusalToConvert:
		e.forInstruments(ev, func(in *instrumentState[N]) { e.refuse(in, ev) })
	case lateDelivery:
		e.forInstruments(ev, func(in *instrumentState[N]) { e.deliverLate(in, ev) })
	case breachEvent:
		e.forInstruments(ev, func(in *instrumentState[N]) { e.breach(in, ev) })
	case cureEvent:
		e.forInstruments(ev, func(in *instrumentState[N]) { in.cure(ev) })
	case "Default":
		e.forInstruments(ev, func(in *instrumentState[N]) { e.defaultBy(in, ev) })
	case "Lender consent":
		e.forInstruments(ev, func(in *instrumentState[N]) { e.consentTo(in, ev) })
	case "Senior facility terminated":
		e.endFacility()
	case "Senior debt maturity":
		e.amendFacility(ev.NewDate)
	case "Senior debt repaid":
		e.repaySenior()
	default:
		return false
	}
	return true
}

// actOnNotices carries out events about what holders and the company give notice of.
func (e *engine[N]) actOnNotices(ev *Event) bool {
	switch ev.Kind {
	case "Prepayment notice":
		e.callByEvent(ev)
	case "Prepayment demand":
		e.prepaymentByEvent(ev)
	case "Void notice":
		e.voidByEvent(ev)
	case "Waiver notice":
		e.waive(ev)
	case "Rescind":
		e.rescind(ev)
	case "Conversion notice":
		e.noticeByEvent(ev)
	case "Redemption demand":
		e.demandByEvent(ev)
	default:
		return false
	}
	return true
}

// forInstruments applies a status to the instrument that an event names, or to every instrument issued by then.
func (e *engine[N]) forInstruments(ev *Event, do func(*instrumentState[N])) {
	for i := range e.instruments {
		in := &e.instruments[i]
		if ev.HasSecurity && ev.Security != (Security{Kind: InstrumentSecurity, Index: i}) || !ev.HasSecurity && !in.issued {
			continue
		}
		do(in)
	}
}

// firstPart is a Detail up to its first semicolon.
func firstPart(detail string) string {
	part, _, _ := strings.Cut(detail, ";")
	return strings.TrimSpace(part)
}

// issueCommon sells shares for a price, or for an amount in all. Under the reading Net the costs come off the
// consideration; they always come off the cash.
func (e *engine[N]) issueCommon(ev *Event) {
	count := ev.Quantity.IntPart()
	if count > e.authorizedRoom() && !e.replaying {
		e.fail("", "the event at "+ev.At.String()+" issues more shares than the charter still allows")
		return
	}
	gross := moneyOf[N](ev.Amount)
	if !ev.HasAmount {
		gross = cost(count, e.eventPrice(ev.Price, ev.Step))
	}
	e.sellCommon(issuance[N]{holder: ev.Holder, category: ev.Category, shares: count, consideration: gross, costs: moneyOf[N](ev.Costs), unitShare: ev.UnitShare},
		"Issue of common", ev.Clause)
}

// sellCommon carries an issue of common out: the shares, the money, the lines of the ledger and what follows for others.
func (e *engine[N]) sellCommon(i issuance[N], words, cited string) {
	before := e.outstanding
	e.apply(effect{kind: issueShares, holder: i.holder, shares: i.shares, source: fromIssue})
	if net := centsNearest(atLeastZero(i.consideration.Sub(i.costs))); net > 0 {
		e.apply(effect{kind: moveCash, cash: net})
		e.recordPayment(-1, i.holder, net, cited, "issue of common")
	}
	e.recordIssuance(i.holder, i.category, i.shares, i.consideration, cited)
	e.pass(cause[N]{words: words + " (" + i.category + ")", before: before, issues: []issuance[N]{i}})
}

// grantWarrants grants options or warrants; what was paid for the grant is part of their price per share.
func (e *engine[N]) grantWarrants(ev *Event) {
	w, units := ev.Security.Index, ev.Quantity.IntPart()
	ws := &e.warrants[w]
	if ev.HasPrice {
		ws.beginClass(e.eventPrice(ev.Price, ev.Step))
	}
	received := moneyOf[N](ev.Amount)
	if ws.w.Convertible && !ev.HasAmount {
		received = cost(units, ws.price)
	}
	if received.Sign() > 0 {
		ws.grantShare = pricePer(received, deemedOf[N](units))
		e.apply(effect{kind: moveCash, cash: centsNearest(received)})
		e.recordPayment(-1, ev.Holder, centsNearest(received), ev.Clause, "grant of "+ws.w.Name)
	}
	e.apply(effect{kind: grantWarrants, warrant: w, holder: ev.Holder, units: units})
	e.pass(cause[N]{words: "Grant of " + ws.w.Name, before: e.outstanding,
		grants: []grant{e.grantBy(ev, units, ws.w.Category)}})
}

// issueConvertible issues units of an instrument, or a convertible by name.
func (e *engine[N]) issueConvertible(ev *Event) {
	if ev.Security.Kind != InstrumentSecurity {
		e.grantWarrants(ev)
		return
	}
	in := &e.instruments[ev.Security.Index]
	units := ev.Quantity.IntPart()
	face := in.unitsValue(units)
	amount := face
	if ev.HasAmount {
		amount = moneyOf[N](ev.Amount)
		in.amountShare = amount.n.DivRound(face.n, quotientPlaces)
	}
	e.accrueTo(in, e.date)
	e.beginInstrument(in, e.date, e.atOpen)
	if !e.replaying {
		e.accrueTo(in, e.date)
	}
	e.apply(effect{kind: issueUnits, instrument: ev.Security.Index, holder: ev.Holder, units: units})
	if !e.replaying { // the cap table says what was bought before, and interest due before is taken as paid
		in.bought[ev.Holder] += units
		e.allocateCap(in)
		e.watchListing(in)
		e.noteLowest(in)
	}
	e.apply(effect{kind: moveCash, cash: centsNearest(amount)})
	e.recordPayment(ev.Security.Index, ev.Holder, centsNearest(amount), ev.Clause, "issue of "+in.t.Name)
	e.pass(cause[N]{words: "Issue of " + in.t.Name, before: e.outstanding,
		grants: []grant{e.grantBy(ev, units, ev.Category)}})
}

// exerciseByEvent exercises what an event says, before the day's close.
func (e *engine[N]) exerciseByEvent(ev *Event) {
	units := ev.Quantity.IntPart()
	w := ev.Security.Index
	if e.replaying {
		ws := &e.warrants[w]
		before := e.outstanding
		e.apply(effect{kind: issueShares, holder: ev.Holder, shares: units, source: fromExercise})
		e.pass(cause[N]{words: "Exercise of " + ws.w.Name, before: before, issues: []issuance[N]{{holder: ev.Holder,
			category: "Option exercise", shares: units, consideration: cost(units, ws.lowest()), origin: ev.Security, units: units}}})
		return
	}
	if done := e.exercise(w, ev.Holder, units); done < units {
		e.alert("%s: of %d %s only %d could be exercised (%s).", e.date, units, e.warrants[w].w.Name, done, ev.At)
	}
	e.passIssues()
}

// expire ends options or warrants unexercised: those of the holder named, or of everybody.
func (e *engine[N]) expire(ev *Event) {
	w := ev.Security.Index
	units := make([]int64, len(e.holders))
	for h, held := range e.warrants[w].quantity {
		if ev.Holder < 0 || ev.Holder == h {
			units[h] = held
		}
	}
	if ev.HasQuantity {
		units = proRata(ev.Quantity.IntPart(), units, e.holderName)
	}
	if e.replaying {
		e.pass(cause[N]{words: "Expiry of " + e.warrants[w].w.Name, before: e.outstanding,
			ends: []ended{{origin: ev.Security, units: ev.Quantity.IntPart()}}})
		return
	}
	e.lapseUnits(w, units)
	e.passIssues()
}

// changeTerms sets a new exercise or conversion price.
func (e *engine[N]) changeTerms(ev *Event) {
	price := e.eventPrice(ev.Price, ev.Step)
	if ev.Security.Kind != InstrumentSecurity {
		e.warrants[ev.Security.Index].price = price
	} else {
		in := &e.instruments[ev.Security.Index]
		before := in.price
		in.price = price
		if in.freeze.on {
			in.freeze.running, in.freeze.deferred = price, nil // an amendment sets the price itself, at once
		}
		in.chain.settle(price)
		e.noteLowest(in)
		e.recordChange(in, before)
	}
	e.pass(cause[N]{words: "Change of terms of " + e.securityName(ev.Security), changes: []Security{ev.Security}, before: e.outstanding})
}

// setListing changes the market on which the common trades.
func (e *engine[N]) setListing(market string, suspended bool) {
	e.market, e.suspended = market, suspended
	if !suspended && !e.replaying {
		e.watchDelisting(e.day)
	}
	for i := range e.instruments {
		e.watchListing(&e.instruments[i])
	}
}

// liftCap takes the exchange cap off: the stockholders have approved, or counsel has given its opinion (A 9, N 4(c)).
func (e *engine[N]) liftCap(in *instrumentState[N], ev *Event) {
	if !strings.EqualFold(firstPart(ev.Detail), "refused") {
		in.capLifted = true
		e.decide(in, true)
		return
	}
	e.decide(in, false)
}

// reportOutstanding books the count of common that the company has reported; conversions since then start anew.
func (e *engine[N]) reportOutstanding(count int64) {
	e.reported = count
	for i := range e.instruments {
		clear(e.instruments[i].sinceReport)
	}
}

// repaySenior pays the senior debt off. What was repaid before the valuation date is no part of the debt on it.
func (e *engine[N]) repaySenior() {
	if e.senior > 0 && !e.replaying {
		amount := e.senior
		e.senior = 0
		e.free()
		e.payOut(-1, -1, amount, "", "senior debt")
	}
}

// setCash sets the company's cash to a balance.
func (e *engine[N]) setCash(balance Cents, words string) {
	change := balance - e.cash
	e.apply(effect{kind: moveCash, cash: change})
	e.recordPayment(-1, -1, change, "", words)
}

// noticeByEvent gives a holder's notice. One dated before the valuation date has used the cap and counts as an acquisition.
func (e *engine[N]) noticeByEvent(ev *Event) {
	n := notice{instrument: ev.Security.Index, holder: ev.Holder, kind: noticeGiven, asked: ev.Quantity.IntPart(), force: strings.ToLower(firstPart(ev.Detail))}
	if e.replaying {
		e.replayConversion(n)
		return
	}
	in := &e.instruments[n.instrument]
	if !in.issued || e.date < in.t.ConvertibleFrom {
		e.alert("%s: %s can't convert %s yet; the notice at %s was ignored.", e.date, e.holderName(n.holder), in.t.Name, ev.At)
		return
	}
	if held := in.units[n.holder] - in.demanded[n.holder]; n.asked > held {
		e.alert("%s: the notice at %s asks for more %s than %s holds; what it holds was taken.", e.date, ev.At, in.t.Name, e.holderName(n.holder))
	}
	e.give(n)
}

// demandByEvent gives a holder's demand for redemption; without an open right there is nothing to demand.
func (e *engine[N]) demandByEvent(ev *Event) {
	in := &e.instruments[ev.Security.Index]
	trigger, open := e.redeemable(in)
	if !open {
		e.alert("%s: no right to redeem %s is open; the demand at %s was ignored.", e.date, in.t.Name, ev.At)
		return
	}
	units := ev.Quantity.IntPart()
	if !ev.HasQuantity {
		units = in.units[ev.Holder]
	}
	e.demand(ev.Security.Index, ev.Holder, units, *trigger)
}
