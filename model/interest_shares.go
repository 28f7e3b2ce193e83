package model

// What the contract and the company's policy let interest be paid in.
const (
	interestCompanysChoice = "Company's choice"
	interestCash           = "Cash"
	interestInShares       = "Shares"
	interestFewestShares   = "Fewest shares"
	interestInPrincipal    = "Principal"
)

// interestInCash is how much of each holder's interest is paid in cash. By the contract: cash, shares, or the company's
// choice. By the company's policy: cash where it is covered, else shares; shares; or cash as far as it goes and shares for
// the rest.
func (e *engine[N]) interestInCash(in *instrumentState[N]) []Cents {
	p := &in.period
	cash, none := e.scratch.cash.take(len(p.amounts)), e.scratch.cash.take(len(p.amounts))
	claims := e.scratch.counts.take(len(p.amounts))
	for h, amount := range p.amounts {
		cash[h] = centsNearest(amount)
		claims[h] = int64(cash[h])
	}
	mode := in.t.InterestIn
	if mode == interestCompanysChoice {
		mode = e.r.CompanyPolicy.InterestIn
	}
	free := e.freeCash(in.t.Seniority)
	if in.t.InterestIn != interestCash && e.blockedPayment(in, paidInterest) {
		return none
	}
	switch {
	case in.t.InterestIn == interestCash, mode == interestCash && free >= Cents(sum(claims)):
		return cash
	case mode == interestFewestShares:
		parts := e.scratch.counts.take(len(claims))
		divide(parts, int64(free), claims, e.holderName)
		for h, part := range parts {
			cash[h] = Cents(part)
		}
		return cash
	}
	return none
}

// freeCash is the cash left after what is due today to the same rank and those before it.
func (e *engine[N]) freeCash(rank int) Cents {
	free := e.spendable()
	if m := e.seniorMaturity; m.Given() && e.date >= m {
		free -= e.senior
	}
	for i := range e.instruments {
		if e.instruments[i].t.Seniority <= rank {
			free -= e.unpaid(i) - e.blockedNow(i)
		}
	}
	return max(0, free)
}

// interestIssue is the part of a holder's interest that is paid in shares.
type interestIssue[N Numeric[N]] struct {
	worth Money[N] // the interest that shares were to discharge
	price Price[N]
	count int64

	inPrincipal bool // the interest has become principal
}

// interestShares works out the shares for what is not paid in cash. Their price is the lesser of the conversion price and
// the average of the closes immediately before the due date; they are cut down to whole shares, and the rest stays cash
// interest (N 1(b)). Shares beyond the exchange cap or the charter are not issued, and that interest stays due in cash
// (N 4(c)). Ownership limits don't stop them.
func (e *engine[N]) interestShares(in *instrumentState[N], cash []Cents) []interestIssue[N] {
	issue := e.scratch.issues.take(len(cash))
	if e.allCash(in, cash) {
		return issue
	}
	end := e.indexOf(in.period.due)
	if in.t.WindowIncludesDay && end < len(e.r.Days) && e.r.Days[end] == in.period.due {
		end++
	}
	price := minPrice(in.conversionPrice(), e.windowPrice(in.t.InterestPriceDays, end, false))
	claims := e.scratch.counts.take(len(cash))
	for h, amount := range in.period.amounts {
		worth := remainder(amount, moneyFromCents[N](cash[h]))
		if cash[h] > 0 && worth.Cmp(moneyFromCents[N](1)) < 0 {
			continue // what rounding to the cent left over
		}
		issue[h] = interestIssue[N]{worth: worth, price: price}
		claims[h] = wholeSharesDown(issue[h].worth, price)
		if in.countsDealShares() {
			claims[h] = min(claims[h], e.capRoom(in, h))
		}
	}
	counts := e.scratch.counts.take(len(claims))
	divide(counts, e.authorizedRoom(), claims, e.holderName)
	for h, count := range counts {
		issue[h].count = count
	}
	return issue
}

// allCash reports whether nothing is left to pay in shares.
func (e *engine[N]) allCash(in *instrumentState[N], cash []Cents) bool {
	for h, amount := range in.period.amounts {
		if centsNearest(amount) > cash[h] {
			return false
		}
	}
	return true
}

// issueInterest issues interest shares and leaves them for the others' anti-dilution.
func (e *engine[N]) issueInterest(i, holder int, s interestIssue[N]) {
	if s.count == 0 {
		return
	}
	in := &e.instruments[i]
	e.apply(effect{kind: issueShares, holder: holder, shares: s.count, source: fromInterest})
	if in.countsDealShares() {
		e.useCap(in, holder, s.count, s.price)
	}
	in.shareTotal += s.count
	paid := cost(s.count, s.price)
	category := in.interestCategory
	e.queueIssue(issuance[N]{holder: holder, category: category, shares: s.count, consideration: paid})
	e.recordIssuance(holder, category, s.count, paid, in.t.cite(clauseInterest))
}

// indexOf is the index of the first trading day on or after a date.
func (e *engine[N]) indexOf(d Date) int {
	low, high := 0, len(e.r.Days)
	for low < high {
		if mid := (low + high) / 2; e.r.Days[mid] < d {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}
