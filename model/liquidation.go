package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// claimants are the classes that share in a liquidation, with each holder's own part: what it may ask for ahead of the
// common, and the shares that it counts for.
type claimants struct {
	claims []classClaim
	lines  []claimLine
}

// claimLine is one holder's part of a class.
type claimLine struct {
	class              int
	security           Security
	holder             int
	preference, shares decimal.Decimal
	owed               bool // already, beside the units
}

// add adds a class; nobody's lines are left out, so the parts of a class are those of its lines.
func (c *claimants) add(claim classClaim, lines []claimLine) {
	for _, l := range lines {
		claim.Preference = claim.Preference.Add(l.preference)
		claim.Shares = claim.Shares.Add(l.shares)
	}
	if claim.Preference.Sign() == 0 && claim.Shares.Sign() == 0 {
		return
	}
	for _, l := range lines {
		l.class = len(c.claims)
		c.lines = append(c.lines, l)
	}
	c.claims = append(c.claims, claim)
}

// claimants lists who shares in a liquidation today: instruments by Seniority, what is owed on them beside, then the common
// and the options (A 7, 8).
func (e *engine[N]) claimants() *claimants {
	c := &claimants{}
	for _, rank := range e.ranks {
		for i := range e.instruments {
			if in := &e.instruments[i]; in.t.Seniority == rank && in.issued {
				e.addInstrumentClaims(c, i)
			}
		}
	}
	var common []claimLine
	for h := range e.people {
		common = append(common, claimLine{holder: h, shares: decimal.NewFromInt(e.holders[h].common)})
	}
	c.add(classClaim{Security: "Common", Participation: participationFull}, common)
	for w := range e.warrants {
		ws := &e.warrants[w]
		claim := classClaim{Security: ws.w.Name, Participation: participationFull}
		if !ws.w.Convertible {
			claim.ExercisePrice = ws.price.Decimal()
		}
		var lines []claimLine
		for h, units := range ws.quantity {
			lines = append(lines, claimLine{security: warrantOrigin(ws.w, w), holder: h, shares: decimal.NewFromInt(units)})
		}
		c.add(claim, lines)
	}
	return c
}

// addInstrumentClaims adds an instrument: its preference, of a note with the interest accrued, and its shares as converted
// with limits ignored. What is owed on it already (demands for redemption, declared dividends, cash for fractions) is a claim
// of the same rank that nobody gives up by converting.
func (e *engine[N]) addInstrumentClaims(c *claimants, i int) {
	in := &e.instruments[i]
	s := Security{Kind: InstrumentSecurity, Index: i}
	e.accrueTo(in, e.date)
	var lines, owed []claimLine
	for h := range e.people {
		free := in.units[h] - in.demanded[h]
		l := claimLine{security: s, holder: h, shares: e.asConvertedExactly(in, free).Decimal()}
		l.preference = in.unitsValue(free).Decimal().Mul(in.t.LiquidationPreference)
		if len(in.dueDates) > 0 && in.t.LiquidationPreference.Sign() > 0 {
			l.preference = l.preference.Add(e.accruedUnpaid(in, h).Decimal())
		}
		lines = append(lines, l)
		owed = append(owed, claimLine{security: s, holder: h, preference: e.owedTo(i, h).Decimal(), owed: true})
	}
	t := in.t
	claim := classClaim{Security: t.Name, Kind: t.Kind, Clause: t.cite(clauseLiquidation), Rank: t.Seniority, Participation: t.Participation}
	if t.Participation == participationCapped {
		var units int64
		for h := range in.units {
			units += in.units[h] - in.demanded[h]
		}
		claim.Cap = in.unitsValue(units).Decimal().Mul(t.ParticipationCap)
	}
	c.add(claim, lines)
	c.add(classClaim{Security: "Owed on " + t.Name, Kind: t.Kind, Clause: t.cite(clauseLiquidation), Rank: t.Seniority, Participation: participationNone}, owed)
}

// accruedUnpaid is interest earned and not due yet.
func (e *engine[N]) accruedUnpaid(in *instrumentState[N], holder int) Money[N] {
	total := in.interestOn(in.accrued[holder])
	if in.period.open {
		total = total.Add(in.period.amounts[holder])
	}
	return total
}

// owedTo is what a holder of an instrument is owed already, due or not: redemptions demanded, dividends declared, dues.
func (e *engine[N]) owedTo(i, holder int) Cents {
	total := e.declaredOn(i, holder, e.instruments[i].units[holder])
	for _, c := range e.claims {
		if c.instrument == i && c.holder == holder {
			total += e.worth(&c)
		}
	}
	for _, d := range e.dues {
		if d.instrument == i && d.holder == holder {
			total += d.amount
			if d.what == paidDiscount {
				total += e.lateInterest(&d, d.amount)
			}
		}
	}
	return total
}

// parts gives each class its holders, for the sheet.
func (c *claimants) parts(name func(int) string) []classClaim {
	claims := slices.Clone(c.claims)
	for _, l := range c.lines {
		claim := &claims[l.class]
		over, under := l.preference, claim.Preference
		if under.Sign() == 0 {
			over, under = l.shares, claim.Shares
		}
		if over.Sign() > 0 {
			claim.Holders = append(claim.Holders, WaterfallHolder{Holder: name(l.holder), Part: over.DivRound(under, quotientPlaces)})
		}
	}
	return claims
}

// divisionToday is the division of any amount among those who hold something today.
func (e *engine[N]) divisionToday() *Waterfall {
	market := decimal.NewFromInt(e.outstanding).Mul(e.closeNow())
	return waterfallOf(e.date, e.claimants().parts(e.holderName), e.senior.Decimal(), market)
}

// liquidate winds the company up: the proceeds stand in place of its cash and are divided the same day (A 7). Everything
// outstanding but the common itself ends.
func (e *engine[N]) liquidate(proceeds Cents) {
	if e.replaying {
		return
	}
	if !e.record.quiet {
		e.record.out.Waterfall = e.divisionToday()
	}
	e.setCash(proceeds, "proceeds of the liquidation")
	c := e.claimants()
	d := divideProceeds(c.claims, e.senior.Decimal(), proceeds.Decimal())
	if senior := centsOf(d.Senior); senior > 0 {
		e.senior -= senior
		e.payOut(-1, noHolder, senior, "", "senior debt")
	}
	e.payLines(c, d)
	e.endEverything()
}

// payLines pays each holder its part of its classes' amounts, in cents that add up.
func (e *engine[N]) payLines(c *claimants, d division) {
	ahead, with := make([]decimal.Decimal, len(c.lines)), make([]decimal.Decimal, len(c.lines))
	both := make([]decimal.Decimal, 0, 2*len(c.lines))
	for k, l := range c.lines {
		claim := &c.claims[l.class]
		if claim.Preference.Sign() > 0 {
			ahead[k] = d.Preference[l.class].Mul(l.preference).DivRound(claim.Preference, quotientPlaces)
		}
		if claim.Shares.Sign() > 0 {
			with[k] = d.Participation[l.class].Mul(l.shares).DivRound(claim.Shares, quotientPlaces)
		}
	}
	both = append(append(both, ahead...), with...)
	cents := toCents(both, func(k int) string {
		l := c.lines[k%len(c.lines)]
		return c.claims[l.class].Security + " " + e.holderName(l.holder)
	})
	for k, l := range c.lines {
		e.payLine(l, cents[k], cents[len(c.lines)+k])
	}
}

// payLine pays one holder of one class.
func (e *engine[N]) payLine(l claimLine, ahead, with Cents) {
	instrument, cited := -1, clauseLiquidation.a
	if l.security.Kind == InstrumentSecurity {
		instrument = l.security.Index
		cited = e.instruments[instrument].t.cite(clauseLiquidation)
	}
	if l.owed {
		e.settleDemands(l, ahead)
	}
	if ahead+with > 0 {
		e.payOut(instrument, l.holder, ahead+with, cited, "liquidation")
	}
	if l.preference.Sign() == 0 && l.shares.Sign() == 0 {
		return
	}
	e.recordPayout(l, ahead, with, cited)
}

// settleDemands books what a liquidation pays on a holder's demands for redemption: their part of what it is owed.
func (e *engine[N]) settleDemands(l claimLine, paid Cents) {
	all := centsOf(l.preference)
	for k := range e.claims {
		c := &e.claims[k]
		if c.instrument == l.security.Index && c.holder == l.holder && paid > 0 {
			e.recordDemandPaid(c, partOf(paid, int64(e.worth(c)), int64(all)))
		}
	}
}

// endEverything ends what a liquidation leaves without a claim.
func (e *engine[N]) endEverything() {
	e.claims, e.dues, e.declared, e.notices = nil, nil, nil, nil
	for i := range e.instruments {
		in := &e.instruments[i]
		for h, units := range in.units {
			in.demanded[h], in.accrued[h] = 0, accrual{}
			if units > 0 {
				e.apply(effect{kind: redeemUnits, instrument: i, holder: h, units: units})
				e.endOfRight(i, units)
			}
		}
		in.period.open = false
	}
	for w := range e.warrants {
		e.lapseUnits(w, slices.Clone(e.warrants[w].quantity))
	}
	e.passIssues()
}

// recordPayout keeps what one holder of one security gets; what is owed on an instrument stands with its preference.
func (e *engine[N]) recordPayout(l claimLine, ahead, with Cents, cited string) {
	if e.record.quiet {
		return
	}
	out, name := e.record.out, e.securityName(l.security)
	for k := range out.Payouts {
		if p := &out.Payouts[k]; p.Holder == e.nameOf(l.holder) && p.Security == name {
			p.Preference, p.Participation = p.Preference.Add(ahead.Decimal()), p.Participation.Add(with.Decimal())
			return
		}
	}
	out.Payouts = append(out.Payouts, Payout{Date: e.date, Holder: e.nameOf(l.holder), Security: name, Preference: ahead.Decimal(),
		Participation: with.Decimal(), Clause: cited})
}
