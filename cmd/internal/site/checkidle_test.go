package site

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
)

// CheckWhenIdle waits while other work is pending; reading a file never waits for it. Otherwise everything here would
// block for ever, which synctest reports.
func TestCheckWhenIdle(t *testing.T) {
	f := sourceFiles{guide.GlossaryFile: "- {term: Risk, means: What may happen}\n"}
	for i := range 20 {
		text := fmt.Sprintf("Words on risk, number%d. [The term](/glossary/#nothing)\n", i)
		f[fmt.Sprintf("content/pages/p%d.md", i)] = text
	}
	fsys := f.mapFS()
	for _, readers := range []int{0, 1, 3} {
		s := newSite(t, fsys)
		synctest.Test(t, func(t *testing.T) {
			released := make(chan struct{})
			asked := 0
			var found []diag.Problem
			done := make(chan struct{})
			go func() {
				defer close(done)
				var err error
				found, err = s.CheckWhenIdle(t.Context(), func(context.Context) { asked++; <-released })
				if err != nil {
					t.Error(err)
				}
			}()
			synctest.Wait()
			if asked != 1 {
				t.Errorf("it asked %d times", asked)
			}
			readShardsAtOnce(t, s, readers)
			close(released)
			<-done
			pages, copies := len(s.docs), copiedFiles(s)
			if readers > 0 {
				pages = 1 // the others were analyzed by then
			}
			if asked != pages+copies {
				t.Errorf("it asked %d times for %d pages and %d files that are copied", asked, pages, copies)
			}
			if all, err := s.Check(t.Context()); err != nil || len(found) != 20 || !slices.Equal(found, all) {
				t.Errorf("%d problems are found, %d by Check: %v", len(found), len(all), err)
			}
		})
	}
}

// readShardsAtOnce reads all word shards from some goroutines.
func readShardsAtOnce(t *testing.T, s *Site, readers int) {
	t.Helper()
	var reading sync.WaitGroup
	for range readers {
		reading.Go(func() {
			for n := range s.searchConfig.WordShards {
				if _, err := s.ReadFile(fmt.Sprintf("assets/search/w%d.js", n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	reading.Wait()
}

// copiedFiles returns how many files of a site are copied.
func copiedFiles(s *Site) (n int) {
	for _, f := range s.files {
		if f.render == nil {
			n++
		}
	}
	return n
}

// CheckWhenIdle finds what Check finds, also in files that no text links to, also once they are known.
func TestCheckWhenIdleFindsAll(t *testing.T) {
	in := sourceFiles{
		"content/index.md": "[form](form.pdf), [tool](page.html) ![Drawn](drawn.svg) [x](#none) " +
			"[gone](gone.pdf)\n",
		"content/pages/draft.md": markdownDoc("D", "draft: true\n", "[x](../withheld.pdf)\n"),
		"templates/footer.html": `<img src="/logo.svg"><img src="/wide.svg"><img src="/fine.svg"><a ` +
			`href="/tool.html">a</a> <a href="/locked.pdf">b</a>`,
		"content/logo.svg": scriptedSVG, "content/wide.svg": inertSVG, "content/wide-wide.svg": scriptedSVG,
		"content/fine.svg": inertSVG, "content/drawn.svg": scriptedSVG,
		"static/bad.svg": scriptedSVG, "static/locked.txt": "x", "static/open.txt": "x",
	}
	for _, name := range []string{"form.pdf", "page.html", "tool.html", "locked.pdf", "withheld.pdf", "unnamed.pdf",
		"unnamed.html"} {
		in["content/"+name] = "x"
	}
	fsys := denyFS{denyFS{denyFS{in.mapFS(), "static/locked.txt"}, "content/locked.pdf"}, "content/form.pdf"}
	never := func(context.Context) {}
	whole, slow := newSite(t, fsys), newSite(t, fsys)
	want, err := whole.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]int{}
	for _, p := range want {
		codes[p.Rule.Code]++
	}
	if codes["active-file"] < 6 || codes["unreadable"] != 3 || codes["unnamed-file"] != 1 {
		t.Errorf("%v of %v", codes, want)
	}
	got, err := slow.CheckWhenIdle(t.Context(), never)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("CheckWhenIdle, %v (-want +got):\n%s", err, diff)
	}
	for range 2 { // later versions without changes
		slow = newSite(t, fsys, func(o *Options) {
			o.Previous = guide.Previous[Site]{Version: slow, Changed: []string{"content/index.md"}}
		})
		got, err = slow.CheckWhenIdle(t.Context(), never)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("the next version, %v (-want +got):\n%s", err, diff)
		}
	}
}

// CheckWhenIdle ends with its context, also while it waits.
func TestCheckWhenIdleCancelled(t *testing.T) {
	s := newSite(t, sourceFiles{"content/pages/a.md": "Text.\n"}.mapFS())
	ctx, stop := context.WithCancel(t.Context())
	if _, err := s.CheckWhenIdle(ctx, func(context.Context) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
