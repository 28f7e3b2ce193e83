package model_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is the order in which packages may import each other: each only those before it.
var layers = []string{"scenarios/model", "scenarios/sim", "scenarios/xlsx", "scenarios/cmd"}

const spreadsheetLibrary = "github.com/xuri/excelize/v2"

// layerOf is a package's place in the order, -1 where it has none.
func layerOf(path string) int {
	return slices.IndexFunc(layers, func(l string) bool { return path == l || strings.HasPrefix(path, l+"/") })
}

// TestImports walks what every package of the module depends on: imports go one way, and only xlsx knows the spreadsheet
// library.
func TestImports(t *testing.T) {
	seen := 0
	for _, line := range goList(t, "{{.ImportPath}} {{join .Deps \" \"}}", "scenarios/...") {
		of, deps, _ := strings.Cut(line, " ")
		layer := layerOf(of)
		if layer < 0 {
			continue
		}
		seen++
		for dep := range strings.SplitSeq(deps, " ") {
			if other := layerOf(dep); other > layer {
				t.Errorf("%s depends on %s, which stands above it", of, dep)
			}
			if dep == spreadsheetLibrary && layer < layerOf("scenarios/xlsx") {
				t.Errorf("%s depends on %s", of, dep)
			}
		}
	}
	if seen < len(layers) {
		t.Errorf("only %d packages looked at", seen)
	}
	var using []string
	for _, line := range goList(t, "{{.ImportPath}} {{join .Imports \" \"}}", "scenarios/...") {
		of, imports, _ := strings.Cut(line, " ")
		if slices.Contains(strings.Fields(imports), spreadsheetLibrary) {
			using = append(using, of)
		}
	}
	if !slices.Equal(using, []string{"scenarios/xlsx"}) && len(using) > 0 {
		t.Errorf("%s is imported by %v", spreadsheetLibrary, using)
	}
}

// TestModelIsPure holds the direct imports of model against what it must not know: chance, files, the network. Those of
// its dependencies don't count: math/big itself reaches math/rand and os.
func TestModelIsPure(t *testing.T) {
	forbidden := []string{"math/rand", "math/rand/v2", "crypto/rand", "os", "io", "io/fs", "io/ioutil", "bufio", "path/filepath", "embed", "syscall", "net", "log", "unsafe", "runtime"}
	for _, path := range goList(t, "{{join .Imports \"\\n\"}}", "scenarios/model") {
		if slices.Contains(forbidden, path) || strings.HasPrefix(path, "os/") || strings.HasPrefix(path, "net/") {
			t.Errorf("model imports %s", path)
		}
	}
}

// TestModelHasNoClock reads model's source: of package time it may use dates, not the time of day that it is.
func TestModelHasNoClock(t *testing.T) {
	clock := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "Sleep", "NewTimer", "NewTicker"}
	forbidUse(t, ".", "time", clock)
}

// TestFiguresHaveOnlyExactMathematics reads the source of whatever works figures out: of package math it may use what is
// rounded correctly or not at all. The other functions have other code, and other last bits, on other machines.
func TestFiguresHaveOnlyExactMathematics(t *testing.T) {
	machines := strings.Fields("Acos Acosh Asin Asinh Atan Atan2 Atanh Cbrt Cos Cosh Erf Erfc Erfcinv Erfinv Exp Exp2 Expm1 Gamma Hypot J0 J1 Jn " +
		"Lgamma Log Log10 Log1p Log2 Pow Sin Sincos Sinh Tan Tanh Y0 Y1 Yn")
	for _, folder := range []string{".", "../sim", "../xlsx"} {
		forbidUse(t, folder, "math", machines)
	}
}

// forbidUse reads a folder's source, its tests aside, which may not use some names of a package.
func forbidUse(t *testing.T, folder, path string, forbidden []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, filepath.Join(folder, name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, used := range namesUsed(file, path) {
			if slices.Contains(forbidden, used.Sel.Name) {
				t.Errorf("%s uses %s.%s", files.Position(used.Pos()), path, used.Sel.Name)
			}
		}
	}
}

// namesUsed lists what a file takes out of a package, under whatever name it imports it.
func namesUsed(file *ast.File, path string) []*ast.SelectorExpr {
	name := ""
	for _, i := range file.Imports {
		if i.Path.Value == strconv.Quote(path) {
			name = path
			if i.Name != nil {
				name = i.Name.Name
			}
		}
	}
	var used []*ast.SelectorExpr
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && name != "" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == name {
				used = append(used, s)
			}
		}
		return true
	})
	return used
}

// goList asks the go command about packages, one line of the format each.
func goList(t *testing.T, format, packages string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", format, packages).Output()
	if err != nil {
		t.Fatal("go list: ", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
