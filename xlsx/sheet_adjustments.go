package xlsx

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the certificates.
const (
	adjScenario = iota + 1
	adjDate
	adjInstrument
	adjCause
	adjClause
	adjBefore
	adjShares
	adjConsideration
	adjBaseBefore
	adjBaseAfter
	adjWords
	adjAfter
	adjRecomputed
	adjDifference
	adjChange
	adjOwed
)

// adjustmentsLayout is the Price Adjustments sheet with the rows of each scenario's certificates.
type adjustmentsLayout struct {
	Sheet
	rows []rowRange
}

func adjustmentsSheet(r *sim.Report) adjustmentsLayout {
	p := newPage(adjustmentsName, OutputGroup)
	p.widest = 30
	head(p, r, "price adjustments", "The certificate of each change of a conversion price. "+
		"Where one relation ties the figures, the price is computed again from the row.")
	currency := r.Base.Company.Currency
	p.table("Scenario", "Date", "Instrument", "Cause", "Clause", "Before ("+currency+" per share)", "Shares issued or deemed issued",
		"Consideration ("+currency+")",
		"Base before (shares)", "Base after (shares)", "Formula", "After ("+currency+" per share)", "After, computed from the row", "Difference",
		"Change", "Certificate owed")
	layout := adjustmentsLayout{}
	for _, s := range r.Scenarios {
		rows := rowRange{First: p.next()}
		for _, a := range s.Outcome.Adjustments {
			p.add(adjustmentRow(s, a, p.next())...)
		}
		rows.Last = len(p.Rows)
		layout.rows = append(layout.rows, rows)
		if rows.empty() {
			p.add(text(s.Scenario.Name), text("no adjustment"))
		}
	}
	freezeBlock(p, r)
	p.Frozen = Freeze(at(2, headerRows+2))
	p.Titles = Titles("1:5")
	layout.Sheet = p.finish()
	return layout
}

func adjustmentRow(s sim.ScenarioResult, a model.Adjustment, row int) []Cell {
	words, relation := adjustmentRelation(s.Resolved, a, row)
	recomputed, difference := text("not one relation"), Cell{}
	if relation != "" {
		recomputed = formula(relation, a.After, FormatPrecise)
		difference = formula("ROUND("+at(adjAfter, row)+"-"+at(adjRecomputed, row)+",12)", decimal.Zero, FormatPrecise)
	}
	change := Cell{}
	if !a.Before.IsZero() {
		change = formula(at(adjAfter, row)+"/"+at(adjBefore, row)+"-1", ratio(a.After, a.Before).Sub(decimal.NewFromInt(1)), FormatPercentFine)
	}
	return []Cell{
		text(s.Scenario.Name), day(a.Date), text(a.Instrument), prose(a.Cause), text(a.Clause),
		figure(a.Before, FormatPrecise), figure(a.Shares, FormatNumber), figure(a.Consideration, FormatMoney),
		figure(a.BaseBefore, FormatNumber), figure(a.BaseAfter, FormatNumber), prose(words),
		figure(a.After, FormatPrecise), recomputed, difference, change, text(answer(a.CertificateOwed)),
	}
}

// adjustmentRelation gives the relation that ties a certificate's figures, in words and as a formula over its row. The
// formula is empty where the price comes from replaying a history, or was rounded to a step.
func adjustmentRelation(r *model.Resolved, a model.Adjustment, row int) (words, relation string) {
	before, base, after := at(adjBefore, row), at(adjBaseBefore, row), at(adjBaseAfter, row)
	switch a.Formula {
	case "weighted average":
		words = "(before x base before + consideration) / base after"
		relation = "(" + before + "*" + base + "+" + at(adjConsideration, row) + ")/" + after
	case "split", "stock dividend", "merger":
		words = "before x base before / base after"
		relation = before + "*" + base + "/" + after
	case "full ratchet":
		words = "consideration / shares"
		relation = at(adjConsideration, row) + "/" + at(adjShares, row)
	case "replay":
		return "every issue since the first is counted again", ""
	case "set":
		return "set by the event", ""
	case "board":
		return "set by the board", ""
	case "floor":
		return "kept at the floor of the term sheet", ""
	case "reset":
		return "set to a part of the market price on a reset date", ""
	case "returned part":
		return "the price of the part that came back; that of the rest stays", ""
	default:
		return a.Formula, ""
	}
	if step := priceStep(r, a.Instrument); !step.IsZero() {
		return words + ", rounded to " + step.String(), ""
	}
	if a.BaseAfter.IsZero() { // the certificate holds no base: the relation has nothing to stand on
		return words, ""
	}
	return words, relation
}

// freezeBlock lists the times during which a price stood still, where there are any. Its columns are those of the
// certificates as far as they mean the same, because the header of these stays in sight.
func freezeBlock(p *page, r *sim.Report) {
	if !anyScenario(r, func(o *model.Outcome) bool { return len(o.Freezes) > 0 }) {
		return
	}
	p.section("Freezes: times during which a conversion price stands still (" + r.Base.Company.Currency + " per share)")
	p.table("Scenario", "From", "Instrument", "Cause", "Clause", "Frozen price", "Until, this day included")
	for _, s := range r.Scenarios {
		for _, f := range s.Outcome.Freezes {
			until := day(f.Until)
			if !f.Until.Given() {
				until = text("still frozen")
			}
			p.add(text(s.Scenario.Name), day(f.From), text(f.Instrument), prose(f.Cause), text(f.Clause), figure(f.Price, FormatPrecise), until)
		}
	}
}

func priceStep(r *model.Resolved, instrument string) decimal.Decimal {
	for _, t := range r.Instruments {
		if t.Name == instrument {
			return t.PriceStep
		}
	}
	return decimal.Zero
}
