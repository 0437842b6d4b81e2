package page

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// TestPositionsInFrontMatter proves that a mistake inside Markdown held by YAML is reported at its own line
// in a literal block, else at the value's first line.
func TestPositionsInFrontMatter(t *testing.T) {
	const bad = " raw-html: HTML is not allowed in the text: <b> | write **text**"
	tests := []struct{ name, detail string }{
		{"plain", "detail: «a <b>c</b>»\n"},
		{"plain, with a comment", "detail: «a <b>c</b>» # d\n"},
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
				text, pos := diagtest.Marker(withFrontMatter(itemYAML + test.detail))
				page, problems := Parse(KindStep, "f", []byte(variant.Save(text)))
				diagtest.Want(t, problems)
				got := testConverter().Block(page.Checklist[0].Detail.Value, page.Checklist[0].Detail.Locator("f"), Env{})
				diagtest.Want(t, got.Problems, pos+bad)
			})
		}
	}
}

func TestInline(t *testing.T) {
	const one = "not-inline: this text must be one paragraph without lists, headings or blocks | use detail: for more"
	tests := []struct{ text, html, want string }{
		{"Read *it*", "Read <em>it</em>", ""},
		{"a  \nb", "a<br>\nb", ""},
		{"", "", ""},
		{"1. Do it", "", "1:1-9 " + one},
		{"# Do it", "", "1:1-8 " + one},
		{"- Do it", "", "1:1-8 " + one},
		{"a\n\nb", "a", "1:1-2 " + one},
		{"a[^1]\n\n[^1]: b", "", "1:1-6 " + one},
		{"<div>", "", "1:1-6 raw-html: HTML is not allowed in the text: <div> | write an alert such as > [!NOTE], or nothing"},
		{"<!-- a -->", "", ""},
		{"[a](javascript:x)", "a", "1:1-18 bad-link: a link cannot begin with javascript: | use https:, http:, mailto: or tel:"},
	}
	for _, test := range tests {
		lines := diag.NewLines([]byte(test.text))
		pos := func(offset, n int) diag.Problem { return lines.Problem("f", offset, n, diag.Error, "", "") }
		got := testConverter().Inline(test.text, pos, Env{})
		if test.want == "" {
			diagtest.Want(t, got.Problems)
		} else {
			diagtest.Want(t, got.Problems, test.want)
		}
		if test.html != "" && string(got.HTML) != test.html || strings.Contains(string(got.HTML), "<p>") {
			t.Errorf("%q: got %s, want %s", test.text, got.HTML, test.html)
		}
	}
}

func TestPositionsInBody(t *testing.T) {
	text, pos := diagtest.Marker("---\ntitle: é\nsummary: S\n---\n\nfirst\n\n> é [«![](b.png)»](c)\n")
	for _, variant := range diagtest.Variants {
		data := []byte(variant.Save(text))
		page, _ := Parse(KindStep, "f", data)
		got := testConverter().Body("f", data, page.BodyOffset, Env{})
		diagtest.Want(t, got.Problems, pos+" missing-alt: the picture has no text for people who cannot see it | say between the square brackets what the picture shows")
		if strings.Contains(string(got.HTML), "\r") {
			t.Errorf("%s: a CR in %q", variant.Name, got.HTML)
		}
	}
}

func TestBaseline(t *testing.T) {
	convert := Baseline()
	html, err := convert([]byte(withFrontMatter(minimalMeta) + "\n## A\n"))
	if err != nil || string(html) != "<p>text</p>\n<h2 id=\"a\">A</h2>\n" {
		t.Errorf("%q, %v", html, err)
	}
}
