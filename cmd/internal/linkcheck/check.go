package linkcheck

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"guide/cmd/internal/webaddr"
)

// check asks for an address. If ctx is done before there is an answer, it returns the zero Result.
func (c *checker) check(ctx context.Context, address string) Result {
	start, err := url.Parse(address)
	if err != nil {
		return c.unknown("it is not an address")
	}
	r, _ := c.follow(ctx, start)
	if r.Status != Alive || start.Scheme != "http" || strings.HasPrefix(r.MovedTo, "https:") || start.Port() != "" {
		return r
	}
	secure := *start
	secure.Scheme = "https"
	s, end := c.follow(ctx, &secure)
	switch {
	case s.Status == "":
		return s
	case s.Status == Alive && end.Scheme == "https":
		r.Secure = secure.String()
		if s.MovedTo != "" {
			r.Secure = s.MovedTo
		}
		r.MovedTo = ""
	}
	return r
}

// follow asks for an address and follows redirects. end is the last address that it asked for.
func (c *checker) follow(ctx context.Context, start *url.URL) (r Result, end *url.URL) {
	jar, err := cookiejar.New(nil) // so that a page which sets a cookie and redirects to itself is found
	if err != nil {
		return c.unknown(err.Error()), start
	}
	end = start
	movedTo, permanent := "", true
	for range maxRedirects {
		a, problem := c.ask(ctx, end, jar)
		if problem != nil {
			return c.after(start, end, *problem), end
		}
		if a.location == "" || a.status < 300 || a.status >= 400 || a.status == http.StatusNotModified {
			r = c.after(start, end, c.judge(a))
			if r.Status == Alive && movedTo != start.String() {
				r.MovedTo = movedTo
			}
			return r, end
		}
		next := redirectTarget(end, a.location)
		if next == nil {
			return c.unknown("it redirects to something that is not a web address"), end
		}
		isPermanent := a.status == http.StatusMovedPermanently || a.status == http.StatusPermanentRedirect
		permanent = permanent && isPermanent && !(end.Scheme == "https" && next.Scheme == "http")
		if permanent {
			movedTo = next.String()
		}
		end = next
		end.Fragment, end.RawFragment = "", ""
	}
	return c.unknown("it redirects in a circle"), end
}

// maxAddress is the longest address, in bytes, to which a redirect is followed.
const maxAddress = 2000

// redirectTarget returns the address to which a page redirects, as an editor could write it, or nil if that is not a
// web address.
func redirectTarget(page *url.URL, location string) *url.URL {
	next, err := page.Parse(location)
	if err != nil || next.Scheme != "https" && next.Scheme != "http" || next.Host == "" || len(location) > maxAddress {
		return nil
	}
	next.User = nil
	var query strings.Builder
	for _, b := range []byte(next.RawQuery) {
		if b <= ' ' || b >= 0x7f {
			fmt.Fprintf(&query, "%%%02X", b)
		} else {
			query.WriteByte(b)
		}
	}
	next.RawQuery = query.String()
	return next
}

// after adds to a result that it is one after redirects.
func (c *checker) after(start, end *url.URL, r Result) Result {
	if r.Reason != "" && start != end {
		to := end.String()
		if end.Host == start.Host {
			to = end.RequestURI()
		}
		r.Reason = fmt.Sprintf("it redirects to %s: %s", to, r.Reason)
	}
	return r
}

// judge returns the result of a final answer.
func (c *checker) judge(a answer) Result {
	text := strings.TrimSpace(fmt.Sprintf("%d %s", a.status, http.StatusText(a.status)))
	switch {
	case a.status >= 200 && a.status < 300:
		return Result{Status: Alive, Asked: c.Now}
	case a.status == http.StatusNotFound || a.status == http.StatusGone:
		return Result{Status: Dead, Reason: text, Asked: c.Now}
	case a.status >= 500, a.status == http.StatusTooManyRequests:
		return c.passing("the server answers " + text)
	}
	return c.unknown("the server answers " + text)
}

// ask asks a server for one address, if it may be asked. problem says why there is no answer.
func (c *checker) ask(ctx context.Context, u *url.URL, jar *cookiejar.Jar) (a answer, problem *Result) {
	if kind := webaddr.Check(u.String()).Kind; kind == webaddr.Local || kind == webaddr.Impossible {
		return a, new(c.unknown(errPrivate.Error()))
	}
	o := c.origin(u)
	o.once.Do(func() { o.robots, o.problem = c.readRobots(ctx, u) })
	switch reason := o.stop(); {
	case o.problem != nil:
		return a, o.problem
	case reason != "":
		return a, new(c.passing(reason))
	case !o.robots.allows(u):
		return a, new(c.unknown("its robots.txt asks programs to stay away"))
	}
	a, err := c.request(ctx, http.MethodHead, u, jar, 0)
	if (err != nil || a.status >= 400) && a.wait <= maxWait {
		a, err = c.send(ctx, http.MethodGet, u, jar, 0)
	}
	if err != nil {
		o.heard(false)
		return a, new(c.failure(ctx, u, err))
	}
	o.heard(a.status < 500)
	if a.status == http.StatusTooManyRequests || a.status >= 400 && a.wait > 0 {
		o.refuse(c.judge(a).Reason)
	}
	return a, nil
}

// failure returns the result of a request without an answer: the zero Result if ctx is done.
func (c *checker) failure(ctx context.Context, u *url.URL, err error) Result {
	var dns *net.DNSError
	var network net.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case ctx.Err() != nil:
		return Result{}
	case errors.As(err, &dns) && dns.IsNotFound:
		return Result{Status: Dead, Reason: "there is no host " + u.Hostname(), Asked: c.Now}
	case errors.Is(err, errPrivate):
		return c.unknown(errPrivate.Error())
	case errors.As(err, &network) && network.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return c.passing("the server does not answer in time")
	case errors.As(err, &certificate):
		return c.unknown("its certificate is not valid: " + certificate.Err.Error())
	}
	return c.passing("the connection fails: " + rootCause(err).Error())
}

// rootCause returns the innermost error.
func rootCause(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// isPassing reports whether a request that failed with err may soon have an answer.
func isPassing(err error) bool {
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	return !(errors.As(err, &dns) && dns.IsNotFound) && !errors.Is(err, errPrivate) && !errors.As(err, &certificate)
}
