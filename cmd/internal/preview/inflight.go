package preview

import (
	"context"
	"sync"
)

// inFlight counts those who are at work, and wakes who waits for the end of that.
type inFlight struct {
	mu    sync.Mutex
	count int
	idle  chan struct{} // closed when n is 0 again
}

// begin is called by who begins to work; who ends calls what it returns.
func (b *inFlight) begin() (end func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count++; b.count == 1 {
		b.idle = make(chan struct{})
	}
	return b.end
}

func (b *inFlight) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.count--; b.count == 0 {
		close(b.idle)
	}
}

// waitIdle returns when nobody is at work, or ctx ends.
func (b *inFlight) waitIdle(ctx context.Context) {
	b.mu.Lock()
	n, idle := b.count, b.idle
	b.mu.Unlock()
	if n == 0 {
		return
	}
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
