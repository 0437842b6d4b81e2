//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

// TestSIGHUP checks that a closed terminal ends a build like Ctrl-C, except with nohup.
func TestSIGHUP(t *testing.T) {
	caught := make(chan os.Signal, 1) // children of a process that catches a signal do not ignore it, also under nohup
	signal.Notify(caught, syscall.SIGHUP)
	defer signal.Stop(caught)
	testInterrupted(t, func(source string) (int, string) {
		return signalBuild(t, exec.Command("guide", "build", "--source", source), source, syscall.SIGHUP)
	})
	source := t.TempDir()
	writeOutdatedGuide(t, source, 500)
	nohup := exec.Command("sh", "-c", `trap "" HUP; exec guide build --source "$1"`, "sh", source)
	if got, stderr := signalBuild(t, nohup, source, syscall.SIGHUP); got != exitOK {
		t.Errorf("with nohup: exit status %d, want %d: %s", got, exitOK, stderr)
	}
}
