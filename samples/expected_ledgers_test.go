package samples_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"scenarios/model"
)

// result is a row of a ledger of the run: its words and dates, and its figures, by the columns of the expected results. A
// block of expected results names the columns that it compares.
type result struct {
	words   map[string]string
	figures map[string]decimal.Decimal
}

// ledgers are the expected blocks: how a run's rows are read for each.
var ledgers = map[string]func(*model.Outcome) []result{
	"Conversions":                   conversionResults,
	"Adjustments":                   adjustmentResults,
	"Frozen prices":                 freezeResults,
	"Rights that opened":            triggerResults,
	"Demands":                       demandResults,
	"Cash paid on preferred shares": cashResults,
	"Cash paid":                     cashResults,
	"Interest":                      interestResults,
	"Shares issued":                 issuanceResults,
	"Exposure":                      exposureResults,
	"Dividends":                     dividendResults,
	"Rights to buy":                 rightsResults,
	"Exchange cap":                  capResults,
	"Reserve for conversions":       reserveResults,
	"Liquidation":                   payoutResults,
	"Positions at the end":          positionResults,
	"Totals":                        totalResults,
}

func shares(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

// dated is a date as the text writes it; nothing where there is none.
func dated(d model.Date) string {
	if !d.Given() {
		return ""
	}
	return d.String()
}

// securityOf names what a ledger leaves without a name: the common.
func securityOf(instrument string) string {
	if instrument == "" {
		return "Common"
	}
	return instrument
}

func conversionResults(o *model.Outcome) []result {
	var all []result
	for _, c := range o.Conversions {
		if c.Units.IsPositive() {
			all = append(all, result{
				map[string]string{"Date": dated(c.Date), "Security": c.Instrument, "Holder": c.Holder, "Clause": c.Clause},
				map[string]decimal.Decimal{"Preferred shares": c.Units, "Principal": c.Units, "Interest": c.AccruedInterest, "Price": c.Price,
					"Common shares": shares(c.Shares), "Fraction in cash": c.FractionCash, "Worth besides": c.Besides}})
		}
	}
	return all
}

func adjustmentResults(o *model.Outcome) []result {
	var all []result
	for _, a := range o.Adjustments {
		all = append(all, result{
			map[string]string{"Date": dated(a.Date), "Security": a.Instrument, "Clause": a.Clause, "Certificate": yesNo(a.CertificateOwed)},
			map[string]decimal.Decimal{"Price before": a.Before, "Price after": a.After}})
	}
	return all
}

func yesNo(yes bool) string {
	if yes {
		return "Yes"
	}
	return "No"
}

func freezeResults(o *model.Outcome) []result {
	var all []result
	for _, f := range o.Freezes {
		all = append(all, result{
			map[string]string{"Security": f.Instrument, "From": dated(f.From), "Until": dated(f.Until)},
			map[string]decimal.Decimal{"Price": f.Price}})
	}
	return all
}

func triggerResults(o *model.Outcome) []result {
	var all []result
	for _, x := range o.Triggers {
		all = append(all, result{words: map[string]string{"Date": dated(x.Date), "Security": x.Instrument, "Clause": x.Clause,
			"From": dated(x.From), "Until": dated(x.Until), "Ended": dated(x.Ended)}})
	}
	return all
}

func demandResults(o *model.Outcome) []result {
	var all []result
	for _, d := range o.Demands {
		all = append(all, result{
			map[string]string{"Date": dated(d.Date), "Security": d.Instrument, "Holder": d.Holder, "Clause": d.Clause, "Due on": dated(d.DueOn), "Paid on": dated(d.PaidOn)},
			map[string]decimal.Decimal{"Preferred shares": d.Units, "Principal": d.Units, "Amount": d.Amount, "Amount paid": d.Paid, "Amount unpaid": d.Unpaid}})
	}
	return all
}

// cashResults adds up what a holder is paid on an instrument in a day.
func cashResults(o *model.Outcome) []result {
	var all []result
	at := map[string]int{}
	for _, p := range o.Payments {
		if p.Instrument == "" || !p.Amount.IsNegative() {
			continue
		}
		key := fmt.Sprint(p.Date, p.Instrument, p.Holder)
		k, known := at[key]
		if !known {
			k, at[key] = len(all), len(all)
			all = append(all, result{map[string]string{"Date": dated(p.Date), "Security": p.Instrument, "Holder": p.Holder}, map[string]decimal.Decimal{}})
		}
		all[k].figures["Amount"] = all[k].figures["Amount"].Sub(p.Amount)
	}
	return all
}

func interestResults(o *model.Outcome) []result {
	var all []result
	for _, p := range o.Interest {
		all = append(all, result{
			map[string]string{"Date": dated(p.Date), "Security": p.Instrument, "Holder": p.Holder, "Moved to": dated(p.PaidOn), "Paid in": p.PaidIn, "Clause": p.Clause},
			map[string]decimal.Decimal{"Amount": p.Amount, "Price": p.Price, "Common shares": shares(p.Shares), "Amount in cash": p.Cash, "Amount unpaid": p.Unpaid}})
	}
	return all
}

func issuanceResults(o *model.Outcome) []result {
	var all []result
	for _, i := range o.Issuances {
		all = append(all, result{
			map[string]string{"Date": dated(i.Date), "Holder": i.Holder, "Category": i.Category, "Clause": i.Clause},
			map[string]decimal.Decimal{"Common shares": shares(i.Shares), "Amount": i.Consideration}})
	}
	return all
}

func exposureResults(o *model.Outcome) []result {
	var all []result
	for _, e := range o.Exposure {
		all = append(all, result{
			map[string]string{"Date": dated(e.Date), "Security": e.Instrument, "Clause": e.Clause},
			map[string]decimal.Decimal{"Amount contingent": e.Contingent, "Amount triggered": e.Triggered, "Amount due": e.Due,
				"Amount paid": e.Paid, "Amount blocked": e.Blocked}})
	}
	return all
}

func dividendResults(o *model.Outcome) []result {
	var all []result
	for _, d := range o.Dividends {
		all = append(all, result{
			map[string]string{"Record date": dated(d.Record), "Holder": d.Holder, "Security": securityOf(d.Instrument), "Paid in": d.How},
			map[string]decimal.Decimal{"Common shares": shares(d.Shares), "Amount": d.Amount}})
	}
	return all
}

func rightsResults(o *model.Outcome) []result {
	var all []result
	for _, r := range o.Rights {
		all = append(all, result{
			map[string]string{"Date": dated(r.Date), "Holder": r.Holder, "Security": securityOf(r.Instrument)},
			map[string]decimal.Decimal{"Rights": shares(r.Rights), "Worth": r.Worth, "Shares taken": shares(r.Taken)}})
	}
	return all
}

func capResults(o *model.Outcome) []result {
	var all []result
	for _, c := range o.ExchangeCap {
		all = append(all, result{
			map[string]string{"Security": c.Instrument, "Holder": c.Holder},
			map[string]decimal.Decimal{"Allocation": shares(c.Allocation), "Used": shares(c.Used), "Room": shares(c.Room)}})
	}
	return all
}

func reserveResults(o *model.Outcome) []result {
	var all []result
	for _, r := range o.Reserve {
		all = append(all, result{
			map[string]string{"Date": dated(r.Date)},
			map[string]decimal.Decimal{"Needed": shares(r.Needed), "Available": shares(r.Available)}})
	}
	return all
}

func payoutResults(o *model.Outcome) []result {
	var all []result
	for _, p := range o.Payouts {
		all = append(all, result{
			map[string]string{"Holder": p.Holder, "Security": p.Security},
			map[string]decimal.Decimal{"Preference": p.Preference, "Participation": p.Participation}})
	}
	return all
}

func positionResults(o *model.Outcome) []result {
	var all []result
	for _, h := range o.Holders {
		all = append(all, result{map[string]string{"Holder": h.Holder, "Security": h.Security}, map[string]decimal.Decimal{"Quantity": h.After}})
	}
	return all
}

func totalResults(o *model.Outcome) []result {
	var all []result
	add := func(figure string, v decimal.Decimal) {
		all = append(all, result{map[string]string{"Figure": figure}, map[string]decimal.Decimal{"Value": v}})
	}
	add("Common at the start", shares(o.Totals.CommonBefore))
	add("Common at the end", shares(o.Totals.CommonAfter))
	add("New shares", shares(o.Totals.NewShares))
	add("Cash paid", o.Totals.CashPaid)
	add("Cash due and unpaid", o.Totals.CashDueUnpaid)
	return all
}
