package frontmatter

import (
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

// fixTests has front matter with problems, and what their fixes make of it; "" if there is no fix.
var fixTests = []struct{ name, yaml, want string }{
	{"full-width colon", "title： T\nsummary：S\n", "title: T\nsummary: S\n"},
	{"colon without a space", "title:T\nsummary: S\n", "title: T\nsummary: S\n"},
	{"keys in curly quotes", "“title”: T\n“summary”: S\n", "title: T\nsummary: S\n"},
	{"key in curly quotes", minimalMeta + "“reviewed”: 2026-11-01\n", minimalMeta + "reviewed: 2026-11-01\n"},
	{"key in upper case", minimalMeta + "Reviewed: 2026-11-01\n", minimalMeta + "reviewed: 2026-11-01\n"},
	{"a second key", minimalMeta + "Title: U\n", ""},
	{"misspelt key", minimalMeta + "reviwed: 2026-11-01\n", ""},
	{"spaces of other widths",
		minimalMeta + "checklist:\n\u00a0\u00a0-\u00a0id: a\n\u00a0\u00a0\u00a0 text:\u00a0A b\n",
		minimalMeta + "checklist:\n  - id: a\n    text: A b\n"},
	{"tabs", minimalMeta + "checklist:\n\t- id: a\n\t  text: A b\n",
		minimalMeta + "checklist:\n  - id: a\n    text: A b\n"},
	{"tabs for an indent of four", minimalMeta + "checklist:\n  - id: a\n\ttext: A b\n",
		minimalMeta + "checklist:\n  - id: a\n    text: A b\n"},
	{"tabs in a text", "title: T\nsummary：S\noutcomes:\n  - |\n    a\tb\n    Note：c\n",
		"title: T\nsummary: S\noutcomes:\n  - |\n    a\tb\n    Note：c\n"},
	{"colon in a value", "title: T\nsummary: Plan: then \"act\"\n",
		"title: T\nsummary: \"Plan: then \\\"act\\\"\"\n"},
	{"curly quotes around a colon", "title: T\nsummary: “Plan: then act”\n",
		"title: T\nsummary: \"Plan: then act\"\n"},
	{"two values with a colon", "title: A: b\nsummary: Plan: then act\n",
		"title: \"A: b\"\nsummary: \"Plan: then act\"\n"},
	{"an @ begins a value", "title: @home words\nsummary: S\n", "title: \"@home words\"\nsummary: S\n"},
	{"an unclosed bracket", "title: T\nsummary: [S\n", ""},
	{"an unclosed quotation", "title: \"T\nsummary: S\n", ""},
	{"comment", "title: Be the #1 analyst\nsummary: S\n", "title: \"Be the #1 analyst\"\nsummary: S\n"},
	{"date with other hyphens", minimalMeta + "reviewed: 2026‑11–01\n", minimalMeta + "reviewed: 2026-11-01\n"},
	{"date in curly quotes", minimalMeta + "reviewed: “2026-11-01”\n", minimalMeta + "reviewed: 2026-11-01\n"},
	{"date in straight and curly quotes", minimalMeta + "reviewed: \"“2026-11-01”\"\n",
		minimalMeta + "reviewed: \"2026-11-01\"\n"},
	{"a date in words", minimalMeta + "reviewed: 1 November 2026\n", ""},
	{"boolean", minimalMeta + "draft: True\n", minimalMeta + "draft: true\n"},
	{"boolean in quotes", minimalMeta + "draft: \"true\"\n", minimalMeta + "draft: true\n"},
	{"boolean in curly quotes", minimalMeta + "draft: “false”\n", minimalMeta + "draft: false\n"},
	{"other words for a boolean", minimalMeta + "draft: maybe\n", ""},
	{"one entry", minimalMeta + "outcomes: Know why\n", minimalMeta + "outcomes: [Know why]\n"},
	{"uneven list", minimalMeta + "outcomes:\n  - Know why\n   - Know how\n",
		minimalMeta + "outcomes:\n  - Know why\n  - Know how\n"},
	{"item", minimalMeta + "checklist:\n  - id: Read a book\n    text: A\n    effort: 2h – 4 h\n    level: Stretch\n",
		minimalMeta + "checklist:\n  - id: read-a-book\n    text: A\n    effort: 2h-4h\n    level: stretch\n"},
	{"resource", resourceWith("www.example.org/a"), resourceWith("https://www.example.org/a")},
	{"address with a space", resourceWith("https://example.org/a b"), resourceWith("https://example.org/a%20b")},
	{"address with an invisible sign", resourceWith("https://example.org/\u200ba"),
		resourceWith("https://example.org/a")},
	{"wrapped address", resourceWith("https://www.google.com/url?q=https://example.org/a"),
		resourceWith("https://example.org/a")},
	{"no address", resourceWith("the library"), ""},
}

func resourceWith(url string) string {
	return minimalMeta + "resources:\n  - id: a\n    title: A\n    url: " + url + "\n    type: tool\n    why: W\n"
}

func TestFixes(t *testing.T) {
	for _, tt := range fixTests {
		for _, variant := range diagtest.Variants[:1] {
			data := variant.Save(withFrontMatter(tt.yaml))
			_, problems := Parse(KindStep, "f.md", []byte(data))
			got, count := diagtest.Fixed(t, data, problems)
			if tt.want == "" {
				if count > 0 {
					t.Errorf("%s: there is a fix:\n%s", tt.name, got)
				}
				continue
			}
			if want := variant.Save(withFrontMatter(tt.want)); got != want {
				t.Errorf("%s:\n%s\nwant\n%s\n%v", tt.name, got, want, problems)
			}
			if _, problems := Parse(KindStep, "f.md", []byte(got)); len(problems) > 0 {
				t.Errorf("%s: after the fix:\n%v", tt.name, problems)
			}
		}
	}
}

// What is added to a checklist is read as it was meant, and nothing else changes.
func TestItemsEnd(t *testing.T) {
	for _, tt := range []struct{ yaml, want string }{
		{minimalMeta, minimalMeta + "checklist:\n+  - id: new\n+    text: \"A: \\\"b\\\"\"\n"},
		{minimalMeta + "checklist:\n- id: a\n  text: A\nreviewed: 2026-11-01\n",
			minimalMeta + "checklist:\n- id: a\n  text: A\n+- id: new\n+  text: \"A: \\\"b\\\"\"\n" +
				"reviewed: 2026-11-01\n"},
		{"checklist:  # ours\n    - id: a\n      text: A\n\n" + minimalMeta,
			"checklist:  # ours\n    - id: a\n      text: A\n+    - id: new\n+      text: \"A: \\\"b\\\"\"\n\n" +
				minimalMeta},
		{minimalMeta + "checklist: [{id: a, text: A}]\n", ""},
		{"{title: T, summary: S}\n", ""},
	} {
		data := withFrontMatter(tt.yaml)
		p, problems := Parse(KindStep, "f.md", []byte(data))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		end := ItemsEnd(p, []byte(data))
		if tt.want == "" {
			if end.Line > 0 {
				t.Errorf("%q: items could be added at %v", tt.yaml, end)
			}
			continue
		}
		lines := strings.SplitAfter(data, "\n")
		added := EncodeItems(end.Text, EncodeItem(end.Text, "new", `A: "b"`))
		got := strings.Join(lines[:end.Line-1], "") + added + strings.Join(lines[end.Line-1:], "")
		if want := withFrontMatter(strings.ReplaceAll(tt.want, "+", "")); got != want {
			t.Errorf("%q: got\n%s\nwant\n%s", tt.yaml, got, want)
		}
		if p, problems := Parse(KindStep, "f.md", []byte(got)); len(problems) > 0 ||
			p.Checklist[len(p.Checklist)-1].Text.Value != `A: "b"` {
			t.Errorf("%q: after it %v, %v", tt.yaml, p.Checklist, problems)
		}
	}
}

func FuzzQuoteText(f *testing.F) {
	for _, s := range []string{"Call Ann", "yes", "a: b", "#1", `say "no" \ yes`, "- a", "é ü", "1 2", "null x",
		"a\u2028b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.Join(strings.Fields(text), " ")
		if r := []rune(text); len(r) == 0 || text != strings.ToValidUTF8(text, "") {
			return
		}
		if offset, _ := invalidRune([]byte(text)); offset >= 0 {
			return
		}
		data := withFrontMatter(minimalMeta + "checklist:\n" + EncodeItem("  ", "a", text))
		p, problems := Parse(KindStep, "f.md", []byte(data))
		if len(problems) > 0 || p.Checklist[0].Text.Value != text {
			t.Fatalf("%q: %v, %v", text, p.Checklist, problems)
		}
	})
}
