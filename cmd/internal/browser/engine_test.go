package browser

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var engines = map[string]func(testing.TB) Engine{
	"Chromium": ChromiumForTest, "Firefox": FirefoxForTest, "WebKit": WebKitForTest,
}

func TestEngines(t *testing.T) {
	for name, start := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := start(t)
			p := openPage(t, e, serve(t, `<button onclick="this.textContent += 1">B</button><input><input type=file>
				<p style="height: 5000px"><a href="/next">A</a>`))
			t.Run("input", func(t *testing.T) { engineInput(t, p) })
			t.Run("values", func(t *testing.T) { engineValues(t, p) })
			t.Run("tabs", func(t *testing.T) { engineTabs(t, e, p) })
			if name != "Chromium" { // tests do not send it elsewhere
				t.Run("network", func(t *testing.T) { engineNetwork(t, p) })
			}
		})
	}
}

func openPage(t *testing.T, e Engine, url string) Page {
	t.Helper()
	p, err := e.Open(500, 400)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	if err := p.Go(url); err != nil {
		t.Fatal(err)
	}
	return p
}

func engineInput(t *testing.T, p Page) {
	file := filepath.Join(t.TempDir(), "file.txt")
	if err := os.WriteFile(file, []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{p.Click("button"), p.Click("input"), p.Press("aé\bb"), p.Upload("[type=file]", file)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	const state = `[innerWidth, innerHeight, document.querySelector("button").textContent,
		document.querySelector("input").value, document.querySelector("[type=file]").files[0].name].join()`
	if got, err := Eval[string](p, state); got != "500,400,B1,ab,file.txt" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	if _, isTab := p.(*Tab); !isTab { // Tab.Click waits for the element
		if err := p.Click(".none"); err == nil {
			t.Error("it clicks an element that does not exist")
		}
	}
	data, err := p.Screenshot()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != 500 {
		t.Errorf("%+v, %v", c, err)
	}
	if err := p.Click("a"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/next", "/"} {
		err := Wait(p, fmt.Sprintf("location.pathname === %q && document.readyState === 'complete'", path))
		if err != nil {
			t.Fatal(err)
		}
		if path == "/next" {
			if err := p.Back(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func engineValues(t *testing.T, p Page) {
	if v, err := Eval[int](p, "new Promise((done) => setTimeout(() => done(7), 5))"); v != 7 || err != nil {
		t.Errorf("a promise: %d, %v", v, err)
	}
	if v, err := Eval[any](p, "undefined"); v != nil || err != nil {
		t.Errorf("undefined: %v, %v", v, err)
	}
	if v, err := Eval[string](p, "null"); err == nil {
		t.Errorf("null is the text %q", v)
	}
	if _, err := Eval[any](p, "none.such"); err == nil || !strings.Contains(err.Error(), "none.such") {
		t.Errorf("a mistake: %v", err)
	}
}

// Tabs of one origin share its storage; another origin has its own.
func engineTabs(t *testing.T, e Engine, p Page) {
	address, err := Eval[string](p, `localStorage.setItem("x", "1"), location.href`)
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{address: "1", serve(t, ""): "null"} {
		other := openPage(t, e, url)
		if got, err := Eval[string](other, `String(localStorage.getItem("x"))`); got != want || err != nil {
			t.Errorf("%s: %s, %v, want %s", url, got, err, want)
		}
		other.Close()
	}
	if got, err := Eval[string](p, "location.href"); got != address || err != nil {
		t.Errorf("the first tab: %s, %v", got, err)
	}
}

// A browser connects to the loopback addresses of this machine only.
func engineNetwork(t *testing.T, p Page) {
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	var asked sync.Map // host and port
	server := &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter,
		r *http.Request) {
		asked.Store(r.Host, true)
	})}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok && ip.IP.To4() != nil {
			host := fmt.Sprintf("%s:%d", ip.IP, l.Addr().(*net.TCPAddr).Port)
			p.Go("http://" + host + "/") // its error differs between engines
			if _, got := asked.Load(host); got != ip.IP.IsLoopback() {
				t.Errorf("%s was asked: %v", host, got)
			}
		}
	}
}

// An unknown command is an error, and so is a command after Firefox has ended.
func TestBiDiErrors(t *testing.T) {
	f := FirefoxForTest(t).(*firefox)
	err := f.bidi.call("none.such", action{}, nil)
	if err == nil || !strings.Contains(err.Error(), "unknown command") {
		t.Errorf("got %v", err)
	}
	f.Close()
	for range 2 {
		if err := f.bidi.call("session.status", action{}, nil); err == nil {
			t.Error("a command after the end succeeds")
		}
	}
}

// The error for a missing program names the environment variable for its path.
func TestMissingProgram(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, variable := range []string{"CHROME", "FIREFOX", "WEBKITDRIVER"} {
		t.Setenv(variable, "")
	}
	for want, start := range map[string]func(context.Context) error{
		"set CHROME":       func(ctx context.Context) error { _, err := Start(ctx); return err },
		"set FIREFOX":      func(ctx context.Context) error { _, err := startFirefox(ctx); return err },
		"set WEBKITDRIVER": func(ctx context.Context) error { _, err := startWebKit(ctx); return err },
	} {
		if err := start(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
