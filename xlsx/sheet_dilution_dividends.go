package xlsx

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Dividends of every kind stand together on Dilution, cash as well as shares: one declaration may come to a holder in
// either, and what the preferred gets as converted is read against what the common gets. Cash that a dividend leaves owed
// stands on Redemption Exposure besides, under its clause.

// Columns of the table of dividends.
const (
	dvdScenario = iota + 1
	dvdHolder
	dvdOn
	dvdRecord
	dvdPayOn
	dvdWhat
	dvdHow
	dvdHeld
	dvdAmount
	dvdNewShares
	dvdEach
	dvdClause
)

// stockDividend is what the engine calls a dividend whose amount is shares, or units of the security that it is paid in.
const stockDividend = "stock dividend"

func dividendBlock(p *page, r *sim.Report) {
	if !anyScenario(r, func(o *model.Outcome) bool { return len(o.Dividends) > 0 }) {
		return
	}
	currency := r.Base.Company.Currency
	p.section("Dividends and distributions by holder: on common held, and on instruments as converted")
	table := p.longTable("Scenario", "Holder", "On", "Record date", "Paid on", "What", "How", "Shares held or as converted", "Amount ("+currency+")",
		"New shares or units", "For each share", "Clause")
	for _, s := range r.Scenarios {
		dividends := shownDividends(s.Outcome.Dividends)
		if len(dividends) == 0 {
			continue
		}
		first := table.next()
		for _, d := range dividends {
			table.add(dividendRow(s, d, table.next())...)
		}
		table.add(dividendTotal(s, dividends, first, table.next()-1)...)
	}
}

// shownDividends are each declaration's largest holders, the others of a declaration in one row.
func shownDividends(all []model.Dividend) []model.Dividend {
	return largestOfEach(all,
		func(a, b model.Dividend) bool {
			return a.Record == b.Record && a.PayOn == b.PayOn && a.What == b.What && a.Instrument == b.Instrument && a.How == b.How
		},
		func(d model.Dividend) int64 { return d.Shares },
		func(others []model.Dividend) model.Dividend {
			rest := others[0]
			rest.Holder, rest.Shares, rest.Amount = plural(len(others), "other holder"), 0, decimal.Zero
			for _, d := range others {
				rest.Shares += d.Shares
				rest.Amount = rest.Amount.Add(d.Amount)
			}
			return rest
		})
}

// largestOfEach keeps the rows that belong together side by side, in the order of their first appearance, the largest
// first; those of a group beyond the two hundredth become one.
func largestOfEach[T any](all []T, together func(a, b T) bool, size func(T) int64, rest func([]T) T) []T {
	var groups [][]T
	for _, row := range all {
		k := slices.IndexFunc(groups, func(group []T) bool { return together(group[0], row) })
		if k < 0 {
			k, groups = len(groups), append(groups, nil)
		}
		groups[k] = append(groups[k], row)
	}
	var shown []T
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b T) int { return cmp.Compare(size(b), size(a)) })
		if len(group) > mostHolders {
			group = append(group[:mostHolders:mostHolders], rest(group[mostHolders:]))
		}
		shown = append(shown, group...)
	}
	return shown
}

func dividendRow(s sim.ScenarioResult, d model.Dividend, row int) []Cell {
	amount, shares, paid := figure(d.Amount, FormatMoney), Cell{}, dvdAmount
	if d.What == stockDividend {
		amount, shares, paid = Cell{}, figure(d.Amount, FormatCount), dvdNewShares
	}
	return []Cell{
		text(s.Scenario.Name), text(d.Holder), text(orElse(d.Instrument, "Common")), day(d.Record), day(d.PayOn), text(d.What), text(d.How),
		count(d.Shares), amount, shares,
		formula(share(at(paid, row), at(dvdHeld, row)), ratio(d.Amount, decimal.NewFromInt(d.Shares)), FormatNumber),
		text(d.Clause),
	}
}

// dividendTotal adds up money; new shares are of different kinds, and some come only on conversion.
func dividendTotal(s sim.ScenarioResult, dividends []model.Dividend, first, last int) []Cell {
	amount := decimal.Zero
	for _, d := range dividends {
		if d.What != stockDividend {
			amount = amount.Add(d.Amount)
		}
	}
	cells := make([]Cell, dvdClause)
	cells[dvdScenario-1], cells[dvdHolder-1] = text(s.Scenario.Name), text("Total")
	cells[dvdAmount-1] = formula("SUM("+down(dvdAmount, first, last)+")", amount, FormatMoney)
	return totalled(cells...)
}

// Columns of the table of purchase rights.
const (
	prtScenario = iota + 1
	prtHolder
	prtOn
	prtDate
	prtRights
	prtWorth
	prtWorthEach
	prtTaken
	prtLapsed
	prtPrice
	prtPaid
	prtClause
)

func purchaseRightBlock(p *page, r *sim.Report) {
	if !anyScenario(r, func(o *model.Outcome) bool { return len(o.Rights) > 0 }) {
		return
	}
	currency := r.Base.Company.Currency
	p.section("Purchase rights by holder: on common held, and on instruments as converted")
	table := p.longTable("Scenario", "Holder", "On", "Date", "Rights (shares)", "Worth ("+currency+")", "Worth of a right", "Taken up (shares)",
		"Lapsed (shares)", "Price of a share", "Paid for shares ("+currency+")", "Clause")
	for _, s := range r.Scenarios {
		rights := shownRights(s.Outcome.Rights)
		if len(rights) == 0 {
			continue
		}
		first := table.next()
		for _, right := range rights {
			table.add(purchaseRightRow(s, right, table.next())...)
		}
		table.add(purchaseRightTotal(s, rights, first, table.next()-1)...)
	}
}

// shownRights are each offering's largest holders, the others of an offering in one row.
func shownRights(all []model.PurchaseRight) []model.PurchaseRight {
	return largestOfEach(all,
		func(a, b model.PurchaseRight) bool {
			return a.Date == b.Date && a.Instrument == b.Instrument && a.Price.Equal(b.Price)
		},
		func(p model.PurchaseRight) int64 { return p.Rights },
		func(others []model.PurchaseRight) model.PurchaseRight {
			rest := others[0]
			rest.Holder, rest.Rights, rest.Taken, rest.Worth = plural(len(others), "other holder"), 0, 0, decimal.Zero
			for _, right := range others {
				rest.Rights += right.Rights
				rest.Taken += right.Taken
				rest.Worth = rest.Worth.Add(right.Worth)
			}
			return rest
		})
}

func purchaseRightRow(s sim.ScenarioResult, right model.PurchaseRight, row int) []Cell {
	return []Cell{
		text(s.Scenario.Name), text(right.Holder), text(orElse(right.Instrument, "Common")), day(right.Date),
		count(right.Rights), figure(right.Worth, FormatMoney),
		formula(share(at(prtWorth, row), at(prtRights, row)), ratio(right.Worth, decimal.NewFromInt(right.Rights)), FormatPrice),
		count(right.Taken),
		formula(at(prtRights, row)+"-"+at(prtTaken, row), decimal.NewFromInt(right.Rights-right.Taken), FormatCount),
		figure(right.Price, FormatPrice),
		formula(at(prtTaken, row)+"*"+at(prtPrice, row), right.Price.Mul(decimal.NewFromInt(right.Taken)), FormatMoney),
		text(right.Clause),
	}
}

func purchaseRightTotal(s sim.ScenarioResult, rights []model.PurchaseRight, first, last int) []Cell {
	var held, taken int64
	var worth, paid decimal.Decimal
	for _, right := range rights {
		held += right.Rights
		taken += right.Taken
		worth = worth.Add(right.Worth)
		paid = paid.Add(right.Price.Mul(decimal.NewFromInt(right.Taken)))
	}
	sum := func(col int, value decimal.Decimal, format Format) Cell {
		return formula("SUM("+down(col, first, last)+")", value, format)
	}
	cells := make([]Cell, prtClause)
	cells[prtScenario-1], cells[prtHolder-1] = text(s.Scenario.Name), text("Total")
	cells[prtRights-1] = sum(prtRights, decimal.NewFromInt(held), FormatCount)
	cells[prtWorth-1] = sum(prtWorth, worth, FormatMoney)
	cells[prtTaken-1] = sum(prtTaken, decimal.NewFromInt(taken), FormatCount)
	cells[prtLapsed-1] = sum(prtLapsed, decimal.NewFromInt(held-taken), FormatCount)
	cells[prtPaid-1] = sum(prtPaid, paid, FormatMoney)
	return totalled(cells...)
}
