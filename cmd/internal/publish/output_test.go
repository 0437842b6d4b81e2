package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"
)

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name string
		make func(t *testing.T, dir string)
		want string // in the error
	}{
		{"somebody's folder", func(t *testing.T, dir string) { put(t, filepath.Join(dir, "thesis.txt"), "") },
			"choose another --output or empty the folder"},
		{"hidden files", func(t *testing.T, dir string) { put(t, filepath.Join(dir, ".bashrc"), "") },
			"choose another --output or empty the folder"},
		{"folder in place of the marker", func(t *testing.T, dir string) { put(t, filepath.Join(dir, marker, "x"), "") },
			"neither empty"},
		{"repository", func(t *testing.T, dir string) {
			publishTo(t, site(small), dir)
			put(t, filepath.Join(dir, ".git", "HEAD"), "")
		}, "holds .git"},
		{"somebody's folder, made where a build was killed between two renames", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "thesis.txt"), "")
			put(t, filepath.Join(filepath.Dir(dir), ".public.guide-old-1", "index.html"), "")
		}, "neither empty"},
		{"file", func(t *testing.T, dir string) { put(t, dir, "") }, "not a folder"},
		{"link to a file", func(t *testing.T, dir string) {
			put(t, dir+"-file", "")
			symlink(t, dir+"-file", dir)
		}, "not a folder"},
		{"link to itself", func(t *testing.T, dir string) { symlink(t, dir, dir) }, "too many symbolic links"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			tt.make(t, dir)
			was := describe(t, parent)
			_, err := Stage(t.Context(), site(small), dir, Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Count(err.Error(), dir) != 1 {
				t.Errorf("got %v, want an error with %q that names the output once", err, tt.want)
			}
			if is := describe(t, parent); is != was {
				t.Errorf("was:\n%s\nis:\n%s", was, is)
			}
		})
	}
}

// describe returns every name below dir with type, size and time.
func describe(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(dir, func(p string, fi os.FileInfo, err error) error {
		if p != dir {
			b.WriteString(p + " " + fi.Mode().String() + " " + fi.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func symlink(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestRootRefused(t *testing.T) {
	root := filepath.VolumeName(t.TempDir()) + string(filepath.Separator)
	link := filepath.Join(t.TempDir(), "public")
	symlink(t, root, link)
	for _, dir := range []string{root, link} {
		if _, err := Stage(t.Context(), site(small), dir, Options{}); err == nil || !strings.Contains(err.Error(), "root of a file system") {
			t.Errorf("%s: got %v", dir, err)
		}
	}
}

func TestEmptyFolderIsFine(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	// A fresh disk, on which a build was killed.
	put(t, filepath.Join(dir, "lost+found", "x"), "")
	put(t, filepath.Join(dir, within+"new-123", "index.html"), "")
	put(t, filepath.Join(dir, within+"lock"), "")
	publishTo(t, site(small), dir)
	holds(t, dir, site(small))
	beside(t, parent, "public")
}

func TestRelativeOutput(t *testing.T) {
	parent := t.TempDir()
	t.Chdir(parent)
	publishTo(t, site(small), "public")
	holds(t, filepath.Join(parent, "public"), site(small))
}

func TestParentsAreMade(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a", "b", "public")
	if err := stage(t, site(small), dir).Discard(); err != nil {
		t.Fatal(err)
	}
	beside(t, parent)
	publishTo(t, site(small), dir)
	holds(t, dir, site(small))
	beside(t, filepath.Join(parent, "a", "b"), "public")
}

func TestLinkedOutput(t *testing.T) {
	for _, tt := range []struct {
		name, target string
		exists       bool
	}{
		{"relative", "real/site", true},
		{"relative, not yet there", "real/site", false},
		{"up and down", "real/../real/site", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			real := filepath.Join(parent, "real", "site")
			if err := os.MkdirAll(filepath.Dir(real), 0o755); err != nil {
				t.Fatal(err)
			}
			if tt.exists {
				publishTo(t, version("v1", 3), real)
			}
			symlink(t, filepath.FromSlash(tt.target), filepath.Join(parent, "public"))
			if got := publishTo(t, site(small), filepath.Join(parent, "public")); !got.Swapped {
				t.Errorf("got %+v, want it swapped", got)
			}
			holds(t, real, site(small))
			beside(t, parent, "public", "real")
			beside(t, filepath.Join(parent, "real"), "site")
			if info(t, parent, "public").Mode().Type() != os.ModeSymlink {
				t.Error("the link has been replaced")
			}
		})
	}
}

func TestOneAtATime(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	first := stage(t, version("v1", 3), dir)
	symlink(t, "public", filepath.Join(parent, "alias"))
	for _, name := range []string{dir, filepath.Join(parent, "alias")} {
		if _, err := Stage(t.Context(), site(small), name, Options{}); err == nil || !strings.Contains(err.Error(), "another build is writing it") {
			t.Fatalf("%s: got %v", name, err)
		}
	}
	other := stage(t, site(small), filepath.Join(parent, "public-offline"))
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, version("v1", 3))
	if err := other.Discard(); err != nil {
		t.Fatal(err)
	}
	publishTo(t, site(small), dir)
	beside(t, parent, "alias", "public")
}

func TestLeftOversOfTheDead(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, site(small), dir)
	was := info(t, dir)
	put(t, filepath.Join(parent, ".public.guide-new-1", "index.html"), "half")
	put(t, filepath.Join(parent, ".public.guide-old-1", "index.html"), "old")
	put(t, filepath.Join(parent, ".public.guide-lock"), "")
	put(t, filepath.Join(parent, ".public-offline.guide-new-1", "index.html"), "of another output")
	if err := stage(t, site(small), dir).Discard(); err != nil {
		t.Fatal(err)
	}
	beside(t, parent, ".public-offline.guide-new-1", "public")
	untouched(t, was, dir)
}

func TestKilledBetweenTwoRenames(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, site(small), dir)
	was := info(t, dir)
	if err := os.Rename(dir, filepath.Join(parent, ".public.guide-old-1")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(parent, ".public.guide-new-1", "index.html"), "new")
	if got := publishTo(t, site(small), dir); got.Kept != got.Files || got.Swapped {
		t.Errorf("got %+v, want all kept", got)
	}
	untouched(t, was, dir)
	holds(t, dir, site(small))
	beside(t, parent, "public")
}

// Only a folder is put back as the old site.
func TestNoFolderIsPutBack(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	put(t, filepath.Join(parent, "elsewhere", marker), "")
	put(t, filepath.Join(parent, ".public.guide-old-1"), "a file")
	symlink(t, "elsewhere", filepath.Join(parent, ".public.guide-old-2"))
	publishTo(t, site(small), dir)
	holds(t, dir, site(small))
	beside(t, filepath.Join(parent, "elsewhere"), marker)
	beside(t, parent, "elsewhere", "public")
}

func TestManyAtOnce(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	var builds atomic.Int64
	var group errgroup.Group
	for i := range 4 {
		group.Go(func() error {
			for builds.Load() < 100 {
				s, err := Stage(t.Context(), version([]string{"v1", "v2"}[i%2], 3), dir, Options{})
				if errors.Is(err, errLocked) {
					continue
				}
				if err != nil {
					return err
				}
				if got, err := s.Commit(); err != nil || got.Warnings != nil {
					return errors.Join(err, s.Discard(), errors.New(strings.Join(got.Warnings, ", ")))
				}
				builds.Add(1)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	publishTo(t, version("v1", 3), dir)
	holds(t, dir, version("v1", 3))
	beside(t, parent, "public")
}
