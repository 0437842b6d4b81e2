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

// Engine is a running browser of any make.
type Engine interface {
	// Open opens a tab whose pages are so many CSS pixels wide and high. Tabs share what they store, by
	// origin: a test that wants an empty store serves its pages on a port of its own.
	Open(width, height int) (Page, error)

	// Close ends the browser and deletes its profile.
	Close()
}

// Page is a tab of any engine. What needs a tab in front, such as Click, brings it there.
type Page interface {
	// Go loads an address and waits until the page has loaded.
	Go(url string) error

	// Back goes back in the history of the tab, and may return before the page is there: use [Wait].
	Back() error

	// Click moves the mouse to the element that a CSS selector finds first, and clicks.
	Click(selector string) error

	// Press presses keys one after the other; "\r", "\t", "\b" and "\x1b" are keys, too.
	Press(keys string) error

	// Upload chooses a file in a file input.
	Upload(selector, file string) error

	// Screenshot returns what the tab shows, as PNG.
	Screenshot() ([]byte, error)

	// PDF prints the page on A4 without backgrounds. WebKit cannot: the error is [errors.ErrUnsupported].
	PDF() ([]byte, error)

	// Close closes the tab.
	Close()

	// evaluate returns the value of an expression as JSON, of a promise what it resolves to; nil if undefined.
	evaluate(expression string) (json.RawMessage, error)
}

// Eval returns the value of a JavaScript expression; that of a promise is waited for. No value, undefined
// or null, is an error unless T can be nil.
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

// Wait waits until a JavaScript expression is true, also on a page that takes the place of this one.
func Wait(p Page, expression string) error {
	deadline := time.Now().Add(timeout)
	for {
		ok, err := Eval[bool](p, "Boolean("+expression+")")
		if ok {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.Join(fmt.Errorf("waited %v in vain for %s", timeout, expression), err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// ChromiumForTest, FirefoxForTest and WebKitForTest start an engine for a test, which is skipped as by [ForTest].
func ChromiumForTest(t testing.TB) Engine { return chromium{ForTest(t)} }
func FirefoxForTest(t testing.TB) Engine  { return forTest(t, StartFirefox) }
func WebKitForTest(t testing.TB) Engine   { return forTest(t, StartWebKit) }

// forTest starts a browser, which ends with the test.
func forTest[B interface{ Close() }](t testing.TB, start func(context.Context) (B, error)) B {
	t.Helper()
	b, err := start(context.WithoutCancel(t.Context())) // which would end before Close
	if errors.As(err, new(missingProgram)) && os.Getenv("GUIDE_BROWSER") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// chromium is a Browser as an Engine.
type chromium struct{ *Browser }

func (c chromium) Open(width, height int) (Page, error) {
	t, err := c.Browser.Open(View{Width: width, Height: height})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// missingProgram is a program that is not there, and the variable that can say where it is.
type missingProgram struct{ program, variable string }

func (m missingProgram) Error() string {
	return fmt.Sprintf("there is no %s here; install it, or set %s to its path", m.program, m.variable)
}

// findProgram returns the path of a program by the names that it may have; the variable overrules them.
func findProgram(program, variable string, names ...string) (string, error) {
	for _, name := range append([]string{os.Getenv(variable)}, names...) {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, nil
		}
	}
	return "", missingProgram{program, variable}
}

// The actions of WebDriver are the same in its classic form and in BiDi, but for the reference to an element.
type action map[string]any

// keyActions press keys one after the other.
func keyActions(keys string) []action {
	var actions []action
	for _, key := range keys {
		value := cmp.Or(specialKeys[key], string(key))
		actions = append(actions, action{"type": "keyDown", "value": value}, action{"type": "keyUp", "value": value})
	}
	return []action{{"type": "key", "id": "keyboard", "actions": actions}}
}

var specialKeys = map[rune]string{'\r': "\uE007", '\t': "\uE004", '\b': "\uE003", '\x1b': "\uE00C"}

// scrollIntoView brings the element that a selector finds first to the middle of the screen, and waits until it stays
// there: browsers scroll to what was typed a moment later.
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

// clickActions click in the middle of an element.
func clickActions(element any) []action {
	return []action{{"type": "pointer", "id": "mouse", "parameters": action{"pointerType": "mouse"},
		"actions": []action{
			{"type": "pointerMove", "x": 0, "y": 0, "origin": element},
			{"type": "pointerDown", "button": 0},
			{"type": "pointerUp", "button": 0},
		}}}
}

// asJSON wraps an expression so that its value arrives as JSON.
func asJSON(expression string) string {
	return "(async () => JSON.stringify(await (" + strings.TrimSpace(expression) + ")))()"
}
