package page

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// resolvedDestinations returns the destinations within the guide that a conversion asks for.
func resolvedDestinations(p *Page, data []byte) []string {
	var out []string
	env := Env{Resolve: func(dest string, _ bool) Target {
		out = append(out, dest)
		return Target{Href: dest}
	}}
	linkConverter.Body(p.File, data, p.BodyOffset, env)
	for _, t := range p.Outcomes {
		linkConverter.Inline(t.Value, t.Locator(p.File), env)
	}
	for _, i := range p.Checklist {
		linkConverter.Inline(i.Text.Value, i.Text.Locator(p.File), env)
		linkConverter.Block(i.Detail.Value, i.Detail.Locator(p.File), env)
	}
	for _, r := range p.Resources {
		linkConverter.Block(r.Why.Value, r.Why.Locator(p.File), env)
	}
	return out
}

var linkConverter = NewConverter(func(key string) string { return key })

// destinationDiff returns the destinations of files that either a conversion links or Mentions finds, but not both,
// and how many a conversion links.
func destinationDiff(data []byte) (out []string, links int) {
	p, _ := Parse(KindTopic, "content/steps/1-a/b.md", data)
	found, linked := fileDestinations(p.LinkDestinations(data)), fileDestinations(resolvedDestinations(p, data))
	for _, dest := range linked {
		if !slices.Contains(found, dest) {
			out = append(out, "not found: "+dest)
		}
	}
	for _, dest := range found {
		if !slices.Contains(linked, dest) {
			out = append(out, "no link: "+dest)
		}
	}
	return out, len(linked)
}

// fileDestinations returns the destinations that are worth asking for.
func fileDestinations(destinations []string) []string {
	return slices.DeleteFunc(destinations, func(dest string) bool {
		return dest == "" || strings.HasPrefix(dest, "//") || strings.ContainsFunc(dest, unicode.IsControl) || !isFileDestination([]byte(dest))
	})
}

func TestLinkDestinations(t *testing.T) {
	for text, want := range map[string]string{
		"[a](b.pdf)": "b.pdf", "![a](b.svg \"title\")": "b.svg", "[a](<b c.pdf>)": "b c.pdf", "[a](b%20c.pdf)": "b%20c.pdf", "[a]( b.pdf )": "b.pdf",
		"[a](b(1).pdf)": "b(1).pdf", "[a](b\\).pdf)": "b).pdf", "[a](b&amp;c.pdf)": "b&c.pdf", "[a](b&#46;pdf)": "b.pdf", "[a](\n  b.pdf\n  'title')": "b.pdf",
		"[a][b]\n\n[b]: c.pdf": "c.pdf", "[a][b]\n\n[b]:\n   <c d.pdf> 'title'": "c d.pdf", "> [a](\n> b.pdf)": "b.pdf", "> > [a](\n> > b.pdf)": "b.pdf", "[a](/steps/x/b.pdf#page=2)": "/steps/x/b.pdf#page=2",
		"[![a](b.svg)](c.pdf)": "c.pdf b.svg", "- [a](\n  b.pdf)": "b.pdf", "x[^1]\n\n[^1]: [a](b.pdf)": "b.pdf", "[a](c.md) [b](b.pdf)": "c.md b.pdf",
		"[a](https://example.org/b.pdf) [b](mailto:a@b) [c](#d) [e](tel:1)": "", "[a] (b.pdf)": "", "text](": "", "]": "", "[a](<b": "", "[a](javascript:b)": "", "[a](b.md#c) [a](b/)": "",
		// What is taken out, and what is shown as it is.
		"<!-- See [a](b.pdf) -->": "", "Text <!-- See [a](b.pdf) --> text": "", "<!--\n\n[a](b.pdf)\n\n-->\n\n[a](c.pdf)": "c.pdf", "> <!-- [a](b.pdf)\n> [a](c.pdf) -->": "", "<!-- [a](b.pdf)": "",
		"`<!--` [a](b.pdf) `-->`": "b.pdf", "\\<!-- [a](b.pdf) -->": "b.pdf", "```\n<!--\n```\n[a](b.pdf)": "b.pdf", "Text <!-- \n\n[a](b.pdf) -->": "b.pdf",
		"`[a](b.pdf)`": "", "```\n[a](b.pdf)\n```": "", "    [a](b.pdf)": "", "\\[a](b.pdf)": "", "[a]\\(b.pdf)": "", "[b]: c.pdf": "", "[a](b.pdf": "",
	} {
		data := []byte("---\ntitle: A\nsummary: B\n# [x](comment.pdf)\n---\n" + text)
		p, _ := Parse(KindTopic, "f", data)
		if got := strings.Join(p.LinkDestinations(data), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if other, _ := destinationDiff(data); len(other) > 0 {
			t.Errorf("%q: %q", text, other)
		}
	}
}

// TestLinkDestinationsInFrontMatter writes the same value in every way that YAML has.
func TestLinkDestinationsInFrontMatter(t *testing.T) {
	for _, value := range []string{
		"\"[a](\\u0062.pdf)\"", "'[it''s](b.pdf)'", "|\n      [a](b.pdf)", ">\n      [a](\n      b.pdf)", "\"[a](b.\\\n      pdf)\"", "\"[a]\\x28b.pdf)\"",
	} {
		for _, key := range []string{"outcomes:\n  - ", "checklist:\n  - id: x\n    text: ", "checklist:\n  - id: x\n    text: x\n    detail: ", "resources:\n  - id: x\n    title: x\n    url: https://example.org/\n    type: book\n    publisher: x\n    why: "} {
			data := "---\ntitle: A\nsummary: B\n" + key + value + "\n---\nText.\n"
			p, problems := Parse(KindTopic, "f", []byte(data))
			if found := p.LinkDestinations([]byte(data)); !slices.Contains(found, "b.pdf") {
				t.Errorf("%s: %q, %v", data, found, problems)
			}
			if other, links := destinationDiff([]byte(data)); len(other) > 0 || links != 1 {
				t.Errorf("%s: %q, %d links", data, other, links)
			}
		}
	}
}

// TestLinkDestinationsOfContent compares Mentions with what is converted, over the guide of this repository.
func TestLinkDestinationsOfContent(t *testing.T) {
	links := 0
	content := os.DirFS("../../../content")
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := fs.ReadFile(content, name)
		other, n := destinationDiff(data)
		if links += n; len(other) > 0 {
			t.Errorf("%s: %q", name, other)
		}
		return err
	})
	if err != nil || links < 10 {
		t.Errorf("%d links to files, %v", links, err)
	}
}

// TestLinkDestinationsOfRandomText makes texts of pieces that links are made of.
func TestLinkDestinationsOfRandomText(t *testing.T) {
	pieces := []string{"[", "]", "](", "![", "]: ", "[a]", "[a]:", "[a][b]", "(", ")", "<", ">", "\n", "\n\n", "\n> ", "\n>", "\n- ", "\n  ", "\n    ", "\n1. ", "| ", "|\n|-|-|\n|", " ", "\t", "\\", "&amp;", "&#46;", "&lpar;", "%20", "x.pdf", "y/z.svg", "/a.pdf", "é", "\"t\"", "'t'", "(t)", "`", "*", "#", "^", "[^1]", "[^1]: ", ": ", "> [!NOTE]\n> ", "\r\n", "```\n", "<!--", "-->", "<!-- ", "https://e.org/", "../", "e\u0301", "<b c.pdf>", "\f", "\u00a0", "![a](x.csv)", "[b](c.pdf)"}
	random := rand.New(rand.NewPCG(14, 8))
	texts, links := 12_000, 0
	if testing.Short() {
		texts = 3_000
	}
	for range texts {
		var b strings.Builder
		b.WriteString("---\ntitle: A\nsummary: B\n---\n")
		for range 3 + random.IntN(24) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		other, n := destinationDiff([]byte(b.String()))
		if links += n; len(other) > 0 {
			t.Fatalf("%q: %q", b.String(), other)
		}
	}
	t.Logf("%d links in %d texts", links, texts)
	if links < texts/10 {
		t.Error("the texts have too few links")
	}
}

func BenchmarkLinkDestinations(b *testing.B) {
	data, err := os.ReadFile("../../../content/steps/2-get-qualified/index.md")
	if err != nil {
		b.Fatal(err)
	}
	p, _ := Parse(KindStep, "f", data)
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			Parse(KindStep, "f", data)
		}
	})
	b.Run("mentions", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			p.LinkDestinations(data)
		}
	})
}
