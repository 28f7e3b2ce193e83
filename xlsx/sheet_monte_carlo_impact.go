package xlsx

import (
	"github.com/shopspring/decimal"

	"scenarios/sim"
)

// Columns of the comparison of price impact.
const (
	impactMetric = iota + 1
	impactUnit
	impactPaths
	impactWith
	impactWithout
	impactDifference
	impactError
)

// impactTable compares a scenario whose holders' sales move the price with itself without that.
func (b *monteCarloBlock) impactTable(p *page) {
	if len(b.PriceImpact) == 0 {
		return
	}
	p.section(b.Scenario.Name + ": with price impact " + decimal.NewFromFloat(b.Simulation.PriceImpact).String() + " and without, on the same paths")
	p.line(StyleSubtitle, "Each day's close is the path's own times exp(-price impact x shares that holders sold before the day / average daily volume). The standard error is that of the difference, path by path.")
	p.table("Metric", "Unit", "Paths", "Mean with impact", "Mean without", "Difference", "Standard error of the difference")
	for _, c := range b.PriceImpact {
		p.add(impactCells(c, p.next())...)
	}
}

func impactCells(c sim.ImpactComparison, row int) []Cell {
	format := simulatedFormat(c.Unit)
	fine := format
	if format == FormatPercent {
		format, fine = FormatPercentFine, FormatPercentFine
	}
	with, without := simulatedFigure(c.With, format), simulatedFigure(c.Without, format)
	difference := formula(at(impactWith, row)+"-"+at(impactWithout, row), with.Number.Sub(without.Number), format)
	return []Cell{text(sentenceCase(c.Metric)), text(c.Unit), count(int64(c.Paths)), with, without, difference, simulatedFigure(c.StandardError, fine)}
}
