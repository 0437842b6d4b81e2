package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"

	"guide/cmd/internal/guide"
)

// Most memory of a build is short-lived, so it pays to collect garbage seldom, up to a limit on memory. A
// limit below what is live would be met all the time, and the collector would never rest: so it goes with
// the live heap, and only up. GOGC and GOMEMLIMIT win.
const (
	gcPercent    = 400
	minHeapLimit = 120 << 20
)

// heapLimit is the limit that this process has set; there is one garbage collector.
var heapLimit struct {
	sync.Mutex
	bytes int64
}

// raiseMemoryLimit sets the limit, unless it is higher already.
func raiseMemoryLimit(bytes int64) {
	heapLimit.Lock()
	defer heapLimit.Unlock()
	if bytes > heapLimit.bytes {
		heapLimit.bytes = bytes
		debug.SetMemoryLimit(bytes)
	}
}

// limitAfterLoad is the limit for a guide of which so much is live: what is learnt from the texts takes
// about as much again, and as much is left for garbage.
func limitAfterLoad(live int64) int64 { return max(minHeapLimit, 3*live) }

// limitAfterGC is the least limit once so much was found to be live.
func limitAfterGC(live, limit int64) int64 {
	if limit >= live+live/2 {
		return limit
	}
	return 2 * live
}

// loadGuide loads a guide and sets the memory limit by it.
func loadGuide(ctx context.Context, p *project, opts guide.Options) (*guide.Guide, error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return guide.Load(ctx, p.source, opts)
	}
	raiseMemoryLimit(minHeapLimit)
	trackLiveHeap()
	g, err := guide.Load(ctx, p.source, opts)
	if opts.Previous == nil { // a preview that goes on has been collected since
		runtime.GC()
	}
	raiseMemoryLimit(limitAfterLoad(liveHeap()))
	runtime.KeepAlive(g)
	return g, err
}

// trackLiveHeap raises the limit whenever a collection finds too much to be live.
var trackLiveHeap = sync.OnceFunc(func() {
	afterEachGC(func() {
		heapLimit.Lock()
		limit := heapLimit.bytes
		heapLimit.Unlock()
		raiseMemoryLimit(limitAfterGC(liveHeap(), limit))
	})
})

// afterEachGC calls f after each collection: of garbage that is made for it to find.
func afterEachGC(f func()) {
	runtime.AddCleanup(new([64]byte), func(f func()) { f(); afterEachGC(f) }, f)
}

// liveHeap returns how much the last collection found to be live.
func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
