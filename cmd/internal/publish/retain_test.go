package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var day0 = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// isFingerprinted reports whether a name in a test has a fingerprint.
func isFingerprinted(name string) bool { return strings.Contains(name, ".hash") }

// styledSite returns a site with one fingerprinted style sheet that its page uses.
func styledSite(n int) *lazySite {
	return newSite(map[string]string{
		"index.html": fmt.Sprint("page ", n), fmt.Sprintf("assets/main.hash%d.css", n): fmt.Sprint("style ", n),
		"plain.txt": "same",
	})
}

// publishOnDay publishes a number of days after day0.
func publishOnDay(t *testing.T, days int, fsys fs.FS, dir string) Result {
	t.Helper()
	return commit(t, stageSiteWith(t, fsys, dir, Options{Fingerprinted: isFingerprinted,
		Now: day0.AddDate(0, 0, days)}))
}

// styleSheets returns the style sheets in an output.
func styleSheets(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	for name := range readTree(t, dir) {
		if base, ok := strings.CutPrefix(name, "assets/main.hash"); ok {
			out = append(out, strings.TrimSuffix(base, ".css"))
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestRetain(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "public")
		publish := func(day int, fsys fs.FS) Result {
			t.Helper()
			s := stageSiteWith(t, fsys, dir, Options{Fingerprinted: isFingerprinted, Now: day0.AddDate(0, 0, day)})
			if inPlace {
				failStagedOp(s, "exchange", syscall.EBUSY)
			}
			return commit(t, s)
		}
		publish(0, styledSite(1))
		old := lstat(t, dir, "assets", "main.hash1.css")
		got := publish(5, styledSite(2))
		want := Result{Files: 3, Pages: 1, Bytes: 17, Written: 2, Unchanged: 1, Swapped: !inPlace,
			Warnings: got.Warnings}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("in place %v (-want +got):\n%s", inPlace, diff)
		}
		if is := styleSheets(t, dir); is != "1 2" {
			t.Errorf("in place %v: style sheets %s", inPlace, is)
		}
		wantUntouched(t, old, dir, "assets", "main.hash1.css")
		if diff := cmp.Diff(readSite(t, Open(dir)), styledSite(2).files); diff != "" {
			t.Errorf("the site (-got +want):\n%s", diff)
		}
		// The days are counted from when the file was replaced.
		mark := lstat(t, dir, markerName)
		if got := publish(34, styledSite(2)); got.Written+got.Removed > 0 || got.Swapped ||
			styleSheets(t, dir) != "1 2" {
			t.Errorf("in place %v: a build without changes: %+v, %s", inPlace, got, styleSheets(t, dir))
		}
		wantUntouched(t, mark, dir, markerName)
		if got := publish(36, styledSite(2)); got.Written+got.Removed > 0 || styleSheets(t, dir) != "2" {
			t.Errorf("in place %v: after 31 days: %+v, %s", inPlace, got, styleSheets(t, dir))
		}
		// A style sheet that is in use again is an ordinary file of the site.
		publish(40, styledSite(3))
		publish(41, styledSite(2))
		if is := styleSheets(t, dir); is != "2 3" || strings.Count(readMarker(t, dir), "hash2") != 1 {
			t.Errorf("in place %v: came back: %s, %s", inPlace, is, readMarker(t, dir))
		}
	}
}

// readSite reads all files of a site.
func readSite(t *testing.T, fsys fs.FS) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readMarker(t *testing.T, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, markerName))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRetainLastBuilds(t *testing.T) {
	var outputs []map[string]string
	for range 2 {
		dir := filepath.Join(t.TempDir(), "public")
		for n := range RetainBuilds + 5 {
			publishOnDay(t, 0, styledSite(n), dir)
		}
		if got := len(strings.Fields(styleSheets(t, dir))); got != 1+RetainBuilds {
			t.Errorf("%d style sheets, want %d", got, 1+RetainBuilds)
		}
		all := readTree(t, dir)
		all[markerName] = readMarker(t, dir)
		outputs = append(outputs, all)
	}
	if diff := cmp.Diff(outputs[0], outputs[1]); diff != "" {
		t.Errorf("two equal histories differ:\n%s", diff)
	}
}

// A file that is not byte for byte as a build wrote it is not retained, nor one whose path the site needs.
func TestRetainOnlyUnmodified(t *testing.T) {
	for name, damage := range map[string]func(file string) error{
		"other bytes": func(file string) error { return os.WriteFile(file, []byte("style X"), 0o644) },
		"more bytes":  func(file string) error { return os.WriteFile(file, []byte("style 1 and more"), 0o644) },
		"a link": func(file string) error {
			return errors.Join(os.Rename(file, file+".x"), os.Symlink(filepath.Base(file)+".x", file))
		},
		"a folder":        func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o755)) },
		"nothing":         os.Remove,
		"foreign company": func(file string) error { return os.WriteFile(file+".hash.css", nil, 0o644) },
	} {
		dir := filepath.Join(t.TempDir(), "public")
		publishOnDay(t, 0, styledSite(1), dir)
		if err := damage(filepath.Join(dir, "assets", "main.hash1.css")); err != nil {
			t.Fatal(err)
		}
		publishOnDay(t, 1, styledSite(2), dir)
		want := map[string]string{"foreign company": "1 2"}[name]
		if want == "" {
			want = "2"
		}
		if got := styleSheets(t, dir); got != want {
			t.Errorf("%s: style sheets %s, want %s", name, got, want)
		}
		if got := publishOnDay(t, 1, styledSite(2), dir); got.Swapped {
			t.Errorf("%s: the next build writes again: %+v", name, got)
		}
	}
	dir := filepath.Join(t.TempDir(), "public")
	publishOnDay(t, 0, styledSite(1), dir)
	next := newSite(map[string]string{"index.html": "next", "assets": "a file"})
	publishOnDay(t, 1, next, dir)
	if diff := cmp.Diff(next.files, readTree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A damaged marker fails no build, and retains only files that a build wrote.
func TestDamagedMarker(t *testing.T) {
	const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" // of "test"
	const foreign = "assets/test.hash1.css"
	line := func(names ...string) string {
		g := generation{Until: day0.Unix()}
		for _, name := range names {
			g.Files = append(g.Files, inventoryEntry{name, 4, hash})
		}
		return inventory{Files: g.Files, Earlier: []generation{g, g}}.encode()
	}
	only := func(until string) string {
		g := generation{Until: 7, Files: []inventoryEntry{{foreign, 4, hash}}}
		return strings.Replace(inventory{Earlier: []generation{g}}.encode(), "7", until, 1)
	}
	for name, text := range map[string]string{
		"empty": "", "of the first versions": markerHeader, "half": line("a.css")[:120], "binary": "\x00\xff{",
		"other text": strings.ToLower(line(foreign)), "list": markerHeader + "[1,2]", "null": markerHeader + "null",
		"numbers": markerHeader + `{"files":[{"name":7}]}`, "two values": line() + "{}", "marker": line(markerName),
		"out of the tree": line("../secret.txt", "/etc/passwd", "a/../../secret.txt", "..", ".", ""),
		"page":            line("steps/test.html"), "folder": line("assets"),
		"far future": only("9223372036854775807"), "long ago": only("-9223372036854775808"),
		"next year": only(fmt.Sprint(day0.AddDate(1, 0, 0).Unix())),
		"last year": only(fmt.Sprint(day0.AddDate(-1, 0, 0).Unix())),
		"endless":   markerHeader + strings.Repeat("[", maxMarkerSize+1),
		"many":      line(slices.Repeat([]string{"assets/x"}, 20_000)...),
	} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "public")
		publishOnDay(t, 0, styledSite(1), dir)
		writeFile(t, filepath.Join(parent, "secret.txt"), "test")
		writeFile(t, filepath.Join(dir, "steps", "test.html"), "test")
		writeFile(t, filepath.Join(dir, filepath.FromSlash(foreign)), "test")
		writeFile(t, filepath.Join(dir, markerName), text)
		publishOnDay(t, 1, styledSite(2), dir)
		want := maps.Clone(styledSite(2).files)
		want["assets/"] = ""
		if diff := cmp.Diff(want, readTree(t, dir)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		wantEntries(t, parent, "public", "secret.txt")
		mark := readMarker(t, dir)
		if got := publishOnDay(t, 1, styledSite(2), dir); got.Swapped || readMarker(t, dir) != mark {
			t.Errorf("%s: the next build writes again: %+v", name, got)
		}
	}
}

func TestRetainWithoutLinks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishOnDay(t, 0, styledSite(1), dir)
	was := lstat(t, dir, "assets/main.hash1.css").ModTime()
	refusing := &disk{fault: failOp("link", syscall.EPERM)}
	s, err := stageOn(t.Context(), refusing, styledSite(2), dir, Options{Fingerprinted: isFingerprinted, Now: day0})
	if err != nil {
		t.Fatal(err)
	}
	commit(t, s)
	want := maps.Clone(styledSite(2).files)
	want["assets/main.hash1.css"], want["assets/"] = "style 1", ""
	if diff := cmp.Diff(want, readTree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if is := lstat(t, dir, "assets/main.hash1.css").ModTime(); !is.Equal(was) {
		t.Errorf("time %v became %v", was, is)
	}
}
