package model

import "github.com/shopspring/decimal"

// What a mandatory conversion asks of the registration statement.
const (
	registrationNotNeeded    = "No"
	registrationOnceDeclared = "Once declared"
	registrationOnTheDay     = "On the day"
	registrationAllDays      = "All days"
)

// armMandatory works out the close, in micros, from which a day counts: at or above the level, or strictly above it. The
// level follows splits only where the term says so; the certificate's $12.50 does not say it (A 1(a)(v)(ii)).
func (in *instrumentState[N]) armMandatory() {
	t := in.t
	if t.MandatoryDays == 0 {
		return
	}
	level := t.MandatoryPrice.Mul(decimal.NewFromInt(MicrosPerDollar))
	if by := in.sinceIssue; t.MandatoryFollowsSplits {
		level = level.Mul(decimal.NewFromInt(by.under)).DivRound(decimal.NewFromInt(by.over), quotientPlaces)
	}
	in.mandatoryClose = level.Ceil().IntPart()
	if t.MandatoryAbove {
		in.mandatoryClose = level.Floor().IntPart() + 1
	}
}

// countWith is the count of consecutive closes at the mandatory level with some closes more, in the state of their days.
func (in *instrumentState[N]) countWith(closes []int64) int {
	if in.mandatoryClose == 0 || !in.issued || in.t.MandatoryRegistration == registrationAllDays && !in.registered {
		return 0
	}
	for k := len(closes) - 1; k >= 0; k-- {
		if closes[k] < in.mandatoryClose {
			return len(closes) - 1 - k
		}
	}
	return in.qualifyingCloses + len(closes)
}

// watchMandatory finds the day on which the consecutive closes will be complete if nothing changes before it.
func (e *engine[N]) watchMandatory(in *instrumentState[N]) {
	if in.mandatory || in.mandatoryClose == 0 || !in.live() || !in.registeredFor(e.date+1) {
		in.firesOn = -1
		return
	}
	if in.firesOn > e.day && in.firesAt == in.mandatoryClose {
		return
	}
	in.firesOn, in.firesAt = firstRun(e.highestCloses(), e.day+1, in.qualifyingCloses, in.t.MandatoryDays, in.mandatoryClose), in.mandatoryClose
}

// mandatoryDue reports whether the conversion fires today: the consecutive closes are complete, and the registration is
// as the term asks. Under "On the day" it must be effective and have become so on an earlier day (N 2(c)).
func (in *instrumentState[N]) mandatoryDue(on Date) bool {
	if in.mandatory || in.mandatoryClose == 0 || in.qualifyingCloses < in.t.MandatoryDays {
		return false
	}
	return in.registeredFor(on)
}

// registeredFor reports whether the registration is as the term asks it to be on the day.
func (in *instrumentState[N]) registeredFor(on Date) bool {
	switch in.t.MandatoryRegistration {
	case registrationOnTheDay:
		return in.registered && in.registeredOn < on
	case registrationAllDays:
		return in.registered
	}
	return true
}

// fireMandatory starts the mandatory conversion of everything outstanding (A 1(b), N 2(c)), on the earlier of the closing of
// a qualifying offering and the end of the consecutive closes (A 1(a)(v)).
func (e *engine[N]) fireMandatory(in *instrumentState[N]) {
	if !in.live() || in.mandatory {
		return
	}
	switch {
	case in.offered && in.registeredFor(e.date):
		in.mandatoryBy = clauseOffering
	case in.mandatoryDue(e.date):
		in.mandatoryBy = clauseMandatory
	default:
		return
	}
	in.mandatory, in.mandatoryDate = true, e.date
	e.recordPlainTrigger(in, triggeredMandatory, in.t.cite(in.mandatoryBy))
}

// mandatoryAllowed reports whether a conversion that has fired may be carried out: under "Once declared" not before the
// registration statement has been declared effective; a later lapse does not stop it (A 1(d)(ii)).
func (in *instrumentState[N]) mandatoryAllowed() bool {
	return in.mandatory && (in.t.MandatoryRegistration != registrationOnceDeclared || in.registeredOn.Given())
}

// addMandatoryNotices adds a notice for every holder of an instrument whose mandatory conversion has fired. What the
// limits block stays outstanding and comes again as soon as they allow at least one more unit (A 1(e)(vi)). It replaces
// the holder's own notice of the day.
func (e *engine[N]) addMandatoryNotices() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if !in.mandatoryAllowed() {
			continue
		}
		e.dropNotices(i)
		for h := range in.units {
			free := in.units[h] - in.demanded[h]
			first := in.mandatoryDate == e.date || in.registeredOn == e.date
			if free > 0 && (first || e.roomForOne(in, h, in.conversionPrice())) {
				e.notices = append(e.notices, notice{instrument: i, holder: h, kind: noticeMandatory, asked: free})
			}
		}
	}
}

// dropNotices removes the day's notices for an instrument.
func (e *engine[N]) dropNotices(instrument int) {
	kept := e.notices[:0]
	for _, n := range e.notices {
		if n.instrument != instrument {
			kept = append(kept, n)
		}
	}
	e.notices = kept
}

// roomForOne reports whether every limit leaves room for at least one more unit, or one more share of an instrument that
// converts in parts, at a price.
func (e *engine[N]) roomForOne(in *instrumentState[N], holder int, price Price[N]) bool {
	return e.fitsOne(in, holder, price, min(e.capRoom(in, holder), e.authorizedRoom(), e.ownershipRoom(in, holder)))
}

// fitsOne reports whether a room takes at least one unit and one share; of an instrument that converts in parts, one share.
func (e *engine[N]) fitsOne(in *instrumentState[N], holder int, price Price[N], room int64) bool {
	free := in.units[holder] - in.demanded[holder]
	if free <= 0 || room <= 0 || in.t.WholeUnits && in.wholeShares(1, price) > room {
		return false
	}
	return wholeSharesDown(in.converts(free, price), price) > 0 || in.wholeShares(free, price) > 0
}

// unitsAllowed is how many of a holder's units the limits would let convert today if it alone gave notice.
func (e *engine[N]) unitsAllowed(in *instrumentState[N], holder int, asked int64, price Price[N]) int64 {
	room := min(e.capRoom(in, holder), e.authorizedRoom(), e.ownershipRoom(in, holder))
	units := in.unitsWithin(room, asked, price)
	if in.wholeShares(units, price) == 0 {
		return 0
	}
	return units
}
