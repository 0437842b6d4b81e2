package main

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/watch"
)

func TestServe(t *testing.T) {
	s := startPreview(t, map[string]string{"content/steps/1-a/index.md": pageSource("Step A", "",
		"One [file](x.txt).\n"), "content/steps/1-a/x.txt": "a file", "content/.secret": "x"})
	for address, want := range map[string]int{"/": 200, "/steps/a/": 200, "/steps/a/x.txt": 200, "/steps/a": 302,
		"/none/": 404, "/.secret": 404, "/content/guide.yaml": 404, "/steps/a/index.md": 404, "/assets/": 404} {
		if got, body := s.get(address); got != want {
			t.Errorf("%s: %d\n%s", address, got, body)
		}
	}
	s.write("content/steps/1-a/index.md", pageSource("Step A", "", "Two [files](x.txt).\n"))
	s.waitForPage("/steps/a/", "files</a>.")
	s.write("content/steps/1-a/index.md", pageSource("Another title", "", "Two [files](x.txt).\n"))
	s.waitForPage("/", "Another title")
	s.write("content/steps/1-a/x.txt", "another file")
	s.waitForPage("/steps/a/x.txt", "another file")
	s.write("content/steps/2-b.md", pageSource("Step B", "", "New.\n"))
	s.waitForPage("/steps/b/", "New.")
	if err := os.Remove(s.path("content/steps/2-b.md")); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("the step to go", func() bool { status, _ := s.get("/steps/b/"); return status == 404 })
	entries, err := fs.Glob(os.DirFS(s.dir), "*")
	if err != nil || fmt.Sprint(entries) != "[content]" {
		t.Errorf("the preview wrote files: %q, %v", entries, err)
	}
	if status := s.stop(); status != exitOK || !strings.HasSuffix(s.out.String(), "stopped\n") {
		t.Errorf("exit status %d:\n%s", status, s.out)
	}
	if _, err := http.Get(s.url); err == nil {
		t.Error("the preview still responds")
	}
}

// TestServeProblems checks that a problem is shown on the page and printed once, and that the page keeps its last good
// text.
func TestServeProblems(t *testing.T) {
	good := pageSource("Step A", "", "Good text.\n")
	s := startPreview(t, map[string]string{"content/steps/1-a.md": good, "content/pages/p.md": pageSource("P", "",
		"A page.\n")})
	s.waitForPage("/steps/a/", "Good text.")
	bad := pageSource("Step A", "sumary: x\n", "Newer text.\n")
	s.write("content/steps/1-a.md", bad)
	s.waitUntil("the problem to be known", func() bool { return s.fetchState().Errors == 1 })
	p := s.fetchState().Problems[0]
	if p.File != "content/steps/1-a.md" || !strings.Contains(p.Message, "sumary") || p.Source != "sumary: x" {
		t.Errorf("%+v", p)
	}
	_, body := s.get("/steps/a/")
	if !strings.Contains(body, "Good text.") || !strings.Contains(body, "&#34;broken&#34;:true") ||
		!strings.Contains(body, "&#34;kept&#34;:true") {
		t.Errorf("the page is\n%s", body)
	}
	if _, body := s.get("/p/"); strings.Contains(body, "broken&#34;:true") {
		t.Error("another page is broken too")
	}
	s.waitUntil("the problem to be printed", func() bool { return strings.Contains(s.out.String(), "1 error\n") })
	// the same problem on another line
	s.write("content/steps/1-a.md", "\n"+strings.Replace(bad, "Newer", "Still newer", 1))
	s.write("content/pages/p.md", pageSource("P", "", "Another page.\n"))
	s.waitForPage("/p/", "Another page.")
	s.write("content/pages/p.md", pageSource("P", "", "<b>raw</b>\n"))
	s.waitUntil("the second problem", func() bool { return strings.Contains(s.out.String(), "[raw-html]") })
	if n := strings.Count(s.out.String(), "[unknown-key]"); n != 1 {
		t.Errorf("a problem was printed %d times:\n%s", n, s.out)
	}
	s.write("content/steps/1-a.md", good)
	s.write("content/pages/p.md", pageSource("P", "", "Mended.\n"))
	s.waitForPage("/p/", "Mended.")
	s.waitUntil("no problems", func() bool { st := s.fetchState(); return st.Errors+st.Warnings == 0 })
	s.waitUntil("that to be printed", func() bool { return strings.Contains(s.out.String(), "no more problems") })
	if _, body := s.get("/steps/a/"); strings.Contains(body, "broken&#34;:true") {
		t.Error("the page is still broken")
	}
}

// TestServeFragments checks that a link to a fragment is checked when either page changes.
func TestServeFragments(t *testing.T) {
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "[b](b.md#part)\n"),
		"content/pages/b.md": pageSource("B", "", "## Part\n")})
	s.write("content/pages/b.md", pageSource("B", "", "## Another\n"))
	s.waitUntil("the link to be broken", func() bool { return s.fetchState().Errors == 1 })
	s.write("content/pages/b.md", pageSource("B", "", "## Part\n"))
	s.waitUntil("the link to be good", func() bool { return s.fetchState().Errors == 0 })
}

// TestServeHalfWritten checks that a half-written file is not reported unless it stays so.
func TestServeHalfWritten(t *testing.T) {
	e := &randomEditor{T: t, dir: t.TempDir()}
	const name = "content/pages/a.md"
	e.write("content/guide.yaml", settingsTexts[0])
	e.write("content/steps/1-a.md", pageSource("Step A", "", "Text.\n"))
	e.write(name, pageSource("A", "", "Whole.\n"))
	ps := newTestSession(t, e.dir)
	if err := ps.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer ps.checkers.Wait()
	status := func() (held bool, problems int) {
		ps.mu.Lock()
		defer ps.mu.Unlock()
		return ps.deferred, len(ps.problems)
	}
	for i := range 20 {
		whole := pageSource("A", "", fmt.Sprintf("Whole %d.\n", i))
		for _, part := range []string{"", "---\ntit", whole[:len(whole)-8], whole} { // a slow editor
			e.write(name, part)
			ps.handleChange(t.Context(), watch.Change{Paths: []string{name}})
			if held, n := status(); held != !strings.Contains(part, "summary") || n > 0 {
				t.Errorf("after %q: deferred: %v; %d problems", part, held, n)
			}
		}
	}
	e.write(name, "---\ntit")
	ps.handleChange(t.Context(), watch.Change{Paths: []string{name}})
	ps.handleChange(t.Context(), watch.Change{Idle: true})
	if held, n := status(); held || n == 0 {
		t.Errorf("a problem that stays: deferred: %v; %d problems", held, n)
	}
}

func TestServeDrafts(t *testing.T) {
	files := map[string]string{"content/steps/1-a.md": pageSource("A", "draft: true\n", "Text.\n"),
		"content/steps/2-b.md": pageSource("B", "publishOn: 2999-01-01\n", "Text.\n")}
	s := startPreview(t, files)
	for address, want := range map[string]string{"/steps/a/": "a draft", "/steps/b/": "not public until 2999-01-01"} {
		if status, body := s.get(address); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d", address, status)
		}
	}
	s = startPreview(t, files, "--as-published")
	if status, _ := s.get("/steps/a/"); status != 404 {
		t.Errorf("as published, a draft is there: %d", status)
	}
}

// TestServeNotice checks that a notice is left to the browser, and does not count as a problem.
func TestServeNotice(t *testing.T) {
	s := startPreview(t, map[string]string{"content/steps/1-a/index.md": pageSource("A", "", "Text.\n"),
		"content/.DS_Store": "x"})
	s.waitUntil("the notice", func() bool { return s.fetchState().Notices == 1 })
	s.write("content/steps/1-a/index.md", pageSource("A", "", "See [a text](nothing.md).\n"))
	s.waitUntil("the error", func() bool {
		return s.fetchState().Errors == 1 && strings.Contains(s.out.String(), "[broken-link]")
	})
	s.write("content/steps/1-a/index.md", pageSource("A", "", "Text again.\n"))
	s.waitUntil("the good news", func() bool { return strings.Contains(s.out.String(), "no more problems") })
	if strings.Contains(s.out.String(), "[left-behind]") {
		t.Errorf("the notice was printed: %s", s.out.String())
	}
}

// TestServeNamedFile checks that a link publishes a file.
func TestServeNamedFile(t *testing.T) {
	s := startPreview(t, map[string]string{"content/steps/1-a/index.md": pageSource("A", "", "One [file](x.txt).\n"),
		"content/steps/1-a/x.txt": "first-file", "content/steps/1-a/y.txt": "second-file"})
	s.waitForPage("/steps/a/x.txt", "first-file")
	if status, _ := s.get("/steps/a/y.txt"); status != 404 {
		t.Errorf("a file without links: %d", status)
	}
	s.write("content/steps/1-a/index.md", pageSource("A", "", "Two [file](y.txt).\n"))
	s.waitForPage("/steps/a/y.txt", "second-file")
	if status, _ := s.get("/steps/a/x.txt"); status != 404 {
		t.Errorf("a file whose link was removed: %d", status)
	}
}

// TestServeMoved checks that renamed pages redirect from their old addresses.
func TestServeMoved(t *testing.T) {
	s := startPreview(t, map[string]string{"content/steps/1-a/index.md": pageSource("A", "", "Step.\n"),
		"content/steps/1-a/t.md": pageSource("T", "", "Topic.\n"), "content/steps/1-a/x.txt": "x"})
	if err := os.Rename(s.path("content/steps/1-a"), s.path("content/steps/1-b")); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"/steps/a/": "/steps/b/", "/steps/a/t/": "/steps/b/t/"} {
		s.waitUntil(from+" to lead on", func() bool {
			status, where := s.get(from)
			return status == 302 && where == to
		})
	}
	s.write("content/steps/1-b/index.md", pageSource("A", "", "Edited.\n"))
	s.waitForPage("/steps/b/", "Edited.")
}

// TestServeBurst writes ten thousand files at once: there are few versions, and the last one is complete.
func TestServeBurst(t *testing.T) {
	s := startPreview(t, map[string]string{"content/steps/1-a/index.md": pageSource("A", "", "Text.\n")})
	const many = 10_000
	for i := range many {
		err := os.WriteFile(s.path(fmt.Sprintf("content/steps/1-a/t%d.md", i)),
			[]byte(pageSource(fmt.Sprintf("Topic %d", i), "", "Text.\n")), 0o644)
		if err != nil {
			t.Fatal(err)
		}
	}
	s.waitForPage(fmt.Sprintf("/steps/a/t%d/", many-1), fmt.Sprintf("Topic %d", many-1))
	s.waitForPage("/steps/a/t17/", "Topic 17")
	_, body := s.get("/.guide/state")
	var n int
	if m := regexp.MustCompile(`"version":"\w+-(\d+)"`).FindStringSubmatch(body); m != nil {
		fmt.Sscan(m[1], &n)
	}
	if n < 2 || n > many/10 { // the number depends on how fast the files are written
		t.Errorf("there were %d versions", n)
	}
	if err := os.RemoveAll(s.path("content/steps/1-a")); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("all to go", func() bool { status, _ := s.get("/steps/a/t17/"); return status == 404 })
}

// TestServeTheme checks that the editor's own templates and styles are used at once, and no longer when they are
// deleted.
func TestServeTheme(t *testing.T) {
	s := startPreview(t, nil)
	s.write("templates/footer.html", "<footer>My footer</footer>")
	s.waitForPage("/", "My footer")
	s.write("templates/footer.html", "<footer>{{.None}}</footer>")
	s.waitForPage("/", "broken&#34;:true")
	s.waitUntil("the mistake", func() bool { return s.fetchState().Errors > 0 })
	if err := os.RemoveAll(s.path("templates")); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("the program's own footer", func() bool {
		_, body := s.get("/")
		return !strings.Contains(body, "My footer") && strings.Contains(body, "<footer")
	})
	_, before := s.get("/")
	s.write("static/css/main.css", "body { color: red }")
	s.waitUntil("another style sheet",
		func() bool { _, body := s.get("/"); return styleSheetName(body) != styleSheetName(before) })
}

func styleSheetName(body string) string { return regexp.MustCompile(`main\.\w+\.css`).FindString(body) }
