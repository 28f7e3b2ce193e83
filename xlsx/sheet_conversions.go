package xlsx

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the ledger of conversions.
const (
	cvScenario = iota + 1
	cvDate
	cvInstrument
	cvHolder
	cvKind
	cvAsked
	cvUnits
	cvPrice
	cvClose
	cvShares
	cvSharesAtStart
	cvFromPrice
	cvFractionCash
	cvAccrued
	cvBesides
	cvFirstLimit // a limit that cut something has two: the room before and the units cut
)

// limitColumn is a limit that may have columns of its own.
type limitColumn struct{ limit, header string }

// limitColumns are in the order in which the limits act.
var limitColumns = []limitColumn{{"ownership limit", "Ownership"}, {limitExchangeCap, "Exchange cap"}, {"authorized shares", "Authorized"}}

func conversionsSheet(r *sim.Report) Sheet {
	p := newPage(conversionsName, OutputGroup)
	p.widest, p.header = 26, narrowHeader
	currency := r.Base.Company.Currency
	head(p, r, "conversions", "One row for each notice or mandatory conversion. Asked and converted: preferred shares, or "+currency+" of principal. "+
		"Prices in "+currency+" per share. "+
		"Besides: the worth of what came besides the common or in its place. Room: the shares that a limit had left before; a limit that cut nothing has no column.")
	limits := limitsThatCut(r)
	columns := []string{"Scenario", "Date", "Instrument", "Holder", "Kind", "Asked (units)", "Converted (units)", "Price used", "Close", "Shares",
		"Shares at starting price", "Shares from lower price", "Fractions in cash", "Accrued interest converted", "Besides (" + currency + ")"}
	for _, l := range limits {
		columns = append(columns, l.header+": room", l.header+": cut (units)")
	}
	p.table(append(columns, "Clause", "Why")...)
	for _, s := range r.Scenarios {
		first := p.next()
		for _, c := range s.Outcome.Conversions {
			p.add(conversionRow(r, s, c, limits, p.next())...)
		}
		if len(s.Outcome.Conversions) == 0 {
			p.add(text(s.Scenario.Name), text("no conversion"))
			continue
		}
		p.add(conversionTotal(s, first, p.next()-1)...)
	}
	p.Frozen = Freeze(at(2, headerRows+2))
	p.Titles = Titles("1:5")
	return p.finish()
}

// limitsThatCut are the limits that cut a notice in any scenario.
func limitsThatCut(r *sim.Report) []limitColumn {
	cut := map[string]bool{}
	for _, s := range r.Scenarios {
		for _, c := range s.Outcome.Conversions {
			for _, one := range c.Cuts {
				cut[one.Limit] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(limitColumns), func(l limitColumn) bool { return !cut[l.limit] })
}

func conversionRow(r *sim.Report, s sim.ScenarioResult, c model.Conversion, limits []limitColumn, row int) []Cell {
	format := unitsFormat(kindOf(r, c.Instrument))
	cells := []Cell{
		text(s.Scenario.Name), day(c.Date), text(c.Instrument), text(c.Holder), text(c.Kind),
		figure(c.Asked, format), figure(c.Units, format), figure(c.Price, FormatPrice), figure(c.Close, FormatPrice),
		count(c.Shares), count(c.SharesAtStart),
		formula(at(cvShares, row)+"-"+at(cvSharesAtStart, row), decimal.NewFromInt(c.Shares-c.SharesAtStart), FormatCount),
		figure(c.FractionCash, FormatMoney), figure(c.AccruedInterest, FormatMoney), besides(c),
	}
	for _, l := range limits {
		cells = append(cells, cutCells(c.Cuts, l.limit, format)...)
	}
	clause := c.Clause
	if cut := cutWords(c.Cuts); cut != "" {
		clause += "; cut by " + cut
	}
	return append(cells, prose(clause), prose(c.Why))
}

// besides is the worth of what came besides the common or in its place, empty where nothing did.
func besides(c model.Conversion) Cell {
	if c.Besides.IsZero() {
		return Cell{}
	}
	return figure(c.Besides, FormatMoney)
}

// cutCells are the room that a limit had before a notice and the units that it cut, empty where it cut nothing. Where a
// limit cut twice (one holder may stand under two ownership limits), the units are added and the smaller room is shown.
func cutCells(cuts []model.Cut, limit string, format Format) []Cell {
	room, units, found := int64(0), decimal.Zero, false
	for _, cut := range cuts {
		if cut.Limit != limit {
			continue
		}
		if !found || cut.Room < room {
			room = cut.Room
		}
		units, found = units.Add(cut.Units), true
	}
	if !found {
		return []Cell{{}, {}}
	}
	return []Cell{count(room), figure(units, format)}
}

// cutWords names the clause of every cut, in the order in which they acted, and what a limit without columns of its own cut.
func cutWords(cuts []model.Cut) string {
	words := make([]string, len(cuts))
	for i, cut := range cuts {
		words[i] = cut.Clause
		if !slices.ContainsFunc(limitColumns, func(l limitColumn) bool { return l.limit == cut.Limit }) {
			words[i] += " (" + cut.Limit + ": " + cut.Units.String() + " units)"
		}
	}
	return strings.Join(words, "; ")
}

func conversionTotal(s sim.ScenarioResult, first, last int) []Cell {
	shares, atStart := int64(0), int64(0)
	var fractions, accrued, besides decimal.Decimal
	for _, c := range s.Outcome.Conversions {
		shares += c.Shares
		atStart += c.SharesAtStart
		fractions = fractions.Add(c.FractionCash)
		accrued = accrued.Add(c.AccruedInterest)
		besides = besides.Add(c.Besides)
	}
	sum := func(col int, value decimal.Decimal, format Format) Cell {
		return formula("SUM("+down(col, first, last)+")", value, format)
	}
	cells := make([]Cell, cvFirstLimit-1)
	cells[cvScenario-1] = text(s.Scenario.Name)
	cells[cvDate-1] = text("Total")
	cells[cvShares-1] = sum(cvShares, decimal.NewFromInt(shares), FormatCount)
	cells[cvSharesAtStart-1] = sum(cvSharesAtStart, decimal.NewFromInt(atStart), FormatCount)
	cells[cvFromPrice-1] = sum(cvFromPrice, decimal.NewFromInt(shares-atStart), FormatCount)
	cells[cvFractionCash-1] = sum(cvFractionCash, fractions, FormatMoney)
	cells[cvAccrued-1] = sum(cvAccrued, accrued, FormatMoney)
	if !besides.IsZero() {
		cells[cvBesides-1] = sum(cvBesides, besides, FormatMoney)
	}
	return totalled(cells...)
}
