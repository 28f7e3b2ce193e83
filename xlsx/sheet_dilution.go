package xlsx

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of common stock by holder.
const (
	dilScenario = iota + 1
	dilHolder
	dilGroup
	dilBefore
	dilConversion
	dilInterest
	dilIssues
	dilExercise
	dilSold
	dilAfter
	dilPercentBefore
	dilPercentAfter
	dilChange
)

// Columns of the table of share counts.
const (
	cntScenario = iota + 1
	cntBasic
	cntOptions
	cntTreasuryStock
	cntConvertibles
	cntIfConverted
	cntAuthorized
	cntLeft
)

// mostHolders is how many holders a scenario's block lists; the others stand in one row that ties out.
const mostHolders = 200

// The band of charts below the header: chartRows rows of the default height hold a chart of chartHeightPx.
const (
	firstChartRow = headerRows + 2 // clear of the rows that are repeated on each page
	chartRows     = 16
	chartHeightPx = 300
)

// dilutionLayout is the Dilution sheet with the places that other sheets refer to, by scenario.
type dilutionLayout struct {
	Sheet
	holdersTop int   // header row of common stock by holder
	totalRow   []int // of the block of holders
	countsRow  []int
	seriesTop  int // header row of the month-end table, whose dates stand in column A
	seriesEnd  int
	lastDay    []int // row of each scenario's last day in it
}

// seriesColumn is the column of a scenario in the month-end table.
func seriesColumn(scenario int) int { return scenario + 2 }

func dilutionSheet(r *sim.Report) dilutionLayout {
	p := newPage(dilutionName, OutputGroup)
	head(p, r, "dilution", "Common shares before and after by holder and by source; sales by a holder are negative, in parentheses. Dilution is new shares over common after.")
	p.skip(chartRows + 1)
	layout := dilutionLayout{}
	firstHolder := holderBlocks(p, r, &layout)
	otherSecurities(p, r)
	dividendBlock(p, r)
	purchaseRightBlock(p, r)
	instrumentBlock(p, r)
	shareCounts(p, r, &layout)
	outstandingSeries(p, r, &layout)
	layout.Sheet = p.finish()
	layout.Charts = dilutionCharts(r, layout, firstHolder)
	return layout
}

// holderBlocks lays out common stock by scenario and holder, and returns the first holder's row of each block.
func holderBlocks(p *page, r *sim.Report, layout *dilutionLayout) []int {
	p.section("Common stock by holder (shares)")
	layout.holdersTop = p.next()
	table := p.longTable("Scenario", "Holder", "Group", "Before", "From conversion", "From interest", "From issues", "From exercise",
		"Sold", "After", "Before, % of common", "After, % of common", "Change, % points")
	firsts := make([]int, len(r.Scenarios))
	for i, s := range r.Scenarios {
		holders := commonHolders(s.Outcome)
		table.block()
		total := table.ahead(len(holders))
		firsts[i] = table.next()
		for _, h := range holders {
			table.add(holderRow(s.Scenario.Name, h, table.next(), total)...)
		}
		layout.totalRow = append(layout.totalRow, table.add(holderTotal(s, firsts[i], total)...))
	}
	return firsts
}

func holderRow(scenario string, h model.HolderOutcome, row, totalRow int) []Cell {
	return []Cell{
		text(scenario), text(h.Holder), text(h.Group),
		figure(h.Before, FormatCount),
		count(h.FromConversion), count(h.FromInterest), count(h.FromIssues), count(h.FromExercise), count(-h.Sold),
		formula("SUM("+at(dilBefore, row)+":"+at(dilSold, row)+")", h.After, FormatCount),
		formula(share(at(dilBefore, row), lockRow(dilBefore, totalRow)), h.PercentBefore, FormatPercent),
		formula(share(at(dilAfter, row), lockRow(dilAfter, totalRow)), h.PercentAfter, FormatPercent),
		formula(at(dilPercentAfter, row)+"-"+at(dilPercentBefore, row), h.PercentAfter.Sub(h.PercentBefore), FormatPercent),
	}
}

// holderTotal is the row below a scenario's holders. A header that is repeated among them is a text, which no sum counts.
func holderTotal(s sim.ScenarioResult, first, total int) []Cell {
	last := total - 1
	t := s.Outcome.Totals
	sum := func(col int, n int64) Cell {
		return formula("SUM("+down(col, first, last)+")", decimal.NewFromInt(n), FormatCount)
	}
	percent := func(col int, total int64) Cell {
		value := decimal.NewFromInt(1)
		if total == 0 {
			value = decimal.Zero
		}
		return formula("SUM("+down(col, first, last)+")", value, FormatPercent)
	}
	return totalled(
		text(s.Scenario.Name), text("Total"), Cell{},
		sum(dilBefore, t.CommonBefore),
		sum(dilConversion, t.SharesFromConversion), sum(dilInterest, t.SharesFromInterest),
		sum(dilIssues, t.SharesFromIssues), sum(dilExercise, t.SharesFromExercise),
		sum(dilSold, 0), sum(dilAfter, t.CommonAfter),
		percent(dilPercentBefore, t.CommonBefore), percent(dilPercentAfter, t.CommonAfter),
		formula(at(dilPercentAfter, total)+"-"+at(dilPercentBefore, total),
			ratioOne(t.CommonAfter).Sub(ratioOne(t.CommonBefore)), FormatPercent),
	)
}

// ratioOne is what the percents of a column add up to: one, or zero where there is no common stock.
func ratioOne(total int64) decimal.Decimal {
	return ratio(decimal.NewFromInt(total), decimal.NewFromInt(total))
}

// commonHolders lists the holders of common stock, the largest afterwards first, and at the end one row for everyone else:
// holders beyond the two hundredth, and the market that bought what holders sold.
func commonHolders(o *model.Outcome) []model.HolderOutcome {
	var holders []model.HolderOutcome
	for _, h := range o.Holders {
		if h.Security == "Common" {
			holders = append(holders, h)
		}
	}
	slices.SortStableFunc(holders, func(a, b model.HolderOutcome) int {
		return cmp.Or(b.After.Cmp(a.After), b.Before.Cmp(a.Before), cmp.Compare(a.Holder, b.Holder))
	})
	holders = holders[:min(len(holders), mostHolders)]
	if rest := everyoneElse(o.Totals, holders); moves(rest) || len(holders) == 0 {
		holders = append(holders, rest)
	}
	return holders
}

// moves reports whether a holder's row has any figure that is not zero.
func moves(h model.HolderOutcome) bool {
	return !h.Before.IsZero() || !h.After.IsZero() || h.FromConversion != 0 || h.FromInterest != 0 || h.FromIssues != 0 ||
		h.FromExercise != 0 || h.Sold != 0
}

func everyoneElse(t model.Totals, holders []model.HolderOutcome) model.HolderOutcome {
	rest := model.HolderOutcome{
		Holder:         "Other holders and the market",
		Before:         decimal.NewFromInt(t.CommonBefore),
		After:          decimal.NewFromInt(t.CommonAfter),
		FromConversion: t.SharesFromConversion,
		FromInterest:   t.SharesFromInterest,
		FromIssues:     t.SharesFromIssues,
		FromExercise:   t.SharesFromExercise,
	}
	for _, h := range holders {
		rest.Before = rest.Before.Sub(h.Before)
		rest.After = rest.After.Sub(h.After)
		rest.FromConversion -= h.FromConversion
		rest.FromInterest -= h.FromInterest
		rest.FromIssues -= h.FromIssues
		rest.FromExercise -= h.FromExercise
		rest.Sold -= h.Sold
	}
	rest.PercentBefore = ratio(rest.Before, decimal.NewFromInt(t.CommonBefore))
	rest.PercentAfter = ratio(rest.After, decimal.NewFromInt(t.CommonAfter))
	return rest
}

func otherSecurities(p *page, r *sim.Report) {
	p.section("Other securities by holder")
	table := p.longTable("Scenario", "Holder", "Security", "Unit", "Before", "After", "Change")
	found := false
	for _, s := range r.Scenarios {
		table.begin(otherPositions(s.Outcome))
		for _, h := range s.Outcome.Holders {
			if h.Security == "Common" {
				continue
			}
			found = true
			kind, row := kindOf(r, h.Security), table.next()
			unit := "shares"
			if kind != "" {
				unit = unitsName(kind, r.Base.Company.Currency)
			}
			table.add(text(s.Scenario.Name), text(h.Holder), text(h.Security), text(unit),
				figure(h.Before, unitsFormat(kind)), figure(h.After, unitsFormat(kind)),
				formula(at(6, row)+"-"+at(5, row), h.After.Sub(h.Before), unitsFormat(kind)))
		}
	}
	if !found {
		p.line(StylePlain, "There are no securities but common stock.")
	}
}

// otherPositions counts the positions in securities but common stock.
func otherPositions(o *model.Outcome) int {
	positions := 0
	for _, h := range o.Holders {
		if h.Security != "Common" {
			positions++
		}
	}
	return positions
}

func instrumentBlock(p *page, r *sim.Report) {
	p.section("Instruments: units and conversion prices (" + r.Base.Company.Currency + " per share, splits in the run restated)")
	table := p.longTable("Scenario", "Instrument", "Unit", "Units before", "Units converted", "Units redeemed", "Units after",
		"Starting price", "Price on the last day", "Lowest price", "Shares issued", "Shares if the rest converts")
	for _, s := range r.Scenarios {
		table.begin(len(s.Outcome.Instruments))
		for _, i := range s.Outcome.Instruments {
			format := unitsFormat(i.Kind)
			table.add(text(s.Scenario.Name), text(i.Instrument), text(unitsName(i.Kind, r.Base.Company.Currency)),
				figure(i.UnitsBefore, format), figure(i.UnitsConverted, format), figure(i.UnitsRedeemed, format), figure(i.UnitsAfter, format),
				figure(i.StartingPrice, FormatPrice), figure(i.ConversionPrice, FormatPrice), figure(i.LowestPrice, FormatPrice),
				count(i.SharesIssued), count(i.AsConverted))
		}
	}
}

func shareCounts(p *page, r *sim.Report, layout *dilutionLayout) {
	p.section("Share counts on the last day: basic, treasury stock method, if converted (shares)")
	p.table("Scenario", "Basic", "Options and warrants, net", "Treasury stock method", "Convertibles", "If converted",
		"Authorized", "Authorized less if converted")
	for _, s := range r.Scenarios {
		c, row := s.Outcome.Counts, p.next()
		authorized := s.Resolved.Company.Authorized
		difference := func(from, less int, n int64) Cell {
			return formula(at(from, row)+"-"+at(less, row), decimal.NewFromInt(n), FormatCount)
		}
		layout.countsRow = append(layout.countsRow, p.add(text(s.Scenario.Name),
			count(c.Basic),
			difference(cntTreasuryStock, cntBasic, c.TreasuryStockMethod-c.Basic),
			count(c.TreasuryStockMethod),
			difference(cntIfConverted, cntTreasuryStock, c.IfConverted-c.TreasuryStockMethod),
			count(c.IfConverted),
			count(authorized),
			difference(cntAuthorized, cntIfConverted, authorized-c.IfConverted)))
	}
}

// outstandingSeries lays out common outstanding on the first day, at month ends and on the last day, a column a scenario.
func outstandingSeries(p *page, r *sim.Report, layout *dilutionLayout) {
	p.section("Common outstanding at month ends (shares, as they stood that day)")
	names := []string{"Date"}
	for _, s := range r.Scenarios {
		names = append(names, s.Scenario.Name)
	}
	layout.seriesTop = p.table(names...)
	layout.lastDay = make([]int, len(r.Scenarios))
	position := make([]int, len(r.Scenarios))
	for _, date := range monthEnds(r) {
		cells := []Cell{day(date)}
		for i, s := range r.Scenarios {
			cell := Cell{}
			if n := position[i]; n < len(s.Outcome.Series) && s.Outcome.Series[n].Date == date {
				cell = count(s.Outcome.Series[n].Outstanding)
				position[i]++
				layout.lastDay[i] = p.next()
			}
			cells = append(cells, cell)
		}
		p.add(cells...)
	}
	layout.seriesEnd = len(p.Rows)
}

func dilutionCharts(r *sim.Report, layout dilutionLayout, firstHolder []int) []Chart {
	worst := mostDiluted(r)
	if worst < 0 {
		return nil
	}
	room := places(layout.Widths, 2)
	anchor := func(n int) string { return at(room[n].column, firstChartRow) }
	outstanding := outstandingChart(r, layout, shownScenarios(r))
	outstanding.Anchor, outstanding.WidthPx = anchor(0), room[0].widthPx
	owners := ownersChart(r.Scenarios[worst], layout.holdersTop, firstHolder[worst], layout.totalRow[worst]-1)
	owners.Anchor, owners.WidthPx = anchor(1), room[1].widthPx
	return []Chart{outstanding, owners}
}

// outstandingChart draws the month-end table of Dilution, for the scenarios named by index.
func outstandingChart(r *sim.Report, layout dilutionLayout, scenarios []int) Chart {
	chart := Chart{
		Kind: LineChart, HeightPx: chartHeightPx, Title: outstandingTitle(r),
		XTitle: "month end", YTitle: "million shares", YFormat: "0.0,,", XDates: true,
	}
	for n, i := range scenarios {
		col := seriesColumn(i)
		chart.Series = append(chart.Series, Series{
			Name:       on(dilutionName, col, layout.seriesTop),
			Categories: onRange(dilutionName, 1, layout.seriesTop+1, 1, layout.seriesEnd),
			Values:     onRange(dilutionName, col, layout.seriesTop+1, col, layout.seriesEnd),
			Color:      colour(n),
		})
	}
	return chart
}

// ownersChart draws each of a scenario's largest holders' part of the common before and after.
func ownersChart(s sim.ScenarioResult, header, first, last int) Chart {
	const mostShown = 10
	last = min(last, first+mostShown-1)
	chart := Chart{
		Kind: ColumnChart, HeightPx: chartHeightPx, Title: ownersTitle(s),
		YTitle: "% of common", YFormat: "0%",
	}
	for n, col := range []int{dilPercentBefore, dilPercentAfter} {
		chart.Series = append(chart.Series, Series{
			Name:       on(dilutionName, col, header),
			Categories: onRange(dilutionName, dilHolder, first, dilHolder, last),
			Values:     onRange(dilutionName, col, first, col, last),
			Color:      colour(n),
		})
	}
	return chart
}
