package model

// Every clause has its own idea of how many shares there are. Each is a function here, named, with what it includes; there
// is no "outstanding" variable that means one thing here and another there.

// actuallyOutstanding is common issued less treasury: the base of N 5(a)(vi) and of the ownership tests.
func (e *engine[N]) actuallyOutstanding() int64 { return e.outstanding }

// beneficialBase is what a group owns in the sense of the ownership tests, and the shares to add to the outstanding count
// for that group alone: common held, and common under options, warrants and convertibles that carry no ownership limit of
// their own and can be exercised within 60 days. Unconverted parts of limited instruments don't count (A 1(d)(i), 13(d)).
func (e *engine[N]) beneficialBase(group int) (owned, underRights int64) {
	for _, h := range e.members[group] {
		owned += e.holders[h].common
		for _, w := range e.unlimited.warrants {
			underRights += e.warrants[w].quantity[h]
		}
		for _, i := range e.unlimited.instruments {
			underRights += e.unlimitedConversion(&e.instruments[i], h)
		}
	}
	return owned + underRights, underRights
}

// ownershipBase is the common outstanding that an ownership limit is a part of: the actual count, or by a reading the last one
// that the company has reported, with what the group itself has converted since (A 1(d)(i), last sentence). Until a report
// the count of the cap table stands.
func (e *engine[N]) ownershipBase(in *instrumentState[N], group int) int64 {
	if !in.t.OwnershipReported {
		return e.actuallyOutstanding()
	}
	base := e.reported
	for h, since := range in.sinceReport {
		if e.people[h].Group == group {
			base += since
		}
	}
	return base
}

// withinReach is how many days ahead a right counts as exercisable for beneficial ownership (Rule 13d-3(d)(1)).
const withinReach = 60

// unlimited are the options, warrants and instruments that limit nobody's ownership, by their place in the case.
type unlimited struct{ warrants, instruments []int }

func unlimitedIn(r *Resolved) unlimited {
	var u unlimited
	for w := range r.Warrants {
		if !r.Warrants[w].OwnLimit {
			u.warrants = append(u.warrants, w)
		}
	}
	for i := range r.Instruments {
		if !limited(&r.Instruments[i]) {
			u.instruments = append(u.instruments, i)
		}
	}
	return u
}

// unlimitedConversion is the common a holder could get from an instrument that limits nobody's ownership.
func (e *engine[N]) unlimitedConversion(in *instrumentState[N], holder int) int64 {
	if !in.issued || in.units[holder] == 0 || in.t.ConvertibleFrom > e.date+withinReach {
		return 0
	}
	return wholeSharesDown(in.converts(in.units[holder], in.price), in.price)
}

// limited reports whether an instrument carries an ownership limit.
func limited(t *Terms) bool {
	return t.OwnershipLimit.Sign() > 0 || t.SecondOwnershipLimit.Sign() > 0
}

// authorizedRoom is what may still be issued under the charter: authorized less issued, treasury shares being issued.
func (e *engine[N]) authorizedRoom() int64 {
	return max(0, e.r.Company.Authorized-e.outstanding-e.treasury)
}
