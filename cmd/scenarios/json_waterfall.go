package main

import (
	"github.com/shopspring/decimal"

	"scenarios/model"
)

// jsonWaterfall divides liquidation proceeds among what is outstanding on the last day.
type jsonWaterfall struct {
	Date   string              `json:"date"`
	Breaks []jsonBreak         `json:"breaks"` // ascending
	Lines  []jsonWaterfallLine `json:"lines"`  // round amounts and, to the cent, those of the breaks; ascending
}

// jsonBreak is an amount from which the next dollar goes elsewhere.
type jsonBreak struct {
	Proceeds string `json:"proceeds"`
	PerShare string `json:"per_share"` // of common
	What     string `json:"what"`
}

// jsonWaterfallLine is one amount divided: senior, amounts and unclaimed add up to proceeds.
type jsonWaterfallLine struct {
	Proceeds  string            `json:"proceeds"`
	PerShare  string            `json:"per_share"`
	Senior    string            `json:"senior"`
	Amounts   []jsonClassAmount `json:"amounts"`
	Unclaimed string            `json:"unclaimed,omitempty"` // where no class has a share in the rest
}

// jsonClassAmount is what a class gets. Options and warrants of one name stand apart by their exercise price.
type jsonClassAmount struct {
	Security      string `json:"security"`
	ExercisePrice string `json:"exercise_price,omitempty"`
	Amount        string `json:"amount"`
}

// jsonPayout is what a holder gets for a security in a liquidation that the scenario holds.
type jsonPayout struct {
	Date          string `json:"date"`
	Holder        string `json:"holder"`
	Security      string `json:"security"`
	Preference    string `json:"preference"`    // ahead of the common
	Participation string `json:"participation"` // with the common
	Clause        string `json:"clause"`
}

// waterfallJSON lays a waterfall out; nil, and so no key, where there is none.
func waterfallJSON(w *model.Waterfall) *jsonWaterfall {
	if w == nil {
		return nil
	}
	return &jsonWaterfall{
		Date: w.Date.String(),
		Breaks: each(w.Breaks, func(b model.WaterfallBreak) jsonBreak {
			return jsonBreak{money(b.Proceeds), quotient(b.PerShare), b.What}
		}),
		Lines: each(w.Lines, func(l model.WaterfallLine) jsonWaterfallLine {
			line := jsonWaterfallLine{Proceeds: money(l.Proceeds), PerShare: quotient(l.PerShare), Senior: money(l.Senior), Unclaimed: unlessZero(l.Unclaimed, money)}
			for i, c := range w.Classes {
				line.Amounts = append(line.Amounts, jsonClassAmount{c.Security, unlessZero(c.ExercisePrice, quotient), money(l.Amounts[i])})
			}
			return line
		}),
	}
}

// unlessZero writes a figure, and nothing for zero.
func unlessZero(d decimal.Decimal, write func(decimal.Decimal) string) string {
	if d.IsZero() {
		return ""
	}
	return write(d)
}

func payoutJSON(p model.Payout) jsonPayout {
	return jsonPayout{p.Date.String(), p.Holder, p.Security, money(p.Preference), money(p.Participation), p.Clause}
}
