package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// aboveCapTerms are what follows when the exchange cap cuts a conversion. A cap that says nothing of it opens a redemption
// right only in preferred stock that has one: a note's redemption price is paid for other reasons.
func (c *contract) aboveCapTerms(t *Terms) {
	switch c.textWith("Above the cap", "Exchange cap") {
	case "Redemption right":
		t.CapOpensRedemption = c.e["Redemption price"].given && (c.e["Above the cap"].given || t.Kind == KindPreferred)
	case "Approval or cash":
		t.CapApprovalOrCash = true
		t.CashAboveCap = c.numberOr("Cash above the cap", one)
	}
	t.ApprovalWithin, t.CashLateAfter = c.days("Approval within"), c.days("Cash above the cap late after")
	t.LateCashRate = c.number("Late cash interest")
}

// variantTerms are the price protections of a term sheet of today.
func (c *contract) variantTerms(t *Terms) {
	t.AntiDilutionFloor, t.AntiDilutionUntil = c.number("Anti-dilution floor"), c.date("Anti-dilution until")
	t.ResetDates = slices.Sorted(slices.Values(c.e["Reset dates"].dates))
	t.ResetPercent = c.number("Reset price % of market price")
}

// seniorDebtTerms are what the senior debt does to a junior instrument.
func (c *contract) seniorDebtTerms(t *Terms) {
	t.MaturityAfterSenior = c.days("Maturity after senior debt")
	t.Blocked = c.yes("Blocked by senior debt")
	t.ConsentOtherCash = c.text("Lender consent frees") == "Other cash only"
}

// defaultTerms are the events of default with a figure of their own, and what they bring.
func (c *contract) defaultTerms(t *Terms) {
	t.DefaultRate = c.number("Default rate")
	t.DefaultAdds = c.text("Default rate mode") == "Adds"
	t.DefaultEndsAtCure = c.text("Default rate ends at cure") == "Yes"
	t.PaymentGrace = c.days("Payment grace")
	t.BlockedIsDefault = c.text("Blocked payment is a default") == "Yes"
	t.CrossAcceleration, t.AccelerationCure = c.number("Cross-acceleration above"), c.days("Acceleration cure")
	t.Judgments, t.JudgmentStay = c.number("Judgments above"), c.days("Judgment stay")
	t.InvoluntaryCase = c.days("Involuntary case")
	t.DeliveryDue = c.days("Delivery due")
	t.InabilityReset = c.yes("Inability choice reset")
}

// prepaymentTerms are prepayment by the company and at the holder's demand.
func (c *contract) prepaymentTerms(t *Terms) {
	t.PrepaymentNotice = c.days("Company prepayment notice")
	if t.PrepaymentNotice > 0 {
		t.PrepaymentPrice = c.numberOr("Company prepayment price", one)
	}
	t.MakeWhole = c.yes("Make-whole shares on conversion")
	t.MakeWholeNote = c.text("Make-whole on") == "Whole note"
	t.HolderPrepayCash = c.number("Holder prepayment cash")
	t.HolderPrepayWait, t.HolderPrepayNotice = c.days("Holder prepayment wait"), c.days("Holder prepayment notice")
}

// numberOr is a figure, or what a blank is taken for.
func (c *contract) numberOr(term string, blank decimal.Decimal) decimal.Decimal {
	if e := c.e[term]; e.given {
		return e.number
	}
	return blank
}

// checkNoteTerms reports terms of the notes that contradict each other.
func (c *contract) checkNoteTerms(t *Terms) {
	c.checkAboveCap(t)
	c.checkVariants(t)
	c.checkDistributions(t)
	if e := c.e["Interest in"]; t.InterestIn == "Principal" && !t.UnitValue.Equal(decimal.New(1, -2)) {
		c.add("contradicts-itself", e.value.At, e.value.Shown()+" for "+c.of("Interest in"), "an instrument counted in dollars of principal: Stated value 1, and No for Whole units only", "Choose another way to pay interest, or correct the other two")
	}
}

// checkAboveCap reports figures of cash or of a vote above a cap above which there is neither.
func (c *contract) checkAboveCap(t *Terms) {
	for _, term := range []string{"Cash above the cap", "Approval within", "Cash above the cap late after", "Late cash interest"} {
		if e := c.e[term]; e.given && c.e["Above the cap"].given && !t.CapApprovalOrCash {
			c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of(term), "Above the cap to be Approval or cash, which it belongs to", "Write Approval or cash for Above the cap, or clear this cell")
		}
	}
}

// checkVariants reports a floor above the price that it is a floor of, and reset dates that can't be meant.
func (c *contract) checkVariants(t *Terms) {
	for _, term := range []string{"Anti-dilution excludes", "Anti-dilution floor", "Anti-dilution until"} {
		if e := c.e[term]; e.given && t.AntiDilution == "None" && c.e["Anti-dilution"].given {
			c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of(term), "an Anti-dilution formula beside it, which it belongs to", "Choose a formula, or clear this cell")
		}
	}
	if e := c.e["Anti-dilution floor"]; e.given && c.e["Conversion price"].given && t.AntiDilutionFloor.GreaterThan(t.ConversionPrice) {
		c.add("number-out-of-range", e.value.At, e.value.Shown(), "for "+c.of("Anti-dilution floor")+" at most the Conversion price, "+t.ConversionPrice.String(), "Correct one of the two")
	}
	resets := c.e["Reset dates"]
	for i, d := range t.ResetDates {
		shown := "'" + d.String() + "'"
		switch {
		case t.IssueDate.Given() && d < t.IssueDate:
			c.add("dates-out-of-order", resets.value.At, shown, "for "+c.of("Reset dates")+" dates on or after its Issue date, "+t.IssueDate.String(), "Correct one of the two dates")
		case i > 0 && d == t.ResetDates[i-1]:
			c.add("duplicate-date", resets.value.At, shown+" a second time for "+c.of("Reset dates"), "each date once", "Take one of them out")
		}
	}
}

// checkDistributions reports a distribution that would be given twice, and cash that accrues where nothing does.
func (c *contract) checkDistributions(t *Terms) {
	accrue, cash := c.e["Distributions accrue"], c.e["Cash dividends adjust"]
	if t.DistributionsAccrue && t.DividendsAsConverted {
		c.add("contradicts-itself", accrue.value.At, accrue.value.Shown()+" for "+c.of("Distributions accrue"),
			"No where Dividends as converted is Yes, because the holder is paid a distribution then and can't get it once more on conversion", "Write No for one of the two")
	}
	if t.CashDividendsAdjust && !t.DistributionsAccrue {
		c.add("contradicts-itself", cash.value.At, cash.value.Shown()+" for "+c.of("Cash dividends adjust"),
			"Yes for Distributions accrue, because a dividend in cash accrues as a distribution does", "Write Yes for Distributions accrue and No for Dividends as converted, or No here")
	}
}
