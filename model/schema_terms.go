package model

import "strings"

// The kinds of instrument.
const (
	KindPreferred = "Preferred"
	KindNote      = "Note"
)

// AllTerms is every row of the Instruments sheet: the contract's terms in the order of a term sheet, then the readings.
var AllTerms = withUnits(contractTerms, readings)

// valuesLater marks values whose rule is still to come, while the others work.
func valuesLater(values ...string) Later { return Later{Values: values} }

// preferredOnly marks a term that works for preferred stock and is still to come for notes; noteOnly one of events of
// default and the like, which preferred stock knows as triggers of its redemption right.
var (
	preferredOnly = Later{Kinds: []string{KindNote}}
	noteOnly      = Later{Kinds: []string{KindPreferred}}
)

// withUnits joins the tables and fills the unit of every term that didn't name one from its type.
func withUnits(tables ...[]Term) []Term {
	var all []Term
	for _, table := range tables {
		for _, t := range table {
			if t.Unit == "" {
				t.Unit = unitOf(t.Type, t.Choices)
			}
			all = append(all, t)
		}
	}
	return all
}

// unitOf is what the Unit column says of a value of this type.
func unitOf(kind ValueType, choices []string) string {
	switch kind {
	case TypeChoice:
		return strings.Join(choices, " / ")
	case TypeYesNo:
		return "yes/no"
	case TypeDate:
		return "date"
	case TypeDates:
		return "dates, ; between"
	case TypePercent:
		return "%"
	case TypePrice, TypeRelativePrice:
		return "USD per share"
	case TypeMoney:
		return "USD"
	}
	return ""
}

// contractTerms are the figures and choices of a contract. SeriesA and Notes hold what Wire One's two contracts say.
var contractTerms = []Term{
	{Name: "Kind", Type: TypeChoice, Choices: []string{KindPreferred, KindNote}, SeriesA: "Preferred", Notes: "Note",
		Help: "Preferred stock, counted in shares of it, or a note, counted in dollars of principal."},
	{Name: "Issue date", Type: TypeDate, SeriesA: "2000-06-14", Notes: "2002-12-17", ClauseA: "1(a)(iv)",
		Help: "The day the instrument is issued. A date after the Valuation date issues the cap table's rows on that day."},
	{Name: "Stated value", Type: TypeMoney, Unit: "USD per preferred share, or principal unit", SeriesA: "7000", Notes: "1", ClauseA: "1(a)(viii)", ClauseN: "1",
		Help: "What one unit counts for when it converts or is redeemed."},
	{Name: "Conversion price", Type: TypePrice, Unit: "USD per share, at issue", SeriesA: "7.00", Notes: "2.40", ClauseA: "1(a)(iii)", ClauseN: "2(b)",
		Help: "Stated value divided by this price gives the shares that a unit converts into. The price as issued: adjustments come on top."},
	{Name: "Opening conversion price", Type: TypePrice, Unit: "USD per share on the Valuation date; blank: replayed",
		Help: "The price in effect when the run starts, where it is known. Blank: found by replaying the events before the Valuation date."},
	{Name: "Adjusted price rounding", Type: TypePrice, Unit: "USD step",
		Help: "Round an adjusted conversion price to a multiple of this step. Blank: kept in full."},
	{Name: "Convertible from", Type: TypeDate, SeriesA: "2000-06-14", Notes: "2002-12-17", ClauseA: "1(b)", ClauseN: "2(a)",
		Help: "The first day on which a holder may convert. Blank: the issue date."},
	{Name: "Whole units only", Type: TypeYesNo, SeriesA: "Yes", Notes: "No", ClauseA: "1(b)", ClauseN: "2(a)",
		Help: "Yes: only whole units convert. No: any part of a unit may."},
	{Name: "Fractions", Type: TypeChoice, Choices: []string{"Nearest", "Down", "Up", "Cash"}, SeriesA: "Nearest", Notes: "Cash", ClauseA: "1(b)", ClauseN: "5(g)",
		Help: "What becomes of a fraction of a common share on conversion: rounded to the nearest share, down, up, or paid in cash."},
	{Name: "Fraction price days", Type: TypeCount, Unit: "trading days", Notes: "5", ClauseN: "5(g)",
		Help: "A fraction paid in cash is worth the average of this many closes before the conversion."},
	{Name: "Market price days", Type: TypeCount, Unit: "trading days", SeriesA: "20", ClauseA: "1(a)(vi)",
		Help: "How many closes the market price looks back on."},
	{Name: "Market price statistic", Type: TypeChoice, Choices: []string{"Average", "Lowest"}, SeriesA: "Average", ClauseA: "1(a)(vi)",
		Help: "The market price is the average of those closes, or the lowest of them."},
	{Name: "Window includes the day", Type: TypeYesNo, SeriesA: "No", Notes: "No", ClauseA: "1(a)(vi)", ClauseN: "1(b)",
		Help: "Yes: the closes end with the day itself. No: they end with the trading day before."},
	{Name: "Alternative price from", Type: TypeDate, SeriesA: "2001-06-14", ClauseA: "1(g)(iv)",
		Help: "From this day a holder may convert at the alternative price in place of the conversion price. Blank: there is none."},
	{Name: "Alternative price floor", Type: TypePercent, Unit: "% of conversion price", SeriesA: "70%", ClauseA: "1(a)(i)",
		Help: "The alternative price never falls below this part of the conversion price in effect."},
	{Name: "Alternative price % of market price", Type: TypePercent, SeriesA: "100%", ClauseA: "1(a)(i)",
		Help: "The alternative price is this part of the market price, if that is above the floor."},
	{Name: "Floating price % of market price", Type: TypePercent, ClauseA: "variant", ClauseN: "variant",
		Help: "Every conversion is priced at this part of the market price, in place of the conversion price."},
	{Name: "Floating price floor", Type: TypePrice, ClauseA: "variant", ClauseN: "variant",
		Help: "The floating price never falls below this."},
	{Name: "Floating price ceiling", Type: TypePrice, ClauseA: "variant", ClauseN: "variant",
		Help: "The floating price never rises above this."},
	{Name: "Reset dates", Type: TypeDates, ClauseA: "variant", ClauseN: "variant",
		Help: "On the first trading day on or after each of these dates the conversion price falls to the reset price if that is lower."},
	{Name: "Reset price % of market price", Type: TypePercent, ClauseA: "variant", ClauseN: "variant",
		Help: "On a reset date the conversion price becomes this part of the market price if that is lower."},
	{Name: "Ownership limit", Type: TypePercent, Unit: "% of common", SeriesA: "4.99%", Notes: "4.999%", ClauseA: "1(d)(i)", ClauseN: "4(a)",
		Help: "No conversion may take the holder and its affiliates beyond this part of the common stock."},
	{Name: "Blocked when", Type: TypeChoice, Choices: []string{"Both exceeded", "Either exceeded", "Owned exceeded"}, SeriesA: "Both exceeded", Notes: "Owned exceeded", ClauseA: "1(d)(i)", ClauseN: "4(a)",
		Help: "Two counts are held against the limit: what the holder owns, and what it acquired lately. Says which of them must pass the limit for a conversion to be blocked."},
	{Name: "Acquired within", Type: TypeCount, Unit: "calendar days, the day included", SeriesA: "60", ClauseA: "1(d)(i)",
		Help: "How far back shares count as acquired lately, the day of conversion included."},
	{Name: "Ownership waiver notice", Type: TypeCount, Unit: "calendar days", Notes: "61", ClauseN: "4(a)",
		Help: "From this many days after a holder's waiver notice the ownership limit no longer holds for the principal that the notice names. Blank: it can't be waived."},
	{Name: "Second ownership limit", Type: TypePercent, Unit: "% of common", Notes: "9.999%", ClauseN: "4(b)",
		Help: "A second limit, on what the holder beneficially owns with its affiliates after the conversion."},
	{Name: "Second ownership waiver notice", Type: TypeCount, Unit: "calendar days", Notes: "61", ClauseN: "4(b)",
		Help: "From this many days after a holder's waiver notice the second limit no longer holds for the principal that the notice names. Blank: it can't be waived."},
	{Name: "Exchange cap", Type: TypePercent, Unit: "% of base shares", SeriesA: "19.99%", Notes: "19.999%", ClauseA: "9", ClauseN: "4(c)",
		Help: "Until stockholders approve more, no more than this part of the base shares is issued, each purchaser having its allocation."},
	{Name: "Exchange cap base", Type: TypeCount, Unit: "shares; blank: outstanding at the start of the issue date", ClauseA: "9", ClauseN: "4(c)",
		Help: "The common shares that the cap is a part of. Needed where the issue date lies before the Valuation date."},
	{Name: "Exchange cap counts", Type: TypeChoice, Choices: []string{"Conversions", "All deal shares", "Deal shares below market"}, SeriesA: "Conversions", Notes: "All deal shares", ClauseA: "9", ClauseN: "4(c)",
		Help: "Which shares use up the cap: those issued on conversion; every share of the deal (conversions, interest shares, deal warrants); or of those only the ones issued below that day's close."},
	{Name: "Exchange cap applies on", Type: TypeList, Unit: "markets, ; between; blank: all", Notes: "NNM; SmallCap", ClauseA: "9", ClauseN: "4(c)",
		Help: "The markets on which the cap holds while the common is listed there."},
	{Name: "Exchange cap reallocated", Type: TypeYesNo, SeriesA: "Yes", Notes: "No", ClauseA: "9", ClauseN: "4(c)",
		Help: "Yes: what a holder leaves unused of its allocation after converting all it held goes to the others."},
	{Name: "Above the cap", Type: TypeChoice, Choices: []string{"Redemption right", "Approval or cash"}, SeriesA: "Redemption right", Notes: "Approval or cash", ClauseA: "3(b)(v)", ClauseN: "4(c)",
		Help: "What follows when the cap cuts a conversion: holders may ask for redemption, or the company seeks approval or pays cash, as its policy says."},
	{Name: "Cash above the cap", Type: TypePercent, Unit: "% of close", Notes: "100%", ClauseN: "4(c)",
		Help: "What is paid in cash for each share that the cap withholds, as a part of the close of the conversion date. Blank: 100%."},
	{Name: "Approval within", Type: TypeCount, Unit: "calendar days", Notes: "90", ClauseN: "4(c)",
		Help: "How long stockholders may take to decide before cash is owed. Blank: no limit."},
	{Name: "Cash above the cap late after", Type: TypeCount, Unit: "calendar days", Notes: "15", ClauseN: "4(c)",
		Help: "Days unpaid after which cash for withheld shares bears interest."},
	{Name: "Late cash interest", Type: TypePercent, Unit: "% per year, simple", Notes: "10%", ClauseN: "4(c)",
		Help: "Interest on late cash for withheld shares, from the conversion date."},
	{Name: "Mandatory price", Type: TypePrice, SeriesA: "12.50", Notes: "4.80", ClauseA: "1(a)(v)(ii)", ClauseN: "2(c)",
		Help: "Everything converts by itself once the close has stood at this level long enough. Blank: no such clause."},
	{Name: "Mandatory comparison", Type: TypeChoice, Choices: []string{"At or above", "Above"}, SeriesA: "At or above", Notes: "Above", ClauseA: "1(a)(v)(ii)", ClauseN: "2(c)",
		Help: "Whether a close equal to the mandatory price counts."},
	{Name: "Mandatory days", Type: TypeCount, Unit: "consecutive trading days", SeriesA: "20", Notes: "10", ClauseA: "1(a)(v)(ii)", ClauseN: "2(c)",
		Help: "How many trading days in a row the close must stand at the mandatory price."},
	{Name: "Mandatory needs registration", Type: TypeChoice, Choices: []string{"No", "Once declared", "On the day", "All days"}, SeriesA: "Once declared", Notes: "On the day", ClauseA: "1(d)(ii)", ClauseN: "2(c)",
		Help: "Whether the registration statement must have been declared effective at some time before, be effective on the day, or on all the days counted."},
	{Name: "Mandatory offering price", Type: TypePrice, SeriesA: "12.00", ClauseA: "1(a)(v)(i)",
		Help: "An underwritten offering at this price or more converts everything. Splits and stock dividends since the issue scale it."},
	{Name: "Mandatory offering proceeds", Type: TypeMoney, SeriesA: "40000000", ClauseA: "1(a)(v)(i)",
		Help: "The gross proceeds that such an offering must reach. Blank: any."},
	{Name: "Anti-dilution", Type: TypeChoice, Choices: []string{"None", "Weighted average (deemed)", "Weighted average (actual)", "Full ratchet"}, SeriesA: "Weighted average (deemed)", Notes: "Weighted average (actual)", ClauseA: "1(g)(i)", ClauseN: "5(a)(vi)",
		Help: "How an issue below the conversion price lowers it: averaged over the shares deemed outstanding, or over those actually outstanding, or all the way down to the price of the issue."},
	{Name: "Anti-dilution excludes", Type: TypeList, Unit: "categories, ; between", ClauseA: "1(g)(i)", ClauseN: "5(c)",
		SeriesA: "Approved plan; Later plan; Conversion of Series A; Stock dividend",
		Notes:   "Deal warrants of 2002 Notes; Conversion of 2002 Notes; Interest shares of 2002 Notes; Make-whole shares of 2002 Notes; Approved plan; Strategic licence; Stock dividend",
		Help:    "Issues of these categories never lower the conversion price."},
	{Name: "Anti-dilution floor", Type: TypePrice, ClauseA: "variant", ClauseN: "variant",
		Help: "An issue never lowers the conversion price below this. Splits scale it."},
	{Name: "Anti-dilution until", Type: TypeDate, ClauseA: "variant", ClauseN: "variant",
		Help: "The last day on which an issue can lower the conversion price."},
	{Name: "Redemption price", Type: TypePercent, Unit: "% of stated value", SeriesA: "110%", Notes: "100%", ClauseA: "3(a)", ClauseN: "6(a)(i)",
		Help: "What a holder that may ask for redemption is paid; of a note, also what the company can't convert or prepays after a default. Blank: no such right."},
	{Name: "Registration within", Type: TypeCount, Unit: "calendar days", SeriesA: "180", Notes: "150", ClauseA: "3(b)(i)", ClauseN: "10(h)",
		Help: "Days from the issue within which the registration statement must be effective; the last day is still in time. Later it is a trigger of redemption, of a note an event of default."},
	{Name: "Registration lapse, consecutive", Type: TypeCount, Unit: "trading days", SeriesA: "10", Notes: "10", ClauseA: "3(b)(ii)", ClauseN: "10(k)",
		Help: "A lapse of the registration for this many trading days in a row opens the redemption right, or is an event of default of a note."},
	{Name: "Registration lapse, total", Type: TypeCount, Unit: "trading days in 365 days", SeriesA: "30", ClauseA: "3(b)(ii)", Later: preferredOnly,
		Help: "More than this many trading days of lapse within any 365 days open the right."},
	{Name: "Qualifying markets", Type: TypeList, Unit: "markets, ; between", SeriesA: "NNM; NYSE; AMEX", Notes: "NNM; SmallCap", ClauseA: "3(b)(iii)", ClauseN: "10(i)",
		Help: "The markets on which the common must stay listed."},
	{Name: "Delisting days", Type: TypeCount, Unit: "consecutive trading days", SeriesA: "5", Notes: "5", ClauseA: "3(b)(iii)", ClauseN: "10(i)",
		Help: "This many trading days in a row off those markets, or suspended, open the redemption right, or are an event of default of a note."},
	{Name: "Delivery due", Type: TypeCount, Unit: "trading days", Notes: "3", ClauseN: "3",
		Help: "How soon after a conversion the shares must be delivered; a holder whose shares come later may rescind it."},
	{Name: "Delivery failure", Type: TypeCount, Unit: "business days", SeriesA: "10", ClauseA: "3(b)(iv)", Later: preferredOnly,
		Help: "Shares of a conversion that are not delivered within this many business days open the redemption right. Blank: late delivery opens none."},
	{Name: "Breach cure", Type: TypeCount, Unit: "calendar days", SeriesA: "10", ClauseA: "3(b)(vi)", Later: preferredOnly,
		Help: "A material breach opens the redemption right: at once where it can't be cured, otherwise when it is uncured for this long."},
	{Name: "Redemption if unconverted by", Type: TypeDate, SeriesA: "2003-06-14", ClauseA: "3(b)(vii)", Later: preferredOnly,
		Help: "What is unconverted on this day may be put up for redemption."},
	{Name: "Major transaction above % of common", Type: TypePercent, SeriesA: "30%", ClauseA: "3(c)", Later: preferredOnly,
		Help: "A merger or tender for more than this part of the common opens the redemption right. The freeze of a price looks at it too."},
	{Name: "Major transaction above % of assets", Type: TypePercent, SeriesA: "50%", ClauseA: "3(c)", Later: preferredOnly,
		Help: "A sale of more than this part of the assets opens the redemption right."},
	{Name: "Substantially all assets above", Type: TypePercent, Unit: "% of assets; blank: 75%", ClauseA: "1(g)(iii)(B)",
		Help: "A sale of more than this part of the assets is one of substantially all of them: it freezes the conversion price while it is announced, and on its completion the common is replaced."},
	{Name: "Notice of trigger", Type: TypeCount, Unit: "business days", SeriesA: "3", ClauseA: "3(d)", Later: preferredOnly,
		Help: "How soon after a triggering event the company must tell the holders."},
	{Name: "Major transaction notice", Type: TypeText, Unit: "calendar days before", SeriesA: "15 to 10", ClauseA: "3(e)", Later: preferredOnly,
		Help: "The days before consummation between which the company gives notice, as in '15 to 10'."},
	{Name: "Major transaction response", Type: TypeCount, Unit: "business days after notice", SeriesA: "5", ClauseA: "3(e)", Later: preferredOnly,
		Help: "How long after that notice holders may at least ask for redemption."},
	{Name: "Redemption paid within", Type: TypeCount, Unit: "business days", SeriesA: "5", Notes: "5", ClauseA: "3(f)", ClauseN: "6(c)",
		Help: "How soon after a demand, or after a notice that can't be converted, the redemption price must be paid."},
	{Name: "Interest rate", Type: TypePercent, Unit: "% per year", Notes: "8%", ClauseN: "1(b)",
		Help: "Interest on the principal outstanding. Blank: none."},
	{Name: "Default rate", Type: TypePercent, Unit: "% per year", Notes: "12%", ClauseN: "1(b)", Later: noteOnly,
		Help: "Interest from the day of an event of default on."},
	{Name: "Day count", Type: TypeChoice, Choices: []string{"ACT/360", "ACT/365F", "30/360", "ACT/ACT"}, Notes: "ACT/360", ClauseN: "1(b)",
		Help: "How the days of a period become a part of a year."},
	{Name: "Interest dates", Type: TypeChoice, Choices: []string{"Calendar quarter ends", "Month ends", "Half years", "Years", "Quarters from issue"}, Notes: "Calendar quarter ends", ClauseN: "1(b)",
		Help: "The days on which interest falls due."},
	{Name: "Interest in", Type: TypeChoice, Choices: []string{"Company's choice", "Cash", "Shares", "Principal"}, Notes: "Company's choice", ClauseN: "1(b)",
		Help: "What interest is paid in. The company's choice is made by its policy. Principal: it is added to the principal on its payment day."},
	{Name: "Interest share price days", Type: TypeCount, Unit: "trading days", Notes: "5", ClauseN: "1(b)",
		Help: "Interest shares are priced at the average of this many closes before the due date, or at the conversion price if lower."},
	{Name: "Maturity", Type: TypeDate, Notes: "2004-02-02", ClauseN: "1(a)",
		Help: "The day the principal falls due. Blank: never."},
	{Name: "Maturity after senior debt", Type: TypeCount, Unit: "calendar days", Notes: "90", ClauseN: "1(a)",
		Help: "It does not mature before this many days after the senior facility's maturity, or after its termination if that comes first."},
	{Name: "Blocked by senior debt", Type: TypeYesNo, SeriesA: "No", Notes: "Yes", ClauseN: "1(c)",
		Help: "Yes: no cash may be paid under the instrument while senior debt is outstanding; what is due stays owed."},
	{Name: "Payment grace", Type: TypeCount, Unit: "business days", Notes: "3", ClauseN: "10(a),(b)", Later: noteOnly,
		Help: "Principal or interest unpaid for this long after its due date is an event of default. Blank: late payment is none."},
	{Name: "Cross-acceleration above", Type: TypeMoney, Notes: "500000", ClauseN: "10(d)", Later: noteOnly,
		Help: "Other debt above this amount that is accelerated is an event of default. Blank: it is none."},
	{Name: "Acceleration cure", Type: TypeCount, Unit: "business days", Notes: "10", ClauseN: "10(d)", Later: noteOnly,
		Help: "How long such an acceleration may be cured. Blank: not at all."},
	{Name: "Judgments above", Type: TypeMoney, Notes: "200000", ClauseN: "10(e)", Later: noteOnly,
		Help: "Judgments above this amount that are not stayed are an event of default. Blank: they are none."},
	{Name: "Judgment stay", Type: TypeCount, Unit: "calendar days", Notes: "60", ClauseN: "10(e)", Later: noteOnly,
		Help: "How long a judgment may remain without a stay. Blank: not at all."},
	{Name: "Involuntary case", Type: TypeCount, Unit: "calendar days", Notes: "60", ClauseN: "10(g)", Later: noteOnly,
		Help: "How long an involuntary bankruptcy case may remain undismissed. Blank: it is no event of default."},
	{Name: "Inability choice reset", Type: TypeYesNo, SeriesA: "No", Notes: "Yes", ClauseN: "6(c)", Later: noteOnly,
		Help: "Yes: a holder unpaid after the company could not convert may take its notice back, and converts later at the lowest close since if that is lower."},
	{Name: "Company prepayment notice", Type: TypeCount, Unit: "calendar days", Notes: "30", ClauseN: "12",
		Help: "How long before a prepayment the company must give notice of it. Blank: it may not prepay."},
	{Name: "Company prepayment price", Type: TypePercent, Notes: "100%", ClauseN: "12",
		Help: "What the company pays when it prepays, as a part of the principal. Blank: 100%."},
	{Name: "Make-whole shares on conversion", Type: TypeYesNo, Notes: "Yes", ClauseN: "12",
		Help: "Yes: a holder that converts inside the notice of prepayment gets the interest to maturity in shares."},
	{Name: "Holder prepayment cash", Type: TypeMoney, Unit: "USD, strictly above", Notes: "10000000", ClauseN: "13",
		Help: "Holders may ask for prepayment once cash after senior debt exceeds this. Blank: never."},
	{Name: "Holder prepayment wait", Type: TypeCount, Unit: "calendar days", Notes: "30", ClauseN: "13",
		Help: "How long the company may first give notice of prepayment itself."},
	{Name: "Holder prepayment notice", Type: TypeCount, Unit: "business days", Notes: "10", ClauseN: "13",
		Help: "How long before payment a holder must ask for it."},
	{Name: "Certificate threshold", Type: TypePercent, Unit: "% change", Notes: "1%", ClauseN: "5(e)",
		Help: "The company owes the holders a certificate of any adjustment of at least this size."},
	{Name: "Reserve", Type: TypePercent, Unit: "% of full conversion", SeriesA: "100%", Notes: "120%", ClauseA: "5", ClauseN: "5(h)",
		Help: "The part of full conversion for which authorized shares must be kept free. A shortfall is shown with its date; nothing follows from it."},
	{Name: "Liquidation preference", Type: TypePercent, Unit: "% of stated value (notes: principal, plus accrued)", SeriesA: "100%", Notes: "100%", ClauseA: "7", ClauseN: "11(a)",
		Help: "What the instrument is paid in a liquidation before anything goes to the common."},
	{Name: "Participation", Type: TypeChoice, Choices: []string{"None", "Full", "Capped"}, SeriesA: "Full", Notes: "None", ClauseA: "7",
		Help: "Whether it then shares what is left with the common as if converted. None: the holder takes the preference or what conversion would bring, whichever is more."},
	{Name: "Participation cap", Type: TypeNumber, Unit: "x stated value", ClauseA: "variant",
		Help: "The most that a capped participation pays in all, preference included, as a multiple of stated value."},
	{Name: "Seniority", Type: TypeCount, Unit: "rank, 1 is paid first after senior debt", SeriesA: "2", Notes: "1", ClauseA: "8", ClauseN: "1(c)",
		Help: "The order in which instruments are paid when cash is short; equal ranks share pro rata."},
	{Name: "Dividends as converted", Type: TypeYesNo, SeriesA: "Yes", Notes: "No", ClauseA: "4",
		Help: "Yes: a dividend on the common is paid on the instrument too, as if it had been converted."},
}
