package frontmatter

import (
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

// FuzzParse reads any bytes as a Markdown file: it ends in a page with what every page needs, or in a
// problem inside the file.
func FuzzParse(f *testing.F) {
	for _, row := range invalidValues {
		text, _ := diagtest.Marker(withFrontMatter(row.yaml))
		f.Add(int(KindStep), []byte(text))
	}
	for _, s := range []string{
		"", "\ufeff", "---", "---\n---\n", "\u00a0---\n" + minimalMeta + "\u2028---\n", withFrontMatter(minimalMeta),
		"\ufeff" + strings.ReplaceAll(withFrontMatter(itemYAML+"detail: |\n      é\n"), "\n", "\r\n"),
		withFrontMatter("title: |2-\n   a\nsummary: \"\\u0041\"\n"),
		withFrontMatter(minimalMeta + "outcomes:\n- a\n - b\n# allow: a b\n"),
		withFrontMatter("? title\n: é\nsummary: 'a''b'\n"), "---\n%\n---\n", "---\n&a *a\n---\n",
		">\t>\t>\t#", // a heading after tabs
	} {
		for kind := KindHome; kind <= KindTopic; kind++ {
			f.Add(int(kind), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		kind = ((kind % 4) + 4) % 4
		page, problems := Parse(Kind(kind), "f.md", data)
		diagtest.CheckPositions(t, data, problems)
		if page.BodyOffset < 0 || page.BodyOffset > len(data) {
			t.Fatalf("body at %d of %d", page.BodyOffset, len(data))
		}
		if len(problems) == 0 && Kind(kind) != KindHome && (page.Broken || page.Title.Value == "" ||
			page.Summary.Value == "") {
			t.Fatalf("no problem and no title or summary: %+v", page)
		}
		if page.Broken && len(problems) == 0 {
			t.Fatal("broken and no problem")
		}
	})
}

// FuzzManifest reads any bytes as the record: every problem is inside the file, and without one every
// entry is whole.
func FuzzManifest(f *testing.F) {
	for _, s := range []string{
		"", "guide: g\nids: {}\npages: {}\n", "guide: g\nids:\n  a: {n: 1, since: 2027-01-01, changed: 2027-01-02, " +
			"hash: \"0\"}\npages:\n  \"/a/\": {since: 2027-01-01, changed: 2027-01-01, hash: x}\n",
		"guide: g\nids: {a: {n: 0}, a: {n: 1.5}}\npages: {a: []}\n", "\ufeffguide: G\r\nids:\r\n", "ids: &a {b: *a}\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := ParseManifest("f.yaml", data)
		diagtest.CheckPositions(t, data, problems)
		if len(problems) > 0 {
			return
		}
		if p.Guide.Value == "" {
			t.Fatal("no problem and no guide")
		}
		for _, r := range slices.Concat(p.IDs, p.Pages) {
			if r.Key.Value == "" || r.Value.Since == "" || r.Value.Changed == "" || r.Value.Hash == "" {
				t.Fatalf("no problem and half an entry: %+v", r)
			}
		}
	})
}

// FuzzSettings reads any bytes as content/guide.yaml, and as the other files that are YAML.
func FuzzSettings(f *testing.F) {
	for _, row := range invalidValues {
		text, _ := diagtest.Marker(row.yaml)
		f.Add([]byte(text))
	}
	f.Add([]byte("\ufeff---\r\n" + settingsYAML + "...\r\n"))
	f.Add([]byte("a: 1\n--- b\n"))
	f.Add([]byte("a: {b\n\n c}\n")) // found: a key with a line break in a message
	f.Add([]byte("retired: {ids: [a, *b], ? c\n: d}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		settings, problems := ParseSettings("guide.yaml", data)
		diagtest.CheckPositions(t, data, problems)
		if len(problems) == 0 && (settings.ID.Value == "" || settings.Title.Value == "" ||
			settings.Language.Value == "") {
			t.Fatalf("no problem and no id, title or language: %+v", settings)
		}
		terms, problems := ParseGlossary("glossary.yaml", data)
		diagtest.CheckPositions(t, data, problems)
		for _, term := range terms {
			if len(problems) == 0 && (term.Term.Value == "" || term.Means.Value == "") {
				t.Fatalf("no problem and an empty term: %+v", term)
			}
		}
		_, problems = ParseMessages("en.yaml", data, []string{"one", "other"}, []string{"home"})
		diagtest.CheckPositions(t, data, problems)
	})
}
