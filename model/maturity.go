package model

// mature makes the whole principal due on the maturity date, moved to a business day (N 1(a), 8). What is not paid stays
// outstanding, bears interest and may still convert.
func (e *engine[N]) mature(in *instrumentState[N]) {
	if in.matured || !in.t.Maturity.Given() || !in.live() || e.date < e.paymentDay(in.t, in.t.Maturity) {
		return
	}
	in.matured = true
	e.recordPlainTrigger(in, triggeredMaturity, in.t.cite(clauseMaturity))
}

// principalDue is the stated value of what is outstanding after maturity, in cents.
func (e *engine[N]) principalDue(in *instrumentState[N]) Cents {
	if !in.matured {
		return 0
	}
	var total Cents
	for h, units := range in.units {
		total += centsNearest(in.unitsValue(units - in.demanded[h]))
	}
	return total
}

// payPrincipal repays principal out of a budget, pro rata among holders in whole smallest parts.
func (e *engine[N]) payPrincipal(i int, budget Cents) {
	in := &e.instruments[i]
	e.accrueTo(in, e.date)
	free := make([]int64, len(in.units))
	for h := range in.units {
		free[h] = in.units[h] - in.demanded[h]
	}
	payable := quotientDown(moneyFromCents[N](budget).n, in.unitValue.n)
	for h, units := range proRata(payable, free, e.holderName) {
		if units == 0 {
			continue
		}
		e.apply(effect{kind: redeemUnits, instrument: i, holder: h, units: units})
		e.payOut(i, h, centsNearest(in.unitsValue(units)), in.t.cite(clauseMaturity), "principal")
		e.endOfRight(i, units)
	}
}
