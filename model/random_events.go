package model

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// A simulated path brings events of its own besides the workbook's. When they come is drawn where the path is; what follows
// is the same rules, at the end of step 1 of their day, after the workbook's events.

// RandomEventKind is what chance may bring.
type RandomEventKind uint8

// The kinds of random event, in the order in which those of one day act.
const (
	RandomLapse     RandomEventKind = iota // the registration can't be used for randomLapseDays
	RandomDelisting                        // the listing is suspended
	RandomFinancing                        // the company sells common at a part of the market price
)

// RandomEvent is an event of a path that chance brings.
type RandomEvent struct {
	Day  int // index of Resolved.Days
	Kind RandomEventKind
}

// randomLapseDays is how long a lapse by chance lasts, in calendar days. One lapse has some 20 trading days in a row, which
// is beyond a limit of 10; two within a year have more than 30 in all: either of the usual limits can be passed, and neither
// is passed by every lapse.
const randomLapseDays = 30

// lapseByChance takes the registration of every instrument out of use for a time. Where it is out of use already nothing
// changes.
func (e *engine[N]) lapseByChance() {
	until := e.date + randomLapseDays
	for i := range e.instruments {
		if in := &e.instruments[i]; in.issued && in.registered {
			e.beginLapse(in, until)
			e.recordRandom("Registration lapsed", "The registration of %s lapses by chance until %s.", in.t.Name, until)
		}
	}
	e.wakeFrom(until)
}

// endRandomLapses restores the registration where a lapse by chance is over.
func (e *engine[N]) endRandomLapses() {
	for i := range e.instruments {
		in := &e.instruments[i]
		if n := len(in.lapses); n > 0 && !in.registered && in.lapses[n-1].until.Given() && in.lapses[n-1].until <= e.date {
			e.restoreRegistration(in)
			e.recordRandom("Registration restored", "The registration of %s can be used again: its lapse by chance is over.", in.t.Name)
		}
	}
}

// delistByChance suspends the listing. Only an event of the workbook brings it back.
func (e *engine[N]) delistByChance() {
	if !e.suspended {
		e.setListing(e.market, true)
		e.recordRandom("Listing suspended", "The listing is suspended by chance.")
	}
}

// watchDelisting wakes the day after enough closes in a row below the price that delists, of those from a day on: from then on
// the common is listed. Exchanges ask for a price as quoted, so that a split does not restate the level. On the valuation date
// it is listed whatever came before, so that of Price History one close less counts than it takes.
func (e *engine[N]) watchDelisting(from int) {
	rates := e.randomRates()
	if rates == nil || rates.DelistedBelowDays == 0 || e.suspended {
		return
	}
	e.listedFrom = from
	if e.impact.strength > 0 { // later closes are not known yet
		if e.closedBelow(e.day) {
			e.wakeDay(e.day + 1)
		}
		return
	}
	for day, count := from, 0; day < len(e.closes); day++ {
		if count++; e.closeAt(day) >= rates.DelistedBelowMicros {
			count = 0
		}
		if count == rates.DelistedBelowDays {
			e.wakeDay(day + 1)
			return
		}
	}
}

// closedBelow reports whether the closes through a day delist from the next day on.
func (e *engine[N]) closedBelow(through int) bool {
	rates := e.randomRates()
	if rates == nil || rates.DelistedBelowDays == 0 || e.suspended || through-rates.DelistedBelowDays+1 < e.listedFrom {
		return false
	}
	for day := through; day > through-rates.DelistedBelowDays; day-- {
		if e.closeAt(day) >= rates.DelistedBelowMicros {
			return false
		}
	}
	return true
}

// delistByPrice suspends the listing on the day after enough closes below the price that delists.
func (e *engine[N]) delistByPrice(rates *RandomEvents) {
	if e.closedBelow(e.day - 1) {
		e.setListing(e.market, true)
		e.recordRandom("Listing suspended", "The listing is suspended after %d closes in a row below %s.", rates.DelistedBelowDays, decimal.New(rates.DelistedBelowMicros, -6))
	}
}

// finance has the company sell common for a sum that stands: so many shares at the start price. At another market price it
// takes another number of shares to raise it, cut down to whole ones and to what the charter still allows. The market is the
// last close before the day, as of an event priced at a part of it; the buyers pay their part of it.
func (e *engine[N]) finance(rates *RandomEvents) {
	market := e.marketBefore()
	sought := cost(rates.FinancingSize, priceFromMicros[N](e.r.Simulation.StartMicros))
	count := e.authorizedRoom()
	if cost(count, market).Cmp(sought) < 0 {
		e.record.noteFirst(eventAuthorizedShort, e.date)
		e.alert("%s: a random financing was cut to the %d shares that the charter still allows.", e.date, count)
	} else {
		count = wholeSharesDown(sought, market)
	}
	if count == 0 {
		return
	}
	price := market.Times(numberOf[N](rates.FinancingPrice))
	if !e.record.quiet {
		e.recordRandom(issueCommon, "The company sells %d shares by chance at %s, which is %s%% of the market price.", count, shownPrice(price), rates.FinancingPrice.Shift(2))
	}
	e.sellCommon(issuance[N]{holder: e.marketHolder(), category: usualCategory[issueCommon], shares: count, consideration: cost(count, price)}, "Random issue of common", "")
}

// marketBefore is the last close before today in shares of today; on the first day of a case without a history, the start
// price.
func (e *engine[N]) marketBefore() Price[N] {
	if e.day == 0 && len(e.r.Past) == 0 {
		return priceFromMicros[N](e.r.Simulation.StartMicros)
	}
	return e.eventPrice(RelativePrice{Percent: one}, 1)
}

// randomRates are the simulation's, nil along a path that is not simulated.
func (e *engine[N]) randomRates() *RandomEvents {
	if e.r.Simulation == nil {
		return nil
	}
	return &e.r.Simulation.RandomEvents
}

// happen carries out what chance brings today: what the price brings first, then lapses that end, then what was drawn.
func (e *engine[N]) happen() {
	rates := e.randomRates()
	if rates == nil {
		return
	}
	e.delistByPrice(rates)
	e.endRandomLapses()
	for e.nextRandom < len(e.random) && e.random[e.nextRandom].Day <= e.day && e.err == nil {
		ev := e.random[e.nextRandom]
		e.nextRandom++
		switch ev.Kind {
		case RandomLapse:
			e.lapseByChance()
		case RandomDelisting:
			e.delistByChance()
		case RandomFinancing:
			e.finance(rates)
		}
	}
}

// recordRandom keeps what chance brought.
func (e *engine[N]) recordRandom(what, format string, args ...any) {
	if !e.record.quiet {
		e.record.out.Random = append(e.record.out.Random, RandomOccurrence{Date: e.date, What: what, Why: fmt.Sprintf(format, args...)})
	}
}
