package model_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scenarios/model"
	"scenarios/model/longtest"
)

// TestRandomOptimalRules puts random rules of when to convert on random cases: both engines, and the oracle that looks on every
// day, convert alike by them.
func TestRandomOptimalRules(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 11))
	converted, waited := 0, 0
	for n := 1; n <= longtest.Count(60, 600); n++ {
		r, path, refused := resolveText(randomCase(n))
		if refused != "" {
			continue
		}
		for p := range r.Policies {
			r.Policies[p].Convert = "Optimal"
		}
		for _, rule := range model.OptimalHoldings(r) {
			if n%5 == 0 {
				continue // without a rule they wait
			}
			rule.Levels = make([]int64, len(r.Days))
			for day := range rule.Levels {
				if rng.IntN(4) > 0 {
					rule.Levels[day] = 1 + rng.Int64N(2_500_000)
				}
			}
			r.Optimal = append(r.Optimal, rule)
		}
		out, bad := inAllWays(r, path)
		if bad != "" {
			t.Fatalf("random case %d with a random rule: %s", n, bad)
		}
		if out == nil {
			continue
		}
		for _, c := range out.Conversions {
			switch {
			case c.Kind != "policy":
			case n%5 == 0:
				t.Errorf("random case %d converts without a rule", n)
			default:
				converted++
			}
		}
		waited++
	}
	t.Logf("%d conversions by a rule in %d cases", converted, waited)
	if converted < 50 || waited < 40 {
		t.Errorf("%d conversions by a rule in %d cases", converted, waited)
	}
}

// TestWaitingIsOnlyWatched: to keep what waiting brings changes no figure of the path, and what is kept adds up.
func TestWaitingIsOnlyWatched(t *testing.T) {
	chosen, ended := 0, 0
	for n := 1; n <= longtest.Count(60, 600); n++ {
		r, path, refused := resolveText(randomCase(n))
		if refused != "" {
			continue
		}
		for p := range r.Policies {
			r.Policies[p].Convert = "Optimal"
		}
		runner, err := model.NewRunner(r, true)
		if err != nil {
			continue
		}
		var plain, watched model.Figures
		var w model.WaitingPath
		if err := runner.Run(path, &plain); err != nil {
			continue
		}
		if err := runner.RunWaiting(path, &watched, &w); err != nil {
			t.Fatal(err)
		}
		plain.Active = watched.Active
		if diff := cmp.Diff(plain, watched); diff != "" {
			t.Errorf("random case %d: (-plain, +watched)\n%s", n, diff)
		}
		for _, h := range w.Holdings {
			parts, opening := h.Held, int64(0)
			for _, d := range h.Days {
				parts += d.Converted + d.Paid - d.Bought - d.Grown
				ended += int(min(d.Converted+d.Paid, 1))
			}
			for _, p := range r.Positions {
				here := p.Security.Kind == model.InstrumentSecurity && p.Security.Index == h.Instrument && r.HolderPolicy[p.Holder] == h.Policy
				if here && (!p.Issued.Given() || p.Issued <= r.Company.Valuation) {
					opening += p.Units
				}
			}
			if parts != opening {
				t.Errorf("random case %d: %d parts in the beginning, the cap table has %d: %+v", n, parts, opening, h.Days)
			}
			for day, multiple := range h.Multiple {
				if multiple > 0 {
					chosen++
				}
				if multiple > 0 && r.Days[day] < r.Instruments[h.Instrument].ConvertibleFrom {
					t.Errorf("random case %d: converts before it may", n)
				}
			}
		}
	}
	if chosen < 1000 || ended < 20 {
		t.Errorf("%d days of choice, %d days on which parts ended", chosen, ended)
	}
}
