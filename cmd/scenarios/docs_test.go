package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	pageLink   = regexp.MustCompile(`\]\(([^)#]+)`)
	sourceFile = regexp.MustCompile("`[^`]*?([a-z_]+\\.go)`")
)

// TestPagesPointAtWhatIsThere keeps links and names of files in the pages from going stale.
func TestPagesPointAtWhatIsThere(t *testing.T) {
	const root = "../.."
	sources := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		sources[filepath.Base(path)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range append(pages, filepath.Join(root, "README.md"), filepath.Join(root, "ARCHITECTURE.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range pageLink.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), link[1])); err != nil {
				t.Errorf("%s links to %s: %v", page, link[1], err)
			}
		}
		for _, name := range sourceFile.FindAllStringSubmatch(string(text), -1) {
			if !sources[name[1]] {
				t.Errorf("%s names %s, which is not there", page, name[1])
			}
		}
	}
}
