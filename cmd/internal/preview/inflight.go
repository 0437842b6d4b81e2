package preview

import (
	"context"
	"sync"
)

// inFlight counts running requests. Others can wait until there are none.
type inFlight struct {
	mu    sync.Mutex
	count int
	idle  chan struct{} // closed when count is 0 again
}

// begin counts a request. The caller calls end when the request is done.
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

// waitIdle waits until no request is running or ctx is done.
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
