package samples_test

import "scenarios/model"

// both is the Series A, the notes of 2002 and a small Series B in one cap table: what each does to the others' prices, caps,
// reserve and payments.
var both = worked{
	folder: "both",
	title:  "Series A and notes together, worked out by hand",
	date:   model.DateOf(2002, 12, 2),

	wholeLedgers: map[string]bool{"Conversions": true, "Adjustments": true, "Cash paid": true},
}
