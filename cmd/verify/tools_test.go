package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// emptyPath makes the machine one without any tool, but for scripts of these names and texts.
func emptyPath(t *testing.T, scripts map[string]string) {
	t.Helper()
	bin, home := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	t.Setenv("CHROME", "")
	t.Setenv("HOME", home) // the cache folder is below it where XDG_CACHE_HOME does not count
	t.Setenv("XDG_CACHE_HOME", home)
	for name, text := range scripts {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
}

// Where nothing can be installed, one line names everything that is missing.
func TestMissingToolsMessage(t *testing.T) {
	emptyPath(t, nil)
	err := (&verifier{dir: t.TempDir(), stdout: &bytes.Buffer{}}).tools(t.Context())
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	last := lines[len(lines)-1]
	for _, tool := range tools {
		if !strings.Contains(err.Error(), tool.name) || !strings.Contains(last, tool.debPackages) {
			t.Errorf("%s (%s) is not in %q", tool.name, tool.debPackages, err)
		}
	}
}

// Outside CI nobody but root has anything installed.
func TestInstallOnlyAsRootOrInCI(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Setenv("CI", "")
		emptyPath(t, map[string]string{"apt-get": "echo must not run >&2; exit 7"})
		err := (&verifier{dir: t.TempDir(), stdout: &bytes.Buffer{}}).tools(t.Context())
		if err == nil || strings.Contains(err.Error(), "must not run") {
			t.Errorf("got %v", err)
		}
		return
	}
	emptyPath(t, map[string]string{"apt-get": `echo "$@" >> "$HOME/asked"; exit 0`})
	var out bytes.Buffer
	err := (&verifier{dir: t.TempDir(), stdout: &out}).tools(t.Context())
	if err == nil || !strings.Contains(err.Error(), "still not found") {
		t.Errorf("apt-get that brings nothing: %v", err)
	}
	asked, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), "asked"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools {
		if strings.Count(string(asked), tool.debPackages) != 1 {
			t.Errorf("apt-get was asked for:\n%s", asked)
		}
	}
	if !strings.Contains(out.String(), "installing chromium") {
		t.Errorf("printed %q", &out)
	}
}

// A package that is not the one that is asked for is not used.
func TestWrongAxePackage(t *testing.T) {
	emptyPath(t, map[string]string{"npm": `while [ $# -gt 1 ]; do shift; done
echo other > "$1/axe-core-` + axeVersion + `.tgz"`})
	err := (&verifier{dir: t.TempDir(), stdout: &bytes.Buffer{}}).fetchAxe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "is not the package that is asked for") {
		t.Errorf("got %v", err)
	}
}
