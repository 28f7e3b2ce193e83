package xlsx

import (
	"fmt"
	"strings"

	"scenarios/model"
)

// ReferencePage is docs/reference.md: every sheet, column, field, term, reading, event, policy and metric, from the same
// declarations as the reader and the templates.
func ReferencePage() string {
	var p markdownPage
	p.lines("# Reference",
		"",
		"Everything that a workbook may say. This page is made from the program's own declarations: `go test ./xlsx -run Reference -update` writes it anew.",
		"",
		"Names are read without regard to letter case and outer spaces; a header may end in a unit in parentheses. *Not yet* marks what is declared and refused by name until its rule exists.")
	p.sheets()
	p.fields("Fields of Company", model.CompanyFields)
	p.terms("Terms", "Rows of Instruments. A blank cell means that the contract has no such clause. A is the Series A certificate of designations of 2000, N the subordinated convertible note of 2002; the two columns after them hold what those contracts say.", false)
	p.terms("Readings", "Rows of Instruments too, below the terms: how an open text is read. The first value is the default.", true)
	p.events()
	p.settings()
	p.shapes()
	p.fields("Fields of Simulation", model.SimulationFields)
	p.metrics()
	p.list("Issuance categories", "`<instrument>` stands for an instrument's name.", model.Categories)
	p.list("Markets", "The Nasdaq National Market, the Nasdaq SmallCap Market, the New York and American Stock Exchanges, over the counter.", model.Markets)
	return p.String()
}

// markdownPage collects the lines of a page.
type markdownPage struct{ strings.Builder }

func (p *markdownPage) lines(lines ...string) {
	for _, line := range lines {
		p.WriteString(line + "\n")
	}
}

// table starts a section with a table.
func (p *markdownPage) table(heading, about string, columns ...string) {
	p.lines("", heading, "")
	if about != "" {
		p.lines(about, "")
	}
	p.row(columns...)
	p.row(strings.Split(strings.Repeat("---,", len(columns)-1)+"---", ",")...)
}

// row writes one row of a table; what would end a cell or become markup is escaped.
func (p *markdownPage) row(cells ...string) {
	escape := strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;", "*", `\*`)
	for i, c := range cells {
		cells[i] = escape.Replace(c)
	}
	p.lines("| " + strings.Join(cells, " | ") + " |")
}

func (p *markdownPage) sheets() {
	p.table("## Input sheets", "Every sheet but Price Paths may carry a free-text Source column.", "Sheet", "One row is", "Needed", "Works", "What it holds")
	for _, s := range InputSheetKinds {
		p.row(s.Name, s.Row, yesOrNo(s.Required), works(s.Later), s.Help)
	}
	for _, s := range InputSheetKinds {
		p.table("### "+s.Name, "", "Column", "Unit", "Values", "Needed", "Meaning")
		for _, c := range s.Columns {
			p.row(c.Name, c.Unit, valuesOf(c.Type, c.Choices), yesOrNo(c.Required), c.Help)
		}
		if s.Open != nil {
			p.row("one column for "+s.Open.What, "", "", "no", s.Open.Help)
		}
	}
}

func (p *markdownPage) fields(heading string, fields []model.Field) {
	p.table("## "+heading, "", "Field", "Unit", "Values", "Default", "Needed", "Works", "Meaning")
	for _, f := range fields {
		p.row(f.Name, f.Unit, valuesOf(f.Type, f.Choices), f.Default, yesOrNo(f.Required), works(f.Later), f.Help)
	}
}

func (p *markdownPage) terms(heading, about string, readings bool) {
	p.table("## "+heading, about, "Term", "Unit or values", "Clause A", "Clause N", "Series A", "2002 Notes", "Works", "Meaning")
	for _, t := range model.AllTerms {
		if t.Reading == readings {
			p.row(t.Name, t.Unit, t.ClauseA, t.ClauseN, t.SeriesA, t.Notes, works(t.Later), t.Help)
		}
	}
}

func (p *markdownPage) events() {
	p.table("## Events", "The step is that of the day: 1 before the close, 5 after it. A star marks a column that must be filled; one that an event does not take must be blank. Date, Clause, Set, ID and Source may stand on every event.",
		"Event", "Step", "Columns", "Works", "Meaning")
	for i := range model.EventKinds {
		e := &model.EventKinds[i]
		p.row(e.Name, fmt.Sprint(e.Step), strings.Join(eventFieldLines(e), "; "), works(e.Later), e.Help)
	}
}

func (p *markdownPage) settings() {
	p.table("## Policies", "A policy is a row; its settings are columns. A setting of the other side is an error.", "Setting", "Side", "Unit", "Values", "Default", "Works", "Meaning")
	for _, s := range model.Settings {
		p.row(s.Name, s.Side, s.Unit, valuesOf(s.Type, s.Choices), s.Default, works(s.Later), s.Help)
	}
}

func (p *markdownPage) shapes() {
	p.table("## Price paths in words", "Steps joined by `;`. Each starts where the one before ended, the first from the last close; after the last the price stays flat.", "Step", "Meaning")
	for _, s := range model.Shapes {
		p.row(s.Form, s.Help)
	}
}

func (p *markdownPage) metrics() {
	p.table("## Metrics", "", "Metric", "Unit", "Meaning")
	for _, m := range model.Metrics {
		p.row(m.Name, m.Unit, m.Help)
	}
}

func (p *markdownPage) list(heading, about string, items []string) {
	p.lines("", "## "+heading, "", about, "")
	for _, item := range items {
		p.lines("- `" + item + "`")
	}
}

// valuesOf says what a cell of this type takes.
func valuesOf(kind model.ValueType, choices []string) string {
	switch kind {
	case model.TypeChoice:
		return strings.Join(choices, " / ")
	case model.TypeYesNo:
		return "Yes / No"
	case model.TypeDate:
		return "a date"
	case model.TypePercent:
		return "a percent"
	case model.TypeCount:
		return "a whole number"
	case model.TypePrice, model.TypeMoney, model.TypeNumber:
		return "a number"
	case model.TypeRelativePrice:
		return "a number, or a part of the market"
	}
	return "text"
}

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// works says in a word or two what of an entry has its rule.
func works(l model.Later) string {
	if l.All {
		return "not yet"
	}
	var limits []string
	if len(l.Kinds) > 0 {
		limits = append(limits, "not yet for "+strings.Join(l.Kinds, ", "))
	}
	if len(l.Values) > 0 {
		limits = append(limits, "not yet: "+strings.Join(l.Values, "; "))
	}
	if len(limits) == 0 {
		return "yes"
	}
	return strings.Join(limits, "; ")
}
