package frontmatter

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
)

// plainTextMarks are the marks that are found in plain texts.
var plainTextMarks = map[string]string{
	"**Start** here":                    "**Start**",
	"Start *now*, please":               "*now*",
	"*Now* and *then*":                  "*Now* *then*",
	"***Very*** good":                   "***Very***",
	"Be _really_ sure":                  "_really_",
	"__Never ever__ wait":               "__Never ever__",
	"~~Old~~ new":                       "~~Old~~",
	"==Marked==":                        "==Marked==",
	"Use `make` here":                   "`make`",
	"With [a plan](two.md)":             "[a plan](two.md)",
	"![A map](map.svg) of it":           "![A map](map.svg)",
	`[a](https://example.org "b")`:      `[a](https://example.org "b")`,
	"[**a**](b.md)":                     "[**a**](b.md)",
	"See <https://example.org/>":        "<https://example.org/>",
	"See [[Tools]]":                     "[[Tools]]",
	"Two in three[^1]":                  "[^1]",
	"This &nbsp; and &amp;, R&#38;D":    "&nbsp; &amp; &#38;",
	"one<br>two<br/>three":              "<br> <br/>",
	"<b>one</b>":                        "<b> </b>",
	`<span style="color: red">a</span>`: `<span style="color: red"> </span>`,
	"Text <!-- to do -->":               "<!-- to do -->",
	"## Start":                          "## Start",
	"# Start":                           "# Start",
	"Start {#start}":                    "{#start}",
	"Ready :rocket: go":                 ":rocket:",
	`Stars \* and \_`:                   `\* \_`,
	"{{ title }} here":                  "{{ title }}",

	"5 * 3 and 4 * 2":                      "",
	"5*3 and 4*2":                          "",
	"snake_case_name and _private":         "",
	"__init__ and __init__.py":             "",
	"Salary* and bonus*":                   "",
	"*Terms apply":                         "",
	"[draft] of it":                        "",
	"[draft](second)":                      "",
	"Items [1] and [2]":                    "",
	"Array[i](x) of a[[0]]":                "",
	"R&D; AT&T, Q&A":                       "",
	"a < b and c > d":                      "",
	"<name> of a List<T>, <first step>":    "",
	"Be the #1 analyst, # of people":       "",
	"# of people":                          "",
	"#1 of 5":                              "",
	"At 10:30:15, the ratio 1:2:3, a:b:c":  "",
	"Plan: then act: now":                  "",
	"~5 days ~ 10":                         "",
	"a == b == c":                          "",
	"rock `n' roll":                        "",
	"Name: ____ and ____":                  "",
	"C:\\Users\\name":                      "",
	"{name} and {0}":                       "",
	"What do you **":                       "",
	"5 ** 3":                               "",
	"PMO (project management office) – I*": "",
}

func TestMarksInPlainText(t *testing.T) {
	for value, want := range plainTextMarks {
		_, problems := ParseSettings("g", []byte("id: x\nlanguage: en\nsummary: S\ntitle: "+quoted(value)+"\n"))
		var got []string
		for _, p := range problems {
			if p.Rule != diag.MarkInPlainText {
				t.Errorf("%s: %s", value, p)
			}
			got = append(got, strings.TrimSuffix(strings.TrimPrefix(p.Message, "title is plain text: readers see "),
				" as it is written"))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", value, got, want)
		}
	}
}

// TestPlainTextPositions checks where marks are reported, and what to write.
func TestPlainTextPositions(t *testing.T) {
	front := `title: "Caf\u00e9 *now* \"x\" and *now*"
summary: >
  Read
  [**a
  plan**](two.md)
  &nbsp;and
resources:
  - {id: a, title: <b>A</b>, type: book, publisher: A *B*, url: "https://example.org/", why: "*W*"}
`
	_, problems := Parse(KindStep, "f", []byte(withFrontMatter(front)))
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d:%d-%d %s", p.Line, p.Column, p.EndColumn, p.Hint))
	}
	want := []string{"2:19-24 write now", "2:35-40 write now", "3:10-11 write a plan",
		"7:3-9 type a space in its place",
		"9:20-23 delete it", "9:24-28 delete it", "9:55-58 write B"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// quoted returns a text in the single quotes of YAML.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
