package guide_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"guide/cmd/internal/guide"
)

// A mistake in a file does not stop Load: the step is in the guide, and the problem has a position.
func ExampleLoad() {
	source := fstest.MapFS{
		"content/guide.yaml": {Data: []byte("id: garden\ntitle: A garden\nsummary: How to grow one\nlanguage: " +
			"en\n")},
		"content/steps/1-dig.md": {Data: []byte("---\ntitle: Dig\nsummary: Make a bed\n---\nTake a spade.\n")},
		"content/steps/2-sow.md": {Data: []byte("---\ntitle: Sow\nsumary: Put in seeds\nsummary: Put in seeds\n---\n")},
	}
	g, err := guide.Load(context.Background(), source, guide.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range g.Steps {
		fmt.Println(step.Address, step.Title.Value)
	}
	for _, problem := range g.Problems {
		fmt.Println(problem)
	}
	// Output:
	// /steps/dig/ Dig
	// /steps/sow/ Sow
	// content/steps/2-sow.md:3:1: error: unknown key "sumary" [unknown-key]
	//   hint: did you mean "summary"?
}
