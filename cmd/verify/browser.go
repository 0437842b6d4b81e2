package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"guide/cmd/internal/browser"
)

// mustBrowse makes tests fail, not skip, that find no browser.
var mustBrowse = []string{"GUIDE_BROWSER=1"}

// browser sees to it that there is Chromium for the tests, and installs it where that can be done.
func (v *verifier) browser() error {
	if _, err := browser.Find(); err == nil {
		return nil
	}
	missing := errors.New("the tests need Chromium; install it: sudo apt-get install chromium")
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return missing
	}
	fmt.Fprintln(v.out, "installing chromium with apt-get")
	for _, args := range [][]string{{"update", "--quiet"}, {"install", "--yes", "--quiet", "--no-install-recommends", "chromium"}} {
		cmd := exec.CommandContext(v.ctx, "apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s: %w\n%s", missing, cmd, err, out[max(0, len(out)-2000):])
		}
	}
	_, err := browser.Find()
	return err
}
