package samples_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
	"scenarios/sim"
	"scenarios/xlsx"
)

// notesByDayCount are the same notes under each day count and from several days on, so that quarters begin and end on the
// last days of long, short and leap months.
const notesByDayCount = `
== Company ==
Field | Value
Name | Day counts
Valuation date | 2003-01-31
Horizon end | 2005-03-31
Market | NNM
Authorized common | 1000000
Cash balance | 100000000

== Cap Table ==
Holder | Security | Quantity
Public | Common | 1000
%s
== Instruments ==
Term | %s
%s
== Price Paths ==
Date | Flat
2003-01-31..2005-03-31 | 1.00

== Scenarios ==
Scenario | Price path | Holder policy
Day counts | Flat | Waits

== Policies ==
Policy | Side | Convert | Redeem
Waits | Holder | On notices | Never
`

var (
	dayCountBasis = map[string]int{"30/360": 0, "ACT/ACT": 1, "ACT/360": 2, "ACT/365F": 3}                       // of YEARFRAC
	dayCountFrom  = []string{"2003-01-31", "2003-02-28", "2003-03-14", "2003-05-30", "2003-08-29", "2003-12-31"} // trading days
	principal     = decimal.NewFromInt(360_000_000)
)

// interestPeriod is one quarter of one note, and the part of a year that its interest stands for.
type interestPeriod struct {
	dayCount string
	from, to model.Date
	years    decimal.Decimal
}

// Interest counts days as a spreadsheet's YEARFRAC does, where both mean the same thing.
func TestDayCountsAgreeWithYEARFRAC(t *testing.T) {
	periods := runPeriods(t)
	values, err := yearFractions(t, periods)
	if errors.Is(err, errNoLibreOffice) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	compared := map[string]int{}
	for i, p := range periods {
		if p.defineDifferently() {
			continue
		}
		compared[p.dayCount]++
		if want := values[fmt.Sprintf("Years!D%d", i+1)]; !nearlyEqual(p.years, want) {
			t.Errorf("%s from %s to %s: %s years, YEARFRAC says %s", p.dayCount, p.from, p.to, p.years, want)
		}
	}
	for dayCount := range dayCountBasis {
		if compared[dayCount] < 15 {
			t.Errorf("only %d periods of %s were compared", compared[dayCount], dayCount)
		}
	}
}

// defineDifferently reports where the two mean different things by one name. 30/360: YEARFRAC takes the last day of February
// for a thirtieth (the NASD's rule), the notes' bond basis leaves it as it is. ACT/ACT over the end of a year: YEARFRAC takes
// the average length of the years or the one with a leap day, ISDA's rule divides the days of each year by that year's own length.
func (p interestPeriod) defineDifferently() bool {
	fromYear, fromMonth, _ := p.from.Split()
	toYear, _, _ := p.to.Split()
	switch p.dayCount {
	case "30/360":
		return fromMonth == time.February && p.from == p.from.MonthEnd()
	case "ACT/ACT":
		return fromYear != toYear
	}
	return false
}

// runPeriods runs the notes and gives the periods of their interest.
func runPeriods(t *testing.T) []interestPeriod {
	t.Helper()
	var holdings, names []string
	terms := map[string][]string{}
	for dayCount := range dayCountBasis {
		for _, from := range dayCountFrom {
			name := dayCount + " from " + from
			names = append(names, name)
			holdings = append(holdings, fmt.Sprintf("Fund | %s | %s\n", name, principal))
			for term, value := range map[string]string{"Kind": "Note", "Issue date": from, "Stated value": "1", "Conversion price": "1000", "Convertible from": from,
				"Fractions": "Cash", "Fraction price days": "5", "Interest rate": "10%", "Day count": dayCount, "Interest dates": "Quarters from issue", "Interest in": "Cash", "Maturity": "2010-01-31"} {
				terms[term] = append(terms[term], value)
			}
		}
	}
	var rows []string
	for term, values := range terms {
		rows = append(rows, term+" | "+strings.Join(values, " | ")+"\n")
	}
	in, _, err := casetext.Parse("day counts", fmt.Sprintf(notesByDayCount, strings.Join(holdings, ""), strings.Join(names, " | "), strings.Join(rows, "")))
	if err != nil {
		t.Fatal(err)
	}
	report, err := sim.Run(context.Background(), in, sim.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var periods []interestPeriod
	last := map[string]model.Date{}
	for _, paid := range report.Scenarios[0].Outcome.Interest {
		dayCount, issued, _ := strings.Cut(paid.Instrument, " from ")
		from, known := last[paid.Instrument]
		if !known {
			from, _ = model.ParseDate(issued)
		}
		last[paid.Instrument] = paid.Date
		years := paid.Amount.Div(principal.Mul(paid.Rate))
		periods = append(periods, interestPeriod{dayCount, from, paid.Date, years})
	}
	return periods
}

// yearFractions are the values that LibreOffice gives for the periods, by their cells.
func yearFractions(t *testing.T, periods []interestPeriod) (map[string]decimal.Decimal, error) {
	t.Helper()
	sheet := xlsx.Sheet{Name: "Years"}
	for i, p := range periods {
		sheet.Rows = append(sheet.Rows, xlsx.SheetRow{Cells: []xlsx.Cell{
			{Kind: xlsx.DateCell, Date: p.from, Format: xlsx.FormatDate}, {Kind: xlsx.DateCell, Date: p.to, Format: xlsx.FormatDate},
			{Kind: xlsx.NumberCell, Number: decimal.NewFromInt(int64(dayCountBasis[p.dayCount])), Format: xlsx.FormatCount},
			{Kind: xlsx.FormulaNumber, Formula: fmt.Sprintf("YEARFRAC(A%d,B%d,C%d)", i+1, i+1, i+1), Format: xlsx.FormatPrecise},
		}})
	}
	data, err := xlsx.Encode(xlsx.Book{Title: "Years", Creator: "scenarios", Created: periods[0].from, Active: sheet.Name, Sheets: []xlsx.Sheet{sheet}})
	if err != nil {
		return nil, err
	}
	again, err := recalculated(t, data)
	if err != nil {
		return nil, err
	}
	return formulaValues(again, []string{sheet.Name})
}
