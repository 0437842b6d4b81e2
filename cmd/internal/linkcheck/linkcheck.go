package linkcheck

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Options of Check.
type Options struct {
	UserAgent string
	Now       time.Time // of results, and for the age of those in the cache
	Cache     *Cache    // nil for none
	// OnProgress, if not nil, is called after each address, by one goroutine at a time.
	OnProgress func(done, total int)
	// Transport, if not nil, replaces one that connects to public addresses and to the proxies of the environment, and
	// to no others.
	Transport http.RoundTripper
}

const (
	maxHosts     = 16 // asked at once
	hostDelay    = time.Second
	maxTries     = 3
	maxWait      = time.Minute // the longest Retry-After that is honoured
	timeout      = 20 * time.Second
	maxRedirects = 10
	maxSilent    = 2 // addresses without any answer, after which the others of the server are not asked
)

// backoff holds the pauses before the second and third try.
var backoff = [maxTries - 1]time.Duration{2 * time.Second, 8 * time.Second}

// ErrNoNetwork says that no server has answered.
var ErrNoNetwork = errors.New("no server answers: this computer seems to have no network")

// Check asks for addresses, http or https, and returns the result of each. Addresses that differ in their fragment only
// are asked for once. If ctx is done, or with ErrNoNetwork, the results are those that are known nevertheless.
func Check(ctx context.Context, addresses []string, opts Options) (map[string]Result, error) {
	if opts.Transport == nil {
		transport := newTransport()
		defer transport.CloseIdleConnections()
		opts.Transport = transport
	}
	c := &checker{Options: opts, hosts: map[string]*host{}, origins: map[string]*origin{}, results: map[string]Result{}}
	var cached []string
	byHost := map[string][]string{}
	bare := withoutFragments(addresses)
	c.total = len(bare)
	for _, address := range bare {
		if r, ok := opts.Cache.get(address, opts.Now); ok {
			cached = append(cached, address)
			c.finish(address, r)
		} else if u, err := url.Parse(address); err == nil {
			name := strings.ToLower(u.Hostname())
			byHost[name] = append(byHost[name], address)
		} else {
			c.finish(address, c.unknown("it is not an address"))
		}
	}
	c.checkHosts(ctx, byHost)
	err := ctx.Err()
	if err == nil && c.hasNoNetwork(ctx, cached, len(byHost)) {
		err = ErrNoNetwork
	}
	if err != nil && !c.answered { // then nothing was learnt
		maps.DeleteFunc(c.results, func(_ string, r Result) bool { return !r.Cached })
	}
	for address, r := range c.results {
		opts.Cache.put(address, r)
	}
	return c.resultsFor(addresses), err
}

// withoutFragments returns each address once, without its fragment.
func withoutFragments(addresses []string) []string {
	var out []string
	for _, a := range addresses {
		bare, _, _ := strings.Cut(a, "#")
		out = append(out, bare)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// checker is one run of Check.
type checker struct {
	Options
	total int

	mu       sync.Mutex
	hosts    map[string]*host   // by name
	origins  map[string]*origin // by scheme, name and port
	results  map[string]Result
	answered bool // any server has answered
	failed   bool // any has not
}

// checkHosts asks for the addresses of every host, one by one. Hosts with many addresses are first, since they take
// the longest.
func (c *checker) checkHosts(ctx context.Context, byHost map[string][]string) {
	hosts := slices.Collect(maps.Values(byHost))
	slices.SortFunc(hosts, func(a, b []string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0]))
	})
	var group errgroup.Group
	group.SetLimit(maxHosts)
	for _, addresses := range hosts {
		group.Go(func() error {
			for _, address := range addresses {
				if r := c.check(ctx, address); r.Status != "" {
					c.finish(address, r)
				}
			}
			return nil
		})
	}
	_ = group.Wait() // no function fails
}

func (c *checker) finish(address string, r Result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.results[address] = r
	if c.OnProgress != nil {
		c.OnProgress(len(c.results), c.total)
	}
}

// maxProbes is how many addresses that did answer are asked for again to learn whether there is a network.
const maxProbes = 3

// hasNoNetwork reports whether no server has answered at all. It asks some of the cached addresses, too, and believes
// that a single host is the one at fault.
func (c *checker) hasNoNetwork(ctx context.Context, cached []string, hostCount int) bool {
	probes := slices.DeleteFunc(cached, func(a string) bool { return c.results[a].Status != Alive })
	probes = probes[:min(len(probes), maxProbes)]
	for _, address := range probes {
		if !c.failed || c.answered {
			return false
		}
		c.check(ctx, address)
	}
	return c.failed && !c.answered && len(probes)+hostCount > 1
}

// resultsFor returns the results of addresses as they were given.
func (c *checker) resultsFor(addresses []string) map[string]Result {
	out := map[string]Result{}
	for _, address := range addresses {
		bare, fragment, hasFragment := strings.Cut(address, "#")
		r, ok := c.results[bare]
		if !ok {
			continue
		}
		if hasFragment {
			r.MovedTo, r.Secure = withFragment(r.MovedTo, fragment), withFragment(r.Secure, fragment)
		}
		out[address] = r
	}
	return out
}

// withFragment returns an address with a fragment, unless it has one or is "".
func withFragment(address, fragment string) string {
	if address == "" || strings.Contains(address, "#") {
		return address
	}
	return address + "#" + fragment
}

func (c *checker) unknown(reason string) Result {
	return Result{Status: Unknown, Reason: reason, Asked: c.Now}
}

func (c *checker) passing(reason string) Result {
	r := c.unknown(reason)
	r.passing = true
	return r
}
