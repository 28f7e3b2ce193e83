package model

// lastConversion is a holder's last conversion of an instrument.
type lastConversion struct {
	on            Date
	units, shares int64
	fraction      Cents // paid, or owed, for a fraction of a share
}

// rescind undoes a conversion whose shares came late (N 3): the shares are cancelled, the principal is back, and so is what the
// others' price protection had taken for shares really issued. It can be done once the days for delivery have passed.
func (e *engine[N]) rescind(ev *Event) {
	i, h := ev.Security.Index, ev.Holder
	in := &e.instruments[i]
	last := in.lastConversion[h]
	switch {
	case last.shares == 0 || !in.deliveryIsLate(h):
		e.alert("%s: no late delivery to %s stands; the rescission at %s was ignored.", e.date, e.holderName(h), ev.At)
		return
	case e.date <= e.tradingDayAfter(last.on+1, in.t.DeliveryDue-1):
		e.alert("%s: the days for the delivery to %s have not passed; the rescission at %s was ignored.", e.date, e.holderName(h), ev.At)
		return
	case e.holders[h].common < last.shares:
		e.alert("%s: %s does not have the shares any more that it would give back; the rescission at %s was ignored.", e.date, e.holderName(h), ev.At)
		return
	}
	e.accrueTo(in, e.date)
	if len(in.dueDates) > 0 { // the principal has earned interest as if it had never converted
		days, leapDays := countDays(in.t.DayCount, max(last.on, in.periodBegin()), e.date)
		one := accrual{days: days, leapDays: leapDays}
		if in.defaulted && !in.t.DefaultAdds {
			one = accrual{lateDays: days, lateLeapDays: leapDays}
		}
		in.accrued[h] = in.accrued[h].plus(one, last.units)
	}
	if last.fraction > 0 {
		e.apply(effect{kind: moveCash, cash: last.fraction})
		e.recordPayment(-1, h, last.fraction, in.t.cite(clauseRescission), "fraction returned")
	}
	e.apply(effect{kind: convertUnits, instrument: i, holder: h, units: -last.units})
	e.apply(effect{kind: issueShares, holder: h, shares: -last.shares, source: fromConversion})
	if in.t.ExchangeCap.Sign() > 0 {
		in.capUsed[h] -= last.shares
	}
	in.shareTotal -= last.shares
	in.lastConversion[h] = lastConversion{}
	for k := range e.instruments {
		e.instruments[k].chain.undeliver(Security{Kind: InstrumentSecurity, Index: i}, last.units, deemedOf[N](last.shares))
	}
	e.recordRescission(in, h, last)
}

// deliveryIsLate reports whether a late delivery to a holder stands.
func (in *instrumentState[N]) deliveryIsLate(holder int) bool {
	for _, f := range in.faults {
		if f.holder == holder && !f.cured.Given() {
			return true
		}
	}
	return false
}

// undeliver takes shares that were really issued under a counted grant back into it.
func (c *chain[N]) undeliver(origin Security, units int64, shares Deemed[N]) {
	for k := range c.items {
		d := &c.items[k]
		if !d.grant || d.origin != origin || !d.counted || d.really.Cmp(shares) < 0 {
			continue
		}
		d.left += units
		d.really = d.really.Sub(shares)
		d.departures = append(d.departures[:len(d.departures):len(d.departures)], departure[N]{len(c.items), Deemed[N]{}.Sub(shares)})
		return
	}
}

// recordRescission keeps the reversed lines.
func (e *engine[N]) recordRescission(in *instrumentState[N], holder int, last lastConversion) {
	if e.record.quiet {
		return
	}
	cited := in.t.cite(clauseRescission)
	e.record.out.Conversions = append(e.record.out.Conversions, Conversion{Date: e.date, Instrument: in.t.Name, Holder: e.nameOf(holder), Kind: "rescinded",
		Units: in.t.shown(-last.units), Asked: in.t.shown(-last.units), Price: in.conversionPrice().Decimal(), PriceKind: atConversionPrice, Close: e.closeNow(),
		Shares: -last.shares, Clause: cited, Why: "The conversion of " + last.on.String() + " was rescinded: its shares came late."})
	e.recordIssuance(holder, in.conversionCategory, -last.shares, Money[N]{}, cited)
}
