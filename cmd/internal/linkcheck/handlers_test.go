package linkcheck

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// hijack ends the answer after text.
func hijack(w http.ResponseWriter, text string) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = io.WriteString(c, text)
	_ = c.Close()
}

// status returns a handler that answers every request with a status.
func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func redirect(code int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/new" {
			return
		}
		w.Header().Set("Location", to)
		w.WriteHeader(code)
	}
}

// headOnly answers HEAD by one handler and GET by another.
func headOnly(head, get http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			head(w, r)
		} else {
			get(w, r)
		}
	}
}

// hang never answers, not even when nobody listens any more.
func hang(_ http.ResponseWriter, r *http.Request) {
	<-r.Context().Done()
	panic(http.ErrAbortHandler)
}

// times answers by each handler once, in order, then by the last. Every server begins with the first.
func times(handlers ...http.HandlerFunc) http.HandlerFunc {
	asked := map[any]int{} // by server
	return func(w http.ResponseWriter, r *http.Request) {
		server := r.Context().Value(http.ServerContextKey)
		h := handlers[min(asked[server], len(handlers)-1)]
		asked[server]++
		h(w, r)
	}
}

func ok(http.ResponseWriter, *http.Request) {}

// cookieWall redirects to itself until a cookie comes back.
func cookieWall(w http.ResponseWriter, r *http.Request) {
	if _, err := r.Cookie("seen"); err != nil {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
		w.Header().Set("Location", r.URL.String())
		w.WriteHeader(http.StatusMovedPermanently)
	}
}

func hugeHeaders(w http.ResponseWriter, _ *http.Request) {
	hijack(w, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 300<<10)+"\r\n\r\n")
}

func gzipGarbage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = io.WriteString(w, "this is not gzip")
}

func endlessBody(w http.ResponseWriter, _ *http.Request) {
	for {
		if _, err := io.WriteString(w, strings.Repeat("x", 1<<16)); err != nil {
			return
		}
	}
}

// slowHeaders sends a header line every ten seconds.
func slowHeaders(w http.ResponseWriter, _ *http.Request) {
	c, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	defer c.Close()
	_, err = io.WriteString(c, "HTTP/1.1 200 OK\r\n")
	for i := 0; err == nil; i++ {
		time.Sleep(10 * time.Second)
		_, err = fmt.Fprintf(c, "X-%d: x\r\n", i)
	}
}

func waitThen(wait string, then http.HandlerFunc) http.HandlerFunc {
	return times(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", wait)
		w.WriteHeader(http.StatusTooManyRequests)
	}, then)
}

// withRobots answers for robots.txt by another handler.
func withRobots(robots, pages http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robots(w, r)
		} else {
			pages(w, r)
		}
	}
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, s) }
}
