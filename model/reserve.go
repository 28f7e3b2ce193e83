package model

// checkReserve compares the shares that may still be issued with those that the instruments ask to be kept for their
// conversion: so much of full conversion at today's prices, limits ignored, all instruments together (A 5, N 5(h)). A shortfall
// changes nothing; it is shown with its days.
func (e *engine[N]) checkReserve() {
	need, cited := int64(0), ""
	for i := range e.instruments {
		in := &e.instruments[i]
		if in.t.Reserve.IsZero() || !in.live() {
			continue
		}
		kept := in.converts(in.outstandingUnits(), in.price).Times(numberOf[N](in.t.Reserve))
		need += quotientUp(kept.n, in.price.n)
		if cited == "" {
			cited = in.t.cite(clauseReserve)
		}
	}
	available := e.authorizedRoom()
	short := need > available
	if short == e.record.short && (!short || need-available <= e.record.shortBy) {
		return
	}
	e.record.short, e.record.shortBy = short, need-available
	if cited == "" {
		cited = clauseReserve.a
	}
	if !e.record.quiet {
		e.record.out.Reserve = append(e.record.out.Reserve, ReserveLine{Date: e.date, Needed: need, Available: available, Clause: cited})
	}
}
