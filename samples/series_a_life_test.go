package samples_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/samples"
	"scenarios/sim"
	"scenarios/xlsx"
)

const (
	lifeText  = "series-a-life/expected.txt"
	lifeBook  = "series-a-life/expected.xlsx"
	lifeTitle = "A life of the Series A, worked out by hand"
)

var lifeDate = model.DateOf(2000, 6, 14)

// sheetNames are the names of the text's sheets in their order.
func (x *expectedText) sheetNames() []string {
	var names []string
	for _, s := range x.sheets {
		names = append(names, s.name)
	}
	return names
}

// The workbook of expected figures is what its text gives. With -update its values come from LibreOffice.
func TestExpectedFiguresAreCurrent(t *testing.T) {
	text, err := readExpected(lifeText)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		writeExpected(t, text)
		return
	}
	got := lifeFile(t)
	values, err := formulaValues(got, text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(encodeExpected(t, text, values)) {
		t.Errorf("%s is not what %s gives; run: go test ./samples -update", lifeBook, lifeText)
	}
}

func writeExpected(t *testing.T, text *expectedText) {
	t.Helper()
	again, err := recalculated(t, encodeExpected(t, text, nil))
	if err != nil {
		t.Fatal(err)
	}
	values, err := formulaValues(again, text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.FromSlash(lifeBook), encodeExpected(t, text, values), 0o644); err != nil {
		t.Fatal(err)
	}
}

func encodeExpected(t *testing.T, text *expectedText, values map[string]decimal.Decimal) []byte {
	t.Helper()
	book, err := text.book(lifeTitle, lifeDate, values)
	if err != nil {
		t.Fatal(err)
	}
	data, err := xlsx.Encode(book)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func lifeFile(t *testing.T) []byte {
	t.Helper()
	data, err := samples.Files.ReadFile(lifeBook)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// LibreOffice gets the stored values of the expected figures again.
func TestExpectedFiguresRecalculate(t *testing.T) {
	text, err := readExpected(lifeText)
	if err != nil {
		t.Fatal(err)
	}
	again, err := recalculated(t, lifeFile(t))
	if errors.Is(err, errNoLibreOffice) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	stored, err := formulaValues(lifeFile(t), text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := formulaValues(again, text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	if len(stored) == 0 || len(fresh) != len(stored) {
		t.Fatalf("%d formulas, recalculated %d", len(stored), len(fresh))
	}
	for at, v := range stored {
		if !nearlyEqual(v, fresh[at]) {
			t.Errorf("%s: stored %s, recalculated %s", at, v, fresh[at])
		}
	}
}

// nearlyEqual allows what binary fractions leave open: a relative 1e-12.
func nearlyEqual(a, b decimal.Decimal) bool {
	scale := decimal.Max(a.Abs(), b.Abs())
	return a.Sub(b).Abs().LessThanOrEqual(scale.Mul(decimal.New(1, -12)))
}

// result is a row of a ledger of the run: its words and dates, and its figures, by the columns of the expected results.
type result struct {
	words   map[string]string
	figures map[string]decimal.Decimal
}

// ledgers are the expected blocks: how a run's rows are read for each.
var ledgers = map[string]func(*model.Outcome) []result{
	"Conversions":                   conversionResults,
	"Adjustments":                   adjustmentResults,
	"Frozen prices":                 freezeResults,
	"Rights that opened":            triggerResults,
	"Demands":                       demandResults,
	"Cash paid on preferred shares": cashResults,
	"Dividends":                     dividendResults,
	"Rights to buy":                 rightsResults,
	"Exchange cap":                  capResults,
	"Reserve for conversions":       reserveResults,
	"Liquidation":                   payoutResults,
	"Positions at the end":          positionResults,
	"Totals":                        totalResults,
}

// wholeLedgers list everything between the first and the last date that a scenario has in them.
var wholeLedgers = map[string]bool{"Conversions": true, "Adjustments": true, "Cash paid on preferred shares": true}

// The run gives every expected result: shares and dates exactly, money to the cent, prices to a relative 1e-12.
func TestSeriesALife(t *testing.T) {
	text, err := readExpected(lifeText)
	if err != nil {
		t.Fatal(err)
	}
	values, err := formulaValues(lifeFile(t), text.sheetNames())
	if err != nil {
		t.Fatal(err)
	}
	report := run(t, "series-a-life/series-a-life.xlsx")
	results := text.sheets[len(text.sheets)-1]
	for b, block := range results.blocks {
		ledger := ledgers[block.heading[0]]
		if ledger == nil {
			t.Fatalf("no ledger for %q", block.heading[0])
		}
		matched := map[string]map[int]bool{} // by scenario: rows of the run that were expected
		for l, line := range block.lines {
			got := ledger(scenario(t, report, line[0]).Outcome)
			want := expectedResult(t, block.heading[1:], line, text.rows[b][l], values)
			k := find(got, want)
			if k < 0 && nothingLeft(block, want) {
				continue
			}
			if k < 0 {
				t.Errorf("%s: the run has no row like %v", block.heading[0], line)
				continue
			}
			if matched[line[0]] == nil {
				matched[line[0]] = map[int]bool{}
			}
			matched[line[0]][k] = true
			compareFigures(t, block.heading[0]+": "+strings.Join(line, ", "), line, got[k], want)
		}
		if wholeLedgers[block.heading[0]] {
			nothingElse(t, block, matched, func(s string) []result { return ledger(scenario(t, report, s).Outcome) })
		}
	}
}

// nothingLeft reports whether a result says that a holder has nothing at the end; a run need not list that.
func nothingLeft(block expectedBlock, want result) bool {
	return block.heading[0] == "Positions at the end" && want.figures["Quantity"].IsZero()
}

// The sample's figures tie out; the run on every day gives the same, and so do binary fractions.
func TestSeriesALifeTiesOut(t *testing.T) {
	report := run(t, "series-a-life/series-a-life.xlsx")
	for _, c := range report.Checks {
		if c.Kind == sim.CheckError && !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
	for _, s := range report.Scenarios {
		agrees(t, s.Scenario.Name+", every day", s, model.Options{EveryDay: true}, exactly)
		agrees(t, s.Scenario.Name+", fast", s, model.Options{Fast: true}, nearly)
	}
}

// expectedResult is a line of the results; its formulas have their stored values.
func expectedResult(t *testing.T, columns, line []string, row int, values map[string]decimal.Decimal) result {
	t.Helper()
	want := result{map[string]string{}, map[string]decimal.Decimal{}}
	for i, text := range line {
		if columns[i] == "Scenario" || text == "" {
			continue
		}
		if strings.HasPrefix(text, "=") {
			v, stored := values[resultsSheet+"!"+cellAt(i+1, row)]
			if !stored {
				t.Fatalf("no value in %s of %s", cellAt(i+1, row), lifeBook)
			}
			want.figures[columns[i]] = v
			continue
		}
		if v := model.ParseCell(text, model.Source{}); v.Kind == model.Number {
			want.figures[columns[i]] = v.Number
			continue
		}
		want.words[columns[i]] = text
	}
	return want
}

// find returns the first row with the same words and dates, and, where several have, with the same figures; -1 without one.
func find(got []result, want result) int {
	found := -1
	for k, row := range got {
		same := true
		for column, word := range want.words {
			same = same && row.words[column] == word
		}
		if same && found < 0 {
			found = k
		}
	}
	return found
}

func compareFigures(t *testing.T, what string, line []string, got, want result) {
	t.Helper()
	for column, w := range want.figures {
		g, known := got.figures[column]
		same := g.Equal(w.Round(0))
		switch {
		case !known:
			t.Fatalf("no figure %q", column)
		case strings.HasPrefix(column, "Price"):
			same = nearlyEqual(g, w)
		case isMoney(column, line):
			same = g.Round(2).Equal(w.Round(2))
		}
		if !same {
			t.Errorf("%s: %s is %s, want %s", what, column, g, w)
		}
	}
}

// nothingElse fails for rows of the run between the first and the last expected date of a scenario that nobody expected.
func nothingElse(t *testing.T, block expectedBlock, matched map[string]map[int]bool, rows func(string) []result) {
	t.Helper()
	first, last := map[string]string{}, map[string]string{}
	for _, line := range block.lines {
		s, date := line[0], line[1]
		if first[s] == "" || date < first[s] {
			first[s] = date
		}
		last[s] = max(last[s], date)
	}
	for s := range first {
		for k, row := range rows(s) {
			if date := row.words["Date"]; !matched[s][k] && date >= first[s] && date <= last[s] {
				t.Errorf("%s of %s: nobody expected %v %v", block.heading[0], s, row.words, row.figures)
			}
		}
	}
}

func shares(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

// dated is a date as the text writes it; nothing where there is none.
func dated(d model.Date) string {
	if !d.Given() {
		return ""
	}
	return d.String()
}

const seriesA = "Series A"

func conversionResults(o *model.Outcome) []result {
	var all []result
	for _, c := range o.Conversions {
		if c.Units.IsPositive() {
			all = append(all, result{map[string]string{"Date": dated(c.Date), "Holder": c.Holder},
				map[string]decimal.Decimal{"Preferred shares": c.Units, "Price": c.Price, "Common shares": shares(c.Shares)}})
		}
	}
	return all
}

func adjustmentResults(o *model.Outcome) []result {
	var all []result
	for _, a := range o.Adjustments {
		all = append(all, result{map[string]string{"Date": dated(a.Date), "Clause": a.Clause},
			map[string]decimal.Decimal{"Price before": a.Before, "Price after": a.After}})
	}
	return all
}

func freezeResults(o *model.Outcome) []result {
	var all []result
	for _, f := range o.Freezes {
		all = append(all, result{map[string]string{"From": dated(f.From), "Until": dated(f.Until)}, map[string]decimal.Decimal{"Price": f.Price}})
	}
	return all
}

func triggerResults(o *model.Outcome) []result {
	var all []result
	for _, x := range o.Triggers {
		all = append(all, result{words: map[string]string{"Date": dated(x.Date), "Clause": x.Clause, "From": dated(x.From), "Until": dated(x.Until)}})
	}
	return all
}

func demandResults(o *model.Outcome) []result {
	var all []result
	for _, d := range o.Demands {
		all = append(all, result{map[string]string{"Date": dated(d.Date), "Holder": d.Holder, "Due on": dated(d.DueOn), "Paid on": dated(d.PaidOn)},
			map[string]decimal.Decimal{"Preferred shares": d.Units, "Amount": d.Amount, "Amount paid": d.Paid}})
	}
	return all
}

// cashResults adds up what a holder is paid on its preferred shares in a day.
func cashResults(o *model.Outcome) []result {
	var all []result
	at := map[string]int{}
	for _, p := range o.Payments {
		if p.Instrument != seriesA || !p.Amount.IsNegative() {
			continue
		}
		key := fmt.Sprint(p.Date, p.Holder)
		k, known := at[key]
		if !known {
			k, at[key] = len(all), len(all)
			all = append(all, result{map[string]string{"Date": dated(p.Date), "Holder": p.Holder}, map[string]decimal.Decimal{}})
		}
		all[k].figures["Amount"] = all[k].figures["Amount"].Sub(p.Amount)
	}
	return all
}

func dividendResults(o *model.Outcome) []result {
	var all []result
	for _, d := range o.Dividends {
		all = append(all, result{map[string]string{"Record date": dated(d.Record), "Holder": d.Holder, "Security": securityOf(d.Instrument), "Paid in": d.How},
			map[string]decimal.Decimal{"Common shares": shares(d.Shares), "Amount": d.Amount}})
	}
	return all
}

// securityOf names what a ledger leaves without a name: the common.
func securityOf(instrument string) string {
	if instrument == "" {
		return "Common"
	}
	return instrument
}

func rightsResults(o *model.Outcome) []result {
	var all []result
	for _, r := range o.Rights {
		all = append(all, result{map[string]string{"Date": dated(r.Date), "Holder": r.Holder, "Security": securityOf(r.Instrument)},
			map[string]decimal.Decimal{"Rights": shares(r.Rights), "Worth": r.Worth, "Shares taken": shares(r.Taken)}})
	}
	return all
}

func capResults(o *model.Outcome) []result {
	var all []result
	for _, c := range o.ExchangeCap {
		all = append(all, result{map[string]string{"Holder": c.Holder},
			map[string]decimal.Decimal{"Allocation": shares(c.Allocation), "Used": shares(c.Used), "Room": shares(c.Room)}})
	}
	return all
}

func reserveResults(o *model.Outcome) []result {
	var all []result
	for _, r := range o.Reserve {
		all = append(all, result{map[string]string{"Date": dated(r.Date)},
			map[string]decimal.Decimal{"Needed": shares(r.Needed), "Available": shares(r.Available)}})
	}
	return all
}

func payoutResults(o *model.Outcome) []result {
	var all []result
	for _, p := range o.Payouts {
		all = append(all, result{map[string]string{"Holder": p.Holder, "Security": p.Security},
			map[string]decimal.Decimal{"Preference": p.Preference, "Participation": p.Participation}})
	}
	return all
}

func positionResults(o *model.Outcome) []result {
	var all []result
	for _, h := range o.Holders {
		all = append(all, result{map[string]string{"Holder": h.Holder, "Security": h.Security}, map[string]decimal.Decimal{"Quantity": h.After}})
	}
	return all
}

func totalResults(o *model.Outcome) []result {
	var all []result
	for figure, v := range map[string]decimal.Decimal{
		"Common at the start": shares(o.Totals.CommonBefore), "Common at the end": shares(o.Totals.CommonAfter),
		"New shares": shares(o.Totals.NewShares), "Cash paid": o.Totals.CashPaid,
	} {
		all = append(all, result{map[string]string{"Figure": figure}, map[string]decimal.Decimal{"Value": v}})
	}
	return all
}
