package xlsx

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the tables of proceeds that stand before those of the classes.
const (
	wfProceeds = iota + 1
	wfPerShare
	wfSenior
	wfFirstClass
)

// Columns of the table by holder that stand before those of the chosen proceeds.
const (
	partHolder = iota + 1
	partClass
	partOfClass
	partFirstAmount
)

// Columns of the table of payouts.
const (
	payScenario = iota + 1
	payDate
	payHolder
	paySecurity
	payAhead
	payWith
	payTotal
	payClause
)

const (
	mostOptionColumns = 3  // more classes of options and warrants share one column
	mostPartHolders   = 20 // of a class; the others stand in one row
	partAmounts       = 4  // proceeds at which the table by holder divides
)

// waterfallColumn is a column of the tables of proceeds: a class, or several of options together.
type waterfallColumn struct {
	name    string
	classes []int
}

func (c waterfallColumn) amount(line model.WaterfallLine) decimal.Decimal {
	all := decimal.Zero
	for _, class := range c.classes {
		all = all.Add(line.Amounts[class])
	}
	return all
}

// waterfallBlock is the waterfall of one scenario and where it stands.
type waterfallBlock struct {
	scenario  string
	currency  string
	columns   []waterfallColumn
	unclaimed bool // a column for what nobody may ask for
	header    int
	round     rowRange // the rows of round amounts
	model.Waterfall
}

// hasWaterfall reports whether there is anything to show: a class with a preference in some scenario, or a liquidation.
func hasWaterfall(r *sim.Report) bool {
	return slices.ContainsFunc(r.Scenarios, func(s sim.ScenarioResult) bool { return s.Outcome.Waterfall != nil || len(s.Outcome.Payouts) > 0 })
}

func waterfallSheet(r *sim.Report) Sheet {
	p := newPage(waterfallName, OutputGroup)
	head(p, r, "liquidation waterfall", "What each class would get of liquidation proceeds, by what is outstanding on a scenario's last day. Amounts are paid to the class; "+
		"those of options and warrants are less the exercise price.")
	blocks := waterfallBlocks(r)
	if len(blocks) > 0 {
		p.skip(chartRows + 1)
	}
	payoutTable(p, r)
	for i := range blocks {
		blocks[i].layOut(p)
	}
	waterfallAssumptions(p)
	sheet := p.finish()
	sheet.Charts = waterfallCharts(sheet, r, blocks)
	return sheet
}

func waterfallBlocks(r *sim.Report) []waterfallBlock {
	var blocks []waterfallBlock
	for _, s := range r.Scenarios {
		if w := s.Outcome.Waterfall; w != nil {
			blocks = append(blocks, waterfallBlock{
				scenario: s.Scenario.Name, currency: r.Base.Company.Currency, columns: waterfallColumns(w.Classes), Waterfall: *w,
				unclaimed: slices.ContainsFunc(w.Lines, func(l model.WaterfallLine) bool { return l.Unclaimed.Sign() > 0 }),
			})
		}
	}
	return blocks
}

// waterfallColumns gives each class a column, and options and warrants one together where there are many of them.
func waterfallColumns(classes []model.WaterfallClass) []waterfallColumn {
	var columns []waterfallColumn
	options := waterfallColumn{name: "Options and warrants"}
	for i, c := range classes {
		if c.ExercisePrice.Sign() > 0 {
			options.classes = append(options.classes, i)
		}
	}
	for i, c := range classes {
		if c.ExercisePrice.IsZero() || len(options.classes) <= mostOptionColumns {
			columns = append(columns, waterfallColumn{classTitle(c), []int{i}})
		}
	}
	if len(options.classes) > mostOptionColumns {
		columns = append(columns, options)
	}
	return columns
}

// classTitle tells options of one name apart by their price.
func classTitle(c model.WaterfallClass) string {
	if c.ExercisePrice.IsZero() {
		return c.Security
	}
	if price := c.ExercisePrice; !price.Equal(price.Round(2)) {
		return c.Security + " at " + price.StringFixed(4)
	}
	return c.Security + " at " + c.ExercisePrice.StringFixed(2)
}

func (b *waterfallBlock) layOut(p *page) {
	b.roundTable(p)
	b.breakTable(p)
	b.classTable(p)
	b.holderTable(p)
}

// columnOf is the column of a class, and whether the class has it to itself.
func (b *waterfallBlock) columnOf(class int) (column int, alone bool) {
	n := slices.IndexFunc(b.columns, func(c waterfallColumn) bool { return slices.Contains(c.classes, class) })
	return wfFirstClass + n, len(b.columns[n].classes) == 1
}

// lastPart is the last column whose figures add up to the proceeds.
func (b *waterfallBlock) lastPart() int {
	last := wfFirstClass + len(b.columns) - 1
	if b.unclaimed {
		last++
	}
	return last
}

// head is the header of the table of proceeds.
func (b *waterfallBlock) head(p *page) int {
	columns := []string{"Proceeds", "Per common share", "Senior debt"}
	for _, c := range b.columns {
		columns = append(columns, c.name)
	}
	if b.unclaimed {
		columns = append(columns, "Nobody's")
	}
	return p.table(append(columns, "Total", "Total less proceeds")...)
}

// row lays out one amount: the parts are the engine's, their total and its distance from the proceeds are live.
func (b *waterfallBlock) row(line model.WaterfallLine, row int) []Cell {
	cells := []Cell{figure(line.Proceeds, FormatMoney), figure(line.PerShare, FormatPrice), figure(line.Senior, FormatMoney)}
	total := line.Senior.Add(line.Unclaimed)
	for _, c := range b.columns {
		cells = append(cells, figure(c.amount(line), FormatMoney))
		total = total.Add(c.amount(line))
	}
	if b.unclaimed {
		cells = append(cells, figure(line.Unclaimed, FormatMoney))
	}
	last := b.lastPart()
	return append(cells,
		formula("SUM("+at(wfSenior, row)+":"+at(last, row)+")", total, FormatMoney),
		formula("ROUND("+at(last+1, row)+"-"+at(wfProceeds, row)+",2)", total.Sub(line.Proceeds), FormatMoney))
}

func (b *waterfallBlock) roundTable(p *page) {
	p.section(b.scenario + ": proceeds by class on " + b.Date.String() + " (" + b.currency + ")")
	b.header = b.head(p)
	b.round.First = p.next()
	for _, line := range b.Lines {
		if line.Round {
			b.round.Last = p.add(b.row(line, p.next())...)
		}
	}
}

// breakTable lists the amounts from which the next dollar goes elsewhere. The words run on over the columns of the classes,
// and over several rows where they are long.
func (b *waterfallBlock) breakTable(p *page) {
	const words, width = 3, 100
	p.section(b.scenario + ": from which proceeds on the next dollar goes elsewhere (" + b.currency + ")")
	p.table("Proceeds", "Per common share", "From there on")
	for _, br := range b.Breaks {
		what := wrap(br.What, width)
		p.run(words, figure(br.Proceeds, FormatMoney), figure(br.PerShare, FormatPrice), Cell{Kind: TextCell, Text: what[0]})
		for _, more := range what[1:] {
			p.run(words, Cell{}, Cell{}, Cell{Kind: TextCell, Text: more})
		}
	}
}

func (b *waterfallBlock) classTable(p *page) {
	p.section(b.scenario + ": the classes on " + b.Date.String())
	p.table("Class", "Paid after senior debt", "Preference, "+b.currency, "Shares: held, under options or as converted", "Exercise price, "+b.currency+" per share", "Holders", "Clause")
	for _, c := range b.Classes {
		rank, exercise := text("with the common"), Cell{}
		if c.Preference.Sign() > 0 {
			rank = text("rank " + strconv.Itoa(c.Rank))
		}
		if c.ExercisePrice.Sign() > 0 {
			exercise = figure(c.ExercisePrice, FormatPrice)
		}
		p.add(text(c.Security), rank, figure(c.Preference, FormatMoney), figure(c.Shares, FormatNumber), exercise, count(int64(len(c.Holders))), text(c.Clause))
	}
}

// holderTable divides what a class gets at a few proceeds among its holders, by their parts of it.
func (b *waterfallBlock) holderTable(p *page) {
	lines := b.chosenLines()
	if len(lines) == 0 {
		return
	}
	p.section(b.scenario + ": by holder at " + plural(len(lines), "amount") + " of proceeds, less senior debt (" + b.currency + ")")
	columns := []string{"Holder", "Class", "Part of class, %"}
	for n := range lines {
		columns = append(columns, "Of amount "+strconv.Itoa(n+1))
	}
	table := p.longTable(columns...)
	proceeds := b.proceedsRow(table, lines)
	first := table.next()
	totals := make([]decimal.Decimal, len(lines))
	for class, c := range b.Classes {
		for _, h := range largestHolders(c.Holders) {
			cells := []Cell{text(h.Holder), text(classTitle(c)), figure(h.Part, FormatPercentFine)}
			for n, line := range lines {
				gets := h.Part.Mul(line.Amounts[class])
				cells = append(cells, b.holderAmount(class, gets, partFirstAmount+n, table.next(), proceeds))
				totals[n] = totals[n].Add(gets)
			}
			table.add(cells...)
		}
	}
	total := []Cell{text("Total"), {}, {}}
	last := table.next() - 1
	for n, all := range totals {
		total = append(total, formula("SUM("+down(partFirstAmount+n, first, last)+")", all, FormatMoney))
	}
	table.add(totalled(total...)...)
}

// chosenLines are a few of the round amounts, the first and the last among them.
func (b *waterfallBlock) chosenLines() []model.WaterfallLine {
	var round, chosen []model.WaterfallLine
	for _, line := range b.Lines {
		if line.Round && line.Proceeds.Sign() > 0 {
			round = append(round, line)
		}
	}
	for n := range min(partAmounts, len(round)) {
		chosen = append(chosen, round[n*(len(round)-1)/max(1, min(partAmounts, len(round))-1)])
	}
	return chosen
}

// proceedsRow repeats the chosen proceeds, by which the formulas below find their line, and returns its number.
func (b *waterfallBlock) proceedsRow(table *longTable, lines []model.WaterfallLine) int {
	cells := []Cell{label("Proceeds"), {}, {}}
	row := b.round.First
	for _, line := range b.Lines {
		if !line.Round {
			continue
		}
		if slices.ContainsFunc(lines, func(l model.WaterfallLine) bool { return l.Proceeds.Equal(line.Proceeds) }) {
			cells = append(cells, formula(lock(wfProceeds, row), line.Proceeds, FormatMoney))
		}
		row++
	}
	return table.add(cells...)
}

// holderAmount is a holder's part of what the class gets of the proceeds at the head of the column; a plain figure for a
// class that has no column of its own.
func (b *waterfallBlock) holderAmount(class int, gets decimal.Decimal, column, row, proceeds int) Cell {
	of, alone := b.columnOf(class)
	if !alone {
		return figure(gets, FormatMoney)
	}
	amounts := lock(of, b.round.First) + ":" + lock(of, b.round.Last)
	keys := lock(wfProceeds, b.round.First) + ":" + lock(wfProceeds, b.round.Last)
	return formula("$"+at(partOfClass, row)+"*INDEX("+amounts+",MATCH("+lockRow(column, proceeds)+","+keys+",0))", gets, FormatMoney)
}

// largestHolders puts the largest part first, and those beyond the list into one row.
func largestHolders(holders []model.WaterfallHolder) []model.WaterfallHolder {
	sorted := slices.SortedStableFunc(slices.Values(holders), func(a, b model.WaterfallHolder) int {
		return cmp.Or(b.Part.Cmp(a.Part), cmp.Compare(a.Holder, b.Holder))
	})
	if len(sorted) <= mostPartHolders {
		return sorted
	}
	rest := model.WaterfallHolder{Holder: plural(len(sorted)-mostPartHolders, "other holder")}
	for _, h := range sorted[mostPartHolders:] {
		rest.Part = rest.Part.Add(h.Part)
	}
	return append(sorted[:mostPartHolders], rest)
}

// payoutTable lists what was paid where a scenario liquidates the company.
func payoutTable(p *page, r *sim.Report) {
	if !slices.ContainsFunc(r.Scenarios, func(s sim.ScenarioResult) bool { return len(s.Outcome.Payouts) > 0 }) {
		return
	}
	p.section("Paid in the liquidation that a scenario holds (" + r.Base.Company.Currency + ")")
	table := p.longTable("Scenario", "Date", "Holder", "Security", "Ahead of the common", "With the common", "In all", "Clause")
	for _, s := range r.Scenarios {
		payouts := s.Outcome.Payouts
		if len(payouts) == 0 {
			continue
		}
		table.begin(len(payouts) + 1)
		first := table.next()
		ahead, with := decimal.Zero, decimal.Zero
		for _, x := range payouts {
			row := table.next()
			table.add(text(s.Scenario.Name), day(x.Date), text(x.Holder), text(x.Security), figure(x.Preference, FormatMoney), figure(x.Participation, FormatMoney),
				formula(at(payAhead, row)+"+"+at(payWith, row), x.Preference.Add(x.Participation), FormatMoney), text(x.Clause))
			ahead, with = ahead.Add(x.Preference), with.Add(x.Participation)
		}
		last := table.next() - 1
		sum := func(column int, n decimal.Decimal) Cell {
			return formula("SUM("+down(column, first, last)+")", n, FormatMoney)
		}
		table.add(totalled(text(s.Scenario.Name), Cell{}, text("Total"), Cell{}, sum(payAhead, ahead), sum(payWith, with), sum(payTotal, ahead.Add(with)), Cell{})...)
	}
}

// waterfallAssumptions says in plain words what the division takes for granted.
func waterfallAssumptions(p *page) {
	p.section("What this takes for granted")
	for _, words := range []string{
		"The classes are those outstanding at the end of the day named, or just before a liquidation on it. Cash at hand, taxes and costs of a sale are left out.",
		"Senior debt is paid first, then each rank of preferences; where a rank is short, its classes are paid in proportion to their preferences.",
		"A preference is stated value or principal, with accrued interest, declared dividends and other amounts owed.",
		"Shares as converted are at the price of the last day. Limits on conversion, on ownership and by the exchange are ignored.",
		"Each class does what pays it more: it keeps its preference or converts, it exercises or lets go, knowing what the others do.",
		"The money that options and warrants pay in is divided with the rest. Their amounts are less that money, so that the total is the proceeds.",
	} {
		p.line(StylePlain, words)
	}
}

// waterfallCharts draws the first scenario, and the one with the largest dilution where that is another.
func waterfallCharts(sheet Sheet, r *sim.Report, blocks []waterfallBlock) []Chart {
	if len(blocks) == 0 {
		return nil
	}
	drawn := blocks[:1:1]
	most := r.Scenarios[mostDiluted(r)].Scenario.Name
	for _, b := range blocks[1:] {
		if b.scenario == most {
			drawn = append(drawn, b)
		}
	}
	var charts []Chart
	for n, room := range places(sheet.Widths, len(drawn)) {
		charts = append(charts, drawn[n].chart(room))
	}
	return charts
}

func (b *waterfallBlock) chart(room gauge) Chart {
	chart := Chart{
		Kind: StackedColumnChart, Anchor: at(room.column, firstChartRow), WidthPx: min(room.widthPx, 1100), HeightPx: chartHeightPx, Title: b.title(),
		XTitle: "exit value: proceeds, million " + b.currency, XFormat: "#,##0.0,,", YTitle: "million " + b.currency, YFormat: "#,##0.0,,",
	}
	for column := wfSenior; column <= b.lastPart(); column++ {
		chart.Series = append(chart.Series, Series{
			Name:       on(waterfallName, column, b.header),
			Categories: onRange(waterfallName, wfProceeds, b.round.First, wfProceeds, b.round.Last),
			Values:     onRange(waterfallName, column, b.round.First, column, b.round.Last),
			Color:      colour(column - wfSenior),
		})
	}
	return chart
}

// title says how much is paid before the common gets anything.
func (b *waterfallBlock) title() string {
	ahead := decimal.Zero
	for _, br := range b.Breaks {
		if br.PerShare.IsZero() {
			ahead = br.Proceeds
		}
	}
	return b.scenario + ": " + b.currency + " " + grouped(ahead.Shift(-6), 1) + " million go ahead of the common"
}
