package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func TestRunChecksStopsAtFirstFailure(t *testing.T) {
	var out, errOut bytes.Buffer
	v := &verifier{stdout: &out, stderr: &errOut}
	ran := 0
	pass := check{"good", func(*verifier, context.Context) error { ran++; return nil }}
	fail := check{"bad", func(*verifier, context.Context) error { return errors.New("it broke") }}
	if got := v.runChecks(t.Context(), []check{pass, fail, pass}); got != 1 || ran != 1 {
		t.Errorf("status %d after %d good checks, want 1 after 1", got, ran)
	}
	if !strings.Contains(out.String(), "FAILED  bad") || !strings.Contains(errOut.String(), "it broke") {
		t.Errorf("printed %q and %q", out.String(), errOut.String())
	}
	out.Reset()
	if got := v.runChecks(t.Context(), []check{pass, pass}); got != 0 || !strings.Contains(out.String(), "2 checks passed") {
		t.Errorf("status %d, printed %q", got, out.String())
	}
}

func TestRunUsageErrors(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, errOut bytes.Buffer
	if got := run(t.Context(), nil, &out, &errOut); got != 2 || !strings.Contains(errOut.String(), "top folder") {
		t.Errorf("outside the project: status %d, %q", got, errOut.String())
	}
	if got := run(t.Context(), []string{"--nosuch"}, &out, &errOut); got != 2 {
		t.Errorf("an unknown flag: status %d", got)
	}
}

func TestTopLevel(t *testing.T) {
	t.Chdir("../..")
	v := &verifier{}
	if err := v.topLevel(t.Context()); err != nil {
		t.Error(err)
	}
	t.Chdir("cmd")
	if err := v.topLevel(t.Context()); err == nil {
		t.Error("cmd/ passes for the top level")
	}
}
