package xlsx

import (
	"fmt"
	"math"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// demoBook holds every style, format and kind of chart, notes, drop-downs, a table, a heat range, names and links.
func demoBook() Book {
	b := bookOf(demoSummary(), demoInputs(), demoDays(), demoCharts(), demoHeat())
	b.Title, b.Active = "Demonstration", "Summary"
	return b
}

func demoSummary() Sheet {
	s := Sheet{Name: "Summary", Mark: SheetMark("Summary"), Group: OutputGroup, Frozen: "B5", Titles: "1:4", OnePage: true, Widths: []float64{30, 18, 18, 60},
		Names: []DefinedName{{Name: "Headline", RefersTo: "'Summary'!$B$5"}}}
	s.Rows = []SheetRow{
		{Cells: []Cell{styled(words("Wire One: dilution and redemption"), StyleTitle)}},
		{Cells: []Cell{styled(words("Figures in US dollars; illustrative"), StyleSubtitle)}},
		{},
		{Cells: []Cell{styled(words("Role of the cell"), StyleHeader), styled(words("Figure (USD)"), StyleHeader), styled(words("Date of the last closing before the event"), StyleHeader), styled(words("What it means"), StyleHeader)}},
	}
	roles := []struct {
		style Style
		name  string
	}{{StylePlain, "Plain"}, {StyleInput, "Input"}, {StyleResult, "Result"}, {StyleFormula, "Formula"}, {StyleCrossFormula, "Cross formula"}, {StyleLabel, "Label"},
		{StyleGood, "Good"}, {StyleBad, "Bad"}, {StyleAlert, "Alert"}, {StyleSection, "Section"}}
	for i, role := range roles {
		figure := styled(number("-1234567.891", Format(1+i%9)), role.style)
		if figure.Format == FormatDate {
			figure = styled(dated(2002, 12, 17), role.style)
		}
		s.Rows = append(s.Rows, SheetRow{Cells: []Cell{styled(words(role.name), role.style), figure, styled(dated(2005, 8, 29), role.style), styled(words("One sentence."), role.style)}})
	}
	s.Rows = append(s.Rows,
		SheetRow{Cells: []Cell{styled(words("Prose"), StyleLabel), {}, {}, styled(words("A sentence that is longer than its column is wide, so that it has to be wrapped over several lines, and the row has to be as high as they are."), StyleProse)}},
		SheetRow{Cells: []Cell{styled(words("Total"), StyleTotal), styled(Cell{Kind: FormulaNumber, Formula: "SUM(B5:B6)", Number: decimal.RequireFromString("-2469135.782"), Format: FormatMoney}, StyleTotal),
			styled(Cell{Kind: FormulaNumber, Formula: "'Days'!A305", Number: decimal.NewFromInt(37919), Format: FormatDate}, StyleTotalCross),
			styled(Cell{Kind: FormulaText, Formula: `IF(B5<0,"below zero","OK")`, Text: "below zero"}, StyleTotal)}},
		SheetRow{Cells: []Cell{{Kind: TextCell, Text: "Heat", Style: StyleLink, Link: "Heat"}}},
	)
	return s
}

func demoInputs() Sheet {
	s := Sheet{Name: "Cap Table", Group: InputGroup, Frozen: "A4", Titles: "1:3", Widths: []float64{24, 20, 16, 16}, Tables: []TableRange{{Name: "CapTable", Range: "A3:D8"}},
		Lists: []Validation{{Range: "B4:B8", List: []string{"Common", "Warrant", "Option"}, Title: "Security", Help: "What the holder has."}, {Range: "C4:C8", Kind: "whole", Max: 1e12}, {Range: "D4:D8", Kind: "date"}},
		Notes: []Note{{Cell: "A3", Text: "Holder. The name of the person or fund, spelled the same way on every sheet; rows of one holder are added up."}, {Cell: "B3", Text: "Short."}},
		Rows: []SheetRow{{Cells: []Cell{styled(words("Cap Table"), StyleTitle)}}, {},
			{Cells: []Cell{styled(words("Holder"), StyleHeader), styled(words("Security"), StyleHeader), styled(words("Quantity (shares)"), StyleHeader), styled(words("Issued"), StyleHeader)}}}}
	for i := range 5 {
		s.Rows = append(s.Rows, SheetRow{Cells: []Cell{styled(words(fmt.Sprintf("=Fund %d", i)), StyleInput), styled(words("Common"), StyleInput), styled(number(fmt.Sprint(12500*(i+1)), FormatCount), StyleInput), styled(dated(2000, 6, 14), StyleInput)}})
	}
	return s
}

// demoDays holds 300 days of two series from row 6 on.
func demoDays() Sheet {
	s := Sheet{Name: "Days", Mark: SheetMark("Days"), Group: WorkingGroup, Frozen: "B6", Titles: "5:5", Widths: []float64{12, 14, 14, 14}, Rows: make([]SheetRow, 5)}
	s.Rows[4].Cells = []Cell{styled(words("Date"), StyleHeader), styled(words("Due (USD)"), StyleHeader), styled(words("Blocked (USD)"), StyleHeader), styled(words("Holder"), StyleHeader)}
	for i := range 300 {
		wave := 1e6 * (1 + math.Sin(float64(i)/25))
		s.Rows = append(s.Rows, SheetRow{Cells: []Cell{{Kind: DateCell, Date: model.DateOf(2002, 12, 30+i), Style: StyleResult},
			styled(Cell{Kind: NumberCell, Number: decimal.NewFromFloat(wave).Round(2), Format: FormatMoney}, StyleResult), styled(number(fmt.Sprint(2000*i), FormatMoney), StyleResult), words(fmt.Sprintf("Holder %d", i))}})
	}
	return s
}

func demoCharts() Sheet {
	s := Sheet{Name: "Charts", Group: OutputGroup, Portrait: true, OnePage: true, Widths: []float64{12, 12, 12}, Rows: []SheetRow{{Cells: []Cell{styled(words("Every kind of chart"), StyleTitle)}}}}
	kinds := []ChartKind{LineChart, ColumnChart, StackedColumnChart, BarChart, AreaChart, ScatterChart, StackedAreaChart}
	for i, kind := range kinds {
		for half, dates := range []bool{true, false} {
			last, categories := 305, "A"
			if !dates {
				last, categories = 13, "D"
			}
			if kind == ScatterChart && !dates {
				categories = "C"
			}
			column := func(letter string) string { return fmt.Sprintf("'Days'!$%s$6:$%s$%d", letter, letter, last) }
			s.Charts = append(s.Charts, Chart{Kind: kind, Anchor: cellName(1+half*9, 3+i*17), Title: fmt.Sprintf("The cash called peaks at 2.0 million in 2003 (%d)", i), XTitle: "Day", YTitle: "US dollars",
				YFormat: "#,##0", XDates: dates, WidthPx: 600,
				Series: []Series{{Name: "'Days'!$B$5", Categories: column(categories), Values: column("B")}, {Name: "'Days'!$C$5", Categories: column(categories), Values: column("C"), Color: "C55A11"}}})
		}
	}
	return s
}

func demoHeat() Sheet {
	s := Sheet{Name: "Heat", Group: CheckGroup, Heat: []HeatRange{{Range: "B2:F6"}}, Portrait: true, Rows: []SheetRow{{Cells: []Cell{{Kind: TextCell, Text: "Back", Style: StyleLink, Link: "Summary"}}}}}
	for i := range 5 {
		row := SheetRow{Cells: []Cell{styled(words(fmt.Sprint("Row ", i)), StyleLabel)}}
		for j := range 5 {
			row.Cells = append(row.Cells, number(fmt.Sprintf("0.%d%d", i, j), FormatPercent))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
