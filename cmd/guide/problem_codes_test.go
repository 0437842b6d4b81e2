package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notCodes are words in the source that look like problem codes but are not.
var notCodes = []string{
	"not-found",                                       // a kind of page
	"utf-8", "us-ascii", "iso-8859-1", "windows-1252", // encodings
	"data-n",                                                              // an attribute
	"css-syntax-error", "empty-glob", "invalid-calc", "js-comment-in-css", // warnings of esbuild
}

var (
	hyphenated     = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)
	codeWord       = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	printedProblem = regexp.MustCompile(`(?m)^[^ ].*: (?:error|warning|notice): .* \[([a-z0-9-]+)\]$`)
)

// TestEveryProblemCode compares the problem codes in the source with those in the scripts, so that every problem is
// printed at least once.
func TestEveryProblemCode(t *testing.T) {
	inSource := map[string]bool{}
	for _, dir := range []string{"diag", "media", "frontmatter", "markdown", "guide", "lint", "site", "asset"} {
		sourceCodes(t, filepath.Join("..", "internal", dir), inSource)
	}
	for _, word := range notCodes {
		if !inSource[word] {
			t.Errorf("%q is no longer in the source: remove it from the list", word)
		}
		delete(inSource, word)
	}
	inScripts := scriptCodes(t)
	for _, code := range slices.Sorted(maps.Keys(inSource)) {
		if !inScripts[code] {
			t.Errorf("no script shows a problem [%s]", code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(inScripts)) {
		if !inSource[code] {
			t.Errorf("a script shows a problem [%s], which was not found in the source", code)
		}
	}
	if len(inSource) < 50 {
		t.Errorf("only %d codes were found", len(inSource))
	}
}

func scriptCodes(t *testing.T) map[string]bool {
	t.Helper()
	codes := map[string]bool{}
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scripts {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range printedProblem.FindAllSubmatch(data, -1) {
			codes[string(m[1])] = true
		}
	}
	return codes
}

// sourceCodes adds the problem codes in a package: words with a hyphen, values of fields named Code, and arguments for
// parameters named code.
func sourceCodes(t *testing.T, dir string, codes map[string]bool) {
	t.Helper()
	files := parseFiles(t, dir)
	parameters := codeParameters(files)
	add := func(e ast.Expr, pattern *regexp.Regexp) {
		if word, ok := stringOf(e); ok && pattern.MatchString(word) {
			codes[word] = true
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				add(n, hyphenated)
			case *ast.KeyValueExpr:
				if nameOf(n.Key) == "Code" {
					add(n.Value, codeWord)
				}
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if nameOf(left) == "Code" && len(n.Rhs) == len(n.Lhs) {
						add(n.Rhs[i], codeWord)
					}
				}
			case *ast.CallExpr:
				for _, i := range parameters[nameOf(n.Fun)] {
					if i < len(n.Args) {
						add(n.Args[i], codeWord)
					}
				}
			}
			return true
		})
	}
}

func parseFiles(t *testing.T, dir string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// codeParameters returns the positions of the parameters named code, by function.
func codeParameters(files []*ast.File) map[string][]int {
	positions := map[string][]int{}
	for _, file := range files {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			i := 0
			for _, group := range f.Type.Params.List {
				for _, name := range group.Names {
					if name.Name == "code" {
						positions[f.Name.Name] = append(positions[f.Name.Name], i)
					}
					i++
				}
			}
		}
	}
	return positions
}

// nameOf returns the last part of a name: Code for p.Code.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func stringOf(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
