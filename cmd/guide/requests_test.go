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

// Files change, and pages and shards are asked for, in a thousand random orders, while the background finds out what
// is wrong. The clock is that of synctest, which stands still while anything works: only waiting counts, and where
// everything waits for ever, the test fails.
func TestRandomRequests(t *testing.T) {
	for seed := range seeds(1) {
		e := &eccentric{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(uint64(seed), 13))}
		e.write("content/guide.yaml", settingsTexts[0])
		e.write("content/glossary.yaml", glossaryTexts[0])
		e.write("content/steps/1-a/index.md", text("Step A", "", "Text.\n"))
		for i := range topicsAsked {
			e.write(topicAsked(i), text(fmt.Sprintf("Topic %d", i), "", "Text on risk. [None](/steps/a/#none)\n"))
		}
		synctest.Test(t, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			a := &asked{T: t, live: prepareLive(t, e.dir), eccentric: e}
			if err := a.start(ctx); err != nil {
				t.Fatal(err)
			}
			go func() { _ = a.renew(ctx) }()
			for range 1000 {
				a.order(ctx)
			}
			a.background.Wait()
			if len(a.problems) < topicsAsked {
				t.Errorf("the background has found %d problems", len(a.problems))
			}
			stop()
			t.Logf("%d answers, the longest waited for %v", a.answers, a.longest)
		})
	}
}

const topicsAsked = 12

func topicAsked(n int) string { return fmt.Sprintf("content/steps/1-a/t%d.md", n) }

// asked is a guide that is served while an eccentric changes it.
type asked struct {
	*testing.T
	*live
	eccentric *eccentric

	counting sync.Mutex
	answers  int
	longest  time.Duration
}

// order changes files and asks for others, at random, and waits for all answers.
func (a *asked) order(ctx context.Context) {
	r := a.eccentric.random
	var asking sync.WaitGroup
	for range 2 + r.IntN(6) {
		switch r.IntN(4) {
		case 0, 1:
			address := a.somewhere()
			asking.Go(func() { a.ask(address) })
		case 2:
			name := a.edit()
			a.change(ctx, watch.Change{Paths: []string{name}, Idle: r.IntN(2) == 0})
		case 3:
			time.Sleep(time.Duration(r.IntN(3)) * time.Millisecond)
		}
	}
	time.Sleep(50 * time.Millisecond)
	a.change(ctx, watch.Change{Idle: true})
	asking.Wait()
	a.eccentric.last = nil
}

// somewhere returns an address: of a shard as a rule.
func (a *asked) somewhere() string {
	r := a.eccentric.random
	return pickOne(r, []string{
		fmt.Sprintf("/assets/search/w%d.js", r.IntN(32)), fmt.Sprintf("/assets/search/w%d.js", r.IntN(32)), fmt.Sprintf("/assets/search/p%d.js", r.IntN(topicsAsked)),
		"/assets/search/t0.js", "/", "/search/", "/glossary/", "/all/", "/none/", fmt.Sprintf("/steps/a/t%d/", r.IntN(topicsAsked))})
}

// edit writes one file and returns its name.
func (a *asked) edit() string {
	r := a.eccentric.random
	topic := topicAsked(r.IntN(topicsAsked))
	name, text := "", ""
	switch r.IntN(6) {
	case 0:
		name, text = "content/glossary.yaml", fmt.Sprintf("- {term: Risk, means: What may happen}\n- {term: Term %d, means: Another}\n", r.IntN(1000))
	case 1:
		name, text = "content/guide.yaml", fmt.Sprintf("id: g\ntitle: Guide %d\nsummary: About it\nlanguage: en\n", r.IntN(1000))
	case 2:
		name, text = topic, "titel: A mistake\n"
	default:
		name, text = topic, fmt.Sprintf("---\ntitle: T%d\nsummary: S\n---\nText %d on risk. [None](/steps/a/#none)\n", r.IntN(3), r.IntN(1000))
	}
	a.eccentric.write(name, text)
	return name
}

// ask asks for what is at an address. The answer must not have to wait for long.
func (a *asked) ask(address string) {
	begun := time.Now()
	w := httptest.NewRecorder()
	a.server.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+address, nil))
	waited := time.Since(begun)
	if want := map[bool]int{false: 200, true: 404}[address == "/none/"]; w.Code != want || waited > 2*time.Second {
		a.Errorf("%s: %d after %v", address, w.Code, waited)
	}
	a.counting.Lock()
	defer a.counting.Unlock()
	a.answers, a.longest = a.answers+1, max(a.longest, waited)
}
