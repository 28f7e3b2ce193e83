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
	c := claim[N]{instrument: i, holder: holder, units: units, each: in.redeemEach, percent: in.redeemPercent, clause: tr.clause, ref: tr.ref,
		payOn: e.addBusinessDays(in.t, e.date, in.t.RedemptionPaid)}
	if tr.major {
		c.payOn = max(c.payOn, tr.notPaidBefore)
	}
	e.claimFor(c)
	e.dropHolderNotices(i, holder)
}

// claimFor keeps a claim until it is paid.
func (e *engine[N]) claimFor(c claim[N]) {
	e.recordDemand(&c)
	e.claims = append(e.claims, c)
	e.wakeFrom(c.payOn)
	if c.payOn != never {
		e.watchGrace(&e.instruments[c.instrument], c.payOn)
	}
}

// worthOf is what a claim on a number of units comes to: so much a preferred share, or a percentage of principal.
func (e *engine[N]) worthOf(c *claim[N], units int64) Cents {
	if c.each > 0 {
		return c.each * Cents(units)
	}
	return centsNearest(e.instruments[c.instrument].unitsValue(units).Times(c.percent))
}

// worth is what is left of a claim.
func (e *engine[N]) worth(c *claim[N]) Cents { return e.worthOf(c, c.units) }

// redemptionOf is what a number of an instrument's units is redeemed at.
func (in *instrumentState[N]) redemptionOf(units int64) Cents {
	if in.redeemEach > 0 {
		return in.redeemEach * Cents(units)
	}
	return centsNearest(in.unitsValue(units).Times(in.redeemPercent))
}

// affordable is how many units of a claim's kind a budget pays for.
func (e *engine[N]) affordable(c *claim[N], budget Cents) int64 {
	if c.each > 0 {
		return int64(budget / c.each)
	}
	in := &e.instruments[c.instrument]
	return quotientDown(moneyFromCents[N](budget).n, in.unitValue.Times(c.percent).n)
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
	payable := e.affordable(&e.claims[members[0]], budget)
	parts := proRata(payable, units, func(m int) string { return e.holderName(e.claims[members[m]].holder) })
	var spent Cents
	for m, k := range members {
		if parts[m] == 0 {
			continue
		}
		c := &e.claims[k]
		e.accrueTo(in, e.date)
		e.settleDeclared(instrument, c.holder, parts[m], false)
		amount := e.worth(c) - e.worthOf(c, c.units-parts[m]) // so that parts add up to the cent
		interest := e.accruedOnClaim(c, parts[m])
		c.units -= parts[m]
		in.demanded[c.holder] -= parts[m]
		e.apply(effect{kind: redeemUnits, instrument: instrument, holder: c.holder, units: parts[m]})
		e.payOut(instrument, c.holder, amount, c.clause, paidPrepayment)
		e.recordDemandPaid(c, amount)
		e.owe(instrument, c.holder, interest, e.date, in.t.cite(clauseInterest), paidInterest)
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
			total += e.worth(&c)
		}
	}
	return total
}

// accruedOnClaim takes the interest accrued on principal that is paid off out of its holder's accrual: it is paid with it
// (N 6(a)(i), 12, 13). What redeemed preferred stock has earned stays payable on its next date.
func (e *engine[N]) accruedOnClaim(c *claim[N], units int64) Cents {
	in := &e.instruments[c.instrument]
	if len(in.dueDates) == 0 || in.t.Kind != KindNote {
		return 0
	}
	e.accrueTo(in, e.date)
	part := accrual{}.plus(in.perUnit, units).atMost(in.accrued[c.holder])
	in.accrued[c.holder] = in.accrued[c.holder].plus(part, -1)
	if c.named > 0 && c.payOn == e.date && c.named < e.date {
		days, leapDays := countDays(in.t.DayCount, c.named, e.date)
		part = part.plus(accrual{days: min(days*units, part.days), leapDays: min(leapDays*units, part.leapDays)}, -1)
	}
	return centsNearest(in.interestOn(part))
}
