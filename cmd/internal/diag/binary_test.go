package diag

import (
	"math/rand/v2"
	"testing"
)

func TestProblemBinary(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	text := func() string { return []string{"", "a", "é\x00\n", "content/steps/1-a/index.md"}[rnd.IntN(4)] }
	for range 1000 {
		want := Problem{
			File: text(), Line: rnd.IntN(1000), Column: rnd.IntN(300), EndColumn: rnd.IntN(300),
			Severity: Severity(rnd.IntN(3)), Message: text(), Hint: text(), Source: text(),
		}
		if rnd.IntN(3) > 0 {
			want.Rule = rules[rnd.IntN(len(rules))]
		}
		data, err := want.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var got Problem
		if err := got.UnmarshalBinary(data); err != nil || got != want {
			t.Fatalf("got  %+v, %v\nwant %+v", got, err, want)
		}
		if cut := data[:rnd.IntN(len(data))]; got.UnmarshalBinary(cut) == nil {
			t.Fatalf("%d of %d bytes are a problem", len(cut), len(data))
		}
	}
}
