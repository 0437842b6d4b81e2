package preview

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// A browser opens about six connections to a host, for all its tabs together; streams must not use up all of them.
const (
	maxPerBrowser = 4
	maxStreams    = 64
)

const (
	pingInterval = 15 * time.Second
	writeTimeout = 10 * time.Second
)

// A stream is one open stream of events.
type stream struct {
	browser string
	evict   chan struct{} // closed when a newer stream takes its place
}

// addStream adds a stream and closes the oldest ones if there are too many. It returns false if the server is closed.
func (s *Server) addStream(st *stream) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	sameBrowser := 1
	for _, other := range s.streams {
		if other.browser == st.browser {
			sameBrowser++
		}
	}
	s.streams = append(s.streams, st)
	for i := 0; i < len(s.streams); {
		old := s.streams[i]
		if len(s.streams) > maxStreams || sameBrowser > maxPerBrowser && old.browser == st.browser {
			sameBrowser--
			close(old.evict)
			s.streams = append(s.streams[:i:i], s.streams[i+1:]...)
			continue
		}
		i++
	}
	return true
}

func (s *Server) removeStream(st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.streams {
		if other == st {
			s.streams = append(s.streams[:i:i], s.streams[i+1:]...)
			return
		}
	}
}

// closeStreams closes all streams; no more are accepted.
func (s *Server) closeStreams() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, st := range s.streams {
		close(st.evict)
	}
	s.streams = nil
}

// serveEvents sends the state, and sends it again each time it changes.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	st := &stream{browser: host + " " + r.UserAgent(), evict: make(chan struct{})}
	if !s.addStream(st) {
		plainError(w, http.StatusServiceUnavailable, "the preview is shutting down")
		return
	}
	defer s.removeStream(st)
	w.Header().Set("Content-Type", "text/event-stream")
	out := eventWriter{w, http.NewResponseController(w)}
	if r.Method == http.MethodHead || !out.send("retry: 500\n\n") {
		return
	}
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	clientVersion := r.URL.Query().Get("version")
	v, next := s.latest()
	for {
		if v != nil && !out.send("data: %s\n\n", s.encodeState(v, clientVersion)) {
			return
		}
		if v != nil {
			clientVersion = s.versionName(v)
		}
		for waiting := true; waiting; {
			select {
			case <-next:
				v, next = s.latest()
				waiting = false
			case <-ping.C:
				if !out.send("event: ping\ndata:\n\n") {
					return
				}
			case <-st.evict:
				out.send("event: yield\ndata:\n\n")
				return
			case <-r.Context().Done():
				return
			}
		}
	}
}

// An eventWriter writes events and flushes each. It fails if the client does not read in time.
type eventWriter struct {
	io.Writer
	controller *http.ResponseController
}

func (w eventWriter) send(format string, args ...any) bool {
	_ = w.controller.SetWriteDeadline(time.Now().Add(writeTimeout)) // not every writer has one
	_, err := fmt.Fprintf(w, format, args...)
	return err == nil && w.controller.Flush() == nil
}
