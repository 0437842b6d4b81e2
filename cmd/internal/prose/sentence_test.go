package prose

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/cputest"
)

// TestManyMarks would not end in time if each mark of a run were looked at.
func TestManyMarks(t *testing.T) {
	cputest.Limit(t, 20*time.Second)
	for _, marks := range []string{"!", "?.", ".\"", "…"} {
		Sentences(nil, []byte(strings.Repeat(marks, 1<<20)+"x"))
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"", nil},
		{"1.", []string{"1 1."}},
		{"It costs 3.5 hours. “Why not?” she said. (Yes.)",
			[]string{"4 It costs 3.5 hours.", "4 “Why not?” she said.", "1 (Yes.)"}},
		{"Stop! Go on?! “So.” Then", []string{"1 Stop!", "2 Go on?!", "1 “So.”", "1? Then"}},
		{"Ask Dr. Ann Lee, Mr. J. B. Fox and St. John. They know.",
			[]string{"11 Ask Dr. Ann Lee, Mr. J. B. Fox and St. John.", "2 They know."}},
		{"Bring pens, paper, etc. Then sit, e.g. at a table. Call No. 7 vs. No. 8. No. Never.", []string{
			"4 Bring pens, paper, etc.", "6 Then sit, e.g. at a table.", "6 Call No. 7 vs. No. 8.",
			"1 No.", "1 Never."}},
		{"This is plan B. The other is plan A.", []string{"4 This is plan B.", "5 The other is plan A."}},
		{"Read example.org/a.b or ask Yahoo! today... or not. Well... Yes.", []string{
			"8 Read example.org/a.b or ask Yahoo! today... or not.", "1 Well...", "1 Yes."}},
		{"Write the following:", []string{"3? Write the following:"}},
		{"It is well-known – or so - they say it’s “so”.", []string{
			"9 It is well-known – or so - they say it’s “so”."}},
		{"Run \ufffc now. \ufffc starts.", []string{"3 Run \ufffc now.", "2 \ufffc starts."}},
		{"Équipe. Été.", []string{"1 Équipe.", "1 Été."}},
	}
	for _, test := range tests {
		var got []string
		for _, s := range Sentences(nil, []byte(test.text)) {
			mark := ""
			if !s.Complete {
				mark = "?"
			}
			got = append(got, strconv.Itoa(s.Words)+mark+" "+test.text[s.Start:s.End])
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: -want +got:\n%s", test.text, diff)
		}
	}
}
