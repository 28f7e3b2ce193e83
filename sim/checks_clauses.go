package sim

import (
	"slices"
	"strings"

	"scenarios/model"
)

// unmodelled is a clause of a contract that moves no share and no dollar here, and why.
type unmodelled struct {
	kind   string // of the instruments whose contract it stands in
	clause string
	why    string
}

// mechanics are the clauses without a rule, in the order of the contracts, and the contracts' own slips.
var mechanics = []unmodelled{
	{model.KindPreferred, "A, opening words", "A slip: the words say two thousand two hundred shares and the figure 2,500. The cap table's count is used."},
	{model.KindPreferred, "A 1(a)(vii)", "Who counts as a person: the cap table says who holds what."},
	{model.KindPreferred, "A 1(e)(i)", "How a notice and the certificates are sent: a notice acts on its date, or the next trading day."},
	{model.KindPreferred, "A 1(e)(ii)", "Confirmations and the transfer agent's days: shares count from the conversion date."},
	{model.KindPreferred, "A 1(e)(iii)", "Disputes about a computation: nothing is disputed."},
	{model.KindPreferred, "A 1(f)", "Taxes on the issue of shares, paid by the company: no amount is given."},
	{model.KindPreferred, "A 1(g)(iii)", "A slip: after a freeze the text sends the price to 1(c), which sets the rate; the price of 1(a)(iii), as adjusted, is meant."},
	{model.KindPreferred, "A 1(g)(vi)", "Notices of adjustments and record dates: each adjustment is on Price Adjustments, nothing depends on its being sent."},
	{model.KindPreferred, "A 3(b)(v)", "A slip: it speaks of Conversion Shares, which are defined nowhere; common issuable on conversion is meant."},
	{model.KindPreferred, "A 3(g)", "Disputes about a redemption, and the certificate for what is left: nothing is disputed."},
	{model.KindPreferred, "A 4", "A slip: dividends on conversion are tied to Section 3, which is redemption; conversion is in Section 1."},
	{model.KindPreferred, "A 6", "No vote but by law."},
	{model.KindPreferred, "A 8", "Consents to senior stock and to changes: no vote is modelled. The rank itself is the term Seniority."},
	{model.KindPreferred, "A 10", "The vote to change the terms: a change is entered as an event."},
	{model.KindPreferred, "A 11", "Lost or stolen certificates."},
	{model.KindPreferred, "A 12", "Remedies and injunctions: no damages are modelled."},
	{model.KindPreferred, "A 13", "How the text is to be construed."},
	{model.KindPreferred, "A 14", "No waiver by delay."},
	{model.KindPreferred, "A, Exhibit I", "The form of the conversion notice."},
	{model.KindNote, "N 3", "The way of delivery. A slip: amounts of 3(b) and (c) are to be paid on a rescission, and the text has neither."},
	{model.KindNote, "N 5(d)", "The company may not evade the adjustments: a promise of conduct."},
	{model.KindNote, "N 5(f)", "Taxes on the issue of shares, paid by the company: no amount is given."},
	{model.KindNote, "N 5(i)", "Registration or listing of the reserved shares: registration is entered as events."},
	{model.KindNote, "N 6(b)", "How notices about an inability to convert are sent."},
	{model.KindNote, "N 7", "No rights as a stockholder before conversion."},
	{model.KindNote, "N 9", "Representations of the company: a breach is entered as an event."},
	{model.KindNote, "N 14", "Replacement of a lost note."},
	{model.KindNote, "N 15", "Successors, assigns and pledges."},
	{model.KindNote, "N 16", "Amendments: a change is entered as an event."},
	{model.KindNote, "N 17", "How and when notices are given: a notice acts on its date, or the next trading day."},
	{model.KindNote, "N 18", "Governing law. It sets the holidays of section 8, which are modelled."},
	{model.KindNote, "N 19", "Headings."},
	{model.KindNote, "N 20", "Remedies and injunctions: no damages are modelled."},
	{model.KindNote, "N 21", "No waiver by delay."},
	{model.KindNote, "N 22", "Costs of enforcement: no amount is given."},
	{model.KindNote, "N 23", "Binding on successors."},
	{model.KindNote, "N 24", "Compliance with securities laws, and the legend on the note."},
	{model.KindNote, "N 25", "Severability."},
	{model.KindNote, "N 26", "Jurisdiction."},
	{model.KindNote, "N 27", "Waivers by the company of presentment, notice and jury trial."},
	{model.KindNote, "N, form of notice", "The form of the conversion notice."},
}

// variantClause marks, in the schema, terms that stand in neither contract.
const variantClause = "variant"

// notModelled lists the clauses without a rule, and the clauses whose rule is still to come, for the contracts that the
// case has instruments of.
func notModelled(r *Report) []Check {
	kinds := kindsOf(r.Base)
	var checks []Check
	for _, kind := range []string{model.KindPreferred, model.KindNote} {
		if slices.Contains(kinds, kind) {
			checks = append(checks, Unmodelled(kind)...)
		}
	}
	return append(checks, stillToCome(kinds)...)
}

// Unmodelled lists the clauses of a kind's contract that move no share and no dollar here, each with the reason.
func Unmodelled(kind string) []Check {
	var checks []Check
	for _, m := range mechanics {
		if m.kind == kind {
			checks = append(checks, Check{Name: m.clause, Kind: CheckNotModelled, OK: true, Detail: m.why})
		}
	}
	return checks
}

// kindsOf returns the kinds of instrument that a case has, preferred stock first.
func kindsOf(r *model.Resolved) []string {
	var kinds []string
	for _, kind := range []string{model.KindPreferred, model.KindNote} {
		if slices.ContainsFunc(r.Instruments, func(t model.Terms) bool { return t.Kind == kind }) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// stillToCome lists by clause the terms, and then the events, settings and fields, whose rule the schema marks as still to come.
func stillToCome(kinds []string) []Check {
	var l laterList
	for _, kind := range kinds {
		for i := range model.AllTerms {
			term := &model.AllTerms[i]
			l.add(clauseOf(term, kind), laterOf(term.Name, term.Later, kind))
		}
	}
	for _, e := range model.EventKinds {
		l.add("Events", laterOf(e.Name, e.Later, ""))
	}
	for _, s := range model.Settings {
		l.add("Policies", laterOf(s.Name, s.Later, ""))
	}
	for _, f := range model.CompanyFields {
		l.add("Company", laterOf(f.Name, f.Later, ""))
	}
	for _, f := range model.SimulationFields {
		l.add("Simulation", laterOf(f.Name, f.Later, ""))
	}
	return l.checks()
}

// clauseOf names the clause that a term comes from in the contract of a kind of instrument; "" where it has none there.
func clauseOf(t *model.Term, kind string) string {
	letter, clause := "A ", t.ClauseA
	if kind == model.KindNote {
		letter, clause = "N ", t.ClauseN
	}
	switch clause {
	case "":
		return ""
	case variantClause:
		return "Variants"
	}
	return letter + clause
}

// laterOf says what of an entry is still to come for a kind of instrument: the whole of it, some values, or nothing ("").
func laterOf(name string, later model.Later, kind string) string {
	switch {
	case later.All || slices.Contains(later.Kinds, kind):
		return name
	case len(later.Values) > 0:
		return name + " (" + strings.Join(later.Values, ", ") + ")"
	}
	return ""
}

// laterList gathers what is still to come under headings, in the order in which they first appear.
type laterList struct {
	headings []string
	under    map[string][]string
}

func (l *laterList) add(heading, what string) {
	if heading == "" || what == "" || slices.Contains(l.under[heading], what) {
		return
	}
	if l.under == nil {
		l.under = map[string][]string{}
	}
	if l.under[heading] == nil {
		l.headings = append(l.headings, heading)
	}
	l.under[heading] = append(l.under[heading], what)
}

func (l *laterList) checks() []Check {
	var checks []Check
	for _, heading := range l.headings {
		checks = append(checks, Check{Name: heading, Kind: CheckNotModelled, OK: true,
			Detail: "Not supported yet: " + strings.Join(l.under[heading], "; ") + "."})
	}
	return checks
}
