package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/guide"
	"guide/cmd/internal/preview"
	"guide/cmd/internal/site"
	"guide/cmd/internal/watch"
)

// TestRandomChanges changes a guide as editors and their programs do, a thousand times per seed in long runs, and
// compares what is served with a fresh build, byte for byte.
func TestRandomChanges(t *testing.T) {
	changes := 150
	if os.Getenv("GUIDE_SEEDS") != "" {
		changes = 1000
	}
	for seed := range seedCount(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := &randomEditor{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(uint64(seed), 3))}
			e.write("content/guide.yaml", settingsTexts[0])
			for range 20 {
				e.mutate()
			}
			ps := startSession(t, e.dir)
			for done := 0; done < changes; {
				burst := 1 + e.random.IntN(pickOne(e.random, []int{1, 3, 60}))
				for range burst {
					e.mutate()
				}
				done += burst
				e.waitUntilFresh(ps)
			}
		})
	}
}

// seedCount returns the number of seeds of a randomized test: GUIDE_SEEDS, or defaultCount.
func seedCount(defaultCount int) int {
	if n, err := strconv.Atoi(os.Getenv("GUIDE_SEEDS")); err == nil {
		return n
	}
	return defaultCount
}

// startSession starts a preview session for a source folder, without a network.
func startSession(t *testing.T, dir string) *previewSession {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ps := newTestSession(t, dir)
	if err := ps.start(ctx); err != nil {
		t.Fatal(err)
	}
	var group errgroup.Group
	group.Go(func() error { ps.watcher.Run(ctx, func(c watch.Change) { ps.handleChange(ctx, c) }); return nil })
	group.Go(func() error { return ps.reloadStale(ctx) })
	t.Cleanup(func() {
		stop()
		if err := group.Wait(); err != nil {
			t.Error(err)
		}
		ps.checkers.Wait()
	})
	return ps
}

// newTestSession returns a preview session for a source folder.
func newTestSession(t *testing.T, dir string) *previewSession {
	t.Helper()
	a := &app{ui: ui{stdout: new(bytes.Buffer), stderr: new(bytes.Buffer)}, source: dir}
	p, err := a.openProject()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.closer.Close() })
	p.drafts, p.baseURL = true, "http://localhost/"
	w := watch.New(watch.Options{Dir: dir, Folders: sourceFolders, Ignore: diag.Ignored,
		Notice: func(message, hint string) { t.Log(message, hint) }})
	ps := newPreviewSession(a, p, w)
	ps.server = preview.New(preview.Options{Source: p.source, OnReadError: ps.handleStale})
	return ps
}

var (
	settingsTexts = []string{
		"id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n",
		"id: g\ntitle: Another title\nsummary: About it\nlanguage: en\naudiences: {new: New here}\n",
		"id: g\ntitel: A mistake\nsummary: About it\nlanguage: xx\n",
		"id: g\ntitle: [unclosed\n",
	}
	frontTexts = []string{"title: A title\nsummary: About it\n",
		"title: Another title\nsummary: About it\nreviewed: 2026-01-02\n",
		"title: A draft\nsummary: About it\ndraft: true\n", "titel: A mistake\n",
		"title: T\nsummary: S\nneeds: [b]\naliases: [/old/]\n",
		"title: T\nsummary: S\nchecklist:\n  - {id: do-it, text: 'Do [it](/glossary/#risk)', for: [new]}\n" +
			"resources:\n  - {id: read-it, title: A book, url: https://example.org/, type: book, why: Read it}\n"}
	bodyTexts = []string{"A text.\n", "## Part\n\nSee [b](/steps/b/#part) and [it](../pages/p.md) at a risk.\n",
		"![A picture](x.png) ![](y.svg)\n",
		"<b>raw</b>\n\n- [ ] task\n", "[^1] and # no\n\n[^1]: A note about risk.\n",
		"> [!NOTE]\n> Plan.\n\n<!-- allow: h1-in-body because -->\n# Loud\n"}
	glossaryTexts = []string{"- {term: Risk, means: What may happen}\n",
		"- {term: Risk, means: A, aka: [Hazard]}\n- {term: Plan, means: 'See [b](/steps/b/)'}\n", "- {term: Risk\n"}
)

// waitUntilFresh waits until the session serves what a fresh build makes of the files.
func (e *randomEditor) waitUntilFresh(ps *previewSession) {
	e.Helper()
	want, problems := freshBuild(e.T, ps.project)
	var difference string
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if difference = ps.diff(want, problems); difference == "" {
			e.history = nil
			return
		}
	}
	e.Fatalf("%s\nafter %s", difference, strings.Join(e.history, "\n"))
}

// freshBuild returns the files and problems of a new site made from the current files.
func freshBuild(t *testing.T, p *project) (map[string]string, []diag.Problem) {
	t.Helper()
	load, options := p.options()
	load.Now = time.Now()
	g, err := guide.Load(t.Context(), p.source, load)
	if err != nil {
		t.Fatal(err)
	}
	s, err := site.New(g, options)
	if err != nil {
		t.Fatal(err)
	}
	files, err := allFiles(s)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return files, problems
}

// diff returns how the served site differs, or "".
func (ps *previewSession) diff(want map[string]string, problems []diag.Problem) string {
	ps.mu.Lock()
	s, held := ps.site, ps.deferred
	ps.mu.Unlock()
	if held {
		return "a version is deferred"
	}
	got, err := allFiles(s)
	if err != nil {
		return err.Error()
	}
	for name, text := range want {
		if got[name] != text {
			return fmt.Sprintf("%s is\n%s\nwant\n%s", name, got[name], text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			return name + " should not exist"
		}
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.site != s {
		return "there is another version"
	}
	if !slices.Equal(dropTemplateProblems(ps.problems), dropTemplateProblems(problems)) {
		return fmt.Sprintf("the problems are\n%v\nwant\n%v", ps.problems, problems)
	}
	return ""
}

// dropTemplateProblems removes problems of templates, which are known only after a page was rendered.
func dropTemplateProblems(all []diag.Problem) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(all),
		func(p diag.Problem) bool { return strings.HasPrefix(p.File, "templates") })
}
