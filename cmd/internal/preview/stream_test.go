package preview

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/diag"
)

// A receivedState is a state as a client reads it.
type receivedState struct {
	Version                         string
	Errors, Warnings, Notices, More int
	Problems                        []struct{ File, Source, Open string }
	Files                           []string
	All                             bool
	Follow                          *followTarget
}

// An eventReader reads a stream.
type eventReader struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func (h streamServer) open(t *testing.T, browser, version string) *eventReader {
	t.Helper()
	c, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(time.Minute))
	fmt.Fprintf(c, "GET /.guide/events?version=%s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: %s\r\n\r\n", version,
		browser)
	in := bufio.NewReader(c)
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the stream is %s", got)
	}
	return &eventReader{t, c, bufio.NewReader(resp.Body)}
}

type streamServer struct{ addr string }

// next returns the next event: its name, or "" and the state.
func (e *eventReader) next() (name string, st receivedState) {
	e.t.Helper()
	for {
		line, err := e.in.ReadString('\n')
		if err != nil {
			e.t.Fatal(err)
		}
		if after, ok := strings.CutPrefix(line, "event: "); ok {
			return strings.TrimSpace(after), st
		}
		if after, ok := strings.CutPrefix(line, "data: "); ok {
			if err := json.Unmarshal([]byte(after), &st); err != nil {
				e.t.Fatalf("%v in %s", err, after)
			}
			return "", st
		}
	}
}

// wantFilesSince checks which files clients of several versions must reload.
func wantFilesSince(t *testing.T, s *Server, h *httptest.Server) {
	t.Helper()
	for since, want := range map[string]string{s.instance + "-1": "[/steps/a/route.svg] false",
		s.instance + "-2": "[] false", "other-2": "[] true", s.instance + "-": "[] true", "": "[] true"} {
		_, body := request(t, h, "GET", previewPath+"state?version="+since)
		var st receivedState
		if err := json.Unmarshal([]byte(body), &st); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(st.Files, st.All); got != want {
			t.Errorf("since %q: %s, want %s", since, got, want)
		}
	}
}

func TestEvents(t *testing.T) {
	s, h := newServer(t, Options{FollowEdits: true, Source: siteFS(map[string]string{"content/x.md": "one\ntwo\n"}),
		EditorLink: func(file string, line, column int) string {
			return fmt.Sprintf("edit:%s:%d:%d", file, line, column)
		}})
	host := streamServer{h.Listener.Addr().String()}
	s.Publish(newVersion(smallSite))
	e := host.open(t, "b", "")
	_, st := e.next()
	if st.Version != s.instance+"-1" || !st.All || st.Follow != nil || st.Errors+st.Warnings != 0 {
		t.Errorf("the first event: %+v", st)
	}
	v := newVersion(smallSite)
	v.Changed, v.Edited = []string{"/steps/a/route.svg"}, "/steps/a/"
	v.Problems = []diag.Problem{{File: "content/0.md", Severity: diag.Notice, Message: "n"},
		{File: "content/a.md", Severity: diag.Warning, Message: "w"},
		{File: "content/x.md", Line: 2, Column: 1, Message: "e"}}
	s.Publish(v)
	_, st = e.next()
	if st.Version != s.instance+"-2" || st.All || fmt.Sprint(st.Files) != "[/steps/a/route.svg]" || st.Follow == nil ||
		*st.Follow != (followTarget{2, "/steps/a/"}) {
		t.Errorf("the second event: %+v", st)
	}
	if st.Errors != 1 || st.Warnings != 1 || st.Notices != 1 || len(st.Problems) != 3 ||
		st.Problems[0].Source != "two" || st.Problems[0].Open != "edit:content/x.md:2:1" ||
		st.Problems[2].File != "content/0.md" {
		t.Errorf("the problems: %+v", st.Problems)
	}
	s.SetProblems(nil)
	if _, st = e.next(); st.Version != s.instance+"-2" || st.Errors != 0 || len(st.Files) != 0 || st.Problems == nil {
		t.Errorf("the same version without problems: %+v", st)
	}
	wantFilesSince(t, s, h)
	many := make([]diag.Problem, 300)
	for i := range many {
		many[i] = diag.Problem{File: fmt.Sprintf("content/%03d.md", i), Severity: diag.Warning}
	}
	many[299].Severity = diag.Error
	s.SetProblems(many)
	if _, st = e.next(); len(st.Problems) != maxListedProblems || st.More != 200 || st.Errors != 1 ||
		st.Problems[0].File != "content/299.md" {
		t.Errorf("%d problems are listed and %d more counted", len(st.Problems), st.More)
	}
}

// Streams must not use up the connections of a browser: the oldest one is closed.
func TestStreamsOfOneBrowser(t *testing.T) {
	s, h := newServer(t, Options{})
	host := streamServer{h.Listener.Addr().String()}
	s.Publish(newVersion(smallSite))
	other := host.open(t, "other", "")
	other.next()
	var all []*eventReader
	for range maxPerBrowser + 2 {
		e := host.open(t, "b", "")
		e.next()
		all = append(all, e)
	}
	for i, e := range append(all, other) {
		if i == 2 { // the oldest ones are closed before there is something new to send
			s.Publish(newVersion(smallSite))
		}
		name, _ := e.next()
		if yielded := name == "yield"; yielded != (i < 2) {
			t.Errorf("stream %d: event %q", i, name)
		}
	}
}
