package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/cwriter"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows how far a run is. Its methods may be called from several goroutines.
type progress interface {
	update(done, total int)
	finish() // takes a bar off the terminal
}

// newProgress returns a bar on a terminal, a line now and then elsewhere, and nothing where off is set.
func newProgress(w io.Writer, off bool) progress {
	switch {
	case off:
		return noProgress{}
	case isTerminal(w):
		return &barProgress{w: w}
	default:
		return newLineProgress(w, time.Now)
	}
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && cwriter.IsTerminal(int(file.Fd()))
}

type noProgress struct{}

func (noProgress) update(int, int) {}
func (noProgress) finish()         {}

// barProgress draws a bar with the time left.
type barProgress struct {
	w         io.Writer
	mu        sync.Mutex
	container *mpb.Progress
	bar       *mpb.Bar
}

func (p *barProgress) update(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil {
		p.container = mpb.New(mpb.WithOutput(p.w), mpb.WithWidth(60))
		p.bar = p.container.AddBar(int64(total),
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.CountersNoUnit("%d of %d runs ")),
			mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO), decor.Name(" left")))
	}
	p.bar.SetCurrent(int64(done))
}

func (p *barProgress) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Abort(true)
		p.container.Wait()
	}
}

// timeBetweenLines keeps a log short: a run that ends sooner prints no line at all.
const timeBetweenLines = 10 * time.Second

// lineProgress prints a plain line now and then.
type lineProgress struct {
	w              io.Writer
	now            func() time.Time
	mu             sync.Mutex
	started, shown time.Time
}

func newLineProgress(w io.Writer, now func() time.Time) *lineProgress {
	start := now()
	return &lineProgress{w: w, now: now, started: start, shown: start}
}

func (p *lineProgress) update(done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if done <= 0 || done >= total || now.Sub(p.shown) < timeBetweenLines {
		return
	}
	p.shown = now
	left := now.Sub(p.started) * time.Duration(total-done) / time.Duration(done)
	fmt.Fprintf(p.w, "%d of %d runs done, about %s left\n", done, total, left.Round(time.Second))
}

func (p *lineProgress) finish() {}
