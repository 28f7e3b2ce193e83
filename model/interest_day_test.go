package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"scenarios/model"
)

// Interest that is paid in shares makes room under an ownership limit for others on the same day: a day of interest then runs
// whole. Fund B gets so many shares that Fund A, who stood at its limit, converts on the day, not on the next.
func TestInterestInSharesMakesRoomAtOnce(t *testing.T) {
	const text = `
== Company ==
Field | Value
Name | Lender
Valuation date | 2003-02-03
Horizon end | 2003-05-30
Authorized common | 100000000
Cash balance | 1000000

== Cap Table ==
Holder | Security | Quantity | Issued
Public | Common | 9000000 |
Fund A | Common | 472750 |
Fund A | Notes | 10000 | 2003-01-02
Fund B | Notes | 9000000 | 2003-01-02

== Instruments ==
Term | Notes
Kind | Note
Issue date | 2003-01-02
Stated value | 1
Conversion price | 2.00
Opening conversion price | 2.00
Convertible from | 2003-01-02
Whole units only | No
Fractions | Down
Ownership limit | 4.99%
Blocked when | Owned exceeded
Interest rate | 8%
Day count | ACT/360
Interest dates | Calendar quarter ends
Interest in | Shares
Interest share price days | 5
Maturity | 2008-01-02

== Price History ==
Date | Close
2003-01-20..2003-01-31 | 3.00

== Price Paths ==
Date | Level
2003-02-03..2003-05-30 | 3.00

== Scenarios ==
Scenario | Price path | Holder policy
Base | Level | Waits; Fund A = Eager

== Policies ==
Policy | Side | Convert
Waits | Holder | Never
Eager | Holder | Whenever allowed
`
	r, path := resolveFirst(t, parse(t, text))
	days := func(o model.Options) (on []string) {
		out, err := model.Run(r, path, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range out.Conversions {
			on = append(on, c.Date.String()+" "+c.Holder)
		}
		return on
	}
	everyDay := days(model.Options{EveryDay: true})
	if diff := cmp.Diff([]string{"2003-03-31 Fund A"}, everyDay); diff != "" {
		t.Errorf("conversions (-want +got):\n%s", diff)
	}
	for _, fast := range []bool{false, true} {
		if diff := cmp.Diff(everyDay, days(model.Options{Fast: fast})); diff != "" {
			t.Errorf("fast %v (-every day +event-driven):\n%s", fast, diff)
		}
	}
}
