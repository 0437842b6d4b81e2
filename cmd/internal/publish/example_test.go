package publish_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing/fstest"

	"guide/cmd/internal/publish"
)

// Only Commit changes the output. The second build writes only the files that differ.
func ExampleStage() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	output := filepath.Join(dir, "public")

	site := fstest.MapFS{"index.html": {Data: []byte("<h1>Hello</h1>")},
		"robots.txt": {Data: []byte("User-agent: *\n")}}
	for range 2 {
		staged, err := publish.Stage(context.Background(), site, output, publish.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		result, err := staged.Commit()
		if err != nil {
			fmt.Println(err, staged.Discard())
			return
		}
		fmt.Println(result.Files, "files,", result.Written, "written")
	}
	html, err := fs.ReadFile(publish.Open(output), "index.html")
	fmt.Println(string(html), err)
	// Output:
	// 2 files, 2 written
	// 2 files, 0 written
	// <h1>Hello</h1> <nil>
}
