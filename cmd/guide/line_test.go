package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// shortLines are the files of which no line is longer than maxLineWidth, as patterns below the repository.
var shortLines = []string{
	".github/*.md",
	"README.md",
	"cmd/internal/preview/client/*.js",
	"static/css/*.css",
	"static/js/*.js",
	"static/js/_test/*.js",
	"templates/*.html",
	"templates/i18n/*.yaml",
}

func TestLineLength(t *testing.T) {
	for _, pattern := range shortLines {
		names, err := filepath.Glob(filepath.Join("../..", pattern))
		if err != nil || len(names) == 0 {
			t.Errorf("%s: %d files, error %v", pattern, len(names), err)
		}
		for _, name := range names {
			for _, line := range longLines(t, name) {
				t.Errorf("%s:%d: longer than %d columns", filepath.ToSlash(name), line, maxLineWidth)
			}
		}
	}
}

// longLines returns the numbers of the lines of a file that have more than maxLineWidth characters. Rows of a table in
// Markdown cannot be wrapped, so they are left out.
func longLines(t *testing.T, name string) (long []int) {
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	n := 0
	for lines.Scan() {
		n++
		isRow := filepath.Ext(name) == ".md" && strings.HasPrefix(lines.Text(), "|")
		if utf8.RuneCount(lines.Bytes()) > maxLineWidth && !isRow {
			long = append(long, n)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return long
}
