package main

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// TestReproducibleBuild builds the guide of this repository in environments that must not make a difference.
func TestReproducibleBuild(t *testing.T) {
	repository, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	machines := []struct {
		dir, source string
		env         []string
	}{
		{repository, ".", []string{"TZ=UTC", "LANG=C", "GOMAXPROCS=1"}},
		{t.TempDir(), repository, []string{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8",
			"GOMAXPROCS=2"}},
		{filepath.Join(repository, "content", "steps"), "../..", []string{"TZ=America/Los_Angeles", "LANG=de_DE.UTF-8",
			"GOMAXPROCS=8", "GOGC=20"}},
	}
	var first map[string]string
	for _, m := range machines {
		output := filepath.Join(t.TempDir(), "public")
		cmd := exec.Command("guide", "build", "--source", m.source, "--output", output, "--base-url",
			"https://example.org/pmo/")
		cmd.Dir = m.dir
		cmd.Env = append(os.Environ(), append(m.env, "SOURCE_DATE_EPOCH=1796083200")...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", m.env, err, out)
		}
		tree := readTree(t, output)
		if first == nil {
			first = tree
		}
		compareTrees(t, first, tree)
	}
	if len(first) < 20 {
		t.Errorf("the site has %d files only", len(first))
	}
}

// readTree returns the contents of all files in a folder by name.
func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	return readFS(t, os.DirFS(dir))
}

// readFS returns the contents of all files of a file system by name.
func readFS(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	files, err := allFiles(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// allFiles is readFS for callers that expect errors.
func allFiles(fsys fs.FS) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	return files, err
}

func compareTrees(t *testing.T, want, got map[string]string) {
	t.Helper()
	names := maps.Clone(want)
	maps.Copy(names, got)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a, inWant := want[name]
		b, inGot := got[name]
		if inWant != inGot || a != b {
			t.Errorf("%s differs", name)
		}
	}
}
