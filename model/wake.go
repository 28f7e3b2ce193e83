package model

import (
	"math"
	"sort"
)

// Between wakes nothing runs. A day is run when something is scheduled for it, when a count of closes completes, or when
// the close reaches a level from which a policy may act. Waking too often costs time and changes nothing; waking too late
// would be wrong, and the test that runs every day would show it.

// wakeDay schedules a day.
func (e *engine[N]) wakeDay(day int) {
	if day >= 0 && day < len(e.wakes) {
		e.wakes[day] = scheduled
	}
}

// wakeInterest schedules the first trading day on or after a date for interest.
func (e *engine[N]) wakeInterest(d Date) {
	if day := e.indexOf(d); day < len(e.wakes) && e.wakes[day] == 0 {
		e.wakes[day] = scheduledInterest
	}
}

// wakeFrom schedules the first trading day on or after a date.
func (e *engine[N]) wakeFrom(d Date) { e.wakeDay(e.indexOf(d)) }

// arm sets the watches anew after a day has run.
func (e *engine[N]) arm() {
	if e.kind == interestDay {
		return // paid in cash: nothing has changed that they depend on
	}
	e.watches = e.watches[:0]
	if e.payable() {
		e.wakeDay(e.day + 1)
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.live() {
			continue
		}
		if in.offered && !in.mandatory && in.registered {
			e.wakeDay(e.day + 1) // the registration may have to be effective since an earlier day
		}
		if in.t.floats() && in.t.Reserve.Sign() > 0 {
			e.wakeDay(e.day + 1) // what full conversion needs moves with the market
		}
		if in.endsAtCure() && in.continues() {
			e.wakeDay(e.day + 1)
		}
		_, redeemable := e.redeemable(in)
		least := in.leastShares()
		for h := range in.units {
			free := in.units[h] - in.demanded[h]
			if free == 0 {
				continue
			}
			if redeemable && e.policy(h).Redeem == redeemIfWorthMore {
				e.wakeDay(e.day + 1)
			}
			e.watchConversion(i, h, least)
		}
		e.watchMandatory(in)
	}
	e.armExercise()
	e.armNotes()
	if e.reserves {
		e.armReserve()
	}
}

// payable reports whether money is owed that the cash at hand could pay, at least in part.
func (e *engine[N]) payable() bool {
	if e.spendable() == 0 {
		return false
	}
	if maturity := e.seniorMaturity; e.senior > 0 && maturity.Given() && e.date >= maturity {
		return true
	}
	for i := range e.instruments {
		if e.unpaid(i) > e.blockedNow(i) {
			return true
		}
	}
	return false
}

// convertLevel is a close below which a holder's policy, or a mandatory conversion that waits, surely does not convert:
// what the lowest price that could be used comes to, a shade lower for the rounding. Of Convert: Optimal it is that price
// itself, and each day's multiple of it counts.
func (e *engine[N]) convertLevel(in *instrumentState[N], p *HolderPolicy) (int64, bool) {
	priced := p.Convert == convertInTheMoney || p.Convert == convertOptimal
	if in.mandatoryAllowed() || p.Convert == convertWheneverAllowed || priced && (len(in.lots) > 0 || in.t.floats()) {
		return 0, true
	}
	if !priced {
		return 0, false
	}
	lowest := in.price
	if in.t.AlternativeFrom.Given() && e.date >= in.t.AlternativeFrom { // its first day is scheduled
		lowest = minPrice(lowest, lowest.Times(in.alternativeFloor))
	}
	if p.Convert == convertOptimal {
		return max(0, microsBelow(lowest)), true
	}
	return microsBelow(e.moneyLevel(lowest, p)), true
}

// microsBelow is a price in micros, cut down a shade below it.
func microsBelow[N Numeric[N]](p Price[N]) int64 {
	return int64(toFloat(p.n)*MicrosPerDollar*(1-knifeEdge)) - 1
}

// nextRoom is the first day on which the limits may leave a holder room for the fewest shares that a conversion needs: tomorrow
// where they leave it now; else the day on which an acquisition leaves the window, or on which enough has been sold. The exchange cap and the
// charter only change on days that run.
func (e *engine[N]) nextRoom(in *instrumentState[N], holder int, least int64) int {
	next := e.day + 1
	if in.t.floats() || len(in.lots) > 0 || e.policy(holder).AlternativePrice == alternativeAlways {
		return next
	}
	room, capRoom := e.authorizedRoom(), e.capRoom(in, holder)
	if min(room, capRoom, e.ownershipRoom(in, holder)) >= least || e.onlyCapStops(in, holder) {
		return next
	}
	if !in.t.CapApprovalOrCash { // beyond such a cap there is cash, or a vote
		room = min(room, capRoom)
	}
	if room < least {
		return len(e.r.Days)
	}
	return max(next, min(e.nextLeaving(in, holder), next+e.daysOfSales(in, holder, least)))
}

// nextLeaving is the first day on which an acquisition of the holder's group leaves the window of the ownership test.
func (e *engine[N]) nextLeaving(in *instrumentState[N], holder int) int {
	first := len(e.r.Days)
	for _, h := range e.members[e.people[holder].Group] {
		for _, r := range e.holders[h].received {
			if leaves := r.on + Date(in.t.AcquiredWithin); leaves > e.date {
				first = min(first, e.indexOf(leaves))
			}
		}
	}
	return first
}

// daysOfSales is after how many days of the group's sales so many shares have room, or more days than there are.
func (e *engine[N]) daysOfSales(in *instrumentState[N], holder int, least int64) int {
	longest := 0
	for _, h := range e.members[e.people[holder].Group] {
		longest = max(longest, e.holders[h].daysToSell())
	}
	days := sort.Search(longest+1, func(n int) bool {
		return e.ownershipRoomAfter(in, holder, n) >= least
	})
	if days > longest {
		return len(e.r.Days)
	}
	return days
}

// armNotes wakes the next day while a prepayment may be taken back, and watches the close below which the company prepays.
func (e *engine[N]) armNotes() {
	for k := range e.claims {
		if c := &e.claims[k]; c.voidable && e.policy(c.holder).VoidWhenLower {
			e.wakeDay(max(e.day+1, e.dayOn(c.payOn+1)))
		}
	}
	e.prepayLevel = 0
	if p := &e.r.CompanyPolicy; p.Prepays == prepaysBelow {
		for i := range e.instruments {
			if in := &e.instruments[i]; in.t.PrepaymentNotice > 0 && in.live() && in.called == nil {
				e.prepayLevel = p.PrepayBelow.Shift(6).Ceil().IntPart()
			}
		}
	}
}

// armExercise watches the exercise prices of holders that exercise as soon as they can.
func (e *engine[N]) armExercise() {
	for w := range e.warrants {
		ws := &e.warrants[w]
		for _, h := range e.earlyExercisers {
			if ws.quantity[h] > 0 && e.authorizedRoom() > 0 {
				e.watches = append(e.watches, watch{instrument: -1, holder: h, from: e.day + 1, level: microsBelow(ws.price)})
			}
		}
	}
}

// watchConversion watches for the next close at which a holder's policy would convert an instrument. least is the fewest shares
// that a conversion of it needs.
func (e *engine[N]) watchConversion(i, holder int, least int64) {
	in, p := &e.instruments[i], e.policy(holder)
	level, converts := e.convertLevel(in, p)
	mandatory := in.mandatoryAllowed() // what the limits have blocked waits for room alone
	if !converts || !mandatory && (e.date < in.t.ConvertibleFrom || e.wouldGetNothing(in, p)) {
		return
	}
	w := watch{instrument: i, holder: holder, from: e.nextRoom(in, holder, least), level: level}
	if w.from >= len(e.r.Days) {
		return
	}
	if !mandatory {
		w.every = p.DecideEvery
	}
	if !mandatory && p.Convert == convertOptimal {
		if w.optimal = e.optimalLevels(i, holder); w.optimal == nil {
			return
		}
	}
	if !mandatory && len(in.lots) == 0 {
		e.watchAverage(in, p, &w)
	}
	e.watches = append(e.watches, w)
}

// watchAverage adds to a watch what the alternative price asks for: in the money at the average, and a unit at it within the
// room under the exchange cap and the charter, which only days that run can change. A window over a split, or a lowest close,
// is left to the rule itself.
func (e *engine[N]) watchAverage(in *instrumentState[N], p *HolderPolicy, w *watch) {
	t := in.t
	if in.freeze.on || t.floats() || p.AlternativePrice == alternativeNever || !t.AlternativeFrom.Given() || e.date < t.AlternativeFrom ||
		t.MarketPriceLowest || len(e.splits) > 0 && e.splits[len(e.splits)-1].day > e.day+1-t.MarketPriceDays {
		return
	}
	if t.WindowIncludesDay {
		w.end = 1
	}
	if len(e.r.Past)+e.day+1+w.end < t.MarketPriceDays {
		return // too few closes: the rule itself says so
	}
	own, share := toFloat(in.price.n)*MicrosPerDollar, toFloat(in.alternativePercent)/float64(t.MarketPriceDays)
	w.days = t.MarketPriceDays
	if p.Convert == convertInTheMoney {
		above := 1 + p.InTheMoneyBy.InexactFloat64()
		w.part = share * above * (1 - watchMargin)
		w.sure = math.MaxInt64
		if p.AlternativePrice != alternativeAlways {
			w.sure = int64(own * above)
		}
	}
	if !t.WholeUnits {
		return
	}
	room := min(e.capRoom(in, w.holder), e.authorizedRoom())
	lowest := toFloat(in.unitValue.n) * MicrosPerDollar / float64(room+1) * (1 - watchMargin)
	if own*toFloat(in.alternativeFloor) < lowest && !e.onlyCapStops(in, w.holder) {
		w.least = int64(lowest / share)
	}
}

// watchMargin keeps a watch on the safe side of the rounding of a few products.
const watchMargin = 1e-9
