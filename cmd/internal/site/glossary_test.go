package site

import (
	"fmt"
	"strings"
	"testing"
)

func TestGroupByLetter(t *testing.T) {
	var terms []Term
	for _, name := range strings.Fields("beta Älpha alpha 3D Beta-two Zeta ünder under") {
		terms = append(terms, Term{Term: name})
	}
	var got []string
	title := func(t Term) string { return t.Term }
	sortByTitle(terms, title, "de")
	for _, l := range groupByLetter(terms, title, "de") {
		line := l.Letter + ":"
		for _, t := range l.Entries {
			line += " " + t.Term
		}
		got = append(got, line)
	}
	want := "[0-9: 3D A: alpha Älpha B: beta Beta-two U: under ünder Z: Zeta]"
	if fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}
