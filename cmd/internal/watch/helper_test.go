//go:build unix

package watch

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A testWatcher is a folder, a watcher of it, and what the watcher has reported.
type testWatcher struct {
	*testing.T
	dir  string
	w    *Watcher
	stop func()

	mu      sync.Mutex
	changes []Change
	notices []string
}

func ignored(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || base == "4913"
}

// newTestWatcher returns one whose folder has content/a.md, content/sub/b.md, and a file that is not watched.
func newTestWatcher(t *testing.T, change ...func(*Options)) *testWatcher {
	t.Helper()
	return newTestWatcherAt(t, t.TempDir(), change...)
}

func newTestWatcherAt(t *testing.T, dir string, change ...func(*Options)) *testWatcher {
	t.Helper()
	o := &testWatcher{T: t, dir: dir}
	o.write("content/a.md", "a")
	o.write("content/sub/b.md", "b")
	o.write("beside/c.md", "c")
	notice := func(message, hint string) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.notices = append(o.notices, message+"\n"+hint)
	}
	opts := Options{Dir: o.dir, Folders: []string{"content", "templates"}, Ignore: ignored, Notice: notice}
	for _, c := range change {
		c(&opts)
	}
	o.w = New(opts)
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		o.w.Run(ctx, func(c Change) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.changes = append(o.changes, c)
		})
	})
	o.stop = func() { cancel(); running.Wait() }
	t.Cleanup(o.stop)
	if opts.Poll == 0 {
		o.waitReady()
	}
	return o
}

// waitReady waits until events arrive.
func (o *testWatcher) waitReady() {
	o.Helper()
	n := 0
	o.waitFor("the first event", func() bool {
		n++
		o.write("content/ready.md", fmt.Sprint(n))
		time.Sleep(20 * time.Millisecond)
		reported, _, _ := o.reported()
		return slices.Contains(reported, "content/ready.md")
	})
	o.waitReported("content/ready.md")
}

func (o *testWatcher) path(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

func (o *testWatcher) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *testWatcher) write(name, text string) {
	o.Helper()
	o.must(os.MkdirAll(filepath.Dir(o.path(name)), 0o755))
	o.must(os.WriteFile(o.path(name), []byte(text), 0o644))
}

func (o *testWatcher) rename(from, to string) {
	o.Helper()
	o.must(os.Rename(o.path(from), o.path(to)))
}

func (o *testWatcher) remove(name string) { o.Helper(); o.must(os.RemoveAll(o.path(name))) }

// reported returns all paths and moves reported so far, and whether the last change was Idle.
func (o *testWatcher) reported() (paths []string, moved map[string]string, idle bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	moved = map[string]string{}
	for _, c := range o.changes {
		paths = append(paths, c.Paths...)
		maps.Copy(moved, c.Moved)
		idle = c.Idle
	}
	return slices.Compact(slices.Sorted(slices.Values(paths))), moved, idle
}

func (o *testWatcher) reset() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.changes = nil
}

// waitIdle waits until everything has been reported.
func (o *testWatcher) waitIdle() {
	o.Helper()
	o.waitFor("idle", func() bool { _, _, idle := o.reported(); return idle })
}

func (o *testWatcher) waitFor(what string, done func() bool) {
	o.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.Fatalf("waiting for %s; reported: %+v; notices: %q", what, o.changes, o.notices)
		}
	}
}

// waitReported waits until these paths, perhaps among others, have been reported and the folder is idle. It returns
// all reported paths.
func (o *testWatcher) waitReported(paths ...string) (all []string) {
	o.Helper()
	o.waitFor(fmt.Sprintf("%d paths such as %q", len(paths), paths[:min(len(paths), 5)]), func() (idle bool) {
		all, _, idle = o.reported()
		missing := func(name string) bool { return !slices.Contains(all, name) }
		return idle && !slices.ContainsFunc(paths, missing)
	})
	o.reset()
	return all
}

// wantReported is like waitReported, but no other path may be reported.
func (o *testWatcher) wantReported(paths ...string) {
	o.Helper()
	got := o.waitReported(paths...)
	if slices.Sort(paths); !slices.Equal(got, paths) {
		o.Errorf("reported %q, want %q", got, paths)
	}
}

// readFiles returns the bytes of every watched file.
func (o *testWatcher) readFiles() map[string]string {
	o.Helper()
	files := map[string]string{}
	for _, folder := range []string{"content", "templates"} {
		_ = filepath.WalkDir(o.path(folder), func(path string, e os.DirEntry, err error) error {
			if err != nil {
				return nil // it may be gone
			}
			if ignored(e.Name()) {
				if e.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			info, err := os.Stat(path)
			if err != nil || !info.Mode().IsRegular() {
				return nil
			}
			data, err := os.ReadFile(path)
			o.must(err)
			rel, err := filepath.Rel(o.dir, path)
			o.must(err)
			files[filepath.ToSlash(rel)] = string(data)
			return nil
		})
	}
	return files
}

// changedSince returns every file that differs from before.
func (o *testWatcher) changedSince(before map[string]string) (names []string) {
	o.Helper()
	now := o.readFiles()
	for name, text := range now {
		if old, was := before[name]; !was || old != text {
			names = append(names, name)
		}
	}
	for name := range before {
		if _, is := now[name]; !is {
			names = append(names, name)
		}
	}
	return names
}
