package model_test

import (
	"fmt"
	"strings"

	"scenarios/model"
)

func (g *generator) event(date model.Date, kind string, cells map[string]string) {
	line := fmt.Sprintf("%s | %s", date, kind)
	for _, column := range []string{"Security", "Holder", "Quantity", "Price", "Amount", "Detail", "ID"} {
		line += " | " + cells[column]
	}
	g.events = append(g.events, randomEvent{date: date, line: line, over: 1, under: 1})
}

// eventsOfTheRun draws what happens in the run.
func (g *generator) eventsOfTheRun() {
	for k := range g.instruments {
		in := &g.instruments[k]
		if in.issuedByEvent {
			for _, f := range g.funds {
				if q := in.held[f]; q > 0 {
					cells := map[string]string{"Security": in.name, "Holder": f, "Quantity": in.quantity(q)}
					if g.chance(0.3) {
						cells["Amount"] = fmt.Sprintf("%.2f", float64(q*in.stated)*(0.7+0.4*g.Float64()))
					}
					g.agreedBefore(in.issued, cells)
					g.event(in.issued, "Issue convertible", cells)
				}
			}
		}
	}
	for range g.between(0, 14) {
		g.randomEvent(g.inRun())
	}
	for range g.between(0, 6) {
		g.randomChange(g.inRun())
	}
	if g.chance(0.04) {
		g.liquidation()
	}
}

// quantity writes units of preferred stock or principal of a note.
func (in *randomInstrument) quantity(units int64) string {
	if in.note {
		return fmt.Sprint(units * in.stated)
	}
	return fmt.Sprint(units)
}

func (g *generator) randomEvent(date model.Date) {
	in := &g.instruments[g.IntN(len(g.instruments))]
	fund := g.pick(g.funds...)
	some := func() string { return in.quantity(max(1, g.Int64N(2*max(1, in.held[fund])))) }
	switch g.IntN(17) {
	case 0, 1:
		if g.tight {
			return // the charter would stop the issue, and with it the run
		}
		cells := map[string]string{"Holder": g.pick(append(g.funds, "Public", "New money")...), "Quantity": fmt.Sprint(g.between(1, g.outstanding/8)), "Price": g.near(0.4, 1.2)}
		switch g.IntN(4) {
		case 0:
			cells["Price"] = g.pick("85% of market", "90% of avg 5", "100% of avg 20")
		case 1:
			cells["Price"], cells["Amount"] = "", fmt.Sprintf("%.2f", float64(g.outstanding)*g.base*0.1*g.Float64())
		}
		cells["Detail"] = g.pick("", "Financing; costs 12345.67", "Approved plan", "Strategic licence", "Financing")
		g.event(date, "Issue common", cells)
	case 2:
		if len(g.warrants) > 0 && g.chance(0.4) {
			w := &g.warrants[g.IntN(len(g.warrants))]
			kind, _, _ := strings.Cut(w.name, ":")
			g.event(date, "Grant "+strings.ToLower(kind), map[string]string{"Security": w.name, "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/40)), "Price": w.price})
			return
		}
		kind := g.pick("Option", "Warrant")
		name := fmt.Sprintf("%s: granted %d", kind, len(g.events))
		cells := map[string]string{"Security": name, "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/20)), "Price": g.pick(g.near(0.3, 1.2), g.near(0.3, 1.2), "90% of avg 5")}
		if g.chance(0.3) {
			cells["Amount"] = fmt.Sprint(g.between(1, g.outstanding/100))
		}
		cells["Detail"] = g.pick("", "Approved plan", "Strategic licence")
		g.agreedBefore(date, cells)
		g.event(date, "Grant "+strings.ToLower(kind), cells)
		if g.chance(0.5) {
			g.event(g.inRun(), "Expire", map[string]string{"Security": name})
		}
	case 3:
		cells := map[string]string{"Security": fmt.Sprintf("Debenture %d", len(g.events)), "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/20)), "Price": g.near(0.3, 1.2)}
		if g.chance(0.3) {
			cells["Amount"] = fmt.Sprint(g.between(1, g.outstanding/10))
		}
		g.agreedBefore(date, cells)
		g.event(date, "Issue convertible", cells)
		if g.chance(0.5) {
			g.event(g.inRun(), g.pick("Exercise", "Expire"), map[string]string{"Security": cells["Security"], "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/20))})
		}
	case 4, 5:
		if len(g.warrants) == 0 {
			return
		}
		w := &g.warrants[g.IntN(len(g.warrants))]
		switch g.IntN(4) {
		case 0, 1:
			g.event(date, "Exercise", map[string]string{"Security": w.name, "Holder": fund, "Quantity": fmt.Sprint(g.between(1, 2*max(1, w.held[fund])))})
		case 2:
			cells := map[string]string{"Security": w.name}
			if g.chance(0.5) {
				cells["Quantity"] = fmt.Sprint(g.between(1, g.outstanding/50))
			}
			if g.chance(0.5) {
				cells["Holder"] = fund
			}
			g.event(date, "Expire", cells)
		default:
			g.event(date, "Change terms", map[string]string{"Security": w.name, "Price": g.near(0.2, 1.3)})
		}
	case 6:
		g.event(date, "Change terms", map[string]string{"Security": in.name, "Price": g.pick(g.near(0.4, 1.2), "80% of market", "100% of avg 10")})
	case 7:
		if !g.tight && g.chance(0.6) {
			g.split(date)
		}
	case 8, 9:
		cells := map[string]string{}
		if g.chance(0.5) {
			cells["Security"] = in.name
		}
		g.event(date, g.pick("Registration effective", "Registration lapsed", "Registration lapsed", "Registration restored"), cells)
	case 10:
		if g.chance(0.5) {
			g.event(date, "Listing moved", map[string]string{"Detail": g.pick(model.Markets...)})
		} else {
			g.event(date, g.pick("Listing suspended", "Listing restored"), nil)
		}
	case 11:
		g.event(date, g.pick("Stockholder approval", "Counsel opinion"), map[string]string{"Security": in.name, "Detail": g.pick("granted", "refused", "")})
	case 12:
		g.event(date, "Cash balance", map[string]string{"Amount": fmt.Sprint(g.between(0, int64(g.base*1e6)))})
		if g.chance(0.2) {
			g.event(g.inRun(), "Senior debt repaid", nil)
		}
	case 13, 14, 15:
		g.event(date, "Conversion notice", map[string]string{"Security": in.name, "Holder": fund, "Quantity": some(), "Detail": g.pick("", "", "alternative", "conversion price")})
	case 16:
		cells := map[string]string{"Security": in.name, "Holder": fund}
		if g.chance(0.5) {
			cells["Quantity"] = some()
		}
		g.event(date, "Redemption demand", cells)
	}
}

// split draws a split or combination.
func (g *generator) split(date model.Date) {
	s := []struct {
		text        string
		over, under int64
	}{{"2", 2, 1}, {"2", 2, 1}, {"3", 3, 1}, {"1.5", 3, 2}, {"0.5", 1, 2}, {"0.1", 1, 10}, {"1.1", 11, 10}}[g.IntN(7)]
	g.event(date, "Split", map[string]string{"Quantity": s.text})
	e := &g.events[len(g.events)-1]
	e.over, e.under = s.over, s.under
}

// eventsBefore draws events before the valuation date that fit the cap table: statuses, sales, conversions already made,
// and grants of exactly what the cap table still holds.
func (g *generator) eventsBefore() {
	if len(g.past) < 30 {
		return
	}
	before := func() model.Date { return g.past[25] + model.Date(g.IntN(int(g.valuation-g.past[25]))) }
	for range g.between(0, 4) {
		in := &g.instruments[g.IntN(len(g.instruments))]
		fund := g.pick(g.funds...)
		date := before()
		switch g.IntN(11) {
		case 0, 1:
			g.event(date, g.pick("Registration effective", "Registration effective", "Registration lapsed", "Registration restored"), nil)
		case 2, 3:
			g.event(date, "Issue common", map[string]string{"Holder": "Public", "Quantity": fmt.Sprint(g.between(1, g.outstanding/12)), "Price": g.near(0.4, 1.2)})
		case 4, 5:
			if in.issued < date && !in.issuedByEvent {
				in.pastConversion = true
				g.event(date, "Conversion notice", map[string]string{"Security": in.name, "Holder": fund, "Quantity": in.quantity(max(1, in.held[fund]/7))})
			}
		case 6:
			g.event(date, g.pick("Listing suspended", "Listing restored"), nil)
		case 7:
			if g.chance(0.5) {
				g.split(date)
			}
		case 8, 9, 10:
			g.pastChange(date, in)
		}
	}
	for k := range g.warrants {
		w := &g.warrants[k]
		if w.later || g.chance(0.7) {
			continue
		}
		kind, _, _ := strings.Cut(w.name, ":")
		date, granted := before(), w.held[g.funds[0]]
		over, under := int64(1), int64(1)
		for _, e := range g.events {
			if e.date < g.valuation && e.date >= date {
				over, under = over*e.over, under*e.under
			}
		}
		if granted = granted / over * over; granted < over*under {
			continue
		}
		w.held = map[string]int64{g.funds[0]: granted}
		g.event(date, "Grant "+strings.ToLower(kind), map[string]string{"Security": w.name, "Holder": g.funds[0], "Quantity": fmt.Sprint(granted / over * under), "Price": w.price})
	}
}
