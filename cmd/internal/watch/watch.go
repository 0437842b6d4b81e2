// Package watch tells which files of a source folder changed, and cannot go stale.
//
// An event of the system is only a hint: it may be missing, late, about another name than the one that
// changed, or one of thousands. The truth is the difference between two looks at the disk: at the size,
// the time and the inode of each file, and at its bytes where these do not settle it. So an atomic save,
// a new or moved folder, a checkout of a thousand files and a queue that overflowed need no rules of
// their own (snapshot.go).
//
// After a hint and a short quiet the files that it names are looked at and what changed is reported, so
// that one save is on the screen at once; when nothing has changed for a while, and every two seconds, everything is
// looked at (scheduler.go). Where the system sends no events, everything is looked at more often (events.go).
//
// What is watched is whatever folder the path Dir leads to at the moment: where that was moved away, deleted or
// replaced, also by another target of a link or in a folder above, all files are reported.
package watch

import (
	"context"
	"sync"
	"time"
)

// Options of New.
type Options struct {
	// Dir is the path of the source folder, absolute unless that is meant which was the working folder at the start.
	Dir string
	// Folders are names directly inside Dir, watched with all that is below. Each may come and go.
	Folders []string
	// Ignore reports whether files and folders of a name are not looked at.
	Ignore func(base string) bool
	// Poll is how often to look in place of waiting for events; 0 means events.
	Poll time.Duration
	// Notice is told once why there are no events, and what can be done.
	Notice func(message, hint string)
}

// Change is the difference between two looks.
type Change struct {
	// Paths are the files that came, went or have other bytes: slash-separated, relative to Dir, sorted.
	Paths []string
	// Moved are those of them that have another name now: old path to new.
	Moved map[string]string
	// Idle says that nothing has changed for a while: what is there is not half-written.
	Idle bool
}

// Watcher watches one source folder.
type Watcher struct {
	snapshot *snapshot
	queue    *queue
	opts     Options
}

// New returns a Watcher that has scanned the folder once; Run reports what changes from then on.
func New(opts Options) *Watcher {
	interval := rescanInterval
	if opts.Poll > 0 {
		interval = opts.Poll
	}
	w := &Watcher{snapshot: newSnapshot(opts), queue: newQueue(interval), opts: opts}
	w.snapshot.scanAll(func() bool { return false })
	return w
}

// Rescan asks for a scan of everything, soon.
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
	s := &scheduler{queue: w.queue, scanPaths: w.snapshot.scanPaths, scanAll: w.snapshot.scanAll, report: func(c Change) {
		if c.Idle {
			w.snapshot.clearReported()
		}
		report(c)
	}}
	s.run(ctx)
}

func (w *Watcher) notice(message, hint string) {
	if w.opts.Notice != nil {
		w.opts.Notice(message, hint)
	}
}
