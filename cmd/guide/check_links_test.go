package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/edit"
)

// fakeWebVariable is the environment variable that lets the program ask fakeWeb instead of the internet.
const fakeWebVariable = "GUIDE_TEST_WEB"

// fakeWeb answers in place of the servers of the internet.
type fakeWeb struct {
	asked chan<- string // gets the address of a request that hangs
}

func (w fakeWeb) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}
	redirect := func(to string) {
		answer.StatusCode = http.StatusMovedPermanently
		answer.Header.Set("Location", to)
	}
	host := r.URL.Hostname()
	isPage := r.URL.Path != "/robots.txt"
	switch {
	case !strings.HasPrefix(r.UserAgent(), "Mozilla/5.0 (compatible; guide/"):
		answer.StatusCode = http.StatusTeapot
	case strings.HasPrefix(host, "none"), r.URL.Scheme == "https" && host == "old-fashioned.example":
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case host == "hang.example":
		w.asked <- r.URL.String()
		<-r.Context().Done()
		return nil, r.Context().Err()
	case !isPage:
		answer.StatusCode = http.StatusNotFound
	case strings.HasPrefix(host, "dead"):
		answer.StatusCode = http.StatusNotFound
	case host == "closed.example":
		answer.StatusCode = http.StatusForbidden
	case host == "moved.example":
		redirect("https://new.example/page")
	case host == "front.example" && r.URL.Path != "/":
		redirect("/")
	}
	return answer, nil
}

// TestCheckLinksInterrupted interrupts a check that waits for a server, and checks that the next one knows what was
// learnt before.
func TestCheckLinksInterrupted(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("LocalAppData", t.TempDir())
	source := t.TempDir()
	if err := generateGuide(source, 1, 0); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(source, "content", "steps", "1-step-1", "index.md")
	text := "---\ntitle: Step\nsummary: S\n---\n[a](https://ok.example/) and [b](https://hang.example/)\n"
	if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	check := func(transport http.RoundTripper, ctx context.Context) (int, string) {
		linkTransport = transport
		defer func() { linkTransport = nil }()
		var stdout, stderr bytes.Buffer
		status := run(ctx, []string{"check", "--links", "--source", source}, &stdout, &stderr)
		return status, stdout.String() + stderr.String()
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	hangs := make(chan string)
	answers := make(chan bool)
	go func() {
		<-answers // of ok.example
		<-hangs
		cancel()
	}()
	status, out := check(notify{fakeWeb{hangs}, "https://ok.example/", answers}, ctx)
	want := "links: 2 addresses, 1 asked now, 0 known from before, 1 not asked: 1 answers; " +
		"what was learnt is kept for the next run\nerror: interrupted\n"
	if status != exitInterrupted || !strings.HasSuffix(out, want) {
		t.Errorf("exit status %d: %s", status, out)
	}
	text = strings.ReplaceAll(text, "hang.example", "ok.example/2")
	if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	status, out = check(fakeWeb{}, t.Context())
	want = "links: 2 addresses, 1 asked now, 1 known from before: 2 answer\n"
	if status != exitOK || !strings.Contains(out, want) {
		t.Errorf("exit status %d, want %q in: %s", status, want, out)
	}
}

// notify says when the request after one to an address begins, so that its answer was taken note of.
type notify struct {
	fakeWeb
	address string
	done    chan<- bool
}

func (n notify) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := n.fakeWeb.RoundTrip(r)
	if r.URL.String() == n.address {
		close(n.done)
	}
	return answer, err
}

// A new address is written where the old one stands once as it is, and where it needs no quotation marks.
func TestAddressFix(t *testing.T) {
	for _, tt := range []struct{ line, mark, to, want string }{
		{"url: https://a.org/x", "https://a.org/x", "https://b.org/#y", "url: https://b.org/#y"},
		{"é [ü](https://a.org/x) ö", "[ü](https://a.org/x)", "https://b.org/", "é [ü](https://b.org/) ö"},
		{"<https://a.org/x>.", "<https://a.org/x>", "https://b.org/", "<https://b.org/>."},
		{"[https://a.org/x](https://a.org/x)", "[https://a.org/x](https://a.org/x)", "https://b.org/", ""},
		{"[https://a.org/xy](https://a.org/%78)", "[https://a.org/xy](https://a.org/%78)", "https://b.org/", ""},
		{"[a](https://a.org/&#120;)", "[a](https://a.org/&#120;)", "https://b.org/", ""},
		{"[a](https://a.org/x)", "[a](https://a.org/x)", "https://b.org/(y)", ""},
		{"{url: https://a.org/x}", "https://a.org/x", "https://b.org/y,z", ""},
		{"[a](https://a.org/x)", "[a](https://a.org/x)", "", ""},
	} {
		before, _, found := strings.Cut(tt.line, tt.mark)
		if !found {
			t.Fatalf("%q is not in %q", tt.mark, tt.line)
		}
		column := len([]rune(before)) + 1
		p := diag.Problem{File: "a.md", Line: 1, Column: column, EndColumn: column + len([]rune(tt.mark)),
			Source: tt.line}
		addAddressFix(&p, "https://a.org/x", tt.to)
		got := ""
		if p.Fix != "" {
			data := []byte(tt.line)
			fixed, err := edit.Apply(data, editsOf(p.Fix, data, diag.NewLines(data)))
			if err != nil {
				t.Fatal(err)
			}
			got = string(fixed)
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.line, got, tt.want)
		}
	}
}
