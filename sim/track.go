package sim

import (
	"math"

	"scenarios/model"
)

// track turns the moves of a path's logarithm into closes, alike for every process. The first day of the case is the first
// move. Closes are as traded: from the day of a split on they are divided by its ratio. They are rounded to the tick, halves
// up, and lie between one tick and highestClose.
type track struct {
	tick int64 // micros
	legs []leg
}

// leg is a run of days between two splits.
type leg struct {
	from, to int     // days, to excluded
	start    float64 // the start price in ticks, after the splits so far
	lowest   int64   // the move since the start that leads to one tick, in whole steps
	span     uint64  // from there to the move that leads to highestClose
	highest  int64   // in ticks
}

// highestClose bounds a simulated close, in micros: a billion dollars.
const highestClose = 1_000_000_000 * model.MicrosPerDollar

// rescaling gives the new shares per old that take effect on a day as a quotient, 1 / 1 where there is none.
type rescaling func(day int) (over, under int64)

// newTrack prepares the closes of so many days.
func newTrack(s model.Simulation, days int, splits rescaling) track {
	t := track{tick: s.TickMicros}
	start := float64(s.StartMicros) / float64(s.TickMicros)
	for day := range days {
		over, under := splits(day)
		if over != under {
			start = float64(start*float64(under)) / float64(over)
		}
		if day > 0 && over == under {
			t.legs[len(t.legs)-1].to++
			continue
		}
		t.legs = append(t.legs, newLeg(day, start, highestClose/s.TickMicros))
	}
	return t
}

// newLeg is a leg of one day. start and highest are in ticks.
func newLeg(day int, start float64, highest int64) leg {
	lowest := int64(float64(-model.Log(start) * stepsPerE))
	upper := int64(float64(model.Log(float64(highest)/start) * stepsPerE))
	return leg{from: day, to: day + 1, start: start, lowest: lowest, span: uint64(upper - lowest), highest: highest}
}

// closes writes the closes, in micros, of a path whose logarithm moves by scale x move + drift each day, in steps of growth.
// The sum of the moves is one dependent addition a day; all else of a day waits for no other day, so that the processor
// works on several at once.
func (t *track) closes(moves []float64, scale, drift float64, into []int64) {
	sum, tick := 0.0, t.tick
	for _, l := range t.legs {
		moves := moves[l.from:l.to]
		closes := into[l.from:l.to][:len(moves)]
		start, lowest, span := l.start, uint64(l.lowest)+wholeShiftBits, l.span
		for day, move := range moves {
			sum += float64(scale*move) + drift
			shifted := sum + wholeShift
			whole := math.Float64bits(shifted)
			if whole-lowest > span {
				closes[day] = l.bound(sum) * tick
				continue
			}
			price := growth(whole, sum-(shifted-wholeShift), start)
			closes[day] = int64(price+0.5) * tick
		}
	}
}

// bound is the close in ticks where a move leaves the range of closes. The start itself may lie outside, so the sign of the
// move does not tell which way.
func (l leg) bound(move float64) int64 {
	if move < float64(l.lowest) {
		return 1
	}
	return l.highest
}
