package samples_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"scenarios/samples"
)

var update = flag.Bool("update", false, "write the samples anew from their sources")

func TestSamplesAreCurrent(t *testing.T) {
	for _, w := range workbooks {
		want, err := w.build()
		if err != nil {
			t.Fatalf("%s: %v", w.file, err)
		}
		if *update {
			if err := os.WriteFile(filepath.FromSlash(w.file), want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := samples.Files.ReadFile(w.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what %s gives; run: go test ./samples -update", w.file, w.source)
		}
	}
}

func TestTemplatesAreSamples(t *testing.T) {
	for name, file := range samples.Templates {
		if _, err := samples.Files.ReadFile(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
