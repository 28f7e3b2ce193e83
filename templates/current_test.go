package templates_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"scenarios/templates"
	"scenarios/xlsx"
)

var update = flag.Bool("update", false, "write the templates anew from the schema")

func TestTemplatesAreCurrent(t *testing.T) {
	for _, name := range xlsx.TemplateNames {
		book, err := xlsx.Template(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := xlsx.Encode(book)
		if err != nil {
			t.Fatalf("template %s: %v", name, err)
		}
		file := name + ".xlsx"
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := templates.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the schema gives; run: go test ./templates -update", file)
		}
	}
}
