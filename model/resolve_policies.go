package model

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// defaultPolicy is the name of the policies that hold where a workbook names none.
const defaultPolicy = "Default"

// The columns of Policies that are not settings.
var policyColumns = []string{"Policy", "Side", "Source"}

func settingNames() []string {
	names := make([]string, len(Settings))
	for i, s := range Settings {
		names[i] = s.Name
	}
	return names
}

// readPolicies reads the Policies sheet and gives every holder and the company its policy.
func (r *resolver) readPolicies() {
	r.out.Policies = []HolderPolicy{holderPolicy(defaultPolicy, r.settings(nil, 0, SideHolder))}
	company := map[string]companySettings{folded(defaultPolicy): {name: defaultPolicy, settings: r.settings(nil, 0, SideCompany)}}
	companyNames := []string{}
	t := r.optional("Policies", "Policy", "Side")
	if t != nil {
		r.checkPolicyColumns(t)
		companyNames = r.policyRows(t, company)
	}
	r.assignHolderPolicies()
	r.checkOptimal(t)
	name := r.scenario.CompanyPolicy
	if name == "" {
		name = defaultPolicy
	}
	p, ok := company[folded(name)]
	if !ok {
		r.unknown("unknown-policy", Value{Kind: Text, Text: name, At: r.scenario.CompanyPolicyAt}, "a policy of Side Company", companyNames)
		return
	}
	r.out.CompanyPolicy = companyPolicy(p.name, p.settings)
	r.checkApproval(p)
}

// companySettings is a policy of the company as it was read.
type companySettings struct {
	name     string
	settings map[string]entry
	daysAt   Source // the cell of Approval days
}

// checkApproval reports a vote of which one run along one price path can't tell the outcome, and one that nothing ends. Only
// the policy that the scenario takes matters: another one may be that of a simulated scenario.
func (r *resolver) checkApproval(p companySettings) {
	chance := p.settings["Approval chance"]
	uncertain := chance.number.IsPositive() && chance.number.LessThan(one)
	if uncertain && !SameName(r.scenario.Path, MonteCarlo) {
		r.add("needs-simulation", chance.value.At, chance.value.Shown()+" for Approval chance", "0% or 100% in a scenario along one price path", "Write one of the two, or name a scenario whose price path is Monte Carlo")
	}
	if p.settings["Above the cap"].text != aboveCapApproval {
		if uncertain {
			r.out.Notes = append(r.out.Notes, fmt.Sprintf("Policies: Approval chance of '%s' is not used: no vote is held unless Above the cap is '%s'.", p.name, aboveCapApproval))
		}
		return
	}
	if p.settings["Approval days"].given {
		return
	}
	for _, t := range r.out.Instruments {
		if t.CapApprovalOrCash && t.ApprovalWithin == 0 {
			r.add("missing-value", p.daysAt, "no Approval days", "how long the vote takes, because Above the cap is 'Approval' and Approval within of "+t.Name+" is blank", "Fill in one of the two")
		}
	}
}

// checkOptimal reports holders who would convert by a rule that only a simulation can fit, in a scenario along one price path.
// As with votes, only the policies that the scenario takes matter.
func (r *resolver) checkOptimal(t *Table) {
	if t == nil || SameName(r.scenario.Path, MonteCarlo) {
		return
	}
	for row := range t.Rows {
		for p, policy := range r.out.Policies {
			chosen := policy.Convert == convertOptimal && r.out.uses(p)
			if !chosen || !SameName(t.Value(row, "Policy").Text, policy.Name) || !SameName(t.Value(row, "Side").Text, SideHolder) {
				continue
			}
			v := t.Value(row, "Convert")
			r.add("needs-simulation", v.At, v.Shown()+" for Convert", "a choice that needs no simulation, in a scenario along one price path",
				"Choose another value such as '"+convertInTheMoney+"', or name a scenario whose price path is "+MonteCarlo)
		}
	}
}

func (r *resolver) checkPolicyColumns(t *Table) {
	for _, c := range t.Columns {
		if _, ok := SettingByName(c.Name); !ok && !holds(policyColumns, c.Name) && strings.TrimSpace(c.Name) != "" {
			r.unknown("unknown-setting", Value{Kind: Text, Text: c.Name, At: c.At}, "a setting of Policies", settingNames())
		}
	}
}

// policyRows reads every policy and returns the names of the company's. A policy named Default replaces the built-in one.
func (r *resolver) policyRows(t *Table, company map[string]companySettings) []string {
	var companyNames []string
	seen := map[string]bool{}
	for row := range t.Rows {
		name, nameOK := r.need(t, row, "Policy", TypeText, nil)
		side, sideOK := r.need(t, row, "Side", TypeChoice, []string{SideHolder, SideCompany})
		if !nameOK || !sideOK {
			continue
		}
		key := side.text + ":" + folded(name.text)
		if seen[key] {
			r.add("duplicate-name", name.value.At, name.value.Shown()+" a second time", "a name of its own for each policy of a side", "Rename one of them")
			continue
		}
		seen[key] = true
		r.refuseOtherSide(t, row, side.text)
		settings := r.settings(t, row, side.text)
		switch {
		case side.text == SideCompany:
			company[folded(name.text)] = companySettings{name.text, settings, t.rowPlace(row, "Approval days")}
			r.checkPrepays(t, row, settings)
			companyNames = append(companyNames, name.text)
		case SameName(name.text, defaultPolicy):
			r.out.Policies[0] = holderPolicy(name.text, settings)
		default:
			r.out.Policies = append(r.out.Policies, holderPolicy(name.text, settings))
		}
	}
	return companyNames
}

// checkPrepays reports a policy of prepaying below a price that it does not name.
func (r *resolver) checkPrepays(t *Table, row int, settings map[string]entry) {
	if settings["Company prepays"].text == "When price below" && t.Value(row, "Prepay below").IsBlank() {
		r.add("missing-value", t.rowPlace(row, "Prepay below"), "no Prepay below", "a price, because Company prepays is 'When price below'", "Fill it in")
	}
}

// refuseOtherSide reports settings that belong to the other side.
func (r *resolver) refuseOtherSide(t *Table, row int, side string) {
	for _, s := range Settings {
		if v := t.Value(row, s.Name); s.Side != side && !v.IsBlank() {
			r.add("wrong-side", v.At, v.Shown()+" for "+s.Name, "a blank cell, because "+s.Name+" is a setting of Side "+s.Side, "Clear the cell, or correct the Side")
		}
	}
}

// settings reads a side's settings of a row; without a table they are the declared defaults.
func (r *resolver) settings(t *Table, row int, side string) map[string]entry {
	entries := map[string]entry{}
	for _, s := range Settings {
		if s.Side != side {
			continue
		}
		entries[s.Name], _ = r.read(ParseCell(s.Default, Source{}), s.Name, s.Type, s.Choices)
		if t == nil {
			continue
		}
		v := t.Value(row, s.Name)
		if s.Unsupported(v.Text) {
			r.notYet(v, s.Name)
			continue
		}
		if e, ok := r.read(v, s.Name, s.Type, s.Choices); ok && e.given && r.settingInRange(s.Name, e) {
			entries[s.Name] = e
		}
	}
	return entries
}

// settingInRange refuses figures that can't be meant, such as a Decide every of zero days.
func (r *resolver) settingInRange(name string, e entry) bool {
	switch name {
	case "Decide every":
		return r.within(e.value, name, e.number, one, decimal.NewFromInt(largestDays), "trading days from 1 to 100000")
	case "Daily sale":
		return r.within(e.value, name, e.number, decimal.Zero, one, "a percentage of the volume up to 100%")
	case "Approval chance":
		return r.within(e.value, name, e.number, decimal.Zero, one, "a percentage from 0% to 100%")
	case "Approval days":
		return r.within(e.value, name, e.number, one, decimal.NewFromInt(largestDays), "calendar days from 1 to 100000")
	case "Prepay below":
		return r.within(e.value, name, e.number, decimal.New(1, -6), largestAmount, "a price in USD above zero")
	}
	return true
}

func holderPolicy(name string, s map[string]entry) HolderPolicy {
	return HolderPolicy{
		Name: name, Convert: s["Convert"].text, InTheMoneyBy: s["In the money by"].number, DecideEvery: int(s["Decide every"].count),
		AlternativePrice: s["Alternative price"].text, Redeem: s["Redeem"].text, Exercise: s["Exercise"].text, DailySale: s["Daily sale"].number,
		TakeUpRights: s["Take up rights"].text == "Yes", DividendsInShares: s["Dividends in"].text == "Shares",
		Inability: s["Inability choice"].text, VoidWhenLower: s["Void and reset"].text == "When lower",
		DemandPrepayment: s["Demand prepayment"].text, Accelerate: s["Accelerate on default"].text == "Yes",
	}
}

func companyPolicy(name string, s map[string]entry) CompanyPolicy {
	return CompanyPolicy{
		Name: name, InterestIn: s["Interest in"].text,
		AboveCap: s["Above the cap"].text, ApprovalChance: s["Approval chance"].number, ApprovalDays: int(s["Approval days"].count),
		Prepays: s["Company prepays"].text, PrepayBelow: s["Prepay below"].number,
	}
}

// assignHolderPolicies reads "Patient; Fund A = Eager": one policy for all, then exceptions by holder.
func (r *resolver) assignHolderPolicies() {
	at := r.scenario.HolderPolicyAt
	general, generalNamed := 0, false
	exceptions := map[int]int{}
	for _, part := range listed(r.scenario.HolderPolicy) {
		holder, policy, isException := strings.Cut(part, "=")
		if !isException {
			if generalNamed {
				r.add("two-policies", at, "'"+part+"' as a second policy for all holders", "one policy, then exceptions such as 'Fund A = Eager'", "Take one of them out")
			}
			general, generalNamed = r.policyNamed(part), true
			continue
		}
		h, known := r.holders[folded(holder)]
		if !known {
			r.unknown("unknown-holder", Value{Kind: Text, Text: strings.TrimSpace(holder), At: at}, "a holder of the cap table in Holder policy", r.holderNames())
			continue
		}
		if _, twice := exceptions[h]; twice {
			r.add("two-policies", at, "'"+strings.TrimSpace(holder)+"' a second time", "one policy for each holder", "Take one of them out")
		}
		exceptions[h] = r.policyNamed(policy)
	}
	r.out.HolderPolicy = make([]int, len(r.out.Holders))
	for h := range r.out.HolderPolicy {
		r.out.HolderPolicy[h] = general
		if p, ok := exceptions[h]; ok {
			r.out.HolderPolicy[h] = p
		}
	}
}

// policyNamed finds a holders' policy, the default one where there is none of that name.
func (r *resolver) policyNamed(name string) int {
	names := make([]string, len(r.out.Policies))
	for i, p := range r.out.Policies {
		if SameName(p.Name, name) {
			return i
		}
		names[i] = p.Name
	}
	r.unknown("unknown-policy", Value{Kind: Text, Text: strings.TrimSpace(name), At: r.scenario.HolderPolicyAt}, "a policy of Side Holder", names)
	return 0
}
