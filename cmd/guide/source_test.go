package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// writeSource writes a small guide and further files, given as pairs of names and texts. A text that begins with "-> "
// makes a symbolic link.
func writeSource(t *testing.T, pairs ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "guide")
	if err := generateGuide(dir, 1, 0); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		writeFileOrLink(t, filepath.Join(dir, filepath.FromSlash(pairs[i])), pairs[i+1])
	}
	return dir
}

func writeFileOrLink(t *testing.T, path, text string) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if target, link := strings.CutPrefix(text, "-> "); err == nil && link {
		err = os.Symlink(filepath.FromSlash(target), path)
	} else if err == nil {
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func openTestSource(t *testing.T, dir string) *sourceFS {
	t.Helper()
	s, err := openSource(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// hangTimeout is how long a command may take.
const hangTimeout = time.Minute

// runCommand runs a command on a source folder, and fails if it hangs.
func runCommand(t *testing.T, dir string, args ...string) (status int, out string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), hangTimeout)
	defer stop()
	var stdout, stderr bytes.Buffer
	done := make(chan int, 1)
	go func() { done <- run(ctx, append(args, "--source", dir), &stdout, &stderr) }()
	select {
	case status = <-done:
	case <-time.After(hangTimeout + 10*time.Second):
		t.Fatalf("guide %s hangs", strings.Join(args, " "))
	}
	if ctx.Err() != nil {
		t.Fatalf("guide %s took longer than %s", strings.Join(args, " "), hangTimeout)
	}
	return status, stdout.String() + stderr.String()
}

// TestLinksStayInTheirFolder reads links: only those to files of the same source folder are followed.
func TestLinksStayInTheirFolder(t *testing.T) {
	dir := writeSource(t,
		".env", "SECRET", ".git/config", "SECRET", "notes.txt", "SECRET", "static/.hidden/x", "SECRET",
		"content/.git/config", "SECRET",
		"static/img/a.svg", "public", "static/.well-known/security.txt", "public", "static/plain", "-> img/a.svg",
		"static/twice", "-> plain",
		"static/pictures", "-> img", "static/img/up", "-> ../img/./a.svg", "static/.well-known/more.txt",
		"-> security.txt",
		"static/env", "-> ../.env", "static/config", "-> ../.git/config", "static/notes", "-> ../notes.txt",
		"static/other", "-> ../content/guide.yaml",
		"static/back", "-> ../static/img/a.svg", "static/hidden", "-> .hidden/x", "static/deep", "-> img/../.hidden/x",
		"static/folder", "-> .hidden",
		"static/chain", "-> hidden", "static/loop", "-> loop", "static/nowhere", "-> none", "static/passwd",
		"-> /etc/passwd", "static/img/through", "-> ../folder/x",
		"content/steps/1-step-1/config", "-> ../../.git/config", "static/self", "-> .")
	err := os.Symlink(filepath.Join(dir, "static", "img", "a.svg"), filepath.Join(dir, "static", "absolute"))
	if err != nil {
		t.Fatal(err)
	}
	s := openTestSource(t, dir)
	for name, want := range map[string]error{
		"static/plain": nil, "static/twice": nil, "static/pictures/a.svg": nil, "static/img/up": nil,
		"static/.well-known/more.txt": nil, "static/self/img/a.svg": nil,
		"static/env": errLinkEscapes, "static/config": errLinkEscapes, "static/notes": errLinkEscapes,
		"static/other": errLinkEscapes, "static/back": errLinkEscapes,
		"static/passwd": errLinkEscapes, "static/absolute": errLinkEscapes, "static/hidden": errLinkToHidden,
		"static/deep": errLinkToHidden, "static/folder/x": errLinkToHidden,
		"static/chain": errLinkToHidden, "static/img/through": errLinkToHidden,
		"content/steps/1-step-1/config": errLinkToHidden,
		"static/loop":                   errTooManyLinks, "static/nowhere": errDanglingLink,
		"static/none": fs.ErrNotExist, "static/img/a.svg/x": errNotFolder, "static/plain/x": errNotFolder,
		"templates/x": fs.ErrNotExist, ".env": fs.ErrNotExist, "notes.txt": fs.ErrNotExist,
		"static/../.env": fs.ErrInvalid,
	} {
		data, err := fs.ReadFile(s, name)
		if !errors.Is(err, want) || err == nil && string(data) != "public" {
			t.Errorf("%s: %q, %v, want %v", name, data, err, want)
		}
		_, opened := s.Open(name)
		_, described := fs.Stat(s, name)
		if (opened == nil) != (want == nil) || (described == nil) != (want == nil) {
			t.Errorf("%s: opened with %v, described with %v, want %v", name, opened, described, want)
		}
	}
}

// TestFoldersMayBeLinks links the top folders to other folders, which must not be hidden.
func TestFoldersMayBeLinks(t *testing.T) {
	dir := writeSource(t, "../texts/a.txt", "public", ".git/config", "SECRET", "static", "-> ../texts", "templates",
		"-> .git")
	s := openTestSource(t, dir)
	if data, err := s.ReadFile("static/a.txt"); err != nil || string(data) != "public" {
		t.Errorf("a folder elsewhere: %q, %v", data, err)
	}
	if _, err := s.ReadFile("templates/config"); !errors.Is(err, errLinkToHidden) {
		t.Errorf("a hidden folder: %v", err)
	}
}

// TestReplacedFolder replaces content/, and then the whole source folder.
func TestReplacedFolder(t *testing.T) {
	dir := writeSource(t, "content/a.txt", "one", "content2/a.txt", "two", "../other/content/a.txt", "three")
	s := openTestSource(t, dir)
	want := func(text string) {
		t.Helper()
		if data, err := s.ReadFile("content/a.txt"); err != nil || string(data) != text {
			t.Errorf("%q, %v, want %q", data, err, text)
		}
	}
	move := func(from, to string) {
		t.Helper()
		if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	want("one")
	move("content", "content1")
	move("content2", "content")
	want("two")
	move(".", "../old")
	move("../other", ".")
	want("three")
}

// TestLinksSwapped swaps files and folders with links to hidden ones while they are opened.
func TestLinksSwapped(t *testing.T) {
	dir := writeSource(t, "static/a/x", "public", "static/.b/x", "SECRET", "static/c/x", "public", "static/.x",
		"SECRET")
	s := openTestSource(t, dir)
	var ended atomic.Bool
	swap := func(name, hidden string) {
		name = filepath.Join(dir, "static", name)
		for !ended.Load() {
			_ = os.Rename(name, name+"~")
			_ = os.Symlink(hidden, name)
			runtime.Gosched()
			_ = os.Remove(name)
			_ = os.Rename(name+"~", name)
		}
	}
	done := make(chan bool, 2)
	go func() { swap("a", ".b"); done <- true }()
	go func() { swap("c/x", "../.x"); done <- true }()
	opened, refused := 0, 0
	for opened < 500 || refused < 500 {
		for _, name := range []string{"static/a/x", "static/c/x"} {
			data, err := s.ReadFile(name)
			if err == nil && string(data) != "public" {
				t.Fatalf("%s: read %q", name, data)
			}
			if err == nil {
				opened++
			} else {
				refused++
			}
		}
	}
	ended.Store(true)
	<-done
	<-done
	t.Logf("%d opened, %d refused", opened, refused)
}

// TestTooLargeToRead has files of 400 MB, which are rejected without being read.
func TestTooLargeToRead(t *testing.T) {
	for _, name := range []string{"content/guide.yaml", "content/glossary.yaml", "content/published.yaml",
		"content/index.md", "templates/page.html",
		"templates/i18n/en.yaml", "static/css/main.css", "static/js/checklist.js", "content/steps/1-step-1/log.csv"} {
		dir := writeSource(t, name, "", "content/steps/1-step-1/more.md",
			"---\ntitle: More\nsummary: More.\n---\n\n![A log](log.csv)\n")
		if !strings.HasSuffix(name, ".csv") {
			writeFileOrLink(t, filepath.Join(dir, "content/steps/1-step-1/log.csv"), "a,b\n1,2\n")
		}
		if err := os.Truncate(filepath.Join(dir, name), 400<<20); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		status, out := runCommand(t, dir, "check")
		runtime.ReadMemStats(&after)
		if status != 1 || !strings.Contains(out, "419.4 MB") && !strings.Contains(out, "400 MiB") &&
			!strings.Contains(out, "larger than 256 KiB") {
			t.Errorf("%s: status %d, %s", name, status, out)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
			t.Errorf("%s: %d MB were allocated", name, used>>20)
		}
	}
}
