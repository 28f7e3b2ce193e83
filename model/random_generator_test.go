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
	// ratio is new shares per old, of a split.
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

func (g *generator) event(date model.Date, kind string, cells map[string]string) {
	line := fmt.Sprintf("%s | %s", date, kind)
	for _, column := range []string{"Security", "Holder", "Quantity", "Price", "Amount", "Detail"} {
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
					g.event(in.issued, "Issue convertible", cells)
				}
			}
		}
	}
	for range g.between(0, 14) {
		g.randomEvent(g.inRun())
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
		cells := map[string]string{"Security": name, "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/20)), "Price": g.near(0.3, 1.2)}
		if g.chance(0.3) {
			cells["Amount"] = fmt.Sprint(g.between(1, g.outstanding/100))
		}
		cells["Detail"] = g.pick("", "Approved plan", "Strategic licence")
		g.event(date, "Grant "+strings.ToLower(kind), cells)
		if g.chance(0.5) {
			g.event(g.inRun(), "Expire", map[string]string{"Security": name})
		}
	case 3:
		cells := map[string]string{"Security": fmt.Sprintf("Debenture %d", len(g.events)), "Holder": fund, "Quantity": fmt.Sprint(g.between(1, g.outstanding/20)), "Price": g.near(0.3, 1.2)}
		if g.chance(0.3) {
			cells["Amount"] = fmt.Sprint(g.between(1, g.outstanding/10))
		}
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
		switch g.IntN(8) {
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

// terms draws a contract: every supported term and both values of every supported reading turn up.
func (g *generator) terms(in *randomInstrument, names []string) map[string]string {
	t := map[string]string{"Kind": "Preferred", "Issue date": in.issued.String(), "Stated value": fmt.Sprint(in.stated),
		"Conversion price": fmt.Sprintf("%.2f", math.Max(0.05, in.price)), "Fractions": g.pick("Nearest", "Down", "Up", "Cash")}
	if in.note {
		t["Kind"] = "Note"
	}
	if in.whole {
		t["Whole units only"] = "Yes"
	}
	if t["Fractions"] == "Cash" {
		t["Fraction price days"] = "5"
	}
	if in.issued <= g.valuation && g.chance(0.1) {
		t["Opening conversion price"] = g.near(0.5, 1.2)
	}
	if g.chance(0.15) {
		t["Adjusted price rounding"] = g.pick("0.01", "0.0001", "0.05")
	}
	if g.chance(0.3) {
		t["Convertible from"] = (in.issued + model.Date(g.IntN(120))).String()
	}
	if g.chance(0.5) {
		t["Alternative price from"] = (in.issued + model.Date(g.IntN(300))).String()
		t["Alternative price % of market price"] = g.pick("100%", "90%")
		t["Alternative price floor"] = g.pick("70%", "50%", "")
		t["Market price days"] = g.pick("1", "5", "20")
		t["Market price statistic"] = g.pick("", "Lowest")
		t["Window includes the day"] = g.pick("No", "Yes")
	}
	g.limits(in, t)
	g.priceProtection(t, names)
	g.redemption(in, t)
	g.interest(in, t)
	if in.mandatory > 0 {
		t["Mandatory price"] = fmt.Sprintf("%.2f", in.mandatory)
		t["Mandatory days"] = fmt.Sprint(g.between(1, 8))
		t["Mandatory comparison"] = g.pick("At or above", "Above")
		t["Mandatory needs registration"] = g.pick("No", "No", "Once declared", "On the day", "All days")
		t["Mandatory price follows splits"] = g.pick("", "Yes")
	}
	t["Split takes effect"] = g.pick("Open", "Close")
	t["Half share"] = g.pick("Up", "Even")
	t["Seniority"] = fmt.Sprint(g.between(1, 3))
	return t
}

func (g *generator) limits(in *randomInstrument, t map[string]string) {
	if g.chance(0.5) {
		t["Ownership limit"] = g.pick("4.99%", "4.999%", "9.99%")
		t["Blocked when"] = g.pick("Both exceeded", "Either exceeded", "Owned exceeded")
		t["Acquired within"] = g.pick("60", "30", "10")
		if g.chance(0.3) {
			t["Second ownership limit"] = g.pick("9.999%", "14.99%")
		}
		t["Ownership counted"] = g.pick("After", "After", "Before the issue")
		t["Over-limit notice"] = g.pick("Cut", "Cut", "Refused")
		t["Ownership limits mandatory"] = g.pick("Yes", "Yes", "No")
	}
	if g.chance(0.5) {
		t["Exchange cap"] = g.pick("19.99%", "19.999%", "5%", "2%")
		if in.issued < g.valuation || g.chance(0.3) {
			t["Exchange cap base"] = fmt.Sprint(g.between(g.outstanding/4, g.outstanding))
		}
		t["Exchange cap counts"] = g.pick("Conversions", "All deal shares")
		t["Exchange cap applies on"] = g.pick("", "NNM; SmallCap", "NYSE")
		t["Exchange cap reallocated"] = g.pick("Yes", "No")
	}
}

func (g *generator) priceProtection(t map[string]string, names []string) {
	t["Anti-dilution"] = g.pick("None", "Weighted average (deemed)", "Weighted average (deemed)", "Weighted average (actual)", "Weighted average (actual)")
	if t["Anti-dilution"] != "None" && g.chance(0.7) {
		var excludes []string
		for _, c := range model.CategoriesFor(names) {
			if g.chance(0.25) {
				excludes = append(excludes, c)
			}
		}
		t["Anti-dilution excludes"] = strings.Join(excludes, "; ")
	}
	for _, reading := range []string{"Plan options count as deemed", "Readjust at expiry", "Unadjusted exercises count", "Deemed shares in later bases"} {
		t[reading] = g.pick("", "Yes", "No")
	}
	t["Amended securities adjust"] = g.pick("Replay", "On top")
	t["Consideration"] = g.pick("Gross", "Net")
	t["Certificate threshold"] = g.pick("", "1%")
}

func (g *generator) redemption(in *randomInstrument, t map[string]string) {
	if !in.redeemable {
		return
	}
	t["Redemption price"] = g.pick("110%", "100%", "125%")
	t["Redemption paid within"], t["Notice of trigger"] = fmt.Sprint(g.between(0, 7)), g.pick("", "3")
	if g.chance(0.4) {
		t["Registration within"] = fmt.Sprint(g.between(1, 400))
	}
	if g.chance(0.5) {
		t["Registration lapse, consecutive"] = fmt.Sprint(g.between(1, 12))
	}
	if g.chance(0.4) {
		t["Registration lapse, total"] = fmt.Sprint(g.between(1, 30))
	}
	if g.chance(0.5) {
		t["Qualifying markets"], t["Delisting days"] = g.pick("NNM; NYSE; AMEX", "NNM", "NYSE; SmallCap"), fmt.Sprint(g.between(1, 8))
	}
	if g.chance(0.3) {
		t["Redemption if unconverted by"] = max(in.issued, g.inRun()).String()
	}
	if t["Exchange cap"] != "" {
		t["Above the cap"] = g.pick("", "Redemption right")
	}
}

func (g *generator) interest(in *randomInstrument, t map[string]string) {
	if g.chance(0.3) {
		t["Maturity"] = max(in.issued, g.inRun()).String()
	}
	if !in.note && g.chance(0.8) {
		return
	}
	t["Interest rate"] = g.pick("8%", "5.25%", "12%")
	t["Day count"] = g.pick("ACT/360", "ACT/365F", "30/360", "ACT/ACT")
	t["Interest dates"] = g.pick("Calendar quarter ends", "Month ends", "Half years", "Quarters from issue")
	t["Interest in"] = g.pick("Company's choice", "Company's choice", "Cash", "Shares")
	t["Interest share price days"] = g.pick("1", "5", "10")
	t["Accrued interest on conversion"] = g.pick("Next interest date", "At conversion")
}

func (g *generator) writeEvents() {
	lines := []string{"Date | Event | Security | Holder | Quantity | Price | Amount | Detail"}
	for _, e := range g.events {
		lines = append(lines, e.line)
	}
	g.section("Events", lines...)
}

func (g *generator) writePolicies() {
	lines := []string{"Policy | Side | Convert | In the money by | Decide every | Alternative price | Redeem | Exercise | Daily sale | Interest in"}
	for _, p := range g.policies {
		lines = append(lines, strings.Join([]string{p, "Holder", g.pick("Never", "On notices", "In the money", "In the money", "Whenever allowed", "Whenever allowed"),
			g.pick("", "5%", "20%"), g.pick("", "", "5", "13"), g.pick("Best", "Best", "Never", "Always"), g.pick("If worth more", "Always", "Never"),
			g.pick("At expiry if in the money", "On notices", "When in the money"), g.pick("", "10%", "1%", "100%"), ""}, " | "))
	}
	lines = append(lines, "Firm | Company | | | | | | | | "+g.pick("Cash", "Shares", "Fewest shares"))
	g.section("Policies", lines...)
	assigned := g.policies[0]
	for _, f := range g.funds {
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
