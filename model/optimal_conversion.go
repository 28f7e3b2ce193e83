package model

// OptimalRule says when the holders of an instrument under a policy whose Convert is Optimal convert it. It is a plain table
// that a simulation fits on paths of its own (F. A. Longstaff, E. S. Schwartz, "Valuing American options by simulation: a
// simple least-squares approach", Review of Financial Studies 14, 2001); nothing here depends on how it came about.
type OptimalRule struct {
	Instrument, Policy int
	// Levels are, by trading day, the least close at which they convert, in millionths of the price at which they would; 0 on
	// a day on which they wait at any close.
	Levels []int64
}

// OptimalHoldings lists the rules that a case needs, without levels: each instrument with each policy that decides by one.
func OptimalHoldings(r *Resolved) []OptimalRule {
	var needed []OptimalRule
	for p := range r.Policies {
		if r.Policies[p].Convert != convertOptimal || !r.uses(p) {
			continue
		}
		for i := range r.Instruments {
			needed = append(needed, OptimalRule{Instrument: i, Policy: p})
		}
	}
	return needed
}

// uses reports whether any holder has a policy.
func (r *Resolved) uses(policy int) bool {
	for _, p := range r.HolderPolicy {
		if p == policy {
			return true
		}
	}
	return false
}

// optimalLevels are the levels by which a holder converts an instrument, nil where no rule was fitted.
func (e *engine[N]) optimalLevels(instrument, holder int) []int64 {
	policy := e.r.HolderPolicy[holder]
	for k := range e.r.Optimal {
		if rule := &e.r.Optimal[k]; rule.Instrument == instrument && rule.Policy == policy {
			return rule.Levels
		}
	}
	return nil
}

// pays reports whether a holder's rule converts today at a price.
func (e *engine[N]) pays(instrument, holder int, price Price[N]) bool {
	levels := e.optimalLevels(instrument, holder)
	if levels == nil || levels[e.day] == 0 {
		return false
	}
	return priceFromMicros[N](e.close()).Cmp(price.TimesRatio(levels[e.day], MicrosPerDollar)) >= 0
}
