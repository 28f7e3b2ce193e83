package sim

import (
	"strings"
	"testing"
)

// A mistake in a worker reaches whoever waits for it, with the place where it was made.
func TestMistakesOfWorkersArePassedOn(t *testing.T) {
	defer func() {
		if told, ok := recover().(string); !ok || !strings.HasPrefix(told, "out of paper\n") || !strings.Contains(told, "crew_test.go") {
			t.Errorf("told %q", told)
		}
	}()
	share(3, 10, func() func(int) {
		return func(i int) {
			if i == 4 {
				panic("out of paper")
			}
		}
	})
	t.Error("the mistake was passed over")
}
