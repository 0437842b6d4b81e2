package linkcheck

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"

	"guide/cmd/internal/webaddr"
)

const (
	maxRobots          = 500 << 10 // bytes, as RFC 9309 asks at least
	maxRobotsRedirects = 5
)

// readRobots reads the robots.txt of the server of u. problem says why the server cannot be asked.
func (c *checker) readRobots(ctx context.Context, u *url.URL) (rules robots, problem *Result) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	jar, err := cookiejar.New(nil)
	for range maxRobotsRedirects + 1 {
		if err != nil || at.Host == "" {
			break
		}
		if kind := webaddr.Check(at.String()).Kind; kind == webaddr.Local || kind == webaddr.Impossible {
			break
		}
		var a answer
		a, err = c.send(ctx, http.MethodGet, at, jar, maxRobots)
		switch {
		case err != nil && (at.Host == u.Host || ctx.Err() != nil):
			return nil, new(c.failure(ctx, u, err))
		case err != nil:
			return nil, nil
		case a.status < 300:
			return parseRobots(a.body, product), nil
		case a.status == http.StatusTooManyRequests || a.status >= 500 && a.status < 600:
			return nil, new(c.passing(fmt.Sprintf("its robots.txt cannot be read: %d %s", a.status,
				http.StatusText(a.status))))
		case a.status >= 400:
			return nil, nil
		}
		at, err = at.Parse(a.location)
	}
	return nil, nil // as if there were none
}
