package model

// effectKind names what an effect moves.
type effectKind uint8

const (
	issueShares   effectKind = iota // common comes into being in a holder's hands
	convertUnits                    // an instrument's units end by conversion
	redeemUnits                     // an instrument's units end by payment
	issueUnits                      // an instrument's units come into being
	exerciseShare                   // options or warrants end by exercise
	lapseWarrants                   // options or warrants end unexercised
	grantWarrants                   // options or warrants come into being
	sellShares                      // a holder's common passes to the market
	moveCash                        // the company's cash changes, signed
	moveSecurity                    // a holder's securities of any kind pass to another
)

// effect is a change of quantities that a rule asks for. Rules return or apply effects; only apply touches positions and
// cash, so what goes in and out is conserved line by line.
type effect struct {
	kind       effectKind
	holder     int
	instrument int
	warrant    int
	units      int64 // parts of an instrument, or options
	shares     int64
	source     shareSource
	cash       Cents
	to         int      // of a transfer
	security   Security // of a transfer
}

// shareSource says where common comes from.
type shareSource uint8

const (
	fromConversion shareSource = iota
	fromInterest
	fromIssue
	fromExercise
	fromDividend
)

// apply folds an effect into the state.
func (e *engine[N]) apply(f effect) {
	if e.replaying {
		e.applyReplayed(f)
		return
	}
	e.touched = e.touched || f.kind != moveCash
	switch f.kind {
	case issueShares:
		e.outstanding += f.shares
		e.receive(f.holder, f.shares, f.source)
	case convertUnits:
		in := &e.instruments[f.instrument]
		in.units[f.holder] -= f.units
		in.converted += f.units
	case redeemUnits:
		in := &e.instruments[f.instrument]
		in.units[f.holder] -= f.units
		in.redeemed += f.units
		in.redeemedBy[f.holder] += f.units
	case issueUnits:
		in := &e.instruments[f.instrument]
		in.units[f.holder] += f.units
		in.unitsIssued += f.units
	case exerciseShare, lapseWarrants:
		e.warrants[f.warrant].quantity[f.holder] -= f.units
	case grantWarrants:
		e.warrants[f.warrant].quantity[f.holder] += f.units
	case sellShares:
		h := &e.holders[f.holder]
		h.common -= f.shares
		h.toSell -= f.shares
		h.from.sold += f.shares
		e.record.sold += f.shares
	case moveSecurity:
		e.moveSecurity(f)
	case moveCash:
		e.cash += f.cash
		e.record.lowestCash(e.cash, e.date)
	}
}

// applyReplayed folds an effect from before the valuation date: the cap table already holds its positions and cash, so it
// moves the share count that price protection stands on, and the acquisitions that windows count.
func (e *engine[N]) applyReplayed(f effect) {
	if f.kind == issueShares {
		e.outstanding += f.shares
		h := &e.holders[f.holder]
		h.received = append(h.received, received{e.date, f.shares})
	}
}

// receive books common into a holder's hands and into the windows that count acquisitions.
func (e *engine[N]) receive(holder int, count int64, source shareSource) {
	h := &e.holders[holder]
	h.common += count
	if source != fromDividend { // counted with the shares that it was paid on
		h.received = append(h.received, received{e.date, count})
	}
	for _, by := range []*sharesBySource{&h.from, &e.record.issuedBy} {
		switch source {
		case fromConversion:
			by.conversion += count
		case fromInterest:
			by.interest += count
		case fromIssue, fromDividend:
			by.issues += count
		case fromExercise:
			by.exercise += count
		}
	}
	if source != fromIssue && source != fromDividend && e.dailySale(holder) > 0 {
		h.toSell += count
	}
}

// moveSecurity passes securities from one holder to another. Common counts as acquired by the new holder.
func (e *engine[N]) moveSecurity(f effect) {
	switch f.security.Kind {
	case CommonStock:
		from, to := &e.holders[f.holder], &e.holders[f.to]
		from.common -= f.units
		from.toSell = min(from.toSell, from.common)
		from.from.sold += f.units
		to.common += f.units
		to.from.sold -= f.units
		to.received = append(to.received, received{e.date, f.units})
	case InstrumentSecurity:
		in := &e.instruments[f.security.Index]
		in.units[f.holder] -= f.units
		in.units[f.to] += f.units
	default:
		ws := &e.warrants[f.security.Index]
		ws.quantity[f.holder] -= f.units
		ws.quantity[f.to] += f.units
	}
}
