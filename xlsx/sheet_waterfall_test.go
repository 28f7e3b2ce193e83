package xlsx

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

func TestTheWaterfallSheetIsThereOnlyWhenItHasSomethingToShow(t *testing.T) {
	r := fixtureReport(t)
	for i := range r.Scenarios {
		r.Scenarios[i].Outcome.Waterfall = nil
	}
	sheet := outputOf(r)[waterfallName]
	if got := dump(sheet); !strings.Contains(got, "Paid in the liquidation") || len(sheet.Charts) > 0 {
		t.Error("a liquidation alone is not shown, or has a chart")
	}
	for i := range r.Scenarios {
		r.Scenarios[i].Outcome.Payouts = nil
	}
	if _, there := outputOf(r)[waterfallName]; there {
		t.Error("there is a sheet with nothing to show")
	}
}

// What is divided is the proceeds, by class and by holder.
func TestTheWaterfallTiesOut(t *testing.T) {
	sheet := waterfallSheet(fixtureReport(t))
	lines, holders := 0, 0
	for n, row := range sheet.Rows {
		for _, cell := range row.Cells {
			if strings.HasPrefix(cell.Formula, "ROUND(") {
				lines++
				if !cell.Number.IsZero() {
					t.Errorf("row %d is off by %s", n+1, cell.Number)
				}
			}
		}
		if len(row.Cells) > partFirstAmount && strings.HasPrefix(row.Cells[partFirstAmount-1].Formula, "SUM(D") && row.Cells[0].Text == "Total" {
			holders++
			if got := shown(row.Cells[partFirstAmount-1]); got != "17,500,000.00" {
				t.Errorf("holders get %s of 20 million, of which 2.5 million are senior debt", got)
			}
		}
	}
	if lines != 11 || holders != 1 {
		t.Errorf("%d lines and %d totals of holders", lines, holders)
	}
}

func TestManyOptionsShareAColumn(t *testing.T) {
	classes := []model.WaterfallClass{{Security: "Series A", Preference: dec("1")}, {Security: "Common"}}
	line := model.WaterfallLine{Amounts: []decimal.Decimal{dec("100"), dec("10")}}
	for n := 1; n <= mostOptionColumns+1; n++ {
		classes = append(classes, model.WaterfallClass{Security: "Option", ExercisePrice: decimal.NewFromInt(int64(n))})
		line.Amounts = append(line.Amounts, decimal.NewFromInt(int64(n)))
		var names []string
		for _, c := range waterfallColumns(classes) {
			names = append(names, fmt.Sprintf("%s %s", c.name, c.amount(line)))
		}
		want := map[int]string{
			1: "Series A 100, Common 10, Option at 1.00 1",
			3: "Series A 100, Common 10, Option at 1.00 1, Option at 2.00 2, Option at 3.00 3",
			4: "Series A 100, Common 10, Options and warrants 10",
		}[n]
		if got := strings.Join(names, ", "); want != "" && got != want {
			t.Errorf("%d options: %s, want %s", n, got, want)
		}
	}
	b := waterfallBlock{columns: waterfallColumns(classes)}
	if cell := b.holderAmount(3, dec("2"), partFirstAmount, 9, 8); cell.Kind != NumberCell || !cell.Number.Equal(dec("2")) {
		t.Errorf("an option's holder without a column of its own: %q", cell.Formula)
	}
}

func TestWhatNobodyMayAskForHasAColumn(t *testing.T) {
	r := fixtureReport(t)
	r.Scenarios = r.Scenarios[:1]
	r.Scenarios[0].Outcome.Waterfall = &model.Waterfall{
		Date:    dateOf(t, "2003-03-31"),
		Classes: []model.WaterfallClass{{Security: "Bond", Rank: 1, Preference: dec("70"), Holders: []model.WaterfallHolder{{Holder: "Fund B", Part: dec("1")}}}},
		Breaks:  []model.WaterfallBreak{{Proceeds: dec("70"), What: "Paid in full: Bond"}},
		Lines: []model.WaterfallLine{
			{Amounts: []decimal.Decimal{dec("0")}, Round: true},
			{Proceeds: dec("70"), Amounts: []decimal.Decimal{dec("70")}},
			{Proceeds: dec("100"), Amounts: []decimal.Decimal{dec("70")}, Unclaimed: dec("30"), Round: true},
		},
	}
	got := dump(waterfallSheet(r))
	for _, want := range []string{"E26 30.00 [30] {result}", "F26 100.00 [100] =SUM(C26:E26)", "E24 Nobody's {header}"} {
		if !strings.Contains(got, want) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
}

func TestHoldersOfAClassBeyondTheListStandInARow(t *testing.T) {
	var holders []model.WaterfallHolder
	for i := range mostPartHolders + 2 {
		holders = append(holders, model.WaterfallHolder{Holder: fmt.Sprintf("Holder %02d", i), Part: decimal.New(int64(10+i), -3)})
	}
	got := largestHolders(holders)
	if last := got[len(got)-1]; len(got) != mostPartHolders+1 || got[0].Holder != "Holder 21" || last.Holder != "2 other holders" || !last.Part.Equal(dec("0.021")) {
		t.Errorf("%d rows, first %s, last %s with %s", len(got), got[0].Holder, got[len(got)-1].Holder, got[len(got)-1].Part)
	}
}
