package main

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
)

// The ledgers of redemption, dividends, purchase rights, freezes and the reserve. A date that there is not is left out.

// redemptionRight is what the engine calls a right to demand redemption; mandatory conversion and maturity are no rights.
const redemptionRight = "redemption right"

// stockDividend is what the engine calls a dividend whose amount is shares or units.
const stockDividend = "stock dividend"

type jsonRight struct {
	Date       string `json:"date"`
	Instrument string `json:"instrument"`
	Clause     string `json:"clause"`
	Cause      string `json:"cause"`
	NoticeBy   string `json:"notice_by,omitempty"`
	From       string `json:"from,omitempty"`
	Until      string `json:"until,omitempty"`
	Ended      string `json:"ended,omitempty"`
}

type jsonDemand struct {
	Date       string `json:"date"`
	Instrument string `json:"instrument"`
	Holder     string `json:"holder"`
	Units      any    `json:"units"`
	Amount     string `json:"amount"`
	Clause     string `json:"clause"`
	DueOn      string `json:"due_on,omitempty"`
	Paid       string `json:"paid"`
	PaidOn     string `json:"paid_on,omitempty"`
	Unpaid     string `json:"unpaid"`
	Lapsed     bool   `json:"lapsed"`
}

// jsonDividend holds an amount of money, or of a stock dividend a count of shares or units.
type jsonDividend struct {
	Record   string `json:"record"`
	PaidOn   string `json:"paid_on,omitempty"`
	What     string `json:"what"`
	Security string `json:"security"`
	Holder   string `json:"holder"`
	Shares   int64  `json:"shares"`
	Amount   any    `json:"amount"`
	How      string `json:"how"`
	Clause   string `json:"clause"`
}

type jsonPurchaseRight struct {
	Date     string `json:"date"`
	Security string `json:"security"`
	Holder   string `json:"holder"`
	Rights   int64  `json:"rights"`
	Price    string `json:"price"`
	Worth    string `json:"worth"`
	Taken    int64  `json:"taken"`
	Clause   string `json:"clause"`
}

type jsonFreeze struct {
	Instrument string `json:"instrument"`
	From       string `json:"from"`
	Until      string `json:"until,omitempty"`
	Price      string `json:"price"`
	Cause      string `json:"cause"`
	Clause     string `json:"clause"`
}

type jsonReserve struct {
	Date      string `json:"date"`
	Needed    int64  `json:"needed"`
	Available int64  `json:"available"`
	Clause    string `json:"clause"`
}

// rightsJSON lists the rights to demand redemption among what triggers opened.
func rightsJSON(triggers []model.Trigger) []jsonRight {
	rights := []jsonRight{}
	for _, t := range triggers {
		if t.What == redemptionRight {
			rights = append(rights, jsonRight{t.Date.String(), t.Instrument, t.Clause, t.Cause,
				t.NoticeBy.String(), t.From.String(), t.Until.String(), t.Ended.String()})
		}
	}
	return rights
}

func (n noteNames) demandJSON(d model.Demand) jsonDemand {
	return jsonDemand{
		Date:       d.Date.String(),
		Instrument: d.Instrument,
		Holder:     d.Holder,
		Units:      n.units(d.Instrument, d.Units),
		Amount:     money(d.Amount),
		Clause:     d.Clause,
		DueOn:      d.DueOn.String(),
		Paid:       money(d.Paid),
		PaidOn:     d.PaidOn.String(),
		Unpaid:     money(d.Unpaid),
		Lapsed:     d.Lapsed,
	}
}

func dividendJSON(d model.Dividend) jsonDividend {
	var amount any = money(d.Amount)
	if d.What == stockDividend {
		amount = count(d.Amount)
	}
	return jsonDividend{d.Record.String(), d.PayOn.String(), d.What, securityOf(d.Instrument), d.Holder, d.Shares, amount, d.How, d.Clause}
}

func purchaseRightJSON(p model.PurchaseRight) jsonPurchaseRight {
	return jsonPurchaseRight{p.Date.String(), securityOf(p.Instrument), p.Holder, p.Rights, quotient(p.Price), money(p.Worth), p.Taken, p.Clause}
}

// securityOf names what a dividend or a right is on, as holdings are named.
func securityOf(instrument string) string {
	if instrument == "" {
		return "Common"
	}
	return instrument
}

func freezeJSON(f model.Freeze) jsonFreeze {
	return jsonFreeze{f.Instrument, f.From.String(), f.Until.String(), quotient(f.Price), f.Cause, f.Clause}
}

func reserveJSON(l model.ReserveLine) jsonReserve {
	return jsonReserve{l.Date.String(), l.Needed, l.Available, l.Clause}
}

// moneyOrNothing leaves an amount out that is zero.
func moneyOrNothing(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return money(d)
}
