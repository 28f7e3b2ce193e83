package model

import "slices"

// readingApplies says when an open reading matters to an instrument. One that no rule looks at is told only where the
// workbook chose it.
var readingApplies = map[string]func(*Terms) bool{
	"Half share":                           func(t *Terms) bool { return t.Fractions == "Nearest" },
	"Ownership base":                       hasOwnershipLimit,
	"Ownership counted":                    hasOwnershipLimit,
	"Over-limit notice":                    hasOwnershipLimit,
	"Ownership limits mandatory":           func(t *Terms) bool { return hasOwnershipLimit(t) && hasMandatory(t) },
	"Mandatory price follows splits":       func(t *Terms) bool { return t.MandatoryPrice.IsPositive() },
	"Plan options count as deemed":         func(t *Terms) bool { return t.AntiDilution == "Weighted average (deemed)" },
	"Readjust at expiry":                   hasAntiDilution,
	"Adjust for variable-price securities": hasAntiDilution,
	"Unadjusted exercises count":           hasAntiDilution,
	"Deemed at":                            hasAntiDilution,
	"Deemed shares in later bases":         averages,
	"Amended securities adjust":            hasAntiDilution,
	"Consideration":                        hasAntiDilution,
	"Unit price goes to":                   hasAntiDilution,
	"Split takes effect":                   always,
	"Stock dividend":                       always,
	"Rights offerings adjust":              hasAntiDilution,
	"Purchase rights":                      always,
	"Distributions accrue":                 always,
	"Cash dividends adjust":                func(t *Terms) bool { return t.DistributionsAccrue },
	"Major event freeze":                   hasAntiDilution,
	"Freeze on mergers":                    func(t *Terms) bool { return t.Freeze != "None" },
	"As-converted price":                   hasSecondPrice,
	"Asset sale is liquidation":            func(t *Terms) bool { return t.LiquidationPreference.IsPositive() },
	"Redemption right ends at cure":        hasTriggers,
	"Holder aware":                         hasTriggers,
	"Default rate mode":                    hasDefaultRate,
	"Default rate ends at cure":            hasDefaultRate,
	"Blocked payment is a default":         func(t *Terms) bool { return t.Blocked && t.PaymentGrace > 0 },
	"Lender consent frees":                 func(t *Terms) bool { return t.Blocked },
	"Accrued interest on conversion":       func(t *Terms) bool { return t.InterestRate.IsPositive() },
	"Make-whole on":                        func(t *Terms) bool { return t.MakeWhole },
}

func always(*Terms) bool              { return true }
func hasOwnershipLimit(t *Terms) bool { return t.OwnershipLimit.IsPositive() }
func hasAntiDilution(t *Terms) bool   { return t.AntiDilution != "None" }
func hasDefaultRate(t *Terms) bool    { return t.DefaultRate.IsPositive() }

// averages reports protection whose formula has a base of shares outstanding.
func averages(t *Terms) bool { return hasAntiDilution(t) && t.AntiDilution != "Full ratchet" }

// hasTriggers reports a redemption right with triggers; a note has events of default in their place.
func hasTriggers(t *Terms) bool { return t.RedemptionPrice.IsPositive() && t.Kind == KindPreferred }

func hasMandatory(t *Terms) bool {
	return t.MandatoryPrice.IsPositive() || t.MandatoryOfferingPrice.IsPositive()
}

func hasSecondPrice(t *Terms) bool {
	return t.AlternativeFrom.Given() || t.FloatingPercent.IsPositive()
}

// defaultReadings are the readings whose default depends on the rest of the contract: an average over the shares actually
// outstanding keeps deemed ones out, rights that are offered to stockholders go to preferred stock, not to a creditor, and
// what is distributed to stockholders accrues to the note, which isn't paid it.
var defaultReadings = map[string]func(*Terms) string{
	"Deemed shares in later bases": func(t *Terms) string {
		if t.AntiDilution == "Weighted average (actual)" {
			return "No"
		}
		return "Yes"
	},
	"Purchase rights": func(t *Terms) string {
		if t.Kind == KindNote {
			return "None"
		}
		return "As converted"
	},
	"Distributions accrue": func(t *Terms) string {
		if t.Kind == KindNote && !t.DividendsAsConverted {
			return "Yes"
		}
		return "No"
	},
}

// reading is how an open text is read: as chosen, or by default.
func (c *contract) reading(term string, t *Terms) string {
	if usual := defaultReadings[term]; usual != nil && !c.e[term].given {
		return usual(t)
	}
	return c.text(term)
}

// recordReadings lists how each open text was read.
func (c *contract) recordReadings(t *Terms) {
	for _, term := range AllTerms {
		if !term.Reading {
			continue
		}
		e := c.e[term.Name]
		applies := readingApplies[term.Name]
		if !e.given && (applies == nil || !applies(t)) {
			continue
		}
		value := c.reading(term.Name, t)
		c.out.Readings = append(c.out.Readings, ReadingUsed{
			Instrument: c.name, Term: term.Name, Value: value, Chosen: e.given, Clause: t.cite(term.cites()),
			Alternatives: slices.DeleteFunc(slices.Clone(term.Choices), func(choice string) bool { return choice == value }),
			At:           e.value.At,
		})
	}
}
