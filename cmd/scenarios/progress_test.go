package main

import (
	"bytes"
	"testing"
	"time"
)

func TestLinesNowAndThen(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2000, 6, 14, 0, 0, 0, 0, time.UTC)
	p := newLineProgress(&out, func() time.Time { return now })
	for done := 1; done <= 40; done++ {
		now = now.Add(time.Second)
		p.update(done, 40)
	}
	p.finish()
	want := "10 of 40 runs done, about 30s left\n20 of 40 runs done, about 20s left\n30 of 40 runs done, about 10s left\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestWhichProgress(t *testing.T) {
	if _, ok := newProgress(&bytes.Buffer{}, true).(noProgress); !ok {
		t.Error("progress that is off should show nothing")
	}
	if _, ok := newProgress(&bytes.Buffer{}, false).(*lineProgress); !ok {
		t.Error("progress into a file should be lines")
	}
}

func TestABarEndsWhetherOrNotItWasFull(t *testing.T) {
	for _, done := range []int{0, 2, 4} {
		p := &barProgress{w: &bytes.Buffer{}}
		if done > 0 {
			p.update(done, 4)
		}
		ended := make(chan struct{})
		go func() { p.finish(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatalf("a bar at %d of 4 does not end", done)
		}
	}
}
