package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"

	"guide/cmd/internal/browser"
)

// browser sees to it that there is Chromium for the tests, and installs it where that can be done.
func (v *verifier) browser() error {
	if _, err := browser.Find(); err == nil {
		return nil
	}
	if err := v.install("chromium"); err != nil {
		return fmt.Errorf("the tests need Chromium; install it: sudo apt-get install chromium\n%w", err)
	}
	_, err := browser.Find()
	return err
}

// pdftotext sees to it that the tests can read what is printed.
func (v *verifier) pdftotext() error {
	if _, err := exec.LookPath("pdftotext"); err == nil {
		return nil
	}
	if err := v.install("poppler-utils"); err != nil {
		return fmt.Errorf("the tests need pdftotext; install it: sudo apt-get install poppler-utils\n%w", err)
	}
	return nil
}

// install installs a package with apt, where that can be done.
func (v *verifier) install(name string) error {
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return errors.New("only root can install it here, and only with apt-get")
	}
	fmt.Fprintf(v.out, "installing %s with apt-get\n", name)
	for _, args := range [][]string{{"update", "--quiet"}, {"install", "--yes", "--quiet", "--no-install-recommends", name}} {
		cmd := exec.CommandContext(v.ctx, "apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", cmd, err, out[max(0, len(out)-2000):])
		}
	}
	return nil
}
