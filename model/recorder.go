package model

import (
	"fmt"
	"slices"

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
	return &Outcome{Adjustments: r.out.Adjustments, Triggers: r.out.Triggers}
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
		e.record.value += e.discounted(float64(-amount) / 100)
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
		e.record.value += e.discounted(float64(w.shares) * float64(e.close()) / MicrosPerDollar)
	}
	if e.record.quiet {
		return
	}
	t := in.t
	atStart, _ := in.sharesForValue(in.unitsValue(w.units).Add(w.interest), in.starting)
	c := Conversion{Date: e.date, Instrument: t.Name, Holder: e.nameOf(w.holder), Kind: w.notice.kind, Asked: t.shown(w.asked), Units: t.shown(w.units),
		Price: w.price.Decimal(), PriceKind: w.kind, Close: e.closeNow(), Shares: w.shares, SharesAtStart: atStart,
		FractionCash: owedCash.Decimal(), AccruedInterest: w.interest.Decimal(), Clause: w.clause, Why: e.why(in, w)}
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
	e.record.noteFirst(limitEvents[cut.limit], e.date)
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
		Before: before.Decimal(), After: in.price.Decimal(), Formula: formulaWeightedAverage}
	if work.replay || len(in.chain.items)-work.from > 1 {
		a.Formula = formulaReplay
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
)

// recordSplit keeps the certificate of a price restated for a split.
func (e *engine[N]) recordSplit(in *instrumentState[N], before Price[N], by ratio) {
	e.certify(in, Adjustment{Date: e.date, Instrument: in.t.Name, Clause: in.t.cite(clauseSplit), Cause: "Split or combination",
		Before: before.Decimal(), After: in.price.Decimal(), Formula: formulaSplit,
		BaseBefore: decimal.NewFromInt(by.under), BaseAfter: decimal.NewFromInt(by.over)})
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
	change := a.Before.Sub(a.After).Abs()
	a.CertificateOwed = change.Cmp(a.After.Mul(in.t.CertificateThreshold)) >= 0
	out := e.ledger()
	out.Adjustments = append(out.Adjustments, a)
}

// What a trigger opens.
const (
	triggeredRedemption = "redemption right"
	triggeredMandatory  = "mandatory conversion"
	triggeredMaturity   = "maturity"
)

// recordTrigger keeps a right that opened.
func (e *engine[N]) recordTrigger(in *instrumentState[N], what, cited string, notice Date) {
	switch what {
	case triggeredRedemption:
		e.record.noteFirst(eventRedemptionTriggered, e.date)
	case triggeredMandatory:
		e.record.noteFirst(eventMandatory, e.date)
	}
	if e.record.quiet {
		return
	}
	out := e.ledger()
	out.Triggers = append(out.Triggers, Trigger{Date: e.date, Instrument: in.t.Name, What: what, Clause: cited, NoticeBy: notice})
}

// recordInterest keeps one holder's interest of a period.
func (e *engine[N]) recordInterest(in *instrumentState[N], holder int, s interestIssue[N], owed Cents) {
	e.record.value += e.discounted(float64(s.count) * float64(e.close()) / MicrosPerDollar)
	if e.record.quiet {
		return
	}
	p := &in.period
	row := InterestPayment{Date: p.due, PaidOn: p.payOn, Instrument: in.t.Name, Holder: e.nameOf(holder), Days: p.days,
		Principal: in.t.shown(p.principal[holder]), Rate: in.t.InterestRate, Amount: p.amounts[holder].Decimal(),
		PaidIn: "cash", Shares: s.count, Clause: in.t.cite(clauseInterest)}
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
			if d.instrument == line.instrument && d.holder == line.holder && d.what == "interest" {
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
