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
		{"a folder of somebody else", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(dir, "thesis.txt"), "")
		},
			"choose another --output or empty the folder"},
		{"hidden files", func(t *testing.T, dir string) { writeFile(t, filepath.Join(dir, ".bashrc"), "") },
			"choose another --output or empty the folder"},
		{"folder in place of the marker", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(dir, markerName, "x"), "")
		},
			"neither empty"},
		{"repository", func(t *testing.T, dir string) {
			publishTo(t, newSite(smallSite), dir)
			writeFile(t, filepath.Join(dir, ".git", "HEAD"), "")
		}, "contains .git"},
		{"a folder of somebody else, created after a build was killed between two renames",
			func(t *testing.T, dir string) {
				writeFile(t, filepath.Join(dir, "thesis.txt"), "")
				writeFile(t, filepath.Join(filepath.Dir(dir), ".public.guide-old-1", "index.html"), "")
			}, "neither empty"},
		{"file", func(t *testing.T, dir string) { writeFile(t, dir, "") }, "not a folder"},
		{"link to a file", func(t *testing.T, dir string) {
			writeFile(t, dir+"-file", "")
			symlink(t, dir+"-file", dir)
		}, "not a folder"},
		{"link to itself", func(t *testing.T, dir string) { symlink(t, dir, dir) }, "too many symbolic links"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			tt.make(t, dir)
			was := dirSnapshot(t, parent)
			_, err := Stage(t.Context(), newSite(smallSite), dir, Options{})
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Count(err.Error(), dir) != 1 {
				t.Errorf("got %v, want an error with %q that names the output once", err, tt.want)
			}
			if is := dirSnapshot(t, parent); is != was {
				t.Errorf("was:\n%s\nis:\n%s", was, is)
			}
		})
	}
}

// dirSnapshot returns every name below dir with its type, size and mtime.
func dirSnapshot(t *testing.T, dir string) string {
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
		if _, err := Stage(t.Context(), newSite(smallSite), dir, Options{}); err == nil ||
			!strings.Contains(err.Error(), "root of a file system") {
			t.Errorf("%s: got %v", dir, err)
		}
	}
}

func TestEmptyFolderAccepted(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	// A new disk, on which a build was killed.
	writeFile(t, filepath.Join(dir, "lost+found", "x"), "")
	writeFile(t, filepath.Join(dir, insidePrefix+"new-123", "index.html"), "")
	writeFile(t, filepath.Join(dir, insidePrefix+"lock"), "")
	publishTo(t, newSite(smallSite), dir)
	wantSite(t, dir, newSite(smallSite))
	wantEntries(t, parent, "public")
}

func TestRelativeOutput(t *testing.T) {
	parent := t.TempDir()
	t.Chdir(parent)
	publishTo(t, newSite(smallSite), "public")
	wantSite(t, filepath.Join(parent, "public"), newSite(smallSite))
}

func TestParentsAreMade(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "a", "b", "public")
	if err := stageSite(t, newSite(smallSite), dir).Discard(); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, parent)
	publishTo(t, newSite(smallSite), dir)
	wantSite(t, dir, newSite(smallSite))
	wantEntries(t, filepath.Join(parent, "a", "b"), "public")
}

func TestLinkedOutput(t *testing.T) {
	for _, tt := range []struct {
		name, target string
		exists       bool
	}{
		{"relative", "real/site", true},
		{"relative path that does not exist", "real/site", false},
		{"up and down", "real/../real/site", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			real := filepath.Join(parent, "real", "site")
			if err := os.MkdirAll(filepath.Dir(real), 0o755); err != nil {
				t.Fatal(err)
			}
			if tt.exists {
				publishTo(t, siteVersion("v1", 3), real)
			}
			symlink(t, filepath.FromSlash(tt.target), filepath.Join(parent, "public"))
			if got := publishTo(t, newSite(smallSite), filepath.Join(parent, "public")); !got.Swapped {
				t.Errorf("got %+v, want it swapped", got)
			}
			wantSite(t, real, newSite(smallSite))
			wantEntries(t, parent, "public", "real")
			wantEntries(t, filepath.Join(parent, "real"), "site")
			if lstat(t, parent, "public").Mode().Type() != os.ModeSymlink {
				t.Error("the link has been replaced")
			}
		})
	}
}

func TestOneAtATime(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	first := stageSite(t, siteVersion("v1", 3), dir)
	symlink(t, "public", filepath.Join(parent, "alias"))
	for _, name := range []string{dir, filepath.Join(parent, "alias")} {
		if _, err := Stage(t.Context(), newSite(smallSite), name, Options{}); err == nil ||
			!strings.Contains(err.Error(), "another build is writing it") {
			t.Fatalf("%s: got %v", name, err)
		}
	}
	other := stageSite(t, newSite(smallSite), filepath.Join(parent, "public-offline"))
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	wantSite(t, dir, siteVersion("v1", 3))
	if err := other.Discard(); err != nil {
		t.Fatal(err)
	}
	publishTo(t, newSite(smallSite), dir)
	wantEntries(t, parent, "alias", "public")
}

func TestRemoveLeftovers(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, newSite(smallSite), dir)
	was := lstat(t, dir)
	writeFile(t, filepath.Join(parent, ".public.guide-new-1", "index.html"), "half")
	writeFile(t, filepath.Join(parent, ".public.guide-old-1", "index.html"), "old")
	writeFile(t, filepath.Join(parent, ".public.guide-lock"), "")
	writeFile(t, filepath.Join(parent, ".public-offline.guide-new-1", "index.html"), "of another output")
	if err := stageSite(t, newSite(smallSite), dir).Discard(); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, parent, ".public-offline.guide-new-1", "public")
	wantUntouched(t, was, dir)
}

func TestKilledBetweenTwoRenames(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, newSite(smallSite), dir)
	was := lstat(t, dir)
	if err := os.Rename(dir, filepath.Join(parent, ".public.guide-old-1")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(parent, ".public.guide-new-1", "index.html"), "new")
	if got := publishTo(t, newSite(smallSite), dir); got.Unchanged != got.Files || got.Swapped {
		t.Errorf("got %+v, want all kept", got)
	}
	wantUntouched(t, was, dir)
	wantSite(t, dir, newSite(smallSite))
	wantEntries(t, parent, "public")
}

// Only a folder is renamed back as the old site.
func TestRestoreOnlyFolders(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	writeFile(t, filepath.Join(parent, "elsewhere", markerName), "")
	writeFile(t, filepath.Join(parent, ".public.guide-old-1"), "a file")
	symlink(t, "elsewhere", filepath.Join(parent, ".public.guide-old-2"))
	publishTo(t, newSite(smallSite), dir)
	wantSite(t, dir, newSite(smallSite))
	wantEntries(t, filepath.Join(parent, "elsewhere"), markerName)
	wantEntries(t, parent, "elsewhere", "public")
}

func TestConcurrentBuilds(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	var builds atomic.Int64
	var group errgroup.Group
	for i := range 4 {
		group.Go(func() error {
			for builds.Load() < 100 {
				s, err := Stage(t.Context(), siteVersion([]string{"v1", "v2"}[i%2], 3), dir, Options{})
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
	publishTo(t, siteVersion("v1", 3), dir)
	wantSite(t, dir, siteVersion("v1", 3))
	wantEntries(t, parent, "public")
}
