package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guide/cmd/internal/watch"
)

func TestServe(t *testing.T) {
	s := serve(t, map[string]string{"content/steps/1-a/index.md": text("Step A", "", "One [file](x.txt).\n"), "content/steps/1-a/x.txt": "a file", "content/.secret": "x"})
	for address, want := range map[string]int{"/": 200, "/steps/a/": 200, "/steps/a/x.txt": 200, "/steps/a": 302, "/none/": 404, "/.secret": 404, "/content/guide.yaml": 404, "/steps/a/index.md": 404, "/assets/": 404} {
		if got, body := s.get(address); got != want {
			t.Errorf("%s: %d\n%s", address, got, body)
		}
	}
	s.write("content/steps/1-a/index.md", text("Step A", "", "Two [files](x.txt).\n"))
	s.shows("/steps/a/", "files</a>.")
	s.write("content/steps/1-a/index.md", text("Another title", "", "Two [files](x.txt).\n"))
	s.shows("/", "Another title")
	s.write("content/steps/1-a/x.txt", "another file")
	s.shows("/steps/a/x.txt", "another file")
	s.write("content/steps/2-b.md", text("Step B", "", "New.\n"))
	s.shows("/steps/b/", "New.")
	if err := os.Remove(s.path("content/steps/2-b.md")); err != nil {
		t.Fatal(err)
	}
	s.until("the step to go", func() bool { status, _ := s.get("/steps/b/"); return status == 404 })
	entries, err := fs.Glob(os.DirFS(s.dir), "*")
	if err != nil || fmt.Sprint(entries) != "[content]" {
		t.Errorf("the preview has written: %q, %v", entries, err)
	}
	if status := s.stop(); status != exitOK || !strings.HasSuffix(s.out.String(), "stopped\n") {
		t.Errorf("exit status %d:\n%s", status, s.out)
	}
	if _, err := http.Get(s.url); err == nil {
		t.Error("somebody still answers")
	}
}

// What is wrong is on the page and, once, in the terminal; the page keeps its last good text.
func TestServeProblems(t *testing.T) {
	good := text("Step A", "", "Good text.\n")
	s := serve(t, map[string]string{"content/steps/1-a.md": good, "content/pages/p.md": text("P", "", "A page.\n")})
	s.shows("/steps/a/", "Good text.")
	bad := text("Step A", "sumary: x\n", "Newer text.\n")
	s.write("content/steps/1-a.md", bad)
	s.until("the problem to be known", func() bool { return s.known().Errors == 1 })
	if p := s.known().Problems[0]; p.File != "content/steps/1-a.md" || !strings.Contains(p.Message, "sumary") || p.Source != "sumary: x" {
		t.Errorf("%+v", p)
	}
	if _, body := s.get("/steps/a/"); !strings.Contains(body, "Good text.") || !strings.Contains(body, "&#34;broken&#34;:true") || !strings.Contains(body, "&#34;kept&#34;:true") {
		t.Errorf("the page is\n%s", body)
	}
	if _, body := s.get("/p/"); strings.Contains(body, "broken&#34;:true") {
		t.Error("another page is broken too")
	}
	s.until("the problem to be printed", func() bool { return strings.Contains(s.out.String(), "1 error\n") })
	s.write("content/steps/1-a.md", "\n"+strings.Replace(bad, "Newer", "Still newer", 1)) // elsewhere, the same
	s.write("content/pages/p.md", text("P", "", "Another page.\n"))
	s.shows("/p/", "Another page.")
	s.write("content/pages/p.md", text("P", "", "<b>raw</b>\n"))
	s.until("the second problem", func() bool { return strings.Contains(s.out.String(), "[raw-html]") })
	if n := strings.Count(s.out.String(), "[unknown-key]"); n != 1 {
		t.Errorf("a problem was printed %d times:\n%s", n, s.out)
	}
	s.write("content/steps/1-a.md", good)
	s.write("content/pages/p.md", text("P", "", "Mended.\n"))
	s.shows("/p/", "Mended.")
	s.until("no problems", func() bool { st := s.known(); return st.Errors+st.Warnings == 0 })
	s.until("that to be printed", func() bool { return strings.Contains(s.out.String(), "no problems any more") })
	if _, body := s.get("/steps/a/"); strings.Contains(body, "broken&#34;:true") {
		t.Error("the page is still broken")
	}
}

// A link to a part of another page is looked up whenever either of them changes.
func TestServeFragments(t *testing.T) {
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "[b](b.md#part)\n"), "content/pages/b.md": text("B", "", "## Part\n")})
	s.write("content/pages/b.md", text("B", "", "## Another\n"))
	s.until("the link to be broken", func() bool { return s.known().Errors == 1 })
	s.write("content/pages/b.md", text("B", "", "## Part\n"))
	s.until("the link to be good", func() bool { return s.known().Errors == 0 })
}

// A file caught half-written is no problem; one that stays so is.
func TestServeHalfWritten(t *testing.T) {
	e := &eccentric{T: t, dir: t.TempDir()}
	const name = "content/pages/a.md"
	e.write("content/guide.yaml", settingsTexts[0])
	e.write("content/steps/1-a.md", text("Step A", "", "Text.\n"))
	e.write(name, text("A", "", "Whole.\n"))
	l := prepareLive(t, e.dir)
	if err := l.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer l.background.Wait()
	is := func() (held bool, problems int) {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.held, len(l.problems)
	}
	for i := range 20 {
		whole := text("A", "", fmt.Sprintf("Whole %d.\n", i))
		for _, part := range []string{"", "---\ntit", whole[:len(whole)-8], whole} { // a slow editor
			e.write(name, part)
			l.change(t.Context(), watch.Change{Paths: []string{name}})
			if held, n := is(); held != !strings.Contains(part, "summary") || n > 0 {
				t.Errorf("after %q: held back: %v; %d problems", part, held, n)
			}
		}
	}
	e.write(name, "---\ntit")
	l.change(t.Context(), watch.Change{Paths: []string{name}})
	l.change(t.Context(), watch.Change{Idle: true})
	if held, n := is(); held || n == 0 {
		t.Errorf("a problem that stays: held back: %v; %d problems", held, n)
	}
}

func TestServeDrafts(t *testing.T) {
	files := map[string]string{"content/steps/1-a.md": text("A", "draft: true\n", "Text.\n"), "content/steps/2-b.md": text("B", "publishOn: 2999-01-01\n", "Text.\n")}
	s := serve(t, files)
	for address, want := range map[string]string{"/steps/a/": "a draft", "/steps/b/": "not public until 2999-01-01"} {
		if status, body := s.get(address); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d", address, status)
		}
	}
	s = serve(t, files, "--as-published")
	if status, _ := s.get("/steps/a/"); status != 404 {
		t.Errorf("as published, a draft is there: %d", status)
	}
}

// A notice is printed once, and does not keep an editor from hearing that nothing is wrong any more.
func TestServeNotice(t *testing.T) {
	s := serve(t, map[string]string{"content/steps/1-a/index.md": text("A", "", "Text.\n"), "content/.DS_Store": "x"})
	s.until("the notice", func() bool { return strings.Contains(s.out.String(), "content/.DS_Store: notice: ") })
	s.write("content/steps/1-a/index.md", text("A", "", "See [this](nothing.md).\n"))
	s.until("the error", func() bool { return s.known().Errors == 1 && strings.Contains(s.out.String(), "[broken-link]") })
	s.write("content/steps/1-a/index.md", text("A", "", "Text again.\n"))
	s.until("the good news", func() bool { return strings.Contains(s.out.String(), "no problems any more") })
	if n := strings.Count(s.out.String(), "[left-behind]"); n != 1 {
		t.Errorf("the notice was printed %d times", n)
	}
}

// A text that names another file is enough to show that file.
func TestServeNamedFile(t *testing.T) {
	s := serve(t, map[string]string{"content/steps/1-a/index.md": text("A", "", "One [file](x.txt).\n"), "content/steps/1-a/x.txt": "first-file", "content/steps/1-a/y.txt": "second-file"})
	s.shows("/steps/a/x.txt", "first-file")
	if status, _ := s.get("/steps/a/y.txt"); status != 404 {
		t.Errorf("a file that nothing names: %d", status)
	}
	s.write("content/steps/1-a/index.md", text("A", "", "Two [file](y.txt).\n"))
	s.shows("/steps/a/y.txt", "second-file")
	if status, _ := s.get("/steps/a/x.txt"); status != 404 {
		t.Errorf("a file that nothing names any more: %d", status)
	}
}

// A page whose file or folder gets another name is found at its old address.
func TestServeMoved(t *testing.T) {
	s := serve(t, map[string]string{"content/steps/1-a/index.md": text("A", "", "Step.\n"), "content/steps/1-a/t.md": text("T", "", "Topic.\n"), "content/steps/1-a/x.txt": "x"})
	if err := os.Rename(s.path("content/steps/1-a"), s.path("content/steps/1-b")); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{"/steps/a/": "/steps/b/", "/steps/a/t/": "/steps/b/t/"} {
		s.until(from+" to lead on", func() bool { status, where := s.get(from); return status == 302 && where == to })
	}
	s.write("content/steps/1-b/index.md", text("A", "", "Edited.\n"))
	s.shows("/steps/b/", "Edited.")
}

// What a link in the source folder leads to is served if it lies inside, and never otherwise.
func TestServeLinks(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("the secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := serve(t, map[string]string{"content/pages/a.txt": "inside", "content/pages/p.md": text("P", "", "[One](a.txt) and [another](in.txt).\n")})
	for name, target := range map[string]string{"out.txt": secret, "up.txt": "../../../../../../../../etc/passwd", "in.txt": "a.txt"} {
		if err := os.Symlink(target, s.path("content/pages/"+name)); err != nil {
			t.Fatal(err)
		}
	}
	s.shows("/in.txt", "inside")
	s.until("the problems", func() bool { return s.known().Errors == 2 })
	for _, address := range []string{"/out.txt", "/up.txt"} {
		if status, body := s.get(address); status != 404 || strings.Contains(body, "the secret") || strings.Contains(body, "root:") {
			t.Errorf("%s: %d", address, status)
		}
	}
	if err := os.Remove(s.path("content/pages/a.txt")); err != nil { // a link that was good
		t.Fatal(err)
	}
	if err := os.Symlink(secret, s.path("content/pages/a.txt")); err != nil {
		t.Fatal(err)
	}
	s.until("the file to go", func() bool { status, _ := s.get("/a.txt"); return status == 404 })
}

// Ten thousand files at once make few versions, and the last one is whole.
func TestServeStorm(t *testing.T) {
	s := serve(t, map[string]string{"content/steps/1-a/index.md": text("A", "", "Text.\n")})
	const many = 10_000
	for i := range many {
		if err := os.WriteFile(s.path(fmt.Sprintf("content/steps/1-a/t%d.md", i)), []byte(text(fmt.Sprintf("Topic %d", i), "", "Text.\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.shows(fmt.Sprintf("/steps/a/t%d/", many-1), fmt.Sprintf("Topic %d", many-1))
	s.shows("/steps/a/t17/", "Topic 17")
	_, body := s.get("/.guide/state")
	var n int
	if m := regexp.MustCompile(`"version":"\w+-(\d+)"`).FindStringSubmatch(body); m != nil {
		fmt.Sscan(m[1], &n)
	}
	if n < 2 || n > many/10 { // how many, depends on how fast they are written
		t.Errorf("there were %d versions", n)
	}
	if err := os.RemoveAll(s.path("content/steps/1-a")); err != nil {
		t.Fatal(err)
	}
	s.until("all to go", func() bool { status, _ := s.get("/steps/a/t17/"); return status == 404 })
}

// The content may go away, and come back.
func TestServeWithoutContent(t *testing.T) {
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "Text.\n")})
	if err := os.Rename(s.path("content"), s.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	s.until("the problem", func() bool { return s.known().Errors > 0 })
	if err := os.Rename(s.path("elsewhere"), s.path("content")); err != nil {
		t.Fatal(err)
	}
	s.until("no problem", func() bool { return s.known().Errors == 0 })
	s.write("content/pages/a.md", text("A", "", "Another.\n"))
	s.shows("/a/", "Another.")
}

// Templates, styles and words of the editor's own come into force at once, and go.
func TestServeLook(t *testing.T) {
	s := serve(t, nil)
	s.write("templates/footer.html", "<footer>My footer</footer>")
	s.shows("/", "My footer")
	s.write("templates/footer.html", "<footer>{{.None}}</footer>")
	s.shows("/", "broken&#34;:true")
	s.until("the mistake", func() bool { return s.known().Errors > 0 })
	if err := os.RemoveAll(s.path("templates")); err != nil {
		t.Fatal(err)
	}
	s.until("the program's own footer", func() bool {
		_, body := s.get("/")
		return !strings.Contains(body, "My footer") && strings.Contains(body, "<footer")
	})
	_, before := s.get("/")
	s.write("static/css/main.css", "body { color: red }")
	s.until("another style sheet", func() bool { _, body := s.get("/"); return sheet(body) != sheet(before) })
}

func sheet(body string) string { return regexp.MustCompile(`main\.\w+\.css`).FindString(body) }

// What is printed at the start says where the preview is and what is not as usual.
func TestServeSays(t *testing.T) {
	first := serve(t, map[string]string{"content/steps/1-a.md": text("A", "", "Text.\n")})
	if want := "A guide: 1 step, 2 pages\npreview: " + first.url + "/\nCtrl-C ends it\n"; first.out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", first.out, want)
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(first.url, "http://"), ":")
	second := &served{T: t, dir: first.dir}
	second.start("localhost:" + port)
	defer second.stop()
	if want := "port " + port + " is taken; this is the next free one\n"; !strings.Contains(second.out.String(), want) || second.url == first.url {
		t.Errorf("printed\n%s\nwant\n%s", second.out, want)
	}
	t.Setenv("PATH", "")
	open := &served{T: t, dir: first.dir}
	open.start("0.0.0.0:0", "--open")
	defer open.stop()
	for _, want := range []string{"drafts too", "the browser cannot be opened"} {
		open.until(want, func() bool { return strings.Contains(open.out.String(), want) })
	}
}

func TestServeUsage(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--source", dir}, exitProblems, "there is no folder content/"},
		{[]string{"--editor", "emacs"}, exitUsage, "--editor"},
		{[]string{"--poll=1ms"}, exitUsage, "300ms looks often enough"},
		{[]string{"--addr", "x:y"}, exitUsage, "is not a port"},
	} {
		var out bytes.Buffer
		if got := run(t.Context(), append([]string{"serve"}, tt.args...), &out, &out); got != tt.status || !strings.Contains(out.String(), tt.want) {
			t.Errorf("%q: exit status %d:\n%s", tt.args, got, &out)
		}
	}
}

// Looking again and again sees what events tell of elsewhere.
func TestServePolls(t *testing.T) {
	s := serve(t, map[string]string{"content/pages/a.md": text("A", "", "One.\n")}, "--poll=20ms")
	s.write("content/pages/a.md", text("A", "", "Two.\n"))
	s.shows("/a/", "Two.")
	s.write("content/steps/1-new/index.md", text("New", "", "Three.\n"))
	s.shows("/steps/new/", "Three.")
}
