package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// recorder keeps the ledger: what happened, and why, line by line.
type recorder struct {
	out      *Outcome
	quiet    bool // a simulated path: totals and first occurrences only, no lines
	first    [figureEventCount]Date
	series   [][]float64
	month    int   // of the series
	before   int64 // common outstanding at the start, restated for splits
	issuedBy sharesBySource
	sold     int64
	cutByCap int64

	paid          Cents // to holders
	paidToday     []paidLine
	lowest        Cents
	lowestOn      Date
	peak          Cents
	peakOn        Date
	peakCash      Cents
	exposure      map[lineKey]Exposure // the last line of each instrument and clause
	exposureOrder []lineKey
	interestToday []interestLine
	short         bool    // the shares that may be issued don't cover the reserve
	value         float64 // received by holders, discounted
}

// lineKey is an instrument and a clause.
type lineKey struct {
	instrument int
	clause     string
}

// paidLine is a payment of today.
type paidLine struct {
	lineKey
	amount Cents
}

// interestLine is a line of today's interest whose payment is not settled yet.
type interestLine struct {
	row                int
	instrument, holder int
	owed               Cents
}

// begin starts the ledger on the valuation date.
func (r *recorder) begin(e interface {
	opening() (common int64, cash Cents, on Date)
}) {
	common, cash, on := e.opening()
	*r = recorder{out: r.replayed(), quiet: r.quiet, before: common, lowest: cash, lowestOn: on,
		first: r.first, exposure: map[lineKey]Exposure{}}
}

// replayed keeps what the replay of the past leaves in the ledger: the certificates that show how the opening price came
// about, and the rights that were open already.
func (r *recorder) replayed() *Outcome {
	if r.out == nil {
		return &Outcome{}
	}
	return &Outcome{Adjustments: r.out.Adjustments, Triggers: r.out.Triggers, Freezes: r.out.Freezes}
}

// opening is what the ledger starts from.
func (e *engine[N]) opening() (int64, Cents, Date) { return e.outstanding, e.cash, e.date }

// restate restates the starting count for a split.
func (r *recorder) restate(by ratio) {
	r.before = scaleDown(r.before, by)
	r.issuedBy.restate(by)
	r.sold = scaleDown(r.sold, by)
	r.cutByCap = scaleDown(r.cutByCap, by)
}

// lowestCash keeps the lowest cash balance.
func (r *recorder) lowestCash(cash Cents, on Date) {
	if cash < r.lowest {
		r.lowest, r.lowestOn = cash, on
	}
}

// alert says something that the reader of the result should know.
func (e *engine[N]) alert(format string, args ...any) {
	if e.record.out != nil && !e.record.quiet {
		e.record.out.Alerts = append(e.record.out.Alerts, fmt.Sprintf(format, args...))
	}
}

// ledger is where lines go; before the valuation date there is one too, for the price certificates.
func (e *engine[N]) ledger() *Outcome {
	if e.record.out == nil {
		e.record.out = &Outcome{}
	}
	return e.record.out
}

// nameOf names a holder, or nobody.
func (e *engine[N]) nameOf(holder int) string {
	if holder < 0 {
		return ""
	}
	return e.people[holder].Name
}

// instrumentName names an instrument, or none.
func (e *engine[N]) instrumentName(i int) string {
	if i < 0 {
		return ""
	}
	return e.instruments[i].t.Name
}

// recordPayment keeps a movement of cash; payments by the company are negative.
func (e *engine[N]) recordPayment(instrument, holder int, amount Cents, cited, what string) {
	if e.replaying || amount == 0 {
		return
	}
	if instrument >= 0 && amount < 0 {
		e.record.paid -= amount
		e.receiveWorth(instrument, holder, float64(-amount)/100)
	}
	if e.record.quiet {
		return
	}
	e.record.out.Payments = append(e.record.out.Payments, Payment{Date: e.date, Holder: e.nameOf(holder), Instrument: e.instrumentName(instrument),
		What: what, Clause: cited, Amount: amount.Decimal(), Balance: e.cash.Decimal()})
	if instrument >= 0 && amount < 0 {
		e.record.paidToday = append(e.record.paidToday, paidLine{lineKey{instrument, cited}, -amount})
	}
}

// recordIssuance keeps an issue of common.
func (e *engine[N]) recordIssuance(holder int, category string, count int64, paid Money[N], cited string) {
	if e.replaying || e.record.quiet {
		return
	}
	e.record.out.Issuances = append(e.record.out.Issuances, Issuance{Date: e.date, Holder: e.nameOf(holder), Category: category,
		Shares: count, Consideration: paid.Decimal(), Clause: cited, Close: e.closeNow()})
}

// closeNow is today's close for the ledger.
func (e *engine[N]) closeNow() decimal.Decimal { return decimal.New(e.close(), -6) }

// recordConversion keeps a notice with what became of it.
func (e *engine[N]) recordConversion(in *instrumentState[N], w *wanted[N], owedCash Cents) {
	if len(w.cuts) == 0 && w.units == 0 {
		return
	}
	for _, cut := range w.cuts {
		e.noteBite(in.t, w.holder, cut)
	}
	if w.shares > 0 {
		e.receiveWorth(w.instrument, w.holder, float64(w.shares)*float64(e.close())/MicrosPerDollar)
	}
	e.noteConverted(w.instrument, w.holder, w.units)
	if e.record.quiet {
		return
	}
	t := in.t
	atStart, _ := in.sharesForValue(in.converts(w.units, in.starting).Add(w.interest).Add(w.dividend), in.starting)
	c := Conversion{Date: e.date, Instrument: t.Name, Holder: e.nameOf(w.holder), Kind: w.notice.kind, Asked: t.shown(w.asked), Units: t.shown(w.units),
		Price: w.price.Decimal(), PriceKind: w.kind, Close: e.closeNow(), Shares: w.shares, SharesAtStart: atStart,
		FractionCash: owedCash.Decimal(), AccruedInterest: w.interest.Decimal(), Besides: w.besides.Decimal(), Clause: w.clause, Why: e.why(in, w)}
	for _, cut := range w.cuts {
		c.Cuts = append(c.Cuts, Cut{Clause: cut.clause, Limit: cut.limit, Units: t.shown(cut.units), Shares: cut.shares, Room: cut.room})
	}
	e.record.out.Conversions = append(e.record.out.Conversions, c)
	if w.shares > 0 {
		e.recordIssuance(w.holder, in.conversionCategory, w.shares, cost(w.shares, w.price), w.clause)
	}
}

// noteBite keeps the first day on which a limit cut a holder's notice.
func (e *engine[N]) noteBite(t *Terms, holder int, cut limitCut) {
	if event, counts := limitEvent(cut.limit); counts {
		e.record.noteFirst(event, e.date)
	}
	if e.record.quiet {
		return
	}
	name := e.nameOf(holder)
	bites := &e.record.out.Limits
	if !slices.ContainsFunc(*bites, func(b LimitBite) bool {
		return b.Instrument == t.Name && b.Holder == name && b.Clause == cut.clause
	}) {
		*bites = append(*bites, LimitBite{Date: e.date, Instrument: t.Name, Holder: name, Limit: cut.limit, Clause: cut.clause})
	}
}

// why says in a sentence which price was used.
func (e *engine[N]) why(in *instrumentState[N], w *wanted[N]) string {
	price := shownPrice(w.price)
	switch {
	case in.mandatoryBy == clauseOffering && w.notice.kind == noticeMandatory:
		return fmt.Sprintf("Mandatory since %s: an underwritten offering of the size and price that the terms name; converts at the conversion price %s.", in.mandatoryDate, price)
	case w.notice.kind == noticeMandatory:
		return fmt.Sprintf("Mandatory since %s: %d closes in a row at the level of %s; converts at the conversion price %s.", in.mandatoryDate, in.t.MandatoryDays, in.t.MandatoryPrice, price)
	case w.kind == atAlternativePrice:
		return fmt.Sprintf("The alternative price %s gives more shares than the conversion price %s.", price, shownPrice(in.conversionPrice()))
	case in.t.AlternativeFrom.Given() && e.date >= in.t.AlternativeFrom && w.force == "":
		return fmt.Sprintf("The conversion price %s gives at least as many shares as the alternative price.", price)
	}
	return fmt.Sprintf("At the conversion price %s in effect.", price)
}

// shownPrice is a price for a sentence: the last bits of a binary fraction don't decide its sixth place.
func shownPrice[N Numeric[N]](p Price[N]) decimal.Decimal { return p.Decimal().Round(12).Round(6) }

// recordAdjustment keeps the certificate of an adjusted price.
func (e *engine[N]) recordAdjustment(in *instrumentState[N], before Price[N], words string, work chainWork[N]) {
	if e.record.quiet {
		return
	}
	a := Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(work.cites), Cause: words,
		Before: before.Decimal(), After: in.running().Decimal(), Formula: formulaWeightedAverage}
	switch {
	case work.replay || len(in.chain.items)-work.from > 1:
		a.Formula = formulaReplay
	case e.atFloor(in):
		a.Formula = formulaFloor
	case in.t.AntiDilution == antiDilutionRatchet:
		a.Formula = formulaRatchet
	}
	if work.main > 0 {
		d := &in.chain.items[work.main-1]
		base := e.base(in, work.main-1, d.outstanding)
		a.Shares, a.Consideration = d.shares.Decimal(), d.consideration.Decimal()
		a.BaseBefore, a.BaseAfter = base.Decimal(), base.Add(d.shares).Decimal()
	}
	e.certify(in, a)
}

// The relations that tie a certificate's figures.
const (
	formulaWeightedAverage = "weighted average"
	formulaReplay          = "replay"
	formulaSplit           = "split"
	formulaSet             = "set"
	formulaRatchet         = "full ratchet"
	formulaFloor           = "floor"
	formulaReset           = "reset"
	formulaBoard           = "board"
	formulaStockDividend   = "stock dividend"
	formulaMerger          = "merger"
	formulaLot             = "returned part" // of one holder's principal: the price of the rest stays
)

// recordDividend keeps what a stock dividend brings a holder of common (instrument -1), or leaves on its units.
func (e *engine[N]) recordDividend(ev *Event, instrument, holder int, on, brings int64, how string, c clause) {
	e.keepDividend(ev, instrument, holder, on, decimal.NewFromInt(brings), how, c)
}

// recordDividendMoney keeps what a dividend in cash or in kind brings.
func (e *engine[N]) recordDividendMoney(ev *Event, instrument, holder int, on int64, amount Cents, how string) {
	e.keepDividend(ev, instrument, holder, on, amount.Decimal(), how, clauseDividends)
}

func (e *engine[N]) keepDividend(ev *Event, instrument, holder int, on int64, amount decimal.Decimal, how string, c clause) {
	if e.replaying || e.record.quiet || on == 0 {
		return
	}
	cited := c.a
	if instrument >= 0 {
		cited = e.instruments[instrument].t.cite(c)
	}
	e.record.out.Dividends = append(e.record.out.Dividends, Dividend{Record: ev.RecordDate, PayOn: e.paymentOf(ev), What: strings.ToLower(ev.Kind),
		Instrument: e.instrumentName(instrument), Holder: e.nameOf(holder), Shares: on, Amount: amount, How: how, Clause: cited})
}

// paymentOf is the payment day of a dividend.
func (e *engine[N]) paymentOf(ev *Event) Date {
	for k := range e.r.Events {
		if other := &e.r.Events[k]; other.Row == ev.Row && other.Kind == ev.Kind && !other.AtRecord {
			return other.Date
		}
	}
	return ev.Date
}

// recordRight keeps what a holder could buy in a rights offering, and did.
func (e *engine[N]) recordRight(ev *Event, instrument, holder int, rights, taken int64, price Price[N]) {
	if e.record.quiet || rights == 0 {
		return
	}
	cited := ""
	if instrument >= 0 {
		cited = e.instruments[instrument].t.cite(clausePurchaseRights)
	}
	e.record.out.Rights = append(e.record.out.Rights, PurchaseRight{Date: e.date, Instrument: e.instrumentName(instrument), Holder: e.nameOf(holder),
		Rights: rights, Price: price.Decimal(), Worth: ev.Amount.Mul(decimal.NewFromInt(rights)), Taken: taken, Clause: cited})
}

// recordChange keeps a price that was set by an event.
func (e *engine[N]) recordChange(in *instrumentState[N], before Price[N]) {
	e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(clauseChangeOfTerms), Cause: "Change of terms",
		Before: before.Decimal(), After: in.price.Decimal(), Formula: formulaSet})
}

// certify completes a certificate: it is owed to the holders for a change of at least the term's part of the adjusted
// price (N 5(e)).
func (e *engine[N]) certify(in *instrumentState[N], a Adjustment) {
	if e.record.quiet {
		return
	}
	if in.freeze.on && waitsForThaw[a.Formula] {
		in.freeze.deferred = append(slices.Clone(in.freeze.deferred), a)
		return
	}
	change := a.Before.Sub(a.After).Abs()
	a.CertificateOwed = change.Cmp(a.After.Mul(in.t.CertificateThreshold)) >= 0
	out := e.ledger()
	out.Adjustments = append(out.Adjustments, a)
}

// waitsForThaw are the adjustments that a freeze defers; splits and stock dividends scale the frozen price at once
// (A 1(g)(iii)).
var waitsForThaw = map[string]bool{formulaWeightedAverage: true, formulaReplay: true, formulaRatchet: true, formulaFloor: true, formulaReset: true, formulaBoard: true}

// What a trigger opens.
const (
	triggeredRedemption   = "redemption right"
	triggeredMandatory    = "mandatory conversion"
	triggeredMaturity     = "maturity"
	triggeredAcceleration = "acceleration"
)

// recordTrigger keeps a redemption right that opened.
func (e *engine[N]) recordTrigger(in *instrumentState[N], tr *openTrigger, notice Date, words string) {
	if in.t.RedemptionPrice.Sign() > 0 {
		e.record.noteFirst(eventRedemptionTriggered, e.date)
	}
	if e.record.quiet {
		return
	}
	out := e.ledger()
	tr.line = len(out.Triggers)
	out.Triggers = append(out.Triggers, Trigger{Date: e.date, Instrument: in.t.Name, What: triggeredRedemption, Clause: tr.clause, NoticeBy: notice,
		From: e.dateOf(tr.from), Until: e.lastBefore(tr.until), Ended: NoDate, Cause: words})
}

// recordPlainTrigger keeps a mandatory conversion or a maturity.
func (e *engine[N]) recordPlainTrigger(in *instrumentState[N], what, cited string) {
	if what == triggeredMandatory {
		e.record.noteFirst(eventMandatory, e.date)
	}
	if e.record.quiet {
		return
	}
	out := e.ledger()
	out.Triggers = append(out.Triggers, Trigger{Date: e.date, Instrument: in.t.Name, What: what, Clause: cited,
		NoticeBy: NoDate, From: e.date, Until: NoDate, Ended: NoDate, Cause: what})
}

// dateOf is the date of a trading day; before the valuation date, of a close of the past; after the last day, none.
func (e *engine[N]) dateOf(day int) Date {
	past := len(e.r.Past)
	switch {
	case day >= len(e.r.Days), day < -past:
		return NoDate
	case day < 0:
		return e.r.Past[past+day].Date
	}
	return e.r.Days[day]
}

// lastBefore is the last trading day before a right is over, or none where it has no end in the run.
func (e *engine[N]) lastBefore(until int) Date {
	if until > len(e.r.Days) {
		return NoDate
	}
	return e.dateOf(until - 1)
}

// recordDemand keeps a demand for redemption.
func (e *engine[N]) recordDemand(c *claim[N]) {
	if e.record.quiet {
		return
	}
	in, out := &e.instruments[c.instrument], e.record.out
	amount := e.worth(c).Decimal()
	c.line = len(out.Demands)
	dueOn := c.payOn
	if dueOn == never {
		dueOn = NoDate
	}
	on := e.date
	if c.noticed > 0 {
		on = c.noticed
	}
	out.Demands = append(out.Demands, Demand{Date: on, Instrument: in.t.Name, Holder: e.nameOf(c.holder), Clause: c.clause,
		Units: in.t.shown(c.units), Amount: amount, DueOn: dueOn, PaidOn: NoDate, Unpaid: amount})
}

// recordDemandGrown adds units to a demand of today.
func (e *engine[N]) recordDemandGrown(c *claim[N], units int64) {
	if e.record.quiet {
		return
	}
	d, amount := &e.record.out.Demands[c.line], e.worthOf(c, units).Decimal()
	d.Units = d.Units.Add(e.instruments[c.instrument].t.shown(units))
	d.Amount, d.Unpaid = d.Amount.Add(amount), d.Unpaid.Add(amount)
}

// recordDemandPaid books a payment on a demand.
func (e *engine[N]) recordDemandPaid(c *claim[N], amount Cents) {
	if e.record.quiet {
		return
	}
	d := &e.record.out.Demands[c.line]
	d.Paid, d.PaidOn, d.Unpaid = d.Paid.Add(amount.Decimal()), e.date, d.Unpaid.Sub(amount.Decimal())
}

// recordLapsedDemand books that nothing is owed on a demand any more.
func (e *engine[N]) recordLapsedDemand(c *claim[N]) {
	if !e.record.quiet {
		d := &e.record.out.Demands[c.line]
		d.Lapsed, d.Unpaid = true, decimal.Zero
	}
}

// recordInterest keeps one holder's interest of a period.
func (e *engine[N]) recordInterest(i, holder int, s interestIssue[N], owed Cents) {
	in := &e.instruments[i]
	e.receiveWorth(i, holder, float64(s.count)*float64(e.close())/MicrosPerDollar)
	if e.record.quiet {
		return
	}
	p := &in.period
	row := InterestPayment{Date: p.due, PaidOn: p.payOn, Instrument: in.t.Name, Holder: e.nameOf(holder), Days: p.days,
		Principal: in.t.shown(p.principal[holder]), Rate: in.t.InterestRate, Amount: p.amounts[holder].Decimal(),
		PaidIn: "cash", Shares: s.count, Clause: in.t.cite(clauseInterest)}
	if in.defaulted {
		row.Rate = in.t.DefaultRate
	}
	if s.inPrincipal {
		row.PaidIn = "principal"
	}
	if s.worth.Sign() > 0 {
		row.PaidIn, row.Price = "shares", s.price.Decimal()
		if owed > 0 {
			row.PaidIn = "shares and cash"
		}
	}
	e.record.out.Interest = append(e.record.out.Interest, row)
	instrument := slices.IndexFunc(e.instruments, func(x instrumentState[N]) bool { return x.t == in.t })
	e.record.interestToday = append(e.record.interestToday, interestLine{len(e.record.out.Interest) - 1, instrument, holder, owed})
}

// settleInterest completes the day's interest lines once payments have been made.
func (r *recorder) settleInterest(dues []due) {
	if r.quiet {
		return
	}
	for _, line := range r.interestToday {
		row := &r.out.Interest[line.row]
		unpaid := Cents(0)
		for _, d := range dues {
			if d.instrument == line.instrument && d.holder == line.holder && d.what == paidInterest {
				unpaid += d.amount
			}
		}
		unpaid = min(unpaid, line.owed)
		row.Cash, row.Unpaid = (line.owed - unpaid).Decimal(), unpaid.Decimal()
		if row.Shares == 0 && unpaid == line.owed && unpaid > 0 {
			row.PaidIn = "unpaid"
		}
	}
	r.interestToday = r.interestToday[:0]
}
