package preview

import (
	"context"
	"sync"
)

// busy counts those who are at work, and wakes who waits for the end of that.
type busy struct {
	mu   sync.Mutex
	n    int
	idle chan struct{} // closed when n is 0 again
}

// begin is called by who begins to work; who ends calls what it returns.
func (b *busy) begin() (end func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.n++; b.n == 1 {
		b.idle = make(chan struct{})
	}
	return b.end
}

func (b *busy) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.n--; b.n == 0 {
		close(b.idle)
	}
}

// wait returns when nobody is at work, or ctx ends.
func (b *busy) wait(ctx context.Context) {
	b.mu.Lock()
	n, idle := b.n, b.idle
	b.mu.Unlock()
	if n == 0 {
		return
	}
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
