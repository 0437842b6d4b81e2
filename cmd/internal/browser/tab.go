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

// timeout ends what hangs: on a busy machine anything may take long.
const timeout = 3 * time.Minute

// Run does some actions in the tab, and fails where they hang.
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

// Back goes back to the page before. It does not wait: a page that is shown as it was left loads nothing.
func (t *Tab) Back() error {
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		history, err := cdp.Call(ctx, target, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return err
		}
		if history.CurrentIndex == 0 {
			return errors.New("there is no page before")
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

// AddInitScript runs a script in every page that the tab loads from now on, before the page's own.
func (t *Tab) AddInitScript(script string) error {
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument,
			page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
	return err
}

// evaluate returns the value of an expression as JSON, of a promise what it resolves to; nil if undefined.
func (t *Tab) evaluate(expression string) (json.RawMessage, error) {
	return run(t, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
}

// Wait waits until a JavaScript expression is true, also on a page that takes the place of this one.
func (t *Tab) Wait(expression string) error {
	script := "new Promise(done => { const look = () => { if (" + expression +
		") done(true); else setTimeout(look, 4) }; look() })"
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
		time.Sleep(10 * time.Millisecond) // the page is changing
	}
}

// Press presses keys one after the other.
func (t *Tab) Press(keys string) error {
	_, err := run(t, chromedp.KeyEvent(keys))
	return err
}

// Click clicks on what a CSS selector finds.
func (t *Tab) Click(selector string) error {
	_, err := run(t, chromedp.Click(chromedp.CSS(selector)))
	return err
}

// Upload chooses a file in a file input.
func (t *Tab) Upload(selector, file string) error {
	_, err := run(t, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{file}))
	return err
}

// Screenshot returns what the tab shows, as PNG.
func (t *Tab) Screenshot() ([]byte, error) { return run(t, chromedp.CaptureScreenshot()) }

// PDF prints the page on A4 as most people do: without backgrounds.
func (t *Tab) PDF() ([]byte, error) {
	return run(t, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
}

// Hide hides the tab, as one behind others is.
func (t *Tab) Hide() error { return t.setWindowState(browser.WindowStateMinimized) }

// Show shows a tab that was hidden.
func (t *Tab) Show() error { return t.setWindowState(browser.WindowStateNormal) }

// setWindowState changes the tab's window; without a screen each tab has one of its own.
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

// PageErrors returns exceptions that nobody caught, errors that the page wrote to the console or that the
// browser reported, such as breaches of its Content-Security-Policy and files that did not load.
func (t *Tab) PageErrors() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.pageErrors...)
}

// Close closes the tab.
func (t *Tab) Close() { t.cancel() }
