package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The kinds of analysis that are worked out.
const (
	KindTornado = "Tornado"
	KindOneWay  = "One-way"
	KindTwoWay  = "Two-way"
)

// AnalysisKinds are the kinds of analysis that the Sensitivity sheet knows. Those of AnalysesToCome are refused by name.
var (
	AnalysisKinds  = []string{KindTornado, KindOneWay, KindTwoWay, "Spider", "Rank correlation", "Goal seek"}
	AnalysesToCome = Later{Values: []string{"Spider", "Rank correlation", "Goal seek"}}
)

// The sheet and the columns that several kinds of analysis read.
const (
	sensitivityTable = "Sensitivity"
	defaultSteps     = 5
	mostSteps        = 50 // values of one input: a two-way table has at most its square
	mostListed       = 50 // values named one by one
)

// Analysis is one figure watched while inputs are moved: a row of Sensitivity or, for a tornado, all rows of that kind with
// the same scenario and metric.
type Analysis struct {
	Kind     string
	Scenario Scenario
	Metric   MetricName
	Inputs   []VariedInput // of a tornado any number, of a one-way analysis one, of a two-way table two
	At       Source        // the first row's Kind
}

// VariedInput is an input with the values that it takes in turn, its own value in the model among them.
type VariedInput struct {
	Target    string // in the grammar of edits, spelled as the workbook and the schema do
	Unit      string
	Type      ValueType
	Values    []Value // from low to high, or in the order listed; a blank one is an empty cell
	BaseIndex int     // of the model's own value
	Low, High int     // indices of the row's Low and High; -1 where values are listed
	At        Source
}

// Edit puts the input to one of its values.
func (v *VariedInput) Edit(value int) Edit { return Edit{Target: v.Target, Value: v.Values[value]} }

// Analyses reads the Sensitivity sheet, for the scenarios that are run. It returns every problem of the sheet's own cells;
// whether a scenario can be run with each value shows when the value is put in.
func Analyses(in *Inputs, scenarios []Scenario) ([]Analysis, Issues) {
	table := in.Tables[sensitivityTable]
	if table == nil {
		return nil, nil
	}
	s := sensitivityReader{in: in, table: table, scenarios: scenarios, edited: map[string]*Inputs{}, cases: map[string]*Resolved{}}
	for row := range table.Rows {
		s.readRow(row)
	}
	return s.analyses, s.sorted()
}

// sensitivityReader reads the rows of Sensitivity.
type sensitivityReader struct {
	findings
	in        *Inputs
	table     *Table
	scenarios []Scenario
	edited    map[string]*Inputs   // by scenario: the inputs with its overrides
	cases     map[string]*Resolved // by scenario; nil where it has errors of its own
	analyses  []Analysis
}

func (s *sensitivityReader) readRow(row int) {
	told := len(s.issues)
	kind, ok := s.kind(row)
	if !ok {
		return
	}
	scenario, found := s.scenario(row)
	if !found {
		return // neither metric nor inputs can be judged without it
	}
	a := Analysis{Kind: kind, Scenario: scenario, At: s.table.rowPlace(row, "Kind")}
	a.Metric = s.metricOf(row, scenario)
	a.Inputs = append(a.Inputs, s.varied(row, scenario, inputColumns{"Input", "Low", "Base", "High", "Steps"}, kind))
	if kind == KindTwoWay {
		a.Inputs = append(a.Inputs, s.varied(row, scenario, inputColumns{"Second input", "Second low", "", "Second high", "Second steps"}, kind))
		if a.Inputs[0].Target != "" && a.Inputs[0].Target == a.Inputs[1].Target {
			s.add("duplicate-name", s.table.rowPlace(row, "Second input"), "'"+a.Inputs[1].Target+"' a second time", "two different inputs", "Name another input")
		}
	}
	s.unused(row, kind)
	if len(s.issues) == told {
		s.keep(a)
	}
}

// keep adds an analysis; a tornado's row joins those of the same scenario and metric.
func (s *sensitivityReader) keep(a Analysis) {
	if a.Kind == KindTornado {
		for i := range s.analyses {
			b := &s.analyses[i]
			if b.Kind != KindTornado || b.Scenario.Name != a.Scenario.Name || b.Metric != a.Metric {
				continue
			}
			input := a.Inputs[0]
			if slices.ContainsFunc(b.Inputs, func(v VariedInput) bool { return v.Target == input.Target }) {
				s.add("duplicate-name", input.At, "'"+input.Target+"' a second time in one tornado", "each input once for a scenario and a metric", "Delete one of the rows")
				return
			}
			b.Inputs = append(b.Inputs, input)
			return
		}
	}
	s.analyses = append(s.analyses, a)
}

func (s *sensitivityReader) kind(row int) (string, bool) {
	v := s.table.Value(row, "Kind")
	if v.IsBlank() {
		s.add("missing-value", s.table.rowPlace(row, "Kind"), v.Shown(), "a kind of analysis: "+strings.Join(AnalysisKinds, " / "), "Choose one of them")
		return "", false
	}
	kind, ok := s.choice(v, "Kind", AnalysisKinds)
	if ok && AnalysesToCome.refuses(kind) {
		s.notYet(v, "Kind")
		return "", false
	}
	return kind, ok
}

func (s *sensitivityReader) scenario(row int) (Scenario, bool) {
	v := s.table.Value(row, "Scenario")
	var names []string
	for _, scenario := range s.scenarios {
		if SameName(scenario.Name, v.Text) && !v.IsBlank() {
			return scenario, true
		}
		names = append(names, scenario.Name)
	}
	if v.IsBlank() {
		s.add("missing-value", s.table.rowPlace(row, "Scenario"), v.Shown(), "the scenario that is varied", "Name a scenario")
	} else {
		s.unknown("unknown-scenario", v, "the name of a scenario that is run", names)
	}
	return Scenario{}, false
}

func (s *sensitivityReader) metricOf(row int, scenario Scenario) MetricName {
	v := s.table.Value(row, "Metric")
	if v.IsBlank() {
		s.add("missing-value", s.table.rowPlace(row, "Metric"), v.Shown(), "the metric that is watched", "Name a metric, such as 'dilution'")
		return MetricName{}
	}
	m, _ := s.metric(v, s.caseOf(scenario), SameName(scenario.Path, MonteCarlo))
	return m
}

// caseOf is the scenario's case, for the names in it. Its own errors are told where scenarios are resolved.
func (s *sensitivityReader) caseOf(scenario Scenario) *Resolved {
	r, done := s.cases[scenario.Name]
	if !done {
		r, _ = Resolve(s.in, scenario)
		s.cases[scenario.Name] = r
	}
	return r
}

func (s *sensitivityReader) inputsOf(scenario Scenario) *Inputs {
	in, done := s.edited[scenario.Name]
	if !done {
		in, _ = s.in.With(scenario.Overrides)
		s.edited[scenario.Name] = in
	}
	return in
}

// unused refuses cells that the kind of analysis doesn't read.
func (s *sensitivityReader) unused(row int, kind string) {
	columns := []string{"Target"}
	if kind != KindTwoWay {
		columns = append(columns, "Second input", "Second low", "Second high", "Second steps")
	}
	if kind == KindTornado {
		columns = append(columns, "Steps")
	}
	for _, column := range columns {
		s.mustBeBlank(s.table.Value(row, column), "for "+column+" of a "+kind+" analysis nothing")
	}
}

func (s *sensitivityReader) mustBeBlank(v Value, expected string) {
	if !v.IsBlank() {
		s.add("not-read", v.At, v.Shown(), expected, "Clear the cell")
	}
}

// inputColumns name the cells that say how one input is moved; there may be none for the base.
type inputColumns struct{ input, low, base, high, steps string }

// varied reads one input of a row with its values.
func (s *sensitivityReader) varied(row int, scenario Scenario, c inputColumns, kind string) VariedInput {
	v := s.table.Value(row, c.input)
	at := s.table.rowPlace(row, c.input)
	if v.IsBlank() {
		s.add("missing-value", at, v.Shown(), "an input that is moved, such as 'Series A: Conversion price'", "Name an input")
		return VariedInput{}
	}
	in := s.inputsOf(scenario)
	t, issue := findTarget(in, v.Text, at)
	if issue != nil {
		s.issues = append(s.issues, *issue)
		return VariedInput{}
	}
	d := declarationOf(t)
	input := VariedInput{Target: t.spelled(in), Unit: d.unit, Type: d.kind, Low: -1, High: -1, At: at}
	if d.kind == TypeList || d.kind == TypeDates {
		s.add("not-movable", at, v.Shown(), "an input that holds one value", "An input whose value is a list of its own can be changed in Scenarios or with --set")
		return VariedInput{}
	}
	base := s.base(row, in, t, d, c.base, input.Target)
	base.At = at
	s.setValues(&input, row, c, kind, d, base)
	return input
}

// base is the model's own value of an input. Where the sheet names one too, both must agree.
func (s *sensitivityReader) base(row int, in *Inputs, t target, d declaration, column, input string) Value {
	base := d.typed(in.Tables[t.sheet].at(t))
	if base.IsBlank() {
		base = d.typed(ParseCell(d.standard, base.At))
	}
	stated := s.table.Value(row, column)
	if stated.IsBlank() {
		return base
	}
	typed := d.typed(stated)
	if _, ok := s.read(typed, column+" of "+input, d.kind, d.choices); ok && !d.same(typed, base) {
		s.add("base-differs", stated.At, stated.Shown(), "the model's own value of "+input+", "+base.Shown(), "Leave the cell empty, or mend one of the two")
	}
	return base
}

// setValues reads the values that an input takes: those listed, or steps from low to high. The base is put among them.
func (s *sensitivityReader) setValues(input *VariedInput, row int, c inputColumns, kind string, d declaration, base Value) {
	low, high := s.table.Value(row, c.low), s.table.Value(row, c.high)
	if low.Kind == Text && strings.Contains(low.Text, ";") {
		s.mustBeBlank(high, "for "+c.high+" nothing beside a list of values")
		s.mustBeBlank(s.table.Value(row, c.steps), "for "+c.steps+" nothing beside a list of values")
		input.setListed(s.listedValues(low, c.low, d, input.Target), base, d)
		return
	}
	steps := s.steps(row, c, kind)
	from, ok1 := s.end(low, row, c.low, d, input.Target)
	to, ok2 := s.end(high, row, c.high, d, input.Target)
	if !ok1 || !ok2 || steps == 0 {
		return
	}
	if _, ok := order(from, to); !ok {
		s.mustBeBlank(s.table.Value(row, c.steps), "for "+c.steps+" nothing between two values that have none between them")
		input.setListed([]Value{from, to}, base, d)
		return
	}
	if n, _ := order(from, to); n >= 0 {
		s.add("low-above-high", low.At, low.Shown(), "for "+c.low+" a value below the one of "+c.high+", "+high.Shown(), "Swap the two, or mend one")
		return
	}
	input.setRange(between(from, to, steps, d, s.table.rowPlace(row, c.steps)), base, d)
}

// steps is how many values an input takes from low to high; a tornado has its two ends. 0 where the cell was refused.
func (s *sensitivityReader) steps(row int, c inputColumns, kind string) int {
	v := s.table.Value(row, c.steps)
	switch {
	case kind == KindTornado:
		return 2
	case v.IsBlank():
		return defaultSteps
	}
	n, ok := s.count(v, c.steps)
	if ok && (n < 2 || n > mostSteps) {
		s.add("number-out-of-range", v.At, v.Shown(), fmt.Sprintf("for %s a number of values from 2 to %d", c.steps, mostSteps), "Blank: 5")
		return 0
	}
	return int(n)
}

// end reads a value of Low or High.
func (s *sensitivityReader) end(v Value, row int, column string, d declaration, input string) (Value, bool) {
	if v.IsBlank() {
		s.add("missing-value", s.table.rowPlace(row, column), v.Shown(), "a value for "+input, "Type the value; values that are chosen stand in one cell, ; between")
		return v, false
	}
	typed := d.typed(v)
	_, ok := s.read(typed, input, d.kind, d.choices)
	return typed, ok
}

func (s *sensitivityReader) listedValues(v Value, column string, d declaration, input string) []Value {
	var values []Value
	for _, part := range listed(v.Text) {
		typed := d.typed(Value{Kind: Text, Text: part, At: v.At})
		if _, ok := s.read(typed, input, d.kind, d.choices); ok {
			values = append(values, typed)
		}
	}
	if len(values) > mostListed {
		s.add("number-out-of-range", v.At, fmt.Sprintf("%d values", len(values)), fmt.Sprintf("for %s at most %d values", column, mostListed), "Leave some out")
	}
	return values
}

// setRange takes values from low to high and puts the base where it belongs among them.
func (v *VariedInput) setRange(values []Value, base Value, d declaration) {
	low, high := values[0], values[len(values)-1]
	v.setListed(values, base, d)
	v.Low = slices.IndexFunc(v.Values, func(w Value) bool { return d.same(w, low) })
	v.High = slices.IndexFunc(v.Values, func(w Value) bool { return d.same(w, high) })
}

// setListed takes each value once, and the base before them where it is not among them. Where values have an order they
// stand in it.
func (v *VariedInput) setListed(values []Value, base Value, d declaration) {
	sameAs := func(one Value) func(Value) bool { return func(other Value) bool { return d.same(one, other) } }
	if !slices.ContainsFunc(values, sameAs(base)) {
		values = append([]Value{base}, values...)
	}
	ordered := true
	for _, value := range values {
		if !slices.ContainsFunc(v.Values, sameAs(value)) {
			v.Values = append(v.Values, value)
		}
		_, comparable := order(value, values[0])
		ordered = ordered && comparable
	}
	if ordered {
		slices.SortStableFunc(v.Values, func(a, b Value) int { n, _ := order(a, b); return n })
	}
	v.BaseIndex = slices.IndexFunc(v.Values, sameAs(base))
}

// order compares two numbers or two dates; false where there is no order between the values.
func order(a, b Value) (int, bool) {
	switch {
	case a.Kind == Number && b.Kind == Number:
		return a.Number.Cmp(b.Number), true
	case a.Kind == DateValue && b.Kind == DateValue:
		return cmp.Compare(a.Date, b.Date), true
	}
	return 0, false
}

// between returns evenly spaced values from low to high, each once. Those between the two are rounded: dates and counts to
// whole ones, everything else to stepPlaces decimals.
func between(low, high Value, steps int, d declaration, at Source) []Value {
	values := []Value{low}
	from, to := placeOf(low), placeOf(high)
	gaps, width := decimal.NewFromInt(int64(steps-1)), to.Sub(from)
	places := int32(stepPlaces)
	if d.kind == TypeCount || low.Kind == DateValue || d.whole && from.IsInteger() && to.IsInteger() && width.GreaterThanOrEqual(gaps) {
		places = 0
	}
	for i := 1; i < steps-1; i++ {
		n := from.Add(width.Mul(decimal.NewFromInt(int64(i))).DivRound(gaps, places))
		v := Value{Kind: Number, Text: n.String(), Number: n, At: at}
		if low.Kind == DateValue {
			v = dateCell(Date(n.IntPart()), at)
		}
		values = append(values, v)
	}
	return append(values, high)
}

// placeOf is where a number or a date lies among its like. The serial of a date would depend on the workbook's first day.
func placeOf(v Value) decimal.Decimal {
	if v.Kind == DateValue {
		return decimal.NewFromInt(int64(v.Date))
	}
	return v.Number
}

// stepPlaces is to how many decimals a value between low and high is rounded.
const stepPlaces = 6

func dateCell(d Date, at Source) Value {
	return Value{Kind: DateValue, Text: d.String(), Date: d, Number: decimal.NewFromInt(int64(d) + serialOfJan1_1970), At: at}
}

// declaration is what the schema says of an input: its type, and what a blank cell stands for.
type declaration struct {
	kind     ValueType
	unit     string
	choices  []string
	standard string // what a blank stands for; empty where the clause is absent then
	whole    bool   // whole numbers stay whole between low and high: quantities of events
}

// declarationOf finds the declaration of the cell that an edit changes.
func declarationOf(t target) declaration {
	switch t.sheet {
	case "Instruments":
		term, _ := TermByName(t.name)
		d := declaration{kind: term.Type, unit: term.Unit, choices: term.Choices}
		if term.Reading && len(term.Choices) > 0 {
			d.standard = term.Choices[0]
		}
		return d
	case "Company", "Simulation":
		fields := CompanyFields
		if t.sheet == "Simulation" {
			fields = SimulationFields
		}
		field, _ := FieldByName(fields, t.name)
		return declaration{kind: field.Type, unit: cmp.Or(field.Unit, unitOf(field.Type, field.Choices)), choices: field.Choices, standard: field.Default}
	case "Policies":
		setting, _ := SettingByName(t.columnName)
		return declaration{kind: setting.Type, unit: cmp.Or(setting.Unit, unitOf(setting.Type, setting.Choices)), choices: setting.Choices, standard: setting.Default}
	}
	kind := map[string]ValueType{"Date": TypeDate, "Quantity": TypeNumber, "Price": TypeRelativePrice, "Amount": TypeMoney}[t.columnName]
	return declaration{kind: kind, unit: unitOf(kind, nil), whole: t.columnName == "Quantity"}
}

// typed reads a text as a cell would be read, where the input isn't a choice or a text of its own.
func (d declaration) typed(v Value) Value {
	switch {
	case v.IsBlank():
		return Value{At: v.At}
	case v.Kind == Bool || d.kind == TypeYesNo:
		if text, ok := boolText(v); ok {
			return Value{Kind: Text, Text: text, At: v.At}
		}
	case v.Kind == Text && d.kind != TypeChoice:
		return ParseCell(v.Text, v.At)
	}
	return v
}

// same reports whether two values say the same.
func (d declaration) same(a, b Value) bool {
	if n, ok := order(a, b); ok {
		return n == 0
	}
	if a.IsBlank() || b.IsBlank() {
		return a.IsBlank() && b.IsBlank()
	}
	return a.Kind == b.Kind && SameName(a.Text, b.Text)
}

// at is the cell that an edit would change, a blank where it would add one.
func (t *Table) at(to target) Value {
	if t == nil || to.row < 0 || to.column < 0 {
		return Value{}
	}
	return t.cell(to.row, to.column)
}

// spelled names a target as the workbook and the schema spell it.
func (t target) spelled(in *Inputs) string {
	table := in.Tables[t.sheet]
	switch t.sheet {
	case "Instruments":
		return strings.TrimSpace(table.Columns[t.column].Name) + ": " + t.name
	case "Policies":
		return "Policy " + trimmed(table.Value(t.row, "Policy")) + ": " + t.columnName
	case "Events":
		return "Event " + trimmed(table.Value(t.row, "ID")) + ": " + t.columnName
	}
	return t.sheet + ": " + t.name
}
