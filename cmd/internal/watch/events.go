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

// fallbackPollInterval is how often to look where there are no events.
const fallbackPollInterval = 300 * time.Millisecond

// watchEvents makes hints of the system's events until ctx ends. Where there are none, it goes over to
// polling.
func (w *Watcher) watchEvents(ctx context.Context) {
	fsWatcher, err := fsnotify.NewWatcher()
	if err != nil {
		w.fallBackToPolling(err)
		return
	}
	defer fsWatcher.Close()
	l := newEventListener(w, fsWatcher)
	l.addFolder(w.opts.Dir) // for folders that come
	w.snapshot.mu.Lock()
	w.snapshot.onFolder = l.addFolder
	w.snapshot.mu.Unlock()
	w.queue.addAll() // which watches every folder
	probe := l.probe()
	l.run(ctx, probe)
	w.snapshot.mu.Lock()
	w.snapshot.onFolder = func(string) {}
	w.snapshot.mu.Unlock()
}

// eventListener is one connection to the system's events.
type eventListener struct {
	*Watcher
	fsWatcher *fsnotify.Watcher
	failed    chan error

	mu    sync.Mutex
	paths map[fileID]string // of the folders that are watched
	ids   map[string]fileID // the same, by path
}

func newEventListener(w *Watcher, fsWatcher *fsnotify.Watcher) *eventListener {
	return &eventListener{Watcher: w, fsWatcher: fsWatcher, failed: make(chan error, 1), paths: map[fileID]string{}, ids: map[string]fileID{}}
}

// addFolder asks for the events of a folder; of one that is watched already, again: the system may have ended that.
//
// The system watches a folder under whatever name it has, fsnotify a name. Where folders have exchanged names, it
// would take each for the other, or forget it: what has another name now is given up first.
func (l *eventListener) addFolder(path string) {
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if id := fileIDOf(info); id != (fileID{}) && l.ids[path] != id {
		_ = l.fsWatcher.Remove(path) // it may not be watched any more
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

// run turns events into hints; probe is the name of the file that shows whether events arrive.
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
			message := "the system does not tell of changed files here, as on some network and container mounts"
			if probe == "" {
				message = "whether the system tells of changed files cannot be tried here, since no file can be written"
			}
			l.notice(message+": looking every "+fallbackPollInterval.String(), "--poll sets how often")
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
		case <-l.fsWatcher.Errors: // events are lost
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

// probeTimeout is how long the event of a file that was just written may take.
const probeTimeout = 2 * time.Second

// probe writes a dot-file, which is no part of what is watched, and returns its name. Where that cannot
// be done no event will arrive.
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

// fallBackToPolling goes over to polling because of an error.
func (w *Watcher) fallBackToPolling(err error) {
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "raise the limit of the system: sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE):
		hint = "raise the limit of the system: sudo sysctl fs.inotify.max_user_instances=512"
	}
	w.notice("changed files cannot be watched ("+err.Error()+"): looking every "+fallbackPollInterval.String(), hint)
	w.queue.setInterval(fallbackPollInterval)
}
