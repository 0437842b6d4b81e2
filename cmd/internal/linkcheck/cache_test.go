package linkcheck

import (
	"encoding/json"
	"testing"
	"time"
)

var day = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// encoded returns a cache, encoded and decoded again.
func encoded(t *testing.T, c *Cache, now time.Time) *Cache {
	t.Helper()
	data, err := c.Encode(now)
	if err != nil {
		t.Fatal(err)
	}
	return DecodeCache(data)
}

func TestCacheAge(t *testing.T) {
	const address = "https://example.org/"
	for _, tt := range []struct {
		status Status
		age    time.Duration
		want   bool
	}{
		{Alive, 0, true}, {Alive, 7*24*time.Hour - 1, true}, {Alive, 7 * 24 * time.Hour, false}, {Alive, -1, false},
		{Dead, 24*time.Hour - 1, true}, {Dead, 24 * time.Hour, false}, {Unknown, 25 * time.Hour, false},
	} {
		r := Result{Status: tt.status, Asked: day}
		if r.Status != Alive {
			r.Reason = "why"
		}
		c := DecodeCache(nil)
		c.put(address, r)
		for _, c := range []*Cache{c, encoded(t, c, day)} {
			if _, got := c.get(address, day.Add(tt.age)); got != tt.want {
				t.Errorf("%s, %v old: %v", tt.status, tt.age, got)
			}
		}
		if kept := len(encoded(t, c, day.Add(tt.age)).results) == 1; kept != (tt.want || tt.age < 0) {
			t.Errorf("%s, %v old: kept %v", tt.status, tt.age, kept)
		}
	}
}

func TestCacheMerge(t *testing.T) {
	older, newer := DecodeCache(nil), DecodeCache(nil)
	older.put("a", Result{Status: Alive, Asked: day})
	older.put("b", Result{Status: Alive, Asked: day.Add(time.Hour)})
	newer.put("a", Result{Status: Dead, Reason: "404", Asked: day.Add(time.Hour)})
	newer.put("b", Result{Status: Dead, Reason: "404", Asked: day})
	newer.put("c", Result{Status: Alive, Asked: day})
	older.Merge(newer)
	if r := older.results; r["a"].Status != Dead || r["b"].Status != Alive || r["c"].Status != Alive {
		t.Errorf("got %+v", r)
	}
}

// TestDamagedCache checks that a cache with any byte cut off or changed has nothing that was not in it.
func TestDamagedCache(t *testing.T) {
	c := DecodeCache(nil)
	c.put("https://a.example/", Result{Status: Alive, MovedTo: "https://b.example/", Asked: day})
	data, err := c.Encode(day)
	if err != nil {
		t.Fatal(err)
	}
	if len(DecodeCache(data).results) != 1 {
		t.Fatal("the whole cache is not read")
	}
	for i := range data {
		if got := DecodeCache(data[:i]).results; len(got) != 0 {
			t.Errorf("cut at %d: %+v", i, got)
		}
	}
	for _, damaged := range []string{"", "null", "[]", "\x00\x01", `{"version":2,"results":{}}`, `{"version":1}`,
		`{"version":1,"results":{"https://a.example/":{"status":"well","asked":"2026-11-22T12:00:00Z"}}}`,
		`{"version":1,"results":{"https://a.example/":{"status":"dead","asked":"2026-11-22T12:00:00Z"}}}`,
		`{"version":1,"results":{"https://a.example/":{"status":"alive"}}}`,
		`{"version":1,"results":{"https://a.example/":{"status":"alive","movedTo":"javascript:alert(1)",
			"asked":"2026-11-22T12:00:00Z"}}}`,
	} {
		c := DecodeCache([]byte(damaged))
		if len(c.results) != 0 {
			t.Errorf("%s: %+v", damaged, c.results)
		}
		c.put("https://a.example/", Result{Status: Alive, Asked: day})
		if len(encoded(t, c, day).results) != 1 {
			t.Errorf("%s: the cache keeps nothing", damaged)
		}
	}
}

func FuzzDecodeCache(f *testing.F) {
	f.Add([]byte(`{"version":1,"results":{"https://a.example/":{"status":"alive","asked":"2026-11-22T12:00:00Z"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := DecodeCache(data)
		for address, r := range c.results {
			if !r.isValid() {
				t.Errorf("%s: %+v", address, r)
			}
		}
		encoded, err := c.Encode(day)
		if err == nil && !json.Valid(encoded) {
			t.Errorf("%s", encoded)
		}
	})
}
