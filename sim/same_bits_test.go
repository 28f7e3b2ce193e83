package sim

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"scenarios/model"
)

// What a seed gives is the same on every machine, to the last bit. The tests whose names hold SameBits pin it here; .ci/run
// runs them under arm64 too, where a product is fused with a sum wherever the code lets it.
const bitsFile = "testdata/bits.txt"

// wantBits holds digests or bits against those that are pinned under a name: go test ./sim -run SameBits -update
func wantBits(t *testing.T, name, got string) {
	t.Helper()
	pinned, err := os.ReadFile(bitsFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(pinned), "\n"), "\n")
	at := -1
	for i, line := range lines {
		if strings.HasPrefix(line, name+": ") {
			at = i
		}
	}
	line := name + ": " + got
	if at >= 0 && lines[at] == line {
		return
	}
	if !*update {
		t.Errorf("found %s, which is not in %s", line, bitsFile)
		return
	}
	if at < 0 {
		lines = append(lines, line)
	} else {
		lines[at] = line
	}
	text := bytes.TrimLeft([]byte(strings.Join(lines, "\n")+"\n"), "\n")
	if err := os.WriteFile(bitsFile, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Everything that 1,000 paths publish, of every process under every sampling: with events in the workbook alone, with every
// kind of chance and sales that move the price, and with conversion that is optimal; and where outcomes are counted.
func TestSimulationsHaveTheSameBits(t *testing.T) {
	const paths = 1000
	shorter := strings.NewReplacer("2003-09-30", "2003-02-28", "2003-06-02 | Split", "2003-02-03 | Split").Replace(processesCaseText(t))
	for _, feature := range []struct {
		name string
		text string
		kept []int
	}{
		{"plain", shorter, []int{mostKept, paths / 2}},
		{"chance", withChance(shorter, "60%"), []int{mostKept}},
		{"optimal", optimalCaseText(t), []int{mostKept}},
	} {
		for _, sampling := range samplings {
			cases := casesOf(t, feature.text)
			if sampling != model.SamplingPseudoRandom {
				cases = cases[:len(cases)-1] // there is nothing to mirror or spread in Bootstrap
			}
			for i := range cases {
				cases[i].Resolved.Simulation.Sampling, cases[i].Resolved.Simulation.Paths = sampling, paths
			}
			for _, kept := range feature.kept {
				results, err := simulate(context.Background(), cases, simulationOptions{kept: kept}, func() {})
				if err != nil {
					t.Fatal(err)
				}
				for i := range results {
					name := fmt.Sprintf("%s, %s, %s", feature.name, results[i].Simulation.Process, sampling)
					if kept < paths {
						name += ", counted"
					}
					wantBits(t, name, fmt.Sprintf("%.8x", sha256.Sum256([]byte(digest(t, results[i:i+1])))))
				}
				if kept < paths || sampling != model.SamplingPseudoRandom {
					break // what is mirrored or spread evenly is never counted
				}
			}
		}
	}
}

// casesOf resolves the simulated scenarios of a text.
func casesOf(t *testing.T, text string) []ScenarioResult {
	t.Helper()
	in := parsed(t, text)
	scenarios, _ := model.Scenarios(in)
	cases, issues, err := prepare(context.Background(), in, scenarios, new(fits))
	if err != nil || len(issues) > 0 {
		t.Fatal(err, issues)
	}
	return cases
}
