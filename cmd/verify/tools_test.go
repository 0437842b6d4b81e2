package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// emptyPath sets PATH to a folder that holds only these scripts, by name. They are for sh; "exit 0" fits Windows, too.
func emptyPath(t *testing.T, scripts map[string]string) {
	t.Helper()
	bin, home := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	t.Setenv("CHROME", "")
	t.Setenv("HOME", home) // holds the cache folder on systems without XDG_CACHE_HOME
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("LocalAppData", home) // the cache folder of Windows
	first, suffix := "#!/bin/sh\n", ""
	if runtime.GOOS == "windows" {
		first, suffix = "@echo off\n", ".bat"
	}
	for name, text := range scripts {
		if err := os.WriteFile(filepath.Join(bin, name+suffix), []byte(first+text+"\n"), 0o777); err != nil {
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

// TestWrongPackage checks that a package is not used if it is another one, even after npm has run.
func TestWrongPackage(t *testing.T) {
	emptyPath(t, map[string]string{"npm": "exit 0"})
	v := &verifier{dir: t.TempDir(), stdout: &bytes.Buffer{}}
	file := v.cacheFile(axeCore)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	err := v.fetchAxe(t.Context())
	if err == nil || !strings.Contains(err.Error(), "is not the expected package") {
		t.Errorf("got %v", err)
	}
}
