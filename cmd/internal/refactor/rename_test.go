package refactor

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is on record keeps its former name, links and what names it follow, and no other file changes.
func TestRename(t *testing.T) {
	g, files := load(t)
	for _, tt := range []struct {
		name, to, kept string
		want           map[string]string // what replaces what, by file
	}{
		{"tools-list", "kit-list", "tools-list", map[string]string{
			"content/steps/08-begin/index.md":   "id: tools-list > id: kit-list, was: [tools-list]",
			"content/steps/08-begin/1-tools.md": "#tools-list > #kit-list",
		}},
		{"/glossary/#tools", "Kit", "Tools", map[string]string{
			"content/glossary.yaml":             "Tools > Kit\n  aka: [Tools]",
			"content/steps/08-begin/1-tools.md": "/#tools) > /#kit)",
		}},
		{"begin", "start", "/steps/begin/", map[string]string{
			"content/steps/08-begin/index.md":   "text: T}]\n > text: T}]\naliases: [/steps/begin/]\n",
			"content/steps/08-begin/1-tools.md": "begin/#tools > start/#tools",
			"content/steps/09-learn.md":         "begin > start",
			"content/pages/about.md":            "/begin/ > /start/",
		}},
		{"begin/tools", "kit", "", map[string]string{
			"content/steps/08-begin/1-tools.md": "aliases: [/steps/begin/kit/]\n > ",
			"content/steps/09-learn.md":         "1-tools > 1-kit",
		}},
		{"about", "über-uns", "", nil},
	} {
		thing, err := Find(g, tt.name)
		if err != nil {
			t.Fatal(err)
		}
		change, err := Rename(g, files, thing, tt.to)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if change.Kept != tt.kept {
			t.Errorf("%s: kept is %q, want %q", tt.name, change.Kept, tt.kept)
		}
		names := func(files map[string]string) []string { return slices.Sorted(maps.Keys(files)) }
		if diff := cmp.Diff(names(tt.want), slices.Sorted(maps.Keys(change.Texts))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		for file, replaced := range tt.want {
			old, now, _ := strings.Cut(replaced, " > ")
			want := strings.ReplaceAll(example[file], old, now)
			if diff := cmp.Diff(want, string(change.Texts[file])); diff != "" {
				t.Errorf("%s: %s: %s", tt.name, file, diff)
			}
		}
	}
}

// Names that something else has or had are refused, and so are those that cannot be names.
func TestRenameRefuses(t *testing.T) {
	g, files := load(t)
	for _, tt := range [][3]string{
		{"tools-list", "Tools list", "write tools-list"}, {"tools-list", "ui-list", ""},
		{"tools-list", "tools-list", ""},
		{"begin", "Begin again", "write begin-again"}, {"begin", "08-x", "leave the number out; guide move changes it"},
		{"later", "2-later", "leave the number out; guide move changes it"}, {"about", "about", ""},
		{"/glossary/#tools", "--", ""}, {"/glossary/#tools", "Tools", ""}, {"learn-more/tools", "index", ""},
	} {
		thing, err := Find(g, tt[0])
		if err != nil {
			t.Fatal(err)
		}
		change, err := Rename(g, files, thing, tt[1])
		refused, ok := err.(*Error)
		if !ok || tt[2] != "" && refused.Hint != tt[2] {
			t.Errorf("%s to %s: %v, %v", tt[0], tt[1], change, err)
		}
	}
}
