package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// testInterrupted builds a guide whose site is out of date and is interrupted while it writes. The build must end with
// exitInterrupted and leave the old site. On a busy machine the build may be done before it is interrupted; then a
// larger guide is built.
func testInterrupted(t *testing.T, build func(source string) (status int, stderr string)) {
	t.Helper()
	for topics := 500; ; topics *= 2 {
		source := t.TempDir()
		before := writeOutdatedGuide(t, source, topics)
		status, stderr := build(source)
		if status == exitOK && topics < 8000 {
			continue
		}
		if status != exitInterrupted || stderr != "error: interrupted\n" {
			t.Fatalf("exit status %d, want %d: %s", status, exitInterrupted, stderr)
		}
		assertUntouched(t, source, filepath.Join(source, "public"), before)
		return
	}
}

// writeOutdatedGuide writes a guide with so many topics per step whose site was built before they were added. It
// returns that site.
func writeOutdatedGuide(t *testing.T, source string, topics int) map[string]string {
	t.Helper()
	if err := generateGuide(source, 1, 1); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if got := run(t.Context(), []string{"build", "--source", source}, &stderr, &stderr); got != exitOK {
		t.Fatalf("exit status %d: %s", got, &stderr)
	}
	before := readTree(t, filepath.Join(source, "public"))
	if err := generateGuide(source, 4, topics); err != nil {
		t.Fatal(err)
	}
	return before
}

// afterStagingStarts calls then when a build has begun to write its staging folder.
func afterStagingStarts(source string, then func()) {
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if staged, _ := filepath.Glob(filepath.Join(source, ".public.guide-new-*")); len(staged) > 0 {
			break
		}
	}
	then()
}

// assertUntouched fails unless the output is the old site and no temporary files are left.
func assertUntouched(t *testing.T, source, public string, before map[string]string) {
	t.Helper()
	compareTrees(t, before, readTree(t, public))
	entries, err := os.ReadDir(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{"content", "public", ".public.guide-cache"}, e.Name()) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestCancelledBuild(t *testing.T) {
	testInterrupted(t, func(source string) (int, string) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go afterStagingStarts(source, cancel)
		var stdout, stderr bytes.Buffer
		status := run(ctx, []string{"build", "--source", source}, &stdout, &stderr)
		if stdout.Len() > 0 {
			t.Errorf("printed %q", &stdout)
		}
		return status, stderr.String()
	})
}

func TestCancelledCheck(t *testing.T) {
	source := t.TempDir()
	if err := generateGuide(source, 1, 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	got := run(ctx, []string{"check", "--source", source}, &stdout, &stderr)
	if got != exitInterrupted || stdout.Len() > 0 {
		t.Errorf("exit status %d and %q, want %d: %s", got, &stdout, exitInterrupted, &stderr)
	}
}

// TestInterruptedProcess sends the signal of Ctrl-C to a process.
func TestInterruptedProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("os.Interrupt cannot be sent there")
	}
	testInterrupted(t, func(source string) (int, string) {
		return signalBuild(t, exec.Command("guide", "build", "--source", source), source, os.Interrupt)
	})
}

// signalBuild runs a build and sends it a signal while it writes.
func signalBuild(t *testing.T, cmd *exec.Cmd, source string, signal os.Signal) (status int, stderr string) {
	t.Helper()
	var out strings.Builder
	cmd.Stderr = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	afterStagingStarts(source, func() { _ = cmd.Process.Signal(signal) })
	status = exitStatus(cmd.Wait())
	return status, out.String()
}
