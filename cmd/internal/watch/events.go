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

// pollInstead is how often to look where there are no events.
const pollInstead = 300 * time.Millisecond

// listen makes hints of the system's events until ctx ends. Where there are none, it goes over to
// polling.
func (w *Watcher) listen(ctx context.Context) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		w.pollFor(err)
		return
	}
	defer system.Close()
	l := newListener(w, system)
	l.watch(w.opts.Dir) // for folders that come
	w.disk.mu.Lock()
	w.disk.listing = l.watch
	w.disk.mu.Unlock()
	w.pace.hintAll() // which watches every folder
	probe := l.probe()
	l.run(ctx, probe)
	w.disk.mu.Lock()
	w.disk.listing = func(string) {}
	w.disk.mu.Unlock()
}

// listener is one connection to the system's events.
type listener struct {
	*Watcher
	system *fsnotify.Watcher
	failed chan error

	mu    sync.Mutex
	paths map[fileID]string // of the folders that are watched
	ids   map[string]fileID // the same, by path
}

func newListener(w *Watcher, system *fsnotify.Watcher) *listener {
	return &listener{Watcher: w, system: system, failed: make(chan error, 1), paths: map[fileID]string{}, ids: map[string]fileID{}}
}

// watch asks for the events of a folder; of one that is watched already, again: the system may have ended that.
//
// The system watches a folder under whatever name it has, fsnotify a name. Where folders have exchanged names, it
// would take each for the other, or forget it: what has another name now is given up first.
func (l *listener) watch(path string) {
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if id := idOf(info); id != (fileID{}) && l.ids[path] != id {
		_ = l.system.Remove(path) // it may not be watched any more
		if before, known := l.paths[id]; known {
			_ = l.system.Remove(before)
			delete(l.ids, before)
		}
		delete(l.paths, l.ids[path])
		l.ids[path], l.paths[id] = id, path
	}
	err = l.system.Add(path)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		select {
		case l.failed <- err:
		default:
		}
	}
}

// run turns events into hints; probe is the name of the file that shows whether events arrive.
func (l *listener) run(ctx context.Context, probe string) {
	arrives := time.NewTimer(probeWithin)
	defer arrives.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-l.failed:
			l.pollFor(err)
			return
		case <-arrives.C:
			why := "the system does not tell of changed files here, as on some network and container mounts"
			if probe == "" {
				why = "whether the system tells of changed files cannot be tried here, since no file can be written"
			}
			l.notice(why+": looking every "+pollInstead.String(), "--poll sets how often")
			l.pace.pollEvery(pollInstead)
			return
		case e, open := <-l.system.Events:
			if !open {
				return
			}
			if probe != "" && filepath.Base(e.Name) == probe {
				arrives.Stop()
				continue
			}
			l.hint(e.Name)
		case <-l.system.Errors: // events are lost
			l.pace.hintAll()
		}
	}
}

func (l *listener) hint(path string) {
	rel, err := filepath.Rel(l.opts.Dir, path)
	switch name := filepath.ToSlash(rel); {
	case err != nil:
	case name == ".": // Dir itself was moved or deleted
		l.pace.hintAll()
	case l.disk.watched(name):
		l.pace.hint(name)
	}
}

// probeWithin is how long the event of a file that was just written may take.
const probeWithin = 2 * time.Second

// probe writes a dot-file, which is no part of what is watched, and returns its name. Where that cannot
// be done no event will arrive.
func (l *listener) probe() string {
	for _, folder := range l.opts.Folders {
		dir := l.disk.path(folder)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		l.watch(dir)
		name := ".guide-watch-" + rand.Text()[:8]
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			return ""
		}
		os.Remove(filepath.Join(dir, name))
		return name
	}
	return ""
}

// pollFor goes over to polling because of an error.
func (w *Watcher) pollFor(err error) {
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		hint = "raise the limit of the system: sudo sysctl fs.inotify.max_user_watches=524288"
	case errors.Is(err, syscall.EMFILE):
		hint = "raise the limit of the system: sudo sysctl fs.inotify.max_user_instances=512"
	}
	w.notice("changed files cannot be watched ("+err.Error()+"): looking every "+pollInstead.String(), hint)
	w.pace.pollEvery(pollInstead)
}
