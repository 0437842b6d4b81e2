package preview

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// waitGoroutines waits until no more goroutines run than before.
func waitGoroutines(t *testing.T, before int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			buf := make([]byte, 1<<16)
			t.Fatalf("%d more goroutines, %d in all:\n%s", runtime.NumGoroutine()-before, runtime.NumGoroutine(),
				buf[:runtime.Stack(buf, true)])
		}
	}
}

// A flood opens many connections to a server.
type flood struct {
	*testing.T
	addr    string
	open    []net.Conn
	streams map[string]*bufio.Reader // by browser
}

// start opens a thousand streams, and connections that send nothing, half a request or a huge header.
func (f *flood) start() {
	for i := range 1000 {
		browser := fmt.Sprintf("browser %d", i)
		c := f.dial("GET /.guide/events HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + browser + "\r\n\r\n")
		f.streams["127.0.0.1 "+browser] = bufio.NewReader(c)
	}
	for range 50 {
		_ = f.dial("GET / HTTP/1.1\r\nHost: loc").(*net.TCPConn).CloseWrite()
		f.dial("")
		f.dial("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10))
	}
}

// wantOpen checks that all streams have opened.
func (f *flood) wantOpen() {
	f.Helper()
	for browser, in := range f.streams {
		if _, err := in.ReadString('\n'); err != nil {
			f.Fatalf("the stream of %s did not open: %v", browser, err)
		}
	}
}

func (f *flood) dial(text string) net.Conn {
	f.Helper()
	c, err := net.Dial("tcp", f.addr)
	if err != nil {
		f.Fatal(err)
	}
	f.open = append(f.open, c)
	fmt.Fprint(c, text)
	return c
}

// After a thousand streams, silent and incomplete connections and huge headers the server still answers, and
// everything is freed.
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
	f := &flood{T: t, addr: l.Addr().String(), streams: map[string]*bufio.Reader{}}
	f.start()
	resp, err := http.Get("http://" + l.Addr().String() + "/")
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("the server no longer answers: %v", err)
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	f.wantOpen()
	s.mu.Lock()
	left := slices.Clone(s.streams) // which ones these are depends on the order in which they were accepted
	s.mu.Unlock()
	if len(left) != maxStreams {
		t.Errorf("%d streams are open", len(left))
	}
	s.Publish(newVersion(smallSite))
	for _, st := range left {
		for {
			line, err := f.streams[st.browser].ReadString('\n')
			if err != nil {
				t.Fatalf("one of the newest streams was closed: %v", err)
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
	for _, c := range f.open {
		c.Close()
	}
	waitGoroutines(t, before)
}

// A client that does not read does not hold its stream for ever.
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
				t.Fatal("the stream of a client that does not read is still open")
			}
		}
		h.Close()
	}()
	waitGoroutines(t, before)
}
