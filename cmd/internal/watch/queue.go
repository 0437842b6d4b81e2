package watch

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// A queue holds the paths that may have changed and were not scanned yet. It is safe for concurrent use.
type queue struct {
	added chan struct{} // holds a value while the queue is not empty and its reader has not received one

	mu       sync.Mutex
	paths    map[string]bool
	all      bool          // anything may have changed
	last     time.Time     // when something was added
	interval time.Duration // how often to poll; 0 if the system reports events
}

func newQueue(interval time.Duration) *queue {
	return &queue{added: make(chan struct{}, 1), paths: map[string]bool{}, interval: interval}
}

// add adds the path of a file or folder that may have changed.
func (q *queue) add(path string) { q.update(func() { q.paths[path] = true }) }

// addAll asks for a scan of everything.
func (q *queue) addAll() { q.update(func() { q.all = true }) }

// setInterval sets how often to poll, and asks for a scan of everything.
func (q *queue) setInterval(d time.Duration) { q.update(func() { q.all, q.interval = true, d }) }

func (q *queue) update(do func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	do()
	q.last = time.Now()
	select {
	case q.added <- struct{}{}:
	default:
	}
}

// take empties the queue. It returns the paths, sorted, and whether anything may have changed.
func (q *queue) take() (paths []string, all bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	paths, all = slices.Sorted(maps.Keys(q.paths)), q.all
	clear(q.paths)
	q.all = false
	select {
	case <-q.added:
	default:
	}
	return paths, all
}

// isEmpty reports whether nothing was added since the last receive from added.
func (q *queue) isEmpty() bool { return len(q.added) == 0 }

// pollInterval returns how often to poll, or 0 if the system reports events.
func (q *queue) pollInterval() time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.interval
}

// length returns the number of paths, and when something was last added.
func (q *queue) length() (n int, last time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.paths), q.last
}
