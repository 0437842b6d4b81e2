//go:build unix

package publish

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A lock file that is not a regular file is named in the error; it is neither followed nor waited for.
func TestLockNotRegularFile(t *testing.T) {
	for kind, place := range map[string]func(lock string) error{
		"a symbolic link": func(lock string) error { return os.Symlink("elsewhere", lock) },
		"a symbolic link to a file": func(lock string) error {
			return errors.Join(os.WriteFile(lock+"-target", nil, 0o644), os.Symlink(lock+"-target", lock))
		},
		"a symbolic link to itself": func(lock string) error { return os.Symlink(lock, lock) },
		"a named pipe":              func(lock string) error { return syscall.Mkfifo(lock, 0o644) },
		"a folder":                  func(lock string) error { return os.Mkdir(lock, 0o755) },
		"no regular file": func(lock string) error { // a device would do too, but needs more rights
			t.Chdir(filepath.Dir(lock)) // because the path of a socket must be short
			l, err := net.Listen("unix", filepath.Base(lock))
			if err == nil {
				t.Cleanup(func() { l.Close() })
			}
			return err
		},
	} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		publishTo(t, newSite(smallSite), dir)
		if err := place(filepath.Join(parent, ".public.guide-lock")); err != nil {
			t.Fatal(err)
		}
		was := dirSnapshot(t, parent)
		_, err := Stage(t.Context(), siteVersion("v2", 3), dir, Options{})
		kind, _, _ = strings.Cut(kind, " to ")
		if err == nil || !strings.Contains(err.Error(), ".public.guide-lock is "+kind+": remove it") {
			t.Errorf("%s: got %v", kind, err)
		}
		if is := dirSnapshot(t, parent); is != was {
			t.Errorf("%s: was:\n%s\nis:\n%s", kind, was, is)
		}
	}
}

// A lock file that is replaced again and again does not stop a build for ever, and the build can be cancelled.
func TestLockReplaced(t *testing.T) {
	parent := t.TempDir()
	path := filepath.Join(parent, "lock")
	tries := 0
	d := &disk{fault: func(op string, _ ...string) error {
		if op == "lstat" {
			tries++
			return errors.Join(os.Remove(path), fs.ErrNotExist)
		}
		return nil
	}}
	if _, err := d.lock(t.Context(), path); err != errLocked || tries != lockTries {
		t.Errorf("got %v in %d tries, want %v in %d", err, tries, errLocked, lockTries)
	}
	ctx, cancel := context.WithCancel(t.Context())
	tries = 0
	d.fault = func(op string, _ ...string) error {
		if tries++; tries == 7 {
			cancel()
		}
		return failOp("lstat", errors.Join(os.Remove(path), fs.ErrNotExist))(op)
	}
	if _, err := d.lock(ctx, path); err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	wantEntries(t, parent)
}
