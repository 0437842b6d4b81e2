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

// When the system's queue overflows, events are lost: everything is scanned.
func TestOverflow(t *testing.T) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	o := newTestWatcher(t, func(opts *Options) { opts.Poll = time.Hour }) // no scan but the requested one
	o.write("content/a.md", "new")
	l := &eventListener{Watcher: o.w, fsWatcher: system, failed: make(chan error, 1)}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go l.run(ctx, "")
	system.Errors <- fsnotify.ErrEventOverflow
	o.wantReported("content/a.md")
}

// Where events do not arrive or cannot be tested, the watcher gives notice and polls.
func TestNoEvents(t *testing.T) {
	for probe, want := range map[string]string{".guide-watch-none": "do not arrive here", "": "cannot be tested here"} {
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

// Where a limit of the system is reached, the notice says which setting raises it.
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

// The probe causes an event and leaves no file.
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
			t.Errorf("%s was not removed", e.Name())
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
			t.Fatalf("goroutines are still running:\n%s", bytes.TrimSpace(buf[:runtime.Stack(buf, true)]))
		}
	}
}
