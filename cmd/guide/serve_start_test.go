package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestServeBanner checks the messages at the start.
func TestServeBanner(t *testing.T) {
	first := startPreview(t, map[string]string{"content/steps/1-a.md": pageSource("A", "", "Text.\n")})
	if want := "A guide: 1 step, 2 pages\npreview: " + first.url + "/\nCtrl-C ends it\n"; first.out.String() != want {
		t.Errorf("printed\n%s\nwant\n%s", first.out, want)
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(first.url, "http://"), ":")
	second := &previewFixture{T: t, dir: first.dir}
	second.start("localhost:" + port)
	defer second.stop()
	want := "port " + port + " is in use; this is the next free one\n"
	if !strings.Contains(second.out.String(), want) || second.url == first.url {
		t.Errorf("printed\n%s\nwant\n%s", second.out, want)
	}
	t.Setenv("PATH", "")
	open := &previewFixture{T: t, dir: first.dir}
	open.start("0.0.0.0:0", "--open")
	defer open.stop()
	for _, want := range []string{"drafts too", "cannot open the browser"} {
		open.waitUntil(want, func() bool { return strings.Contains(open.out.String(), want) })
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
		{[]string{"--poll=1ms"}, exitUsage, "300ms is often enough"},
		{[]string{"--addr", "x:y"}, exitUsage, "is not a port"},
	} {
		var out bytes.Buffer
		got := run(t.Context(), append([]string{"serve"}, tt.args...), &out, &out)
		if got != tt.status || !strings.Contains(out.String(), tt.want) {
			t.Errorf("%q: exit status %d:\n%s", tt.args, got, &out)
		}
	}
}

// TestServePolls checks that changes are found by polling.
func TestServePolls(t *testing.T) {
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "One.\n")}, "--poll=20ms")
	s.write("content/pages/a.md", pageSource("A", "", "Two.\n"))
	s.waitForPage("/a/", "Two.")
	s.write("content/steps/1-new/index.md", pageSource("New", "", "Three.\n"))
	s.waitForPage("/steps/new/", "Three.")
}

// TestServeWithoutContent removes content/ and puts it back.
func TestServeWithoutContent(t *testing.T) {
	s := startPreview(t, map[string]string{"content/pages/a.md": pageSource("A", "", "Text.\n")})
	if err := os.Rename(s.path("content"), s.path("elsewhere")); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("the problem", func() bool { return s.fetchState().Errors > 0 })
	if err := os.Rename(s.path("elsewhere"), s.path("content")); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("no problem", func() bool { return s.fetchState().Errors == 0 })
	s.write("content/pages/a.md", pageSource("A", "", "Another.\n"))
	s.waitForPage("/a/", "Another.")
}

// TestServeLinks checks that symbolic links to files inside content/ are served, and others are not.
func TestServeLinks(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(secret, []byte("the secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := startPreview(t, map[string]string{"content/pages/a.txt": "inside", "content/pages/p.md": pageSource("P", "",
		"[One](a.txt) and [another](in.txt).\n")})
	for name, target := range map[string]string{"out.txt": secret, "up.txt": "../../../../../../../../etc/passwd",
		"in.txt": "a.txt"} {
		if err := os.Symlink(target, s.path("content/pages/"+name)); err != nil {
			t.Fatal(err)
		}
	}
	s.waitForPage("/in.txt", "inside")
	s.waitUntil("the problems", func() bool { return s.fetchState().Errors == 2 })
	for _, address := range []string{"/out.txt", "/up.txt"} {
		status, body := s.get(address)
		if status != 404 || strings.Contains(body, "the secret") || strings.Contains(body, "root:") {
			t.Errorf("%s: %d", address, status)
		}
	}
	const good = "content/pages/a.txt" // becomes a link out of the folder
	if err := errors.Join(os.Remove(s.path(good)), os.Symlink(secret, s.path(good))); err != nil {
		t.Fatal(err)
	}
	s.waitUntil("the file to go", func() bool { status, _ := s.get("/a.txt"); return status == 404 })
}
