package model_test

import (
	"math/rand/v2"
	"testing"

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
