package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// owe books money due on a date: interest, or cash for a fraction.
func (e *engine[N]) owe(instrument, holder int, amount Cents, payOn Date, cited, what string) {
	e.oweDue(due{instrument: instrument, holder: holder, amount: amount, payOn: payOn, clause: cited, what: what})
}

// oweDue keeps an amount until it is paid.
func (e *engine[N]) oweDue(d due) {
	if d.amount <= 0 {
		return
	}
	e.watchGrace(&e.instruments[d.instrument], d.payOn)
	e.dues = append(e.dues, d)
	e.wakeFrom(d.payOn)
}

// payOut pays a holder.
func (e *engine[N]) payOut(instrument, holder int, amount Cents, cited, what string) {
	e.apply(effect{kind: moveCash, cash: -amount})
	e.recordPayment(instrument, holder, -amount, cited, what)
}

// spendable is the cash that payments may use.
func (e *engine[N]) spendable() Cents { return max(0, e.cash) }

// payDues makes the day's payments, in order: senior debt at its maturity, then by Seniority, pro rata within a rank. What
// the cash doesn't reach stays owed.
func (e *engine[N]) payDues() {
	e.paySenior()
	if !e.anythingDue() {
		return
	}
	for waiting := -1; waiting != len(e.dues); { // a redemption brings the dividends on its units
		waiting = len(e.dues)
		for _, rank := range e.ranks {
			e.payRank(rank)
		}
	}
	e.dropSettled()
}

// anythingDue reports whether any holder is owed money today.
func (e *engine[N]) anythingDue() bool {
	if len(e.dues) > 0 || len(e.claims) > 0 {
		return true
	}
	for i := range e.instruments {
		if in := &e.instruments[i]; (in.matured || in.acceleratedOn.Given()) && in.outstandingUnits() > 0 {
			return true
		}
	}
	return false
}

// paySenior repays the senior debt from its maturity on, as far as cash allows.
func (e *engine[N]) paySenior() {
	maturity := e.seniorMaturity
	if !maturity.Given() || e.date < maturity {
		return
	}
	if amount := min(e.senior, e.spendable()); amount > 0 {
		e.senior -= amount
		e.payOut(-1, -1, amount, "", "senior debt")
		if e.senior == 0 {
			e.free()
		}
	}
}

// seniorityRanks lists the seniority ranks among instruments, first paid first.
func seniorityRanks(instruments []Terms) []int {
	var ranks []int
	for i := range instruments {
		ranks = append(ranks, instruments[i].Seniority)
	}
	slices.Sort(ranks)
	return slices.Compact(ranks)
}

// payRank pays what is due to the instruments of one rank. With too little cash each due amount gets its proportion, in
// cents by largest remainder; redemptions and principal then round down to what whole units cost.
func (e *engine[N]) payRank(rank int) {
	count := len(e.instruments)
	most := 2*count + len(e.dues)
	amounts := e.scratch.counts.take(most)[:0]
	lines := e.scratch.indices.take(most)[:0] // instruments first for redemption, then principal, then single dues
	add := func(line int, amount Cents) {
		if amount > 0 {
			amounts, lines = append(amounts, int64(amount)), append(lines, line)
		}
	}
	for i := range e.instruments {
		if e.instruments[i].t.Seniority == rank {
			if in := &e.instruments[i]; !e.blockedPayment(in, paidPrepayment) {
				add(i, min(e.claimsDue(i), e.lawful(i)))
			}
			if in := &e.instruments[i]; !e.blockedPayment(in, paidPrincipal) {
				add(count+i, e.principalDue(in))
			}
		}
	}
	for k, d := range e.dues {
		if in := &e.instruments[d.instrument]; in.t.Seniority == rank && d.payOn <= e.date && !e.blockedPayment(in, d.what) {
			add(2*count+k, d.amount)
		}
	}
	if len(lines) == 0 {
		return
	}
	parts := e.scratch.counts.take(len(lines))
	divide(parts, int64(e.spendable()), amounts, func(m int) string { return e.lineName(lines[m]) })
	for m, line := range lines {
		budget := Cents(parts[m])
		switch {
		case line < count:
			e.lawfulUsed += e.payClaims(line, budget)
		case line < 2*count:
			e.payPrincipal(line-count, budget)
		case budget > 0:
			d := &e.dues[line-2*count]
			all := d.amount
			d.amount -= budget
			e.payOut(d.instrument, d.holder, budget, d.clause, d.what)
			if d.units > 0 {
				e.endByPayment(d, budget, all)
			}
		}
	}
}

// lawful is how much may be spent on redeeming an instrument: preferred stock may be redeemed only out of lawfully
// available funds.
func (e *engine[N]) lawful(i int) Cents {
	if !e.r.Company.LawfulLimited || e.instruments[i].t.Kind != KindPreferred {
		return Cents(noLimit)
	}
	return max(0, centsOf(e.r.Company.LawfulFunds)-e.lawfulUsed)
}

// lineName orders equal claims within a rank: by instrument, then holder.
func (e *engine[N]) lineName(line int) string {
	count := len(e.instruments)
	if line < 2*count {
		return e.instruments[line%count].t.Name
	}
	d := e.dues[line-2*count]
	return e.instruments[d.instrument].t.Name + " " + e.holderName(d.holder)
}

// dropSettled forgets what has been paid.
func (e *engine[N]) dropSettled() {
	e.dues = slices.DeleteFunc(e.dues, func(d due) bool { return d.amount == 0 })
	e.claims = slices.DeleteFunc(e.claims, func(c claim[N]) bool { return c.units == 0 })
}

// unpaid is everything due today or earlier on an instrument and not paid.
func (e *engine[N]) unpaid(i int) Cents {
	total := e.claimsDue(i) + e.principalDue(&e.instruments[i])
	for _, d := range e.dues {
		if d.instrument == i && d.payOn <= e.date {
			total += d.amount
		}
	}
	return total
}

// burnCash takes the monthly burn out on the last trading day of each month, in proportion to the days of a month that
// the case began inside of.
func (e *engine[N]) burnCash() {
	cents := e.burns[e.day]
	if cents == 0 {
		return
	}
	e.apply(effect{kind: moveCash, cash: -cents})
	e.recordPayment(-1, -1, -cents, "", "cash burn")
}

// burns is the cash that each day's burn takes. It is the same in both engines: a whole number of cents, worked out exactly.
func burns(r *Resolved, monthLast []bool) []Cents {
	taken := make([]Cents, len(r.Days))
	for day, last := range monthLast {
		if last {
			end, begin := r.Days[day].MonthEnd(), r.Days[day].MonthBegin()
			from := max(begin, r.Company.Valuation)
			taken[day] = centsNearest(moneyOf[decimal.Decimal](r.Company.Burn).TimesRatio(int64(end-from+1), int64(end-begin+1)))
		}
	}
	return taken
}

// nextMarked is for each day the first marked one from it on, or the last of all.
func nextMarked(marked []bool) []int {
	next := make([]int, len(marked))
	at := len(marked) - 1
	for day := at; day >= 0; day-- {
		if marked[day] {
			at = day
		}
		next[day] = at
	}
	return next
}

// monthLast marks the last trading day of each month; the last day of the case only where its month ends by the horizon.
func monthLast(r *Resolved) []bool {
	last := make([]bool, len(r.Days))
	for day, d := range r.Days {
		next := r.Company.Horizon + 1
		if day+1 < len(r.Days) {
			next = r.Days[day+1]
		}
		last[day] = next > d.MonthEnd()
	}
	return last
}
