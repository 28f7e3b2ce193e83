package sim

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"scenarios/model"
)

// W1 is the small task that other programs are timed on beside ours, in bench: paths of 756 closes, their 20-day average,
// the first day that ends 20 closes in a row at or above 12.50, and a conversion price of the last average, between 4.90
// and 7.00. Ours takes closes from the simulation's own generator and works on them as the model does: in whole micros.
const (
	w1Window  = 20
	w1Trigger = 12_500_000
	w1Lowest  = w1Window * 4_900_000
	w1Highest = w1Window * 7_000_000
)

// w1Sums are the results of some paths.
type w1Sums struct{ prices, triggered, days int64 }

func (s *w1Sums) add(closes []int64) {
	sum, inARow, first := int64(0), 0, -1
	for day, price := range closes {
		sum += price
		if day >= w1Window {
			sum -= closes[day-w1Window]
		}
		inARow++
		if price < w1Trigger {
			inARow = 0
		}
		if inARow == w1Window && first < 0 {
			first = day
		}
	}
	s.prices += min(w1Highest, max(w1Lowest, sum))
	if first >= 0 {
		s.triggered++
		s.days += int64(first)
	}
}

// w1 gives each worker an equal run of the paths of a simulation.
func w1(simulation model.Simulation, paths, workers int) w1Sums {
	parts := make([]w1Sums, workers)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() {
			g, closes, part := newGBM(simulation, benchDays, noSplits), make([]int64, benchDays), w1Sums{}
			for k := i * paths / workers; k < (i+1)*paths/workers; k++ {
				g.path(k, closes)
				part.add(closes)
			}
			parts[i] = part
		})
	}
	group.Wait()
	var total w1Sums
	for _, p := range parts {
		total.prices, total.triggered, total.days = total.prices+p.prices, total.triggered+p.triggered, total.days+p.days
	}
	return total
}

// BenchmarkW1 runs a path of W1 for each turn, so that -benchtime 100000x asks for 100,000 paths.
func BenchmarkW1(b *testing.B) {
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			s := w1(wireOneProcess(), b.N, workers)
			perPathDay(b)
			b.ReportMetric(float64(s.prices)/w1Window/1e6/float64(b.N), "price")
			b.ReportMetric(float64(s.triggered)/float64(b.N), "share")
			b.ReportMetric(float64(s.days)/float64(max(s.triggered, 1)), "day")
		})
	}
}

// TestW1 holds the benchmark to the figures that every program of bench must reach: within four standard errors, of which
// the deviations are those of one path. Of another volatility it can tell them.
func TestW1(t *testing.T) {
	const paths = 10_000
	right := wireOneProcess()
	s := w1(right, paths, 2)
	if one := w1(right, paths, 1); one != s {
		t.Errorf("%+v with one worker, %+v with two", one, s)
	}
	if !s.known(paths) {
		t.Errorf("%+v are not the known figures", s)
	}
	wrong := wireOneProcess()
	wrong.Volatility = 0.50
	if s := w1(wrong, paths, 2); s.known(paths) {
		t.Errorf("%+v of a wrong volatility pass", s)
	}
}

func (s w1Sums) known(paths int64) bool {
	n, triggered := float64(paths), float64(s.triggered)
	price, share, day := float64(s.prices)/w1Window/1e6/n, triggered/n, float64(s.days)/triggered
	return math.Abs(price-5.860) < 4*1.00/math.Sqrt(n) && math.Abs(share-0.408) < 4*0.492/math.Sqrt(n) && math.Abs(day-285.3) < 4*186/math.Sqrt(triggered)
}
