package linkcheck

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestPolite checks that requests to one host have a pause between them, and that hosts are asked at once.
func TestPolite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		slow := func(http.ResponseWriter, *http.Request) { time.Sleep(time.Second) }
		var addresses []string
		for h := range 3 * maxHosts {
			host := fmt.Sprintf("h%d.example", h)
			n.listen(host+":80", slow, nil)
			addresses = append(addresses, fmt.Sprintf("http://%s/", host))
		}
		for i := range 5 {
			addresses = append(addresses, fmt.Sprintf("http://h0.example/%d", i), "http://h0.example/0#part")
		}
		begin := time.Now()
		n.check(t.Context(), Options{}, addresses...)
		var ofFirst []string
		for _, r := range n.requests {
			if strings.HasPrefix(r, "HEAD http://h0.example/") {
				ofFirst = append(ofFirst, r)
			}
		}
		if len(ofFirst) != 6 {
			t.Errorf("requests to the first host: %q", ofFirst)
		}
		if n.atOnce > maxHosts || n.atOnce < 2 {
			t.Errorf("%d requests at once", n.atOnce)
		}
		// 6 addresses and robots.txt, each a second and a pause, on the longest of the hosts; the others beside it.
		if took := time.Since(begin); took < 13*time.Second || took > time.Minute {
			t.Errorf("took %v", took)
		}
	})
}

// TestGivesUp checks that a server that is busy, or does not answer, is left alone.
func TestGivesUp(t *testing.T) {
	for _, tt := range []struct {
		name    string
		handler http.HandlerFunc
		most    int // requests
		reason  string
	}{
		{"busy", withRobots(ok, status(429)), 4, "429"},
		{"busy for an hour", withRobots(ok, waitThen("3600", waitThen("3600", ok))), 1, "429"},
		{"silent", withRobots(ok, hang), 8, "did not answer before"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork(t)
				n.serve("a.example", "a.example", tt.handler)
				var addresses []string
				for i := range 20 {
					addresses = append(addresses, fmt.Sprintf("https://a.example/%02d", i))
				}
				got := n.check(t.Context(), Options{}, addresses...)
				if len(n.requests) > tt.most {
					t.Errorf("%d requests: %q", len(n.requests), n.requests)
				}
				if r := got["https://a.example/19"]; r.Status != Unknown || !strings.Contains(r.Reason, tt.reason) {
					t.Errorf("the last address: %+v", r)
				}
			})
		})
	}
}

// TestNoNetwork checks that no host is called dead on a computer without a network.
func TestNoNetwork(t *testing.T) {
	const a, b = "https://a.example/", "https://b.example/"
	for _, tt := range []struct {
		name      string
		addresses []string
		isCached  bool // b is, and has answered before
		online    bool // b answers
		want      Status
		err       error
	}{
		{"two hosts", []string{a, b}, false, false, "", ErrNoNetwork},
		{"two that hang", []string{"https://hang-a.example/", "https://hang-b.example/"}, false, false, "",
			ErrNoNetwork},
		{"one host", []string{a}, false, false, Dead, nil},
		{"one host, another in the cache", []string{a, b}, true, false, "", ErrNoNetwork},
		{"one host, another in the cache that answers", []string{a, b}, true, true, Dead, nil},
		{"everything is in the cache", []string{b}, true, false, "", nil},
		{"private addresses alone", []string{"http://localhost/", "http://10.0.0.1/"}, false, false, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork(t)
				if tt.online {
					n.serve("b.example", "b.example", ok)
				}
				cache := DecodeCache(nil)
				if tt.isCached {
					cache.put(b, Result{Status: Alive, Asked: time.Now()})
				}
				got, err := Check(t.Context(), tt.addresses, Options{Cache: cache, Transport: n, Now: time.Now()})
				n.transport.CloseIdleConnections()
				if got[a].Status != tt.want || !errors.Is(err, tt.err) || tt.isCached != (got[b].Status == Alive) {
					t.Errorf("got %+v and %v, want %s and %v", got, err, tt.want, tt.err)
				}
				if r, isKept := cache.get(a, time.Now()); isKept != (tt.want == Dead) {
					t.Errorf("the cache has %+v", r)
				}
			})
		})
	}
}

// TestInterrupted checks that what was learnt is kept when a run is interrupted.
func TestInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		n.serve("a.example", "a.example", ok)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cache := DecodeCache(nil)
		got := n.check(ctx, Options{Cache: cache}, "https://a.example/", "https://hang.example/")
		if len(got) != 1 || got["https://a.example/"].Status != Alive || ctx.Err() == nil {
			t.Errorf("got %+v", got)
		}
		if r, found := cache.get("https://a.example/", time.Now()); !found || !r.Cached {
			t.Errorf("the cache has %+v", cache.results)
		}
	})
}

// TestInterruptedWithoutNetwork checks that a run without any answer keeps nothing.
func TestInterruptedWithoutNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cache := DecodeCache(nil)
		got := n.check(ctx, Options{Cache: cache}, "https://none.example/", "https://hang.example/")
		if len(got) != 0 || len(cache.results) != 0 || ctx.Err() == nil {
			t.Errorf("got %+v, kept %+v", got, cache.results)
		}
	})
}

// TestOneByOne checks what is asked for, and the progress.
func TestOneByOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		n.serve("a.example", "a.example", redirect(301, "/new"))
		var progress []int
		opts := Options{OnProgress: func(done, total int) { progress = append(progress, done*10+total) }}
		got := n.check(t.Context(), opts, "https://a.example/x#one", "https://a.example/x#two", "https://a.example/x",
			"https://a.example/new", "https://a.example/%zz")
		if want := []int{13, 23, 33}; !slices.Equal(progress, want) {
			t.Errorf("progress %v, want %v", progress, want)
		}
		for address, movedTo := range map[string]string{"https://a.example/x#one": "https://a.example/new#one",
			"https://a.example/x#two": "https://a.example/new#two", "https://a.example/x": "https://a.example/new",
			"https://a.example/new": ""} {
			if got[address].MovedTo != movedTo {
				t.Errorf("%s moved to %q, want %q", address, got[address].MovedTo, movedTo)
			}
		}
		if got["https://a.example/%zz"].Status != Unknown {
			t.Errorf("an address that is none: %+v", got["https://a.example/%zz"])
		}
	})
}

// TestFromCache checks that a second run asks for nothing that the first has learnt, and again for what may have
// changed in a minute.
func TestFromCache(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		n.serve("a.example", "a.example", redirect(301, "/new"))
		n.serve("dead.example", "dead.example", withRobots(ok, status(404)))
		n.serve("busy.example", "busy.example", withRobots(ok, status(503)))
		n.serve("closed.example", "closed.example", withRobots(ok, status(403)))
		addresses := []string{"https://a.example/x", "https://dead.example/", "https://busy.example/",
			"https://closed.example/", "https://none.example/"}
		cache := DecodeCache(nil)
		first := n.check(t.Context(), Options{Cache: cache}, addresses...)
		n.requests = nil
		cache = encoded(t, cache, time.Now())
		second := n.check(t.Context(), Options{Cache: cache}, addresses...)
		for _, address := range addresses {
			got, want := second[address], first[address]
			isBusy := address == "https://busy.example/"
			want.Cached = !isBusy
			if got.Cached != want.Cached || got.Status != want.Status || got.Reason != want.Reason ||
				got.MovedTo != want.MovedTo {
				t.Errorf("%s: %+v, then %+v", address, want, got)
			}
		}
		for _, r := range n.requests {
			if r != "HEAD https://busy.example/" && r != "GET https://busy.example/" {
				t.Errorf("asked again: %s", r)
			}
		}
	})
}

func TestNoCache(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t)
		n.serve("a.example", "a.example", ok)
		if got := n.check(t.Context(), Options{}, "https://a.example/")["https://a.example/"]; got.Status != Alive {
			t.Errorf("got %+v", got)
		}
	})
}
