package samples_test

import "scenarios/model"

// seriesALife is three years of the Series A in which every clause of the certificate acts at least once.
var seriesALife = worked{
	folder: "series-a-life",
	title:  "A life of the Series A, worked out by hand",
	date:   model.DateOf(2000, 6, 14),

	wholeLedgers: map[string]bool{"Conversions": true, "Adjustments": true, "Cash paid on preferred shares": true},
}
