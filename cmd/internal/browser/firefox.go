package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// FindFirefox returns the path of Firefox, which Debian has in the package firefox-esr.
func FindFirefox() (string, error) {
	return findProgram("Firefox", "FIREFOX", "firefox-esr", "firefox")
}

// firefoxPrefs send connections to other machines to a port where nothing listens. Firefox sets the other preferences
// for tests itself when it is remote-controlled.
const firefoxPrefs = `
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.failover_direct", false);
user_pref("network.proxy.allow_bypass", false);
user_pref("app.update.disabledForTesting", true);
user_pref("app.normandy.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
`

// firefox is a running Firefox, controlled by WebDriver BiDi.
type firefox struct {
	bidi    *bidi
	cmd     *exec.Cmd
	profile string
}

// startFirefox starts Firefox without a window, with an empty profile. It ends with ctx or Close.
func startFirefox(ctx context.Context) (Engine, error) {
	path, err := FindFirefox()
	if err != nil {
		return nil, err
	}
	profile, err := os.MkdirTemp("", "guide-firefox-")
	if err != nil {
		return nil, err
	}
	f := &firefox{profile: profile}
	if err := f.start(ctx, path); err != nil {
		f.Close()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return f, nil
}

func (f *firefox) start(ctx context.Context, path string) error {
	if err := os.WriteFile(filepath.Join(f.profile, "user.js"), []byte(firefoxPrefs), 0o666); err != nil {
		return err
	}
	f.cmd = newCommand(ctx, path, "--headless", "--no-remote", "--profile", f.profile, "--remote-debugging-port=0",
		"about:blank")
	f.cmd.Env = append(os.Environ(), "HOME="+f.profile)
	stderr, err := f.cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := f.cmd.Start(); err != nil {
		return err
	}
	address, err := firefoxAddress(stderr)
	if err != nil {
		return err
	}
	if f.bidi, err = dialBiDi(ctx, address+"/session"); err != nil {
		return err
	}
	return f.bidi.call("session.new", action{"capabilities": action{}}, nil)
}

// firefoxAddress reads the address that Firefox listens on, and discards its later output.
func firefoxAddress(stderr io.Reader) (string, error) {
	lines := bufio.NewScanner(stderr)
	var output strings.Builder
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); found {
			go io.Copy(io.Discard, stderr)
			return address, nil
		}
		fmt.Fprintln(&output, lines.Text())
	}
	return "", errors.New("it ended with the output " + output.String())
}

func (f *firefox) Close() {
	if f.cmd != nil && f.cmd.Process != nil {
		f.cmd.Process.Kill()
		f.cmd.Wait()
	}
	os.RemoveAll(f.profile)
}

// firefoxPage is a tab, which BiDi calls a browsing context.
type firefoxPage struct {
	*firefox
	contextID string
}

func (f *firefox) Open(width, height int) (Page, error) {
	var created struct{ Context string }
	if err := f.bidi.call("browsingContext.create", action{"type": "tab"}, &created); err != nil {
		return nil, err
	}
	p := &firefoxPage{f, created.Context}
	return p, p.call("browsingContext.setViewport", action{"viewport": action{"width": width, "height": height}}, nil)
}

// call sends a command to this tab.
func (p *firefoxPage) call(method string, params action, result any) error {
	params["context"] = p.contextID
	return p.bidi.call(method, params, result)
}

func (p *firefoxPage) Go(url string) error {
	return p.call("browsingContext.navigate", action{"url": url, "wait": "complete"}, nil)
}

func (p *firefoxPage) Back() error {
	return p.call("browsingContext.traverseHistory", action{"delta": -1}, nil)
}

func (p *firefoxPage) evaluate(expression string) (json.RawMessage, error) {
	var a struct {
		Type             string
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	err := p.bidi.call("script.evaluate", action{"expression": asJSON(expression),
		"target": action{"context": p.contextID}, "awaitPromise": true}, &a)
	switch {
	case err != nil:
		return nil, err
	case a.Type == "exception":
		return nil, errors.New(a.ExceptionDetails.Text)
	case a.Result.Value == "":
		return nil, nil
	}
	return json.RawMessage(a.Result.Value), nil
}

// element returns a reference to the first element that matches a selector.
func (p *firefoxPage) element(selector string) (any, error) {
	var found struct{ Nodes []struct{ SharedID string } }
	err := p.call("browsingContext.locateNodes", action{"locator": action{"type": "css", "value": selector},
		"maxNodeCount": 1}, &found)
	if err == nil && len(found.Nodes) == 0 {
		err = errors.New("there is no " + selector)
	}
	if err != nil {
		return nil, err
	}
	return action{"sharedId": found.Nodes[0].SharedID}, nil
}

func (p *firefoxPage) Click(selector string) error {
	err := p.activate()
	if err == nil {
		err = scrollIntoView(p, selector)
	}
	if err != nil {
		return err
	}
	element, err := p.element(selector)
	if err != nil {
		return err
	}
	return p.perform(clickActions(action{"type": "element", "element": element}))
}

func (p *firefoxPage) Press(keys string) error {
	if err := p.activate(); err != nil {
		return err
	}
	return p.perform(keyActions(keys))
}

// activate brings the tab to the front: background tabs are not drawn.
func (p *firefoxPage) activate() error { return p.call("browsingContext.activate", action{}, nil) }

func (p *firefoxPage) perform(actions []action) error {
	return p.call("input.performActions", action{"actions": actions}, nil)
}

func (p *firefoxPage) Upload(selector, file string) error {
	element, err := p.element(selector)
	if err != nil {
		return err
	}
	return p.call("input.setFiles", action{"element": element, "files": []string{file}}, nil)
}

func (p *firefoxPage) Screenshot() ([]byte, error) {
	var picture struct{ Data []byte }
	err := p.call("browsingContext.captureScreenshot", action{}, &picture)
	return picture.Data, err
}

func (p *firefoxPage) PDF() ([]byte, error) {
	var paper struct{ Data []byte }
	err := p.call("browsingContext.print", action{"page": action{"width": 21.0, "height": 29.7}}, &paper)
	return paper.Data, err
}

func (p *firefoxPage) Close() { p.call("browsingContext.close", action{}, nil) }
