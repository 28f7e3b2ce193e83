package model

// agreedKinds are the issues that a contract may come before.
var agreedKinds = []string{grantOption, grantWarrant, issueConvertible}

// readContractDetail reads a contract's Detail as that of the issue to come, which carries the same ID.
func (e *eventRow) readContractDetail(v Value) {
	if e.e.ID == "" {
		return // told when the row is checked
	}
	row := e.rowNamed(e.t, e.e.ID, agreedKinds)
	if row < 0 {
		id := e.cell("ID")
		e.unknown("unknown-event-id", id, "the ID of an event "+quotedKinds(agreedKinds)+" of the same scenario, the issue to come", e.idsOf(e.t, agreedKinds))
		e.ok = false
		return
	}
	issue, _ := EventByName(e.t.Value(row, "Event").Text)
	if v.IsBlank() {
		return // as in the issue
	}
	e.readIssueDetail(v, usualCategory[issue.Name])
}

// linkContracts holds each contract against its issue, and fills in what the contract leaves to it.
func (r *resolver) linkContracts(t *Table) {
	for i := range r.out.Events {
		c := &r.out.Events[i]
		if c.Kind != contractSigned {
			continue
		}
		issue := r.eventNamed(c.ID, agreedKinds)
		if issue == nil {
			continue // told already
		}
		row, other := r.rowOf(t, c), r.rowOf(t, issue)
		if issue.Date < c.Date {
			row.refuse("dates-out-of-order", row.cell("Date").At, row.cell("Date").Shown(), "a date on or before that of the issue with the same ID, "+issue.Date.String(), "Correct one of the two dates")
		}
		for _, f := range []struct {
			column string
			same   bool
		}{
			{"Security", c.Security == issue.Security},
			{"Holder", c.Holder == noHolder || c.Holder == issue.Holder},
			{"Quantity", c.Quantity.Equal(issue.Quantity)},
			{"Price", !c.HasPrice || issue.HasPrice && c.Price.same(issue.Price)},
			{"Amount", !c.HasAmount || issue.HasAmount && c.Amount.Equal(issue.Amount)},
			{"Detail", c.Category == "" || c.Category == issue.Category && c.Costs.Equal(issue.Costs) && c.FairValue.Equal(issue.FairValue)},
		} {
			if !f.same {
				v, was := row.cell(f.column), other.cell(f.column)
				row.refuse("terms-differ", v.At, v.Shown()+" for "+f.column, was.Shown()+", as the issue with the same ID has it in cell "+t.rowPlace(issue.Row, f.column).Cell, "Correct one of the two")
			}
		}
		c.Holder = issue.Holder
		c.Price, c.HasPrice, c.Amount, c.HasAmount = issue.Price, issue.HasPrice, issue.Amount, issue.HasAmount
		c.Category, c.Costs = issue.Category, issue.Costs
		c.FairValue, c.UnitShare, c.UnitPrice = issue.FairValue, issue.UnitShare, issue.UnitPrice
	}
}
