//go:build unix

package watch

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A queue that overflowed has lost events; everything is looked at then.
func TestOverflow(t *testing.T) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour }) // no look but for the hint
	o.write("content/a.md", "new")
	l := &eventListener{Watcher: o.w, fsWatcher: system, failed: make(chan error, 1)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go l.run(ctx, "")
	system.Errors <- fsnotify.ErrEventOverflow
	o.wantReported("content/a.md")
}

// Where no events arrive, or that cannot be tried, the watcher says so and looks again and again.
func TestNoEvents(t *testing.T) {
	for probe, want := range map[string]string{".guide-watch-none": "does not tell of changed files", "": "cannot be tried here"} {
		system, err := fsnotify.NewWatcher()
		if err != nil {
			t.Fatal(err)
		}
		o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour })
		l := &eventListener{Watcher: o.w, fsWatcher: system, failed: make(chan error, 1)} // it watches nothing
		l.run(t.Context(), probe)
		system.Close()
		if len(o.notices) != 1 || !strings.Contains(o.notices[0], want) || !strings.Contains(o.notices[0], "--poll") {
			t.Errorf("the notice is %q", o.notices)
		}
		o.write("content/a.md", "new")
		o.wantReported("content/a.md")
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
		o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour })
		l := &eventListener{Watcher: o.w, fsWatcher: system, failed: make(chan error, 1)}
		l.failed <- fmt.Errorf("watching: %w", tt.err)
		l.run(t.Context(), "")
		system.Close()
		if len(o.notices) != 1 || !strings.Contains(o.notices[0], tt.want) {
			t.Errorf("the notice is %q, want one with %s", o.notices, tt.want)
		}
		o.write("content/a.md", "new")
		o.wantReported("content/a.md")
	}
}

// The probe makes an event and leaves nothing behind.
func TestProbe(t *testing.T) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer system.Close()
	o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour })
	name := newEventListener(o.w, system).probe()
	for e := range system.Events {
		if filepath.Base(e.Name) == name {
			break
		}
	}
	entries, err := os.ReadDir(o.path("content"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestNoGoroutineLeak(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 3 {
		o := newTestWatcher(t)
		o.write("content/a.md", "new")
		o.stop()
	}
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("goroutines are left:\n%s", bytes.TrimSpace(buf[:runtime.Stack(buf, true)]))
		}
	}
}
