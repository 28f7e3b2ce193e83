package model

// transfer passes securities from one holder to another. With an instrument's units go the part of its holder's unused cap
// allocation (A 9), interest accrued and dividends declared on them; common counts as acquired by the new holder today. Units
// under a demand stay.
func (e *engine[N]) transfer(ev *Event) {
	from, to, units := ev.Holder, ev.To, ev.Quantity.IntPart()
	var held int64
	switch s := ev.Security; s.Kind {
	case CommonStock:
		held = e.holders[from].common
	case InstrumentSecurity:
		held = e.unitsThen(s.Index, from)
	default:
		held = e.warrants[s.Index].quantity[from]
	}
	if units > held {
		if !e.replaying {
			e.alert("%s: %s holds less %s than the transfer at %s names; what it holds was taken.", e.date, e.holderName(from), e.securityName(ev.Security), ev.At)
		}
		units = held
	}
	if units <= 0 {
		return
	}
	if ev.Security.Kind == InstrumentSecurity {
		e.transferWith(ev.Security.Index, from, to, units, held)
	}
	e.apply(effect{kind: moveSecurity, holder: from, to: to, security: ev.Security, units: units})
}

// unitsThen is what a holder has of an instrument that is not under a demand. Before the valuation date it is what the cap
// table holds with the events still to come undone.
func (e *engine[N]) unitsThen(i, holder int) int64 {
	in := &e.instruments[i]
	units := in.units[holder] - in.demanded[holder]
	if !e.replaying {
		return units
	}
	for k := len(e.r.Events) - 1; k >= e.nextEvent-1; k-- {
		ev := &e.r.Events[k]
		if ev.Day >= 0 || !ev.HasSecurity || ev.Security != (Security{Kind: InstrumentSecurity, Index: i}) {
			continue
		}
		n := ev.Quantity.IntPart()
		switch {
		case ev.Kind == conversionNotice && ev.Holder == holder, ev.Kind == transferEvent && ev.Holder == holder:
			units += n
		case ev.Kind == issueConvertible && ev.Holder == holder, ev.Kind == transferEvent && ev.To == holder:
			units -= n
		}
	}
	return max(0, units)
}

// transferWith moves what goes with units of an instrument: the same part of the unused allocation under the exchange cap, of
// the interest accrued and of dividends declared.
func (e *engine[N]) transferWith(i, from, to int, units, held int64) {
	in := &e.instruments[i]
	in.moveAllocation(from, to, units, held)
	if e.replaying {
		return
	}
	e.accrueTo(in, e.date)
	all := in.units[from]
	moved := in.accrued[from].part(units, all)
	in.accrued[from] = in.accrued[from].plus(moved, -1)
	in.accrued[to] = in.accrued[to].plus(moved, 1)
	e.moveDeclared(i, from, to, units)
}

// moveDeclared moves the part of declared dividends that goes with units.
func (e *engine[N]) moveDeclared(i, from, to int, units int64) {
	held := e.instruments[i].units[from]
	e.ownDeclared()
	for k := range e.declared {
		if d := &e.declared[k]; d.owed != nil && d.owed[i] != nil {
			part := partOf(d.owed[i][from], units, held)
			d.owed[i][from] -= part
			d.owed[i][to] += part
		}
	}
}
