package model

import (
	"fmt"
	"math/big"
	"slices"
)

// maxReplays is how often the replay before the valuation date may be repeated to find the share count it starts from.
const maxReplays = 8

// begin builds the state before the open of the valuation date: the cap table, and prices, deemed shares and statuses
// replayed from earlier events. The cap table says what is outstanding at the end of that replay; what was outstanding at
// its start is found by running it: whatever the events issue comes off.
func begin[N Numeric[N]](r *Resolved, path Path, o Options) (*engine[N], error) {
	opening := int64(0)
	for k := 0; ; k++ {
		e := newEngine[N](r, path, o)
		target := e.outstanding
		if k == 0 {
			opening = target
		}
		e.outstanding = opening
		e.replayPast()
		if e.err != nil {
			return nil, e.err
		}
		off := e.outstanding - target
		if off == 0 {
			e.open()
			return e, e.err
		}
		all := same
		for _, s := range e.splits {
			all = ratio{all.over * s.over, all.under * s.under}.lowest()
		}
		step, _ := mulDiv(max(off, -off), all.under, all.over)
		if off > 0 {
			step = -step
		}
		if step == 0 { // the fraction of a share that a split cut off
			e.outstanding = target
			e.open()
			return e, e.err
		}
		opening += step
		if opening <= 0 || k == maxReplays {
			return nil, &RunError{Path: path.Name, Date: r.Company.Valuation, Input: true,
				Message: "the events before the Valuation date don't lead to the common that the cap table shows; give the Opening conversion price, or complete the events"}
		}
	}
}

// newEngine lays the cap table out.
func newEngine[N Numeric[N]](r *Resolved, path Path, o Options) *engine[N] {
	e := &engine[N]{r: r, pathName: path.Name, o: o, order: dayOrder[N](), day: -1, date: r.Company.Valuation,
		cash: centsOf(r.Company.Cash), senior: centsOf(r.Company.SeniorDebt), seniorMaturity: r.Company.SeniorMaturity, facilityEnd: NoDate, freedOn: NoDate, market: r.Company.Market, wakes: make([]uint8, len(r.Days))}
	e.ranks, e.discounts = seniorityRanks(r.Instruments), discounts(r)
	e.monthLast = monthLast(r)
	e.nextMonthLast = nextMarked(e.monthLast)
	e.burns = burns(r, e.monthLast)
	e.setPath(path.Closes)
	e.record.clearFirst()
	e.people = append(slices.Clone(r.Holders), Holder{Name: "Market", Group: r.Groups})
	e.setPolicies()
	e.unlimited = unlimitedIn(r)
	e.holders = make([]holderState, len(e.people))
	for h, p := range e.people {
		for len(e.members) <= p.Group {
			e.members = append(e.members, nil)
		}
		e.members[p.Group] = append(e.members[p.Group], h)
	}
	for i := range r.Instruments {
		e.instruments = append(e.instruments, newInstrument[N](&r.Instruments[i], len(e.people), r.Company.Horizon))
		if in := &e.instruments[i]; in.t.MaturityAfterSenior > 0 {
			in.dueDates = interestDates(in.t, e.maturityOf(in), r.Company.Horizon)
		}
		e.reserves = e.reserves || r.Instruments[i].Reserve.Sign() > 0 && r.Instruments[i].InterestRate.Sign() > 0
		e.floats = e.floats || r.Instruments[i].floats()
	}
	for k := range r.Warrants {
		w := &r.Warrants[k]
		ws := warrantState[N]{w: w, lastDay: e.lastDay(w.Expires), price: priceOf[N](w.Price), quantity: make([]int64, len(e.people)), deal: -1}
		for i := range r.Instruments {
			if w.Category == "Deal warrants of "+r.Instruments[i].Name {
				ws.deal = i
			}
		}
		e.warrants = append(e.warrants, ws)
	}
	for _, p := range r.Positions {
		if !p.Issued.Given() || p.Issued <= r.Company.Valuation {
			e.place(p)
		}
	}
	return e
}

// newInstrument is an instrument before it is issued.
func newInstrument[N Numeric[N]](t *Terms, people int, horizon Date) instrumentState[N] {
	in := instrumentState[N]{t: t, price: priceOf[N](t.ConversionPrice), starting: priceOf[N](t.ConversionPrice),
		amountShare: numberOfInt[N](1), unitValue: moneyOf[N](t.UnitValue), beforeSplit: same, sinceIssue: same,
		registeredOn: NoDate, offSince: NoDate, mandatoryDate: NoDate}
	in.chain.base = in.price
	in.ownership = ownershipTests(t)
	in.redeemPercent = numberOf[N](t.RedemptionPrice)
	in.interestRate, in.defaultRate = numberOf[N](t.InterestRate), numberOf[N](t.DefaultRate)
	if t.WholeUnits {
		in.redeemEach = centsNearest(in.unitValue.Times(in.redeemPercent))
	}
	in.alternativeFloor, in.alternativePercent = numberOf[N](t.AlternativeFloor), numberOf[N](t.AlternativePercent)
	in.conversionCategory, in.interestCategory = "Conversion of "+t.Name, "Interest shares of "+t.Name
	for _, counts := range []*[]int64{&in.units, &in.demanded, &in.bought, &in.redeemedBy, &in.sinceReport, &in.capShares, &in.capUsed} {
		*counts = make([]int64, people)
	}
	in.accelerated, in.acceleratedOn, in.maturedOn = make([]bool, people), NoDate, NoDate
	in.capRest, in.capUsedRest = make([]*big.Rat, people), make([]*big.Rat, people)
	in.capFull, in.lastConverted, in.lastConversion = make([]Date, people), make([]Date, people), make([]lastConversion, people)
	in.lastCall, in.determined = NoDate, NoDate
	for h := range people {
		in.capFull[h], in.lastConverted[h] = NoDate, NoDate
	}
	in.accrued = make([]accrual, people)
	in.dueDates = interestDates(t, t.Maturity, horizon)
	in.accruedTo = t.IssueDate
	return in
}

// place puts an opening position of the cap table into the state.
func (e *engine[N]) place(p Position) {
	switch p.Security.Kind {
	case CommonStock:
		e.holders[p.Holder].common += p.Units
		e.outstanding += p.Units
		if p.Issued.Given() {
			e.holders[p.Holder].received = append(e.holders[p.Holder].received, received{p.Issued, p.Units})
		}
	case TreasuryStock:
		e.treasury += p.Units
	case InstrumentSecurity:
		in := &e.instruments[p.Security.Index]
		in.units[p.Holder] += p.Units
		in.bought[p.Holder] += p.BoughtAtIssue
	default:
		e.warrants[p.Security.Index].quantity[p.Holder] += p.Units
	}
}

// replayPast runs the events before the valuation date.
func (e *engine[N]) replayPast() {
	e.replaying = true
	e.unwindPrices()
	for e.nextEvent < len(e.r.Events) && e.r.Events[e.nextEvent].Day < 0 && e.err == nil {
		ev := &e.r.Events[e.nextEvent]
		e.nextEvent++
		e.beginPast(ev.Date)
		e.countPast(ev.Date - 1)
		e.checkPastTriggers(ev.Date - 1)
		e.date, e.day = ev.Date, e.pastDay(ev.Date)
		e.thaw()
		e.act(ev)
		e.passIssues()
	}
	e.beginPast(e.r.Company.Valuation)
	e.countPast(e.r.Company.Valuation - 1)
	e.checkPastTriggers(e.r.Company.Valuation - 1)
	e.date = e.r.Company.Valuation
	e.thaw()
	e.restorePrices()
	e.replaying, e.day, e.date = false, 0, e.r.Company.Valuation
}

// beginPast begins the instruments issued on or before a date: what happened before its issue is nothing to an instrument.
func (e *engine[N]) beginPast(on Date) {
	for i := range e.instruments {
		if in := &e.instruments[i]; in.t.IssueDate <= on && !in.issued {
			e.beginInstrument(in, in.t.IssueDate, e.outstanding)
			e.allocateCap(in)
		}
	}
}

// countPast counts the closes of the past through a date, in the state of that time.
func (e *engine[N]) countPast(through Date) {
	for ; e.pastCounted < len(e.r.Past) && e.r.Past[e.pastCounted].Date <= through; e.pastCounted++ {
		c := e.r.Past[e.pastCounted]
		for i := range e.instruments {
			if in := &e.instruments[i]; c.Date >= in.t.IssueDate {
				in.qualifyingCloses = in.countWith([]int64{c.Micros})
			}
		}
	}
}

// unwindPrices restates the exercise prices of the cap table, which are those of the valuation date, to before the splits
// that the replay will run through.
func (e *engine[N]) unwindPrices() {
	for k := range e.r.Events {
		ev := &e.r.Events[k]
		over, under, rescales := ev.Rescales()
		if ev.Day >= 0 || !rescales {
			continue
		}
		for w := range e.warrants {
			e.warrants[w].price = e.warrants[w].price.TimesRatio(over, under)
		}
	}
}

// restorePrices clears what the way back and forth through splits left of rounding.
func (e *engine[N]) restorePrices() {
	for w := range e.warrants {
		ws := &e.warrants[w]
		if price := priceOf[N](ws.w.Price); sameButTrace(ws.price, price) {
			ws.price = price
		}
	}
}

// checkPastTriggers opens redemption rights whose condition was fulfilled by a day before the valuation date: a right does
// not close with its cause. Between two events every count only grows, so looking on the last day before each is enough.
func (e *engine[N]) checkPastTriggers(on Date) {
	e.date, e.day = on, e.pastDay(on)
	for i := range e.instruments {
		if in := &e.instruments[i]; in.t.IssueDate <= on {
			e.checkTriggers(in)
		}
	}
}

// pastDay is the index of a date before the valuation date among the closes of the past, counted back from -1.
func (e *engine[N]) pastDay(d Date) int {
	k, _ := slices.BinarySearchFunc(e.r.Past, d, func(c Close, d Date) int { return int(c.Date - d) })
	return k - len(e.r.Past)
}

// beginInstrument makes an instrument live: from its issue on prices adjust, interest accrues and days are counted. Its
// exchange cap is a part of the common outstanding before the issue unless the term names another base.
func (e *engine[N]) beginInstrument(in *instrumentState[N], on Date, outstanding int64) {
	if in.issued {
		return
	}
	in.issued, in.began, in.accruedTo = true, on, on
	e.beginFloating(in)
	for in.nextDue < len(in.dueDates) && in.dueDates[in.nextDue] <= on {
		in.nextDue++
	}
	in.capBase = outstanding
	if in.t.ExchangeCapBase > 0 {
		in.capBase = in.t.ExchangeCapBase
	}
	in.armMandatory()
}

// open completes the state for the first day.
func (e *engine[N]) open() {
	e.issued, e.ended = nil, nil
	if e.reported == 0 { // no report before
		e.reported = e.outstanding
	}
	e.checkReplayedPositions()
	for h := range e.holders {
		slices.SortStableFunc(e.holders[h].received, func(a, b received) int { return int(a.on - b.on) })
	}
	for h := range e.holders {
		e.holders[h].before, e.holders[h].soldTo = e.holders[h].common, -1
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		in.unitsBefore = in.outstandingUnits()
		if in.issued {
			e.openInstrument(in)
		}
	}
	e.convertedBefore()
	e.setSaleRates()
	e.votesEach = e.r.votesEach()
	e.record.begin(e)
	e.warnUnreplayed()
	e.schedule()
}

// warnUnreplayed says which securities came after an instrument, below its price and before the valuation date, without an
// event that tells the replay of them: the cap table holds them, the opening conversion price doesn't know them.
func (e *engine[N]) warnUnreplayed() {
	for j := range e.instruments {
		in := &e.instruments[j]
		if in.t.AntiDilution == antiDilutionNone || in.t.OpeningPrice.Sign() > 0 || !in.live() {
			continue
		}
		warn := func(s Security, issued Date, price Price[N]) {
			if issued.Given() && issued > in.t.IssueDate && price.Cmp(in.price) < 0 && e.unitsLeft(s) > 0 && !in.chain.knows(s) {
				e.alert("%s was issued on %s, below the conversion price of %s, and no event says so: its effect on that price is missing. Add the event, or give the Opening conversion price.",
					e.securityName(s), issued, in.t.Name)
			}
		}
		for i := range e.instruments {
			if other := &e.instruments[i]; i != j && other.issued {
				warn(Security{InstrumentSecurity, i}, other.t.IssueDate, other.price)
			}
		}
		for w := range e.warrants {
			if ws := &e.warrants[w]; !slices.Contains(in.t.Excludes, ws.w.Category) {
				warn(warrantOrigin(ws.w, w), ws.w.Issued, ws.price)
			}
		}
	}
}

// openInstrument completes one instrument that is outstanding at the start.
func (e *engine[N]) openInstrument(in *instrumentState[N]) {
	t := in.t
	if t.OpeningPrice.Sign() > 0 {
		in.price = priceOf[N](t.OpeningPrice)
		in.chain.settle(in.price)
	}
	e.noteLowest(in)
	for in.nextDue < len(in.dueDates) && in.dueDates[in.nextDue] < e.r.Company.Valuation {
		in.accruedTo = in.dueDates[in.nextDue]
		in.nextDue++
	}
	e.watchListing(in)
	if !in.registered && len(in.lapses) > 0 {
		e.scheduleLapse(in)
	}
}

// convertedBefore sets the cap use that the cap table states, in place of what was replayed.
func (e *engine[N]) convertedBefore() {
	for _, p := range e.r.Positions {
		if p.Security.Kind == InstrumentSecurity && p.ConvertedBefore >= 0 {
			e.instruments[p.Security.Index].capUsed[p.Holder] = p.ConvertedBefore
		}
	}
}

// checkReplayedPositions compares what earlier events leave of each option, warrant and convertible with the cap table.
func (e *engine[N]) checkReplayedPositions() {
	for j := range e.instruments {
		chain := &e.instruments[j].chain
		for k := range chain.items {
			s := chain.items[k].origin
			if !chain.items[k].grant {
				continue
			}
			if left, held := chain.units(s), e.unitsLeft(s)+e.contractedUnits(s, j); !e.settleFractions(j, s, held-left) {
				e.failInput(fmt.Sprintf("the events before the Valuation date leave %d of %s, the cap table holds %d", left, e.securityName(s), held))
				return
			}
		}
	}
}

// settleFractions takes a difference between the replay and the cap table that is no more than the fractions which splits
// cut off holder by holder.
func (e *engine[N]) settleFractions(j int, s Security, off int64) bool {
	if off == 0 {
		return true
	}
	if s.Kind == InstrumentSecurity || max(off, -off) > int64(len(e.holders)*len(e.splits)) {
		return false
	}
	e.instruments[j].chain.addUnits(s, off)
	return true
}

// replayConversion books a conversion of the past: its shares used the cap and were acquired on its day.
func (e *engine[N]) replayConversion(n notice) {
	in := &e.instruments[n.instrument]
	if need := in.t.MarketPriceDays; in.t.AlternativeFrom.Given() && e.date >= in.t.AlternativeFrom && len(e.r.Past)+e.day < need {
		e.failInput(fmt.Sprintf("the conversion of %s needs %d closes before it in Price History", e.date, need))
		return
	}
	price, _ := e.priceFor(in, n)
	count, _ := in.sharesFor(n.asked, price)
	e.apply(effect{kind: issueShares, holder: n.holder, shares: count, source: fromConversion})
	in.capUsed[n.holder] += count
	in.lastConverted[n.holder] = e.date
	in.sinceReport[n.holder] += count
	e.queueIssue(issuance[N]{holder: n.holder, category: in.conversionCategory, shares: count,
		consideration: cost(count, price), origin: Security{Kind: InstrumentSecurity, Index: n.instrument}, units: n.asked})
}

// issueLater issues what the cap table says is issued on a later day, before that day's events. What one security's rows
// issue on one day is one issue.
func (e *engine[N]) issueLater() {
	if !slices.Contains(e.laterIssues, e.day) {
		return
	}
	type lot struct {
		security Security
		units    int64
		amount   Money[N]
		category string
	}
	var lots []lot
	before := e.outstanding
	for _, p := range e.r.Positions {
		if !p.Issued.Given() || p.Issued <= e.r.Company.Valuation || e.indexOf(p.Issued) != e.day {
			continue
		}
		e.issueRow(p)
		k := slices.IndexFunc(lots, func(l lot) bool { return l.security == p.Security && l.category == p.Category })
		if k < 0 {
			lots = append(lots, lot{security: p.Security, category: p.Category})
			k = len(lots) - 1
		}
		lots[k].units += p.Units
		lots[k].amount = lots[k].amount.Add(moneyOf[N](p.Price).Times(numberOfInt[N](p.Units)))
	}
	for _, l := range lots {
		c := cause[N]{before: e.outstanding, words: "Issue of " + e.securityName(l.security)}
		switch l.security.Kind {
		case CommonStock:
			c.before = before
			c.issues = []issuance[N]{{category: l.category, shares: l.units, consideration: l.amount}}
			before += l.units
		case TreasuryStock:
			continue
		default:
			if l.security.Kind == InstrumentSecurity {
				e.allocateCap(&e.instruments[l.security.Index])
			}
			c.grants = []grant{{origin: l.security, units: l.units, category: l.category}}
		}
		e.pass(c)
	}
}

// issueRow puts a row of the cap table into its holder's hands on its day, and its money into the company's.
func (e *engine[N]) issueRow(p Position) {
	var money Cents
	switch p.Security.Kind {
	case CommonStock:
		e.apply(effect{kind: issueShares, holder: p.Holder, shares: p.Units, source: fromIssue})
		amount := moneyOf[N](p.Price).Times(numberOfInt[N](p.Units))
		money = centsNearest(amount)
		e.recordIssuance(p.Holder, p.Category, p.Units, amount, "")
	case TreasuryStock:
		e.treasury += p.Units
	case InstrumentSecurity:
		in := &e.instruments[p.Security.Index]
		if in.began != p.Issued {
			e.accrueTo(in, e.date)
		}
		e.beginInstrument(in, p.Issued, e.atOpen) // interest runs from its own date, also where that is no trading day
		e.apply(effect{kind: issueUnits, instrument: p.Security.Index, holder: p.Holder, units: p.Units})
		in.bought[p.Holder] += p.BoughtAtIssue
		e.watchListing(in)
		e.noteLowest(in)
		money = centsNearest(in.unitsValue(p.Units))
	default:
		e.warrants[p.Security.Index].beginClass(priceOf[N](p.Price))
		e.apply(effect{kind: grantWarrants, warrant: p.Security.Index, holder: p.Holder, units: p.Units})
	}
	if money > 0 {
		e.apply(effect{kind: moveCash, cash: money})
		e.recordPayment(-1, p.Holder, money, "", "issue of "+e.securityName(p.Security))
	}
}

// schedule marks the days on which dates of the case fall.
func (e *engine[N]) schedule() {
	e.wakeDay(0)
	e.wakeDay(len(e.r.Days) - 1)
	for k := range e.r.Events {
		e.wakeDay(e.r.Events[k].Day)
	}
	for _, p := range e.r.Positions {
		if p.Issued.Given() {
			e.wakeFrom(p.Issued)
			if p.Issued > e.r.Company.Valuation {
				e.laterIssues = append(e.laterIssues, e.indexOf(p.Issued))
			}
		}
	}
	for i := range e.instruments {
		e.scheduleInstrument(&e.instruments[i])
	}
	for w := range e.warrants {
		e.wakeDay(e.warrants[w].lastDay)
	}
	e.wakeFromGiven(e.seniorMaturity)
	if e.r.Company.Burn.Sign() < 0 { // cash that comes in may pay what is owed
		for day, last := range e.monthLast {
			if last {
				e.wakeDay(day)
			}
		}
	}
}

// scheduleInstrument marks the dates of one instrument's terms.
func (e *engine[N]) scheduleInstrument(in *instrumentState[N]) {
	t := in.t
	e.wakeFromGiven(t.IssueDate)
	e.wakeFromGiven(t.ConvertibleFrom)
	e.wakeFromGiven(t.AlternativeFrom)
	if t.RegistrationWithin > 0 {
		e.wakeFrom(t.IssueDate + Date(t.RegistrationWithin) + 1)
	}
	if t.RedemptionBy.Given() {
		e.wakeFrom(t.RedemptionBy + 1)
	}
	if maturity := e.maturityOf(in); maturity.Given() {
		e.wakeFrom(e.paymentDay(t, maturity))
	}
	for _, d := range t.ResetDates {
		e.wakeFrom(d)
	}
	for _, d := range in.dueDates {
		e.wakeInterest(d)
		e.wakeInterest(e.paymentDay(t, d))
	}
}

// wakeFromGiven schedules a date that may be absent.
func (e *engine[N]) wakeFromGiven(d Date) {
	if d.Given() {
		e.wakeFrom(d)
	}
}
