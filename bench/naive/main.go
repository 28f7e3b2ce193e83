// Command naive does the task W1 as one would with Go's standard library: naive PATHS THREADS.
package main

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

const (
	closes     = 756
	start      = 8.0
	drift      = 0.04
	volatility = 0.60
	perYear    = 252
	window     = 20
	trigger    = 12.5
	lowest     = 4.90
	highest    = 7.00
)

// sums are the results of some paths.
type sums struct {
	prices, days float64
	triggered    int
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: naive PATHS THREADS")
	}
	paths, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	threads, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	began := time.Now()
	total := simulate(paths, threads)
	fmt.Printf("version=%s paths=%d seconds=%.6f price=%.6f share=%.6f day=%.4f\n", runtime.Version(), paths, time.Since(began).Seconds(),
		total.prices/float64(paths), float64(total.triggered)/float64(paths), total.days/float64(max(total.triggered, 1)))
	return nil
}

// simulate gives each thread an equal run of paths.
func simulate(paths, threads int) sums {
	parts := make([]sums, threads)
	var group sync.WaitGroup
	for t := range threads {
		group.Go(func() {
			part, path := sums{}, make([]float64, closes)
			for k := t * paths / threads; k < (t+1)*paths/threads; k++ {
				draw(uint64(k), path)
				part.add(path)
			}
			parts[t] = part
		})
	}
	group.Wait()
	var total sums
	for _, p := range parts {
		total.prices, total.days, total.triggered = total.prices+p.prices, total.days+p.days, total.triggered+p.triggered
	}
	return total
}

func draw(k uint64, path []float64) {
	draws, price := rand.New(rand.NewPCG(1, k)), start
	step, deviation := (drift-volatility*volatility/2)/perYear, volatility/math.Sqrt(perYear)
	for day := range path {
		price *= math.Exp(step + deviation*draws.NormFloat64())
		path[day] = price
	}
}

// add sums up what the clauses make of one path.
func (s *sums) add(path []float64) {
	sum, inARow, found := 0.0, 0, false
	for day, price := range path {
		sum += price
		if day >= window {
			sum -= path[day-window]
		}
		if price < trigger {
			inARow = 0
			continue
		}
		if inARow++; inARow == window && !found {
			found = true
			s.triggered++
			s.days += float64(day)
		}
	}
	s.prices += min(highest, max(lowest, sum/window))
}
