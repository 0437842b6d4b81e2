package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rungs is the import ladder: a package imports only packages on lower rungs. Changing the table is a design decision.
var rungs = map[string]int{
	"guide/templates":                0,
	"guide/static":                   0,
	"guide/cmd/internal/diag":        0,
	"guide/cmd/internal/naming":      0,
	"guide/cmd/internal/prose":       0,
	"guide/cmd/internal/media":       0,
	"guide/cmd/internal/suggest":     0,
	"guide/cmd/internal/webaddr":     0,
	"guide/cmd/internal/browser":     0,
	"guide/cmd/internal/cputest":     0,
	"guide/cmd/internal/card":        0,
	"guide/cmd/internal/edit":        0,
	"guide/cmd/internal/contrast":    0,
	"guide/cmd/internal/highlight":   0,
	"guide/cmd/internal/picture":     1,
	"guide/cmd/internal/diagtest":    1,
	"guide/cmd/internal/linkcheck":   1,
	"guide/cmd/internal/frontmatter": 1,
	"guide/cmd/internal/markdown":    1,
	"guide/cmd/internal/asset":       1,
	"guide/cmd/internal/search":      1,
	"guide/cmd/internal/guide":       2,
	"guide/cmd/internal/skeleton":    2,
	"guide/cmd/internal/importer":    3,
	"guide/cmd/internal/lint":        3,
	"guide/cmd/internal/refactor":    3,
	"guide/cmd/internal/site":        3,
	"guide/cmd/internal/publish":     4,
	"guide/cmd/internal/preview":     4,
	"guide/cmd/internal/watch":       4,
	"guide/cmd/internal/audit":       4,
	"guide/cmd/guide":                5,
	"guide/cmd/verify":               5,
	"guide/cmd/bench":                5,
}

// onlyDiag lists the packages that work with plain values. Of this module they may import diag only.
var onlyDiag = []string{"guide/cmd/internal/publish", "guide/cmd/internal/preview", "guide/cmd/internal/watch",
	"guide/cmd/internal/audit"}

// moduleHomes maps third-party modules to the packages that may import them. Shared modules, which all may import, have
// none.
var moduleHomes = map[string][]string{
	"github.com/yuin/goldmark":     {"guide/cmd/internal/markdown", "guide/cmd/bench"}, // which measures it alone
	"github.com/alecthomas/chroma": {"guide/cmd/internal/highlight"},
	"github.com/adrg/frontmatter":  {"guide/cmd/internal/frontmatter"},
	"github.com/BurntSushi/toml":   {"guide/cmd/internal/frontmatter"},
	"go.yaml.in/yaml/v4":           {"guide/cmd/internal/frontmatter", "guide/cmd/bench"},
	"github.com/bep/imagemeta":     {"guide/cmd/internal/media"},
	"golang.org/x/image": {"guide/cmd/internal/media", "guide/cmd/internal/card",
		"guide/cmd/internal/picture"},
	"github.com/deepteams/webp": {"guide/cmd/internal/picture"},
	"golang.org/x/text": {"guide/cmd/internal/naming", "guide/cmd/internal/search",
		"guide/cmd/internal/site"},
	"github.com/kljensen/snowball":    {"guide/cmd/internal/search"},
	"github.com/evanw/esbuild":        {"guide/cmd/internal/asset"},
	"golang.org/x/sys":                {"guide/cmd/internal/publish"},
	"github.com/fsnotify/fsnotify":    {"guide/cmd/internal/watch"},
	"github.com/chromedp":             {"guide/cmd/internal/browser"},
	"github.com/coder/websocket":      {"guide/cmd/internal/browser"},
	"golang.org/x/net":                {"guide/cmd/internal/audit", "guide/cmd/guide"}, // the latter in tests only
	"github.com/andybalholm/brotli":   {"guide/cmd/internal/audit"},
	"github.com/tdewolff/parse/v2":    {"guide/cmd/internal/audit"},
	"github.com/spf13/cobra":          {"guide/cmd/guide"},
	"github.com/spf13/pflag":          {"guide/cmd/guide"},
	"golang.org/x/term":               {"guide/cmd/guide"},
	"github.com/rogpeppe/go-internal": {"guide/cmd/guide", "guide/cmd/internal/edit"}, // the former in tests only
	"github.com/santhosh-tekuri":      {"guide/cmd/guide", "guide/cmd/internal/frontmatter"},
	"golang.org/x/sync":               nil, // shared: bounded workers
	"github.com/google/go-cmp":        nil, // shared: tests
}

// pathPackages may import path/filepath. All others use slash-separated names.
var pathPackages = []string{"guide/cmd/guide", "guide/cmd/internal/publish", "guide/cmd/internal/watch",
	"guide/cmd/internal/browser", "guide/cmd/verify", "guide/cmd/bench"}

// goPackage is the output of go list for a package.
type goPackage struct {
	ImportPath, Doc                    string
	Imports, TestImports, XTestImports []string
}

func TestLadder(t *testing.T) {
	packages := goList(t)
	for _, p := range packages {
		for _, fault := range ladderViolations(p) {
			t.Error(fault)
		}
	}
	for name := range rungs {
		if !slices.ContainsFunc(packages, func(p goPackage) bool { return p.ImportPath == name }) {
			t.Errorf("the table has %s, which does not exist", name)
		}
	}
}

// TestLadderViolations checks that every rule can fail.
func TestLadderViolations(t *testing.T) {
	tests := []struct{ from, to, want string }{
		{"guide/cmd/internal/markdown", "guide/cmd/internal/guide", "not on a lower rung"},
		{"guide/cmd/internal/site", "guide/cmd/internal/lint", "not on a lower rung"},
		{"guide/cmd/internal/diag", "guide/cmd/guide", "not on a lower rung"},
		{"guide/cmd/internal/publish", "guide/cmd/internal/guide", "knows diag alone"},
		{"guide/cmd/internal/new", "fmt", "not in the table"},
		{"guide/cmd/internal/markdown", "guide/cmd/internal/new", "not in the table"},
		{"guide/cmd/internal/site", "github.com/yuin/goldmark/ast", "has another home"},
		{"guide/cmd/internal/site", "example.org/new", "has no home"},
		{"guide/cmd/internal/markdown", "path/filepath", "path/filepath"},
		{"guide/static", "guide/cmd/internal/diag", "not on a lower rung"},
	}
	for _, tt := range tests {
		got := ladderViolations(goPackage{ImportPath: tt.from, Imports: []string{tt.to}})
		if len(got) == 0 || !strings.Contains(got[0], tt.want) {
			t.Errorf("%s importing %s: got %q, want one that says %q", tt.from, tt.to, got, tt.want)
		}
	}
	got := ladderViolations(goPackage{ImportPath: "guide/cmd/internal/site",
		Imports: []string{"fmt", "guide/cmd/internal/guide"}})
	if got != nil {
		t.Errorf("allowed imports are rejected: %q", got)
	}
}

// ladderViolations returns the forbidden imports of a package. Tests may import all packages of this module, but not
// other packages' third-party modules.
func ladderViolations(p goPackage) []string {
	rung, known := rungs[p.ImportPath]
	if !known {
		return []string{p.ImportPath + " is not in the table of rungs"}
	}
	var violations []string
	for _, to := range p.Imports {
		if violation := importViolation(p.ImportPath, rung, to); violation != "" {
			violations = append(violations, p.ImportPath+" imports "+to+": "+violation)
		}
	}
	for _, to := range slices.Concat(p.TestImports, p.XTestImports) {
		if first, _, _ := strings.Cut(to, "/"); !strings.Contains(first, ".") {
			continue
		}
		if violation := homeViolation(p.ImportPath, to); violation != "" {
			violations = append(violations, p.ImportPath+" imports "+to+" in a test: "+violation)
		}
	}
	return violations
}

func importViolation(from string, rung int, to string) string {
	switch first, _, _ := strings.Cut(to, "/"); {
	case to == "path/filepath" && !slices.Contains(pathPackages, from):
		return "path/filepath is for packages that touch the disk"
	case first == "guide":
		other, known := rungs[to]
		switch {
		case !known:
			return "it is not in the table of rungs"
		case slices.Contains(onlyDiag, from) && to != "guide/cmd/internal/diag":
			return "this package knows diag alone"
		case other >= rung:
			return "it is not on a lower rung"
		}
	case strings.Contains(first, "."):
		return homeViolation(from, to)
	}
	return ""
}

func homeViolation(from, to string) string {
	for module, home := range moduleHomes {
		if to == module || strings.HasPrefix(to, module+"/") {
			if home != nil && !slices.Contains(home, from) {
				return "the module has another home"
			}
			return ""
		}
	}
	return "the module has no home"
}

func goList(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Doc,Imports,TestImports,XTestImports",
		"guide/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
