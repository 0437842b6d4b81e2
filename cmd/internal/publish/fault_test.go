package publish

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// These sites differ in every way in which two sites can.
var (
	oldFiles = map[string]string{
		"index.html": "old", "same.html": "same", "a/index.html": "old a", "data.json": "{}",
		"assets/main.hash1.css": "old style", "assets/plain.css": "old",
		"gone/deep/x.txt": "x", "gone/index.html": "gone", "thing": "a file", "box/in/y.html": "y", "box/z.txt": "z",
	}
	newFiles = map[string]string{
		"index.html": "new", "same.html": "same", "a/index.html": "new a", "data.json": "{}",
		"assets/main.hash2.css": "new style", "assets/plain.css": "new",
		"fresh/deep/x.txt": "x", "fresh/index.html": "fresh", "thing/index.html": "a folder", "box": "a file",
	}
)

// replaceModes are the ways in which a file system allows an output to be replaced.
var replaceModes = map[string]func(dir, op string, paths []string) error{
	"exchanged":          func(string, string, []string) error { return nil },
	"renamed twice":      func(_, op string, _ []string) error { return failOp("exchange", errors.ErrUnsupported)(op) },
	"in place":           func(_, op string, _ []string) error { return failOp("exchange", syscall.EBUSY)(op) },
	"on a mount point":   separateMount,
	"parent not written": readOnlyParent,
}

// readOnlyParent is a parent folder in which nothing can be created.
func readOnlyParent(dir, op string, paths []string) error {
	if filepath.Dir(paths[len(paths)-1]) == filepath.Dir(dir) && op != "lstat" && op != "readdir" {
		return syscall.EACCES
	}
	return nil
}

// A faultyBuild is a disk on which one operation fails, or all from that one on.
type faultyBuild struct {
	mode       func(dir, op string, paths []string) error
	dir        string
	failAt     int64 // the number of the operation, from 1; 0 for none
	persistent bool  // all operations after it fail too
	cause      error

	count    atomic.Int64
	failedOp string // the operation that failed
}

func (f *faultyBuild) disk() *disk {
	return &disk{fault: func(op string, paths ...string) error {
		if err := f.mode(f.dir, op, paths); err != nil {
			return err
		}
		n := f.count.Add(1)
		if n == f.failAt {
			f.failedOp = fmt.Sprint(op, " ", paths)
		}
		if f.failAt > 0 && (n == f.failAt || f.persistent && n > f.failAt) {
			return f.cause
		}
		return nil
	}}
}

// publish publishes on the disk and returns the result with its warnings.
func (f *faultyBuild) publish(t *testing.T, files map[string]string) (Result, error) {
	s, err := stageOn(t.Context(), f.disk(), newSite(files), f.dir, Options{Fingerprinted: isFingerprinted, Now: day0})
	if err != nil {
		return Result{}, err
	}
	r, err := s.Commit()
	if err != nil {
		s.Discard() // it may fail, too
	}
	return r, err
}

// Each operation of a build fails in turn. The output is then the whole old site, or the whole new one, or what the
// error says; and the next build succeeds.
func TestEveryOperationFails(t *testing.T) {
	procs := runtime.GOMAXPROCS(1) // so that the operations have an order
	t.Cleanup(func() { runtime.GOMAXPROCS(procs) })
	long, stride := os.Getenv("GUIDE_SEEDS") != "", int64(3)
	if long {
		stride = 1
	}
	causes := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES}
	for way, refuses := range replaceModes {
		for _, old := range []map[string]string{nil, {}, oldFiles} {
			if (old == nil) == (way != "exchanged" && way != "renamed twice") && len(old) == 0 {
				continue // an output that cannot be swapped exists, and an empty folder is swapped like any other
			}
			t.Run(fmt.Sprintf("%s, %d files before", way, len(old)), func(t *testing.T) {
				halves, tries := 0, 0
				for at := int64(1); ; at += stride {
					ended := false
					for i := range 2 * len(causes) {
						if !long && i != int(at)%(2*len(causes)) {
							continue
						}
						f := &faultyBuild{mode: refuses, failAt: at, persistent: i >= len(causes),
							cause: causes[i%len(causes)]}
						ended = !f.attempt(t, old, &halves) || ended
						tries++
					}
					if t.Failed() || ended {
						break
					}
				}
				t.Logf("%d tries, %d half updated and said so", tries, halves)
			})
		}
	}
}

// attempt builds once with the fault and once without. It reports whether the failing operation was reached.
func (f *faultyBuild) attempt(t *testing.T, old map[string]string, halves *int) bool {
	parent := resolvedTempDir(t)
	f.dir = filepath.Join(parent, "public")
	switch {
	case old == nil:
	case len(old) == 0: // a new mount point
		if err := os.Mkdir(f.dir, 0o755); err != nil {
			t.Fatal(err)
		}
	default:
		commit(t, stageSiteWith(t, newSite(old), f.dir, Options{Fingerprinted: isFingerprinted, Now: day0}))
	}
	result, err := f.publish(t, newFiles)
	desc := fmt.Sprintf("%s: %v (and so on: %v): error %v, warnings %q", f.failedOp, f.cause, f.persistent, err,
		result.Warnings)
	switch {
	case err == nil:
		f.wantNew(t, desc, result)
	case strings.Contains(err.Error(), "half updated"):
		*halves++
		f.wantPartial(t, desc, old, err)
	case errors.Is(err, errDisplaced):
		past, err := (&output{disk: &disk{}}).findLeftovers(filepath.Join(parent, ".public.guide-old-"))
		if err != nil || len(past) != 1 || !cmp.Equal(withFolders(old), readTree(t, past[0])) {
			t.Errorf("%s: the old site is missing: %q", desc, past)
		}
	default:
		got, want := f.siteFiles(t), withFolders(old)
		if f.persistent { // an empty folder may be left
			maps.DeleteFunc(got, isFolder)
			maps.DeleteFunc(want, isFolder)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: not the old site (-want +got):\n%s", desc, diff)
		}
	}
	if err != nil && !errors.Is(err, f.cause) {
		t.Errorf("%s: the error does not wrap the cause", desc)
	}
	next := &faultyBuild{mode: f.mode, dir: f.dir}
	if _, err := next.publish(t, newFiles); err != nil {
		t.Fatalf("%s: the next build: %v", desc, err)
	}
	f.wantNew(t, desc+"; and the next build", Result{})
	wantEntries(t, parent, "public")
	return f.failedOp != ""
}

// siteFiles returns the files in the output, except temporary ones.
func (f *faultyBuild) siteFiles(t *testing.T) map[string]string {
	if _, err := os.Stat(f.dir); err != nil {
		return map[string]string{}
	}
	got := readTree(t, f.dir)
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, insidePrefix) })
	return got
}

func isFolder(name, _ string) bool { return strings.HasSuffix(name, "/") }

func withFolders(files map[string]string) map[string]string {
	all := map[string]string{}
	for name, data := range files {
		all[name] = data
		for i := range name {
			if name[i] == '/' {
				all[name[:i+1]] = ""
			}
		}
	}
	return all
}

// wantNew checks that the output is the new site, perhaps with a style sheet of the old one.
func (f *faultyBuild) wantNew(t *testing.T, said string, result Result) {
	got := f.siteFiles(t)
	if got["assets/main.hash1.css"] == oldFiles["assets/main.hash1.css"] {
		delete(got, "assets/main.hash1.css")
	}
	if diff := cmp.Diff(withFolders(newFiles), got); diff != "" {
		t.Errorf("%s: not the new site (-want +got):\n%s", said, diff)
	}
	litter := len(readTree(t, f.dir)) > len(f.siteFiles(t))
	if litter && !strings.Contains(fmt.Sprint(result.Warnings), "could be removed") {
		t.Errorf("%s: the output has files that the error does not name", said)
	}
}

var partialMessage = regexp.MustCompile(`\(new: (.*); not yet new: (.*); removed: (.*); not yet removed: (.*)\): `)

// wantPartial checks that the output is what the error says.
func (f *faultyBuild) wantPartial(t *testing.T, said string, old map[string]string, err error) {
	lists := partialMessage.FindStringSubmatch(err.Error())
	if lists == nil {
		t.Fatalf("%s: the error has no lists", said)
	}
	want := map[string]string{}
	maps.Copy(want, old)
	for i, list := range lists[1:] {
		for _, name := range strings.Split(list, ", ") {
			ok := false
			switch {
			case name == "none":
				continue
			case i == 0:
				want[name], ok = newFiles[name]
			case i == 1:
				_, ok = newFiles[name]
			case i == 2:
				_, ok = old[name]
				delete(want, name)
			case i == 3:
				ok = old[name] != "" && newFiles[name] == ""
			}
			if !ok {
				t.Errorf("%s: %s is not one of the files", said, name)
			}
		}
	}
	got := f.siteFiles(t)
	maps.DeleteFunc(got, isFolder)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: the output is not as the error says (-said +got):\n%s", said, diff)
	}
	for name := range newFiles {
		if want[name] != newFiles[name] && !slices.Contains(strings.Split(lists[2], ", "), name) {
			t.Errorf("%s: %s is old and the error does not say so", said, name)
		}
	}
}
