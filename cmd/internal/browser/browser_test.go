package browser

import (
	"bytes"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func serve(t *testing.T, html string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!doctype html><link rel=icon href='data:,'>"+html)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func open(t *testing.T, b *Browser, v View, url string) *Tab {
	t.Helper()
	tab, err := b.Open(v)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Go(url); err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestTab(t *testing.T) {
	b := ForTest(t)
	tab := open(t, b, View{Width: 500, Height: 400, Dark: true, ReducedMotion: true},
		serve(t, "<title>T</title><button onclick='this.textContent+=1'>B</button><input>"))
	got, err := Eval[[]any](tab,
		"[innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches, "+
			"matchMedia('(prefers-reduced-motion: reduce)').matches]")
	if err != nil || fmt.Sprint(got) != "[500 400 true true]" {
		t.Errorf("%v, %v", got, err)
	}
	if err := tab.Click("button"); err != nil {
		t.Error(err)
	}
	if err := tab.Click("input"); err != nil {
		t.Error(err)
	}
	if err := tab.Press("ab"); err != nil {
		t.Error(err)
	}
	text, err := Eval[string](tab,
		"document.querySelector('button').textContent + document.querySelector('input').value")
	if text != "B1ab" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if v, err := Eval[int](tab, "new Promise(done => setTimeout(() => done(7), 5))"); v != 7 || err != nil {
		t.Errorf("%d, %v", v, err)
	}
	data, err := tab.Screenshot()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := png.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != 500 {
		t.Errorf("%+v, %v", c, err)
	}
	if errs := tab.PageErrors(); len(errs) > 0 {
		t.Errorf("a page without errors: %q", errs)
	}
	if _, err := Eval[int](tab, "none.such"); err == nil || !strings.Contains(err.Error(), "none.such") {
		t.Errorf("a mistake: %v", err)
	}
}

// Wait continues when the page is reloaded.
func TestWait(t *testing.T) {
	b := ForTest(t)
	tab := open(t, b, View{},
		serve(t, "<script>const n = +(sessionStorage.n ?? 0); sessionStorage.n = n + 1; if (n < 3) setTimeout(() => "+
			"location.reload(), 30)</script>"))
	start := time.Now()
	if err := tab.Wait("+sessionStorage.n === 4"); err != nil {
		t.Error(err)
	}
	if time.Since(start) < 50*time.Millisecond {
		t.Error("it did not wait")
	}
}

// Back shows the page from the back/forward cache, or loads it again.
func TestReturnToPage(t *testing.T) {
	for flag, want := range map[string]string{BFCache: "kept", NoBFCache: "loaded"} {
		url := serve(t, "<script>onpageshow = (e) => { document.title = e.persisted ? 'kept' : 'loaded' }</script>")
		tab := open(t, ForTest(t, flag), View{}, url)
		if err := tab.Go(url + "/?other"); err != nil {
			t.Fatal(err)
		}
		if err := tab.Back(); err != nil {
			t.Fatal(err)
		}
		if err := tab.Wait("location.search === '' && document.title === '" + want + "'"); err != nil {
			t.Errorf("%s: %v", flag, err)
		}
	}
}

func TestPageErrors(t *testing.T) {
	b := ForTest(t)
	tab := open(t, b, View{},
		serve(t, "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\"><script>setTimeout(() => { "+
			"throw new Error('thrown') }); console.error('told'); fetch('/none')</script><img src=/x.png>"))
	for _, want := range []string{"thrown", "console.error", "404", "Content Security Policy"} {
		for deadline := time.Now().Add(timeout); !strings.Contains(fmt.Sprint(tab.PageErrors()),
			want); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("there is no %q in %q", want, tab.PageErrors())
			}
		}
	}
}

func TestHide(t *testing.T) {
	b := ForTest(t)
	tab, other := open(t, b, View{}, serve(t, "")), open(t, b, View{}, serve(t, ""))
	for range 2 {
		if err := tab.Hide(); err != nil {
			t.Fatal(err)
		}
		if err := tab.Wait("document.visibilityState === 'hidden'"); err != nil {
			t.Fatal(err)
		}
		if err := other.Wait("document.visibilityState === 'visible'"); err != nil {
			t.Fatal(err)
		}
		if err := tab.Show(); err != nil {
			t.Fatal(err)
		}
		if err := tab.Wait("document.visibilityState === 'visible'"); err != nil {
			t.Fatal(err)
		}
	}
}
