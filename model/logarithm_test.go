package model

import (
	"math"
	"testing"
)

func TestLog(t *testing.T) {
	for x := 1e-300; x < 1e300; x *= 1.0173 {
		if got, want := Log(x), math.Log(x); math.Abs(got-want) > 4e-16*math.Max(math.Abs(want), 1e-2) {
			t.Fatalf("Log(%g) = %.17g, want %.17g", x, got, want)
		}
	}
	for d := -1e-3; d < 1e-3; d += 1.7e-6 {
		if got, want := Log(1+d), math.Log1p((1+d)-1); math.Abs(got-want) > 4e-16*math.Abs(want) {
			t.Fatalf("Log(1%+g) = %.17g, want %.17g", d, got, want)
		}
	}
	if Log(1) != 0 {
		t.Error("the logarithm of 1 is not 0")
	}
}

// These bits hold on every machine.
func TestLogBits(t *testing.T) {
	for x, want := range map[float64]uint64{0.1: 0xc0026bb1bbb55515, 2.4: 0x3fec03d703735f8c, 1e12: 0x403ba18a998fffa0} {
		if got := math.Float64bits(Log(x)); got != want {
			t.Errorf("Log(%g) has the bits %#x, want %#x", x, got, want)
		}
	}
}
