package model

// exercise turns options or warrants into shares, as far as the charter and, for warrants of a deal whose exchange cap
// counts all its shares, the cap allow. The exercise money comes in on the day.
func (e *engine[N]) exercise(w, holder int, units int64) int64 {
	ws := &e.warrants[w]
	units = min(e.exercisable(ws, holder, units), e.authorizedRoom())
	deal := e.countingDeal(ws)
	if units <= 0 {
		return 0
	}
	paid := cost(units, ws.price)
	if ws.w.Convertible {
		paid = Money[N]{}
	}
	e.apply(effect{kind: exerciseShare, warrant: w, holder: holder, units: units})
	e.apply(effect{kind: issueShares, holder: holder, shares: units, source: fromExercise})
	if deal != nil {
		e.useCap(deal, holder, units, ws.price)
		deal.shareTotal += units
	}
	money := centsNearest(paid)
	e.apply(effect{kind: moveCash, cash: money})
	e.recordPayment(-1, holder, money, "", "exercise of "+ws.w.Name)
	e.recordIssuance(holder, "Option exercise", units, paid, "")
	e.queueIssue(issuance[N]{holder: holder, category: "Option exercise", shares: units,
		consideration: cost(units, ws.lowest()), origin: warrantOrigin(ws.w, w), units: units})
	return units
}

// countingDeal is the instrument whose exchange cap counts the shares under a class of warrants, or nil.
func (e *engine[N]) countingDeal(ws *warrantState[N]) *instrumentState[N] {
	if ws.deal >= 0 && e.instruments[ws.deal].countsDealShares() {
		return &e.instruments[ws.deal]
	}
	return nil
}

// exercisable is how much of what a holder wants to exercise it holds and the exchange cap allows.
func (e *engine[N]) exercisable(ws *warrantState[N], holder int, units int64) int64 {
	units = min(units, ws.quantity[holder])
	if deal := e.countingDeal(ws); deal != nil {
		units = min(units, e.capRoom(deal, holder))
	}
	return units
}

// beginClass sets the exercise price of a class of which nothing is outstanding: a price is one of the day of the grant,
// whatever splits came before.
func (ws *warrantState[N]) beginClass(price Price[N]) {
	if sum(ws.quantity) == 0 {
		ws.price = price
	}
}

// warrantOrigin refers to an option, warrant or convertible by name.
func warrantOrigin(w *Warrant, index int) Security {
	if w.Convertible {
		return Security{Kind: OtherConvertible, Index: index}
	}
	return Security{Kind: WarrantSecurity, Index: index}
}

// exerciseByPolicy exercises what the holders' policies say: in the money at the last close before it lapses, or as soon
// as it is in the money. In the money means a close above the exercise price.
func (e *engine[N]) exerciseByPolicy() {
	close := priceFromMicros[N](e.close())
	for w := range e.warrants {
		ws := &e.warrants[w]
		if close.Cmp(ws.price) <= 0 {
			continue
		}
		if room := e.authorizedRoom(); room < sum(ws.quantity) {
			e.exerciseWithin(w, room)
			continue
		}
		for h, units := range ws.quantity {
			if units > 0 && e.wantsToExercise(ws, h) {
				e.exercise(w, h, units)
			}
		}
	}
}

// exerciseWithin divides the shares that the charter still allows among those who would exercise, pro rata to what they hold.
func (e *engine[N]) exerciseWithin(w int, room int64) {
	ws := &e.warrants[w]
	wanted, parts := e.scratch.counts.take(len(ws.quantity)), e.scratch.counts.take(len(ws.quantity))
	for h, units := range ws.quantity {
		if units > 0 && e.wantsToExercise(ws, h) {
			wanted[h] = e.exercisable(ws, h, units)
		}
	}
	divide(parts, room, wanted, e.holderName)
	for h, units := range parts {
		e.exercise(w, h, units)
	}
}

// wantsToExercise reports whether a holder's policy exercises what is in the money today.
func (e *engine[N]) wantsToExercise(ws *warrantState[N], holder int) bool {
	switch e.policy(holder).Exercise {
	case exerciseWhenInTheMoney:
		return true
	case exerciseAtExpiry:
		return e.day == ws.lastDay
	}
	return false
}

// lastDay is the last trading day on or before an expiry date, -1 where the run ends before it or there is none.
func (e *engine[N]) lastDay(expires Date) int {
	if !expires.Given() {
		return -1
	}
	last := e.indexOf(expires+1) - 1
	if last == len(e.r.Days)-1 {
		for d := e.r.Days[last] + 1; d <= expires; d++ {
			if e.r.Calendars.TradingDay(d) {
				return -1
			}
		}
	}
	return last
}

// lapse ends what is unexercised at the end of its expiry date.
func (e *engine[N]) lapse() {
	for w := range e.warrants {
		if e.day == e.warrants[w].lastDay {
			units := e.scratch.counts.take(len(e.warrants[w].quantity))
			copy(units, e.warrants[w].quantity)
			e.lapseUnits(w, units)
		}
	}
}

// lapseUnits ends options or warrants unexercised and leaves that for step 7.
func (e *engine[N]) lapseUnits(w int, units []int64) {
	for h, count := range units {
		if count > 0 {
			e.apply(effect{kind: lapseWarrants, warrant: w, holder: h, units: count})
		}
	}
	if total := sum(units); total > 0 {
		e.endRight(warrantOrigin(e.warrants[w].w, w), total)
	}
}
