package model_test

import (
	"fmt"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// cent is what rounding to the cent may come to.
var cent = decimal.New(1, -2)

// apart reports whether two amounts differ by more than so many cents.
func apart(a, b decimal.Decimal, cents int64) bool {
	return a.Sub(b).Abs().GreaterThan(cent.Mul(decimal.NewFromInt(cents)))
}

// scalesAtOnce are the certificates of what moves a frozen price too.
var scalesAtOnce = []string{"split", "stock dividend", "merger", "set"}

// frozenPriceStands looks at the certificates dated inside each freeze.
func frozenPriceStands(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, f := range out.Freezes {
		for _, a := range out.Adjustments {
			inside := a.Date > f.From && (!f.Until.Given() || a.Date <= f.Until)
			if inside && a.Instrument == f.Instrument && !slices.Contains(scalesAtOnce, a.Formula) {
				return fmt.Sprintf("%s: %s moves %s from %s to %s inside the freeze from %s to %s", a.Date, a.Cause, a.Instrument, a.Before, a.After, f.From, f.Until)
			}
		}
	}
	return ""
}

// demandsWithinRights finds for each demand the right that it rests on.
func demandsWithinRights(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	for _, d := range out.Demands {
		if !slices.ContainsFunc(out.Triggers, func(x model.Trigger) bool {
			return x.Instrument == d.Instrument && x.Clause == d.Clause && x.From.Given() && x.From <= d.Date &&
				(!x.Until.Given() || d.Date <= x.Until) && (!x.Ended.Given() || d.Date < x.Ended)
		}) {
			return fmt.Sprintf("%s: %s demands %s of %s under %s, which is not open: %v", d.Date, d.Holder, d.Units, d.Instrument, d.Clause, out.Triggers)
		}
	}
	return ""
}

// demandsAddUp ties demands to what was paid on them, by instrument; a liquidation pays them with everything else.
func demandsAddUp(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	paid := map[string]decimal.Decimal{}
	for _, d := range out.Demands {
		if !d.Lapsed && !d.Paid.Add(d.Unpaid).Equal(d.Amount) || d.Lapsed && (!d.Unpaid.IsZero() || d.Paid.GreaterThanOrEqual(d.Amount)) || d.Unpaid.IsNegative() {
			return fmt.Sprintf("%s: of the %s demanded by %s, %s paid and %s owed, lapsed %t", d.Date, d.Amount, d.Holder, d.Paid, d.Unpaid, d.Lapsed)
		}
		paid[d.Instrument] = paid[d.Instrument].Add(d.Paid)
	}
	for _, p := range out.Payments {
		if p.What == "redemption" || p.What == "liquidation" {
			paid[p.Instrument] = paid[p.Instrument].Add(p.Amount)
		}
	}
	for name, rest := range paid {
		if rest.IsPositive() || rest.IsNegative() && len(out.Payouts) == 0 {
			return fmt.Sprintf("%s: demands say that %s more was paid than payments", name, rest)
		}
	}
	return ""
}

// allocationsWithinCap adds up the allocations of each instrument; no holder uses more than its own, where the cap held all
// the time and was not used before.
func allocationsWithinCap(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	sums, over := map[string]int64{}, map[string]string{}
	for _, c := range out.ExchangeCap {
		sums[c.Instrument] += c.Allocation
		if c.Used > c.Allocation {
			over[c.Instrument] = fmt.Sprintf("%s used %d of %d", c.Holder, c.Used, c.Allocation)
		}
	}
	for k := range r.Instruments {
		t := &r.Instruments[k]
		limit := t.ExchangeCap.Mul(decimal.NewFromInt(t.ExchangeCapBase))
		if t.ExchangeCapBase > 0 && !rescaled(r) && decimal.NewFromInt(sums[t.Name]).GreaterThan(limit) {
			return fmt.Sprintf("%s: allocations of %d under a cap of %s", t.Name, sums[t.Name], limit)
		}
		if over[t.Name] != "" && capAlwaysHolds(r, k) {
			return t.Name + ": " + over[t.Name]
		}
	}
	return ""
}

// rescaled reports whether anything restates shares, before the run or in it.
func rescaled(r *model.Resolved) bool {
	return slices.ContainsFunc(r.Events, func(e model.Event) bool {
		_, _, is := e.Rescales()
		return is || e.Replaces
	})
}

// capAlwaysHolds reports whether an instrument's cap stops every conversion of the run, allocations being those of the first
// day: nothing lifts it, no market is without it, nothing was used before and nothing is issued later.
func capAlwaysHolds(r *model.Resolved, instrument int) bool {
	if p := r.CompanyPolicy; p.AboveCap == "Approval" && p.ApprovalChance.IsPositive() && r.Instruments[instrument].CapApprovalOrCash {
		return false
	}
	s := model.Security{Kind: model.InstrumentSecurity, Index: instrument}
	lifts := func(e model.Event) bool {
		before := e.Day < 0 && e.Kind == "Conversion notice"
		return e.Security == s && (before || e.Kind == "Issue convertible" || e.Kind == "Stockholder approval" || e.Kind == "Counsel opinion") || e.Pays == s && e.PaysConvertible
	}
	later := func(p model.Position) bool {
		return p.Security == s && (p.ConvertedBefore > 0 || p.Issued.Given() && p.Issued > r.Company.Valuation)
	}
	return len(r.Instruments[instrument].ExchangeCapMarkets) == 0 && !slices.ContainsFunc(r.Events, lifts) && !slices.ContainsFunc(r.Positions, later)
}

// dividendsAddUp holds what an instrument gets on its shares as converted against what the same number of common shares gets,
// to the cent, and ties cash dividends to payments where nothing else becomes of them.
func dividendsAddUp(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	declared, paid := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
	for _, d := range out.Dividends {
		if d.What == "stock dividend" || d.How == "accrues" { // what accrues is exact, not of whole shares
			continue
		}
		price, found := dividendPrice(r, d)
		want, most := price.Mul(decimal.NewFromInt(d.Shares)).Round(2), decimal.Zero
		if d.How == "accrues" {
			most = price.Add(cent) // on exact shares, of which whole ones are shown (N 5(a)(iii))
		}
		if found && (d.Amount.LessThan(want) || d.Amount.GreaterThan(want.Add(most))) {
			return fmt.Sprintf("%s: %s of %s has %s on %d shares, common would have %s", d.Record, d.Holder, d.Instrument, d.Amount, d.Shares, want)
		}
		if d.What == "cash dividend" && d.PayOn <= r.Days[len(r.Days)-1] {
			declared[d.Instrument] = declared[d.Instrument].Add(d.Amount)
		}
	}
	for _, p := range out.Payments {
		switch {
		case p.What == "dividend":
			paid[p.Instrument] = paid[p.Instrument].Sub(p.Amount)
		case p.What == "dividend on common":
			paid[""] = paid[""].Sub(p.Amount)
		}
	}
	inShares := slices.ContainsFunc(r.Policies, func(p model.HolderPolicy) bool { return p.DividendsInShares })
	for name, amount := range declared {
		short := inShares || out.Totals.CashDueUnpaid.IsPositive()
		if len(out.Payouts) > 0 || paid[name].Equal(amount) || name != "" && short && paid[name].LessThan(amount) {
			continue
		}
		return fmt.Sprintf("dividends on %q: %s declared, %s paid", name, amount, paid[name])
	}
	return ""
}

// dividendPrice is the value per share of the dividend that a line is of, where only one can be meant.
func dividendPrice(r *model.Resolved, d model.Dividend) (decimal.Decimal, bool) {
	var price decimal.Decimal
	found := 0
	for _, e := range r.Events {
		if e.AtRecord && (e.Kind == "Cash dividend" || e.Kind == "Distribution") && e.RecordDate == d.Record {
			price, found = e.Price.Price, found+1
		}
	}
	return price, found == 1
}

// rightsAddUp: who takes up rights takes all of one security's; the shares bought are those of the issuances.
func rightsAddUp(_ *model.Resolved, _ model.Path, out *model.Outcome) string {
	var taken, issued int64
	for _, x := range out.Rights {
		if x.Taken != 0 && x.Taken != x.Rights || x.Rights <= 0 {
			return fmt.Sprintf("%s: %s takes %d of %d rights", x.Date, x.Holder, x.Taken, x.Rights)
		}
		taken += x.Taken
	}
	for _, i := range out.Issuances {
		if i.Category == "Rights offering" {
			issued += i.Shares
		}
	}
	if taken != issued {
		return fmt.Sprintf("%d rights taken up, %d shares issued", taken, issued)
	}
	return ""
}

// liquidationAddsUp adds up a liquidation: payouts and the senior debt are its proceeds, less what nobody may claim, they are
// what the payments say, and each class gets what the waterfall has at these proceeds.
func liquidationAddsUp(r *model.Resolved, _ model.Path, out *model.Outcome) string {
	if len(out.Payouts) == 0 {
		return ""
	}
	var paidOut, payments, senior decimal.Decimal
	day := out.Payouts[0].Date
	var proceeds decimal.Decimal
	for _, p := range out.Payments {
		switch {
		case p.What == "proceeds of the liquidation":
			proceeds, senior, payments = p.Balance, decimal.Zero, decimal.Zero
		case p.What == "liquidation":
			payments = payments.Sub(p.Amount)
		case p.What == "senior debt" && p.Date == day:
			senior = senior.Sub(p.Amount)
		}
	}
	byClass := map[string]decimal.Decimal{}
	for _, p := range out.Payouts {
		if p.Preference.IsNegative() || p.Participation.IsNegative() {
			return fmt.Sprintf("%s of %s gets %s and %s", p.Holder, p.Security, p.Preference, p.Participation)
		}
		paidOut = paidOut.Add(p.Preference).Add(p.Participation)
		byClass[p.Security] = byClass[p.Security].Add(p.Preference).Add(p.Participation)
	}
	if liquidations(out) > 1 {
		return "" // the second pays out what came in since
	}
	switch {
	case !paidOut.Equal(payments):
		return fmt.Sprintf("payouts of %s, payments of %s", paidOut, payments)
	case paidOut.Add(senior).GreaterThan(proceeds):
		return fmt.Sprintf("payouts of %s and %s of senior debt from %s", paidOut, senior, proceeds)
	}
	return waterfallAgrees(out, proceeds, senior, paidOut, byClass)
}

func liquidations(out *model.Outcome) int {
	n := 0
	for _, p := range out.Payments {
		if p.What == "proceeds of the liquidation" {
			n++
		}
	}
	return n
}

// waterfallAgrees finds the two lines around the proceeds: between two lines every class's part is a straight line.
func waterfallAgrees(out *model.Outcome, proceeds, senior, paidOut decimal.Decimal, byClass map[string]decimal.Decimal) string {
	w := out.Waterfall
	if w == nil || w.Date != out.Payouts[0].Date {
		return ""
	}
	k := slices.IndexFunc(w.Lines, func(l model.WaterfallLine) bool { return l.Proceeds.GreaterThanOrEqual(proceeds) })
	if k < 1 {
		return ""
	}
	low, high := w.Lines[k-1], w.Lines[k]
	part := proceeds.Sub(low.Proceeds).DivRound(high.Proceeds.Sub(low.Proceeds), 20)
	between := func(a, b decimal.Decimal) decimal.Decimal { return a.Add(b.Sub(a).Mul(part)) }
	rest := proceeds.Sub(senior).Sub(paidOut)
	if apart(rest, between(low.Unclaimed, high.Unclaimed), 3) {
		return fmt.Sprintf("%s of %s goes to nobody, by the waterfall between %s and %s", rest, proceeds, low.Unclaimed, high.Unclaimed)
	}
	for c, class := range w.Classes {
		want, got := between(low.Amounts[c], high.Amounts[c]), byClass[class.Security]
		if owed := byClassIndex(w, "Owed on "+class.Security); owed >= 0 {
			want = want.Add(between(low.Amounts[owed], high.Amounts[owed])) // shown in one line with the class
		}
		if len(class.Security) > 8 && class.Security[:8] == "Owed on " && byClassIndex(w, class.Security[8:]) >= 0 {
			continue
		}
		if len(class.Security) > 8 && class.Security[:8] == "Owed on " {
			got = byClass[class.Security[8:]]
		}
		if apart(want, got, 5) {
			return fmt.Sprintf("%s gets %s of %s, by the waterfall %s", class.Security, got, proceeds, want)
		}
		if low.PerShare.IsPositive() && class.Preference.IsPositive() && got.LessThan(class.Preference.Sub(cent.Mul(decimal.NewFromInt(5)))) {
			return fmt.Sprintf("%s gets %s, less than its preference of %s, and common gets %s a share", class.Security, got, class.Preference, low.PerShare)
		}
	}
	return ""
}

func byClassIndex(w *model.Waterfall, security string) int {
	return slices.IndexFunc(w.Classes, func(c model.WaterfallClass) bool { return c.Security == security })
}

// runnerAgrees compares the figures of a simulated path with the totals of the full run.
func runnerAgrees(r *model.Resolved, path model.Path, out *model.Outcome) string {
	runner, err := model.NewRunner(r, false)
	if err != nil {
		return err.Error()
	}
	var f model.Figures
	if err := runner.Run(path, &f); err != nil {
		return err.Error()
	}
	for k, name := range model.FigureNames(r) {
		want, known := figuresOf(out)[name]
		if !known {
			continue
		}
		if got := f.Values[k]; math.Abs(got-want.InexactFloat64()) > 1e-9*math.Max(1, math.Abs(got)) {
			return fmt.Sprintf("%s is %v, of the full run %s", name, got, want)
		}
	}
	return ""
}
