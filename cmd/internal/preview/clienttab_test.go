package preview

import (
	"fmt"
	"strings"
	"testing"

	"guide/cmd/internal/browser"
)

// A clientTab is one tab.
type clientTab struct {
	*testing.T
	*browser.Tab
}

// open opens a page and waits until its client is connected. Errors in the tab fail the test.
func (f *fakeServer) open(b *browser.Browser, address string, scripts ...string) *clientTab {
	f.Helper()
	v := f.openTolerant(b, browser.View{}, address, scripts...)
	f.Cleanup(func() {
		if faults := v.PageErrors(); len(faults) > 0 {
			f.Errorf("errors in the browser: %q", faults)
		}
	})
	return v
}

// openTolerant opens a page whose server may be unavailable at times.
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
