// Package browser drives real browsers for tests and measurements: Chromium in every way that these need, and
// Chromium, Firefox and WebKitGTK in the few ways that all of them support.
//
//	b := browser.ForTest(t) // a new profile in a browser that all tests of the package share
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
// [FindChromium], [FindFirefox] and [FindWebKit] look for the programs in the usual places; environment variables
// override these. Browsers run without a visible window, with a new profile, connect to no host but that of the pages
// they are told to open, and end with the program that started them. A tab must be used by one goroutine at a time.
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

// FindChromium returns the path of Chromium, preferably of its headless shell, which takes half the time.
func FindChromium() (string, error) {
	return findProgram("Chromium", "CHROME", append([]string{"chromium-headless-shell"}, fullChromiumNames...)...)
}

// FindFullChromium returns the path of a Chromium other than the headless shell, which has no back/forward cache.
func FindFullChromium() (string, error) {
	return findProgram("Chromium", "CHROME", fullChromiumNames...)
}

var fullChromiumNames = []string{"chromium", "chromium-browser", "google-chrome"}

// Browser is a running Chromium, or a profile in one. chromedp's handle of a browser is a context.
type Browser struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Flags of Start and ForTest.
const (
	// BFCache starts the full Chromium, with its back/forward cache.
	BFCache = "page-cache"
	// NoBFCache disables the back/forward cache, as on a device short of memory.
	NoBFCache = "disable-back-forward-cache"
)

// Start starts a browser with command line flags. It ends with ctx or Close.
func Start(ctx context.Context, flags ...string) (*Browser, error) {
	lookup := FindChromium
	if slices.Contains(flags, BFCache) {
		lookup = FindFullChromium
	}
	path, err := lookup()
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox)
	}
	for _, flag := range flags {
		opts = append(opts, chromedp.Flag(flag, true))
	}
	allocCtx, cancelAlloc := chromedp.NewExecAllocator(ctx, opts...)
	browserCtx, cancelBrowser := chromedp.NewContext(allocCtx)
	b := &Browser{ctx: browserCtx, cancel: func() { cancelBrowser(); cancelAlloc() }}
	if err := chromedp.Do(browserCtx); err != nil {
		b.Close()
		return nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return b, nil
}

// Close ends the browser, or the profile.
func (b *Browser) Close() { b.cancel() }

// profile opens a profile with its own storage. It ends with Close.
func (b *Browser) profile() (*Browser, error) {
	ctx, stop := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, fmt.Errorf("opening a profile: %w", err)
	}
	return &Browser{ctx: ctx, cancel: stop}, nil
}

// View is what a tab emulates: viewport, media features and settings.
type View struct {
	Width, Height int // of the window, in CSS pixels; 0 means 1280 by 800
	Dark          bool
	ReducedMotion bool
	ForcedColors  bool // of the system, as in Windows' contrast themes
	MoreContrast  bool
	FontSize      int  // default font size of the reader, in pixels; 0 means 16
	NoScript      bool // pages run no scripts; Eval still works
	Print         bool // the media type is print
}

// Tab is a tab of Chromium. chromedp's handle of a tab is a context.
type Tab struct {
	ctx    context.Context
	cancel context.CancelFunc

	mu         sync.Mutex
	pageErrors []string
}

// Open opens a tab.
func (b *Browser) Open(v View) (*Tab, error) {
	ctx, closeTab := chromedp.NewContext(b.ctx)
	t := &Tab{ctx: ctx, cancel: closeTab}
	err := chromedp.Listen(ctx, t.recordErrors)
	if err == nil {
		err = t.Emulate(v)
	}
	if err != nil {
		closeTab()
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	return t, nil
}

// Emulate changes what the tab emulates, for the current page and later ones.
func (t *Tab) Emulate(v View) error {
	if v.Width == 0 {
		v.Width, v.Height = 1280, 800
	}
	if v.FontSize == 0 {
		v.FontSize = 16
	}
	_, err := run(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := chromedp.EmulateViewport(int64(v.Width), int64(v.Height))(ctx, target); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, v.mediaParams()); err != nil {
			return err
		}
		if _, err := cdp.Call(ctx, target, page.SetFontSizes,
			page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: int64(v.FontSize)}}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: v.NoScript})
		return err
	}))
	return err
}

func (v View) mediaParams() emulation.SetEmulatedMediaParams {
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: choose(v.Dark, "dark", "light")},
		{Name: "prefers-reduced-motion", Value: choose(v.ReducedMotion, "reduce", "no-preference")},
		{Name: "forced-colors", Value: choose(v.ForcedColors, "active", "none")},
		{Name: "prefers-contrast", Value: choose(v.MoreContrast, "more", "no-preference")},
	}}
	if v.Print {
		p.Media = "print"
	}
	return p
}

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// recordErrors records the errors of a page.
func (t *Tab) recordErrors(event any) {
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
		t.pageErrors = append(t.pageErrors, text)
	}
}
