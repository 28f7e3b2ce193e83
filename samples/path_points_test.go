package samples_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"scenarios/model"
)

// A sample's prices are made up. Its source names points that each path passes through; between two of them a path goes
// straight, with a wiggle on top that is the same whenever it is drawn. All of it is whole numbers, so that every machine
// makes the same workbook.

const (
	pointsSheet = "Path Points"
	pathsSheet  = "Price Paths"

	largestStep = 250 // basis points by which the wiggle moves in a day, at most
	whole       = 10_000
)

// pricesFrom takes the Path Points out of the inputs and puts Price History and Price Paths in their place. Points before
// the valuation date stand in the first path's column and make Price History.
func pricesFrom(in *model.Inputs) error {
	points := in.Tables[pointsSheet]
	delete(in.Tables, pointsSheet)
	valuation, err := valuationDate(in)
	if err != nil {
		return err
	}
	calendars := model.NewCalendars(nil, false)
	last := len(points.Rows) - 1
	days := calendars.TradingDays(points.Rows[0].Cells[0].Date, points.Rows[last].Cells[0].Date)
	split, _ := slices.BinarySearch(days, valuation)
	in.Paths = &model.PathTable{Dates: days[split:]}
	for column, c := range points.Columns[1:] {
		closes, err := along(points, column+1, days)
		if err != nil {
			return fmt.Errorf("%s: %w", c.Name, err)
		}
		in.Paths.Names = append(in.Paths.Names, c.Name)
		in.Paths.Closes = append(in.Paths.Closes, closes[len(closes)-len(in.Paths.Dates):])
		if column == 0 {
			in.Tables["Price History"] = history(days[:split], closes)
		}
	}
	return nil
}

func valuationDate(in *model.Inputs) (model.Date, error) {
	company := in.Tables["Company"]
	for row := range company.Rows {
		if company.Value(row, "Field").Text == "Valuation date" {
			return company.Value(row, "Value").Date, nil
		}
	}
	return 0, fmt.Errorf("no Valuation date")
}

// along returns a path's closes in micros, from the day of its first point.
func along(points *model.Table, column int, days []model.Date) ([]int64, error) {
	var closes []int64
	wiggle := rand.New(rand.NewPCG(uint64(column), 2000))
	from, level := -1, int64(0)
	for _, row := range points.Rows {
		v := row.Cells[column]
		if v.IsBlank() {
			continue
		}
		to, isDay := slices.BinarySearch(days, row.Cells[0].Date)
		if !isDay || v.Kind != model.Number {
			return nil, fmt.Errorf("%s is no trading day, or %s no price", row.Cells[0].Text, v.Shown())
		}
		next := v.Number.Shift(6).IntPart()
		if from < 0 {
			closes = append(closes, next)
		} else {
			closes = append(closes, between(days[from:to+1], level, next, wiggle)...)
		}
		from, level = to, next
	}
	return closes, nil
}

// between returns the closes after the first day up to the last one, from one level to another. The wiggle is a random
// walk whose own slope is taken out, so that it is nothing at both ends.
func between(days []model.Date, first, last int64, wiggle *rand.Rand) []int64 {
	steps := int64(len(days) - 1)
	walk := make([]int64, steps+1)
	for k := range steps {
		walk[k+1] = walk[k] + wiggle.Int64N(2*largestStep+1) - largestStep
	}
	closes := make([]int64, steps)
	for k := int64(1); k <= steps; k++ {
		straight := first + (last-first)*k/steps
		off := walk[k] - walk[steps]*k/steps
		closes[k-1] = toTick(straight*(whole+off)/whole, days[k])
	}
	return closes
}

// firstCents is the day from which every Nasdaq share was quoted in cents; before it, in sixteenths of a dollar.
var firstCents = model.DateOf(2001, 4, 9)

// toTick rounds a price to what it could be quoted at.
func toTick(micros int64, day model.Date) int64 {
	tick := int64(model.MicrosPerDollar / 100)
	if day < firstCents {
		tick = model.MicrosPerDollar / 16
	}
	return max(tick, (micros+tick/2)/tick*tick)
}

// history is the Price History sheet.
func history(days []model.Date, closes []int64) *model.Table {
	table := &model.Table{Sheet: "Price History", Columns: []model.Column{{Name: "Date"}, {Name: "Close"}, {Name: "Source"}}}
	for k, day := range days {
		price := fmt.Sprintf("%d.%06d", closes[k]/model.MicrosPerDollar, closes[k]%model.MicrosPerDollar)
		table.Rows = append(table.Rows, model.Row{Cells: []model.Value{
			{Kind: model.DateValue, Date: day, Text: day.String()},
			model.ParseCell(strings.TrimRight(price, "0"), model.Source{}),
			{Kind: model.Text, Text: "Illustrative: no price series was found"},
		}})
	}
	return table
}
