package xlsx

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/sim"
)

// randomLine says which events of its own a simulation draws, and how often; nothing where it draws none.
func randomLine(s sim.Simulated) string {
	rates := s.Simulation.RandomEvents
	var parts []string
	add := func(perYear float64, what string) {
		if perYear > 0 {
			parts = append(parts, decimal.NewFromFloat(perYear).String()+" "+what)
		}
	}
	add(rates.LapsesPerYear, "lapses of the registration a year")
	add(rates.DelistingsPerYear, "delistings a year")
	if rates.DelistedBelowDays > 0 {
		parts = append(parts, "delisted after "+strconv.Itoa(rates.DelistedBelowDays)+" closes in a row below "+micros(rates.DelistedBelowMicros).String())
	}
	add(rates.FinancingsPerYear, "financings a year of "+grouped(decimal.NewFromInt(rates.FinancingSize), 0)+" shares at the start price, sold at "+percent(rates.FinancingPrice)+" of the market")
	if s.Resolved.VotesDrawn() > 0 {
		parts = append(parts, "votes granted with a chance of "+percent(s.Resolved.CompanyPolicy.ApprovalChance))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Random events, by seed and path: " + strings.Join(parts, "; ")
}
