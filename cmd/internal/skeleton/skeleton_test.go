package skeleton

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	g := Guide{ID: "an-id", Title: "Title: one", Language: "de", Today: "2026-11-27",
		Audiences: []Audience{{"a", "A b", ""}, {"b", "B, c", ""}, {"c", "C", ""}, {"d", "D", ""}}}
	for _, host := range Hosts {
		files, err := g.Files(host)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) }) {
			t.Errorf("%s: the files are not sorted", host)
		}
		var all bytes.Buffer
		workflows := 0
		for _, f := range files {
			if strings.HasPrefix(f.Name, ".github/") {
				workflows++
				continue // it has braces of its own
			}
			all.Write(f.Data)
		}
		if (workflows == 0) != (host == NoHost) {
			t.Errorf("%s: %d workflows", host, workflows)
		}
		for _, want := range []string{"\nid: an-id #", "\ntitle: \"Title: one\"\n", "\nlanguage: de\n",
			"\n  a: A b\n  b: \"B, c\"\n", "\nreviewed: 2026-11-27", "`guide:an-id`",
			"for: c, to: steps/3-get-the-first-job/index.md}", "for: d, to: steps/3-get-the-first-job/index.md}"} {
			if !strings.Contains(all.String(), want) {
				t.Errorf("%s: no file has %q", host, want)
			}
		}
		if strings.Contains(all.String(), "{{") || strings.Contains(all.String(), "<no value>") {
			t.Errorf("%s: a template was not executed", host)
		}
	}
	if g.Audiences[0].Begin != "" {
		t.Error("the audiences of the caller were changed")
	}
}

func TestUnknownHost(t *testing.T) {
	if files, err := (Guide{}).Files("elsewhere"); err == nil {
		t.Errorf("%d files for an unknown host", len(files))
	}
}
