package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// namedMismatches is how many paths a check names.
const namedMismatches = 5

// replayChecks say of each simulated scenario whether the exact engine gives the same share counts.
func replayChecks(r *Report) []Check {
	var checks []Check
	for _, s := range r.Simulated {
		c := Check{Name: "Exact replay of sampled paths: " + s.Scenario.Name, Kind: CheckError, OK: len(s.Mismatches) == 0,
			Detail: fmt.Sprintf("The first %d of %s paths, run again in exact decimals, give the same share counts.", s.Replayed, grouped(strconv.Itoa(s.Paths)))}
		if !c.OK {
			named := s.Mismatches[:min(namedMismatches, len(s.Mismatches))]
			c.Detail = fmt.Sprintf("%d of %d paths, run again in exact decimals, give other share counts, which are the ones shown: %s.",
				len(s.Mismatches), s.Replayed, strings.Join(named, "; "))
		}
		checks = append(checks, c)
	}
	return checks
}
