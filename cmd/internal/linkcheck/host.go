package linkcheck

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// host lets one request at a time through, with a pause after each.
type host struct {
	turn chan struct{} // holds one value while nobody asks
	next time.Time     // when the next request may begin
}

// host returns the host of an address.
func (c *checker) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := strings.ToLower(u.Hostname())
	h := c.hosts[name]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		c.hosts[name] = h
	}
	return h
}

// take waits for a turn, which give ends.
func (h *host) take(ctx context.Context) error {
	select {
	case <-h.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := sleep(ctx, time.Until(h.next)); err != nil {
		h.turn <- struct{}{}
		return err
	}
	return nil
}

// give ends a turn. The next begins after a pause.
func (h *host) give(pause time.Duration) {
	h.next = time.Now().Add(pause)
	h.turn <- struct{}{}
}

// origin is what is known of a server: scheme, host and port.
type origin struct {
	once     sync.Once
	robots   robots
	problem  *Result // why none of its addresses can be asked for
	mu       sync.Mutex
	silences int // addresses in a row without an answer
	refusal  string
}

func (c *checker) origin(u *url.URL) *origin {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	if c.origins[key] == nil {
		c.origins[key] = &origin{}
	}
	return c.origins[key]
}

// refuse notes that a server wants no more requests.
func (o *origin) refuse(reason string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.refusal = reason
}

// heard notes whether a server has answered at all.
func (o *origin) heard(answered bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.silences++; answered {
		o.silences = 0
	}
}

// stop returns why a server is not asked any more, or "".
func (o *origin) stop() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.refusal == "" && o.silences >= maxSilent {
		return "its server did not answer before, or was broken, so it was not asked again"
	}
	return o.refusal
}

// answer is the beginning of a server's answer.
type answer struct {
	status   int
	location string
	wait     time.Duration // that the server asks for, or 0
	body     []byte        // if it was wanted
}

// request sends one request when it is its host's turn, and reads up to limit bytes of the answer.
func (c *checker) request(
	ctx context.Context, method string, u *url.URL, jar *cookiejar.Jar, limit int64,
) (a answer, err error) {
	h := c.host(u)
	if err := h.take(ctx); err != nil {
		return a, err
	}
	defer func() {
		if a.wait > maxWait {
			h.give(hostDelay) // nobody waits so long: see origin.refuse
			return
		}
		h.give(max(hostDelay, a.wait))
	}()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return a, err
	}
	r.Header.Set("User-Agent", c.UserAgent)
	r.Header.Set("Accept", "text/html,*/*;q=0.8")
	for _, cookie := range jar.Cookies(u) {
		r.AddCookie(cookie)
	}
	response, err := c.Transport.RoundTrip(r)
	c.note(err == nil)
	if err != nil {
		return a, err
	}
	defer response.Body.Close()
	jar.SetCookies(u, response.Cookies())
	a = answer{status: response.StatusCode, location: response.Header.Get("Location"), wait: retryAfter(response)}
	if limit > 0 {
		a.body, err = io.ReadAll(io.LimitReader(response.Body, limit))
	}
	return a, err
}

// note notes whether a server has answered.
func (c *checker) note(answered bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered = c.answered || answered
	c.failed = c.failed || !answered
}

// retryAfter returns how long a server asks to wait, in seconds or until a date.
func retryAfter(r *http.Response) time.Duration {
	value := r.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(time.Until(date), 0)
	}
	return 0
}

// send sends a request again, after a pause, while the server is busy or does not answer.
func (c *checker) send(
	ctx context.Context, method string, u *url.URL, jar *cookiejar.Jar, limit int64,
) (answer, error) {
	for try := 0; ; try++ {
		a, err := c.request(ctx, method, u, jar, limit)
		if ctx.Err() != nil {
			return a, ctx.Err()
		}
		if try == maxTries-1 || !mayChange(a, err) || a.wait > maxWait {
			return a, err
		}
		if err := sleep(ctx, max(backoff[try]-hostDelay, 0)); err != nil {
			return a, err
		}
	}
}

// mayChange reports whether the same request may soon have another result.
func mayChange(a answer, err error) bool {
	if err != nil {
		return isPassing(err)
	}
	switch a.status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
