package sim

import (
	"math"
	"math/rand/v2"
	"testing"

	"scenarios/model"
)

// benchDays is how long a path of the benchmarks is: three years.
const benchDays = 756

func wireOneProcess() model.Simulation {
	return model.Simulation{Process: "GBM", Seed: 1, StartMicros: 8_000_000, Drift: 0.04, Volatility: 0.60, DaysPerYear: 252, TickMicros: 100}
}

func noSplits(int) (over, under int64) { return 1, 1 }

// BenchmarkGeneration draws paths of each process with our generator.
func BenchmarkGeneration(b *testing.B) {
	closes := make([]int64, benchDays)
	for _, name := range processNames {
		b.Run(name, func(b *testing.B) {
			p, k := pathsOf(processOf(name), benchDays), 0
			for b.Loop() {
				p.path(k, closes)
				k++
			}
			perPathDay(b)
		})
	}
}

// BenchmarkNormals draws the variates of the same paths.
func BenchmarkNormals(b *testing.B) {
	g := newGBM(wireOneProcess(), benchDays, noSplits)
	k := 0
	for b.Loop() {
		normals(drawsOf(1, pricesStream, k), g.normals)
		k++
	}
	perPathDay(b)
}

// BenchmarkNaiveGeneration draws paths as one would with the standard library: what ours is held against.
func BenchmarkNaiveGeneration(b *testing.B) {
	closes := make([]float64, benchDays)
	dt := 1.0 / 252
	drift, deviation := (0.04-0.5*0.6*0.6)*dt, 0.6*math.Sqrt(dt)
	k := uint64(0)
	for b.Loop() {
		draws := rand.New(rand.NewPCG(1, k))
		price := 8.0
		for day := range closes {
			price *= math.Exp(drift + deviation*draws.NormFloat64())
			closes[day] = price
		}
		k++
	}
	perPathDay(b)
}

func perPathDay(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchDays, "ns/path-day")
}
