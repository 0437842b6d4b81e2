package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guide/cmd/internal/guide"
)

// newManifestTest returns a source folder with new ids and pages, and its guide, loaded to update the manifest.
// manifest is the content of content/published.yaml, if any.
func newManifestTest(t *testing.T, manifest string) (*os.Root, *guide.Guide) {
	t.Helper()
	dir := t.TempDir()
	if err := generateGuide(dir, 1, 1); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	if manifest != "" {
		writeManifest(t, root, manifest)
	}
	return root, loadForManifest(t, root)
}

func loadForManifest(t *testing.T, root *os.Root) *guide.Guide {
	t.Helper()
	g, err := guide.Load(t.Context(), root.FS(), guide.Options{Now: time.Unix(1798761600, 0), UpdateManifest: true})
	if err != nil || len(g.Problems) > 0 {
		t.Fatal(err, g.Problems)
	}
	return g
}

func manifestApp(root *os.Root, out *bytes.Buffer) *app {
	return &app{ui: ui{out, out, nil}, source: root.Name()}
}

func writeManifest(t *testing.T, root *os.Root, text string) {
	t.Helper()
	if err := root.WriteFile(guide.ManifestFile, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
}

const changedMessage = "the file has changed since it was read"

const emptyManifest = "guide: generated\nformat: 2\nids: {}\npages: {}\n"

// TestManifestNotOverwritten changes content/published.yaml after the guide was loaded: it must not be overwritten.
func TestManifestNotOverwritten(t *testing.T) {
	for _, tt := range []struct {
		name, before string
		change       func(t *testing.T, root *os.Root) // nil: none
		refused      string
	}{
		{"first", "", nil, ""},
		{"again", emptyManifest, nil, ""},
		{"another build was first", emptyManifest, func(t *testing.T, root *os.Root) {
			var out bytes.Buffer
			if err := manifestApp(root, &out).updateManifest(loadForManifest(t, root)); err != nil {
				t.Fatal(err)
			}
		}, changedMessage},
		{"merged", emptyManifest,
			func(t *testing.T, root *os.Root) { writeManifest(t, root, emptyManifest+"# merged\n") }, changedMessage},
		{"emptied", emptyManifest, func(t *testing.T, root *os.Root) { writeManifest(t, root, "") }, changedMessage},
		{"made", "", func(t *testing.T, root *os.Root) { writeManifest(t, root, emptyManifest) }, changedMessage},
		{"made empty", "", func(t *testing.T, root *os.Root) { writeManifest(t, root, "") }, changedMessage},
		{"deleted", emptyManifest, func(t *testing.T, root *os.Root) { _ = root.Remove(guide.ManifestFile) },
			changedMessage},
		{"a link", emptyManifest, func(t *testing.T, root *os.Root) {
			moved, linked := root.Rename(guide.ManifestFile, "other.yaml"),
				root.Symlink("../other.yaml", guide.ManifestFile)
			if moved != nil || linked != nil {
				t.Fatal(moved, linked)
			}
		}, "this is not a regular file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root, g := newManifestTest(t, tt.before)
			if tt.change != nil {
				tt.change(t, root)
			}
			testUpdateManifest(t, root, g, tt.refused)
		})
	}
}

// testUpdateManifest updates the manifest of a guide. If refused is not empty, that must fail with this text and leave
// the file as it is.
func testUpdateManifest(t *testing.T, root *os.Root, g *guide.Guide, refused string) {
	t.Helper()
	before, errBefore := root.ReadFile(guide.ManifestFile)
	infoBefore, errStat := root.Stat(guide.ManifestFile)
	var out bytes.Buffer
	err := manifestApp(root, &out).updateManifest(g)
	after, errAfter := root.ReadFile(guide.ManifestFile)
	if refused == "" {
		if err != nil || !strings.Contains(string(after), `"/steps/step-1/": {since: 2027-01-01`) {
			t.Errorf("not recorded: %v\n%s", err, after)
		}
	} else if err == nil || !strings.Contains(err.Error(), refused) || !bytes.Equal(before, after) ||
		(errBefore == nil) != (errAfter == nil) {
		t.Errorf("the error is %v, and the file has\n%s, before\n%s", err, after, before)
	}
	info, err := root.Stat(guide.ManifestFile)
	if err == nil && errStat == nil && refused == "" && info.Mode() != infoBefore.Mode() {
		t.Errorf("the mode was %s and is %s", infoBefore.Mode(), info.Mode())
	}
	if left, _ := filepath.Glob(filepath.Join(root.Name(), "content", ".published*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestManifestWriteError checks the error if the manifest cannot be written, and that no temporary file is left.
func TestManifestWriteError(t *testing.T) {
	root, g := newManifestTest(t, "")
	if err := errors.Join(root.Rename("content", "moved"), root.WriteFile("content", nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err := manifestApp(root, &out).updateManifest(g)
	if err == nil || !strings.HasPrefix(err.Error(),
		"the site was written, but the record was not: content/published.yaml: ") || out.Len() > 0 {
		t.Errorf("the error is %v; printed %q", err, &out)
	}
}
