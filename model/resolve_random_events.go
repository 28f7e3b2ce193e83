package model

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Bounds of what chance and sales may do. More of either is a slip of the keyboard.
var (
	mostEventsPerYear = decimal.NewFromInt(100)
	mostImpact        = decimal.NewFromInt(100)
)

// randomEvents reads how often a simulation has events of its own happen, and what they are.
func (r *resolver) randomEvents(t *Table, fields map[string]entry) RandomEvents {
	return RandomEvents{
		LapsesPerYear:       r.eventsPerYear(fields, "Registration lapses per year"),
		DelistingsPerYear:   r.eventsPerYear(fields, "Delistings per year"),
		DelistedBelowMicros: r.delistedBelow(t, fields),
		DelistedBelowDays:   int(fields["Delisted below for"].count),
		FinancingsPerYear:   r.eventsPerYear(fields, "Financings per year"),
		FinancingSize:       r.financing(t, fields, "Financing size").count,
		FinancingPrice:      r.financing(t, fields, "Financing price").number,
	}
}

// eventsPerYear reads a rate.
func (r *resolver) eventsPerYear(fields map[string]entry, name string) float64 {
	e := fields[name]
	r.within(e.value, name, e.number, decimal.Zero, mostEventsPerYear, "a number of events per year from 0 to 100")
	return e.number.InexactFloat64()
}

// delistedBelow reads the price that delists, which stands together with the days that it takes, or not at all.
func (r *resolver) delistedBelow(t *Table, fields map[string]entry) int64 {
	const priceField, daysField = "Delisted below", "Delisted below for"
	price, days := fields[priceField], fields[daysField]
	switch {
	case price.given != days.given:
		there, missing, value := priceField, daysField, price.value
		if days.given {
			there, missing, value = daysField, priceField, days.value
		}
		r.add("missing-field", t.place(), "no "+missing, "a price and a number of days together, because "+there+" is "+value.Shown(), "Fill in "+missing+", or clear "+there)
		return 0
	case !price.given:
		return 0
	}
	r.countWithin(days, daysField, 1, largestDays)
	m, _ := r.micros(price.value, priceField)
	return m
}

// financing reads the size or the price of random financings, which both must be there where there is a rate.
func (r *resolver) financing(t *Table, fields map[string]entry, name string) entry {
	e := fields[name]
	switch {
	case e.given && !e.number.IsPositive():
		r.add("number-out-of-range", e.value.At, e.value.Shown(), "a figure above zero for "+name, "Correct it, or clear the financings")
	case !e.given && fields["Financings per year"].number.IsPositive():
		r.add("missing-field", t.place(), "no "+name, "a figure, because Financings per year is above zero", "Fill it in")
	}
	return e
}

// priceImpact reads how strongly sales move the price.
func (r *resolver) priceImpact(e entry) float64 {
	r.within(e.value, "Price impact", e.number, decimal.Zero, mostImpact, "a number from 0 to 100")
	if e.number.IsPositive() && r.out.Company.DailyVolume == 0 {
		r.add("missing-field", r.in.Tables["Company"].place(), "no Average daily volume", "a volume, because Price impact is measured against it", "Fill in Average daily volume on Company")
	}
	sells := func(p int) bool { return r.out.Policies[p].DailySale.IsPositive() }
	if e.number.IsPositive() && !slices.ContainsFunc(r.out.HolderPolicy, sells) {
		r.out.Notes = append(r.out.Notes, "Simulation: Price impact does nothing in "+r.scenario.Name+": no holder has a policy with a Daily sale.")
	}
	return e.number.InexactFloat64()
}
