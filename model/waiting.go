package model

// WaitingPath is what the holders under Convert: Optimal have along one path as long as they only wait: what a rule of when
// to convert is fitted on. Whatever else the contract, the events and the other holders do happens along the path.
type WaitingPath struct {
	Holdings  []Waiting // in the order of OptimalHoldings
	Dividends []ShareDividend
}

// Waiting is one instrument in the hands of the holders of one policy, together. Parts are an instrument's smallest units.
type Waiting struct {
	Instrument, Policy int
	// Multiple is, by trading day, the close over the price at which they could convert; 0 where they could not.
	Multiple []float64
	// Besides is what converting would leave or bring them besides the shares for the stated value: interest earned and
	// unpaid, and what has gathered on the units; USD for each dollar of stated value.
	Besides []float64
	Days    []WaitingDay // on which they received something or had fewer or more parts at the end, in order
	Held    int64        // parts on the last day
	Last    float64      // the worth on the last day of a dollar of stated value that is still held, as converted at the close; 0 where it could not be
	Earned  float64      // interest earned and unpaid on the last day, for each dollar of stated value

	units, redeemed int64 // at the end of the day before
	received        float64
	converted       int64
}

// WaitingDay is what one day brought the holders of a Waiting.
type WaitingDay struct {
	Day       int
	Received  float64 // USD, shares at the close
	Converted int64   // parts that ended in shares
	Paid      int64   // parts that ended otherwise
	Bought    int64   // parts that came from elsewhere, less those that went there
	Grown     int64   // parts that interest in principal added
}

// ShareDividend is a dividend or distribution on the common: USD a share for those who hold it before the day.
type ShareDividend struct {
	Day      int
	PerShare float64
}

// RunWaiting takes the case along a path, as Run does, and keeps what holders who wait have along it. The case must
// have no rules in Optimal.
func (r *Runner) RunWaiting(path Path, into *Figures, waiting *WaitingPath) error {
	return r.run(path, into, waiting)
}

// waitAlong has the engine keep what waiting brings.
func (e *engine[N]) waitAlong(w *WaitingPath) {
	if e.waiting = w; w == nil {
		return
	}
	w.Dividends = w.Dividends[:0]
	needed := OptimalHoldings(e.r)
	w.Holdings = resize(w.Holdings, len(needed))
	for k, rule := range needed {
		h := &w.Holdings[k]
		*h = Waiting{Instrument: rule.Instrument, Policy: rule.Policy,
			Multiple: resize(h.Multiple, len(e.r.Days)), Besides: resize(h.Besides, len(e.r.Days)), Days: h.Days[:0]}
		h.units, h.redeemed = e.partsOf(h)
	}
}

// partsOf counts the parts that the holders have, and those of theirs that have been paid off.
func (e *engine[N]) partsOf(w *Waiting) (units, redeemed int64) {
	in := &e.instruments[w.Instrument]
	for h, p := range e.r.HolderPolicy {
		if p == w.Policy {
			units += in.units[h]
			redeemed += in.redeemedBy[h]
		}
	}
	return units, redeemed
}

// receiveWorth adds what a holder receives under an instrument to the value to holders.
func (e *engine[N]) receiveWorth(instrument, holder int, amount float64) {
	e.record.value += e.discounted(amount)
	if h := e.waitingOf(instrument, holder); h != nil {
		h.received += amount
	}
}

// noteConverted keeps that parts of a holder who waits have converted.
func (e *engine[N]) noteConverted(instrument, holder int, units int64) {
	if h := e.waitingOf(instrument, holder); h != nil {
		h.converted += units
	}
}

// waitingOf finds what is kept of an instrument in a holder's hands, nil where nothing is.
func (e *engine[N]) waitingOf(instrument, holder int) *Waiting {
	if e.waiting == nil || holder < 0 || holder >= len(e.r.HolderPolicy) {
		return nil
	}
	for k := range e.waiting.Holdings {
		if h := &e.waiting.Holdings[k]; h.Instrument == instrument && h.Policy == e.r.HolderPolicy[holder] {
			return h
		}
	}
	return nil
}

// observeWaiting keeps the day, at its end.
func (e *engine[N]) observeWaiting() {
	for k := range e.waiting.Holdings {
		h := &e.waiting.Holdings[k]
		h.Multiple[e.day], h.Besides[e.day] = e.choiceOf(h)
		units, redeemed := e.partsOf(h)
		day := WaitingDay{Day: e.day, Received: h.received, Converted: h.converted, Paid: redeemed - h.redeemed}
		day.Bought = units - h.units + day.Converted + day.Paid
		if e.instruments[h.Instrument].t.InterestIn == interestInPrincipal && h.units > 0 {
			day.Grown, day.Bought = day.Bought, 0
		}
		if day != (WaitingDay{Day: e.day}) {
			h.Days = append(h.Days, day)
		}
		h.units, h.redeemed, h.received, h.converted = units, redeemed, 0, 0
		h.Held = units
	}
	if e.day == len(e.r.Days)-1 {
		e.closeWaiting()
	}
}

// choiceOf is what the holders could have today: the close over the price that they could convert at, and what would come
// besides for each dollar of stated value. The first of them who may decide stands for all.
func (e *engine[N]) choiceOf(w *Waiting) (multiple, besides float64) {
	in := &e.instruments[w.Instrument]
	for h, p := range e.r.HolderPolicy {
		if p != w.Policy || !e.mayDecide(in, h) || in.besides.inLieu {
			continue
		}
		price, _ := e.priceFor(in, notice{holder: h, kind: noticePolicy})
		return e.multipleAt(price), e.earnedOn(in, h) + e.gatheredOn(in)
	}
	return 0, 0
}

// earnedOn is the interest that a holder has earned and not been paid, for a dollar of stated value.
func (e *engine[N]) earnedOn(in *instrumentState[N], holder int) float64 {
	return toFloat(e.accruedInterest(in, holder).n) / toFloat(in.unitsValue(in.units[holder]).n)
}

// multipleAt is the close over a price.
func (e *engine[N]) multipleAt(price Price[N]) float64 {
	return float64(e.close()) / MicrosPerDollar / toFloat(price.n)
}

// gatheredOn is the worth today, for a dollar of stated value, of the common, cash and assets that have gathered on a unit.
func (e *engine[N]) gatheredOn(in *instrumentState[N]) float64 {
	b := &in.besides
	worth := float64(toFloat(b.shares.n)*float64(e.close())) / MicrosPerDollar
	return (worth + toFloat(b.cash.n) + toFloat(b.worth.n)) / toFloat(in.unitValue.n)
}

// closeWaiting values what is still held on the last day.
func (e *engine[N]) closeWaiting() {
	for k := range e.waiting.Holdings {
		h := &e.waiting.Holdings[k]
		in := &e.instruments[h.Instrument]
		if in.live() && e.date >= in.t.ConvertibleFrom && !in.besides.inLieu {
			h.Last = e.multipleAt(in.conversionPrice()) + e.gatheredOn(in)
		}
		for holder, p := range e.r.HolderPolicy {
			if p == h.Policy && in.units[holder] > 0 {
				h.Earned = e.earnedOn(in, holder)
				break
			}
		}
	}
}
