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
