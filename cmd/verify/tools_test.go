package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// emptyPath sets PATH to a folder that holds only these scripts, by name.
func emptyPath(t *testing.T, scripts map[string]string) {
	t.Helper()
	bin, home := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	t.Setenv("CHROME", "")
	t.Setenv("HOME", home) // holds the cache folder on systems without XDG_CACHE_HOME
	t.Setenv("XDG_CACHE_HOME", home)
	for name, text := range scripts {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+text+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMissingToolsMessage checks that one line lists all missing tools if they cannot be installed.
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

// TestInstallOnlyAsRootOrInCI checks that nothing is installed for other users outside CI.
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
	if err == nil || !strings.Contains(err.Error(), "still not found after installing") {
		t.Errorf("apt-get that installs nothing: %v", err)
	}
	asked, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), "asked"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools {
		if strings.Count(string(asked), tool.debPackages) != 1 {
			t.Errorf("apt-get was called with:\n%s", asked)
		}
	}
	if !strings.Contains(out.String(), "installing chromium") {
		t.Errorf("printed %q", &out)
	}
}

// TestWrongPackage has npm download another package, which must not be used.
func TestWrongPackage(t *testing.T) {
	emptyPath(t, map[string]string{"npm": `while [ $# -gt 1 ]; do shift; done
echo other > "$1/axe-core-` + axeCore.version + `.tgz"`})
	err := (&verifier{dir: t.TempDir(), stdout: &bytes.Buffer{}}).fetchAxe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "is not the expected package") {
		t.Errorf("got %v", err)
	}
}
