package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const proseBody = `## Not *this*

Go **on**, don't
stop. See [it](https://example.org/) or <https://example.org/b>.

- One ` + "`x.y`" + ` item
  - Inside.

    Again.[^a]

> [!NOTE]
> Mind \*this.

> Said.

| Head | B |
| ---- | - |
| 20   | c |

` + "```\ncode\n```" + `

[^a]: A [source](x.md).
`

func TestParagraphs(t *testing.T) {
	r := testConverter().Body("x.md", []byte(proseBody), 0, Env{Prose: true})
	var got []string
	for _, p := range r.Paragraphs {
		got = append(got, fmt.Sprintf("%d %t %s", p.Place, p.Cited, p.Text))
	}
	want := []string{
		"0 true Go on, don’t stop. See it or \ufffc.",
		"1 false One \ufffc item",
		"1 false Inside.",
		"1 true Again.",
		`0 false Mind \*this.`,
		"3 false Said.",
		"2 false Head",
		"2 false B",
		"2 false 20",
		"2 false c",
		"4 true A source.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var links []string
	for _, l := range r.Links {
		links = append(links, fmt.Sprintf("%s at %d:%d", l.Text, l.Pos().Line, l.Pos().Column))
	}
	if diff := cmp.Diff([]string{"it at 4:11", "source at 24:9"}, links); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestParagraphPositions finds every word of the paragraphs in the source.
func TestParagraphPositions(t *testing.T) {
	r := testConverter().Body("x.md", []byte(proseBody), 0, Env{Prose: true})
	lines := strings.Split(proseBody, "\n")
	found := 0
	for _, p := range r.Paragraphs {
		isNoLetter := func(r rune) bool { return r > 'z' || r < 'A' }
		for _, word := range strings.FieldsFunc(string(p.Text), isNoLetter) {
			at := p.At(strings.Index(string(p.Text), word), len(word))
			line := []rune(lines[at.Line-1])
			if s := string(line[at.Column-1 : at.EndColumn-1]); s != word {
				t.Errorf("%q: the source has %q", word, s)
			}
			found++
		}
	}
	if found != 21 {
		t.Errorf("%d words", found)
	}
}

func TestUsedTerms(t *testing.T) {
	terms := NewTerms([]TermName{{"risk", "risk"}, {"pmo", "PMO"}, {"plan", "plan"}})
	body := "## A PMO\n\nRisks and `plan`.\n"
	env := Env{Prose: true, Terms: terms, TermHref: func(string) string { return "x" }}
	r := testConverter().Body("x.md", []byte(body), 0, env)
	if diff := cmp.Diff([]string{"pmo", "risk"}, r.UsedTerms); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := terms.Find("Plan the plan"); !cmp.Equal(got, []string{"plan"}) {
		t.Errorf("%q", got)
	}
}
