package model

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// The sources of a close, in the order in which they are asked (A 1(a)(ii)).
const (
	lastTrade = "last trade"
	bidAndAsk = "bid and ask"
	fairValue = "fair value"
)

// readHistory reads Price History: a close for each trading day before the valuation date, without gaps.
func (r *resolver) readHistory() {
	t := r.optional("Price History", "Date", "Close")
	if t == nil {
		return
	}
	fallbacks := map[string]int{}
	previous := NoDate
	for row := range t.Rows {
		e, ok := r.need(t, row, "Date", TypeDate, nil)
		if !ok || !r.historyDate(e, previous) {
			continue
		}
		r.refuseGap(e, previous)
		previous = e.date
		c, ok := r.closingPrice(t, row, e.date)
		if !ok {
			continue
		}
		if c.Source != lastTrade {
			fallbacks[c.Source]++
		}
		r.out.Past = append(r.out.Past, c)
	}
	r.refuseLateGap(t, previous)
	for _, source := range []string{bidAndAsk, fairValue} {
		if n := fallbacks[source]; n > 0 {
			r.out.Notes = append(r.out.Notes, fmt.Sprintf("Price History: no last trade on %d of %d days; the price is taken from %s (A 1(a)(ii)).", n, len(r.out.Past), source))
		}
	}
}

// historyDate reports a day that can't stand in the history: out of order, no trading day, or of the run itself.
func (r *resolver) historyDate(e entry, previous Date) bool {
	v := e.value
	switch valuation := r.out.Company.Valuation; {
	case valuation.Given() && e.date >= valuation:
		r.add("date-after-valuation", v.At, v.Shown(), "a day before the Valuation date, "+valuation.String(), "Move the row to Price Paths: the run's own days stand there")
	case previous.Given() && e.date == previous:
		r.add("duplicate-date", v.At, v.Shown()+" a second time", "each day once", "Delete one of the rows")
	case previous.Given() && e.date < previous:
		r.add("dates-out-of-order", v.At, v.Shown(), "a day after "+previous.String(), "Sort the rows by date, oldest first")
	case !r.out.Calendars.TradingDay(e.date):
		r.add("not-a-trading-day", v.At, v.Shown(), "a trading day", "Delete the row, or open the day on Holidays")
	default:
		return true
	}
	return false
}

// refuseGap reports trading days that the history leaves out: windows count consecutive trading days.
func (r *resolver) refuseGap(e entry, previous Date) {
	if !previous.Given() {
		return
	}
	if missing := r.out.Calendars.TradingDays(previous+1, e.date-1); len(missing) > 0 {
		r.add("missing-days", e.value.At, e.value.Shown()+" after "+previous.String(), "a row for each trading day between them: "+firstDays(missing), "Add the rows, or close the days on Holidays")
	}
}

// refuseLateGap reports a history that ends too early.
func (r *resolver) refuseLateGap(t *Table, last Date) {
	valuation := r.out.Company.Valuation
	if !last.Given() || !valuation.Given() {
		return
	}
	if missing := r.out.Calendars.TradingDays(last+1, valuation-1); len(missing) > 0 {
		r.add("missing-days", t.place(), "a last row of "+last.String(), "a row for each trading day up to the Valuation date, "+valuation.String()+": "+firstDays(missing), "Add the rows, or close the days on Holidays")
	}
}

// firstDays names a few days and counts the others.
func firstDays(days []Date) string {
	const named = 3
	text := days[0].String()
	for _, d := range days[1:min(named, len(days))] {
		text += ", " + d.String()
	}
	if more := len(days) - named; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// closingPrice takes the first present of last trade, average of bid and ask, and fair value (A 1(a)(ii)).
func (r *resolver) closingPrice(t *Table, row int, date Date) (Close, bool) {
	if volume := t.Value(row, "Volume"); !volume.IsBlank() {
		r.read(volume, "Volume", TypeCount, nil)
	}
	if v := t.Value(row, "Close"); !v.IsBlank() {
		m, ok := r.micros(v, "Close")
		return Close{date, m, lastTrade}, ok
	}
	bid, ask := t.Value(row, "Bid"), t.Value(row, "Ask")
	if !bid.IsBlank() && !ask.IsBlank() {
		return r.midPrice(bid, ask, date)
	}
	if v := t.Value(row, "Fair value"); !v.IsBlank() {
		m, ok := r.micros(v, "Fair value")
		return Close{date, m, fairValue}, ok
	}
	r.add("no-price", t.rowPlace(row, "Close"), "no price on "+date.String(), "a Close, or a Bid and an Ask, or a Fair value (A 1(a)(ii))", "Fill in one of them")
	return Close{}, false
}

// midPrice is the average of bid and ask.
func (r *resolver) midPrice(bid, ask Value, date Date) (Close, bool) {
	b, bidOK := r.micros(bid, "Bid")
	a, askOK := r.micros(ask, "Ask")
	if !bidOK || !askOK {
		return Close{}, false
	}
	if b > a {
		r.add("number-out-of-range", bid.At, bid.Shown(), "a Bid of at most the Ask, "+ask.Text, "Correct one of the two")
		return Close{}, false
	}
	average := decimal.NewFromInt(b).Add(decimal.NewFromInt(a)).DivRound(decimal.NewFromInt(2), 0)
	return Close{date, average.IntPart(), bidAndAsk}, true
}

// NamedPath takes a column of Price Paths: a close for each trading day of the case. Days outside the run are left aside.
func NamedPath(in *Inputs, r *Resolved, name string) (Path, Issues) {
	var f findings
	paths := in.Paths
	if paths == nil {
		f.add("unknown-path", Source{}, "'"+name+"'", "a Price Paths sheet with a column of this name", "Add the sheet, or write a shape such as 'flat'")
		return Path{}, f.issues
	}
	column := slices.IndexFunc(paths.Names, func(n string) bool { return SameName(n, name) })
	if column < 0 {
		f.add("unknown-path", Source{File: paths.File, Sheet: paths.Sheet}, "no path '"+name+"'", "a column of this name", suggestion(name, paths.Names))
		return Path{}, f.issues
	}
	path := Path{Name: paths.Names[column], Closes: make([]int64, len(r.Days))}
	for i := range path.Closes {
		path.Closes[i] = MissingClose
	}
	seen := make([]bool, len(r.Days))
	for row := range paths.Dates {
		f.pathClose(paths, column, row, r, &path, seen)
	}
	f.missingPathDays(paths, r, seen, path.Name)
	if len(f.issues) > 0 {
		return Path{}, f.sorted()
	}
	return path, nil
}

// pathClose takes one row's close.
func (f *findings) pathClose(paths *PathTable, column, row int, r *Resolved, path *Path, seen []bool) {
	date, at := paths.Dates[row], paths.DateAt[row]
	if date < r.Company.Valuation || date > r.Company.Horizon {
		return
	}
	day, trading := slices.BinarySearch(r.Days, date)
	cell := Source{File: paths.File, Sheet: paths.Sheet, Cell: cellName(paths.Column[column], paths.Row[row])}
	c := paths.Closes[column][row]
	switch {
	case !trading:
		f.add("not-a-trading-day", at, "'"+date.String()+"'", "a trading day", "Delete the row, or open the day on Holidays")
	case seen[day]:
		f.add("duplicate-date", at, "'"+date.String()+"' a second time", "each day once", "Delete one of the rows")
	case c == MissingClose:
		seen[day] = true
		f.add("no-price", cell, "an empty cell on "+date.String(), "a close of the path '"+path.Name+"'", "Fill it in")
	case c <= 0:
		seen[day] = true
		f.add("not-a-price", cell, "'"+decimal.New(c, -6).String()+"'", "a close above zero", "Correct the price")
	default:
		seen[day] = true
		path.Closes[day] = c
	}
}

// missingPathDays reports trading days without a row, and a path that ends before the horizon.
func (f *findings) missingPathDays(paths *PathTable, r *Resolved, seen []bool, name string) {
	last := len(seen)
	for last > 0 && !seen[last-1] {
		last--
	}
	at := Source{File: paths.File, Sheet: paths.Sheet}
	var missing []Date
	for day := range last {
		if !seen[day] {
			missing = append(missing, r.Days[day])
		}
	}
	if len(missing) > 0 {
		f.add("missing-days", at, "no row for "+firstDays(missing), "a close of '"+name+"' for every trading day of the run", "Add the rows, or close the days on Holidays")
	}
	switch {
	case last == 0:
		f.add("path-too-short", at, "no row from the Valuation date to the Horizon end", fmt.Sprintf("closes of '%s' from %s to %s", name, r.Days[0], r.Days[len(r.Days)-1]), "Add the rows")
	case last < len(seen):
		f.add("path-too-short", at, "a last row of "+r.Days[last-1].String(), fmt.Sprintf("closes of '%s' to the Horizon end, %s (last trading day %s)", name, r.Company.Horizon, r.Days[len(r.Days)-1]), "Add the rows, or move the Horizon end")
	}
}

// checkHistoryLength reports prices over a window that begins before the first close there is.
func (r *resolver) checkHistoryLength() {
	for _, e := range r.out.Events {
		if e.Price.Percent.IsZero() {
			continue
		}
		need := max(e.Price.Days, 1)
		have := len(r.out.Past) + e.Day
		if e.Day < 0 {
			have, _ = slices.BinarySearchFunc(r.out.Past, e.Date, func(c Close, d Date) int { return int(c.Date - d) })
		}
		if have < need {
			r.shortHistory(e.At, "the price of '"+e.Kind+"'", e.Date, need, have)
		}
	}
}

func (r *resolver) shortHistory(at Source, what string, date Date, need, have int) {
	r.add("history-too-short", at, fmt.Sprintf("%d closes before %s for %s", have, date, what), fmt.Sprintf("%d closes", need),
		fmt.Sprintf("Add at least %d earlier trading days to Price History", need-have))
}
