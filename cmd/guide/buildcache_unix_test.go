//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestBuildCacheIsNoFile puts something else in place of the cache, which reading could block or never end.
func TestBuildCacheIsNoFile(t *testing.T) {
	for name, put := range map[string]func(file string) error{
		"pipe":   func(file string) error { return syscall.Mkfifo(file, 0o644) },
		"device": func(file string) error { return os.Symlink("/dev/zero", file) },
	} {
		g := newCacheGuide(t, 1)
		file := filepath.Join(g.dir, ".public.guide-cache")
		if err := put(file); err != nil {
			t.Fatal(err)
		}
		if status, problems, rest := g.build(g.output); status != exitOK {
			t.Errorf("%s: %d %s%s", name, status, problems, rest)
		}
		if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() {
			t.Errorf("%s: it was not replaced by a file: %v", name, err)
		}
	}
}

// TestBuildCacheLinks replaces a file by a link to a page with the same bytes, which is a mistake.
func TestBuildCacheLinks(t *testing.T) {
	g := newCacheGuide(t, 1)
	const page = "---\ntitle: P\nsummary: S.\n---\nText.\n"
	g.write("content/pages/p.md", page)
	g.write("content/pages/p.txt", page)
	g.append("content/steps/1-a/t1.md", "\nSee [it](../../pages/p.txt).\n")
	if status, problems, rest := g.build(g.output); status != exitOK {
		t.Fatal(status, problems, rest)
	}
	file := filepath.Join(g.dir, "content", "pages", "p.txt")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("p.md", file); err != nil {
		t.Fatal(err)
	}
	status, problems, _ := g.build(g.output)
	wantStatus, wantProblems, _ := g.build(filepath.Join(t.TempDir(), "clean"), "--no-cache")
	if status != wantStatus || problems != wantProblems || wantStatus == exitOK {
		t.Errorf("got %d %s\nwant %d %s", status, problems, wantStatus, wantProblems)
	}
}
