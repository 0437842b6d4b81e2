package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diagtest"
)

func TestHeadings(t *testing.T) {
	tests := []struct {
		name, markdown string
		want           []string // level id text clash line:column
	}{
		{"levels are as written", "# A\n\n### B\n", []string{"1 a A  1:1", "3 b B  3:1"}},
		{"underlined", "A\nb\n===\n\nB *c* d\n---\n", []string{"1 a-b A b  1:1", "2 b-c-d B c d  5:1"}},
		{"clashes are told", "## A\n\n## A\n\n## A\n", []string{"2 a A  1:1", "2 a-2 A a 3:1", "2 a-3 A a 5:1"}},
		{"a clash with a suffix", "## A 2\n\n## A\n\n## A\n",
			[]string{"2 a-2 A 2  1:1", "2 a A  3:1", "2 a-3 A a 5:1"}},
		{"a written id comes first", "## B\n\n## B\n\n## A {#b}\n",
			[]string{"2 b-2 B b 1:1", "2 b-3 B b 3:1", "2 b A  5:1"}},
		{"a written id in any script", "## A {#日本語}\n", []string{"2 日本語 A  1:1"}},
		{"two written ids: the last", "## A {#b #c}\n", []string{"2 c A  1:1"}},
		{"no letters", "## ...\n\n## 🎉\n", []string{"2 section …  1:1", "2 section-2 🎉 section 3:1"}},
		{"no text", "##\n", []string{"2 section   1:1"}},
		{"markup is left out", "## A `b*c` *d* [e](f) ![g](h) &amp; \\* <https://i.org>\n",
			[]string{"2 a-b-c-d-e-g-https-i-org A b*c d e g & * https://i.org  1:1"}},
		{"apostrophes and dashes", "## Don't -- stop\n\n## Don’t – stop\n",
			[]string{"2 dont-stop Don’t – stop  1:1", "2 dont-stop-2 Don’t – stop dont-stop 3:1"}},
		{"composed and decomposed letters are one", "## Caf\u00e9\n\n## Cafe\u0301\n",
			[]string{"2 caf\u00e9 Caf\u00e9  1:1", "2 caf\u00e9-2 Cafe\u0301 caf\u00e9 3:1"}},
		{"case folds in every script", "## ΣΑΣ İ ẞ\n", []string{"2 σασ-i-ß ΣΑΣ İ ẞ  1:1"}},
		{"reserved ids", "## UI menu\n", []string{"2 section-ui-menu UI menu  1:1"}},
		{"in a quotation and a list", "> ## A\n\n- ## B\n", []string{"2 a A  1:3", "2 b B  3:3"}},
		{"after tabs", ">\t>\t# a\n\n>\t>\t#", []string{"1 a a  1:7", "1 section   3:6"}},
		{"position after letters of two bytes", "- é\n\n  ## A\n", []string{"2 a A  3:3"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := convertBody(test.markdown, Env{})
			diagtest.Want(t, got.Problems)
			var lines []string
			seen := map[string]bool{}
			for _, h := range got.Headings {
				lines = append(lines, fmt.Sprintf("%d %s %s %s %d:%d", h.Level, h.ID, h.Text, h.WantedID, h.Pos.Line,
					h.Pos.Column))
				if seen[h.ID] || !strings.Contains(got.HTML, ` id="`+h.ID+`"`) {
					t.Errorf("id %q twice or not in %s", h.ID, got.HTML)
				}
				seen[h.ID] = true
			}
			if diff := cmp.Diff(test.want, lines); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestBadHeadingAttributes(t *testing.T) {
	tests := []struct{ markdown, want string }{
		{"## A {.b}", `1:1-10 heading-attribute: a heading cannot have the attribute "class" | ` + onlyIDHint},
		{"## A {#b .c d=1}", `1:1-17 heading-attribute: a heading cannot have the attribute "class" | ` + onlyIDHint + `
1:1-17 heading-attribute: a heading cannot have the attribute "d" | ` + onlyIDHint},
		{"## A {#B}", `1:1-10 bad-id: "B" cannot be the id of a heading | use lower-case letters, digits and single ` +
			`hyphens`},
		{"## A {#b--c}", `1:1-13 bad-id: "b--c" cannot be the id of a heading | use lower-case letters, digits and ` +
			`single hyphens`},
		{"## A {#ui-b}", `1:1-13 bad-id: ids that begin with ui- are reserved for the site itself | begin it with ` +
			`another word`},
		{"## A {#b c}", `1:1-12 heading-attribute: the braces after the heading cannot be read | ` + onlyIDHint},
		{"## A {: #b}", `1:1-12 heading-attribute: the braces after the heading cannot be read | ` + onlyIDHint},
		{"## A {#}", `1:1-9 bad-id: "" cannot be the id of a heading | use lower-case letters, digits and single ` +
			`hyphens`},
		{"é\nA {.b}\n===", `1:1-2 heading-attribute: a heading cannot have the attribute "class" | ` + onlyIDHint},
	}
	for _, test := range tests {
		got := convertBody(test.markdown+"\n", Env{})
		diagtest.Want(t, got.Problems, strings.Split(test.want, "\n")...)
		if html := got.HTML; strings.Contains(html, "class=") || strings.Contains(html, "ui-") {
			t.Errorf("%s: %s", test.markdown, html)
		}
	}
}

func TestHeadingsOnAPage(t *testing.T) {
	taken := map[string]bool{"a": true}
	got := convertBody("# A\n\n## B {#b}\n\n###### C\n\n## B\n",
		Env{UsedIDs: taken, IDPrefix: "step--", HeadingOffset: 1})
	want := `<h3 id="step--a-2">A</h3>
<h3 id="step--b">B</h3>
<h6 id="step--c">C</h6>
<h3 id="step--b-2">B</h3>
`
	if diff := cmp.Diff(want, got.HTML); diff != "" {
		t.Error(diff)
	}
	if got.Headings[0].WantedID != "a" || !taken["b"] || !taken["a-2"] || taken["step--b"] {
		t.Errorf("%+v %v", got.Headings[0], taken)
	}
}

// A permalink follows the text of a heading, and its label has that text.
func TestPermalink(t *testing.T) {
	got := string(convertBody("## A *b* \"c\" \\<d>\n", Env{IDPrefix: "s--", PermalinkLabel: "Link to: {title}"}).HTML)
	want := `<h2 id="s--a-b-c-d">A <em>b</em> “c” &lt;d&gt; <a class="permalink" href="#s--a-b-c-d" ` +
		`aria-label="Link to: A b “c” &lt;d&gt;">#</a></h2>`
	if !strings.Contains(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
}
