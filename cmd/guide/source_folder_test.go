package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refusedFolderLinks are links in place of source folders that would publish files that are not for readers.
var refusedFolderLinks = []struct {
	name, target string
	want         error
}{
	{"content", ".real", errLinkToHidden},
	{"templates", ".git", errLinkToHidden},
	{"static", ".git", errLinkToHidden},
	{"static", ".git/hooks", errLinkToHidden},
	{"static", "../.keys", errLinkToHidden},
	{"static", "aside", errLinkToHidden},
	{"static", "nothing", errDanglingLink},
	{"static", ".", errLinkToSource},
	{"templates", "..", errLinkToSource},
	{"static", "../..", errLinkToSource},
	{"static", "/", errLinkToSource},
	{"static", "content", errLinkToOtherFolder},
	{"static", "content/steps", errLinkToOtherFolder},
	{"templates", "content", errLinkToOtherFolder},
	{"static", "templates", errLinkToOtherFolder},
}

// TestFoldersThatAreLinks replaces source folders by refusedFolderLinks: each is reported by name, with --source
// relative or absolute, and nothing is published.
func TestFoldersThatAreLinks(t *testing.T) {
	for _, tt := range refusedFolderLinks {
		for _, relative := range []bool{true, false} {
			dir := writeSource(t, ".git/config", "SECRET", ".git/hooks/x", "SECRET", "../.keys/id", "SECRET",
				"aside", "-> .git",
				"content/steps/1-step-1/9-draft.md", "---\ntitle: Draft\nsummary: SECRET\ndraft: true\n---\n")
			if tt.name == "content" {
				if err := os.Rename(filepath.Join(dir, "content"), filepath.Join(dir, ".real")); err != nil {
					t.Fatal(err)
				}
			}
			if tt.target == "templates" {
				writeFileOrLink(t, filepath.Join(dir, "templates/secret.txt"), "SECRET")
			}
			target := tt.target
			if !relative && filepath.IsLocal(target) {
				target = filepath.Join(dir, target)
			}
			writeFileOrLink(t, filepath.Join(dir, tt.name), "-> "+target)
			source := dir
			if relative {
				t.Chdir(dir)
				source = "."
			}
			status, out := runCommand(t, source, "check")
			if status != 1 || !strings.Contains(out, tt.name) || !strings.Contains(out, tt.want.Error()) {
				t.Errorf("%s -> %s, --source %s: status %d, want %v:\n%s", tt.name, target, source, status, tt.want,
					out)
			}
			output := filepath.Join(t.TempDir(), "public")
			if status, out := runCommand(t, source, "build", "--output", output); status == 0 {
				t.Errorf("%s -> %s, --source %s: guide build:\n%s", tt.name, target, source, out)
			}
			checkNoSecret(t, output)
		}
	}
}

// checkNoSecret fails if a file in a folder contains the word SECRET.
func checkNoSecret(t *testing.T, dir string) {
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

// TestFoldersElsewhere links all three source folders to other places, in a source folder inside a hidden one.
func TestFoldersElsewhere(t *testing.T) {
	for _, relative := range []bool{true, false} {
		dir := filepath.Join(t.TempDir(), ".hidden", "guide")
		if err := generateGuide(filepath.Join(dir, "..", "texts"), 1, 0); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"content": "-> ../texts/content", "templates": "-> ../look",
			"static":           "-> ../files",
			"../look/note.txt": "", "../files/a.txt": "public"} {
			writeFileOrLink(t, filepath.Join(dir, name), text)
		}
		source := dir
		if relative {
			t.Chdir(dir)
			source = "."
		}
		if status, out := runCommand(t, source, "build"); status != 0 {
			t.Errorf("--source %s: status %d\n%s", source, status, out)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "public", "a.txt")); err != nil || string(data) != "public" {
			t.Errorf("--source %s: %q, %v", source, data, err)
		}
	}
}

// TestLinksToUnpublishedFiles has links inside content/ that would publish a page or another source file under a
// different name: each is an error.
func TestLinksToUnpublishedFiles(t *testing.T) {
	const draft = "---\ntitle: Draft\nsummary: SECRET\ndraft: true\n---\n"
	tests := []struct{ name, target, leadsTo string }{
		{"l.txt", "../2-two.md", "content/steps/2-two.md"},
		{"l.txt", "../../steps/./2-two.md", "content/steps/2-two.md"},
		{"l.txt", "a.txt", "content/steps/2-two.md"},
		{"l.txt", "b.bak", "content/steps/2-two.md"},
		{"l.txt", "../d.bak/2-two.md", "content/steps/2-two.md"},
		{"l.txt", "../3-old.md~", "content/steps/3-old.md~"},
		{"l.txt", "../../guide.yaml", "content/guide.yaml"},
		{"l.txt", "../../glossary.yaml", "content/glossary.yaml"},
		{"l.txt", "../../published.yaml", "content/published.yaml"},
		{"l.txt", "../../other.yml", "content/other.yml"},
		{"l.txt", "../4-four.MD", "content/steps/4-four.MD"},
		{"l.txt", "real.txt", ""},
		{"l.txt", "data.yaml", ""},
		{"l.txt", "../../pages/real.txt", ""},
		{"l.md", "../2-two.md", ""},
	}
	for _, tt := range tests {
		const step = "content/steps/1-step-1/"
		files := []string{"content/steps/2-two.md", draft, "content/steps/3-old.md~", draft, step + "real.txt",
			"public", step + "data.yaml", "public",
			"content/pages/real.txt", "public", step + "b.bak", "-> ../2-two.md", "content/steps/d.bak", "-> .",
			step + "more.md", "---\ntitle: More\nsummary: More.\n---\n\n[It](l.txt)\n", step + tt.name,
			"-> " + tt.target}
		switch tt.target {
		case "a.txt":
			files = append(files, step+"a.txt", "-> ../2-two.md")
		case "../../glossary.yaml":
			files = append(files, "content/glossary.yaml", "- {term: Risk, means: SECRET}\n")
		case "../../published.yaml":
			files = append(files, "content/published.yaml", "guide: generated\nids: {}\npages: {}\n# SECRET\n")
		case "../../other.yml":
			files = append(files, "content/other.yml", "SECRET")
		case "../4-four.MD":
			files = append(files, "content/steps/4-four.MD", draft)
		}
		if tt.name == "l.md" {
			files = append(files, step+"l.txt", "public")
		}
		dir := writeSource(t, files...)
		status, out := runCommand(t, dir, "build")
		place := step + tt.name + ": error: this is a link to " + tt.leadsTo + ","
		if tt.leadsTo != "" && (status != 1 || !strings.Contains(out, place)) || tt.leadsTo == "" && status != 0 {
			t.Errorf("%s -> %s: status %d, want %q\n%s", tt.name, tt.target, status, place, out)
		}
		checkNoSecret(t, filepath.Join(dir, "public"))
	}
}
