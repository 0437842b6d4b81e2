package edit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	const text = "one two three"
	tests := []struct {
		edits []Edit
		want  string // "" for an error
	}{
		{nil, text},
		{[]Edit{{4, 7, "2"}}, "one 2 three"},
		{[]Edit{{8, 13, "3"}, {0, 3, "1"}}, "1 two 3"},
		{[]Edit{{0, 0, "zero "}, {13, 13, " four"}}, "zero one two three four"},
		{[]Edit{{3, 7, ""}}, "one three"},
		{[]Edit{{0, 4, ""}, {4, 8, "2 "}}, "2 three"},
		{[]Edit{{4, 7, "2"}, {4, 4, "more "}}, "one more 2 three"},
		{[]Edit{{4, 7, "2"}, {7, 7, "nd"}}, "one 2nd three"},
		{[]Edit{{0, 13, "all"}}, "all"},
		{[]Edit{{4, 7, "2"}, {6, 8, "3"}}, ""},
		{[]Edit{{4, 7, "2"}, {4, 7, "2"}}, ""},
		{[]Edit{{0, 13, "all"}, {4, 7, "2"}}, ""},
		{[]Edit{{4, 4, "a"}, {4, 4, "b"}}, ""},
		{[]Edit{{4, 7, "2"}, {5, 5, "x"}}, ""},
		{[]Edit{{-1, 3, ""}}, ""},
		{[]Edit{{12, 14, ""}}, ""},
		{[]Edit{{7, 4, ""}}, ""},
	}
	for _, tt := range tests {
		got, err := Apply([]byte(text), tt.edits)
		if (err != nil) != (tt.want == "") || string(got) != tt.want {
			t.Errorf("%v: %q, %v; want %q", tt.edits, got, err, tt.want)
		}
	}
}

// FuzzApply checks that Apply changes nothing but the ranges of edits, whatever their order.
func FuzzApply(f *testing.F) {
	f.Add([]byte("one two three"), []byte{0, 3, 4, 7, 8, 8})
	f.Add([]byte("\ufeffa\r\nb\r\n"), []byte{3, 4, 4, 4, 4, 4})
	f.Add([]byte(""), []byte{0, 0})
	f.Fuzz(func(t *testing.T, data, numbers []byte) {
		var edits []Edit
		for pair := range slices.Chunk(numbers, 2) {
			edits = append(edits, Edit{int(pair[0]), int(pair[len(pair)-1]), strings.Repeat("x", len(edits)%3)})
		}
		before := slices.Clone(edits)
		got, err := Apply(data, edits)
		if !slices.Equal(edits, before) {
			t.Fatal("the edits have changed")
		}
		slices.Reverse(edits)
		reversed, reversedErr := Apply(data, edits)
		if (err == nil) != (reversedErr == nil) || !bytes.Equal(got, reversed) {
			t.Fatalf("%q, %v; in reverse %q, %v", got, err, reversed, reversedErr)
		}
		if err != nil {
			return
		}
		slices.SortFunc(edits, compare)
		done := 0
		for _, e := range edits {
			kept := data[done:e.From]
			if !bytes.HasPrefix(got, kept) || !bytes.HasPrefix(got[len(kept):], []byte(e.Text)) {
				t.Fatalf("before %v: %q", e, got)
			}
			got, done = got[len(kept)+len(e.Text):], e.To
		}
		if !bytes.Equal(got, data[done:]) {
			t.Fatalf("after the last edit: %q, want %q", got, data[done:])
		}
	})
}

// A diff makes of the file before the file after, byte by byte.
func TestDiff(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range [][2]string{
		{"a\nb\nc\n", "a\nB\nc\n"},
		{"a\r\nb\r\n", "a\r\nb\r\nc\r\n"},
		{"\ufeffa\nb", "\ufeffa\nc"},
		{"a", "a\n"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.md"), []byte(tt[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(git, "-c", "core.autocrlf=false", "apply", "-p1", "-")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(Diff("x.md", "x.md", []byte(tt[0]), []byte(tt[1])))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v: %s", tt, err, out)
		}
		if got, _ := os.ReadFile(filepath.Join(dir, "x.md")); string(got) != tt[1] {
			t.Errorf("%q: git apply makes %q", tt, got)
		}
	}
	if got := Diff("", "y.md", nil, []byte("a\n")); got != "diff /dev/null b/y.md\n--- /dev/null\n+++ b/y.md\n"+
		"@@ -0,0 +1,1 @@\n+a\n" {
		t.Errorf("of a new file: %q", got)
	}
	if got := Diff("x.md", "x.md", []byte("a"), []byte("a")); got != "" {
		t.Errorf("of equal files: %q", got)
	}
}
