package model

// Figures are one path's results as plain numbers, for simulation: a value per metric, and when each event first occurred.
type Figures struct {
	Values []float64   // in the order of FigureNames
	Events []Date      // in the order of FigureEvents: the first occurrence, or NoDate
	Series [][]float64 // in the order of FigureSeries, by month end (SeriesDates)
	Active int         // days on which any rule ran
}
