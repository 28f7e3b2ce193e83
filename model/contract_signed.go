package model

// contracted is a grant that has been agreed and is still to be issued.
type contracted struct {
	security Security
	units    int64
	id       string
}

// signContract books an agreement to issue options, warrants or convertibles. Instruments whose contract says so count the
// shares under them as issued now, and not again at the issue (N 5(a)(vii); a reading of A 1(g)(i)(A)).
func (e *engine[N]) signContract(ev *Event) {
	units := ev.Quantity.IntPart()
	category := ev.Category
	if ev.Security.Kind == InstrumentSecurity {
		e.beginDeemedPrice(ev)
	} else {
		ws := &e.warrants[ev.Security.Index]
		category = ws.w.Category
		if ev.HasPrice {
			ws.beginClass(e.eventPrice(ev.Price, ev.Step))
		}
	}
	e.contracts = append(e.contracts[:len(e.contracts):len(e.contracts)], contracted{ev.Security, units, ev.ID})
	g := e.grantBy(ev, units, category)
	g.contract = true
	e.pass(cause[N]{words: "Contract on " + e.securityName(ev.Security), before: e.outstanding, grants: []grant{g}})
}

// beginDeemedPrice fixes what an instrument that is only agreed would be deemed issued at.
func (e *engine[N]) beginDeemedPrice(ev *Event) {
	if in := &e.instruments[ev.Security.Index]; !in.issued {
		e.beginFloating(in)
	}
}

// grantBy is the grant that an event makes, or agrees.
func (e *engine[N]) grantBy(ev *Event, units int64, category string) grant {
	if ev.Kind != contractSigned {
		e.endContract(ev.ID)
	}
	return grant{origin: ev.Security, units: units, category: category, id: ev.ID, unitShare: ev.UnitShare, unitPrice: ev.UnitPrice}
}

// endContract forgets a contract whose issue has come.
func (e *engine[N]) endContract(id string) {
	kept := e.contracts[:0:0]
	for _, c := range e.contracts {
		if id == "" || !SameName(c.id, id) {
			kept = append(kept, c)
		}
	}
	e.contracts = kept
}

// contractedUnits is how much of a security is agreed and not issued, so far as an instrument counts it already.
func (e *engine[N]) contractedUnits(s Security, observer int) int64 {
	if !e.instruments[observer].t.DeemedAtContract {
		return 0
	}
	var units int64
	for _, c := range e.contracts {
		if c.security == s {
			units += c.units
		}
	}
	return units
}
