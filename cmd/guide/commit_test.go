package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guide/cmd/internal/refactor"
)

// filesOf returns all files and folders of a folder, with their contents.
func filesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			files[name] = "folder"
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// writeGuide writes a guide into a new folder and returns it.
func writeGuide(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestChangeFailsAtEveryAction lets each action of a change fail: the folder is as it was. Without a failure it is as
// planned.
func TestChangeFailsAtEveryAction(t *testing.T) {
	files := newLinkedGuide(5).files
	dir := writeGuide(t, files)
	before := filesOf(t, dir)
	g, _ := checked(t, files)
	change, err := refactor.AddStep(g, files, refactor.PageText{Title: "New", Summary: "S"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	actions := func() []action {
		out, err := newActions(root, os.DirFS(dir), change)
		if err != nil || len(out) < 10 {
			t.Fatalf("%d actions, %v", len(out), err)
		}
		return out
	}
	broken := errors.New("broken")
	for i := range actions() {
		all := actions()
		all[i].do = func() error { return broken }
		if err := doAll(all); !errors.Is(err, broken) || err.Error() != "nothing was changed: broken" {
			t.Fatalf("action %d: %v", i, err)
		}
		if diff := cmp.Diff(before, filesOf(t, dir)); diff != "" {
			t.Fatalf("action %d: %s", i, diff)
		}
	}
	if err := doAll(actions()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(filesOf(t, writeGuide(t, made(files, change))), filesOf(t, dir)); diff != "" {
		t.Fatal(diff)
	}
}

// What cannot be undone is said.
func TestUndoFails(t *testing.T) {
	no, stuck := errors.New("no"), errors.New("stuck")
	err := doAll([]action{{do: func() error { return nil }, undo: func() error { return stuck }},
		{do: func() error { return no }}})
	if !errors.Is(err, no) || !errors.Is(err, stuck) {
		t.Error(err)
	}
}

// A file that was changed after it was read stays as it is, and so do all others.
func TestChangedMeanwhile(t *testing.T) {
	files := newLinkedGuide(7).files
	g, _ := checked(t, files)
	change, err := refactor.Move(g, files, g.Steps[0].Doc, 2)
	if err != nil {
		t.Fatal(err)
	}
	dir := writeGuide(t, files)
	about := filepath.Join(dir, "content", "pages", "zweite-seite.md")
	if err := os.WriteFile(about, []byte("saved meanwhile"), 0o644); err != nil {
		t.Fatal(err)
	}
	before := filesOf(t, dir)
	a := &app{source: dir}
	if err := a.commit(files, change); err == nil {
		t.Error("the change was made")
	}
	if diff := cmp.Diff(before, filesOf(t, dir)); diff != "" {
		t.Error(diff)
	}
}
