package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Limits for the Go files of the module, tests included.
const (
	maxLineWidth      = 120 // columns; a tab counts as 4
	maxFileLines      = 300
	maxFuncLines      = 50
	maxMedianFuncSize = 10 // lines; of the functions outside of tests
)

// TestGoStyle holds the Go files of the module to the limits above.
func TestGoStyle(t *testing.T) {
	var lengths []int
	for _, name := range goFiles(t) {
		src, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		violations, funcs, err := styleViolations(name, src)
		if err != nil {
			t.Fatal(err)
		}
		for _, violation := range violations {
			t.Error(violation)
		}
		if !strings.HasSuffix(name, "_test.go") {
			lengths = append(lengths, funcs...)
		}
	}
	if got := median(lengths); got > maxMedianFuncSize {
		t.Errorf("the median function has %d lines; at most %d are allowed", got, maxMedianFuncSize)
	}
	reportMetric(t, "style: %d functions outside of tests, median %d lines, longest %d",
		len(lengths), median(lengths), slices.Max(lengths))
}

// TestGoStyleViolations shows that every limit can be exceeded.
func TestGoStyleViolations(t *testing.T) {
	const head = "package p\n\n"
	body := func(n int) string { return "func f() {\n" + strings.Repeat("\tf()\n", n) + "}\n" }
	tests := []struct {
		src  string
		want []string
	}{
		{head + "//" + strings.Repeat("é", 118) + "\n" + body(48) + strings.Repeat("\n", 247), nil},
		{head + "\t//" + strings.Repeat("x", 115),
			[]string{"a.go:3: the line has 121 columns; at most 120 are allowed"}},
		{head + body(49), []string{"a.go:3: the function f has 51 lines; at most 50 are allowed"}},
		{head + strings.Repeat("\n", 299), []string{"a.go: the file has 301 lines; at most 300 are allowed"}},
	}
	for _, test := range tests {
		got, _, err := styleViolations("a.go", []byte(test.src))
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%.150q: got %q, %v, want %q", test.src, got, err, test.want)
		}
	}
	if _, funcs, _ := styleViolations("a.go", []byte(head+body(3)+body(7))); !slices.Equal(funcs, []int{5, 9}) {
		t.Errorf("the functions have %d lines", funcs)
	}
	if got := median([]int{9, 1, 5}); got != 5 {
		t.Errorf("the median is %d", got)
	}
}

// goFiles returns the names of the Go files of the module, relative to its top folder.
func goFiles(t *testing.T) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "content" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".go"):
			names = append(names, name)
		}
		return nil
	})
	if err != nil || len(names) < 100 {
		t.Fatalf("%d Go files: %v", len(names), err)
	}
	return names
}

// styleViolations returns where a file exceeds a limit, and the lengths of its functions in lines.
func styleViolations(name string, src []byte) (violations []string, funcs []int, err error) {
	exceeds := func(where, what string, n int, unit string, limit int) {
		if n > limit {
			violations = append(violations,
				fmt.Sprintf("%s: the %s has %d %s; at most %d are allowed", where, what, n, unit, limit))
		}
	}
	lines := bytes.Split(bytes.TrimSuffix(src, []byte("\n")), []byte("\n"))
	exceeds(name, "file", len(lines), "lines", maxFileLines)
	for i, line := range lines {
		width := utf8.RuneCount(line) + 3*bytes.Count(line, []byte("\t"))
		exceeds(fmt.Sprintf("%s:%d", name, i+1), "line", width, "columns", maxLineWidth)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			first, last := fset.Position(f.Pos()).Line, fset.Position(f.End()).Line
			exceeds(fmt.Sprintf("%s:%d", name, first), "function "+f.Name.Name, last-first+1, "lines", maxFuncLines)
			funcs = append(funcs, last-first+1)
		}
	}
	return violations, funcs, nil
}

func median(numbers []int) int {
	return slices.Sorted(slices.Values(numbers))[len(numbers)/2]
}
