package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// previewFixture is a guide served by guide serve.
type previewFixture struct {
	*testing.T
	dir, url string
	out      *syncBuffer
	answers  *answers   // what is typed at the terminal; nil without one
	stop     func() int // ends the program and returns its exit status
}

// syncBuffer is the output of a running program.
type syncBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *syncBuffer) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *syncBuffer) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// startPreview runs guide serve on a folder with these files, on a free port.
func startPreview(t *testing.T, files map[string]string, args ...string) *previewFixture {
	t.Helper()
	s := &previewFixture{T: t, dir: t.TempDir(), out: &syncBuffer{}}
	s.write("content/guide.yaml", "id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n")
	for name, text := range files {
		s.write(name, text)
	}
	s.start("localhost:0", args...)
	t.Cleanup(func() { s.stop() })
	return s
}

var previewLine = regexp.MustCompile(`preview: (\S+)/\n`)

func (s *previewFixture) start(addr string, args ...string) {
	s.Helper()
	ctx, cancel := context.WithCancel(s.Context())
	s.out = &syncBuffer{}
	ended := make(chan int, 1)
	go func() {
		a := &app{ui: ui{s.out, s.out, s.answers}}
		ended <- a.run(ctx, append([]string{"serve", "--source", s.dir, "--addr", addr}, args...))
	}()
	s.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	s.waitUntil("the preview to start", func() bool { return previewLine.MatchString(s.out.String()) })
	s.url = previewLine.FindStringSubmatch(s.out.String())[1]
}

// waitUntil waits until a condition is true.
func (s *previewFixture) waitUntil(what string, condition func() bool) {
	s.Helper()
	for deadline := time.Now().Add(3 * time.Minute); !condition(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.Fatalf("waiting for %s; printed so far:\n%s", what, s.out)
		}
	}
}

func (s *previewFixture) path(name string) string {
	return filepath.Join(s.dir, filepath.FromSlash(name))
}

// write saves a file as most editors do: it replaces the old file by a new one.
func (s *previewFixture) write(name, text string) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		s.Fatal(err)
	}
	temporary := filepath.Join(filepath.Dir(s.path(name)), ".saving")
	if err := os.WriteFile(temporary, []byte(text), 0o644); err != nil {
		s.Fatal(err)
	}
	if err := os.Rename(temporary, s.path(name)); err != nil {
		s.Fatal(err)
	}
}

func (s *previewFixture) get(address string) (int, string) {
	s.Helper()
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(s.url + address)
	if err != nil {
		s.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location") + string(body)
}

// waitForPage waits until a page contains a text.
func (s *previewFixture) waitForPage(address, text string) {
	s.Helper()
	s.waitUntil(address+" to show "+text,
		func() bool { _, body := s.get(address); return strings.Contains(body, text) })
}

// fetchState returns the state that browsers receive.
func (s *previewFixture) fetchState() (state struct {
	Errors, Warnings, Notices int
	Problems                  []struct{ File, Message, Source string }
}) {
	s.Helper()
	_, body := s.get("/.guide/state")
	if err := json.Unmarshal([]byte(body), &state); err != nil {
		s.Fatalf("%v: %s", err, body)
	}
	return state
}

func pageSource(title, keys, body string) string {
	return "---\ntitle: " + title + "\nsummary: About it\n" + keys + "---\n" + body
}
