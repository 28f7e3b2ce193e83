package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"scenarios/model"
	"scenarios/model/longtest"
)

// Twins are two cases that say the same in other words: what they lead to must be the same.

// TestDividendLikeSplit: a dividend of one share for each, read as a subdivision and excluded from the average, converts
// everything at the price and into the shares of a 2-for-1 split.
func TestDividendLikeSplit(t *testing.T) {
	twins(t, func(text string) (string, string, bool) {
		text = withTerm(withTerm(text, "Stock dividend", "Subdivision"), "Split takes effect", "Open")
		text = withTerm(withTerm(text, "Ownership base", ""), "Anti-dilution excludes", "Stock dividend")
		text = withTerm(text, "Reserve", "") // treasury shares get no dividend, which leaves the charter more room
		text = noSales(text)
		twin, found := text, false
		valuation := fieldOf(text, "Valuation date")
		for _, line := range eventLines(text) {
			if cells := strings.Split(line, " | "); cells[1] == "Split" && cells[4] == "2" && cells[0] >= valuation {
				twin, found = strings.Replace(twin, line, cells[0]+" | Stock dividend |  |  | 1 |  |  |  | ", 1), true
			}
		}
		return text, twin, found && !strings.Contains(text, "| Stock dividend |  |") // one between its dates is split, and gets no dividend
	}, cmp.Options{cmpopts.IgnoreFields(model.Conversion{}, "Why"), cmpopts.IgnoreFields(model.InstrumentOutcome{}, "SharesIssued")}) // a split restates it
}

// TestTransferOfEverything: a fund that passes all it has on to a new holder with its policy, who does from then on what the
// fund would have done, changes no conversion, no price and no total. Limits are left out: what the new holder has counts
// as acquired that day, and of an allocation only what is unused goes with it.
func TestTransferOfEverything(t *testing.T) {
	twins(t, func(text string) (string, string, bool) {
		text = withTerm(withTerm(text, "Ownership limit", ""), "Second ownership limit", "")
		for _, term := range []string{"Blocked when", "Acquired within", "Ownership counted", "Over-limit notice", "Ownership limits mandatory", "Ownership base",
			"Exchange cap", "Exchange cap base", "Exchange cap counts", "Exchange cap applies on", "Exchange cap reallocated", "Above the cap"} {
			text = withTerm(text, term, "")
		}
		cutOff := false // a holder's fractions, where shares are restated
		for _, event := range []string{"| Split |", "| Stock dividend |", "| Reclassification |", "consummated |"} {
			cutOff = cutOff || strings.Contains(text, event)
		}
		return text, transferred(text), !strings.Contains(text, newcomer) && !cutOff
	}, cmp.Options{cmpopts.IgnoreFields(model.Conversion{}, "Holder"), cmpopts.SortSlices(func(a, b model.Conversion) bool {
		return order(a) < order(b)
	})})
}

// order is a conversion without its holder.
func order(c model.Conversion) string {
	return fmt.Sprint(c.Date, c.Instrument, c.Kind, c.Asked, c.Units, c.Shares, c.Cuts)
}

// twins makes twins of random cases and compares conversions, certificates and instruments, as far as both can be run.
func twins(t *testing.T, make func(text string) (string, string, bool), ignored cmp.Option) {
	t.Helper()
	compared := 0
	for n := 1; n <= longtest.Count(300, 2500); n++ {
		one, other, usable := make(randomCase(n))
		if !usable {
			continue
		}
		a, b := outcomeOf(one), outcomeOf(other)
		if a == nil || b == nil {
			continue
		}
		compared++
		differ := func(x, y string) string {
			p, q := outcomeOf(x), outcomeOf(y)
			if p == nil || q == nil {
				return ""
			}
			return cmp.Diff(p.Conversions, q.Conversions, decimals, ignored) + cmp.Diff(p.Instruments, q.Instruments, decimals, ignored)
		}
		if bad := differ(one, other); bad != "" {
			t.Errorf("random case %d differs from its twin: %s\n%s\n%s", n, bad, withoutPrices(one), strings.Join(eventLines(other), "\n"))
		}
	}
	t.Logf("%d twins", compared)
	if compared < 10 {
		t.Errorf("only %d twins", compared)
	}
}

// outcomeOf runs a case once; nil where it can't be run.
func outcomeOf(text string) *model.Outcome {
	r, path, refused := resolveText(text)
	if refused != "" {
		return nil
	}
	out, err := model.Run(r, path, model.Options{})
	if err != nil {
		return nil
	}
	return out
}

// withTerm gives a term one value for every instrument; a blank takes it out.
func withTerm(text, term, value string) string {
	lines := strings.Split(text, "\n")
	var kept []string
	for _, line := range lines {
		if strings.HasPrefix(line, term+" | ") {
			continue
		}
		kept = append(kept, line)
		if strings.HasPrefix(line, "Term | ") && value != "" {
			kept = append(kept, term+strings.Repeat(" | "+value, strings.Count(line, " | ")))
		}
	}
	return strings.Join(kept, "\n")
}

// noSales takes the daily sale out of every policy.
func noSales(text string) string {
	lines := strings.Split(text, "\n")
	for k, line := range lines {
		if cells := strings.Split(line, " | "); len(cells) > 8 && cells[1] == "Holder" && strings.HasPrefix(cells[0], "Policy ") {
			cells[8] = ""
			lines[k] = strings.Join(cells, " | ")
		}
	}
	return strings.Join(lines, "\n")
}

// eventLines are the rows of a case's events.
func eventLines(text string) []string {
	_, events, _ := strings.Cut(text, "\n== Events ==\n")
	events, _, _ = strings.Cut(events, "\n== ")
	return strings.Split(strings.TrimSpace(events), "\n")[1:]
}

func fieldOf(text, field string) string {
	_, value, _ := strings.Cut(text, "\n"+field+" | ")
	value, _, _ = strings.Cut(value, "\n")
	return value
}

// issueDate is the issue date of an instrument, nothing for other securities.
func issueDate(text, security string) string {
	names := strings.Split(fieldOf(text, "Term"), " | ")
	dates := strings.Split(fieldOf(text, "Issue date"), " | ")
	if k := slices.Index(names, security); k >= 0 {
		return dates[k]
	}
	return ""
}

// transferred passes all that Fund A has on the valuation date to Fund A2, to whom later events then happen.
func transferred(text string) string {
	const fund, heir = "Fund A", "Fund A2"
	valuation := fieldOf(text, "Valuation date")
	var moves []string
	move := func(security, quantity string) {
		moves = append(moves, fmt.Sprintf("%s | Transfer | %s | %s | %s |  |  | %s | ", valuation, security, fund, quantity, heir))
	}
	_, table, _ := strings.Cut(text, "\n== Cap Table ==\n")
	table, _, _ = strings.Cut(table, "\n== ")
	for line := range strings.SplitSeq(table, "\n") {
		if cells := strings.Split(line, " | "); cells[0] == fund {
			if cells[6] <= valuation && issueDate(text, cells[2]) <= valuation {
				move(cells[2], cells[4])
				continue
			}
			changed := heir + strings.TrimPrefix(line, fund)
			text = strings.Replace(text, line, changed, 1)
		}
	}
	for _, line := range eventLines(text) {
		if cells := strings.Split(line, " | "); cells[0] >= valuation {
			for k := range cells {
				if strings.TrimSpace(cells[k]) == fund {
					cells[k] = heir
				}
			}
			text = strings.Replace(text, line, strings.Join(cells, " | "), 1)
		}
	}
	header := "Date | Event | Security | Holder | Quantity | Price | Amount | Detail | ID\n"
	text = strings.Replace(text, header, header+strings.Join(moves, "\n")+"\n", 1)
	_, policy, _ := strings.Cut(text, fund+" = ")
	policy = policy[:len("Policy 1")]
	return strings.Replace(text, fund+" = ", heir+" = "+policy+"; "+fund+" = ", 1)
}
