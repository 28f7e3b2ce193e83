package model

// demand books a holder's demand for redemption: cash is due so many business days after it (A 3(d), 3(f)), for a major
// transaction not before its consummation. Units under a demand can't convert; they stay outstanding until they are paid.
func (e *engine[N]) demand(i, holder int, units int64, tr openTrigger) {
	in := &e.instruments[i]
	units = min(units, in.units[holder]-in.demanded[holder])
	if units <= 0 {
		return
	}
	in.demanded[holder] += units
	c := claim{instrument: i, holder: holder, units: units, each: in.redeemEach, clause: tr.clause, ref: tr.ref,
		payOn: e.addBusinessDays(in.t, e.date, in.t.RedemptionPaid)}
	if tr.major {
		c.payOn = max(c.payOn, tr.notPaidBefore)
	}
	e.recordDemand(&c)
	e.claims = append(e.claims, c)
	e.dropHolderNotices(i, holder)
	e.wakeFrom(c.payOn)
}

// dropHolderNotices withdraws a holder's notices of the day for an instrument: what is to be redeemed doesn't convert.
func (e *engine[N]) dropHolderNotices(instrument, holder int) {
	kept := e.notices[:0]
	for _, n := range e.notices {
		if n.instrument != instrument || n.holder != holder {
			kept = append(kept, n)
		}
	}
	e.notices = kept
}

// payClaims redeems what a budget pays for among claims on one instrument that are due: whole units, pro rata to what each
// submitted, by largest remainder; the rest stays owed (A 3(f)). It returns what it spent.
func (e *engine[N]) payClaims(instrument int, budget Cents) Cents {
	var members []int
	var units []int64
	for k, c := range e.claims {
		if c.instrument == instrument && c.payOn <= e.date && c.units > 0 {
			members = append(members, k)
			units = append(units, c.units)
		}
	}
	if len(members) == 0 {
		return 0
	}
	in := &e.instruments[instrument]
	each := in.redeemEach
	payable := int64(budget / each)
	parts := proRata(payable, units, func(m int) string { return e.holderName(e.claims[members[m]].holder) })
	var spent Cents
	for m, k := range members {
		if parts[m] == 0 {
			continue
		}
		c := &e.claims[k]
		e.settleDeclared(instrument, c.holder, parts[m], false)
		amount := c.each * Cents(parts[m])
		c.units -= parts[m]
		in.demanded[c.holder] -= parts[m]
		e.apply(effect{kind: redeemUnits, instrument: instrument, holder: c.holder, units: parts[m]})
		e.payOut(instrument, c.holder, amount, c.clause, "redemption")
		e.recordDemandPaid(c, amount)
		spent += amount
		e.endOfRight(instrument, parts[m])
	}
	return spent
}

// endOfRight books that units of an instrument ended without shares: the right to convert them has ended (A 1(g)(i)(B)).
func (e *engine[N]) endOfRight(instrument int, units int64) {
	e.endRight(Security{Kind: InstrumentSecurity, Index: instrument}, units)
}

// endRight leaves the end of a right for step 7. What ends of one security on a day ends as one, whoever held it.
func (e *engine[N]) endRight(origin Security, units int64) {
	for k := range e.ended {
		if e.ended[k].origin == origin {
			e.ended[k].units += units
			return
		}
	}
	e.ended = append(e.ended, ended{origin: origin, units: units})
}

// claimsDue is what claims on an instrument come to that are due today or earlier.
func (e *engine[N]) claimsDue(instrument int) Cents {
	var total Cents
	for _, c := range e.claims {
		if c.instrument == instrument && c.payOn <= e.date {
			total += c.each * Cents(c.units)
		}
	}
	return total
}
