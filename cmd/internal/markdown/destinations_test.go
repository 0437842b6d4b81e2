package markdown

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// resolvedDestinations returns the destinations within the guide that a conversion asks for.
func resolvedDestinations(text []byte) []string {
	var out []string
	linkConverter.Body("", text, 0, Env{Resolve: func(dest string, _ bool) Target {
		out = append(out, dest)
		return Target{Href: dest}
	}})
	return out
}

var linkConverter = NewConverter(func(key string) string { return key })

// destinationDiff returns the destinations of files that either a conversion links or LinkDestinations returns, but not
// both, and how many a conversion links.
func destinationDiff(text []byte) (out []string, links int) {
	found, linked := fileDestinations(LinkDestinations(text)), fileDestinations(resolvedDestinations(text))
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
		return dest == "" || strings.HasPrefix(dest, "//") || strings.ContainsFunc(dest, unicode.IsControl) ||
			!isFileDestination([]byte(dest))
	})
}

func TestLinkDestinations(t *testing.T) {
	for text, want := range map[string]string{
		"[a](b.pdf)": "b.pdf", "![a](b.svg \"title\")": "b.svg", "[a](<b c.pdf>)": "b c.pdf",
		"[a](b%20c.pdf)": "b%20c.pdf", "[a]( b.pdf )": "b.pdf",
		"[a](b(1).pdf)": "b(1).pdf", "[a](b\\).pdf)": "b).pdf", "[a](b&amp;c.pdf)": "b&c.pdf",
		"[a](b&#46;pdf)": "b.pdf", "[a](\n  b.pdf\n  'title')": "b.pdf",
		"[a][b]\n\n[b]: c.pdf": "c.pdf", "[a][b]\n\n[b]:\n   <c d.pdf> 'title'": "c d.pdf", "> [a](\n> b.pdf)": "b.pdf",
		"> > [a](\n> > b.pdf)": "b.pdf", "[a](/steps/x/b.pdf#page=2)": "/steps/x/b.pdf#page=2",
		"[![a](b.svg)](c.pdf)": "c.pdf b.svg", "- [a](\n  b.pdf)": "b.pdf", "x[^1]\n\n[^1]: [a](b.pdf)": "b.pdf",
		"[a](c.md) [b](b.pdf)": "c.md b.pdf",
		"[a](https://example.org/b.pdf) [b](mailto:a@b) [c](#d) [e](tel:1)": "", "[a] (b.pdf)": "", "text](": "",
		"]": "", "[a](<b": "", "[a](javascript:b)": "", "[a](b.md#c) [a](b/)": "",
		// What is taken out, and what is shown as it is.
		"<!-- See [a](b.pdf) -->": "", "Text <!-- See [a](b.pdf) --> text": "",
		"<!--\n\n[a](b.pdf)\n\n-->\n\n[a](c.pdf)": "c.pdf", "> <!-- [a](b.pdf)\n> [a](c.pdf) -->": "",
		"<!-- [a](b.pdf)":         "",
		"`<!--` [a](b.pdf) `-->`": "b.pdf", "\\<!-- [a](b.pdf) -->": "b.pdf", "```\n<!--\n```\n[a](b.pdf)": "b.pdf",
		"Text <!-- \n\n[a](b.pdf) -->": "b.pdf",
		"`[a](b.pdf)`":                 "", "```\n[a](b.pdf)\n```": "", "    [a](b.pdf)": "", "\\[a](b.pdf)": "",
		"[a]\\(b.pdf)": "",
		"[b]: c.pdf":   "", "[a](b.pdf": "",
	} {
		if got := strings.Join(LinkDestinations([]byte(text)), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if other, _ := destinationDiff([]byte(text)); len(other) > 0 {
			t.Errorf("%q: %q", text, other)
		}
	}
}

// TestLinkDestinationsOfContent compares LinkDestinations with what is converted, over the guide of this repository.
func TestLinkDestinationsOfContent(t *testing.T) {
	links := 0
	content := os.DirFS("../../../content")
	err := fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		data, err := fs.ReadFile(content, name)
		_, body, _ := bytes.Cut(data, []byte("\n---\n"))
		other, n := destinationDiff(body)
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
	pieces := []string{"[", "]", "](", "![", "]: ", "[a]", "[a]:", "[a][b]", "(", ")", "<", ">", "\n", "\n\n", "\n> ",
		"\n>", "\n- ", "\n  ", "\n    ", "\n1. ", "| ", "|\n|-|-|\n|", " ", "\t", "\\", "&amp;", "&#46;", "&lpar;",
		"%20", "x.pdf", "y/z.svg", "/a.pdf", "é", "\"t\"", "'t'", "(t)", "`", "*", "#", "^", "[^1]", "[^1]: ", ": ",
		"> [!NOTE]\n> ", "\r\n", "```\n", "<!--", "-->", "<!-- ", "https://e.org/", "../", "e\u0301",
		"<b c.pdf>", "\f", "\u00a0", "![a](x.csv)", "[b](c.pdf)"}
	random := rand.New(rand.NewPCG(14, 8))
	texts, links := 12_000, 0
	if testing.Short() {
		texts = 3_000
	}
	for range texts {
		var b strings.Builder
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
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		LinkDestinations(data)
	}
}
