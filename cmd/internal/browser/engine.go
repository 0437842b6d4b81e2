package browser

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// Engine is a running browser: Chromium, Firefox or WebKit.
type Engine interface {
	// Open opens a tab with a viewport of this size in CSS pixels. All tabs share the storage of an origin: a test
	// that needs empty storage serves its pages on a new port.
	Open(width, height int) (Page, error)

	// Close ends the browser and deletes its profile.
	Close()
}

// Page is a tab of any engine. Methods that need the tab in front, such as Click, activate it.
type Page interface {
	// Go opens an address and waits until the page has loaded.
	Go(url string) error

	// Back goes back in the history of the tab. It may return before the page has loaded: use [Wait].
	Back() error

	// Click clicks the first element that matches a CSS selector, with the mouse.
	Click(selector string) error

	// Press presses keys one after another; "\r", "\t", "\b" and "\x1b" are the keys of these names.
	Press(keys string) error

	// Upload chooses a file in a file input.
	Upload(selector, file string) error

	// Screenshot returns a PNG image of the viewport.
	Screenshot() ([]byte, error)

	// PDF prints the page on A4 without backgrounds. In WebKit the error is [errors.ErrUnsupported].
	PDF() ([]byte, error)

	// Close closes the tab.
	Close()

	// evaluate returns the value of an expression, or of the promise that it returns, as JSON; nil if undefined.
	evaluate(expression string) (json.RawMessage, error)
}

// Eval returns the value of a JavaScript expression. It waits for promises. The values undefined and null are errors
// unless T can be nil.
func Eval[T any](p Page, expression string) (T, error) {
	var value T
	data, err := p.evaluate(expression)
	switch {
	case err != nil:
	case data != nil && string(data) != "null":
		err = json.Unmarshal(data, &value)
	case !slices.Contains([]reflect.Kind{reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice},
		reflect.TypeFor[T]().Kind()):
		err = errors.New("it has no value")
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", expression, err)
	}
	return value, err
}

// Wait waits until a JavaScript expression is true, on this page or one that replaces it.
func Wait(p Page, expression string) error {
	deadline := time.Now().Add(timeout)
	for {
		ok, err := Eval[bool](p, "Boolean("+expression+")")
		if ok {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.Join(fmt.Errorf("waited %v for %s", timeout, expression), err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// ChromiumForTest, FirefoxForTest and WebKitForTest start an engine for a test. They skip the test as [ForTest] does.
func ChromiumForTest(t testing.TB) Engine { return chromium{ForTest(t)} }
func FirefoxForTest(t testing.TB) Engine  { return forTest(t, startFirefox) }
func WebKitForTest(t testing.TB) Engine   { return forTest(t, startWebKit) }

// forTest starts a browser that ends with the test.
func forTest[B interface{ Close() }](t testing.TB, start func(context.Context) (B, error)) B {
	t.Helper()
	b, err := start(context.WithoutCancel(t.Context())) // the context of a test ends before its cleanups
	if errors.As(err, new(missingProgram)) && os.Getenv("GUIDE_BROWSER") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// chromium adapts a Browser to Engine.
type chromium struct{ *Browser }

func (c chromium) Open(width, height int) (Page, error) {
	t, err := c.Browser.Open(View{Width: width, Height: height})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// missingProgram is a program that was not found, and the environment variable for its path.
type missingProgram struct{ program, variable string }

func (m missingProgram) Error() string {
	return fmt.Sprintf("%s was not found: install it or set %s to its path", m.program, m.variable)
}

// findProgram returns the path of a program with one of these names. The environment variable takes precedence.
func findProgram(program, variable string, names ...string) (string, error) {
	for _, name := range append([]string{os.Getenv(variable)}, names...) {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", missingProgram{program, variable}
}

// action is an action of WebDriver, the same in classic WebDriver and BiDi except for references to elements.
type action map[string]any

// keyActions returns the actions that press keys one after another.
func keyActions(keys string) []action {
	var actions []action
	for _, key := range keys {
		value := cmp.Or(specialKeys[key], string(key))
		actions = append(actions, action{"type": "keyDown", "value": value}, action{"type": "keyUp", "value": value})
	}
	return []action{{"type": "key", "id": "keyboard", "actions": actions}}
}

var specialKeys = map[rune]string{'\r': "\uE007", '\t': "\uE004", '\b': "\uE003", '\x1b': "\uE00C"}

// scrollIntoView scrolls the first element that matches a selector to the middle of the viewport and waits until it
// stays there, since browsers scroll to a field shortly after input.
func scrollIntoView(p Page, selector string) error {
	_, err := Eval[any](p, fmt.Sprintf(`(async () => {
		const element = document.querySelector(%q), place = () => element.getBoundingClientRect().top;
		for (let before; before !== place(); ) {
			before = place();
			element.scrollIntoView({block: "center", behavior: "instant"});
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		}
	})()`, selector))
	return err
}

// clickActions returns the actions that click the middle of an element.
func clickActions(element any) []action {
	return []action{{"type": "pointer", "id": "mouse", "parameters": action{"pointerType": "mouse"},
		"actions": []action{
			{"type": "pointerMove", "x": 0, "y": 0, "origin": element},
			{"type": "pointerDown", "button": 0},
			{"type": "pointerUp", "button": 0},
		}}}
}

// asJSON returns an expression whose value is that of the given one as JSON.
func asJSON(expression string) string {
	return "(async () => JSON.stringify(await (" + strings.TrimSpace(expression) + ")))()"
}
