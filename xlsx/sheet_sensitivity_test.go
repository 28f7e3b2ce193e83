package xlsx

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

func numberValue(text string) model.Value {
	return model.Value{Kind: model.Number, Text: text, Number: dec(text)}
}

func textValue(text string) model.Value { return model.Value{Kind: model.Text, Text: text} }

func decimals(texts ...string) []decimal.Decimal {
	var all []decimal.Decimal
	for _, t := range texts {
		all = append(all, dec(t))
	}
	return all
}

// fixtureSensitivity is an analysis of each kind, over figures, choices and dates. The base figures are those of Slow decline
// in fixtureReport.
func fixtureSensitivity(t testing.TB) []sim.SensitivityResult {
	price := sim.SensitivityInput{Name: "Series A: Conversion price", Unit: "USD per share, at issue", Type: model.TypePrice}
	cash := sim.SensitivityInput{Name: "Company: Cash balance", Unit: "USD", Type: model.TypeMoney}
	burn := sim.SensitivityInput{Name: "Company: Discount rate", Unit: "%", Type: model.TypePercent}
	convert := sim.SensitivityInput{Name: "Policy Eager: Convert", Unit: "Never / On notices", Type: model.TypeChoice}
	sale := sim.SensitivityInput{Name: "Event SALE: Date", Unit: "date", Type: model.TypeDate}
	of := func(kind, metric, unit, base string, inputs ...sim.SensitivityInput) sim.SensitivityResult {
		return sim.SensitivityResult{Kind: kind, Scenario: "Slow decline", Metric: metric, Unit: unit, Inputs: inputs, Base: dec(base), AtBase: dec(base), BaseOK: true}
	}
	tornado := of(model.KindTornado, "dilution", "% of common after", "0.094", price, convert, burn)
	tornado.Bars = []sim.TornadoBar{
		{Input: price, Low: numberValue("5.50"), Base: numberValue("7"), High: numberValue("8.5"), AtLow: dec("0.112"), AtHigh: dec("0.0815")},
		{Input: convert, Low: textValue("Never"), Base: textValue("In the money"), High: textValue("In the money"), AtLow: dec("0.081"), AtHigh: dec("0.094")},
		{Input: burn, Low: model.Value{}, Base: numberValue("0.0825"), High: numberValue("0.1"), AtLow: dec("0.095"), AtHigh: dec("0.096")},
	}
	curve := of(model.KindOneWay, "lowest cash", "USD", "8050000", cash)
	for _, p := range [][2]string{{"8000000", "7050000"}, {"9000000", "8050000"}, {"10000000.5", "9050000.5"}} {
		curve.Points = append(curve.Points, sim.SensitivityPoint{Value: numberValue(p[0]), Metric: dec(p[1]), Base: p[0] == "9000000"})
	}
	choices := of(model.KindOneWay, "new shares", "shares", "3006535", convert)
	for _, p := range [][2]string{{"Never", "2005925"}, {"In the money", "3006535"}} {
		choices.Points = append(choices.Points, sim.SensitivityPoint{Value: textValue(p[0]), Metric: dec(p[1]), Base: p[0] == "In the money"})
	}
	days := of(model.KindOneWay, "conversion price of 2002 Notes", "USD per share", "2.3418", sale)
	for _, p := range [][2]string{{"2003-01-02", "2.3501"}, {"2003-01-15", "2.3418"}, {"2003-02-03", "2.3306"}} {
		value := model.Value{Kind: model.DateValue, Text: p[0], Date: dateOf(t, p[0])}
		days.Points = append(days.Points, sim.SensitivityPoint{Value: value, Metric: dec(p[1]), Base: p[0] == "2003-01-15"})
	}
	grid := of(model.KindTwoWay, "dilution", "% of common after", "0.094", price, burn)
	grid.Rows = []model.Value{numberValue("5.5"), numberValue("7"), numberValue("8.5")}
	grid.Columns = []model.Value{numberValue("0.05"), numberValue("0.0825")}
	grid.Grid = [][]decimal.Decimal{decimals("0.112", "0.112"), decimals("0.093", "0.094"), decimals("0.08", "0.0815")}
	grid.BaseRow, grid.BaseColumn = 1, 1
	return []sim.SensitivityResult{tornado, curve, choices, days, grid}
}

// The base case is found at its cell of the table, live.
func TestBaseCaseIsHeldAgainstTheTable(t *testing.T) {
	r := fixtureReport(t)
	s := sensitivitySheetOf(r)
	checked := 0
	for _, row := range s.Rows {
		if len(row.Cells) < 2 || row.Cells[0].Text != "Base case of the analysis" || row.Cells[1].Formula == "" {
			continue
		}
		checked++
		column, at, err := parseCell(row.Cells[1].Formula)
		if err != nil {
			t.Fatal(err)
		}
		cell := s.cell(column, at)
		if cell.Style != StyleBase || !cell.Number.Equal(row.Cells[1].Number) {
			t.Errorf("%s holds %s, style %d; the base is %s", row.Cells[1].Formula, cell.Number, cell.Style, row.Cells[1].Number)
		}
	}
	if checked != 4 {
		t.Errorf("%d tables are checked, want 4", checked)
	}
}

func TestADifferentBaseCaseIsShown(t *testing.T) {
	r := fixtureReport(t)
	r.Sensitivity[4].AtBase, r.Sensitivity[4].BaseOK = dec("0.095"), false
	text := dump(sensitivitySheetOf(r))
	if !strings.Contains(text, `ERROR =IF(`) || strings.Count(text, `ties =IF(`) != 4 {
		t.Error("a base case that differs is not shown as an error")
	}
}

// The bars of a tornado begin at the base. Where both of an input lie on one side they stand beside each other.
func TestTornadoBarsBeginAtTheBase(t *testing.T) {
	r := fixtureReport(t)
	for _, test := range []struct {
		bars int
		want string
	}{{2, `<c:overlap val="100"/>`}, {3, `<c:overlap val="0"/>`}} {
		r.Sensitivity = fixtureSensitivity(t)[:1]
		r.Sensitivity[0].Bars = r.Sensitivity[0].Bars[:test.bars]
		s := sensitivitySheetOf(r)
		part, err := Book{Sheets: []Sheet{s}}.chartPart(s.Charts[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{test.want, `<c:crossesAt val="0.094"/>`, `<c:barDir val="bar"/>`, `<c:orientation val="maxMin"/>`} {
			if !strings.Contains(string(part), want) {
				t.Errorf("%d bars: no %s in the chart", test.bars, want)
			}
		}
	}
}

// The base of a curve is a point that stands out, whatever the values are.
func TestTheBaseStandsOutOnCurves(t *testing.T) {
	s := sensitivitySheetOf(fixtureReport(t))
	for n, want := range map[int]bool{1: true, 2: false, 3: true} {
		part, err := Book{Sheets: []Sheet{s}}.chartPart(s.Charts[n])
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(part), `<c:size val="9"/>`); got != want {
			t.Errorf("chart %d, %s: a larger marker: %v, want %v", n+1, s.Charts[n].Title, got, want)
		}
	}
}

// A copy of the Sensitivity sheet shows values as the inputs themselves are shown, and offers the kinds that work.
func TestSensitivityInputsAreTyped(t *testing.T) {
	in := blankInputs()
	table := in.Tables[sensitivitySheet]
	addRow(table, "Two-way", "Rise", "dilution", "Series A: Exchange cap", "0.15", "", "0.25", "", "Event SALE: Date", "2003-01-02", "2003-02-03")
	for _, s := range InputSheets(in) {
		if s.Name != sensitivitySheet {
			continue
		}
		row := s.Rows[len(s.Rows)-1].Cells
		if row[4].Format != FormatPercentFine || row[4].Kind != NumberCell || row[9].Kind != DateCell || row[5].Kind != Empty {
			t.Errorf("the row is laid out as %+v", row)
		}
		for _, list := range s.Lists {
			if strings.Contains(strings.Join(list.List, ";"), "Spider") {
				t.Errorf("%s offers a kind that does not work yet", list.Range)
			}
		}
		return
	}
	t.Error("no Sensitivity sheet")
}

func TestNoAnalysesNoSheet(t *testing.T) {
	r := fixtureReport(t)
	r.Sensitivity = nil
	for _, s := range OutputSheets(r) {
		if s.Name == sensitivityResultsName {
			t.Error("there is a sheet of results without an analysis")
		}
	}
}
