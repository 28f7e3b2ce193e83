package model_test

import (
	"fmt"
	"strings"
	"testing"

	"scenarios/model"
)

// wholeNote is the case of a note with all of its clauses, for the events written below it.
func wholeNote() string { return ratcheted(noteWith(contractOfNotes...)) }

func TestEventsOfTheNote(t *testing.T) {
	r := resolve(t, wholeNote()+`
2001-03-06 | Senior debt maturity       |            |        |        | |        | 2001-06-04 |
2001-03-07 | Senior facility terminated |            |        |        | |        |            |
2001-03-08 | Lender consent             | 2001 Notes |        |        | |        |            |
2001-03-09 | Lender consent             | 2001 Notes |        |        | |        | Refused    |
2001-03-12 | Default                    | 2001 Notes |        |        | | 600000 | D          | loan
2001-03-13 | Cure                       | 2001 Notes |        |        | |        | LOAN       |
2001-03-14 | Default                    | 2001 Notes |        |        | |        | j          |
2001-03-15 | Late delivery              | 2001 Notes | Fund B |        | |        |            | late
2001-03-16 | Rescind                    | 2001 Notes | Fund B |        | |        |            |
2001-03-19 | Cure                       | 2001 Notes |        |        | |        | late       |
2001-03-20 | Waiver notice              | 2001 Notes | Fund B | 1000   | |        | 4(a)       |
2001-03-21 | Waiver notice              | 2001 Notes | Fund B | 250.25 | |        | N 4 (B)    |
2001-03-22 | Prepayment notice          | 2001 Notes |        | 100000 | |        | 2001-04-21 |
2001-03-23 | Prepayment demand          | 2001 Notes | Fund B | 5000   | |        |            |
2001-03-26 | Void notice                | 2001 Notes | Fund B | 500    | |        |            |
`, model.Scenario{})
	var got []string
	for _, e := range r.Events {
		line := fmt.Sprint(e.Kind, e.Step)
		for _, field := range []string{e.NewDate.String(), e.Letter, e.Ref} {
			if field != "" {
				line += " " + field
			}
		}
		if e.HasQuantity {
			line += " " + e.Quantity.String()
		}
		if e.HasAmount {
			line += " $" + e.Amount.String()
		}
		if e.Kind == "Lender consent" {
			line += " " + e.Detail
		}
		if e.SecondLimit {
			line += " second"
		}
		got = append(got, line)
	}
	want := []string{"Senior debt maturity1 2001-06-04", "Senior facility terminated1", "Lender consent1 granted", "Lender consent1 refused", "Default1 d $600000", "Cure1 LOAN",
		"Default1 j", "Late delivery1", "Rescind1", "Cure1 late", "Waiver notice5 100000", "Waiver notice5 25025 second", "Prepayment notice5 2001-04-21 10000000",
		"Prepayment demand5 500000", "Void notice5 50000"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// What has happened before the first day is told by events; what is under way then can't be.
func TestEventsOfTheNoteBeforeTheStart(t *testing.T) {
	text := strings.ReplaceAll(wholeNote(), "2001-03-05", "2000-12-05")
	text = strings.Replace(text, "Exchange cap | | 19.999%\n", "Exchange cap | | 19.999%\nExchange cap base | | 17000000\n", 1)
	for _, c := range []struct{ row, refused string }{
		{"Lender consent | 2001 Notes | | | | | |", ""},
		{"Senior debt maturity | | | | | | 2002-01-01 |", ""},
		{"Senior facility terminated | | | | | | |", ""},
		{"Senior debt repaid | | | | | | |", ""},
		{"Default | 2001 Notes | | | | | c | x\n2000-12-13 | Cure | 2001 Notes | | | | | x |", ""},
		{"Waiver notice | 2001 Notes | Fund B | 1000 | | | 4(a) |", ""},
		{"Late delivery | 2001 Notes | Fund B | | | | | y\n2001-01-03 | Rescind | 2001 Notes | Fund B | | | | |", ""},
		{"Late delivery | 2001 Notes | Fund B | | | | | y\n2000-12-13 | Rescind | 2001 Notes | Fund B | | | | |", "Rescind"},
		{"Prepayment notice | 2001 Notes | | 1000 | | | 2001-02-12 |", "Prepayment notice"},
		{"Prepayment demand | 2001 Notes | Fund B | 1000 | | | |", "Prepayment demand"},
		{"Void notice | 2001 Notes | Fund B | 1000 | | | |", "Void notice"},
	} {
		_, issues := model.Resolve(parse(t, text+"2000-12-12 | "+c.row+"\n"), model.Scenario{})
		if c.refused == "" {
			if len(issues) > 0 {
				t.Errorf("%s: %v", c.row, issues)
			}
			continue
		}
		want := "expected for '" + c.refused + "' a date on or after the Valuation date, 2001-01-02, because the Cap Table says how everything stands then. Correct the Cap Table and clear the row, or begin the run on this date or before"
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", c.row, issues, want)
		}
	}
}

func TestEventsOfTheNoteThatAreRefused(t *testing.T) {
	const late = "2001-04-02 | Late delivery | 2001 Notes | Fund B | | | | | late\n"
	noClause := func(event, term string) string {
		return "found '2001 Notes' for '" + event + "'; expected an instrument with " + term + " filled in. Fill in " + term + " on Instruments, or clear the row"
	}
	nothing := func(date string) string {
		return "found 'Fund B' for 'Rescind'; expected a 'Late delivery' of the same security and holder on or before " + date + " that is not cured by then and not rescinded yet. Add it, or clear the row"
	}
	whole, bare := wholeNote(), noteWith()
	for _, c := range []struct{ name, text, rows, want string }{
		{"no maturity", whole, "2001-04-02 | Senior debt maturity | | | | | | soon |", "cell H2: found 'soon'; expected a date for Detail. Type a date, as 2002-12-17 or in a cell with a date format"},
		{"a maturity in the past", whole, "2001-04-02 | Senior debt maturity | | | | | | 2001-04-01 |",
			"cell H2: found '2001-04-01' for Detail; expected a maturity on or after the Date of the event, 2001-04-02. Correct one of the two dates; a facility that ends on the Date is 'Senior facility terminated'"},
		{"a default of another letter", whole, "2001-04-02 | Default | 2001 Notes | | | | | m |", "cell H2: found 'm'; expected for Detail one of: a / b / c / d / e / f / g / h / i / j / k / l. Choose one of them"},
		{"a default of stock", whole, "2001-04-02 | Default | Series A | | | | | c |", "cell C2: found 'Series A'; expected for 'Default' a note. Name a note; for preferred stock write 'Breach' or 'Refusal to convert'"},
		{"an acceleration of nothing", whole, "2001-04-02 | Default | 2001 Notes | | | | | d |",
			"cell G2: found no Amount; expected the USD of the default of letter d, which counts where they are above Cross-acceleration above. Fill it in"},
		{"an insolvency in dollars", whole, "2001-04-02 | Default | 2001 Notes | | | | 5 | f |", "cell G2: found '5' for Amount; expected a blank cell, because the default of letter f has no amount. Clear the cell"},
		{"an acceleration that is none", bare, "2001-04-02 | Default | 2001 Notes | | | | 5 | d |", noClause("Default", "Cross-acceleration above")},
		{"a judgment that is none", bare, "2001-04-02 | Default | 2001 Notes | | | | 5 | e |", noClause("Default", "Judgments above")},
		{"a case that is none", bare, "2001-04-02 | Default | 2001 Notes | | | | | g |", noClause("Default", "Involuntary case")},
		{"nothing late", whole, "2001-04-02 | Rescind | 2001 Notes | Fund B | | | | |", nothing("2001-04-02")},
		{"late afterwards", whole, late + "2001-03-30 | Rescind | 2001 Notes | Fund B | | | | |", nothing("2001-03-30")},
		{"another's delivery", whole, strings.Replace(late, "Fund B", "Fund A", 1) + "2001-04-03 | Rescind | 2001 Notes | Fund B | | | | |", nothing("2001-04-03")},
		{"rescinded twice", whole, late + "2001-04-03 | Rescind | 2001 Notes | Fund B | | | | |\n2001-04-04 | Rescind | 2001 Notes | Fund B | | | | |", nothing("2001-04-04")},
		{"cured before", whole, late + "2001-04-03 | Cure | 2001 Notes | | | | | late |\n2001-04-04 | Rescind | 2001 Notes | Fund B | | | | |", nothing("2001-04-04")},
		{"a delivery that is never due", bare, late + "2001-04-04 | Rescind | 2001 Notes | Fund B | | | | |", noClause("Rescind", "Delivery due")},
		{"a waiver of another clause", whole, "2001-04-02 | Waiver notice | 2001 Notes | Fund B | 100 | | | 4(c) |",
			"cell H2: found '4(c)'; expected for Detail of 'Waiver notice' 4(a) for the ownership limit, 4(b) for the second one. Write '4(a)' or '4(b)'"},
		{"a waiver of no limit", bare, "2001-04-02 | Waiver notice | 2001 Notes | Fund B | 100 | | | 4(a) |", noClause("Waiver notice", "Ownership waiver notice")},
		{"a waiver of no second limit", bare, "2001-04-02 | Waiver notice | 2001 Notes | Fund B | 100 | | | 4(b) |", noClause("Waiver notice", "Second ownership waiver notice")},
		{"a notice too short by a day", whole, "2001-04-02 | Prepayment notice | 2001 Notes | | 100 | | | 2001-05-01 |",
			"cell H2: found '2001-05-01' for Detail; expected a day of payment on or after 2001-05-02, because the Company prepayment notice of 2001 Notes is 30 calendar days. Correct one of the two dates"},
		{"a prepayment that is not allowed", bare, "2001-04-02 | Prepayment notice | 2001 Notes | | 100 | | | 2001-06-01 |", noClause("Prepayment notice", "Company prepayment notice")},
		{"a demand that is not allowed", bare, "2001-04-02 | Prepayment demand | 2001 Notes | Fund B | 100 | | | |", noClause("Prepayment demand", "Holder prepayment cash")},
		{"a notice that can't be taken back", bare, "2001-04-02 | Void notice | 2001 Notes | Fund B | 100 | | | |", noClause("Void notice", "Inability choice reset")},
		{"a demand of nothing", whole, "2001-04-02 | Prepayment demand | 2001 Notes | Fund B | | | | |", "cell E2: found no Quantity; expected Quantity of 'Prepayment demand': principal. Fill it in"},
	} {
		_, issues := model.Resolve(parse(t, c.text+c.rows+"\n"), model.Scenario{})
		if len(issues) != 1 || !strings.HasSuffix(issues[0].Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, issues, c.want)
		}
	}
}
