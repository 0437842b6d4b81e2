package main

import (
	"strings"
	"testing"
)

// Where there is no browser and no way to install one, the command that does is named.
func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CHROME", "")
	err := (&verifier{ctx: t.Context()}).browser()
	if err == nil || !strings.Contains(err.Error(), "apt-get install chromium") {
		t.Errorf("got %v", err)
	}
}
