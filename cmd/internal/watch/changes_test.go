//go:build unix

package watch

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// saveLikeVim saves a file in the steps in which vim does if it keeps a backup.
func saveLikeVim(o *testWatcher, name, text string) {
	dir := filepath.Dir(name)
	o.write(dir+"/4913", "")
	o.remove(dir + "/4913")
	o.rename(name, name+"~")
	o.write(name, text)
	o.must(os.Chmod(o.path(name), 0o600))
	o.remove(name + "~")
}

// changeTests are changes and the paths to be reported.
var changeTests = []struct {
	name string
	do   func(o *testWatcher)
	want []string
}{
	{"overwrite", func(o *testWatcher) { o.write("content/a.md", "new") }, []string{"content/a.md"}},
	{"append", func(o *testWatcher) {
		f, err := os.OpenFile(o.path("content/a.md"), os.O_APPEND|os.O_WRONLY, 0)
		o.must(err)
		_, err = f.WriteString("more")
		o.must(err)
		o.must(f.Close())
	}, []string{"content/a.md"}},
	{"a large file", func(o *testWatcher) {
		o.write("content/a.md", strings.Repeat("x", 1<<20))
	}, []string{"content/a.md"}},
	{"temporary file and rename", func(o *testWatcher) {
		o.write("content/.a.md.tmp", "new")
		o.rename("content/.a.md.tmp", "content/a.md")
	}, []string{"content/a.md"}},
	{"twice in a row", func(o *testWatcher) {
		for _, text := range []string{"one", "two"} {
			o.write("content/.a.md.tmp", text)
			o.rename("content/.a.md.tmp", "content/a.md")
		}
	}, []string{"content/a.md"}},
	{"cp", func(o *testWatcher) {
		cmd := exec.Command("cp", o.path("beside/c.md"), o.path("content/a.md"))
		if out, err := cmd.CombinedOutput(); err != nil {
			o.Fatalf("%v: %s", err, out)
		}
	}, []string{"content/a.md"}},
	{"sed -i", func(o *testWatcher) {
		if out, err := exec.Command("sed", "-i", "s/a/new/", o.path("content/a.md")).CombinedOutput(); err != nil {
			o.Skipf("%v: %s", err, out)
		}
	}, []string{"content/a.md"}},
	{"vim with a backup", func(o *testWatcher) { saveLikeVim(o, "content/a.md", "new") }, []string{"content/a.md"}},
	{"vim itself", func(o *testWatcher) {
		if _, err := exec.LookPath("vim"); err != nil {
			o.write("content/a.md", "new")
			return
		}
		cmd := exec.Command("vim", "-es", "-u", "NONE", "-c", "set backup backupcopy=no", "-c", "%s/a/new/",
			"-c", "wq", o.path("content/a.md"))
		if out, err := cmd.CombinedOutput(); err != nil {
			o.Fatalf("%v: %s", err, out)
		}
	}, []string{"content/a.md"}},
	{"remove and create", func(o *testWatcher) {
		o.remove("content/a.md")
		o.write("content/a.md", "new")
	}, []string{"content/a.md"}},
	{"remove", func(o *testWatcher) { o.remove("content/a.md") }, []string{"content/a.md"}},
	{"create", func(o *testWatcher) { o.write("content/new.md", "new") }, []string{"content/new.md"}},
	{"truncate", func(o *testWatcher) { o.must(os.Truncate(o.path("content/a.md"), 0)) }, []string{"content/a.md"}},
	{"folders in folders", func(o *testWatcher) {
		o.write("content/x/y/z/new.md", "new")
	}, []string{"content/x/y/z/new.md"}},
	{"remove a folder", func(o *testWatcher) { o.remove("content/sub") }, []string{"content/sub/b.md"}},
	{"remove and create a folder", func(o *testWatcher) {
		o.remove("content/sub")
		o.write("content/sub/b.md", "new")
	}, []string{"content/sub/b.md"}},
	{"rename", func(o *testWatcher) {
		o.rename("content/a.md", "content/z.md")
	}, []string{"content/a.md", "content/z.md"}},
	{"rename by case alone", func(o *testWatcher) {
		o.rename("content/a.md", "content/A.md")
	}, []string{"content/A.md", "content/a.md"}},
	{"rename a folder", func(o *testWatcher) {
		o.rename("content/sub", "content/other")
	}, []string{"content/other/b.md", "content/sub/b.md"}},
	{"move a folder in", func(o *testWatcher) {
		o.rename("beside", "content/beside")
	}, []string{"content/beside/c.md"}},
	{"move a folder out", func(o *testWatcher) { o.rename("content/sub", "sub") }, []string{"content/sub/b.md"}},
	{"a folder in templates", func(o *testWatcher) {
		o.write("templates/x.html", "x")
	}, []string{"templates/x.html"}},
	{"content moved away and back", func(o *testWatcher) {
		o.rename("content", "away")
		o.must(os.Mkdir(o.path("content"), 0o755))
		o.remove("content")
		o.rename("away", "content")
		o.write("content/a.md", "new")
	}, []string{"content/a.md"}},
	{"a link", func(o *testWatcher) {
		o.must(os.Symlink("a.md", o.path("content/link.md")))
	}, []string{"content/link.md"}},
	{"ignored files and a file that is not watched", func(o *testWatcher) {
		o.write("content/.hidden", "x")
		o.write("content/.git/config", "x")
		o.write("content/b.md~", "x")
		o.write("beside/c.md", "new")
		o.write("content/a.md", "new")
	}, []string{"content/a.md"}},
}

// Each way of saving, creating, moving and deleting a file is reported, with events and with polling.
func TestChanges(t *testing.T) {
	for _, mode := range []struct {
		name string
		poll time.Duration
	}{{"events", 0}, {"poll", 30 * time.Millisecond}} {
		for _, tt := range changeTests {
			t.Run(mode.name+"/"+tt.name, func(t *testing.T) {
				t.Parallel()
				o := newTestWatcher(t, func(opts *Options) { opts.Poll = mode.poll })
				before := o.readFiles()
				tt.do(o)
				changed := o.changedSince(before)
				if slices.Sort(changed); !slices.Equal(changed, tt.want) {
					t.Fatalf("the test changed %q, not %q", changed, tt.want)
				}
				for _, name := range o.waitReported(changed...) {
					if !o.w.snapshot.isWatched(name) { // a file that existed only for a moment may be reported
						t.Errorf("%s is not watched and was reported", name)
					}
				}
				o.write("content/after/last.md", "x") // the next change is reported too
				o.waitReported("content/after/last.md")
			})
		}
	}
}

// A change that keeps the size and the mtime is reported, because there was an event.
func TestSameSizeAndTime(t *testing.T) {
	o := newTestWatcher(t)
	at := time.Now().Add(-time.Hour)
	o.write("content/a.md", "1")
	o.must(os.Chtimes(o.path("content/a.md"), at, at))
	o.wantReported("content/a.md")
	o.write("content/a.md", "2")
	o.must(os.Chtimes(o.path("content/a.md"), at, at))
	o.wantReported("content/a.md")
}

// Without events, a change within the resolution of the mtime is reported: files changed recently are read again.
func TestSameSizeRacilyClean(t *testing.T) {
	o := newTestWatcher(t, func(opts *Options) { opts.Poll = 20 * time.Millisecond })
	at := time.Now()
	for _, text := range []string{"1", "2", "3"} {
		o.write("content/a.md", text)
		o.must(os.Chtimes(o.path("content/a.md"), at, at))
		o.wantReported("content/a.md")
	}
}

func TestMoved(t *testing.T) {
	o := newTestWatcher(t)
	o.rename("content/a.md", "content/z.md")
	o.waitFor("the move", func() bool { _, moved, _ := o.reported(); return moved["content/a.md"] == "content/z.md" })
	o.rename("content/sub", "content/other")
	o.waitFor("the moved folder", func() bool {
		_, moved, _ := o.reported()
		return moved["content/sub/b.md"] == "content/other/b.md"
	})
	o.waitIdle()
	o.reset()
	// An inode number is soon reused; that is not a move.
	o.remove("content/z.md")
	o.write("content/new.md", "something else")
	o.waitIdle()
	if _, moved, _ := o.reported(); len(moved) > 0 {
		t.Errorf("moved: %v", moved)
	}
}

// Edits in a moved folder are reported because of their events, not of a full scan.
func TestMovedFolderIsWatched(t *testing.T) {
	o := newTestWatcher(t)
	o.write("content/sub/deep/d.md", "d")
	o.wantReported("content/sub/deep/d.md")
	for _, to := range []string{"content/one", "content/two", "content/three"} {
		from := filepath.Dir(filepath.Dir(slices.Collect(maps.Keys(o.filesNamed("d.md")))[0]))
		o.rename(from, to)
		o.wantReported(to+"/b.md", to+"/deep/d.md", from+"/b.md", from+"/deep/d.md")
		for _, name := range []string{to + "/b.md", to + "/deep/d.md"} {
			o.write(name, to)
			o.wantReported(name)
		}
	}
}

func (o *testWatcher) filesNamed(base string) map[string]string {
	files := o.readFiles()
	maps.DeleteFunc(files, func(name, _ string) bool { return filepath.Base(name) != base })
	return files
}

// Files in new folders are reported even if they are written before anything can watch the folders.
func TestNewFolders(t *testing.T) {
	o := newTestWatcher(t)
	for i := range 200 {
		name := fmt.Sprintf("content/n%d/x/y/new.md", i)
		o.write(name, "new")
		o.waitFor(name, func() bool { got, _, _ := o.reported(); return slices.Contains(got, name) })
	}
}

// No event reports the target of a symbolic link that is elsewhere.
func TestLinkTarget(t *testing.T) {
	o := newTestWatcher(t)
	o.must(os.Symlink(o.path("beside/c.md"), o.path("content/link.md")))
	o.wantReported("content/link.md")
	o.write("beside/c.md", "another text")
	o.wantReported("content/link.md")
	o.remove("beside/c.md")
	o.wantReported("content/link.md")
}
