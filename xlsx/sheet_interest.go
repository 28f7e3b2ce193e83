package xlsx

import (
	"slices"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of interest by scenario.
const (
	inScenario = iota + 1
	inAmount
	inCash
	inWorth
	inUnpaid
	inShares
	inPercentShares
)

// Columns of the table of interest by scenario and due date.
const (
	dueScenario = iota + 1
	dueDate
	dueAmount
	dueCash
	dueWorth
	dueUnpaid
	dueShares
)

// Columns of the ledger of interest.
const (
	intScenario = iota + 1
	intDue
	intPaidOn
	intInstrument
	intHolder
	intDays
	intPrincipal
	intRate
	intAmount
	intPaidIn
	intPrice
	intShares
	intWorth
	intCash
	intUnpaid
	intYear
	intRecomputed
	intClause
)

// interestSum is what payments of interest add up to.
type interestSum struct {
	date                        model.Date
	amount, cash, worth, unpaid decimal.Decimal
	shares                      int64
}

func (s *interestSum) add(i model.InterestPayment) {
	s.amount, s.cash, s.unpaid = s.amount.Add(i.Amount), s.cash.Add(i.Cash), s.unpaid.Add(i.Unpaid)
	s.worth = s.worth.Add(worthOf(i))
	s.shares += i.Shares
}

// worthOf is what interest shares discharge: shares at their price.
func worthOf(i model.InterestPayment) decimal.Decimal {
	return i.Price.Mul(decimal.NewFromInt(i.Shares))
}

// interestBlock is the interest of one scenario and where it stands in the ledger.
type interestBlock struct {
	scenario sim.ScenarioResult
	total    interestSum
	dates    []interestSum
	rows     rowRange // of the ledger
	totalRow int
	dueRows  rowRange // of the table by due date
}

func interestSheet(r *sim.Report) Sheet {
	p := newPage(interestName, OutputGroup)
	p.header = narrowHeader
	currency := r.Base.Company.Currency
	head(p, r, "interest", "One row for each holder's interest of a period. Principal is that at the period's end; interest is unrounded. "+
		"Shares count at their price; unpaid is on the day of payment. "+
		"Recomputed: principal x rate x days / year, where none changed within the period.")
	blocks := interestBlocks(r)
	if !slices.ContainsFunc(blocks, func(b interestBlock) bool { return len(b.dates) > 0 }) {
		p.section("Interest")
		p.line(StylePlain, "No interest falls due in any scenario.")
		return p.finish()
	}
	p.skip(chartRows + 1)
	totals := reserveInterestTotals(p, blocks, currency)
	reserveDueDates(p, blocks, currency)
	interestLedger(p, r, blocks)
	fillInterestTotals(p, totals, blocks)
	fillDueDates(p, blocks)
	sheet := p.finish()
	sheet.Charts = interestCharts(sheet, blocks, totals, currency)
	return sheet
}

func interestBlocks(r *sim.Report) []interestBlock {
	var blocks []interestBlock
	for _, s := range r.Scenarios {
		block := interestBlock{scenario: s}
		for _, i := range s.Outcome.Interest {
			block.total.add(i)
			at := slices.IndexFunc(block.dates, func(d interestSum) bool { return d.date == i.Date })
			if at < 0 {
				at = len(block.dates)
				block.dates = append(block.dates, interestSum{date: i.Date})
			}
			block.dates[at].add(i)
		}
		blocks = append(blocks, block)
	}
	return blocks
}

// The two tables above the ledger refer to its rows: their place is reserved first and filled when the ledger stands.

func reserveInterestTotals(p *page, blocks []interestBlock, currency string) int {
	p.section("Interest by scenario (" + currency + ")")
	top := p.table("Scenario", "Interest due", "Paid in cash", "Paid in shares", "Unpaid", "Interest shares", "In shares, % of interest")
	p.skip(len(blocks))
	return top
}

func reserveDueDates(p *page, blocks []interestBlock, currency string) {
	p.section("Interest by due date (" + currency + ")")
	for i := range blocks {
		dates := len(blocks[i].dates)
		if dates == 0 {
			continue
		}
		p.table("Scenario", "Due date", "Interest due", "Paid in cash", "Paid in shares", "Unpaid", "Interest shares")
		blocks[i].dueRows = rowRange{p.next(), p.next() + dates - 1}
		p.skip(dates)
	}
}

func interestLedger(p *page, r *sim.Report, blocks []interestBlock) {
	currency := r.Base.Company.Currency
	p.section("Payments (" + currency + ")")
	table := p.longTable("Scenario", "Due", "Paid on", "Instrument", "Holder", "Days", "Principal", "Rate, per year", "Interest due", "Paid in",
		"Price of shares", "Shares", "Shares at that price", "Cash", "Unpaid", "Days of the year", "Recomputed", "Clause")
	for i := range blocks {
		b := &blocks[i]
		payments := b.scenario.Outcome.Interest
		table.begin(len(payments) + 1)
		b.rows.First = table.next()
		for _, payment := range payments {
			b.rows.Last = table.add(interestRow(b.scenario, payment, table.next())...)
		}
		if len(payments) == 0 {
			table.add(text(b.scenario.Scenario.Name), text("no interest due"))
			continue
		}
		b.totalRow = table.add(interestTotal(*b)...)
	}
}

func interestRow(s sim.ScenarioResult, i model.InterestPayment, row int) []Cell {
	sharePrice := Cell{}
	if i.Shares > 0 {
		sharePrice = figure(i.Price, FormatPrice)
	}
	year, recomputed := recomputedInterest(s.Resolved, i, row)
	return []Cell{
		text(s.Scenario.Name), day(i.Date), day(i.PaidOn), text(i.Instrument), text(i.Holder),
		count(int64(i.Days)), figure(i.Principal, FormatMoney), figure(i.Rate, FormatPercentFine), figure(i.Amount, FormatMoney), text(i.PaidIn),
		sharePrice, count(i.Shares),
		formula(at(intPrice, row)+"*"+at(intShares, row), worthOf(i), FormatMoney),
		figure(i.Cash, FormatMoney), figure(i.Unpaid, FormatMoney), year, recomputed, text(i.Clause),
	}
}

// recomputedInterest computes a period's interest again from its row, where that is the whole of it: principal or rate may
// have changed within the period, or a year of another length begun.
func recomputedInterest(r *model.Resolved, i model.InterestPayment, row int) (year, recomputed Cell) {
	days := yearOf(r, i.Instrument)
	again := i.Principal.Mul(i.Rate).Mul(decimal.NewFromInt(int64(i.Days))).DivRound(decimal.NewFromInt(days), 20)
	if !again.Round(2).Equal(i.Amount.Round(2)) {
		return count(days), text("changed")
	}
	return count(days), formula(at(intPrincipal, row)+"*"+at(intRate, row)+"*"+at(intDays, row)+"/"+at(intYear, row), again, FormatMoney)
}

// yearOf is the number of days that an instrument's day count gives an ordinary year.
func yearOf(r *model.Resolved, instrument string) int64 {
	for _, t := range r.Instruments {
		if t.Name == instrument && (t.DayCount == "ACT/365F" || t.DayCount == "ACT/ACT") {
			return 365
		}
	}
	return 360
}

func interestTotal(b interestBlock) []Cell {
	sum := func(col int, value decimal.Decimal, format Format) Cell {
		return formula("SUM("+down(col, b.rows.First, b.rows.Last)+")", value, format)
	}
	cells := make([]Cell, intClause)
	cells[intScenario-1], cells[intDue-1] = text(b.scenario.Scenario.Name), text("Total")
	cells[intAmount-1] = sum(intAmount, b.total.amount, FormatMoney)
	cells[intShares-1] = sum(intShares, decimal.NewFromInt(b.total.shares), FormatCount)
	cells[intWorth-1] = sum(intWorth, b.total.worth, FormatMoney)
	cells[intCash-1] = sum(intCash, b.total.cash, FormatMoney)
	cells[intUnpaid-1] = sum(intUnpaid, b.total.unpaid, FormatMoney)
	return totalled(cells...)
}

func fillInterestTotals(p *page, top int, blocks []interestBlock) {
	for i, b := range blocks {
		row := top + 1 + i
		below := func(col int, value decimal.Decimal, format Format) Cell {
			if b.totalRow == 0 {
				return figure(decimal.Zero, format)
			}
			return formula(at(col, b.totalRow), value, format)
		}
		p.Rows[row-1].Cells = []Cell{
			text(b.scenario.Scenario.Name), below(intAmount, b.total.amount, FormatMoney), below(intCash, b.total.cash, FormatMoney),
			below(intWorth, b.total.worth, FormatMoney), below(intUnpaid, b.total.unpaid, FormatMoney),
			below(intShares, decimal.NewFromInt(b.total.shares), FormatCount),
			formula(share(at(inWorth, row), at(inAmount, row)), ratio(b.total.worth, b.total.amount), FormatPercent),
		}
	}
}

func fillDueDates(p *page, blocks []interestBlock) {
	for _, b := range blocks {
		for n, d := range b.dates {
			row := b.dueRows.First + n
			onDate := func(col int, value decimal.Decimal, format Format) Cell {
				ledger := func(c int) string { return lock(c, b.rows.First) + ":" + lock(c, b.rows.Last) }
				return formula("SUMIF("+ledger(intDue)+","+at(dueDate, row)+","+ledger(col)+")", value, format)
			}
			p.Rows[row-1].Cells = []Cell{
				text(b.scenario.Scenario.Name), day(d.date), onDate(intAmount, d.amount, FormatMoney), onDate(intCash, d.cash, FormatMoney),
				onDate(intWorth, d.worth, FormatMoney), onDate(intUnpaid, d.unpaid, FormatMoney), onDate(intShares, decimal.NewFromInt(d.shares), FormatCount),
			}
		}
	}
}

// interestCharts draw what interest is paid in: by scenario, and by due date in the scenario with the most interest.
func interestCharts(sheet Sheet, blocks []interestBlock, totals int, currency string) []Chart {
	room := places(sheet.Widths, 2)
	colours := []string{cashColour, "2E9C8F", calledColour}
	stack := func(place gauge, title string, header, label, first, last int, columns ...int) Chart {
		chart := Chart{
			Kind: StackedColumnChart, Anchor: at(place.column, firstChartRow), WidthPx: place.widthPx, HeightPx: chartHeightPx,
			Title: title, YTitle: "thousand " + currency, YFormat: "#,##0,",
		}
		for n, col := range columns {
			chart.Series = append(chart.Series, Series{
				Name:       on(interestName, col, header),
				Categories: onRange(interestName, label, first, label, last),
				Values:     onRange(interestName, col, first, col, last),
				Color:      colours[n],
			})
		}
		return chart
	}
	most := mostInterest(blocks)
	byScenario := stack(room[0], interestTitle(blocks), totals, inScenario, totals+1, totals+len(blocks), inCash, inWorth, inUnpaid)
	byDate := stack(room[1], most.scenario.Scenario.Name+": interest by due date", most.dueRows.First-1, dueDate, most.dueRows.First, most.dueRows.Last, dueCash, dueWorth, dueUnpaid)
	byDate.XTitle, byDate.XDates = "due date", true
	return []Chart{byScenario, byDate}
}

// mostInterest is the scenario that pays the most interest in shares, of those that pay equally much the one with the most due.
func mostInterest(blocks []interestBlock) interestBlock {
	best := blocks[0]
	for _, b := range blocks[1:] {
		if order := b.total.worth.Cmp(best.total.worth); order > 0 || order == 0 && b.total.amount.GreaterThan(best.total.amount) {
			best = b
		}
	}
	return best
}

func interestTitle(blocks []interestBlock) string {
	most := mostInterest(blocks)
	if most.total.worth.IsZero() {
		return "No interest is paid in shares"
	}
	return most.scenario.Scenario.Name + ": " + percent(ratio(most.total.worth, most.total.amount)) + " of interest is paid in shares"
}
