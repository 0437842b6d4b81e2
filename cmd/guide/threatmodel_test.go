package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var namedTest = regexp.MustCompile(`\b([a-z]+)\.((?:Test|Fuzz)\w+)(?:/(\w+))?`)

// TestThreatModel checks that every guarantee of the threat model in doc.go names tests, and that these exist.
func TestThreatModel(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, model, _ := strings.Cut(string(source), "// # Threat model\n")
	model, _, found := strings.Cut(model, "// # ")
	if !found {
		t.Fatal("doc.go has no threat model, or nothing after it")
	}
	promises := strings.Split(model, "\n//   - ")[1:]
	if len(promises) < 10 {
		t.Errorf("only %d guarantees", len(promises))
	}
	for _, promise := range promises {
		promise, _, _ = strings.Cut(promise, "\n//\n")
		named := namedTest.FindAllStringSubmatch(promise, -1)
		if len(named) == 0 {
			t.Errorf("no test checks this: %s", promise)
		}
		for _, m := range named {
			if !testExists(t, m[1], m[2], m[3]) {
				t.Errorf("there is no test %s", m[0])
			}
		}
	}
}

// testExists reports whether a package has a test; script is the name of a script of TestScripts.
func testExists(t *testing.T, pkg, name, script string) bool {
	t.Helper()
	dir := "."
	if pkg != "main" {
		dir = filepath.Join("..", "internal", pkg)
	}
	if script != "" {
		if _, err := os.Stat(filepath.Join(dir, "testdata", "script", script+".txtar")); err != nil {
			return false
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}
