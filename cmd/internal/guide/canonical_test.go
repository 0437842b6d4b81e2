package guide

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/frontmatter"
)

// canonicalStep returns what readers see of a step.
func canonicalStep(t *testing.T, text string) string {
	t.Helper()
	p, problems := frontmatter.Parse(frontmatter.KindStep, "f.md", []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%q: %v", text, problems)
	}
	return string(canonicalPage(p, []byte(text)))
}

const canonicalHead = "---\ntitle: A\nsummary: S\n"

const itemHead = "checklist:\n  - id: a\n    text: Do it\n    detail: "

// canonicalGroups are groups of files that say the same.
var canonicalGroups = [][]string{
	{ // the front matter
		canonicalHead + "---\nText.\n", "\ufeff" + canonicalHead + "---\nText.\n", canonicalHead + "---\nText.",
		"---\nsummary: S\ntitle: A\n---\n\n\nText.\n\n\n",
		"---\n# a comment\ntitle: 'A' # another\nsummary: \"S\"  \n---\nText.\n",
		strings.ReplaceAll(canonicalHead+"---\nText.\n", "\n", "\r\n"),
		"---\ntitle: >-\n  A\nsummary: |\n  S\n---\nText.\n",
		canonicalHead + "aliases: [/old/]\ndraft: true\npublishOn: 2030-01-01\nreviewed: 2026-01-01\n---\n" +
			"Text.\n",
		canonicalHead + "outcomes: []\nchecklist: []\n---\nText. \t\n",
	},
	{"---\ntitle: B\nsummary: S\n---\nText.\n"},
	{"---\ntitle: A\nsummary: a\n---\nText.\n"},
	{canonicalHead + "---\nText!\n"},
	{canonicalHead + "---\nText.\n\nText.\n", canonicalHead + "---\nText.\n\n<!-- a\n\nb -->\n\nText.\n",
		canonicalHead + "---\n<!-- a -->\nText.\n<!-- a --> <!-- b -->\n\n\nText.\n<!-- c -->"},
	{canonicalHead + "---\nText.\nText.\n", canonicalHead + "---\nText. \nText.\n",
		canonicalHead + "---\nText.<!-- a -->\nText. <!-- a\nb -->\n"},
	{canonicalHead + "---\nText.  \nText.\n", canonicalHead + "---\nText.    \nText.  \n\n"},
	{canonicalHead + "---\nOne <!-- a --> two\n", canonicalHead + "---\nOne two\n",
		canonicalHead + "---\nOne <!-- a -->two\n"},
	{canonicalHead + "---\n`<!-- a -->`\n"},
	{canonicalHead + "---\n```\n<!-- a -->\n```\n"},
	{canonicalHead + "---\n```\n<!-- b -->\n```\n"},
	{canonicalHead + "---\n- a\n- b\n"},
	{canonicalHead + "---\n- b\n- a\n"},
	{canonicalHead + "---\n- a\n    - b\n"},
	{canonicalHead + itemHead + "x y\n---\n", canonicalHead + itemHead + "\"x y\"\n---\n",
		canonicalHead + itemHead + "|\n      x y\n---\n", canonicalHead + itemHead + "x y <!-- a -->\n---\n",
		canonicalHead + itemHead + "x\n      y\n---\n", canonicalHead + itemHead +
			"x y\n    level: essential\n    milestone: false\n    was: [b]\n    for: []\n---\n",
		canonicalHead + strings.Replace(itemHead, "id: a", "id: b", 1) + "x y\n---\n"},
	{canonicalHead + itemHead + "|\n      x\n\n      y\n---\n"},
	{canonicalHead + itemHead + "x y\n    effort: 2h\n---\n",
		canonicalHead + itemHead + "x y\n    effort: 2h-2h\n---\n"},
	{canonicalHead + itemHead + "x y\n    effort: 2h-3h\n---\n"},
}

// Sources in a group look alike to readers, those of two groups do not.
func TestCanonical(t *testing.T) {
	seen := map[string]int{}
	for n, group := range canonicalGroups {
		for _, text := range group {
			got := canonicalStep(t, text)
			if other, ok := seen[got]; ok && other != n {
				t.Errorf("the sources look like those of group %d: %q: %s", other, text, got)
			}
			if want := canonicalStep(t, group[0]); got != want {
				t.Errorf("%q is\n%s, want\n%s", text, got, want)
			}
			seen[got] = n
		}
	}
}

// TestCanonicalKeys goes through every key that an editor may write: readers see its value, or they do not.
func TestCanonicalKeys(t *testing.T) {
	const web = "'https://example.org/'"
	tests := []struct {
		what            string
		known           []string
		base            map[string]string
		seen, concealed map[string]string // other values
	}{
		{"step", keysOf(t, canonicalHead+"zzzz: 1\n---\n"), map[string]string{"title": "T", "summary": "S"},
			map[string]string{"title": "x", "summary": "x", "outcomes": "[x]", "checklist": "[{id: x, text: x}]",
				"needs":     "[x]",
				"resources": "[{id: x, title: x, url: " + web + ", type: book, why: x}]"},
			map[string]string{"reviewed": "2026-01-01", "reviewEvery": "2y", "owner": "x", "draft": "true",
				"publishOn": "2026-01-01", "aliases": "[/x/]"}},
		{"item", keysOf(t, canonicalHead+"checklist: [{id: a, text: T, zzzz: 1}]\n---\n"),
			map[string]string{"id": "a", "text": "T"},
			map[string]string{"text": "x", "detail": "x", "level": "stretch", "for": "[x]", "effort": "2h",
				"takes": "3d", "milestone": "true"},
			map[string]string{"id": "x", "was": "[x]", "read": "x"}},
		{"resource", keysOf(t, canonicalHead+"resources: [{id: a, title: T, url: "+web+", type: book, why: W, zzzz: "+
			"1}]\n---\n"), map[string]string{"id": "a", "title": "T", "url": web, "type": "book", "why": "W"},
			map[string]string{"title": "x", "url": "'https://example.org/x'", "type": "video", "publisher": "x",
				"why": "x", "cost": "free",
				"level": "stretch", "for": "[x]", "effort": "2h", "language": "de", "archive": web,
				"gone": "2026-01-01"},
			map[string]string{"id": "x", "checked": "2026-01-01", "was": "[x]"}},
	}
	for _, tt := range tests {
		all := maps.Clone(tt.seen)
		maps.Copy(all, tt.concealed)
		if got, want := slices.Sorted(maps.Keys(all)), slices.Sorted(slices.Values(tt.known)); !slices.Equal(got,
			want) {
			t.Errorf("%s: the test knows the keys %v, the program %v", tt.what, got, want)
		}
		before := canonicalStep(t, withKeys(tt.what, tt.base))
		for key, value := range all {
			changed := maps.Clone(tt.base)
			changed[key] = value
			after := canonicalStep(t, withKeys(tt.what, changed))
			if _, want := tt.seen[key]; (after != before) != want {
				t.Errorf("%s: seen with another %s: %v, want %v: %s", tt.what, key, after != before, want, after)
			}
		}
	}
}

// keysOf returns the keys of a mapping from the hint of its key zzzz, which is unknown.
func keysOf(t *testing.T, text string) []string {
	t.Helper()
	_, problems := frontmatter.Parse(frontmatter.KindStep, "f.md", []byte(text))
	if len(problems) != 1 || problems[0].Rule != diag.UnknownKey {
		t.Fatalf("%q: %v", text, problems)
	}
	_, keys, _ := strings.Cut(problems[0].Hint, " may have ")
	return strings.Split(keys, ", ")
}

// withKeys writes a step that has the keys, or an item or a resource with them.
func withKeys(what string, keys map[string]string) string {
	var lines []string
	for key, value := range keys {
		lines = append(lines, key+": "+value)
	}
	switch what {
	case "item":
		return canonicalHead + "checklist: [{" + strings.Join(lines, ", ") + "}]\n---\n"
	case "resource":
		return canonicalHead + "resources: [{" + strings.Join(lines, ", ") + "}]\n---\n"
	}
	return "---\n" + strings.Join(lines, "\n") + "\n---\n"
}
