package main

import (
	"bytes"
	"encoding/json"

	"github.com/shopspring/decimal"

	"scenarios/model"
	"scenarios/sim"
)

// jsonSchema names the form of the JSON output. Names and forms in it are kept; a change that breaks a reader gets a new
// number.
const jsonSchema = "scenarios/1"

// Money is written in cents. Other quotients are cut at 15 decimals, as far as a double can tell them apart.
const (
	moneyDecimals    = 2
	quotientDecimals = 15
)

type jsonReport struct {
	Schema       string          `json:"schema"`
	Version      string          `json:"version"`
	InputsSHA256 string          `json:"inputs_sha256"`
	Scenarios    []any           `json:"scenarios"` // jsonScenario, or jsonName for a simulated one
	MonteCarlo   []jsonSimulated `json:"monte_carlo"`
	Sensitivity  []jsonAnalysis  `json:"sensitivity"`
	Triggers     []struct{}      `json:"triggers"`
	Checks       []jsonCheck     `json:"checks"`
}

type jsonScenario struct {
	Name        string           `json:"name"`
	Totals      jsonTotals       `json:"totals"`
	Holders     []jsonHolder     `json:"holders"`
	Instruments []jsonInstrument `json:"instruments"`
	Conversions []jsonConversion `json:"conversions"`
	Adjustments []jsonAdjustment `json:"adjustments"`
	Interest    []jsonInterest   `json:"interest"`
	Exposure    []jsonExposure   `json:"exposure"`
	ExchangeCap []jsonCapUse     `json:"exchange_cap"`
	Payouts     []jsonPayout     `json:"payouts,omitempty"`
	Waterfall   *jsonWaterfall   `json:"waterfall,omitempty"`

	Rights         []jsonRight         `json:"rights"`
	Demands        []jsonDemand        `json:"demands"`
	Dividends      []jsonDividend      `json:"dividends"`
	PurchaseRights []jsonPurchaseRight `json:"purchase_rights"`
	Freezes        []jsonFreeze        `json:"freezes"`
	Reserve        []jsonReserve       `json:"reserve"`
}

type jsonTotals struct {
	CommonBefore          int64  `json:"common_before"`
	CommonAfter           int64  `json:"common_after"`
	NewShares             int64  `json:"new_shares"`
	Dilution              string `json:"dilution"`
	LowestConversionPrice string `json:"lowest_conversion_price"`
	CashPaid              string `json:"cash_paid"`
	PeakExposure          string `json:"peak_exposure"`
}

// Fields of type any hold a json.Number for a count and a string for principal or a fraction; see count and units.

type jsonHolder struct {
	Holder        string `json:"holder"`
	Security      string `json:"security"`
	Before        any    `json:"before"`
	After         any    `json:"after"`
	PercentBefore string `json:"percent_before"`
	PercentAfter  string `json:"percent_after"`
}

type jsonInstrument struct {
	Instrument      string `json:"instrument"`
	UnitsBefore     any    `json:"units_before"`
	UnitsAfter      any    `json:"units_after"`
	ConversionPrice string `json:"conversion_price"`
}

type jsonConversion struct {
	Date         string    `json:"date"`
	Instrument   string    `json:"instrument"`
	Holder       string    `json:"holder"`
	Units        any       `json:"units"`
	Price        string    `json:"price"`
	PriceKind    string    `json:"price_kind"`
	Shares       int64     `json:"shares"`
	FractionCash string    `json:"fraction_cash"`
	Besides      string    `json:"besides,omitempty"`
	Clause       string    `json:"clause"`
	Cuts         []jsonCut `json:"cuts"`
}

type jsonCut struct {
	Clause string `json:"clause"`
	Units  any    `json:"units"`
}

type jsonAdjustment struct {
	Date          string `json:"date"`
	Instrument    string `json:"instrument"`
	Clause        string `json:"clause"`
	Before        string `json:"before"`
	After         string `json:"after"`
	Shares        any    `json:"shares"`
	Consideration string `json:"consideration"`
	BaseBefore    any    `json:"base_before"`
	BaseAfter     any    `json:"base_after"`
}

type jsonInterest struct {
	Date       string `json:"date"`
	PaidOn     string `json:"paid_on"`
	Instrument string `json:"instrument"`
	Holder     string `json:"holder"`
	Days       int    `json:"days"`
	Amount     string `json:"amount"`
	PaidIn     string `json:"paid_in"`
	Price      string `json:"price"`
	Shares     int64  `json:"shares"`
	Cash       string `json:"cash"`
}

type jsonExposure struct {
	Date       string `json:"date"`
	Instrument string `json:"instrument"`
	Contingent string `json:"contingent"`
	Triggered  string `json:"triggered"`
	Due        string `json:"due"`
	Paid       string `json:"paid"`
	Blocked    string `json:"blocked"`
	Clause     string `json:"clause"`
}

type jsonCapUse struct {
	Instrument string `json:"instrument"`
	Holder     string `json:"holder"`
	Allocation int64  `json:"allocation"`
	Used       int64  `json:"used"`
	Room       int64  `json:"room"`
}

type jsonCheck struct {
	Check  string `json:"check"`
	Kind   string `json:"kind"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// encodeJSON lays a report out as JSON. The same report gives the same bytes.
func encodeJSON(r *sim.Report) ([]byte, error) {
	document := jsonReport{
		Schema:       jsonSchema,
		Version:      r.Version,
		InputsSHA256: r.InputsSHA256,
		Scenarios:    scenariosJSON(r),
		MonteCarlo:   each(r.Simulated, simulatedJSON),
		Sensitivity:  each(r.Sensitivity, analysisJSON),
		Triggers:     []struct{}{},
		Checks:       each(r.Checks, checkJSON),
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false) // names such as R&D Fund stay readable
	encoder.SetIndent("", " ")
	err := encoder.Encode(document)
	return buffer.Bytes(), err
}

// each lays every item out; no items give an empty array and not null.
func each[T, J any](items []T, lay func(T) J) []J {
	laid := make([]J, len(items))
	for i, item := range items {
		laid[i] = lay(item)
	}
	return laid
}

func scenarioJSON(s sim.ScenarioResult) jsonScenario {
	o := s.Outcome
	notes := notesAmong(o.Instruments)
	return jsonScenario{
		Name:   s.Scenario.Name,
		Totals: totalsJSON(o.Totals),
		Holders: each(o.Holders, func(h model.HolderOutcome) jsonHolder {
			return jsonHolder{h.Holder, h.Security, notes.units(h.Security, h.Before), notes.units(h.Security, h.After),
				quotient(h.PercentBefore), quotient(h.PercentAfter)}
		}),
		Instruments: each(o.Instruments, func(i model.InstrumentOutcome) jsonInstrument {
			return jsonInstrument{i.Instrument, notes.units(i.Instrument, i.UnitsBefore),
				notes.units(i.Instrument, i.UnitsAfter), quotient(i.ConversionPrice)}
		}),
		Conversions: each(o.Conversions, notes.conversionJSON),
		Adjustments: each(o.Adjustments, adjustmentJSON),
		Interest:    each(o.Interest, interestJSON),
		Exposure:    each(o.Exposure, exposureJSON),
		ExchangeCap: each(o.ExchangeCap, func(c model.CapUse) jsonCapUse {
			return jsonCapUse{c.Instrument, c.Holder, c.Allocation, c.Used, c.Room}
		}),
		Payouts:   each(o.Payouts, payoutJSON),
		Waterfall: waterfallJSON(o.Waterfall),

		Rights:         rightsJSON(o.Triggers),
		Demands:        each(o.Demands, notes.demandJSON),
		Dividends:      each(o.Dividends, dividendJSON),
		PurchaseRights: each(o.Rights, purchaseRightJSON),
		Freezes:        each(o.Freezes, freezeJSON),
		Reserve:        each(o.Reserve, reserveJSON),
	}
}

func totalsJSON(t model.Totals) jsonTotals {
	return jsonTotals{
		CommonBefore:          t.CommonBefore,
		CommonAfter:           t.CommonAfter,
		NewShares:             t.NewShares,
		Dilution:              quotient(t.Dilution),
		LowestConversionPrice: quotient(t.LowestConversionPrice),
		CashPaid:              money(t.CashPaid),
		PeakExposure:          money(t.PeakExposure),
	}
}

func (n noteNames) conversionJSON(c model.Conversion) jsonConversion {
	return jsonConversion{
		Date:         c.Date.String(),
		Instrument:   c.Instrument,
		Holder:       c.Holder,
		Units:        n.units(c.Instrument, c.Units),
		Price:        quotient(c.Price),
		PriceKind:    c.PriceKind,
		Shares:       c.Shares,
		FractionCash: money(c.FractionCash),
		Besides:      moneyOrNothing(c.Besides),
		Clause:       c.Clause,
		Cuts: each(c.Cuts, func(cut model.Cut) jsonCut {
			return jsonCut{cut.Clause, n.units(c.Instrument, cut.Units)}
		}),
	}
}

func adjustmentJSON(a model.Adjustment) jsonAdjustment {
	return jsonAdjustment{
		Date:          a.Date.String(),
		Instrument:    a.Instrument,
		Clause:        a.Clause,
		Before:        quotient(a.Before),
		After:         quotient(a.After),
		Shares:        count(a.Shares),
		Consideration: money(a.Consideration),
		BaseBefore:    count(a.BaseBefore),
		BaseAfter:     count(a.BaseAfter),
	}
}

func interestJSON(i model.InterestPayment) jsonInterest {
	return jsonInterest{
		Date:       i.Date.String(),
		PaidOn:     i.PaidOn.String(),
		Instrument: i.Instrument,
		Holder:     i.Holder,
		Days:       i.Days,
		Amount:     money(i.Amount),
		PaidIn:     i.PaidIn,
		Price:      quotient(i.Price),
		Shares:     i.Shares,
		Cash:       money(i.Cash),
	}
}

func exposureJSON(e model.Exposure) jsonExposure {
	return jsonExposure{
		Date:       e.Date.String(),
		Instrument: e.Instrument,
		Contingent: money(e.Contingent),
		Triggered:  money(e.Triggered),
		Due:        money(e.Due),
		Paid:       money(e.Paid),
		Blocked:    money(e.Blocked),
		Clause:     e.Clause,
	}
}

func checkJSON(c sim.Check) jsonCheck {
	return jsonCheck{c.Name, string(c.Kind), c.OK, c.Detail}
}

// noteNames are the instruments whose units are principal, and so money.
type noteNames map[string]bool

func notesAmong(instruments []model.InstrumentOutcome) noteNames {
	notes := noteNames{}
	for _, i := range instruments {
		notes[i.Instrument] = i.Kind == "Note"
	}
	return notes
}

// units writes units of a security: principal of a note as money, anything else as a count.
func (n noteNames) units(security string, units decimal.Decimal) any {
	if n[security] {
		return money(units)
	}
	return count(units)
}

// count writes a number of shares or units as an integer. Shares that are deemed issued may be an exact fraction, which is
// written as any other quotient.
func count(d decimal.Decimal) any {
	if d.IsInteger() {
		return json.Number(d.StringFixed(0))
	}
	return quotient(d)
}

// money writes dollars with two decimals, half a cent away from zero.
func money(d decimal.Decimal) string { return d.StringFixed(moneyDecimals) }

// quotient writes a price or a ratio with at most 15 decimals, half away from zero, without trailing zeros.
func quotient(d decimal.Decimal) string { return d.Round(quotientDecimals).String() }
