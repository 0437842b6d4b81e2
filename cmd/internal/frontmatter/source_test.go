package frontmatter

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

var splitTests = []struct {
	name, file string
	kind       Kind
	want       []string
	body       string // of a file without problems
}{
	{"unknown key", "---\n" + minimalMeta + "colour: red\n---\n", KindPage,
		[]string{`4:1-7 unknown-key: unknown key "colour" | ` + pageKeys}, ""},
	{"duplicate key", "---\n" + minimalMeta + "title: U\n---\n", KindPage,
		[]string{`4:1-6 duplicate-key: the key "title" is already on line 2 | keep one of them`}, ""},
	{"no closing line", "---\n" + minimalMeta + "\ntext\n", KindPage,
		[]string{"3:1-11 unclosed-front-matter: the front matter is opened on line 1 and never closed | put a line " +
			"with only --- below this one"}, ""},
	{"no closing line, indented, below empty lines", "\n\n  ---\n" + minimalMeta, KindStep,
		[]string{"5:1-11 unclosed-front-matter: the front matter is opened on line 3 and never closed | put a line " +
			"with only --- below this one"}, ""},
	{"no closing line, and a rule in the text", "---\n" + minimalMeta + "\nText.\n\n-----\n\nMore.\n", KindPage,
		[]string{"3:1-11 unclosed-front-matter: the front matter is opened on line 1 and never closed | put a line " +
			"with only --- below this one"}, ""},
	{"no closing line, and a text below", "---\n" + minimalMeta + "checklist:\n- id: a\n  text: B\n\nIt is: so.\n- c\n",
		KindStep, []string{"6:1-10 unclosed-front-matter: the front matter is opened on line 1 and never closed | " +
			"put a line with only --- below this one"}, ""},
	{"only an opening line", "---", KindPage,
		[]string{"1:1-4 unclosed-front-matter: the front matter is opened here and never closed | put a line " +
			"with only --- after the last key"}, ""},
	{"byte order mark", "\ufeff---\n" + minimalMeta + "---\ntext\n", KindPage, nil, "text\n"},
	{"CRLF", "---\r\ntitle: T\r\nsummary: S\r\n---\r\ntext\r\n", KindPage, nil, "text\r\n"},
	{"no line break at the end", "---\n" + minimalMeta + "---", KindPage, nil, ""},
	{"blanks after the delimiters", "--- \n" + minimalMeta + "---\t\ntext", KindPage, nil, "text"},
	{"indented closing line", "---\n" + minimalMeta + "  ---\ntext\n", KindPage,
		[]string{"4:3-6 indented-delimiter: an indented --- ends the front matter here | move it to the first " +
			"column if the front matter ends here; inside a value write *** or another rule"}, ""},
	{"indented --- inside a block", "---\ntitle: T\nsummary: |\n  a\n  ---\n  b\n---\ntext\n", KindPage,
		[]string{"5:3-6 indented-delimiter: an indented --- ends the front matter here | move it to the first " +
			"column if the front matter ends here; inside a value write *** or another rule"}, ""},
	{"--- indented by a no-break space", "---\n" + minimalMeta + "\u00a0---\ntext\n", KindPage,
		[]string{"4:2-5 indented-delimiter: an indented --- ends the front matter here | move it to the first " +
			"column if the front matter ends here; inside a value write *** or another rule"}, ""},
	{"indented opening line", "  ---\n" + minimalMeta + "---\ntext\n", KindPage, nil, "text\n"},
	{"a rule, text and a rule", "---\n\nWelcome to the guide.\n\n---\n\nmore\n", KindPage,
		[]string{"3:1-22 wrong-type: the front matter has no keys | " + noFrontMatterHint}, ""},
	{"a rule and text with colons", "---\n\nWelcome: hello\n\nSee: you\n\n---\n", KindPage, []string{
		`3:1-2 missing-key: a page needs the key "summary" | add summary:`,
		`3:1-2 missing-key: a page needs the key "title" | add title:`,
		`3:1-8 unknown-key: unknown key "Welcome" | ` + pageKeys,
		`5:1-4 unknown-key: unknown key "See" | ` + pageKeys,
	}, ""},
	{"a comment after the opening line", "--- # front matter\n" + minimalMeta + "---\n", KindPage,
		delimiterProblem("1:1-19"), ""},
	{"four hyphens", "----\n" + minimalMeta + "----\n", KindPage, fourHyphens("1:1-5"), ""},
	{"four hyphens below an empty line", "\n----\n" + minimalMeta + "----\n", KindStep, fourHyphens("2:1-5"),
		""},
	{"four hyphens on the home page", "----\n" + minimalMeta + "----\n", KindHome, fourHyphens("1:1-5"), ""},
	{"TOML", "+++\ntitle = 'T'\n+++\n", KindHome, delimiterProblem("1:1-4"), ""},
	{"three hyphens and a name", "---yaml\n" + minimalMeta + "---\n", KindPage, delimiterProblem("1:1-8"), ""},
	{"leading blank lines", "\n \n---\n" + minimalMeta + "x: 1\n---\n", KindPage,
		[]string{`6:1-2 unknown-key: unknown key "x" | ` + pageKeys}, ""},
	{"leading no-break space", "\u00a0\n---\n" + minimalMeta + "x: 1\n---\n", KindPage,
		[]string{`5:1-2 unknown-key: unknown key "x" | ` + pageKeys}, ""},
	{"positions are those of the file", "\ufeff\r\n---\r\ntitle: T\r\nsummary: é é: x\r\n---\r\n", KindPage,
		[]string{
			`4:13-14 yaml-syntax: a colon and a space cannot stand here | put a value that holds a colon and a space ` +
				`in quotes; a key needs a space after its colon and starts in the column of the keys above it`,
		}, ""},
	{"JSON", "{\"title\": \"T\"}\n\ntext\n", KindPage, []string{
		"1:1-15 no-front-matter: the page has no front matter | " + noFrontMatterHint}, ""},
	{"JSON without an empty line after it", "{\"title\": \"T\"}\ntext\n", KindPage,
		[]string{"1:1-15 no-front-matter: the page has no front matter | " + noFrontMatterHint}, ""},
	{"none", "\n# Hello\n", KindStep, []string{"2:1-8 no-front-matter: the page has no front matter | " +
		noFrontMatterHint}, ""},
	{"none on the home page", "# Hello\n", KindHome, nil, "# Hello\n"},
	{"a mark and no front matter", "\ufeff# Hello\n", KindHome, nil, "# Hello\n"},
	{"empty file", "", KindStep, []string{"1:1-2 no-front-matter: the file is empty | " + noFrontMatterHint}, ""},
	{"only a byte order mark", "\ufeff", KindStep, []string{"1:1-2 no-front-matter: the file is empty | " +
		noFrontMatterHint}, ""},
	{"only blanks", " \n\t\n", KindStep, []string{"1:1-2 no-front-matter: the file is empty | " +
		noFrontMatterHint}, ""},
	{"empty home page", "", KindHome, nil, ""},
	{"lines that end with CR only", "---\r" + strings.ReplaceAll(minimalMeta, "\n", "\r") + "---\r", KindPage,
		[]string{"1:1-28 no-front-matter: the lines of the file end with a carriage return without a line feed " +
			"(U+000D) " +
			"| save it with the line ends of Unix (LF) or Windows (CRLF)"}, ""},
	{"em dashes", "———\n" + minimalMeta + "---\n", KindHome, []string{"1:1-4 no-front-matter: this is not the line " +
		"of " +
		"--- that begins the front matter: it has an em dash (U+2014) | " + delimiterHint}, ""},
	{"a merge before it", "<<<<<<< HEAD\n---\n" + minimalMeta + "---\n", KindStep, []string{
		"1:1-13 conflict-marker: " + unfinishedMerge + " | " + unfinishedMergeHint}, ""},
	{"a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", KindHome, []string{
		"1:1-2 lfs-pointer: " + diag.LFSMessage + " | " + diag.LFSHint}, ""},
	{"empty front matter", "---\n---\ntext\n", KindStep,
		[]string{"2:1-2 missing-key: the front matter is empty | give it at least title: and summary:"}, ""},
	{"empty front matter on the home page", "---\n---\ntext\n", KindHome, nil, "text\n"},
	{"comments only", "---\n# title: T\n\n---\ntext\n", KindStep,
		[]string{"2:1-2 missing-key: the front matter is empty | give it at least title: and summary:"}, ""},
	{"comments only, one a bad allowance", "---\n# allow:\n---\ntext\n", KindStep, []string{
		"2:1-2 missing-key: the front matter is empty | give it at least title: and summary:",
		"2:1-9 ?bad-allow: this silences nothing: it needs the code of a rule and a reason | write allow: code " +
			"reason, with the code in square brackets at the end of the problem",
	}, ""},
	{"comments only on the home page", "---\n# title: T\n---\ntext\n", KindHome, nil, "text\n"},
	{"a second pair of delimiters is text", "---\n" + minimalMeta + "---\n---\na\n---\n", KindPage, nil,
		"---\na\n---\n"},
	{"NUL byte", "---\n" + minimalMeta + "---\na\x00b\n", KindPage,
		[]string{"5:2-3 not-text: the file holds a NUL byte: it is not text, or it is saved as UTF-16 | save it " +
			"as UTF-8"}, ""},
	{"UTF-16", "\xff\xfe-\x00-\x00", KindPage, []string{
		"1:4-5 not-text: the file holds a NUL byte: it is not text, or it is saved as UTF-16 | save it as UTF-8"},
		""},
	{"invalid UTF-8", "---\ntitle: caf\xe9\n---\n", KindPage,
		[]string{"2:11-12 not-utf8: the file is not valid UTF-8 here: the byte E9 is é in Windows-1252 | save it as " +
			"UTF-8"}, ""},
	{"cut UTF-8 at the end", "---\n" + minimalMeta + "---\né\xc3", KindPage,
		[]string{"5:2-3 not-utf8: the file ends in the middle of a character: the rest of it is missing | get " +
			"the whole file again, or delete what is left of the character"}, ""},
}

// TestSplitFrontMatter has a row for each way in which adrg/frontmatter by itself would lose an editor's text.
func TestSplitFrontMatter(t *testing.T) {
	for _, test := range splitTests {
		t.Run(test.name, func(t *testing.T) {
			page, problems := Parse(test.kind, "f", []byte(test.file))
			diagtest.Want(t, problems, test.want...)
			if test.want == nil && test.file[page.BodyOffset:] != test.body {
				t.Errorf("body %q, want %q", test.file[page.BodyOffset:], test.body)
			}
		})
	}
}

func fourHyphens(pos string) []string {
	return []string{pos + " no-front-matter: this is not the line of --- that begins the front matter: it has 4 " +
		"hyphens | " + delimiterHint}
}

func delimiterProblem(pos string) []string {
	return []string{pos + " no-front-matter: the page has no front matter | the delimiter is a line of exactly three " +
		"hyphens, ---, and the front matter is YAML"}
}

func TestBroken(t *testing.T) {
	tests := []struct {
		file string
		want bool
	}{
		{withFrontMatter(minimalMeta), false}, {withFrontMatter("title: T\ncolour: red\n"), false},
		{withFrontMatter("title: [\n"), true}, {withFrontMatter("- a\n"), true},
		{"", true}, {"text\n", true}, {"---\n" + minimalMeta, true}, {"a\x00", true}, {"\xff", true},
		{"---\n" + minimalMeta + " ---\n", true},
	}
	for _, test := range tests {
		page, _ := Parse(KindStep, "f", []byte(test.file))
		if page.Broken != test.want {
			t.Errorf("%q: Broken = %v", test.file, page.Broken)
		}
	}
}

func TestBrokenFileHasNoBody(t *testing.T) {
	for _, file := range []string{"---\n" + minimalMeta + "\n# text\n", "# a\x00\n", "# \xff\n"} {
		page, _ := Parse(KindStep, "f", []byte(file))
		if page.BodyOffset != len(file) {
			t.Errorf("%q: body %q", file, file[page.BodyOffset:])
		}
	}
}

func TestSizes(t *testing.T) {
	fill := func(n int) string { return strings.Repeat("a long text\n", n/12) }
	tests := []struct {
		name, file string
		want       []string
	}{
		{"front matter of 64 KiB", withFrontMatter(minimalMeta + "# " +
			strings.Repeat("x", MaxFrontMatter-len(minimalMeta)-3) + "\n"), nil},
		{"front matter over 64 KiB", withFrontMatter(minimalMeta + "# " +
			strings.Repeat("x", MaxFrontMatter-len(minimalMeta)-2) + "\n"),
			[]string{"2:1-2 too-large: this YAML has 65 KiB; at most 64 KiB can be read"}},
		{"text of 64 KiB", withFrontMatter(minimalMeta)[:len(withFrontMatter(minimalMeta))-5] +
			strings.Repeat("x", MaxBody), nil},
		{"text over 64 KiB", withFrontMatter(minimalMeta) + fill(MaxBody+20),
			[]string{"5:1-2 too-large: the text has 65 KiB; a page may have at most 64 KiB | split it into several " +
				"topics"}},
		{"a file of 20 MB", withFrontMatter(minimalMeta) + fill(20e6),
			[]string{"5:1-2 too-large: the text has 19.1 MiB; a page may have at most 64 KiB | split it into several " +
				"topics"}},
		{"20 MB without front matter", fill(20e6), []string{
			"1:1-12 no-front-matter: the page has no front matter | " + noFrontMatterHint,
			"1:1-2 too-large: the text has 19.1 MiB; a page may have at most 64 KiB | split it into several topics",
		}},
		{"20 MB of front matter", "---\n" + fill(20e6) + "---\n",
			[]string{"2:1-2 too-large: this YAML has 19.1 MiB; at most 64 KiB can be read"}},
		{"20 MB that are never closed", "---\n" + fill(20e6),
			[]string{"1:1-4 unclosed-front-matter: the front matter is opened here and never closed | put a line " +
				"with only --- after the last key"}},
		{"20 MB on one line", strings.Repeat("x", 20e6), []string{
			"1:1-20000001 no-front-matter: the page has no front matter | " + noFrontMatterHint,
			"1:1-2 too-large: the text has 19.1 MiB; a page may have at most 64 KiB | split it into several topics",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, problems := Parse(KindStep, "f", []byte(test.file))
			diagtest.Want(t, problems, test.want...)
			if size := len(test.file) - page.BodyOffset; size > MaxBody {
				t.Errorf("a body of %d bytes", size)
			}
		})
	}
	if _, problems := ParseSettings("f", bytes.Repeat([]byte("#\n"), 20e6)); len(problems) != 1 ||
		problems[0].Rule != diag.TooLarge {
		t.Errorf("settings of 20 MB: %s", diagtest.Format(problems))
	}
}

func TestFileTooLarge(t *testing.T) {
	got := FileTooLarge("f.md", 20<<20)
	const want = "f.md:1:1: error: the file has 20 MiB; a page may have at most 64 KiB of Markdown [too-large]\n" +
		"  hint: split it into several topics\n"
	if got.String() != want {
		t.Errorf("got %s", got)
	}
}

// TestAllProblemsAtOnce proves that one reading finds every problem of a file.
func TestAllProblemsAtOnce(t *testing.T) {
	file := `---
title: T
sumary: S
checklist:
  - id: A
    text: b
    effort: 1.5
  - text: c
    levle: essential
resources:
  - id: r
    title: R
    ulr: https://a.org
    type: boook
    why: x
reviewed: 2024-13-45
draft: maybe
draft: true
---
`
	want := `2:1-2 missing-key: a step needs the key "summary" | add summary:
3:1-7 unknown-key: unknown key "sumary" | did you mean "summary"?
5:9-10 bad-id: id: "A" is not an id` + idHint + `
7:13-16 bad-duration: effort: "1.5" is not a length of time here` + effortHint + `
8:5-6 missing-key: a checklist item needs the key "id" | add id:
9:5-10 unknown-key: unknown key "levle" | did you mean "level"?
11:5-6 missing-key: a resource needs the key "url" | add url:
13:5-8 unknown-key: unknown key "ulr" | did you mean "url"?
14:11-16 unknown-value: type: cannot be "boook" | did you mean "book"?
16:11-21 bad-date: reviewed: there is no day 2024-13-45 in the calendar` + dateHint + `
17:8-13 wrong-type: draft must be true or false, without quotes
18:1-6 duplicate-key: the key "draft" is already on line 17 | keep one of them
`
	for _, variant := range diagtest.Variants {
		t.Run(variant.Name, func(t *testing.T) {
			page, problems := Parse(KindStep, "f", []byte(variant.Save(file)))
			if got := diagtest.Format(problems); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if got := fmt.Sprint(page.Title, len(page.Checklist), len(page.Resources)); got != "T 2 1" {
				t.Errorf("what is right was lost: %s", got)
			}
		})
	}
}
