package model

// clause is where a rule stands in the two contracts that it was written from. Every effect cites its clause, in the form
// of the contract of the instrument's kind: "A 1(b)" for preferred stock, "N 2(a)" for a note; a rule that stands in only
// one of them is cited from there.
type clause struct{ a, n string }

var (
	clauseConversion       = clause{"1(b)", "2(a)"}
	clauseAlternativePrice = clause{"1(g)(iv)", ""}
	clauseMandatory        = clause{"1(a)(v)(ii)", "2(c)"}
	clauseOwnership        = clause{"1(d)(i)", "4(a)"}
	clauseSecondOwnership  = clause{"", "4(b)"}
	clauseExchangeCap      = clause{"9", "4(c)"}
	clauseIssue            = clause{"1(g)(i)", "5(a)(vi)"}
	clauseOptions          = clause{"1(g)(i)(A)", "5(a)(vii)"}
	clauseConvertibles     = clause{"1(g)(i)(B)", "5(a)(vii)"}
	clauseChangeOfTerms    = clause{"1(g)(i)(C)", "5(a)(vii)"}
	clauseSplit            = clause{"1(g)(ii)", "5(a)(i)"}
	clauseRedemption       = clause{"3(a)", "6(a)(i)"}
	clauseNotRegistered    = clause{"3(b)(i)", "10(h)"}
	clauseLapse            = clause{"3(b)(ii)", "10(k)"}
	clauseDelisted         = clause{"3(b)(iii)", "10(i)"}
	clauseCapStops         = clause{"3(b)(v)", "4(c)"}
	clauseUnconverted      = clause{"3(b)(vii)", ""}
	clauseInterest         = clause{"", "1(b)"}
	clauseMaturity         = clause{"", "1(a)"}
	clauseFractionCash     = clause{"1(b)", "5(g)"}
	clauseReserve          = clause{"5", "5(h)"}
)

// cite names the clause as it stands in the contract of the instrument's kind.
func (t *Terms) cite(c clause) string {
	switch {
	case t.Kind == KindNote && c.n != "", c.a == "":
		return "N " + c.n
	default:
		return "A " + c.a
	}
}
