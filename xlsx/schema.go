package xlsx

import (
	"slices"

	"scenarios/model"
)

// InputSheet declares one input sheet: what its rows are and which columns it has. The reader, the templates and the
// reference page all follow it.
type InputSheet struct {
	Name     string
	Row      string // what one row is
	Help     string
	Required bool
	Columns  []InputColumn
	Open     *OpenColumns // columns beyond the declared ones; nil where there may be none
	Later    model.Later
}

// InputColumn is a declared column of an input sheet.
type InputColumn struct {
	Name     string
	Unit     string // stands in parentheses after the name in our own headers
	Type     model.ValueType
	Choices  []string
	Required bool // the sheet can't be read without the column
	Minor    bool // left out of a sheet that we lay out when no row has it
	Help     string
}

// OpenColumns are the columns that a user names: one per instrument, path or override.
type OpenColumns struct {
	What string // what each is, for messages: an instrument, a path, an override
	Type model.ValueType
	Help string
}

// The names of the input sheets.
const (
	companySheet     = "Company"
	capTableSheet    = "Cap Table"
	instrumentsSheet = "Instruments"
	eventsSheet      = "Events"
	historySheet     = "Price History"
	pathsSheet       = "Price Paths"
	holidaysSheet    = "Holidays"
	scenariosSheet   = "Scenarios"
	policiesSheet    = "Policies"
	simulationSheet  = "Simulation"
	sensitivitySheet = "Sensitivity"
)

// InputSheetKinds are the input sheets in the order in which a workbook shows them.
var InputSheetKinds = []InputSheet{
	{Name: companySheet, Row: "a field", Required: true, Columns: fieldColumns(),
		Help: "The company, the days that the run covers, and its cash."},
	{Name: capTableSheet, Row: "a position", Required: true, Columns: capTableColumns,
		Help: "Who holds what before the open of the Valuation date. Rows issued on a later day are issued on that day."},
	{Name: instrumentsSheet, Row: "a term", Required: true, Columns: instrumentColumns,
		Open: &OpenColumns{What: "an instrument", Type: model.TypeText, Help: "The instrument's name above its terms. An empty cell means that its contract has no such clause."},
		Help: "The term sheets, one column per instrument. Readings, at the end, settle how an open text is read; where blank, the first value is used."},
	{Name: eventsSheet, Row: "a dated event", Columns: eventColumns,
		Help: "What happens on given days: issues, grants, splits, registration, listing, notices. Events before the Valuation date are replayed for prices and limits and move no positions."},
	{Name: historySheet, Row: "a trading day", Columns: historyColumns,
		Help: "Closes before the Valuation date, for averages that look back and for the start of described paths."},
	{Name: pathsSheet, Row: "a trading day", Columns: []InputColumn{
		{Name: "Date", Type: model.TypeDate, Required: true, Help: "A trading day, from the Valuation date to the Horizon end."}},
		Open: &OpenColumns{What: "a path", Type: model.TypePrice, Help: "The path's name above its closes, as traded: from a split's day on they are after the split."},
		Help: "Named price paths: a close for every trading day from the Valuation date to the Horizon end, USD per share."},
	{Name: holidaysSheet, Row: "a day", Columns: holidayColumns,
		Help: "Days on which a calendar differs from ours."},
	{Name: scenariosSheet, Row: "a scenario", Columns: scenarioColumns,
		Open: &OpenColumns{What: "an override", Type: model.TypeText, Help: "What is changed in the scenarios that have a value below it, such as Series A: Conversion price."},
		Help: "What is run side by side. Without this sheet every price path is a scenario."},
	{Name: policiesSheet, Row: "a policy", Columns: policyColumns(),
		Help: "What holders and the company do where the contract leaves them a choice. A blank setting takes its default; a policy takes only the settings of its side."},
	{Name: simulationSheet, Row: "a field", Columns: fieldColumns(),
		Help: "How price paths are simulated, for scenarios whose Price path is Monte Carlo. Without a Scenarios sheet a filled-in Simulation adds one scenario of that name."},
	{Name: sensitivitySheet, Row: "an analysis", Columns: sensitivityColumns, Later: model.AnalysesToCome,
		Help: "Which inputs are moved, how far, and what is watched. The results stand on Sensitivity Results. Rows of Kind Tornado with the same Scenario and Metric make one chart."},
}

// sourceColumn may stand on every input sheet but Price Paths: where a figure comes from.
var sourceColumn = InputColumn{Name: "Source", Type: model.TypeText, Minor: true, Help: "Where the figure comes from; free text."}

// InputSheetByName finds a declared input sheet; letter case and outer spaces don't count.
func InputSheetByName(name string) (*InputSheet, bool) {
	for i := range InputSheetKinds {
		if model.SameName(InputSheetKinds[i].Name, name) {
			return &InputSheetKinds[i], true
		}
	}
	return nil, false
}

// All returns the declared columns, the Source column included where the sheet may carry one.
func (s *InputSheet) All() []InputColumn {
	if s.Name == pathsSheet {
		return s.Columns
	}
	return append(slices.Clone(s.Columns), sourceColumn)
}

// ColumnByName finds a declared column; letter case and outer spaces don't count.
func (s *InputSheet) ColumnByName(name string) (*InputColumn, bool) {
	columns := s.All()
	for i := range columns {
		if model.SameName(columns[i].Name, name) {
			return &columns[i], true
		}
	}
	return nil, false
}

func fieldColumns() []InputColumn {
	return []InputColumn{
		{Name: "Field", Type: model.TypeText, Required: true, Help: "The field's name."},
		{Name: "Value", Type: model.TypeText, Required: true, Help: "Its value; blank where it has a default or does not apply."},
		{Name: "Unit", Type: model.TypeText, Help: "The unit of the value, for the reader; not read."},
	}
}

var capTableColumns = []InputColumn{
	{Name: "Holder", Type: model.TypeText, Required: true, Help: "Who holds the position."},
	{Name: "Group", Type: model.TypeText, Help: "Affiliates share a group: their shares count together against ownership limits. Blank: on its own."},
	{Name: "Security", Type: model.TypeText, Required: true, Help: "Common, Treasury, Option, Warrant, or an instrument's name. Options and warrants may carry a name: Warrant: 2002 deal."},
	{Name: "Category", Type: model.TypeChoice, Choices: model.Categories, Help: "The category of the issue, which an anti-dilution clause may exclude."},
	{Name: "Quantity", Unit: "shares, units or principal", Type: model.TypeNumber, Required: true, Help: "Shares; units of a preferred instrument; dollars of principal of a note."},
	{Name: "Price", Unit: "USD per share", Type: model.TypePrice, Help: "Exercise price of options and warrants; else the purchase price."},
	{Name: "Issued", Type: model.TypeDate, Help: "The day of issue. Blank: before every window. After the Valuation date: issued on that day."},
	{Name: "Expires", Type: model.TypeDate, Help: "The last day on which options and warrants can be exercised. Blank: never."},
	{Name: "Bought at issue", Unit: "units or principal", Type: model.TypeNumber, Help: "What the holder bought when the instrument was issued, for its part of the exchange cap. Blank: Quantity."},
	{Name: "Converted before", Unit: "shares", Type: model.TypeCount, Help: "Shares that the holder received on conversions before the Valuation date; they have used its part of the exchange cap."},
	{Name: "Own limit", Type: model.TypeYesNo, Help: "Yes: the position carries an ownership limit of its own, so its unexercised shares don't count as owned."},
	{Name: "Note", Type: model.TypeText, Minor: true, Help: "Free text."},
}

var instrumentColumns = []InputColumn{
	{Name: "Term", Type: model.TypeText, Required: true, Help: "The term's name."},
	{Name: "Unit", Type: model.TypeText, Help: "The unit of the value, or the values to choose from; not read."},
	{Name: "Clause", Type: model.TypeText, Help: "Where the term stands in the contract; free text."},
}

var eventColumns = []InputColumn{
	{Name: "Date", Type: model.TypeDate, Required: true, Help: "The day of the event. One that is not a trading day acts on the next."},
	{Name: "Event", Type: model.TypeChoice, Choices: eventNames(), Required: true, Help: "What happens; the command scenarios events lists what each one takes."},
	{Name: "Security", Type: model.TypeText, Help: "The security that the event is about."},
	{Name: "Holder", Type: model.TypeText, Help: "The holder that the event is about."},
	{Name: "Quantity", Unit: "shares, units or principal", Type: model.TypeNumber, Help: "Shares, units of a preferred instrument, or dollars of principal; of a split, new shares per old."},
	{Name: "Price", Unit: "USD per share", Type: model.TypeRelativePrice, Help: "A price, or a part of the market: 85% of market, 85% of avg 20."},
	{Name: "Amount", Unit: "USD", Type: model.TypeMoney, Help: "Money in all."},
	{Name: "Detail", Type: model.TypeText, Help: "What else the event needs, such as the category of an issue or the new market."},
	{Name: "Clause", Type: model.TypeText, Help: "Where the event is dealt with in a contract; free text."},
	{Name: "Set", Type: model.TypeText, Help: "Events of a set happen only in scenarios that name the set. Blank: in all."},
	{Name: "ID", Type: model.TypeText, Help: "A name of the event's own, for overrides and for other events to refer to."},
}

func eventNames() []string {
	var names []string
	for _, e := range model.EventKinds {
		names = append(names, e.Name)
	}
	return names
}

var historyColumns = []InputColumn{
	{Name: "Date", Type: model.TypeDate, Required: true, Help: "A trading day before the Valuation date."},
	{Name: "Close", Unit: "USD per share", Type: model.TypePrice, Required: true, Help: "The last trade."},
	{Name: "Bid", Unit: "USD per share", Type: model.TypePrice, Minor: true, Help: "With Ask: their average stands in where there was no trade."},
	{Name: "Ask", Unit: "USD per share", Type: model.TypePrice, Minor: true, Help: "With Bid: their average stands in where there was no trade."},
	{Name: "Fair value", Unit: "USD per share", Type: model.TypePrice, Minor: true, Help: "The board's fair value, where there was neither a trade nor bid and ask."},
	{Name: "Volume", Unit: "shares", Type: model.TypeCount, Minor: true, Help: "Shares traded."},
}

var holidayColumns = []InputColumn{
	{Name: "Date", Type: model.TypeDate, Required: true, Help: "The day."},
	{Name: "Calendar", Type: model.TypeChoice, Choices: []string{"Trading", "Business", "New York"}, Required: true,
		Help: "Trading days; business days of the Series A; New York business days of the notes."},
	{Name: "Open", Type: model.TypeChoice, Choices: []string{"Yes", "No"}, Required: true, Help: "Whether the calendar counts the day."},
}

var scenarioColumns = []InputColumn{
	{Name: "Scenario", Type: model.TypeText, Required: true, Help: "The scenario's name."},
	{Name: "Price path", Type: model.TypeText, Required: true, Help: "A column of Price Paths, or a path in words: -40% over 12 months; flat."},
	{Name: "Holder policy", Type: model.TypeText, Help: "A policy for all holders, or one for all and others for some: Patient; Fund A = Eager."},
	{Name: "Company policy", Type: model.TypeText, Help: "The company's policy."},
	{Name: "Events set", Type: model.TypeText, Help: "The set of events that happens besides those without a set."},
	{Name: "Weight", Type: model.TypeNumber, Help: "The scenario's weight beside the others."},
	{Name: "Include", Type: model.TypeChoice, Choices: []string{"Yes", "No"}, Help: "No leaves the scenario out of the run. Blank: Yes."},
}

// policyColumns are Policy, Side and every setting. A setting is left out of our own sheets where no policy sets it.
func policyColumns() []InputColumn {
	columns := []InputColumn{
		{Name: "Policy", Type: model.TypeText, Required: true, Help: "The policy's name."},
		{Name: "Side", Type: model.TypeChoice, Choices: []string{model.SideHolder, model.SideCompany}, Required: true, Help: "Whose policy it is."},
	}
	for _, s := range model.Settings {
		columns = append(columns, InputColumn{Name: s.Name, Unit: s.Unit, Type: s.Type, Choices: s.Choices, Minor: true,
			Help: s.Side + " policies. " + s.Help + defaultSentence(s.Default)})
	}
	return columns
}

func defaultSentence(value string) string {
	if value == "" {
		return ""
	}
	return " Blank: " + value + "."
}

var sensitivityColumns = []InputColumn{
	{Name: "Kind", Type: model.TypeChoice, Choices: model.AnalysisKinds, Required: true, Help: "The kind of analysis."},
	{Name: "Scenario", Type: model.TypeText, Required: true, Help: "The scenario that is varied."},
	{Name: "Metric", Type: model.TypeText, Required: true, Help: "The figure that is watched, such as dilution or peak exposure. Of a simulated scenario a statistic may stand before it, such as p95 dilution; without one it is the mean."},
	{Name: "Input", Type: model.TypeText, Required: true, Help: "The input that is moved, such as Series A: Conversion price, Company: Cash balance, Policy Eager: Convert or Event SALE: Price."},
	{Name: "Low", Type: model.TypeText, Help: "Its lowest value; or every value that it takes, joined by ;, where it is a choice."},
	{Name: "Base", Type: model.TypeText, Help: "Its value in the model. Blank: the model's; else it must be the same."},
	{Name: "High", Type: model.TypeText, Help: "Its highest value."},
	{Name: "Steps", Type: model.TypeCount, Help: "How many values from low to high. Blank: 5. The model's own value is added where the steps miss it. Of a tornado: blank."},
	{Name: "Second input", Type: model.TypeText, Help: "The other input of a two-way table."},
	{Name: "Second low", Type: model.TypeText, Help: "Its lowest value, or every value joined by ;."},
	{Name: "Second high", Type: model.TypeText, Help: "Its highest value."},
	{Name: "Second steps", Type: model.TypeCount, Help: "How many values from its low to its high. Blank: 5."},
	{Name: "Target", Type: model.TypeNumber, Help: "The metric's value to reach, of a goal seek, which is not supported yet."},
}
