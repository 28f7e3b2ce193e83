package model

import "strings"

// ClauseRule is a clause of a contract that moves shares or money: what it says, and where its rule is.
type ClauseRule struct {
	Clause string   // as cited: "A 9", "N 4(c)"
	Words  string   // what it says, in one sentence of our own
	Rules  []string // files of this package, each with the functions that hold the rule: "exchange_cap.go capRoom"
	Terms  []string // of a variant: the terms that it comes from, or one value of a term: "Interest in: Principal"
}

// Files are the files of the rule, in this package.
func (c *ClauseRule) Files() []string {
	var files []string
	for _, rule := range c.Rules {
		file, _, _ := strings.Cut(rule, " ")
		files = append(files, "model/"+file)
	}
	return files
}

// ClauseRules lists the clauses that move shares or money, in the order of the contracts. Clauses that do neither are listed
// by the package that writes Checks.
var ClauseRules = append(certificateClauses, noteClauses...)

// certificateClauses are those of the Series A certificate of designations (2000).
var certificateClauses = []ClauseRule{
	{Clause: "A 1(a)(i)", Words: "The alternative price is the market price, but not less than 70% of the conversion price in effect.",
		Rules: []string{"alternative_price.go alternativePriceOf"}},
	{Clause: "A 1(a)(ii)", Words: "A day's price is its last trade; without one the average of bid and ask; without these the board's fair value.",
		Rules: []string{"resolve_prices.go closingPrice midPrice"}},
	{Clause: "A 1(a)(iii)", Words: "The conversion price starts at 7.00 a share, and all adjustments come on top.",
		Rules: []string{"begin.go newInstrument"}},
	{Clause: "A 1(a)(iv)", Words: "Each preferred share dates from its own issue; periods that count from the issue begin there.",
		Rules: []string{"begin.go beginInstrument issueLater"}},
	{Clause: "A 1(a)(v)(i)", Words: "Everything converts on the closing of an underwritten offering at 12.00 or more, restated for splits and stock dividends, that brings at least 40,000,000 gross.",
		Rules: []string{"underwritten_offering.go offering convertsAll", "mandatory_conversion.go fireMandatory"}},
	{Clause: "A 1(a)(v)(ii)", Words: "Everything converts at the end of 20 trading days in a row with closes of 12.50 or more.",
		Rules: []string{"mandatory_conversion.go armMandatory countWith mandatoryDue fireMandatory"}},
	{Clause: "A 1(a)(vi)", Words: "The market price is the plain average of the 20 closes before the day, older closes restated for splits and stock dividends inside them.",
		Rules: []string{"market_price.go windowPrice marketPrice"}},
	{Clause: "A 1(a)(viii)", Words: "A preferred share counts for 7,000.",
		Rules: []string{"state.go unitsValue", "conversion.go sharesForValue"}},
	{Clause: "A 1(b)", Words: "From a day on a holder may convert whole preferred shares; a notice's common shares are added up and rounded once, to the nearest whole share.",
		Rules: []string{"events.go noticeByEvent", "conversion.go sharesForValue unitsWithin"}},
	{Clause: "A 1(c)", Words: "A preferred share converts into its stated value divided by the conversion price.",
		Rules: []string{"conversion.go sharesFor sharesForValue"}},
	{Clause: "A 1(d)(i)", Words: "A conversion is cut so far as the holder and its affiliates would afterwards own more than 4.99% of the common and would have acquired more than that in the last 60 days.",
		Rules: []string{"ownership_limit.go roomUnder limitRoom acquired", "share_counts.go beneficialBase ownershipBase", "notices.go limitOwnership"}},
	{Clause: "A 1(d)(ii)", Words: "No mandatory conversion before the registration statement has been declared effective; a later lapse does not stop it.",
		Rules: []string{"mandatory_conversion.go mandatoryAllowed", "registration.go declareEffective"}},
	{Clause: "A 1(e)(iv)", Words: "Who converts holds the common from the day of the conversion.",
		Rules: []string{"notices.go carryOut"}},
	{Clause: "A 1(e)(v)", Words: "Where only a part of a day's notices can be converted, each holder converts in proportion to what it submitted.",
		Rules: []string{"pro_rata.go proRata", "notices.go cutTogether"}},
	{Clause: "A 1(e)(vi)", Words: "What a limit blocks of a mandatory conversion stays outstanding and converts as soon as the limit allows.",
		Rules: []string{"mandatory_conversion.go addMandatoryNotices roomForOne", "notices.go limitOwnership"}},
	{Clause: "A 1(g)(i)", Words: "An issue below the conversion price lowers it to the average of the price on the shares there were and the consideration for the new ones; plans and conversions of the preferred itself are left out.",
		Rules: []string{"weighted_average.go weightedAverage step replay", "deemed_issues.go issue excludes", "cascade.go pass adjustFor"}},
	{Clause: "A 1(g)(i)(A)", Words: "Options count as exercised when they are granted, at the lowest price they can bring; the exercise itself moves nothing, and what ends unexercised is taken out again.",
		Rules: []string{"deemed_issues.go grant sharePrice end close", "weighted_average.go replay"}},
	{Clause: "A 1(g)(i)(B)", Words: "Convertibles count as converted when they are issued, and what ends unconverted is taken out again; a price that merely follows the market is no reason, its conversions are.",
		Rules: []string{"deemed_issues.go grant variesWithMarket underInstrument end"}},
	{Clause: "A 1(g)(i)(C)", Words: "A changed exercise or conversion price counts as if it had been there from the start, on securities older than the preferred as if they were issued on the day of the change.",
		Rules: []string{"deemed_issues.go change recount", "events.go changeTerms"}},
	{Clause: "A 1(g)(i)(D)", Words: "What is given to those who hold common on a record date counts as issued on that day.",
		Rules: []string{"stock_dividend.go recordStockDividend recordConvertibleDividend", "purchase_rights.go offerRights"}},
	{Clause: "A 1(g)(i)(E)", Words: "The shares deemed outstanding are the common outstanding and what options and convertibles are deemed to have issued, without treasury shares and the preferred's own conversion.",
		Rules: []string{"weighted_average.go base deemedBefore", "deemed_issues.go ownSecurity", "share_counts.go actuallyOutstanding"}},
	{Clause: "A 1(g)(ii)", Words: "Splits, combinations and stock dividends move the conversion price in proportion; what cannot go into the price accrues to the holder and is handed over on conversion.",
		Rules: []string{"splits.go rescale rescaleInstrument", "stock_dividend.go recordStockDividend dividendOn", "entitlements.go deliverBesides"}},
	{Clause: "A 1(g)(iii)", Words: "From the announcement of a merger, of a sale of substantially all assets or of a tender for more than 30% until it is carried out or given up, the conversion price stands still; what happened meanwhile takes effect afterwards.",
		Rules: []string{"event_freeze.go freezes freezeFor thaw"}},
	{Clause: "A 1(g)(iv)", Words: "From June 2001 a holder may convert at the alternative price in place of the conversion price, notice by notice.",
		Rules: []string{"alternative_price.go alternativePrice priceFor"}},
	{Clause: "A 1(g)(v)", Words: "For anything of the kind that is not foreseen the board lowers the conversion price; it never raises it.",
		Rules: []string{"board_adjustment.go adjustByBoard"}},
	{Clause: "A 2(a)", Words: "Where the company is sold or taken over, a preferred share becomes one of the acquirer's at the price the exchange makes of it, or brings on conversion what its common would have got, in place of the common or besides it.",
		Rules: []string{"organic_change.go consummate exchangeCommon cashOut bringBesides reclassify", "entitlements.go deliverBesides"}},
	{Clause: "A 2(b)", Words: "Rights offered to stockholders are offered to the preferred too, as if it had converted, limits ignored.",
		Rules: []string{"purchase_rights.go offerRights", "entitlements.go asConvertedWhole"}},
	{Clause: "A 3(a)", Words: "Once a redemption right is open, each holder may ask for 110% of the stated value for any of its preferred shares.",
		Rules: []string{"redemption.go demand", "events.go demandByEvent", "policy_holder.go redeemByPolicy"}},
	{Clause: "A 3(b)(i)", Words: "The right opens when the registration is not effective within 180 days of the issue; the last day is in time.",
		Rules: []string{"redemption_triggers.go triggersOf checkTriggers"}},
	{Clause: "A 3(b)(ii)", Words: "It opens when the registration lapses for 10 trading days in a row, or for more than 30 within 365 days.",
		Rules: []string{"registration.go lapsedInARow lapsedDays", "redemption_triggers.go triggersOf"}},
	{Clause: "A 3(b)(iii)", Words: "It opens when the common is suspended, or off the three markets, for 5 trading days in a row.",
		Rules: []string{"listing.go onMarket watchListing daysOff", "redemption_triggers.go triggersOf"}},
	{Clause: "A 3(b)(iv)", Words: "It opens when the company says that it will not convert, or when shares are not delivered within 10 business days.",
		Rules: []string{"breach.go refuse deliverLate dateDelivery openFaults"}},
	{Clause: "A 3(b)(v)", Words: "It opens when the exchange cap stops a conversion; it can be used from the next trading day.",
		Rules: []string{"redemption_triggers.go capTrigger", "notices.go limitByCap"}},
	{Clause: "A 3(b)(vi)", Words: "It opens on a material breach, at once where it cannot be cured, otherwise when it is uncured for 10 days.",
		Rules: []string{"breach.go breach openFaults cure"}},
	{Clause: "A 3(b)(vii)", Words: "It opens for what has not been converted by June 2003.",
		Rules: []string{"redemption_triggers.go triggersOf"}},
	{Clause: "A 3(c)", Words: "A merger or tender above 30% of the common, or a sale of more than half the assets, is a major transaction.",
		Rules: []string{"major_transaction.go majorOf"}},
	{Clause: "A 3(c)(i)", Words: "A merger that issues, exchanges or sells more than 30% of the common opens the right; one that only changes the state of incorporation does not.",
		Rules: []string{"major_transaction.go majorOf openMajors"}},
	{Clause: "A 3(c)(ii)", Words: "A sale of more than half the assets opens the right.",
		Rules: []string{"major_transaction.go majorOf openMajors"}},
	{Clause: "A 3(c)(iii)", Words: "A purchase, tender or exchange offer for more than 30% of the common opens the right.",
		Rules: []string{"major_transaction.go majorOf openMajors"}},
	{Clause: "A 3(d)", Words: "The company tells the holders of a trigger within 3 business days; a holder may demand from then on, or from when it is aware of it if that is earlier.",
		Rules: []string{"redemption_triggers.go openTrigger dayOn endCured", "recorder.go recordTrigger"}},
	{Clause: "A 3(e)", Words: "Notice of a major transaction comes 15 to 10 days before it; holders may demand until the response date 5 business days later, or until the transaction where the notice is late.",
		Rules: []string{"major_transaction.go majorOf openMajors abandon lapseDemands"}},
	{Clause: "A 3(f)", Words: "The redemption price is due 5 business days after the demand, for a major transaction not before it happens; too little cash is shared pro rata and the rest stays owed.",
		Rules: []string{"redemption.go demand payClaims", "payments.go payDues payRank"}},
	{Clause: "A 4", Words: "A dividend on the common carries the preferred as converted; what is declared and unpaid is paid at conversion or redemption, in cash or, if the holder asks, in shares.",
		Rules: []string{"dividends.go declareDividend dividend settleDeclared", "entitlements.go asConvertedWhole"}},
	{Clause: "A 5", Words: "Authorized and unissued common must always suffice for the conversion of all the preferred; a shortfall is shown.",
		Rules: []string{"reserve.go checkReserve", "share_counts.go authorizedRoom"}},
	{Clause: "A 7", Words: "In a liquidation the preferred has its stated value before the common, then a part of the rest as if it had converted, limits ignored.",
		Rules: []string{"liquidation.go liquidate claimants", "waterfall.go divide share"}},
	{Clause: "A 8", Words: "The preferred ranks before the common, and among other instruments as their rank says.",
		Rules: []string{"waterfall.go ranksOf", "payments.go seniorityRanks"}},
	{Clause: "A 9", Words: "Until stockholders approve or counsel finds that they need not, conversions issue no more than the market's rule allows, 19.99% of the common at the deal; each purchaser has its part, a transferee the part that goes with its shares, and what a holder leaves over after converting all goes to the others.",
		Rules: []string{"exchange_cap.go capApplies capRoom useCap", "cap_allocation.go allocateCap reallocateCap", "transfer.go transferWith", "events.go liftCap"}},
}

// noteClauses are those of the subordinated convertible note (2002).
var noteClauses = []ClauseRule{
	{Clause: "N 1", Words: "The company owes the principal, which is counted in dollars.",
		Rules: []string{"state.go unitsValue", "maturity.go payPrincipal"}},
	{Clause: "N 1(a)", Words: "The principal falls due on February 2, 2004, or if that is later 90 days after the end of the senior facility: its maturity as it stands, or its termination before that.",
		Rules: []string{"maturity.go maturityOf moveMaturities mature principalDue payPrincipal", "senior_debt.go amendFacility endFacility facilityOver"}},
	{Clause: "N 1(b)", Words: "Principal bears 8% a year on actual days over 360, due at the end of each quarter, in cash or in shares at the lesser of conversion price and the average of five closes; from an event of default on it bears 12% until it is paid.",
		Rules: []string{"interest.go accrueTo interestOn closePeriod payPeriod", "interest_shares.go interestInCash interestShares", "interest_dates.go interestDates", "day_count.go countDays", "default.go beginDefault endDefaultRate"}},
	{Clause: "N 1(c)", Words: "While senior debt is outstanding no cash of any kind is paid under the note, unless its lender consents; what is blocked stays owed, and interest may be paid in shares. The note ranks before everything but the senior debt.",
		Rules: []string{"senior_debt.go blockedPayment blockedNow consentTo free", "payments.go payRank seniorityRanks", "interest_shares.go interestInCash"}},
	{Clause: "N 2(a)", Words: "A holder may convert any part of the principal; interest accrued on it stays payable on the next interest date.",
		Rules: []string{"events.go noticeByEvent", "conversion.go unitsWithin", "interest.go settleInterestOnConversion"}},
	{Clause: "N 2(b)", Words: "The conversion price starts at 2.40 a share.",
		Rules: []string{"begin.go newInstrument", "conversion.go sharesForValue"}},
	{Clause: "N 2(c)", Words: "Principal and accrued interest convert after 10 trading days in a row with closes above 4.80, if the registration has been effective since an earlier day.",
		Rules: []string{"mandatory_conversion.go armMandatory countWith mandatoryDue registeredFor fireMandatory", "interest.go accruedInterest"}},
	{Clause: "N 3", Words: "Shares are due three trading days after a conversion; a holder whose shares come later may take the conversion back, and everybody stands as before it.",
		Rules: []string{"breach.go deliverLate dateDelivery", "rescission.go rescind deliveryIsLate undeliver"}},
	{Clause: "N 4", Words: "The limits on ownership hold for mandatory conversion too, and not for interest shares.",
		Rules: []string{"notices.go limitOwnership", "interest_shares.go issueInterest"}},
	{Clause: "N 4(a)", Words: "No conversion leaves its holder owning more than 4.999% of the common; the limit falls away, for the principal named, 61 days after the holder's waiver notice.",
		Rules: []string{"ownership_limit.go ownershipTests roomUnder limitRoom", "ownership_waiver.go waive waivedUnits useWaiver roomWithWaiver"}},
	{Clause: "N 4(b)", Words: "No conversion leaves its holder, with its affiliates and what it could acquire, with more than 9.999% of the common; a waiver notice of its own lifts this limit.",
		Rules: []string{"ownership_limit.go ownershipTests roomUnder", "share_counts.go beneficialBase", "ownership_waiver.go waive roomWithWaiver"}},
	{Clause: "N 4(c)", Words: "While the common is on the Nasdaq markets and the stockholders have not approved, all shares of the deal together stay within 19.999% of the common before it. For what exceeds it the company asks the stockholders, for 90 days at most, or pays the close of the conversion date in cash, which ends that principal; paid more than 15 days late it bears 10% a year. Penalties are paid in cash outside the limit: there are no penalty shares here.",
		Rules: []string{"exchange_cap.go capApplies capRoom countsDealShares useCap", "cap_allocation.go allocateCap", "above_the_cap.go withhold decideVotes decide issueExcess oweDiscount endByPayment"}},
	{Clause: "N 5(a)(i)", Words: "Splits and combinations move the conversion price in proportion, at the close of the day.",
		Rules: []string{"splits.go rescale rescaleInstrument rescalePrice", "state.go conversionPrice"}},
	{Clause: "N 5(a)(ii)", Words: "A stock dividend multiplies the conversion price by the common before over the common after.",
		Rules: []string{"stock_dividend.go recordStockDividend dividendOn"}},
	{Clause: "N 5(a)(iii)", Words: "What else is distributed to stockholders comes on conversion besides the shares, as if the note had been converted before; dividends in cash do not.",
		Rules: []string{"dividends.go declareDividend distributionAccrues", "entitlements.go asConvertedExactly asConvertedPrice deliverBesides", "purchase_rights.go offerRights"}},
	{Clause: "N 5(a)(iv)", Words: "Where the common becomes another class of stock, the note converts into what its shares would have become.",
		Rules: []string{"organic_change.go reclassify", "splits.go rescale"}},
	{Clause: "N 5(a)(v)", Words: "In a merger, a reorganisation or a sale of substantially all assets the note keeps the right to what its shares would have got.",
		Rules: []string{"organic_change.go consummate exchangeCommon cashOut bringBesides", "entitlements.go deliverBesides"}},
	{Clause: "N 5(a)(vi)", Words: "An issue below the conversion price lowers it to the average over the common actually outstanding; so does the exercise of what never adjusted it.",
		Rules: []string{"weighted_average.go weightedAverage base step", "deemed_issues.go issue deliver"}},
	{Clause: "N 5(a)(vii)", Words: "Options, warrants and convertibles below the price count as issued at the earlier of contract and issue, and once more when their price is cut; what ends unexercised is not taken out. One whose price follows the market counts at its lowest.",
		Rules: []string{"deemed_issues.go grant amendOnTop waitsForIssue variesWithMarket underInstrument close", "contract_signed.go signContract", "floating_price.go beginFloating"}},
	{Clause: "N 5(a)(viii)", Words: "Shares issued in a merger count for the fair value that the board finds, and in an exchange at its actual ratio.",
		Rules: []string{"events.go issueCommon", "organic_change.go exchangeCommon"}},
	{Clause: "N 5(b)", Words: "A record date counts as the day of the issue.",
		Rules: []string{"purchase_rights.go passRights", "stock_dividend.go recordStockDividend"}},
	{Clause: "N 5(c)", Words: "The deal's own warrants and notes, existing plans and strategic licences never lower the price.",
		Rules: []string{"deemed_issues.go excludes"}},
	{Clause: "N 5(e)", Words: "A certificate is made of every adjustment, and is owed to the holder from a change of 1% on.",
		Rules: []string{"recorder.go certify"}},
	{Clause: "N 5(g)", Words: "A fraction of a share is paid in cash at the average of the five closes before.",
		Rules: []string{"conversion.go fractionCash"}},
	{Clause: "N 5(h)", Words: "Common is kept for 120% of what the notes and the interest accrued on them convert into; a shortfall is shown.",
		Rules: []string{"reserve.go checkReserve reserveOn armReserve"}},
	{Clause: "N 6(a)", Words: "Where the company can't issue all the registered shares of a notice it issues what it can, and the holder chooses what becomes of the rest.",
		Rules: []string{"notices.go limitByAuthorized", "inability.go limitByRegistration cannotIssue"}},
	{Clause: "N 6(a)(i)", Words: "It may ask to be prepaid, at 100% of that principal and the interest accrued on it, unless the senior debt forbids the payment.",
		Rules: []string{"inability.go cannotIssue", "redemption.go claimFor payClaims accruedOnClaim"}},
	{Clause: "N 6(a)(ii)", Words: "Where shares are not registered, it may take restricted ones.",
		Rules: []string{"inability.go limitByRegistration"}},
	{Clause: "N 6(a)(iii)", Words: "It may take its notice back and keep the principal.",
		Rules: []string{"inability.go cannotIssue"}},
	{Clause: "N 6(c)", Words: "The prepayment is due within 5 business days. While it is unpaid the holder may take the principal back, which then converts at the lowest close since the conversion date if that is lower.",
		Rules: []string{"inability.go voidByEvent voidByPolicy voidClaim lowestSince lotOf", "notices.go priced"}},
	{Clause: "N 8", Words: "A payment that falls on a Saturday, a Sunday or a New York holiday is made on the next business day, without interest for it.",
		Rules: []string{"interest_dates.go paymentDay", "calendar.go NextNewYorkDay", "maturity.go payPrincipal"}},
	{Clause: "N 10", Words: "Events of default, each for every holder, from the day after the time to put it right; for as long as one continues.",
		Rules: []string{"default.go defaultBy continues", "redemption_triggers.go checkTriggers endsAtCure endCured"}},
	{Clause: "N 10(a)", Words: "Principal is unpaid three business days after it fell due, though the senior debt forbids paying it.",
		Rules: []string{"default.go paymentDefaults unpaidTooLong watchGrace"}},
	{Clause: "N 10(b)", Words: "Interest is unpaid three business days after it fell due, though the senior debt forbids paying it.",
		Rules: []string{"default.go paymentDefaults unpaidTooLong watchGrace"}},
	{Clause: "N 10(c)", Words: "A representation or a promise is broken in a material respect.",
		Rules: []string{"default.go defaultBy", "breach.go addFault openFaults"}},
	{Clause: "N 10(d)", Words: "More than 500,000 of other debt is accelerated and that is not put right in ten business days.",
		Rules: []string{"default.go defaultBy enough"}},
	{Clause: "N 10(e)", Words: "Judgments of more than 200,000 in all stand without a stay for 60 days.",
		Rules: []string{"default.go defaultBy enough"}},
	{Clause: "N 10(f)", Words: "The company is insolvent, or says so.",
		Rules: []string{"default.go defaultBy beginDefault"}},
	{Clause: "N 10(g)", Words: "A bankruptcy case against the company is not dismissed for 60 days.",
		Rules: []string{"default.go defaultBy beginDefault"}},
	{Clause: "N 10(h)", Words: "The registration is not effective within 150 days of the closing; the last day is in time.",
		Rules: []string{"redemption_triggers.go triggersOf"}},
	{Clause: "N 10(i)", Words: "The common is on neither Nasdaq market for five trading days in a row.",
		Rules: []string{"listing.go onMarket daysOff", "redemption_triggers.go triggersOf"}},
	{Clause: "N 10(j)", Words: "The company says that it can't or won't convert.",
		Rules: []string{"default.go defaultBy", "breach.go refuse"}},
	{Clause: "N 10(k)", Words: "The registration lapses for ten trading days in a row.",
		Rules: []string{"registration.go lapsedInARow", "redemption_triggers.go triggersOf"}},
	{Clause: "N 10(l)", Words: "The senior debt is accelerated after a default under it.",
		Rules: []string{"default.go defaultBy"}},
	{Clause: "N 11(a)", Words: "While a default continues a holder may make its principal and the interest on it due at once. In a liquidation they are paid after the senior debt and before the preferred.",
		Rules: []string{"default.go accelerate accelerateByPolicy", "maturity.go principalDue payPrincipal", "liquidation.go addInstrumentClaims accruedUnpaid", "waterfall.go divide"}},
	{Clause: "N 11(a)(i)", Words: "By (f) and (g) of section 10 they fall due by themselves.",
		Rules: []string{"default.go beginDefault accelerate"}},
	{Clause: "N 11(a)(ii)", Words: "By the others a holder may ask for prepayment as in section 6 in place of that.",
		Rules: []string{"redemption_triggers.go redeemable", "redemption.go demand payClaims", "policy_holder.go redeemByPolicy"}},
	{Clause: "N 12", Words: "The company may prepay at 100% and accrued interest on 30 days' notice, if it has the cash; who converts the principal called before that day gets the interest on it to maturity in shares, besides.",
		Rules: []string{"prepayment.go callByEvent callByPolicy call payCalled makeWhole"}},
	{Clause: "N 13", Words: "Once cash less the senior debt is above 10,000,000, and the company has given no notice of prepayment for 30 days, a holder may ask for its principal and accrued interest, due ten business days later.",
		Rules: []string{"prepayment.go determine cashAbove mayDemandPrepayment demandPrepayment prepaymentByPolicy"}},
}

// Variants are what an investor asks for that neither contract has: terms, or values of them, over the same rules. Clause is
// their name.
var Variants = []ClauseRule{
	{Clause: "Full ratchet", Words: "An issue below the conversion price brings it all the way down to the price of the issue.",
		Terms: []string{"Anti-dilution: Full ratchet"}, Rules: []string{"weighted_average.go step replay"}},
	{Clause: "Average over the common actually outstanding", Words: "The narrow average, in preferred stock too: shares deemed outstanding are in no base.",
		Terms: []string{"Anti-dilution: Weighted average (actual)", "Deemed shares in later bases: No"}, Rules: []string{"weighted_average.go base weightedAverage"}},
	{Clause: "No price protection", Words: "Issues leave the conversion price where it is; splits and stock dividends still move it.",
		Terms: []string{"Anti-dilution: None"}, Rules: []string{"cascade.go adjustFor"}},
	{Clause: "Floor under the adjusted price", Words: "No issue lowers the conversion price below a floor, which follows splits.",
		Terms: []string{"Anti-dilution floor"}, Rules: []string{"weighted_average.go notBelowFloor"}},
	{Clause: "Protection until a date", Words: "Issues after a date leave the conversion price where it is.",
		Terms: []string{"Anti-dilution until"}, Rules: []string{"deemed_issues.go over"}},
	{Clause: "Floating price", Words: "Everything converts at a part of the average, or of the lowest, of so many closes, between a floor and a ceiling.",
		Terms: []string{"Floating price % of market price", "Floating price floor", "Floating price ceiling", "Market price days", "Market price statistic: Lowest"},
		Rules: []string{"floating_price.go float floatingPrice restated", "market_price.go windowPrice marketPrice"}},
	{Clause: "Resets on dates", Words: "On the first trading day on or after each date the conversion price falls to a part of the market price, if that is lower.",
		Terms: []string{"Reset dates", "Reset price % of market price"}, Rules: []string{"reset_dates.go resetPrices resetToday"}},
	{Clause: "One ownership limit", Words: "A single limit, such as 9.99%, without a second one and without a waiver.",
		Terms: []string{"Ownership limit"}, Rules: []string{"ownership_limit.go ownershipTests limitRoom"}},
	{Clause: "Cap over all deal shares", Words: "Shares of the deal's warrants and interest shares use up the exchange cap beside conversions, in preferred stock too.",
		Terms: []string{"Exchange cap counts: All deal shares"}, Rules: []string{"exchange_cap.go countsDealShares useCap"}},
	{Clause: "Cap over shares issued below the market", Words: "Of the deal's shares only those issued below the close of their day use up the exchange cap.",
		Terms: []string{"Exchange cap counts: Deal shares below market"}, Rules: []string{"exchange_cap.go useCap", "notices.go limitByCap"}},
	{Clause: "Cash above the cap at 110%", Words: "For shares that the cap withholds the company pays more than the close.",
		Terms: []string{"Cash above the cap"}, Rules: []string{"above_the_cap.go oweDiscount"}},
	{Clause: "Make-whole on the whole note", Words: "A conversion inside a notice of prepayment brings the interest to maturity in shares on all that converts.",
		Terms: []string{"Make-whole shares on conversion: Yes", "Make-whole on: Whole note"}, Rules: []string{"prepayment.go makeWhole"}},
	{Clause: "Interest in principal", Words: "Interest is added to the principal on its payment day; to the other instruments it is a new convertible.",
		Terms: []string{"Interest in: Principal"}, Rules: []string{"interest.go payInPrincipal"}},
	{Clause: "Preference without participation", Words: "In a liquidation the holder has the preference, or what conversion would bring, whichever is more.",
		Terms: []string{"Participation: None"}, Rules: []string{"waterfall.go stretches divide"}},
	{Clause: "Capped participation", Words: "Preference and participation together stop at a multiple of stated value, unless conversion would bring more.",
		Terms: []string{"Participation: Capped", "Participation cap"}, Rules: []string{"waterfall.go stretches share"}},
	{Clause: "Seniority", Words: "Any order of rank among instruments; equal ranks share what there is pro rata.",
		Terms: []string{"Seniority"}, Rules: []string{"waterfall.go ranksOf", "payments.go seniorityRanks payRank"}},
}

// ClauseRuleOf finds the clause of a list that a reference falls under: the clause itself, else the nearest one above it.
// "A 1(g)(iii)(B)" is under "A 1(g)(iii)".
func ClauseRuleOf(rules []ClauseRule, reference string) (*ClauseRule, bool) {
	best := -1
	for i := range rules {
		rest, under := strings.CutPrefix(reference, rules[i].Clause)
		if under && (rest == "" || rest[0] == '(' || rest[0] == '-') && (best < 0 || len(rules[i].Clause) > len(rules[best].Clause)) {
			best = i
		}
	}
	if best < 0 {
		return nil, false
	}
	return &rules[best], true
}

// References are the clauses that a term comes from in the contract of a kind of instrument, each with the contract's letter:
// "10(a),(b)" of the note is "N 10(a)" and "N 10(b)". A variant, which is in neither contract, has none.
func (t *Term) References(kind string) []string {
	letter, text := "A ", t.ClauseA
	if kind == KindNote {
		letter, text = "N ", t.ClauseN
	}
	if text == "" || text == variantClause {
		return nil
	}
	parts := strings.Split(text, ",")
	for i, part := range parts {
		if i > 0 && strings.HasPrefix(part, "(") {
			part = parts[i-1][:strings.LastIndex(parts[i-1], "(")] + part
		} else {
			part = letter + part
		}
		parts[i] = part
	}
	return parts
}

// variantClause marks terms that stand in neither contract.
const variantClause = "variant"
