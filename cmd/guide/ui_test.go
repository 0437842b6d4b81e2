package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestBarWaitsAndClears(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		b := &bar{w: &terminal, what: "building", start: time.Now()}
		b.step(1, 10)
		time.Sleep(progressAfter - time.Millisecond)
		b.step(2, 10)
		b.clear()
		if terminal.Len() > 0 {
			t.Fatalf("a short build printed %q", &terminal)
		}

		time.Sleep(time.Millisecond)
		b.step(3, 10)
		b.step(4, 10) // too soon after the last
		time.Sleep(100 * time.Millisecond)
		b.step(10, 10)
		want := "\rbuilding [=========                     ] 3 of 10" +
			"\rbuilding [==============================] 10 of 10"
		if got := terminal.String(); got != want {
			t.Fatalf("printed %q, want %q", got, want)
		}

		terminal.Reset()
		b.clear()
		b.clear()
		if got := terminal.String(); got != "\r\x1b[K" {
			t.Errorf("cleared with %q", got)
		}
	})
}

func TestBarOnlyOnTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var buffer bytes.Buffer
	for _, u := range []ui{{err: &buffer}, {err: file}} {
		b := u.progress("building", time.Now().Add(-time.Hour))
		b.step(1, 2)
		b.clear()
	}
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 0 || buffer.Len() > 0 {
		t.Errorf("the bar was drawn into a file or a buffer")
	}
}

func TestIsTerminal(t *testing.T) {
	t.Setenv("TERM", "xterm")
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("this machine has no terminal")
	}
	defer terminal.Close()
	if !isTerminal(terminal) {
		t.Error("a terminal is taken for none")
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if isTerminal(null) {
		t.Error("the null device is taken for a terminal")
	}
	t.Setenv("TERM", "dumb")
	if isTerminal(terminal) {
		t.Error("a dumb terminal cannot clear a line")
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{counted(0, "page"), "0 pages"},
		{counted(1, "page"), "1 page"},
		{counted(2, "page"), "2 pages"},
		{size(0), "0 bytes"},
		{size(1), "1 byte"},
		{size(999), "999 bytes"},
		{size(1000), "1 kB"},
		{size(1499), "1 kB"},
		{size(1500), "2 kB"},
		{size(999_499), "999 kB"},
		{size(999_500), "1.0 MB"},
		{size(3_240_000), "3.2 MB"},
		{found(1, 0), "1 error"},
		{found(0, 2), "2 warnings"},
		{found(2, 1), "2 errors, 1 warning"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// TestWriteFails shows that problems which cannot be printed do not count as printed.
func TestWriteFails(t *testing.T) {
	source := t.TempDir()
	if err := os.Mkdir(source+"/content", 0o777); err != nil {
		t.Fatal(err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("this machine has no /dev/full")
	}
	defer full.Close()
	var stderr strings.Builder
	if got := run(t.Context(), []string{"check", "--source", source}, full, &stderr); got != exitProblems {
		t.Errorf("exit status %d, want %d", got, exitProblems)
	}
	if !strings.Contains(stderr.String(), "no space left") {
		t.Errorf("printed %q", stderr.String())
	}
}
