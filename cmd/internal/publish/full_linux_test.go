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

// An output that is a small file system of its own, such as a volume of Docker, is too small for the next site.
func TestFullMountPoint(t *testing.T) {
	t.Run("tmpfs", func(t *testing.T) {
		dir := emptyFolder(t)
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
			t.Logf("nobody but root may mount (%v): what follows is the disk that stands in for it", err)
			fillUp(t, dir, refusing(dir))
			return
		}
		t.Cleanup(func() {
			if err := syscall.Unmount(dir, 0); err != nil {
				t.Error(err)
			}
		})
		fillUp(t, dir, &disk{})
	})
	t.Run("refusing disk", func(t *testing.T) {
		dir := emptyFolder(t)
		fillUp(t, dir, refusing(dir))
	})
}

func emptyFolder(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// refusing is a disk on which the output is a file system of its own and soon full.
func refusing(dir string) *disk {
	var writes atomic.Int64
	return &disk{fault: func(op string, paths ...string) error {
		if op == "write" && strings.HasPrefix(paths[0], dir) && writes.Add(1) > 10 {
			return syscall.ENOSPC
		}
		return crossing(dir, op, paths)
	}}
}

// fillUp publishes a site that fits, one that does not, and one that does.
func fillUp(t *testing.T, dir string, full *disk) {
	parent := filepath.Dir(dir)
	sized := func(v string, kilobytes int) *lazySite {
		fsys := version(v, 10)
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
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "as it was before") {
		t.Errorf("got %v, want no space left and the site as it was", err)
	}
	if err := s.Discard(); err != nil {
		t.Error(err)
	}
	holds(t, dir, sized("v1", 10))
	beside(t, parent, "public")
	if got := publishTo(t, sized("v2", 20), dir); got.Written == 0 {
		t.Errorf("got %+v", got)
	}
	holds(t, dir, sized("v2", 20))
	beside(t, parent, "public")
}
