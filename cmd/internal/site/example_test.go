package site_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"testing/fstest"

	"guide/cmd/internal/guide"
	"guide/cmd/internal/site"
	"guide/static"
	"guide/templates"
)

// A site is an fs.FS. A page is rendered when it is opened.
func ExampleNew() {
	source := fstest.MapFS{
		"content/guide.yaml": {
			Data: []byte("id: garden\ntitle: A garden\nsummary: How to grow one\nlanguage: en\n"),
		},
		"content/steps/1-dig.md": {Data: []byte("---\ntitle: Dig\nsummary: Make a bed\n---\nTake a **spade**.\n")},
	}
	g, err := guide.Load(context.Background(), source, guide.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := site.New(g, site.Options{Source: source, Templates: templates.FS, Static: static.FS})
	if err != nil {
		fmt.Println(err)
		return
	}
	pages, err := fs.Glob(s, "steps/*/index.html")
	fmt.Println(pages, err)
	html, err := fs.ReadFile(s, "steps/dig/index.html")
	fmt.Println(bytes.Contains(html, []byte("<p>Take a <strong>spade</strong>.</p>")), err)
	// Output:
	// [steps/dig/index.html] <nil>
	// true <nil>
}
