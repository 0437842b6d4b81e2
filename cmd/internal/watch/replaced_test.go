//go:build unix

package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// swapByRenames exchanges two names by three renames.
func swapByRenames(a, b string) error {
	for _, step := range [][2]string{{a, a + ".swap"}, {b, a}, {a + ".swap", b}} {
		if err := os.Rename(step[0], step[1]); err != nil {
			return err
		}
	}
	return nil
}

var swaps = map[string]func(a, b string) error{"one step": swap, "three renames": swapByRenames}

// If two folders exchange their names, all files in both are reported, each time.
func TestExchangedFolders(t *testing.T) {
	for name, swap := range swaps {
		t.Run(name, func(t *testing.T) {
			o := newTestWatcher(t)
			for _, folder := range []string{"1-a", "2-b"} {
				o.write("content/"+folder+"/index.md", folder)
				o.write("content/"+folder+"/deep/d.md", "deep "+folder)
			}
			all := []string{"content/1-a/index.md", "content/1-a/deep/d.md",
				"content/2-b/index.md", "content/2-b/deep/d.md"}
			o.waitReported(all...)
			for range 10 {
				o.must(swap(o.path("content/1-a"), o.path("content/2-b")))
				o.waitReported(all...)
			}
		})
	}
}

// After folders have exchanged their names, events carry the new names, so that no full scan is needed.
func TestEventsAfterExchange(t *testing.T) {
	for name, swap := range swaps {
		t.Run(name, func(t *testing.T) {
			system, err := fsnotify.NewWatcher()
			if err != nil {
				t.Fatal(err)
			}
			defer system.Close()
			o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour })
			o.stop() // so that only this test scans
			var files []string
			for _, folder := range []string{"1-a", "2-b", "3-c"} {
				for _, file := range []string{"index.md", "deep/d.md", "deep/er/e.md"} {
					files = append(files, "content/"+folder+"/"+file)
					o.write(files[len(files)-1], folder)
				}
			}
			l := newEventListener(o.w, system)
			o.w.snapshot.onFolder = l.addFolder
			o.w.snapshot.scanAll(func() bool { return false })
			go func() {
				for e := range system.Events {
					l.handleEvent(e.Name)
				}
			}()
			hinted := func(name string) bool {
				o.w.queue.mu.Lock()
				defer o.w.queue.mu.Unlock()
				return o.w.queue.paths[name]
			}
			for n := range 10 {
				pair := [][2]string{{"1-a", "2-b"}, {"2-b", "3-c"}, {"1-a", "3-c"}}[n%3]
				o.must(swap(o.path("content/"+pair[0]), o.path("content/"+pair[1])))
				o.waitFor("both names", func() bool { return hinted("content/"+pair[0]) && hinted("content/"+pair[1]) })
				names, _ := o.w.queue.take()
				o.w.snapshot.scanPaths(names)
				for _, name := range files {
					o.write(name, fmt.Sprint(n))
					o.waitFor("an event of "+name, func() bool { return hinted(name) })
				}
				o.w.queue.take()
			}
		})
	}
}

// A pathFunc returns a path beside or above the source folder.
type pathFunc = func(name string) string

// replaceTests are ways to replace the source folder dir, or one above it.
var replaceTests = []struct {
	name, dir string // dir is the watched folder
	replace   func(o *testWatcher, up pathFunc, n int)
}{
	{"the folder", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(os.Rename(up("source"), up(fmt.Sprintf("old%d", n))))
		o.must(os.Rename(up("next"), up("source")))
	}},
	{"exchanged in one step", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(swap(up("source"), up("next")))
	}},
	{"exchanged by three renames", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(swapByRenames(up("source"), up("next")))
	}},
	{"deleted first", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(os.RemoveAll(up("source")))
		o.waitReported("content/a.md", "content/sub/b.md")
		o.must(os.Rename(up("next"), up("source")))
	}},
	{"the folder above", "above/source", func(o *testWatcher, up pathFunc, n int) {
		o.must(os.Rename(up("above"), up(fmt.Sprintf("old%d", n))))
		o.must(os.Mkdir(up("above"), 0o755))
		o.must(os.Rename(up("next"), up("above/source")))
	}},
	{"a link to another folder", "current", func(o *testWatcher, up pathFunc, n int) {
		release := fmt.Sprintf("release%d", n)
		o.must(os.Rename(up("next"), up(release)))
		o.must(os.Symlink(release, up("link")))
		o.must(os.Rename(up("link"), up("current")))
	}},
	{"content", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(os.Rename(up("source/content"), up(fmt.Sprintf("old%d", n))))
		o.must(os.Rename(up("next/content"), up("source/content")))
	}},
	{"content replaced by a link", "source", func(o *testWatcher, up pathFunc, n int) {
		release := fmt.Sprintf("release%d", n)
		o.must(os.Rename(up("next/content"), up(release)))
		o.must(os.Symlink("../"+release, up("link")))
		o.must(os.Rename(up("source/content"), up("old"+release)))
		o.must(os.Rename(up("link"), up("source/content")))
	}},
	{"the target of a link at content", "source", func(o *testWatcher, up pathFunc, n int) {
		if n == 0 {
			o.must(os.Rename(up("source/content"), up("shared")))
			o.must(os.Symlink("../shared", up("source/content")))
		}
		o.must(swap(up("shared"), up("next/content")))
	}},
	{"content exchanged", "source", func(o *testWatcher, up pathFunc, n int) {
		o.must(swap(up("source/content"), up("next/content")))
	}},
}

// Whatever replaces the source folder, or a folder above it, is watched from then on, even if its files have the same
// sizes and mtimes as the old ones.
func TestReplacedFolder(t *testing.T) {
	for _, test := range replaceTests {
		for _, poll := range []time.Duration{0, 20 * time.Millisecond} {
			t.Run(fmt.Sprintf("%s/%v", test.name, poll), func(t *testing.T) {
				t.Parallel()
				above := t.TempDir()
				up := func(name string) string { return filepath.Join(above, name) }
				if err := errors.Join(os.Mkdir(up("first"), 0o755), os.Symlink("first", up("current"))); err != nil {
					t.Fatal(err)
				}
				o := newTestWatcherAt(t, up(test.dir), func(opts *Options) { opts.Poll = poll })
				for n := range 10 {
					o.must(os.RemoveAll(up("next")))
					o.must(os.MkdirAll(up("next/content/sub"), 0o755))
					for _, name := range []string{"next/content/a.md", "next/content/sub/b.md"} {
						o.must(os.WriteFile(up(name), fmt.Appendf(nil, "%02d", n), 0o644))
						o.must(os.Chtimes(up(name), longAgo, longAgo))
					}
					test.replace(o, up, n)
					o.waitReported("content/a.md", "content/sub/b.md")
					o.write("content/sub/b.md", "an edit")
					o.waitReported("content/sub/b.md")
					o.write("content/new/c.md", "a new file in a new folder")
					o.waitReported("content/new/c.md")
				}
			})
		}
	}
}

// If another folder replaces Dir, all files are reported, even those whose size, mtime and inode are the same.
func TestReplacedDir(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "1", "content/b": "2"})
	for _, name := range []string{"content/a", "content/b"} {
		o.must(os.Chtimes(o.path(name), longAgo, longAgo))
	}
	o.scan()
	o.wantPaths(o.scan())
	aside, dir := o.opts.Dir+".aside", o.opts.Dir
	o.must(os.Rename(dir, aside))
	o.wantPaths(o.scan(), "content/a", "content/b")
	o.wantPaths(o.scan())
	o.must(os.Rename(aside, dir))
	o.wantPaths(o.scan(), "content/a", "content/b")

	o.must(os.Rename(dir, aside))
	o.must(os.Mkdir(dir, 0o755))
	o.must(os.Rename(filepath.Join(aside, "content"), o.path("content"))) // the very same files
	o.wantPaths(o.scan(), "content/a", "content/b")
	o.wantPaths(o.scan())
	o.must(os.RemoveAll(aside))
}

// There is an event when Dir is moved or deleted.
func TestEventOfDir(t *testing.T) {
	for name, replace := range map[string]func(o *testWatcher) error{
		"moved":   func(o *testWatcher) error { return os.Rename(o.dir, o.dir+".old") },
		"deleted": func(o *testWatcher) error { return os.RemoveAll(o.dir) },
	} {
		t.Run(name, func(t *testing.T) {
			system, err := fsnotify.NewWatcher()
			if err != nil {
				t.Fatal(err)
			}
			defer system.Close()
			dir := filepath.Join(t.TempDir(), "source")
			o := newTestWatcherAt(t, dir, func(opts *Options) { opts.Poll = time.Hour })
			o.stop()
			l := newEventListener(o.w, system)
			l.addFolder(o.dir)
			o.must(replace(o))
			for e := range system.Events {
				if l.handleEvent(e.Name); o.w.queue.all {
					return
				}
			}
		})
	}
}

var longAgo = time.Unix(1e9, 0)
