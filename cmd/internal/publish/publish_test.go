package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var smallSite = map[string]string{
	"index.html":         "home",
	"steps/a/index.html": "step a",
	"assets/main.css":    "body{}",
	".nojekyll":          "",
}

// smallSiteWith returns smallSite with some files changed; the value "-" removes a file.
func smallSiteWith(changes map[string]string) *lazySite {
	files := map[string]string{}
	for _, m := range []map[string]string{smallSite, changes} {
		for name, data := range m {
			files[name] = data
		}
	}
	for name, data := range changes {
		if data == "-" {
			delete(files, name)
		}
	}
	return newSite(files)
}

func TestFirstBuild(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	s := stageSite(t, newSite(smallSite), dir)
	if _, err := os.Stat(dir); err == nil {
		t.Error("the output exists before Commit")
	}
	got, err := s.Commit()
	if err != nil {
		t.Fatal(err)
	}
	want := Result{Files: 4, Pages: 2, Bytes: 16, Written: 4, Swapped: true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Commit (-want +got):\n%s", diff)
	}
	wantSite(t, dir, newSite(smallSite))
	wantEntries(t, parent, "public")
	if lstat(t, dir, "index.html").Mode() != lstat(t, plainFile(t)).Mode() {
		t.Error("the mode of a file does not follow the umask")
	}
}

func plainFile(t *testing.T) string {
	name := filepath.Join(t.TempDir(), "file")
	writeFile(t, name, "")
	return name
}

func TestSecondBuild(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes map[string]string
		want    Result // Files, Pages and Bytes are not compared
	}{
		{"nothing", nil, Result{Unchanged: 4}},
		{"same length", map[string]string{"index.html": "HOME"}, Result{Written: 1, Unchanged: 3, Swapped: true}},
		{"another length", map[string]string{"assets/main.css": "body{color:red}"},
			Result{Written: 1, Unchanged: 3, Swapped: true}},
		{"emptied", map[string]string{"assets/main.css": ""}, Result{Written: 1, Unchanged: 3, Swapped: true}},
		{"new file", map[string]string{"new/index.html": "new"}, Result{Written: 1, Unchanged: 4, Swapped: true}},
		{"file and its folder removed", map[string]string{"steps/a/index.html": "-"},
			Result{Unchanged: 3, Removed: 1, Swapped: true}},
		{"folder becomes file", map[string]string{"steps/a/index.html": "-", "steps": "file"},
			Result{Written: 1, Unchanged: 3, Removed: 1, Swapped: true}},
		{"file becomes folder", map[string]string{"assets/main.css": "-", "assets/main.css/a.css": "a"},
			Result{Written: 1, Unchanged: 3, Removed: 1, Swapped: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "public")
			publishTo(t, newSite(smallSite), dir)
			was := readTree(t, dir)
			old := map[string]os.FileInfo{".": lstat(t, dir)}
			for name := range was {
				old[name] = lstat(t, dir, name)
			}
			time.Sleep(2 * time.Millisecond) // so that a new file has a new mtime

			next := smallSiteWith(tt.changes)
			got := publishTo(t, next, dir)
			got.Files, got.Pages, got.Bytes = 0, 0, 0
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			wantSite(t, dir, next)
			wantEntries(t, parent, "public")
			for name := range next.files {
				if was[name] == next.files[name] && old[name] != nil {
					wantUntouched(t, old[name], dir, name)
				}
			}
			if !tt.want.Swapped {
				wantUntouched(t, old["."], dir)
			}
		})
	}
}

func TestForeignFilesRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishTo(t, newSite(smallSite), dir)
	writeFile(t, filepath.Join(dir, "mine", "note.txt"), "")
	if err := errors.Join(
		os.Mkdir(filepath.Join(dir, "empty"), 0o755),
		os.Remove(filepath.Join(dir, "index.html")),
		os.Symlink("assets/main.css", filepath.Join(dir, "index.html")),
	); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, ".DS_Store"), "") // nobody misses it
	got := publishTo(t, newSite(smallSite), dir)
	if got.Removed != 2 || got.Written != 1 || !slices.Equal(got.Foreign, []string{"mine/note.txt"}) {
		t.Errorf("got %+v, want 2 removed and 1 written", got)
	}
	wantSite(t, dir, newSite(smallSite))
	if !lstat(t, dir, "index.html").Mode().IsRegular() {
		t.Error("the link is still there")
	}
}

// TestOwnFilesAreNotForeign checks that what an earlier build wrote is not taken for what somebody else did, nor is
// anything if the inventory is lost.
func TestOwnFilesAreNotForeign(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishOnDay(t, 0, styledSite(1), dir)
	publishOnDay(t, 1, styledSite(2), dir)
	if got := publishOnDay(t, 50, newSite(smallSite), dir); got.Removed == 0 || got.Foreign != nil {
		t.Errorf("got %+v", got)
	}
	writeFile(t, filepath.Join(dir, "note.txt"), "")
	overwrite(t, dir, markerName, markerHeader)
	if got := publishTo(t, newSite(smallSite), dir); got.Removed == 0 || got.Foreign != nil {
		t.Errorf("without an inventory: %+v", got)
	}
}

func TestExtraEmptyFolderRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishTo(t, newSite(smallSite), dir)
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := publishTo(t, newSite(smallSite), dir); !got.Swapped {
		t.Errorf("got %+v, want it swapped", got)
	}
	wantSite(t, dir, newSite(smallSite))
}

func TestEmptySite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishTo(t, newSite(smallSite), dir)
	publishTo(t, newSite(nil), dir)
	wantSite(t, dir, newSite(nil))
}

func TestDiscard(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "public")
	publishTo(t, newSite(smallSite), dir)
	was := lstat(t, dir)
	s := stageSite(t, smallSiteWith(map[string]string{"index.html": "other"}), dir)
	for range 2 {
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
	}
	wantUntouched(t, was, dir)
	wantEntries(t, parent, "public")
	if _, err := s.Commit(); err == nil {
		t.Error("Commit after Discard did something")
	}
	wantSite(t, dir, newSite(smallSite))
}

func TestCommitTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := stageSite(t, newSite(smallSite), dir)
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(); err == nil {
		t.Error("the second Commit did something")
	}
	wantSite(t, dir, newSite(smallSite))
}

func TestCancel(t *testing.T) {
	for _, at := range []string{"index.html", "assets/main.css", "done before it starts"} {
		t.Run(at, func(t *testing.T) {
			parent := t.TempDir()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			fsys := newSite(smallSite)
			fsys.onRead = func(name string) error {
				if name == at {
					cancel()
				}
				return nil
			}
			if at == "done before it starts" {
				cancel()
			}
			s, err := Stage(ctx, fsys, filepath.Join(parent, "a", "b", "public"), Options{})
			if err != context.Canceled || s != nil {
				t.Errorf("got %v, %v", s, err)
			}
			wantEntries(t, parent)
		})
	}
}
