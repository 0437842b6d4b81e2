package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// typed are the answers of somebody who types these lines at a terminal.
func typed(lines ...string) *answers {
	return &answers{bufio.NewReader(strings.NewReader(strings.Join(lines, "\n") + "\n"))}
}

// TestInitAsks answers questions, some of them wrongly at first. What a flag says is not asked.
func TestInitAsks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a-new_guide")
	var out bytes.Buffer
	a := &app{ui: ui{&out, &out, typed("", "german", "en", "New here", "new-here=Again", "lead=Leading one", "", "ftp",
		"none")}}
	if got := a.run(t.Context(), []string{"init", dir}); got != exitOK {
		t.Fatalf("exit status %d:\n%s", got, &out)
	}
	want := `title [A new guide]: language [en-GB]: error: "german" is not a language tag
hint: write it as in en, en-GB or zh-Hant-TW
language [en-GB]: a kind of reader, such as New to nursing (or nothing): ` +
		`another kind (or nothing): error: "new-here" is the key of two kinds of reader
hint: give one of them another key
another kind (or nothing): another kind (or nothing): ` +
		`where to publish it: github-pages or none [none]: error: "ftp" is none of the hosts
hint: write github-pages or none
where to publish it: github-pages or none [none]: A new guide: a guide of 3 steps, in 17 files
next: guide serve --source ` + dir + " --open\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	settings := readText(t, filepath.Join(dir, "content/guide.yaml"))
	for _, want := range []string{"title: A new guide\n", "language: en\n",
		"  new-here: New here\n  lead: Leading one\n"} {
		if !strings.Contains(settings, want) {
			t.Errorf("guide.yaml lacks %q:\n%s", want, settings)
		}
	}
	for _, args := range [][]string{{"--yes"}, {"--title=T", "--language=en", "--audience=a=A", "--host=none"}} {
		out.Reset()
		a = &app{ui: ui{&out, &out, typed("never read")}}
		got := a.run(t.Context(), append([]string{"init", filepath.Join(t.TempDir(), "guide")}, args...))
		if got != exitOK || strings.Contains(out.String(), "[") {
			t.Errorf("%q: exit status %d:\n%s", args, got, &out)
		}
	}
}

// TestInitUnanswered ends the input, and interrupts the program, where an answer is wanted.
func TestInitUnanswered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "guide")
	silent, closeSilent := io.Pipe()
	defer closeSilent.Close()
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		ctx     context.Context
		answers *answers
		status  int
		want    string
	}{
		{t.Context(), typed("A title"), exitProblems, "error: there was no answer, so nothing was written\n"},
		{interrupted, &answers{bufio.NewReader(silent)}, exitInterrupted, "error: interrupted\n"},
	} {
		var out bytes.Buffer
		a := &app{ui: ui{&out, &out, tt.answers}}
		got := a.run(tt.ctx, []string{"init", dir, "--language", "de"})
		if got != tt.status || !strings.HasSuffix(out.String(), "\n"+tt.want) {
			t.Errorf("exit status %d, want %d with %q:\n%s", got, tt.status, tt.want, &out)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

// TestServeOffersGuide answers the question of serve in a folder without a guide.
func TestServeOffersGuide(t *testing.T) {
	s := &previewFixture{T: t, dir: t.TempDir(), answers: typed("perhaps", "y", "Mentor others", "", "", "")}
	s.start("localhost:0")
	defer func() { s.stop() }()
	s.waitForPage("/", "<title>Mentor others</title>")
	if want := "there is no guide in this folder: make one? (y/n): error: type y for yes or n for no\n"; !strings.
		HasPrefix(s.out.String(), want) {
		t.Errorf("printed\n%s\nwant %q first", s.out, want)
	}
	for _, answers := range []*answers{typed("no"), typed(), nil} {
		var out bytes.Buffer
		a := &app{ui: ui{&out, &out, answers}}
		got := a.run(t.Context(), []string{"serve", "--source", t.TempDir(), "--addr", "localhost:0"})
		if want := "error: there is no folder content/\nhint: guide init "; got != exitProblems ||
			!strings.Contains(out.String(), want) || strings.Contains(out.String(), "make one") != (answers != nil) {
			t.Errorf("exit status %d:\n%s", got, &out)
		}
	}
}

// newGuide makes a guide with init and returns its folder.
func newGuide(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "guide")
	var out bytes.Buffer
	if got := run(t.Context(), append([]string{"init", dir}, args...), &out, &out); got != exitOK {
		t.Fatalf("exit status %d:\n%s", got, &out)
	}
	return dir
}

// TestNewGuideText holds the text of a new guide to what the text of this repository's guide must keep to.
func TestNewGuideText(t *testing.T) {
	dir := newGuide(t)
	testRhythm(t, dir)
	testRepeatedSentences(t, dir)
}

// editorsBox matches the box of a page that tells editors how it is made.
var editorsBox = regexp.MustCompile(`(?m)^<!-- editor -->\n> \[!NOTE\]\n> \*\*For the editor\.\*\* .*\n\n`)

// TestEditorsBoxes checks that every page but the home page has one box for editors, and that nothing needs them.
func TestEditorsBoxes(t *testing.T) {
	dir := newGuide(t)
	pages := 0
	for _, pattern := range []string{"content/steps/*/*.md", "content/pages/*.md"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, name := range names {
			text := readText(t, name) + "\n"
			rest := editorsBox.ReplaceAllString(text, "")
			if strings.Count(text, "For the editor") != 1 || strings.Contains(rest, "For the editor") {
				t.Errorf("%s has no box for editors, or more than one", name)
			}
			if err := os.WriteFile(name, []byte(rest), 0o600); err != nil {
				t.Fatal(err)
			}
			pages++
		}
	}
	var out bytes.Buffer
	got := run(t.Context(), []string{"check", "--strict", "--source", dir}, &out, &out)
	if got != exitOK || pages != 6 {
		t.Errorf("%d pages; exit status %d without the boxes:\n%s", pages, got, &out)
	}
}
