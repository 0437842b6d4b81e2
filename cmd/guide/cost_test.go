package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/site"

	"guide/cmd/internal/cputest"
)

// writeLessons writes a guide of one step and so many topics of the shape that real lessons have: 7.5 kB of Markdown, 7
// actions and 5 resources.
func writeLessons(t *testing.T, topics int) (source string) {
	t.Helper()
	source = t.TempDir()
	if err := generateGuide(source, 1, 0); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	for i := range topics {
		var b strings.Builder
		fmt.Fprintf(&b, "---\ntitle: Lesson %d\nsummary: What lesson %d teaches.\nchecklist:\n", i, i)
		for n := range 7 {
			fmt.Fprintf(&b, "  - {id: do-%d-%d, text: Do task %d of lesson %d, effort: 30m}\n", i, n, n, i)
		}
		b.WriteString("resources:\n")
		for n := range 5 {
			fmt.Fprintf(&b, "  - {id: read-%d-%d, title: Resource %d for lesson %d, type: article, cost: free, "+
				"why: It shows the same thing from another side., url: 'https://example.org/%[1]d/%[2]d'}\n",
				i, n, n, i)
		}
		b.WriteString("---\n")
		b.WriteString(cputest.RandomLesson(rnd, 8500-b.Len()))
		file := filepath.Join(source, "content", "steps", "1-step-1", fmt.Sprintf("lesson-%d.md", i))
		if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return source
}

// cost is what building a guide costs.
type cost struct{ allocations, live, files float64 }

// buildCost builds a guide of so many topics.
func buildCost(t *testing.T, topics int) (c cost) {
	t.Helper()
	source := writeLessons(t, topics)
	var before, after runtime.MemStats
	var stdout, stderr bytes.Buffer
	runtime.ReadMemStats(&before)
	if got := run(t.Context(), []string{"build", "--source", source}, &stdout, &stderr); got != exitOK {
		t.Fatal(got, &stdout, &stderr)
	}
	runtime.ReadMemStats(&after)
	c.allocations = float64(after.Mallocs - before.Mallocs)
	c.files = float64(len(readTree(t, filepath.Join(source, "public"))))

	c.live = liveHeapOf(t, source)
	return c
}

// liveHeapOf returns how much the heap grows by a site and all that is known of its pages.
func liveHeapOf(t *testing.T, source string) float64 {
	t.Helper()
	p, err := (&app{source: source}).openProject()
	if err != nil {
		t.Fatal(err)
	}
	defer p.closer.Close()
	var before, after runtime.MemStats
	readLiveHeap(&before)
	loadOpts, siteOpts := p.options()
	g, err := loadGuide(t.Context(), p, loadOpts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.New(g, siteOpts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ReadFile("assets/search/w0.js"); err != nil {
		t.Fatal(err)
	}
	readLiveHeap(&after)
	runtime.KeepAlive(s)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc)
}

// readLiveHeap reads the memory statistics without garbage, when all that runs in the background is done.
func readLiveHeap(stats *runtime.MemStats) {
	for last, same := uint64(0), 0; same < 5; last = stats.HeapAlloc >> 16 {
		time.Sleep(10 * time.Millisecond)
		runtime.GC()
		runtime.ReadMemStats(stats)
		if same++; stats.HeapAlloc>>16 != last {
			same = 0
		}
	}
}

// TestCostPerTopic limits what one more topic of real shape costs a build.
func TestCostPerTopic(t *testing.T) {
	const few, many = 520, 620 // beyond /all/ and shards of texts
	buildCost(t, 1)            // what is made once
	a, b := buildCost(t, few), buildCost(t, many)
	for _, tt := range []struct {
		name             string
		few, many, limit float64
	}{
		{"allocations", a.allocations, b.allocations, 5200},
		{"kB of the heap kept", a.live / 1000, b.live / 1000, 21},
		{"files", a.files, b.files, 2},
	} {
		perTopic := (tt.many - tt.few) / (many - few)
		reportMetric(t, "build: %.1f %s a topic of real shape (limit %.0f)", perTopic, tt.name, tt.limit)
		if perTopic > tt.limit || perTopic <= 0 {
			t.Errorf("one more topic costs %.1f %s; the limit is %.0f", perTopic, tt.name, tt.limit)
		}
	}
}
