package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPagesFirstAndEachFileOnce(t *testing.T) {
	fsys := siteVersion("v1", 50)
	dir := filepath.Join(t.TempDir(), "public")
	for range 2 { // the second build compares everything
		fsys.reads = nil
		publishTo(t, fsys, dir)
		if len(fsys.violations) > 0 {
			t.Fatalf("Stage made calls that read a page: %q", fsys.violations)
		}
		first := slices.IndexFunc(fsys.reads, func(name string) bool { return path.Ext(name) != ".html" })
		last := len(fsys.reads) - 1
		for path.Ext(fsys.reads[last]) != ".html" {
			last--
		}
		if first < last {
			t.Errorf("%s was opened before %s", fsys.reads[first], fsys.reads[last])
		}
		slices.Sort(fsys.reads)
		if got := slices.Compact(slices.Clone(fsys.reads)); len(got) != len(fsys.files) || len(got) != len(fsys.reads) {
			t.Errorf("%d files opened %d times, want %d once", len(got), len(fsys.reads), len(fsys.files))
		}
	}
}

func TestEarly(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // so that the files have an order
	fsys := siteVersion("v1", 5)
	const early = "assets/4.css"
	opts := Options{Early: func(name string) bool { return name == early }}
	staged, err := Stage(t.Context(), fsys, filepath.Join(t.TempDir(), "public"), opts)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, staged)
	if fsys.reads[0] != early || path.Ext(fsys.reads[1]) != ".html" || len(fsys.reads) != len(fsys.files) {
		t.Errorf("of %d files were opened: %q", len(fsys.files), fsys.reads)
	}
}

func TestInParallel(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	fsys := siteVersion("v1", 30)
	var mu sync.Mutex
	var now, most int
	allRunning := make(chan bool)
	fsys.onRead = func(string) error {
		mu.Lock()
		now++
		most = max(most, now)
		if now == 3 && most == 3 {
			select {
			case <-allRunning:
			default:
				close(allRunning)
			}
		}
		mu.Unlock()
		defer func() { mu.Lock(); now--; mu.Unlock() }()
		select {
		case <-allRunning:
		case <-time.After(time.Minute):
			return errors.New("nobody else came")
		}
		return nil
	}
	publishTo(t, fsys, filepath.Join(t.TempDir(), "public"))
	if most != 3 {
		t.Errorf("%d files at once, want 3", most)
	}
}

func TestProgress(t *testing.T) {
	fsys := siteVersion("v1", 40)
	var got, want []string
	for i := range len(fsys.files) {
		want = append(want, fmt.Sprintf("%d of %d", i+1, len(fsys.files)))
	}
	s, err := Stage(t.Context(), fsys, filepath.Join(t.TempDir(), "public"), Options{Progress: func(done, total int) {
		got = append(got, fmt.Sprintf("%d of %d", done, total))
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Discard()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

var errBroken = errors.New("broken")

// A brokenSite has one file that fails after a few bytes. It has no ReadFile.
type brokenSite struct {
	fstest.MapFS
	at string
}

func (b brokenSite) ReadFile(name string) ([]byte, error) {
	return fs.ReadFile(struct{ fs.FS }{b}, name)
}

func (b brokenSite) Open(name string) (fs.File, error) {
	f, err := b.MapFS.Open(name)
	if name == b.at && err == nil {
		f = brokenFile{f}
	}
	return f, err
}

type brokenFile struct{ fs.File }

func (f brokenFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p[:min(len(p), 3)])
	if err == io.EOF || n < 3 {
		return n, errBroken
	}
	return n, err
}

func TestSourceErrors(t *testing.T) {
	old := siteVersion("v1", 20)
	for _, same := range []bool{true, false} { // fails while comparing, while writing
		for _, at := range []string{"steps/7/index.html", "assets/7.css", "only/v1.txt"} {
			t.Run(fmt.Sprint(same, " ", at), func(t *testing.T) {
				parent := t.TempDir()
				dir := filepath.Join(parent, "public")
				publishTo(t, old, dir)
				was := lstat(t, dir)
				next := old.mapFS()
				if !same {
					next = siteVersion("v2", 20).mapFS()
					next["only/v1.txt"] = &fstest.MapFile{Data: []byte("longer")}
				}
				s, err := Stage(t.Context(), brokenSite{next, at}, dir, Options{})
				if !errors.Is(err, errBroken) || s != nil {
					t.Fatalf("got %v, %v", s, err)
				}
				if n := strings.Count(err.Error(), at); n != 1 {
					t.Errorf("%q names the file %d times", err, n)
				}
				wantSite(t, dir, old)
				wantUntouched(t, was, dir)
				wantEntries(t, parent, "public")
			})
		}
	}
}

func TestPageErrorUnwrapped(t *testing.T) {
	parent := t.TempDir()
	fsys := newSite(smallSite)
	stale := &fs.PathError{Op: "open", Path: "index.html", Err: errBroken}
	fsys.onRead = func(name string) error {
		if name == "index.html" {
			return stale
		}
		return nil
	}
	if _, err := Stage(t.Context(), fsys, filepath.Join(parent, "public"), Options{}); err != stale {
		t.Errorf("got %v, want the error of the site itself", err)
	}
	wantEntries(t, parent)
}

// An oddSite has an entry with any name.
type oddSite struct {
	fs.FS
	name string
}

type oddEntry struct {
	fs.DirEntry
	name string
}

func (e oddEntry) Name() string { return e.name }

func (o oddSite) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	for i, e := range entries {
		entries[i] = oddEntry{e, o.name}
	}
	return entries, err
}

func TestInvalidNames(t *testing.T) {
	for _, name := range []string{"..", "../up.html", "a/../b.html", "a/b.html", "/etc", "", "nul\x00.html",
		markerName} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			fsys := oddSite{fstest.MapFS{"index.html": {}}, name}
			_, err := Stage(t.Context(), fsys, filepath.Join(parent, "public"), Options{})
			if !errors.Is(err, fs.ErrInvalid) {
				t.Errorf("got %v", err)
			}
			wantEntries(t, parent)
		})
	}
}
