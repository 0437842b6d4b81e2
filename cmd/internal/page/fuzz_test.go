package page

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guide/cmd/internal/cputest"
	"guide/cmd/internal/diag"
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
		"", "\ufeff", "---", "---\n---\n", "\u00a0---\n" + minimalMeta + "\u2028---\n", withFrontMatter(minimalMeta), "\ufeff" + strings.ReplaceAll(withFrontMatter(itemYAML+"detail: |\n      é\n"), "\n", "\r\n"),
		withFrontMatter("title: |2-\n   a\nsummary: \"\\u0041\"\n"), withFrontMatter(minimalMeta + "outcomes:\n- a\n - b\n# allow: a b\n"), withFrontMatter("? title\n: é\nsummary: 'a''b'\n"), "---\n%\n---\n", "---\n&a *a\n---\n",
		">\t>\t>\t#", // found: goldmark's position of a heading behind tabs is outside the text
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
		if len(problems) == 0 && Kind(kind) != KindHome && (page.Broken || page.Title.Value == "" || page.Summary.Value == "") {
			t.Fatalf("no problem and no title or summary: %+v", page)
		}
		if page.Broken && len(problems) == 0 {
			t.Fatal("broken and no problem")
		}
		checkMetaTexts(t, data, page)
		if crlf := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")); len(problems) == 0 && !bytes.Contains(data, []byte("\r")) {
			other, _ := Parse(Kind(kind), "f.md", crlf)
			if a, b := page.Canonical(data), other.Canonical(crlf); !bytes.Equal(a, b) {
				t.Fatalf("with other line ends readers see\n%s, not\n%s", b, a)
			}
		}
		got := testConverter().Body("f.md", data, page.BodyOffset, Env{})
		diagtest.CheckPositions(t, data, got.Problems)
	})
}

// FuzzManifest reads any bytes as the record: every problem is inside the file, and without one every
// entry is whole.
func FuzzManifest(f *testing.F) {
	for _, s := range []string{
		"", "guide: g\nids: {}\npages: {}\n", "guide: g\nids:\n  a: {n: 1, since: 2027-01-01, changed: 2027-01-02, hash: \"0\"}\npages:\n  \"/a/\": {since: 2027-01-01, changed: 2027-01-01, hash: x}\n",
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

// checkMetaTexts converts the Markdown of the front matter.
func checkMetaTexts(t *testing.T, data []byte, page *Page) {
	t.Helper()
	texts := slices.Concat([]Text{page.Title, page.Summary}, page.Outcomes)
	for _, i := range page.Checklist {
		texts = append(texts, i.Text, i.Detail)
	}
	for _, text := range texts {
		if text.Value == "" {
			continue
		}
		c := testConverter()
		diagtest.CheckPositions(t, data, []diag.Problem{{Line: text.Line, Column: text.Column, EndColumn: text.EndColumn}})
		pos := text.Locator("f.md")
		for _, got := range []Result{c.Inline(text.Value, pos, Env{}), c.Block(text.Value, pos, Env{})} {
			diagtest.CheckPositions(t, data, got.Problems)
			checkHTML(t, got.HTML)
		}
	}
}

// FuzzBody converts any text: the HTML is sound, the same each time, and every place is in the file.
func FuzzBody(f *testing.F) {
	for _, test := range pathological {
		f.Add(test.text(300))
	}
	for _, s := range []string{
		sampleBody, "## A {#b}\n\n## B\n\n[a][b] [^1]\n\n[^1]: c\n", "<!-- allow: a b -->\n<div>\n<script>\n\n</script>", "| a |\n|-|\n| `\\|` |\n",
		"> [!NOTE]\n> [!TIP]\n\n- [ ] a\n\nT\n: D\n", "[x](javascript&colon;y) <javascript:x> ![](data:x)\n", "\u2028\u0085\x0b\x0c\ra\r\nb\x00\xff", "{#a}\n===\n`a`{.b}", "[^a]: [^b]: [^a]: c\n[^a][^b]",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			return
		}
		cputest.Limit(t, cpuLimit)
		env := glossaryEnv("a", "b c", "NOTE")
		env.IDPrefix = "p--"
		got := convertBody(text, env)
		second := convertBody(text, env)
		if !bytes.Equal(got.HTML, second.HTML) || diagtest.Format(got.Problems) != diagtest.Format(second.Problems) {
			t.Errorf("converted twice:\n%s\n%s", got.HTML, second.HTML)
		}
		checkHTML(t, got.HTML)
		positions := got.Problems
		for _, d := range got.Suspects {
			positions = append(positions, d.Pos)
		}
		for _, h := range got.Headings {
			if !bytes.Contains(got.HTML, []byte(` id="p--`+h.ID+`"`)) {
				t.Errorf("no heading has the id %q in %s", h.ID, got.HTML)
			}
			positions = append(positions, h.Pos)
		}
		for _, l := range got.FragmentLinks {
			positions = append(positions, l.Pos)
		}
		for _, a := range got.Suppressions {
			positions = append(positions, a.Pos, diag.Problem{Line: a.From, Column: 1, EndColumn: 2}, diag.Problem{Line: a.To, Column: 1, EndColumn: 2})
		}
		diagtest.CheckPositions(t, []byte(text), positions)
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
		if len(problems) == 0 && (settings.ID.Value == "" || settings.Title.Value == "" || settings.Language.Value == "") {
			t.Fatalf("no problem and no id, title or language: %+v", settings)
		}
		terms, problems := ParseGlossary("glossary.yaml", data)
		diagtest.CheckPositions(t, data, problems)
		for _, term := range terms {
			if len(problems) == 0 && (term.Term.Value == "" || term.Means.Value == "") {
				t.Fatalf("no problem and an empty term: %+v", term)
			}
		}
		_, problems = ParseMessages("en.yaml", data)
		diagtest.CheckPositions(t, data, problems)
	})
}

var (
	htmlTag      = regexp.MustCompile(`<(/?)([a-zA-Z0-9]+)((?:\s+[a-z-]+="[^"<>]*")*)>`)
	idAttribute  = regexp.MustCompile(` id="([^"]*)"`)
	dangerousURL = regexp.MustCompile(`(?i)(href|src)="\s*(javascript|vbscript|data|file)[\s]*:`)
	voidElements = []string{"br", "hr", "img"}
)

// checkHTML proves that tags are whole and nest, that nothing in them runs, and that no id is used twice.
func checkHTML(t *testing.T, html []byte) {
	t.Helper()
	var open []string
	for _, m := range htmlTag.FindAllSubmatch(html, -1) {
		name := string(m[2])
		switch {
		case slices.Contains(voidElements, name):
		case len(m[1]) == 0:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("</%s> closes %v in %s", name, open, html)
		default:
			open = open[:len(open)-1]
		}
	}
	rest := htmlTag.ReplaceAll(html, nil)
	if len(open) > 0 || bytes.ContainsAny(rest, "<>") || bytes.Contains(bytes.ToLower(html), []byte("<script")) {
		t.Fatalf("open %v, left %s, of %s", open, rest, html)
	}
	if m := dangerousURL.Find(html); m != nil {
		t.Fatalf("%s in %s", m, html)
	}
	seen := map[string]bool{}
	for _, m := range idAttribute.FindAllSubmatch(html, -1) {
		if id := string(m[1]); seen[id] {
			t.Fatalf("id %q twice in %s", id, html)
		} else {
			seen[id] = true
		}
	}
}
