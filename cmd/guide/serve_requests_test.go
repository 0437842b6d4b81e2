package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"guide/cmd/internal/watch"
)

// TestRandomRequests changes files and requests pages and shards in a thousand random orders while the site is checked
// in the background. The clock is that of synctest, which stands still while anything runs: only waiting takes time,
// and a deadlock fails the test.
func TestRandomRequests(t *testing.T) {
	for seed := range seedCount(1) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newRequestedGuide(t, uint64(seed))
			synctest.Test(t, func(t *testing.T) { testRandomRequests(t, e) })
		})
	}
}

// newRequestedGuide writes a guide of one step with topicCount topics.
func newRequestedGuide(t *testing.T, seed uint64) *randomEditor {
	e := &randomEditor{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(seed, 13))}
	e.write("content/guide.yaml", settingsTexts[0])
	e.write("content/glossary.yaml", glossaryTexts[0])
	e.write("content/steps/1-a/index.md", pageSource("Step A", "", "Text.\n"))
	for i := range topicCount {
		e.write(topicName(i), pageSource(fmt.Sprintf("Topic %d", i), "", "Text on risk. [None](/steps/a/#none)\n"))
	}
	return e
}

func testRandomRequests(t *testing.T, e *randomEditor) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a := &requestFixture{T: t, previewSession: newTestSession(t, e.dir), editor: e}
	if err := a.start(ctx); err != nil {
		t.Fatal(err)
	}
	go func() { _ = a.reloadStale(ctx) }()
	for range 1000 {
		a.randomRound(ctx)
	}
	a.checkers.Wait()
	if len(a.problems) < topicCount {
		t.Errorf("the background check has found %d problems", len(a.problems))
	}
	t.Logf("%d answers, the longest waited for %v", a.answers, a.longestWait)
}

const topicCount = 12

func topicName(n int) string { return fmt.Sprintf("content/steps/1-a/t%d.md", n) }

// requestFixture is a preview session whose files a randomEditor changes.
type requestFixture struct {
	*testing.T
	*previewSession
	editor *randomEditor

	statsMu     sync.Mutex
	answers     int
	longestWait time.Duration
}

// randomRound changes and requests files at random and waits for all responses.
func (a *requestFixture) randomRound(ctx context.Context) {
	r := a.editor.random
	var asking sync.WaitGroup
	for range 2 + r.IntN(6) {
		switch r.IntN(4) {
		case 0, 1:
			address := a.randomAddress()
			asking.Go(func() { a.request(address) })
		case 2:
			name := a.randomEdit()
			a.handleChange(ctx, watch.Change{Paths: []string{name}, Idle: r.IntN(2) == 0})
		case 3:
			time.Sleep(time.Duration(r.IntN(3)) * time.Millisecond)
		}
	}
	time.Sleep(50 * time.Millisecond)
	a.handleChange(ctx, watch.Change{Idle: true})
	asking.Wait()
	a.editor.history = nil
}

// randomAddress returns a random address, mostly of a shard.
func (a *requestFixture) randomAddress() string {
	r := a.editor.random
	return pickOne(r, []string{
		fmt.Sprintf("/assets/search/w%d.js", r.IntN(32)), fmt.Sprintf("/assets/search/w%d.js", r.IntN(32)),
		fmt.Sprintf("/assets/search/p%d.js", r.IntN(topicCount)),
		"/assets/search/t0.js", "/", "/search/", "/glossary/", "/all/", "/none/",
		fmt.Sprintf("/steps/a/t%d/", r.IntN(topicCount))})
}

// randomEdit writes a random file and returns its name.
func (a *requestFixture) randomEdit() string {
	r := a.editor.random
	topic := topicName(r.IntN(topicCount))
	name, text := "", ""
	switch r.IntN(6) {
	case 0:
		name, text = "content/glossary.yaml",
			fmt.Sprintf("- {term: Risk, means: What may happen}\n- {term: Term %d, means: Another}\n", r.IntN(1000))
	case 1:
		name, text = "content/guide.yaml", fmt.Sprintf("id: g\ntitle: Guide %d\nsummary: About it\nlanguage: en\n",
			r.IntN(1000))
	case 2:
		name, text = topic, "titel: A mistake\n"
	default:
		name, text = topic, fmt.Sprintf("---\ntitle: T%d\nsummary: S\n---\nText %d on risk. [None](/steps/a/#none)\n",
			r.IntN(3), r.IntN(1000))
	}
	a.editor.write(name, text)
	return name
}

// request requests an address. The response must not take long.
func (a *requestFixture) request(address string) {
	begun := time.Now()
	w := httptest.NewRecorder()
	a.server.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+address, nil))
	waited := time.Since(begun)
	if want := map[bool]int{false: 200, true: 404}[address == "/none/"]; w.Code != want || waited > 2*time.Second {
		a.Errorf("%s: %d after %v", address, w.Code, waited)
	}
	a.statsMu.Lock()
	defer a.statsMu.Unlock()
	a.answers, a.longestWait = a.answers+1, max(a.longestWait, waited)
}
