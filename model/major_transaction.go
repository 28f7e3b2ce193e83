package model

import "slices"

// major is an announced major transaction: while it is open, holders may demand redemption for a time (A 3(c), 3(e)).
type major struct {
	clause      clause
	ref         string // ID of the announcement
	from, until Date   // until is the first day on which it is too late; never: the end is not dated
	consummated Date   // never: not dated
	over        bool
	words       string
}

// announce books the announcement of a merger, a sale of assets or a tender: it may freeze the price (A 1(g)(iii)), and
// gives the right to redeem when it is a major transaction.
func (e *engine[N]) announce(ev *Event) {
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.issued {
			continue
		}
		e.freezeFor(in, ev)
		if m, is := e.majorOf(in, ev); is {
			in.majors = append(in.majors, m)
			e.wakeFrom(m.from)
		}
	}
}

// majorOf dates the right to redeem for a major transaction: (i) a merger above a part of the common, (ii) a sale of more
// than a part of the assets, (iii) a tender above that part of the common (A 3(c)).
//
// The company gives its notice as early as the term allows, and no later than it must. From then on holders may demand until
// the response date, so many business days later. Where that can't be kept, because the announcement comes too late or no
// consummation is dated, they may from the announcement until the consummation (A 3(e)).
func (e *engine[N]) majorOf(in *instrumentState[N], ev *Event) (major, bool) {
	t := in.t
	m := major{ref: ev.ID, from: e.date, until: never, consummated: never, words: ev.Kind + " (" + ev.ID + ")"}
	above := t.MajorAboveCommon
	switch ev.Kind {
	case mergerAnnounced:
		m.clause = clauseMajorMerger
	case assetSaleAnnounced:
		m.clause, above = clauseMajorAssets, t.MajorAboveAssets
	default:
		m.clause = clauseMajorTender
	}
	if above.IsZero() || !ev.Quantity.GreaterThan(above) || t.RedemptionPrice.IsZero() {
		return m, false
	}
	if !ev.ConsummatedOn.Given() {
		return m, true
	}
	m.consummated, m.until = ev.ConsummatedOn, ev.ConsummatedOn
	notice := max(ev.ConsummatedOn-Date(t.MajorNoticeFirst), e.date)
	if t.MajorNoticeFirst > 0 && notice <= ev.ConsummatedOn-Date(t.MajorNoticeLast) {
		m.from, m.until = notice, e.addBusinessDays(t, notice, t.MajorResponse)
	}
	return m, true
}

// openMajors opens the right for the transactions whose notice has been given.
func (e *engine[N]) openMajors(in *instrumentState[N]) {
	for k := range in.majors {
		m := &in.majors[k]
		if m.over || e.date < m.from || e.date >= m.until {
			continue
		}
		tr := openTrigger{clause: in.t.cite(m.clause), ref: m.ref, until: endless, notice: m.from, notPaidBefore: m.consummated, major: true}
		if m.until != never {
			tr.until = e.dayOn(m.until)
		}
		e.openTrigger(in, tr, m.words)
		m.over = true
	}
}

// abandon ends a transaction that was given up: the price stands free again after today, the right to redeem ends and unpaid
// demands under it lapse (A 1(g)(iii), 3(e)).
func (e *engine[N]) abandon(ev *Event) {
	for i := range e.instruments {
		in := &e.instruments[i]
		e.endFreezeFor(in, ev.Ref)
		in.majors = slices.DeleteFunc(slices.Clone(in.majors), func(m major) bool { return SameName(m.ref, ev.Ref) })
		for k := range in.triggers {
			if tr := &in.triggers[k]; tr.major && !tr.ended && SameName(tr.ref, ev.Ref) {
				e.endTrigger(tr)
				e.lapseDemands(i, tr.ref)
			}
		}
	}
}

// lapseDemands takes back the unpaid demands under a transaction that was given up: the units are free again.
func (e *engine[N]) lapseDemands(instrument int, ref string) {
	in := &e.instruments[instrument]
	for k := range e.claims {
		c := &e.claims[k]
		if c.instrument == instrument && c.ref == ref && c.units > 0 {
			in.demanded[c.holder] -= c.units
			c.units = 0
			e.recordLapsedDemand(c)
		}
	}
	e.dropSettled()
}
