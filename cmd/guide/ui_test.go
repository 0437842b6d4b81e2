package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgressBarDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		b := &progressBar{verb: "building", w: &terminal, start: time.Now()}
		b.update(1, 10)
		time.Sleep(progressDelay - time.Millisecond)
		b.update(2, 10)
		b.erase()
		if terminal.Len() > 0 {
			t.Fatalf("a short build printed %q", &terminal)
		}

		time.Sleep(time.Millisecond)
		b.update(3, 10)
		b.update(4, 10) // too soon after the last update
		time.Sleep(100 * time.Millisecond)
		b.update(10, 10)
		want := "\rbuilding [=========                     ] 3 of 10" +
			"\rbuilding [==============================] 10 of 10"
		if got := terminal.String(); got != want {
			t.Fatalf("printed %q, want %q", got, want)
		}

		terminal.Reset()
		b.erase()
		b.erase()
		if got := terminal.String(); got != "\r\x1b[K" {
			t.Errorf("cleared with %q", got)
		}
	})
}

func TestProgressBarOnlyOnTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var buffer bytes.Buffer
	for _, u := range []ui{{stderr: &buffer}, {stderr: file}} {
		b := u.newProgressBar(time.Now().Add(-time.Hour), "building")
		b.update(1, 2)
		b.erase()
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
		t.Error("a terminal is not recognized")
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if isTerminal(null) {
		t.Error("the null device is recognized as a terminal")
	}
	t.Setenv("TERM", "dumb")
	if isTerminal(terminal) {
		t.Error("a dumb terminal, which cannot erase a line, is accepted")
	}
}

func TestFormatCounts(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{pluralize(0, "page"), "0 pages"},
		{pluralize(1, "page"), "1 page"},
		{pluralize(2, "page"), "2 pages"},
		{formatBytes(0), "0 bytes"},
		{formatBytes(1), "1 byte"},
		{formatBytes(999), "999 bytes"},
		{formatBytes(1000), "1 kB"},
		{formatBytes(1499), "1 kB"},
		{formatBytes(1500), "2 kB"},
		{formatBytes(999_499), "999 kB"},
		{formatBytes(999_500), "1.0 MB"},
		{formatBytes(3_240_000), "3.2 MB"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

// TestPrintProblemsError checks that problems that cannot be printed are an error.
func TestPrintProblemsError(t *testing.T) {
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
