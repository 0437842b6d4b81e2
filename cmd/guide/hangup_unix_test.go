//go:build unix

package main

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// A terminal that is closed ends a build as Ctrl-C does, unless nohup keeps it going.
func TestHangup(t *testing.T) {
	source, public, before := halfBuilt(t)
	for _, test := range []struct {
		prefix []string
		want   int
	}{
		{nil, exitInterrupted},
		{[]string{"sh", "-c", `trap "" HUP; exec "$@"`, "sh"}, exitOK},
	} {
		args := append(test.prefix, "guide", "build", "--source", source)
		cmd := exec.Command(args[0], args[1:]...)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		whenStaging(source, func() { _ = cmd.Process.Signal(syscall.SIGHUP) })
		if got := exitStatus(cmd.Wait()); got != test.want {
			t.Fatalf("%q: exit status %d, want %d: %s", test.prefix, got, test.want, &stderr)
		}
		if test.want == exitInterrupted {
			assertUntouched(t, source, public, before)
		}
	}
}
