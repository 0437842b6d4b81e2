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

	"guide/cmd/internal/browser"
)

// fakeServer is a server that does what the client may rely on, and nothing else.
type fakeServer struct {
	*testing.T
	url    string
	server *httptest.Server

	mu            sync.Mutex
	changed       *sync.Cond
	instance      string
	n             int
	themeHash     string
	pages         map[string]string        // by address, whole
	files         map[string][2]string     // by address, content type and bytes
	moved         map[string]string        // by old address
	gates         map[string]chan struct{} // by address: answers wait
	replaced      map[string]int           // by address, when
	follow        string
	followVersion int // since which version
	refuseStreams int // this many streams
	pings         bool
	evicts        bool
	openStreams   int // open now
	streamsOpened int // streams ever
	stateRequests int // for the state
	patches       int // pages asked for in order to patch
	sent          time.Time
}

const pageShell = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,"></head><body>%s</body></html>`

// startFakeServer serves pages, given by address and body.
func startFakeServer(t *testing.T, bodies map[string]string) *fakeServer {
	t.Helper()
	f := &fakeServer{T: t, instance: "one", n: 1, themeHash: "look", pages: map[string]string{}, files: map[string][2]string{}, moved: map[string]string{}, gates: map[string]chan struct{}{}, replaced: map[string]int{}}
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

// update does something to the site and tells all streams.
func (f *fakeServer) update(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	do()
	f.sent = time.Now()
	f.changed.Broadcast()
}

// edit changes the body of a page.
func (f *fakeServer) edit(address, body string) {
	f.update(func() { f.pages[address] = fmt.Sprintf(pageShell, body) })
}

// read reads what the server counts.
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
			f.Fatalf("waited in vain: %s", what)
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
	if r.Header.Get("Guide-Preview") == "patch" {
		f.patches++
	}
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
	w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'")
	page, ok := f.pages[r.URL.Path]
	if !ok {
		page = fmt.Sprintf(pageShell, "<h1>Not found</h1>")
		w.WriteHeader(http.StatusNotFound)
	}
	about, _ := json.Marshal(map[string]any{"version": f.version(), "theme": f.themeHash, "missing": !ok, "broken": false})
	element := `<script type="module" src="/.guide/client/main.js" data-page="` + html.EscapeString(string(about)) + `"></script>`
	fmt.Fprint(w, strings.Replace(page, "<head>", "<head>"+element, 1))
}

func (f *fakeServer) version() string { return fmt.Sprintf("%s-%d", f.instance, f.n) }

// state is the whole state for a client of some version.
func (f *fakeServer) state(has string) string {
	since := 0
	_, err := fmt.Sscanf(has, f.instance+"-%d", &since)
	files := []string{}
	for address, n := range f.replaced {
		if err == nil && n > since {
			files = append(files, address)
		}
	}
	s := map[string]any{"version": f.version(), "theme": f.themeHash, "errors": 0, "warnings": 0, "problems": []any{}, "more": 0, "files": files, "all": err != nil}
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
		w.WriteHeader(http.StatusNoContent) // for which a browser gives up
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
			f.mu.Lock() // so that it cannot fall between a look and the wait that follows
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

// clientTab is one tab.
type clientTab struct {
	*testing.T
	*browser.Tab
}

// open opens a page and waits until its client is connected. Nothing may go wrong in the tab.
func (f *fakeServer) open(b *browser.Browser, address string, scripts ...string) *clientTab {
	f.Helper()
	v := f.openTolerant(b, browser.View{}, address, scripts...)
	f.Cleanup(func() {
		if faults := v.PageErrors(); len(faults) > 0 {
			f.Errorf("the browser complains: %q", faults)
		}
	})
	return v
}

// openTolerant opens a page whose server may be away at times.
func (f *fakeServer) openTolerant(b *browser.Browser, how browser.View, address string, scripts ...string) *clientTab {
	f.Helper()
	tab, err := b.Open(how)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(tab.Close)
	v := &clientTab{f.T, tab}
	for _, s := range scripts {
		v.must(tab.AddInitScript(s))
	}
	before := f.read(&f.streamsOpened)
	v.must(tab.Go(f.url + address))
	f.waitFor("a stream", func() bool { return f.streamsOpened > before })
	v.eval("void (window.same = true)")
	return v
}

func (v *clientTab) must(err error) {
	v.Helper()
	if err != nil {
		v.Fatalf("%v\nfaults: %q", err, v.PageErrors())
	}
}

func (v *clientTab) wait(expression string) { v.Helper(); v.must(v.Wait(expression)) }

func (v *clientTab) waitText(text string) {
	v.Helper()
	v.wait(fmt.Sprintf("document.body?.textContent.includes(%q)", text))
}

func (v *clientTab) eval(script string) string {
	v.Helper()
	value, err := browser.Eval[any](v.Tab, script)
	v.must(err)
	return fmt.Sprint(value)
}

func (v *clientTab) wantEval(expression, value string) {
	v.Helper()
	if got := v.eval(expression); got != value {
		v.Errorf("%s is %s, want %s", expression, got, value)
	}
}

func paragraphs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p>Paragraph %d with some words.</p>\n", i)
	}
	return b.String()
}
