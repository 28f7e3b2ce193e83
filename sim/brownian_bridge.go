package sim

import "math"

// brownianBridge turns independent standard normals, the most important ones first, into the independent standard normals
// of the days: the first settles the sum of all, the second how it splits over the two halves of the time, the next ones
// the quarters, and so on. The first coordinates of a Sobol point, which are the most even, so settle what moves a path
// most. After B. Moskowitz and R. E. Caflisch, "Smoothness and dimension reduction in quasi-Monte Carlo methods",
// Mathematical and Computer Modelling 23 (1996), written for the sums of days in place of the path at their ends.
type brownianBridge struct {
	whole  float64 // the deviation of the sum of all days
	splits []split
}

// split parts the sum of some days, which stands at the first of them, into that of the days before middle and that of the
// others, which then stands there.
type split struct {
	first, middle int32
	part          float64 // of the sum that belongs to the first days
	deviation     float64 // of their sum once that of all is known
}

func newBrownianBridge(days int) *brownianBridge {
	type interval struct{ from, to int }
	b := &brownianBridge{whole: math.Sqrt(float64(days))}
	for queue := []interval{{0, days}}; len(queue) > 0; queue = queue[1:] {
		i := queue[0]
		if i.to-i.from < 2 {
			continue
		}
		middle := (i.from + i.to) / 2
		before, all := float64(middle-i.from), float64(i.to-i.from)
		b.splits = append(b.splits, split{first: int32(i.from), middle: int32(middle), part: before / all,
			deviation: math.Sqrt(float64(before*(all-before)) / all)})
		queue = append(queue, interval{i.from, middle}, interval{middle, i.to})
	}
	return b
}

// lay turns as many normals as there are days into those of the days.
func (b *brownianBridge) lay(normals, days []float64) {
	days[0] = float64(b.whole * normals[0])
	for i, z := range normals[1:len(days)] {
		s := &b.splits[i]
		sum := days[s.first]
		before := float64(s.part*sum) + float64(s.deviation*z)
		days[s.first] = before
		days[s.middle] = sum - before
	}
}
