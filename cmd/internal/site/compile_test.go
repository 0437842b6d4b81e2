package site

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// contentOnly is a source folder without templates and static files of the editor.
type contentOnly struct{ fs.FS }

func (c contentOnly) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "templates") || strings.HasPrefix(name, "static") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return c.FS.Open(name)
}

// TestCompiledTemplates checks that the program's own templates write the same, byte for byte, as they do where they
// are an editor's, and are executed as they are.
func TestCompiledTemplates(t *testing.T) {
	want := repositorySite(t)
	got := repositorySite(t, func(o *Options) { o.Source = contentOnly{os.DirFS("../../..")} })
	if want.writesRows || !got.writesRows {
		t.Fatal("the templates are not those of an editor, and those of the program")
	}
	pages := 0
	for name := range want.files {
		if path.Ext(name) != ".html" {
			continue
		}
		pages++
		if got, want := mustRead(t, got, name), mustRead(t, want, name); got != want {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Fatalf("%s, byte %d:\ngot  %.200q\nwant %.200q", name, i, got[max(i-100, 0):], want[max(i-100, 0):])
		}
	}
	if pages < 30 {
		t.Errorf("%d pages were compared", pages)
	}
}
