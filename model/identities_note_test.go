package model_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// blockedStaysUnpaid: while senior debt is outstanding no cash goes out under an instrument that it blocks, unless the lender
// consents: to all of it, or to all but principal and interest (N 1(c)).
func blockedStaysUnpaid(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	senior := r.Company.SeniorDebt.Round(2)
	for _, p := range out.Payments {
		if p.What == "senior debt" {
			senior = senior.Add(p.Amount)
		}
		if p.Instrument == "" || p.What == "liquidation" || !p.Amount.IsNegative() || !senior.IsPositive() {
			continue
		}
		t := termsOf(r, p.Instrument)
		if !t.Blocked {
			continue
		}
		consent := consented(r, t, p.Date)
		if !consent || t.ConsentOtherCash && (p.What == "interest" || p.What == "principal") {
			return fmt.Sprintf("%s: %s of %s is paid on %s with senior debt of %s, consent %t", p.Date, p.Amount.Neg(), p.What, p.Instrument, senior, consent)
		}
	}
	return ""
}

// consented reports whether the lender's consent stands on a day.
func consented(r *model.Resolved, t *model.Terms, on model.Date) bool {
	consent := false
	for _, e := range r.Events {
		if e.Kind == "Lender consent" && e.Date <= on && r.Instruments[e.Security.Index].Name == t.Name {
			consent = !strings.HasPrefix(strings.ToLower(e.Detail), "refused")
		}
	}
	return consent
}

// maturityIsNoEarlier: principal is due neither before the note's own date nor, where it waits for the senior facility, so many
// days after an end of it that nobody had named (N 1(a)).
func maturityIsNoEarlier(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, x := range out.Triggers {
		t := termsOf(r, x.Instrument)
		if x.What != "maturity" || !t.Maturity.Given() {
			continue
		}
		last := t.Maturity
		for _, end := range facilityEnds(r) {
			last = max(last, end+model.Date(t.MaturityAfterSenior))
		}
		issued := slices.ContainsFunc(out.Instruments, func(i model.InstrumentOutcome) bool { return i.Instrument == t.Name && !i.UnitsIssued.IsZero() })
		if x.Date < t.Maturity || x.Date > last+7 && !issued { // what is issued after its maturity is due at once
			return fmt.Sprintf("%s: %s matures, whose own date is %s and whose last possible one %s", x.Date, x.Instrument, t.Maturity, last)
		}
	}
	return ""
}

// facilityEnds are the days on which the senior facility may end, as anybody names them.
func facilityEnds(r *model.Resolved) []model.Date {
	ends := []model.Date{r.Company.SeniorMaturity}
	for _, e := range r.Events {
		switch e.Kind {
		case "Senior debt maturity":
			ends = append(ends, e.NewDate)
		case "Senior facility terminated":
			ends = append(ends, e.Date)
		}
	}
	return ends
}

// interestIsPrincipalDaysTimesRate works a period's interest out anew: the principal at its end for all its days, and what has
// converted since its beginning for those until then, on a year of 360 or 365 days (N 1(b)). Holders whose principal changed in
// another way, or whose rate did, are left out.
func interestIsPrincipalDaysTimesRate(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	year := map[string]int64{"ACT/360": 360, "ACT/365F": 365}
	for _, p := range out.Interest {
		t := termsOf(r, p.Instrument)
		if t.Kind != model.KindNote || year[t.DayCount] == 0 || otherwiseMoved(r, out, t, p.Date) {
			continue
		}
		begin := p.Date - model.Date(p.Days)
		principalDays := p.Principal.Mul(decimal.NewFromInt(int64(p.Days)))
		for _, c := range out.Conversions {
			if c.Instrument == p.Instrument && c.Holder == p.Holder && c.Date > begin && c.Date <= p.Date && !t.AccruedAtConversion {
				principalDays = principalDays.Add(c.Units.Mul(decimal.NewFromInt(int64(c.Date - begin))))
			}
		}
		want := principalDays.Mul(t.InterestRate).DivRound(decimal.NewFromInt(year[t.DayCount]), 12)
		if !t.AccruedAtConversion && want.Sub(p.Amount).Abs().GreaterThan(decimal.New(1, -9)) {
			return fmt.Sprintf("%s: %s has %s of interest on %s, principal-days at %s give %s", p.Date, p.Holder, p.Amount, p.Instrument, t.InterestRate, want)
		}
	}
	return ""
}

// otherwiseMoved reports whether by a date principal of a note has moved otherwise than by voluntary conversion, or its rate has.
func otherwiseMoved(r *model.Resolved, out *model.Outcome, t *model.Terms, by model.Date) bool {
	return slices.ContainsFunc(out.Triggers, func(x model.Trigger) bool { return x.Instrument == t.Name && x.Date <= by }) ||
		slices.ContainsFunc(out.Payments, func(p model.Payment) bool {
			return p.Instrument == t.Name && p.Date <= by && p.What != "interest" && p.What != "fraction"
		}) || slices.ContainsFunc(r.Events, func(e model.Event) bool {
		return e.Date <= by && (e.Kind == "Transfer" || e.Kind == "Issue convertible" || e.Kind == "Rescind" || e.PaysConvertible)
	}) || slices.ContainsFunc(r.Positions, func(p model.Position) bool {
		return p.Security.Kind == model.InstrumentSecurity && r.Instruments[p.Security.Index].Name == t.Name && p.Issued > t.IssueDate
	}) || slices.ContainsFunc(out.Conversions, func(c model.Conversion) bool {
		return c.Instrument == t.Name && c.Date <= by && !c.AccruedInterest.IsZero()
	}) || t.InterestIn == "Principal" && slices.ContainsFunc(out.Interest, func(p model.InterestPayment) bool {
		return p.Instrument == t.Name && p.Date < by
	})
}

// principalIsAccountedFor: of a note prepaid at par, what ended without shares was paid in cash, or stood for shares above the
// cap (N 1(a), 4(c), 6, 11 to 13).
func principalIsAccountedFor(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	one := decimal.NewFromInt(1)
	for _, i := range out.Instruments {
		t := termsOf(r, i.Instrument)
		par := func(price decimal.Decimal) bool { return price.IsZero() || price.Equal(one) }
		if t.Kind != model.KindNote || !par(t.RedemptionPrice) || !par(t.PrepaymentPrice) || len(out.Payouts) > 0 {
			continue
		}
		paid, discount := decimal.Zero, false
		for _, p := range out.Payments {
			if p.Instrument != i.Instrument {
				continue
			}
			discount = discount || p.What == "Discount Equivalent"
			if p.What == "principal" || p.What == "redemption" {
				paid = paid.Sub(p.Amount)
			}
		}
		if i.UnitsRedeemed.LessThan(paid) || !discount && !i.UnitsRedeemed.Equal(paid) {
			return fmt.Sprintf("%s: %s of principal ended without shares, %s of it was paid", i.Instrument, i.UnitsRedeemed, paid)
		}
	}
	return ""
}

// defaultsOutlastTheirGrace: an event of default begins on the day after the last one on which it could be put right, or later
// (N 10).
func defaultsOutlastTheirGrace(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, x := range out.Triggers {
		letter, is := strings.CutPrefix(x.Clause, "N 10(")
		if !is {
			continue
		}
		letter = strings.TrimSuffix(letter, ")")
		if earliest := earliestDefault(r, out, termsOf(r, x.Instrument), letter); !earliest.Given() || x.Date < earliest || x.From.Given() && x.From < earliest {
			return fmt.Sprintf("%s: a default of %s under %s, which can't begin before %s", x.Date, x.Instrument, x.Clause, earliest)
		}
	}
	return ""
}

// earliestDefault is the first day on which a default can begin, as the contract counts from what is known of its cause: calendar
// days for the letters that count them, as many days as business or trading days for the others. NoDate: never.
func earliestDefault(r *model.Resolved, out *model.Outcome, t *model.Terms, letter string) model.Date {
	first := func(days int, causes ...string) model.Date {
		day := model.NoDate
		for _, e := range r.Events {
			is := slices.Contains(causes, e.Kind) && (e.Kind != "Default" || e.Letter == letter)
			if is && (!day.Given() || e.Date < day) {
				day = e.Date
			}
		}
		if !day.Given() {
			return model.NoDate
		}
		return day + model.Date(days)
	}
	switch letter {
	case "a":
		return earliestUnpaid(out, t, "maturity", "acceleration")
	case "b":
		return earliestUnpaid(out, t, "interest", "acceleration")
	case "d":
		return first(t.AccelerationCure+1, "Default")
	case "e":
		return first(t.JudgmentStay+1, "Default")
	case "g":
		return first(t.InvoluntaryCase+1, "Default")
	case "h":
		return t.IssueDate + model.Date(t.RegistrationWithin) + 1
	case "i":
		if !slices.Contains(t.QualifyingMarkets, r.Company.Market) {
			return t.IssueDate
		}
		return first(t.DelistingDays-1, "Listing suspended", "Listing moved")
	case "j":
		return first(0, "Default", "Refusal to convert")
	case "k":
		return first(t.LapseConsecutive-1, "Registration lapsed")
	}
	return first(0, "Default")
}

// earliestUnpaid is the day after the grace of the first payment of a kind that fell due: principal at maturity, by acceleration
// or on a demand, or interest.
func earliestUnpaid(out *model.Outcome, t *model.Terms, whats ...string) model.Date {
	day := model.NoDate
	at := func(d model.Date) {
		if !day.Given() || d < day {
			day = d
		}
	}
	for _, x := range out.Triggers {
		if x.Instrument == t.Name && slices.Contains(whats, x.What) {
			at(x.Date)
		}
	}
	for _, d := range out.Demands {
		if d.Instrument == t.Name {
			at(d.DueOn)
		}
	}
	if slices.Contains(whats, "interest") {
		for _, p := range out.Interest {
			if p.Instrument == t.Name {
				at(p.PaidOn)
			}
		}
	}
	if !day.Given() {
		return model.NoDate
	}
	return day + model.Date(t.PaymentGrace) + 1
}

// discountEquivalentIsSharesTimesClose: no more is paid for shares above the cap than the term's part of the close of the
// conversion date for each, and where the company pays at once and owes nothing, no less (N 4(c)).
func discountEquivalentIsSharesTimesClose(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for k := range r.Instruments {
		t := &r.Instruments[k]
		paid, worth, cuts := decimal.Zero, decimal.Zero, int64(0)
		for _, p := range out.Payments {
			if p.Instrument == t.Name && p.What == "Discount Equivalent" {
				paid = paid.Sub(p.Amount)
			}
		}
		for _, c := range out.Conversions {
			for _, cut := range c.Cuts {
				if c.Instrument == t.Name && cut.Limit == "exchange cap" && t.CapApprovalOrCash {
					worth, cuts = worth.Add(decimal.NewFromInt(cut.Shares).Mul(c.Close).Mul(t.CashAboveCap)), cuts+1
				}
			}
		}
		short := worth.Sub(paid).GreaterThan(cent.Mul(decimal.NewFromInt(cuts)))
		settled := r.CompanyPolicy.AboveCap == "Cash" && out.Totals.CashDueUnpaid.IsZero() && !rescaled(r) && len(out.Payouts) == 0
		if paid.Sub(worth).GreaterThan(cent.Mul(decimal.NewFromInt(cuts))) || settled && short {
			return fmt.Sprintf("%s: %s paid for shares above the cap that come to %s", t.Name, paid, worth)
		}
	}
	return ""
}

// makeWholeWithinTheFormula: the shares that come besides inside a notice of prepayment are no more than the interest on all that
// converts that day, to the last day on which the principal could be due, comes to (N 12).
func makeWholeWithinTheFormula(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	year := map[string]int64{"ACT/360": 360, "ACT/365F": 365, "30/360": 355, "ACT/ACT": 365}
	for _, i := range out.Issuances {
		name, is := strings.CutPrefix(i.Category, "Make-whole shares of ")
		if !is {
			continue
		}
		t := termsOf(r, name)
		last := t.Maturity
		for _, end := range facilityEnds(r) {
			last = max(last, end+model.Date(t.MaturityAfterSenior))
		}
		most := decimal.Zero
		for _, c := range out.Conversions {
			if c.Instrument == name && c.Holder == i.Holder && c.Date == i.Date {
				days := decimal.NewFromInt(int64(last - c.Date))
				most = most.Add(c.Units.Mul(t.InterestRate).Mul(days).DivRound(decimal.NewFromInt(year[t.DayCount]), 10).DivRound(c.Price, 10))
			}
		}
		if !t.MakeWhole || decimal.NewFromInt(i.Shares).GreaterThan(most) {
			return fmt.Sprintf("%s: %s has %d make-whole shares, at most %s", i.Date, i.Holder, i.Shares, most)
		}
	}
	return ""
}

// ratchetsReachTheIssue: under a full ratchet an issue below the price brings it to what the issue brought for a share, or to the
// floor; no issue brings a price below its floor (variants).
func ratchetsReachTheIssue(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, a := range out.Adjustments {
		t := termsOf(r, a.Instrument)
		if !t.AntiDilutionFloor.IsZero() && !rescaled(r) && (a.Formula == "floor" || a.Formula == "full ratchet" || a.Formula == "weighted average") && a.After.LessThan(t.AntiDilutionFloor) {
			return fmt.Sprintf("%s: %s takes %s to %s, below its floor of %s", a.Date, a.Cause, a.Instrument, a.After, t.AntiDilutionFloor)
		}
		if a.Formula != "full ratchet" || a.Shares.IsZero() || !t.PriceStep.IsZero() {
			continue
		}
		if each := a.Consideration.DivRound(a.Shares, 20); each.Sub(a.After).Abs().GreaterThan(decimal.New(1, -12)) {
			return fmt.Sprintf("%s: %s takes %s to %s, at %s for a share", a.Date, a.Cause, a.Instrument, a.After, each)
		}
	}
	return ""
}
