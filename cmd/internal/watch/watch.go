// Package watch reports which files of a source folder changed.
//
//	w := watch.New(watch.Options{Dir: dir, Folders: []string{"content"}})
//	w.Run(ctx, func(c watch.Change) { ... })
//
// Events of the system are only hints: they may be missing, late, or name another file than the one that changed. What
// is reported is the difference between two scans of the disk, which compare the size, mtime and inode of each file,
// and its bytes where these prove nothing. So atomic saves, moved folders, a checkout of a thousand files and an
// overflow of the system's queue need no special rules (diff.go).
//
// Shortly after an event the paths that it names are scanned, so that a save is reported within milliseconds. When
// nothing has changed for a while, and every two seconds, or less often in a large folder, everything is scanned
// (scheduler.go). Where the system has no events, everything is scanned more often (events.go).
//
// The folder is looked up by its path each time. If it is moved, deleted or replaced, or a folder above it, or a link
// on its path, all files are reported.
package watch

import (
	"context"
	"sync"
	"time"
)

// Options are the options of New.
type Options struct {
	// Dir is the path of the source folder. A relative path is resolved in the current working directory each time.
	Dir string
	// Folders are names directly inside Dir. What is in them is watched. Each may be created or removed at any time.
	Folders []string
	// Ignore reports whether files and folders with this base name are ignored.
	Ignore func(base string) bool
	// Poll, if not zero, is how often everything is scanned; events are not used then.
	Poll time.Duration
	// Notice is called at most once, to say why there are no events and what can be done.
	Notice func(message, hint string)
}

// A Change says which files changed between two scans.
type Change struct {
	// Paths are the files that were added, removed or modified: slash-separated, relative to Dir, sorted.
	Paths []string
	// Moved maps the old paths to the new paths of those that were moved.
	Moved map[string]string
	// Idle means that nothing has changed for a while, so that no file is half-written.
	Idle bool
}

// A Watcher watches one source folder. Use New to create one.
type Watcher struct {
	snapshot *snapshot
	queue    *queue
	opts     Options
}

// New returns a Watcher that has scanned the folder once. Run reports what changes from then on.
func New(opts Options) *Watcher {
	w := &Watcher{snapshot: newSnapshot(opts), queue: newQueue(opts.Poll), opts: opts}
	w.snapshot.scanAll(func() bool { return false })
	return w
}

// Rescan asks Run for a scan of everything.
func (w *Watcher) Rescan() { w.queue.addAll() }

// Run calls report with every change, one at a time, until ctx is done. Each burst of changes ends with one that is
// Idle.
func (w *Watcher) Run(ctx context.Context, report func(Change)) {
	ctx, stop := context.WithCancel(ctx)
	var listeners sync.WaitGroup
	defer listeners.Wait()
	defer stop()
	if w.opts.Poll == 0 {
		listeners.Go(func() { w.watchEvents(ctx) })
	}
	s := &scheduler{queue: w.queue, scanPaths: w.snapshot.scanPaths, scanAll: w.snapshot.scanAll}
	s.report = func(c Change) {
		if c.Idle {
			w.snapshot.clearReported()
		}
		report(c)
	}
	s.run(ctx)
}

func (w *Watcher) notice(message, hint string) {
	if w.opts.Notice != nil {
		w.opts.Notice(message, hint)
	}
}
