package browser

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// FindWebKit returns the paths of the WebKit driver and browser, which Debian has in the package webkit2gtk-driver, and
// of a virtual screen, which is in xvfb.
func FindWebKit() (driver, miniBrowser, screen string, err error) {
	driver, err = findProgram("WebKitWebDriver", "WEBKITDRIVER", "WebKitWebDriver")
	if err == nil {
		screen, err = findProgram("Xvfb", "XVFB", "Xvfb")
	}
	candidates := []string{"MiniBrowser"}
	for _, pattern := range []string{"/usr/lib/*/webkit*gtk*/MiniBrowser", "/usr/lib*/webkit*gtk*/MiniBrowser",
		"/usr/libexec/webkit*gtk*/MiniBrowser"} {
		found, _ := filepath.Glob(pattern)
		candidates = append(candidates, found...)
	}
	if err == nil {
		miniBrowser, err = findProgram("MiniBrowser of WebKitGTK", "MINIBROWSER", candidates...)
	}
	return driver, miniBrowser, screen, err
}

// webkit is a running WebKitGTK, controlled by classic WebDriver (https://www.w3.org/TR/webdriver2/). Commands apply to
// the current window, so they run one at a time.
type webkit struct {
	dir      string // home folder of the browser
	children []*exec.Cmd
	session  string // address of the WebDriver session

	mu            sync.Mutex
	currentHandle string // the current window
}

// startWebKit starts WebKit on a new virtual screen, with an empty profile. It ends with ctx or Close.
func startWebKit(ctx context.Context) (Engine, error) {
	driver, miniBrowser, screen, err := FindWebKit()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "guide-webkit-")
	if err != nil {
		return nil, err
	}
	w := &webkit{dir: dir}
	if err := w.start(ctx, driver, miniBrowser, screen); err != nil {
		w.Close()
		return nil, fmt.Errorf("starting %s: %w", miniBrowser, err)
	}
	return w, nil
}

func (w *webkit) start(ctx context.Context, driver, miniBrowser, screen string) error {
	display, err := w.startScreen(ctx, screen)
	if err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	cmd := newCommand(ctx, driver, "--port="+strconv.Itoa(port))
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "DISPLAY=:" + display, "HOME=" + w.dir, "XDG_RUNTIME_DIR=" + w.dir,
		// nothing listens there
		"http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "no_proxy=127.0.0.1,localhost",
		"NO_AT_BRIDGE=1", "GSETTINGS_BACKEND=memory", "GIO_USE_VFS=local", "LIBGL_ALWAYS_SOFTWARE=1",
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	w.children = append(w.children, cmd)
	address := "http://127.0.0.1:" + strconv.Itoa(port)
	if err := w.waitReady(address); err != nil {
		return err
	}
	var created struct{ SessionID string }
	err = w.send("POST", address+"/session", action{"capabilities": action{"alwaysMatch": action{
		"webkitgtk:browserOptions": action{"binary": miniBrowser, "args": []string{"--automation"}},
	}}}, &created)
	w.session = address + "/session/" + created.SessionID
	return err
}

// startScreen starts a virtual screen and returns its number.
func (w *webkit) startScreen(ctx context.Context, path string) (string, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer read.Close()
	cmd := newCommand(ctx, path, "-displayfd", "3", "-screen", "0", "1600x1400x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	err = cmd.Start()
	write.Close()
	if err != nil {
		return "", err
	}
	w.children = append(w.children, cmd)
	line, err := bufio.NewReader(read).ReadString('\n')
	return strings.TrimSpace(line), err
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// waitReady waits until the driver answers.
func (w *webkit) waitReady(address string) error {
	for deadline := time.Now().Add(timeout); ; time.Sleep(10 * time.Millisecond) {
		if err := w.send("GET", address+"/status", nil, nil); err == nil || time.Now().After(deadline) {
			return err
		}
	}
}

// send sends a command and stores the result in result unless that is nil.
func (w *webkit) send(method, address string, params, result any) error {
	ctx, stop := context.WithTimeout(context.Background(), timeout)
	defer stop()
	body, err := json.Marshal(params)
	if err != nil {
		return err
	}
	if method != "POST" {
		body = nil
	}
	request, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var reply struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		var failure struct{ Error, Message string }
		err := json.Unmarshal(reply.Value, &failure)
		return errors.Join(fmt.Errorf("%s: %s", cmp.Or(failure.Error, response.Status), failure.Message), err)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(reply.Value, result)
}

func (w *webkit) Close() {
	if w.session != "" {
		w.send("DELETE", w.session, nil, nil)
	}
	for _, cmd := range w.children {
		cmd.Process.Kill() // the browser ends with its screen
		cmd.Wait()
	}
	os.RemoveAll(w.dir)
}

// webkitPage is a separate window, since background tabs are not drawn.
type webkitPage struct {
	*webkit
	handle string
	closed bool
}

func (w *webkit) Open(width, height int) (Page, error) {
	var created struct{ Handle string }
	if err := w.send("POST", w.session+"/window/new", action{"type": "window"}, &created); err != nil {
		return nil, err
	}
	p := &webkitPage{webkit: w, handle: created.Handle}
	return p, p.resize(width, height)
}

// resize sets the size of the viewport, which is smaller than the window.
func (p *webkitPage) resize(width, height int) error {
	w, h := width, height
	for deadline := time.Now().Add(timeout); ; time.Sleep(10 * time.Millisecond) {
		if err := p.call("POST", "/window/rect", action{"width": w, "height": h}, nil); err != nil {
			return err
		}
		got, err := Eval[[4]int](p, "[innerWidth, innerHeight, outerWidth, outerHeight]")
		switch {
		case err != nil || got[0] == width && got[1] == height:
			return err
		case time.Now().After(deadline):
			return fmt.Errorf("pages cannot be %d by %d pixels, but %d by %d", width, height, got[0], got[1])
		}
		w, h = max(width, width+got[2]-got[0]), max(height, height+got[3]-got[1]) // the window may still be too small
	}
}

// call sends a command to this tab.
func (p *webkitPage) call(method, path string, params, result any) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.currentHandle != p.handle {
		if err := p.send("POST", p.session+"/window", action{"handle": p.handle}, nil); err != nil {
			return err
		}
		p.currentHandle = p.handle
	}
	return p.send(method, p.session+path, params, result)
}

func (p *webkitPage) Go(url string) error { return p.call("POST", "/url", action{"url": url}, nil) }

func (p *webkitPage) Back() error { return p.call("POST", "/back", action{}, nil) }

func (p *webkitPage) evaluate(expression string) (json.RawMessage, error) {
	var value *string
	err := p.call("POST", "/execute/sync", action{"script": "return " + asJSON(expression), "args": []any{}}, &value)
	if err != nil || value == nil {
		return nil, err
	}
	return json.RawMessage(*value), nil
}

// element returns the path of the first element that matches a selector.
func (p *webkitPage) element(selector string) (string, error) {
	var found map[string]string
	err := p.call("POST", "/element", action{"using": "css selector", "value": selector}, &found)
	for _, id := range found {
		return "/element/" + id, err
	}
	return "", fmt.Errorf("%s: %w", selector, err)
}

func (p *webkitPage) Click(selector string) error {
	if err := scrollIntoView(p, selector); err != nil {
		return err
	}
	element, err := p.element(selector)
	if err != nil {
		return err
	}
	return p.call("POST", element+"/click", action{}, nil)
}

func (p *webkitPage) Press(keys string) error {
	return p.call("POST", "/actions", action{"actions": keyActions(keys)}, nil)
}

func (p *webkitPage) Upload(selector, file string) error {
	element, err := p.element(selector)
	if err != nil {
		return err
	}
	return p.call("POST", element+"/value", action{"text": file}, nil)
}

func (p *webkitPage) Screenshot() ([]byte, error) {
	var data []byte
	err := p.call("GET", "/screenshot", nil, &data)
	return data, err
}

func (p *webkitPage) PDF() ([]byte, error) { return nil, errors.ErrUnsupported }

// Close closes the tab. The first window of the session stays open, so there is always another one.
func (p *webkitPage) Close() {
	if p.closed {
		return
	}
	p.closed = true
	var left []string
	if err := p.call("DELETE", "/window", nil, &left); err != nil || len(left) == 0 {
		return // the browser has ended
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.currentHandle = left[0] // commands need a current window
	p.send("POST", p.session+"/window", action{"handle": p.currentHandle}, nil)
}
