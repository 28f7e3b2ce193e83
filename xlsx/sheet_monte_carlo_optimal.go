package xlsx

import (
	"math"

	"github.com/shopspring/decimal"

	"scenarios/sim"
)

// optimalValue is the column of values in the table of what an optimal rule is worth.
const optimalValue = 5

// optimalTables say what the rules of holders who convert when that is worth most come to, and when they convert.
func (b *monteCarloBlock) optimalTables(p *page) {
	if len(b.Optimal) == 0 {
		return
	}
	p.section(b.Scenario.Name + ": optimal conversion")
	for _, line := range optimalWords(b.Simulated) {
		p.line(StylePlain, line)
	}
	table := p.longTable("A holder who", "Unit", "Instrument", "Policy", "Value on the valuation date", "Standard error")
	for _, o := range b.Optimal {
		b.optimalValues(table, o)
	}
	p.section(b.Scenario.Name + ": close from which the rule converts, month by month")
	table = p.longTable("Instrument", "Unit", "Policy", "Lowest of the month on", "Lowest of the month", "Median of the month")
	for _, o := range b.Optimal {
		table.begin(len(o.Levels))
		for _, level := range o.Levels {
			table.add(text(o.Instrument), text("% of price"), text(o.Policy), day(level.Date), levelCell(level.Lowest), levelCell(level.Median))
		}
	}
}

// optimalWords say where the values come from and what they are good for.
func optimalWords(s sim.Simulated) []string {
	paths := grouped(decimal.NewFromInt(int64(s.Optimal[0].Paths)), 0)
	drift, rate := s.Simulation.Drift, s.Resolved.Company.DiscountRate
	lines := []string{
		"The rule is fitted on " + paths + " paths of its own (Longstaff and Schwartz 2001), and valued on those (in sample) and on " + paths +
			" others (out of sample). The run has paths of its own again.",
		"Values are of a preferred share's stated value, or of 1,000 of principal: what the contract pays, and shares at the close with the common's later dividends, discounted at " +
			percent(rate) + " a year.",
		"The rule says when a holder wishes to convert, at which part of the price that it could convert at. What limits allow is left to the run.",
	}
	if math.Abs(drift-rate.InexactFloat64()) > 1e-12 {
		return append(lines, "It is optimal for a share that grows by "+percent(decimal.NewFromFloat(drift))+" a year, with money discounted at "+percent(rate)+
			", and for no other. For a value in the market set Drift to risk-neutral.")
	}
	return append(lines, "Drift is the Discount rate (risk-neutral): the values are prices, if the volatility is right. With another drift another rule is optimal.")
}

// optimalValues are the lines of one rule; what it brings over waiting is their live difference.
func (b *monteCarloBlock) optimalValues(table *longTable, o sim.OptimalConversion) {
	unit := "USD per " + grouped(decimal.NewFromFloat(o.Per), 0)
	table.begin(5)
	line := func(holder string, value, err Cell) int {
		return table.add(text(holder), text(unit), text(o.Instrument), text(o.Policy), value, err)
	}
	estimate := func(holder string, e sim.Estimate) int {
		return line(holder, simulatedFigure(e.Value, FormatMoney), simulatedFigure(e.StandardError, FormatMoney))
	}
	estimate("follows the rule, in sample", o.InSample)
	best := estimate("follows the rule, out of sample", o.OutOfSample)
	waits := estimate("waits to the end", o.Waiting)
	estimate("converts when in the money", o.InTheMoney)
	gain := decimal.NewFromFloat(finite(o.OutOfSample.Value)).Sub(decimal.NewFromFloat(finite(o.Waiting.Value)))
	line("gains by the rule over waiting", formula(at(optimalValue, best)+"-"+at(optimalValue, waits), gain, FormatMoney), simulatedFigure(o.Gain.StandardError, FormatMoney))
}

// levelCell is the close from which a rule converts, as a part of the price used.
func levelCell(l sim.Level) Cell {
	switch {
	case l.Always:
		return text("any")
	case l.Multiple == 0:
		return text("none: it waits")
	}
	return figure(decimal.NewFromFloat(l.Multiple), FormatPercent)
}
