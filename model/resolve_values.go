package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// entry is one cell read by its declared type. Only the fields of that type are set.
type entry struct {
	given  bool
	text   string // of a text, and the declared spelling of a choice
	number decimal.Decimal
	count  int64
	date   Date
	dates  []Date
	list   []string
	yes    bool
	value  Value
}

// Limits that keep a slip of the keyboard from becoming a figure. Nothing in a term sheet comes near them.
const (
	largestCount      = MaxShares       // shares
	largestParts      = 100 * MaxShares // smallest parts of an instrument: cents of principal
	largestDays       = 100_000         // days in a window or a term
	mostDigits        = 34
	serialOfJan1_1970 = 25569 // a spreadsheet's number of that day
)

var (
	// largestAmount bounds money, prices and plain numbers.
	largestAmount = decimal.New(1, 15)
	// mostPercent is what a percentage may be where more than the whole is meant: 70 typed for 70% is refused.
	mostPercent = decimal.New(10, 0)
	one         = decimal.New(1, 0)
)

// ParseCell types a text as a spreadsheet does on entry: an ISO date becomes a date, plain digits a number, 70% the
// number 0.7, nothing a blank, and the rest stays text.
func ParseCell(text string, at Source) Value {
	text = strings.TrimSpace(text)
	if text == "" {
		return Value{At: at}
	}
	if d, err := ParseDate(text); err == nil {
		return Value{Kind: DateValue, Text: text, Date: d, Number: decimal.NewFromInt(int64(d) + serialOfJan1_1970), At: at}
	}
	if n, ok := parseNumber(text); ok {
		return Value{Kind: Number, Text: text, Number: n, At: at}
	}
	return Value{Kind: Text, Text: text, At: at}
}

// parseNumber reads plain digits with a sign, a decimal point, a small exponent or a percent sign.
func parseNumber(text string) (decimal.Decimal, bool) {
	digits, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	digits = strings.TrimSpace(digits)
	if digits == "" || len(digits) > 2*mostDigits || strings.Trim(digits, "0123456789+-.eE") != "" {
		return decimal.Decimal{}, false
	}
	n, err := decimal.NewFromString(digits)
	if err != nil || !reasonable(n) {
		return decimal.Decimal{}, false
	}
	if percent {
		n = n.Shift(-2)
	}
	return n, true
}

// reasonable keeps out numbers whose exponent alone would make arithmetic endless.
func reasonable(n decimal.Decimal) bool {
	return n.Exponent() >= -mostDigits && n.Exponent() <= mostDigits && n.Coefficient().BitLen() <= 256
}

// folded is the form in which names are compared.
func folded(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// listed splits a text at semicolons and drops what is empty.
func listed(text string) []string {
	var parts []string
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// findings gathers every problem of a reading.
type findings struct{ issues Issues }

func (f *findings) add(code string, at Source, found, expected, remedy string) {
	f.issues = append(f.issues, Issue{Code: code, At: at, Found: found, Expected: expected, Remedy: remedy})
}

// unknown reports a name that isn't there, with the nearest one that is.
func (f *findings) unknown(code string, v Value, expected string, candidates []string) {
	f.add(code, v.At, v.Shown(), expected, suggestion(v.Text, candidates))
}

// suggestion proposes the nearest name, lists the few there are, or says to mend the name.
func suggestion(name string, candidates []string) string {
	if near := Nearest(name, candidates); near != "" {
		return "Did you mean '" + near + "'?"
	}
	if len(candidates) == 0 || len(candidates) > 12 {
		return "Correct the name"
	}
	return "Known: " + strings.Join(candidates, ", ")
}

// notYet refuses what the declarations list but no rule reads so far.
func (f *findings) notYet(v Value, what string) {
	f.add("not-supported-yet", v.At, v.Shown()+" for "+what, "", "This is not supported yet; leave it out")
}

// read reads a cell by its declared type. what names the field in messages. The second result is false where the cell
// was refused; a blank cell is fine and not given.
func (f *findings) read(v Value, what string, t ValueType, choices []string) (entry, bool) {
	e := entry{value: v}
	if v.IsBlank() {
		return e, true
	}
	if v.Kind == Fault {
		f.add("cell-in-error", v.At, v.Shown(), "a value for "+what, "Repair the formula, or type the value")
		return e, false
	}
	e.given = true
	ok := true
	switch t {
	case TypeText:
		e.text = strings.TrimSpace(v.Text)
	case TypeChoice:
		e.text, ok = f.choice(v, what, choices)
	case TypeYesNo:
		e.yes, ok = f.yesNo(v, what)
	case TypeDate:
		e.date, ok = f.date(v, what)
	case TypeDates:
		e.dates, ok = f.dates(v, what)
	case TypePercent:
		e.number, ok = f.number(v, what, "a percentage such as 70%")
		ok = ok && f.within(v, what, e.number, decimal.Zero, mostPercent, "a percentage from 0% to 1000%")
	case TypePrice:
		e.number, ok = f.amount(v, what, "a price in USD, zero or more")
	case TypeMoney:
		e.number, ok = f.amount(v, what, "an amount in USD, zero or more")
	case TypeCount:
		e.count, ok = f.count(v, what)
		e.number = decimal.NewFromInt(e.count)
	case TypeNumber:
		e.number, ok = f.number(v, what, "a number")
	case TypeList:
		e.list, ok = f.list(v, what, choices)
	case TypeRelativePrice:
		e.text = strings.TrimSpace(v.Text)
	}
	return e, ok
}

func (f *findings) choice(v Value, what string, choices []string) (string, bool) {
	for _, c := range choices {
		if SameName(c, v.Text) {
			return c, true
		}
	}
	if v.Kind == Bool { // a Yes or No that the sheet keeps as TRUE or FALSE
		if yes, ok := boolText(v); ok && slices.Contains(choices, yes) {
			return yes, true
		}
	}
	f.add("unknown-value", v.At, v.Shown(), "for "+what+" one of: "+strings.Join(choices, " / "), suggestionAmong(v.Text, choices))
	return "", false
}

// suggestionAmong proposes the nearest of choices that the message lists already.
func suggestionAmong(name string, choices []string) string {
	if near := Nearest(name, choices); near != "" {
		return "Did you mean '" + near + "'?"
	}
	return "Choose one of them"
}

func boolText(v Value) (string, bool) {
	switch folded(v.Text) {
	case "true", "1", "yes":
		return "Yes", true
	case "false", "0", "no":
		return "No", true
	}
	return "", false
}

func (f *findings) yesNo(v Value, what string) (yes, ok bool) {
	if v.Kind == Text || v.Kind == Bool {
		if text, ok := boolText(v); ok {
			return text == "Yes", true
		}
	}
	f.add("not-yes-or-no", v.At, v.Shown(), "Yes or No for "+what, "Write Yes or No")
	return false, false
}

func (f *findings) date(v Value, what string) (Date, bool) {
	d := v.Date
	if v.Kind != DateValue {
		var err error
		if d, err = ParseDate(strings.TrimSpace(v.Text)); err != nil || v.Kind != Text {
			f.add("not-a-date", v.At, v.Shown(), "a date for "+what, "Type a date, as 2002-12-17 or in a cell with a date format")
			return NoDate, false
		}
	}
	if !CalendarCovers(d) {
		f.add("date-out-of-range", v.At, v.Shown(), fmt.Sprintf("a date from %d to %d for %s", FirstCalendarYear, LastCalendarYear, what), "Check the year")
		return NoDate, false
	}
	return d, true
}

func (f *findings) dates(v Value, what string) ([]Date, bool) {
	if v.Kind == DateValue {
		d, ok := f.date(v, what)
		return []Date{d}, ok
	}
	var dates []Date
	for _, part := range listed(v.Text) {
		d, ok := f.date(Value{Kind: Text, Text: part, At: v.At}, what)
		if !ok {
			return nil, false
		}
		dates = append(dates, d)
	}
	return dates, true
}

// number reads a number, also one that the sheet keeps as text.
func (f *findings) number(v Value, what, expected string) (decimal.Decimal, bool) {
	n, ok := v.Number, v.Kind == Number
	if v.Kind == Text {
		n, ok = parseNumber(v.Text)
	}
	if !ok {
		f.add("not-a-number", v.At, v.Shown(), expected+" for "+what, "Type digits, without units or thousands separators")
		return decimal.Decimal{}, false
	}
	if !reasonable(n) || n.Abs().GreaterThan(largestAmount) {
		f.add("number-out-of-range", v.At, v.Shown(), expected+" for "+what+", of at most "+largestAmount.String(), "Check the number of zeros")
		return decimal.Decimal{}, false
	}
	return n, true
}

// within refuses a number outside [least, most].
func (f *findings) within(v Value, what string, n, least, most decimal.Decimal, expected string) bool {
	if n.LessThan(least) || n.GreaterThan(most) {
		f.add("number-out-of-range", v.At, v.Shown(), expected+" for "+what, "Check the figure and its percent sign")
		return false
	}
	return true
}

func (f *findings) amount(v Value, what, expected string) (decimal.Decimal, bool) {
	n, ok := f.number(v, what, expected)
	if ok && n.IsNegative() {
		f.add("number-out-of-range", v.At, v.Shown(), expected+" for "+what, "Check the sign")
		return n, false
	}
	return n, ok
}

func (f *findings) count(v Value, what string) (int64, bool) {
	const expected = "a whole number, zero or more,"
	n, ok := f.number(v, what, expected)
	if !ok {
		return 0, false
	}
	if !n.IsInteger() || n.IsNegative() || n.GreaterThan(decimal.NewFromInt(largestCount)) {
		f.add("not-a-count", v.At, v.Shown(), expected+" for "+what, "Write it without decimals and without a sign")
		return 0, false
	}
	return n.IntPart(), true
}

func (f *findings) list(v Value, what string, choices []string) ([]string, bool) {
	names, ok := listed(v.Text), true
	if len(choices) == 0 {
		return names, true
	}
	for i, name := range names {
		at := slices.IndexFunc(choices, func(c string) bool { return SameName(c, name) })
		if at < 0 {
			f.add("unknown-value", v.At, "'"+name+"'", "for "+what+" names out of: "+strings.Join(choices, "; "), suggestionAmong(name, choices))
			ok = false
			continue
		}
		names[i] = choices[at]
	}
	return names, ok
}

// relativePrice reads a price in USD, "85% of market" (the close) or "85% of avg 20" (the average of 20 closes).
func (f *findings) relativePrice(v Value, what string) (RelativePrice, bool) {
	const expected = "a price in USD, or a part of the market such as '85% of market' or '85% of avg 20',"
	percent, of, isPart := strings.Cut(folded(v.Text), " of ")
	if v.Kind != Text || !isPart {
		n, ok := f.amount(v, what, expected)
		return RelativePrice{Price: n}, ok
	}
	p, ok := parseNumber(percent)
	days, daysOK := averageDays(of)
	if !ok || !strings.HasSuffix(percent, "%") || !daysOK || !p.IsPositive() || p.GreaterThan(mostPercent) {
		f.add("not-a-price", v.At, v.Shown(), expected+" for "+what, "Write it in one of these three forms")
		return RelativePrice{}, false
	}
	return RelativePrice{Percent: p, Days: days}, true
}

// averageDays reads "market" as 0 and "avg 20" as 20.
func averageDays(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "market" {
		return 0, true
	}
	digits, ok := strings.CutPrefix(text, "avg ")
	n, err := strconv.Atoi(strings.TrimSpace(digits))
	return n, ok && err == nil && n >= 1 && n <= largestDays
}

// micros turns a price into millionths of a dollar, refusing one that is finer, not positive or absurdly large.
func (f *findings) micros(v Value, what string) (int64, bool) {
	const expected = "a positive price in USD with at most 6 decimals"
	n, ok := f.number(v, what, expected)
	if !ok {
		return 0, false
	}
	m := n.Shift(6)
	if !m.IsInteger() || !m.IsPositive() || m.GreaterThan(decimal.NewFromInt(largestCount)) {
		f.add("not-a-price", v.At, v.Shown(), expected+" for "+what, "Round the price to 6 decimals, or mend it")
		return 0, false
	}
	return m.IntPart(), true
}
