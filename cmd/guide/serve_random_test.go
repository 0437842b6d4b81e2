package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
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
	"guide/templates"
)

// TestRandomChanges changes a guide in every way that editors and their programs do, in a long run a thousand
// times a seed, and holds what is served against a fresh build of the same files, byte for byte.
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
			l := startSession(t, e.dir)
			for done := 0; done < changes; {
				burst := 1 + e.random.IntN(pickOne(e.random, []int{1, 3, 60}))
				for range burst {
					e.mutate()
				}
				done += burst
				e.waitUntilFresh(l)
			}
		})
	}
}

// seedCount is how often a test with chance in it begins anew: GUIDE_SEEDS, else a few times.
func seedCount(defaultCount int) int {
	if n, err := strconv.Atoi(os.Getenv("GUIDE_SEEDS")); err == nil {
		return n
	}
	return defaultCount
}

// startSession serves a source folder, without a network.
func startSession(t *testing.T, dir string) *previewSession {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	l := newTestSession(t, dir)
	if err := l.start(ctx); err != nil {
		t.Fatal(err)
	}
	var group errgroup.Group
	group.Go(func() error { return l.watcher.Run(ctx, func(c watch.Change) { l.handleChange(ctx, c) }) })
	group.Go(func() error { return l.reloadStale(ctx) })
	t.Cleanup(func() {
		stop()
		if err := group.Wait(); err != nil {
			t.Error(err)
		}
		l.checkers.Wait()
	})
	return l
}

// newTestSession opens a source folder to be served.
func newTestSession(t *testing.T, dir string) *previewSession {
	t.Helper()
	a := &app{ui: ui{stdout: new(bytes.Buffer), stderr: new(bytes.Buffer)}, source: dir}
	p, err := a.openProject()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.closer.Close() })
	p.drafts, p.baseURL = true, "http://localhost/"
	w, err := watch.New(watch.Options{Dir: dir, Folders: sourceFolders, Ignore: diag.Ignored, Notice: func(message, hint string) { t.Log(message, hint) }})
	if err != nil {
		t.Fatal(err)
	}
	l := newPreviewSession(a, p, w)
	l.server = preview.New(preview.Options{Source: p.source, OnReadError: l.handleStale})
	return l
}

// randomEditor is an editor who does anything at all.
type randomEditor struct {
	*testing.T
	dir     string
	random  *rand.Rand
	history []string
}

var (
	settingsTexts = []string{
		"id: g\ntitle: A guide\nsummary: About it\nlanguage: en\n",
		"id: g\ntitle: Another title\nsummary: About it\nlanguage: en\naudiences: {new: New here}\n",
		"id: g\ntitel: A mistake\nsummary: About it\nlanguage: xx\n",
		"id: g\ntitle: [unclosed\n",
	}
	frontTexts = []string{"title: A title\nsummary: About it\n", "title: Another title\nsummary: About it\nreviewed: 2026-01-02\n",
		"title: A draft\nsummary: About it\ndraft: true\n", "titel: A mistake\n", "title: T\nsummary: S\nneeds: [b]\naliases: [/old/]\n",
		"title: T\nsummary: S\nchecklist:\n  - {id: do-it, text: 'Do [it](/glossary/#risk)', for: [new]}\nresources:\n  - {id: read-it, title: A book, url: https://example.org/, type: book, why: Read it}\n"}
	bodyTexts = []string{"A text.\n", "## Part\n\nSee [b](/steps/b/#part) and [it](../pages/p.md) at a risk.\n", "![A picture](x.png) ![](y.svg)\n",
		"<b>raw</b>\n\n- [ ] task\n", "[^1] and # no\n\n[^1]: A note about risk.\n", "> [!NOTE]\n> Plan.\n\n<!-- allow: h1-in-body because -->\n# Loud\n"}
	glossaryTexts = []string{"- {term: Risk, means: What may happen}\n", "- {term: Risk, means: A, aka: [Hazard]}\n- {term: Plan, means: 'See [b](/steps/b/)'}\n", "- {term: Risk\n"}
)

var sourceNames = []string{"content/index.md", "content/steps/1-a/index.md", "content/steps/1-a/1-first.md", "content/steps/1-a/second.md", "content/steps/2-b.md",
	"content/steps/2-b/index.md", "content/steps/3-b/index.md", "content/steps/4-d/index.md", "content/steps/4-d/deep/e.md", "content/pages/p.md", "content/pages/all.md"}

func pickOne[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// mutate does one thing to the files.
func (e *randomEditor) mutate() {
	r := e.random
	name := pickOne(r, sourceNames)
	page := "---\n" + pickOne(r, frontTexts) + "---\n" + pickOne(r, bodyTexts)
	switch what := r.IntN(24); what {
	case 0, 1, 2, 3, 4, 5, 6:
		e.write(name, page)
	case 7, 8:
		e.replace(name, page)
	case 9:
		e.truncate(name)
	case 10:
		e.edit(name, func(old []byte) []byte { return append(old, "\nMore about the risk.\n"...) })
	case 11:
		e.edit(name, func(old []byte) []byte { return bytes.Replace(old, []byte("A "), []byte("B "), 1) })
	case 12, 13:
		e.logAction("remove", name)
		os.Remove(e.path(name))
	case 14:
		dir := pickOne(r, []string{"content/steps/1-a", "content/steps/4-d", "content/steps", "content/pages", "templates", "static", "content/steps/9-new"})
		e.logAction("remove all", dir)
		os.RemoveAll(e.path(dir))
	case 15:
		e.move(pickOne(r, sourceNames), pickOne(r, sourceNames))
	case 16:
		dirs := []string{"content/steps/1-a", "content/steps/4-d", "content/steps/5-moved", "content/steps/6-b"}
		e.move(pickOne(r, dirs), pickOne(r, dirs))
	case 17:
		e.logAction("mkdir", "content/steps/9-new/deeper")
		_ = os.MkdirAll(e.path("content/steps/9-new/deeper"), 0o755)
		e.write("content/steps/9-new/index.md", page)
	case 18:
		e.write("content/glossary.yaml", pickOne(r, glossaryTexts))
	case 19:
		e.write("content/guide.yaml", pickOne(r, settingsTexts))
	case 20:
		e.writeTemplate()
	case 21:
		e.write("static/css/main.css", pickOne(r, []string{"body { color: red }", "body { color: blue }", "body {"}))
		e.write("static/note.txt", fmt.Sprint(r.IntN(9)))
	case 22:
		e.write(pickOne(r, []string{"content/x.png", "content/steps/1-a/x.png", "content/steps/1-a/y.svg", "content/pages/y.svg"}), pickOne(r, []string{"no picture", "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='4'/>", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"}))
	case 23:
		time.Sleep(time.Duration(r.IntN(30)) * time.Millisecond)
	}
}

// writeTemplate writes a template that differs from the program's in one place.
func (e *randomEditor) writeTemplate() {
	name := pickOne(e.random, []string{"base.html", "key-facts.html", "page-meta.html", "footer.html"})
	data, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		e.Fatal(err)
	}
	e.write("templates/"+name, string(data)+pickOne(e.random, []string{"", "<p>More</p>", "{{.NoSuchField}}", "{{if}}", `{{word "none"}}`}))
}

func (e *randomEditor) path(name string) string {
	return filepath.Join(e.dir, filepath.FromSlash(name))
}

func (e *randomEditor) logAction(what ...string) {
	e.history = append(e.history, strings.Join(what, " "))
}

// Anything may be in the way of anything: a file where a folder is needed, for one. What cannot be
// done is not done.
func (e *randomEditor) write(name, text string) {
	e.logAction("write", name)
	_ = os.MkdirAll(filepath.Dir(e.path(name)), 0o755)
	_ = os.WriteFile(e.path(name), []byte(text), 0o644)
}

func (e *randomEditor) replace(name, text string) {
	e.logAction("replace", name)
	temporary := e.path(name) + ".tmp"
	if os.WriteFile(temporary, []byte(text), 0o644) == nil && os.Rename(temporary, e.path(name)) != nil {
		os.Remove(temporary)
	}
}

func (e *randomEditor) truncate(name string) {
	e.logAction("truncate", name)
	if info, err := os.Stat(e.path(name)); err == nil && !info.IsDir() {
		_ = os.Truncate(e.path(name), e.random.Int64N(info.Size()+1))
	}
}

func (e *randomEditor) edit(name string, change func([]byte) []byte) {
	e.logAction("edit", name)
	if old, err := os.ReadFile(e.path(name)); err == nil {
		_ = os.WriteFile(e.path(name), change(old), 0o644)
	}
}

func (e *randomEditor) move(from, to string) {
	e.logAction("move", from, to)
	_ = os.MkdirAll(filepath.Dir(e.path(to)), 0o755)
	_ = os.Rename(e.path(from), e.path(to))
}

// waitUntilFresh waits until what is served is what a fresh build makes of the files.
func (e *randomEditor) waitUntilFresh(l *previewSession) {
	e.Helper()
	want, problems := freshBuild(e.T, l.project)
	var difference string
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if difference = l.diff(want, problems); difference == "" {
			e.history = nil
			return
		}
	}
	e.Fatalf("%s\nafter %s", difference, strings.Join(e.history, "\n"))
}

// freshBuild makes the site of the files as they are, and its problems as the preview tells them.
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

func allFiles(s *site.Site) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(s, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(s, name)
		files[name] = string(data)
		return err
	})
	return files, err
}

// diff says how what is served differs; "" if it does not.
func (l *previewSession) diff(want map[string]string, problems []diag.Problem) string {
	l.mu.Lock()
	s, held := l.site, l.deferred
	l.mu.Unlock()
	if held {
		return "a version is held back"
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
			return name + " is there"
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.site != s {
		return "there is another version"
	}
	if !slices.Equal(dropTemplateProblems(l.problems), dropTemplateProblems(problems)) {
		return fmt.Sprintf("the problems are\n%v\nwant\n%v", l.problems, problems)
	}
	return ""
}

// dropTemplateProblems leaves out what is known of a template only once a page was made with it.
func dropTemplateProblems(all []diag.Problem) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(all), func(p diag.Problem) bool { return strings.HasPrefix(p.File, "templates") })
}
