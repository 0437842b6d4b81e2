package refactor

import (
	"maps"
	"slices"
	"testing"
)

// New steps and topics get the next number, in the width of the others.
func TestAdd(t *testing.T) {
	g, files := load(t)
	text := PageText{Title: "Ä b", Summary: "S"}
	topic := func(step int) func() (*Change, error) {
		return func() (*Change, error) { return AddTopic(g, files, g.Steps[step], text) }
	}
	for want, add := range map[string]func() (*Change, error){
		"content/steps/21-ä-b/index.md":      func() (*Change, error) { return AddStep(g, files, text, 0) },
		"content/steps/09-ä-b/index.md":      func() (*Change, error) { return AddStep(g, files, text, 2) },
		"content/steps/08-begin/2-ä-b.md":    topic(0),
		"content/steps/09-learn/1-ä-b.md":    topic(1),
		"content/steps/20-learn-more/ä-b.md": topic(2),
		"content/pages/ä-b.md":               func() (*Change, error) { return AddFreePage(g, files, text) },
	} {
		change, err := add()
		if got := slices.Collect(maps.Keys(change.Added)); err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, %v", want, got, err)
		}
	}
}
