package xlsx

import (
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of rights that opened. From rightWhyEnded on texts wrap in the widths that the tables below set.
const (
	rightScenario = iota + 1
	rightOpened
	rightInstrument
	rightClause
	rightNotice
	rightFrom
	rightUntil
	rightEnded
	rightCallable
	rightCash
	rightWhyEnded
	rightWhat
	rightHolders
	rightCause
)

// redemptionRight is what the engine calls a right to demand redemption among what triggers open.
const redemptionRight = "redemption right"

// reserveRights makes room for the rights that opened, which refer to what could be called by date below them, and returns
// their rows by scenario. A scenario without a right has one row.
func reserveRights(p *page, r *sim.Report) [][]int {
	p.section("Rights that opened; under a redemption right every holder may demand for any of its units (" + r.Base.Company.Currency + ")")
	table := p.longTable("Scenario", "Opened", "Instrument", "Clause", "Company's notice due", "Demand from", "Demand until", "Ended before that",
		"Callable then", "Cash then", "Why it ended", "What opened", "Holders in the run", "What happened")
	reserved := make([][]int, len(r.Scenarios))
	for i, s := range r.Scenarios {
		for range max(1, len(s.Outcome.Triggers)) {
			reserved[i] = append(reserved[i], table.add())
		}
	}
	return reserved
}

func fillRights(p *page, r *sim.Report, reserved, lines [][]int) {
	for i, s := range r.Scenarios {
		if len(s.Outcome.Triggers) == 0 {
			p.Rows[reserved[i][0]-1].Cells = []Cell{text(s.Scenario.Name), text(none)}
		}
		for n, t := range s.Outcome.Triggers {
			row := reserved[i][n]
			p.runOn[row] = rightWhyEnded
			p.Rows[row-1].Cells = rightRow(s, t, lines[i])
		}
	}
}

func rightRow(s sim.ScenarioResult, t model.Trigger, lines []int) []Cell {
	cells := make([]Cell, rightCause)
	cells[rightScenario-1] = text(s.Scenario.Name)
	cells[rightOpened-1] = day(t.Date)
	cells[rightInstrument-1] = text(t.Instrument)
	cells[rightClause-1] = text(t.Clause)
	cells[rightNotice-1] = day(t.NoticeBy)
	cells[rightWhat-1] = prose(t.What)
	cells[rightCause-1] = prose(t.Cause)
	if t.What != redemptionRight { // a mandatory conversion or a maturity: there is nothing to demand
		return cells
	}
	cells[rightFrom-1] = day(t.From)
	cells[rightUntil-1] = day(t.Until)
	if !t.Until.Given() {
		cells[rightUntil-1] = text("no end")
	}
	if t.Ended.Given() {
		cells[rightEnded-1], cells[rightWhyEnded-1] = day(t.Ended), prose(whyEnded(t))
	}
	cells[rightCallable-1], cells[rightCash-1] = callableThen(s.Outcome.Exposure, t, lines)
	cells[rightHolders-1] = prose(listed(holdersOf(s.Outcome, t.Instrument), 4))
	return cells
}

// whyEnded says why a right ended early: one that a major transaction opened ends when the transaction is given up, any
// other when its cause is put right.
func whyEnded(t model.Trigger) string {
	if strings.HasPrefix(t.Clause, termClause("Major transaction above % of common", model.KindPreferred)) {
		return "transaction given up"
	}
	return "cause put right"
}

// callableThen refers to what the table by date says of the day on which a right opened: what could be demanded, also under
// a right that was open already, or has been demanded at once, and the cash where a line was written that day. Before the
// valuation date it says nothing.
func callableThen(exposure []model.Exposure, t model.Trigger, lines []int) (callable, cash Cell) {
	latest := map[string]int{}
	for n, e := range exposure {
		if e.Instrument == t.Instrument && e.Date <= t.Date {
			latest[e.Clause] = n
		}
	}
	for n, e := range exposure {
		atOnce := e.Date == t.Date && e.Clause == t.Clause && e.Due.Sign() > 0
		if e.Instrument != t.Instrument || latest[e.Clause] != n || e.Date > t.Date || e.Triggered.IsZero() && !atOnce {
			continue
		}
		callable = formula(at(expTriggered, lines[n]), e.Triggered, FormatMoney)
		if atOnce {
			callable = formula(at(expTriggered, lines[n])+"+"+at(expDue, lines[n]), e.Triggered.Add(e.Due), FormatMoney)
		}
		if e.Date == t.Date {
			cash = formula(at(expCash, lines[n]), e.Cash, FormatMoney)
		}
	}
	return callable, cash
}

// holdersOf are the holders who have any of an instrument at the opening or at the end.
func holdersOf(o *model.Outcome, instrument string) []string {
	var names []string
	for _, h := range o.Holders {
		if h.Security == instrument && (!h.Before.IsZero() || !h.After.IsZero()) {
			names = append(names, h.Holder)
		}
	}
	return names
}

// openRights names the clauses under which redemption may be demanded at the end of a day, and since when each stands open;
// of every instrument where none is named.
func openRights(o *model.Outcome, instrument string, on model.Date) string {
	var open []string
	for _, t := range o.Triggers {
		if !standsOpen(t, on) || instrument != "" && t.Instrument != instrument {
			continue
		}
		right := t.Clause + " since " + t.Date.String()
		if instrument == "" {
			right = t.Instrument + ": " + right
		}
		open = append(open, right)
	}
	return strings.Join(open, "; ")
}

// rightsCell is empty where no right stands open.
func rightsCell(lay func(string) Cell, rights string) Cell {
	if rights == "" {
		return Cell{}
	}
	return lay(rights)
}

// standsOpen reports whether a right to demand redemption that opened has neither run out nor ended early.
func standsOpen(t model.Trigger, on model.Date) bool {
	if t.What != redemptionRight || on < t.Date {
		return false
	}
	return (!t.Until.Given() || on <= t.Until) && (!t.Ended.Given() || on < t.Ended)
}

// Columns of the table of demands.
const (
	dmdScenario = iota + 1
	dmdDate
	dmdInstrument
	dmdClause
	dmdHolder
	dmdUnits
	dmdAmount
	dmdDueOn
	dmdPaid
	dmdPaidOn
	dmdOwed
	dmdLapsed
)

// demandLapsed stands beside a demand that fell away with the transaction behind it.
const demandLapsed = "lapsed"

func demandBlock(p *page, r *sim.Report) {
	currency := r.Base.Company.Currency
	p.section("Demands (" + currency + "; units are preferred shares, or " + currency + " of principal)")
	if !anyScenario(r, func(o *model.Outcome) bool { return len(o.Demands) > 0 }) {
		p.line(StylePlain, "No holder demands redemption in any scenario.")
		return
	}
	table := p.longTable("Scenario", "Date", "Instrument", "Clause", "Holder", "Units", "Amount", "Due on (business day)", "Paid", "Paid on",
		"Still owed", "Lapsed")
	for _, s := range r.Scenarios {
		if len(s.Outcome.Demands) == 0 {
			table.add(text(s.Scenario.Name), text(none))
			continue
		}
		first := table.next()
		for _, d := range s.Outcome.Demands {
			table.add(demandRow(r, s, d, table.next())...)
		}
		table.add(demandTotal(s, first, table.next()-1)...)
	}
}

// anyScenario reports whether any scenario's outcome has something.
func anyScenario(r *sim.Report, has func(*model.Outcome) bool) bool {
	for _, s := range r.Scenarios {
		if has(s.Outcome) {
			return true
		}
	}
	return false
}

func demandRow(r *sim.Report, s sim.ScenarioResult, d model.Demand, row int) []Cell {
	lapsed := Cell{}
	if d.Lapsed {
		lapsed = text(demandLapsed)
	}
	return []Cell{
		text(s.Scenario.Name), day(d.Date), text(d.Instrument), text(d.Clause), text(d.Holder),
		figure(d.Units, unitsFormat(kindOf(r, d.Instrument))), figure(d.Amount, FormatMoney), day(d.DueOn),
		figure(d.Paid, FormatMoney), day(d.PaidOn), stillOwed(d, row), lapsed,
	}
}

// stillOwed is live where it is the amount less what was paid, and nothing after a lapse. A liquidation may settle a demand
// otherwise.
func stillOwed(d model.Demand, row int) Cell {
	owed := decimal.Zero
	if !d.Lapsed {
		owed = d.Amount.Sub(d.Paid)
	}
	if !owed.Equal(d.Unpaid) {
		return figure(d.Unpaid, FormatMoney)
	}
	return formula("IF("+at(dmdLapsed, row)+`="`+demandLapsed+`",0,`+at(dmdAmount, row)+"-"+at(dmdPaid, row)+")", d.Unpaid, FormatMoney)
}

func demandTotal(s sim.ScenarioResult, first, last int) []Cell {
	var amount, paid, owed decimal.Decimal
	for _, d := range s.Outcome.Demands {
		amount, paid, owed = amount.Add(d.Amount), paid.Add(d.Paid), owed.Add(d.Unpaid)
	}
	cells := make([]Cell, dmdLapsed)
	cells[dmdScenario-1], cells[dmdDate-1] = text(s.Scenario.Name), text("Total")
	for col, value := range map[int]decimal.Decimal{dmdAmount: amount, dmdPaid: paid, dmdOwed: owed} {
		cells[col-1] = formula("SUM("+down(col, first, last)+")", value, FormatMoney)
	}
	return totalled(cells...)
}
