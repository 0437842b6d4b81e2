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

// A build allocates mostly short-lived memory, so the collector runs seldom, below a soft memory limit. The limit
// follows the live heap and only grows: a limit below the live heap would keep the collector running. GOGC and
// GOMEMLIMIT take precedence.
const (
	gcPercent    = 400
	minHeapLimit = 120 << 20
	minGarbage   = 80 << 20 // for which there is room after the limit was raised
	beside       = 24 << 20 // what the limit counts beside the heap
)

// heapLimit is the soft memory limit that this process has set. There is one garbage collector, hence a global.
var heapLimit struct {
	sync.Mutex
	bytes int64
}

// raiseMemoryLimit sets the limit to what next returns for the current one, unless that is lower.
func raiseMemoryLimit(next func(limit int64) int64) {
	heapLimit.Lock()
	defer heapLimit.Unlock()
	if bytes := next(heapLimit.bytes); bytes > heapLimit.bytes {
		heapLimit.bytes = bytes
		debug.SetMemoryLimit(bytes)
	}
}

// limitFor returns a limit that leaves room for garbage beside live bytes.
func limitFor(live int64) int64 { return live + max(live/2, minGarbage) + beside }

// limitAfterLoad returns the limit after a guide was loaded, from what was live before and after. With what a build
// learns of the pages, the guide will take 2.5 times as much at its end.
func limitAfterLoad(before, after int64) int64 {
	return max(minHeapLimit, limitFor(after), before+max(after-before, 0)*7/2)
}

// limitAfterGC returns the limit after a collection that found live bytes to be live. Where none was set, none is.
func limitAfterGC(live, limit int64) int64 {
	if limit == 0 || limit >= live+max(live/2, minGarbage)/3+beside {
		return limit
	}
	return limitFor(live)
}

// loadGuide loads a guide and sets the memory limit accordingly.
func loadGuide(ctx context.Context, p *project, opts guide.Options) (*guide.Guide, error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	if os.Getenv("GOMEMLIMIT") != "" {
		return guide.Load(ctx, p.source, opts)
	}
	raiseMemoryLimit(func(int64) int64 {
		if p.checkOnly { // which keeps less than a build
			return 2 * minHeapLimit
		}
		return minHeapLimit
	})
	trackLiveHeap()
	before := liveHeap()
	g, err := guide.Load(ctx, p.source, opts)
	if opts.Previous.Version == nil { // in a preview, most of what is live at a reload is of the site before
		if 2*heapSize() > minHeapLimit {
			runtime.GC()
		}
		raiseMemoryLimit(func(int64) int64 { return limitAfterLoad(before, liveHeap()) })
	}
	runtime.KeepAlive(g)
	return g, err
}

// trackLiveHeap raises the limit whenever the live heap comes close to it.
var trackLiveHeap = sync.OnceFunc(func() {
	afterEachGC(func() {
		raiseMemoryLimit(func(limit int64) int64 { return limitAfterGC(liveHeap(), limit) })
	})
})

// afterEachGC calls f after each collection, by a cleanup on an unreachable object.
func afterEachGC(f func()) {
	runtime.AddCleanup(new([64]byte), func(f func()) { f(); afterEachGC(f) }, f)
}

// liveHeap returns the size of the live heap after the last collection.
func liveHeap() int64 { return readMetric("/gc/heap/live:bytes") }

// heapSize returns the size of the heap with its garbage.
func heapSize() int64 { return readMetric("/memory/classes/heap/objects:bytes") }

func readMetric(name string) int64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
