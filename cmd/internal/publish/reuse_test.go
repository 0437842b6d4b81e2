package publish

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const styleName = "assets/main.hash1.css"

// TestFingerprintedFilesAreReadOnce checks that a file whose name says what is in it is not made again.
func TestFingerprintedFilesAreReadOnce(t *testing.T) {
	tests := []struct {
		name     string
		change   func(t *testing.T, dir string)
		wantRead bool
	}{
		{"nothing changed", func(*testing.T, string) {}, false},
		{"another one in between", func(t *testing.T, dir string) { publishOnDay(t, 1, styledSite(2), dir) }, false},
		{"gone", func(t *testing.T, dir string) { mustRemove(t, filepath.Join(dir, "assets")) }, true},
		{"other bytes of that size", func(t *testing.T, dir string) { overwrite(t, dir, styleName, "STYLE 1") }, true},
		{"a folder", func(t *testing.T, dir string) {
			mustRemove(t, filepath.Join(dir, "assets"))
			overwrite(t, dir, styleName+"/x", "style 1")
		}, true},
		{"inventory lost", func(t *testing.T, dir string) { overwrite(t, dir, markerName, markerHeader) }, true},
		{"inventory of another file", func(t *testing.T, dir string) {
			overwrite(t, dir, markerName, markerHeader+
				`{"files":[{"name":"assets/main.hash1.css","size":7,"sha256":"00"}]}`+"\n")
		}, true},
	}
	for _, tt := range tests {
		dir := filepath.Join(t.TempDir(), "public")
		publishOnDay(t, 0, styledSite(1), dir)
		tt.change(t, dir)
		site := styledSite(1)
		publishOnDay(t, 2, site, dir)
		if got := slices.Contains(site.reads, styleName); got != tt.wantRead {
			t.Errorf("%s: the file is read: %t, want %t", tt.name, got, tt.wantRead)
		}
		if got := readTree(t, dir)[styleName]; got != "style 1" {
			t.Errorf("%s: the output has %q", tt.name, got)
		}
	}
}

func mustRemove(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// overwrite writes a file of the output.
func overwrite(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
