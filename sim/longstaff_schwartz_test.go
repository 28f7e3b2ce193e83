package sim

import (
	"fmt"
	"math"
	"testing"

	"scenarios/model"
	"scenarios/model/longtest"
)

// putStrike and putRate are those of every put in the paper's Table 1; each can be exercised on 50 days a year.
const (
	putStrike    = 40.0
	putRate      = 0.06
	putDatesYear = 50
)

// paperPut is a row of Table 1 of Longstaff and Schwartz (2001): what they found by finite differences, by simulation of
// 100,000 paths, and its standard error.
type paperPut struct {
	spot, volatility            float64
	years                       int
	differences, simulated, err float64
}

var paperPuts = []paperPut{
	{36, .2, 1, 4.478, 4.472, .010}, {36, .2, 2, 4.840, 4.821, .012}, {36, .4, 1, 7.101, 7.091, .020}, {36, .4, 2, 8.508, 8.488, .024},
	{38, .2, 1, 3.250, 3.244, .009}, {38, .2, 2, 3.745, 3.735, .011}, {38, .4, 1, 6.148, 6.139, .019}, {38, .4, 2, 7.670, 7.669, .022},
	{40, .2, 1, 2.314, 2.313, .009}, {40, .2, 2, 2.885, 2.879, .010}, {40, .4, 1, 5.312, 5.308, .018}, {40, .4, 2, 6.920, 6.921, .022},
	{42, .2, 1, 1.617, 1.617, .007}, {42, .2, 2, 2.212, 2.206, .010}, {42, .4, 1, 4.582, 4.588, .017}, {42, .4, 2, 6.248, 6.243, .021},
	{44, .2, 1, 1.110, 1.118, .007}, {44, .2, 2, 1.690, 1.675, .009}, {44, .4, 1, 3.948, 3.957, .017}, {44, .4, 2, 5.647, 5.622, .021},
}

// putPaths is a put along sampled paths.
type putPaths struct {
	closes [][]int64
	strike float64
	values []float64 // of each path, in money of the first day
}

func (p *putPaths) size() (paths, dates int) { return len(p.closes), len(p.closes[0]) }

func (p *putPaths) exercised(path, date int) float64 {
	return math.Exp(-putRate*float64(date+1)/putDatesYear) * (p.strike - float64(p.closes[path][date])/model.MicrosPerDollar)
}

func (p *putPaths) reach(path, date int) (state, gain float64, may bool) {
	close := float64(p.closes[path][date]) / model.MicrosPerDollar
	return 2 - close/p.strike, p.values[path] - p.exercised(path, date), close < p.strike
}

func (p *putPaths) use(path, date int) { p.values[path] = p.exercised(path, date) }

// drawnPut draws paths of a put's price.
func drawnPut(c paperPut, seed uint64, paths int) *putPaths {
	s := model.Simulation{Seed: seed, StartMicros: int64(c.spot * model.MicrosPerDollar), Drift: putRate, Volatility: c.volatility, DaysPerYear: putDatesYear, TickMicros: 1}
	days := c.years * putDatesYear
	g := newGBM(s, days, noSplits)
	p := &putPaths{closes: make([][]int64, paths), strike: putStrike, values: make([]float64, paths)}
	for k := range p.closes {
		p.closes[k] = make([]int64, days)
		g.path(k, p.closes[k])
	}
	return p
}

// apply has every path use the put by given levels.
func (p *putPaths) apply(levels []int64) {
	for path := range p.closes {
		p.values[path] = 0
		for date := range levels {
			if state, _, may := p.reach(path, date); may && reaches(state, levels[date]) {
				p.use(path, date)
				break
			}
		}
	}
}

// treePut is a put by the binomial tree of J. Cox, S. Ross and M. Rubinstein, "Option pricing: a simplified approach",
// Journal of Financial Economics 7 (1979), with so many steps between two days of exercise.
func treePut(c paperPut, strike float64, datesYear, steps int) float64 {
	n := c.years * datesYear * steps
	dt := float64(c.years) / float64(n)
	up := math.Exp(c.volatility * math.Sqrt(dt))
	q, discount := (math.Exp(putRate*dt)-1/up)/(up-1/up), math.Exp(-putRate*dt)
	worth := make([]float64, n+1)
	for level := n; level >= 0; level-- {
		for k := 0; k <= level; k++ {
			if level < n {
				worth[k] = discount * (q*worth[k+1] + (1-q)*worth[k])
			}
			if level%steps == 0 && level > 0 {
				worth[k] = math.Max(worth[k], strike-c.spot*math.Pow(up, float64(2*k-level)))
			}
		}
	}
	return worth[0]
}

// TestAmericanPuts holds the fitted levels against the paper's table and against a tree: on the paths that they were fitted
// on and on others, on which a rule can't be worth more than the best one.
func TestAmericanPuts(t *testing.T) {
	rows, paths := []paperPut{paperPuts[0], paperPuts[10], paperPuts[16]}, 20_000
	if longtest.Asked() {
		rows, paths = paperPuts, 50_000
	}
	for _, c := range rows {
		t.Run(fmt.Sprintf("%g %g %d", c.spot, c.volatility, c.years), func(t *testing.T) {
			for _, n := range []int{paths / 4, paths} {
				checkPut(t, c, n)
			}
		})
	}
}

func checkPut(t *testing.T, c paperPut, paths int) {
	want := treePut(c, putStrike, putDatesYear, 10)
	p := drawnPut(c, 11, paths)
	levels := fitLevels(p)
	in := estimateOf(p.values)
	out := drawnPut(c, 12, paths)
	out.apply(levels)
	fresh := estimateOf(out.values)
	z := func(e Estimate, want, err float64) float64 {
		return (e.Value - want) / math.Hypot(e.StandardError, err)
	}
	t.Logf("%6d paths: in sample %.3f (z %+.1f), out of sample %.3f (z %+.1f, s.e. %.3f), tree %.3f, finite differences %.3f, theirs %.3f", paths,
		in.Value, z(in, want, 0), fresh.Value, z(fresh, want, 0), fresh.StandardError, want, c.differences, c.simulated)
	// Fitted levels lose a little; the paper's own loss is up to 0.025.
	const loss = 0.01
	for name, e := range map[string]Estimate{"in sample": in, "out of sample": fresh} {
		if d := z(e, want, 0); d > 4 || z(e, want-loss*want, 0) < -4 {
			t.Errorf("%s %.4f (s.e. %.4f), the tree gives %.4f", name, e.Value, e.StandardError, want)
		}
		if math.Abs(z(e, c.differences, c.err)) > 4 || math.Abs(z(e, c.simulated, c.err)) > 4 {
			t.Errorf("%s %.4f (s.e. %.4f), the paper has %.3f and %.3f (s.e. %.3f)", name, e.Value, e.StandardError, c.differences, c.simulated, c.err)
		}
	}
	if math.Abs(want-c.differences) > 0.005 {
		t.Errorf("the paper has %.3f by finite differences, the tree gives %.4f", c.differences, want)
	}
}

// TestWrongPutsAreCaught shows that the comparison above would see another volatility or another payoff.
func TestWrongPutsAreCaught(t *testing.T) {
	c := paperPuts[0]
	want := treePut(c, putStrike, putDatesYear, 10)
	value := func(c paperPut, strike float64) Estimate {
		p := drawnPut(c, 11, 20_000)
		p.strike = strike
		levels := fitLevels(p)
		out := drawnPut(c, 12, 20_000)
		out.strike = strike
		out.apply(levels)
		return estimateOf(out.values)
	}
	wilder := c
	wilder.volatility = 0.22
	for name, e := range map[string]Estimate{"volatility 22%": value(wilder, putStrike), "strike 40.50": value(c, 40.5), "waiting to the end": func() Estimate {
		p := drawnPut(c, 12, 20_000)
		levels := make([]int64, 50)
		levels[49] = levelAlways
		p.apply(levels)
		return estimateOf(p.values)
	}()} {
		if math.Abs(e.Value-want)/e.StandardError <= 4 {
			t.Errorf("%s: %.4f (s.e. %.4f) passes for %.4f", name, e.Value, e.StandardError, want)
		}
	}
}

// TestLeastSquares against coefficients that are known, with a column that repeats others.
func TestLeastSquares(t *testing.T) {
	const n = 200
	l := leastSquares{columns: make([][]float64, 4), figures: make([]float64, n)}
	for j := range l.columns {
		l.columns[j] = make([]float64, n)
	}
	z := make([]float64, n)
	normals(drawsOf(3, pricesStream, 0), z)
	for i := range n {
		x := float64(i) / n
		l.columns[0][i], l.columns[1][i], l.columns[2][i], l.columns[3][i] = 1, x, 2-3*x, z[i]
		l.figures[i] = 5 - 2*x + 0.25*z[i]
	}
	got := l.fit()
	for j, want := range []float64{5, -2, 0, 0.25} {
		if math.Abs(got[j]-want) > 1e-12 {
			t.Errorf("coefficient %d is %v, want %v", j, got[j], want)
		}
	}
}

// Fitted levels enter results.
func TestFittedLevelsHaveTheSameBits(t *testing.T) {
	sum := uint64(0)
	for _, l := range fitLevels(drawnPut(paperPuts[10], 5, 2000)) {
		sum = sum*31 + uint64(l)
	}
	wantBits(t, "levels of an American put", fmt.Sprintf("%#x", sum))
}
