package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/model/casetext"
)

// TestCases runs every case of testdata/cases: figures worked out from the contracts by hand, with the arithmetic beside
// them. Each case also runs on every day and on binary fractions, which must agree.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, expect, err := casetext.Parse(filepath.Base(file), string(text))
			if err != nil {
				t.Fatal(err)
			}
			r, path := resolveFirst(t, in)
			out, err := model.Run(r, path, model.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for name, table := range expect {
				compare(t, strings.TrimPrefix(name, "Expect "), table, r, out)
			}
			agree(t, r, path, out)
		})
	}
}

// resolveFirst resolves the first scenario of inputs and its named path.
func resolveFirst(t *testing.T, in *model.Inputs) (*model.Resolved, model.Path) {
	t.Helper()
	scenarios, issues := model.Scenarios(in)
	if len(issues) > 0 || len(scenarios) == 0 {
		t.Fatalf("scenarios: %v", issues)
	}
	r, issues := model.Resolve(in, scenarios[0])
	if len(issues) > 0 {
		t.Fatalf("resolve:\n%v", issues)
	}
	path, issues := pathOf(in, r, scenarios[0])
	if len(issues) > 0 {
		t.Fatalf("path:\n%v", issues)
	}
	return r, path
}

// agree runs the oracle on every day and the fast engine, and compares.
func agree(t *testing.T, r *model.Resolved, path model.Path, out *model.Outcome) {
	t.Helper()
	every, err := model.Run(r, path, model.Options{EveryDay: true})
	if err != nil {
		t.Fatal("every day:", err)
	}
	every.ActiveDays = out.ActiveDays
	if diff := cmp.Diff(out, every, decimals); diff != "" {
		t.Errorf("the run on every day differs (-events +every day):\n%s", diff)
	}
	fast, err := model.Run(r, path, model.Options{Fast: true})
	if err != nil {
		t.Fatal("fast:", err)
	}
	fast.ActiveDays = out.ActiveDays
	if diff := cmp.Diff(out, fast, near); diff != "" {
		t.Errorf("the fast engine differs (-exact +fast):\n%s", diff)
	}
}

// decimals compares decimals by value.
var decimals = cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })

// near compares decimals within a relative 1e-11: counts, dates and words must still be the same.
var near = cmp.Comparer(func(a, b decimal.Decimal) bool {
	scale := decimal.Max(a.Abs(), b.Abs(), decimal.NewFromInt(1))
	return a.Sub(b).Abs().LessThanOrEqual(scale.Mul(decimal.New(1, -11)))
})

// partial are the ledgers of which a case need not list every row.
var partial = map[string]bool{"exposure": true, "holders": true, "issuances": true, "payments": true}

// dated writes a date that may be absent.
func dated(d model.Date) string {
	if !d.Given() {
		return "none"
	}
	return d.String()
}

// compare compares a ledger with its expected rows, column by column.
func compare(t *testing.T, ledger string, want *model.Table, r *model.Resolved, out *model.Outcome) {
	t.Helper()
	if ledger == "totals" {
		compareTotals(t, want, out)
		return
	}
	got := rows(ledger, out)
	subset := partial[ledger]
	if !subset && len(got) != len(want.Rows) {
		t.Errorf("%s: %d rows, want %d:\n%s", ledger, len(got), len(want.Rows), dump(got))
		return
	}
	for k := range want.Rows {
		if subset {
			if !anyRow(got, want, k) {
				t.Errorf("%s: no row like %v among:\n%s", ledger, texts(want, k), dump(got))
			}
			continue
		}
		if bad := differs(got[k], want, k); bad != "" {
			t.Errorf("%s row %d: %s\n got %v", ledger, k+1, bad, got[k])
		}
	}
}

func texts(want *model.Table, k int) []string {
	var all []string
	for _, c := range want.Rows[k].Cells {
		all = append(all, c.Text)
	}
	return all
}

func anyRow(got []map[string]string, want *model.Table, k int) bool {
	for _, g := range got {
		if differs(g, want, k) == "" {
			return true
		}
	}
	return false
}

// differs names the first column in which a row is not as expected. A blank cell is not compared, but for cuts.
func differs(got map[string]string, want *model.Table, k int) string {
	for c, column := range want.Columns {
		w := want.Rows[k].Cells[c]
		g, known := got[column.Name]
		if !known {
			return "no column " + column.Name
		}
		if w.IsBlank() && column.Name != "cuts" {
			continue
		}
		if !sameFigure(column.Name, g, strings.TrimSpace(w.Text)) {
			return fmt.Sprintf("%s is %s, want %s", column.Name, g, w.Text)
		}
	}
	return ""
}

// moneyColumns are compared at the cent, other figures at 15 significant digits.
var moneyColumns = map[string]bool{"amount": true, "cash": true, "consideration": true, "contingent": true, "triggered": true, "due": true,
	"paid": true, "unpaid": true, "worth": true, "besides": true, "preference": true, "participation": true, "balance": true, "blocked": true, "fraction_cash": true, "cash_paid": true, "peak_exposure": true, "cash_due_unpaid": true}

func sameFigure(column, got, want string) bool {
	if got == want {
		return true
	}
	g, err1 := decimal.NewFromString(got)
	w, err2 := decimal.NewFromString(want)
	if err1 != nil || err2 != nil {
		return false
	}
	if moneyColumns[column] {
		return g.Round(2).Equal(w.Round(2))
	}
	if g.Equal(w) {
		return true
	}
	tolerance := w.Abs().Mul(decimal.New(1, -14))
	return w.Exponent() < -6 && g.Sub(w).Abs().LessThanOrEqual(tolerance)
}

func compareTotals(t *testing.T, want *model.Table, out *model.Outcome) {
	t.Helper()
	o := out.Totals
	got := map[string]string{"common_before": fmt.Sprint(o.CommonBefore), "common_after": fmt.Sprint(o.CommonAfter), "new_shares": fmt.Sprint(o.NewShares),
		"dilution": o.Dilution.String(), "lowest_conversion_price": o.LowestConversionPrice.String(), "cash_paid": o.CashPaid.String(),
		"peak_exposure": o.PeakExposure.String(), "cash_due_unpaid": o.CashDueUnpaid.String(), "lowest_cash": o.LowestCash.String(), "final_price": o.FinalPrice.String()}
	for k := range want.Rows {
		name, w := want.Rows[k].Cells[0].Text, want.Rows[k].Cells[1].Text
		if g, known := got[name]; !known || !sameFigure(name, g, w) {
			t.Errorf("totals: %s is %s, want %s", name, g, w)
		}
	}
}

// rows writes a ledger with the names of the JSON.
func rows(ledger string, out *model.Outcome) []map[string]string {
	var all []map[string]string
	switch ledger {
	case "conversions":
		for _, c := range out.Conversions {
			var cuts []string
			for _, x := range c.Cuts {
				cuts = append(cuts, x.Clause+": "+units(out, c.Instrument, x.Units))
			}
			all = append(all, map[string]string{"date": c.Date.String(), "instrument": c.Instrument, "holder": c.Holder, "units": c.Units.String(),
				"price": c.Price.String(), "close": c.Close.String(), "price_kind": c.PriceKind, "shares": fmt.Sprint(c.Shares), "fraction_cash": c.FractionCash.String(),
				"besides": c.Besides.String(), "clause": c.Clause, "cuts": strings.Join(cuts, "; ")})
		}
	case "adjustments":
		for _, a := range out.Adjustments {
			all = append(all, map[string]string{"date": a.Date.String(), "instrument": a.Instrument, "clause": a.Clause, "before": a.Before.String(),
				"after": a.After.String(), "shares": a.Shares.String(), "consideration": a.Consideration.String(),
				"base_before": a.BaseBefore.String(), "base_after": a.BaseAfter.String(), "certificate_owed": fmt.Sprint(a.CertificateOwed)})
		}
	case "interest":
		for _, p := range out.Interest {
			all = append(all, map[string]string{"date": p.Date.String(), "paid_on": p.PaidOn.String(), "instrument": p.Instrument, "holder": p.Holder,
				"days": fmt.Sprint(p.Days), "amount": p.Amount.String(), "paid_in": p.PaidIn, "price": p.Price.String(),
				"shares": fmt.Sprint(p.Shares), "cash": p.Cash.String()})
		}
	case "exposure":
		for _, x := range out.Exposure {
			all = append(all, map[string]string{"date": x.Date.String(), "instrument": x.Instrument, "clause": x.Clause, "contingent": x.Contingent.String(),
				"triggered": x.Triggered.String(), "due": x.Due.String(), "paid": x.Paid.String(), "blocked": x.Blocked.String()})
		}
	case "exchange_cap":
		for _, c := range out.ExchangeCap {
			all = append(all, map[string]string{"instrument": c.Instrument, "holder": c.Holder, "allocation": fmt.Sprint(c.Allocation),
				"used": fmt.Sprint(c.Used), "room": fmt.Sprint(c.Room)})
		}
	case "triggers":
		for _, x := range out.Triggers {
			all = append(all, map[string]string{"date": x.Date.String(), "instrument": x.Instrument, "what": x.What, "clause": x.Clause, "notice_by": dated(x.NoticeBy),
				"from": dated(x.From), "until": dated(x.Until), "ended": dated(x.Ended)})
		}
	case "demands":
		for _, x := range out.Demands {
			all = append(all, map[string]string{"date": x.Date.String(), "instrument": x.Instrument, "holder": x.Holder, "clause": x.Clause, "units": x.Units.String(),
				"amount": x.Amount.String(), "due_on": dated(x.DueOn), "paid": x.Paid.String(), "paid_on": dated(x.PaidOn), "unpaid": x.Unpaid.String(), "lapsed": fmt.Sprint(x.Lapsed)})
		}
	case "dividends":
		for _, x := range out.Dividends {
			all = append(all, map[string]string{"record": x.Record.String(), "pay_on": dated(x.PayOn), "what": x.What, "instrument": x.Instrument, "holder": x.Holder,
				"shares": fmt.Sprint(x.Shares), "amount": x.Amount.String(), "how": x.How, "clause": x.Clause})
		}
	case "rights":
		for _, x := range out.Rights {
			all = append(all, map[string]string{"date": x.Date.String(), "instrument": x.Instrument, "holder": x.Holder, "rights": fmt.Sprint(x.Rights),
				"price": x.Price.String(), "worth": x.Worth.String(), "taken": fmt.Sprint(x.Taken), "clause": x.Clause})
		}
	case "freezes":
		for _, x := range out.Freezes {
			all = append(all, map[string]string{"instrument": x.Instrument, "from": x.From.String(), "until": dated(x.Until), "price": x.Price.String(), "clause": x.Clause})
		}
	case "reserve":
		for _, x := range out.Reserve {
			all = append(all, map[string]string{"date": x.Date.String(), "needed": fmt.Sprint(x.Needed), "available": fmt.Sprint(x.Available), "clause": x.Clause})
		}
	case "random":
		for _, x := range out.Random {
			all = append(all, map[string]string{"date": x.Date.String(), "what": x.What, "why": x.Why})
		}
	case "payouts":
		for _, x := range out.Payouts {
			all = append(all, map[string]string{"date": x.Date.String(), "holder": x.Holder, "security": x.Security, "preference": x.Preference.String(), "participation": x.Participation.String()})
		}
	case "issuances":
		for _, x := range out.Issuances {
			all = append(all, map[string]string{"date": x.Date.String(), "holder": x.Holder, "category": x.Category, "shares": fmt.Sprint(x.Shares), "consideration": x.Consideration.String()})
		}
	case "payments":
		for _, x := range out.Payments {
			all = append(all, map[string]string{"date": x.Date.String(), "holder": x.Holder, "instrument": x.Instrument, "what": x.What, "clause": x.Clause,
				"amount": x.Amount.String(), "balance": x.Balance.String()})
		}
	case "instruments":
		for _, i := range out.Instruments {
			all = append(all, map[string]string{"instrument": i.Instrument, "units_before": i.UnitsBefore.String(), "units_after": i.UnitsAfter.String(),
				"conversion_price": i.ConversionPrice.String()})
		}
	case "holders":
		for _, h := range out.Holders {
			all = append(all, map[string]string{"holder": h.Holder, "security": h.Security, "before": h.Before.String(), "after": h.After.String(),
				"percent_before": h.PercentBefore.String(), "percent_after": h.PercentAfter.String()})
		}
	}
	return all
}

// units writes units as the JSON does: whole numbers for preferred stock, dollars and cents for a note.
func units(out *model.Outcome, instrument string, n decimal.Decimal) string {
	for _, i := range out.Instruments {
		if i.Instrument == instrument && i.Kind == model.KindNote {
			return n.StringFixed(2)
		}
	}
	return n.String()
}

func dump(got []map[string]string) string {
	var b strings.Builder
	for _, g := range got {
		keys := make([]string, 0, len(g))
		for k := range g {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			fmt.Fprintf(&b, "%s=%s ", k, g[k])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
