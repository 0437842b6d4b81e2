package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// timeout bounds every operation. It is long, since the machine may be busy.
const timeout = 3 * time.Minute

// run runs an action in the tab, and fails after timeout.
func run[T any](t *Tab, a chromedp.Action[T]) (T, error) {
	ctx, stop := context.WithTimeout(t.ctx, timeout)
	defer stop()
	return chromedp.Run(ctx, a)
}

// Go loads an address.
func (t *Tab) Go(url string) error {
	_, err := run(t, chromedp.Navigate(url))
	return err
}

// Back goes back to the previous page. It does not wait, since a page from the back/forward cache is not loaded.
func (t *Tab) Back() error {
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		history, err := cdp.Call(ctx, target, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		if history.CurrentIndex == 0 {
			return errors.New("there is no previous page")
		}
		to := page.NavigateToHistoryEntryParams{EntryID: history.Entries[history.CurrentIndex-1].ID}
		_, err = cdp.Call(ctx, target, page.NavigateToHistoryEntry, to)
		return err
	}))
	return err
}

// Reload loads the page again, as the browser's button does.
func (t *Tab) Reload() error {
	_, err := run(t, chromedp.Reload())
	return err
}

// AddInitScript runs a script in every page that the tab loads from now on, before the page's own scripts.
func (t *Tab) AddInitScript(script string) error {
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
	return err
}

// evaluate returns the value of an expression, or of the promise that it returns, as JSON; nil if undefined.
func (t *Tab) evaluate(expression string) (json.RawMessage, error) {
	return run(t, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
}

// Wait waits until a JavaScript expression is true, on this page or one that replaces it.
func (t *Tab) Wait(expression string) error {
	script := "new Promise(done => { const check = () => { if (" + expression +
		") done(true); else setTimeout(check, 4) }; check() })"
	deadline := time.Now().Add(timeout)
	for {
		ctx, stop := context.WithDeadline(t.ctx, deadline)
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise))
		stop()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) || t.ctx.Err() != nil {
			return fmt.Errorf("waiting for %s: %w", expression, err)
		}
		time.Sleep(10 * time.Millisecond) // the page is being replaced
	}
}

// Press presses keys one after another.
func (t *Tab) Press(keys string) error {
	_, err := run(t, chromedp.KeyEvent(keys))
	return err
}

// Hover moves the mouse to the middle of the element that matches a CSS selector.
func (t *Tab) Hover(selector string) error {
	at, err := Eval[struct{ X, Y float64 }](t, fmt.Sprintf(`(() => {
		const element = document.querySelector(%q);
		element.scrollIntoView({block: "nearest", behavior: "instant"});
		const {x, y, width, height} = element.getClientRects()[0];
		return {X: x + width / 2, Y: y + height / 2};
	})()`, selector))
	if err == nil {
		_, err = run(t, chromedp.MouseEvent(chromedp.MouseMoved, at.X, at.Y))
	}
	return err
}

// Click clicks the element that matches a CSS selector.
func (t *Tab) Click(selector string) error {
	_, err := run(t, chromedp.Click(chromedp.CSS(selector)))
	return err
}

// Upload chooses a file in a file input.
func (t *Tab) Upload(selector, file string) error {
	_, err := run(t, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{file}))
	return err
}

// Screenshot returns a PNG image of the viewport.
func (t *Tab) Screenshot() ([]byte, error) { return run(t, chromedp.CaptureScreenshot()) }

// PDF prints the page on A4 without backgrounds, as most people do.
func (t *Tab) PDF() ([]byte, error) {
	return run(t, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
}

// Hide minimizes the tab's window, so that the page's visibilityState is hidden.
func (t *Tab) Hide() error { return t.setWindowState(browser.WindowStateMinimized) }

// Show restores a hidden tab.
func (t *Tab) Show() error { return t.setWindowState(browser.WindowStateNormal) }

// setWindowState changes the state of the tab's window. Without a screen, every tab has its own.
func (t *Tab) setWindowState(state browser.WindowState) error {
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		w, err := cdp.Call(ctx, target, browser.GetWindowForTarget, browser.GetWindowForTargetParams{})
		if err == nil {
			_, err = cdp.Call(ctx, target, browser.SetWindowBounds, browser.SetWindowBoundsParams{WindowID: w.WindowID,
				Bounds: &browser.Bounds{WindowState: state}})
		}
		return err
	}))
	return err
}

// PageErrors returns uncaught exceptions, calls of console.error, and errors that the browser reported, such as
// violations of the Content-Security-Policy and files that did not load.
func (t *Tab) PageErrors() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.pageErrors...)
}

// Close closes the tab.
func (t *Tab) Close() { t.cancel() }
