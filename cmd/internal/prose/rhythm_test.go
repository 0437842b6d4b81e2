package prose

import (
	"math"
	"testing"
)

func rhythmOf(text string) (r Rhythm) {
	r.Add([]byte(text), Sentences(nil, []byte(text)))
	return r
}

func TestRhythm(t *testing.T) {
	r := rhythmOf("One two. One two three four five six seven eight nine ten. A fragment")
	if r.Sentences != 2 || r.Words != 12 || r.Short != 1 || r.Mean() != 6 || r.Spread() != 4 || r.ShortShare() != 0.5 {
		t.Errorf("%+v: mean %g, spread %g", r, r.Mean(), r.Spread())
	}
	if r := (Rhythm{}); r.Mean() != 0 || r.Spread() != 0 || r.ShortShare() != 0 || r.Grade() != 0 {
		t.Error("no text has a rhythm")
	}
}

// TestGrade checks that the grade rises with the length of sentences and words, and ignores fragments.
func TestGrade(t *testing.T) {
	tests := []struct {
		text string
		want float64 // counted by hand
	}{
		{"The cat sat on the mat. The dog ran to the shop.", -1.45},
		{"Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in " +
			"Liberty, and dedicated to the proposition that all men are created equal.", 14.2},
	}
	for _, test := range tests {
		if got := rhythmOf(test.text + " A fragment").Grade(); math.Abs(got-test.want) > 1 {
			t.Errorf("%.40s: grade %.1f, not %.1f", test.text, got, test.want)
		}
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"a": 1, "names": 1, "offices": 3, "table": 2, "created": 3, "management": 3, "walked": 1, "wanted": 2, "PMO": 1,
		"career": 2, "role": 1, "idea": 2, "people’s": 2, "well-known.": 2, "–": 0,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s: %d syllables, not %d", word, got, want)
		}
	}
}
