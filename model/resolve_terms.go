package model

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// usualSubstantialPart is the part of the assets above which a sale is one of substantially all of them where the term is
// blank.
var usualSubstantialPart = decimal.New(75, -2)

// terms fills in the contract with its defaults.
func (c *contract) terms() *Terms {
	t := &Terms{Name: c.name, Kind: c.text("Kind")}
	c.conversionTerms(t)
	c.limitTerms(t)
	c.mandatoryTerms(t)
	c.antiDilutionTerms(t)
	c.eventTerms(t)
	c.redemptionTerms(t)
	c.majorTransactionTerms(t)
	c.interestTerms(t)
	c.seniorDebtTerms(t)
	c.defaultTerms(t)
	c.prepaymentTerms(t)
	c.liquidationTerms(t)
	return t
}

func (c *contract) number(term string) decimal.Decimal { return c.e[term].number }
func (c *contract) days(term string) int               { return int(c.e[term].count) }
func (c *contract) yes(term string) bool               { return c.e[term].yes }
func (c *contract) date(term string) Date              { return dateOrNone(c.e[term]) }

// text is a choice or its default.
func (c *contract) text(term string) string {
	if e := c.e[term]; e.given {
		return e.text
	}
	t, _ := TermByName(term)
	return t.Choices[0]
}

// textWith is a choice or its default where a clause it belongs to is present, else nothing.
func (c *contract) textWith(term string, clauses ...string) string {
	for _, clause := range clauses {
		if c.e[clause].given {
			return c.text(term)
		}
	}
	return ""
}

func (c *contract) conversionTerms(t *Terms) {
	t.IssueDate = c.date("Issue date")
	t.StatedValue, t.ConversionPrice = c.number("Stated value"), c.number("Conversion price")
	t.OpeningPrice, t.PriceStep = c.number("Opening conversion price"), c.number("Adjusted price rounding")
	t.ConvertibleFrom = c.date("Convertible from")
	if !t.ConvertibleFrom.Given() {
		t.ConvertibleFrom = t.IssueDate
	}
	t.WholeUnits = c.yes("Whole units only")
	t.UnitValue, t.UnitsPerWhole = t.StatedValue.Shift(-2), 100
	if t.WholeUnits {
		t.UnitValue, t.UnitsPerWhole = t.StatedValue, 1
	}
	t.Fractions, t.FractionPriceDays = c.text("Fractions"), c.days("Fraction price days")
	t.HalfShareEven = c.text("Half share") == "Even"
	t.MarketPriceDays = c.days("Market price days")
	t.MarketPriceLowest = c.text("Market price statistic") == "Lowest"
	t.WindowIncludesDay = c.yes("Window includes the day")
	t.AlternativeFrom = c.date("Alternative price from")
	t.AlternativeFloor = c.number("Alternative price floor")
	t.AlternativePercent = c.number("Alternative price % of market price")
	t.FloatingPercent = c.number("Floating price % of market price")
	t.FloatingFloor, t.FloatingCeiling = c.number("Floating price floor"), c.number("Floating price ceiling")
	t.BestAsConverted = c.text("As-converted price") == "Best"
	if t.IssueDate.Given() && c.dated {
		t.IssueDay = c.dayOf(t.IssueDate)
		c.inRun(t.IssueDate, c.e["Issue date"].value.At, c.of("Issue date"))
	}
}

func (c *contract) limitTerms(t *Terms) {
	for _, name := range []string{"Ownership limit", "Second ownership limit"} {
		if e := c.e[name]; e.given && !e.number.Equal(e.number.Truncate(LimitPlaces)) {
			c.add("too-many-decimals", e.value.At, e.value.Shown()+" for "+c.of(name), "a percentage with at most 4 decimals, such as 4.9999%", "Round it")
		}
	}
	t.OwnershipLimit, t.SecondOwnershipLimit = c.number("Ownership limit"), c.number("Second ownership limit")
	t.BlockedWhen = c.textWith("Blocked when", "Ownership limit")
	t.AcquiredWithin = c.days("Acquired within")
	t.OwnershipReported = c.text("Ownership base") == "Last reported"
	t.OwnershipBefore = c.text("Ownership counted") == "Before the issue"
	t.RefuseOverLimit = c.text("Over-limit notice") == "Refused"
	t.LimitsMandatory = c.text("Ownership limits mandatory") == "Yes"
	t.ExchangeCap, t.ExchangeCapBase = c.number("Exchange cap"), c.e["Exchange cap base"].count
	t.ExchangeCapCounts = c.textWith("Exchange cap counts", "Exchange cap")
	t.ExchangeCapMarkets = c.e["Exchange cap applies on"].list
	t.ExchangeCapReallocated = c.yes("Exchange cap reallocated")
	t.OwnershipWaiver, t.SecondWaiver = c.days("Ownership waiver notice"), c.days("Second ownership waiver notice")
	c.aboveCapTerms(t)
}

func (c *contract) mandatoryTerms(t *Terms) {
	t.MandatoryPrice, t.MandatoryDays = c.number("Mandatory price"), c.days("Mandatory days")
	t.MandatoryAbove = c.text("Mandatory comparison") == "Above"
	t.MandatoryOfferingPrice, t.MandatoryOfferingProceeds = c.number("Mandatory offering price"), c.number("Mandatory offering proceeds")
	t.MandatoryRegistration = c.textWith("Mandatory needs registration", "Mandatory price", "Mandatory offering price")
	t.MandatoryFollowsSplits = c.text("Mandatory price follows splits") == "Yes"
}

func (c *contract) antiDilutionTerms(t *Terms) {
	t.AntiDilution = c.text("Anti-dilution")
	t.Excludes = c.e["Anti-dilution excludes"].list
	t.PlanOptionsDeemed = c.text("Plan options count as deemed") == "Yes"
	t.ReadjustAtExpiry = c.text("Readjust at expiry") == "Yes"
	t.UnadjustedExercises = c.text("Unadjusted exercises count") == "Yes"
	t.AdjustForVariable = c.text("Adjust for variable-price securities") == "Yes"
	t.DeemedAtContract = c.text("Deemed at") == "Contract or issue"
	t.RelativeUnitPrice = c.text("Unit price goes to") == "Relative value"
	t.RightsAdjust = c.text("Rights offerings adjust") == "Yes"
	t.DeemedInLaterBases = c.reading("Deemed shares in later bases", t) == "Yes"
	t.AmendedOnTop = c.text("Amended securities adjust") == "On top"
	t.NetConsideration = c.text("Consideration") == "Net"
	t.SplitAtClose = c.text("Split takes effect") == "Close"
	t.CertificateThreshold = c.number("Certificate threshold")
	c.variantTerms(t)
}

// eventTerms are what dividends, rights, mergers and sales of assets do to the price.
func (c *contract) eventTerms(t *Terms) {
	t.StockDividend = c.text("Stock dividend")
	t.RightsAsConverted = c.reading("Purchase rights", t) == "As converted"
	t.DividendsAsConverted = c.yes("Dividends as converted")
	t.DistributionsAccrue = c.reading("Distributions accrue", t) == "Yes"
	t.CashDividendsAdjust = c.text("Cash dividends adjust") == "Yes"
	t.Freeze = c.text("Major event freeze")
	t.FreezeMergersAbove = c.text("Freeze on mergers") == "Above share"
	t.SubstantiallyAllAbove = c.numberOr("Substantially all assets above", usualSubstantialPart)
}

func (c *contract) redemptionTerms(t *Terms) {
	t.RedemptionPrice = c.number("Redemption price")
	t.RegistrationWithin = c.days("Registration within")
	t.LapseConsecutive, t.LapseTotal = c.days("Registration lapse, consecutive"), c.days("Registration lapse, total")
	t.QualifyingMarkets, t.DelistingDays = c.e["Qualifying markets"].list, c.days("Delisting days")
	t.RedemptionBy = c.date("Redemption if unconverted by")
	t.TriggerNotice, t.RedemptionPaid = c.days("Notice of trigger"), c.days("Redemption paid within")
	t.DeliveryFailure, t.BreachCure = c.days("Delivery failure"), c.days("Breach cure")
	t.RightEndsAtCure = c.text("Redemption right ends at cure") == "Yes"
	t.AwareOnNotice = c.text("Holder aware") == "On notice"
}

func (c *contract) majorTransactionTerms(t *Terms) {
	t.MajorAboveCommon = c.number("Major transaction above % of common")
	t.MajorAboveAssets = c.number("Major transaction above % of assets")
	t.MajorResponse = c.days("Major transaction response")
	e := c.e["Major transaction notice"]
	if !e.given {
		return
	}
	first, last, ok := noticeDays(e.text)
	if !ok {
		c.add("bad-notice-days", e.value.At, e.value.Shown(), "for "+c.of("Major transaction notice")+" two numbers of calendar days before consummation, the earlier day first, such as '15 to 10'", "Write it in this form")
	}
	t.MajorNoticeFirst, t.MajorNoticeLast = first, last
}

// noticeDays reads "15 to 10": from so many calendar days before an event to so many.
func noticeDays(text string) (first, last int, ok bool) {
	from, to, ok := strings.Cut(folded(text), " to ")
	first, err := strconv.Atoi(strings.TrimSpace(from))
	last, err2 := strconv.Atoi(strings.TrimSpace(to))
	return first, last, ok && err == nil && err2 == nil && last >= 0 && first >= last && first <= largestDays
}

func (c *contract) liquidationTerms(t *Terms) {
	t.Reserve, t.LiquidationPreference = c.number("Reserve"), c.number("Liquidation preference")
	t.Participation, t.ParticipationCap = c.text("Participation"), c.number("Participation cap")
	t.AssetSaleLiquidates = c.text("Asset sale is liquidation") == "Yes"
}

func (c *contract) interestTerms(t *Terms) {
	t.InterestRate = c.number("Interest rate")
	t.DayCount = c.textWith("Day count", "Interest rate")
	t.InterestDates = c.textWith("Interest dates", "Interest rate")
	t.InterestIn = c.textWith("Interest in", "Interest rate")
	t.InterestPriceDays = c.days("Interest share price days")
	t.AccruedAtConversion = c.text("Accrued interest on conversion") == "At conversion"
	t.Maturity = c.date("Maturity")
	t.Seniority = unrankedSeniority
	if e := c.e["Seniority"]; e.given {
		t.Seniority = int(e.count)
		c.within(e.value, c.of("Seniority"), e.number, one, decimal.NewFromInt(unrankedSeniority-1), "a rank from 1 to 999")
	}
}

// checkTogether reports terms that contradict each other.
func (c *contract) checkTogether(t *Terms) {
	for _, term := range []string{"Convertible from", "Alternative price from", "Redemption if unconverted by", "Maturity", "Anti-dilution until"} {
		if e := c.e[term]; e.given && t.IssueDate.Given() && e.date < t.IssueDate {
			c.add("dates-out-of-order", e.value.At, e.value.Shown(), "for "+c.of(term)+" a date on or after its Issue date, "+t.IssueDate.String(), "Correct one of the two dates")
		}
	}
	if t.Fractions == "Cash" && !c.written("Fraction price days") {
		c.missing("Fraction price days", "fractions are paid in cash")
	}
	if e := c.e["Fraction price days"]; e.given && t.Fractions != "Cash" {
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Fraction price days"), "Fractions to be Cash, which it belongs to", "Write Cash for Fractions, or clear this cell")
	}
	if t.OwnershipLimit.IsPositive() && t.BlockedWhen != "Owned exceeded" && !c.written("Acquired within") {
		c.missing("Acquired within", "Blocked when is '"+t.BlockedWhen+"'")
	}
	if c.e["Above the cap"].text == "Redemption right" && !c.written("Redemption price") {
		c.missing("Redemption price", "Above the cap is 'Redemption right'")
	}
	if t.InterestRate.IsPositive() && t.InterestIn != "Cash" && t.InterestIn != "Principal" && !c.written("Interest share price days") {
		c.missing("Interest share price days", "interest may be paid in shares")
	}
	c.checkNoteTerms(t)
	c.checkPricesTogether(t)
	c.checkParticipation(t)
	c.checkAgainstValuation(t)
}

// checkPricesTogether reports a floating price that a second price stands beside, or whose bounds cross, and a freeze that
// looks at a share which isn't there.
func (c *contract) checkPricesTogether(t *Terms) {
	if e := c.e["Floating price % of market price"]; e.given && t.AlternativeFrom.Given() {
		c.add("contradicts-itself", e.value.At, e.value.Shown()+" for "+c.of("Floating price % of market price"),
			"no Alternative price from beside it, because every conversion would be at the floating price", "Clear one of the two")
	}
	if e := c.e["Floating price ceiling"]; e.given && t.FloatingCeiling.LessThan(t.FloatingFloor) {
		c.add("number-out-of-range", e.value.At, e.value.Shown(), "for "+c.of("Floating price ceiling")+" at least the Floating price floor, "+t.FloatingFloor.String(), "Correct one of the two")
	}
	if t.Freeze != "None" && t.FreezeMergersAbove && !c.written("Major transaction above % of common") {
		c.missing("Major transaction above % of common", "Freeze on mergers is 'Above share'")
	}
}

// checkParticipation reports a capped participation without its cap, a cap without one, and one below the preference.
func (c *contract) checkParticipation(t *Terms) {
	e := c.e["Participation cap"]
	switch {
	case t.Participation == "Capped" && !c.written("Participation cap"):
		c.missing("Participation cap", "Participation is 'Capped'")
	case t.Participation != "Capped" && e.given && c.e["Participation"].given:
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Participation cap"), "Participation to be Capped, which it belongs to", "Write Capped for Participation, or clear this cell")
	case e.given && t.ParticipationCap.LessThan(t.LiquidationPreference):
		c.add("number-out-of-range", e.value.At, e.value.Shown(), "for "+c.of("Participation cap")+" at least the Liquidation preference, "+t.LiquidationPreference.String(), "Correct one of the two")
	}
}

// checkAgainstValuation reports terms that don't fit an instrument issued before, or after, the run's first day.
func (c *contract) checkAgainstValuation(t *Terms) {
	if !c.dated || !t.IssueDate.Given() {
		return
	}
	if t.ExchangeCap.IsPositive() && t.ExchangeCapBase == 0 && t.IssueDate < c.out.Company.Valuation {
		c.missing("Exchange cap base", "the instrument was issued before the Valuation date")
	}
	if e := c.e["Opening conversion price"]; e.given && t.IssueDate > c.out.Company.Valuation {
		c.add("term-without-clause", e.value.At, e.value.Shown()+" for "+c.of("Opening conversion price"), "an Issue date on or before the Valuation date", "Clear this cell: the price at issue is the Conversion price")
	}
}
