package preview

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

// siteFS returns a site of files by name.
func siteFS(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

var smallSite = map[string]string{
	"index.html":             "<!doctype html><html><head><title>Home</title></head><body>Home</body></html>",
	"steps/a/index.html":     "<!doctype html><html><head lang=en><title>A</title></head><body>A</body></html>",
	"steps/a/route.svg":      "<svg xmlns='http://www.w3.org/2000/svg'/>",
	"404.html":               "<!doctype html><html><head></head><body>None</body></html>",
	"assets/main.css":        "a{}",
	"data.bin":               strings.Repeat("0123456789", 10),
	".env":                   "secret",
	".git/config":            "secret",
	".well-known/about.txt":  "well",
	"steps/a/ein name.txt":   "space",
	"steps/a/sub/index.html": "<p>No head",
}

func newVersion(files map[string]string) Version {
	return Version{Site: siteFS(files), ThemeHash: "look", PageInfo: func(string) PageInfo { return PageInfo{} }}
}

func newServer(t *testing.T, opts Options) (*Server, *httptest.Server) {
	t.Helper()
	if opts.Source == nil {
		opts.Source = fstest.MapFS{}
	}
	s := New(opts)
	h := httptest.NewServer(s)
	t.Cleanup(func() { s.closeStreams(); h.Close() })
	return s, h
}

// request sends one request, unchanged, and returns the response and its body.
func request(t *testing.T, h *httptest.Server, method, target string, headers ...string) (*http.Response, string) {
	t.Helper()
	for range 100 {
		resp, body, err := tryRequest(t, h, method, target, headers)
		if err == nil {
			return resp, body
		}
		// A server that refuses a request before it has read all of it may close the connection before its response
		// is read.
		if !errors.Is(err, syscall.ECONNRESET) {
			t.Fatalf("%s %s: %v", method, target, err)
		}
	}
	t.Fatalf("%s %s: no answer", method, target)
	return nil, ""
}

func tryRequest(t *testing.T, h *httptest.Server, method, target string, headers []string) (*http.Response, string,
	error) {
	t.Helper()
	conn, err := net.Dial("tcp", h.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	host := "Host: " + h.Listener.Addr().String()
	for _, line := range headers {
		if strings.HasPrefix(line, "Host:") {
			host = line
		}
	}
	fmt.Fprintf(conn, "%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n", method, target, host)
	for _, line := range headers {
		if !strings.HasPrefix(line, "Host:") {
			fmt.Fprintf(conn, "%s\r\n", line)
		}
	}
	fmt.Fprint(conn, "\r\n")
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	resp, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}
