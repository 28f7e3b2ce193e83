package model

import "strings"

// What a payment is for. Some of these the senior lender's consent may leave blocked.
const (
	paidInterest   = "interest"
	paidPrincipal  = "principal"
	paidPrepayment = "redemption"
	paidFraction   = "fraction"
	paidDiscount   = "Discount Equivalent"
	paidLate       = "late interest"
)

// blockedPayment reports whether an instrument's cash may not be paid today: until the senior debt is paid in full none is
// without the lender's consent (N 1(c)). By one reading consent frees all cash, by the other all but principal and interest.
func (e *engine[N]) blockedPayment(in *instrumentState[N], what string) bool {
	if !in.t.Blocked || e.senior == 0 {
		return false
	}
	return !in.consent || in.t.ConsentOtherCash && (what == paidInterest || what == paidPrincipal)
}

// blockedNow is what is due on an instrument today and may not be paid.
func (e *engine[N]) blockedNow(i int) Cents {
	in := &e.instruments[i]
	if !in.t.Blocked || e.senior == 0 {
		return 0
	}
	var total Cents
	if e.blockedPayment(in, paidPrepayment) {
		total += e.claimsDue(i)
	}
	if e.blockedPayment(in, paidPrincipal) {
		total += e.principalDue(in)
	}
	for _, d := range e.dues {
		if d.instrument == i && d.payOn <= e.date && e.blockedPayment(in, d.what) {
			total += d.amount
		}
	}
	return total
}

// consentTo books the lender's consent, or that it is refused from now on.
func (e *engine[N]) consentTo(in *instrumentState[N], ev *Event) {
	in.consent = !strings.EqualFold(firstPart(ev.Detail), detailRefused)
	e.free()
}

// free notes that cash may be paid from today on; a grace that blocked payments did not use begins anew.
func (e *engine[N]) free() {
	e.freedOn = e.date
	for i := range e.instruments {
		e.watchGrace(&e.instruments[i], e.date)
	}
}

// amendFacility sets the senior facility's maturity; maturities that hang on it move (N 1(a)).
func (e *engine[N]) amendFacility(maturity Date) {
	e.seniorMaturity = maturity
	e.wakeFrom(maturity)
	e.moveMaturities()
}

// endFacility ends the senior facility before its maturity.
func (e *engine[N]) endFacility() {
	e.facilityEnd = e.date
	e.moveMaturities()
}

// facilityOver is the day on which the senior facility ends: its maturity, or its termination before that.
func (e *engine[N]) facilityOver() Date {
	if e.facilityEnd.Given() && (!e.seniorMaturity.Given() || e.facilityEnd < e.seniorMaturity) {
		return e.facilityEnd
	}
	return e.seniorMaturity
}
