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

// watched is a folder with a watcher, and what it has reported.
type watched struct {
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

// newWatched begins with content/a.md, content/sub/b.md and another folder beside content/.
func newWatched(t *testing.T, change ...func(*Options)) *watched {
	t.Helper()
	return newWatchedAt(t, t.TempDir(), change...)
}

func newWatchedAt(t *testing.T, dir string, change ...func(*Options)) *watched {
	t.Helper()
	o := &watched{T: t, dir: dir}
	o.write("content/a.md", "a")
	o.write("content/sub/b.md", "b")
	o.write("beside/c.md", "c")
	opts := Options{Dir: o.dir, Folders: []string{"content", "templates"}, Ignore: ignored, Notice: func(message, hint string) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.notices = append(o.notices, message+"\n"+hint)
	}}
	for _, c := range change {
		c(&opts)
	}
	w, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	o.w = w
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- w.Run(ctx, func(c Change) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.changes = append(o.changes, c)
		})
	}()
	o.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(o.stop)
	if opts.Poll == 0 {
		o.ready()
	}
	return o
}

// ready waits until events arrive.
func (o *watched) ready() {
	o.Helper()
	n := 0
	o.until("the first event", func() bool {
		n++
		o.write("content/ready.md", fmt.Sprint(n))
		time.Sleep(20 * time.Millisecond)
		reported, _, _ := o.reported()
		return slices.Contains(reported, "content/ready.md")
	})
	o.sees("content/ready.md")
}

func (o *watched) path(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

func (o *watched) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *watched) write(name, text string) {
	o.Helper()
	o.must(os.MkdirAll(filepath.Dir(o.path(name)), 0o755))
	o.must(os.WriteFile(o.path(name), []byte(text), 0o644))
}

func (o *watched) rename(from, to string) { o.Helper(); o.must(os.Rename(o.path(from), o.path(to))) }

func (o *watched) remove(name string) { o.Helper(); o.must(os.RemoveAll(o.path(name))) }

// reported returns all paths and moves reported so far, and whether the last change is still.
func (o *watched) reported() (paths []string, moved map[string]string, still bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	moved = map[string]string{}
	for _, c := range o.changes {
		paths = append(paths, c.Paths...)
		maps.Copy(moved, c.Moved)
		still = c.Still
	}
	return slices.Compact(slices.Sorted(slices.Values(paths))), moved, still
}

func (o *watched) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.changes = nil
}

// still waits until everything was reported.
func (o *watched) still() {
	o.Helper()
	o.until("stillness", func() bool { _, _, still := o.reported(); return still })
}

func (o *watched) until(what string, so func() bool) {
	o.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.Fatalf("waiting for %s; reported: %+v; noticed: %q", what, o.changes, o.notices)
		}
	}
}

// sees waits until these paths, perhaps among others, were reported and things are still, and returns all paths.
func (o *watched) sees(paths ...string) (all []string) {
	o.Helper()
	o.until(fmt.Sprintf("%d paths such as %q", len(paths), paths[:min(len(paths), 5)]), func() (still bool) {
		all, _, still = o.reported()
		return still && !slices.ContainsFunc(paths, func(name string) bool { _, found := slices.BinarySearch(all, name); return !found })
	})
	o.forget()
	return all
}

// want is sees where no other path may be reported.
func (o *watched) want(paths ...string) {
	o.Helper()
	got := o.sees(paths...)
	if slices.Sort(paths); !slices.Equal(got, paths) {
		o.Errorf("reported %q, want %q", got, paths)
	}
}

// read returns the bytes of every file that is watched.
func (o *watched) read() map[string]string {
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

// changed returns every file that is not as it was before.
func (o *watched) changed(before map[string]string) (names []string) {
	o.Helper()
	now := o.read()
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
