package main

import (
	"bytes"
	"math"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"guide/cmd/internal/guide"
)

// resetMemoryLimit gives a test the garbage collector settings of a new process, and restores the old ones afterwards.
func resetMemoryLimit(t *testing.T) {
	t.Helper()
	set := func(percent int, limit, known int64) (int, int64, int64) {
		heapLimit.Lock() // a collection may be reading and raising it
		defer heapLimit.Unlock()
		previous := heapLimit.bytes
		heapLimit.bytes = known
		return debug.SetGCPercent(percent), debug.SetMemoryLimit(limit), previous
	}
	percent, limit, known := set(100, math.MaxInt64, 0)
	t.Cleanup(func() { set(percent, limit, known) })
}

func TestMemoryLimit(t *testing.T) {
	for live := int64(0); live < 10<<30; live = live*2 + 1<<20 {
		if limit := limitAfterLoad(live/2, live); limit < 2*live || limit < minHeapLimit {
			t.Errorf("after loading %d bytes the limit is %d", live, limit)
		}
		for limit := int64(minHeapLimit); limit < 20<<30; limit *= 2 {
			if got := limitAfterGC(live, limit); got < live+live/6 || got < limit {
				t.Errorf("with %d live bytes the limit changes from %d to %d", live, limit, got)
			}
		}
	}
}

func TestMemoryLimitEnvironment(t *testing.T) {
	for _, tt := range []struct {
		percent, limit string
		wantPercent    int
		limited        bool
	}{{"", "", gcPercent, true}, {"50", "", 100, true}, {"", "off", gcPercent, false}, {"50", "1GiB", 100, false}} {
		resetMemoryLimit(t)
		t.Setenv("GOGC", tt.percent)
		t.Setenv("GOMEMLIMIT", tt.limit)
		if _, err := loadGuide(t.Context(), testProject(), guide.Options{}); err != nil {
			t.Fatal(err)
		}
		percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64)
		if percent != tt.wantPercent || (limit != math.MaxInt64) != tt.limited {
			t.Errorf("GOGC=%s GOMEMLIMIT=%s: %d %% and a limit of %d", tt.percent, tt.limit, percent, limit)
		}
	}
}

// TestGCFrequency checks that the collector runs seldom during builds, however large the live heap is before or becomes
// meanwhile: at most once for garbage of a quarter of the live heap.
func TestGCFrequency(t *testing.T) {
	resetMemoryLimit(t)
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	source := t.TempDir()
	if err := generateGuide(source, 2, 200); err != nil {
		t.Fatal(err)
	}
	ballast := make([][]byte, 0, 300)
	addBallast := func(n int) {
		for range n {
			ballast = append(ballast, make([]byte, 1<<20))
		}
	}
	addBallast(150)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var out bytes.Buffer
	for range 3 { // a guide that grows
		got := run(t.Context(), []string{"build", "--no-cache", "--source", source, "--output",
			filepath.Join(source, "public")}, &out, &out)
		if got != exitOK {
			t.Fatalf("exit status %d: %s", got, &out)
		}
		addBallast(50)
	}
	runtime.ReadMemStats(&after)
	garbage := (after.TotalAlloc - before.TotalAlloc) >> 20
	if cycles, maxCycles := uint64(after.NumGC-before.NumGC), garbage/37+10; cycles > maxCycles {
		t.Errorf("%d collections for %d MB; more than %d", cycles, garbage, maxCycles)
	}
	if limit := debug.SetMemoryLimit(-1); limit < (300+300/4)<<20 {
		t.Errorf("with 150 MB live before a build, and 300 after it, the limit is %d", limit)
	}
	runtime.KeepAlive(ballast)
}
