package samples_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// modernFloating is a term sheet of today: a floating price with floor and ceiling, one ownership limit, a cap over all shares
// of the deal, interest that becomes principal.
var modernFloating = worked{
	folder: "modern-floating",
	title:  "A note of today with a floating price, worked out by hand",
	date:   model.DateOf(2024, 1, 2),

	wholeLedgers: map[string]bool{"Conversions": true, "Interest": true, "Cash paid": true},
}

const modernFloatingBook = "modern-floating/modern-floating.xlsx"

// A holder that converts whenever it may meets the ownership limit first, then the floor, then the cap.
func TestModernFloatingLimitsBind(t *testing.T) {
	o := scenario(t, run(t, modernFloatingBook), "Converts and sells").Outcome
	for _, want := range []struct{ limit, on string }{{"ownership limit", "2024-07-15"}, {"exchange cap", "2024-08-08"}} {
		if got := firstBite(o, "Fund X", want.limit); got != want.on {
			t.Errorf("the %s first cut Fund X on %q, want %s", want.limit, got, want.on)
		}
	}
	floor, first := decimal.RequireFromString("0.75"), ""
	for _, c := range o.Conversions {
		if c.Price.LessThan(floor) {
			t.Errorf("%s converted at %s on %s, below the floor", c.Holder, c.Price, c.Date)
		}
		if c.Price.Equal(floor) && c.Units.IsPositive() && first == "" {
			first = c.Date.String()
		}
	}
	if first != "2024-08-02" { // the first day that looks back on the close of August 1
		t.Errorf("the first conversion at the floor is on %q", first)
	}
}

// firstBite is the day on which a limit first cut a holder; nothing if it never did.
func firstBite(o *model.Outcome, holder, limit string) string {
	for _, l := range o.Limits {
		if l.Holder == holder && l.Limit == limit {
			return l.Date.String()
		}
	}
	return ""
}

// The simulated scenario brings shares and never more than the cap allows; the exact run of its first paths agrees.
func TestModernFloatingSimulated(t *testing.T) {
	report := run(t, modernFloatingBook)
	if len(report.Simulated) != 1 {
		t.Fatalf("%d simulated scenarios", len(report.Simulated))
	}
	s := report.Simulated[0]
	if s.Replayed == 0 || len(s.Mismatches) > 0 {
		t.Errorf("%d paths run again, differing: %v", s.Replayed, s.Mismatches)
	}
	const capShares = 1_999_000 // 19.99% of 10,000,000
	for _, m := range s.Metrics {
		if m.Metric == "new shares" && (m.Mean <= 0 || m.Max > capShares) {
			t.Errorf("new shares: mean %g, most %g", m.Mean, m.Max)
		}
	}
}
