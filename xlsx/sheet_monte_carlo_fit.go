package xlsx

import (
	"slices"
	"strconv"

	"scenarios/model"
	"scenarios/sim"
)

// processWords name the process that was drawn, with the figures that it has besides drift and volatility.
func processWords(s model.Simulation) string {
	figure := func(name string, value float64) string {
		return ", " + name + " " + strconv.FormatFloat(value, 'g', 6, 64)
	}
	switch s.Process {
	case model.ProcessMerton:
		return s.Process + figure("jumps per year", s.JumpsPerYear) + figure("jump mean", s.JumpMean) + figure("jump deviation", s.JumpDeviation)
	case model.ProcessHeston:
		return s.Process + figure("variance speed", s.VarianceSpeed) + figure("long variance", s.LongVariance) +
			figure("variance volatility", s.VarianceVolatility) + figure("correlation", s.Correlation)
	case model.ProcessBootstrap:
		return s.Process + figure("mean block length", s.BlockLength) + " days"
	}
	return s.Process
}

// fitTables compare the processes as they fit Price History, and list what was fitted beside what the simulation uses.
func (b *monteCarloBlock) fitTables(p *page) {
	if len(b.Fit.Processes) == 0 {
		return
	}
	p.section(b.Scenario.Name + ": processes fitted to the " + plural(b.Fit.Returns, "daily return") + " of Price History")
	p.line(StylePlain, "The lower the AIC, the better a process describes these returns for its number of parameters. A fit says how prices moved, not how they will.")
	p.table("Process", "Used here", "Log-likelihood", "Parameters", "AIC", "How it was fitted")
	for _, f := range b.Fit.Processes {
		used := "No"
		if f.Chosen {
			used = "Yes"
		}
		likelihood, parameters, aic := text(none), text(none), text(none)
		if n := len(f.Parameters); n > 0 {
			likelihood, parameters, aic = simulatedFigure(f.LogLikelihood, FormatMoney), count(int64(n)), simulatedFigure(f.AIC, FormatMoney)
		}
		p.run(6, text(f.Process), text(used), likelihood, parameters, aic, words(f.Note))
	}
	if !slices.ContainsFunc(b.Fit.Processes, func(f sim.ProcessFit) bool { return len(f.Parameters) > 0 }) {
		return // too short a history for any of them: the notes above say so
	}
	p.skip(1)
	p.table("Process", "Field of Simulation", "Unit", "Fitted", "Standard error", "Used here")
	for _, f := range b.Fit.Processes {
		for _, parameter := range f.Parameters {
			p.add(b.fittedCells(f, parameter)...)
		}
	}
}

// fittedCells are a row of a parameter. Rates that the sheet Simulation takes in percent are shown in percent.
func (b *monteCarloBlock) fittedCells(f sim.ProcessFit, parameter sim.FittedParameter) []Cell {
	format, unit := FormatNumber, parameter.Unit
	if parameter.Name == "Drift" || parameter.Name == "Volatility" {
		format, unit = FormatPercentFine, "% "+unit
	}
	used := Cell{}
	if f.Chosen {
		used = simulatedFigure(b.usedFigure(parameter.Name), format)
	}
	return []Cell{text(f.Process), text(parameter.Name), text(unit), simulatedFigure(parameter.Value, format), simulatedFigure(parameter.StandardError, format), used}
}

// usedFigure is what the simulation uses for a parameter.
func (b *monteCarloBlock) usedFigure(name string) float64 {
	if name == "Drift" {
		return b.Simulation.Drift
	}
	return *b.Simulation.Parameter(name)
}
