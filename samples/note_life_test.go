package samples_test

import "scenarios/model"

// noteLife is the 2002 notes from their issue to their maturity, in nine scenarios in which every clause acts at least once.
var noteLife = worked{
	folder: "note-life",
	title:  "A life of the 2002 notes, worked out by hand",
	date:   model.DateOf(2002, 12, 17),

	wholeLedgers: map[string]bool{"Conversions": true, "Adjustments": true, "Rights that opened": true},
}
