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
	cvUnit
	cvAsked
	cvUnits
	cvPrice
	cvPriceKind
	cvClose
	cvShares
	cvSharesAtStart
	cvFromPrice
	cvFractionCash
	cvAccrued
	cvFirstLimit // three limits, each with the room before and the units cut
)

// limitColumns are the limits that have columns of their own, in the order in which they act.
var limitColumns = []string{"ownership limit", "exchange cap", "authorized shares"}

func conversionsSheet(r *sim.Report) Sheet {
	p := newPage(conversionsName, OutputGroup)
	p.widest = 32
	head(p, r, "conversions", "One row for each notice or mandatory conversion. Units are preferred shares or principal; room is the shares that a limit had left before.")
	currency := r.Base.Company.Currency
	p.table("Scenario", "Date", "Instrument", "Holder", "Kind", "Unit", "Units asked", "Units converted", "Price used ("+currency+" per share)",
		"Price kind", "Close ("+currency+" per share)", "Shares", "Shares at the starting price", "Shares from a lower price",
		"Cash for fractions ("+currency+")", "Accrued interest converted ("+currency+")",
		"Ownership limit: room before", "Ownership limit: units cut", "Exchange cap: room before", "Exchange cap: units cut",
		"Authorized: room before", "Authorized: units cut", "Clause", "Cut by clause", "Why")
	for _, s := range r.Scenarios {
		first := p.next()
		for _, c := range s.Outcome.Conversions {
			p.add(conversionRow(r, s, c, p.next())...)
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

func conversionRow(r *sim.Report, s sim.ScenarioResult, c model.Conversion, row int) []Cell {
	kind := kindOf(r, c.Instrument)
	format := unitsFormat(kind)
	cells := []Cell{
		text(s.Scenario.Name), day(c.Date), text(c.Instrument), text(c.Holder), text(c.Kind),
		text(unitsShort(kind, r.Base.Company.Currency)),
		figure(c.Asked, format), figure(c.Units, format),
		figure(c.Price, FormatPrice), text(c.PriceKind), figure(c.Close, FormatPrice),
		count(c.Shares), count(c.SharesAtStart),
		formula(at(cvShares, row)+"-"+at(cvSharesAtStart, row), decimal.NewFromInt(c.Shares-c.SharesAtStart), FormatCount),
		figure(c.FractionCash, FormatMoney), figure(c.AccruedInterest, FormatMoney),
	}
	for _, limit := range limitColumns {
		cells = append(cells, cutCells(c.Cuts, limit, format)...)
	}
	return append(cells, text(c.Clause), prose(cutWords(c.Cuts)), prose(c.Why))
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
		if !slices.Contains(limitColumns, cut.Limit) {
			words[i] += " (" + cut.Limit + ": " + cut.Units.String() + " units)"
		}
	}
	return strings.Join(words, "; ")
}

// unitsShort is unitsName where columns are many.
func unitsShort(kind, currency string) string {
	if kind == "Note" {
		return currency
	}
	return "preferred"
}

func conversionTotal(s sim.ScenarioResult, first, last int) []Cell {
	shares, atStart, fractions, accrued := int64(0), int64(0), decimal.Zero, decimal.Zero
	for _, c := range s.Outcome.Conversions {
		shares += c.Shares
		atStart += c.SharesAtStart
		fractions = fractions.Add(c.FractionCash)
		accrued = accrued.Add(c.AccruedInterest)
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
	return totalled(cells...)
}
