//go:build unix

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What must not be replaced is left as it is, with an error that says why.
func TestReplaceSource(t *testing.T) {
	text := []byte("---\ntitle: Begin\nsummary: The first step\n---\n##Plan\n")
	for _, tt := range []struct {
		name, want string
		prepare    func(file string) error
	}{
		{"as it was", "", func(string) error { return nil }},
		{"changed meanwhile", "has changed since it was read",
			func(file string) error { return os.WriteFile(file, append(text, "More.\n"...), 0o666) }},
		{"removed meanwhile", "has changed since it was read", os.Remove},
		{"read-only", "read-only", func(file string) error { return os.Chmod(file, 0o444) }},
		{"a link", "not a regular file", func(file string) error {
			return errors.Join(os.Rename(file, file+".txt"), os.Symlink(filepath.Base(file)+".txt", file))
		}},
	} {
		dir := t.TempDir()
		file := filepath.Join(dir, filepath.FromSlash(exampleStep))
		must(t, os.MkdirAll(filepath.Dir(file), 0o777))
		must(t, os.WriteFile(file, text, 0o640))
		must(t, tt.prepare(file))
		before, _ := os.ReadFile(file)
		err := (&app{source: dir}).replaceSource(exampleStep, text, []byte("changed"))
		after, _ := os.ReadFile(file)
		if tt.want == "" {
			info, statErr := os.Stat(file)
			must(t, statErr)
			if err != nil || string(after) != "changed" || info.Mode().Perm() != 0o640 {
				t.Errorf("%s: %v, %q, %v", tt.name, err, after, info.Mode())
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) || string(after) != string(before) {
			t.Errorf("%s: %v, %q", tt.name, err, after)
		}
		if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) > 2 {
			t.Errorf("%s: it left %v", tt.name, entries)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
