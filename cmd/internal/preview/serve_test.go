package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"guide/cmd/internal/diag"
)

var dataPage = regexp.MustCompile(`<script type="module" src="/\.guide/client/main\.js" data-page="([^"]*)"></script>`)

// parsePageData returns the data for the client in a page, and the page without it.
func parsePageData(t *testing.T, body string) (pageData, string) {
	t.Helper()
	m := dataPage.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("the client is not in\n%s", body)
	}
	var p pageData
	if err := json.Unmarshal([]byte(html.UnescapeString(m[1])), &p); err != nil {
		t.Fatal(err)
	}
	return p, strings.Replace(body, m[0], "", 1)
}

func TestServeFiles(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	tests := []struct {
		target string
		status int
		kind   string
		body   string // of a file that is not a page; "" is not compared
	}{
		{"/", 200, "text/html; charset=utf-8", ""},
		{"/index.html", 200, "text/html; charset=utf-8", ""},
		{"/steps/a/", 200, "text/html; charset=utf-8", ""},
		{"/steps/a/?filter=left", 200, "text/html; charset=utf-8", ""},
		{"/steps/a/route.svg", 200, "image/svg+xml", smallSite["steps/a/route.svg"]},
		{"/assets/main.css", 200, "text/css; charset=utf-8", "a{}"},
		{"/steps/a/ein%20name.txt", 200, "text/plain; charset=utf-8", "space"},
		{"/.well-known/about.txt", 200, "text/plain; charset=utf-8", "well"},
		{"/data.bin", 200, "application/octet-stream", smallSite["data.bin"]},
		{"/.guide/client/panel.js", 200, "text/javascript; charset=utf-8", ""},
		{"/steps", 302, "", ""},
		{"/none/", 404, "text/html; charset=utf-8", ""},
		{"/none.css", 404, "text/html; charset=utf-8", ""},
		{"/assets/", 404, "text/html; charset=utf-8", ""},
		{"/.guide/", 404, "text/plain; charset=utf-8", ""},
		{"/.guide/client/", 404, "text/plain; charset=utf-8", ""},
		{"/.guide/preview.go", 404, "text/plain; charset=utf-8", ""},
	}
	for _, tt := range tests {
		resp, body := request(t, h, "GET", tt.target)
		if resp.StatusCode != tt.status || tt.kind != "" && resp.Header.Get("Content-Type") != tt.kind ||
			tt.body != "" && body != tt.body {
			t.Errorf("%s: %d, %s\n%s", tt.target, resp.StatusCode, resp.Header.Get("Content-Type"), body)
		}
		for name, want := range map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
			"Content-Security-Policy": "frame-ancestors 'none'"} {
			if got := resp.Header.Get(name); got != want {
				t.Errorf("%s: %s: %q, want %q", tt.target, name, got, want)
			}
		}
		head, none := request(t, h, "HEAD", tt.target)
		if head.StatusCode != tt.status || none != "" {
			t.Errorf("HEAD %s: %d, %q", tt.target, head.StatusCode, none)
		}
	}
}

// A folder without a final slash is redirected to the one with it, whatever its name and however it is escaped.
func TestRedirects(t *testing.T) {
	s, h := newServer(t, Options{})
	files := map[string]string{}
	for _, folder := range []string{"steps/a", "steps/sub dir", "b#c", "50%", "a:b", "what?", "steps/x;y", "é",
		"a&b=c", "'q'\"", "%2f"} {
		files[folder+"/index.html"] = "<head>" + folder
	}
	s.Publish(newVersion(files))
	for name, page := range files {
		folder := "/" + strings.TrimSuffix(name, "/index.html")
		asked := (&url.URL{Path: folder}).EscapedPath()
		for _, target := range []string{asked, asked + "?x=1&y=%2F", "/" + url.PathEscape(folder[1:])} {
			resp, _ := request(t, h, "GET", target)
			from, err := url.Parse("http://localhost" + target)
			if err != nil {
				t.Fatal(err)
			}
			to, err := from.Parse(resp.Header.Get("Location"))
			if err != nil || resp.StatusCode != http.StatusFound || to.Path != folder+"/" ||
				to.RawQuery != from.RawQuery || to.Host != from.Host {
				t.Errorf("%s: %d, redirects to %q (%v)", target, resp.StatusCode, resp.Header.Get("Location"), err)
				continue
			}
			if _, body := request(t, h, "GET", to.RequestURI()); !strings.HasSuffix(body,
				strings.TrimPrefix(page, "<head>")) {
				t.Errorf("%s redirects to %s, which is %s", target, to, body)
			}
		}
	}
}

func TestRanges(t *testing.T) {
	s, h := newServer(t, Options{})
	s.Publish(newVersion(smallSite))
	resp, body := request(t, h, "GET", "/data.bin", "Range: bytes=10-14")
	if resp.StatusCode != http.StatusPartialContent || body != "01234" ||
		resp.Header.Get("Content-Range") != "bytes 10-14/100" {
		t.Errorf("%d, %q, %q", resp.StatusCode, body, resp.Header.Get("Content-Range"))
	}
	if resp, _ := request(t, h, "GET", "/data.bin",
		"Range: bytes=200-"); resp.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a range beyond the end: %d", resp.StatusCode)
	}
}

// The client is the first element in the head, and nothing else in a page changes.
func TestInject(t *testing.T) {
	s, h := newServer(t, Options{EditorLink: func(file string, line, column int) string {
		return fmt.Sprintf("edit://%s:%d:%d", file, line, column)
	}})
	v := newVersion(smallSite)
	v.PageInfo = func(address string) PageInfo {
		if address != "/steps/a/" {
			return PageInfo{}
		}
		return PageInfo{Source: `content/steps/1-a/"<&>'.md`, Words: 7, Status: "a draft"}
	}
	s.Publish(v)
	for _, name := range []string{"", "steps/a/", "steps/a/sub/"} {
		_, body := request(t, h, "GET", "/"+name)
		p, rest := parsePageData(t, body)
		if rest != smallSite[name+"index.html"] {
			t.Errorf("%s: the page is\n%s", name, rest)
		}
		if p.Version != s.instance+"-1" || p.ThemeHash != "look" || p.Missing {
			t.Errorf("%s: %+v", name, p)
		}
		if name == "steps/a/" && (p.Words != 7 || p.Status != "a draft" ||
			p.EditorLink != `edit://content/steps/1-a/"<&>'.md:1:1`) {
			t.Errorf("%+v", p)
		}
		if name != "steps/a/sub/" && !regexp.MustCompile(`<head[^>]*><script type="module"`).MatchString(body) {
			t.Errorf("the client is not first in the head:\n%s", body)
		}
	}
	_, body := request(t, h, "GET", "/none/")
	if p, rest := parsePageData(t, body); !p.Missing || rest != smallSite["404.html"] {
		t.Errorf("%+v\n%s", p, rest)
	}
}

func TestMoved(t *testing.T) {
	s, h := newServer(t, Options{})
	v := newVersion(smallSite)
	s.Publish(v)
	v.Moved = map[string]string{"/old/": "/older name/"}
	s.Publish(v)
	v.Moved = map[string]string{"/older name/": "/steps/a/", "/": "/steps/a/"}
	s.Publish(v)
	if resp, _ := request(t, h, "GET", "/old/?q=1"); resp.StatusCode != http.StatusFound ||
		resp.Header.Get("Location") != "/steps/a/?q=1" {
		t.Errorf("%d, %s", resp.StatusCode, resp.Header.Get("Location"))
	}
	if resp, _ := request(t, h, "GET", "/"); resp.StatusCode != http.StatusOK {
		t.Errorf("an existing page is redirected: %d", resp.StatusCode)
	}
	v.Moved = map[string]string{"/x/": "/y/"}
	s.Publish(v)
	v.Moved = map[string]string{"/y/": "/x/"}
	s.Publish(v)
	if resp, _ := request(t, h, "GET", "/x/"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("a cycle: %d", resp.StatusCode)
	}
}

// A staleSite has one file that cannot be read.
type staleSite struct {
	fstest.MapFS
	name string
}

func (s staleSite) Open(name string) (fs.File, error) {
	if name == s.name {
		return nil, fmt.Errorf("%s has changed", name)
	}
	return s.MapFS.Open(name)
}

func (s staleSite) ReadFile(name string) ([]byte, error) {
	if name == s.name {
		return nil, fmt.Errorf("%s has changed", name)
	}
	return s.MapFS.ReadFile(name)
}

// A request waits for a version that has its file, also before the first version.
func TestWaitForReadableVersion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := 0
		var s *Server
		s = New(Options{Source: siteFS(nil), OnReadError: func(error) {
			told++
			time.AfterFunc(time.Second, func() { s.Publish(newVersion(smallSite)) })
		}})
		first := newVersion(smallSite)
		first.Site = staleSite{siteFS(smallSite), "steps/a/index.html"}
		time.AfterFunc(time.Second, func() { s.Publish(first) })
		begun := time.Now()
		w := s.get("/steps/a/")
		if p, _ := parsePageData(t, w.Body.String()); w.Code != 200 || p.Version != s.instance+"-2" || told != 1 ||
			time.Since(begun) != 2*time.Second {
			t.Errorf("%d, %+v, %d read errors, after %v", w.Code, p, told, time.Since(begun))
		}
		first.Site = staleSite{siteFS(smallSite), "data.bin"}
		s.Publish(first)
		if w := s.get("/data.bin"); w.Code != 200 || w.Body.String() != smallSite["data.bin"] {
			t.Errorf("a file that is not a page: %d", w.Code)
		}
	})
}

// While versions are published, every response is of one version.
func TestPublishWhileReading(t *testing.T) {
	s, h := newServer(t, Options{})
	page := func(n int) Version {
		return newVersion(map[string]string{"index.html": fmt.Sprintf("<head>%d", n)})
	}
	s.Publish(page(1))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := 2; ctx.Err() == nil; n++ {
			s.Publish(page(n))
			s.SetProblems([]diag.Problem{{File: "content/x.md", Message: fmt.Sprint(n)}})
		}
	}()
	for range 100 {
		_, body := request(t, h, "GET", "/")
		if p, rest := parsePageData(t, body); p.Version != s.instance+"-"+strings.TrimPrefix(rest, "<head>") {
			t.Fatalf("%s says %s", p.Version, rest)
		}
	}
	stop()
	<-done
}

func cancelableContext(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	return ctx, stop
}

// Files that are not pages but can run scripts are sandboxed.
func TestSandbox(t *testing.T) {
	files := map[string]string{"index.html": "<html><head></head>page"}
	for name := range map[string]bool{"a.svg": true, "a.SVG": true, "a.xml": true, "a.xhtml": true, "a.htm": true,
		"copied.html": true, "A.HTML": true, "a.xsl": true} {
		files[name] = "text of " + name
	}
	for _, name := range []string{"a.css", "a.js", "a.pdf", "a.txt", "a.docx"} {
		files[name] = ""
	}
	v := newVersion(files)
	v.PageInfo = func(address string) PageInfo { return PageInfo{Foreign: address == "/copied.html"} }
	s, h := newServer(t, Options{})
	s.Publish(v)
	for name, text := range files {
		resp, body := request(t, h, "GET", "/"+name)
		policy := resp.Header.Values("Content-Security-Policy")
		if strings.HasPrefix(text, "text of") != slices.Contains(policy, "sandbox") || resp.StatusCode != 200 {
			t.Errorf("%s: status %d, policy %q", name, resp.StatusCode, policy)
		}
		if text != "" && name != "index.html" && body != text {
			t.Errorf("%s: %q", name, body)
		}
	}
}
