package page

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// visible returns what readers see of a step.
func visible(t *testing.T, text string) string {
	t.Helper()
	p, problems := Parse(Step, "f.md", []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%q: %v", text, problems)
	}
	return string(p.Visible([]byte(text)))
}

const visibleHead = "---\ntitle: A\nsummary: S\n"

// Sources in a group look alike to readers, those of two groups do not.
func TestVisible(t *testing.T) {
	item := "checklist:\n  - id: a\n    text: Do it\n    detail: "
	groups := [][]string{
		{ // the front matter
			visibleHead + "---\nText.\n", "\ufeff" + visibleHead + "---\nText.\n", visibleHead + "---\nText.", "---\nsummary: S\ntitle: A\n---\n\n\nText.\n\n\n",
			"---\n# a comment\ntitle: 'A' # another\nsummary: \"S\"  \n---\nText.\n", strings.ReplaceAll(visibleHead+"---\nText.\n", "\n", "\r\n"),
			"---\ntitle: >-\n  A\nsummary: |\n  S\n---\nText.\n", visibleHead + "aliases: [/old/]\ndraft: true\npublishOn: 2030-01-01\nreviewed: 2026-01-01\n---\nText.\n",
			visibleHead + "outcomes: []\nchecklist: []\n---\nText. \t\n",
		},
		{"---\ntitle: B\nsummary: S\n---\nText.\n"},
		{"---\ntitle: A\nsummary: a\n---\nText.\n"},
		{visibleHead + "---\nText!\n"},
		{visibleHead + "---\nText.\n\nText.\n", visibleHead + "---\nText.\n\n<!-- a\n\nb -->\n\nText.\n", visibleHead + "---\n<!-- a -->\nText.\n<!-- a --> <!-- b -->\n\n\nText.\n<!-- c -->"},
		{visibleHead + "---\nText.\nText.\n", visibleHead + "---\nText. \nText.\n", visibleHead + "---\nText.<!-- a -->\nText. <!-- a\nb -->\n"},
		{visibleHead + "---\nText.  \nText.\n", visibleHead + "---\nText.    \nText.  \n\n"},
		{visibleHead + "---\nOne <!-- a --> two\n", visibleHead + "---\nOne two\n", visibleHead + "---\nOne <!-- a -->two\n"},
		{visibleHead + "---\n`<!-- a -->`\n"},
		{visibleHead + "---\n```\n<!-- a -->\n```\n"},
		{visibleHead + "---\n```\n<!-- b -->\n```\n"},
		{visibleHead + "---\n- a\n- b\n"},
		{visibleHead + "---\n- b\n- a\n"},
		{visibleHead + "---\n- a\n    - b\n"},
		{visibleHead + item + "x y\n---\n", visibleHead + item + "\"x y\"\n---\n", visibleHead + item + "|\n      x y\n---\n", visibleHead + item + "x y <!-- a -->\n---\n",
			visibleHead + item + "x\n      y\n---\n", visibleHead + item + "x y\n    level: essential\n    milestone: false\n    was: [b]\n---\n", visibleHead + strings.Replace(item, "id: a", "id: b", 1) + "x y\n---\n"},
		{visibleHead + item + "|\n      x\n\n      y\n---\n"},
		{visibleHead + item + "x y\n    effort: 2h\n---\n", visibleHead + item + "x y\n    effort: 2h-2h\n---\n"},
		{visibleHead + item + "x y\n    effort: 2h-3h\n---\n"},
	}
	seen := map[string]int{}
	for n, group := range groups {
		for _, text := range group {
			got := visible(t, text)
			if other, ok := seen[got]; ok && other != n {
				t.Errorf("the sources look like those of group %d: %q: %s", other, text, got)
			}
			if want := visible(t, group[0]); got != want {
				t.Errorf("%q is\n%s, want\n%s", text, got, want)
			}
			seen[got] = n
		}
	}
}

// TestVisibleKeys goes through every key that an editor may write: readers see its value, or they do not.
func TestVisibleKeys(t *testing.T) {
	const web = "'https://example.org/'"
	tests := []struct {
		what            string
		known           []string
		base            map[string]string
		seen, concealed map[string]string // other values
	}{
		{"step", names(fronts[Step]), map[string]string{"title": "T", "summary": "S"},
			map[string]string{"title": "x", "summary": "x", "outcomes": "[x]", "checklist": "[{id: x, text: x}]", "needs": "[x]",
				"resources": "[{id: x, title: x, url: " + web + ", type: book, why: x}]"},
			map[string]string{"reviewed": "2026-01-01", "draft": "true", "publishOn": "2026-01-01", "aliases": "[/x/]"}},
		{"item", names(item), map[string]string{"id": "a", "text": "T"},
			map[string]string{"text": "x", "detail": "x", "level": "stretch", "for": "[x]", "effort": "2h", "takes": "3d", "milestone": "true"},
			map[string]string{"id": "x", "was": "[x]"}},
		{"resource", names(resource), map[string]string{"id": "a", "title": "T", "url": web, "type": "book", "why": "W"},
			map[string]string{"title": "x", "url": "'https://example.org/x'", "type": "video", "publisher": "x", "why": "x", "cost": "free",
				"level": "stretch", "for": "[x]", "effort": "2h", "language": "de", "archive": web, "gone": "2026-01-01"},
			map[string]string{"id": "x", "checked": "2026-01-01", "was": "[x]"}},
	}
	for _, tt := range tests {
		all := maps.Clone(tt.seen)
		maps.Copy(all, tt.concealed)
		if got, want := slices.Sorted(maps.Keys(all)), slices.Sorted(slices.Values(tt.known)); !slices.Equal(got, want) {
			t.Errorf("%s: the test knows the keys %v, the program %v", tt.what, got, want)
		}
		before := visible(t, withKeys(tt.what, tt.base))
		for key, value := range all {
			with := maps.Clone(tt.base)
			with[key] = value
			after := visible(t, withKeys(tt.what, with))
			if _, want := tt.seen[key]; (after != before) != want {
				t.Errorf("%s: seen with another %s: %v, want %v: %s", tt.what, key, after != before, want, after)
			}
		}
	}
}

// withKeys writes a step that has the keys, or an item or a resource with them.
func withKeys(what string, keys map[string]string) string {
	var lines []string
	for key, value := range keys {
		lines = append(lines, key+": "+value)
	}
	switch what {
	case "item":
		return visibleHead + "checklist: [{" + strings.Join(lines, ", ") + "}]\n---\n"
	case "resource":
		return visibleHead + "resources: [{" + strings.Join(lines, ", ") + "}]\n---\n"
	}
	return "---\n" + strings.Join(lines, "\n") + "\n---\n"
}
