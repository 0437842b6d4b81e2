package audit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const prosePage = `<main><h1>Title</h1><p>Not this.</p><div class="text">
<p>Go  on.<sup><a class="footnote-ref" href="#fn:1">1</a></sup> See <a href="../x/">it</a>.</p>
<h2 id="a">A <a class="permalink" href="#a">#</a></h2>
<ul><li>One <em>item</em><ul><li>Inside.</li></ul></li><li><p>Two.</p></li></ul>
<div class="alert"><p class="alert-title">Note</p><p>Mind.</p></div>
<table><tr><th>Head</th><td>20 <a href="https://a.example/">x</a></td></tr></table>
<figure><figcaption>Log <a href="a.csv" download>Download</a></figcaption></figure>
<div class="footnotes"><ol><li><p>A source.</p></li></ol></div></div>
<ul><li data-item="one"><span class="item-text">Do <b>it</b></span><div class="detail"><p>Well.</p></div></li></ul>
<p class="item-text">Not that.</p></main>`

func TestProse(t *testing.T) {
	got := Prose([]byte(prosePage))
	want := []Section{
		{Running: []string{"Go on. See it."}, Sourced: true},
		{Heading: "A", Running: []string{"One item", "Inside.", "Two.", "Mind."}, Other: []string{"Note", "Head", "20 x", "Log"}, Sourced: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	items := append(Items([]byte(prosePage), "item-text"), Items([]byte(prosePage), "detail")...)
	if diff := cmp.Diff([]string{"Do it", "Well."}, items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSentences(t *testing.T) {
	got := Sentences([]string{"It costs 3.5 hours. “Why?” she said: no! (Yes.)", "A fragment", "1."})
	want := []string{"It costs 3.5 hours.", "“Why?”", "she said: no!", "(Yes.)", "A fragment"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The grade rises with the length of sentences and words; fragments do not lower it.
func TestGrade(t *testing.T) {
	tests := []struct {
		text        string
		least, most float64
	}{
		{"The cat sat on the mat. The dog ran to the shop.", -2, 1},
		// 46 syllables, counted by hand: 14.2.
		{"Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and dedicated to the proposition that all men are created equal.", 13, 15.5},
		{"Organisational governance necessitates comprehensive documentation of responsibilities.", 25, 45},
	}
	for _, test := range tests {
		grade, words := Grade([]string{test.text, "A fragment of a list"})
		if grade < test.least || grade > test.most || words != len(strings.Fields(test.text)) {
			t.Errorf("%.40s: grade %.1f of %d words", test.text, grade, words)
		}
	}
	for word, want := range map[string]int{"a": 1, "names": 1, "offices": 3, "table": 2, "created": 3, "management": 3, "walked": 1, "wanted": 2, "PMO": 1, "career": 2, "role": 1, "idea": 2, "people’s": 2} {
		if got := syllablesOf(word); got != want {
			t.Errorf("%s: %d syllables, not %d", word, got, want)
		}
	}
}
