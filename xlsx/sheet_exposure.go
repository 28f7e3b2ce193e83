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
	expHeadroom
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
	head(p, r, "redemption exposure", "Balances at the end of the day, except paid, which is that day's. "+
		"Headroom is cash less triggered less due; a shortfall is negative, in parentheses.")
	p.skip(chartRows + 1)
	layout := exposureLayout{}
	layout.monthEnds = monthEndPlan(p, r)
	peakBlock(p, r, &layout)
	monthEndBlock(p, r)
	clauseBlock(p, r)
	triggerBlock(p, r)
	layout.Sheet = p.finish()
	if worst := largestCall(r); worst >= 0 && !layout.monthEnds[worst].empty() {
		layout.Charts = []Chart{callsChart(r, layout, worst)}
	}
	return layout
}

// monthEndPlan says where the month ends of each scenario will stand, because the peaks above them refer to them.
func monthEndPlan(p *page, r *sim.Report) []rowRange {
	const sectionRows, tableHeader = 2, 1
	row := len(p.Rows) + sectionRows + tableHeader + len(r.Scenarios) + sectionRows + 1
	var blocks []rowRange
	for _, s := range r.Scenarios {
		row += tableHeader
		blocks = append(blocks, rowRange{First: row, Last: row + len(s.Outcome.Series) - 1})
		row += len(s.Outcome.Series)
	}
	return blocks
}

func peakBlock(p *page, r *sim.Report, layout *exposureLayout) {
	currency := r.Base.Company.Currency
	p.section("Peak by scenario (" + currency + ")")
	p.table("Scenario", "Day of the largest call", "Largest call: triggered + due", "Cash that day (no call: lowest cash)", "Headroom that day",
		"Worst month end", "Headroom then", "Paid in all", "Due and unpaid on the last day", "Lowest cash", "Day of the lowest cash")
	for i, s := range r.Scenarios {
		t, row := s.Outcome.Totals, p.next()
		worstDate, worstHeadroom := worstMonth(s, layout.monthEnds[i])
		layout.peakRow = append(layout.peakRow, p.add(text(s.Scenario.Name), peakDay(t), figure(t.PeakExposure, FormatMoney),
			figure(peakDayCash(t), FormatMoney),
			formula(at(peakCash, row)+"-"+at(peakCalled, row), peakDayCash(t).Sub(t.PeakExposure), FormatMoney),
			worstDate, worstHeadroom,
			figure(t.CashPaid, FormatMoney), figure(t.CashDueUnpaid, FormatMoney),
			figure(t.LowestCash, FormatMoney), dayOrNone(t.LowestCashDate)))
	}
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

// monthEndBlock gives each scenario a header of its own: a scenario fills about a page.
func monthEndBlock(p *page, r *sim.Report) {
	p.section("Month ends: what could be, is and was called, against cash (" + r.Base.Company.Currency + ")")
	for _, s := range r.Scenarios {
		p.table("Scenario", "Date", "Close, per share", "Contingent", "Triggered", "Due", "Called: triggered + due", "Cash", "Headroom")
		for _, e := range s.Outcome.Series {
			row := p.next()
			p.add(text(s.Scenario.Name), day(e.Date), figure(e.Close, FormatPrice),
				figure(e.Contingent, FormatMoney), figure(e.Triggered, FormatMoney), figure(e.Due, FormatMoney),
				formula(at(endTriggered, row)+"+"+at(endDue, row), e.Triggered.Add(e.Due), FormatMoney),
				figure(e.Cash, FormatMoney),
				formula(at(endCash, row)+"-"+at(endTriggered, row)+"-"+at(endDue, row), headroomOf(e), FormatMoney))
		}
	}
}

func clauseBlock(p *page, r *sim.Report) {
	p.section("By date, instrument and clause: each day on which a figure changed, and the last (" + r.Base.Company.Currency + ")")
	table := p.longTable("Scenario", "Date", "Instrument", "Clause", "Contingent", "Triggered", "Due", "Paid", "Blocked", "Cash", "Payable on",
		"Cash less this call")
	for _, s := range r.Scenarios {
		table.block()
		first := table.next()
		for _, e := range s.Outcome.Exposure {
			row := table.next()
			table.add(text(s.Scenario.Name), day(e.Date), text(e.Instrument), text(e.Clause),
				figure(e.Contingent, FormatMoney), figure(e.Triggered, FormatMoney), figure(e.Due, FormatMoney),
				figure(e.Paid, FormatMoney), figure(e.Blocked, FormatMoney), figure(e.Cash, FormatMoney), day(e.PayableOn),
				formula(at(expCash, row)+"-"+at(expTriggered, row)+"-"+at(expDue, row),
					e.Cash.Sub(e.Triggered).Sub(e.Due), FormatMoney))
		}
		if len(s.Outcome.Exposure) == 0 {
			table.add(text(s.Scenario.Name), text("nothing can be called"))
			continue
		}
		table.add(totalled(text(s.Scenario.Name), text("Total paid"), Cell{}, Cell{}, Cell{}, Cell{}, Cell{},
			formula("SUM("+down(expPaid, first, table.next()-1)+")", paidInAll(s.Outcome.Exposure), FormatMoney),
			Cell{}, Cell{}, Cell{}, Cell{})...)
	}
}

func paidInAll(exposure []model.Exposure) decimal.Decimal {
	paid := decimal.Zero
	for _, e := range exposure {
		paid = paid.Add(e.Paid)
	}
	return paid
}

func triggerBlock(p *page, r *sim.Report) {
	p.section("Rights that opened")
	p.table("Scenario", "Date", "Instrument", "Clause", "Company's notice due", "What opened")
	for _, s := range r.Scenarios {
		for _, t := range s.Outcome.Triggers {
			const what = 6
			p.run(what, text(s.Scenario.Name), day(t.Date), text(t.Instrument), text(t.Clause), day(t.NoticeBy), words(t.What))
		}
		if len(s.Outcome.Triggers) == 0 {
			p.add(text(s.Scenario.Name), text(none))
		}
	}
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
