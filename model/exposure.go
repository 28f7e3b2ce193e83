package model

// recordExposure keeps the peak, and writes a line for each instrument and clause whose figures changed today: contingent is what would be
// payable if every holder able to trigger did; triggered can be called now and has not been demanded; due has been
// demanded or has matured and is unpaid; paid is the day's flow.
func (e *engine[N]) recordExposure() {
	var called, payable Cents
	for i := range e.instruments {
		called += e.callable(i) + e.owed(i)
		payable += e.unpaid(i)
	}
	if called > e.record.peak {
		e.record.peak, e.record.peakOn, e.record.peakCash = called, e.date, e.cash
	}
	if payable > 0 || e.cash < 0 {
		e.record.noteFirst(eventCashShort, e.date)
	}
	if !e.record.quiet {
		e.writeExposures()
	}
}

// writeExposures writes the day's lines, instrument by instrument, and those that have gone to nothing.
func (e *engine[N]) writeExposures() {
	now := map[lineKey]Exposure{}
	var keys []lineKey
	line := func(i int, cited string, add func(*Exposure)) {
		k := lineKey{i, cited}
		x, ok := now[k]
		if !ok {
			keys = append(keys, k)
			x.PayableOn = NoDate
		}
		add(&x)
		now[k] = x
	}
	for i := range e.instruments {
		e.exposureOf(i, line)
	}
	for _, k := range e.record.exposureOrder {
		if _, still := now[k]; !still {
			keys = append(keys, k)
		}
	}
	last := e.day == len(e.r.Days)-1
	for _, k := range keys {
		e.writeExposure(k, now, last)
	}
	e.record.paidToday = e.record.paidToday[:0]
}

// writeExposure writes one line if it changed, or on the last day if it was ever there.
func (e *engine[N]) writeExposure(k lineKey, now map[lineKey]Exposure, last bool) {
	x, present := now[k]
	old, known := e.record.exposure[k]
	if !present {
		if !known {
			return
		}
		x = Exposure{PayableOn: NoDate}
	}
	x.Date, x.Instrument, x.Clause, x.Cash = e.date, e.instrumentName(k.instrument), k.clause, e.cash.Decimal()
	same := known && x.Contingent.Equal(old.Contingent) && x.Triggered.Equal(old.Triggered) && x.Due.Equal(old.Due) && x.Blocked.Equal(old.Blocked)
	nothing := x.Contingent.IsZero() && x.Triggered.IsZero() && x.Due.IsZero() && x.Paid.IsZero()
	if x.Paid.IsZero() && (same && !last || nothing && !known) {
		return
	}
	if !known {
		e.record.exposureOrder = append(e.record.exposureOrder, k)
	}
	e.record.exposure[k] = x
	e.record.out.Exposure = append(e.record.out.Exposure, x)
}

// exposureOf lists one instrument's figures of the day.
func (e *engine[N]) exposureOf(i int, line func(int, string, func(*Exposure))) {
	in := &e.instruments[i]
	if amount := e.callable(i); amount > 0 {
		line(i, e.standing(in), func(x *Exposure) { x.Triggered = amount.Decimal() })
	} else if amount := e.contingent(in); amount > 0 {
		line(i, in.t.cite(clauseRedemption), func(x *Exposure) { x.Contingent = amount.Decimal() })
	}
	for k := range e.claims {
		if c := &e.claims[k]; c.instrument == i {
			line(i, c.clause, func(x *Exposure) { x.owe(e.worth(c), c.payOn, e.blockedPayment(in, paidPrepayment)) })
		}
	}
	if amount := e.principalDue(in); amount > 0 {
		cited, on := e.principalFell(in)
		line(i, cited, func(x *Exposure) { x.owe(amount, on, e.blockedPayment(in, paidPrincipal)) })
	}
	for _, d := range e.dues {
		if d.instrument == i {
			line(i, d.clause, func(x *Exposure) { x.owe(d.amount, d.payOn, e.blockedPayment(in, d.what)) })
		}
	}
	for _, p := range e.record.paidToday {
		if p.instrument == i {
			line(i, p.clause, func(x *Exposure) { x.Paid = x.Paid.Add(p.amount.Decimal()) })
		}
	}
}

// owe adds an amount due.
func (x *Exposure) owe(amount Cents, payOn Date, blocked bool) {
	x.Due = x.Due.Add(amount.Decimal())
	if blocked {
		x.Blocked = x.Blocked.Add(amount.Decimal())
	}
	if payOn != never && (!x.PayableOn.Given() || payOn < x.PayableOn) {
		x.PayableOn = payOn
	}
}

// callable is what holders can demand and have not demanded.
func (e *engine[N]) callable(i int) Cents {
	in := &e.instruments[i]
	if !e.standsOpen(in) {
		return 0
	}
	return in.redemptionOf(in.uncalled())
}

// uncalled is what is neither under a demand nor due already.
func (in *instrumentState[N]) uncalled() int64 {
	var units int64
	for h := range in.units {
		if !in.fallen(h) {
			units += in.units[h] - in.demanded[h]
		}
	}
	return units
}

// contingent is what could be demanded if a trigger came today.
func (e *engine[N]) contingent(in *instrumentState[N]) Cents {
	if in.t.RedemptionPrice.IsZero() || !in.issued {
		return 0
	}
	return in.redemptionOf(in.uncalled())
}

// owed is everything demanded or matured on an instrument and unpaid, whether payable today or later.
func (e *engine[N]) owed(i int) Cents {
	total := e.principalDue(&e.instruments[i])
	for _, c := range e.claims {
		if c.instrument == i {
			total += e.worth(&c)
		}
	}
	for _, d := range e.dues {
		if d.instrument == i {
			total += d.amount
		}
	}
	return total
}

// discounts are the worths on the valuation date of a dollar received on each trading day, ACT/365F.
func discounts(r *Resolved) []float64 {
	rate := r.Company.DiscountRate.InexactFloat64()
	worths := make([]float64, len(r.Days))
	for day, d := range r.Days {
		worths[day] = Exp(-float64(Log(1+rate)*float64(d-r.Company.Valuation)) / 365)
	}
	return worths
}

// discounted is the worth on the valuation date of a dollar amount received today. The conversion keeps the product from
// being fused with an addition, which would change its last bits on some machines.
func (e *engine[N]) discounted(amount float64) float64 { return float64(amount * e.discounts[e.day]) }
