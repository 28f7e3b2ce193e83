package model

import "strings"

// Markets are where the common may be listed: the Nasdaq National Market, the Nasdaq SmallCap Market, the New York Stock
// Exchange, the American Stock Exchange, and over the counter.
var Markets = []string{"NNM", "SmallCap", "NYSE", "AMEX", "OTC"}

// instrumentMark stands for an instrument's name in the categories and metrics that exist once for each instrument.
const instrumentMark = "<instrument>"

// dealWarrants is the category of what is sold together with an instrument.
const dealWarrants = "Deal warrants of <instrument>"

// Categories are the kinds of issuance that an instrument's anti-dilution clause can exclude. "<instrument>" stands for
// an instrument's name.
var Categories = []string{
	"Financing",
	"Convertible grant",
	"Option grant",
	"Option exercise",
	"Conversion of <instrument>",
	"Interest shares of <instrument>",
	"Make-whole shares of <instrument>",
	dealWarrants,
	"Approved plan",
	"Later plan",
	"Strategic licence",
	"Merger consideration",
	"Stock dividend",
	"Rights offering",
}

// CategoriesFor returns the categories with "<instrument>" written out for each instrument.
func CategoriesFor(instruments []string) []string {
	var all []string
	for _, c := range Categories {
		if !strings.Contains(c, instrumentMark) {
			all = append(all, c)
			continue
		}
		for _, name := range instruments {
			all = append(all, strings.ReplaceAll(c, instrumentMark, name))
		}
	}
	return all
}
