package publish

import (
	"bytes"
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
	for range 2 { // the second time everything is compared
		fsys.reads = nil
		publishTo(t, fsys, dir)
		if len(fsys.violations) > 0 {
			t.Fatalf("the site was asked for what makes a page: %q", fsys.violations)
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

// brokenSite gives one file that fails after a few bytes; it has no ReadFile.
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
	for _, same := range []bool{true, false} { // while comparing, while writing
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
		t.Errorf("got %v, want it as the site gave it", err)
	}
	wantEntries(t, parent)
}

// oddSite has an entry with a name of our choice.
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
	for _, name := range []string{"..", "../up.html", "a/../b.html", "a/b.html", "/etc", "", "nul\x00.html", markerName} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			fsys := oddSite{fstest.MapFS{"index.html": {}}, name}
			if _, err := Stage(t.Context(), fsys, filepath.Join(parent, "public"), Options{}); !errors.Is(err, fs.ErrInvalid) {
				t.Errorf("got %v", err)
			}
			wantEntries(t, parent)
		})
	}
}

// bigSite holds one file of zeros, of any size, that differs from plain zeros at one place.
type bigSite struct {
	fstest.MapFS
	size, onePos int64
	largest      *int
}

type bigFile struct {
	fs.File
	site bigSite
	at   int64
}

func (b bigSite) Open(name string) (fs.File, error) {
	f, err := b.MapFS.Open(name)
	if name == "big.zip" {
		f = &bigFile{File: f, site: b}
	}
	return f, err
}

func (f *bigFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return bigInfo{info, f.site.size}, err
}

func (f *bigFile) Read(p []byte) (int, error) {
	*f.site.largest = max(*f.site.largest, len(p))
	n := int(min(int64(len(p)), f.site.size-f.at))
	if n == 0 {
		return 0, io.EOF
	}
	clear(p[:n])
	if i := f.site.onePos - f.at; i >= 0 && i < int64(n) {
		p[i] = 1
	}
	f.at += int64(n)
	return n, nil
}

type bigInfo struct {
	fs.FileInfo
	size int64
}

func (i bigInfo) Size() int64 { return i.size }

func TestBigFileStreams(t *testing.T) {
	const size = 16<<20 + 1
	dir := filepath.Join(t.TempDir(), "public")
	for _, one := range []int64{5, 10 << 20, size - 1, size} { // the last: no difference to none
		largest := 0
		fsys := bigSite{fstest.MapFS{"big.zip": {}}, size, one, &largest}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := publishTo(t, fsys, dir)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
			t.Errorf("one at %d: %d bytes allocated for a file of %d", one, used, size)
		}
		if got.Bytes != size || got.Written != 1 || largest > 1<<20 {
			t.Errorf("one at %d: got %+v, reads of up to %d bytes", one, got, largest)
		}
		if at := onePosition(t, filepath.Join(dir, "big.zip")); at != min(one, size) {
			t.Errorf("the output differs from zeros at %d, want %d", at, one)
		}
	}
}

// onePosition returns where a file has its only byte that is not zero, or its size.
func onePosition(t *testing.T, name string) int64 {
	data := []byte(readTree(t, filepath.Dir(name))[filepath.Base(name)])
	if bytes.Count(data, []byte{0}) < len(data)-1 {
		t.Error("more than one byte is not zero")
	}
	if i := bytes.IndexByte(data, 1); i >= 0 {
		return int64(i)
	}
	return int64(len(data))
}

// wrongSize claims a size that its only file has not.
type wrongSize struct {
	fstest.MapFS
	size int64
}

type wrongSizeFile struct {
	fs.File
	size int64
}

func (w wrongSize) Open(name string) (fs.File, error) {
	f, err := w.MapFS.Open(name)
	return wrongSizeFile{f, w.size}, err
}

func (f wrongSizeFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return bigInfo{info, f.size}, err
}

func TestWrongSize(t *testing.T) {
	for _, data := range []string{"1234", "12345678", "12", ""} {
		dir := filepath.Join(t.TempDir(), "public")
		publishTo(t, newSite(map[string]string{"a.txt": "1234"}), dir)
		publishTo(t, wrongSize{fstest.MapFS{"a.txt": {Data: []byte(data)}}, 4}, dir)
		wantSite(t, dir, newSite(map[string]string{"a.txt": data}))
	}
}
