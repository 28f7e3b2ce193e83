package model

// What a holder's policy may say.
const (
	convertNever           = "Never"
	convertOnNotices       = "On notices"
	convertInTheMoney      = "In the money"
	convertWheneverAllowed = "Whenever allowed"
	convertOptimal         = "Optimal"

	alternativeNever  = "Never"
	alternativeAlways = "Always"

	redeemIfWorthMore = "If worth more"
	redeemAlways      = "Always"
	redeemNever       = "Never"

	exerciseAtExpiry       = "At expiry if in the money"
	exerciseWhenInTheMoney = "When in the money"
)

// idle is the policy of those who buy in the market: they hold common only.
var idle = HolderPolicy{Convert: convertNever, Redeem: redeemNever, DecideEvery: 1, TakeUpRights: true}

// policy returns what a holder does when nothing tells it to.
func (e *engine[N]) policy(holder int) *HolderPolicy { return e.policies[holder] }

// setPolicies gives every holder its policy, and those that exercise before expiry a place in a list.
func (e *engine[N]) setPolicies() {
	for _, p := range e.r.HolderPolicy {
		e.policies = append(e.policies, &e.r.Policies[p])
	}
	e.policies = append(e.policies, &idle)
	for h, p := range e.policies {
		if p.Exercise == exerciseWhenInTheMoney {
			e.earlyExercisers = append(e.earlyExercisers, h)
		}
	}
}

// redeemByPolicy lets every holder that may demand redemption decide: always, never, or when the cash that the company can
// pay is worth more than the shares it could have now, within all limits, at the close.
func (e *engine[N]) redeemByPolicy() {
	for i := range e.instruments {
		in := &e.instruments[i]
		trigger, open := e.redeemable(in)
		if !open {
			continue
		}
		free := e.freeUnits(in)
		var willing []int
		for h := range free {
			if free[h] > 0 && e.redeems(in, h, free) {
				willing = append(willing, h)
			}
		}
		for _, h := range willing {
			e.demand(i, h, free[h], *trigger)
		}
	}
}

// freeUnits is what each holder has that is neither under a demand nor due already.
func (e *engine[N]) freeUnits(in *instrumentState[N]) []int64 {
	free := e.scratch.counts.take(len(in.units))
	for h := range free {
		if !in.fallen(h) {
			free[h] = in.units[h] - in.demanded[h]
		}
	}
	return free
}

// redeems decides for one holder. When cash is short, a holder reckons with its part of it if all were to demand.
func (e *engine[N]) redeems(in *instrumentState[N], holder int, free []int64) bool {
	switch e.policy(holder).Redeem {
	case redeemAlways:
		return true
	case redeemNever:
		return false
	}
	cash := min(e.redemptionCash(in), in.redemptionOf(sum(free)))
	part, _ := mulDiv(int64(cash), free[holder], sum(free))
	price, _ := e.priceFor(in, notice{holder: holder, kind: noticePolicy})
	units := e.unitsAllowed(in, holder, free[holder], price)
	if e.date < in.t.ConvertibleFrom {
		units = 0
	}
	shares, _ := in.sharesFor(units, price)
	worth := cost(shares, priceFromMicros[N](e.close()))
	return moneyFromCents[N](Cents(part)).Cmp(worth) > 0
}

// redemptionCash is the cash left for new demands on an instrument, after everything that is owed already.
func (e *engine[N]) redemptionCash(in *instrumentState[N]) Cents {
	free := e.freeCash(in.t.Seniority)
	for _, c := range e.claims {
		if c.payOn > e.date {
			free -= e.worth(&c)
		}
	}
	if e.r.Company.LawfulLimited && in.t.Kind == KindPreferred {
		free = min(free, centsOf(e.r.Company.LawfulFunds)-e.lawfulUsed)
	}
	return max(0, free)
}

// convertByPolicy adds the notices of holders whose policy converts by itself.
func (e *engine[N]) convertByPolicy() {
	for i := range e.instruments {
		for h, units := range e.instruments[i].units {
			if units > 0 {
				e.convertAsPolicy(i, h)
			}
		}
	}
}

// convertWatched is convertByPolicy on a day on which nothing is scheduled: only a policy whose close has come can act.
func (e *engine[N]) convertWatched() {
	for k := range e.watches {
		if w := &e.watches[k]; w.instrument >= 0 && w.first(e.closes, e.sums, e.day, e.day) == e.day {
			e.convertAsPolicy(w.instrument, w.holder)
		}
	}
}

// convertAsPolicy adds a holder's notice where its policy converts today.
func (e *engine[N]) convertAsPolicy(i, holder int) {
	if !e.wantsToConvert(i, holder) {
		return
	}
	in := &e.instruments[i]
	asked := in.units[holder] - in.demanded[holder]
	if in.t.RefuseOverLimit {
		price, _ := e.priceFor(in, notice{holder: holder, kind: noticePolicy})
		asked = e.unitsAllowed(in, holder, asked, price)
	}
	e.give(notice{instrument: i, holder: holder, kind: noticePolicy, asked: asked})
}

// wantsToConvert decides for one holder. In the money: the close is at least (1 + x) times the price that would be used.
// Optimal: it is at least the day's multiple of that price. Whenever allowed asks for no price. Each gives notice for all it
// has when the limits allow at least one unit; and once when only the exchange cap stops it, because that opens the right to
// redeem (A 3(b)(v)).
func (e *engine[N]) wantsToConvert(i, holder int) bool {
	in := &e.instruments[i]
	p := e.policy(holder)
	if !e.mayDecide(in, holder) {
		return false
	}
	if level, ok := e.convertLevel(in, p); !ok || p.Convert != convertOptimal && e.close() < level {
		return false
	}
	price, _ := e.priceFor(in, notice{holder: holder, kind: noticePolicy})
	if l := in.lotOf(holder); l != nil {
		price = minPrice(price, l.price)
	}
	if p.Convert == convertInTheMoney && priceFromMicros[N](e.close()).Cmp(e.moneyLevel(price, p)) < 0 {
		return false
	}
	if p.Convert == convertOptimal && !e.pays(i, holder, price) {
		return false
	}
	return e.roomForOne(in, holder, price) || e.onlyCapStops(in, holder)
}

// wouldGetNothing reports whether a conversion would bring a holder no shares, because they could not be registered.
func (e *engine[N]) wouldGetNothing(in *instrumentState[N], p *HolderPolicy) bool {
	return !in.registered && in.registersShares() && p.Inability != inabilityRestricted
}

// mayDecide reports whether it is a day on which a holder's policy decides about a conversion, limits aside.
func (e *engine[N]) mayDecide(in *instrumentState[N], holder int) bool {
	p := e.policy(holder)
	free := in.units[holder] - in.demanded[holder]
	return free > 0 && in.issued && !in.mandatoryAllowed() && e.date >= in.t.ConvertibleFrom && e.day%p.DecideEvery == 0 && !e.wouldGetNothing(in, p)
}

// moneyLevel is the close from which a policy takes a conversion price to be in the money.
func (e *engine[N]) moneyLevel(price Price[N], p *HolderPolicy) Price[N] {
	if p.InTheMoneyBy.IsZero() {
		return price
	}
	return price.Add(price.Times(numberOf[N](p.InTheMoneyBy)))
}

// onlyCapStops reports whether a first notice would be cut by the exchange cap alone and open the right to redeem.
func (e *engine[N]) onlyCapStops(in *instrumentState[N], holder int) bool {
	if in.t.CapApprovalOrCash && e.capApplies(in) {
		free := in.units[holder] - in.demanded[holder]
		return in.unitsWithin(min(e.ownershipRoom(in, holder), e.authorizedRoom()), free, in.conversionPrice()) > 0
	}
	if !in.t.CapOpensRedemption || in.t.RedemptionPrice.IsZero() || in.hasCapTrigger() {
		return false
	}
	free := in.units[holder] - in.demanded[holder]
	return in.unitsWithin(min(e.ownershipRoom(in, holder), e.authorizedRoom()), free, in.conversionPrice()) > 0
}

// give adds a notice; what one holder asks of one instrument on one day is one notice (A 1(b)), and a policy stays quiet
// where the holder has given notice itself.
func (e *engine[N]) give(n notice) {
	in := &e.instruments[n.instrument]
	free := in.units[n.holder] - in.demanded[n.holder]
	n.asked = min(n.asked, free)
	if n.asked <= 0 {
		return
	}
	for k := range e.notices {
		old := &e.notices[k]
		if old.instrument != n.instrument || old.holder != n.holder {
			continue
		}
		if n.kind == noticeGiven {
			old.asked = min(old.asked+n.asked, free)
		}
		return
	}
	e.notices = append(e.notices, n)
}
