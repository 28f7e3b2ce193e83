package model

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The division of liquidation proceeds (A 7, A 8, N 11(a)).
//
// Senior debt is paid first. Then each class has its preference, rank by rank; where a rank is short of money, its classes are
// paid in proportion to their preferences, and nobody behind them gets anything. The rest goes to the common and to whoever
// shares with it. Let v be what one common share gets. Then a class with as-converted or held shares n gets
//
//	common stock                  v n
//	option or warrant             the larger of 0 and (v - exercise price) n
//	preference, full share        preference + v n
//	preference, no share          the larger of preference and v n
//	preference, capped share      the larger of v n and the lesser of preference + v n and cap
//
// and v is the figure at which all of this adds up to the proceeds. The money that options pay in is part of what is divided,
// which is why they count at v less their exercise price and the total is still the proceeds.
//
// There is one such division. Each payoff grows with v, without a jump and in straight stretches, so their total does too; it
// grows without end as soon as anybody has a share. Where the total stands still over a stretch of v, so does each payoff, and
// it does not matter which v of the stretch is meant: the lowest is given. And no class could have chosen better. A class that
// keeps its preference p has v n <= p; converting would add p to the pot and n to the S shares that divide v S, so that each
// gets (v S + p) / (S + n), of which n shares are at most p. The same inequality the other way round holds for a class that
// converted, and for an option.

// The kinds of participation with the common, as the term sheet writes them.
const (
	participationNone   = "None"
	participationFull   = "Full"
	participationCapped = "Capped"
)

// classClaim is what all securities of one class may ask for together. No figure is negative.
type classClaim struct {
	Security, Clause string
	Kind             string          // KindPreferred or KindNote; empty for common stock, options and warrants
	Rank             int             // among the preferences; the lowest is paid first after the senior debt
	Preference       decimal.Decimal // USD of all of it, with what is owed besides; zero for common stock and options
	Shares           decimal.Decimal // held, under options, or as converted with limits ignored; not rounded
	Participation    string          // participationFull for common stock; no matter for options
	Cap              decimal.Decimal // USD of all of it, preference included; below the preference it leaves the preference whole
	ExercisePrice    decimal.Decimal // USD per share, of options and warrants; zero for anything else
	Holders          []WaterfallHolder
}

// division is one amount of proceeds divided. Senior, Preference, Participation and Unclaimed add up to the proceeds within
// one unit of the twentieth decimal for each class.
type division struct {
	PerShare      decimal.Decimal // USD that a common share gets: v
	Senior        decimal.Decimal
	Preference    []decimal.Decimal // beside the claims: what is paid ahead of the common; zero once a class does better converted
	Participation []decimal.Decimal // beside the claims: what is paid with the common; of options net of the exercise price
	Unclaimed     decimal.Decimal   // what nobody may ask for: every preference is paid, and no class has a share
}

// amount is what a class gets in all.
func (d division) amount(class int) decimal.Decimal {
	return d.Preference[class].Add(d.Participation[class])
}

// stretch is a part of a class's payoff: fixed + shares x v, from the per-share value over / under on.
type stretch struct {
	class         int
	over, under   decimal.Decimal
	fixed, shares decimal.Decimal
	gaveUp        bool   // the preference, for its shares
	what          string // why it begins
}

// order compares where two stretches begin, without a division.
func (s stretch) order(other stretch) int {
	return s.over.Mul(other.under).Cmp(other.over.Mul(s.under))
}

// stretches is a class's payoff, the first from v = 0 on.
func (c classClaim) stretches(class int) []stretch {
	one := decimal.NewFromInt(1)
	from := func(over, under, fixed, shares decimal.Decimal, gaveUp bool, what string) stretch {
		return stretch{class: class, over: over, under: under, fixed: fixed, shares: shares, gaveUp: gaveUp, what: what}
	}
	flat := from(decimal.Zero, one, c.Preference, decimal.Zero, false, "")
	sharing := from(decimal.Zero, one, c.Preference, c.Shares, false, "")
	converted, kept := "Conversion of "+c.Security+" pays more than its ", "preference"
	if c.Kind == KindNote {
		kept = "repayment"
	}
	switch {
	case c.Shares.Sign() == 0:
		return []stretch{flat}
	case c.ExercisePrice.Sign() > 0:
		return []stretch{flat, from(c.ExercisePrice, one, c.Preference.Sub(c.ExercisePrice.Mul(c.Shares)), c.Shares, false,
			"Exercise of "+c.Security+" at "+perShareWords(c.ExercisePrice)+" pays")}
	case c.Participation == participationFull || c.Preference.Sign() == 0:
		return []stretch{sharing}
	case c.Participation == participationCapped && c.Cap.Sub(c.Preference).Round(tracePlaces).IsPositive():
		return []stretch{sharing,
			from(c.Cap.Sub(c.Preference), c.Shares, c.Cap, decimal.Zero, false, "The cap of "+c.Security+" is reached"),
			from(c.Cap, c.Shares, decimal.Zero, c.Shares, true, converted+"cap")}
	default:
		return []stretch{flat, from(c.Preference, c.Shares, decimal.Zero, c.Shares, true, converted+kept)}
	}
}

// perShareWords writes a price with two decimals, or with four where it has more.
func perShareWords(price decimal.Decimal) string {
	short := price.Round(4)
	if short.Equal(short.Round(2)) {
		return short.StringFixed(2)
	}
	return short.StringFixed(4)
}

// waterfall is a set of claims made ready for the division of any amount.
type waterfall struct {
	claims []classClaim
	senior decimal.Decimal
	ranks  [][]int   // the classes with a preference, by rank
	first  []stretch // of each class, at v = 0
	bends  []stretch // all later stretches, by where they begin
}

func newWaterfall(claims []classClaim, senior decimal.Decimal) *waterfall {
	w := &waterfall{claims: claims, senior: senior, ranks: ranksOf(claims)}
	for i, c := range claims {
		stretches := c.stretches(i)
		w.first = append(w.first, stretches[0])
		w.bends = append(w.bends, stretches[1:]...)
	}
	slices.SortStableFunc(w.bends, stretch.order)
	return w
}

// ranksOf groups the classes with a preference by rank, the first to be paid first.
func ranksOf(claims []classClaim) [][]int {
	var preferred []int
	for i, c := range claims {
		if c.Preference.Sign() > 0 {
			preferred = append(preferred, i)
		}
	}
	slices.SortStableFunc(preferred, func(a, b int) int { return claims[a].Rank - claims[b].Rank })
	var ranks [][]int
	for n, i := range preferred {
		if n == 0 || claims[preferred[n-1]].Rank != claims[i].Rank {
			ranks = append(ranks, nil)
		}
		ranks[len(ranks)-1] = append(ranks[len(ranks)-1], i)
	}
	return ranks
}

// divideProceeds divides an amount, not negative, among senior debt and classes, whose order does not matter.
func divideProceeds(claims []classClaim, senior, proceeds decimal.Decimal) division {
	return newWaterfall(claims, senior).divide(proceeds)
}

func (w *waterfall) divide(proceeds decimal.Decimal) division {
	d := division{
		Senior:     decimal.Min(proceeds, w.senior),
		Preference: make([]decimal.Decimal, len(w.claims)), Participation: make([]decimal.Decimal, len(w.claims)),
	}
	left := proceeds.Sub(d.Senior)
	for _, rank := range w.ranks {
		needed := w.preferences(rank)
		if left.LessThan(needed) {
			for _, i := range rank {
				d.Preference[i] = left.Mul(w.claims[i].Preference).DivRound(needed, quotientPlaces)
			}
			return d
		}
		for _, i := range rank {
			d.Preference[i] = w.claims[i].Preference
		}
		left = left.Sub(needed)
	}
	w.share(&d, proceeds.Sub(d.Senior))
	return d
}

// preferences adds up the preferences of classes.
func (w *waterfall) preferences(classes []int) decimal.Decimal {
	all := decimal.Zero
	for _, i := range classes {
		all = all.Add(w.claims[i].Preference)
	}
	return all
}

// share divides what is left after the senior debt where it covers every preference: it finds the stretch of v in which the
// total of the payoffs meets the amount.
func (w *waterfall) share(d *division, amount decimal.Decimal) {
	present := slices.Clone(w.first)
	fixed, shares := totals(present)
	for _, b := range w.bends {
		if amount.Sub(fixed).Mul(b.under).LessThanOrEqual(shares.Mul(b.over)) {
			break
		}
		fixed = fixed.Add(b.fixed).Sub(present[b.class].fixed)
		shares = shares.Add(b.shares).Sub(present[b.class].shares)
		present[b.class] = b
	}
	rest := amount.Sub(fixed)
	if shares.Sign() == 0 {
		d.Unclaimed = rest
		return
	}
	d.PerShare = rest.DivRound(shares, quotientPlaces)
	for i, s := range present {
		if s.gaveUp {
			d.Preference[i] = decimal.Zero
		}
		gets := s.fixed.Add(rest.Mul(s.shares).DivRound(shares, quotientPlaces))
		d.Participation[i] = gets.Sub(d.Preference[i])
	}
}

// totals adds up payoffs.
func totals(stretches []stretch) (fixed, shares decimal.Decimal) {
	for _, s := range stretches {
		fixed, shares = fixed.Add(s.fixed), shares.Add(s.shares)
	}
	return fixed, shares
}

// breaks lists the amounts from which the next dollar goes elsewhere, ascending, and says of each why.
func (w *waterfall) breaks() []WaterfallBreak {
	breaks := w.preferenceBreaks()
	present := slices.Clone(w.first)
	fixed, shares := totals(present)
	for n, b := range w.bends {
		if n > 0 && b.order(w.bends[n-1]) == 0 {
			breaks[len(breaks)-1].What += "; " + b.what
		} else {
			breaks = append(breaks, WaterfallBreak{
				Proceeds: w.senior.Add(fixed).Add(shares.Mul(b.over).DivRound(b.under, quotientPlaces)),
				PerShare: b.over.DivRound(b.under, quotientPlaces), What: b.what,
			})
		}
		fixed = fixed.Add(b.fixed).Sub(present[b.class].fixed)
		shares = shares.Add(b.shares).Sub(present[b.class].shares)
		present[b.class] = b
	}
	return breaks
}

// preferenceBreaks are those before the common gets anything: the senior debt, and each rank of preferences.
func (w *waterfall) preferenceBreaks() []WaterfallBreak {
	var breaks []WaterfallBreak
	paid := w.senior
	if paid.Sign() > 0 {
		breaks = append(breaks, WaterfallBreak{Proceeds: paid, What: "Paid in full: senior debt"})
	}
	for _, rank := range w.ranks {
		paid = paid.Add(w.preferences(rank))
		breaks = append(breaks, WaterfallBreak{Proceeds: paid, What: w.paidInFull(rank)})
	}
	if sharing := w.sharing(); len(breaks) > 0 && len(sharing) > 0 {
		breaks[len(breaks)-1].What += ". What is left is shared by " + namesTogether(sharing)
	}
	return breaks
}

// paidInFull says that the preferences of a rank are covered.
func (w *waterfall) paidInFull(rank []int) string {
	var names []string
	for _, i := range rank {
		if c := w.claims[i]; c.Kind == KindNote || c.Shares.Sign() == 0 {
			names = append(names, c.Security)
		} else {
			names = append(names, "the preference of "+c.Security)
		}
	}
	return "Paid in full: " + namesTogether(names)
}

// sharing names the classes that share from the first dollar after the preferences on.
func (w *waterfall) sharing() []string {
	var names []string
	for i, s := range w.first {
		if s.shares.Sign() > 0 {
			names = append(names, w.claims[i].Security)
		}
	}
	return names
}

// namesTogether joins names: A, B and C.
func namesTogether(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// waterfallOf divides a range of proceeds: none at all, round amounts in even steps, and each amount at which the division
// changes, to the cent. The range goes to about twice what the common is worth on the market (USD), or twice the last change
// that is not an option's, whichever is more. Nil where no class has a preference.
func waterfallOf(date Date, claims []classClaim, senior, market decimal.Decimal) *Waterfall {
	w := newWaterfall(claims, senior)
	if len(w.ranks) == 0 {
		return nil
	}
	shown := &Waterfall{Date: date, Breaks: w.breaks()}
	for _, c := range claims {
		shown.Classes = append(shown.Classes, WaterfallClass{Security: c.Security, Rank: c.Rank, Preference: c.Preference,
			Shares: c.Shares, ExercisePrice: c.ExercisePrice, Holders: c.Holders, Clause: c.Clause})
	}
	round := roundAmounts(decimal.Max(market, w.lastConversion()).Mul(decimal.NewFromInt(2)))
	amounts := slices.Clone(round)
	for _, b := range shown.Breaks {
		amounts = append(amounts, b.Proceeds.Round(tracePlaces).Round(2))
	}
	slices.SortFunc(amounts, decimal.Decimal.Cmp)
	for _, proceeds := range slices.CompactFunc(amounts, decimal.Decimal.Equal) {
		line := w.line(proceeds)
		line.Round = slices.ContainsFunc(round, proceeds.Equal)
		shown.Lines = append(shown.Lines, line)
	}
	return shown
}

// tracePlaces are the decimals of a dollar to which amounts are tidied before they become cents, so that what the last bits of a
// binary fraction leave behind does not decide about half a cent.
const tracePlaces = 5

// lastConversion is the highest amount at which a class other than options changes what it gets.
func (w *waterfall) lastConversion() decimal.Decimal {
	var others []classClaim
	for _, c := range w.claims {
		if c.ExercisePrice.Sign() > 0 {
			c.ExercisePrice, c.Shares = decimal.Zero, decimal.Zero
		}
		others = append(others, c)
	}
	breaks := newWaterfall(others, w.senior).breaks()
	return breaks[len(breaks)-1].Proceeds
}

// roundAmounts are even steps of 1, 2, 2.5 or 5 times a power of ten, from zero until they reach an amount: at most
// roundSteps steps.
func roundAmounts(reach decimal.Decimal) []decimal.Decimal {
	const roundSteps = 12
	amounts := []decimal.Decimal{decimal.Zero}
	if reach.Sign() <= 0 {
		return amounts
	}
	step := roundStep(reach.DivRound(decimal.NewFromInt(roundSteps), quotientPlaces))
	for last := decimal.Zero; last.LessThan(reach); {
		last = last.Add(step)
		amounts = append(amounts, last)
	}
	return amounts
}

// roundStep is the smallest round figure that is at least a figure, and at least a cent.
func roundStep(least decimal.Decimal) decimal.Decimal {
	power := int32(max(-2, least.NumDigits()+int(least.Exponent())-1))
	for {
		for _, lead := range []decimal.Decimal{decimal.New(1, power), decimal.New(2, power), decimal.New(25, power-1), decimal.New(5, power)} {
			if lead.GreaterThanOrEqual(least) && lead.Equal(lead.Round(2)) {
				return lead
			}
		}
		power++
	}
}

// line divides one amount to the cent, so that the published parts add up to it.
func (w *waterfall) line(proceeds decimal.Decimal) WaterfallLine {
	d := w.divide(proceeds)
	parts := []decimal.Decimal{d.Senior, d.Unclaimed}
	for i := range w.claims {
		parts = append(parts, d.amount(i))
	}
	cents := toCents(parts, func(i int) string {
		if i < 2 {
			return ""
		}
		return w.claims[i-2].Security
	})
	line := WaterfallLine{Proceeds: proceeds, PerShare: d.PerShare, Senior: cents[0].Decimal(), Unclaimed: cents[1].Decimal()}
	for _, c := range cents[2:] {
		line.Amounts = append(line.Amounts, c.Decimal())
	}
	return line
}

// toCents rounds parts of a sum to cents that add up to the sum, itself rounded to the cent: by largest remainder, ties to the
// larger part, then by name. No part is negative.
func toCents(parts []decimal.Decimal, name func(i int) string) []Cents {
	cents, byRest := make([]Cents, len(parts)), make([]int, len(parts))
	rests := make([]decimal.Decimal, len(parts))
	all, given := decimal.Zero, Cents(0)
	tidied := make([]decimal.Decimal, len(parts))
	for i, part := range parts {
		part = part.Round(tracePlaces)
		tidied[i] = part
		whole := part.Truncate(2)
		cents[i], rests[i], byRest[i] = centsOf(whole), part.Sub(whole), i
		all, given = all.Add(part), given+cents[i]
	}
	slices.SortStableFunc(byRest, func(a, b int) int {
		if byRest := rests[b].Cmp(rests[a]); byRest != 0 {
			return byRest
		}
		if bySize := tidied[b].Cmp(tidied[a]); bySize != 0 {
			return bySize
		}
		return strings.Compare(name(a), name(b))
	})
	for _, i := range byRest[:centsOf(all)-given] {
		cents[i]++
	}
	return cents
}
