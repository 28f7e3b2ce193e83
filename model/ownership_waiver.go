package model

// waiver is a holder's notice that an ownership limit shall not hold for some of its principal.
type waiver struct {
	holder int
	second bool
	from   Date
	units  int64
}

// waive books a holder's notice (N 4(a), 4(b)): from so many days later the limit does not hold for that principal.
func (e *engine[N]) waive(ev *Event) {
	in := &e.instruments[ev.Security.Index]
	days := in.t.OwnershipWaiver
	if ev.SecondLimit {
		days = in.t.SecondWaiver
	}
	w := waiver{holder: ev.Holder, second: ev.SecondLimit, from: ev.Date + Date(days), units: ev.Quantity.IntPart()}
	in.waivers = append(in.waivers[:len(in.waivers):len(in.waivers)], w)
	e.wakeFrom(w.from)
}

// waivedUnits is the principal for which a limit does not hold today.
func (e *engine[N]) waivedUnits(in *instrumentState[N], holder int, second bool) int64 {
	var units int64
	for _, w := range in.waivers {
		if w.holder == holder && w.second == second && w.from <= e.date {
			units += w.units
		}
	}
	return units
}

// useWaiver takes principal that a conversion could not have taken under the limit off the waivers, oldest first.
func (e *engine[N]) useWaiver(in *instrumentState[N], holder int, second bool, units int64) {
	if units <= 0 {
		return
	}
	own := append([]waiver(nil), in.waivers...)
	for k := range own {
		if w := &own[k]; w.holder == holder && w.second == second && w.from <= e.date {
			part := min(units, w.units)
			w.units -= part
			units -= part
		}
	}
	in.waivers = own
}

// roomWithWaiver is the room under a limit, or the shares of the principal that it does not hold for where those are more.
func (e *engine[N]) roomWithWaiver(in *instrumentState[N], holder int, second bool, room int64, price Price[N]) int64 {
	if len(in.waivers) == 0 {
		return room
	}
	return max(room, in.wholeShares(min(in.units[holder], e.waivedUnits(in, holder, second)), price))
}
