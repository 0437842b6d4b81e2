package preview

import (
	"bufio"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// A page of another site can make a browser send requests here: by a name that it bent to this machine,
// or from its own origin.
func TestHosts(t *testing.T) {
	s, h := newServer(t, Options{Hosts: []string{"My-Laptop.local", "tunnel.test:9000"}})
	s.Publish(newVersion(smallSite))
	_, port, _ := net.SplitHostPort(h.Listener.Addr().String())
	tests := []struct {
		host string
		ok   bool
	}{
		{"localhost", true}, {"localhost:" + port, true}, {"LOCALHOST.:" + port, true}, {"guide.localhost:" + port, true},
		{"127.0.0.1:" + port, true}, {"127.9.8.7", true}, {"[::1]:" + port, true}, {"[::1]", true}, {"[::ffff:127.0.0.1]", true},
		{"my-laptop.local:" + port, true}, {"my-laptop.local.", true}, {"my-laptop.local:443", true}, {"tunnel.test:9001", true}, {"tunnel.test", true},
		{"localhost:1", false}, {"LOCALHOST.:1", false}, {"guide.localhost:80", false}, {"127.0.0.1:1", false}, {"[::1]:0" + port, false}, {"localhost:", true},
		{"localhost:" + port + "0", false}, {"localhost:http", false}, {"localhost:" + port + ":" + port, false}, {"localhost:-1", false},
		{"evil.test", false}, {"evil.test:" + port, false}, {"localhost.evil.test", false}, {"evillocalhost", false},
		{"127.0.0.1.evil.test", false}, {"192.168.1.5", false}, {"[fe80::1]", false}, {"0.0.0.0", false}, {"", false},
		{"other.my-laptop.local", false}, {"127.1", false}, {"2130706433", false}, {"0x7f.0.0.1", false}, {"localhost@evil.test", false},
	}
	for _, tt := range tests {
		for _, target := range []string{"/", previewPath + "state", previewPath + "client/panel.js"} {
			resp, body := request(t, h, "GET", target, "Host: "+tt.host)
			if ok := resp.StatusCode == http.StatusOK; ok != tt.ok && resp.StatusCode != http.StatusBadRequest {
				t.Errorf("Host %q at %s: %d", tt.host, target, resp.StatusCode)
			}
			if !tt.ok && resp.StatusCode == http.StatusForbidden && !strings.Contains(body, "--host") {
				t.Errorf("Host %q: the answer does not say what to do: %s", tt.host, body)
			}
		}
	}
}

func TestOrigins(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	self := h.Listener.Addr().String()
	tests := []struct {
		headers []string
		ok      bool
	}{
		{nil, true},
		{[]string{"Origin: http://" + self}, true},
		{[]string{"Sec-Fetch-Site: same-origin", "Origin: http://" + self}, true},
		{[]string{"Sec-Fetch-Site: none"}, true},
		{[]string{"Origin: http://evil.test"}, false},
		{[]string{"Origin: https://" + self}, false},
		{[]string{"Origin: http://127.0.0.1:1"}, false},
		{[]string{"Origin: http://localhost"}, false},
		{[]string{"Origin: null"}, false},
		{[]string{"Origin: "}, false},
		{[]string{"Origin: http://" + self, "Origin: http://evil.test"}, false},
		{[]string{"Sec-Fetch-Site: cross-site"}, false},
		{[]string{"Sec-Fetch-Site: same-site"}, false},
	}
	for _, tt := range tests {
		resp, _ := request(t, h, "GET", previewPath+"state", tt.headers...)
		if ok := resp.StatusCode == http.StatusOK; ok != tt.ok {
			t.Errorf("state with %q: %d", tt.headers, resp.StatusCode)
		}
		resp, _ = request(t, h, "HEAD", previewPath+"events", tt.headers...)
		if ok := resp.StatusCode == http.StatusOK; ok != tt.ok {
			t.Errorf("events with %q: %d", tt.headers, resp.StatusCode)
		}
		if resp.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q may be read by another origin", tt.headers)
		}
	}
}

func TestMethods(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "GUIDE"} {
		for _, target := range []string{"/", previewPath + "events", previewPath + "state"} {
			resp, _ := request(t, h, method, target, "Content-Length: 0")
			if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d", method, target, resp.StatusCode)
			}
		}
	}
}

// A server as it is run answers to no method that it does not know, and to none that is not about an address.
func TestServeRefuses(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Source: siteFS(nil)})
	s.Publish(newVersion(smallSite))
	ctx, stop := cancelableContext(t)
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	for _, target := range []string{"*", "/"} {
		if resp, _ := request(t, &httptest.Server{Listener: l}, "OPTIONS", target, "Content-Length: 0"); resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("OPTIONS %s: %d", target, resp.StatusCode)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// notExistFS answers as a site does, which knows its files by name: what it does not have does not exist.
type notExistFS struct{ fs.FS }

func (l notExistFS) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	if err != nil {
		err = fs.ErrNotExist
	}
	return f, err
}

// Whatever is asked for, nothing outside the site is answered, and nothing that begins with a dot.
func TestTraversal(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	for name, text := range map[string]string{"secret.txt": "secret", "site/index.html": "<head>home", "site/.env": "secret", "site/.git/config": "secret", "site/a/b.txt": "b", "site/404.html": "<head>none"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(site, "link.txt")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s, h := newServer(t, Options{})
	v := newVersion(nil)
	v.Site = notExistFS{root.FS()}
	s.Publish(v)
	up := []string{"..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "..%5c", "..\\", "%c0%ae%c0%ae", "....//", "..;"}
	var targets []string
	for _, dots := range up {
		for _, slash := range []string{"/", "%2f", "%5c", "\\", "//"} {
			targets = append(targets, "/"+dots+slash+"secret.txt", "/a"+slash+dots+slash+dots+slash+"secret.txt",
				"/.guide/client"+slash+dots+slash+dots+slash+"secret.txt", "/a/"+dots+slash+".env")
		}
	}
	targets = append(targets, "/.env", "/%2eenv", "/.git/config", "/.git%2fconfig", "/a/../.env", "//secret.txt", "///", "//evil.test/", "//evil.test/..",
		"/link.txt", "/a/b.txt/", "/a/b.txt%00", "/a\\b.txt", "/a%5cb.txt", "/%00", "/%0d%0aX: y", "http://evil.test/.env", filepath.ToSlash(filepath.Join(dir, "secret.txt")),
		"/.guide/../.env", "/.guide/client/%2e%2e/preview.go", "/"+strings.Repeat("a/", 3000), "/index.html%2f", "/C:/secret.txt", "/a/%2e/b.txt")
	for _, target := range targets {
		resp, body := request(t, h, "GET", target)
		if strings.Contains(body, "secret") {
			t.Errorf("%s: %d, the secret is out", target, resp.StatusCode)
		}
		if to := resp.Header.Get("Location"); to != "" && (strings.Contains(to, "evil") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
			t.Errorf("%s leads to %s", target, to)
		}
		if resp.Header.Get("X") != "" {
			t.Errorf("%s: a header of the asker's", target)
		}
	}
}

// waitGoroutines waits until as many goroutines run as before.
func waitGoroutines(t *testing.T, before int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d goroutines are left of %d:\n%s", runtime.NumGoroutine()-before, runtime.NumGoroutine(), buf[:runtime.Stack(buf, true)])
		}
	}
}

// A thousand streams, connections that say nothing or half of it, and huge headers: the server goes on,
// and nothing is left of them.
func TestConnectionFlood(t *testing.T) {
	before := runtime.NumGoroutine()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := New(Options{Source: siteFS(nil)})
	s.Publish(newVersion(smallSite))
	ended := make(chan error, 1)
	ctx, stop := cancelableContext(t)
	go func() { ended <- s.Serve(ctx, l) }()
	dial := func(text string) net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(c, text)
		return c
	}
	var open []net.Conn
	streams := map[string]*bufio.Reader{} // by browser
	for i := range 1000 {
		browser := fmt.Sprintf("browser %d", i)
		c := dial("GET /.guide/events HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + browser + "\r\n\r\n")
		open, streams["127.0.0.1 "+browser] = append(open, c), bufio.NewReader(c)
	}
	for range 50 {
		half := dial("GET / HTTP/1.1\r\nHost: loc")
		_ = half.(*net.TCPConn).CloseWrite()
		open = append(open, half, dial(""), dial("GET / HTTP/1.1\r\nHost: localhost\r\nX: "+strings.Repeat("x", 64<<10)))
	}
	resp, err := http.Get("http://" + l.Addr().String() + "/")
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("the server does not answer any more: %v", err)
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	for browser, in := range streams {
		if _, err := in.ReadString('\n'); err != nil {
			t.Fatalf("the stream of %s did not open: %v", browser, err)
		}
	}
	s.mu.Lock()
	left := slices.Clone(s.streams) // which these are depends on the order in which they were accepted
	s.mu.Unlock()
	if len(left) != maxStreams {
		t.Errorf("%d streams are open", len(left))
	}
	s.Publish(newVersion(smallSite))
	for _, st := range left {
		for {
			line, err := streams[st.browser].ReadString('\n')
			if err != nil {
				t.Fatalf("one of the newest streams has ended: %v", err)
			}
			if strings.Contains(line, s.instance+"-2") {
				break
			}
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, c := range open {
		c.Close()
	}
	waitGoroutines(t, before)
}

// A client that takes nothing does not hold a stream for ever.
func TestStreamEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	func() {
		s, h := newServer(t, Options{})
		s.Publish(newVersion(smallSite))
		c, err := net.Dial("tcp", h.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(c, "GET /.guide/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
			s.mu.Lock()
			n := len(s.streams)
			s.mu.Unlock()
			if n == 1 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("the stream did not open")
			}
		}
		c.Close()
		s.Publish(newVersion(smallSite))
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
			s.mu.Lock()
			n := len(s.streams)
			s.mu.Unlock()
			if n == 0 {
				break
			}
			if time.Now().After(deadline) {
				t.Fatal("the stream of a client that is gone is still open")
			}
		}
		h.Close()
	}()
	waitGoroutines(t, before)
}
