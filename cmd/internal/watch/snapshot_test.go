//go:build unix

package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A testSnapshot is a snapshot of a folder content/ that was scanned once.
type testSnapshot struct {
	*testing.T
	*snapshot
}

func newTestSnapshot(t *testing.T, files map[string]string) *testSnapshot {
	t.Helper()
	o := &testSnapshot{t, newSnapshot(Options{Dir: t.TempDir(), Folders: []string{"content"}})}
	o.must(os.Mkdir(o.path("content"), 0o755))
	for name, text := range files {
		o.write(name, text)
	}
	o.scan()
	return o
}

func (o *testSnapshot) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *testSnapshot) write(name, text string) {
	o.Helper()
	o.must(os.WriteFile(o.path(name), []byte(text), 0o644))
}

func (o *testSnapshot) scan() Change {
	c, _ := o.scanAll(func() bool { return false })
	return c
}

func (o *testSnapshot) wantPaths(got Change, paths ...string) {
	o.Helper()
	if !slices.Equal(got.Paths, paths) {
		o.Errorf("reported %q, want %q", got.Paths, paths)
	}
}

// A file that is replaced between the reading of its size and of its bytes is reported by this scan or the next one.
func TestReplacedDuringScan(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "1"})
	now := newScan()
	o.scanFolder("content", now, func() bool { return false })
	o.write("content/t", "2")
	o.must(os.Rename(o.path("content/t"), o.path("content/a")))
	before := o.files
	o.files = map[string]entry{}
	first := o.diff(before, now.files, nil)
	if len(first.Paths)+len(o.scan().Paths) == 0 {
		t.Error("the change was never reported")
	}
}

// A file whose bytes are the same did not change, whatever the events.
func TestTouch(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "known", "content/b": "b"})
	o.wantPaths(o.scanPaths([]string{"content/a"}), "content/a") // its hash was not known
	for n := range 3 {
		o.clearReported()
		at := time.Now().Add(time.Duration(n) * time.Hour)
		o.write("content/a", "known")
		o.must(os.Chtimes(o.path("content/a"), at, at))
		o.wantPaths(o.scanPaths([]string{"content/a"}))
		o.write("content/b", fmt.Sprint(n))
		o.write("content/a", "known")
		o.wantPaths(o.scanPaths([]string{"content/a", "content/b"}), "content/b")
	}
}

func TestLargeFile(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": ""})
	for size := int64(maxHashed + 1); size < maxHashed+4; size++ {
		o.must(os.Truncate(o.path("content/a"), size))
		o.wantPaths(o.scan(), "content/a")
	}
	o.wantPaths(o.scan())
}

// A change of a folder is not a change of the files in it.
func TestTouchedFolder(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "1", "content/b": "2"})
	o.must(os.Chmod(o.path("content"), 0o700))
	o.wantPaths(o.scanPaths([]string{"content"}))
}

// A link is not a file as long as its target does not exist.
func TestLinkToNowhere(t *testing.T) {
	o := newTestSnapshot(t, nil)
	target := filepath.Join(t.TempDir(), "target")
	o.must(os.Symlink(target, o.path("content/l")))
	o.wantPaths(o.scan())
	o.must(os.WriteFile(target, nil, 0o644))
	o.wantPaths(o.scan(), "content/l")
	o.wantPaths(o.scan())
}

// A file that has its old content again is reported until the folder is idle, because it may have been read in
// between.
func TestThereAndBack(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "1"})
	thereAndBack := func(after time.Duration) {
		at := time.Now().Add(after)
		o.write("content/a", "333")
		o.write("content/a", "22")
		o.must(os.Chtimes(o.path("content/a"), at, at))
	}
	thereAndBack(0)
	o.wantPaths(o.scan(), "content/a")
	thereAndBack(time.Second)
	o.wantPaths(o.scan(), "content/a")
	o.clearReported()
	thereAndBack(2 * time.Second)
	o.wantPaths(o.scan())
}

// A file that reuses the inode of another one, and has its size and mtime, is not a moved file.
func TestInodeUsedAgain(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "known"})
	ago := time.Now().Add(-time.Hour)
	o.must(os.Chtimes(o.path("content/a"), ago, ago))
	o.scanPaths([]string{"content/a"})
	o.must(os.Remove(o.path("content/a")))
	o.write("content/b", "other")
	o.must(os.Chtimes(o.path("content/b"), ago, ago))
	if c := o.scan(); len(c.Moved) > 0 {
		t.Errorf("moved %q", c.Moved)
	}
}
