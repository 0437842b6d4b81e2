package preview

import (
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page of another site can make a browser send requests here: by DNS rebinding, or from its own origin.
func TestHosts(t *testing.T) {
	s, h := newServer(t, Options{Hosts: []string{"My-Laptop.local", "tunnel.test:9000"}})
	s.Publish(newVersion(smallSite))
	_, port, _ := net.SplitHostPort(h.Listener.Addr().String())
	tests := []struct {
		host string
		ok   bool
	}{
		{"localhost", true}, {"localhost:" + port, true}, {"LOCALHOST.:" + port, true},
		{"guide.localhost:" + port, true},
		{"127.0.0.1:" + port, true}, {"127.9.8.7", true}, {"[::1]:" + port, true}, {"[::1]", true},
		{"[::ffff:127.0.0.1]", true},
		{"my-laptop.local:" + port, true}, {"my-laptop.local.", true}, {"my-laptop.local:443", true},
		{"tunnel.test:9001", true}, {"tunnel.test", true},
		{"localhost:1", false}, {"LOCALHOST.:1", false}, {"guide.localhost:80", false}, {"127.0.0.1:1", false},
		{"[::1]:0" + port, false}, {"localhost:", true},
		{"localhost:" + port + "0", false}, {"localhost:http", false}, {"localhost:" + port + ":" + port, false},
		{"localhost:-1", false},
		{"evil.test", false}, {"evil.test:" + port, false}, {"localhost.evil.test", false}, {"evillocalhost", false},
		{"127.0.0.1.evil.test", false}, {"192.168.1.5", false}, {"[fe80::1]", false}, {"0.0.0.0", false}, {"", false},
		{"other.my-laptop.local", false}, {"127.1", false}, {"2130706433", false}, {"0x7f.0.0.1", false},
		{"localhost@evil.test", false},
	}
	for _, tt := range tests {
		for _, target := range []string{"/", previewPath + "state", previewPath + "client/panel.js"} {
			resp, body := request(t, h, "GET", target, "Host: "+tt.host)
			if ok := resp.StatusCode == http.StatusOK; ok != tt.ok && resp.StatusCode != http.StatusBadRequest {
				t.Errorf("Host %q at %s: %d", tt.host, target, resp.StatusCode)
			}
			if !tt.ok && resp.StatusCode == http.StatusForbidden && !strings.Contains(body, "--host") {
				t.Errorf("Host %q: the response does not say what to do: %s", tt.host, body)
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
			t.Errorf("with %q another origin may read it", tt.headers)
		}
	}
}

func TestMethods(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND",
		"GUIDE"} {
		for _, target := range []string{"/", previewPath + "events", previewPath + "state"} {
			resp, _ := request(t, h, method, target, "Content-Length: 0")
			if resp.StatusCode != http.StatusMethodNotAllowed || resp.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d", method, target, resp.StatusCode)
			}
		}
	}
}

// The server accepts no other methods, and no request that has no path.
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
		if resp, _ := request(t, &httptest.Server{Listener: l}, "OPTIONS", target,
			"Content-Length: 0"); resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("OPTIONS %s: %d", target, resp.StatusCode)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// A notExistFS answers like a site, which knows its files by name: names that it does not have do not exist.
type notExistFS struct{ fs.FS }

func (l notExistFS) Open(name string) (fs.File, error) {
	f, err := l.FS.Open(name)
	if err != nil {
		err = fs.ErrNotExist
	}
	return f, err
}

// writeTraversalSite writes dir/site, with files that must not be served in it and beside it.
func writeTraversalSite(t *testing.T, dir string) {
	t.Helper()
	for name, text := range map[string]string{"secret.txt": "secret", "site/index.html": "<head>home",
		"site/.env": "secret", "site/.git/config": "secret", "site/a/b.txt": "b", "site/404.html": "<head>none"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(dir, "site", "link.txt")); err != nil {
		t.Fatal(err)
	}
}

// traversalTargets returns request targets that lead to such files if they are not checked.
func traversalTargets(dir string) []string {
	up := []string{"..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "..%5c", "..\\", "%c0%ae%c0%ae", "....//",
		"..;"}
	var targets []string
	for _, dots := range up {
		for _, slash := range []string{"/", "%2f", "%5c", "\\", "//"} {
			targets = append(targets, "/"+dots+slash+"secret.txt", "/a"+slash+dots+slash+dots+slash+"secret.txt",
				"/.guide/client"+slash+dots+slash+dots+slash+"secret.txt", "/a/"+dots+slash+".env")
		}
	}
	return append(targets, "/.env", "/%2eenv", "/.git/config", "/.git%2fconfig", "/a/../.env", "//secret.txt", "///",
		"//evil.test/", "//evil.test/..",
		"/link.txt", "/a/b.txt/", "/a/b.txt%00", "/a\\b.txt", "/a%5cb.txt", "/%00", "/%0d%0aX: y",
		"http://evil.test/.env", filepath.ToSlash(filepath.Join(dir, "secret.txt")),
		"/.guide/../.env", "/.guide/client/%2e%2e/preview.go", "/"+strings.Repeat("a/", 3000), "/index.html%2f",
		"/C:/secret.txt", "/a/%2e/b.txt")
}

// No request is answered with a file outside the site or with one whose name begins with a dot.
func TestTraversal(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	writeTraversalSite(t, dir)
	root, err := os.OpenRoot(site)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	s, h := newServer(t, Options{})
	v := newVersion(nil)
	v.Site = notExistFS{root.FS()}
	s.Publish(v)
	for _, target := range traversalTargets(dir) {
		resp, body := request(t, h, "GET", target)
		if strings.Contains(body, "secret") {
			t.Errorf("%s: %d, a file outside the site", target, resp.StatusCode)
		}
		if to := resp.Header.Get("Location"); to != "" &&
			(strings.Contains(to, "evil") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
			t.Errorf("%s redirects to %s", target, to)
		}
		if resp.Header.Get("X") != "" {
			t.Errorf("%s: the request could set a header", target)
		}
	}
}
