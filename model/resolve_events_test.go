package model_test

import (
	"fmt"
	"strings"
	"testing"

	"scenarios/model"
)

// eventCase is a preferred stock and a note in a run over the first half of 2001, for the events written below it.
const eventCase = `
== Company ==
Field             | Value
Name              | Example Inc
Valuation date    | 2001-01-02
Horizon end       | 2001-06-29
Market            | NNM
Authorized common | 100000000
Cash balance      | 5000000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common   | 17000000 |
Fund A | Series A | 1450     |
Fund B | Series A | 1000     |
Fund B | 2001 Notes | 300000 | 2001-03-05

== Instruments ==
Term                 | Series A   | 2001 Notes
Kind                 | Preferred  | Note
Issue date           | 2000-06-14 | 2001-03-05
Stated value         | 7000       | 1
Conversion price     | 7.00       | 2.40
Whole units only     | Yes        |
Anti-dilution        | Weighted average (deemed) |
Substantially all assets above | 60% |

== Price History ==
Date                   | Close
2000-12-01..2000-12-29 | 7.00

== Price Paths ==
Date                   | flat
2001-01-02..2001-06-29 | 7.00

== Events ==
Date | Event | Security | Holder | Quantity | Price | Amount | Detail | ID
`

// eventsRead resolves rows of Events that must be right; events are listed by kind, those of record dates with "record "
// before it.
func eventsRead(t *testing.T, rows string) (*model.Resolved, map[string]model.Event) {
	t.Helper()
	r := resolve(t, eventCase+rows, model.Scenario{})
	events := map[string]model.Event{}
	for _, e := range r.Events {
		name := e.Kind
		if e.AtRecord {
			name = "record " + name
		}
		events[name] = e
	}
	return r, events
}

// rescaling is what an event makes of one share.
func rescaling(e model.Event) string {
	over, under, ok := e.Rescales()
	return fmt.Sprint(over, "/", under, " ", ok)
}

func TestDividendsAndOtherSplits(t *testing.T) {
	_, e := eventsRead(t, `
2001-02-05 | Stock dividend   | | | 0.05 |      |  | record 2001-01-20 |
2001-02-06 | Cash dividend    | | |      | 0.10 |  | |
2001-02-07 | Distribution     | | |      | 0.25 |  | record 2001-02-01 |
2001-02-08 | Rights offering  | | | 0.2  | 5    | 0.75 | |
2001-02-09 | Reclassification | | | 1.5  |      |  | Class B |
2001-02-12 | Split            | | | 0.333333333333333 | | | |
`)
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"record date acts on the next trading day", e["record Stock dividend"].Day < e["Stock dividend"].Day, true},
		{"date of the record event", e["record Stock dividend"].Date.String(), "2001-01-20"},
		{"record date of the payment", e["Stock dividend"].RecordDate.String(), "2001-01-20"},
		{"one row, two events", e["Stock dividend"].Row == e["record Stock dividend"].Row, true},
		{"a dividend in common rescales on its record date", rescaling(e["record Stock dividend"]), "21/20 true"},
		{"and not on its payment", rescaling(e["Stock dividend"]), "1/1 false"},
		{"without a record date it is the Date", e["record Cash dividend"].Date == e["Cash dividend"].Date, true},
		{"cash does not rescale", rescaling(e["record Cash dividend"]), "1/1 false"},
		{"distribution", e["record Distribution"].Date.String() + " " + e["Distribution"].Price.String(), "2001-02-01 0.25"},
		{"rights", e["Rights offering"].Quantity.String() + " " + e["Rights offering"].Amount.String() + " " + rescaling(e["Rights offering"]), "0.2 0.75 1/1 false"},
		{"reclassification", rescaling(e["Reclassification"]), "3/2 true"},
		{"one third, as a spreadsheet writes it", rescaling(e["Split"]), "1/3 true"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestADividendMayBePaidInAConvertible(t *testing.T) {
	_, e := eventsRead(t, `
2001-04-05 | Issue convertible | 2001 Bonds | Fund C | 1000 | 85% of avg 5 | 1000 | |
2001-05-05 | Stock dividend    | | | 0.05 |      |  | 2001 bonds; record 2001-05-02 |
`)
	d := e["record Stock dividend"]
	if !d.PaysConvertible || d.Pays != (model.Security{Kind: model.OtherConvertible}) || rescaling(d) != "1/1 false" {
		t.Errorf("got %+v", d)
	}
	if p := e["Issue convertible"].Price.String(); p != "85% of avg 5" {
		t.Errorf("conversion price %s", p)
	}
}

func TestTransactions(t *testing.T) {
	r, e := eventsRead(t, `
2001-02-01 | Merger announced       | | | 35%  |   |    | | north
2001-04-02 | Merger consummated     | | | 0.35 | 4.25 | 17.31 | North |
2001-02-01 | Tender announced       | | | 0.4  |   |    | | south
2001-03-01 | Event abandoned        | | |      |   |    | south |
2001-02-01 | Asset sale announced   | | | 70%  |   |    | | east
2001-05-01 | Asset sale consummated | | | 2    |   |    | east; survives |
2001-05-07 | Refusal to convert     | Series A | | | | | | no
2001-05-08 | Cure                   | Series A | | | | | NO |
2001-05-09 | Breach                 | Series A | | | | | Material; not curable |
2001-05-10 | Transfer               | Series A | Fund A | 100 | | | Fund Z |
2001-05-11 | Conversion notice      | Series A | Fund Z | 10 | | | |
2001-05-14 | Transfer               | Common | Public | 100 | | | Fund B |
2001-05-15 | Underwritten offering  | | | 4000000 | 12.50 | | |
2001-05-16 | Board adjustment       | Series A | | | 95% of market | | |
`)
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"fraction", e["Merger announced"].Quantity.String() + " " + e["Tender announced"].Quantity.String(), "0.35 0.4"},
		{"consummation of an announcement", e["Merger announced"].ConsummatedOn.String() + " " + e["Merger announced"].AbandonedOn.String(), "2001-04-02 "},
		{"abandonment", e["Tender announced"].ConsummatedOn.String() + " " + e["Tender announced"].AbandonedOn.String(), " 2001-03-01"},
		{"shares and cash for a share", rescaling(e["Merger consummated"]), "20617/34620 true"}, // 0.35 + 4.25 / 17.31 = 10.3085 / 17.31
		{"a sale above the term replaces the common", rescaling(e["Asset sale consummated"]), "2/1 true"},
		{"whatever its Detail says", e["Asset sale consummated"].Replaces && e["Asset sale consummated"].Survives, true},
		{"what is cured", e["Cure"].Ref, "NO"},
		{"breach", fmt.Sprint(e["Breach"].Material, e["Breach"].Curable), "true false"},
		{"a new holder", r.Holders[e["Conversion notice"].Holder].Name, "Fund Z"},
		{"a known one", r.Holders[e["Transfer"].To].Name, "Fund B"},
		{"no holder", e["Refusal to convert"].Holder, -1},
		{"no new holder", e["Breach"].To, -1},
		{"offering", e["Underwritten offering"].Quantity.String(), "4000000"},
		{"relative price", e["Board adjustment"].Price.String(), "95% of market"},
		{"note on the blank", strings.Join(r.Notes, "|"), "2001 Notes: a sale of more than 75% of the assets counts as one of substantially all of them; 'Substantially all assets above' is blank."},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

// What becomes of the common depends on what is given and on whether the company survives.
func TestConsummationsThatReplaceTheCommon(t *testing.T) {
	for _, c := range []struct {
		event, fraction, fields string
		replaces                bool
		ratio                   string
	}{
		{"Merger", "35%", "0.5 | | | deal", true, "1/2 true"},
		{"Merger", "35%", " | 9.50 | | deal", true, "1/1 false"}, // cash only
		{"Merger", "35%", " | 9.50 | 19 | deal", true, "1/2 true"},
		{"Merger", "35%", " | | | deal; survives", false, "1/1 false"},
		{"Merger", "35%", "0.5 | | | deal; survives", false, "1/1 false"},
		{"Merger", "35%", "0.5 | | | deal; survives; besides", false, "1/1 false"},
		{"Merger", "35%", "0.5 | | | deal; survives; in lieu", true, "1/2 true"},
		{"Asset sale", "60%", "0.5 | | | deal", false, "1/1 false"}, // not above the term
		{"Asset sale", "61%", "0.5 | | | deal", true, "1/2 true"},
		{"Asset sale", "61%", " | | | deal", false, "1/1 false"}, // nothing given
		{"Tender", "100%", "0.5 | | | deal", false, "1/1 false"},
	} {
		_, e := eventsRead(t, "2001-02-01 | "+c.event+" announced | | | "+c.fraction+" | | | | deal\n2001-03-01 | "+c.event+" consummated | | | "+c.fields+" |\n")
		if got := e[c.event+" consummated"]; got.Replaces != c.replaces || rescaling(got) != c.ratio {
			t.Errorf("%s of %s with %s: replaces %t, %s; want %t, %s", c.event, c.fraction, c.fields, got.Replaces, rescaling(got), c.replaces, c.ratio)
		}
	}
}

func TestContractsTakeWhatTheyLeaveOpenFromTheirIssue(t *testing.T) {
	r, e := eventsRead(t, `
2001-02-01 | Contract signed | Warrant: new | | 1000 | | | | w
2001-03-01 | Grant warrant   | Warrant: new | Fund C | 1000 | 85% of avg 5 | 200 | Strategic licence | w
`)
	c, g := e["Contract signed"], e["Grant warrant"]
	if c.Security != g.Security || c.Holder != g.Holder || c.Price != g.Price || c.Category != "Strategic licence" || c.Amount.String() != "200" {
		t.Errorf("got %+v", c)
	}
	if w := r.Warrants[0]; !w.Price.IsZero() || w.Category != "Strategic licence" {
		t.Errorf("a class whose price is fixed in the run: %+v", w)
	}
}

// An override of what is issued holds for what was agreed too.
func TestOverridesOfAnIssueReachItsContract(t *testing.T) {
	in := parse(t, eventCase+`
2001-02-01 | Contract signed | Warrant: new |        | 1000 | 3 | | | w
2001-03-01 | Grant warrant   | Warrant: new | Fund C | 1000 | 3 | | | w
`)
	for target, value := range map[string]string{"Event w: Quantity": "900", "Event w: Price": "2.5", "Event w: Date": "2001-03-02"} {
		edited, _ := in.With([]model.Edit{{Target: target, Value: model.ParseCell(value, model.Source{File: model.CommandLine})}})
		r, issues := model.Resolve(edited, model.Scenario{})
		if len(issues) > 0 {
			t.Errorf("%s: %v", target, issues)
			continue
		}
		if c, g := r.Events[0], r.Events[1]; !c.Quantity.Equal(g.Quantity) || c.Price != g.Price || c.Date.String() != "2001-02-01" {
			t.Errorf("%s: contract %+v, grant %+v", target, c, g)
		}
	}
}

// The unit price is divided by fair values: 300,000 of notes and 100,000 of warrants; 400,000 of shares and 100,000.
func TestUnits(t *testing.T) {
	r, e := eventsRead(t, `
2001-03-05 | Grant warrant | Warrant: notes  | Fund B | 1000 | 3 | | Deal warrants of 2001 Notes; value 75000 |
2001-03-05 | Grant option  | Option: notes   | Fund B | 1000 | 3 | | value 25000; Deal warrants of 2001 Notes |
2001-04-05 | Issue common  |                 | Fund B | 100000 | 4 | | Financing; costs 5000 |
2001-04-05 | Grant warrant | Warrant: shares | Fund B | 1000 | 3 | | value 100000 |
`)
	for _, c := range []struct {
		what      string
		got, want string
	}{
		{"row of the notes", r.Positions[3].UnitShare.String(), "0.75"},
		{"options with the notes", e["Grant option"].UnitShare.String() + " of " + e["Grant option"].UnitPrice.String(), "0.0625 of 300000"},
		{"common", e["Issue common"].UnitShare.String(), "0.8"},
		{"warrants with the common", e["Grant warrant"].UnitShare.String() + " of " + e["Grant warrant"].UnitPrice.String(), "0.2 of 400000"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

func TestEventsThatAreRefused(t *testing.T) {
	const announced = "2001-02-01 | Merger announced | | | 35% | | | | deal\n"
	const breach = "2001-02-01 | Breach | Series A | | | | | material; curable | b\n"
	const grant = "2001-03-01 | Grant warrant | Warrant: new | Fund C | 1000 | 3 | | | w\n"
	for _, c := range []struct {
		name, rows string
		want       []string
	}{
		{"fraction above the whole", "2001-02-01 | Merger announced | | | 35 | | | | deal", []string{
			"cell E2: found '35'; expected a fraction such as 35%, from 0% to 100%, for Quantity. Check the figure and its percent sign"}},
		{"announcement without an ID", "2001-02-01 | Tender announced | | | 35% | | | |", []string{
			"cell I2: found no ID; expected an ID of 'Tender announced', because the event that completes it or gives it up names it. Fill it in"}},
		{"unknown announcement", announced + "2001-03-01 | Event abandoned | | | | | | deel |", []string{
			"cell H3: found 'deel'; expected for Detail the ID of an event 'Merger announced' or 'Asset sale announced' or 'Tender announced' of the same scenario. Did you mean 'deal'?"}},
		{"announcement of another kind", announced + "2001-03-01 | Tender consummated | | | 1 | | | deal |", []string{
			"cell H3: found 'deal'; expected for Detail the ID of an event 'Tender announced' of the same scenario. Correct the name"}},
		{"concluded twice", announced + "2001-03-01 | Merger consummated | | | 1 | | | deal |\n2001-03-05 | Event abandoned | | | | | | deal |", []string{
			"cell H4: found 'deal' a second time; expected one event that ends 'deal'; cell H3 names it too. Take one of the two out"}},
		{"consummated before", "2001-01-15 | Merger consummated | | | 1 | | | deal |\n" + announced, []string{
			"cell A2: found '2001-01-15'; expected a date on or after that of 'deal', 2001-02-01. Correct one of the two dates"}},
		{"nothing for the common", announced + "2001-03-01 | Merger consummated | | | | | | deal |", []string{
			"cell E3: found no Quantity and no Price; expected the acquirer's shares per share, or the cash per share, because the common is replaced. Fill in one of them, or add 'survives' to Detail where the company goes on"}},
		{"only the acquirer's price", announced + "2001-03-01 | Merger consummated | | | | | 12 | deal; survives |", []string{
			"cell E3: found no Quantity and no Price; expected the acquirer's shares per share, or the cash per share, beside the acquirer's share price. Fill in one of them, or clear Amount"}},
		{"an acquirer worth nothing", announced + "2001-03-01 | Merger consummated | | | 1 | | 0 | deal |", []string{
			"cell G3: found '0'; expected an acquirer's share price above zero for Amount. Correct it, or clear the cell"}},
		{"besides without surviving", announced + "2001-03-01 | Merger consummated | | | 1 | | | deal; besides |", []string{
			"cell H3: found 'deal; besides' in Detail; expected 'survives' before 'besides', because without it the common does not go on. Add 'survives', or take 'besides' out"}},
		{"besides and in lieu", announced + "2001-03-01 | Merger consummated | | | 1 | | | deal; survives; besides; in lieu |", []string{
			"cell H3: found 'deal; survives; besides; in lieu' in Detail; expected either 'in lieu' or 'besides'. Take one of them out"}},
		{"besides all assets", "2001-02-01 | Asset sale announced | | | 65% | | | | deal\n2001-03-01 | Asset sale consummated | | | 1 | | | deal; besides |", []string{
			"cell H3: found 'deal; besides' in Detail; expected no 'besides' where substantially all assets are sold, because the common is replaced then. Take 'besides' out"}},
		{"a word that is none", announced + "2001-03-01 | Merger consummated | | | 1 | | | deal; survive |", []string{
			"cell H3: found 'survive'; expected for Detail one of: survives / in lieu / besides. Did you mean 'survives'?"}},
		{"words on an abandonment", announced + "2001-03-01 | Event abandoned | | | | | | deal; survives |", []string{
			"cell H3: found 'survives'; expected nothing after the ID in the Detail of 'Event abandoned'. Take it out"}},
		{"an exchange ratio too fine", announced + "2001-03-01 | Merger consummated | | | 1.23456789012 | | | deal |", []string{
			"cell E3: found '1.23456789012' for Quantity; expected a figure that makes a ratio of whole numbers of at most nine digits. Round it"}},
		{"record date after the payment", "2001-02-01 | Cash dividend | | | | 0.10 | | record 2001-02-02 |", []string{
			"cell H2: found 'record 2001-02-02'; expected a record date on or before the Date of the event, 2001-02-01. Correct one of the two dates"}},
		{"record date before the start", "2001-02-01 | Cash dividend | | | | 0.10 | | record 2000-12-29 |", []string{
			"cell H2: found 'record 2000-12-29'; expected a record date on or after the Valuation date, 2001-01-02, because the Cap Table does not say who held what before it. Begin the run on the record date or before, or take the payment out"}},
		{"record date that is none", "2001-02-01 | Cash dividend | | | | 0.10 | | record soon |", []string{
			"cell H2: found 'soon'; expected a date for the record date in Detail. Type a date, as 2002-12-17 or in a cell with a date format"}},
		{"two record dates", "2001-02-01 | Distribution | | | | 0.10 | | record 2001-01-20; record 2001-01-21 |", []string{
			"cell H2: found 'record 2001-01-21' in Detail; expected one record date. Take one of them out"}},
		{"something else", "2001-02-01 | Distribution | | | | 0.10 | | shares of a subsidiary |", []string{
			"cell H2: found 'shares of a subsidiary'; expected for Detail of 'Distribution' record YYYY-MM-DD where it is not the Date. Write it as 'record 2003-01-15', or clear the cell"}},
		{"dividend of nothing", "2001-02-01 | Cash dividend | | | | 0 | | |", []string{
			"cell F2: found '0'; expected a value per share above zero. Correct the price"}},
		{"dividend in treasury shares", "2001-02-01 | Stock dividend | | | 0.1 | | | Treasury |", []string{
			"cell H2: found 'Treasury'; expected for Detail of 'Stock dividend' record YYYY-MM-DD where it is not the Date; the convertible that is paid, where it is not common; ; between. Name a convertible, or clear the cell for a dividend in common"}},
		{"dividend in two convertibles", "2001-04-01 | Stock dividend | | | 0.1 | | | Series A; 2001 Notes |", []string{
			"cell H2: found '2001 Notes' in Detail; expected one convertible that the dividend is paid in. Write a row for each"}},
		{"rights as a count", "2001-02-01 | Rights offering | | | 2000000 | 5 | | |", []string{
			"cell E2: found '2000000'; expected shares per share, from 0.000001 to 1000000, for Quantity. Check the figure and its percent sign"}},
		{"cure of nothing", breach + "2001-02-05 | Cure | Series A | | | | | c |", []string{
			"cell H3: found 'c'; expected for Detail the ID of an event 'Breach' or 'Refusal to convert' or 'Late delivery' or 'Default' of the same scenario. Known: b"}},
		{"cure of another contract's breach", breach + "2001-04-05 | Cure | 2001 Notes | | | | | b |", []string{
			"cell C3: found '2001 Notes'; expected the security of 'b', Series A. Correct one of the two"}},
		{"a breach that is and isn't", "2001-02-01 | Breach | Series A | | | | | material; not material |", []string{
			"cell H2: found 'not material' in Detail; expected one word on whether the breach is material. Take one of them out"}},
		{"a breach of another sort", "2001-02-01 | Breach | Series A | | | | | big |", []string{
			"cell H2: found 'big'; expected for Detail one of: material / not material / curable / not curable. Choose one of them"}},
		{"transfer to oneself", "2001-02-01 | Transfer | Series A | Fund A | 5 | | | fund a |", []string{
			"cell H2: found 'fund a' in Detail; expected another holder than the one who transfers. Name the new holder"}},
		{"transfer by a stranger", "2001-02-01 | Transfer | Common | Fund X | 5 | | | Fund A |", []string{
			"cell D2: found 'Fund X'; expected a holder of the cap table, or one that an event brings in. Did you mean 'Fund A'?"}},
		{"transfer of treasury shares", "2001-02-01 | Transfer | Treasury | Fund A | 5 | | | Fund B |", []string{
			"cell C2: found 'Treasury'; expected for 'Transfer' an instrument, common, options, warrants or a convertible known by its name. Name another security"}},
		{"offering for nothing", "2001-02-01 | Underwritten offering | | | 5 | 0 | | |", []string{
			"cell F2: found '0'; expected a price per share above zero. Correct the price"}},
		{"adjustment to nothing", "2001-02-01 | Board adjustment | Series A | | | 0 | | |", []string{
			"cell F2: found '0'; expected a conversion price above zero. Correct the price"}},
		{"adjustment of common", "2001-02-01 | Board adjustment | Common | | | 5 | | |", []string{
			"cell C2: found 'Common'; expected for 'Board adjustment' an instrument. Name another security"}},
		{"contract without an ID", "2001-02-01 | Contract signed | 2001 Notes | | 100 | | | |", []string{
			"cell I2: found no ID; expected an ID of 'Contract signed', because the issue to come carries the same one. Fill it in"}},
		{"contract without an issue", grant + "2001-02-01 | Contract signed | Warrant: new | | 1000 | 3 | | | x", []string{
			"cell I3: found 'x'; expected the ID of an event 'Grant option' or 'Grant warrant' or 'Issue convertible' of the same scenario, the issue to come. Known: w"}},
		{"contract after its issue", grant + "2001-03-05 | Contract signed | Warrant: new | | 1000 | 3 | | | w", []string{
			"cell A3: found '2001-03-05'; expected a date on or before that of the issue with the same ID, 2001-03-01. Correct one of the two dates"}},
		{"contract for something else", grant + "2001-02-01 | Contract signed | Warrant: new | | 900 | 2 | | | w", []string{
			"cell E3: found '900' for Quantity; expected '1000', as the issue with the same ID has it in cell E2. Correct one of the two",
			"cell F3: found '2' for Price; expected '3', as the issue with the same ID has it in cell F2. Correct one of the two"}},
		{"one class at two relative prices", "2001-03-01 | Grant warrant | Warrant: new | Fund C | 10 | 85% of market | | |\n2001-03-02 | Grant warrant | Warrant: new | Fund C | 10 | 85% of avg 5 | | |", []string{
			"cell F3: found '85% of avg 5' for Warrant: new; expected 85% of market, as the same name has it in 'Events', cell C2. Give each class a name of its own"}},
		{"a value with the main security", "2001-03-01 | Issue common | | Fund C | 10 | 3 | | value 5 |", []string{
			"cell H2: found 'value 5'; expected no value in the Detail of 'Issue common', because the fair value stands with the options or warrants that are sold with it. Move it there"}},
		{"a value of nothing", "2001-03-01 | Grant warrant | Warrant: new | Fund C | 10 | 3 | | value 0 |", []string{
			"cell H2: found '0'; expected an amount in USD above zero for the fair value in Detail. Check the figure and its percent sign"}},
		{"a value without a main security", "2001-03-01 | Grant warrant | Warrant: new | Fund C | 10 | 3 | | value 5 |", []string{
			"cell H2: found 'value 5'; expected a value only where one main security is issued on the same day: the instrument that the category names, or else one 'Issue common'. Name the instrument in the category, as in 'Deal warrants of <instrument>', or take the value out"}},
		{"a main security at a part of the market", "2001-03-01 | Issue common | | Fund C | 10 | 90% of market | | |\n2001-03-01 | Grant warrant | Warrant: new | Fund C | 10 | 3 | | value 5 |", []string{
			"cell H3: found 'value 5'; expected a main security sold for a price or an amount in USD, not for a part of the market price. Write the price of the sale in USD, or take the value out"}},
		{"all at once", "2001-02-01 | Liquidation | | Fund A | | | -1 | x |", []string{
			"cell D2: found 'Fund A' for Holder; expected a blank cell, because 'Liquidation' takes no Holder. Clear the cell",
			"cell G2: found '-1'; expected an amount in USD, zero or more, for Amount. Check the sign",
			"cell H2: found 'x' for Detail; expected a blank cell, because 'Liquidation' takes no Detail. Clear the cell"}},
	} {
		_, issues := model.Resolve(parse(t, eventCase+c.rows+"\n"), model.Scenario{})
		if len(issues) != len(c.want) {
			t.Errorf("%s: %d problems, want %d:\n%v", c.name, len(issues), len(c.want), issues)
			continue
		}
		for i, want := range c.want {
			if got := issues[i].Error(); !strings.HasSuffix(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
			}
		}
	}
}
