package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// halfBuilt is a guide whose site was built once and is out of date since, so that a build of it takes
// a while.
func halfBuilt(t *testing.T) (source, public string, before map[string]string) {
	t.Helper()
	source = t.TempDir()
	public = filepath.Join(source, "public")
	if err := generate(source, 1, 1); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if got := run(t.Context(), []string{"build", "--source", source}, &stderr, &stderr); got != exitOK {
		t.Fatalf("exit status %d: %s", got, &stderr)
	}
	before = readTree(t, public)
	if err := generate(source, 4, 500); err != nil {
		t.Fatal(err)
	}
	return source, public, before
}

// whenStaging waits until a build writes its new tree beside the output, and calls then.
func whenStaging(source string, then func()) {
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if staged, _ := filepath.Glob(filepath.Join(source, ".public.guide-new-*")); len(staged) > 0 {
			break
		}
	}
	then()
}

// assertUntouched fails unless the output is the old site and nothing lies beside it.
func assertUntouched(t *testing.T, source, public string, before map[string]string) {
	t.Helper()
	compareTrees(t, before, readTree(t, public))
	entries, err := os.ReadDir(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "content" && e.Name() != "public" {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestCancelledBuild(t *testing.T) {
	source, public, before := halfBuilt(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go whenStaging(source, cancel)
	var stdout, stderr bytes.Buffer
	if got := run(ctx, []string{"build", "--source", source}, &stdout, &stderr); got != exitInterrupted {
		t.Fatalf("exit status %d, want %d: %s", got, exitInterrupted, &stderr)
	}
	if got := stderr.String(); stdout.Len() > 0 || got != "error: interrupted\n" {
		t.Errorf("printed %q and %q", &stdout, got)
	}
	assertUntouched(t, source, public, before)
}

func TestCancelledCheck(t *testing.T) {
	source := t.TempDir()
	if err := generate(source, 1, 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	if got := run(ctx, []string{"check", "--source", source}, &stdout, &stderr); got != exitInterrupted || stdout.Len() > 0 {
		t.Errorf("exit status %d and %q, want %d: %s", got, &stdout, exitInterrupted, &stderr)
	}
}

// TestInterruptedProcess sends the signal of Ctrl-C to the program itself.
func TestInterruptedProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("os.Interrupt cannot be sent there")
	}
	source, public, before := halfBuilt(t)
	cmd := exec.Command("guide", "build", "--source", source)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	whenStaging(source, func() { _ = cmd.Process.Signal(os.Interrupt) })
	if got := exitStatus(cmd.Wait()); got != exitInterrupted || stderr.String() != "error: interrupted\n" {
		t.Fatalf("exit status %d, want %d: %s", got, exitInterrupted, &stderr)
	}
	assertUntouched(t, source, public, before)
}
