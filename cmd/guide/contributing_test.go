package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// CONTRIBUTING.md has the only drawing and the only table of the packages. They are made from their imports, from
// rungs and from the first sentence of each package comment, and stand between two comments.
const (
	contributing  = "../../.github/CONTRIBUTING.md"
	packagesBegin = "<!-- made from the imports: go test ./cmd/guide -run TestContributing -update -->\n"
	packagesEnd   = "<!-- end of what is made -->\n"
)

func TestContributing(t *testing.T) {
	data, err := os.ReadFile(contributing)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), packagesBegin)
	_, after, okEnd := strings.Cut(rest, packagesEnd)
	if !ok || !okEnd {
		t.Fatalf("%s has lost the lines %q and %q", contributing, packagesBegin, packagesEnd)
	}
	packages := goList(t)
	want := before + packagesBegin + "\n" + drawing(packages) + "\n" + packageTable(packages) + "\n" + packagesEnd +
		after
	if *updateScripts {
		if err := os.WriteFile(contributing, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("out of date; go test ./cmd/guide -run TestContributing -update writes it (-want +got):\n%s", diff)
	}
}

// TestContributingPaths finds paths in .github/*.md that do not exist.
func TestContributingPaths(t *testing.T) {
	documents, err := filepath.Glob("../../.github/*.md")
	if err != nil || len(documents) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	path := regexp.MustCompile("`((?:cmd|content|static|templates|\\.ci|\\.github)/[^` ]*)`")
	for _, document := range documents {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range path.FindAllStringSubmatch(string(data), -1) {
			if there, err := filepath.Glob("../../" + m[1]); err != nil || len(there) == 0 {
				t.Errorf("%s names %s, which does not exist", document, m[1])
			}
		}
	}
}

func TestDrawing(t *testing.T) {
	const diag, markdown, guide = "guide/cmd/internal/diag", "guide/cmd/internal/markdown", "guide/cmd/internal/guide"
	packages := []goPackage{
		{ImportPath: guide, Imports: []string{"fmt", diag, markdown}, Doc: "Package guide makes a [Guide]."},
		{ImportPath: markdown, Imports: []string{diag}},
		{ImportPath: diag},
	}
	want := "```mermaid\nflowchart TD\n  subgraph rung2[rung 2]\n    guide[guide]\n  end\n" +
		"  subgraph rung1[rung 1]\n    markdown[markdown]\n  end\n  subgraph rung0[rung 0]\n    diag[diag]\n  end\n" +
		"  guide --> markdown\n  markdown --> diag\n```\n"
	if diff := cmp.Diff(want, drawing(packages)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if table := packageTable(packages); !strings.Contains(table, "| 2 | `cmd/internal/guide` | makes a Guide |\n") {
		t.Errorf("got the table\n%s", table)
	}
}

// drawing returns a Mermaid diagram of the packages by rung, with an arrow for every import that others do not imply.
func drawing(packages []goPackage) string {
	imports := map[string][]string{}
	for _, p := range packages {
		for _, to := range p.Imports {
			if strings.HasPrefix(to, "guide/") {
				imports[p.ImportPath] = append(imports[p.ImportPath], to)
			}
		}
	}
	var b strings.Builder
	b.WriteString("```mermaid\nflowchart TD\n")
	for rung := slices.Max(slices.Collect(maps.Values(rungs))); rung >= 0; rung-- {
		nodes := slices.DeleteFunc(slices.Clone(packages),
			func(p goPackage) bool { return rungs[p.ImportPath] != rung })
		if len(nodes) == 0 {
			continue
		}
		fmt.Fprintf(&b, "  subgraph rung%d[rung %d]\n", rung, rung)
		for _, p := range nodes {
			fmt.Fprintf(&b, "    %s[%s]\n", node(p.ImportPath), shortName(p.ImportPath))
		}
		b.WriteString("  end\n")
	}
	for _, p := range packages {
		for _, to := range imports[p.ImportPath] {
			others := slices.DeleteFunc(slices.Clone(imports[p.ImportPath]), func(o string) bool { return o == to })
			if !slices.ContainsFunc(others, func(o string) bool { return reaches(imports, o, to) }) {
				fmt.Fprintf(&b, "  %s --> %s\n", node(p.ImportPath), node(to))
			}
		}
	}
	return b.String() + "```\n"
}

// reaches reports whether from imports to, directly or indirectly.
func reaches(imports map[string][]string, from, to string) bool {
	return slices.ContainsFunc(imports[from],
		func(next string) bool { return next == to || reaches(imports, next, to) })
}

// shortName returns the name of a package in the drawing.
func shortName(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "guide/"), "cmd/internal/")
}

func node(path string) string { return strings.ReplaceAll(shortName(path), "/", "_") }

// subject is the beginning of a package comment.
var subject = regexp.MustCompile(`^(?:Package|Command) \S+ `)

// packageTable returns a table of the packages with their rungs and what they do, highest rung first.
func packageTable(packages []goPackage) string {
	var b strings.Builder
	b.WriteString("| rung | folder | what it does |\n| --- | --- | --- |\n")
	for _, p := range slices.SortedStableFunc(slices.Values(packages), func(a, b goPackage) int {
		return rungs[b.ImportPath] - rungs[a.ImportPath]
	}) {
		folder := strings.TrimPrefix(p.ImportPath, "guide/")
		what := strings.NewReplacer("[", "", "]", "").Replace(subject.ReplaceAllString(p.Doc, ""))
		fmt.Fprintf(&b, "| %d | `%s` | %s |\n", rungs[p.ImportPath], folder, strings.TrimSuffix(what, "."))
	}
	return b.String()
}
