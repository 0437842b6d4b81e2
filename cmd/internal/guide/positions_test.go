package guide

import (
	"bytes"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
	"guide/cmd/internal/frontmatter"
	"guide/cmd/internal/markdown"
)

// minimalMeta is the front matter that every step, topic and page needs.
const minimalMeta = "title: T\nsummary: S\n"

// itemYAML is front matter that a key of an item may follow.
const itemYAML = minimalMeta + "checklist:\n  - id: a\n    text: b\n    "

func testConverter() *markdown.Converter {
	return markdown.NewConverter(func(key string) string { return key })
}

// TestPositionsInFrontMatter proves that a mistake inside Markdown held by YAML is reported at its own line
// in a literal block and in a plain value on one line, else at the value's first line.
func TestPositionsInFrontMatter(t *testing.T) {
	const bad = " raw-html: HTML is not allowed in the text: <b> | write **text**"
	tests := []struct{ name, detail string }{
		{"plain", "detail: a «<b>»c</b>\n"},
		{"plain, with a comment", "detail: a «<b>»c</b> # d\n"},
		{"plain, of two lines", "detail: «é»\n      <b>c</b>\n"},
		{"single quotes", "detail: «'a ''<b>c</b>'» # 'd'\n"},
		{"double quotes", "detail: «\"a \\\"<b>c</b>\"» # \"d\"\n"},
		{"double quotes, of two lines", "detail: «\"a \\\"»\n      <b>c</b>\"\n"},
		{"folded block", "detail: «>-»\n      a\n      <b>c</b>\n"},
		{"literal block", "detail: |\n      a\n\n      é «<b>»c</b>\n"},
		{"literal block, its first line", "detail: |-\n      «<b>»c</b>\n"},
		{"literal block below empty lines", "detail: |\n\n\n      a «<b>»c</b>\n"},
		{"literal block with its own indentation", "detail: |2\n       a\n        «<b>»c</b>\n"},
		{"literal block with a comment", "detail: |+ # why\n      a «<b>»c</b>\n\n"},
		{"literal block, a line inside a list", "detail: |\n      - a\n        - é «<b>»c</b>\n"},
	}
	for _, test := range tests {
		for _, variant := range diagtest.Variants {
			t.Run(test.name+"/"+variant.Name, func(t *testing.T) {
				text, pos := diagtest.Marker("---\n" + itemYAML + test.detail + "---\ntext\n")
				p, problems := frontmatter.Parse(frontmatter.KindStep, "f", []byte(variant.Save(text)))
				diagtest.Want(t, problems)
				got := testConverter().Block(p.Checklist[0].Detail.Value, p.Checklist[0].Detail.Locator("f"),
					markdown.Env{})
				diagtest.Want(t, got.Problems, pos+bad)
			})
		}
	}
}

func TestPositionsInBody(t *testing.T) {
	text, pos := diagtest.Marker("---\ntitle: é\nsummary: S\n---\n\nfirst\n\n> é [«![](b.png)»](c)\n")
	for _, variant := range diagtest.Variants {
		data := []byte(variant.Save(text))
		p, _ := frontmatter.Parse(frontmatter.KindStep, "f", data)
		got := testConverter().Body("f", data, p.BodyOffset, markdown.Env{})
		diagtest.Want(t, got.Problems, pos+" missing-alt: the picture has no text for people who cannot see it | say "+
			"between the square brackets what the picture shows")
		if strings.Contains(got.HTML, "\r") {
			t.Errorf("%s: a CR in %q", variant.Name, got.HTML)
		}
	}
}

// TestSuppressionEndToEnd proves that a comment silences the problem of the block below it, and no other.
func TestSuppressionEndToEnd(t *testing.T) {
	for _, variant := range diagtest.Variants {
		file := variant.Save("---\n" + minimalMeta +
			"---\n<!-- allow: raw-html it is an example -->\n\na <b>c</b>\n\nd <i>e</i>\n")
		p, _ := frontmatter.Parse(frontmatter.KindPage, "f", []byte(file))
		got := testConverter().Body("f", []byte(file), p.BodyOffset, markdown.Env{})
		problems := diag.ApplySuppressions(append(p.Suppressions, got.Suppressions...), got.Problems)
		if want := "9:3-6 raw-html"; len(problems) != 1 || !strings.HasPrefix(diagtest.Format(problems), want) {
			t.Errorf("%s: %s", variant.Name, diagtest.Format(problems))
		}
	}
}

// FuzzPage reads any bytes as a Markdown file and converts all its texts: every position is in the file, and with other
// line ends readers see the same.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		"", "\ufeff", "---\n---\n", "---\n" + minimalMeta + "---\ntext\n",
		"---\n" + itemYAML + "detail: |\n      é <b>\n---\n",
		"---\r\n" + minimalMeta + "outcomes: ['a <b>']\r\n---\r\n[a](data:x)\r\n",
		">\t>\t>\t#", // found: goldmark's position of a heading after tabs is outside the text
	} {
		for kind := frontmatter.KindHome; kind <= frontmatter.KindTopic; kind++ {
			f.Add(int(kind), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		kind = ((kind % 4) + 4) % 4
		p, problems := frontmatter.Parse(frontmatter.Kind(kind), "f.md", data)
		c := testConverter()
		for _, text := range append(p.MarkdownTexts(), p.Title, p.Summary) {
			if text.Value == "" {
				continue
			}
			pos := text.Locator("f.md")
			diagtest.CheckPositions(t, data, []diag.Problem{text.In("f.md")})
			diagtest.CheckPositions(t, data, c.Inline(text.Value, pos, markdown.Env{}).Problems)
			diagtest.CheckPositions(t, data, c.Block(text.Value, pos, markdown.Env{}).Problems)
		}
		diagtest.CheckPositions(t, data, c.Body("f.md", data, p.BodyOffset, markdown.Env{}).Problems)
		if len(problems) > 0 || bytes.Contains(data, []byte("\r")) {
			return
		}
		crlf := bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
		other, _ := frontmatter.Parse(frontmatter.Kind(kind), "f.md", crlf)
		if a, b := canonicalPage(p, data), canonicalPage(other, crlf); !bytes.Equal(a, b) {
			t.Fatalf("with other line ends readers see\n%s, not\n%s", b, a)
		}
	})
}
