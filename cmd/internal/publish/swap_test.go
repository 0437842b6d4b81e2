package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestTwoRenames(t *testing.T) {
	for _, cause := range []error{errors.ErrUnsupported, syscall.EINVAL, syscall.ENOSYS, syscall.ENOTSUP} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		publishTo(t, siteVersion("v1", 3), dir)
		s := stageSite(t, siteVersion("v2", 3), dir)
		failStagedOp(s, "exchange", cause)
		if got, err := s.Commit(); err != nil || !got.Swapped || got.Warnings != nil {
			t.Fatalf("%v: got %+v, %v", cause, got, err)
		}
		wantSite(t, dir, siteVersion("v2", 3))
		wantEntries(t, parent, "public")
	}
}

func TestSecondRenameFails(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, siteVersion("v1", 3), dir)
	was := lstat(t, dir)
	s := stageSite(t, siteVersion("v2", 3), dir)
	s.out.fault = func(op string, paths ...string) error {
		if op == "exchange" {
			return errors.Join(errors.ErrUnsupported, os.RemoveAll(paths[0])) // so that there is nothing to rename
		}
		return nil
	}
	if _, err := s.Commit(); err == nil {
		t.Error("no error")
	}
	wantUntouched(t, was, dir)
	wantSite(t, dir, siteVersion("v1", 3))
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, parent, "public")
}

func TestSwapFails(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, siteVersion("v1", 3), dir)
	s := stageSite(t, siteVersion("v2", 3), dir)
	failStagedOp(s, "exchange", syscall.EIO)
	if _, err := s.Commit(); !errors.Is(err, syscall.EIO) {
		t.Errorf("got %v", err)
	}
	wantSite(t, dir, siteVersion("v1", 3))
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, parent, "public")
}

func TestFolderCreatedAfterStage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := stageSite(t, newSite(smallSite), dir)
	writeFile(t, filepath.Join(dir, "thesis.txt"), "mine")
	if _, err := s.Commit(); err == nil {
		t.Error("a folder that is not ours has been replaced")
	}
	wantEntries(t, dir, "thesis.txt")
}

func TestInPlace(t *testing.T) {
	old := newSite(map[string]string{
		"index.html": "v1", "kept.html": "kept", "gone/index.html": "v1", "gone/deep/a.css": "v1",
		"folder/a.html": "v1", "folder/sub/b.html": "v1", "file": "v1", "assets/a.css": "v1",
	})
	next := newSite(map[string]string{
		"index.html": "v2", "kept.html": "kept", "new/deep/index.html": "v2",
		"folder": "v2", "file/a.html": "v2", "file/sub/b.txt": "v2", "assets/b.css": "v2",
	})
	for _, cause := range []error{syscall.EBUSY, errCrossDevice, syscall.EACCES, syscall.EPERM, syscall.EROFS} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		publishTo(t, old, dir)
		was, kept := lstat(t, dir), lstat(t, dir, "kept.html")
		s := stageSite(t, next, dir)
		failStagedOp(s, "exchange", cause)
		got, err := s.Commit()
		if err != nil {
			t.Fatal(err)
		}
		if got.Swapped || got.Written != 6 || got.Unchanged != 1 || got.Removed != 6 {
			t.Errorf("%v: got %+v", cause, got)
		}
		if len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0], cause.Error()) ||
			!strings.Contains(got.Warnings[0], "file by file") {
			t.Errorf("%v: warnings %q", cause, got.Warnings)
		}
		wantSite(t, dir, next)
		wantEntries(t, parent, "public")
		wantUntouched(t, kept, dir, "kept.html")
		if !os.SameFile(was, lstat(t, dir)) {
			t.Errorf("%v: the folder was replaced", cause)
		}
	}
}

// A folder in the place of a file makes one step fail, which shows what was done before.
func TestInPlaceOrder(t *testing.T) {
	for _, tt := range []struct {
		blocked string
		want    []string // what is already new; the marker and assets come before pages
	}{
		{"z.css", []string{markerName}},
		{"index.html", []string{markerName, "z.css"}},
	} {
		dir := filepath.Join(t.TempDir(), "public")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		s := stageSite(t, newSite(map[string]string{"index.html": "v2", "z.css": "v2"}), dir)
		failStagedOp(s, "exchange", syscall.EBUSY)
		writeFile(t, filepath.Join(dir, tt.blocked, "x"), "")
		writeFile(t, filepath.Join(dir, "old.html"), "")
		s.stale = []string{"old.html"}
		if _, err := s.Commit(); err == nil {
			t.Error("no error")
		}
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
		want := append([]string{"old.html", tt.blocked}, tt.want...)
		entries, _ := os.ReadDir(dir)
		if len(entries) != len(want) {
			t.Errorf("%s: got %v, want %q", tt.blocked, entries, want)
		}
		for _, name := range want {
			lstat(t, dir, name)
		}
	}
}

func TestInPlaceAcrossDevices(t *testing.T) {
	parent := resolvedTempDir(t)
	dir := filepath.Join(parent, "public")
	publishTo(t, siteVersion("v1", 3), dir)
	s := stageSite(t, siteVersion("v2", 3), dir)
	failStagedOp(s, "exchange", errCrossDevice)
	s.out.fault = func(op string, paths ...string) error {
		if op == "exchange" || op == "rename" && strings.HasPrefix(paths[0], dir) != strings.HasPrefix(paths[1], dir) {
			return errCrossDevice
		}
		return nil
	}
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	wantSite(t, dir, siteVersion("v2", 3))
	wantEntries(t, parent, "public")
}

func TestWithoutLinks(t *testing.T) {
	for _, tt := range []struct {
		cause   error
		swapped bool
	}{{syscall.EPERM, true}, {syscall.ENOTSUP, true}, {syscall.EMLINK, true}, {errCrossDevice, false}} {
		dir := filepath.Join(t.TempDir(), "public")
		publishTo(t, newSite(smallSite), dir)
		was := lstat(t, dir, "steps/a/index.html").ModTime()
		next := smallSiteWith(map[string]string{"index.html": "v2"})
		staged, err := stageOn(t.Context(), &disk{fault: failOp("link", tt.cause)}, next, dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := staged.Commit()
		if err != nil || got.Swapped != tt.swapped || got.Unchanged != 3 || (got.Warnings == nil) != tt.swapped {
			t.Errorf("%v: got %+v, %v", tt.cause, got, err)
		}
		wantSite(t, dir, next)
		if is := lstat(t, dir, "steps/a/index.html").ModTime(); !is.Equal(was) {
			t.Errorf("%v: time %v became %v", tt.cause, was, is)
		}
	}
}
