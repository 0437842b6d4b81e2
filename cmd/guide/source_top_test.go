package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFoldersThatAreLinks makes links of content/, templates/ and static/ that would publish what is not for
// readers: every one is refused by its name, whether --source is relative or not, and nothing is published.
func TestFoldersThatAreLinks(t *testing.T) {
	tests := []struct{ name, target, why string }{
		{"content", ".real", errDotted.Error()},
		{"templates", ".git", errDotted.Error()},
		{"static", ".git", errDotted.Error()},
		{"static", ".git/hooks", errDotted.Error()},
		{"static", "../.keys", errDotted.Error()},
		{"static", "aside", errDotted.Error()},
		{"static", "nothing", errNowhere.Error()},
		{"static", ".", errWhole.Error()},
		{"templates", "..", errWhole.Error()},
		{"static", "../..", errWhole.Error()},
		{"static", "/", errWhole.Error()},
		{"static", "content", errShared.Error()},
		{"static", "content/steps", errShared.Error()},
		{"templates", "content", errShared.Error()},
		{"static", "templates", errShared.Error()},
	}
	for _, tt := range tests {
		for _, relative := range []bool{true, false} {
			dir := disk(t, ".git/config", "SECRET", ".git/hooks/x", "SECRET", "../.keys/id", "SECRET", "aside", "-> .git",
				"content/steps/1-step-1/9-draft.md", "---\ntitle: Draft\nsummary: SECRET\ndraft: true\n---\n")
			if tt.name == "content" {
				if err := os.Rename(filepath.Join(dir, "content"), filepath.Join(dir, ".real")); err != nil {
					t.Fatal(err)
				}
			}
			if tt.target == "templates" {
				put(t, filepath.Join(dir, "templates/secret.txt"), "SECRET")
			}
			target := tt.target
			if !relative && filepath.IsLocal(target) {
				target = filepath.Join(dir, target)
			}
			put(t, filepath.Join(dir, tt.name), "-> "+target)
			source := dir
			if relative {
				t.Chdir(dir)
				source = "."
			}
			status, out := runIn(t, source, "check")
			if status != 1 || !strings.Contains(out, tt.name) || !strings.Contains(out, tt.why) {
				t.Errorf("%s -> %s, --source %s: status %d, want %q:\n%s", tt.name, target, source, status, tt.why, out)
			}
			output := filepath.Join(t.TempDir(), "public")
			if status, out := runIn(t, source, "build", "--output", output); status == 0 {
				t.Errorf("%s -> %s, --source %s: guide build:\n%s", tt.name, target, source, out)
			}
			noSecret(t, output)
		}
	}
}

// noSecret fails where a file of a folder holds the word SECRET.
func noSecret(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if strings.Contains(string(data), "SECRET") {
			t.Errorf("%s was published", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestFoldersElsewhere has all three outside the source folder, and a source folder behind a dot.
func TestFoldersElsewhere(t *testing.T) {
	for _, relative := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), ".hidden", "guide")
		if err := generate(filepath.Join(dir, "..", "texts"), 1, 0); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"content": "-> ../texts/content", "templates": "-> ../look", "static": "-> ../files",
			"../look/note.txt": "", "../files/a.txt": "public"} {
			put(t, filepath.Join(dir, name), text)
		}
		source := dir
		if relative {
			t.Chdir(dir)
			source = "."
		}
		if status, out := runIn(t, source, "build"); status != 0 {
			t.Errorf("--source %s: status %d\n%s", source, status, out)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "public", "a.txt")); err != nil || string(data) != "public" {
			t.Errorf("--source %s: %q, %v", source, data, err)
		}
	}
}
