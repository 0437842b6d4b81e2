// Package browser drives real browsers, for tests and measurements: Chromium in every way that these need,
// and Chromium, Firefox and WebKitGTK in the few ways that all of them have.
//
//	b := browser.ForTest(t) // a profile of its own, in a browser that all tests of the package share
//	tab, err := b.Open(browser.View{Width: 390, Height: 844, Dark: true})
//	err = tab.Go(url)
//	title, err := browser.Eval[string](tab, "document.title")
//
//	e := browser.FirefoxForTest(t)
//	page, err := e.Open(600, 800)
//	err = page.Go(url)
//	err = page.Click("button")
//	err = browser.Wait(page, "done")
//
// [Find], [FindFirefox] and [FindWebKit] look for the programs where systems put them; environment variables
// name other places. Browsers run where nobody sees them, with a profile of their own, ask no host for anything
// but the pages they are told to open, and end with the program that started them. A tab belongs to one goroutine.
package browser

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Find returns the path of Chromium. Its headless shell, which has no window to draw, needs half of the time.
func Find() (string, error) {
	return look("Chromium", "CHROME", append([]string{"chromium-headless-shell"}, whole...)...)
}

// FindWhole returns the path of a Chromium that is more than its headless shell, which keeps no page for the way
// back.
func FindWhole() (string, error) { return look("Chromium", "CHROME", whole...) }

var whole = []string{"chromium", "chromium-browser", "google-chrome"}

// Browser is one running Chromium.
type Browser struct {
	ctx  context.Context
	stop context.CancelFunc
}

// Flags of Start and ForTest.
const (
	// PageCache takes the whole Chromium, in which going back shows a page as it was left.
	PageCache = "page-cache"
	// NoPageCache makes going back load a page anew, as on a device short of memory.
	NoPageCache = "disable-back-forward-cache"
)

// Start starts a browser with the flags given, which ends with ctx or Close.
func Start(ctx context.Context, flags ...string) (*Browser, error) {
	find := Find
	if slices.Contains(flags, PageCache) {
		find = FindWhole
	}
	path, err := find()
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	for _, flag := range flags {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	allocated, free := chromedp.NewExecAllocator(ctx, opts...)
	first, leave := chromedp.NewContext(allocated)
	b := &Browser{ctx: first, stop: func() { leave(); free() }}
	if err := chromedp.Do(first); err != nil {
		b.Close()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return b, nil
}

// Close ends the browser, or the profile.
func (b *Browser) Close() { b.stop() }

// Profile opens a profile with a storage of its own, which ends with Close.
func (b *Browser) Profile() (*Browser, error) {
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, fmt.Errorf("opening a profile: %w", err)
	}
	return &Browser{ctx: ctx, stop: stop}, nil
}

// View is how a tab looks at pages.
type View struct {
	Width, Height int // of the window, in CSS pixels; 0 means 1280 by 800
	Dark          bool
	ReducedMotion bool
	ForcedColors  bool // of the system, as in Windows' contrast themes
	MoreContrast  bool
	Text          int  // size that the reader has set for text, in pixels; 0 means 16
	NoScript      bool // pages run no script; Eval still does
	Print         bool // style sheets for print apply
}

// Tab is one tab.
type Tab struct {
	ctx   context.Context
	close context.CancelFunc

	mu     sync.Mutex
	faults []string
}

// Open opens a tab.
func (b *Browser) Open(v View) (*Tab, error) {
	ctx, closeTab := chromedp.NewContext(b.ctx)
	t := &Tab{ctx: ctx, close: closeTab}
	err := chromedp.Listen(ctx, t.listen)
	if err == nil {
		err = t.Look(v)
	}
	if err != nil {
		closeTab()
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	return t, nil
}

// Look changes how the tab looks at the page that it shows and at those to come.
func (t *Tab) Look(v View) error {
	if v.Width == 0 {
		v.Width, v.Height = 1280, 800
	}
	if v.Text == 0 {
		v.Text = 16
	}
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := chromedp.EmulateViewport(int64(v.Width), int64(v.Height))(ctx, target); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, v.media()); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, target, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: int64(v.Text)}}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.NoScript})
		return err
	}))
	return err
}

func (v View) media() emulation.SetEmulatedMediaParams {
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: either(v.Dark, "dark", "light")},
		{Name: "prefers-reduced-motion", Value: either(v.ReducedMotion, "reduce", "no-preference")},
		{Name: "forced-colors", Value: either(v.ForcedColors, "active", "none")},
		{Name: "prefers-contrast", Value: either(v.MoreContrast, "more", "no-preference")},
	}}
	if v.Print {
		p.Media = "print"
	}
	return p
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// listen keeps what a page does wrong.
func (t *Tab) listen(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			text = e.Entry.Text + " " + e.Entry.URL
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			text = "console.error was called"
		}
	}
	if text != "" {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.faults = append(t.faults, text)
	}
}
