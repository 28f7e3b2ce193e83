package xlsx

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of caps by instrument and scenario.
const (
	useInstrument = iota + 1
	useScenario
	useCap
	useUsed
	useRoom
	usePercent
	useExhausted
	useFirstCut
	useSharesCut
)

// Columns of the table of allocations by holder.
const (
	capScenario = iota + 1
	capInstrument
	capHolder
	capAllocation
	capUsed
	capRoom
	capPercent
	capExhausted
	capFirstCut
	capSharesCut
)

// limitExchangeCap is what the engine calls the exchange cap among the limits.
const limitExchangeCap = "exchange cap"

// capPart is one holder's part of an instrument's exchange cap, with what the ledger says of its notices.
type capPart struct {
	model.CapUse
	firstCut  model.Date
	sharesCut int64
}

// capBlock is the exchange cap of one instrument in one scenario.
type capBlock struct {
	scenario, instrument string
	parts                []capPart // the largest allocation first, at the end one for everyone beyond the list
	total                capPart
	percent              decimal.Decimal // used of the cap
	rows                 rowRange        // of the holders
	totalRow             int
}

func exchangeCapSheet(r *sim.Report) Sheet {
	p := newPage(exchangeCapName, OutputGroup)
	head(p, r, "exchange cap", "Shares, on the last day. Room is what is left of an allocation, never less than zero; percent used is used over allocation. "+
		"Exhausted on: the first day without room for one more unit.")
	blocks := capBlocks(r)
	if len(blocks) == 0 {
		p.section("Exchange cap")
		p.line(StylePlain, "No instrument has an exchange cap in any scenario.")
		reserveBlock(p, r)
		return p.finish()
	}
	p.skip(chartRows + 1)
	top := reserveUse(p, len(blocks))
	allocations := allocationTable(p, blocks)
	capTermsTable(p, r)
	reserveBlock(p, r)
	fillUse(p, top, blocks)
	sheet := p.finish()
	sheet.Charts = capCharts(sheet, top, allocations, blocks)
	return sheet
}

// capBlocks are the caps by instrument and, within one, by scenario.
func capBlocks(r *sim.Report) []capBlock {
	var blocks []capBlock
	for _, instrument := range cappedInstruments(r) {
		for _, s := range r.Scenarios {
			blocks = append(blocks, capBlockOf(s, instrument))
		}
	}
	return blocks
}

// cappedInstruments are those with an exchange cap in any scenario, in the order of their first appearance.
func cappedInstruments(r *sim.Report) []string {
	var names []string
	for _, s := range r.Scenarios {
		for _, use := range s.Outcome.ExchangeCap {
			if !slices.Contains(names, use.Instrument) {
				names = append(names, use.Instrument)
			}
		}
	}
	return names
}

func capBlockOf(s sim.ScenarioResult, instrument string) capBlock {
	block := capBlock{scenario: s.Scenario.Name, instrument: instrument}
	for _, use := range s.Outcome.ExchangeCap {
		if use.Instrument == instrument {
			block.parts = append(block.parts, capPartOf(s.Outcome, use))
		}
	}
	block.total = together("Total", block.parts)
	block.percent = ratio(decimal.NewFromInt(block.total.Used), decimal.NewFromInt(block.total.Allocation))
	block.parts = largestParts(block.parts)
	return block
}

// capPartOf adds to a holder's use the first day on which the cap cut a notice, and the shares it cut in all.
func capPartOf(o *model.Outcome, use model.CapUse) capPart {
	part := capPart{CapUse: use, firstCut: model.NoDate}
	for _, bite := range o.Limits {
		if bite.Limit == limitExchangeCap && bite.Instrument == use.Instrument && bite.Holder == use.Holder {
			part.firstCut = earlier(part.firstCut, bite.Date)
		}
	}
	for _, c := range o.Conversions {
		if c.Instrument != use.Instrument || c.Holder != use.Holder {
			continue
		}
		for _, cut := range c.Cuts {
			if cut.Limit == limitExchangeCap {
				part.sharesCut += cut.Shares
			}
		}
	}
	return part
}

// together adds parts up: the first day on which any was cut, and the day by which all were exhausted, if all were.
func together(name string, parts []capPart) capPart {
	all := capPart{CapUse: model.CapUse{Holder: name, Exhausted: model.NoDate}, firstCut: model.NoDate}
	exhausted := len(parts) > 0
	for _, part := range parts {
		all.Allocation += part.Allocation
		all.Used += part.Used
		all.Room += part.Room
		all.sharesCut += part.sharesCut
		all.firstCut = earlier(all.firstCut, part.firstCut)
		all.Exhausted = max(all.Exhausted, part.Exhausted)
		exhausted = exhausted && part.Exhausted.Given()
	}
	if !exhausted {
		all.Exhausted = model.NoDate
	}
	return all
}

// earlier is the first of two days, either of which may be none.
func earlier(a, b model.Date) model.Date {
	if !a.Given() || b.Given() && b < a {
		return b
	}
	return a
}

// largestParts puts the largest allocation first, and those beyond the two hundredth into one part at the end.
func largestParts(parts []capPart) []capPart {
	slices.SortStableFunc(parts, func(a, b capPart) int {
		return cmp.Or(cmp.Compare(b.Allocation, a.Allocation), cmp.Compare(a.Holder, b.Holder))
	})
	if len(parts) <= mostHolders {
		return parts
	}
	rest := together(plural(len(parts)-mostHolders, "other holder"), parts[mostHolders:])
	return append(parts[:mostHolders:mostHolders], rest)
}

// reserveUse makes room for the table of caps, which refers to the allocations below it, and returns its header's row.
func reserveUse(p *page, rows int) int {
	p.section("The cap by instrument and scenario (shares)")
	top := p.table("Instrument", "Scenario", "Cap: all allocations", "Used", "Room", "Used, % of cap", "All exhausted on", "First notice cut on", "Shares cut from notices")
	p.skip(rows)
	return top
}

func fillUse(p *page, top int, blocks []capBlock) {
	for i, b := range blocks {
		below := func(col int, n int64) Cell { return formula(at(col, b.totalRow), decimal.NewFromInt(n), FormatCount) }
		row := top + 1 + i
		p.Rows[row-1].Cells = []Cell{
			text(b.instrument), text(b.scenario), below(capAllocation, b.total.Allocation), below(capUsed, b.total.Used), below(capRoom, b.total.Room),
			formula(share(at(useUsed, row), at(useCap, row)), b.percent, FormatPercent),
			dayOrNone(b.total.Exhausted), dayOrNone(b.total.firstCut), below(capSharesCut, b.total.sharesCut),
		}
	}
}

// allocationTable lists the holders' parts and returns its header's row.
func allocationTable(p *page, blocks []capBlock) int {
	p.section("Allocations by holder (shares)")
	top := p.next()
	table := p.longTable("Scenario", "Instrument", "Holder", "Allocation", "Used", "Room", "Used, % of allocation", "Exhausted on", "First notice cut on", "Shares cut from notices")
	for i := range blocks {
		b := &blocks[i]
		table.begin(len(b.parts) + 1)
		b.rows.First = table.next()
		for _, part := range b.parts {
			b.rows.Last = table.add(allocationRow(*b, part, table.next())...)
		}
		b.totalRow = table.add(allocationTotal(*b, table.next())...)
	}
	return top
}

func allocationRow(b capBlock, part capPart, row int) []Cell {
	room := formula("MAX(0,"+at(capAllocation, row)+"-"+at(capUsed, row)+")", decimal.NewFromInt(part.Room), FormatCount)
	if part.Room != max(0, part.Allocation-part.Used) { // the rest row adds rooms up
		room = count(part.Room)
	}
	return []Cell{
		text(b.scenario), text(b.instrument), text(part.Holder), count(part.Allocation), count(part.Used), room,
		formula(share(at(capUsed, row), at(capAllocation, row)), ratio(decimal.NewFromInt(part.Used), decimal.NewFromInt(part.Allocation)), FormatPercent),
		dayOrNone(part.Exhausted), dayOrNone(part.firstCut), count(part.sharesCut),
	}
}

func allocationTotal(b capBlock, row int) []Cell {
	sum := func(col int, n int64) Cell {
		if len(b.parts) == 0 {
			return count(0)
		}
		return formula("SUM("+down(col, b.rows.First, row-1)+")", decimal.NewFromInt(n), FormatCount)
	}
	return totalled(
		text(b.scenario), text(b.instrument), text("Total"), sum(capAllocation, b.total.Allocation), sum(capUsed, b.total.Used), sum(capRoom, b.total.Room),
		formula(share(at(capUsed, row), at(capAllocation, row)), b.percent, FormatPercent),
		Cell{}, Cell{}, sum(capSharesCut, b.total.sharesCut),
	)
}

// capTermsTable says what each cap is a part of and what it counts, as the base case has it.
func capTermsTable(p *page, r *sim.Report) {
	p.section("Terms of the cap in the base case")
	p.table("Instrument", "Clause", "Cap, % of base", "Base (shares)", "Counts", "Applies on", "Reallocated")
	found := false
	for _, t := range r.Base.Instruments {
		if t.ExchangeCap.IsZero() {
			continue
		}
		found = true
		base := text("as at the issue")
		if t.ExchangeCapBase > 0 {
			base = count(t.ExchangeCapBase)
		}
		p.add(text(t.Name), text(termClause("Exchange cap", t.Kind)), figure(t.ExchangeCap, FormatPercentFine), base, text(t.ExchangeCapCounts),
			text(orElse(strings.Join(t.ExchangeCapMarkets, ", "), "every market")), text(answer(t.ExchangeCapReallocated)))
	}
	if !found {
		p.line(StylePlain, "No instrument has an exchange cap in the base case.")
	}
}

// termClause is the clause that a term comes from in the contract of a kind of instrument.
func termClause(term, kind string) string {
	t, known := model.TermByName(term)
	switch {
	case !known:
		return ""
	case kind == model.KindNote:
		return "N " + t.ClauseN
	default:
		return "A " + t.ClauseA
	}
}

func orElse(words, otherwise string) string {
	if words == "" {
		return otherwise
	}
	return words
}

func answer(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// capCharts draws the part of each cap that is used by scenario, and by holder where the cap is tightest.
func capCharts(sheet Sheet, top, allocations int, blocks []capBlock) []Chart {
	room := places(sheet.Widths, 2)
	byScenario := Chart{
		Kind: ColumnChart, Anchor: at(room[0].column, firstChartRow), WidthPx: room[0].widthPx, HeightPx: chartHeightPx,
		Title: capTitle(blocks), YTitle: "% of cap used", YFormat: "0%",
	}
	for first, n := 0, 0; first < len(blocks); n++ {
		last := first
		for last+1 < len(blocks) && blocks[last+1].instrument == blocks[first].instrument {
			last++
		}
		from, to := top+1+first, top+1+last
		byScenario.Series = append(byScenario.Series, Series{
			Name:       on(exchangeCapName, useInstrument, from),
			Categories: onRange(exchangeCapName, useScenario, from, useScenario, to),
			Values:     onRange(exchangeCapName, usePercent, from, usePercent, to),
			Color:      colour(n),
		})
		first = last + 1
	}
	charts := []Chart{byScenario}
	if b := tightest(blocks); len(b.parts) > 0 {
		charts = append(charts, allocationChart(b, allocations, room[1]))
	}
	return charts
}

// tightest is the block with the largest part of its cap used, the first of equals.
func tightest(blocks []capBlock) capBlock {
	best := blocks[0]
	for _, b := range blocks[1:] {
		if b.percent.GreaterThan(best.percent) {
			best = b
		}
	}
	return best
}

func capTitle(blocks []capBlock) string {
	b := tightest(blocks)
	switch {
	case b.total.Used == 0:
		return "No share counts against any exchange cap"
	case b.total.firstCut.Given():
		return b.scenario + ": " + b.instrument + " has used " + percent(b.percent) + " of its cap; it first cuts on " + b.total.firstCut.String()
	default:
		return "The most used: " + percent(b.percent) + " of the cap of " + b.instrument + " (" + b.scenario + ")"
	}
}

// allocationChart draws what each of the largest holders was allocated and used.
func allocationChart(b capBlock, header int, room gauge) Chart {
	const mostShown = 12
	last := min(b.rows.Last, b.rows.First+mostShown-1)
	chart := Chart{
		Kind: ColumnChart, Anchor: at(room.column, firstChartRow), WidthPx: room.widthPx, HeightPx: chartHeightPx,
		Title:  b.scenario + ": used against allocation of " + b.instrument,
		YTitle: "thousand shares", YFormat: "#,##0,",
	}
	for n, col := range []int{capAllocation, capUsed} {
		chart.Series = append(chart.Series, Series{
			Name:       on(exchangeCapName, col, header),
			Categories: onRange(exchangeCapName, capHolder, b.rows.First, capHolder, last),
			Values:     onRange(exchangeCapName, col, b.rows.First, col, last),
			Color:      []string{"A6A6A6", colour(0)}[n],
		})
	}
	return chart
}
