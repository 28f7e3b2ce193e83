package model

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// recordLimits keeps the first day on which a limit left a holder no room for one more unit.
func (e *engine[N]) recordLimits() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if !e.capApplies(in) {
			continue
		}
		one := in.leastShares()
		for h := range in.units {
			if in.capShares[h] > 0 && in.units[h] > 0 && !in.capFull[h].Given() && e.capRoom(in, h) < one {
				in.capFull[h] = e.date
			}
		}
	}
}

// snapshot keeps the state at the end of the valuation date, of every month's last trading day and of the last day. It
// runs no rule: between wakes only the close moves.
func (e *engine[N]) snapshot() {
	if e.day != 0 && e.day != len(e.r.Days)-1 && !e.monthLast[e.day] {
		return
	}
	if e.record.quiet {
		e.sample()
		return
	}
	s := Snapshot{Date: e.date, Close: e.closeNow(), Outstanding: e.outstanding, Cash: e.cash.Decimal()}
	var triggered, due, contingent Cents
	for i := range e.instruments {
		in := &e.instruments[i]
		price := decimal.Zero
		if in.issued {
			price = in.price.Decimal()
		}
		s.ConversionPrices = append(s.ConversionPrices, price)
		callable := e.callable(i)
		triggered += callable
		due += e.owed(i)
		if callable == 0 {
			contingent += e.contingent(in)
		}
	}
	s.Triggered, s.Due, s.Contingent = triggered.Decimal(), due.Decimal(), contingent.Decimal()
	e.record.out.Series = append(e.record.out.Series, s)
}

// finish completes the outcome on the last day.
func (e *engine[N]) finish() *Outcome {
	e.day = len(e.r.Days) - 1
	e.date = e.r.Days[e.day]
	out := e.record.out
	out.ActiveDays = e.activeDays
	out.Counts = e.shareCounts()
	for i := range e.instruments {
		out.Instruments = append(out.Instruments, e.instrumentOutcome(&e.instruments[i]))
		e.capOutcome(&e.instruments[i])
	}
	e.holderOutcomes()
	if out.Waterfall == nil {
		out.Waterfall = e.divisionToday()
	}
	e.totals()
	e.alerts()
	return out
}

// totals fills the headline figures.
func (e *engine[N]) totals() {
	r, t := &e.record, &e.record.out.Totals
	t.CommonBefore, t.CommonAfter = r.before, e.outstanding
	t.NewShares = t.CommonAfter - t.CommonBefore
	if t.CommonAfter > 0 {
		t.Dilution = share(t.NewShares, t.CommonAfter)
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		if low := in.lowest.Decimal(); low.Sign() > 0 && (t.LowestConversionPrice.IsZero() || low.Round(12).LessThan(t.LowestConversionPrice.Round(12))) {
			t.LowestConversionPrice, t.LowestPriceInstrument = low, in.t.Name
		}
	}
	var unpaid Cents
	for i := range e.instruments {
		unpaid += e.unpaid(i)
	}
	t.CashPaid, t.CashDueUnpaid = r.paid.Decimal(), unpaid.Decimal()
	t.PeakExposure, t.PeakExposureDate = r.peak.Decimal(), NoDate
	if r.peak > 0 {
		t.PeakExposureDate, t.PeakExposureCash = r.peakOn, r.peakCash.Decimal()
	}
	t.LowestCash, t.LowestCashDate = r.lowest.Decimal(), r.lowestOn
	t.FinalPrice = e.closeNow()
	t.SharesFromConversion, t.SharesFromInterest = r.issuedBy.conversion, r.issuedBy.interest
	t.SharesFromIssues, t.SharesFromExercise = r.issuedBy.issues, r.issuedBy.exercise
	t.SharesCutByCap = r.cutByCap
	t.ValueToHolders = decimal.NewFromFloat(r.value + e.discounted(e.remainderWorth())).Round(2)
	for i := range e.instruments {
		in := &e.instruments[i]
		if all := sum(in.capShares); all > 0 {
			if used := share(sum(in.capUsed), all); used.GreaterThan(t.PercentOfCap) {
				t.PercentOfCap = used
			}
		}
	}
}

// share is a quotient of counts.
func share(part, whole int64) decimal.Decimal {
	return decimal.NewFromInt(part).DivRound(decimal.NewFromInt(whole), quotientPlaces)
}

// asConverted is how many shares everything outstanding would convert into at the conversion prices, limits ignored.
func (e *engine[N]) asConverted() int64 {
	var count int64
	for i := range e.instruments {
		if in := &e.instruments[i]; in.live() {
			count += in.fullConversion()
		}
	}
	return count
}

// remainderWorth is what the unconverted rest would bring as shares at the last close.
func (e *engine[N]) remainderWorth() float64 {
	var count int64
	for i := range e.instruments {
		if in := &e.instruments[i]; in.live() && e.date >= in.t.ConvertibleFrom {
			count += in.fullConversion()
		}
	}
	return float64(count) * e.closeNow().InexactFloat64()
}

// shareCounts are the treasurer's counts of the last day.
func (e *engine[N]) shareCounts() ShareCounts {
	c := ShareCounts{Basic: e.outstanding, TreasuryStockMethod: e.outstanding}
	close := priceFromMicros[N](e.close())
	for w := range e.warrants {
		ws := &e.warrants[w]
		if units := sum(ws.quantity); !ws.w.Convertible && close.Cmp(ws.price) > 0 {
			c.TreasuryStockMethod += units - quotientUp(cost(units, ws.price).n, close.n)
		}
	}
	c.IfConverted = c.TreasuryStockMethod
	for w := range e.warrants {
		if ws := &e.warrants[w]; ws.w.Convertible {
			c.IfConverted += sum(ws.quantity)
		}
	}
	for i := range e.instruments {
		if in := &e.instruments[i]; in.live() {
			c.IfConverted += in.fullConversion()
		}
	}
	return c
}

// instrumentOutcome is what became of an instrument.
func (e *engine[N]) instrumentOutcome(in *instrumentState[N]) InstrumentOutcome {
	t := in.t
	o := InstrumentOutcome{Instrument: t.Name, Kind: t.Kind, UnitsBefore: t.shown(in.unitsBefore), UnitsIssued: t.shown(in.unitsIssued), UnitsAfter: t.shown(in.outstandingUnits()),
		StartingPrice: in.starting.Decimal(), ConversionPrice: in.price.Decimal(), LowestPrice: in.lowest.Decimal(),
		SharesIssued: in.shareTotal, UnitsConverted: t.shown(in.converted), UnitsRedeemed: t.shown(in.redeemed)}
	if in.live() {
		o.AsConverted = in.fullConversion()
	}
	return o
}

// capOutcome lists each holder's part of an exchange cap.
func (e *engine[N]) capOutcome(in *instrumentState[N]) {
	if in.t.ExchangeCap.IsZero() {
		return
	}
	for h := range in.capShares {
		if in.bought[h] == 0 && in.capUsed[h] == 0 && in.capShares[h] == 0 {
			continue
		}
		e.record.out.ExchangeCap = append(e.record.out.ExchangeCap, CapUse{Instrument: in.t.Name, Holder: e.nameOf(h),
			Allocation: in.capShares[h], Used: in.capUsed[h], Room: max(0, in.capLeft(h)), Exhausted: in.capFull[h]})
	}
}

// holderOutcomes lists every holder's positions, common first.
func (e *engine[N]) holderOutcomes() {
	for h := range e.people {
		e.holderCommon(h)
		for i := range e.instruments {
			in := &e.instruments[i]
			e.holderLine(h, in.t.Name, in.t.shown(e.openingUnits(h, Security{InstrumentSecurity, i})), in.t.shown(in.units[h]))
		}
		for w := range e.warrants {
			ws := &e.warrants[w]
			before := e.openingUnits(h, warrantOrigin(ws.w, w))
			e.holderLine(h, ws.w.Name, decimal.NewFromInt(before), decimal.NewFromInt(ws.quantity[h]))
		}
	}
}

// openingUnits is a holder's opening position in a security other than common, restated for splits where shares are
// counted.
func (e *engine[N]) openingUnits(h int, s Security) int64 {
	var units int64
	for _, p := range e.r.Positions {
		if p.Holder == h && p.Security == s && (!p.Issued.Given() || p.Issued <= e.r.Company.Valuation) {
			units += p.Units
		}
	}
	if s.Kind != InstrumentSecurity {
		for _, split := range e.splits {
			if split.day >= 0 {
				units = scaleDown(units, split.ratio)
			}
		}
	}
	return units
}

// holderCommon lists a holder's common.
func (e *engine[N]) holderCommon(h int) {
	s := &e.holders[h]
	if s.before == 0 && s.common == 0 && s.from == (sharesBySource{}) {
		return
	}
	e.record.out.Holders = append(e.record.out.Holders, HolderOutcome{Holder: e.people[h].Name, Group: e.people[h].GroupName, Security: "Common",
		Before: decimal.NewFromInt(s.before), After: decimal.NewFromInt(s.common),
		PercentBefore: share(s.before, max(1, e.record.before)), PercentAfter: share(s.common, max(1, e.outstanding)),
		FromConversion: s.from.conversion, FromInterest: s.from.interest, FromIssues: s.from.issues, FromExercise: s.from.exercise, Sold: s.from.sold})
}

// holderLine lists a position in another security, where there is or was one.
func (e *engine[N]) holderLine(h int, security string, before, after decimal.Decimal) {
	if before.IsZero() && after.IsZero() {
		return
	}
	e.record.out.Holders = append(e.record.out.Holders, HolderOutcome{Holder: e.people[h].Name, Group: e.people[h].GroupName,
		Security: security, Before: before, After: after})
}

// alerts says what a reader should not miss.
func (e *engine[N]) alerts() {
	e.alertLimits()
	for _, tr := range e.record.out.Triggers {
		if tr.What == triggeredRedemption {
			e.alert("%s: the right to redeem %s opened under %s.", tr.Date, tr.Instrument, tr.Clause)
		}
	}
	for _, x := range e.record.out.Reserve[:min(1, len(e.record.out.Reserve))] {
		e.alert("%s: the charter leaves %d shares, and %d are to be kept for conversion (%s).", x.Date, x.Available, x.Needed, x.Clause)
	}
	if need, room := e.asConverted(), e.authorizedRoom(); need > room {
		e.alert("On the last day the charter leaves %d shares; what is outstanding would convert into %d.", room, need)
	}
	if e.record.lowest < 0 {
		e.alert("Cash runs short: %s on %s.", dollarsText(e.record.lowest.Decimal()), e.record.lowestOn)
	}
	if unpaid := e.record.out.Totals.CashDueUnpaid; unpaid.Sign() > 0 {
		e.alert("%s stays due and unpaid on the last day.", dollarsText(unpaid))
	}
	if !e.anyoneConverts() {
		e.alert("Nobody may convert in this run: no holder's policy converts and no notice is given.")
	}
}

// alertLimits says when each limit first cut whose notices, in one sentence for all that it cut on one day.
func (e *engine[N]) alertLimits() {
	bites := e.record.out.Limits
	for k, b := range bites {
		var names []string
		for m, other := range bites {
			if other.Date == b.Date && other.Clause == b.Clause && other.Instrument == b.Instrument && other.Limit == b.Limit {
				if m < k {
					names = nil // said already
					break
				}
				names = append(names, other.Holder)
			}
		}
		if len(names) > 0 {
			e.alert("%s: the %s of %s (%s) first cut a notice of %s.", b.Date, b.Limit, b.Instrument, b.Clause, spoken(names))
		}
	}
}

// spoken joins names as a sentence does.
func spoken(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// dollarsText writes whole dollars with thousands separators, a negative amount in parentheses.
func dollarsText(d decimal.Decimal) string {
	text := d.Abs().Round(0).String()
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	if d.Sign() < 0 {
		return "USD (" + text + ")"
	}
	return "USD " + text
}

// anyoneConverts reports whether a policy or an event could bring a conversion at all.
func (e *engine[N]) anyoneConverts() bool {
	if len(e.instruments) == 0 {
		return true
	}
	for h := range e.r.Holders {
		if p := e.policy(h); p.Convert == convertInTheMoney || p.Convert == convertWheneverAllowed || p.Convert == convertOptimal {
			return true
		}
	}
	return slices.ContainsFunc(e.r.Events, func(ev Event) bool { return ev.Kind == "Conversion notice" }) ||
		slices.ContainsFunc(e.r.Instruments, func(t Terms) bool { return t.MandatoryDays > 0 })
}
