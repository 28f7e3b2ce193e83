package xlsx

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// Columns of the table of shares reserved for conversion.
const (
	rsvScenario = iota + 1
	rsvClause
	rsvDate
	rsvNeeded
	rsvAvailable
	rsvShortfall
	rsvCovered
)

// What a day's reserve is called: the shares that may still be issued cover what the instruments need, or don't.
const reserveCovered, reserveShort = "covered", "SHORT"

// reserveLine is how many letters of the sentence on the reserve fit over its table.
const reserveLine = 100

// reserveBlock lists the days from which the shares that may still be issued fall short of what full conversion needs, or
// suffice again, where there are any, and says how it stands in words.
func reserveBlock(p *page, r *sim.Report) {
	if !anyScenario(r, func(o *model.Outcome) bool { return len(o.Reserve) > 0 }) {
		return
	}
	p.section("Shares reserved for conversion (shares): each day on which a shortfall begins, grows or ends")
	for _, s := range r.Scenarios {
		if len(s.Outcome.Reserve) > 0 {
			for _, line := range wrap(s.Scenario.Name+": "+reserveSentence(s.Outcome.Reserve), reserveLine) {
				p.line(StylePlain, line)
			}
		}
	}
	table := p.longTable("Scenario", "Clause", "From", "Needed for full conversion", "Authorized and not issued", "Shortfall", "Reserve")
	var covered []int
	for _, s := range r.Scenarios {
		for _, line := range s.Outcome.Reserve {
			covered = append(covered, table.add(reserveRow(s, line, table.next())...))
		}
	}
	for _, rows := range runs(covered) {
		p.Status = append(p.Status, StatusRange{Range: down(rsvCovered, rows.First, rows.Last), Good: reserveCovered, Alarm: StyleAlert})
	}
}

// runs joins ascending rows to ranges: a header that is repeated among them is in none.
func runs(rows []int) []rowRange {
	var joined []rowRange
	for _, row := range rows {
		if n := len(joined); n > 0 && joined[n-1].Last == row-1 {
			joined[n-1].Last = row
			continue
		}
		joined = append(joined, rowRange{row, row})
	}
	return joined
}

func shortfallOf(line model.ReserveLine) int64 { return max(0, line.Needed-line.Available) }

func reserveRow(s sim.ScenarioResult, line model.ReserveLine, row int) []Cell {
	covered := formulaOf("IF("+at(rsvShortfall, row)+`>0,"`+reserveShort+`","`+reserveCovered+`")`, reserveCovered)
	covered.Style = StyleGood
	if shortfallOf(line) > 0 {
		covered.Text, covered.Style = reserveShort, StyleAlert
	}
	return []Cell{
		text(s.Scenario.Name), text(line.Clause), day(line.Date), count(line.Needed), count(line.Available),
		formula("MAX(0,"+at(rsvNeeded, row)+"-"+at(rsvAvailable, row)+")", decimal.NewFromInt(shortfallOf(line)), FormatCount),
		covered,
	}
}

// reserveSentence says since when shares are missing, how many at the most, and how it ends.
func reserveSentence(lines []model.ReserveLine) string {
	since, worst := model.NoDate, model.ReserveLine{}
	for _, line := range lines {
		if shortfallOf(line) == 0 {
			continue
		}
		since = earlier(since, line.Date)
		if shortfallOf(line) > shortfallOf(worst) {
			worst = line
		}
	}
	if !since.Given() {
		return "the shares that may still be issued cover full conversion."
	}
	sentence := "from " + since.String() + " on the shares that may still be issued do not cover full conversion (" + worst.Clause + "): up to " +
		plain(shortfallOf(worst)) + " are missing, first on " + worst.Date.String() + "."
	if last := lines[len(lines)-1]; shortfallOf(last) == 0 {
		return sentence + " They cover it again from " + last.Date.String() + " on."
	}
	return sentence + " They still do not on the last day."
}
