package model_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"scenarios/model"
)

// generator makes one random case, always the same for the same number. It writes the text of a case file, so that a case
// that fails can be read, cut down and kept under testdata/cases as it stands.
type generator struct {
	*rand.Rand
	text strings.Builder

	weekdays    bool
	valuation   model.Date
	past, days  []model.Date
	base        float64 // the price around which everything lies
	outstanding int64
	tight       bool // few authorized shares are left, so that conversions run into the charter
	funds       []string
	policies    []string
	instruments []randomInstrument
	warrants    []randomWarrant
	events      []randomEvent
}

// randomInstrument is what later parts of a case must know about an instrument.
type randomInstrument struct {
	name           string
	note           bool
	issued         model.Date
	price          float64
	whole          bool
	stated         int64
	held           map[string]int64 // by fund, on the cap table
	redeemable     bool
	floats         bool
	offering       float64 // price of an underwritten offering that converts everything; zero: none
	mandatory      float64
	pastConversion bool
	issuedByEvent  bool
}

// randomWarrant is a class of options or warrants.
type randomWarrant struct {
	name  string
	price string
	held  map[string]int64
	later bool // some of it is issued in the run
}

type randomEvent struct {
	date model.Date
	line string
	// over / under is new shares per old, of what restates closes: a split, the record date of a dividend, a merger.
	over, under int64
}

// randomCase writes case number n.
func randomCase(n int) string {
	g := &generator{Rand: rand.New(rand.NewPCG(uint64(n), 0x5ca1ab1e))}
	g.dates()
	g.parties()
	g.contracts()
	g.eventsOfTheRun()
	g.eventsBefore()
	fmt.Fprintf(&g.text, "# random case %d\n", n)
	g.writeCompany()
	g.writeCapTable()
	g.writeInstruments()
	g.writeEvents()
	g.writePolicies()
	g.writePrices()
	return g.text.String()
}

func (g *generator) chance(p float64) bool { return g.Float64() < p }

// between draws a whole number from low to high, both included.
func (g *generator) between(low, high int64) int64 { return low + g.Int64N(high-low+1) }

func (g *generator) pick(from ...string) string { return from[g.IntN(len(from))] }

// cents writes a price near a level.
func (g *generator) near(low, high float64) string {
	return fmt.Sprintf("%.2f", math.Max(0.05, g.base*(low+(high-low)*g.Float64())))
}

func (g *generator) dates() {
	g.weekdays = g.chance(0.1)
	calendars := model.NewCalendars(nil, g.weekdays)
	g.valuation = model.DateOf(2000, 6, 1) + model.Date(g.IntN(2200))
	length := model.Date(g.between(85, 420))
	g.days = calendars.TradingDays(g.valuation, g.valuation+length)
	history := model.Date(g.between(60, 150))
	if g.chance(0.03) {
		history = model.Date(g.between(0, 20))
	}
	g.past = calendars.TradingDays(g.valuation-history, g.valuation-1)
	g.base = math.Exp(g.Float64()*3) * 0.8
}

func (g *generator) parties() {
	g.outstanding = g.between(1_000_000, 40_000_000)
	g.tight = g.chance(0.15)
	for k := range g.between(1, 5) {
		g.funds = append(g.funds, fmt.Sprintf("Fund %c", 'A'+k))
	}
	for k := range g.between(1, 3) {
		g.policies = append(g.policies, fmt.Sprintf("Policy %d", k+1))
	}
}

// inRun draws a calendar day of the run, trading day or not, on or before the last trading day.
func (g *generator) inRun() model.Date {
	return g.valuation + model.Date(g.IntN(int(g.days[len(g.days)-1]-g.valuation)+1))
}

// contracts draws the instruments and the classes of warrants, with who holds them.
func (g *generator) contracts() {
	for k := range g.between(1, 3) {
		in := randomInstrument{note: g.chance(0.5), held: map[string]int64{}, price: g.base * (0.6 + 0.9*g.Float64())}
		in.name = fmt.Sprintf("Series %d", k+1)
		if in.note {
			in.name = fmt.Sprintf("Note %d", k+1)
		}
		in.whole = g.chance(0.85) != in.note
		in.stated = []int64{10, 100, 1000, 7000}[g.IntN(4)]
		if in.note {
			in.stated = []int64{1, 1, 1, 1000}[g.IntN(4)]
		}
		switch d := g.IntN(10); {
		case d < 6:
			in.issued = g.valuation - model.Date(g.between(1, 500))
		case d < 7:
			in.issued = g.valuation
		default:
			in.issued = g.inRun()
			in.issuedByEvent = in.issued > g.valuation && g.chance(0.4)
		}
		worth := float64(g.outstanding) * g.base * (0.01 + 0.3*g.Float64())
		for _, f := range g.funds {
			if g.chance(0.6) || f == g.funds[0] {
				in.held[f] = max(1, int64(worth*g.Float64()/float64(in.stated)))
			}
		}
		in.redeemable = !in.note && g.chance(0.7)
		in.floats = g.chance(0.08)
		if g.chance(0.3) {
			in.offering = g.base * (0.6 + 0.6*g.Float64())
		}
		if g.chance(0.5) {
			in.mandatory = math.Round(g.base*(0.9+0.5*g.Float64())*100) / 100
		}
		g.instruments = append(g.instruments, in)
	}
	for k := range g.between(0, 3) {
		w := randomWarrant{name: fmt.Sprintf("%s: class %d", g.pick("Warrant", "Option"), k+1), price: g.near(0.4, 1.4), held: map[string]int64{}}
		w.later = g.chance(0.25)
		for _, f := range g.funds {
			if g.chance(0.5) || f == g.funds[0] {
				w.held[f] = g.between(1, g.outstanding/50)
			}
		}
		g.warrants = append(g.warrants, w)
	}
}

func (g *generator) section(name string, lines ...string) {
	fmt.Fprintf(&g.text, "\n== %s ==\n%s\n", name, strings.Join(lines, "\n"))
}

func (g *generator) writeCompany() {
	authorized := g.outstanding * g.between(10, 40)
	if g.tight {
		authorized = g.outstanding + g.outstanding/g.between(2, 6) + g.outstanding/g.between(4, 30)
	}
	lines := []string{"Field | Value", "Name | Random", "Valuation date | " + g.valuation.String(), "Horizon end | " + g.days[len(g.days)-1].String(),
		"Market | " + g.pick("NNM", "NNM", "NYSE", "SmallCap", "OTC"), fmt.Sprintf("Authorized common | %d", authorized),
		fmt.Sprintf("Cash balance | %d", g.between(0, 1+int64(g.base*float64(g.outstanding)*0.15*g.Float64()))), fmt.Sprintf("Average daily volume | %d", g.outstanding/g.between(20, 400))}
	if g.chance(0.3) {
		lines = append(lines, fmt.Sprintf("Cash burn | %d", g.between(1, int64(g.base*30_000)+2)))
	}
	if g.chance(0.2) {
		lines = append(lines, fmt.Sprintf("Lawfully available funds | %d", g.between(0, int64(g.base*1e6))))
	}
	if g.chance(0.3) {
		lines = append(lines, fmt.Sprintf("Senior debt | %d", g.between(1, int64(g.base*1e6))), "Senior debt maturity | "+g.inRun().String())
	}
	if g.weekdays {
		lines = append(lines, "Trading calendar | Weekdays")
	}
	if g.chance(0.5) {
		lines = append(lines, "Discount rate | "+g.pick("3%", "7.5%", "12%"))
	}
	g.section("Company", lines...)
}

func (g *generator) writeCapTable() {
	lines := []string{"Holder | Group | Security | Category | Quantity | Price | Issued | Expires | Bought at issue | Converted before | Own limit"}
	row := func(cells ...any) {
		texts := make([]string, len(cells))
		for i, c := range cells {
			texts[i] = fmt.Sprint(c)
		}
		lines = append(lines, strings.Join(texts, " | "))
	}
	groups := map[string]string{}
	for _, f := range g.funds {
		if g.chance(0.4) {
			groups[f] = g.pick("North", "South")
		}
	}
	row("Public", "", "Common", "", g.outstanding, "", "", "", "", "", "")
	if g.chance(0.3) {
		row("", "", "Treasury", "", g.between(1, g.outstanding/20), "", "", "", "", "", "")
	}
	for _, f := range g.funds {
		if g.chance(0.4) {
			row(f, groups[f], "Common", "", 1, "", "", "", "", "", "")
		} else {
			issued := ""
			if g.chance(0.5) {
				issued = (g.valuation - model.Date(g.IntN(90))).String()
			}
			row(f, groups[f], "Common", "", g.between(1, g.outstanding/15), "", issued, "", "", "", "")
		}
		if g.chance(0.15) {
			row(f, groups[f], "Common", g.pick("", "Approved plan"), g.between(1, g.outstanding/30), g.near(0.3, 1.2), max(g.inRun(), g.valuation+1), "", "", "", "")
		}
	}
	for k := range g.instruments {
		in := &g.instruments[k]
		for _, f := range g.funds {
			q := in.held[f]
			if q == 0 || in.issuedByEvent {
				continue
			}
			bought, converted, issued := "", "", ""
			if in.issued < g.valuation && g.chance(0.3) {
				bought, converted = in.quantity(q+q/3), fmt.Sprint(g.between(0, 1000))
			}
			if g.chance(0.1) {
				issued = max(in.issued, g.inRun()).String()
			}
			row(f, groups[f], in.name, "", in.quantity(q), "", issued, "", bought, converted, "")
		}
	}
	for k := range g.warrants {
		g.warrantRows(&g.warrants[k], groups, row)
	}
	g.section("Cap Table", lines...)
}

func (g *generator) warrantRows(w *randomWarrant, groups map[string]string, row func(...any)) {
	category := g.pick("", "", "Approved plan", "Deal warrants of "+g.instruments[0].name)
	expires, own := "", g.pick("", "Yes")
	if g.chance(0.7) {
		expires = (g.inRun() + model.Date(g.IntN(40))).String()
	}
	for _, f := range g.funds {
		q := w.held[f]
		if q == 0 {
			continue
		}
		issued := ""
		if w.later && f != g.funds[0] {
			issued = (g.valuation + model.Date(g.between(1, 25))).String()
			if expires != "" {
				expires = max(expires, (g.valuation + 40).String())
			}
		}
		row(f, groups[f], w.name, category, q, w.price, issued, expires, "", "", own)
	}
}

func (g *generator) writeInstruments() {
	header := "Term"
	columns := make([]map[string]string, len(g.instruments))
	names := make([]string, len(g.instruments))
	for k := range g.instruments {
		header += " | " + g.instruments[k].name
		names[k] = g.instruments[k].name
	}
	for k := range g.instruments {
		columns[k] = g.terms(&g.instruments[k], names)
	}
	lines := []string{header}
	for _, t := range model.AllTerms {
		line, any := t.Name, false
		for _, c := range columns {
			line += " | " + c[t.Name]
			any = any || c[t.Name] != ""
		}
		if any {
			lines = append(lines, line)
		}
	}
	g.section("Instruments", lines...)
}

func (g *generator) writeEvents() {
	lines := []string{"Date | Event | Security | Holder | Quantity | Price | Amount | Detail | ID"}
	for _, e := range g.events {
		lines = append(lines, e.line)
	}
	g.section("Events", lines...)
}

func (g *generator) writePolicies() {
	lines := []string{"Policy | Side | Convert | In the money by | Decide every | Alternative price | Redeem | Exercise | Daily sale | Take up rights | Dividends in | Interest in"}
	for _, p := range g.policies {
		lines = append(lines, strings.Join([]string{p, "Holder", g.pick("Never", "On notices", "In the money", "In the money", "Whenever allowed", "Whenever allowed"),
			g.pick("", "5%", "20%"), g.pick("", "", "5", "13"), g.pick("Best", "Best", "Never", "Always"), g.pick("If worth more", "Always", "Never"),
			g.pick("At expiry if in the money", "On notices", "When in the money"), g.pick("", "10%", "1%", "100%"), g.pick("", "Yes", "No"), g.pick("", "Cash", "Shares"), ""}, " | "))
	}
	lines = append(lines, "Firm | Company | | | | | | | | | | "+g.pick("Cash", "Shares", "Fewest shares"))
	g.section("Policies", lines...)
	assigned := g.policies[0]
	holders := g.funds
	if slices.ContainsFunc(g.events, func(e randomEvent) bool { return strings.Contains(e.line, newcomer) }) {
		holders = append(slices.Clone(holders), newcomer)
	}
	for _, f := range holders {
		assigned += fmt.Sprintf("; %s = %s", f, g.pick(g.policies...))
	}
	g.section("Scenarios", "Scenario | Price path | Holder policy | Company policy", "Random | Path | "+assigned+" | Firm")
}

// writePrices writes closes that wander around the levels at which clauses act, and now and then stand exactly on one.
func (g *generator) writePrices() {
	levels := []float64{g.base}
	for k := range g.instruments {
		levels = append(levels, g.instruments[k].price)
		if g.instruments[k].mandatory > 0 {
			levels = append(levels, g.instruments[k].mandatory)
		}
	}
	volatility, digits := 0.005+0.05*g.Float64(), g.pick("%.2f", "%.2f", "%.4f")
	level, price := levels[g.IntN(len(levels))], g.base
	all := slices.Concat(g.past, g.days)
	closes := make([]string, len(all))
	for i, day := range all {
		if g.chance(0.03) {
			level = levels[g.IntN(len(levels))]
		}
		price *= math.Exp(volatility*g.NormFloat64() + 0.08*math.Log(level/price))
		shown := price
		if g.chance(0.1) {
			shown = level
		}
		over, under := g.splitsUntil(day)
		closes[i] = fmt.Sprintf("%s | "+digits, day, math.Max(0.01, shown*float64(under)/float64(over)))
	}
	if len(g.past) > 0 {
		g.section("Price History", append([]string{"Date | Close"}, closes[:len(g.past)]...)...)
	}
	g.section("Price Paths", append([]string{"Date | Path"}, closes[len(g.past):]...)...)
}

// splitsUntil is what restates a price as of the valuation date to a day: the splits since then, or, before it, those that
// were still to come.
func (g *generator) splitsUntil(day model.Date) (over, under int64) {
	over, under = 1, 1
	for _, e := range g.events {
		switch {
		case day >= g.valuation && e.date >= g.valuation && e.date <= day:
			over, under = over*e.over, under*e.under
		case day < g.valuation && e.date < g.valuation && e.date > day:
			over, under = over*e.under, under*e.over
		}
	}
	return over, under
}
