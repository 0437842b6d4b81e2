package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// A lazySite is a site in the way that Stage may use it: it fails if Info or Stat is called before Open. It records
// the reads in order.
type lazySite struct {
	files  map[string]string
	onRead func(name string) error // called when a file is read

	mu         sync.Mutex
	reads      []string
	violations []string // calls that Stage must not make
}

func (l *lazySite) mapFS() fstest.MapFS {
	m := fstest.MapFS{}
	for name, data := range l.files {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

func (l *lazySite) note(list *[]string, what string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	*list = append(*list, what)
}

func (l *lazySite) beginRead(name string) error {
	l.note(&l.reads, name)
	if l.onRead != nil {
		return l.onRead(name)
	}
	return nil
}

func (l *lazySite) Open(name string) (fs.File, error) {
	if _, ok := l.files[name]; ok {
		if err := l.beginRead(name); err != nil {
			return nil, err
		}
	}
	return l.mapFS().Open(name)
}

func (l *lazySite) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := l.mapFS().ReadDir(name)
	for i, e := range entries {
		entries[i] = lazyEntry{e, l}
	}
	return entries, err
}

type lazyEntry struct {
	fs.DirEntry
	site *lazySite
}

func (e lazyEntry) Info() (fs.FileInfo, error) {
	e.site.note(&e.site.violations, "Info "+e.Name())
	return e.DirEntry.Info()
}

// newSite returns a site with these files.
func newSite(files map[string]string) *lazySite { return &lazySite{files: files} }

// siteVersion returns a site with n pages and n assets, each of which contains the version; v2 has other files too.
func siteVersion(v string, n int) *lazySite {
	files := map[string]string{"only/" + v + ".txt": v}
	for i := range n {
		files[fmt.Sprintf("steps/%d/index.html", i)] = v + strings.Repeat(" page", 300)
		files[fmt.Sprintf("assets/%d.css", i)] = v
	}
	return newSite(files)
}

// publishTo stages and commits a site.
func publishTo(t *testing.T, fsys fs.FS, dir string) Result {
	t.Helper()
	return commit(t, stageSite(t, fsys, dir))
}

func commit(t *testing.T, s *Staged) Result {
	t.Helper()
	got, err := s.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// stageSite stages a site and discards it at the end of the test.
func stageSite(t *testing.T, fsys fs.FS, dir string) *Staged {
	t.Helper()
	return stageSiteWith(t, fsys, dir, Options{})
}

func stageSiteWith(t *testing.T, fsys fs.FS, dir string, opts Options) *Staged {
	t.Helper()
	s, err := Stage(t.Context(), fsys, dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// failStagedOp makes an operation fail from now on.
func failStagedOp(s *Staged, op string, cause error) { s.out.fault = failOp(op, cause) }

// failOp returns a fault that makes an operation of a disk fail.
func failOp(op string, cause error) func(string, ...string) error {
	return func(is string, _ ...string) error {
		if is == op {
			return cause
		}
		return nil
	}
}

// resolvedTempDir returns a new folder, with links resolved as Stage does, so that a fault knows the paths of an output
// in it. The path of the temporary folder has a link on macOS, and may have a short name on Windows.
func resolvedTempDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// separateMount is a fault: the output is a mount point.
func separateMount(dir, op string, paths []string) error {
	in := func(path string) bool { return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator)) }
	if len(paths) == 2 && in(paths[0]) != in(paths[1]) {
		return errCrossDevice
	}
	return nil
}

// readTree returns everything below dir except the marker: folders as "name/", files with their bytes.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		name, _ := filepath.Rel(dir, p)
		name = filepath.ToSlash(name)
		if d.IsDir() {
			got[name+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(p)
		if name != markerName {
			got[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// wantSite checks that dir has the files of the site, their folders and the marker, and nothing else.
func wantSite(t *testing.T, dir string, want *lazySite) {
	t.Helper()
	all := map[string]string{}
	for name, data := range want.files {
		all[name] = data
		for d := path.Dir(name); d != "."; d = path.Dir(d) {
			all[d+"/"] = ""
		}
	}
	if diff := cmp.Diff(all, readTree(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", dir, diff)
	}
	got, err := os.ReadFile(filepath.Join(dir, markerName))
	if err != nil || !bytes.HasPrefix(got, []byte(markerHeader)) {
		t.Errorf("marker: %q, %v", got, err)
	}
}

// wantEntries checks the names in the folder.
func wantEntries(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		t.Errorf("in %s (-want +got):\n%s", dir, diff)
	}
}

// lstat returns the FileInfo of a file or folder.
func lstat(t *testing.T, elem ...string) fs.FileInfo {
	t.Helper()
	fi, err := os.Lstat(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return fi
}

// wantUntouched checks that a file is the same one and was not written since.
func wantUntouched(t *testing.T, was fs.FileInfo, elem ...string) {
	t.Helper()
	is := lstat(t, elem...)
	if !os.SameFile(was, is) || !was.ModTime().Equal(is.ModTime()) {
		t.Errorf("%s was written", filepath.Join(elem...))
	}
}

// writeFile writes a file, and creates its folders.
func writeFile(t *testing.T, name, data string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(data), 0o644)); err != nil {
		t.Fatal(err)
	}
}
