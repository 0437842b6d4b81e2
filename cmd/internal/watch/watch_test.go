//go:build unix

package watch

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
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
	o := &watched{T: t, dir: t.TempDir()}
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
	for n := 0; ; n++ {
		if n == 500 {
			o.Fatal("nothing is reported at all")
		}
		o.write("content/ready.md", fmt.Sprint(n))
		time.Sleep(20 * time.Millisecond)
		if reported, _, _ := o.reported(); slices.Contains(reported, "content/ready.md") {
			break
		}
	}
	o.still()
	o.forget()
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
	for deadline := time.Now().Add(30 * time.Second); !so(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.Fatalf("waiting for %s; reported: %+v; noticed: %q", what, o.changes, o.notices)
		}
	}
}

// want waits until things are still and fails unless exactly these paths were reported.
func (o *watched) want(paths ...string) {
	o.Helper()
	o.still()
	slices.Sort(paths)
	if got, _, _ := o.reported(); !slices.Equal(got, paths) {
		o.Errorf("reported %q, want %q", got, paths)
	}
	o.forget()
}

// vim imitates what vim does to save a file of which it keeps a backup.
func vim(o *watched, name, text string) {
	dir := filepath.Dir(name)
	o.write(dir+"/4913", "")
	o.remove(dir + "/4913")
	o.rename(name, name+"~")
	o.write(name, text)
	o.must(os.Chmod(o.path(name), 0o600))
	o.remove(name + "~")
}

// Every way to save a file, create, move and delete is seen, by events and without.
func TestChanges(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	tests := []struct {
		name string
		do   func(o *watched)
		want []string
	}{
		{"overwrite", func(o *watched) { o.write("content/a.md", "new") }, []string{"content/a.md"}},
		{"append", func(o *watched) {
			f, err := os.OpenFile(o.path("content/a.md"), os.O_APPEND|os.O_WRONLY, 0)
			o.must(err)
			_, err = f.WriteString("more")
			o.must(err)
			o.must(f.Close())
		}, []string{"content/a.md"}},
		{"a large file", func(o *watched) { o.write("content/a.md", long) }, []string{"content/a.md"}},
		{"temporary file and rename", func(o *watched) {
			o.write("content/.a.md.tmp", "new")
			o.rename("content/.a.md.tmp", "content/a.md")
		}, []string{"content/a.md"}},
		{"twice in a row", func(o *watched) {
			for _, text := range []string{"one", "two"} {
				o.write("content/.a.md.tmp", text)
				o.rename("content/.a.md.tmp", "content/a.md")
			}
		}, []string{"content/a.md"}},
		{"cp", func(o *watched) {
			if out, err := exec.Command("cp", o.path("beside/c.md"), o.path("content/a.md")).CombinedOutput(); err != nil {
				o.Fatalf("%v: %s", err, out)
			}
		}, []string{"content/a.md"}},
		{"sed -i", func(o *watched) {
			if out, err := exec.Command("sed", "-i", "s/a/new/", o.path("content/a.md")).CombinedOutput(); err != nil {
				o.Skipf("%v: %s", err, out)
			}
		}, []string{"content/a.md"}},
		{"vim with a backup", func(o *watched) { vim(o, "content/a.md", "new") }, []string{"content/a.md"}},
		{"vim itself", func(o *watched) {
			if _, err := exec.LookPath("vim"); err != nil {
				o.write("content/a.md", "as vim would")
				return
			}
			cmd := exec.Command("vim", "-es", "-u", "NONE", "-c", "set backup backupcopy=no", "-c", "%s/a/new/", "-c", "wq", o.path("content/a.md"))
			if out, err := cmd.CombinedOutput(); err != nil {
				o.Fatalf("%v: %s", err, out)
			}
		}, []string{"content/a.md"}},
		{"remove and create", func(o *watched) { o.remove("content/a.md"); o.write("content/a.md", "new") }, []string{"content/a.md"}},
		{"remove", func(o *watched) { o.remove("content/a.md") }, []string{"content/a.md"}},
		{"create", func(o *watched) { o.write("content/new.md", "new") }, []string{"content/new.md"}},
		{"truncate", func(o *watched) { o.must(os.Truncate(o.path("content/a.md"), 0)) }, []string{"content/a.md"}},
		{"folders in folders", func(o *watched) { o.write("content/x/y/z/new.md", "new") }, []string{"content/x/y/z/new.md"}},
		{"remove a folder", func(o *watched) { o.remove("content/sub") }, []string{"content/sub/b.md"}},
		{"remove and create a folder", func(o *watched) { o.remove("content/sub"); o.write("content/sub/b.md", "new") }, []string{"content/sub/b.md"}},
		{"rename", func(o *watched) { o.rename("content/a.md", "content/z.md") }, []string{"content/a.md", "content/z.md"}},
		{"rename by case alone", func(o *watched) { o.rename("content/a.md", "content/A.md") }, []string{"content/A.md", "content/a.md"}},
		{"rename a folder", func(o *watched) { o.rename("content/sub", "content/other") }, []string{"content/other/b.md", "content/sub/b.md"}},
		{"move a folder in", func(o *watched) { o.rename("beside", "content/beside") }, []string{"content/beside/c.md"}},
		{"move a folder out", func(o *watched) { o.rename("content/sub", "sub") }, []string{"content/sub/b.md"}},
		{"a folder of the top", func(o *watched) { o.write("templates/x.html", "x") }, []string{"templates/x.html"}},
		{"all of it away and back", func(o *watched) {
			o.rename("content", "away")
			o.must(os.Mkdir(o.path("content"), 0o755))
			o.remove("content")
			o.rename("away", "content")
			o.write("content/a.md", "new")
		}, []string{"content/a.md"}},
		{"a link", func(o *watched) { o.must(os.Symlink("a.md", o.path("content/link.md"))) }, []string{"content/link.md"}},
		{"ignored and beside", func(o *watched) {
			o.write("content/.hidden", "x")
			o.write("content/.git/config", "x")
			o.write("content/b.md~", "x")
			o.write("beside/c.md", "new")
			o.write("content/a.md", "new")
		}, []string{"content/a.md"}},
	}
	for _, mode := range []struct {
		name string
		poll time.Duration
	}{{"events", 0}, {"poll", 30 * time.Millisecond}} {
		for _, tt := range tests {
			t.Run(mode.name+"/"+tt.name, func(t *testing.T) {
				t.Parallel()
				o := newWatched(t, func(opts *Options) { opts.Poll = mode.poll })
				before := o.read()
				tt.do(o)
				o.until("a report", func() bool { got, _, _ := o.reported(); return len(got) > 0 })
				o.still()
				got, _, _ := o.reported()
				if mode.poll > 0 { // what was undone between two looks is not seen
					for _, name := range got {
						if !slices.Contains(tt.want, name) {
							t.Errorf("reported %q, want %q", got, tt.want)
						}
					}
				} else {
					for _, name := range tt.want {
						if !slices.Contains(got, name) {
							t.Errorf("reported %q, want %q", got, tt.want)
						}
					}
				}
				o.wantAll(before, got)
				o.forget()
				o.write("content/after/last.md", "x") // nothing was lost by that
				o.until("the next change", func() bool { got, _, _ := o.reported(); return slices.Contains(got, "content/after/last.md") })
			})
		}
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

// wantAll fails unless every file that is not as it was before was reported.
func (o *watched) wantAll(before map[string]string, reported []string) {
	o.Helper()
	now := o.read()
	for name, text := range now {
		if old, was := before[name]; (!was || old != text) && !slices.Contains(reported, name) {
			o.Errorf("%s has changed and was not reported", name)
		}
	}
	for name := range before {
		if _, is := now[name]; !is && !slices.Contains(reported, name) {
			o.Errorf("%s is gone, which was not reported", name)
		}
	}
}

// Files of the same bytes are no change.
func TestTouch(t *testing.T) {
	o := newWatched(t)
	o.write("content/a.md", "known")
	o.want("content/a.md")
	o.must(os.Chtimes(o.path("content/a.md"), time.Now(), time.Now().Add(time.Hour)))
	o.write("content/a.md", "known")
	o.write("content/sub/b.md", "changed")
	o.want("content/sub/b.md")
}

// A change that keeps size and time is seen, since there was an event.
func TestSameSizeAndTime(t *testing.T) {
	o := newWatched(t)
	at := time.Now().Add(-time.Hour)
	o.write("content/a.md", "1")
	o.must(os.Chtimes(o.path("content/a.md"), at, at))
	o.want("content/a.md")
	o.write("content/a.md", "2")
	o.must(os.Chtimes(o.path("content/a.md"), at, at))
	o.want("content/a.md")
}

// Without events, a change within the grain of the clock is seen: young files are read again.
func TestSameSizeWithinGrain(t *testing.T) {
	o := newWatched(t, func(opts *Options) { opts.Poll = 20 * time.Millisecond })
	at := time.Now()
	for _, text := range []string{"1", "2", "3"} {
		o.write("content/a.md", text)
		o.must(os.Chtimes(o.path("content/a.md"), at, at))
		o.want("content/a.md")
	}
}

func TestMoved(t *testing.T) {
	o := newWatched(t)
	o.rename("content/a.md", "content/z.md")
	o.until("the move", func() bool { _, moved, _ := o.reported(); return moved["content/a.md"] == "content/z.md" })
	o.rename("content/sub", "content/other")
	o.until("the moved folder", func() bool { _, moved, _ := o.reported(); return moved["content/sub/b.md"] == "content/other/b.md" })
	o.still()
	o.forget()
	// An inode is soon used again: that is no move.
	o.remove("content/z.md")
	o.write("content/new.md", "something else")
	o.still()
	if _, moved, _ := o.reported(); len(moved) > 0 {
		t.Errorf("moved: %v", moved)
	}
}

// Edits in a folder that was moved are reported by their events, not by a look at everything.
func TestMovedFolderIsWatched(t *testing.T) {
	o := newWatched(t)
	o.write("content/sub/deep/d.md", "d")
	o.want("content/sub/deep/d.md")
	for _, to := range []string{"content/one", "content/two", "content/three"} {
		from := filepath.Dir(filepath.Dir(slices.Collect(maps.Keys(o.find("d.md")))[0]))
		o.rename(from, to)
		o.want(to+"/b.md", to+"/deep/d.md", from+"/b.md", from+"/deep/d.md")
		for _, name := range []string{to + "/b.md", to + "/deep/d.md"} {
			o.write(name, to)
			o.want(name)
		}
	}
}

func (o *watched) find(base string) map[string]string {
	files := o.read()
	maps.DeleteFunc(files, func(name, _ string) bool { return filepath.Base(name) != base })
	return files
}

// mkdir -p and a write, before anybody can watch the new folder: 200 times, never missed.
func TestNewFolders(t *testing.T) {
	o := newWatched(t)
	for i := range 200 {
		name := fmt.Sprintf("content/n%d/x/y/new.md", i)
		o.write(name, "new")
		o.until(name, func() bool { got, _, _ := o.reported(); return slices.Contains(got, name) })
	}
}

// No event tells of the target of a link that lies elsewhere.
func TestLinkTarget(t *testing.T) {
	o := newWatched(t)
	o.must(os.Symlink(o.path("beside/c.md"), o.path("content/link.md")))
	o.want("content/link.md")
	o.write("beside/c.md", "another text")
	o.want("content/link.md")
	o.remove("beside/c.md")
	o.want("content/link.md")
}

// In a storm the final state of every file is found, in few reports.
func TestStorm(t *testing.T) {
	o := newWatched(t)
	before := o.read()
	for i := range 20_000 {
		o.write(fmt.Sprintf("content/storm/%d/%d.md", i%20, i%2000), fmt.Sprint(i))
	}
	o.still()
	got, _, _ := o.reported()
	o.wantAll(before, got)
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.changes) > 60 {
		t.Errorf("%d reports", len(o.changes))
	}
}

// A queue that overflowed has lost events; everything is looked at then.
func TestOverflow(t *testing.T) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	o := newWatched(t, func(opts *Options) { opts.Poll = time.Hour }) // no look but for the hint
	o.write("content/a.md", "new")
	l := &listener{Watcher: o.w, system: system, failed: make(chan error, 1)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go l.run(ctx, "")
	system.Errors <- fsnotify.ErrEventOverflow
	o.want("content/a.md")
}

func TestCheckout(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	o := newWatched(t)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=n", "-c", "user.email=e@example.org"}, args...)...)
		cmd.Dir = o.dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	git("init", "-q", "-b", "one")
	for i := range 2000 {
		o.write(fmt.Sprintf("content/step%d/%d.md", i%9, i), "one")
	}
	git("add", "-A")
	git("commit", "-qm", "one")
	git("checkout", "-qb", "two")
	o.remove("content/step3")
	for i := range 2000 {
		o.write(fmt.Sprintf("content/step%d/%d.md", i%7, i), "two")
	}
	git("add", "-A")
	git("commit", "-qm", "two")
	o.still()
	for _, branch := range []string{"one", "two", "one"} {
		o.forget()
		before := o.read()
		git("checkout", "-q", branch)
		o.still()
		got, _, _ := o.reported()
		o.wantAll(before, got)
		o.mu.Lock()
		if len(o.changes) > 20 {
			t.Errorf("%d reports", len(o.changes))
		}
		o.mu.Unlock()
	}
}

// Whatever happens, every file whose bytes are not what they were was reported when things are still.
func TestRandom(t *testing.T) {
	o := newWatched(t)
	r := rand.New(rand.NewPCG(1, 1))
	dirs := []string{"content", "content/sub", "content/x", "content/x/y", "templates", "content/.hidden"}
	name := func() string { return dirs[r.IntN(len(dirs))] + "/" + string(rune('a'+r.IntN(4))) + ".md" }
	for range 60 {
		before := o.read()
		o.forget()
		for range 1 + r.IntN(8) {
			switch r.IntN(9) {
			case 0, 1, 2:
				_ = os.MkdirAll(filepath.Dir(o.path(name())), 0o755)
				_ = os.WriteFile(o.path(name()), []byte(fmt.Sprint(r.IntN(1000))), 0o644)
			case 3:
				_ = os.Rename(o.path(name()), o.path(name()))
			case 4:
				_ = os.Rename(o.path(dirs[1+r.IntN(4)]), o.path(dirs[1+r.IntN(4)]))
			case 5:
				_ = os.RemoveAll(o.path(dirs[1+r.IntN(5)]))
			case 6:
				_ = os.Remove(o.path(name()))
			case 7:
				_ = os.Symlink(filepath.Base(name()), o.path(name()))
			case 8:
				time.Sleep(time.Duration(r.IntN(40)) * time.Millisecond)
			}
		}
		o.write("content/end.md", fmt.Sprint(r.Int())) // so that there is something to report
		o.until("the end", func() bool { got, _, still := o.reported(); return still && slices.Contains(got, "content/end.md") })
		got, _, _ := o.reported()
		o.wantAll(before, got)
		if t.Failed() {
			return
		}
	}
}

// Where no events arrive, or that cannot be tried, the watcher says so and looks again and again.
func TestNoEvents(t *testing.T) {
	for probe, want := range map[string]string{".guide-watch-none": "does not tell of changed files", "": "cannot be tried here"} {
		system, err := fsnotify.NewWatcher()
		if err != nil {
			t.Fatal(err)
		}
		o := newWatched(t, func(opts *Options) { opts.Poll = time.Hour })
		l := &listener{Watcher: o.w, system: system, failed: make(chan error, 1)} // it watches nothing
		l.run(t.Context(), probe)
		system.Close()
		if len(o.notices) != 1 || !strings.Contains(o.notices[0], want) || !strings.Contains(o.notices[0], "--poll") {
			t.Errorf("the notice is %q", o.notices)
		}
		o.write("content/a.md", "new")
		o.want("content/a.md")
	}
}

// Where the system's limits are reached, the notice says what raises them.
func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{{syscall.ENOSPC, "fs.inotify.max_user_watches=524288"}, {syscall.EMFILE, "fs.inotify.max_user_instances"}} {
		system, err := fsnotify.NewWatcher()
		if err != nil {
			t.Fatal(err)
		}
		o := newWatched(t, func(opts *Options) { opts.Poll = time.Hour })
		l := &listener{Watcher: o.w, system: system, failed: make(chan error, 1)}
		l.failed <- fmt.Errorf("watching: %w", tt.err)
		l.run(t.Context(), "")
		system.Close()
		if len(o.notices) != 1 || !strings.Contains(o.notices[0], tt.want) {
			t.Errorf("the notice is %q, want one with %s", o.notices, tt.want)
		}
		o.write("content/a.md", "new")
		o.want("content/a.md")
	}
}

// The probe leaves nothing behind, and where it cannot be written nothing is expected of events.
func TestProbe(t *testing.T) {
	o := newWatched(t)
	entries, err := os.ReadDir(o.path("content"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
	if len(o.notices) > 0 {
		t.Errorf("notices: %q", o.notices)
	}
}

func TestNothingIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 3 {
		o := newWatched(t)
		o.write("content/a.md", "new")
		o.stop()
	}
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("goroutines are left:\n%s", bytes.TrimSpace(buf[:runtime.Stack(buf, true)]))
		}
	}
}
