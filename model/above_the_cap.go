package model

// excess is what the exchange cap has withheld of a conversion, until the stockholders have decided or cash has been paid
// for it (N 4(c)).
type excess[N Numeric[N]] struct {
	instrument, holder int
	units, shares      int64
	price              Price[N]
	close              int64 // of the conversion date, in micros
	on                 Date  // the conversion date
	decided            Date  // the day of the vote
}

// withhold books shares beyond the Issuable Maximum: the company pays for them in cash, or asks its stockholders (N 4(c)).
// Their principal stays outstanding until then, and can't convert again.
func (e *engine[N]) withhold(in *instrumentState[N], w *wanted[N], units, count int64) {
	if units <= 0 || count <= 0 {
		return
	}
	x := excess[N]{instrument: w.instrument, holder: w.holder, units: units, shares: count, price: w.price, close: e.close(), on: e.date}
	in.demanded[w.holder] += units
	if e.r.CompanyPolicy.AboveCap != aboveCapApproval {
		e.oweDiscount(&x)
		return
	}
	x.decided = e.date + Date(e.r.voteDays(in.t))
	e.excesses = append(e.excesses, x)
	e.wakeFrom(x.decided)
}

// The company's choice above the cap.
const aboveCapApproval = "Approval"

// voteDays is how many calendar days after it is asked for an instrument's vote is held.
func (r *Resolved) voteDays(t *Terms) int {
	days := r.CompanyPolicy.ApprovalDays
	if within := t.ApprovalWithin; within > 0 && (days == 0 || days > within) {
		return within
	}
	return days
}

// VotesDrawn is how many draws a path needs for its votes: none where they are certain, or nothing is put to one.
func (r *Resolved) VotesDrawn() int { return r.votesEach() * len(r.Instruments) }

// votesEach is how many votes an instrument could have in the run. What is withheld while one is awaited is decided with it, so
// that the next is held no sooner than after the days of another.
func (r *Resolved) votesEach() int {
	p, most := &r.CompanyPolicy, 0
	if p.AboveCap != aboveCapApproval || !p.ApprovalChance.IsPositive() || !p.ApprovalChance.LessThan(one) {
		return 0
	}
	for i := range r.Instruments {
		if t := &r.Instruments[i]; t.CapApprovalOrCash {
			most = max(most, int(r.Company.Horizon-r.Company.Valuation)/r.voteDays(t)+1)
		}
	}
	return most
}

// approves decides a vote: as the policy says where that is certain, else by the path's next draw for the instrument.
func (e *engine[N]) approves(instrument int) bool {
	chance := e.r.CompanyPolicy.ApprovalChance
	if e.votesEach == 0 {
		return chance.IsPositive()
	}
	in := &e.instruments[instrument]
	place := instrument*e.votesEach + in.votes
	if in.votes++; in.votes > e.votesEach || place >= len(e.votes) {
		e.fail("", "the path holds no draw for another vote on "+in.t.Name)
		return false
	}
	granted, verdict := e.votes[place] < chance.InexactFloat64(), "refuse"
	if granted {
		verdict = "approve"
	}
	e.recordRandom(stockholderApproval, "The stockholders %s shares of %s beyond the cap; the chance of approval is %s%%.", verdict, in.t.Name, chance.Shift(2))
	return granted
}

// decideVotes ends the votes whose day has come.
func (e *engine[N]) decideVotes() {
	for k := 0; k < len(e.excesses); k++ {
		if x := e.excesses[k]; x.decided <= e.date {
			e.decide(&e.instruments[x.instrument], e.approves(x.instrument))
			k = -1 // all of its instrument are decided with it
		}
	}
}

// decide ends a vote on shares beyond the cap: granted, they are issued at the price of their notice; refused, cash is owed.
func (e *engine[N]) decide(in *instrumentState[N], granted bool) {
	var left, mine []excess[N]
	for _, x := range e.excesses {
		if &e.instruments[x.instrument] == in {
			mine = append(mine, x)
		} else {
			left = append(left, x)
		}
	}
	e.excesses = left
	if granted {
		in.capLifted = true
	}
	if granted {
		e.issueExcess(in, mine)
	} else {
		for k := range mine {
			e.oweDiscount(&mine[k])
		}
	}
	e.passIssues()
}

// issueExcess issues what was withheld, as far as the charter allows: what it leaves is shared pro rata.
func (e *engine[N]) issueExcess(in *instrumentState[N], withheld []excess[N]) {
	var batch []wanted[N]
	for _, x := range withheld {
		in.demanded[x.holder] -= x.units
		batch = append(batch, wanted[N]{notice: notice{instrument: x.instrument, holder: x.holder, kind: noticeApproved, asked: x.units}, price: x.price,
			kind: atConversionPrice, units: x.units, shares: x.shares, clause: in.t.cite(clauseExcess)})
	}
	e.limitByAuthorized(in, batch)
	for k := range batch {
		e.carryOut(in, &batch[k])
	}
}

// oweDiscount books the Discount Equivalent: so much of the close of the conversion date for each share withheld. Paying it
// ends the principal.
func (e *engine[N]) oweDiscount(x *excess[N]) {
	in := &e.instruments[x.instrument]
	worth := cost(x.shares, priceFromMicros[N](x.close)).Times(numberOf[N](in.t.CashAboveCap))
	e.wakeFrom(e.date + Date(in.t.CashLateAfter) + 1)
	e.oweDue(due{instrument: x.instrument, holder: x.holder, amount: centsNearest(worth), payOn: e.date, clause: in.t.cite(clauseExcess),
		what: paidDiscount, units: x.units, since: x.on})
}

// endByPayment ends the principal that a payment of cash in place of shares stands for, and books interest on a late one:
// simple, from the conversion date on (N 4(c)).
func (e *engine[N]) endByPayment(d *due, paid Cents, all Cents) {
	in := &e.instruments[d.instrument]
	units := proportion(d.units, int64(paid), int64(all))
	if paid == all {
		units = d.units
	}
	d.units -= units
	e.accrueTo(in, e.date)
	in.demanded[d.holder] -= units
	e.apply(effect{kind: redeemUnits, instrument: d.instrument, holder: d.holder, units: units})
	e.endOfRight(d.instrument, units)
	e.owe(d.instrument, d.holder, e.lateInterest(d, paid), e.date, in.t.cite(clauseExcess), paidLate)
}

// lateInterest is the interest on a part of a Discount Equivalent that is paid late.
func (e *engine[N]) lateInterest(d *due, part Cents) Cents {
	in := &e.instruments[d.instrument]
	if d.units == 0 && part == 0 || in.t.LateCashRate.IsZero() || e.date <= d.payOn+Date(in.t.CashLateAfter) {
		return 0
	}
	return centsNearest(moneyFromCents[N](part).Times(numberOf[N](in.t.LateCashRate)).TimesRatio(int64(e.date-d.since), 365))
}
