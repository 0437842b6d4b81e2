package watch

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// fallbackPollInterval is the poll interval where file events do not work.
const fallbackPollInterval = 300 * time.Millisecond

// watchEvents adds the paths of the system's events to the queue until ctx is done. Where events do not work, it
// starts polling.
func (w *Watcher) watchEvents(ctx context.Context) {
	fsWatcher, err := fsnotify.NewWatcher()
	if err != nil {
		w.fallBackToPolling(err)
		return
	}
	defer fsWatcher.Close()
	l := newEventListener(w, fsWatcher)
	l.addFolder(w.opts.Dir) // for new folders
	w.snapshot.mu.Lock()
	w.snapshot.onFolder = l.addFolder
	w.snapshot.mu.Unlock()
	w.queue.addAll() // the scan watches every folder
	probe := l.probe()
	l.run(ctx, probe)
	w.snapshot.mu.Lock()
	w.snapshot.onFolder = func(string) {}
	w.snapshot.mu.Unlock()
}

// An eventListener receives the system's events.
type eventListener struct {
	*Watcher
	fsWatcher *fsnotify.Watcher
	failed    chan error

	mu    sync.Mutex
	paths map[fileID]string // watched folders
	ids   map[string]fileID // the reverse of paths
}

func newEventListener(w *Watcher, fsWatcher *fsnotify.Watcher) *eventListener {
	return &eventListener{Watcher: w, fsWatcher: fsWatcher, failed: make(chan error, 1),
		paths: map[fileID]string{}, ids: map[string]fileID{}}
}

// addFolder watches a folder. If it is watched already, it is watched again, because the system may have stopped.
//
// The system watches a folder whatever its name, fsnotify watches a name. If two folders have exchanged their names,
// fsnotify would confuse them; so folders whose names changed are removed first.
func (l *eventListener) addFolder(path string) {
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if id := fileIDOf(info); id != (fileID{}) && l.ids[path] != id {
		_ = l.fsWatcher.Remove(path) // it fails if the path is not watched
		if before, known := l.paths[id]; known {
			_ = l.fsWatcher.Remove(before)
			delete(l.ids, before)
		}
		delete(l.paths, l.ids[path])
		l.ids[path], l.paths[id] = id, path
	}
	err = l.fsWatcher.Add(path)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		select {
		case l.failed <- err:
		default:
		}
	}
}

// run adds the paths of events to the queue until ctx is done. An event of the file named probe shows that events
// work; an empty name means that no such file could be written.
func (l *eventListener) run(ctx context.Context, probe string) {
	probeTimer := time.NewTimer(probeTimeout)
	defer probeTimer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-l.failed:
			l.fallBackToPolling(err)
			return
		case <-probeTimer.C:
			message := "file events do not arrive here, as on some network and container mounts"
			if probe == "" {
				message = "file events cannot be tested here, because no file can be written"
			}
			l.notice(message+": polling every "+fallbackPollInterval.String(), "--poll sets the interval")
			l.queue.setInterval(fallbackPollInterval)
			return
		case e, open := <-l.fsWatcher.Events:
			if !open {
				return
			}
			if probe != "" && filepath.Base(e.Name) == probe {
				probeTimer.Stop()
				continue
			}
			l.handleEvent(e.Name)
		case <-l.fsWatcher.Errors: // some events are lost
			l.queue.addAll()
		}
	}
}

func (l *eventListener) handleEvent(path string) {
	rel, err := filepath.Rel(l.opts.Dir, path)
	switch name := filepath.ToSlash(rel); {
	case err != nil:
	case name == ".": // Dir itself was moved or deleted
		l.queue.addAll()
	case l.snapshot.isWatched(name):
		l.queue.add(name)
	}
}

// probeTimeout is how long the event of the probe file may take.
const probeTimeout = 2 * time.Second

// probe writes a dot-file, which is ignored, removes it and returns its name. It returns "" if it cannot write one.
func (l *eventListener) probe() string {
	for _, folder := range l.opts.Folders {
		dir := l.snapshot.path(folder)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		l.addFolder(dir)
		name := ".guide-watch-" + rand.Text()[:8]
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			return ""
		}
		os.Remove(filepath.Join(dir, name))
		return name
	}
	return ""
}

// fallBackToPolling starts polling because of an error.
func (w *Watcher) fallBackToPolling(err error) {
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "raise the system's limit: sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE):
		hint = "raise the system's limit: sudo sysctl fs.inotify.max_user_instances=512"
	}
	w.notice("changes of files cannot be watched ("+err.Error()+"): polling every "+fallbackPollInterval.String(), hint)
	w.queue.setInterval(fallbackPollInterval)
}
