package model_test

import (
	"fmt"
	"math"

	"scenarios/model"
)

// newcomer is a holder that only a transfer brings in.
const newcomer = "Newcomer"

// fraction is new shares per share, as text and as two whole numbers.
type fraction struct {
	text        string
	over, under int64
}

// randomChange draws one of the events that change what the common is, who is entitled to what, or who may demand what.
func (g *generator) randomChange(date model.Date) {
	in := &g.instruments[g.IntN(len(g.instruments))]
	switch g.IntN(14) {
	case 0, 1:
		g.transaction(date, g.inRun())
	case 2:
		g.stockDividend(date)
	case 3, 4:
		g.dividend(date)
	case 5:
		g.rights(date)
	case 6, 7:
		g.transfer(date, in)
	case 8, 9:
		g.fault(date, in)
	case 10:
		g.offering(date, in)
	case 11:
		g.board(date, in)
	case 12:
		g.unit(date)
	case 13:
		g.event(date, "Report outstanding", map[string]string{"Quantity": fmt.Sprint(g.between(g.outstanding/2, g.outstanding*2))})
	}
}

// pastChange draws one of them before the valuation date, so far as it leaves the cap table as it is.
func (g *generator) pastChange(date model.Date, in *randomInstrument) {
	switch g.IntN(7) {
	case 0:
		g.transaction(date, g.inRun())
	case 1:
		g.transaction(date, date+model.Date(g.IntN(int(g.valuation-date))))
	case 2:
		g.fault(date, in)
	case 3:
		g.offering(date, in)
	case 4:
		g.event(date, "Rights offering", map[string]string{"Quantity": "0.05", "Price": g.near(0.5, 1)})
	case 5:
		g.event(date, "Stock dividend", map[string]string{"Quantity": "0.1"})
		g.restates(date, 11, 10)
	case 6:
		g.transfer(date, in)
	}
}

// restates says what the last event does to closes from a day on.
func (g *generator) restates(from model.Date, over, under int64) {
	e := &g.events[len(g.events)-1]
	e.date, e.over, e.under = from, over, under
}

func (g *generator) id(prefix string) string { return fmt.Sprintf("%s %d", prefix, len(g.events)) }

// recorded draws a payment date and a record date on or before it.
func (g *generator) recorded(date model.Date) (paid model.Date, detail string) {
	last := g.days[len(g.days)-1]
	paid = min(last, date+model.Date(g.IntN(40)))
	if paid == date && g.chance(0.5) {
		return paid, ""
	}
	return paid, "record " + date.String()
}

// transaction announces a merger, a sale of assets or a tender, and completes it, gives it up or leaves it open.
func (g *generator) transaction(date, end model.Date) {
	kind, id := g.pick("Merger", "Merger", "Asset sale", "Tender"), g.id("Deal")
	g.event(date, kind+" announced", map[string]string{"Quantity": g.pick("0%", "20%", "35%", "80%", "100%"), "ID": id})
	switch {
	case end < date:
	case g.chance(0.4):
		g.event(end, "Event abandoned", map[string]string{"Detail": id})
	case g.chance(0.4):
		g.event(end, kind+" consummated", map[string]string{"Detail": id + "; survives"})
	case end >= g.valuation:
		g.consummation(end, kind, id)
	}
}

// consummation completes a transaction that gives holders of common something.
func (g *generator) consummation(date model.Date, kind, id string) {
	cells := map[string]string{"Detail": id + g.pick("", "; survives", "; survives; in lieu")}
	over, under := int64(1), int64(1)
	switch g.IntN(5) {
	case 0:
		cells["Price"] = g.near(0.5, 1.2) // cash only
	case 1, 2:
		f := g.exchange()
		cells["Quantity"], over, under = f.text, f.over, f.under
	case 3:
		f := g.exchange()
		cells["Quantity"], cells["Price"], cells["Amount"] = f.text, "1.00", "2.00"
		over, under = 2*f.over+f.under, 2*f.under
	case 4:
		cells["Price"], cells["Amount"], over, under = "3.00", "2.00", 3, 2
	}
	g.event(date, kind+" consummated", cells)
	if kind == "Merger" && cells["Detail"] != id+"; survives" && cells["Quantity"]+cells["Amount"] != "" {
		g.restates(date, over, under)
	}
}

func (g *generator) exchange() fraction {
	return []fraction{{"0.5", 1, 2}, {"2", 2, 1}, {"1", 1, 1}, {"0.333333333333333", 1, 3}, {"1.25", 5, 4}}[g.IntN(5)]
}

// stockDividend draws a dividend in common, in a named convertible or in an instrument, or a reclassification.
func (g *generator) stockDividend(date model.Date) {
	if g.tight {
		return
	}
	if g.chance(0.2) {
		g.event(date, "Reclassification", map[string]string{"Quantity": "2", "Detail": "Class B"})
		g.restates(date, 2, 1)
		return
	}
	f := []fraction{{"1", 2, 1}, {"0.1", 11, 10}, {"0.05", 21, 20}, {"0.333333333333333", 4, 3}}[g.IntN(4)]
	paid, detail := g.recorded(date)
	if g.chance(0.25) {
		if in := &g.instruments[g.IntN(len(g.instruments))]; in.issued <= date && !in.note {
			detail += "; " + in.name
			g.event(paid, "Stock dividend", map[string]string{"Quantity": "0.00001", "Detail": detail})
		}
		return
	}
	g.event(paid, "Stock dividend", map[string]string{"Quantity": f.text, "Detail": detail})
	g.restates(date, f.over, f.under)
}

func (g *generator) dividend(date model.Date) {
	paid, detail := g.recorded(date)
	g.event(paid, g.pick("Cash dividend", "Cash dividend", "Distribution"), map[string]string{"Price": g.pick("0.01", "0.05", "0.3333"), "Detail": detail})
}

func (g *generator) rights(date model.Date) {
	if !g.tight {
		g.event(date, "Rights offering", map[string]string{"Quantity": g.pick("0.05", "0.333333333333333", "0.1"), "Price": g.near(0.4, 1.1), "Amount": g.pick("", "0.25")})
	}
}

// transfer passes on units, common or warrants, at times all of them, at times to somebody new.
func (g *generator) transfer(date model.Date, in *randomInstrument) {
	from, to := g.pick(g.funds...), g.pick(append([]string{newcomer, newcomer}, g.funds...)...)
	if from == to {
		return
	}
	cells := map[string]string{"Holder": from, "Detail": to, "Security": in.name, "Quantity": in.quantity(max(1, in.held[from]/g.between(1, 4)))}
	switch {
	case g.chance(0.25) && date >= g.valuation:
		cells["Security"], cells["Quantity"] = "Common", fmt.Sprint(g.between(1, g.outstanding/30))
	case g.chance(0.2) && len(g.warrants) > 0 && date >= g.valuation:
		w := &g.warrants[g.IntN(len(g.warrants))]
		cells["Security"], cells["Quantity"] = w.name, fmt.Sprint(max(1, w.held[from]/2))
	}
	g.event(date, "Transfer", cells)
}

// fault draws a breach, a refusal or a late delivery, and perhaps its cure.
func (g *generator) fault(date model.Date, in *randomInstrument) {
	kind := g.pick("Breach", "Breach", "Refusal to convert", "Late delivery")
	cells := map[string]string{"Security": in.name, "ID": g.id("Fault")}
	switch kind {
	case "Breach":
		cells["Detail"] = g.pick("material; curable", "material; curable", "material", "curable", "material; not curable", "")
	case "Late delivery":
		cells["Holder"] = g.pick(g.funds...)
	case "Refusal to convert":
		cells["Holder"] = g.pick("", g.funds[0])
	}
	id := cells["ID"]
	g.event(date, kind, cells)
	if g.chance(0.5) {
		cure := min(g.days[len(g.days)-1], date+model.Date(g.IntN(30)))
		g.event(cure, "Cure", map[string]string{"Security": in.name, "Detail": id})
	}
}

// offering draws an underwritten offering, often at the level that converts an instrument.
func (g *generator) offering(date model.Date, in *randomInstrument) {
	if g.tight {
		return
	}
	price := g.near(0.6, 1.3)
	if in.offering > 0 && g.chance(0.6) {
		price = fmt.Sprintf("%.2f", math.Max(0.05, in.offering)+0.01)
	}
	g.event(date, "Underwritten offering", map[string]string{"Quantity": fmt.Sprint(g.between(g.outstanding/20, g.outstanding/5)), "Price": price})
}

// board lowers a conversion price: mostly by so much that it can't be a rise.
func (g *generator) board(date model.Date, in *randomInstrument) {
	if in.issued <= date && !in.floats {
		g.event(date, "Board adjustment", map[string]string{"Security": in.name, "Price": g.pick(fmt.Sprintf("%.2f", math.Max(0.01, in.price*0.05)), "2% of market")})
	}
}

// unit sells common and warrants together, the warrants at a fair value.
func (g *generator) unit(date model.Date) {
	if g.tight {
		return
	}
	name, count := "Warrant: "+g.id("unit"), g.between(1000, g.outstanding/20)
	g.event(date, "Issue common", map[string]string{"Holder": "New money", "Quantity": fmt.Sprint(count), "Price": g.near(0.5, 1.1)})
	g.event(date, "Grant warrant", map[string]string{"Security": name, "Holder": "New money", "Quantity": fmt.Sprint(count / 2), "Price": g.near(0.5, 1.2),
		"Detail": fmt.Sprintf("Option grant; value %d", max(1, count/4))})
}

// agreedBefore signs, at times, a contract for an issue to come; both carry one ID.
func (g *generator) agreedBefore(issue model.Date, cells map[string]string) {
	if !g.chance(0.2) {
		return
	}
	cells["ID"] = g.id("Contract")
	contract := map[string]string{}
	for column, text := range cells {
		contract[column] = text
	}
	signed := g.inRun()
	if signed > issue {
		signed = issue
	}
	g.event(signed, "Contract signed", contract)
}

// liquidation winds the company up in the last third of the run.
func (g *generator) liquidation() {
	late := g.days[len(g.days)*2/3+g.IntN(len(g.days)/3)]
	g.event(late, "Liquidation", map[string]string{"Amount": fmt.Sprintf("%.2f", float64(g.outstanding)*g.base*g.Float64()*1.5)})
}
