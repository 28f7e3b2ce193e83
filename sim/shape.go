package sim

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// shapeHelp is what a message about a path shape says was expected.
const shapeHelp = "a start price if it is not the last close, then steps joined by ';': 'flat', 'flat for 3 months', '+20% over 6 months', '-30% over 10 days'"

const (
	shapeTickPlaces   = 4  // closes of a shape are rounded to 0.0001, the Tick of simulated closes
	factorPlaces      = 30 // of the daily factor and of prices between two levels
	microsPlaces      = 6
	highestShapePrice = 1_000_000_000 // USD; beyond it a typing error is the likely cause
)

// step is one leg of a shape: from its level before to that level times Growth, over a time counted from the calendar date
// on which the step before it ended.
type step struct {
	Growth  decimal.Decimal // 1 stays flat, 1.2 is +20%
	Count   int             // of months or days; zero: for the rest of the path
	InDays  bool
	Written string
}

// shape is a path in words: `10.50; +20% over 6 months; flat for 3 months; -30% over 10 days`.
type shape struct {
	Start decimal.Decimal // zero: the last close
	Steps []step
}

var (
	startPricePattern = regexp.MustCompile(`^\$?\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)$`)
	flatPattern       = regexp.MustCompile(`(?i)^flat(?:\s+for\s+([0-9]{1,5})\s+(month|day)s?)?$`)
	movePattern       = regexp.MustCompile(`(?i)^([+-])\s*([0-9]{1,7}(?:\.[0-9]{1,10})?)\s*%\s+over\s+([0-9]{1,5})\s+(month|day)s?$`)
)

// Shape makes the path that a shape describes, one close for each trading day of the case. The first close is the start
// price, by default the last close of Price History. A step multiplies each trading day by the same factor and reaches its
// level on the first trading day on or after its calendar date, which is counted from the Valuation date, and for later
// steps from the calendar date of the step before. After the last step the path stays flat. Closes are as traded: from the
// day of a split on they are divided by its ratio, and from the record date of a dividend in common they drop by it. What is wrong with
// the words comes back as issues without a place.
func Shape(text string, r *model.Resolved) (model.Path, model.Issues) {
	s, issues := parseShape(text)
	if issues != nil {
		return model.Path{}, issues
	}
	if s.Start.IsZero() {
		if len(r.Past) == 0 {
			return model.Path{}, shapeIssue("no-start-price", text, "a start price before the steps, as in '10.50; flat', where Price History has no close",
				"Type the start price, or fill in Price History")
		}
		s.Start = decimal.New(r.Past[len(r.Past)-1].Micros, -microsPlaces)
	}
	prices, issues := s.prices(text, r)
	if issues != nil {
		return model.Path{}, issues
	}
	return asTraded(text, prices, r)
}

// parseShape reads a shape's words.
func parseShape(text string) (shape, model.Issues) {
	var s shape
	parts := strings.Split(strings.TrimSpace(text), ";")
	if m := startPricePattern.FindStringSubmatch(strings.TrimSpace(parts[0])); m != nil {
		s.Start = decimal.RequireFromString(m[1])
		if !s.Start.IsPositive() {
			return shape{}, shapeIssue("bad-shape", text, "a start price above zero", "")
		}
		parts = parts[1:]
	}
	for n, part := range parts {
		next, ok := parseStep(strings.TrimSpace(part))
		if !ok {
			return shape{}, shapeIssue("bad-shape", text, shapeHelp, fmt.Sprintf("Mend '%s'", strings.TrimSpace(part)))
		}
		if next.Count == 0 && n < len(parts)-1 {
			return shape{}, shapeIssue("bad-shape", text, "'flat' without a time only as the last step", "Write 'flat for N months', or leave out what follows")
		}
		s.Steps = append(s.Steps, next)
	}
	if len(s.Steps) == 0 {
		return shape{}, shapeIssue("bad-shape", text, shapeHelp, "Add a step after the price, such as '; flat'")
	}
	return s, nil
}

// parseStep reads one step.
func parseStep(text string) (step, bool) {
	if m := flatPattern.FindStringSubmatch(text); m != nil {
		s := step{Growth: decimal.NewFromInt(1), Written: text}
		if m[1] != "" {
			s.Count, _ = strconv.Atoi(m[1]) // at most five digits
			s.InDays = strings.EqualFold(m[2], "day")
			return s, s.Count > 0
		}
		return s, true
	}
	m := movePattern.FindStringSubmatch(text)
	if m == nil {
		return step{}, false
	}
	s := step{InDays: strings.EqualFold(m[4], "day"), Written: text}
	s.Count, _ = strconv.Atoi(m[3])
	change := decimal.RequireFromString(m[1] + m[2]).Shift(-2)
	s.Growth = decimal.NewFromInt(1).Add(change)
	return s, s.Count > 0 && s.Growth.IsPositive()
}

// end returns the calendar date that a step leads to.
func (s step) end(from model.Date) model.Date {
	if s.InDays {
		return from + model.Date(s.Count)
	}
	return from.AddMonths(s.Count)
}

// prices returns a price for each day of the case, unrounded and before splits.
func (s shape) prices(text string, r *model.Resolved) ([]decimal.Decimal, model.Issues) {
	if len(r.Days) == 0 {
		return nil, nil
	}
	w := walk{days: r.Days, date: r.Days[0], prices: make([]decimal.Decimal, len(r.Days))}
	w.reach(0, s.Start)
	for _, next := range s.Steps {
		if issues := w.take(next, text, r.Calendars); issues != nil {
			return nil, issues
		}
	}
	return w.prices, nil
}

// walk is a shape's path under way.
type walk struct {
	days   []model.Date // of the case, and after it as far as the steps go
	at     int          // the day whose level was reached last
	date   model.Date   // the calendar date that the next step counts from
	level  decimal.Decimal
	prices []decimal.Decimal // of the days of the case
}

// reach puts a level on a day, and on those after it for as long as no step follows.
func (w *walk) reach(day int, level decimal.Decimal) {
	w.at, w.level = day, level
	for ; day < len(w.prices); day++ {
		w.prices[day] = level
	}
}

// take walks one step.
func (w *walk) take(s step, text string, calendars *model.Calendars) model.Issues {
	if s.Count == 0 {
		return nil // flat to the end, where the walk already is
	}
	w.date = s.end(w.date)
	if !model.CalendarCovers(w.date) {
		return shapeIssue("bad-shape", text, fmt.Sprintf("steps that end by %d", model.LastCalendarYear), fmt.Sprintf("'%s' ends later", s.Written))
	}
	w.days = extended(w.days, w.date, calendars)
	target, _ := slices.BinarySearch(w.days, w.date)
	level := w.level.Mul(s.Growth).Round(factorPlaces)
	if !validPrice(level) {
		return priceOutOfRange(text, level)
	}
	factor, err := dailyFactor(s.Growth, target-w.at)
	if err != nil {
		return shapeIssue("bad-shape", text, "a step whose daily factor can be computed", err.Error())
	}
	price := w.level
	for day := w.at + 1; day < min(target, len(w.prices)); day++ {
		price = price.Mul(factor).Round(factorPlaces)
		w.prices[day] = price
	}
	w.reach(target, level)
	return nil
}

// dailyFactor returns the factor that, over a number of trading days, comes to growth: its root, to 30 places.
func dailyFactor(growth decimal.Decimal, days int) (decimal.Decimal, error) {
	if days < 2 || growth.Equal(decimal.NewFromInt(1)) {
		return growth, nil
	}
	root := decimal.NewFromInt(1).DivRound(decimal.NewFromInt(int64(days)), factorPlaces+10)
	return growth.PowWithPrecision(root, factorPlaces) // RootRound's time grows with the root
}

// extended returns the trading days with those after them, until one is on or after date.
func extended(days []model.Date, date model.Date, calendars *model.Calendars) []model.Date {
	days = slices.Clip(days) // appending must not reach into the case's own
	for next := days[len(days)-1] + 1; days[len(days)-1] < date; next++ {
		if calendars.TradingDay(next) {
			days = append(days, next)
		}
	}
	return days
}

// asTraded rounds prices to the tick, each in shares of its own day.
func asTraded(text string, prices []decimal.Decimal, r *model.Resolved) (model.Path, model.Issues) {
	ratios := rescalings(r)
	path := model.Path{Name: strings.TrimSpace(text), Closes: make([]int64, len(prices))}
	over, under := decimal.NewFromInt(1), decimal.NewFromInt(1)
	for day, price := range prices {
		if by, ok := ratios[day]; ok {
			over, under = over.Mul(decimal.NewFromBigInt(by.Num(), 0)), under.Mul(decimal.NewFromBigInt(by.Denom(), 0))
		}
		traded := price.Mul(under).DivRound(over, shapeTickPlaces)
		if !validPrice(traded) {
			return model.Path{}, priceOutOfRange(text, traded)
		}
		path.Closes[day] = traded.Shift(microsPlaces).IntPart()
	}
	return path, nil
}

// rescalings returns, by day, what one share of the day before is from the day on: so many new ones for splits and
// combinations, for dividends in common on their record date, and for whatever takes the place of the common.
func rescalings(r *model.Resolved) map[int]*big.Rat {
	ratios := map[int]*big.Rat{}
	for i := range r.Events {
		e := &r.Events[i]
		over, under, ok := e.Rescales()
		if !ok || e.Day < 0 {
			continue
		}
		if ratios[e.Day] == nil {
			ratios[e.Day] = big.NewRat(1, 1)
		}
		ratios[e.Day].Mul(ratios[e.Day], big.NewRat(over, under))
	}
	return ratios
}

func validPrice(price decimal.Decimal) bool {
	return price.Round(shapeTickPlaces).IsPositive() && price.LessThanOrEqual(decimal.NewFromInt(highestShapePrice))
}

func priceOutOfRange(text string, price decimal.Decimal) model.Issues {
	return shapeIssue("bad-shape", text, fmt.Sprintf("prices from 0.0001 to %d USD", highestShapePrice),
		fmt.Sprintf("The shape leads to %s", price.Round(10)))
}

func shapeIssue(code, text, expected, remedy string) model.Issues {
	return model.Issues{{Code: code, Found: "the path shape '" + strings.TrimSpace(text) + "'", Expected: expected, Remedy: remedy}}
}
