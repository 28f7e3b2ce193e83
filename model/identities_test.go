package model_test

import (
	"fmt"
	"slices"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"scenarios/model"
)

// An identity is something that must hold for every run, whatever the contracts and the prices. It returns what is wrong,
// nothing where it holds.
type identity struct {
	name  string
	holds func(r *model.Resolved, path model.Path, out *model.Outcome) string
}

var identities = []identity{
	{"shares are conserved", sharesConserved},
	{"each holder's shares come from somewhere", holdersConserved},
	{"units are conserved", unitsConserved},
	{"cash is conserved", cashConserved},
	{"a limit leaves less room than one more unit", limitsLeaveNoUnit},
	{"no conversion leaves its holder above the limit", nobodyAboveTheLimit},
	{"adjustments follow from one another and from their figures", adjustmentsAddUp},
	{"interest is paid, issued or owed", interestAddsUp},
	{"the order of the holders is irrelevant", holderOrderIrrelevant},
	{"limits that can't bind change nothing", limitsOff},
	{"a runner keeps nothing from one path to the next", runnerForgets},
	{"a frozen price stands still", frozenPriceStands},
	{"demands are made while a right is open", demandsWithinRights},
	{"what is demanded is paid, owed or lapsed", demandsAddUp},
	{"allocations stay within the exchange cap", allocationsWithinCap},
	{"dividends are those on the common as converted", dividendsAddUp},
	{"rights are taken up or lapse", rightsAddUp},
	{"a liquidation divides its proceeds", liquidationAddsUp},
	{"a runner gives the figures of the run", runnerAgrees},
}

// brokenIdentity names the first identity that an outcome breaks.
func brokenIdentity(r *model.Resolved, path model.Path, out *model.Outcome) string {
	for _, i := range identities {
		if bad := i.holds(r, path, out); bad != "" {
			return i.name + ": " + bad
		}
	}
	return ""
}

// splitsIn counts what restates shares in the run: each may cut off a fraction of a share of every holder and source.
func splitsIn(r *model.Resolved) int64 {
	var n int64
	for _, e := range r.Events {
		if _, _, rescales := e.Rescales(); e.Day >= 0 && (rescales || e.Replaces) {
			n++
		}
	}
	return n
}

// happens reports whether the run has an event of a kind.
func happens(r *model.Resolved, kinds ...string) bool {
	return slices.ContainsFunc(r.Events, func(e model.Event) bool { return e.Day >= 0 && slices.Contains(kinds, e.Kind) })
}

func sharesConserved(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	t := out.Totals
	var issued, after, before int64
	for _, i := range out.Issuances {
		issued += i.Shares
	}
	for _, h := range out.Holders {
		if h.Security == "Common" {
			before, after = before+h.Before.IntPart(), after+h.After.IntPart()
		}
	}
	bySource := t.SharesFromConversion + t.SharesFromInterest + t.SharesFromIssues + t.SharesFromExercise
	cutOff := splitsIn(r) * int64(4+len(out.Holders)) * 12 // fractions of every holder, more where later splits multiply them
	switch {
	case t.NewShares != t.CommonAfter-t.CommonBefore:
		return fmt.Sprintf("%d new shares between %d and %d", t.NewShares, t.CommonBefore, t.CommonAfter)
	case after != t.CommonAfter:
		return fmt.Sprintf("the holders have %d of %d shares outstanding", after, t.CommonAfter)
	case outside(before-t.CommonBefore, cutOff):
		return fmt.Sprintf("the holders had %d of %d shares", before, t.CommonBefore)
	case outside(bySource-t.NewShares, cutOff):
		return fmt.Sprintf("%d shares by source, %d new shares", bySource, t.NewShares)
	case splitsIn(r) == 0 && issued != t.NewShares:
		return fmt.Sprintf("%d shares in issuances, %d new shares", issued, t.NewShares)
	}
	return ""
}

func outside(n, bound int64) bool { return n > bound || n < -bound }

func holdersConserved(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, h := range out.Holders {
		if h.Security != "Common" {
			continue
		}
		got := h.FromConversion + h.FromInterest + h.FromIssues + h.FromExercise - h.Sold
		if !h.Before.Add(decimal.NewFromInt(got)).Equal(h.After) {
			return fmt.Sprintf("%s had %s, got %d, has %s", h.Holder, h.Before, got, h.After)
		}
		if h.After.IsNegative() || h.Holder != "Market" && h.Sold < 0 && !happens(r, "Transfer") {
			return fmt.Sprintf("%s has %s, sold %d", h.Holder, h.After, h.Sold)
		}
	}
	return ""
}

func unitsConserved(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, i := range out.Instruments {
		in, gone := i.UnitsBefore.Add(i.UnitsIssued), i.UnitsConverted.Add(i.UnitsRedeemed)
		if !in.Equal(i.UnitsAfter.Add(gone)) {
			return fmt.Sprintf("%s: %s before and %s issued, %s after, %s converted and %s redeemed", i.Instrument, i.UnitsBefore, i.UnitsIssued, i.UnitsAfter, i.UnitsConverted, i.UnitsRedeemed)
		}
		var held, converted decimal.Decimal
		for _, h := range out.Holders {
			if h.Security == i.Instrument {
				held = held.Add(h.After)
			}
		}
		for _, c := range out.Conversions {
			if c.Instrument == i.Instrument {
				converted = converted.Add(c.Units)
			}
		}
		if !held.Equal(i.UnitsAfter) || !converted.Equal(i.UnitsConverted) {
			return fmt.Sprintf("%s: holders have %s of %s, conversions are %s of %s", i.Instrument, held, i.UnitsAfter, converted, i.UnitsConverted)
		}
	}
	return ""
}

func cashConserved(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	balance := r.Company.Cash.Round(2)
	var toHolders decimal.Decimal
	for _, p := range out.Payments {
		if balance = balance.Add(p.Amount); !balance.Equal(p.Balance) {
			return fmt.Sprintf("%s: %s leaves %s, not %s", p.Date, p.What, balance, p.Balance)
		}
		if p.Instrument != "" && p.Amount.IsNegative() {
			toHolders = toHolders.Sub(p.Amount)
		}
	}
	if last := out.Series[len(out.Series)-1]; !last.Cash.Equal(balance) {
		return fmt.Sprintf("%s on the last day, %s by the payments", last.Cash, balance)
	}
	if !toHolders.Equal(out.Totals.CashPaid) {
		return fmt.Sprintf("%s paid in payments, %s in the totals", toHolders, out.Totals.CashPaid)
	}
	return ""
}

// termsOf finds an instrument's contract.
func termsOf(r *model.Resolved, instrument string) *model.Terms {
	return &r.Instruments[slices.IndexFunc(r.Instruments, func(t model.Terms) bool { return t.Name == instrument })]
}

// alone reports a holder without affiliates.
func alone(r *model.Resolved, holder string) bool {
	group, count := -1, 0
	for _, h := range r.Holders {
		if h.Name == holder {
			group = h.Group
		}
	}
	for _, h := range r.Holders {
		if h.Group == group {
			count++
		}
	}
	return count == 1
}

func limitsLeaveNoUnit(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	var cutByCap int64
	for _, c := range out.Conversions {
		t := termsOf(r, c.Instrument)
		for _, cut := range c.Cuts {
			if cut.Limit == "exchange cap" {
				cutByCap += cut.Shares
			}
		}
		left := c.Shares // of the notice after the cut that is looked at, from the last cut to the first
		for _, cut := range slices.Backward(c.Cuts) {
			unit := int64(1)
			if t.WholeUnits {
				unit = t.UnitValue.Div(c.Price).Ceil().IntPart() + 1
			}
			if cut.Units.IsZero() {
				break // all principal converts; interest that doesn't fit as a whole stays interest
			}
			refused := t.RefuseOverLimit && cut.Limit == "ownership limit"
			shared := cut.Limit == "authorized shares" || !alone(r, c.Holder) || accrues(r, t)
			if left > cut.Room || !refused && !shared && cut.Room-left >= unit {
				return fmt.Sprintf("%s %s of %s: %d shares after the %s, whose room was %d", c.Date, c.Instrument, c.Holder, left, cut.Limit, cut.Room)
			}
			left += cut.Shares
		}
	}
	if splitsIn(r) == 0 && cutByCap != out.Totals.SharesCutByCap {
		return fmt.Sprintf("%d shares cut by the cap in conversions, %d in the totals", cutByCap, out.Totals.SharesCutByCap)
	}
	return ""
}

// accrues reports whether a dividend may have left more on a unit than its stated value converts into.
func accrues(r *model.Resolved, t *model.Terms) bool {
	return (t.StockDividend == "Accrues" || t.StockDividend == "Both") && slices.ContainsFunc(r.Events, func(e model.Event) bool { return e.Kind == "Stock dividend" })
}

// nobodyAboveTheLimit follows each holder's common from issue to issue, where neither sales nor splits hide it.
func nobodyAboveTheLimit(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	if splitsIn(r) > 0 || happens(r, "Transfer") || slices.ContainsFunc(r.Policies, func(p model.HolderPolicy) bool { return p.DailySale.IsPositive() }) {
		return ""
	}
	group, common, outstanding := map[string]int{}, map[int]int64{}, out.Totals.CommonBefore
	for _, h := range r.Holders {
		group[h.Name] = h.Group
	}
	for _, h := range out.Holders {
		if h.Security == "Common" {
			common[group[h.Holder]] += h.Before.IntPart()
		}
	}
	for k, i := range out.Issuances {
		common[group[i.Holder]] += i.Shares
		outstanding += i.Shares
		last := k+1 == len(out.Issuances) || out.Issuances[k+1].Category != i.Category || out.Issuances[k+1].Date != i.Date
		for _, t := range r.Instruments {
			if !last || i.Category != "Conversion of "+t.Name || t.OwnershipLimit.IsZero() || !t.LimitsMandatory || t.OwnershipBefore || t.OwnershipReported ||
				t.BlockedWhen == "Both exceeded" || t.BlockedWhen == "Owned exceeded" && t.SecondOwnershipLimit.IsPositive() {
				continue
			}
			if part := decimal.NewFromInt(common[group[i.Holder]]); part.GreaterThan(t.OwnershipLimit.Mul(decimal.NewFromInt(outstanding))) {
				return fmt.Sprintf("%s: %s has %s of %d after a conversion of %s", i.Date, i.Holder, part, outstanding, t.Name)
			}
		}
	}
	return ""
}

// adjustmentsAddUp ties each certificate to the one before, and its figures to each other: an issue below the price leaves
// it between the issue's own price, to which a full ratchet would fall, and what it was.
func adjustmentsAddUp(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	price := map[string]decimal.Decimal{}
	for _, a := range out.Adjustments {
		t := termsOf(r, a.Instrument)
		if was, known := price[a.Instrument]; known && !was.Equal(a.Before) && standsBetween(t) {
			return fmt.Sprintf("%s: %s starts at %s, not at %s", a.Date, a.Cause, a.Before, was)
		}
		price[a.Instrument] = a.After
		if !a.After.IsPositive() {
			return fmt.Sprintf("%s: %s leaves a price of %s", a.Date, a.Cause, a.After)
		}
		if a.Formula != "weighted average" {
			continue
		}
		each := a.Consideration.DivRound(a.Shares, 20).Sub(decimal.New(1, -15))
		want := a.Before.Mul(a.BaseBefore).Add(a.Consideration).DivRound(a.BaseAfter, 20)
		switch {
		case a.BaseBefore.Add(a.Shares).Sub(a.BaseAfter).Abs().GreaterThan(decimal.New(1, -15)): // a split inside a freeze restates all three
			return fmt.Sprintf("%s: bases %s and %s with %s new shares", a.Date, a.BaseBefore, a.BaseAfter, a.Shares)
		case a.After.GreaterThan(a.Before), t.PriceStep.IsZero() && a.After.LessThan(each):
			return fmt.Sprintf("%s: from %s to %s on an issue at %s", a.Date, a.Before, a.After, each)
		case t.PriceStep.IsZero() && want.Sub(a.After).Abs().GreaterThan(want.Shift(-12)):
			return fmt.Sprintf("%s: %s where the figures give %s", a.Date, a.After, want)
		}
	}
	for _, i := range out.Instruments {
		frozen := slices.ContainsFunc(out.Freezes, func(f model.Freeze) bool { return f.Instrument == i.Instrument && !f.Until.Given() })
		if last, adjusted := price[i.Instrument]; adjusted && !frozen && !last.Equal(i.ConversionPrice) && standsBetween(termsOf(r, i.Instrument)) {
			return fmt.Sprintf("%s ends at %s, its last adjustment at %s", i.Instrument, i.ConversionPrice, last)
		}
		if i.UnitsAfter.IsPositive() && i.LowestPrice.GreaterThan(i.ConversionPrice) {
			return fmt.Sprintf("%s: lowest price %s above the last, %s", i.Instrument, i.LowestPrice, i.ConversionPrice)
		}
	}
	return ""
}

// standsBetween reports whether a price moves by certificates alone: none that opens at a stated price, floats with the
// market, or is frozen at the price that was applicable.
func standsBetween(t *model.Terms) bool {
	return t.OpeningPrice.IsZero() && t.FloatingPercent.IsZero() && t.Freeze != "Applicable price"
}

// interestAddsUp allows a cent for each rounding: cash, and the rest of the shares.
func interestAddsUp(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, p := range out.Interest {
		paid := p.Price.Mul(decimal.NewFromInt(p.Shares)).Add(p.Cash).Add(p.Unpaid)
		if paid.Sub(p.Amount).Abs().GreaterThan(decimal.New(2, -2)) || p.Amount.IsNegative() || p.Days <= 0 {
			return fmt.Sprintf("%s %s of %s: %s earned in %d days, %s paid and owed", p.Date, p.Instrument, p.Holder, p.Amount, p.Days, paid)
		}
	}
	return ""
}

// holderOrderIrrelevant runs the case with its holders in the opposite order.
func holderOrderIrrelevant(r *model.Resolved, path model.Path, out *model.Outcome) string {
	last := len(r.Holders) - 1
	turned := *r
	turned.Holders, turned.HolderPolicy = slices.Clone(r.Holders), slices.Clone(r.HolderPolicy)
	slices.Reverse(turned.Holders)
	slices.Reverse(turned.HolderPolicy)
	turned.Positions, turned.Events = slices.Clone(r.Positions), slices.Clone(r.Events)
	for k := range turned.Positions {
		if p := &turned.Positions[k]; p.Holder >= 0 {
			p.Holder = last - p.Holder
		}
	}
	for k := range turned.Events {
		e := &turned.Events[k]
		if e.Holder >= 0 {
			e.Holder = last - e.Holder
		}
		if e.To >= 0 {
			e.To = last - e.To
		}
	}
	again, err := model.Run(&turned, path, model.Options{})
	if err != nil {
		return err.Error()
	}
	// The totals hold no order. A discounted value is a sum of binary fractions, which knows one.
	anyOrder := cmp.Options{decimals, cmpopts.IgnoreFields(model.Totals{}, "ValueToHolders")}
	if diff := cmp.Diff(out.Totals, again.Totals, anyOrder); diff != "" {
		return diff
	}
	if diff := cmp.Diff(out.Adjustments, again.Adjustments, decimals); diff != "" {
		return diff
	}
	return cmp.Diff(out.Instruments, again.Instruments, decimals)
}

// limitsOff compares no limits at all with limits too large to bind. Warrants are taken out of their deals, and cases that pay
// a dividend in an instrument are left out: a holder that bought none of a deal has no part of its cap, however large that is. So
// are those that transfer a part of an instrument and issue more of it later, which divides the cap by what was bought.
func limitsOff(r *model.Resolved, path model.Path, _ *model.Outcome) string {
	issuedLater := slices.ContainsFunc(r.Positions, func(p model.Position) bool {
		return p.Security.Kind == model.InstrumentSecurity && p.Issued.Given() && p.Issued > r.Company.Valuation
	})
	if happens(r, "Transfer") && issuedLater {
		return ""
	}
	if slices.ContainsFunc(r.Events, func(e model.Event) bool { return e.PaysConvertible }) {
		return ""
	}
	with := func(limit decimal.Decimal, base int64) *model.Resolved {
		changed := *r
		changed.Instruments, changed.Warrants = slices.Clone(r.Instruments), slices.Clone(r.Warrants)
		for k := range changed.Warrants {
			changed.Warrants[k].Category = "Option grant"
		}
		for k := range changed.Instruments {
			t := &changed.Instruments[k]
			t.OwnershipLimit, t.SecondOwnershipLimit, t.ExchangeCap, t.ExchangeCapBase = limit, limit, limit, base
			t.BlockedWhen, t.OwnershipBefore, t.OwnershipReported, t.AcquiredWithin = "Either exceeded", false, false, 60
			t.ExchangeCapReallocated = false // who has converted all gives the rest away, however much it is
		}
		return &changed
	}
	const enough = 1_000_000_000_000
	none, err1 := model.Run(with(decimal.Zero, 0), path, model.Options{})
	wide, err2 := model.Run(with(decimal.NewFromInt(1), enough), path, model.Options{})
	if err1 != nil || err2 != nil {
		if fmt.Sprint(err1) != fmt.Sprint(err2) {
			return fmt.Sprint(err1, " without limits, with wide ones ", err2)
		}
		return ""
	}
	return cmp.Diff(none, wide, decimals, cmpopts.IgnoreFields(model.Outcome{}, "ExchangeCap", "ActiveDays"), cmpopts.IgnoreFields(model.Totals{}, "PercentOfCap"))
}

// runnerForgets runs another path before this one on the same runner: the closes in the opposite order, which wake other
// rules. The figures must be those of a runner that never saw it.
func runnerForgets(r *model.Resolved, path model.Path, _ *model.Outcome) string {
	other := path
	other.Closes = slices.Clone(path.Closes)
	slices.Reverse(other.Closes)
	fresh, err := model.NewRunner(r, true)
	if err != nil {
		return err.Error()
	}
	used, err := model.NewRunner(r, true)
	if err != nil {
		return err.Error()
	}
	var want, got, ignored model.Figures
	err1 := fresh.Run(path, &want)
	_ = used.Run(other, &ignored) // another path may stop where this one does not
	err2 := used.Run(path, &got)
	if fmt.Sprint(err1) != fmt.Sprint(err2) {
		return fmt.Sprint(err2, " after another path, else ", err1)
	}
	return cmp.Diff(want, got)
}
