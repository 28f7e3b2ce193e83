package model

// clause is where a rule stands in the two contracts that it was written from. Every effect cites its clause, in the form
// of the contract of the instrument's kind: "A 1(b)" for preferred stock, "N 2(a)" for a note; a rule that stands in only
// one of them is cited from there.
type clause struct{ a, n string }

var (
	clauseConversion       = clause{"A 1(b)", "N 2(a)"}
	clauseAlternativePrice = clause{"A 1(g)(iv)", ""}
	clauseMandatory        = clause{"A 1(a)(v)(ii)", "N 2(c)"}
	clauseOwnership        = clause{"A 1(d)(i)", "N 4(a)"}
	clauseSecondOwnership  = clause{"", "N 4(b)"}
	clauseExchangeCap      = clause{"A 9", "N 4(c)"}
	clauseIssue            = clause{"A 1(g)(i)", "N 5(a)(vi)"}
	clauseOptions          = clause{"A 1(g)(i)(A)", "N 5(a)(vii)"}
	clauseConvertibles     = clause{"A 1(g)(i)(B)", "N 5(a)(vii)"}
	clauseChangeOfTerms    = clause{"A 1(g)(i)(C)", "N 5(a)(vii)"}
	clauseFreeze           = clause{"A 1(g)(iii)", ""}
	clauseBoard            = clause{"A 1(g)(v)", ""}
	clauseOffering         = clause{"A 1(a)(v)(i)", ""}
	clauseStockDividend    = clause{"A 1(g)(ii)", "N 5(a)(ii)"}
	clauseOrganicChange    = clause{"A 2(a)", "N 5(a)(v)"}
	clauseReclassification = clause{"A 2(a)", "N 5(a)(iv)"}
	clausePurchaseRights   = clause{"A 2(b)", "N 5(a)(iii)"}
	clauseRefusal          = clause{"A 3(b)(iv)", "N 10(j)"}
	clauseBreach           = clause{"A 3(b)(vi)", "N 10(c)"}
	clauseMajorMerger      = clause{"A 3(c)(i)", ""}
	clauseMajorAssets      = clause{"A 3(c)(ii)", ""}
	clauseMajorTender      = clause{"A 3(c)(iii)", ""}
	clauseDividends        = clause{"A 4", "N 5(a)(iii)"}
	clauseAcceleration     = clause{"", "N 11(a)"}
	clauseInability        = clause{"", "N 6(a)(i)"}
	clauseReset            = clause{"", "N 6(c)"}
	clauseRescission       = clause{"", "N 3"}
	clauseCompanyPrepays   = clause{"", "N 12"}
	clauseHolderPrepays    = clause{"", "N 13"}
	clauseExcess           = clause{"A 9", "N 4(c)"}
	clauseLiquidation      = clause{"A 7", "N 11(a)"}
	clauseSplit            = clause{"A 1(g)(ii)", "N 5(a)(i)"}
	clauseRedemption       = clause{"A 3(a)", "N 6(a)(i)"}
	clauseNotRegistered    = clause{"A 3(b)(i)", "N 10(h)"}
	clauseLapse            = clause{"A 3(b)(ii)", "N 10(k)"}
	clauseDelisted         = clause{"A 3(b)(iii)", "N 10(i)"}
	clauseCapStops         = clause{"A 3(b)(v)", "N 4(c)"}
	clauseUnconverted      = clause{"A 3(b)(vii)", ""}
	clauseInterest         = clause{"", "N 1(b)"}
	clauseMaturity         = clause{"", "N 1(a)"}
	clauseFractionCash     = clause{"A 1(b)", "N 5(g)"}
	clauseReserve          = clause{"A 5", "N 5(h)"}
)

// cite names the clause as it stands in the contract of the instrument's kind.
func (t *Terms) cite(c clause) string {
	switch {
	case t.Kind == KindNote && c.n != "", c.a == "":
		return c.n
	default:
		return c.a
	}
}

// cites is where the term stands in the two contracts.
func (t *Term) cites() clause {
	var c clause
	if t.ClauseA != "" {
		c.a = "A " + t.ClauseA
	}
	if t.ClauseN != "" {
		c.n = "N " + t.ClauseN
	}
	return c
}
