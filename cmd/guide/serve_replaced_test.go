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

// swapFixture is a guide in preview whose folders are replaced.
type swapFixture struct {
	*previewFixture
	parentDir string // of the source folder
}

// startSwapFixture serves the folder dir of a new parent folder.
func startSwapFixture(t *testing.T, dir string, args ...string) *swapFixture {
	t.Helper()
	r := &swapFixture{previewFixture: &previewFixture{T: t}, parentDir: t.TempDir()}
	r.must(os.Mkdir(r.siblingPath("first"), 0o755))
	r.must(os.Symlink("first", r.siblingPath("current")))
	r.must(os.MkdirAll(r.siblingPath(dir), 0o755))
	r.dir = r.siblingPath(dir)
	r.writeGuide(dir, "First")
	r.start("localhost:0", args...)
	t.Cleanup(func() { r.stop() })
	r.waitForPage("/steps/a/", "First A")
	return r
}

func (r *swapFixture) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r *swapFixture) siblingPath(name string) string {
	return filepath.Join(r.parentDir, filepath.FromSlash(name))
}

// writeGuide writes a guide into a folder.
func (r *swapFixture) writeGuide(dir, word string) {
	r.Helper()
	for name, text := range map[string]string{
		"guide.yaml":         "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n",
		"steps/1-a/index.md": pageSource("Step A", "", word+" A, a [file](x.txt)\n"),
		"steps/1-a/deep.md":  pageSource("Topic A", "", word+" topic A\n"),
		"steps/1-a/x.txt":    word + " file",
		"steps/2-b/index.md": pageSource("Step B", "", word+" B\n"),
	} {
		path := r.siblingPath(dir + "/content/" + name)
		r.must(os.MkdirAll(filepath.Dir(path), 0o755))
		r.must(os.WriteFile(path, []byte(text), 0o644))
	}
}

// swapNames exchanges the names of two files.
func swapNames(a, b string) error {
	return errors.Join(os.Rename(a, a+".swap"), os.Rename(b, a), os.Rename(a+".swap", b))
}

// folderReplacements replace the source folder, or content/, by the folder next.
var folderReplacements = []struct {
	name, dir string
	replace   func(r *swapFixture, n int)
}{
	{"the folder", "source", func(r *swapFixture, n int) {
		r.must(os.Rename(r.siblingPath("source"), r.siblingPath(fmt.Sprintf("old%d", n))))
		r.must(os.Rename(r.siblingPath("next"), r.siblingPath("source")))
	}},
	{"exchanged", "source",
		func(r *swapFixture, n int) { r.must(swapNames(r.siblingPath("source"), r.siblingPath("next"))) }},
	{"deleted first", "source", func(r *swapFixture, n int) {
		r.must(os.RemoveAll(r.siblingPath("source")))
		r.must(os.Rename(r.siblingPath("next"), r.siblingPath("source")))
	}},
	{"the folder above", "above/source", func(r *swapFixture, n int) {
		r.must(os.Rename(r.siblingPath("above"), r.siblingPath(fmt.Sprintf("old%d", n))))
		r.must(os.Mkdir(r.siblingPath("above"), 0o755))
		r.must(os.Rename(r.siblingPath("next"), r.siblingPath("above/source")))
	}},
	{"a link to another release", "current", func(r *swapFixture, n int) {
		release := fmt.Sprintf("release%d", n)
		r.must(os.Rename(r.siblingPath("next"), r.siblingPath(release)))
		r.must(os.Symlink(release, r.siblingPath("link")))
		r.must(os.Rename(r.siblingPath("link"), r.siblingPath("current")))
	}},
	{"content", "source", func(r *swapFixture, n int) {
		r.must(os.Rename(r.siblingPath("source/content"), r.siblingPath(fmt.Sprintf("old%d", n))))
		r.must(os.Rename(r.siblingPath("next/content"), r.siblingPath("source/content")))
	}},
	{"content exchanged", "source", func(r *swapFixture, n int) {
		r.must(swapNames(r.siblingPath("source/content"), r.siblingPath("next/content")))
	}},
}

// TestServeReplacedFolder replaces the source folder or content/ ten times: the new one is served, and no page is
// missing meanwhile.
func TestServeReplacedFolder(t *testing.T) {
	for _, test := range folderReplacements {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := startSwapFixture(t, test.dir)
			for n := range 10 {
				word := fmt.Sprintf("Round%d", n)
				r.must(os.RemoveAll(r.siblingPath("next")))
				r.writeGuide("next", word)
				test.replace(r, n)
				r.waitUntil(word, func() bool {
					status, body := r.get("/steps/a/")
					if status != http.StatusOK {
						t.Errorf("the page: %d\n%s", status, body)
					}
					return strings.Contains(body, word+" A")
				})
				r.waitForPage("/steps/a/x.txt", word+" file")
				r.waitForPage("/steps/a/deep/", word+" topic A")
				r.write("content/steps/2-b/index.md", pageSource("Step B", "", word+" edited\n"))
				r.waitForPage("/steps/b/", word+" edited")
			}
		})
	}
}

// TestServeMissingSource removes the source: that is reported, and opened pages stay. When it is back, all pages are
// served.
func TestServeMissingSource(t *testing.T) {
	for name, leave := range map[string]func(r *swapFixture) error{
		"moved":   func(r *swapFixture) error { return os.Rename(r.siblingPath("source"), r.siblingPath("elsewhere")) },
		"deleted": func(r *swapFixture) error { return os.RemoveAll(r.siblingPath("source")) },
		"content": func(r *swapFixture) error { return os.RemoveAll(r.siblingPath("source/content")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := startSwapFixture(t, "source")
			r.must(leave(r))
			r.waitUntil("the problem", func() bool { return r.fetchState().Errors == 1 })
			want := "the source folder " + r.siblingPath("source") + " is gone"
			if name == "content" {
				want = "there is no folder content/"
			}
			if got := r.fetchState().Problems[0].Message; !strings.Contains(got, want) {
				t.Errorf("the problem is %q", got)
			}
			r.waitUntil("that to be printed", func() bool { return strings.Contains(r.out.String(), want) })
			for range 3 {
				if status, body := r.get("/steps/a/"); status != http.StatusOK || !strings.Contains(body, "First A") {
					t.Errorf("the page that was opened: %d\n%s", status, body)
				}
			}
			r.writeGuide("source", "Back")
			r.waitForPage("/steps/a/", "Back A")
			r.waitForPage("/steps/b/", "Back B")
			r.waitUntil("no problem", func() bool { return r.fetchState().Errors == 0 })
		})
	}
}

// TestServeExchangedSteps exchanges the folders of two steps, and edits both.
func TestServeExchangedSteps(t *testing.T) {
	r := startSwapFixture(t, "source")
	words := [2]string{"First A", "First B"}
	for n := range 10 {
		r.must(swapNames(r.path("content/steps/1-a"), r.path("content/steps/2-b")))
		words[0], words[1] = words[1], words[0]
		r.waitForPage("/steps/a/", words[0])
		r.waitForPage("/steps/b/", words[1])
		r.waitUntil("the topic to move", func() bool {
			at := []string{"/steps/b/deep/", "/steps/a/deep/"}[n%2]
			status, body := r.get(at)
			return status == http.StatusOK && strings.Contains(body, "topic A")
		})
		words[0] = fmt.Sprintf("Edit %d", n)
		r.write("content/steps/1-a/index.md", pageSource("Step", "", words[0]+"\n"))
		r.waitForPage("/steps/a/", words[0])
	}
	if st := r.fetchState(); st.Errors > 0 {
		t.Errorf("%+v", st)
	}
}

// TestServeReplacedWorkingFolder replaces the current folder, which is served as ".": it is found by its name.
func TestServeReplacedWorkingFolder(t *testing.T) {
	above := t.TempDir()
	r := &swapFixture{previewFixture: &previewFixture{T: t}, parentDir: above}
	r.writeGuide("source", "First")
	t.Chdir(r.siblingPath("source"))
	r.dir = "."
	r.start("localhost:0")
	defer r.stop()
	r.waitForPage("/steps/a/", "First A")
	r.writeGuide("next", "Second")
	r.must(swapNames(r.siblingPath("source"), r.siblingPath("next")))
	r.waitForPage("/steps/a/", "Second A")
}
