package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// The output is a small file system of its own, such as a volume of Docker, and the next site does not fit.
func TestFullMountPoint(t *testing.T) {
	t.Run("tmpfs", func(t *testing.T) {
		dir := emptyFolder(t)
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
			t.Logf("nobody but root may mount (%v): what follows is the disk that stands in for it", err)
			publishToFullDisk(t, dir, fullDisk(dir))
			return
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(dir, 0); err != nil {
				t.Error(err)
			}
		})
		publishToFullDisk(t, dir, &disk{})
	})
	t.Run("refusing disk", func(t *testing.T) {
		dir := emptyFolder(t)
		publishToFullDisk(t, dir, fullDisk(dir))
	})
}

func emptyFolder(t *testing.T) string {
	dir := filepath.Join(resolvedTempDir(t), "public")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// fullDisk returns a disk on which the output is a file system of its own that is soon full.
func fullDisk(dir string) *disk {
	var writes atomic.Int64
	return &disk{fault: func(op string, paths ...string) error {
		if op == "write" && strings.HasPrefix(paths[0], dir) && writes.Add(1) > 10 {
			return syscall.ENOSPC
		}
		return separateMount(dir, op, paths)
	}}
}

// publishToFullDisk publishes a site that fits, one that does not, and one that does.
func publishToFullDisk(t *testing.T, dir string, full *disk) {
	parent := filepath.Dir(dir)
	sized := func(v string, kilobytes int) *lazySite {
		fsys := siteVersion(v, 10)
		for i := range 10 {
			fsys.files[filepath.Join("assets", string(rune('a'+i))+".css")] = strings.Repeat(v, kilobytes*512)
		}
		return fsys
	}
	publishTo(t, sized("v1", 10), dir)
	s, err := stageOn(t.Context(), full, sized("v2", 200), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit()
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the site is unchanged") {
		t.Errorf("got %v, want no space left and the site as it was", err)
	}
	if err := s.Discard(); err != nil {
		t.Error(err)
	}
	wantSite(t, dir, sized("v1", 10))
	wantEntries(t, parent, "public")
	if got := publishTo(t, sized("v2", 20), dir); got.Written == 0 {
		t.Errorf("got %+v", got)
	}
	wantSite(t, dir, sized("v2", 20))
	wantEntries(t, parent, "public")
}
