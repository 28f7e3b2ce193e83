package sim

import "scenarios/model"

// The exponential of package model, in the pieces that the loops of this package are made of.
const (
	stepsPerE      = model.StepsPerE
	wholeShift     = model.WholeShift
	wholeShiftBits = model.WholeShiftBits
)

// exponential returns e to the x for |x| <= 700.
func exponential(x float64) float64 { return model.Exp(x) }

// growth returns start x 2^((whole + fraction) / 512), where whole comes as the bits of wholeShift + whole.
func growth(whole uint64, fraction, start float64) float64 {
	return model.Growth(whole, fraction, start)
}
