package sim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// reconciliation ties figures of one scenario that come to the report by different ways. It returns what is wrong, or ""
// and the figures that agree.
type reconciliation struct {
	name  string
	check func(*ScenarioResult) (wrong, figures string)
}

var reconciliations = []reconciliation{
	{"Shares roll forward", sharesRollForward},
	{"Holders add up to the common outstanding", holdersAddUp},
	{"Units roll forward", unitsRollForward},
	{"Conversion prices follow from their certificates", certificatesHold},
	{"Exposure paid equals payments", exposurePaid},
	{"Exchange cap used within its allocations", capWithinAllocations},
	{"Cash rolls forward", cashRollsForward},
}

// sharesRollForward ties common before and every issuance to common after, in shares of the last day.
func sharesRollForward(s *ScenarioResult) (wrong, figures string) {
	t := s.Outcome.Totals
	issued, sameDay := sharesIssued(s)
	expected := decimal.NewFromInt(t.CommonBefore).Add(issued)
	switch {
	case differs(expected, decimal.NewFromInt(t.CommonAfter), sameDay.Add(splitFractions(s))):
		return fmt.Sprintf("%s before + %s issued is %s, but common after is %s",
			count(t.CommonBefore), grouped(issued.String()), grouped(expected.String()), count(t.CommonAfter)), ""
	case t.NewShares != t.CommonAfter-t.CommonBefore:
		return fmt.Sprintf("new shares are %s, but after less before is %s", count(t.NewShares), count(t.CommonAfter-t.CommonBefore)), ""
	}
	return "", fmt.Sprintf("%s before + %s issued = %s after", count(t.CommonBefore), count(t.NewShares), count(t.CommonAfter))
}

// sharesIssued adds up every issuance, restated for the splits after its day. An issuance on the very day of a split may
// have come before it or after it; sameDay is what that can change.
func sharesIssued(s *ScenarioResult) (issued, sameDay decimal.Decimal) {
	for _, i := range s.Outcome.Issuances {
		after := decimal.NewFromInt(i.Shares).Mul(splitsAfter(s.Resolved, i.Date))
		before := decimal.NewFromInt(i.Shares).Mul(splitsAfter(s.Resolved, i.Date-1))
		issued, sameDay = issued.Add(after), sameDay.Add(before.Sub(after).Abs())
	}
	return issued, sameDay
}

// splitFractions is how many shares splits may cut off: at one that is not so many new shares for one old, less than a
// share for each holder, multiplied by later splits.
func splitFractions(s *ScenarioResult) decimal.Decimal {
	cut := decimal.Zero
	for day, ratio := range restatements(s.Resolved) {
		if !ratio.IsInteger() {
			grown := decimal.Max(decimal.NewFromInt(1), splitsAfter(s.Resolved, s.Resolved.Days[day]))
			cut = cut.Add(grown.Mul(decimal.NewFromInt(int64(len(s.Outcome.Holders)))))
		}
	}
	return cut
}

// splitsAfter is how many shares of the last day a share has become by the splits after a date.
func splitsAfter(r *model.Resolved, date model.Date) decimal.Decimal {
	factor := decimal.NewFromInt(1)
	for day, ratio := range restatements(r) {
		if r.Days[day] > date {
			factor = factor.Mul(ratio)
		}
	}
	return factor
}

// restatements returns, by day, the new shares per old by which every count of shares is restated. A dividend in common is
// none: its shares are new ones.
func restatements(r *model.Resolved) map[int]decimal.Decimal {
	ratios := map[int]decimal.Decimal{}
	for i := range r.Events {
		e := &r.Events[i]
		over, under, ok := e.Restates()
		if !ok || e.Day < 0 {
			continue
		}
		by := decimal.NewFromInt(over).DivRound(decimal.NewFromInt(under), factorPlaces)
		if before, ok := ratios[e.Day]; ok {
			by = by.Mul(before)
		}
		ratios[e.Day] = by
	}
	return ratios
}

// holdersAddUp ties the holders' common, before and after, to the totals.
func holdersAddUp(s *ScenarioResult) (wrong, figures string) {
	before, after := decimal.Zero, decimal.Zero
	for _, h := range s.Outcome.Holders {
		if h.Security == commonStock {
			before, after = before.Add(h.Before), after.Add(h.After)
		}
	}
	t := s.Outcome.Totals
	switch {
	case !before.Equal(decimal.NewFromInt(t.CommonBefore)):
		return fmt.Sprintf("holders had %s shares before, common before is %s", grouped(before.String()), count(t.CommonBefore)), ""
	case !after.Equal(decimal.NewFromInt(t.CommonAfter)):
		return fmt.Sprintf("holders have %s shares after, common after is %s", grouped(after.String()), count(t.CommonAfter)), ""
	}
	return "", fmt.Sprintf("%s before, %s after", count(t.CommonBefore), count(t.CommonAfter))
}

// commonStock is the name of the common in HolderOutcome.Security.
const commonStock = "Common"

// unitsRollForward ties what the inputs hold and issue of each instrument, less what converted and was redeemed, to its
// units after.
func unitsRollForward(s *ScenarioResult) (wrong, figures string) {
	var good []string
	for i, o := range s.Outcome.Instruments {
		opening, issued := unitsInInputs(s.Resolved, i)
		issued = issued.Add(unitsInPlaceOfCash(s, i))
		expected := opening.Add(issued).Sub(o.UnitsConverted).Sub(o.UnitsRedeemed)
		terms := fmt.Sprintf("%s: %s before + %s issued - %s converted - %s redeemed", o.Instrument, grouped(opening.String()),
			grouped(issued.String()), grouped(o.UnitsConverted.String()), grouped(o.UnitsRedeemed.String()))
		if !expected.Equal(o.UnitsAfter) {
			return fmt.Sprintf("%s is %s, but %s are left", terms, grouped(expected.String()), grouped(o.UnitsAfter.String())), ""
		}
		good = append(good, fmt.Sprintf("%s = %s", terms, grouped(o.UnitsAfter.String())))
	}
	return "", strings.Join(good, "; ")
}

// unitsInInputs is what the cap table holds of an instrument at the opening, and what its rows and the events issue later:
// preferred units, or dollars of principal.
func unitsInInputs(r *model.Resolved, instrument int) (opening, issued decimal.Decimal) {
	security := model.Security{Kind: model.InstrumentSecurity, Index: instrument}
	for _, p := range r.Positions {
		switch {
		case p.Security != security:
		case p.Issued.Given() && p.Issued > r.Company.Valuation:
			issued = issued.Add(decimal.NewFromInt(p.Units))
		default:
			opening = opening.Add(decimal.NewFromInt(p.Units))
		}
	}
	for _, e := range r.Events {
		if e.Kind == "Issue convertible" && e.HasSecurity && e.Security == security && e.Day >= 0 {
			issued = issued.Add(e.Quantity)
		}
	}
	t := r.Instruments[instrument]
	if t.Kind == model.KindNote && t.UnitValue.IsPositive() { // dollars of principal, whatever the pieces
		return opening.Mul(t.UnitValue), issued.Mul(t.UnitValue)
	}
	parts := decimal.NewFromInt(t.UnitsPerWhole)
	return opening.DivRound(parts, quotientPlaces), issued.DivRound(parts, quotientPlaces)
}

// unitsInPlaceOfCash is what an instrument's interest has added to its principal, and what dividends in it have brought: their
// units come out of the run, not out of the inputs.
func unitsInPlaceOfCash(s *ScenarioResult, instrument int) decimal.Decimal {
	name := s.Resolved.Instruments[instrument].Name
	given := slices.ContainsFunc(s.Resolved.Events, func(e model.Event) bool {
		return e.PaysConvertible && e.Pays == model.Security{Kind: model.InstrumentSecurity, Index: instrument}
	})
	if given {
		o := s.Outcome.Instruments[instrument]
		_, planned := unitsInInputs(s.Resolved, instrument)
		return o.UnitsIssued.Sub(planned)
	}
	var added decimal.Decimal
	for _, p := range s.Outcome.Interest {
		if p.Instrument == name && p.PaidIn == "principal" {
			added = added.Add(p.Amount.Round(centPlaces)).Sub(p.Cash).Sub(p.Unpaid)
		}
	}
	if added.IsZero() {
		return added
	}
	return added.DivRound(s.Resolved.Instruments[instrument].StatedValue, quotientPlaces)
}

// Decimal places of money, and of a quotient.
const (
	centPlaces     = 2
	quotientPlaces = 20
)

// certificatesHold computes every adjustment again from the figures of its own row, ties each price before to the price
// after the last adjustment, and the last price after to the price in effect. An Opening conversion price replaces what
// the adjustments before the valuation date lead to.
func certificatesHold(s *ScenarioResult) (wrong, figures string) {
	last := map[string]decimal.Decimal{}
	for _, a := range s.Outcome.Adjustments {
		if a.Formula == "returned part" { // of one holder's principal: the instrument's own price stays
			continue
		}
		row := fmt.Sprintf("%s of %s (%s)", a.Instrument, a.Date, a.Clause)
		if wrong := rowHolds(s.Resolved, a); wrong != "" {
			return row + " " + wrong, ""
		}
		terms := termsOf(s.Resolved, a.Instrument)
		if terms.OpeningPrice.IsPositive() {
			if a.Date < s.Resolved.Company.Valuation {
				continue
			}
			if _, ok := last[a.Instrument]; !ok {
				last[a.Instrument] = terms.OpeningPrice
			}
		}
		if before, ok := last[a.Instrument]; ok && differs(before, a.Before, tolerance(before)) {
			return fmt.Sprintf("%s starts from %s, but the price was %s", row, a.Before, before), ""
		}
		last[a.Instrument] = a.After
	}
	for _, o := range s.Outcome.Instruments {
		if after, ok := last[o.Instrument]; ok && differs(after, o.ConversionPrice, tolerance(after)) {
			return fmt.Sprintf("the last adjustment of %s gives %s, but %s is in effect", o.Instrument, after, o.ConversionPrice), ""
		}
	}
	return "", fmt.Sprintf("%d adjustments", len(s.Outcome.Adjustments))
}

// rowHolds says what is wrong within one adjustment, or "". A replay runs through the whole history, which one row can't
// hold, and a price may be set by an event: of those only the ends are tied.
func rowHolds(r *model.Resolved, a model.Adjustment) string {
	switch a.Formula {
	case "weighted average":
		return averageHolds(a, termsOf(r, a.Instrument).PriceStep)
	case "split":
		return splitHolds(r, a)
	case "full ratchet":
		if a.Shares.IsPositive() && differs(a.Consideration.DivRound(a.Shares, quotientPlaces), a.After, tolerance(a.After).Add(termsOf(r, a.Instrument).PriceStep)) {
			return fmt.Sprintf("gives %s, but %s were issued for %s", a.After, a.Shares, a.Consideration)
		}
	}
	return ""
}

// averageHolds computes (price before x shares before + consideration) / shares after once more. A price that is rounded
// to a step may lie half a step away.
func averageHolds(a model.Adjustment, step decimal.Decimal) string {
	after := a.BaseBefore.Add(a.Shares)
	if !after.Equal(a.BaseAfter) || !after.IsPositive() {
		return fmt.Sprintf("counts %s shares after, but %s before and %s issued", a.BaseAfter, a.BaseBefore, a.Shares)
	}
	price := a.Before.Mul(a.BaseBefore).Add(a.Consideration).DivRound(after, quotientPlaces)
	if differs(price, a.After, tolerance(price).Add(step.DivRound(two, quotientPlaces))) {
		return fmt.Sprintf("gives %s, but its figures come to %s", a.After, price)
	}
	return ""
}

var two = decimal.NewFromInt(2)

// splitHolds looks for a split of the day, or something like one, whose ratio leads from the price before to the price after.
func splitHolds(r *model.Resolved, a model.Adjustment) string {
	for i := range r.Events {
		e := &r.Events[i]
		on := e.Date
		if e.Day >= 0 && e.Day < len(r.Days) {
			on = r.Days[e.Day]
		}
		over, under, ok := e.Rescales()
		if ok && on == a.Date && !differs(a.After.Mul(decimal.NewFromInt(over)).DivRound(decimal.NewFromInt(under), quotientPlaces), a.Before, tolerance(a.Before)) {
			return ""
		}
	}
	return fmt.Sprintf("goes from %s to %s, but no split of that day has this ratio", a.Before, a.After)
}

// termsOf returns the terms of an instrument by its name.
func termsOf(r *model.Resolved, instrument string) model.Terms {
	for _, t := range r.Instruments {
		if t.Name == instrument {
			return t
		}
	}
	return model.Terms{}
}

// tolerance is how far two ways to compute a price may lie apart: the quotients in between keep 20 places.
func tolerance(price decimal.Decimal) decimal.Decimal { return price.Abs().Shift(-15) }

// differs reports whether two figures lie further apart than allowed.
func differs(a, b, allowed decimal.Decimal) bool { return a.Sub(b).Abs().GreaterThan(allowed) }

// exposurePaid ties, for each instrument, what exposure says was paid to the payments made.
func exposurePaid(s *ScenarioResult) (wrong, figures string) {
	exposed, paid := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
	for _, e := range s.Outcome.Exposure {
		exposed[e.Instrument] = exposed[e.Instrument].Add(e.Paid)
	}
	for _, p := range s.Outcome.Payments {
		if p.Instrument != "" && p.Amount.IsNegative() {
			paid[p.Instrument] = paid[p.Instrument].Sub(p.Amount)
		}
	}
	var good []string
	for _, o := range s.Outcome.Instruments {
		if !exposed[o.Instrument].Equal(paid[o.Instrument]) {
			return fmt.Sprintf("%s: %s paid by exposure, %s by payments", o.Instrument, money(exposed[o.Instrument]), money(paid[o.Instrument])), ""
		}
		good = append(good, fmt.Sprintf("%s %s", o.Instrument, money(paid[o.Instrument])))
	}
	return "", strings.Join(good, "; ")
}

// capWithinAllocations ties each holder's use of an exchange cap to its allocation. Once the cap has been lifted, or while
// the common trades on a market whose rule it is not, more may be issued, and only the room is tied.
func capWithinAllocations(s *ScenarioResult) (wrong, figures string) {
	// Whole shares of both are shown. Splits and dividends leave fractions of a share on what was used.
	fractions := slices.ContainsFunc(s.Resolved.Events, func(e model.Event) bool { _, _, rescales := e.Rescales(); return rescales })
	if len(s.Outcome.ExchangeCap) == 0 {
		return "", "No exchange cap."
	}
	var allocated, used int64
	for _, c := range s.Outcome.ExchangeCap {
		switch {
		case c.Used > c.Allocation && capAlwaysApplied(s, c.Instrument):
			return fmt.Sprintf("%s, %s: %s shares used of an allocation of %s", c.Instrument, c.Holder, count(c.Used), count(c.Allocation)), ""
		case c.Room != max(0, c.Allocation-c.Used) && !(fractions && c.Room == max(0, c.Allocation-c.Used-1)):
			return fmt.Sprintf("%s, %s: %s of %s used, but %s are said to be left", c.Instrument, c.Holder, count(c.Used), count(c.Allocation), count(c.Room)), ""
		}
		allocated, used = allocated+c.Allocation, used+c.Used
	}
	return "", fmt.Sprintf("%s of %s shares used", count(used), count(allocated))
}

// capAlwaysApplied reports whether nothing in the run lifts an instrument's exchange cap or takes the common to another
// market.
func capAlwaysApplied(s *ScenarioResult, instrument string) bool {
	r := s.Resolved
	approved := func(c model.Conversion) bool { return c.Instrument == instrument && c.Kind == "approved" }
	if slices.ContainsFunc(s.Outcome.Conversions, approved) {
		return false
	}
	lifting := []string{"Stockholder approval", "Counsel opinion", "Listing suspended", "Listing moved"}
	for _, e := range r.Events {
		if slices.Contains(lifting, e.Kind) {
			return false
		}
	}
	markets := termsOf(r, instrument).ExchangeCapMarkets
	return len(markets) == 0 || slices.Contains(markets, r.Company.Market)
}

// cashRollsForward ties the opening cash and every payment, one after the other, to the cash of the last day.
func cashRollsForward(s *ScenarioResult) (wrong, figures string) {
	balance := s.Resolved.Company.Cash
	for _, p := range s.Outcome.Payments {
		balance = balance.Add(p.Amount)
		if !balance.Equal(p.Balance) {
			return fmt.Sprintf("after %s of %s on %s cash is %s, but it is said to be %s", p.What, money(p.Amount), p.Date, money(balance), money(p.Balance)), ""
		}
	}
	if n := len(s.Outcome.Series); n > 0 && !s.Outcome.Series[n-1].Cash.Equal(balance) {
		return fmt.Sprintf("cash of the last day is %s, but the payments lead to %s", money(s.Outcome.Series[n-1].Cash), money(balance)), ""
	}
	return "", fmt.Sprintf("%s at the opening, %d payments, %s at the end", money(s.Resolved.Company.Cash), len(s.Outcome.Payments), money(balance))
}

func count(n int64) string { return grouped(decimal.NewFromInt(n).String()) }

func money(amount decimal.Decimal) string { return grouped(amount.StringFixed(centPlaces)) }

// grouped puts commas between the thousands of a figure in plain notation.
func grouped(figure string) string {
	sign := ""
	if strings.HasPrefix(figure, "-") {
		sign, figure = "-", figure[1:]
	}
	whole, rest, _ := strings.Cut(figure, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}
