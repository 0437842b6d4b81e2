//go:build unix

package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// replaced is a guide in preview whose folders give way to others.
type replaced struct {
	*served
	above string // of the source folder
}

// serveReplaced serves the folder of that name beside others.
func serveReplaced(t *testing.T, dir string, args ...string) *replaced {
	t.Helper()
	r := &replaced{served: &served{T: t}, above: t.TempDir()}
	r.must(os.Mkdir(r.up("first"), 0o755))
	r.must(os.Symlink("first", r.up("current")))
	r.must(os.MkdirAll(r.up(dir), 0o755))
	r.dir = r.up(dir)
	r.fill(dir, "First")
	r.start("localhost:0", args...)
	t.Cleanup(func() { r.stop() })
	r.shows("/steps/a/", "First A")
	return r
}

func (r *replaced) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *replaced) up(name string) string { return filepath.Join(r.above, filepath.FromSlash(name)) }

// fill writes a guide into a folder.
func (r *replaced) fill(dir, word string) {
	r.Helper()
	for name, text := range map[string]string{
		"guide.yaml":         "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n",
		"steps/1-a/index.md": text("Step A", "", word+" A, a [file](x.txt)\n"),
		"steps/1-a/deep.md":  text("Topic A", "", word+" topic A\n"),
		"steps/1-a/x.txt":    word + " file",
		"steps/2-b/index.md": text("Step B", "", word+" B\n"),
	} {
		path := r.up(dir + "/content/" + name)
		r.must(os.MkdirAll(filepath.Dir(path), 0o755))
		r.must(os.WriteFile(path, []byte(text), 0o644))
	}
}

// swap exchanges two names as a person does.
func swap(a, b string) error {
	return errors.Join(os.Rename(a, a+".swap"), os.Rename(b, a), os.Rename(a+".swap", b))
}

// Whatever takes the place of the source folder, or of content/, is what is shown from then on, ten times in a row;
// and no page is missing meanwhile.
func TestServeReplaced(t *testing.T) {
	tests := []struct {
		name, dir string
		replace   func(r *replaced, n int)
	}{
		{"the folder", "source", func(r *replaced, n int) {
			r.must(os.Rename(r.up("source"), r.up(fmt.Sprintf("old%d", n))))
			r.must(os.Rename(r.up("next"), r.up("source")))
		}},
		{"exchanged", "source", func(r *replaced, n int) { r.must(swap(r.up("source"), r.up("next"))) }},
		{"deleted first", "source", func(r *replaced, n int) {
			r.must(os.RemoveAll(r.up("source")))
			r.must(os.Rename(r.up("next"), r.up("source")))
		}},
		{"the folder above", "above/source", func(r *replaced, n int) {
			r.must(os.Rename(r.up("above"), r.up(fmt.Sprintf("old%d", n))))
			r.must(os.Mkdir(r.up("above"), 0o755))
			r.must(os.Rename(r.up("next"), r.up("above/source")))
		}},
		{"a link to another release", "current", func(r *replaced, n int) {
			release := fmt.Sprintf("release%d", n)
			r.must(os.Rename(r.up("next"), r.up(release)))
			r.must(os.Symlink(release, r.up("link")))
			r.must(os.Rename(r.up("link"), r.up("current")))
		}},
		{"content", "source", func(r *replaced, n int) {
			r.must(os.Rename(r.up("source/content"), r.up(fmt.Sprintf("old%d", n))))
			r.must(os.Rename(r.up("next/content"), r.up("source/content")))
		}},
		{"content exchanged", "source", func(r *replaced, n int) { r.must(swap(r.up("source/content"), r.up("next/content"))) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := serveReplaced(t, test.dir)
			for n := range 10 {
				word := fmt.Sprintf("Round%d", n)
				r.must(os.RemoveAll(r.up("next")))
				r.fill("next", word)
				test.replace(r, n)
				r.until(word, func() bool {
					status, body := r.get("/steps/a/")
					if status != http.StatusOK {
						t.Errorf("the page: %d\n%s", status, body)
					}
					return strings.Contains(body, word+" A")
				})
				r.shows("/steps/a/x.txt", word+" file")
				r.shows("/steps/a/deep/", word+" topic A")
				r.write("content/steps/2-b/index.md", text("Step B", "", word+" edited\n"))
				r.shows("/steps/b/", word+" edited")
			}
		})
	}
}

// Where the folder is gone for a while, that is said, and what was opened stays; when it is back, all is as before.
func TestServeGone(t *testing.T) {
	for name, leave := range map[string]func(r *replaced) error{
		"moved":   func(r *replaced) error { return os.Rename(r.up("source"), r.up("elsewhere")) },
		"deleted": func(r *replaced) error { return os.RemoveAll(r.up("source")) },
		"content": func(r *replaced) error { return os.RemoveAll(r.up("source/content")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := serveReplaced(t, "source")
			r.must(leave(r))
			r.until("the problem", func() bool { return r.known().Errors == 1 })
			want := "the source folder " + r.up("source") + " is gone"
			if name == "content" {
				want = "there is no folder content/"
			}
			if got := r.known().Problems[0].Message; !strings.Contains(got, want) {
				t.Errorf("the problem is %q", got)
			}
			r.until("that to be printed", func() bool { return strings.Contains(r.out.String(), want) })
			for range 3 {
				if status, body := r.get("/steps/a/"); status != http.StatusOK || !strings.Contains(body, "First A") {
					t.Errorf("the page that was opened: %d\n%s", status, body)
				}
			}
			r.fill("source", "Back")
			r.shows("/steps/a/", "Back A")
			r.shows("/steps/b/", "Back B")
			r.until("no problem", func() bool { return r.known().Errors == 0 })
		})
	}
}

// Two steps that exchange their folders exchange what is on their pages, and edits are seen in both.
func TestServeExchangedSteps(t *testing.T) {
	r := serveReplaced(t, "source")
	words := [2]string{"First A", "First B"}
	for n := range 10 {
		r.must(swap(r.path("content/steps/1-a"), r.path("content/steps/2-b")))
		words[0], words[1] = words[1], words[0]
		r.shows("/steps/a/", words[0])
		r.shows("/steps/b/", words[1])
		r.until("the topic to move", func() bool {
			at := []string{"/steps/b/deep/", "/steps/a/deep/"}[n%2]
			status, body := r.get(at)
			return status == http.StatusOK && strings.Contains(body, "topic A")
		})
		words[0] = fmt.Sprintf("Edit %d", n)
		r.write("content/steps/1-a/index.md", text("Step", "", words[0]+"\n"))
		r.shows("/steps/a/", words[0])
	}
	if st := r.known(); st.Errors > 0 {
		t.Errorf("%+v", st)
	}
}

// "." is the folder of that name, not the one that it was at the start.
func TestServeReplacedWorkingFolder(t *testing.T) {
	above := t.TempDir()
	r := &replaced{served: &served{T: t}, above: above}
	r.fill("source", "First")
	t.Chdir(r.up("source"))
	r.dir = "."
	r.start("localhost:0")
	defer r.stop()
	r.shows("/steps/a/", "First A")
	r.fill("next", "Second")
	r.must(swap(r.up("source"), r.up("next")))
	r.shows("/steps/a/", "Second A")
}
