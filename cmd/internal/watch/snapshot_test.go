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

// testSnapshot is a folder content/ that was looked at once.
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

// A file that is replaced between the look at its size and the reading of its bytes is reported then or
// at the next look.
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

// Files of the same bytes are no change, whatever events tell.
func TestTouch(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "known", "content/b": "b"})
	o.wantPaths(o.scanPaths([]string{"content/a"}), "content/a") // its bytes were not known
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

// A folder that was touched says nothing of the files in it.
func TestTouchedFolder(t *testing.T) {
	o := newTestSnapshot(t, map[string]string{"content/a": "1", "content/b": "2"})
	o.must(os.Chmod(o.path("content"), 0o700))
	o.wantPaths(o.scanPaths([]string{"content"}))
}

// A link whose target does not exist is no file, until the target does.
func TestLinkToNowhere(t *testing.T) {
	o := newTestSnapshot(t, nil)
	target := filepath.Join(t.TempDir(), "target")
	o.must(os.Symlink(target, o.path("content/l")))
	o.wantPaths(o.scan())
	o.must(os.WriteFile(target, nil, 0o644))
	o.wantPaths(o.scan(), "content/l")
	o.wantPaths(o.scan())
}

// A file that is again what it was is reported until things are still: somebody may have read what it
// was in between.
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

// Another file with the same inode, size and time is no move.
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
