package markdown

import (
	"strings"
	"testing"

	"guide/cmd/internal/diagtest"
)

// meantTests has what readers would see as it is written, with « and » around what is reported, and, without a code,
// what looks like it and is as its author meant it.
var meantTests = []struct{ text, code, message string }{
	{"«##»Write your CV\n", "heading-mark", "no space follows ##"},
	{"Text.\n\n«#»Write your CV\n", "heading-mark", "no space follows #"},
	{"«##\u00a0»Write\n", "heading-mark", "a non-breaking space (U+00A0)"},
	{"«\ufeff»## Write\n", "heading-mark", "before ## is a byte-order mark (U+FEFF)"},
	{"«\u200b»- one\n\u200b- two\n", "list-mark", "before - is a zero-width space (U+200B)"},
	{"We say\n«\u00a0\u00a0»2. two\n", "list-mark", "before 2. is a non-breaking space"},
	{"\ufeffWe say.\n\n\u00a0-5 degrees, \u200b#1\n", "", ""},
	{"«#######» Deep\n", "heading-mark", "at most six"},
	{"We are #1 in this.\n\n#pmo #career\n\n#1 analyst\n\n\\##Not\n\n`##a`\n", "", ""},
	{"«-»First\n-Second\n", "list-mark", "no space follows -"},
	{"«1.»One\n2.Two\n", "list-mark", "no space follows 1."},
	{"«-\u00a0»first\n-\u00a0second\n", "list-mark", "U+00A0"},
	{"«1.\u202f»first\n", "list-mark", "U+202F"},
	{"Buy:\n«•» bread\n• milk\n", "list-mark", "bullet of a word processor"},
	{"«\uf0b7»\tbread\n", "list-mark", "bullet of a word processor"},
	{"«o»\tbread\n", "list-mark", "bullet of a word processor"},
	{"«a)» bread\nb) milk\n", "list-mark", "letters make no list"},
	{"«–» bread\n– milk\n", "list-mark", "dashes make no list"},
	{"-5 degrees\n\nI said so.\n– Ann\n\n3.5 million\n\n1.First of May\n\na) alone\n\n-v is a flag\n\no\n", "", ""},
	{"This is «**»very important and goes on.\n", "emphasis-mark", "never closed"},
	{"**Deadline:«**»Friday.\n", "emphasis-mark", "cannot close between ':' and a letter"},
	{"This is important«**» and goes on.\n", "emphasis-mark", "closes nothing"},
	{"It is 5«*3 and 4*»2.\n", "emphasis-mark", "italic"},
	{"5 ** 3, \\**not\\** and `**code`, *so* **be** it.\n", "", ""},
	{"See «[the handbook](https://example.org/my file.pdf)».\n", "link-mark", "holds a space"},
	{"See «[the handbook](https://exa mple.org/a)».\n", "link-mark", "the name of the site holds a space"},
	{"See «[the handbook](https://example.org/ “Title”)».\n", "link-mark", "curly quotes"},
	{"See «[the handbook](»https://example.org/ and go on.\n", "link-mark", "not closed"},
	{"See «[the handbook] (https://example.org/)».\n", "link-mark", "a space stands between"},
	{"See «(https://example.org/)[the handbook]».\n", "link-mark", "square brackets come first"},
	{"«![A desk](desk one.svg)»\n", "link-mark", "this picture"},
	{"An aside [sic] (as he said), f(x)[0], [1] (2) and `[a](b c)`.\n", "", ""},
	{"«Name\tDay»\nAnn\tMonday\n", "table-mark", "tabs"},
	{"«+-----+-----+»\n| a | b |\n+-----+-----+\n", "table-mark", "drawn with +"},
	{"See «[[Write a CV]]».\n", "foreign-mark", "wiki link"},
	{"See !«[[desk.png]]».\n", "foreign-mark", "wiki link"},
	{"«{{< youtube abc >}}»\n", "foreign-mark", "shortcode"},
	{"«{% include note.html %}»\n", "foreign-mark", "tag of a template"},
	{"«[TOC]»\n", "foreign-mark", "table of contents"},
	{"«{: .lead}»\n", "foreign-mark", "attributes"},
	{"Well done «:tada:»!\n", "foreign-mark", "emoji"},
	{"Energy is «$$E=mc^2$$».\n", "foreign-mark", "formula"},
	{"So «$a_1 + b$» it is.\n", "foreign-mark", "formula"},
	{"That is «==marked==».\n", "foreign-mark", "marked text"},
	{"Word says «<o:p>»so.\n", "foreign-mark", "word processor"},
	{"A [[Prototype]], from $5 to $10, at 10:30:15, a == b, {a} and note: this.\n", "", ""},
	{"1. One\n  «-» a\n  - b\n2. Two\n", "sublist-indent", "2 spaces are too few"},
	{"*   One\n  «-» a\n", "sublist-indent", "begin the line with 4 spaces"},
	{"1. One\n  «2». a\n  3. b\n", "sublist-indent", "3 spaces"},
	{"10. One\n   «-» a\n", "sublist-indent", "3 spaces are too few"},
	{"> 1. One\n>   «-» a\n", "sublist-indent", "are too few"},
	{"- 1. One\n    «-» a\n", "sublist-indent", "begin the line with 5 spaces"},
	{"- a\n  - 1. One\n      «-» b\n", "sublist-indent", "7 spaces"},
	{"1.\n\n   - a\n\n-\t1. One\n\t- a\n", "", ""},
	{"1. One\n   - a\n     - b\n2. Two\n\n- a\n - b\n\n1. One\n\n- a\n\n  1. b\n", "", ""},
	{"Text.\n\n    «Ask who decides, and by when.»\n", "indented-code", "four spaces"},
	{"\t«Ask who decides, and by when.»\n", "indented-code", "a tab"},
	{"    npm install\n\n    git config set global names\n\ntext\n\n    if a > b {\n\n- a\n\n  Ask who decides.\n",
		"", ""},
	{"It takes ~5 days or ~6 days, ~~not~~ 7.\n", "", ""},
	{"- a\n«–» b\n- c\n", "list-mark", "dashes make no list"},
	{"«–» **A:** b\n- c\n", "list-mark", "dashes make no list"},
	{"- a\n«-»Bread\n", "list-mark", "no space follows -"},
	{"1. a\n«2.»Bread\n", "list-mark", "no space follows 2."},
	{"The rest:\n«4.» Ann\n5. Bo\n   of Rome\n6. Cy\n", "list-mark", "does not begin with 1"},
	{"We met in\n2019. Then we\n2021. Or not.\n\n- in\n  4. May\n\n2. b\n3. c\n", "", ""},
	{"- a) bread\n- b) milk\n\n- in\n  1.N and\n", "", ""},
	{"- «a)» bread\n  b) milk\n", "list-mark", "letters make no list"},
	{"- «[ ]» (https://example.org/1, /2) Bread\n", "task-list", ""},
	{"Text.\n\n[the plan]: https://example.org/a#plan", "", ""},
	{"> «[WARNING]»\n> Mind.\n", "bad-alert", "a ! after its bracket"},
	{"«[the text(../a.md)» is here.\n", "link-mark", "[ is not closed"},
	{"A: «[the text(https://example.org/a)», 2024.\n", "link-mark", "[ is not closed"},
	{"«[»A desk](desk.svg \"A desk\")\n", "link-mark", "not the picture"},
	{"    «Ask [them](a.md), if you have 3 \"friends\".»\n", "indented-code", "four spaces"},
	{"Ours.\n«>>>>>>> main»\n", "conflict-marker", "unfinished"},
	{"One two three.\n\n«Then you ask them whet»", "cut-text", "in the middle"},
	{"«## A heading»", "cut-text", "in the middle"},
	{"- That is bread.\n«- **Begin:** it is here. You have»", "cut-text", "in the middle"},
	{"Text.\n\n- bread and milk and more", "", ""},
	{"- a\n- b\n\n— Ann\n\n- c\n- d\n\n– Not a list, said Jo.\n\n- e\n", "", ""},
	{"We wrote that all down.", "", ""},
	{"#OpenToWork tells recruiters that you look.\n\n`$PATH` and ${HOME}, from $a_b to $c, a[0][1].\n", "", ""},
	{"So («$a_1 + b$»).\n", "foreign-mark", "formula"},
	{"It is 2«**»10.\n", "emphasis-mark", "between numbers"},
	{"«<<<<<<< HEAD»\nOurs.\n", "conflict-marker", "unfinished"},
	{"```\n<<<<<<< HEAD\n=======\n>>>>>>> b\n```\n\nTitle\n=======\n", "", ""},
	{"«```»\nDear Ann\n", "unclosed-fence", "never closed"},
	{"«~~~text»\n", "unclosed-fence", "never closed"},
	{"```\na\n```\n\n~~~\n~~~\n\n- x\n  ```\n  a\n  ```\n", "", ""},
}

func TestMeantAsMarkdown(t *testing.T) {
	for _, tt := range meantTests {
		text, pos := diagtest.Marker(tt.text)
		got := diagtest.Format(convertBody(text, Env{}).Problems)
		if tt.code == "" && got != "" {
			t.Errorf("%q: got %s", text, got)
		}
		if tt.code != "" && (!strings.HasPrefix(got, pos+" ") || !strings.Contains(got, tt.code+": ") ||
			!strings.Contains(got, tt.message) || strings.Count(got, "\n") != 1) {
			t.Errorf("%q: got %swant %s %s %s", text, got, pos, tt.code, tt.message)
		}
	}
}
