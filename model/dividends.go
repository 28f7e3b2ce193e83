package model

// dividend carries out a dividend in cash, or a distribution of other assets: on its record date it is fixed who gets how
// much, on its payment day it is paid. Preferred stock that shares in dividends gets what it would get as converted, limits
// ignored (A 4).
func (e *engine[N]) dividend(ev *Event) {
	if ev.AtRecord {
		e.declareDividend(ev)
		return
	}
	d, known := e.takeDeclared(ev.Row)
	if !known || e.replaying {
		return
	}
	if d.cash {
		var total Cents
		for _, count := range d.common {
			total += centsNearest(cost(count, e.eventPrice(ev.Price, ev.Step)))
		}
		e.apply(effect{kind: moveCash, cash: -total})
		e.recordPayment(-1, noHolder, -total, clauseDividends.a, "dividend on common")
	}
	for i := range d.owed {
		for h := range d.owed[i] {
			e.payDeclared(i, h, d.owed[i][h], d.cash)
		}
	}
}

// declareDividend fixes the amounts on the record date.
func (e *engine[N]) declareDividend(ev *Event) {
	price := e.eventPrice(ev.Price, ev.Step)
	if e.waiting != nil {
		e.waiting.Dividends = append(e.waiting.Dividends, ShareDividend{e.day, toFloat(price.n)})
	}
	d := declared{row: ev.Row, cash: ev.Kind == cashDividend, common: make([]int64, len(e.people)), owed: make([][]Cents, len(e.instruments))}
	how := "in kind"
	if d.cash {
		how = "cash"
	}
	for h := range e.people {
		d.common[h] = e.holders[h].common
		e.recordDividendMoney(ev, -1, h, d.common[h], centsNearest(cost(d.common[h], price)), how)
	}
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.live() {
			continue
		}
		if !in.t.DividendsAsConverted {
			e.distributionAccrues(i, ev, price)
			continue
		}
		d.owed[i] = make([]Cents, len(e.people))
		for h, units := range in.units {
			count := e.asConvertedWhole(in, units)
			d.owed[i][h] = centsNearest(cost(count, price))
			e.recordDividendMoney(ev, i, h, count, d.owed[i][h], how)
		}
	}
	e.declare(d)
}

// distributionAccrues leaves a distribution on each unit, as converted, to be delivered on conversion; a dividend in cash only
// where the reading says so (N 5(a)(iii)).
func (e *engine[N]) distributionAccrues(i int, ev *Event, price Price[N]) {
	in := &e.instruments[i]
	cash := ev.Kind == cashDividend
	if !in.t.DistributionsAccrue || cash && !in.t.CashDividendsAdjust {
		return
	}
	each := costOfDeemed(e.asConvertedExactly(in, 1), price)
	if cash {
		in.besides.cash, in.besides.cited = in.besides.cash.Add(each), clauseDividends
	} else {
		in.besides.worth = in.besides.worth.Add(each)
	}
	for h, units := range in.units {
		e.recordDividendMoney(ev, i, h, e.asConvertedWhole(in, units), centsNearest(each.Times(numberOfInt[N](units))), "accrues")
	}
}

// payDeclared pays a dividend on an instrument: in cash it falls due, in kind it is handed over.
func (e *engine[N]) payDeclared(i, holder int, amount Cents, cash bool) {
	if amount == 0 {
		return
	}
	if cash {
		e.owe(i, holder, amount, e.date, e.instruments[i].t.cite(clauseDividends), "dividend")
		return
	}
	e.receiveWorth(i, holder, float64(amount)/100)
}

// declaredOn is the part of declared and unpaid dividends in cash that goes with some of a holder's units.
func (e *engine[N]) declaredOn(i, holder int, units int64) Cents {
	var total Cents
	for _, d := range e.declared {
		if d.cash && d.owed[i] != nil {
			total += partOf(d.owed[i][holder], units, e.instruments[i].units[holder])
		}
	}
	return total
}

// settleDeclared pays the declared dividends on units that are about to end by conversion or redemption (A 4). Where the
// holder takes them in shares, those in cash have gone into the conversion already.
func (e *engine[N]) settleDeclared(i, holder int, units int64, inShares bool) {
	if len(e.declared) == 0 || units == 0 {
		return
	}
	e.eachDeclared(i, holder, units, func(cash bool, part Cents) {
		if !cash || !inShares {
			e.payDeclared(i, holder, part, cash)
		}
	})
}

// eachDeclared takes the part that goes with some of a holder's units off every declared dividend.
func (e *engine[N]) eachDeclared(i, holder int, units int64, do func(cash bool, part Cents)) {
	held := e.instruments[i].units[holder]
	e.ownDeclared()
	for k := range e.declared {
		d := &e.declared[k]
		if d.owed == nil || d.owed[i] == nil {
			continue
		}
		part := partOf(d.owed[i][holder], units, held)
		d.owed[i][holder] -= part
		do(d.cash, part)
	}
}

// ownDeclared makes the declared dividends the engine's own: the state that many paths start from is shared.
func (e *engine[N]) ownDeclared() {
	if len(e.declared) == 0 {
		return
	}
	own := make([]declared, len(e.declared))
	for k, d := range e.declared {
		own[k] = d
		own[k].common, own[k].toSell = append([]int64(nil), d.common...), append([]int64(nil), d.toSell...)
		if d.owed == nil {
			continue
		}
		own[k].owed = make([][]Cents, len(d.owed))
		for i := range d.owed {
			own[k].owed[i] = append([]Cents(nil), d.owed[i]...)
		}
	}
	e.declared = own
}

// partOf is the part of an amount that goes with some units of those held, to the nearest cent.
func partOf(amount Cents, units, held int64) Cents {
	if units >= held {
		return amount
	}
	part, rest := mulDiv(int64(amount), units, held)
	if 2*rest >= held {
		part++
	}
	return Cents(part)
}
