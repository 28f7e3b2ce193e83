package xlsx

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of peaks by scenario.
const (
	peakScenario = iota + 1
	peakDate
	peakCalled
	peakCash
	peakHeadroom
	peakWorstDate
	peakWorstHeadroom
	peakPaid
	peakUnpaid
	peakLowestCash
	peakLowestDate
)

// Columns of the table by date, instrument and clause.
const (
	expScenario = iota + 1
	expDate
	expInstrument
	expClause
	expContingent
	expTriggered
	expDue
	expPaid
	expBlocked
	expCash
	expPayableOn
	expCovered
	expShort
	expRights
)

// Columns of the table of month ends.
const (
	endScenario = iota + 1
	endDate
	endClose
	endContingent
	endTriggered
	endDue
	endCalled
	endCash
	endHeadroom
	endCovered
	endShort
	endRights
)

// rowRange is a block of rows; empty where Last is below First.
type rowRange struct{ First, Last int }

func (r rowRange) empty() bool { return r.Last < r.First }

// exposureLayout is the Redemption Exposure sheet with the places that other sheets refer to, by scenario.
type exposureLayout struct {
	Sheet
	peakRow   []int
	monthEnds []rowRange // below a header each
}

func exposureSheet(r *sim.Report) exposureLayout {
	p := newPage(exposureName, OutputGroup)
	p.widest = 36
	head(p, r, "redemption exposure", "Balances at the end of the day, except paid, which is that day's. "+
		"Headroom is cash less triggered less due; a shortfall of headroom is negative, in parentheses.")
	p.skip(chartRows + 1)
	peaks := reservePeaks(p, r)
	rights := reserveRights(p, r)
	demandBlock(p, r)
	layout := exposureLayout{monthEnds: monthEndBlock(p, r)}
	fillRights(p, r, rights, clauseBlock(p, r))
	layout.peakRow = fillPeaks(p, r, peaks, layout.monthEnds)
	layout.Sheet = p.finish()
	if worst := largestCall(r); worst >= 0 && !layout.monthEnds[worst].empty() {
		layout.Charts = []Chart{callsChart(r, layout, worst)}
	}
	return layout
}

// reservePeaks makes room for the table of peaks, which refers to the month ends below it, and returns its header's row.
func reservePeaks(p *page, r *sim.Report) int {
	p.section("Peak by scenario (" + r.Base.Company.Currency + ")")
	top := p.table("Scenario", "Day of the largest call", "Largest call: triggered + due", "Cash that day (no call: lowest cash)", "Headroom that day",
		"Worst month end", "Headroom then", "Paid in all", "Due and unpaid on the last day", "Lowest cash", "Day of the lowest cash")
	p.skip(len(r.Scenarios))
	return top
}

// fillPeaks returns the row of each scenario.
func fillPeaks(p *page, r *sim.Report, top int, monthEnds []rowRange) []int {
	var rows []int
	for i, s := range r.Scenarios {
		t, row := s.Outcome.Totals, top+1+i
		worstDate, worstHeadroom := worstMonth(s, monthEnds[i])
		p.Rows[row-1].Cells = []Cell{text(s.Scenario.Name), peakDay(t), figure(t.PeakExposure, FormatMoney),
			figure(peakDayCash(t), FormatMoney),
			formula(at(peakCash, row)+"-"+at(peakCalled, row), peakDayCash(t).Sub(t.PeakExposure), FormatMoney),
			worstDate, worstHeadroom,
			figure(t.CashPaid, FormatMoney), figure(t.CashDueUnpaid, FormatMoney),
			figure(t.LowestCash, FormatMoney), dayOrNone(t.LowestCashDate)}
		rows = append(rows, row)
	}
	return rows
}

// peakDay is the day of the largest call: none where nothing was ever called.
func peakDay(t model.Totals) Cell {
	if t.PeakExposure.IsZero() {
		return text(none)
	}
	return dayOrNone(t.PeakExposureDate)
}

// peakDayCash is the cash that stood against the largest call; without any call, the lowest cash of the run.
func peakDayCash(t model.Totals) decimal.Decimal {
	if t.PeakExposure.IsZero() {
		return t.LowestCash
	}
	return t.PeakExposureCash
}

// worstMonth finds the month end with the least headroom in the table below, by formula.
func worstMonth(s sim.ScenarioResult, rows rowRange) (date, headroom Cell) {
	if rows.empty() {
		return text(none), Cell{}
	}
	worst := worstSnapshot(s.Outcome)
	headrooms := lock(endHeadroom, rows.First) + ":" + lock(endHeadroom, rows.Last)
	dates := lock(endDate, rows.First) + ":" + lock(endDate, rows.Last)
	least := "MIN(" + headrooms + ")"
	return formulaDay("INDEX("+dates+",MATCH("+least+","+headrooms+",0))", worst.Date),
		formula(least, headroomOf(worst), FormatMoney)
}

// worstSnapshot is the first month end with the least headroom; one without a date where there is no month end.
func worstSnapshot(o *model.Outcome) model.Snapshot {
	if len(o.Series) == 0 {
		return model.Snapshot{Date: model.NoDate}
	}
	worst := o.Series[0]
	for _, snapshot := range o.Series {
		if headroomOf(snapshot).LessThan(headroomOf(worst)) {
			worst = snapshot
		}
	}
	return worst
}

func headroomOf(s model.Snapshot) decimal.Decimal { return s.Cash.Sub(s.Triggered).Sub(s.Due) }

// monthEndBlock gives each scenario a header of its own, because a scenario fills about a page, and returns its rows.
func monthEndBlock(p *page, r *sim.Report) []rowRange {
	p.section("Month ends: what could be, is and was called, against cash (" + r.Base.Company.Currency + ")")
	var blocks []rowRange
	for _, s := range r.Scenarios {
		p.table("Scenario", "Date", "Close, per share", "Contingent", "Triggered", "Due", "Called: triggered + due", "Cash", "Headroom",
			"Cash covers", "Short of cash", "Rights that stand open")
		block := rowRange{First: p.next()}
		for _, e := range s.Outcome.Series {
			row := p.next()
			called := e.Triggered.Add(e.Due)
			covered, short := cover(row, at(endCash, row), at(endCalled, row), endCovered, e.Cash, called)
			p.run(endRights, text(s.Scenario.Name), day(e.Date), figure(e.Close, FormatPrice),
				figure(e.Contingent, FormatMoney), figure(e.Triggered, FormatMoney), figure(e.Due, FormatMoney),
				formula(at(endTriggered, row)+"+"+at(endDue, row), called, FormatMoney),
				figure(e.Cash, FormatMoney),
				formula(at(endCash, row)+"-"+at(endTriggered, row)+"-"+at(endDue, row), headroomOf(e), FormatMoney),
				covered, short, rightsCell(words, openRights(s.Outcome, "", e.Date)))
		}
		block.Last = len(p.Rows)
		blocks = append(blocks, block)
	}
	return blocks
}

// cover is what cash covers of a call, and what is missing. Cash below zero covers nothing.
func cover(row int, cash, called string, coveredColumn int, cashThen, calledThen decimal.Decimal) (covered, short Cell) {
	covers := decimal.Max(decimal.Zero, decimal.Min(cashThen, calledThen))
	return formula("MAX(0,MIN("+cash+","+called+"))", covers, FormatMoney),
		formula(called+"-"+at(coveredColumn, row), calledThen.Sub(covers), FormatMoney)
}

// clauseBlock returns, by scenario, the row of each of its lines of exposure.
func clauseBlock(p *page, r *sim.Report) [][]int {
	p.section("By date, instrument and clause: each day on which a figure changed, and the last (" + r.Base.Company.Currency + "). " +
		"Cash covers: of this call, if it were paid first")
	table := p.longTable("Scenario", "Date", "Instrument", "Clause", "Contingent", "Triggered", "Due", "Paid", "Blocked", "Cash", "Payable on",
		"Cash covers", "Short of cash", "Rights that stand open")
	lines := make([][]int, len(r.Scenarios))
	for i, s := range r.Scenarios {
		table.block()
		first := table.next()
		for _, e := range s.Outcome.Exposure {
			lines[i] = append(lines[i], table.add(exposureRow(s, e, table.next())...))
		}
		if len(s.Outcome.Exposure) == 0 {
			p.runOn[table.add(text(s.Scenario.Name), words("nothing can be called"))] = expDate
			continue
		}
		total := make([]Cell, expRights)
		total[expScenario-1], total[expDate-1] = text(s.Scenario.Name), text("Total paid")
		total[expPaid-1] = formula("SUM("+down(expPaid, first, table.next()-1)+")", paidInAll(s.Outcome.Exposure), FormatMoney)
		table.add(totalled(total...)...)
	}
	return lines
}

func exposureRow(s sim.ScenarioResult, e model.Exposure, row int) []Cell {
	covered, short := cover(row, at(expCash, row), "("+at(expTriggered, row)+"+"+at(expDue, row)+")", expCovered, e.Cash, e.Triggered.Add(e.Due))
	return []Cell{text(s.Scenario.Name), day(e.Date), text(e.Instrument), text(e.Clause),
		figure(e.Contingent, FormatMoney), figure(e.Triggered, FormatMoney), figure(e.Due, FormatMoney),
		figure(e.Paid, FormatMoney), figure(e.Blocked, FormatMoney), figure(e.Cash, FormatMoney), day(e.PayableOn),
		covered, short, rightsCell(text, openRights(s.Outcome, e.Instrument, e.Date))}
}

func paidInAll(exposure []model.Exposure) decimal.Decimal {
	paid := decimal.Zero
	for _, e := range exposure {
		paid = paid.Add(e.Paid)
	}
	return paid
}

// callsChart draws what is called against cash at the month ends of one scenario.
func callsChart(r *sim.Report, layout exposureLayout, scenario int) Chart {
	rows, room := layout.monthEnds[scenario], places(layout.Widths, 1)[0]
	chart := Chart{
		Kind: LineChart, Anchor: at(1, firstChartRow), WidthPx: min(room.widthPx, 1100), HeightPx: chartHeightPx,
		Title: callsTitle(r.Scenarios[scenario], r.Base.Company.Currency), XTitle: "month end", YTitle: "million " + r.Base.Company.Currency,
		YFormat: "0.0,,", XDates: true,
	}
	for _, line := range []struct {
		col    int
		colour string
	}{{endCalled, calledColour}, {endCash, cashColour}, {endContingent, "A6A6A6"}} {
		chart.Series = append(chart.Series, Series{
			Name:       on(exposureName, line.col, rows.First-1),
			Categories: onRange(exposureName, endDate, rows.First, endDate, rows.Last),
			Values:     onRange(exposureName, line.col, rows.First, line.col, rows.Last),
			Color:      line.colour,
		})
	}
	return chart
}
