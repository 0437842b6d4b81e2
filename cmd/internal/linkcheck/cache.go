package linkcheck

import (
	"encoding/json"
	"maps"
	"net/url"
	"time"
)

// What is known of an address is used for so long.
const (
	aliveFor = 7 * 24 * time.Hour
	otherFor = 24 * time.Hour // what is dead may have been mended
)

// Cache holds the results of earlier runs. A nil Cache is empty and keeps nothing.
type Cache struct{ results map[string]Result }

// cacheFile is the encoding of a Cache.
type cacheFile struct {
	Version int               `json:"version"`
	Results map[string]Result `json:"results"`
}

const cacheVersion = 1

// DecodeCache returns the cache that Encode has encoded. Data that it has not encoded gives an empty cache.
func DecodeCache(data []byte) *Cache {
	c := &Cache{results: map[string]Result{}}
	var f cacheFile
	if json.Unmarshal(data, &f) != nil || f.Version != cacheVersion {
		return c
	}
	for address, r := range f.Results {
		if r.isValid() {
			c.results[address] = r
		}
	}
	return c
}

// isValid reports whether a decoded result can be one.
func (r Result) isValid() bool {
	for _, address := range []string{r.MovedTo, r.Secure} {
		u, err := url.Parse(address)
		if err != nil || address != "" && (u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
			return false
		}
	}
	switch r.Status {
	case Alive:
		return r.Reason == "" && !r.Asked.IsZero()
	case Dead, Unknown:
		return r.Reason != "" && !r.Asked.IsZero()
	}
	return false
}

// Encode returns the results that are not too old at a time.
func (c *Cache) Encode(now time.Time) ([]byte, error) {
	results := maps.Clone(c.results)
	maps.DeleteFunc(results, func(_ string, r Result) bool { return now.Sub(r.Asked) >= r.usedFor() })
	return json.Marshal(cacheFile{cacheVersion, results})
}

// Merge adds what another cache has learnt later.
func (c *Cache) Merge(other *Cache) {
	for address, r := range other.results {
		if known, ok := c.results[address]; !ok || known.Asked.Before(r.Asked) {
			c.results[address] = r
		}
	}
}

func (r Result) usedFor() time.Duration {
	if r.Status == Alive {
		return aliveFor
	}
	return otherFor
}

// isFresh reports whether a result can be used at a time. One from the future cannot: a clock was wrong.
func (r Result) isFresh(now time.Time) bool {
	age := now.Sub(r.Asked)
	return age >= 0 && age < r.usedFor()
}

func (c *Cache) get(address string, now time.Time) (Result, bool) {
	if c == nil {
		return Result{}, false
	}
	r, ok := c.results[address]
	r.Cached = true
	return r, ok && r.isFresh(now)
}

func (c *Cache) put(address string, r Result) {
	if c == nil || r.Cached || r.passing {
		return
	}
	c.results[address] = r
}
