package preview

import (
	"encoding/json"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// A fakeServer does what the client may rely on, and nothing else.
type fakeServer struct {
	*testing.T
	url    string
	server *httptest.Server

	mu            sync.Mutex
	changed       *sync.Cond
	instance      string
	n             int
	themeHash     string
	pages         map[string]string        // whole pages by address
	files         map[string][2]string     // content type and bytes by address
	moved         map[string]string        // new address by old address
	gates         map[string]chan struct{} // by address: answers wait until the channel is closed
	replaced      map[string]int           // by address: the version that replaced the file
	follow        string
	followVersion int // the version in which the page to follow was edited
	refuseStreams int // how many streams to refuse
	pings         bool
	evicts        bool
	openStreams   int // now
	streamsOpened int // in all
	stateRequests int // for the state
}

const pageShell = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>` +
	`<link rel="icon" href="data:,"></head><body>%s</body></html>`

// startFakeServer serves pages, given by address and body.
func startFakeServer(t *testing.T, bodies map[string]string) *fakeServer {
	t.Helper()
	f := &fakeServer{T: t, instance: "one", n: 1, themeHash: "look", pages: map[string]string{},
		files: map[string][2]string{}, moved: map[string]string{}, gates: map[string]chan struct{}{},
		replaced: map[string]int{}}
	f.changed = sync.NewCond(&f.mu)
	for address, body := range bodies {
		f.pages[address] = fmt.Sprintf(pageShell, body)
	}
	f.start("127.0.0.1:0")
	t.Cleanup(func() { f.stop() })
	return f
}

func (f *fakeServer) start(address string) {
	f.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		f.Fatal(err)
	}
	f.server = httptest.NewUnstartedServer(f)
	f.server.Listener.Close()
	f.server.Listener = l
	f.server.Start()
	f.url = f.server.URL
}

func (f *fakeServer) stop() {
	f.server.Listener.Close()
	f.server.CloseClientConnections()
	f.server.Close()
}

// update changes the site and sends the new state to all streams.
func (f *fakeServer) update(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	do()
	f.changed.Broadcast()
}

// edit changes the body of a page.
func (f *fakeServer) edit(address, body string) {
	f.update(func() { f.pages[address] = fmt.Sprintf(pageShell, body) })
}

// read returns one of the server's counts.
func (f *fakeServer) read(count *int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return *count
}

// waitFor waits for a condition on the server's side.
func (f *fakeServer) waitFor(what string, done func() bool) {
	f.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		f.mu.Lock()
		ok := done()
		f.mu.Unlock()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			f.Fatalf("timeout waiting for: %s", what)
		}
	}
}

func (f *fakeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	gate := f.gates[r.URL.Path]
	f.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-r.Context().Done():
			return // the test ended before it opened the gate
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	switch name, own := strings.CutPrefix(r.URL.Path, "/.guide/client/"); {
	case own:
		http.ServeFile(w, r, "client/"+name)
	case r.URL.Path == "/.guide/events":
		f.events(w, r)
	case r.URL.Path == "/.guide/state":
		f.mu.Lock()
		defer f.mu.Unlock()
		f.stateRequests++
		fmt.Fprint(w, f.state(r.URL.Query().Get("version")))
	default:
		f.site(w, r)
	}
}

func (f *fakeServer) site(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if to := f.moved[r.URL.Path]; to != "" {
		http.Redirect(w, r, to, http.StatusFound)
		return
	}
	if file, ok := f.files[r.URL.Path]; ok {
		w.Header().Set("Content-Type", file[0])
		fmt.Fprint(w, file[1])
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy",
		"default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'")
	page, ok := f.pages[r.URL.Path]
	if !ok {
		page = fmt.Sprintf(pageShell, "<h1>Not found</h1>")
		w.WriteHeader(http.StatusNotFound)
	}
	about, _ := json.Marshal(map[string]any{"version": f.version(), "theme": f.themeHash, "missing": !ok,
		"broken": false})
	element := `<script type="module" src="/.guide/client/main.js" data-page="` + html.EscapeString(string(about)) +
		`"></script>`
	fmt.Fprint(w, strings.Replace(page, "<head>", "<head>"+element, 1))
}

func (f *fakeServer) version() string { return fmt.Sprintf("%s-%d", f.instance, f.n) }

// state returns the whole state for a client that shows the version has.
func (f *fakeServer) state(has string) string {
	since := 0
	_, err := fmt.Sscanf(has, f.instance+"-%d", &since)
	files := []string{}
	for address, n := range f.replaced {
		if err == nil && n > since {
			files = append(files, address)
		}
	}
	s := map[string]any{"version": f.version(), "theme": f.themeHash, "errors": 0, "warnings": 0, "notices": 0,
		"problems": []any{}, "more": 0, "files": files, "all": err != nil}
	if f.follow != "" {
		s["follow"] = map[string]any{"n": f.followVersion, "address": f.follow}
	}
	data, _ := json.Marshal(s)
	return string(data)
}

func (f *fakeServer) events(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuseStreams > 0 {
		f.refuseStreams--
		w.WriteHeader(http.StatusNoContent) // a browser stops trying after this
		return
	}
	f.openStreams++
	f.streamsOpened++
	defer func() { f.openStreams-- }()
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		ping := time.NewTicker(100 * time.Millisecond)
		defer ping.Stop()
		for {
			select {
			case <-ping.C:
			case <-r.Context().Done():
			case <-stop:
				return
			}
			f.mu.Lock() // so that no state is missed between reading and waiting
			f.changed.Broadcast()
			f.mu.Unlock()
			if r.Context().Err() != nil {
				return
			}
		}
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprint(w, "retry: 500\n\n")
	has := r.URL.Query().Get("version")
	for first := true; r.Context().Err() == nil; f.changed.Wait() {
		switch {
		case f.evicts:
			fmt.Fprint(w, "event: yield\ndata:\n\n")
			return
		case first || has != f.version():
			fmt.Fprintf(w, "data: %s\n\n", f.state(has))
			has, first = f.version(), false
		case f.pings:
			fmt.Fprint(w, "event: ping\ndata:\n\n")
		default:
			continue
		}
		w.(http.Flusher).Flush()
	}
}
