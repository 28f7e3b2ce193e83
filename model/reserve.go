package model

import "sort"

// checkReserve compares the shares that may still be issued with those that the instruments ask to be kept for their
// conversion: so much of full conversion at today's prices, limits ignored, all instruments together (A 5, N 5(h)). A shortfall
// changes nothing; it is shown from the day on which it begins to the day on which it has ended.
func (e *engine[N]) checkReserve() {
	if e.record.quiet {
		return
	}
	need, cited := e.reserveOn(e.date)
	available := e.authorizedRoom()
	if short := need > available; short != e.record.short {
		e.record.short = short
		e.record.out.Reserve = append(e.record.out.Reserve, ReserveLine{Date: e.date, Needed: need, Available: available, Clause: cited})
	}
}

// reserveOn is how many shares are to be kept on a date, if nothing but interest comes until then. Of a note the interest
// accrued counts with the principal.
func (e *engine[N]) reserveOn(on Date) (need int64, cited string) {
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.Reserve.IsZero() || !in.live() {
			continue
		}
		kept := in.converts(in.outstandingUnits(), in.price)
		if in.t.Kind == KindNote {
			for h := range in.units {
				kept = kept.Add(e.interestOwnedOn(in, h, on))
			}
		}
		need += quotientUp(kept.Times(numberOf[N](in.t.Reserve)).n, in.price.n)
		if cited == "" {
			cited = in.t.cite(clauseReserve)
		}
	}
	if cited == "" {
		cited = clauseReserve.a
	}
	return need, cited
}

// interestOwnedOn is a holder's interest earned and unpaid on a date from today on.
func (e *engine[N]) interestOwnedOn(in *instrumentState[N], holder int, on Date) Money[N] {
	total := e.accruedInterest(in, holder)
	if len(in.dueDates) == 0 || on <= e.date || in.units[holder] == 0 {
		return total
	}
	days, leapDays := countDays(in.t.DayCount, e.date, on)
	rate := in.interestRate
	switch {
	case in.defaulted && in.t.DefaultAdds:
		rate = rate.Add(in.defaultRate)
	case in.defaulted:
		rate = in.defaultRate
	}
	return total.Add(in.interestAt(rate, in.units[holder]*days, in.units[holder]*leapDays))
}

// armReserve wakes the day on which interest alone would use the reserve up.
func (e *engine[N]) armReserve() {
	if e.record.quiet || e.record.short {
		return
	}
	available := e.authorizedRoom()
	rest := e.r.Days[e.day+1:]
	k := sort.Search(len(rest), func(k int) bool {
		need, _ := e.reserveOn(rest[k])
		return need > available
	})
	e.wakeDay(e.day + 1 + k)
}
