package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

// fixTests has bodies with problems and what their fixes make of them; "" if there is no fix.
var fixTests = []struct{ name, body, want string }{
	{"heading without a space", "##Write\n\nText.\n###More\n", "## Write\n\nText.\n### More\n"},
	{"heading of the first level", "#Write it\n", "## Write it\n"},
	{"heading with another space", "##\u00a0 Write\n\n#\u2003Read\n", "## Write\n\n## Read\n"},
	{"heading with too many marks", "####### Deep\n", ""},
	{"list without spaces", "-One\n-Two\n  goes on\n-Three\n", "- One\n- Two\n  goes on\n- Three\n"},
	{"numbers without spaces", "1.One\n2.Two\n", "1. One\n2. Two\n"},
	{"numbers that cannot begin a list", "Do this:\n2.One\n3.Two\n", ""},
	{"numbers that can", "Do this:\n1.One\n2.Two\n", "Do this:\n1. One\n2. Two\n"},
	{"list with other spaces", "-\u00a0one\n-\u202f\u00a0two\n", "- one\n- two\n"},
	{"marks after what is not seen", "Text.\n\n\ufeff## A\n\n\u200b- one\n\u200b- two\n",
		"Text.\n\n## A\n\n- one\n- two\n"},
	{"an empty item", "-\u00a0one\n-\u00a0\n", "- one\n-\u00a0\n"},
	{"bullets", "Buy:\n• bread\n•\u00a0milk\n•tea\n", "Buy:\n- bread\n- milk\n- tea\n"},
	{"bullets of Word", "\uf0b7\tbread\no\twhite\no\tbrown\n\uf0a7\twhole\n\uf0b7\tmilk\n",
		"- bread\n  - white\n  - brown\n    - whole\n- milk\n"},
	{"bullets in a quotation", "> • bread\n> ◦ white\n", "> - bread\n>   - white\n"},
	{"bullets in an item", "1. Buy:\n   • bread\n   ◦ white\n", "1. Buy:\n   - bread\n     - white\n"},
	{"bullets with indents", "• bread\n      ○ white\n      ○ brown\n", "- bread\n  - white\n  - brown\n"},
	{"a bullet after a mark", "- • bread\n", "- - bread\n"},
	{"dashes", "– bread\n–  milk\n", "- bread\n- milk\n"},
	{"letters", "a) bread\nb) milk\n", ""},
	{"table of contents", "Text.\n\n[TOC]\n\nMore.\n", "Text.\n\n\nMore.\n"},
	{"attributes", "Text.\n\n{: .lead}\n", "Text.\n\n"},
	{"attributes after a link", "[a](b.md){target=_blank} c\n", "[a](b.md) c\n"},
	{"sublist", "1. One\n  - a\n    more\n\n  - b\n2. Two\n", "1. One\n   - a\n     more\n\n   - b\n2. Two\n"},
	{"sublist that cannot begin", "1. One\n  2. a\n", ""},
	{"indented prose", "Text.\n\n    Ask who decides, and by when.\n", ""}, // it may be code

	{"address with a space", "[a](https://example.org/my file.pdf \"T\") b\n",
		"[a](https://example.org/my%20file.pdf \"T\") b\n"},
	{"picture with a space", "![A desk](desk one.svg)\n", "![A desk](desk%20one.svg)\n"},
	{"telephone", "[a](tel:+44 20 7946 0000)\n", "[a](tel:+442079460000)\n"},
	{"subject of a mail", "[a](mailto:a@example.org?subject=Hello there)\n",
		"[a](mailto:a@example.org?subject=Hello%20there)\n"},
	{"recipient of a mail", "[a](mailto:Ann Lee)\n", ""},
	{"words in brackets", "f[i](a b c)\n", ""},
	{"curly title", "[a](https://example.org/ “A title”)\n", "[a](https://example.org/ \"A title\")\n"},
	{"gap", "[a] (https://example.org/)\n", "[a](https://example.org/)\n"},
	{"reversed", "See (https://example.org/)[the handbook].\n", "See [the handbook](https://example.org/).\n"},
	{"unclosed", "See [the handbook](https://example.org/ and go on.\n", ""},
	{"doubled scheme", "<https://https://example.org/> [a](http://https://example.org/)\n",
		"<https://example.org/> [a](https://example.org/)\n"},
	{"one slash", "[a](https:/example.org/b)\n", "[a](https://example.org/b)\n"},
	{"wrapped", "[a](https://www.google.com/url?q=https://example.org/a%20%28b%29&sa=D)\n",
		"[a](https://example.org/a%20%28b%29)\n"},
	{"no scheme", "[a](//example.org/a)\n", "[a](https://example.org/a)\n"},
	{"invisible", "[a](https://example.org/\u200bb)\n", "[a](https://example.org/b)\n"},
	{"wiki links", "[[Write a CV]] [[cv.md|the CV]] [[No page]] ![[cv]]\n",
		"[Write a CV](write-a-cv.md) [the CV](cv.md) [[No page]] ![[cv]]\n"},
	{"marked", "That is ==marked==.\n", "That is **marked**.\n"},
	{"tags of Word", "Word<o:p></o:p> says.\n", "Word says.\n"},

	{"text beside the mark of an alert", "> > [!NOTE]  Ask first.\n> > Then go.\n",
		"> > [!NOTE]\n> > Ask first.\n> > Then go.\n"},
	{"alert of Obsidian", "> [!info]\n> Ask first.\n", "> [!NOTE]\n> Ask first.\n"},
	{"misspelt alert", "> [!WARNNG]\n> Ask first.\n", ""},
	{"alert of GitHub until 2023", "> **Warning**\n> Ask first.\n", "> [!WARNING]\n> Ask first.\n"},
	{"alert of Docusaurus", "Text.\n\n:::tip Do it\n\nAsk.\n\n```\n:::\n```\n\n:::\n\nMore.\n",
		"Text.\n\n> [!TIP]\n> **Do it**\n>\n> Ask.\n>\n> ```\n> :::\n> ```\n\n\nMore.\n"},
	{"alert of Docusaurus in brackets", ":::danger[Hot]\nAsk.\n:::\nMore.\n",
		"> [!CAUTION]\n> **Hot**\n>\n> Ask.\n\nMore.\n"},
	{"alert of Pandoc", "::: {.warning}\nAsk.\n:::\n", "> [!WARNING]\n> Ask.\n"},
	{"unclosed alert", ":::note\nAsk.\n", ""},
	{"block of another kind", ":::tabs\nAsk.\n:::\n", ""},
	{"alert of MkDocs", "!!! note \"Be kind\"\n    Ask.\n\n    Listen.\nMore.\n",
		"> [!NOTE]\n> **Be kind**\n>\n> Ask.\n>\n> Listen.\n\nMore.\n"},
	{"collapsed alert of MkDocs", "???+ tip\n\n\tAsk.\n\n\tListen.\n\nMore.\n",
		"> [!TIP]\n>\n> Ask.\n>\n> Listen.\n\nMore.\n"},
	{"alert of MkDocs without a text", "!!! note\nAsk.\n", ""},
	{"alert of GitBook", "{% hint style=\"danger\" %}\nAsk.\n\nListen.\n{% endhint %}\n",
		"> [!CAUTION]\n> Ask.\n>\n> Listen.\n"},
	{"alert in a list", "- :::note\n  Ask.\n  :::\n", ""},
}

// fixEnv has the pages cv.md and write-a-cv.md.
var fixEnv = Env{Resolve: func(dest string, _ bool) Target {
	if strings.HasPrefix(dest, "http") {
		return Target{}
	}
	if dest == "cv.md" || dest == "write-a-cv.md" || dest == "b.md" {
		return Target{Href: "/" + dest}
	}
	return Target{Rule: diag.BrokenLink}
}}

func allProblems(r Result) []diag.Problem {
	out := r.Problems
	for _, s := range r.Suspects {
		p := s.Rule.At(s.Pos, "", "")
		p.Fix = s.Fix
		out = append(out, p)
	}
	return out
}

func TestFixes(t *testing.T) {
	for _, tt := range fixTests {
		got, count := diagtest.Fixed(t, tt.body, allProblems(convertBody(tt.body, fixEnv)))
		if tt.want == "" && count > 0 {
			t.Errorf("%s: there is a fix:\n%s", tt.name, got)
		}
		if tt.want != "" && got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// The changes of a fix are the same in a file with CRLF and a byte order mark.
func TestFixesOfVariants(t *testing.T) {
	for _, tt := range fixTests {
		want := ""
		for _, variant := range diagtest.Variants {
			got, data := "", variant.Save(tt.body)
			offset := len(data) - len(strings.TrimPrefix(data,
				"\ufeff")) // where frontmatter.Parse lets the body begin
			for _, p := range allProblems(testConverter().Body("f.md", []byte(data), offset, fixEnv)) {
				got += string(p.Fix) + "\n"
			}
			if want == "" {
				want = got
			} else if got != want {
				t.Errorf("%s, %s: %s, want %s", tt.name, variant.Name, got, want)
			}
		}
	}
}
