package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where there is no tool and no way to install it, the command that does is named.
func TestNothingInstalled(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROME", "")
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for want, get := range map[string]func(*verifier) error{
		"apt-get install chromium": (*verifier).browser, "apt-get install poppler-utils": (*verifier).pdftotext, "apt-get install npm": (*verifier).axe,
	} {
		err := get(&verifier{ctx: t.Context(), dir: t.TempDir(), out: &bytes.Buffer{}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// A package that is not the one that is asked for is not used.
func TestForeignAxe(t *testing.T) {
	bin, cache := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin)
	t.Setenv("XDG_CACHE_HOME", cache)
	t.Setenv("HOME", cache) // elsewhere the cache folder is below it
	npm := "#!/bin/sh\nwhile [ $# -gt 1 ]; do shift; done\necho other > \"$1/axe-core-" + axeVersion + ".tgz\"\n"
	if err := os.WriteFile(filepath.Join(bin, "npm"), []byte(npm), 0o777); err != nil {
		t.Fatal(err)
	}
	err := (&verifier{ctx: t.Context(), dir: t.TempDir(), out: &bytes.Buffer{}}).axe()
	if err == nil || !strings.Contains(err.Error(), "is not the package that is asked for") {
		t.Errorf("got %v", err)
	}
}
