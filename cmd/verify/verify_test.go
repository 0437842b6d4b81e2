package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
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
	got := v.runChecks(t.Context(), []check{pass, pass})
	if got != 0 || !strings.Contains(out.String(), "2 checks passed") {
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
		t.Error("cmd/ passes as the top level")
	}
}

// TestTidyTools checks that the module file of the tools must be tidy like go.mod.
func TestTidyTools(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"go.mod": "module example\n\ngo 1.26.0\n", "main.go": "package main\n\nfunc main() {}\n",
		".ci/tools.mod": "module example/tools\n\ngo 1.26.0\n", ".ci/tools.sum": "",
	} {
		err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666))
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	v := &verifier{stdout: &out, stderr: &out, dir: t.TempDir()}
	if err := v.tidy(t.Context()); err != nil {
		t.Fatalf("tidy files: %v\n%s", err, &out)
	}
	unused := "example.org/unused v1.0.0/go.mod h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
	if err := os.WriteFile(".ci/tools.sum", []byte(unused), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := v.tidy(t.Context()); err == nil || !strings.Contains(err.Error(), toolsMod) {
		t.Errorf("an untidy file: got %v", err)
	}
}

func TestNoScriptTests(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := (&verifier{}).testScripts(t.Context()); err == nil {
		t.Error("a project without tests of scripts passes")
	}
}

func TestNoWorkflows(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := (&verifier{}).actionlint(t.Context()); err == nil {
		t.Error("a project without workflows passes")
	}
}

// TestSiteRaceTests finds names in siteRaceTests that match no test, which go test does not report.
func TestSiteRaceTests(t *testing.T) {
	files, err := filepath.Glob("../internal/site/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	var tests bytes.Buffer
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tests.Write(data)
	}
	for name := range strings.SplitSeq(siteRaceTests, "|") {
		if !regexp.MustCompile(`(?m)^func Test\w*` + name).Match(tests.Bytes()) {
			t.Errorf("package site has no test %s", name)
		}
	}
}
