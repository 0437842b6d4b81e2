package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/diagtest"
)

func TestSuspects(t *testing.T) {
	tests := []struct {
		name, markdown string
		want           string // code text; the position is between « and »
	}{
		{"reference", "é «[a][b]» c", "undefined-reference b"},
		{"collapsed reference", "«[a b][]» c", "undefined-reference a b"},
		{"reference to a defined name", "[a][b]\n\n[b]: https://a.org", ""},
		{"brackets alone", "[a] and [b]", ""},
		{"escaped", "\\[a][b]", ""},
		{"in code", "`[a][b]` `[^1]`\n\n    [a][b]", ""},
		{"footnote", "a«[^one]» b", "undefined-footnote one"},
		{"footnote in emphasis", "*a«[^one]»*", "undefined-footnote one"},
		{"footnote in a heading", "## a«[^one]»", "undefined-footnote one"},
		{"footnote in a list that is used", "a[^1]\n\n- b\n\n  [^1]: c", ""},
		{"short row", "|a|b|\n|-|-|\n«| c |»\n", "broken-table the table has 2 columns and this row 1 cell"},
		{"long row", "|a|b|\n|-|-|\n|c|d|\n«|c|d|e|»\n", "broken-table the table has 2 columns and this row 3 cells"},
		{"a row without pipes", "|a|b|\n|-|-|\n«c»\n", "broken-table the table has 2 columns and this row 1 cell"},
		{"an escaped pipe", "|a|b|\n|-|-|\n|c\\|d|e|\n", ""},
		{"an escaped pipe in code", "|a|b|\n|-|-|\n|`c\\|d`|e|\n", ""},
		{"a table in a quotation", "> |a|b|\n> |-|-|\n> «|c|»\n",
			"broken-table the table has 2 columns and this row 1 cell"},
		{"delimiter row with too few cells", "|a|b|\n«|---|»\n|c|d|\n",
			"broken-table the header has 2 cells and the line below it 1 cell"},
		{"header with too few cells", "«|a|b|»\n|---|---|---|\n|c|d|e|\n",
			"broken-table the table has 3 columns and this row 2 cells"},
		{"a rule below a line with a pipe", "a | b\n\n---\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			markdown, pos := diagtest.Marker(test.markdown)
			got := convertBody(markdown+"\n", Env{})
			diagtest.Want(t, got.Problems)
			var want, have []string
			if test.want != "" {
				want = []string{pos + " " + test.want}
			}
			for _, d := range got.Suspects {
				have = append(have, fmt.Sprintf("%d:%d-%d %s %s", d.Pos.Line, d.Pos.Column, d.Pos.EndColumn, d.Rule,
					d.Text))
			}
			if diff := cmp.Diff(want, have); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTaskLists(t *testing.T) {
	for _, mark := range []string{"- [ ]", "* [x]", "1. [X]", "> - [ ]", "- a\n  - [ ]"} {
		got := convertBody(mark+" do it\n", Env{})
		if len(got.Problems) != 1 || got.Problems[0].Rule != diag.TaskList {
			t.Errorf("%s: %s", mark, diagtest.Format(got.Problems))
		}
	}
	for _, text := range []string{"- [x]y", "- [a] b", "[ ] a", "- `[ ]` a", "- \\[ ] a"} {
		diagtest.Want(t, convertBody(text+"\n", Env{}).Problems)
	}
}

func TestStrayAttributes(t *testing.T) {
	for _, text := range []string{"{a}", "a {#b}", "[a](b) {c}", "`a`{b}", "![a](b){ }"} {
		diagtest.Want(t, convertBody(text+"\n", Env{}).Problems)
	}
	for _, text := range []string{"`a`{.js}", "![a](b){#c}", "[a](b){:.c}", "**a**{: .b }", "[a](b){rel=x}"} {
		got := convertBody(text+"\n", Env{})
		if len(got.Problems) != 1 || got.Problems[0].Rule != diag.StrayAttributes {
			t.Errorf("%s: %s", text, diagtest.Format(got.Problems))
		}
	}
}

func TestWordCount(t *testing.T) {
	tests := []struct {
		markdown string
		want     int
	}{
		{"", 0}, {"one two\nthree", 3}, {"## one\n\n- *two* [three](x)\n", 3}, {"`a b` c", 3},
		{"<!-- a b --> \n\nc <b>", 1}, {"été 日本 a", 3},
		{"> [!NOTE]\n> one", 1},
	}
	for _, test := range tests {
		if got := convertBody(test.markdown, Env{}).WordCount; got != test.want {
			t.Errorf("%q has %d words, want %d", test.markdown, got, test.want)
		}
	}
}

func TestMarkdownExtensions(t *testing.T) {
	got := convertBody(`A ~~b~~ -- "c"...

| a | b |
|---|--:|
| 1 | 2 |

Term
: Meaning

1. one[^1]

[^1]: Note.
`, Env{})
	diagtest.Want(t, got.Problems)
	for _, want := range []string{"<del>b</del>", "–", "“c”", "…",
		"<th align=\"right\">b</th>", "<dt>Term</dt>", "<dd>Meaning</dd>",
		`<li id="fn:1">`, `title="footnoteBack"`} {
		if !strings.Contains(got.HTML+got.FootnoteItems, want) {
			t.Errorf("no %s in %s", want, got.HTML)
		}
	}
	if strings.Contains(got.HTML, "fn:1\">") && strings.Contains(got.HTML, "Note.") {
		t.Errorf("the footnotes are not apart: %s", got.HTML)
	}
}
